//! A page for browsers: one file, without anything from elsewhere.

mod chart;

use self::chart::{bar, parts};
use super::{
    examined::{Examined, Place, severity},
    output::{Ending, Output},
    xml::escaped,
};
use crate::{
    columns::visible,
    exit::Stop,
    language::{Language, Said, counted},
    statistics::{SEVERITIES, Statistics},
};
use std::io::{self, Write};
use tongbiao::{report::Bilingual, wire::Label};

/// The maximum number of listed findings. A page of more rows is slow in a browser.
const ROWS_MAX: usize = 5000;

/// The maximum number of listed paths that could not be read.
const UNREAD_MAX: usize = 100;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// The only script that the page may run: a digest of the script. A test compares it.
const SCRIPT_DIGEST: &str = "sha256-YRe1aoc+xpxoXPp1BHRMGAZfLdCeRtA+waldV63lTzw=";

/// The format `html`. The summary precedes the findings, so that the listed findings are kept, up to their maximum number.
#[derive(Debug)]
pub(crate) struct Html {
    language: Language,
    statistics: Statistics,
    rows: Vec<String>,
    left: usize,
    unread: Vec<String>,
}

impl Html {
    /// The output. The page has both languages, and begins with one of them or both.
    pub(crate) fn new(language: Language) -> Self {
        Self { language, statistics: Statistics::default(), rows: Vec::new(), left: 0, unread: Vec::new() }
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let (tag, show) = self.language.of_page();
        writeln!(out, "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\"/>")?;
        writeln!(
            out,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
             script-src '{SCRIPT_DIGEST}'; base-uri 'none'; form-action 'none'\"/>"
        )?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")?;
        writeln!(out, "<meta name=\"referrer\" content=\"no-referrer\"/>")?;
        writeln!(out, "<title>童标 校验报告 · tongbiao check report</title>\n<style>\n{STYLE}</style>\n</head>")?;
        writeln!(out, "<body class=\"show-{show}\">\n<main>\n<header>")?;
        writeln!(out, "<h1>{}</h1>", both("校验报告", "Check report"))?;
        writeln!(out, "<div class=\"language\" hidden=\"hidden\">")?;
        for (language, name) in [("zh", "中文"), ("en", "English"), ("both", "中文 · English")] {
            let pressed = language == show;
            writeln!(
                out,
                "<button type=\"button\" data-language=\"{language}\" aria-pressed=\"{pressed}\">{name}</button>"
            )?;
        }
        writeln!(out, "</div>\n</header>")
    }

    fn summary(&self, ending: &Ending<'_>, out: &mut dyn Write) -> io::Result<()> {
        let tally = ending.tally;
        let Said { zh, en } = tally.said();
        writeln!(out, "<p class=\"block\">{}</p>", both(&zh, &en))?;
        writeln!(out, "<ul class=\"tiles\">")?;
        for (class, count, zh, en) in [
            ("", tally.documents, "份文件", "documents"),
            ("good", tally.accepted, "份接受", "accepted"),
            ("error", tally.rejected, "份不接受", "rejected"),
            ("none", tally.undetermined, "份无法判定", "not determined"),
            ("fatal", tally.fatal, "处无法继续", "fatal"),
            ("error", tally.error, "个错误", "errors"),
            ("warning", tally.warning, "个警告", "warnings"),
            ("info", tally.info, "条信息", "infos"),
        ] {
            writeln!(out, "<li class=\"{class}\"><b>{count}</b>{}</li>", both(zh, en))?;
        }
        writeln!(out, "</ul>")?;
        if tally.documents > 0 {
            let verdicts = [
                ("good", tally.accepted, "接受", "Accepted"),
                ("error", tally.rejected, "不接受", "Rejected"),
                ("none", tally.undetermined, "无法判定", "Not determined"),
            ];
            writeln!(out, "{}", parts(&verdicts.map(|(class, count, ..)| (class, count))))?;
            writeln!(out, "<ul class=\"legend\">")?;
            for (class, count, zh, en) in verdicts.into_iter().filter(|(_, count, ..)| *count > 0) {
                let percent = count.saturating_mul(100).checked_div(tally.documents).unwrap_or(0);
                let name = both(zh, en);
                writeln!(out, "<li><span class=\"dot {class}\"></span>{name} {count} ({percent}%)</li>")?;
            }
            writeln!(out, "</ul>")?;
        }
        if !self.unread.is_empty() {
            writeln!(out, "<h2>{}</h2>\n<ul>", both("未能读取", "Not read"))?;
            for reason in &self.unread {
                writeln!(out, "<li class=\"block\">{reason}</li>")?;
            }
            writeln!(out, "</ul>")?;
        }
        Ok(())
    }

