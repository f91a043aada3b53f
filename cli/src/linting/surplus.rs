//! What an application states and no programme uses, as it is printed.

use crate::{arguments::LintFormat, exit::Stop, language::Language, output::STRONG};
use serde_json::{Value, json};
use std::io::Write;
use tongbiao::{
    analysis::{AskedFact, surplus},
    record::application::Application,
};

/// Prints the places, never what stands there.
pub(super) fn print(
    out: &mut dyn Write,
    application: &Application,
    asked: &[AskedFact],
    format: LintFormat,
    language: Language,
) -> Result<(), Stop> {
    let found = surplus(&serde_json::to_value(application)?, asked);
    if format == LintFormat::Json {
        let all = found.iter().map(|one| json!({"path": one.path, "zh": one.label.zh, "en": one.label.en}));
        let whole = json!({"surplus": all.collect::<Vec<Value>>()});
        return Ok(writeln!(out, "{whole}")?);
    }
    let (zh, en) = if found.is_empty() {
        ("申请中没有这些项目用不到的事实", "The application states no fact that none of these programmes uses")
    } else {
        (
            "申请中这些项目都用不到的事实（最小必要）：",
            "Stated by the application and used by none of these programmes (collect no more than is used):",
        )
    };
    for text in language.choose(zh, en) {
        writeln!(out, "{STRONG}{text}{STRONG:#}")?;
    }
    for one in &found {
        for label in language.choose(one.label.zh, one.label.en.trim_end_matches('.')) {
            writeln!(out, "  {} ({label})", one.path)?;
        }
    }
    Ok(())
}
