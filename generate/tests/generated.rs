//! Generated documents have exactly the findings of their labels.

use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};
use tongbiao::{
    catalogue,
    check::{Limits, check},
};
use tongbiao_generate::{Defects, Document, EXCLUDED, Generator, Kind, Layout, Rejected, mix};
use tongbiao_testkit::{files::folder, size::size};

const SEED: u64 = 20_161_110;

/// The findings of a document: code and place.
fn findings(bytes: &[u8]) -> Vec<(String, String)> {
    let checked = check(bytes, None, &Limits::default());
    let found = checked.findings.into_iter().map(|found| (found.finding.rule.code.to_owned(), found.finding.pointer));
    let mut found: Vec<_> = found.collect();
    found.sort();
    found
}

fn labels(document: &Document) -> Vec<(String, String)> {
    let mut labels: Vec<_> =
        document.labels.iter().map(|label| (label.code.to_owned(), label.pointer.clone())).collect();
    labels.sort();
    labels
}

fn clean(kind: Kind, layout: Layout) -> Generator {
    Generator::new(SEED, kind, layout, Defects::default())
}

#[test]
fn documents_without_defects_have_no_findings() {
    for kind in Kind::ALL {
        let generator = clean(*kind, Layout::Line);
        // Programmes and plans have few templates.
        let total = match kind {
            Kind::Application | Kind::Receipt | Kind::Diagnosis => size(300, mix::CHILDREN + 1000),
            _ => size(40, 2000),
        };
        for number in 1..=total {
            let document = generator.document(number).unwrap();
            let found = findings(&document.bytes);
            assert!(found.is_empty(), "{} {number}: {found:?}", kind.as_str());
            assert!(document.labels.is_empty() && !document.bytes.contains(&b'\n'));
        }
    }
}

