//! Revisions of one programme in several files of one run: exactly one revision is in force on each day.

use crate::{
    finding::{Finding, rules},
    programme::Programme,
    value::{Date, Period},
};
use std::collections::HashMap;

rules! { ProgrammeRevisions;
    /// 同一版本出现两次 · Same revision in two files.
    REVISION_DUPLICATE = "programme.revision-duplicate" Error Duplicate {
        zh: "项目 {id} 的第 {revision} 版已出现在另一份文件中", en: "revision {revision} of the programme {id} is also in another file",
        hint_zh: "请只保留一份；内容有改动的，使用新的版本号", hint_en: "keep one of them; give a changed document a new revision number",
        source: "revisions are numbered in ascending order",
    }
    /// 两个版本同时有效 · Two revisions in force at the same time.
    REVISIONS_OVERLAP = "programme.revisions-overlap" Error Value {
        zh: "与第 {other} 版的有效期间重叠：{day} 两个版本均有效", en: "the period in force overlaps that of revision {other}: both are in force on {day}",
        hint_zh: "请使前一版本在后一版本生效的前一日失效", hint_en: "end the earlier revision on the day before the later one starts",
        source: "a programme has one revision in force on a day",
    }
    /// 版本之间不连续 · Gap between revisions.
    REVISIONS_GAP = "programme.revisions-gap" Warning Value {
        zh: "与第 {other} 版之间不连续：{day} 没有有效的版本", en: "there is a gap to revision {other}: no revision is in force on {day}",
        hint_zh: "请核对两个版本的有效期间；项目曾暂停的，可保留", hint_en: "check both periods; keep them if the programme was suspended",
        source: "every day of the programme has a revision in force",
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
    /// Records the programme of a file and checks it against the revisions in earlier files.
    ///
    /// `name` is the name of the file in the findings. A gap is reported only between a revision and the one that it
    /// replaces, or the preceding number: other revisions may lie between any other two.
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
    /// The finding for two revisions, if any.
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

    /// Whether it directly follows the other.
    fn follows(&self, other: &Self) -> bool {
        self.supersedes.unwrap_or(self.revision - 1) == other.revision
    }
}

/// The first common day of two periods.
fn shared(one: &Period, other: &Period) -> Option<Date> {
    let start = one.start.max(other.start).or_else(|| Date::new(1900, 1, 1).ok())?;
    let inside = |period: &Period| period.end.is_none_or(|end| start <= end);
    (inside(one) && inside(other)).then_some(start)
}

/// The first day of the gap between two periods.
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
