//! Results in SARIF 2.1.0, for code scanning and viewers.

use super::{
    examined::{Examined, Place},
    numbering::Numbering,
    one_line::message,
    output::{Ending, Output},
    uri::uri,
};
use crate::{
    exit::Stop,
    language::{Language, Said},
    policy::Absent,
    portable::portable_path,
};
use serde_json::{Map, Value, json};
use std::{collections::HashMap, io::Write};
use tongbiao::{
    catalogue,
    finding::{Rule, Severity},
    report::{ReportedFinding, SeverityCode, Suppression},
    wire::Label,
};

/// The maximum number of notifications about paths that could not be read.
const NOTIFICATIONS_MAX: usize = 1000;

/// The format `sarif`. The results are written one by one, and the rules that they use at the end.
#[derive(Debug)]
pub(crate) struct Sarif {
    /// The language of the messages; the other one is a translation.
    language: Language,
    /// The rules of the results so far, in the order of their first use.
    rules: Vec<&'static Rule>,
    /// The index of the rule of a code.
    index: HashMap<String, usize>,
    numbering: Numbering,
    notifications: Vec<Value>,
    is_first: bool,
}

impl Sarif {
    /// The output in a language. For both languages, the messages are in English.
    pub(crate) fn new(language: Language) -> Self {
        let language = if language == Language::Zh { Language::Zh } else { Language::En };
        let (rules, index, notifications) = (Vec::new(), HashMap::new(), Vec::new());
        Self { language, rules, index, numbering: Numbering::default(), notifications, is_first: true }
    }

    /// The index of the rule of a finding.
    fn rule(&mut self, code: &str) -> Option<usize> {
        if let Some(index) = self.index.get(code) {
            return Some(*index);
        }
        let index = self.rules.len();
        self.rules.push(catalogue::rule(code)?);
        self.index.insert(code.to_owned(), index);
        Some(index)
    }

    fn result(&mut self, place: &Place<'_>, path: Option<&str>, baseline: Option<&Suppression>) -> Value {
        let finding = place.finding;
        let code = finding.code.as_str();
        let number = self.numbering.next(path.unwrap_or_default(), finding.fingerprint.as_str());
        // The number of the line is not part of it: it stays the same if lines are inserted before the place.
        let fingerprint = format!("{}:{number}", finding.fingerprint.as_str());
        let mut text = json!({"text": message(&finding.message, self.language)});
        let mut result = json!({
            "ruleId": code,
            "level": level(finding.severity),
            "locations": [location(place, path)],
            "partialFingerprints": {"tongbiaoFinding/v1": fingerprint, "primaryLocationLineHash": fingerprint},
            "properties": {"severity": finding.severity.as_str(), "category": finding.category.as_str(),
                "hint": {"zh-CN": finding.hint.zh.as_str(), "en": finding.hint.en.as_str()}},
        });
        if let Some(rule) = self.rule(code) {
            set(&mut result, "ruleIndex", rule.into());
            if let Some(rule) = self.rules.get(rule) {
                set(&mut text, "id", "default".into());
                set(&mut text, "arguments", arguments(rule, finding).into());
            }
        }
        set(&mut result, "message", text);
        if let Some(waiver) = &finding.suppressed {
            let until = waiver.until.map(|day| day.to_string());
            let suppression = json!({"kind": "external", "status": "accepted", "justification": waiver.reason.as_str(),
                "properties": {"by": waiver.by.as_str(), "until": until}});
            set(&mut result, "suppressions", json!([suppression]));
        }
        if let Some(baseline) = baseline {
            let is_known = finding.suppressed.as_ref() == Some(baseline);
            set(&mut result, "baselineState", if is_known { "unchanged" } else { "new" }.into());
        }
        if let Some(fix) = self.fix(place, path) {
            set(&mut result, "fixes", json!([fix]));
        }
        if !place.related.is_empty() {
            let related = place.related.iter().enumerate();
            let related: Vec<_> = related.map(|(i, place)| other(i, place.pointer.as_str(), path)).collect();
            set(&mut result, "relatedLocations", related.into());
        }
        result
    }
}

