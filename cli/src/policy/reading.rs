//! Reads a policy file. All problems are reported, each with its place.

use super::{hiding::can_be_hidden, problem::Problem, waiver::Waiver};
use crate::{columns::visible, language::Said};
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::HashMap;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};
use tongbiao::{
    catalogue,
    check::Limits,
    finding::{Rule, Severity},
    report::Suppression,
    value::{Date, Note, Text},
    wire::nearest,
};

/// The name of a policy file.
pub(crate) const FILE_NAME: &str = "tongbiao.toml";

/// The statements of a policy file.
#[derive(Debug, Default)]
pub(crate) struct Stated {
    /// The severities by code.
    pub(crate) severities: HashMap<&'static str, Severity>,
    /// The suppressions.
    pub(crate) waivers: Vec<Waiver>,
    /// The file of the baseline.
    pub(crate) baseline: Option<String>,
    /// The paths to check if none is named.
    pub(crate) paths: Vec<String>,
    /// The files that are left out.
    pub(crate) exclude: GlobSet,
    /// The limits under which documents are read.
    pub(crate) limits: Limits,
    /// The maximum number of listed findings of a document.
    pub(crate) findings_max: Option<usize>,
}

type Value<'a> = Spanned<DeValue<'a>>;

/// Reads the text of a policy. Suppressions are judged on a day.
pub(crate) fn read(text: &str, today: Option<Date>) -> (Stated, Vec<Problem>) {
    let mut reader = Reader { today, problems: Vec::new() };
    let stated = match DeTable::parse(text) {
        Ok(table) => reader.policy(table.get_ref()),
        Err(error) => {
            let offset = error.span().map_or(0, |span| span.start);
            let message = visible(error.message());
            let said = Said::new(format!("不是有效的 TOML（{message}）"), format!("not valid TOML ({message})"));
            reader.problems.push(Problem { offset, said });
            Stated::default()
        }
    };
    (stated, reader.problems)
}

struct Reader {
    today: Option<Date>,
    problems: Vec<Problem>,
}

impl Reader {
    fn problem(&mut self, offset: usize, zh: impl Into<String>, en: impl Into<String>) {
        self.problems.push(Problem { offset, said: Said::new(zh, en) });
    }

    /// The members of a table with known names. Other names are problems.
    fn members<'a, 'b>(&mut self, table: &'b DeTable<'a>, names: &[&str]) -> HashMap<String, &'b Value<'a>> {
        let mut members = HashMap::new();
        for (key, value) in table {
            let name = key.get_ref();
            if names.contains(&name.as_ref()) {
                members.insert(name.to_string(), value);
                continue;
            }
            let near: Vec<_> = nearest(name, names.iter().copied()).iter().map(|near| format!("`{near}`")).collect();
            let (zh, en) = if near.is_empty() {
                (format!("；可用的键：{}", names.join("、")), format!("; known keys: {}", names.join(", ")))
            } else {
                (format!("；是否应为 {}？", near.join("、")), format!("; did you mean {}?", near.join(" or ")))
            };
            let name = visible(name);
            self.problem(key.span().start, format!("键 `{name}` 不存在{zh}"), format!("unknown key `{name}`{en}"));
        }
        members
    }

