//! `tongbiao compat`: compares the documents that two sets of schemas accept, and checks the version number.

mod reading;

use crate::{
    arguments::{CompatArguments, CompatFormat, Manner},
    columns::visible,
    exit::{Status, Stop},
    language::{Language, Said},
    output::{self, PLACE, STRONG},
};
use anstyle::{AnsiColor, Style};
use std::{
    io::{self, Write},
    path::Path,
};
use tongbiao_compat::{Change, Comparison, Example, Increase, Judgement, SchemaSet, Version, compare};

/// The maximum length of a value in the format for people. JSON output contains the whole value.
const SHOWN_MAX: usize = 1000;

/// Compares two sets of schemas and prints the changes.
pub(crate) fn run(arguments: &CompatArguments, manner: &Manner) -> Result<Status, Stop> {
    let CompatArguments { old, new, old_version, new_version, labels, format } = arguments;
    let (before, after) = (set(old, *old_version, "--old-version")?, set(new, *new_version, "--new-version")?);
    let labels = labels.as_deref().map(reading::labels).transpose()?.unwrap_or_default();
    let comparison = compare(&before, &after, &labels);
    match format {
        CompatFormat::Text => {
            let mut out = output::for_people(manner.color);
            print(&mut *out, &comparison, manner.language())?;
            out.flush()?;
        }
        CompatFormat::Json => {
            let mut out = output::for_programs();
            serde_json::to_writer_pretty(&mut out, &comparison.to_json())?;
            writeln!(out)?;
            out.flush()?;
        }
    }
    Ok(if comparison.is_allowed() == Some(true) { Status::Accepted } else { Status::Found })
}

fn set(path: &Path, version: Option<Version>, option: &str) -> Result<SchemaSet, Stop> {
    let set = reading::set(path)?.with_version(version);
    if set.version().is_some() {
        return Ok(set);
    }
    let path = visible(&path.display().to_string());
    Err(Stop::Usage(Said::new(
        format!("{path} 未注明标准版本；请用 {option} 指定"),
        format!("{path} does not state its version of the standard; specify it with {option}"),
    )))
}

fn print(out: &mut dyn Write, comparison: &Comparison, language: Language) -> io::Result<()> {
    for change in &comparison.changes {
        print_change(out, change, language)?;
        writeln!(out)?;
    }
    let Comparison { only_old, only_new, is_restated, unused_labels, .. } = comparison;
    let lists = [
        (only_old.clone(), "仅旧集合有的类型", "types in the old set only"),
        (only_new.clone(), "仅新集合有的类型", "types in the new set only"),
        (
            unused_labels.iter().map(|label| format!("{}{}", label.type_name, label.pointer)).collect(),
            "未用到的标注",
            "unused labels",
        ),
    ];
    for (names, zh, en) in lists.into_iter().filter(|(names, ..)| !names.is_empty()) {
        let names: Vec<String> = names.iter().map(|name| visible(name)).collect();
        let said = Said::new(format!("{zh}：{}", names.join("、")), format!("{en}: {}", names.join(", ")));
        writeln!(out, "{}", said.line(language))?;
    }
    if *is_restated {
        let zh = "比较时视各文件注明的标准版本为相同";
        let en = "documents are compared as if they stated the same version of the standard";
        writeln!(out, "{}", Said::new(zh, en).line(language))?;
    }
    writeln!(out, "{STRONG}{}{STRONG:#}", verdict(comparison).line(language))
}

fn print_change(out: &mut dyn Write, change: &Change, language: Language) -> io::Result<()> {
    let Change { judgement, type_name, pointer, keyword, zh, en, old, new, values: _, example, kinds, settled } =
        change;
    let style = style(*judgement);
    let name = language.choose(judgement.zh(), judgement.as_str()).collect::<Vec<_>>().join(" ");
    let place = visible(&format!("{type_name}{pointer}"));
    let keyword = visible(keyword);
    writeln!(out, "{style}{name}{style:#} {PLACE}{place}{PLACE:#} {keyword}")?;
    let mut say = |said: Said| writeln!(out, "  {}", visible(&said.line(language)));
    let is_loss = *judgement != Judgement::Extending || settled.is_some();
    say(Said::new(zh.as_str(), en.as_str()))?;
    if let (Some(old), Some(new)) = (old, new) {
        let (old, new) = (shown(old), shown(new));
        say(Said::new(format!("原为 {old}，现为 {new}"), format!("was {old}, is {new}")))?;
    }
    if !kinds.is_empty() {
        say(Said::new(
            format!("涉及的文件种类：{}", kinds.join("、")),
            format!("affected kinds: {}", kinds.join(", ")),
        ))?;
    }
    if let Some(reason) = settled {
        say(Said::new(format!("已标注：{}", reason.zh), format!("decided by a label: {}", reason.en)))?;
    }
    if let Some(Example { kind, value }) = example {
        let (zh, en) = match is_loss {
            true => ("旧模式接受，新模式拒绝", "accepted by the old set, refused by the new set"),
            false => ("新模式接受，旧模式拒绝", "accepted by the new set, refused by the old set"),
        };
        let kind = kind.as_deref().unwrap_or(type_name);
        say(Said::new(format!("{zh}（{kind}）："), format!("{en} ({kind}):")))?;
        writeln!(out, "  {}", visible(&shown(value)))?;
    }
    Ok(())
}

fn shown(value: &serde_json::Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN_MAX) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}

const fn style(judgement: Judgement) -> Style {
    let colour = match judgement {
        Judgement::Compatible => AnsiColor::Green,
        Judgement::Extending => AnsiColor::Cyan,
        Judgement::Unknown => AnsiColor::Yellow,
        Judgement::Breaking => AnsiColor::Red,
    };
    colour.on_default().bold()
}

/// The judgement of all changes, and whether the version numbers allow it.
fn verdict(comparison: &Comparison) -> Said {
    let version = |version: Option<Version>| version.map(|version| version.to_string()).unwrap_or_default();
    let versions = format!("{} → {}", version(comparison.old), version(comparison.new));
    let judgement = comparison.judgement();
    let (zh, en) = (judgement.zh(), judgement.as_str());
    if comparison.is_allowed() == Some(true) {
        return Said::new(
            format!("{versions}：{zh}；版本号允许"),
            format!("{versions}: {en}; the version number allows it"),
        );
    }
    if comparison.increase() == Some(Increase::Back) {
        return Said::new(
            format!("{versions}：{zh}；版本号减小"),
            format!("{versions}: {en}; the version number decreases"),
        );
    }
    let least = comparison.old.map(|Version { major, minor, .. }| match comparison.needed() {
        Increase::Major => format!("{}.0", major.saturating_add(1)),
        _ => format!("{major}.{}", minor.saturating_add(1)),
    });
    let least = least.unwrap_or_default();
    Said::new(
        format!("{versions}：{zh}；版本号不允许，至少应为 {least}"),
        format!("{versions}: {en}; the version number does not allow it and must be at least {least}"),
    )
}
