//! Findings in the format for people: place, message, line of text, hint.

use crate::{
    columns::visible,
    excerpt::Excerpts,
    language::{Language, Said, counted},
    output::{GUTTER, PLACE, severity_style},
    outputs::examined::{number, severity, valid_text},
};
use std::io::{self, Write};
use tongbiao::{
    check::Limits,
    report::{
        Bilingual, FindingsReport, FixMeaning, FurtherPlace, PatchOperation, Pointer, RelatedPlace, ReportedFinding,
        ReportedFix, ShownValue, TextPosition,
    },
    wire::{Json, Label, parse_json},
};
use tongbiao_json::input::Source;

/// The maximum number of further places per finding.
const FURTHER_MAX: usize = 5;

/// One document, its report and the options of the output.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    /// The name of the file.
    pub(crate) name: &'a str,
    /// The line of the document in a file of several documents.
    pub(crate) line: Option<usize>,
    /// The text of the document, up to the first byte that is not UTF-8.
    pub(crate) text: &'a str,
    /// The report.
    pub(crate) report: &'a FindingsReport,
    /// Whether values are shown.
    pub(crate) show_values: bool,
    /// The language of the messages.
    pub(crate) language: Language,
}

impl<'a> Page<'a> {
    /// The page of a document.
    pub(crate) fn new(source: &Source<'a>, report: &'a FindingsReport, show_values: bool, language: Language) -> Self {
        let text = valid_text(source.bytes.unwrap_or_default());
        Self { name: source.name, line: source.line, text, report, show_values, language }
    }

    /// Prints all findings of the report.
    pub(crate) fn print_all(&self, out: &mut dyn Write) -> io::Result<()> {
        let counts = &self.report.counts;
        let all = [counts.fatal, counts.error, counts.warning, counts.info].map(|count| number(count.get()));
        let listed = self.report.findings.iter().map(|finding| number(finding.occurrences.get())).sum::<usize>();
        let left = all.iter().sum::<usize>().saturating_sub(listed);
        self.print(&self.report.findings.iter().collect::<Vec<_>>(), left, out)
    }

    /// Prints some findings of the report, and the number of findings that are not listed.
    pub(crate) fn print(&self, findings: &[&ReportedFinding], left: usize, out: &mut dyn Write) -> io::Result<()> {
        let mut excerpts = Excerpts::new(self.text, self.show_values);
        let needs_places = findings.iter().any(|finding| finding.related.is_some());
        // Used only for the line numbers of related places.
        let limits = Limits::default();
        let json = needs_places.then(|| parse_json(self.text, limits.depth_max, limits.values_max).ok()).flatten();
        for finding in findings.iter().copied() {
            self.head(out, finding)?;
            let indent = self.excerpt(out, finding, &mut excerpts)?;
            let notes = Notes { page: self, finding, json: json.as_ref() }.all();
            for note in notes {
                writeln!(out, "{:indent$} {GUTTER}={GUTTER:#} {note}", "")?;
            }
            writeln!(out)?;
        }
        self.left_out(left, out)
    }

    /// The first line, which terminals and editors show as a link.
    fn head(&self, out: &mut dyn Write, finding: &ReportedFinding) -> io::Result<()> {
        let place = match (&finding.position, self.line) {
            (Some(position), _) => format!("{}:{}:", self.line_of(position), position.column),
            (None, Some(line)) => format!("{line}:"),
            (None, None) => String::new(),
        };
        write!(out, "{PLACE}{}:{place}{PLACE:#} ", visible(self.name))?;
        let style = severity_style(severity(finding.severity));
        let code = finding.code.as_str();
        let Bilingual { zh, en, .. } = &finding.message;
        let label = finding.severity.label().zh;
        if self.language.has_chinese() {
            writeln!(out, "{style}{label}[{code}]{style:#} {}", visible(zh.as_str()))?;
        } else {
            writeln!(out, "{style}{}[{code}]{style:#} {}", finding.severity, visible(en.as_str()))?;
        }
        if self.language == Language::Both {
            writeln!(out, "    {style}{}:{style:#} {}", finding.severity, visible(en.as_str()))?;
        }
        Ok(())
    }

    fn line_of(&self, position: &TextPosition) -> usize {
        number(position.line.get()).saturating_sub(1).saturating_add(self.line.unwrap_or(1))
    }

