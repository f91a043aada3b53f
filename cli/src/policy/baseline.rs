//! The baseline: findings that were known when it was written. Only further findings are reported.

use super::{hiding::can_be_hidden, relative::Folder};
use crate::{columns::visible, exit::Stop, input, language::Said, replacing};
use serde_json::{Value, json};
use std::{
    cell::RefCell,
    collections::BTreeMap,
    fs,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};
use tongbiao::{
    catalogue,
    finding::Finding,
    report::Suppression,
    value::{Note, Text},
    wire::nearest,
};

/// The version of the format.
const VERSION: &str = "1";

/// The file and the fingerprint of equal findings.
type Key = (String, String);

/// Equal findings of the baseline.
#[derive(Debug)]
struct Known {
    code: String,
    /// Used: the number of findings in the baseline.
    all: usize,
    /// Used: the number of those that are not yet seen. Written: the number of findings that were seen.
    count: usize,
}

/// Equal findings of the baseline that no longer occur in a file that was examined.
#[derive(Debug)]
pub(crate) struct Absent {
    /// The file, as the run names it.
    pub(crate) file: String,
    pub(crate) code: String,
    pub(crate) fingerprint: String,
    /// Their numbers among the equal findings of the file: the last ones are absent.
    pub(crate) numbers: RangeInclusive<usize>,
}

/// A baseline that is used or written.
#[derive(Debug)]
pub(crate) struct Baseline {
    path: PathBuf,
    folder: Folder,
    waiver: Suppression,
    counts: RefCell<BTreeMap<Key, Known>>,
    /// The files of the baseline that were examined, as the run names them.
    examined: RefCell<BTreeMap<String, String>>,
    is_written: bool,
}

impl Baseline {
    /// A baseline that is written at the end of the run.
    pub(crate) fn new(path: &Path) -> Result<Self, Stop> {
        Self::of(path, BTreeMap::new(), true)
    }

    fn of(path: &Path, counts: BTreeMap<Key, Known>, is_written: bool) -> Result<Self, Stop> {
        let by = Text::parse("baseline").map_err(|_| Stop::Internal)?;
        let reason = Note::parse("基线中的已知检查结果 · Known finding in the baseline").map_err(|_| Stop::Internal)?;
        let waiver = Suppression::new(by, reason);
        let (folder, counts, examined) = (Folder::of(path), RefCell::new(counts), RefCell::default());
        Ok(Self { path: path.to_owned(), folder, waiver, counts, examined, is_written })
    }

    /// The baseline in a file.
    pub(crate) fn read(path: &Path) -> Result<Self, Stop> {
        let text = fs::read_to_string(path).map_err(|error| Stop::File(input::unread(path, &error)))?;
        let counts = counts(&text).map_err(|Said { zh, en }| {
            let name = visible(&path.display().to_string());
            Stop::Usage(Said::new(format!("{name}：{zh}"), format!("{name}: {en}")))
        })?;
        Self::of(path, counts, false)
    }

    /// The waiver of a known finding. Of equal findings in a file, as many are known as were found before.
    pub(crate) fn covers(&self, file: &str, finding: &Finding) -> Option<&Suppression> {
        let key = (self.folder.relative(file), finding.fingerprint());
        let mut counts = self.counts.borrow_mut();
        if self.is_written {
            let code = finding.rule.code.to_owned();
            counts.entry(key).or_insert(Known { code, all: 0, count: 0 }).count += 1;
            return Some(&self.waiver);
        }
        let known = counts.get_mut(&key).filter(|known| known.count > 0)?;
        known.count -= 1;
        Some(&self.waiver)
    }

    /// Notes that a document of a file is examined.
    pub(crate) fn examine(&self, file: &str) {
        if self.is_written {
            return;
        }
        let path = self.folder.relative(file);
        let mut examined = self.examined.borrow_mut();
        if !examined.contains_key(&path) && Self::of_file(&self.counts.borrow(), &path).next().is_some() {
            examined.insert(path, file.to_owned());
        }
    }

