//! Earlier aid (docs/evaluation.md, section 2).

use super::{Case, judge::Answer, ledger::Past};
use chrono::Months;
use std::collections::BTreeSet;
use tongbiao::{
    code::{AidStatus, CountedAid, PayerClass},
    eligibility::Truth,
    programme::EarlierAidTest,
    record::aid::Aid,
    value::{Date, LocalId},
};

/// The awards to one application under one programme.
struct Awarded<'a> {
    programme: &'a LocalId,
    /// Whether it matches the test, without regard to the class of its payer.
    kind: Answer,
    class: Answer,
}

impl Awarded<'_> {
    fn answer(&self) -> Answer {
        Answer::all([self.kind.clone(), self.class.clone()])
    }
}

impl Case<'_> {
    pub fn judge_earlier(&self, test: &EarlierAidTest) -> Answer {
        if self.application.aid.is_none() {
            return Answer::unknown("/aid");
        }
        let awarded = self.aid_decided(test);
        let kept = self.kept();
        let mut counted: Vec<Answer> = kept.iter().map(|place| self.listed_counts(&self.aid()[*place], test)).collect();
        for (one, other, wants) in self.same_grants(&kept) {
            let [one, other] = [one, other].map(|place| kept.iter().position(|kept| *kept == place).unwrap());
            if counted[one].truth != Truth::No && counted[other].truth != Truth::No {
                let open = wants.into_iter().map(Answer::unknown);
                counted[other] = Answer::all([counted[other].clone()].into_iter().chain(open));
            }
        }
        counted.extend(awarded.iter().map(Awarded::answer));
        let count = |truth: Truth| i64::try_from(counted.iter().filter(|one| one.truth == truth).count()).unwrap();
        if count(Truth::Yes) > test.at_most.get() {
            return Answer::of(false);
        }
        if count(Truth::Yes) + count(Truth::Unknown) <= test.at_most.get() {
            return Answer::of(true);
        }
        Answer::all(counted.into_iter().filter(|one| one.truth == Truth::Unknown))
    }

    /// The day after which aid is recent.
    fn since(&self, test: &EarlierAidTest) -> Option<Date> {
        let months = u32::try_from(test.months?.get()).unwrap();
        Date::from_chrono(self.given.as_of.to_chrono().checked_sub_months(Months::new(months))?).ok()
    }

    fn on_others(&self) -> impl Iterator<Item = &Past> {
        self.given.ledger.iter().flatten().filter(|past| past.application != self.application.id)
    }

    fn is_of_another_child(&self, past: &Past) -> bool {
        let own = self.child_as_told();
        past.sealed || !own.is_empty() && !past.child.is_empty() && past.child.iter().all(|name| !own.contains(name))
    }

    /// Whether a programme has adjudications, which then state its awards.
    fn is_told(&self, programme: &LocalId) -> bool {
        let awarded = |past: &Past| past.programme == *programme && past.awarded && !self.is_of_another_child(past);
        self.given.ledger.is_some() && (*programme == self.programme.id || self.on_others().any(awarded))
    }

    /// The classes of the payer of a programme, from the entries that name it.
    fn classes(&self, programme: &LocalId) -> Vec<PayerClass> {
        if *programme == self.programme.id {
            return vec![self.programme.payer];
        }
        self.aid().iter().filter(|aid| aid.programme_id.as_ref() == Some(programme)).map(|aid| aid.payer).collect()
    }

    fn aid_decided(&self, test: &EarlierAidTest) -> Vec<Awarded<'_>> {
        let pairs: BTreeSet<(&LocalId, &LocalId)> =
            self.on_others().map(|past| (&past.programme, &past.application)).collect();
        let one = |(programme, application)| {
            let decisions =
                self.on_others().filter(|past| (&past.programme, &past.application) == (programme, application));
            let kind = decisions.map(|past| {
                let recent = self.since(test).is_none_or(|since| past.as_of > since);
                let asked_for = test.programme.as_ref().is_none_or(|asked| asked == programme);
                let child = if self.is_of_another_child(past) {
                    Answer::unknown("earlier-adjudications")
                } else {
                    Answer::of(true)
                };
                Answer::all([Answer::of(past.awarded && recent && asked_for), child])
            });
            Awarded { programme, kind: Answer::any(kind), class: self.class_fits(programme, test) }
        };
        pairs.into_iter().map(one).collect()
    }

    fn class_fits(&self, programme: &LocalId, test: &EarlierAidTest) -> Answer {
        let Some(payers) = &test.payers else { return Answer::of(true) };
        let fits: BTreeSet<bool> = self.classes(programme).into_iter().map(|class| payers.contains(&class)).collect();
        match fits.into_iter().collect::<Vec<_>>()[..] {
            [fits] => Answer::of(fits),
            _ => Answer::unknown("/aid/*/programmeId"),
        }
    }

    /// The programmes with adjudications that may have given an entry without a programme.
    fn may_be_of(&self, class: PayerClass) -> BTreeSet<&LocalId> {
        let all = self.on_others().map(|past| &past.programme).chain([&self.programme.id]);
        let of_class = |programme: &&LocalId| {
            let classes = self.classes(programme);
            classes.is_empty() || classes.contains(&class)
        };
        all.filter(|programme| self.is_told(programme)).filter(of_class).collect()
    }

    /// Whether an entry matches the test, without regard to the giver.
    fn is_of_kind(&self, aid: &Aid, test: &EarlierAidTest) -> Answer {
        let state = match aid.status {
            AidStatus::Received => test.counted.contains(&CountedAid::Received),
            AidStatus::Committed => test.counted.contains(&CountedAid::Committed),
            _ => false,
        };
        let payer = test.payers.as_ref().is_none_or(|payers| payers.contains(&aid.payer));
        let recent = match (self.since(test), aid.received_on.or(aid.decided_on)) {
            (None, _) => Answer::of(true),
            (Some(_), None) => Answer::unknown("/aid/*/receivedOn"),
            (Some(since), Some(day)) => Answer::of(day > since),
        };
        Answer::all([Answer::of(state && payer), recent])
    }

    fn listed_counts(&self, aid: &Aid, test: &EarlierAidTest) -> Answer {
        let programme = match (&aid.programme_id, &test.programme) {
            (Some(named), Some(asked)) if named != asked => Answer::of(false),
            (Some(named), _) if self.is_told(named) => {
                let has_other_payer = *named == self.programme.id && aid.payer != self.programme.payer;
                if has_other_payer { Answer::unknown("/aid/*/payer") } else { Answer::of(false) }
            }
            (Some(_), _) => Answer::of(true),
            (None, Some(asked)) if self.is_told(asked) => Answer::of(false),
            (None, Some(_)) => Answer::unknown("/aid/*/programmeId"),
            (None, None) if self.may_be_of(aid.payer).is_empty() => Answer::of(true),
            (None, None) => Answer::unknown("/aid/*/programmeId"),
        };
        Answer::all([self.is_of_kind(aid, test), programme])
    }
}
