//! The facts collected so far that a programme requires.

use crate::{
    code::{AssessmentAnswer, DateFact, DivisionFact, FactSupplier},
    fact::Fact,
    programme::{AmountParam, Predicate, RateParam, UnitCount},
    wire::{Label, Privacy},
};
use std::collections::BTreeMap;

/// A fact that a programme requires.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequiredFact {
    /// Its code in the registry, or one of `diagnoses`, `operations`, `hospital`, `aid`, `receipts`, or the key of an
    /// assessment.
    pub code: String,
    /// Its label.
    pub label: Label,
    /// The party that supplies it.
    pub supplier: FactSupplier,
    /// Its privacy class.
    pub privacy: Privacy,
    /// Its places in an application: JSON Pointers with `*` for each item of a list. Empty if it is not part of the
    /// application.
    pub paths: Vec<&'static str>,
    /// The parts of the programme that use it, as JSON Pointers.
    pub uses: Vec<String>,
}

/// An input outside the registry of facts: its label, supplier, privacy class and places.
type Beside = (Label, FactSupplier, Privacy, &'static [&'static str]);

const DIAGNOSES: Beside = (
    Label { zh: "诊断", en: "Diagnoses" },
    FactSupplier::Hospital,
    Privacy::Health,
    &["/diagnoses/*/codings", "/diagnoses/*/name", "/diagnoses/*/certainty", "/diagnoses/*/rank"],
);
const OPERATIONS: Beside = (
    Label { zh: "手术", en: "Operations" },
    FactSupplier::Hospital,
    Privacy::Health,
    &["/treatments/*/operations/*/code", "/treatments/*/operations/*/performedOn"],
);
const HOSPITAL: Beside = (
    Label { zh: "医院", en: "Hospital" },
    FactSupplier::Hospital,
    Privacy::Public,
    &["/receipts/*/issuer", "/treatments/*/hospital"],
);
const AID: Beside = (
    Label { zh: "其他救助", en: "Other aid" },
    FactSupplier::Family,
    Privacy::Financial,
    &["/aid/*/status", "/aid/*/payer", "/aid/*/programmeId", "/aid/*/amount"],
);
const RECEIPTS: Beside =
    (Label { zh: "票据", en: "Receipts" }, FactSupplier::Hospital, Privacy::Financial, &["/receipts"]);
/// An assessment with a result of that kind.
const fn assessment(answer: AssessmentAnswer) -> Beside {
    let paths: &'static [&'static str] = match answer {
        AssessmentAnswer::YesNo => &["/assessments/*/result", "/assessments/*/assessedOn"],
        AssessmentAnswer::Number => &["/assessments/*/number", "/assessments/*/assessedOn"],
        AssessmentAnswer::Amount => &["/assessments/*/amount", "/assessments/*/assessedOn"],
        AssessmentAnswer::Grade => &["/assessments/*/grade", "/assessments/*/assessedOn"],
        AssessmentAnswer::Date => &["/assessments/*/date", "/assessments/*/assessedOn"],
    };
    (Label { zh: "评估意见", en: "Assessment" }, FactSupplier::Programme, Privacy::Financial, paths)
}

/// The facts required so far.
#[derive(Default)]
pub(super) struct Asked(BTreeMap<String, RequiredFact>);

impl Asked {
    /// All facts, in the order of the codes.
    pub(super) fn facts(self) -> Vec<RequiredFact> {
        self.0.into_values().collect()
    }

    pub(super) fn diagnoses(&mut self, at: &str) {
        self.add("diagnoses", DIAGNOSES, at);
    }

    pub(super) fn operations(&mut self, at: &str) {
        self.add("operations", OPERATIONS, at);
    }

    pub(super) fn hospital(&mut self, at: &str) {
        self.add("hospital", HOSPITAL, at);
    }

    pub(super) fn aid(&mut self, at: &str) {
        self.add("aid", AID, at);
    }

    pub(super) fn receipts(&mut self, at: &str) {
        self.add("receipts", RECEIPTS, at);
    }

    pub(super) fn fact(&mut self, fact: Fact, at: &str) {
        self.add(fact.code, (fact.label, fact.supplier, fact.privacy, fact.paths), at);
    }

