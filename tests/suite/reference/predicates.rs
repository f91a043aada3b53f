//! Conditions about lists (docs/evaluation.md, section 12): places, hospitals, diseases, operations.

use super::{
    Case,
    document::{day, list, text},
    facts::{is_unnamed, operations},
    judge::{Answer, Subject, day_of, inside},
};
use serde_json::Value;
use std::collections::BTreeSet;
use tongbiao::{
    code::{DiagnosisMatch, DivisionFact, OperationState, ReceiptDate},
    eligibility::Truth,
    programme::{DiseaseSet, DiseaseTest, OperationTest, RegionTest, SetMembers},
    record::organisation::Hospital,
    value::{Date, LocalId},
};

/// The digits that identify a division. Pairs of zeros at the end mean all divisions below it.
fn telling(division: &str) -> &str {
    let pairs = [4, 2];
    let kept = pairs.into_iter().rfind(|kept| division[*kept..].chars().all(|digit| digit == '0'));
    kept.map_or(division, |kept| &division[..kept])
}

/// Whether a code begins with the prefix. Unknown if the code is too coarse.
pub fn begins(code: &str, beginning: &str) -> Truth {
    if code.starts_with(beginning) {
        Truth::Yes
    } else if beginning.starts_with(code) {
        Truth::Unknown
    } else {
        Truth::No
    }
}

fn any_of(truths: impl IntoIterator<Item = Truth>) -> Truth {
    Answer::any(truths.into_iter().map(|truth| Answer { truth, missing: BTreeSet::new() })).truth
}

/// An answer, with the missing facts if it is unknown.
fn or_missing(truth: Truth, place: &str) -> Answer {
    if truth == Truth::Unknown { Answer::unknown(place) } else { Answer::of(truth == Truth::Yes) }
}

/// Whether a code of ICD-10 begins with one of a list. For a pair of dagger and asterisk codes, either part may.
fn is_below<'p>(code: &str, beginnings: impl Iterator<Item = &'p str>) -> Truth {
    let parts: Vec<&str> =
        code.split('+').map(|part| part.trim_end_matches('*')).filter(|part| !part.is_empty()).collect();
    any_of(beginnings.flat_map(|beginning| {
        parts.iter().map(move |part| match beginning.split_once('-') {
            // 12.30: a range of categories.
            Some((first, last)) => Truth::of(part.get(..3).map(|category| category >= first && category <= last)),
            None => begins(part, beginning),
        })
    }))
}

/// Whether a set contains a diagnosis.
fn holds(set: &DiseaseSet, diagnosis: &Value) -> Truth {
    let name = text(diagnosis, "name").unwrap();
    if set.except_names.as_deref().unwrap_or_default().iter().any(|words| name.contains(words.as_str())) {
        return Truth::No;
    }
    let codings = list(diagnosis, "codings").unwrap_or_default().iter();
    let codes: Vec<&str> = codings
        .filter(|coding| text(coding, "scheme") != Some("icd-11"))
        .map(|coding| text(coding, "code").unwrap())
        // 12.29: what describes the tissue of a tumour is divided by a slash.
        .filter(|code| !(code.starts_with('M') && code.contains('/')))
        .collect();
    if codes.is_empty() {
        return Truth::Unknown;
    }
    any_of(codes.into_iter().map(|code| {
        let inside = is_below(code, set.prefixes.iter().map(|prefix| prefix.as_str()));
        let excepted = is_below(code, set.except.as_deref().unwrap_or_default().iter().map(|prefix| prefix.as_str()));
        let both = [inside, excepted.negated()].map(|truth| Answer { truth, missing: BTreeSet::new() });
        Answer::all(both).truth
    }))
}

