//! Facts of the application (docs/evaluation.md, section 12): each is derived from its JSON.

use super::{
    Case, MOST,
    document::{at, day, fen, in_force, list, text, whole},
    judge::{Answer, day_of},
    table::Known,
};
use serde_json::Value;
use std::collections::BTreeSet;
use tongbiao::{
    code::{CodeFact, DateFact, DivisionFact, FlagFact, Measure, MoneyFact, NumberFact, ReceiptDate},
    eligibility::Truth,
    fact::Fact,
    value::Date,
};

/// The codes of a fact, each with whether it holds.
pub type Codes = Vec<(String, Truth)>;

/// The kinds of basic medical insurance.
pub const BASIC: [&str; 3] = ["resident", "employee", "retired-cadre"];

/// The kinds of treatment that are operations.
const OPERATIONS: [&str; 3] = ["surgery", "transplant", "organ-transplant"];

/// The current code for one that was merged into another.
pub fn merged(code: &str) -> &str {
    match code {
        "new-rural-cooperative" | "urban-resident" => "resident",
        code => code,
    }
}

/// A value that is known, or the place at which it is missing.
pub fn known<T>(value: Option<T>, place: &str) -> Known<T> {
    value.ok_or_else(|| BTreeSet::from([place.to_owned()]))
}

/// The first place in the registry.
pub fn place_of(fact: Fact) -> String {
    fact.paths.first().map_or_else(|| fact.code.to_owned(), |path| (*path).to_owned())
}

/// Every value of a list. `None` if one of them is missing.
fn every<T>(values: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    values.collect()
}

/// A sum within the maximum of a document.
fn sum(amounts: Option<Vec<i128>>) -> Option<i128> {
    amounts.map(|amounts| amounts.iter().sum()).filter(|sum| *sum <= MOST)
}

fn earliest(days: Option<Vec<Date>>) -> Option<Date> {
    days?.into_iter().min()
}

fn has_status(treatment: &Value, among: &[&str]) -> bool {
    text(treatment, "status").is_some_and(|status| among.contains(&status))
}

pub fn operations(treatment: &Value) -> &[Value] {
    list(treatment, "operations").unwrap_or_default()
}

/// Whether a treatment is an operation and does not state which.
pub fn is_unnamed(treatment: &Value) -> bool {
    OPERATIONS.contains(&text(treatment, "kind").unwrap()) && list(treatment, "operations").is_none()
}

