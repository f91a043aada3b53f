//! What an application states and no programme uses, as it is printed.

use crate::{arguments::LintFormat, exit::Stop, language::Language, output::STRONG};
use std::io::Write;
use tongbiao::{analysis::AskedFact, record::application::Application};
use tongbiao_json::{lint::surplus_reply, reply::line};

/// Prints the places, never what stands there.
pub(super) fn print(
    out: &mut dyn Write,
    application: &Application,
    asked: &[AskedFact],
    format: LintFormat,
    language: Language,
) -> Result<(), Stop> {
    let reply = surplus_reply(application, asked).map_err(|_| Stop::Internal)?;
    if format == LintFormat::Json {
        return Ok(writeln!(out, "{}", line(&reply)?)?);
    }
    let found = &reply.surplus;
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
    for one in found {
        for label in language.choose(one.zh.as_str(), one.en.as_str().trim_end_matches('.')) {
            writeln!(out, "  {} ({label})", one.path.as_str())?;
        }
    }
    Ok(())
}
