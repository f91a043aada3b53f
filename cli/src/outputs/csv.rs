//! A table with one finding on each row, for spreadsheets (RFC 4180).

use super::{examined::Examined, output::Output};
use crate::{columns::visible, exit::Stop};
use serde_json::Value;
use std::io::{self, Write};
use tongbiao::report::ShownValue;

/// The mark at the beginning of a table. With it, spreadsheets recognise UTF-8. Without it, they read Chinese text in the encoding of the
/// system.
pub(crate) const MARK: char = '\u{feff}';

/// The names of the columns.
pub(crate) const COLUMNS: [&str; 14] = [
    "file",
    "line",
    "column",
    "severity",
    "code",
    "category",
    "pointer",
    "messageZh",
    "messageEn",
    "hintZh",
    "hintEn",
    "expected",
    "actual",
    "fingerprint",
];

/// The format `csv`.
#[derive(Debug)]
pub(crate) struct Csv;

impl Output for Csv {
    fn kept(&self) -> Option<Value> {
        Some(Value::Null)
    }

    fn begin(&mut self, out: &mut dyn Write) -> Result<(), Stop> {
        write!(out, "{MARK}")?;
        row(&COLUMNS.map(str::to_owned), out)?;
        Ok(())
    }

    fn document(&mut self, examined: &Examined<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        if examined.is_clean() {
            return Ok(());
        }
        let name = examined.shown_name();
        for place in examined.places() {
            let finding = place.finding;
            let number = |number: Option<usize>| number.map_or_else(String::new, |number| number.to_string());
            let value = |value: Option<&ShownValue>| {
                value.and_then(|shown| shown.value.as_ref()).map_or_else(String::new, |value| value.as_str().to_owned())
            };
            let cells = [
                name.clone(),
                number(place.line),
                number(place.column),
                finding.severity.as_str().to_owned(),
                finding.code.as_str().to_owned(),
                finding.category.as_str().to_owned(),
                place.pointer.to_owned(),
                finding.message.zh.as_str().to_owned(),
                finding.message.en.as_str().to_owned(),
                finding.hint.zh.as_str().to_owned(),
                finding.hint.en.as_str().to_owned(),
                value(place.expected),
                value(place.actual),
                finding.fingerprint.as_str().to_owned(),
            ];
            row(&cells, out)?;
        }
        Ok(())
    }
}

/// Prints a row. Each row ends with a carriage return and a line feed.
pub(crate) fn row(cells: &[String], out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<_> = cells.iter().map(|text| cell(text)).collect();
    write!(out, "{}\r\n", cells.join(","))
}

/// A cell. A text that a spreadsheet would compute as a formula gets an apostrophe at its beginning, which spreadsheets treat as
/// the mark of a text.
fn cell(text: &str) -> String {
    let text = visible(text);
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        return text;
    }
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%']);
    format!("\"{}{}\"", if is_formula { "'" } else { "" }, text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        for (text, expected) in [
            ("", ""),
            ("12", "12"),
            ("a", "\"a\""),
            ("a,\"b\"\r\nc", "\"a,\"\"b\"\"\\u{d}\\u{a}c\""),
            ("=1+1", "\"'=1+1\""),
            ("-1.00", "\"'-1.00\""),
            ("+8613800000000", "\"'+8613800000000\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'    =1\""),
            ("＝1", "\"'＝1\""),
            ("/receipts/0", "\"/receipts/0\""),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}
