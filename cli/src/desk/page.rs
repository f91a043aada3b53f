//! The table as a page for browsers and for print: the totals, then the rows of each application.

use super::{
    form::{Form, Kept},
    judged::{Judged, reason},
    note::notes,
    table::named,
    totals::{DECISIONS, Totals, decision},
};
use crate::{
    columns::visible,
    exit::Stop,
    language::{Language, Said, counted},
    outputs::{both, escaped},
    page::{foot, head, table, yuan},
};
use std::io::Write;
use tongbiao::{
    adjudication::Adjudication, check::Located, code::AdjudicationDecision, explain::Words, programme::Programme,
};

/// The maximum number of listed rows. A page of more rows is slow in a browser.
const ROWS_MAX: usize = 5000;

/// The number of listed findings of an input.
const FINDINGS_MAX: usize = 10;

/// The number of listed notes of a row.
const NOTES_MAX: usize = 10;

/// The format `html`.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) language: Language,
    /// The note that the day of the decision is assumed.
    pub(super) assumed: Option<Said>,
    pub(super) show_values: bool,
}

impl Page {
    fn row(&self, programme: &Programme, outcome: &Adjudication) -> String {
        let title_en = programme.title_en.as_ref().unwrap_or(&programme.title);
        let title = both(&visible(programme.title.as_str()), &visible(title_en.as_str()));
        let (zh, en) = decision(outcome.decision);
        let is_refused = outcome.decision == AdjudicationDecision::Refused;
        let amount = outcome.amount.filter(|_| !is_refused).map(|amount| yuan(amount.fen().into()));
        let notes = notes(programme, outcome, self.show_values);
        let line = |zh: &str, en: &str| format!("<div>{}</div>", both(&visible(zh), &visible(en)));
        let mut listed: String = notes.iter().take(NOTES_MAX).map(|Words { zh, en }| line(zh, en)).collect();
        let left = notes.len().saturating_sub(NOTES_MAX);
        if left > 0 {
            listed.push_str(&line(&format!("另有 {left} 项"), &format!("{left} more")));
        }
        format!(
            "<tr class=\"line\"><td>{title}<div class=\"soft\">{}</div></td><td>{}</td><td class=\"number\">{}</td><td>{}</td></tr>\n",
            escaped(&named(programme)),
            both(zh, en),
            amount.unwrap_or_else(|| "—".to_owned()),
            listed
        )
    }

    fn errors(judged: &Judged<'_>) -> String {
        let mut text = String::new();
        for Located { finding, .. } in judged.errors().take(FINDINGS_MAX) {
            let (zh, en) = finding.message();
            let said = both(&visible(&zh), &visible(&en));
            text.push_str(&format!("<div><code>{}</code> {said}</div>", escaped(finding.rule.code)));
        }
        let left = judged.errors().count().saturating_sub(FINDINGS_MAX);
        if left > 0 {
            let said = both(&format!("另有 {left} 个错误"), &counted(left, "more error"));
            text.push_str(&format!("<div>{said}</div>"));
        }
        text
    }
}

impl Form for Page {
    fn entry(&self, judged: &Judged<'_>) -> Result<String, Stop> {
        let name = judged.id(self.show_values).map_or_else(String::new, |id| format!("{} ", escaped(&visible(&id))));
        let child = judged.child(self.show_values).map_or_else(String::new, |child| format!("{} ", escaped(&child)));
        let place = escaped(&judged.place());
        let mut said = String::new();
        match &judged.outcomes {
            Err(failure) => {
                let Said { zh, en } = reason(failure);
                let text = both(&visible(&format!("无结果：{zh}")), &visible(&format!("No outcome: {en}")));
                said.push_str(&format!("<div>{text}</div>"));
            }
            Ok(_) if judged.errors().next().is_some() => {
                let text = both("申请有错误，结果不可靠", "The application has errors; the outcomes are not reliable");
                said.push_str(&format!("<div>{text}</div>"));
            }
            Ok(_) => {}
        }
        said.push_str(&Self::errors(judged));
        let mut rows = format!(
            "<tr class=\"total\"><td colspan=\"4\">{name}{child}<span class=\"soft\">{place}</span>{said}</td></tr>\n"
        );
        for (programme, outcome) in judged.outcomes.iter().flatten() {
            rows.push_str(&self.row(programme, outcome));
        }
        Ok(rows)
    }

    fn kept_max(&self) -> Option<usize> {
        Some(ROWS_MAX)
    }

    fn has_totals(&self) -> bool {
        true
    }

    fn end(&self, totals: &Totals, kept: &Kept, out: &mut dyn Write) -> Result<(), Stop> {
        head(self.language, ("申请核定一览", "Applications and programmes"), "", out)?;
        let Said { zh, en } = totals.said(false);
        writeln!(out, "<p>{}</p>", both(&visible(&zh), &visible(&en)))?;
        if let Some(Said { zh, en }) = &self.assumed {
            writeln!(out, "<p class=\"soft\">{}</p>", both(zh, en))?;
        }
        if !totals.used().is_empty() {
            writeln!(out, "<h2>{}</h2>", both("各项目合计", "Totals of the programmes"))?;
            let mut heads = vec![("", "项目", "Programme")];
            heads.extend(DECISIONS.iter().map(|code| {
                let (zh, en) = decision(*code);
                ("number", zh, en)
            }));
            heads.extend([
                ("number", "给付（元）", "Awards (yuan)"),
                ("number", "待补材料（元）", "Awaiting documents (yuan)"),
            ]);
            table(&heads, out)?;
            for (name, counts) in totals.used() {
                write!(out, "<tr><td>{}</td>", escaped(name))?;
                for count in counts.decisions {
                    write!(out, "<td class=\"number\">{count}</td>")?;
                }
                let (awarded, awaiting) = (yuan(counts.awarded), yuan(counts.awaiting));
                writeln!(out, "<td class=\"number\">{awarded}</td><td class=\"number\">{awaiting}</td></tr>")?;
            }
            writeln!(out, "</tbody>\n</table></div>")?;
        }
        if !kept.entries.is_empty() {
            writeln!(out, "<h2>{}</h2>", both("各申请", "Applications"))?;
            let heads = [
                ("", "项目", "Programme"),
                ("", "结论", "Decision"),
                ("number", "金额（元）", "Amount (yuan)"),
                ("", "说明", "Notes"),
            ];
            table(&heads, out)?;
            for entry in &kept.entries {
                write!(out, "{entry}")?;
            }
            writeln!(out, "</tbody>\n</table></div>")?;
        }
        if kept.left > 0 {
            let left = kept.left;
            let said = both(
                &format!("另有 {left} 行未列出；请用 csv 格式。"),
                &format!("{} not listed; use the format csv.", counted(left, "more row")),
            );
            writeln!(out, "<p class=\"soft\">{said}</p>")?;
        }
        Ok(foot(out)?)
    }
}
