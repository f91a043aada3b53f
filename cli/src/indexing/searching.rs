//! `tongbiao index check`: finds the receipts, the child and the aid of documents in an index.

use super::{
    documents::{inputs, made, nothing},
    inputs::key,
    problem::{at, empty},
};
use crate::{
    arguments::{FailOnMatch, IndexCheckArguments, IndexFormat, Manner},
    columns::visible,
    exit::{Status, Stop},
    intake::{self, Use},
    language::{Language, Said},
    output::{self, PLACE, STRONG},
};
use serde_json::{Value, json};
use std::{io::Write, path::Path};
use tongbiao::check::{AnyDocument, Checked};
use tongbiao_index::{EntryKind, Found, Ground, Index, Match, Problem, Subject};
use tongbiao_json::input::Source;

/// Looks up all documents.
pub(super) fn run(arguments: &IndexCheckArguments, manner: &Manner) -> Result<Status, Stop> {
    let (key, language) = (key(&arguments.key.key)?, manner.language());
    let path = &arguments.index;
    let index = Index::open(path, &key).map_err(at(path))?;
    let out = match arguments.format {
        IndexFormat::Text => output::for_people(manner.color),
        IndexFormat::Json => output::for_programs(),
    };
    let reader = index.reader(&key).map_err(at(path))?;
    let is_empty = reader.is_empty().map_err(at(path))?;
    let mut searching = Searching { arguments, path, out, language, status: Status::Accepted, certain: 0, possible: 0 };
    let own = arguments.charity.clone();
    let find = move |document: AnyDocument| {
        let is_alone = matches!(document, AnyDocument::Receipt(_));
        let is_used = is_alone || matches!(document, AnyDocument::Application(_));
        is_used.then(|| reader.find(&document, own.as_deref()).map(|found| Looked { found, is_alone }))
    };
    let make = move |_: &Source<'_>, checked: Checked| made(checked, &find);
    let taken = intake::all(&inputs(&arguments.documents), language, make, &mut searching)?;
    if arguments.format == IndexFormat::Text && !arguments.documents.quiet {
        let (documents, certain, possible) = (taken.documents, searching.certain, searching.possible);
        let mut said = Said::new(
            format!("{documents} 份文件：确定 {certain} 处，可能 {possible} 处"),
            format!("documents: {documents}; certain matches: {certain}; possible matches: {possible}"),
        );
        if taken.is_interrupted {
            said.zh.push_str("；已中断");
            said.en.push_str("; interrupted");
        }
        for line in language.choose(said.zh, said.en) {
            writeln!(searching.out, "{STRONG}{line}{STRONG:#}")?;
        }
    }
    searching.out.flush()?;
    if is_empty && taken.documents > 0 {
        let status = empty(path, language);
        if arguments.fail_on != FailOnMatch::Never {
            searching.status = status;
        }
    }
    Ok(searching.status.max(taken.status))
}

/// The result of the look-up of a document.
struct Looked {
    found: Found,
    /// Whether the document is a receipt alone.
    is_alone: bool,
}

/// The search for all documents.
struct Searching<'a> {
    arguments: &'a IndexCheckArguments,
    path: &'a Path,
    out: Box<dyn Write>,
    language: Language,
    status: Status,
    certain: usize,
    possible: usize,
}

impl Use<Result<Looked, Problem>> for Searching<'_> {
    fn document(&mut self, source: &Source<'_>, looked: Result<Looked, Problem>) -> Result<(), Stop> {
        let (name, line) = (source.name, source.line);
        let Looked { found, is_alone } = looked.map_err(at(self.path))?;
        let certain = found.matches.iter().filter(|found| found.ground.is_certain()).count();
        let possible = found.matches.len() - certain;
        self.certain += certain;
        self.possible += possible;
        let fails = match self.arguments.fail_on {
            FailOnMatch::Certain => certain > 0,
            FailOnMatch::Possible => certain + possible > 0,
            FailOnMatch::Never => false,
        };
        if fails {
            self.status = Status::Found;
        }
        match self.arguments.format {
            IndexFormat::Text => self.print(name, line, &found, is_alone),
            IndexFormat::Json => Ok(writeln!(self.out, "{}", in_json(name, line, &found, is_alone))?),
        }
    }

    fn nothing(&self) -> Said {
        nothing("申请或票据", "application or receipt")
    }

    fn pause(&mut self) -> Result<(), Stop> {
        Ok(self.out.flush()?)
    }

    fn end(&mut self) -> Result<(), Stop> {
        self.pause()
    }
}