    fn codes(&self, out: &mut dyn Write) -> io::Result<()> {
        let codes = self.statistics.codes();
        let most = codes.iter().map(|count| count.findings).max().unwrap_or(0);
        writeln!(out, "<h2>{}</h2>", both("按代码统计", "Findings by code"))?;
        writeln!(out, "<table class=\"codes\">\n<thead><tr>")?;
        for (class, zh, en) in [
            ("", "代码", "Code"),
            ("", "严重程度", "Severity"),
            ("number", "检查结果", "Findings"),
            ("number", "文件份数", "Documents"),
            ("bar", "", ""),
            ("label", "名称", "Label"),
        ] {
            writeln!(out, "<th class=\"{class}\">{}</th>", both(zh, en))?;
        }
        writeln!(out, "</tr></thead>\n<tbody>")?;
        for count in &codes {
            let (class, Label { zh, en }) = (count.severity.as_str(), count.rule.label);
            let severity = both(count.severity.label().zh, class);
            writeln!(
                out,
                "<tr><td><code>{}</code></td><td class=\"severity {class}\">{severity}</td><td class=\"number\">{}</td>\
                 <td class=\"number\">{}</td><td class=\"bar\">{}</td><td class=\"label\">{}</td></tr>",
                escaped(count.rule.code),
                count.findings,
                count.documents,
                bar(class, count.findings, most),
                both(zh, en)
            )?;
        }
        writeln!(out, "</tbody>\n</table>")
    }

    fn files(&self, out: &mut dyn Write) -> io::Result<()> {
        let (files, all) = self.statistics.files();
        writeln!(out, "<h2>{}</h2>", both("检查结果最多的文件", "Files with the most findings"))?;
        writeln!(out, "<table class=\"files\">\n<thead><tr><th>{}</th>", both("文件", "File"))?;
        for (zh, en) in [("无法继续", "Fatal"), ("错误", "Errors"), ("警告", "Warnings"), ("信息", "Infos")] {
            writeln!(out, "<th class=\"number\">{}</th>", both(zh, en))?;
        }
        writeln!(out, "</tr></thead>\n<tbody>")?;
        for file in &files {
            write!(out, "<tr><td class=\"place\">{}</td>", escaped(&visible(&file.name)))?;
            for (severity, count) in SEVERITIES.iter().zip(file.counts) {
                let class = if count > 0 { severity.as_str() } else { "none" };
                write!(out, "<td class=\"number {class}\">{count}</td>")?;
            }
            writeln!(out, "</tr>")?;
        }
        writeln!(out, "</tbody>\n</table>")?;
        if all > files.len() {
            let left = all - files.len();
            let said =
                both(&format!("另有 {left} 个文件未列出。"), &format!("{} not listed.", counted(left, "more file")));
            writeln!(out, "<p class=\"soft\">{said}</p>")?;
        }
        Ok(())
    }