    /// The line of the text with a caret below the place. Returns the width of the gutter.
    fn excerpt(
        &self,
        out: &mut dyn Write,
        finding: &ReportedFinding,
        excerpts: &mut Excerpts<'_>,
    ) -> io::Result<usize> {
        let Some(position) = &finding.position else { return Ok(2) };
        let line = self.line_of(position).to_string();
        let indent = line.len();
        let excerpt = excerpts.at(number(position.offset.get()), number(position.length.get()));
        let style = severity_style(severity(finding.severity));
        let (blank, carets) = (" ".repeat(excerpt.indent), "^".repeat(excerpt.carets));
        writeln!(out, "{:indent$} {GUTTER}|{GUTTER:#}", "")?;
        writeln!(out, "{GUTTER}{line} |{GUTTER:#} {}", excerpt.line)?;
        writeln!(out, "{:indent$} {GUTTER}|{GUTTER:#} {blank}{style}{carets}{style:#}", "")?;
        Ok(indent)
    }

    /// Prints the number of findings that are not listed.
    fn left_out(&self, left: usize, out: &mut dyn Write) -> io::Result<()> {
        if left > 0 {
            let name = visible(self.name);
            let zh = format!("{name}：另有 {left} 项检查结果未列出；用 --max-findings 可列出更多\n");
            let en = format!("{name}: {} not listed; use --max-findings to list more\n", counted(left, "more finding"));
            for text in self.language.choose(zh, en) {
                writeln!(out, "{text}")?;
            }
        }
        Ok(())
    }
}

/// The lines below an excerpt.
struct Notes<'a> {
    page: &'a Page<'a>,
    finding: &'a ReportedFinding,
    json: Option<&'a Json>,
}

impl Notes<'_> {
    fn all(&self) -> Vec<String> {
        let finding = self.finding;
        let mut notes = Vec::new();
        notes.extend(values(finding.expected.as_ref(), finding.actual.as_ref()));
        notes.extend(self.further());
        let related = finding.related.iter().flat_map(|places| places.iter());
        notes.extend(related.map(|place| self.related(place)));
        notes.extend(finding.fix.as_ref().map_or_else(|| finding.fixable.and_then(withheld_fix), fix));
        let Bilingual { zh, en, .. } = &finding.hint;
        notes.push(Said::new(format!("提示：{zh}"), format!("hint: {en}")));
        let pointer = finding.pointer.as_str();
        let pointer = (!pointer.is_empty()).then(|| visible(pointer));
        let notes = notes.into_iter().flat_map(|Said { zh, en }| self.page.language.choose(zh, en));
        pointer.into_iter().chain(notes).collect()
    }

    /// The further places of the same finding. A place whose values differ from those of the first place is listed with its own.
    fn further(&self) -> Option<Said> {
        let more = self.finding.more.as_ref().filter(|more| !more.is_empty())?;
        let positioned = more.iter().filter_map(|place| Some((place, place.position.as_ref()?)));
        let listed: Vec<Said> = positioned
            .take(FURTHER_MAX)
            .map(|(place, p)| {
                let at = format!("{}:{}", self.page.line_of(p), p.column);
                let Said { zh, en } = self.of_place(place);
                Said::new(format!("{at}{zh}"), format!("{at}{en}"))
            })
            .collect();
        let all = self.finding.occurrences;
        let left = more.len() - listed.len();
        let (zh, en) =
            if left > 0 { (format!(" 等 {left} 处"), format!(" and {left} more")) } else { Default::default() };
        let joined = |text: fn(&Said) -> &str, mark| listed.iter().map(text).collect::<Vec<_>>().join(mark);
        let zh = format!("共 {all} 处，另见 {}{zh}", joined(|said| said.zh.as_str(), "、"));
        Some(Said::new(zh, format!("{all} places, also {}{en}", joined(|said| said.en.as_str(), ", "))))
    }

    /// The values, the fix and the related places of a further place, in brackets, as far as they differ from those of the first.
    fn of_place(&self, place: &FurtherPlace) -> Said {
        let own = self.finding;
        let is_same = (&place.expected, &place.actual) == (&own.expected, &own.actual);
        let shown = (!is_same).then(|| values(place.expected.as_ref(), place.actual.as_ref())).flatten();
        let fix = place.fix.as_ref().and_then(replacement);
        let fix = fix.filter(|value| own.fix.as_ref().and_then(replacement).as_ref() != Some(value));
        let fix = fix.map(|value| Said::new(format!("改为 `{value}`"), format!("replace with `{value}`")));
        let related = place.related.iter().filter(|related| Some(*related) != own.related.as_ref());
        let related = related.flat_map(|places| places.iter()).map(|place| self.related(place));
        let parts: Vec<Said> = shown.into_iter().chain(fix).chain(related).collect();
        if parts.is_empty() {
            return Said::new(String::new(), String::new());
        }
        let joined = |text: fn(&Said) -> &str, mark| parts.iter().map(text).collect::<Vec<_>>().join(mark);
        Said::new(
            format!("（{}）", joined(|said| said.zh.as_str(), "；")),
            format!(" ({})", joined(|said| said.en.as_str(), "; ")),
        )
    }

    /// A related place, with its line if it is in the same text.
    fn related(&self, place: &RelatedPlace) -> Said {
        let RelatedPlace { pointer, role, .. } = place;
        let role = role_label(role.as_str());
        let place = self.place_of(pointer).map_or_else(String::new, |place| format!("{place} "));
        // An empty pointer after a file name means the whole file.
        let pointer = visible(pointer.as_str().trim_end_matches('#'));
        let (zh, en) = role.map_or(("相关", "see also"), |Label { zh, en }| (zh, en));
        Said::new(format!("{zh}：{place}{pointer}"), format!("{en}: {place}{pointer}"))
    }

    fn place_of(&self, pointer: &Pointer) -> Option<String> {
        let (value, _) = self.json?.pointer(pointer.as_str())?;
        let before = self.page.text.get(..value.span.start)?;
        let line = before.bytes().filter(|byte| *byte == b'\n').count();
        let column = before.rsplit('\n').next().map_or(0, |start| start.chars().count());
        Some(format!("{}:{}", self.page.line.unwrap_or(1) + line, column + 1))
    }
}