impl Searching<'_> {
    fn print(&mut self, name: &str, line: Option<usize>, found: &Found, is_alone: bool) -> Result<(), Stop> {
        let source = Source { name, line, size: None, bytes: None };
        let place = visible(&source.full_name());
        for one in &found.matches {
            let (at, code) = (pointer(one.subject, is_alone), code(one.ground));
            let severity = if one.ground.is_certain() { ("确定", "certain") } else { ("可能", "possible") };
            let certainty = Said::new(severity.0, severity.1).line(self.language);
            let said = said(one).line(self.language);
            let shown = if at.is_empty() { place.clone() } else { format!("{place}#{at}") };
            writeln!(self.out, "{PLACE}{shown}:{PLACE:#} {STRONG}{certainty}[{code}]{STRONG:#} {said}")?;
        }
        if found.is_cut {
            let said = Said::new(
                format!("{place}：匹配过多，未全部列出"),
                format!("{place}: there are more matches than are listed"),
            );
            writeln!(self.out, "{}", said.line(self.language))?;
        }
        Ok(())
    }
}

/// The pointer of a part of a document.
fn pointer(subject: Subject, is_alone: bool) -> String {
    match subject {
        Subject::Child => "/child".to_owned(),
        Subject::Receipt(_) if is_alone => String::new(),
        Subject::Receipt(place) => format!("/receipts/{place}"),
        Subject::Aid(place) => format!("/aid/{place}"),
    }
}

/// The code of a ground. The evidence that two receipts may be one has the codes of `check`.
fn code(ground: Ground) -> &'static str {
    match ground {
        Ground::SameReceipt => "same-receipt",
        Ground::MayBeOne(evidence) => evidence.as_str(),
        Ground::SameIdentityNumber => "same-identity-number",
        Ground::SameNameAndBirthDate => "same-name-and-birth-date",
        Ground::AidDiffers => "aid-differs",
        Ground::AidMayDiffer => "aid-may-differ",
        _ => "other",
    }
}

/// The label of a ground.
fn label(ground: Ground) -> Said {
    let (zh, en) = match ground {
        Ground::SameReceipt => ("同一票据", "the same receipt"),
        Ground::MayBeOne(evidence) => {
            let label = evidence.label();
            return Said::new(
                format!("可能为同一票据：{}", label.zh),
                format!("the receipt may be the same: {}", label.en.trim_end_matches('.')),
            );
        }
        Ground::SameIdentityNumber => ("同一患儿（证件号码相同）", "the same child, by an identity number"),
        Ground::SameNameAndBirthDate => ("可能为同一患儿（姓名和出生日期相同）", "a child of this name and birth date"),
        Ground::AidDiffers => ("同一笔救助记录不一致", "the same grant of aid, recorded differently"),
        Ground::AidMayDiffer => {
            ("可能为同一笔救助，记录不一致", "what may be the same grant of aid, recorded differently")
        }
        _ => ("其他", "another match"),
    };
    Said::new(zh, en)
}

/// The message for a match.
fn said(one: &Match) -> Said {
    let Match { charity, day, members, .. } = one;
    let (zh, en) = match one.document {
        EntryKind::Application => ("申请", "an application"),
        EntryKind::Receipt => ("票据", "a receipt"),
        EntryKind::Outcome => ("核定结果（已给付）", "an outcome (awarded)"),
    };
    let (label, charity, members) = (label(one.ground), visible(charity), members.join(", "));
    let mut said = Said::new(
        format!("{}：见 {charity} 于 {day} 录入的{zh}", label.zh),
        format!("{}: in {en} of {charity}, entered on {day}", label.en),
    );
    if !members.is_empty() {
        said.zh.push_str(&format!("；不一致的成员：{members}"));
        said.en.push_str(&format!("; members that differ: {members}"));
    }
    said
}

/// The matches of a document as JSON.
fn in_json(name: &str, line: Option<usize>, found: &Found, is_alone: bool) -> Value {
    let matches = found.matches.iter().map(|one| {
        let label = label(one.ground);
        let mut json = json!({
            "pointer": pointer(one.subject, is_alone),
            "certainty": if one.ground.is_certain() { "certain" } else { "possible" },
            "code": code(one.ground),
            "label": {"zh": label.zh, "en": label.en},
            "charity": one.charity,
            "document": match one.document {
                EntryKind::Application => "application",
                EntryKind::Receipt => "receipt",
                EntryKind::Outcome => "outcome",
            },
            "enteredOn": one.day.to_string(),
        });
        if let (Some(json), Subject::Receipt(place) | Subject::Aid(place)) = (json.as_object_mut(), one.other) {
            json.insert("otherPlace".to_owned(), place.into());
        }
        if let Some(json) = json.as_object_mut().filter(|_| !one.members.is_empty()) {
            json.insert("members".to_owned(), one.members.clone().into());
        }
        json
    });
    let mut json = json!({"file": name, "matches": matches.collect::<Vec<_>>(), "isCut": found.is_cut});
    if let Some((json, line)) = json.as_object_mut().zip(line) {
        json.insert("line".to_owned(), line.into());
    }
    json
}
