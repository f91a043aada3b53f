//! Assessments by people (docs/evaluation.md, 12.39 and 12.55).

use super::{
    Case,
    document::{day, fen, list, text, whole},
    exact::Exact,
    judge::Answer,
    table::Known,
};
use serde_json::Value;
use std::collections::BTreeSet;
use tongbiao::{programme::Predicate, value::LocalId};

impl Case<'_> {
    /// The result of the assessments of a key: the assessment that states it in a member.
    fn result(&self, key: &LocalId, member: &str) -> Known<&Value> {
        let missing = |place: &str| Err(BTreeSet::from([place.to_owned()]));
        let all = list(&self.document, "assessments").unwrap_or_default().iter();
        let of_key: Vec<&Value> = all.filter(|one| text(one, "key") == Some(key.as_str())).collect();
        let has_result = |one: &Value| match member {
            "grade" => text(one, "grade").is_some_and(|grade| self.lists(key, grade)),
            member => one.get(member).is_some(),
        };
        let same = |some: &[&Value]| {
            some.iter().all(|one| has_result(one)) && some.windows(2).all(|two| two[0][member] == two[1][member])
        };
        if !of_key.iter().any(|one| has_result(one)) {
            return missing("/assessments");
        }
        if same(&of_key) {
            return Ok(of_key[0]);
        }
        if of_key.iter().any(|one| day(one, "assessedOn").is_none()) {
            return missing("/assessments/*/assessedOn");
        }
        let last = of_key.iter().map(|one| day(one, "assessedOn")).max().flatten();
        let of_last: Vec<&Value> = of_key.into_iter().filter(|one| day(one, "assessedOn") == last).collect();
        if same(&of_last) { Ok(of_last[0]) } else { missing("/assessments") }
    }

    /// Whether the programme lists a grade under a key.
    fn lists(&self, key: &LocalId, grade: &str) -> bool {
        let mut subjects = self.programme.assessments.iter().flat_map(|all| all.iter());
        let subject = subjects.find(|subject| subject.key == *key);
        subject.is_some_and(|one| one.grades.iter().flat_map(|all| all.iter()).any(|one| one.id.as_str() == grade))
    }

    /// An amount that people determined, in fen.
    pub fn assessed_amount(&self, key: &LocalId) -> Known<Exact> {
        self.result(key, "amount").map(|one| Exact::whole(fen(one, "amount").unwrap()))
    }

    pub fn judge_assessed(&self, condition: &Predicate) -> Answer {
        let holds = match condition {
            Predicate::Assessed(test) => {
                self.result(&test.key, "result").map(|one| one["result"].as_bool().unwrap() == test.is.unwrap_or(true))
            }
            Predicate::AssessedNumber(test) => self.result(&test.key, "number").map(|one| {
                let number = whole(one, "number").unwrap();
                test.at_least.is_none_or(|least| least.get() <= number)
                    && test.at_most.is_none_or(|most| number <= most.get())
            }),
            Predicate::AssessedAmount(test) => self.result(&test.key, "amount").map(|one| {
                let amount = fen(one, "amount").unwrap();
                let bound = |bound: Option<tongbiao::value::Money>| bound.map(|bound| i128::from(bound.fen()));
                bound(test.over).is_none_or(|over| amount > over)
                    && bound(test.at_least).is_none_or(|least| amount >= least)
                    && bound(test.below).is_none_or(|below| amount < below)
                    && bound(test.at_most).is_none_or(|most| amount <= most)
            }),
            Predicate::AssessedGrade(test) => self
                .result(&test.key, "grade")
                .map(|one| test.any_of.iter().any(|any| Some(any.as_str()) == text(one, "grade"))),
            Predicate::AssessedDate(test) => self.result(&test.key, "date").map(|one| {
                let date = day(one, "date").unwrap();
                test.from.is_none_or(|from| from <= date) && test.until.is_none_or(|until| date <= until)
            }),
            other => panic!("{other:?} is no condition on an assessment"),
        };
        let negated = match condition {
            Predicate::AssessedNumber(test) => test.negated,
            Predicate::AssessedAmount(test) => test.negated,
            Predicate::AssessedGrade(test) => test.negated,
            Predicate::AssessedDate(test) => test.negated,
            _ => None,
        };
        Answer::known(holds).negated_if(negated)
    }
}