    fn of_file<'a>(
        counts: &'a BTreeMap<Key, Known>,
        path: &'a str,
    ) -> impl Iterator<Item = (&'a Key, &'a Known)> + use<'a> {
        counts.range((path.to_owned(), String::new())..).take_while(move |((other, _), _)| other == path)
    }

    /// The findings that no longer occur in the files that were examined.
    pub(crate) fn absent(&self) -> Vec<Absent> {
        let (counts, examined) = (self.counts.borrow(), self.examined.borrow());
        let mut all = Vec::new();
        for (path, file) in examined.iter() {
            for ((_, fingerprint), known) in Self::of_file(&counts, path).filter(|(_, known)| known.count > 0) {
                let numbers = known.all.saturating_sub(known.count).saturating_add(1)..=known.all;
                let (code, fingerprint) = (known.code.clone(), fingerprint.clone());
                all.push(Absent { file: file.clone(), code, fingerprint, numbers });
            }
        }
        all
    }

    /// The waiver of all known findings, if the baseline is not written by this run.
    pub(crate) fn used(&self) -> Option<&Suppression> {
        (!self.is_written).then_some(&self.waiver)
    }

    /// Writes the baseline, if it is to be written.
    pub(crate) fn write(&self) -> Result<(), Stop> {
        if !self.is_written {
            return Ok(());
        }
        let counts = self.counts.borrow();
        let findings = counts.iter().map(|((path, fingerprint), Known { code, count, .. })| {
            serde_json::to_string(&json!({"path": path, "code": code, "fingerprint": fingerprint, "count": count}))
        });
        let findings = findings.collect::<Result<Vec<_>, _>>()?.join(",\n    ");
        let text = format!("{{\n  \"tongbiaoBaseline\": \"{VERSION}\",\n  \"findings\": [\n    {findings}\n  ]\n}}\n");
        replacing::replace(&self.path, text.as_bytes()).map_err(|error| {
            let (name, kind) = (visible(&self.path.display().to_string()), error.kind());
            Stop::File(Said::new(
                format!("{name}：无法写入基线（{kind}）；请核对路径和权限"),
                format!("{name}: the baseline cannot be written ({kind}); check the path and its permissions"),
            ))
        })
    }
}

/// The counts in the text of a baseline.
fn counts(text: &str) -> Result<BTreeMap<Key, Known>, Said> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Said::new(
            format!("第 {line} 行第 {column} 列：不是有效的 JSON"),
            format!("line {line}, column {column}: not valid JSON"),
        )
    })?;
    known(&value, &["tongbiaoBaseline", "findings"])?;
    if value.get("tongbiaoBaseline").and_then(Value::as_str) != Some(VERSION) {
        return Err(Said::new(
            "不是基线文件，或版本不受支持；请用 --write-baseline 重新写出",
            "not a baseline, or of another version; write it again with --write-baseline",
        ));
    }
    let mut counts = BTreeMap::new();
    for (place, entry) in value.get("findings").and_then(Value::as_array).into_iter().flatten().enumerate() {
        let at =
            |Said { zh, en }: Said| Said::new(format!("/findings/{place}：{zh}"), format!("/findings/{place}: {en}"));
        known(entry, &["path", "code", "fingerprint", "count"]).map_err(at)?;
        let text = |name| entry.get(name).and_then(Value::as_str).map(str::to_owned);
        let count = entry.get("count").and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok());
        let (Some(path), Some(code), Some(fingerprint), Some(count)) =
            (text("path"), text("code"), text("fingerprint"), count)
        else {
            return Err(at(Said::new(
                "须有 path、code、fingerprint 和 count",
                "`path`, `code`, `fingerprint` and `count` are required",
            )));
        };
        if catalogue::rule(&code).is_none_or(|rule| !can_be_hidden(rule)) {
            return Err(at(Said::new(
                format!("代码 `{}` 不存在，或不得列入基线", visible(&code)),
                format!("the code `{}` does not exist, or must not be in a baseline", visible(&code)),
            )));
        }
        counts.insert((path, fingerprint), Known { code, all: count, count });
    }
    Ok(counts)
}

/// Refuses members that do not exist.
fn known(value: &Value, names: &[&str]) -> Result<(), Said> {
    let Some(members) = value.as_object() else {
        return Err(Said::new("须为 JSON 对象", "must be a JSON object"));
    };
    if let Some(name) = members.keys().find(|name| !names.contains(&name.as_str())) {
        let near = nearest(name, names.iter().copied());
        let (zh, en) = near.first().map_or_else(Default::default, |near| {
            (format!("；是否应为 `{near}`？"), format!("; did you mean `{near}`?"))
        });
        let name = visible(name);
        return Err(Said::new(format!("成员 `{name}` 不存在{zh}"), format!("unknown member `{name}`{en}")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_baselines_are_refused() {
        for (text, expected) in [
            ("{", "line 1, column 1: not valid JSON"),
            ("[]", "must be a JSON object"),
            ("{}", "not a baseline, or of another version; write it again with --write-baseline"),
            (r#"{"tongbiaoBaseline":"1","finding":[]}"#, "unknown member `finding`; did you mean `findings`?"),
            (
                r#"{"tongbiaoBaseline":"1","findings":[{"path":"a"}]}"#,
                "/findings/0: `path`, `code`, `fingerprint` and `count` are required",
            ),
            (
                r#"{"tongbiaoBaseline":"1","findings":[{"path":"a","code":"receipt.payers-total","fingerprint":"x","count":1}]}"#,
                "/findings/0: the code `receipt.payers-total` does not exist, or must not be in a baseline",
            ),
        ] {
            assert_eq!(counts(text).map_err(|said| said.en).err().as_deref(), Some(expected));
        }
        let one = r#"{"tongbiaoBaseline":"1","findings":[{"path":"a","code":"text.stray-blank","fingerprint":"x","count":2}]}"#;
        assert_eq!(counts(one).map(|counts| counts.len()), Ok(1));
    }
}