    fn findings(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<h2>{}</h2>", both("检查结果", "Findings"))?;
        writeln!(out, "<div class=\"filter\" hidden=\"hidden\">")?;
        writeln!(
            out,
            "<label for=\"search\">{}</label><input type=\"search\" id=\"search\" autocomplete=\"off\"/>",
            both("筛选", "Filter")
        )?;
        let severities = self.statistics.codes();
        for severity in SEVERITIES.iter().filter(|severity| severities.iter().any(|count| count.severity == **severity))
        {
            let (name, label) = (severity.as_str(), both(severity.label().zh, severity.as_str()));
            writeln!(
                out,
                "<label class=\"{name}\"><input type=\"checkbox\" value=\"{name}\" checked=\"checked\"/> {label}</label>"
            )?;
        }
        let count = self.rows.len();
        writeln!(out, "<span class=\"soft\"><span id=\"shown\">{count}</span> / {count}</span>\n</div>")?;
        writeln!(out, "<table class=\"findings\">\n<thead><tr>")?;
        for (zh, en) in
            [("位置", "Place"), ("严重程度", "Severity"), ("代码", "Code"), ("说明和提示", "Message and hint")]
        {
            writeln!(out, "<th>{}</th>", both(zh, en))?;
        }
        writeln!(out, "</tr></thead>\n<tbody>")?;
        for row in &self.rows {
            writeln!(out, "{row}")?;
        }
        writeln!(out, "</tbody>\n</table>")?;
        if self.left > 0 {
            let left = self.left;
            let said = both(
                &format!("另有 {left} 项检查结果未列出。"),
                &format!("{} not listed.", counted(left, "more finding")),
            );
            writeln!(out, "<p class=\"soft\">{said}</p>")?;
        }
        Ok(())
    }
}

impl Output for Html {
    fn document(&mut self, examined: &Examined<'_>, _: &mut dyn Write) -> Result<(), Stop> {
        self.statistics.count(examined.source.name, examined.counted());
        let all = examined.counted().count();
        if all == 0 {
            return Ok(());
        }
        let (name, listed) = (escaped(&examined.shown_name()), self.rows.len());
        if listed < ROWS_MAX {
            let places = examined.places();
            self.rows.extend(places.iter().take(ROWS_MAX - listed).map(|place| row(&name, place)));
        }
        self.left += all.saturating_sub(self.rows.len() - listed);
        Ok(())
    }

    fn unread(&mut self, _: &str, reason: &Said, _: &mut dyn Write) -> Result<(), Stop> {
        if self.unread.len() < UNREAD_MAX {
            self.unread.push(both(&reason.zh, &reason.en));
        }
        Ok(())
    }

    fn end(&mut self, ending: &Ending<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        self.head(out)?;
        self.summary(ending, out)?;
        if !self.statistics.codes().is_empty() {
            self.codes(out)?;
            self.files(out)?;
            self.findings(out)?;
        }
        let version = env!("CARGO_PKG_VERSION");
        writeln!(
            out,
            "<p class=\"soft\">tongbiao 童标 {version}</p>\n</main>\n<script>{SCRIPT}</script>\n</body>\n</html>"
        )?;
        Ok(())
    }
}

/// A text in both languages. The style of the page shows one or both; what is the same in both is written once.
pub(crate) fn both(zh: &str, en: &str) -> String {
    if zh == en {
        return escaped(zh);
    }
    format!("<span lang=\"zh\">{}</span> <span lang=\"en\">{}</span>", escaped(zh), escaped(en))
}

/// The row of a finding.
fn row(name: &str, place: &Place<'_>) -> String {
    let finding = place.finding;
    let numbers = [place.line, place.column].into_iter().flatten();
    let position: String = numbers.map(|number| format!(":{number}")).collect();
    let class = severity(finding.severity).as_str();
    let said = |Bilingual { zh, en, .. }: &Bilingual| both(zh.as_str(), en.as_str());
    format!(
        "<tr data-severity=\"{class}\"><td class=\"place\">{name}{position}<br/><span class=\"soft\">{}</span></td>\
         <td class=\"severity {class}\">{}</td><td><code>{}</code></td><td>{}{}<div class=\"hint\">{}</div></td></tr>",
        escaped(place.pointer),
        both(finding.severity.label().zh, class),
        escaped(finding.code.as_str()),
        said(&finding.message),
        values(place),
        said(&finding.hint)
    )
}

/// The values of a finding at a place that are shown.
fn values(place: &Place<'_>) -> String {
    let mut lines = String::new();
    for (value, zh, en) in [(place.expected, "应为", "expected"), (place.actual, "实为", "actual")] {
        if let Some(value) = value.and_then(|shown| shown.value.as_ref()) {
            let value = visible(value.as_str());
            lines.push_str(&format!("<div>{}</div>", both(&format!("{zh} {value}"), &format!("{en} {value}"))));
        }
    }
    lines
}