/// The role of a related place. The library defines the codes; an unknown code is printed as "see also".
fn role_label(role: &str) -> Option<Label> {
    let (zh, en) = match role {
        "first" => ("首次出现", "first"),
        "identity" => ("身份证件", "identity document"),
        "birth-date" => ("出生日期", "birth date"),
        "child" => ("患儿", "child"),
        "application-date" => ("提交日期", "date of submission"),
        "aid" => ("已获救助", "aid"),
        "insurance" => ("医疗保障", "insurance"),
        "original" => ("原票据", "original"),
        "receipt" => ("票据", "receipt"),
        "reversal" => ("冲红票据", "reversal"),
        "guardian" | "guardians" => ("监护人", "guardians"),
        _ => return None,
    };
    Some(Label { zh, en })
}

/// The expected and the actual value.
fn values(expected: Option<&ShownValue>, actual: Option<&ShownValue>) -> Option<Said> {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for (value, name_zh, name_en) in [(expected, "应为", "expected"), (actual, "实为", "actual")] {
        let Some(Said { zh: value_zh, en: value_en }) = value.and_then(shown) else { continue };
        zh.push(format!("{name_zh} {value_zh}"));
        en.push(format!("{name_en} {value_en}"));
    }
    (!zh.is_empty()).then(|| Said::new(zh.join(" / "), en.join(" / ")))
}

/// A value, or the reason why it is withheld.
fn shown(value: &ShownValue) -> Option<Said> {
    let ShownValue { value, redacted, .. } = value;
    if let Some(value) = value {
        let value = visible(value.as_str());
        return Some(Said::new(value.clone(), value));
    }
    let Label { zh, en } = redacted.as_ref()?.label();
    let en = en.to_lowercase();
    Some(Said::new(
        format!("[隐去：{zh}；用 check --show-values 显示]"),
        format!("[withheld: {en}; shown by check --show-values]"),
    ))
}

/// The new value of a proposed correction.
fn replacement(fix: &ReportedFix) -> Option<String> {
    let step = fix.patch.first().filter(|step| step.op == PatchOperation::Replace)?;
    Some(visible(step.value.as_ref()?.as_str()))
}

/// A certain correction whose value is withheld.
fn withheld_fix(fixable: bool) -> Option<Said> {
    fixable.then(|| {
        Said::new(
            "修正：改为规范写法，含义不变，可用 --fix（新值隐去；用 check --show-values 显示）",
            "fix: write it in the spelling of the standard, with the same meaning; --fix applies it (new value withheld; shown by check \
             --show-values)",
        )
    })
}