impl Case<'_> {
    fn set(&self, id: &LocalId) -> &SetMembers {
        let sets = self.programme.sets.as_deref().unwrap_or_default();
        &sets.iter().find(|set| set.id == *id).expect("the programme is sound").members
    }

    pub fn judge_region(&self, test: &RegionTest, subject: &Subject) -> Answer {
        let known = match test.fact {
            DivisionFact::Hospital => self.unit_division(subject),
            fact => self.division(fact),
        };
        let division = match known {
            Ok(division) => division,
            Err(missing) => return Answer { truth: Truth::Unknown, missing },
        };
        let within = test.within.iter().map(|place| begins(telling(&division), telling(&place.to_string())));
        or_missing(any_of(within), &self.place_of_division(test.fact, subject))
    }

    /// Whether the hospital of a subject is in a set. If its receipts have different hospitals, it is unknown.
    pub fn judge_hospital(&self, set: &LocalId, subject: &Subject) -> Answer {
        let answers = self.hospitals(subject).into_iter();
        let answers: Vec<Answer> =
            answers.map(|(hospital, day, place)| self.listed(set, hospital, day, &place)).collect();
        let same = answers.windows(2).all(|pair| pair[0].truth == pair[1].truth);
        match answers.first() {
            Some(first) if same => first.clone(),
            _ => Answer::unknown("/receipts/*/issuer"),
        }
    }

    /// Whether a hospital is on a list: a code that both state decides (one equal code is enough), and the day is inside the period of the agreement.
    pub fn listed(&self, set: &LocalId, hospital: Option<&Hospital>, day: Option<Date>, place: &str) -> Answer {
        let SetMembers::Hospital(listed) = self.set(set) else { panic!("the programme is sound") };
        let Some(hospital) = hospital else { return Answer::unknown(place) };
        Answer::any(listed.hospitals.iter().map(|one| {
            let pairs = [
                ("code", one.code.as_ref().map(ToString::to_string), hospital.code.as_ref().map(ToString::to_string)),
                ("uscc", one.uscc.as_ref().map(ToString::to_string), hospital.uscc.as_ref().map(ToString::to_string)),
            ];
            let both = || pairs.iter().filter_map(|(_, listed, own)| Some(listed.as_ref()? == own.as_ref()?));
            let same = if both().any(|equal| equal) {
                Answer::of(true)
            } else if both().any(|equal| !equal) {
                Answer::of(false)
            } else {
                let stated = pairs.iter().filter(|(_, listed, _)| listed.is_some());
                Answer::any(stated.map(|(member, ..)| Answer::unknown(format!("{place}/{member}"))))
            };
            let in_time = match (&one.period, day) {
                (None, _) => Answer::of(true),
                (Some(period), Some(day)) => Answer::of(inside(period, day)),
                (Some(_), None) if place.starts_with("/treatments") => {
                    Answer::unknown(place.replace("/hospital", "/period/start"))
                }
                (Some(_), None) => Answer::unknown("/receipts/*/visitDate"),
            };
            Answer::all([same, in_time])
        }))
    }

    /// The hospitals of a subject, with the day and the place.
    fn hospitals(&self, subject: &Subject) -> Vec<(Option<&Hospital>, Option<Date>, String)> {
        match subject {
            Subject::Application => Vec::new(),
            Subject::Receipts(receipts) => {
                let one = |index: &usize| {
                    let receipt = &self.receipts()[*index];
                    let day = day_of(receipt, ReceiptDate::VisitedOn);
                    (receipt.issuer.as_ref(), day, format!("/receipts/{index}/issuer"))
                };
                receipts.iter().map(one).collect()
            }
            Subject::Treatment(index) => {
                let treatment = &self.application.treatments.as_deref().unwrap_or_default()[*index];
                let start = treatment.period.as_ref().and_then(|period| period.start);
                vec![(treatment.hospital.as_ref(), start, format!("/treatments/{index}/hospital"))]
            }
        }
    }

    pub fn judge_disease(&self, test: &DiseaseTest) -> Answer {
        match self.diagnoses() {
            None => Answer::unknown("/diagnoses"),
            Some(all) => self.judge_diseases(&all.iter().collect::<Vec<_>>(), test),
        }
    }

    /// Whether one of some diagnoses meets a condition.
    pub fn judge_diseases(&self, diagnoses: &[&Value], test: &DiseaseTest) -> Answer {
        let SetMembers::Disease(set) = self.set(&test.set) else { panic!("the programme is sound") };
        let only_principal = test.diagnoses == DiagnosisMatch::Principal;
        let one_is_principal = diagnoses.iter().any(|one| text(one, "rank") == Some("principal"));
        Answer::any(diagnoses.iter().map(|diagnosis| {
            let stated = |member: &str, wanted: &str| match text(diagnosis, member) {
                Some(stated) => Answer::of(stated == wanted),
                None => Answer::unknown(format!("/diagnoses/*/{member}")),
            };
            let mut asked = vec![or_missing(holds(set, diagnosis), "/diagnoses/*/codings")];
            if only_principal {
                // A diagnosis without a rank is a secondary one if another one is principal, and principal if it is the
                // only one.
                asked.push(match (text(diagnosis, "rank"), one_is_principal, diagnoses.len()) {
                    (None, true, _) => Answer::of(false),
                    (None, false, 1) => Answer::of(true),
                    _ => stated("rank", "principal"),
                });
            }
            if test.confirmed == Some(true) {
                asked.push(stated("certainty", "confirmed"));
            }
            Answer::all(asked)
        }))
    }

    pub fn judge_operation(&self, test: &OperationTest, subject: &Subject) -> Answer {
        const PERFORMED_ON: &str = "/treatments/*/operations/*/performedOn";
        let Some(treatments) = self.treatments() else { return Answer::unknown("/treatments") };
        let SetMembers::Operation(set) = self.set(&test.set) else { panic!("the programme is sound") };
        let mut answers = Vec::new();
        for (place, treatment) in treatments.iter().enumerate() {
            let status = text(treatment, "status").unwrap();
            let may_be_so = match test.state {
                OperationState::Done => status != "planned",
                OperationState::Planned => status != "completed",
                _ => true,
            };
            if status == "cancelled" {
                continue;
            }
            // A surgery without listed operations may be any operation.
            if is_unnamed(treatment) && may_be_so {
                answers.push(Answer::unknown(format!("/treatments/{place}/operations")));
            }
            for operation in operations(treatment) {
                let performed = self.performed(treatment, operation);
                let state = match test.state {
                    OperationState::Done => performed,
                    OperationState::Planned => performed.negated(),
                    _ => Truth::Yes,
                };
                let code = text(operation, "code").map_or(Truth::Unknown, |code| {
                    any_of(set.prefixes.iter().map(|prefix| begins(code, prefix.as_str())))
                });
                let before = test.before.map(|fact| match day(operation, "performedOn") {
                    None => Answer::unknown(PERFORMED_ON),
                    Some(performed) => Answer::known(self.date(fact, subject).map(|day| performed < day)),
                });
                let asked = [or_missing(state, PERFORMED_ON), or_missing(code, "/treatments/*/operations/*/code")];
                answers.push(Answer::all(asked.into_iter().chain(before)));
            }
        }
        Answer::any(answers)
    }
}
