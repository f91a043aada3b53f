//! The runs of `check` that can be continued.

use crate::{
    arguments::CheckArguments,
    exit::Stop,
    language::{Language, Said},
    meter::Meter,
    outputs::output::Output,
    policy::Policy,
    reading::Reader,
    resuming::{self, Continued, Terms, not_twice},
};
use std::sync::Arc;

/// Opens the output of a run that can be continued; none if the run is not one of these. A run that must continue is then refused.
pub(crate) fn opened(
    arguments: &CheckArguments,
    policy: &Policy,
    output: &dyn Output,
    language: Language,
) -> Result<Option<Continued>, Stop> {
    let Some(out) = &arguments.out else { return Ok(None) };
    let terms = match refusal(arguments, policy, output) {
        None => terms(arguments, policy, language).ok_or_else(not_twice),
        Some(said) => Err(said),
    };
    match terms {
        Ok(terms) => resuming::open(out, terms, arguments.resume, language),
        Err(said) if arguments.resume => Err(Stop::Usage(said)),
        Err(_) => Ok(None),
    }
}

/// Why a run cannot be continued, apart from its inputs.
fn refusal(arguments: &CheckArguments, policy: &Policy, output: &dyn Output) -> Option<Said> {
    if arguments.fix {
        return Some(Said::new(
            "--resume 不能与 --fix 同用：修正会改动文件；请不加 --resume 重新运行",
            "--resume cannot be used with --fix, which changes files; run the command again without --resume",
        ));
    }
    if output.kept().is_none() {
        return Some(Said::new(
            "--resume 只用于多份文件的 text、one-line、json、ndjson 和 csv 格式：其他格式、--statistics 和单份文件的报告在最后整体写出",
            "--resume is for several documents in the formats text, one-line, json, ndjson and csv; other formats, --statistics and the report \
             of one document are written as a whole, and cannot be appended to",
        ));
    }
    if policy.baseline.is_some() {
        return Some(Said::new(
            "--resume 不能与基线同用：基线按整个运行计数；请不加 --resume 重新运行",
            "--resume cannot be used with a baseline, which counts the findings of the whole run; run the command again without --resume",
        ));
    }
    (!arguments.each_alone).then(|| {
        Said::new(
            "--resume 要求 --each-alone：各文件之间的票据比较需要整个运行的全部票据",
            "--resume requires --each-alone: the comparison of receipts across documents needs all receipts of the run",
        )
    })
}

/// What must be the same in the run that continues; none if the inputs cannot be read twice.
fn terms(arguments: &CheckArguments, policy: &Policy, language: Language) -> Option<Terms> {
    let CheckArguments { paths, kind, ndjson, format, select, ignore, fail_on, max_findings, .. } = arguments;
    let CheckArguments { show_values, list_rules, ungrouped, quiet, .. } = arguments;
    let reader = Reader {
        arguments: arguments.clone(),
        exclusion: policy.exclusion(),
        bytes_max: policy.limits.bytes_max,
        meter: Arc::new(Meter::default()),
        start: None,
    };
    let mut terms = Terms::default();
    terms.add("files", &reader.listed()?);
    terms.add("paths", &format!("{paths:?}"));
    terms.add("policy", &policy.text);
    for (name, value) in [
        ("--kind", format!("{kind:?}")),
        ("--ndjson", ndjson.to_string()),
        ("--format", format!("{format:?}")),
        ("--select", format!("{select:?}")),
        ("--ignore", format!("{ignore:?}")),
        ("--fail-on", format!("{fail_on:?}")),
        ("--max-findings", format!("{max_findings:?}")),
        ("--show-values", show_values.to_string()),
        ("--list-rules", list_rules.to_string()),
        ("--ungrouped", ungrouped.to_string()),
        ("--quiet", quiet.to_string()),
        ("--lang", format!("{language:?}")),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
    ] {
        terms.add(name, &value);
    }
    Some(terms)
}
