//! Revisions of one programme in several files of one run: on each day one of them is in force.

use crate::{
    finding::{Finding, rules},
    programme::Programme,
    value::{Date, Period},
};
use std::collections::HashMap;

rules! { ProgrammeRevisions;
    /// 同一版本出现两次 · Same revision in two files.
    REVISION_DUPLICATE = "programme.revision-duplicate" Error Duplicate {
        zh: "项目 {id} 的第 {revision} 版已出现在另一份文件中", en: "revision {revision} of the programme {id} stands in another file too",
        hint_zh: "请只保留一份；有改动的，用新的版本号", hint_en: "keep one of them; what was changed has a number of its own",
        source: "revisions are numbered upwards",
    }
    /// 两个版本同时有效 · Revisions in force at once.
    REVISIONS_OVERLAP = "programme.revisions-overlap" Error Value {
        zh: "与第 {other} 版的有效期间重叠：{day} 两个版本都有效", en: "its time in force overlaps that of revision {other}: both are in force on {day}",
        hint_zh: "请使前一版本在后一版本生效的前一天失效", hint_en: "let the earlier revision end on the day before the later one begins",
        source: "a programme has one set of rules on a day",
    }
    /// 两个版本之间没有有效的版本 · Days between revisions on which none is in force.
    REVISIONS_GAP = "programme.revisions-gap" Warning Value {
        zh: "与第 {other} 版之间有空隙：{day} 没有有效的版本", en: "there is a gap to revision {other}: on {day} none is in force",
        hint_zh: "请核对两个版本的有效期间；项目暂停过的，可保留", hint_en: "check both periods; keep it where the programme rested",
        source: "whoever asks on a day has an answer",
    }
}

/// The programmes of the files of one run.
#[derive(Debug, Default)]
pub struct Revisions {
    seen: HashMap<String, Vec<Seen>>,
}

#[derive(Debug)]
struct Seen {
    file: String,
    revision: i64,
    supersedes: Option<i64>,
    effective: Period,
}

impl Revisions {
    /// Notes the programme of a file and says how it goes together with other revisions in earlier ones.
    ///
    /// `name` is how the file is called in the findings. A gap is told between a revision and the one that it replaces, or the
    /// next number: others may stand between them.
    pub fn add(&mut self, name: &str, programme: &Programme) -> Vec<Finding> {
        let own = Seen {
            file: name.to_owned(),
            revision: programme.revision.get(),
            supersedes: programme.supersedes.map(|supersedes| supersedes.get()),
            effective: programme.effective.clone(),
        };
        let others = self.seen.entry(programme.id.to_string()).or_default();
        let found = others.iter().filter(|other| other.file != name).filter_map(|other| {
            let mut finding = own.against(other, programme)?;
            let member = if other.revision == own.revision { "revision" } else { "effective" };
            finding.related("first", format!("{}#/{member}", other.file));
            Some(finding)
        });
        let found = found.collect();
        others.push(own);
        found
    }
}

impl Seen {
    /// What is wrong between two revisions, if anything.
    fn against(&self, other: &Self, programme: &Programme) -> Option<Finding> {
        if other.revision == self.revision {
            let mut finding = Finding::new(&REVISION_DUPLICATE, "/revision".to_owned());
            finding.param("id", &programme.id).param("revision", self.revision);
            return Some(finding);
        }
        let neighbours = if self.revision > other.revision { self.follows(other) } else { other.follows(self) };
        let (rule, day) = match shared(&self.effective, &other.effective) {
            Some(day) => (&REVISIONS_OVERLAP, Some(day)),
            None => (&REVISIONS_GAP, between(&self.effective, &other.effective).filter(|_| neighbours)),
        };
        let day = day?;
        let mut finding = Finding::new(rule, "/effective".to_owned());
        finding.param("other", other.revision).param("day", day);
        Some(finding)
    }

    /// Whether it comes right after the other.
    fn follows(&self, other: &Self) -> bool {
        self.supersedes.unwrap_or(self.revision - 1) == other.revision
    }
}

/// The first day of both periods.
fn shared(one: &Period, other: &Period) -> Option<Date> {
    let start = one.start.max(other.start).or_else(|| Date::new(1900, 1, 1).ok())?;
    let inside = |period: &Period| period.end.is_none_or(|end| start <= end);
    (inside(one) && inside(other)).then_some(start)
}

/// The first day after one of two periods that do not meet, and before the other.
fn between(one: &Period, other: &Period) -> Option<Date> {
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    first.end.and_then(Date::next).filter(|day| second.start.is_some_and(|start| *day < start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_of_revisions() {
        let day = |text: &str| Date::parse(text).ok();
        let period = |start: &str, end: &str| Period { start: day(start), end: day(end) };
        let year = |year: i32| period(&format!("{year}-01-01"), &format!("{year}-12-31"));
        for (one, other, both, none) in [
            (year(2024), year(2025), None, None),
            (year(2025), year(2024), None, None),
            (year(2024), period("2025-01-02", ""), None, day("2025-01-01")),
            (period("2027-01-01", ""), year(2024), None, day("2025-01-01")),
            (period("2024-01-01", ""), year(2026), day("2026-01-01"), None),
            (period("", "2024-01-01"), year(2024), day("2024-01-01"), None),
            (period("", ""), period("", ""), day("1900-01-01"), None),
        ] {
            assert_eq!(shared(&one, &other), both, "{one:?} {other:?}");
            assert_eq!(between(&one, &other).filter(|_| both.is_none()), none, "{one:?} {other:?}");
        }
    }
}