impl Sarif {
    /// A finding of the baseline that no longer occurs. The baseline has no values, so that its message is the label of the rule.
    fn absent(&mut self, absent: &Absent, number: usize) -> Option<Value> {
        let index = self.rule(&absent.code)?;
        let rule = self.rules.get(index)?;
        let label = if self.language == Language::Zh { rule.label.zh } else { rule.label.en };
        let fingerprint = format!("{}:{number}", absent.fingerprint);
        let uri = uri(portable_path(&absent.file).as_deref());
        Some(json!({
            "ruleId": rule.code,
            "ruleIndex": index,
            "level": level(rule.severity.into()),
            "message": {"text": label},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}}}],
            "partialFingerprints": {"tongbiaoFinding/v1": fingerprint, "primaryLocationLineHash": fingerprint},
            "baselineState": "absent",
        }))
    }

    /// Writes a result.
    fn write(&mut self, result: &Value, out: &mut dyn Write) -> Result<(), Stop> {
        let comma = if std::mem::take(&mut self.is_first) { "" } else { "," };
        Ok(write!(out, "{comma}\n{}", serde_json::to_string(result)?)?)
    }

    /// The replacement of a value on one line. A value of a member of JSON has no end of a line.
    fn fix(&self, place: &Place<'_>, path: Option<&str>) -> Option<Value> {
        let (value, is_certain) = place.fix?;
        let (line, column, end) = (place.line?, place.column?, place.end_column?);
        if place.text?.contains(['\n', '\r']) {
            return None;
        }
        let said = if is_certain {
            Said::new("写法修正，含义不变", "The same value in the spelling of the standard")
        } else {
            Said::new("建议值，须由人确认", "A suggested value; a person must confirm it")
        };
        let text = serde_json::to_string(value).ok()?;
        let region = json!({"startLine": line, "startColumn": column, "endColumn": end});
        let replacement = json!({"deletedRegion": region, "insertedContent": {"text": text}});
        let change = json!({"artifactLocation": {"uri": uri(path)}, "replacements": [replacement]});
        Some(json!({"description": {"text": said.line(self.language)}, "artifactChanges": [change]}))
    }
}

impl Output for Sarif {
    fn begin(&mut self, out: &mut dyn Write) -> Result<(), Stop> {
        let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
        let language = tag(self.language);
        write!(out, "{{\"$schema\":\"{schema}\",\"version\":\"2.1.0\",\"runs\":[{{")?;
        write!(out, "\"columnKind\":\"unicodeCodePoints\",\"language\":\"{language}\",\"results\":[")?;
        Ok(())
    }

    fn document(&mut self, examined: &Examined<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        if examined.treated.checked.findings.is_empty() {
            return Ok(());
        }
        let path = examined.path();
        for place in examined.places_of(examined.report().body.findings.iter()) {
            let result = self.result(&place, path.as_deref(), examined.treated.baseline);
            self.write(&result, out)?;
        }
        Ok(())
    }

    fn unread(&mut self, _: &str, reason: &Said, _: &mut dyn Write) -> Result<(), Stop> {
        if self.notifications.len() < NOTIFICATIONS_MAX {
            self.notifications.push(json!({"level": "error", "message": {"text": reason.line(self.language)}}));
        }
        Ok(())
    }

    fn end(&mut self, ending: &Ending<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        for absent in ending.absent {
            for number in absent.numbers.clone() {
                if let Some(result) = self.absent(absent, number) {
                    self.write(&result, out)?;
                }
            }
        }
        let descriptors = |language| self.rules.iter().map(|rule| descriptor(rule, language)).collect::<Vec<_>>();
        let of_both = |(rule, language): (&&Rule, Language)| {
            let mut value = descriptor(rule, language);
            set(&mut value, "defaultConfiguration", json!({"level": level(rule.severity.into())}));
            set(&mut value, "helpUri", format!("https://w3id.org/tongbiao/1.0/codes#{}", rule.code).into());
            let tags = [rule.category.as_str()];
            set(&mut value, "properties", json!({"tags": tags, "source": rule.source, "since": rule.since}));
            value
        };
        let rules: Vec<_> = self.rules.iter().map(|rule| of_both((rule, self.language))).collect();
        let other = if self.language == Language::Zh { Language::En } else { Language::Zh };
        let driver = json!({"name": "tongbiao", "version": env!("CARGO_PKG_VERSION"), "language": tag(self.language),
            "informationUri": "https://w3id.org/tongbiao/", "rules": rules});
        let translation = json!({"name": "tongbiao", "language": tag(other), "contents": ["localizedData"],
            "associatedComponent": {"name": "tongbiao"}, "rules": descriptors(other)});
        let mut invocation =
            json!({"executionSuccessful": ending.tally.unreadable == 0 && !ending.tally.is_interrupted});
        if !self.notifications.is_empty() {
            set(&mut invocation, "toolExecutionNotifications", std::mem::take(&mut self.notifications).into());
        }
        writeln!(out, "\n],\"tool\":{},", serde_json::to_string(&json!({"driver": driver}))?)?;
        writeln!(out, "\"translations\":{},", serde_json::to_string(&[translation])?)?;
        writeln!(out, "\"invocations\":{}}}]}}", serde_json::to_string(&[invocation])?)?;
        Ok(())
    }
}

/// Sets a member of an object.
fn set(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

/// The language as a tag of BCP 47.
fn tag(language: Language) -> &'static str {
    if language == Language::Zh { "zh-CN" } else { "en" }
}