#[test]
fn every_code_is_planted_alone() {
    let mut wrong = BTreeMap::new();
    for kind in Kind::ALL {
        for code in Generator::codes(*kind) {
            let mut defects = Defects::default();
            defects.add(code, 1_000_000, *kind, Layout::File).unwrap();
            let generator = Generator::new(SEED, *kind, Layout::File, defects);
            for number in 1..=size(4, 200) {
                let Some(document) = generator.document(number) else {
                    wrong.entry((kind, code)).or_insert((number, vec![], vec![("none".into(), "".into())]));
                    continue;
                };
                let (labels, found) = (labels(&document), findings(&document.bytes));
                assert!(labels.iter().any(|(label, _)| label == code));
                if labels != found {
                    wrong.entry((kind, code)).or_insert((number, labels, found));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_document_depends_on_the_seed_and_its_number_only() {
    let with = |seed, rate| {
        let mut defects = Defects::default();
        defects.add("all", rate, Kind::Application, Layout::Line).unwrap();
        Generator::new(seed, Kind::Application, Layout::Line, defects)
    };
    let bytes = |generator: &Generator, numbers: &mut dyn Iterator<Item = u64>| -> Vec<Vec<u8>> {
        numbers.map(|number| generator.document(number).unwrap().bytes).collect()
    };
    let (first, again) = (with(5, 300_000), with(5, 300_000));
    let documents = bytes(&first, &mut (1..=60));
    let mut backwards = bytes(&again, &mut (1..=60).rev());
    backwards.reverse();
    assert_eq!(documents, backwards);
    assert!(documents.iter().collect::<BTreeSet<_>>().len() == 60, "all are different");
    assert_ne!(documents, bytes(&with(6, 300_000), &mut (1..=60)));
    // A document without a defect is the same, whatever the share of defects.
    let plain = clean_of(5);
    let same = (1..=60).filter(|number| first.document(*number).unwrap().labels.is_empty());
    let same: Vec<u64> = same.collect();
    assert!((30..55).contains(&same.len()), "{}", same.len());
    assert_eq!(bytes(&plain, &mut same.iter().copied()), bytes(&first, &mut same.iter().copied()));
    // The bytes of a document are the same in every build.
    let digest = plain
        .document(1)
        .unwrap()
        .bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    assert_eq!(digest, 10_081_663_844_826_034_370, "the documents of a seed have changed: state it in the changelog");
}

fn clean_of(seed: u64) -> Generator {
    Generator::new(seed, Kind::Application, Layout::Line, Defects::default())
}

#[test]
fn the_shares_of_defects_are_those_stated() {
    let mut defects = Defects::default();
    for (code, share) in [("receipt.payers-total", 100_000), ("json.syntax", 50_000), ("all", 250_000)] {
        defects.add(code, share, Kind::Receipt, Layout::Line).unwrap();
    }
    let generator = Generator::new(SEED, Kind::Receipt, Layout::Line, defects);
    let mut counts = BTreeMap::<&str, usize>::new();
    let total = size(3000, 40_000);
    for number in 1..=total {
        let document = generator.document(number).unwrap();
        for label in &document.labels {
            *counts.entry(label.code).or_default() += 1;
        }
        if number % 20 == 0 {
            assert_eq!(labels(&document), findings(&document.bytes), "{number}");
        }
    }
    let of = |code: &str| counts.get(code).copied().unwrap_or_default() as f64 / total as f64;
    assert!(
        (0.08..0.13).contains(&of("receipt.payers-total")) && (0.04..0.07).contains(&of("json.syntax")),
        "{counts:?}"
    );
    let all: f64 = counts.values().sum::<usize>() as f64 / total as f64;
    assert!((0.36..0.45).contains(&all), "{all}");
    // `all` plants every code of the kind, except those that a line cannot have.
    let planted: BTreeSet<&str> = counts.keys().copied().collect();
    let possible: BTreeSet<&str> = Generator::codes(Kind::Receipt).collect();
    let missing: Vec<_> = possible.difference(&planted).copied().collect();
    assert_eq!(missing, ["json.byte-order-mark", "json.empty", "json.not-utf8", "json.too-large"]);
}

#[test]
fn every_code_of_the_standard_is_planted_or_excluded_with_a_reason() {
    let planted: BTreeSet<&str> = Kind::ALL.iter().flat_map(|kind| Generator::codes(*kind)).collect();
    let mut excluded = BTreeSet::new();
    for entry in EXCLUDED {
        assert!(entry.zh.chars().count() >= 4 && entry.en.len() > 10, "{}", entry.code);
        assert!(excluded.insert(entry.code), "{} is listed twice", entry.code);
    }
    let all: BTreeSet<&str> = catalogue::rules().map(|rule| rule.code).collect();
    let both: BTreeSet<&str> = planted.union(&excluded).copied().collect();
    assert_eq!(all.symmetric_difference(&both).collect::<Vec<_>>(), Vec::<&&str>::new());
    assert_eq!(planted.intersection(&excluded).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn wrong_codes_are_refused_with_a_reason() {
    let add = |code: &str, kind, layout| Defects::default().add(code, 1, kind, layout).err();
    let unknown = add("receipt.payers-totl", Kind::Application, Layout::Line);
    assert_eq!(unknown, Some(Rejected::Unknown(vec!["receipt.payers-total"])));
    assert!(matches!(add("json.empty", Kind::Receipt, Layout::Line), Some(Rejected::Excluded(..))));
    assert_eq!(add("json.empty", Kind::Receipt, Layout::File), None);
    assert!(matches!(add("internal.unexplained", Kind::Receipt, Layout::File), Some(Rejected::Excluded(..))));
    let other = add("consent.missing", Kind::Receipt, Layout::File);
    assert_eq!(other, Some(Rejected::OtherKind(vec![Kind::Application])));
    let mut defects = Defects::default();
    defects.add("all", 600_000, Kind::Receipt, Layout::Line).unwrap();
    assert_eq!(defects.add("json.syntax", 400_001, Kind::Receipt, Layout::Line), Err(Rejected::Sum));
}

/// The stated mix: the shares of the diseases, all programmes, and the amount of aid of 13,000 children.
#[test]
fn the_mix_is_that_stated() {
    let generator = clean(Kind::Application, Layout::Line);
    let total = size(1300, mix::CHILDREN);
    let (mut diseases, mut programmes) = (BTreeMap::<String, u64>::new(), BTreeSet::new());
    let mut fen = 0_i64;
    for number in 1..=total {
        let json: Value = serde_json::from_slice(&generator.document(number).unwrap().bytes).unwrap();
        *diseases.entry(json["diagnoses"][0]["name"].as_str().unwrap().to_owned()).or_default() += 1;
        programmes.insert(json["programmes"][0]["name"].as_str().unwrap().to_owned());
        fen += json["aid"][0]["amount"].as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    }
    assert_eq!((diseases.len(), programmes.len()), (8, 24));
    for disease in &mix::DISEASES {
        let share = diseases[disease.name] as f64 * 100.0 / total as f64;
        assert!((share - disease.share as f64).abs() < 3.0, "{}: {share}", disease.name);
    }
    let all = fen as f64 / total as f64 * mix::CHILDREN as f64;
    assert!((all / mix::AMOUNT_FEN as f64 - 1.0).abs() < 0.05, "{all}");
}

/// The page states the diseases, the codes that are not planted, and the further codes of defects, all exactly.
#[test]
fn the_page_is_exact() {
    let page = fs::read_to_string(folder("docs/generate.md")).unwrap();
    let mut rows = vec!["| 代码 code | 随同的代码 further codes |".to_owned(), "|---|---|".to_owned()];
    for kind in Kind::ALL {
        let codes: Vec<&str> = Generator::codes(*kind).filter(|code| *code != "json.too-large").collect();
        for code in codes {
            let mut defects = Defects::default();
            defects.add(code, 1_000_000, *kind, Layout::File).unwrap();
            let generator = Generator::new(SEED, *kind, Layout::File, defects);
            let documents = (1..=3).filter_map(|number| generator.document(number));
            let labels = documents.flat_map(|document| document.labels);
            let further: BTreeSet<_> = labels.map(|label| format!("`{}`", label.code)).collect();
            let further: Vec<_> = further.into_iter().filter(|other| *other != format!("`{code}`")).collect();
            let row = format!("| `{code}` | {} |", further.join(" "));
            if !further.is_empty() && !rows.contains(&row) {
                rows.push(row);
            }
        }
    }
    assert!(rows.len() > 6, "{rows:?}");
    let table = rows.join("\n") + "\n\n";
    assert!(page.contains(&table), "missing in docs/generate.md:\n{table}");
    let excluded = EXCLUDED.iter().map(|entry| format!("| `{}` | {} | {} |\n", entry.code, entry.zh, entry.en));
    let excluded: String = excluded.collect();
    assert!(page.contains(&format!("|---|---|---|\n{excluded}\n")), "missing in docs/generate.md:\n{excluded}");
    let diseases = mix::DISEASES.iter().map(|of| format!("| {} | `{}` | {} |\n", of.name, of.code, of.share));
    let diseases: String = diseases.collect();
    assert!(page.contains(&format!("|---|---|---|\n{diseases}\n")), "missing in docs/generate.md:\n{diseases}");
}
