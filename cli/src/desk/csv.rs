//! A table with one row for each application and programme, for spreadsheets (RFC 4180).

use super::{
    form::Form,
    judged::{Judged, reason},
    note::{missing, notes, papers, reasons, unmet},
};
use crate::{
    exit::Stop,
    language::Said,
    outputs::{CSV_MARK, csv_row},
};
use std::fmt::Display;
use tongbiao::{adjudication::Adjudication, explain::Words, programme::Programme};

/// The names of the columns.
const COLUMNS: [&str; 20] = [
    "file",
    "line",
    "application",
    "child",
    "programme",
    "revision",
    "title",
    "titleEn",
    "eligible",
    "decision",
    "amount",
    "services",
    "unmetRequirements",
    "missingFacts",
    "missingPapers",
    "reasons",
    "noteZh",
    "noteEn",
    "error",
    "findings",
];

/// The format `csv`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Csv {
    pub(super) show_values: bool,
}

/// Codes in one cell.
fn codes<T: Display>(codes: impl IntoIterator<Item = T>) -> String {
    let mut once: Vec<String> = Vec::new();
    for code in codes {
        let code = code.to_string();
        if !once.contains(&code) {
            once.push(code);
        }
    }
    once.join(" ")
}

impl Csv {
    /// The cells on an outcome, from `programme` to `noteEn`.
    fn outcome(self, programme: &Programme, outcome: &Adjudication) -> [String; 14] {
        let notes = notes(programme, outcome, self.show_values);
        let joined = |of: fn(&Words) -> &str, by: &str| notes.iter().map(of).collect::<Vec<_>>().join(by);
        [
            programme.id.to_string(),
            programme.revision.to_string(),
            programme.title.to_string(),
            programme.title_en.as_ref().map_or_else(String::new, ToString::to_string),
            outcome.eligible.to_string(),
            outcome.decision.to_string(),
            outcome.amount.map_or_else(String::new, |amount| amount.to_string()),
            codes(outcome.services.iter().flat_map(|all| all.iter()).map(|one| &one.service)),
            codes(unmet(outcome).map(|judged| &judged.requirement)),
            codes(missing(outcome).map(|missing| &missing.fact)),
            codes(papers(outcome).map(|paper| &paper.paper)),
            codes(reasons(outcome)),
            joined(|words| &words.zh, "；"),
            joined(|words| &words.en, "; "),
        ]
    }
}

impl Form for Csv {
    fn begin(&self) -> String {
        let mut text = vec![];
        // INVARIANT: a vector accepts every write.
        let _ = csv_row(&COLUMNS.map(str::to_owned), &mut text);
        format!("{CSV_MARK}{}", String::from_utf8_lossy(&text))
    }

    fn entry(&self, judged: &Judged<'_>) -> Result<String, Stop> {
        let first = [
            judged.source.name.to_owned(),
            judged.source.line.map_or_else(String::new, |line| line.to_string()),
            judged.id(self.show_values).unwrap_or_default(),
            judged.child(self.show_values).unwrap_or_default(),
        ];
        let findings = codes(judged.error_codes());
        let mut text = vec![];
        match &judged.outcomes {
            Ok(outcomes) => {
                for (programme, outcome) in outcomes {
                    let cells = [&first[..], &self.outcome(programme, outcome), &[String::new(), findings.clone()]];
                    csv_row(&cells.concat(), &mut text)?;
                }
            }
            Err(failure) => {
                let Said { zh, en } = reason(failure);
                let mut cells = first.to_vec();
                cells.resize(COLUMNS.len().saturating_sub(4), String::new());
                cells.extend([zh, en, failure.code.to_string(), findings]);
                csv_row(&cells, &mut text)?;
            }
        }
        Ok(String::from_utf8_lossy(&text).into_owned())
    }
}
