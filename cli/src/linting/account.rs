//! The analysis of a programme in the format for people.

use crate::{
    language::{Language, Said},
    output::STRONG,
    span::spans,
};
use std::io::{self, Write};
use tongbiao::{
    analysis::{AgeWindow, Analysis, Cliff, RequiredFact, RequiredPaper},
    programme::Programme,
    wire::{Label, Privacy},
};

/// Prints the analysis of one programme.
pub(super) fn print(
    out: &mut dyn Write,
    programme: &Programme,
    analysis: &Analysis,
    language: Language,
) -> io::Result<()> {
    let title_en = programme.title_en.as_ref().unwrap_or(&programme.title);
    let title = language.choose(programme.title.as_str(), title_en.as_str()).collect::<Vec<_>>().join(" · ");
    writeln!(out, "{STRONG}{title}{STRONG:#} ({}@{})", programme.id, programme.revision)?;
    let mut lines = Lines { out, language };
    ages(&mut lines, analysis)?;
    formula(&mut lines, analysis)?;
    lines.head("所需事实：", "Required facts:", analysis.facts.len())?;
    for fact in &analysis.facts {
        self::fact(&mut lines, fact)?;
    }
    lines.head("所需材料：", "Required supporting documents:", analysis.papers.len())?;
    for paper in &analysis.papers {
        self::paper(&mut lines, paper, programme)?;
    }
    let cost = &analysis.cost;
    let (conditions, rows, limits, codes, codes_max) =
        (cost.conditions, cost.rows, cost.limits, cost.codes, cost.codes_max);
    lines.say(
        2,
        &format!("计算规模：条件 {conditions}，表格行 {rows}，限额 {limits}，清单代码 {codes}（单个清单最多 {codes_max}）"),
        &format!("Size of the computation: conditions {conditions}, rows {rows}, limits {limits}, codes in sets {codes} (largest set: {codes_max})"),
    )?;
    writeln!(lines.out)
}

fn ages(lines: &mut Lines<'_>, analysis: &Analysis) -> io::Result<()> {
    let Some(day) = analysis.as_of.filter(|_| !analysis.ages.is_empty()) else { return Ok(()) };
    lines.say(
        2,
        &format!("符合年龄条件的出生日期（年龄计算日期 {day}）："),
        &format!("Eligible birth dates (age computed on {day}):"),
    )?;
    for AgeWindow { requirement, at, births, .. } in &analysis.ages {
        let label = at.label();
        let Said { zh, en } = spans(births);
        lines.say(
            4,
            &format!("{requirement}（{}）：{zh}", label.zh),
            &format!("{requirement} ({}): {en}", label.en),
        )?;
    }
    Ok(())
}

fn formula(lines: &mut Lines<'_>, analysis: &Analysis) -> io::Result<()> {
    lines.head(
        "跳档（多一分，给付变化超过一分的金额；取值表列出最大变化）：",
        "Cliffs (amounts at which one fen more changes the award by more than one fen; for tables, the largest change):",
        analysis.cliffs.len(),
    )?;
    for Cliff { pointer, at, before, after, .. } in &analysis.cliffs {
        let text = format!("{at}: {before} -> {after}  {pointer}");
        lines.plain(4, &text)?;
    }
    if analysis.is_well_behaved() {
        return lines.say(
            2,
            "公式平稳：给付无跳档，费用每增加一分，给付增加不超过一分（不计一元以内的舍入）",
            "The formula is well-behaved: the award has no cliff and grows by at most one fen per fen of cost (rounding to a yuan or less aside)",
        );
    }
    lines.say(2, "公式不平稳：", "The formula is not well-behaved:")?;
    for steep in &analysis.steepness {
        let label = steep.kind.label();
        lines.say(4, &format!("{}  {}", label.zh, steep.pointer), &format!("{}  {}", label.en, steep.pointer))?;
    }
    Ok(())
}

fn fact(lines: &mut Lines<'_>, fact: &RequiredFact) -> io::Result<()> {
    let (supplier, privacy, code) = (fact.supplier.label(), class(fact.privacy), &fact.code);
    lines.say(
        4,
        &format!("{code}（{}）提供方：{}；信息分级：{}", fact.label.zh, supplier.zh, privacy.zh),
        &format!(
            "{code} ({}) supplier: {}; privacy class: {}",
            fact.label.en.trim_end_matches('.'),
            supplier.en,
            privacy.en
        ),
    )
}

/// A required document by its title in the programme, or else by its kinds.
fn paper(lines: &mut Lines<'_>, paper: &RequiredPaper, programme: &Programme) -> io::Result<()> {
    let RequiredPaper { id, any_of, conditional, .. } = paper;
    let zh: Vec<&str> = any_of.iter().map(|kind| kind.label().zh).collect();
    let en: Vec<&str> = any_of.iter().map(|kind| kind.label().en.trim_end_matches('.')).collect();
    let (when_zh, when_en) = if *conditional { ("（视情况）", " (in some cases)") } else { ("", "") };
    let (mut name_zh, mut name_en) = (zh.join("或"), en.join(" or "));
    if let Some((stated, title)) = programme.paper(id).and_then(|stated| Some((stated, stated.title.as_ref()?))) {
        name_zh = title.to_string();
        name_en = stated.title_en.as_ref().unwrap_or(title).to_string();
    }
    lines.say(4, &format!("{id}：{name_zh}{when_zh}"), &format!("{id}: {name_en}{when_en}"))
}

/// The name of a privacy class.
const fn class(privacy: Privacy) -> Label {
    match privacy {
        Privacy::Public => Label { zh: "公开", en: "public" },
        Privacy::Pseudonymous => Label { zh: "化名", en: "pseudonymous" },
        Privacy::Personal => Label { zh: "个人", en: "personal" },
        Privacy::Health => Label { zh: "健康", en: "health" },
        Privacy::Financial => Label { zh: "财务", en: "financial" },
    }
}

/// Prints lines in the selected languages.
struct Lines<'a> {
    out: &'a mut dyn Write,
    language: Language,
}

impl Lines<'_> {
    fn say(&mut self, indent: usize, zh: &str, en: &str) -> io::Result<()> {
        for text in self.language.choose(zh, en) {
            writeln!(self.out, "{:indent$}{}", "", text.trim_end())?;
        }
        Ok(())
    }

    /// The heading of a list, unless the list is empty.
    fn head(&mut self, zh: &str, en: &str, items: usize) -> io::Result<()> {
        if items == 0 { Ok(()) } else { self.say(2, zh, en) }
    }

    fn plain(&mut self, indent: usize, text: &str) -> io::Result<()> {
        writeln!(self.out, "{:indent$}{text}", "")
    }
}
