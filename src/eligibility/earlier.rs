//! Aid that a child had before: what the application lists, and what earlier adjudications say.

use super::{
    reading::Reading,
    truth::{Answer, Missing, Truth},
};
use crate::{
    adjudication::{Adjudication, marks},
    aid::Aid,
    code::{AdjudicationDecision, AidStatus, CountedAid, FactSupplier},
    programme::EarlierAidTest,
    value::{Date, LocalId},
};

impl Reading<'_> {
    /// Counts the aid that is certainly of the kind asked for, and the aid that may be.
    pub(super) fn earlier_aid(&self, test: &EarlierAidTest) -> Answer {
        let Some(aid) = &self.application.aid else { return Answer::wants(wants("/aid")) };
        let since = test.months.and_then(|months| self.months_back(u32::try_from(months.get()).ok()?));
        let ledger = self.circumstances.earlier;
        let told = aid.iter().map(|aid| match ledger {
            // Where the earlier adjudications are known, they say what this programme has given.
            Some(_) => Answer::all([told_as(aid, test, since), self.told_by_another(aid, test)]),
            None => told_as(aid, test, since),
        });
        let (mut certain, mut possible, mut open) = (0_i64, 0_i64, Vec::new());
        for aid in told.chain(self.adjudicated(ledger.unwrap_or_default(), test, since)) {
            match aid.truth {
                Truth::Yes => certain += 1,
                Truth::No => {}
                Truth::Unknown => {
                    possible += 1;
                    open.push(aid);
                }
            }
        }
        if certain > test.at_most.get() {
            Answer::decided(Truth::No)
        } else if certain + possible <= test.at_most.get() {
            Answer::decided(Truth::Yes)
        } else {
            Answer::all(open)
        }
    }

    /// Whether aid that the application lists is another programme's. What names no programme is not known to be; but it
    /// cannot be of a kind that is this programme's.
    fn told_by_another(&self, aid: &Aid, test: &EarlierAidTest) -> Answer {
        let own = &self.programme.id;
        match aid.is_of(own, self.programme.payer) {
            None if test.programme.as_ref() != Some(own) => Answer::wants(wants("/aid/*/programmeId")),
            own => Answer::decided(Truth::of(Some(own == Some(false)))),
        }
    }

    /// For each application and programme whether an earlier adjudication is an award of the kind asked for: several of
    /// them are one aid. This application's own are not earlier aid.
    fn adjudicated(&self, ledger: &[Adjudication], test: &EarlierAidTest, since: Option<Date>) -> Vec<Answer> {
        let marks = if ledger.is_empty() { Vec::new() } else { marks(self.application) };
        let mut cases: Vec<((&LocalId, &LocalId), Vec<Answer>)> = Vec::new();
        for earlier in ledger.iter().filter(|earlier| earlier.application != self.application.id) {
            let case = (&earlier.programme, &earlier.application);
            let answer = Answer::all([
                self.adjudicated_as(earlier, test, since),
                if earlier.is_of_another_child(&marks) {
                    Answer::wants(Missing::earlier_adjudications())
                } else {
                    Answer::decided(Truth::Yes)
                },
            ]);
            match cases.iter_mut().find(|(known, _)| *known == case) {
                Some((_, answers)) => answers.push(answer),
                None => cases.push((case, vec![answer])),
            }
        }
        cases.into_iter().map(|(_, answers)| Answer::any(answers)).collect()
    }

    fn adjudicated_as(&self, earlier: &Adjudication, test: &EarlierAidTest, since: Option<Date>) -> Answer {
        let awarded = earlier.decision == AdjudicationDecision::Awarded;
        let programme = test.programme.as_ref().is_none_or(|wanted| *wanted == earlier.programme);
        let recent = since.is_none_or(|since| earlier.as_of > since);
        let own = earlier.programme == self.programme.id;
        let payer = match &test.payers {
            None => Answer::decided(Truth::Yes),
            Some(payers) if own => Answer::decided(Truth::of(Some(payers.contains(&self.programme.payer)))),
            // An adjudication does not say of which class its programme is; the application may list the same aid.
            Some(_) => Answer::wants(wants("/aid/*/programmeId")),
        };
        Answer::all([Answer::decided(Truth::of(Some(awarded && programme && recent))), payer])
    }
}

/// Whether aid is of the kind asked for: of which programme, and how recent.
fn told_as(aid: &Aid, test: &EarlierAidTest, since: Option<Date>) -> Answer {
    let status = match aid.status {
        AidStatus::Received => test.counted.contains(&CountedAid::Received),
        AidStatus::Committed => test.counted.contains(&CountedAid::Committed),
        _ => false,
    };
    let payer = test.payers.as_ref().is_none_or(|payers| payers.contains(&aid.payer));
    let programme = match (&test.programme, &aid.programme_id) {
        (None, _) => Answer::decided(Truth::Yes),
        (Some(_), None) => Answer::wants(wants("/aid/*/programmeId")),
        (Some(wanted), Some(id)) => Answer::decided(Truth::of(Some(id == wanted))),
    };
    let recent = match (since, aid.received_on.or(aid.decided_on)) {
        (None, _) => Answer::decided(Truth::Yes),
        (Some(_), None) => Answer::wants(wants("/aid/*/receivedOn")),
        (Some(since), Some(day)) => Answer::decided(Truth::of(Some(day > since))),
    };
    Answer::all([Answer::decided(Truth::of(Some(status && payer))), programme, recent])
}

fn wants(place: &str) -> Missing {
    Missing::new("aid", Some(place.to_owned()), FactSupplier::Family)
}