impl Case<'_> {
    pub fn treatments(&self) -> Option<&[Value]> {
        list(&self.document, "treatments")
    }

    pub fn diagnoses(&self) -> Option<&[Value]> {
        list(&self.document, "diagnoses")
    }

    /// Each coverage with its current kind, and whether it is in force.
    fn coverages(&self) -> Option<Vec<(&str, &Value, Truth)>> {
        let all = list(&self.document, "insurance")?.iter();
        let one = |cover| (merged(text(cover, "kind").unwrap()), cover, in_force(cover, "period", self.given.as_of));
        Some(all.map(one).collect())
    }

    /// The coverages of some kinds that are in force or may be.
    fn covered_by(&self, kinds: &[&str]) -> Vec<(&Value, Truth)> {
        let all = self.coverages().unwrap_or_default().into_iter();
        let kept = all.filter(|(kind, _, truth)| kinds.contains(kind) && *truth != Truth::No);
        kept.map(|(_, cover, truth)| (cover, truth)).collect()
    }

    /// Whether an operation has been performed by the day of the decision.
    pub fn performed(&self, treatment: &Value, operation: &Value) -> Truth {
        match text(treatment, "status").unwrap() {
            "completed" => Truth::Yes,
            "in-progress" => Truth::of(day(operation, "performedOn").map(|day| day <= self.given.as_of)),
            _ => Truth::No,
        }
    }

    /// Whether a treatment is done.
    fn is_done(&self, treatment: &Value) -> Truth {
        if has_status(treatment, &["completed"]) {
            return Truth::Yes;
        }
        if !has_status(treatment, &["in-progress"]) || !OPERATIONS.contains(&text(treatment, "kind").unwrap()) {
            return Truth::No;
        }
        if is_unnamed(treatment) {
            return Truth::Unknown;
        }
        let performed: Vec<Truth> = operations(treatment).iter().map(|one| self.performed(treatment, one)).collect();
        if performed.contains(&Truth::Yes) {
            Truth::Yes
        } else if performed.contains(&Truth::Unknown) {
            Truth::Unknown
        } else {
            Truth::No
        }
    }

    fn kinds_of_treatment(&self, counts: impl Fn(&Value) -> Truth) -> Option<Codes> {
        let all = self.treatments()?.iter();
        Some(all.map(|treatment| (text(treatment, "kind").unwrap().to_owned(), counts(treatment))).collect())
    }

    /// A part of the first identity number that contains it.
    fn inside_a_number<T>(&self, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let documents = list(&self.document, "child/identity").unwrap_or_default().iter();
        let holding = ["resident-identity", "hk-macao-taiwan-residence", "foreign-permanent-residence"];
        let long = |document: &&Value| text(document, "number").unwrap().len() == 18;
        let mut numbers = documents.filter(|document| holding.contains(&text(document, "kind").unwrap())).filter(long);
        numbers.find_map(|document| read(text(document, "number").unwrap()))
    }

    /// The codes of a fact of the application.
    pub fn codes(&self, fact: CodeFact) -> Known<Codes> {
        let one = |code: Option<&str>| Some(vec![(code?.to_owned(), Truth::Yes)]);
        let document = &self.document;
        let codes = match fact {
            CodeFact::Sex => {
                let parity = |number: &str| {
                    let digit = number.chars().nth(16)?.to_digit(10)?;
                    Some(if digit % 2 == 1 { "male" } else { "female" })
                };
                let stated = text(document, "child/sex").filter(|sex| ["male", "female"].contains(sex));
                one(stated.or_else(|| self.inside_a_number(parity)))
            }
            CodeFact::Nationality => one(text(document, "child/nationality")),
            CodeFact::RegistrationKind => one(text(document, "child/registration/kind")),
            CodeFact::InsuranceKind => {
                self.coverages().map(|all| all.into_iter().map(|(kind, _, truth)| (kind.to_owned(), truth)).collect())
            }
            CodeFact::PovertyCategory => list(document, "household/certificates").map(|all| {
                let one = |one| {
                    let category = merged(text(one, "category").unwrap());
                    (category.to_owned(), in_force(one, "validity", self.given.as_of))
                };
                all.iter().map(one).collect()
            }),
            CodeFact::DisabilityKind | CodeFact::DisabilityGrade => {
                let member = if fact == CodeFact::DisabilityKind { "kind" } else { "grade" };
                let in_force = |one| in_force(one, "validity", self.given.as_of);
                let stated = |one| Some((text(one, member)?.to_owned(), in_force(one)));
                let held = list(document, "child/disabilities");
                held.and_then(|all| every(all.iter().filter(|one| in_force(one) != Truth::No).map(stated)))
            }
            CodeFact::ParentDisabilityKind => self.codes_of_parents("kind"),
            CodeFact::ParentDisabilityGrade => self.codes_of_parents("grade"),
            CodeFact::SchoolKind => one(text(document, "child/schoolKind")),
            CodeFact::TreatmentDone => self.kinds_of_treatment(|treatment| self.is_done(treatment)),
            CodeFact::TreatmentAhead => {
                self.kinds_of_treatment(|treatment| Truth::of(Some(has_status(treatment, &["planned", "in-progress"]))))
            }
            other => panic!("{other} is of a unit"),
        };
        known(codes, &place_of(fact.fact()))
    }

    pub fn flag(&self, fact: FlagFact) -> Known<bool> {
        let document = &self.document;
        let flag = match fact {
            FlagFact::Insured => self.coverages().and_then(|all| {
                let basic = all.into_iter().filter(|(kind, ..)| BASIC.contains(kind));
                let answers = basic.map(|(_, _, truth)| Answer { truth, missing: BTreeSet::new() });
                match Answer::any(answers).truth {
                    Truth::Unknown => None,
                    decided => Some(decided == Truth::Yes),
                }
            }),
            FlagFact::Disabled => list(document, "child/disabilities").and_then(|all| {
                let states: Vec<Truth> = all.iter().map(|one| in_force(one, "validity", self.given.as_of)).collect();
                if states.contains(&Truth::Yes) {
                    Some(true)
                } else {
                    (!states.contains(&Truth::Unknown)).then_some(false)
                }
            }),
            FlagFact::InTreatment => {
                self.treatments().map(|all| all.iter().any(|treatment| has_status(treatment, &["in-progress"])))
            }
            FlagFact::InstitutionalGuardian => list(document, "guardians")
                .map(|all| all.iter().any(|guardian| text(guardian, "kind") == Some("institution"))),
            other => panic!("{other} is not in the specification"),
        };
        let is_basic = |one: &Value| BASIC.contains(&merged(text(one, "kind").unwrap()));
        flag.ok_or_else(|| match fact {
            FlagFact::Insured if self.coverages().is_some() => self.maybe_in_force("insurance", "period", is_basic),
            FlagFact::Disabled if list(document, "child/disabilities").is_some() => {
                self.maybe_in_force("child/disabilities", "validity", |_| true)
            }
            _ => BTreeSet::from([place_of(fact.fact())]),
        })
    }

    /// An amount in fen.
    pub fn money(&self, fact: MoneyFact) -> Known<i128> {
        let document = &self.document;
        let amount = match fact {
            MoneyFact::HouseholdIncome => self.income(),
            MoneyFact::IncomePerHead => fen(document, "household/income/perHead").or_else(|| {
                let members = i128::from(self.members()?);
                Some(self.income()? / members)
            }),
            MoneyFact::HouseholdProperty => list(document, "household/property")
                .and_then(|all| sum(every(all.iter().map(|property| fen(property, "value"))))),
            MoneyFact::HouseholdDebts => fen(document, "household/debts"),
            MoneyFact::MedicalSpending => fen(document, "household/medicalSpending"),
            MoneyFact::EstimatedCost => self.treatments().and_then(|all| {
                let ahead = all.iter().filter(|treatment| has_status(treatment, &["planned", "in-progress"]));
                sum(every(ahead.map(|treatment| fen(treatment, "estimatedCost"))))
            }),
            MoneyFact::Billed => return self.sum_of_receipts(fact, Measure::Billed, None),
            MoneyFact::FamilyBorne => return self.sum_of_receipts(fact, Measure::FamilyBorne, None),
            MoneyFact::SelfPaid => return self.sum_of_receipts(fact, Measure::SelfPaid, None),
            MoneyFact::FamilyBorneTwelveMonths | MoneyFact::SelfPaidTwelveMonths => {
                let after = self.given.as_of.to_chrono() - chrono::Months::new(12);
                let measure = match fact {
                    MoneyFact::SelfPaidTwelveMonths => Measure::SelfPaid,
                    _ => Measure::FamilyBorne,
                };
                return self.sum_of_receipts(fact, measure, Date::from_chrono(after).ok());
            }
            MoneyFact::AidReceived => return self.aid_received(fact),
            other => panic!("{other} is not in the specification"),
        };
        known(amount, &place_of(fact.fact()))
    }

    fn income(&self) -> Option<i128> {
        let income = at(&self.document, "household/income")?;
        let kinds = ["wages", "business", "property", "transfers"].into_iter();
        fen(income, "total").or_else(|| sum(every(kinds.map(|kind| fen(income, kind)))))
    }

    fn members(&self) -> Option<i64> {
        let household = at(&self.document, "household")?;
        let listed = || i64::try_from(list(household, "members")?.len() + 1).ok();
        whole(household, "memberCount").or_else(listed)
    }

    /// The sum of a measure over the receipts that every programme admits, after a day.
    fn sum_of_receipts(&self, fact: MoneyFact, measure: Measure, after: Option<Date>) -> Known<i128> {
        let Some(receipts) = list(&self.document, "receipts") else { return known(None, &place_of(fact.fact())) };
        let (mut sum, mut missing) = (0, BTreeSet::new());
        for index in 0..receipts.len() {
            let visited = day_of(&self.receipts()[index], ReceiptDate::VisitedOn);
            let before = after.is_some_and(|after| visited.is_some_and(|day| day <= after));
            let child = self.is_childs(index);
            if before || child == Some(Truth::No) {
                continue;
            }
            let counts = self.counts_for_all(index);
            if counts.truth == Truth::No {
                continue;
            }
            if child != Some(Truth::Yes) {
                missing.insert(format!("/receipts/{index}/patientName"));
            }
            if after.is_some() && visited.is_none() {
                missing.insert(format!("/receipts/{index}/visitDate"));
            }
            missing.extend(counts.missing);
            match self.face(index, measure) {
                Ok(amount) if counts.truth == Truth::Yes => sum += amount,
                Err(places) if counts.truth == Truth::Yes => missing.extend(places),
                _ => {}
            }
        }
        if !missing.is_empty() {
            return Err(missing);
        }
        known((sum <= MOST).then_some(sum), &place_of(fact.fact()))
    }

    /// The amounts given or committed. If earlier adjudications are given, only those of other programmes.
    fn aid_received(&self, fact: MoneyFact) -> Known<i128> {
        let place = place_of(fact.fact());
        let Some(all) = list(&self.document, "aid") else { return known(None, &place) };
        let (mut amounts, mut missing) = (Vec::new(), BTreeSet::new());
        let granted = |index: &usize| has_status(&all[*index], &["committed", "received"]) && self.may_bring(*index);
        let mut summed = Vec::new();
        for index in self.kept().into_iter().filter(granted) {
            let aid = &all[index];
            let own = if self.given.ledger.is_some() { self.is_own(index) } else { Truth::No };
            match (own, fen(aid, "amount")) {
                (Truth::Yes, _) => {}
                (Truth::Unknown, _) => {
                    missing.insert(self.owner(index));
                }
                (_, Some(amount)) => {
                    amounts.push(amount);
                    summed.push(index);
                }
                (_, None) => {
                    missing.insert(place.clone());
                }
            }
        }
        missing.extend(self.grant_gaps(&summed));
        if missing.is_empty() { known(sum(Some(amounts)), &place) } else { Err(missing) }
    }

    /// A number of the application.
    pub fn whole_number(&self, fact: NumberFact) -> Known<i64> {
        let document = &self.document;
        let number = match fact {
            NumberFact::HouseholdMembers => self.members(),
            NumberFact::BirthWeightGrams => whole(document, "child/birthWeightGrams"),
            NumberFact::BodyWeightGrams => whole(document, "child/bodyWeightGrams"),
            NumberFact::TreatmentSessions => self.treatments().and_then(|all| {
                let held = all.iter().filter(|treatment| has_status(treatment, &["in-progress", "completed"]));
                Some(every(held.map(|treatment| whole(treatment, "sessions")))?.iter().sum())
            }),
            NumberFact::MembershipYears => {
                let from = self.application_day(DateFact::MembershipFrom)?;
                // A year is completed on the day of the same month and number. After 29 February, on 1 March.
                let (from, to) = (from.to_chrono(), self.given.as_of.to_chrono());
                let parts = |day: chrono::NaiveDate| day.format("%m%d").to_string();
                let years = i64::from(to.format("%Y").to_string().parse::<i32>().unwrap())
                    - i64::from(from.format("%Y").to_string().parse::<i32>().unwrap())
                    - i64::from(parts(to) < parts(from));
                Some(years)
            }
            NumberFact::MembershipMonths => self.full_months(DateFact::MembershipFrom)?,
            NumberFact::InsuredMonths => self.full_months(DateFact::InsuredFrom)?,
            NumberFact::ResidenceYears => {
                self.full_months(DateFact::ResidentSince).ok().flatten().map(|months| months / 12)
            }
            NumberFact::RegistrationYears => {
                self.full_months(DateFact::RegisteredSince).ok().flatten().map(|months| months / 12)
            }
            NumberFact::QuotaLeft => self.given.quota_left.map(i64::from),
            other => panic!("{other} is of a unit"),
        };
        known(number, &place_of(fact.fact()))
    }

    /// The full months from a day of the application to the decision (0.10).
    fn full_months(&self, from: DateFact) -> Known<Option<i64>> {
        let (from, to) = (self.application_day(from)?.to_chrono(), self.given.as_of.to_chrono());
        let mut months = 0;
        while from + chrono::Months::new(months + 1) <= to {
            months += 1;
        }
        Ok((from <= to).then_some(i64::from(months)))
    }

    /// A day of the application.
    pub fn application_day(&self, fact: DateFact) -> Known<Date> {
        let document = &self.document;
        let treatments = self.treatments().unwrap_or_default();
        let date = match fact {
            DateFact::BirthDate => day(document, "child/birthDate").or_else(|| {
                self.inside_a_number(|number| {
                    let digits = number.get(6..14)?;
                    Date::parse(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..])).ok()
                })
            }),
            DateFact::EnteredOn => {
                let requests = list(document, "programmes").unwrap_or_default().iter();
                let mut own = requests.filter(|one| text(one, "programme") == Some(self.programme.id.as_str()));
                own.find_map(|one| day(one, "enteredOn")).or_else(|| day(document, "enteredOn"))
            }
            DateFact::SubmittedOn => day(document, "submittedOn"),
            DateFact::ApplicationYearStart => text(document, "submittedOn")
                .map(|submitted| Date::parse(&format!("{}-01-01", &submitted[..4])).unwrap()),
            DateFact::DiagnosedOn => {
                earliest(every(self.diagnoses().unwrap_or_default().iter().map(|one| day(one, "diagnosedOn"))))
            }
            DateFact::AdmittedOn => {
                let with = |states: &[&str]| -> Vec<&Value> {
                    treatments.iter().filter(|treatment| has_status(treatment, states)).collect()
                };
                let begun = with(&["in-progress", "completed"]);
                let looked_at = if begun.is_empty() { with(&["planned"]) } else { begun };
                earliest(every(looked_at.into_iter().map(|treatment| day(treatment, "period/start"))))
            }
            DateFact::OperatedOn => {
                let begun = |treatment: &&Value| has_status(treatment, &["in-progress", "completed"]);
                if treatments.iter().filter(begun).any(is_unnamed) {
                    return known(None, &place_of(fact.fact()));
                }
                let all = treatments
                    .iter()
                    .flat_map(|treatment| operations(treatment).iter().map(move |operation| (treatment, operation)));
                let performed = all.filter(|(treatment, one)| self.performed(treatment, one) != Truth::No);
                earliest(every(performed.map(|(_, operation)| day(operation, "performedOn"))))
            }
            DateFact::MembershipFrom => {
                let open =
                    self.maybe_in_force("insurance", "period", |cover| text(cover, "kind") == Some("mutual-fund"));
                if !open.is_empty() {
                    return Err(open);
                }
                let held = self.covered_by(&["mutual-fund"]).into_iter();
                self.renewed_since(earliest(every(held.map(|(cover, _)| day(cover, "period/start")))), &["mutual-fund"])
            }
            DateFact::InsuredFrom => {
                let is_basic = |cover: &Value| BASIC.contains(&merged(text(cover, "kind").unwrap()));
                let open = self.maybe_in_force("insurance", "period", is_basic);
                if !open.is_empty() {
                    return Err(open);
                }
                let held = self.covered_by(&BASIC).into_iter();
                self.renewed_since(earliest(every(held.map(|(cover, _)| day(cover, "period/start")))), &BASIC)
            }
            DateFact::ResidentSince => day(document, "child/residentSince"),
            DateFact::RegisteredSince => day(document, "child/registration/since"),
            DateFact::DecidedOn => Some(self.given.as_of),
            other => panic!("{other} is of a unit"),
        };
        known(date, &place_of(fact.fact()))
    }

    /// A division of the application.
    pub fn division(&self, fact: DivisionFact) -> Known<String> {
        let document = &self.document;
        let division = match fact {
            DivisionFact::Registration => text(document, "child/registration/address/division"),
            DivisionFact::Residence => text(document, "child/residence/division"),
            DivisionFact::Insurance => return self.insurance_division(),
            other => panic!("{other} is of a unit"),
        };
        known(division.map(ToOwned::to_owned), &place_of(fact.fact()))
    }

    /// The entries of a list that may or may not be in force: the places of the bounds that are absent, or of their whole
    /// period if it is absent.
    pub fn maybe_in_force(&self, path: &str, member: &str, is_asked: impl Fn(&Value) -> bool) -> BTreeSet<String> {
        let mut places = BTreeSet::new();
        for (place, one) in list(&self.document, path).unwrap_or_default().iter().enumerate() {
            if is_asked(one) && in_force(one, member, self.given.as_of) == Truth::Unknown {
                let period = format!("/{path}/{place}/{member}");
                if at(one, member).is_none() {
                    places.insert(period);
                    continue;
                }
                let bounds = ["start", "end"].map(|bound| (bound, format!("{member}/{bound}")));
                let absent = bounds.iter().filter(|(_, path)| at(one, path).is_none());
                places.extend(absent.map(|(bound, _)| format!("{period}/{bound}")));
            }
        }
        places
    }
}