/// The proposed correction.
fn fix(fix: &ReportedFix) -> Option<Said> {
    let step = fix.patch.first()?;
    match step.op {
        PatchOperation::Move => {
            let name = visible(step.path.as_str().rsplit('/').next()?);
            Some(Said::new(
                format!("修正：改名为 `{name}`（须经人工确认）"),
                format!("fix: rename to `{name}` (confirm first)"),
            ))
        }
        PatchOperation::Replace => {
            let value = replacement(fix)?;
            let (zh, en) = match fix.meaning {
                FixMeaning::Preserves => ("含义不变，可用 --fix", "the same meaning; --fix applies it"),
                _ => ("须经人工确认", "confirm first"),
            };
            Some(Said::new(format!("修正：改为 `{value}`（{zh}）"), format!("fix: replace with `{value}` ({en})")))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tongbiao::check::{ReportOptions, check};

    fn printed(text: &str, language: Language, show_values: bool) -> io::Result<String> {
        let options = ReportOptions { show_values, ..ReportOptions::default() };
        let report = check(text.as_bytes(), None, &Limits::default()).report(&options).body;
        let mut out = anstream::StripStream::new(Vec::new());
        Page { name: "a.json", line: Some(7), text, report: &report, show_values, language }.print_all(&mut out)?;
        Ok(String::from_utf8(out.into_inner()).unwrap_or_default())
    }

    const RECEIPT: &str = r#"{"kind": "receipt", "standard": "1.0", "receiptKind": "legacy",
"number": {"form": "legacy", "number": "00012345678"}, "totalAmount": "3200.00", "payerNam": "x",
"totalInCapitals": "叁仟贰佰元" }"#;

    #[test]
    fn a_finding_reads_like_this() -> io::Result<()> {
        let expected = concat!(
            "a.json:8:82: error[structure.unknown-member] the standard has no member `payerNam`; did you mean `payerName`?\n",
            "  |\n",
            "8 | \"number\": {\"form\": \"•••\", \"number\": \"•••\"}, \"totalAmount\": \"•••\", \"payerNam\": \"•••\",\n",
            "  |                                                                   ^^^^^^^^^^\n",
            "  = /payerNam\n",
            "  = fix: rename to `payerName` (confirm first)\n",
            "  = hint: use the suggested name; if another member is meant, move the content into `extensions`, or delete it\n",
            "\n",
        );
        assert_eq!(printed(RECEIPT, Language::En, false)?, expected);
        Ok(())
    }

    #[test]
    fn both_languages_follow_each_other() -> io::Result<()> {
        let text = printed("[]", Language::Both, false)?;
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.first(), Some(&"a.json:7:1: 无法继续[document.not-an-object] 文件须为一个 JSON 对象"));
        assert_eq!(lines.get(1), Some(&"    fatal: a document must be one JSON object"));
        Ok(())
    }

    #[test]
    fn values_are_shown_only_when_asked_for() -> io::Result<()> {
        let text = RECEIPT.replace("\"3200.00\"", "\"三千二百\"");
        assert!(!printed(&text, Language::Both, false)?.contains("三千"));
        let shown = printed(&text, Language::En, true)?;
        assert!(shown.contains("= actual 三千二百"), "{shown}");
        assert!(
            printed(&text, Language::En, false)?
                .contains("= actual [withheld: financial; shown by check --show-values]")
        );
        assert!(printed(&text, Language::Zh, false)?.contains("= 实为 [隐去：财务；用 check --show-values 显示]"));
        Ok(())
    }

    #[test]
    fn differing_values_of_one_finding_are_shown() -> io::Result<()> {
        let amounts =
            ["1", "2", "3", "3", "1,234", "1", "1.00"].map(|amount| format!(r#"{{"name":"x","amount":"{amount}"}}"#));
        let lines = amounts.join(",\n");
        let text = RECEIPT.replace(", \"payerNam\": \"x\"", &format!(", \"lines\": [\n{lines}]"));
        let shown = printed(&text, Language::Both, true)?;
        let expected = concat!(
            "  = 实为 1\n",
            "  = actual 1\n",
            "  = 共 6 处，另见 10:22（实为 2；改为 `2.00`）、11:22（实为 3；改为 `3.00`）、12:22（实为 3；改为 `3.00`）、13:22（实为 1,234）、14:22\n",
            "  = 6 places, also 10:22 (actual 2; replace with `2.00`), 11:22 (actual 3; replace with `3.00`), \
             12:22 (actual 3; replace with `3.00`), 13:22 (actual 1,234), 14:22\n",
            "  = 修正：改为 `1.00`（含义不变，可用 --fix）\n",
        );
        assert!(shown.contains(expected), "{shown}");
        // Withheld values are not compared in public; the certain fix is announced.
        let hidden = printed(&text, Language::En, false)?;
        assert!(hidden.contains("  = 6 places, also 10:22, 11:22, 12:22, 13:22, 14:22\n"), "{hidden}");
        assert!(
            hidden
                .contains("  = fix: write it in the spelling of the standard, with the same meaning; --fix applies it"),
            "{hidden}"
        );
        Ok(())
    }

    #[test]
    fn repeated_findings_are_one() -> io::Result<()> {
        let lines = vec!["{}"; 20].join(",\n");
        let text = format!("{{\"kind\":\"application\",\"standard\":\"1.0\",\"receipts\":[\n{lines}]}}");
        let printed = printed(&text, Language::En, false)?;
        assert!(printed.contains("20 places, also 9:1, 10:1, 11:1, 12:1, 13:1 and 14 more"), "{printed}");
        Ok(())
    }
}
