//! What a programme asks for: the list by which nobody collects more than is used.

use super::{
    AmountParam, Predicate, Programme, RateParam, UnitCount, computed,
    part::{Part, parts},
};
use crate::{
    code::{DateFact, DivisionFact, Evidence, FactSupplier},
    fact::Fact,
    finding::{At, rules},
    wire::{Label, Privacy},
};
use std::collections::BTreeMap;

rules! { ProgrammeFact;
    /// 申请中没有的事实 · Fact that stands in no application.
    NOT_IN_APPLICATION = "programme.fact-not-in-application" Info Evidence {
        zh: "申请中没有 {fact}：每次核定时须由项目提供，否则不能确定", en: "{fact} stands in no application: the programme must supply it with each decision, or nothing can be decided",
        hint_zh: "请确认核定时有人提供", hint_en: "make sure that somebody supplies it",
        source: "registry of facts: paths",
    }
    /// 按票据的事实，但不收票据 · Facts of receipts where none are asked for.
    WITHOUT_RECEIPTS = "programme.fact-without-receipts" Warning Evidence {
        zh: "给付不以票据为依据，但 {facts} 只能从票据得知，将一直不能确定", en: "awards do not rest on receipts, and {facts} can be known from receipts only: it stays unknown",
        hint_zh: "请改以票据为给付依据，或改用其他事实", hint_en: "let awards rest on receipts, or ask for something else",
        source: "registry of facts: paths",
    }
}

/// A fact that a programme asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AskedFact {
    /// Its code in the registry; or `diagnoses`, `operations`, `hospital`, `aid`, `receipts`; or the key of an assessment.
    pub code: String,
    /// Its name for people.
    pub label: Label,
    /// Who supplies it.
    pub supplier: FactSupplier,
    /// Who may see it.
    pub privacy: Privacy,
    /// Where it stands in an application: JSON Pointers with `*` for each item of a list. None where it does not.
    pub paths: Vec<&'static str>,
    /// The parts of the programme that ask for it, as JSON Pointers.
    pub uses: Vec<String>,
}

/// Everything that a programme asks for, in the order of the codes.
pub(crate) fn asked(programme: &Programme) -> Vec<AskedFact> {
    let mut asked = Asked(BTreeMap::new());
    asked.fact(programme.applies_by.fact(), "/appliesBy");
    for (at, part) in parts(programme) {
        match part {
            Part::Condition(predicate) => asked.condition(predicate, &at),
            Part::Amount(amount) => asked.amount(amount, &at),
            Part::Rate(rate) => asked.rate(rate, &at),
            Part::Basis => asked.receipts(&at),
            Part::Count(count) => asked.count(count, &at),
        }
    }
    computed::ask(programme, &mut asked);
    asked.0.into_values().collect()
}

/// What is asked for beside the registry: its name, who supplies it, who may see it, where it stands.
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
const ASSESSMENT: Beside = (
    Label { zh: "评估意见", en: "Assessment" },
    FactSupplier::Programme,
    Privacy::Financial,
    &["/assessments/*/result", "/assessments/*/assessedOn"],
);

/// What has been asked for so far.
pub(super) struct Asked(BTreeMap<String, AskedFact>);

impl Asked {
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
        let asked = self.0.entry(code.to_owned()).or_insert_with(|| AskedFact {
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

    fn condition(&mut self, predicate: &Predicate, at: &str) {
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
            // The place of a hospital and the hospital itself stand under names of their own.
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
            Predicate::Assessed(test) => self.add(test.key.as_str(), ASSESSMENT, at),
        }
    }

    /// Adds what a benefit by the unit counts.
    fn count(&mut self, count: &UnitCount, at: &str) {
        match count {
            UnitCount::Fact(counted) => self.fact(counted.fact.fact(), at),
            UnitCount::LineQuantity(_) => self.receipts(at),
            UnitCount::Time(time) => {
                self.fact(time.from.fact(), &format!("{at}/from"));
                self.fact(time.to.fact(), &format!("{at}/to"));
            }
        }
    }

    fn amount(&mut self, amount: &AmountParam, at: &str) {
        match amount {
            AmountParam::Fixed(_) => {}
            AmountParam::ByCode(table) => table.by.iter().for_each(|fact| self.fact(fact.fact(), at)),
            AmountParam::ByAge(table) => self.age(table.at, at),
            AmountParam::ByNumber(table) => self.fact(table.fact.fact(), at),
            AmountParam::ByMoney(table) => self.fact(table.fact.fact(), at),
            AmountParam::Statistic(multiple) => self.fact(multiple.at.fact(), at),
        }
    }

    fn rate(&mut self, rate: &RateParam, at: &str) {
        match rate {
            RateParam::Fixed(_) => {}
            RateParam::ByCode(table) => table.by.iter().for_each(|fact| self.fact(fact.fact(), at)),
            RateParam::ByAge(table) => self.age(table.at, at),
            RateParam::ByNumber(table) => self.fact(table.fact.fact(), at),
            RateParam::ByMoney(table) => self.fact(table.fact.fact(), at),
        }
    }
}

/// Judges that a fact stands somewhere in an application. The day of the decision is always known.
pub(super) fn check_supplied(fact: Fact, at: &mut At) {
    let known = !fact.paths.is_empty() || fact.code == DateFact::DecidedOn.as_str();
    at.judge(&NOT_IN_APPLICATION, Some(known), |f| {
        f.param("fact", fact.code);
    });
}

/// Judges that facts of receipts are asked for only where there are receipts.
pub(super) fn check_evidence(programme: &Programme, at: &mut At) {
    if programme.evidence == Evidence::Receipts {
        return;
    }
    let of_receipts =
        |fact: &AskedFact| !fact.paths.is_empty() && fact.paths.iter().all(|path| path.starts_with("/receipts"));
    let facts: Vec<String> = asked(programme).into_iter().filter(of_receipts).map(|fact| fact.code).collect();
    at.judge_member(&WITHOUT_RECEIPTS, "evidence", Some(facts.is_empty()), |f| {
        f.param("facts", facts.join(", "));
    });
}
