//! Prints the facts of an application that no programme uses.

use crate::{arguments::LintFormat, exit::Stop, language::Language, output::STRONG};
use std::io::Write;
use tongbiao::{analysis::RequiredFact, record::application::Application};
use tongbiao_json::{lint::surplus_reply, reply::line};

/// Prints the places, never their values.
pub(super) fn print(
    out: &mut dyn Write,
    application: &Application,
    asked: &[RequiredFact],
    format: LintFormat,
    language: Language,
) -> Result<(), Stop> {
    let reply = surplus_reply(application, asked).map_err(|_| Stop::Internal)?;
    if format == LintFormat::Json {
        return Ok(writeln!(out, "{}", line(&reply)?)?);
    }
    let found = &reply.surplus;
    let (zh, en) = if found.is_empty() {
        ("申请中的事实均为所列项目所需", "Each fact of the application is used by at least one of these programmes")
    } else {
        (
            "申请中的下列事实，所列项目均不使用（收集信息应遵循最小必要原则）：",
            "Facts of the application that none of these programmes uses (collect no more than necessary):",
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
