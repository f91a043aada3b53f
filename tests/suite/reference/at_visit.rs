//! Hardship categories on the day of visit (docs/evaluation.md, 12.58).

use super::{
    Case,
    document::{at, day, in_force, list, text},
    facts::{Codes, known, merged, place_of},
    judge::{Subject, day_of},
    table::Known,
};
use serde_json::Value;
use std::collections::BTreeSet;
use tongbiao::{
    code::{CodeFact, ReceiptDate},
    eligibility::Truth,
    value::Date,
};

/// The one answer of all, if there is one.
fn shared(answers: &[Truth]) -> Truth {
    let is = |truth| answers.iter().all(|answer| *answer == truth);
    if is(Truth::Yes) {
        Truth::Yes
    } else if is(Truth::No) {
        Truth::No
    } else {
        Truth::Unknown
    }
}

impl Case<'_> {
    /// The days on which a unit was treated, each with the place that states it.
    fn days_at_visit(&self, subject: &Subject) -> Vec<(String, Option<Date>)> {
        match subject {
            Subject::Application => vec![],
            Subject::Receipts(receipts) => receipts
                .iter()
                .map(|one| {
                    (format!("/receipts/{one}/visitDate"), day_of(&self.receipts()[*one], ReceiptDate::VisitedOn))
                })
                .collect(),
            Subject::Treatment(place) => {
                let treatment = &self.treatments().unwrap()[*place];
                vec![(format!("/treatments/{place}/period/start"), day(treatment, "period/start"))]
            }
        }
    }

    fn certificates_of(&self, category: &str) -> Vec<(usize, &Value)> {
        let all = list(&self.document, "household/certificates").unwrap_or_default().iter().enumerate();
        all.filter(|(_, one)| merged(text(one, "category").unwrap()) == category).collect()
    }

    /// The answers of the days, one by one.
    fn answers_at_visit(&self, category: &str, subject: &Subject) -> Vec<Truth> {
        let own = self.certificates_of(category);
        let on = |day: Option<Date>| {
            let each: Vec<Truth> =
                own.iter().map(|(_, one)| day.map_or(Truth::Unknown, |day| in_force(one, "validity", day))).collect();
            if each.contains(&Truth::Yes) {
                Truth::Yes
            } else if each.contains(&Truth::Unknown) {
                Truth::Unknown
            } else {
                Truth::No
            }
        };
        self.days_at_visit(subject).into_iter().map(|(_, day)| on(day)).collect()
    }

    pub fn categories_at_visit(&self, subject: &Subject) -> Known<Codes> {
        let stated =
            list(&self.document, "household/certificates").filter(|_| !matches!(subject, Subject::Application));
        let categories = stated.map(|all| {
            let names: BTreeSet<&str> = all.iter().map(|one| merged(text(one, "category").unwrap())).collect();
            let answer = |name: &str| shared(&self.answers_at_visit(name, subject));
            names.into_iter().map(|name| (name.to_owned(), answer(name))).collect()
        });
        known(categories, &place_of(CodeFact::PovertyCategoryAtVisit.fact()))
    }

    /// What is missing to answer for a category: the days that are absent; the bounds that decide on the others. If all of
    /// that is known, the days contradict each other.
    pub fn open_at_visit(&self, category: &str, subject: &Subject) -> BTreeSet<String> {
        let days = self.days_at_visit(subject);
        let mut places = BTreeSet::new();
        for ((place, on), answer) in days.iter().zip(self.answers_at_visit(category, subject)) {
            if answer != Truth::Unknown {
                continue;
            }
            let Some(on) = on else {
                places.insert(place.clone());
                continue;
            };
            for (index, one) in self.certificates_of(category) {
                if in_force(one, "validity", *on) != Truth::Unknown {
                    continue;
                }
                let validity = format!("/household/certificates/{index}/validity");
                if at(one, "validity").is_none() {
                    places.insert(validity);
                    continue;
                }
                let absent =
                    ["start", "end"].into_iter().filter(|bound| at(one, &format!("validity/{bound}")).is_none());
                places.extend(absent.map(|bound| format!("{validity}/{bound}")));
            }
        }
        if places.is_empty() { days.into_iter().map(|(place, _)| place).collect() } else { places }
    }
}
