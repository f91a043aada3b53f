//! A row of the table: the work of a client, and its result.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, path::Path};

/// A text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both {
    pub zh: String,
    pub en: String,
}

impl Both {
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

/// One row, as every area writes it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Row {
    pub area: String,
    pub client: String,
    #[serde(default)]
    pub version: String,
    /// The registry of the client.
    #[serde(default)]
    pub registry: String,
    #[serde(default)]
    pub ran: Both,
    #[serde(default)]
    pub counts: BTreeMap<String, u64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub result: String,
    /// Deviations with their reasons, or the problems.
    #[serde(default)]
    pub notes: Vec<Both>,
    /// Why the row was not run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<Both>,
    /// Whether it runs only on request.
    #[serde(default, rename = "optIn", skip_serializing_if = "std::ops::Not::not")]
    pub opt_in: bool,
}

pub const AGREES: &str = "agrees";
pub const DEVIATES: &str = "agrees, with deviations";
pub const FAILED: &str = "failed";

impl Row {
    /// The row with its result: it fails if there are problems, and states deviations.
    #[must_use]
    pub fn judged(mut self, problems: &[String], deviations: Vec<Both>) -> Self {
        for problem in problems.iter().take(5) {
            eprintln!("{}: {}: {problem}", self.area, self.client);
        }
        let result = if !problems.is_empty() {
            FAILED
        } else if deviations.is_empty() {
            AGREES
        } else {
            DEVIATES
        };
        self.result = result.to_owned();
        self.notes = deviations;
        self.notes.extend(problems.iter().take(5).map(|problem| Both::new(problem, problem)));
        self
    }

    #[must_use]
    pub fn skipped(mut self, why: Both) -> Self {
        eprintln!("{}: {}: not run: {}", self.area, self.client, why.en);
        self.skipped = Some(why);
        self
    }
}

/// Writes the rows of an area to its file.
pub fn write(out: &Path, area: &str, rows: &[Row]) {
    let text = serde_json::to_string_pretty(rows).unwrap();
    fs::write(out.join(format!("{area}.json")), text + "\n").unwrap();
}

pub fn read(path: &Path) -> Vec<Row> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
