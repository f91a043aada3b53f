//! Sums over the receipts and the aid of an application.

use super::{Reading, missing};
use crate::{
    code::{Measure, MoneyFact},
    eligibility::truth::{Known, Missing},
    record::{receipt::Receipt, register::standings},
    value::{Date, NameMatch, SignedMoney},
};

impl Reading<'_> {
    /// The sum of a measure over the child's admitted receipts, each counted once; only receipts after a day, if a day
    /// is given. The missing members of all receipts are reported together.
    pub(super) fn receipts(&self, fact: MoneyFact, after: Option<Date>, measure: Measure) -> Known<SignedMoney> {
        let receipts = self.application.receipts.as_deref().ok_or_else(|| vec![missing(fact.fact())])?;
        let (mut sum, mut lacks) = (0_i64, Vec::new());
        let born = self.application.child_born();
        let is_of_other = |receipt: &Receipt| self.application.patient_of(receipt) == Some(NameMatch::Other);
        for (place, (receipt, standing)) in receipts.iter().zip(standings(receipts, is_of_other)).enumerate() {
            let wants = |place, member: &str| Missing::of_receipt(fact.as_str(), place, member);
            let day = receipt.visited_on();
            let before = after.zip(day).is_some_and(|(after, day)| day <= after);
            let patient = self.application.patient_of(receipt);
            let is_later = !standing.doubt.is_unmatched && receipt.is_dated_after(self.circumstances.as_of);
            let is_out = standing.duplicate || standing.exceeds;
            if is_out || before || is_later || patient == Some(NameMatch::Other) {
                continue;
            }
            let known = lacks.len();
            lacks.extend(standing.doubt.wants(place).map(|(place, member)| wants(place, member)));
            lacks.extend(standing.doubt.alike.iter().map(|alike| Missing::of_alike(fact.as_str(), *alike)));
            if standing.counts() {
                lacks.extend(receipt.contradictions(born).members().map(|member| wants(place, member)));
            }
            let is_in_doubt = lacks.len() > known;
            if !(standing.counts() || is_in_doubt) {
                continue;
            }
            match patient {
                None => lacks.push(wants(place, "patientName")),
                Some(NameMatch::Unknown(doubt)) => lacks.push(Missing::of_name(fact.as_str(), place, doubt)),
                Some(_) => {}
            }
            if after.is_some() && day.is_none() {
                lacks.push(wants(place, "visitDate"));
            }
            if !standing.counts() {
                continue;
            }
            match receipt.amounts().measure(measure) {
                Ok(amount) => sum = sum.saturating_add(amount.fen()),
                Err(absent) => lacks.extend(absent.members().map(|member| wants(place, member))),
            }
        }
        if !lacks.is_empty() {
            return Err(lacks);
        }
        SignedMoney::from_fen(sum).map_err(|_| vec![missing(fact.fact())])
    }
}