/// The level of a severity.
fn level(severity: SeverityCode) -> &'static str {
    match super::examined::severity(severity) {
        Severity::Fatal | Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The texts of a rule in one language.
fn descriptor(rule: &Rule, language: Language) -> Value {
    let choose = |label: Label| if language == Language::Zh { label.zh } else { label.en };
    let template = choose(rule.message);
    let names = parameters(rule);
    json!({
        "id": rule.code,
        "shortDescription": {"text": choose(rule.label)},
        "fullDescription": {"text": filled(template, |_| Some("…".to_owned()))},
        "help": {"text": choose(rule.hint)},
        "messageStrings": {"default": {"text": filled(template, |name| {
            names.iter().position(|known| *known == name).map(|index| format!("{{{index}}}"))
        })}},
    })
}

/// The names of the parameters of a rule, in the order of its messages.
fn parameters(rule: &Rule) -> Vec<&'static str> {
    let mut names = Vec::new();
    for template in [rule.message.en, rule.message.zh] {
        for part in template.split('{').skip(1) {
            if let Some((name, _)) = part.split_once('}')
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
    }
    names
}

/// The values of the parameters in the message of a finding.
fn arguments(rule: &Rule, finding: &ReportedFinding) -> Vec<String> {
    let value = |wanted: &&str| {
        let params = finding.params.iter().flat_map(|params| params.iter());
        let mut values = params.filter(|(name, _)| name.as_str() == *wanted).map(|(_, value)| value.as_str());
        values.next().unwrap_or_default().to_owned()
    };
    parameters(rule).iter().map(value).collect()
}

/// A template with its parameters replaced. A parameter without a replacement remains as a text, with its braces doubled.
fn filled(template: &str, replacement: impl Fn(&str) -> Option<String>) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, following)) = after.split_once('}') else {
            text.push_str("{{");
            rest = after;
            continue;
        };
        text.push_str(&replacement(name).unwrap_or_else(|| format!("{{{{{name}}}}}")));
        rest = following;
    }
    text.push_str(rest);
    text
}

/// The location of a finding.
fn location(place: &Place<'_>, path: Option<&str>) -> Value {
    let mut region = Map::new();
    region.insert("startLine".to_owned(), place.line.unwrap_or(1).into());
    if let (Some(column), Some(end)) = (place.column, place.end_column) {
        region.insert("startColumn".to_owned(), column.into());
        region.insert("endColumn".to_owned(), end.into());
    }
    let mut location = json!({"physicalLocation": {"artifactLocation": {"uri": uri(path)}, "region": region}});
    if !place.pointer.is_empty() {
        set(&mut location, "logicalLocations", json!([{"fullyQualifiedName": place.pointer}]));
    }
    location
}

/// A related place: a pointer, or the name of another file with a pointer after `#`.
fn other(index: usize, place: &str, path: Option<&str>) -> Value {
    let (file, pointer) = match place.split_once('#') {
        Some((file, pointer)) if !place.starts_with('/') || pointer.is_empty() || pointer.starts_with('/') => {
            (portable_path(file), pointer)
        }
        _ => (path.map(str::to_owned), place),
    };
    // The name of a document in a file of several documents ends with its line.
    let file = file.map(|file| match file.rsplit_once(':') {
        Some((file, line)) if !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()) => file.to_owned(),
        _ => file,
    });
    let mut location = json!({"id": index, "physicalLocation": {"artifactLocation": {"uri": uri(file.as_deref())}}});
    if !pointer.is_empty() {
        set(&mut location, "logicalLocations", json!([{"fullyQualifiedName": pointer}]));
    }
    location
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_of_the_catalogue_is_a_template() {
        for rule in catalogue::rules() {
            let names = parameters(rule);
            for language in [Language::Zh, Language::En] {
                let value = descriptor(rule, language);
                let text = value.pointer("/messageStrings/default/text").and_then(Value::as_str).unwrap_or_default();
                let template = if language == Language::Zh { rule.message.zh } else { rule.message.en };
                // Each placeholder is a number, and its name gives the template again.
                let named = names.iter().enumerate();
                let again =
                    named.fold(text.to_owned(), |t, (i, name)| t.replace(&format!("{{{i}}}"), &format!("{{{name}}}")));
                assert_eq!(again, template, "{}", rule.code);
            }
        }
    }

    #[test]
    fn templates_are_filled() {
        let number = |name: &str| (name == "a").then(|| "{0}".to_owned());
        for (template, expected) in
            [("", ""), ("x {a} y {a}", "x {0} y {0}"), ("{b}", "{{b}}"), ("x { y", "x {{ y"), ("{a}", "{0}")]
        {
            assert_eq!(filled(template, number), expected);
        }
    }
}