    fn policy(&mut self, table: &DeTable<'_>) -> Stated {
        let names = ["paths", "exclude", "baseline", "limits", "severities", "suppressions"];
        let members = self.members(table, &names);
        let mut stated = Stated::default();
        if let Some(value) = members.get("paths") {
            stated.paths = self.texts(value).into_iter().map(|(_, text)| text).collect();
        }
        if let Some(value) = members.get("exclude") {
            let mut patterns = GlobSetBuilder::new();
            for (offset, text) in self.texts(value) {
                if let Some(pattern) = self.pattern(offset, &text) {
                    patterns.add(pattern);
                }
            }
            match patterns.build() {
                Ok(patterns) => stated.exclude = patterns,
                Err(_) => self.problem(value.span().start, "样式过多或过长", "the patterns are too many or too long"),
            }
        }
        stated.baseline = members.get("baseline").and_then(|value| self.text(value));
        if let Some(table) = members.get("limits").and_then(|value| self.table(value)) {
            self.limits(table, &mut stated);
        }
        if let Some(table) = members.get("severities").and_then(|value| self.table(value)) {
            for (key, value) in table {
                if let Some((rule, severity)) = self.severity(key.span().start, key.get_ref(), value) {
                    stated.severities.insert(rule.code, severity);
                }
            }
        }
        if let Some(value) = members.get("suppressions") {
            match value.get_ref().as_array() {
                Some(items) => stated.waivers = items.iter().filter_map(|item| self.waiver(item)).collect(),
                None => self.problem(value.span().start, "须写作 [[suppressions]]", "write [[suppressions]]"),
            }
        }
        stated
    }

    fn limits(&mut self, table: &DeTable<'_>, stated: &mut Stated) {
        let default = Limits::default();
        let members = self.members(table, &["document-bytes", "depth", "values", "findings"]);
        let mut number = |name: &str, default: usize, most: usize| match members.get(name) {
            Some(value) => self.number(value, most).unwrap_or(default),
            None => default,
        };
        stated.limits = Limits {
            bytes_max: number("document-bytes", default.bytes_max, 1 << 30),
            depth_max: number("depth", default.depth_max, default.depth_max),
            values_max: number("values", default.values_max, 100_000_000),
        };
        stated.findings_max = members.contains_key("findings").then(|| number("findings", 0, 100_000));
    }

    fn severity(&mut self, at: usize, code: &str, value: &Value<'_>) -> Option<(&'static Rule, Severity)> {
        let rule = self.rule(at, code)?;
        let text = self.text(value)?;
        let known = [Severity::Error, Severity::Warning, Severity::Info];
        let Some(severity) = known.into_iter().find(|severity| severity.as_str() == text) else {
            self.problem(value.span().start, "须为 error、warning 或 info", "must be `error`, `warning` or `info`");
            return None;
        };
        if rule.severity == Severity::Fatal || severity < rule.severity && !can_be_hidden(rule) {
            let code = rule.code;
            self.problem(
                value.span().start,
                format!("`{code}` 是无法继续的检查结果，或金额、身份方面的错误，不得降级"),
                format!(
                    "the severity of `{code}` cannot be lowered: it is fatal, or an error of arithmetic or identity"
                ),
            );
            return None;
        }
        Some((rule, severity))
    }

    fn waiver(&mut self, value: &Value<'_>) -> Option<Waiver> {
        let at = value.span().start;
        let table = self.table(value)?;
        let members = self.members(table, &["code", "path", "pointer", "reason", "by", "expires"]);
        let code = self.required(&members, "code", at)?;
        let reason = self.required(&members, "reason", at);
        let code_at = members.get("code").map_or(at, |value| value.span().start);
        let rule = self.rule(code_at, &code)?;
        if !can_be_hidden(rule) {
            self.problem(
                code_at,
                format!("`{code}` 是无法继续的检查结果，或金额、身份方面的错误，不得豁免"),
                format!("`{code}` cannot be suppressed: it is fatal, or an error of arithmetic or identity"),
            );
            return None;
        }
        let mut pattern = |name: &str| {
            let value = members.get(name)?;
            let text = self.text(value)?;
            self.pattern(value.span().start, &text).map(|pattern| pattern.compile_matcher())
        };
        let (path, pointer) = (pattern("path"), pattern("pointer"));
        let by = members.get("by").and_then(|value| Some((value.span().start, self.text(value)?)));
        let (by_at, by) = by.unwrap_or_else(|| (at, FILE_NAME.to_owned()));
        let by = Text::parse(&by)
            .map_err(|_| self.problem(by_at, "须为 1 至 200 个字符", "must have 1 to 200 characters"))
            .ok();
        let reason_at = members.get("reason").map_or(at, |value| value.span().start);
        let reason = Note::parse(&reason?);
        let reason =
            reason.map_err(|_| self.problem(reason_at, "须为 1 至 2000 个字符", "must have 1 to 2000 characters")).ok();
        let until = members.get("expires").map(|value| self.date(value));
        let mut suppression = Suppression::new(by?, reason?);
        suppression.until = match until {
            Some(day) => Some(day?),
            None => None,
        };
        // Without a clock, a suppression with a last day does not apply.
        let is_expired = suppression.until.is_some_and(|until| self.today.is_none_or(|today| until < today));
        Some(Waiver { code: rule.code, path, pointer, suppression, is_expired })
    }