    fn add(&mut self, code: &str, (label, supplier, privacy, paths): Beside, at: &str) {
        let asked = self.0.entry(code.to_owned()).or_insert_with(|| RequiredFact {
            code: code.to_owned(),
            label,
            supplier,
            privacy,
            paths: paths.to_vec(),
            uses: Vec::new(),
        });
        asked.uses.push(at.to_owned());
    }

    fn age(&mut self, on: DateFact, at: &str) {
        self.fact(DateFact::BirthDate.fact(), at);
        self.fact(on.fact(), at);
    }

    pub(super) fn condition(&mut self, predicate: &Predicate, at: &str) {
        match predicate {
            Predicate::Age(test) => self.age(test.at, at),
            Predicate::Disease(_) => self.diagnoses(at),
            Predicate::Operation(test) => {
                self.operations(at);
                if let Some(before) = test.before {
                    self.fact(before.fact(), at);
                }
            }
            Predicate::Hospital(_) => self.hospital(at),
            // The location of a hospital and the hospital itself are listed under separate codes.
            Predicate::Region(test) if test.fact == DivisionFact::Hospital => {
                let Fact { label, supplier, privacy, paths, .. } = test.fact.fact();
                self.add("hospital-division", (label, supplier, privacy, paths), at);
            }
            Predicate::Region(test) => self.fact(test.fact.fact(), at),
            Predicate::Code(test) => self.fact(test.fact.fact(), at),
            Predicate::Flag(test) => self.fact(test.fact.fact(), at),
            Predicate::Money(test) => self.fact(test.fact.fact(), at),
            Predicate::Number(test) => self.fact(test.fact.fact(), at),
            Predicate::Date(test) => self.fact(test.fact.fact(), at),
            Predicate::DaysBetween(test) => {
                self.fact(test.from.fact(), at);
                self.fact(test.to.fact(), at);
            }
            Predicate::Ratio(test) => {
                self.fact(test.of.fact(), at);
                self.fact(test.to.fact(), at);
            }
            Predicate::EarlierAid(_) => self.aid(at),
            Predicate::Assessed(test) => self.add(test.key.as_str(), assessment(AssessmentAnswer::YesNo), at),
            Predicate::AssessedNumber(test) => self.add(test.key.as_str(), assessment(AssessmentAnswer::Number), at),
            Predicate::AssessedAmount(test) => self.add(test.key.as_str(), assessment(AssessmentAnswer::Amount), at),
            Predicate::AssessedGrade(test) => self.add(test.key.as_str(), assessment(AssessmentAnswer::Grade), at),
            Predicate::AssessedDate(test) => self.add(test.key.as_str(), assessment(AssessmentAnswer::Date), at),
        }
    }

    /// Adds the facts that a benefit per unit counts.
    pub(super) fn count(&mut self, count: &UnitCount, at: &str) {
        match count {
            UnitCount::Fact(counted) => self.fact(counted.fact.fact(), at),
            UnitCount::LineQuantity(_) => self.receipts(at),
            UnitCount::Time(time) => {
                self.fact(time.from.fact(), &format!("{at}/from"));
                self.fact(time.to.fact(), &format!("{at}/to"));
            }
        }
    }

    pub(super) fn amount(&mut self, amount: &AmountParam, at: &str) {
        match amount {
            AmountParam::Fixed(_) => {}
            AmountParam::ByCode(table) => table.by.iter().for_each(|fact| self.fact(fact.fact(), at)),
            AmountParam::ByAge(table) => self.age(table.at, at),
            AmountParam::ByNumber(table) => self.fact(table.fact.fact(), at),
            AmountParam::ByMoney(table) => self.fact(table.fact.fact(), at),
            AmountParam::Statistic(multiple) => self.fact(multiple.at.fact(), at),
            AmountParam::Assessed(one) => self.add(one.key.as_str(), assessment(AssessmentAnswer::Amount), at),
        }
    }

    pub(super) fn rate(&mut self, rate: &RateParam, at: &str) {
        match rate {
            RateParam::Fixed(_) => {}
            RateParam::ByCode(table) => table.by.iter().for_each(|fact| self.fact(fact.fact(), at)),
            RateParam::ByAge(table) => self.age(table.at, at),
            RateParam::ByNumber(table) => self.fact(table.fact.fact(), at),
            RateParam::ByMoney(table) => self.fact(table.fact.fact(), at),
        }
    }
}
