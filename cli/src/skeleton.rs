//! Example documents with which an author begins. Persons, institutions and numbers are invented.

mod application;
mod disease;
mod explanation;
mod made;
mod member;
mod person;
mod programme;
mod receipt;

pub(crate) use application::application;
pub(crate) use made::Skeleton;
pub(crate) use programme::programme;
pub(crate) use receipt::receipt;

use crate::language::Language;
use tongbiao::{
    check::{AnyDocument, Limits, check},
    programme::Programme,
};

/// The findings of a document, one line each: those that the author's options cause.
pub(crate) fn findings(text: &str, language: Language) -> Vec<String> {
    let checked = check(text.as_bytes(), None, &Limits::default());
    let all = checked.findings.iter().map(|located| {
        let (zh, en) = located.finding.message();
        let message = language.choose(zh, en).collect::<Vec<_>>().join(" · ");
        format!("{} {}: {message}", located.finding.rule.code, located.finding.pointer)
    });
    all.collect()
}

/// The programme of a text, if it is one.
pub(crate) fn programme_of(bytes: &[u8]) -> Option<Programme> {
    match check(bytes, None, &Limits::default()).document {
        Some(AnyDocument::Programme(document)) => Some(document.body),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        arguments::{
            Alternatives, Band, CapPeriod, ItemKind, NewApplicationArguments, NewProgrammeArguments,
            NewReceiptArguments, Unit,
        },
        exit::Stop,
        illness::Illness,
    };
    use clap::ValueEnum;
    use tongbiao::{
        check::read,
        code::{DisabilityKind, MaterialKind, Measure, OtherAid, PayeeClass, PayerClass, ReceiptKind},
        date,
        document::Body,
        money,
        record::{application::Application, receipt::Receipt},
        value::{DiseaseCode, DivisionCode, Rate},
    };

    /// The document reads back, is written again as it is, and has only expected findings.
    fn accept<T: Body + 'static>(made: Result<Skeleton, Stop>, expected: &[&str], of: &str) {
        let Ok(made) = made else { panic!("{of}: not written") };
        let document = read::<T>(made.text.as_bytes()).unwrap_or_else(|why| panic!("{of}: {why}"));
        assert_eq!(document.to_json().unwrap(), made.text, "{of}");
        let codes: Vec<_> = check(made.text.as_bytes(), None, &Limits::default())
            .findings
            .iter()
            .map(|one| one.finding.rule.code)
            .filter(|code| !expected.contains(code))
            .collect();
        assert!(codes.is_empty(), "{of}: {codes:?}: {}", made.text);
        assert!(made.explanation.len() > 5 && made.text.contains("\"$schema\""), "{of}");
    }

    fn accept_programme(given: &NewProgrammeArguments) {
        // Amounts by band have a cliff at each end of a band. The author is informed of it.
        let expected: &[&str] = if given.item.contains(&ItemKind::Brackets) { &["programme.cliff"] } else { &[] };
        accept::<Programme>(programme(given, Language::Both), expected, &format!("{given:?}"));
    }

    /// Every option of a programme with its values, the first being the omitted one.
    #[expect(clippy::type_complexity, reason = "a table of functions")]
    fn options() -> Vec<(usize, fn(&mut NewProgrammeArguments, usize))> {
        vec![
            (2, |given, value| given.once = value > 0),
            (3, |given, value| given.cap = [None, Some(money!("40000.00")), Some(money!("50.00"))][value]),
            (CapPeriod::value_variants().len() + 1, |given, value| {
                given.period = value.checked_sub(1).map(|value| CapPeriod::value_variants()[value]);
            }),
            (2, |given, value| given.designated = value > 0),
            (2, |given, value| given.hardship = value > 0),
            (5, |given, value| {
                let names =
                    [&[][..], &["C91"], &["Q20", "Q21.0", "D66"], &["白血病"], &["先心病", "thalassaemia", "C91"]]
                        [value];
                given.disease = names.iter().map(|name| Illness::parse(name).unwrap()).collect();
            }),
            (4, |given, value| given.age_below = [None, Some(1), Some(15), Some(100)][value]),
            (3, |given, value| {
                let divisions = [&[][..], &["410000"], &["410000", "610100"]][value];
                given.region = divisions.iter().map(|division| DivisionCode::parse(division).unwrap()).collect();
            }),
            (MaterialKind::ALL.len() + 2, |given, value| {
                given.paper = match value {
                    0 => Vec::new(),
                    1 => MaterialKind::ALL.iter().chain(MaterialKind::ALL).copied().take(40).collect(),
                    value => vec![MaterialKind::ALL[value - 2]],
                }
                .into_iter()
                .map(|kind| Alternatives(vec![kind]))
                .collect();
            }),
            (DisabilityKind::ALL.len() + 2, |given, value| {
                given.disability = match value {
                    0 => Vec::new(),
                    1 => DisabilityKind::ALL[..3].to_vec(),
                    value => vec![DisabilityKind::ALL[value - 2]],
                };
            }),
            (3, |given, value| {
                let bands = [&[][..], &["5000.00:0.3", "0.6"], &["5000.00:0.3", "50000.00:0.5", "0.7"]][value];
                given.band = bands.iter().map(|band| Band::parse(band).unwrap()).collect();
            }),
            (Measure::ALL.len() + 1, |given, value| {
                given.measure = value.checked_sub(1).map(|value| Measure::ALL[value]);
            }),
            (Unit::value_variants().len() + 1, |given, value| {
                given.per = value.checked_sub(1).map(|value| Unit::value_variants()[value]);
            }),
            (2, |given, value| given.fund = value > 0),
            (2, |given, value| given.submit_within = (value > 0).then_some(180)),
            (2, |given, value| given.deductible = (value > 0).then_some(money!("300.00"))),
            (3, |given, value| {
                given.rate = [None, Some("0.8"), Some("1")][value].map(|rate| Rate::parse(rate).unwrap());
            }),
            (3, |given, value| {
                given.amount = [vec![], vec![money!("20.00")], vec![money!("40.00"), money!("20.00")]][value].clone();
            }),
            (OtherAid::ALL.len() + 1, |given, value| {
                given.other_aid = value.checked_sub(1).map(|value| OtherAid::ALL[value]);
            }),
            (3, |given, value| {
                let payers = [PayerClass::BasicInsurance, PayerClass::MedicalAssistance];
                given.after = payers[..value].to_vec();
            }),
            (PayeeClass::ALL.len() + 1, |given, value| {
                given.payee = value.checked_sub(1).map(|value| PayeeClass::ALL[value]);
            }),
            (2, |given, value| given.until = (value > 0).then_some(date!("2028-12-31"))),
        ]
    }

    #[test]
    fn programmes_of_all_options_have_no_findings() {
        let options = options();
        accept_programme(&NewProgrammeArguments::default());
        for kind in ItemKind::value_variants() {
            // Each item alone, with each value of each option.
            for (values, set) in &options {
                for value in 0..*values {
                    let mut given = NewProgrammeArguments { item: vec![*kind], ..NewProgrammeArguments::default() };
                    set(&mut given, value);
                    accept_programme(&given);
                }
            }
            // Each pair of items.
            for other in ItemKind::value_variants() {
                let mut given = NewProgrammeArguments { item: vec![*kind, *other], ..NewProgrammeArguments::default() };
                accept_programme(&given);
                options[3].1(&mut given, 1);
                options[1].1(&mut given, 1);
                accept_programme(&given);
            }
        }
    }

    /// Combinations of values of all options, from a generator with a fixed seed.
    #[test]
    fn programmes_of_random_options_have_no_findings() {
        let options = options();
        let mut state = 20_260_101_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        };
        for _ in 0..400 {
            let mut given = NewProgrammeArguments::default();
            let kinds = ItemKind::value_variants();
            given.item = (0..=next(3)).map(|_| kinds[next(kinds.len())]).collect();
            for (values, set) in &options {
                set(&mut given, if next(2) == 0 { 0 } else { next(*values) });
            }
            accept_programme(&given);
        }
    }

    /// Each illness alone, and all of them together, have no findings: their prefixes exist, and none covers another one.
    #[test]
    fn illnesses_have_no_findings() {
        let names = crate::illness::names();
        for names in names.iter().map(std::slice::from_ref).chain([names.as_slice()]) {
            let disease = names.iter().map(|name| Illness::parse(name).unwrap()).collect();
            accept_programme(&NewProgrammeArguments { disease, ..NewProgrammeArguments::default() });
        }
    }

    #[test]
    fn receipts_of_all_options_have_no_findings() {
        for kind in ReceiptKind::ALL {
            for (lines, settlement) in [(false, false), (true, false), (false, true), (true, true)] {
                for (day, total) in [
                    ("2026-02-02", "12000.00"),
                    ("2024-02-25", "47000.01"),
                    ("2025-12-28", "0.03"),
                    ("2030-01-01", "999999999.99"),
                ] {
                    let given = NewReceiptArguments {
                        kind: Some(*kind),
                        date: Some(day.parse().unwrap()),
                        total: Some(total.parse().unwrap()),
                        lines,
                        settlement,
                        ..NewReceiptArguments::default()
                    };
                    accept::<Receipt>(receipt(&given, Language::Zh), &[], &format!("{given:?}"));
                }
            }
        }
        accept::<Receipt>(receipt(&NewReceiptArguments::default(), Language::En), &[], "default");
    }

    #[test]
    fn applications_of_all_options_have_no_findings() {
        let accept_one = |given: &NewApplicationArguments| {
            accept::<Application>(application(given, None, Language::En), &[], &format!("{given:?}"));
        };
        accept_one(&NewApplicationArguments::default());
        let receipts = ReceiptKind::ALL.iter().map(|kind| vec![*kind]).chain([ReceiptKind::ALL.to_vec()]);
        for receipt in receipts {
            for day in ["2020-01-05", "2024-03-31", "2026-12-31"] {
                for disease in [None, Some("Q21.000"), Some("D66.x01")] {
                    accept_one(&NewApplicationArguments {
                        date: Some(day.parse().unwrap()),
                        disease: disease.map(|code| DiseaseCode::parse(code).unwrap()),
                        receipt: receipt.clone(),
                        paper: MaterialKind::ALL.to_vec(),
                        ..NewApplicationArguments::default()
                    });
                }
            }
        }
    }

    /// The application for a programme has the supporting documents that the programme requires.
    #[test]
    fn applications_have_the_documents_of_a_programme() {
        let given = NewProgrammeArguments {
            paper: MaterialKind::ALL.iter().map(|kind| Alternatives(vec![*kind])).collect(),
            ..NewProgrammeArguments::default()
        };
        let made = programme(&given, Language::En).unwrap_or_else(|_| panic!("not written"));
        let programme = programme_of(made.text.as_bytes()).unwrap();
        let made = application(&NewApplicationArguments::default(), Some(&programme), Language::En);
        let Ok(made) = made else { panic!("not written") };
        let application = read::<Application>(made.text.as_bytes()).unwrap().body;
        let mut circumstances = tongbiao::eligibility::Circumstances::on(date!("2026-03-02"));
        circumstances.earlier = Some(&[]);
        let detail = tongbiao::evaluate::Detail::Full;
        let outcome = tongbiao::evaluate::adjudicate(&programme, &application, &circumstances, detail).unwrap();
        assert_eq!(outcome.decision.as_str(), "awarded", "{outcome:?}");
    }
}