    fn required(&mut self, members: &HashMap<String, &Value<'_>>, name: &str, at: usize) -> Option<String> {
        let Some(value) = members.get(name) else {
            self.problem(at, format!("豁免缺少 `{name}`"), format!("the suppression has no `{name}`"));
            return None;
        };
        self.text(value)
    }

    fn rule(&mut self, at: usize, code: &str) -> Option<&'static Rule> {
        let rule = catalogue::rule(code);
        if rule.is_none() {
            let near: Vec<_> = catalogue::nearest(code).iter().map(|near| format!("`{near}`")).collect();
            let (zh, en) = match near.as_slice() {
                [] => (
                    "；请用 `tongbiao codes` 列出全部代码".to_owned(),
                    "; list all codes with `tongbiao codes`".to_owned(),
                ),
                near => (format!("；是否应为 {}？", near.join("、")), format!("; did you mean {}?", near.join(" or "))),
            };
            let code = visible(code);
            self.problem(at, format!("代码 `{code}` 不存在{zh}"), format!("unknown code `{code}`{en}"));
        }
        rule
    }

    fn date(&mut self, value: &Value<'_>) -> Option<Date> {
        let date = match value.get_ref() {
            DeValue::Datetime(stated) => stated
                .date
                .filter(|_| stated.time.is_none())
                .and_then(|date| Date::new(i32::from(date.year), u32::from(date.month), u32::from(date.day)).ok()),
            DeValue::String(text) => Date::parse(text).ok(),
            _ => None,
        };
        if date.is_none() {
            self.problem(value.span().start, "须为日期，如 2027-01-31", "must be a date, such as 2027-01-31");
        }
        date
    }

    fn pattern(&mut self, at: usize, text: &str) -> Option<Glob> {
        let pattern = GlobBuilder::new(text).literal_separator(true).build();
        pattern.map_err(|_| self.problem(at, "样式有误", "the pattern is malformed")).ok()
    }

    fn table<'a, 'b>(&mut self, value: &'b Value<'a>) -> Option<&'b DeTable<'a>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.problem(value.span().start, "须为表", "must be a table");
        }
        table
    }

    fn text(&mut self, value: &Value<'_>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.problem(value.span().start, "须为字符串", "must be a string");
        }
        text
    }

    fn texts(&mut self, value: &Value<'_>) -> Vec<(usize, String)> {
        let Some(items) = value.get_ref().as_array() else {
            self.problem(value.span().start, "须为字符串列表", "must be a list of strings");
            return Vec::new();
        };
        items.iter().filter_map(|item| Some((item.span().start, self.text(item)?))).collect()
    }

    fn number(&mut self, value: &Value<'_>, most: usize) -> Option<usize> {
        let integer = value.get_ref().as_integer();
        let number = integer.and_then(|integer| usize::from_str_radix(integer.as_str(), integer.radix()).ok());
        let number = number.filter(|number| (1..=most).contains(number));
        if number.is_none() {
            self.problem(
                value.span().start,
                format!("须为 1 至 {most} 的整数"),
                format!("must be a whole number from 1 to {most} inclusive"),
            );
        }
        number
    }
}
