//! The letters and the accounts of every case, of every variant, and of random outcomes, kept in `tests/letters`.
//!
//! A change of a sentence is a change of these files: read them before you commit.

use super::{adjudication, programmes};
use crate::random::evaluation::pair::Pair;
use serde_json::Value;
use std::collections::BTreeMap;
use tongbiao::{
    adjudication::Adjudication,
    code::AdjudicationDecision,
    evaluate::{Detail, adjudicate},
    explain::{Audience, Documents, explain_adjudication_with},
    programme::Programme,
    record::application::Application,
};
use tongbiao_testkit::files::{folder, kept_text};

/// The number of random outcomes that are kept.
const RANDOM: usize = 50;

/// The heading of the table of payers.
const TABLE: &str = "费用承担情况（计入的票据）\n";

/// Texts by the name of their file.
#[derive(Default)]
struct Files(BTreeMap<String, String>);

impl Files {
    /// Adds the letter and the account of an outcome in both languages.
    fn add(&mut self, file: &str, title: &str, outcome: &Adjudication, documents: (&Programme, &Application)) {
        let documents = Documents { programme: Some(documents.0), application: Some(documents.1) };
        for (reader, audience) in [("family", Audience::Family), ("worker", Audience::Worker)] {
            let account = explain_adjudication_with(outcome, documents, audience);
            for (language, text) in [("zh", account.zh()), ("en", account.en())] {
                let file = self.0.entry(format!("{file}.{reader}.{language}.txt")).or_default();
                file.push_str(&format!("======== {title}\n\n{text}\n"));
            }
        }
    }

    /// In each table of payers, the amounts add up to the total.
    fn tables_add_up(&self) -> usize {
        let mut tables = 0;
        for (name, text) in &self.0 {
            let Some((_, rest)) = text.split_once(TABLE) else { continue };
            for table in rest.split(TABLE) {
                let rows: Vec<i64> = table.lines().take_while(|line| line.starts_with("  ")).map(fen).collect();
                let (total, parts) = rows.split_last().unwrap();
                assert_eq!(parts.iter().sum::<i64>(), *total, "{name}: {table}");
                tables += 1;
            }
        }
        tables
    }

    fn are_kept(&self) {
        for (name, text) in self.0.iter().filter(|(name, _)| name.contains(".family.")) {
            // A family reads names, never places in a document.
            for place in ["/receipts/", "/items/", "/limits/", "/requirements/", "/papers/"] {
                assert!(!text.contains(place), "{name}: {place}");
            }
        }
        for (name, text) in &self.0 {
            kept_text(&folder("tests/letters").join(name), text);
        }
    }
}

#[test]
fn letters_of_cases_are_as_kept() {
    let (programmes, mut files) = (programmes(), Files::default());
    adjudication::outcomes(|case, name, application, outcome| {
        let (folder, file) = case.split_once('/').unwrap();
        files.add(folder, &format!("{file} · {name}"), outcome, (&programmes[name], application));
    });
    adjudication::variants(|case, row, application, outcome| {
        let programme = row["programme"].as_str().unwrap();
        let why = match &row["why"] {
            Value::String(why) => why.clone(),
            why => why["en"].as_str().unwrap_or_default().to_owned(),
        };
        files.add(
            &format!("{}.variants", case.split_once('/').unwrap().0),
            &format!("{programme}: {why}"),
            outcome,
            (&programmes[programme], application),
        );
    });
    assert!(files.0.len() > 40, "{} files", files.0.len());
    assert!(files.tables_add_up() > 20);
    files.are_kept();
}

/// The amount at the end of a row.
fn fen(row: &str) -> i64 {
    let amount = row.rsplit_once('：').unwrap().1.trim_end_matches(" 元");
    amount.replace('.', "").parse().unwrap()
}

/// Half of them pay; the others are refused, undetermined or pay nothing.
#[test]
fn letters_of_random_outcomes_are_as_kept() {
    let mut files = Files::default();
    let (mut paid, mut unpaid) = (0, 0);
    for pair in (0..).map(Pair::of) {
        let outcome =
            adjudicate(&pair.programme, &pair.application, &pair.given.circumstances(), Detail::Full).unwrap();
        let pays = matches!(outcome.decision, AdjudicationDecision::Awarded | AdjudicationDecision::AwaitingPapers);
        let count = if pays { &mut paid } else { &mut unpaid };
        if *count < RANDOM / 2 {
            *count += 1;
            files.add("random", &format!("{}", pair.seed), &outcome, (&pair.programme, &pair.application));
        }
        if paid + unpaid == RANDOM {
            break;
        }
    }
    assert!(files.tables_add_up() > 5);
    files.are_kept();
}
