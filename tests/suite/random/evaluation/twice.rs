//! Whether the pairs contain the cases in which the same money could be paid twice.

use super::{
    engine::{Answer, Engine, Reference},
    pair::Pair,
};
use crate::reference::Past;
use serde_json::Value;
use tongbiao::{code::ReasonCode, programme::Programme, record::application::Application};

/// The required frequency of each case, per ten thousand decisions.
pub const SITUATIONS: [(&str, u64); 8] = [
    ("twice: part of an original used elsewhere", 30),
    ("twice: original of a part used elsewhere", 6),
    ("twice: parts that exceed with others elsewhere", 4),
    ("twice: hospital told in two ways", 50),
    ("twice: aid that names a programme that decided", 5),
    ("twice: aid that may be of a programme that decided", 10),
    ("twice: receipt with another number since it was paid", 30),
    ("twice: original with and without its code", 3),
];

/// One of several decisions.
pub struct Answered<'a> {
    pub pair: &'a Pair,
    pub programme: &'a Programme,
    pub case: &'a Value,
    pub application: &'a Application,
    pub answer: &'a Answer,
}

impl Answered<'_> {
    /// Reports the case of a decision, given the earlier ones.
    pub fn note(&self, past: &[Past], cases: &[Value], mut met: impl FnMut(&str)) {
        let [of_used, of_part, exceeding, two_ways, named, unnamed, reissued, coded] = SITUATIONS.map(|(what, _)| what);
        let missing = &self.answer.missing;
        if missing.iter().any(|place| place.starts_with("/receipts") && place.ends_with("/issuer/uscc")) {
            met(two_ways);
        }
        let is_of_code = |place: &String| ["/number/code", "/original"].iter().any(|member| place.ends_with(member));
        if !past.is_empty() && missing.iter().any(is_of_code) {
            let alone = Reference.run(self.programme, self.application, &self.pair.given, Some(&[])).0;
            if missing.iter().any(|place| is_of_code(place) && !alone.missing.contains(place)) {
                met(coded);
            }
        }
        let receipts = self.case["receipts"].as_array().map_or(&[][..], Vec::as_slice);
        let handed_in = || cases.iter().flat_map(|case| case["receipts"].as_array().into_iter().flatten());
        let is = |reason, receipt: usize| {
            self.answer.receipts.get(receipt).is_some_and(|result| result.reasons.contains(&reason))
        };
        for (place, receipt) in receipts.iter().enumerate() {
            let again = handed_in().any(|other| other["number"] == receipt["number"]);
            if is(ReasonCode::ReceiptUsedElsewhere, place) && !again {
                met(if receipt.get("original").is_some() { of_used } else { of_part });
            }
        }
        let exceeds = |answer: &Answer| {
            answer.receipts.iter().any(|receipt| receipt.reasons.contains(&ReasonCode::ReceiptPartsExceedOriginal))
        };
        let own = past.iter().filter(|past| past.application == self.application.id && past.awarded);
        let is_new = |receipt: &Value| handed_in().all(|other| other["number"] != receipt["number"]);
        if own.count() > 0 && self.answer.amount.is_some() && receipts.iter().any(is_new) {
            met(reissued);
        }
        if !past.is_empty() && exceeds(self.answer) {
            let alone = Reference.run(self.programme, self.application, &self.pair.given, Some(&[])).0;
            if !exceeds(&alone) {
                met(exceeding);
            }
        }
        self.note_aid(past, [named, unnamed], met);
    }

    fn note_aid(&self, past: &[Past], [named, unnamed]: [&str; 2], mut met: impl FnMut(&str)) {
        let asks = self.pair.rules.to_string().contains("earlier-aid");
        let decided: Vec<&Past> = past
            .iter()
            .filter(|past| {
                past.awarded && past.programme != self.programme.id && past.application != self.application.id
            })
            .collect();
        let aid = self.application.aid.as_deref().unwrap_or_default();
        if !asks || decided.is_empty() {
            return;
        }
        if aid.iter().any(|aid| decided.iter().any(|past| aid.programme_id.as_ref() == Some(&past.programme))) {
            met(named);
        }
        if aid.iter().any(|aid| aid.programme_id.is_none()) {
            met(unnamed);
        }
    }
}
