//! The changes of a programme in the format for people.

use super::{comparison::Comparison, effects, printer::Printer};
use crate::{
    arguments::DiffArguments,
    columns::visible,
    language::{Language, Said},
    output::{PLACE, STRONG},
    span::{span, spans},
};
use std::io::{self, Write};
use tongbiao::{
    amendment::{Amendment, Bearing, BirthChange, Change, Reach, Renewal},
    programme::Programme,
    value::{LocalId, Period},
};

/// The maximum number of changes of one kind that are listed.
const SHOWN_MAX: usize = 12;

/// Prints the comparison.
pub(super) fn print(
    out: &mut dyn Write,
    comparison: &Comparison<'_>,
    arguments: &DiffArguments,
    language: Language,
) -> io::Result<()> {
    let Comparison { old, new, amendment, cases } = comparison;
    let mut printer = Printer { out, language };
    head(&mut printer, old, new, amendment)?;
    let [outcome, wording] =
        [Bearing::Outcome, Bearing::Wording].map(|bearing| amendment.of_bearing(bearing).collect());
    if amendment.changes.is_empty() {
        printer.say(0, &Said::new("无变更", "No changes"))?;
    }
    changes(&mut printer, Said::new("可能影响结果的变更", "Changes that can affect an outcome"), &outcome)?;
    if !outcome.is_empty() {
        printer.say(0, &reach(amendment.reach))?;
        if old.effective != new.effective {
            printer.say(0, &moved(&old.effective, &new.effective))?;
        }
    }
    if let Some(renewal) = &amendment.renewal {
        printer.say(0, &renewed(renewal))?;
    }
    births(&mut printer, amendment)?;
    changes(&mut printer, Said::new("仅文字变更", "Wording only"), &wording)?;
    match cases {
        Some(cases) => effects::print(&mut printer, cases),
        None if arguments.on.is_empty() => printer.say(
            0,
            &Said::new(
                "如需比较对申请的影响，请用 --on 指定申请文件或文件夹",
                "To compare awards on applications, use --on with files or folders of applications",
            ),
        ),
        None => printer.say(
            0,
            &Said::new(
                "项目有错误，未计算对申请的影响",
                "A programme has errors: the effect on applications is not computed",
            ),
        ),
    }
}

fn head(printer: &mut Printer<'_>, old: &Programme, new: &Programme, amendment: &Amendment) -> io::Result<()> {
    let title_en = new.title_en.as_ref().unwrap_or(&new.title);
    let title = printer.language.choose(new.title.as_str(), title_en.as_str()).collect::<Vec<_>>().join(" · ");
    let (old_id, new_id) = (format!("{}@{}", old.id, old.revision), format!("{}@{}", new.id, new.revision));
    writeln!(printer.out, "{STRONG}{}{STRONG:#} ({old_id} → {new_id})", visible(&title))?;
    if !amendment.is_same_programme {
        return printer.say(
            2,
            &Said::new(
                "标识不同：两份文件是不同的项目，不是同一项目的两个版本",
                "the identifiers differ: the files are two programmes, not two revisions of one programme",
            ),
        );
    }
    if new.revision <= old.revision && amendment.is_substantial() {
        printer.say(2, &Said::new("版本号未增大", "the revision number does not increase"))?;
    }
    let meet = &amendment.in_force;
    if let Some(gap) = &meet.gap {
        let Said { zh, en } = span(gap);
        printer
            .say(2, &Said::new(format!("两个版本均无效的期间：{zh}"), format!("neither revision is in force: {en}")))?;
    }
    if let Some(overlap) = meet.overlap.as_ref().filter(|_| old.revision != new.revision) {
        let Said { zh, en } = span(overlap);
        printer.say(2, &Said::new(format!("两个版本同时有效：{zh}"), format!("both revisions are in force: {en}")))?;
    }
    Ok(())
}

/// A list of changes under a heading. Of many changes of one kind, only the first are listed.
fn changes(printer: &mut Printer<'_>, heading: Said, all: &Vec<&Change>) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let count = all.len();
    printer.say(0, &Said::new(format!("{}（{count}）：", heading.zh), format!("{} ({count}):", heading.en)))?;
    for alike in all.chunk_by(|a, b| a.kind == b.kind && a.what == b.what) {
        for change in alike.iter().take(SHOWN_MAX) {
            self::change(printer, change)?;
        }
        let more = alike.len().saturating_sub(SHOWN_MAX);
        if more > 0 {
            printer.say(4, &Said::new(format!("……另有 {more} 处"), format!("… and {more} more")))?;
        }
    }
    Ok(())
}

fn change(printer: &mut Printer<'_>, change: &Change) -> io::Result<()> {
    let kind = change.kind.label();
    let direction = change.direction.map(|direction| direction.label());
    let zh = |side: &Option<tongbiao::amendment::Side>| side.as_ref().map(|side| side.words.zh.clone());
    let en = |side: &Option<tongbiao::amendment::Side>| side.as_ref().map(|side| side.words.en.clone());
    let said =
        |before: Option<String>, after: Option<String>, kind: &str, what: &str, colon: &str, direction: String| {
            let values = before.into_iter().chain(after).collect::<Vec<_>>().join(" → ");
            format!("{kind} {what}{colon}{values}{direction}")
        };
    let [in_zh, in_en] = direction
        .map_or([String::new(), String::new()], |label| [format!("（{}）", label.zh), format!(" ({})", label.en)]);
    let line = Said::new(
        said(zh(&change.before), zh(&change.after), kind.zh, &change.what.zh, "：", in_zh),
        said(en(&change.before), en(&change.after), kind.en, &change.what.en, ": ", in_en),
    );
    printer.say(2, &line)?;
    let pointers = [&change.before, &change.after].into_iter().flatten().map(|side| side.pointer.as_str());
    let mut pointers: Vec<&str> = pointers.collect();
    pointers.dedup();
    writeln!(printer.out, "    {PLACE}{}{PLACE:#}", visible(&pointers.join(" → ")))
}

/// The warning that an added item may repeat the award of a removed item.
fn renewed(renewal: &Renewal) -> Said {
    let names = |ids: &[LocalId], comma: &str| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(comma);
    let (gone, new) = (names(&renewal.gone, "、"), names(&renewal.new, "、"));
    let zh =
        format!("注意：以往给付按给付项标识识别。{gone} 已给付的金额，不从新增的 {new} 中抵减；同一给付项请沿用原标识");
    let (gone, new) = (names(&renewal.gone, ", "), names(&renewal.new, ", "));
    let en = format!(
        "Note: earlier awards are matched by the identifiers of items. Earlier awards of {gone} are not deducted from awards of \
         {new}; keep the identifier of an unchanged item"
    );
    Said::new(zh, en)
}

/// The effect of the changes on eligibility while both revisions are in force.
fn reach(reach: Reach) -> Said {
    match reach {
        Reach::Unchanged => Said::new("申请条件不变", "Eligibility does not change"),
        Reach::Wider => Said::new(
            "申请条件放宽：原符合条件的仍符合",
            "Eligibility widens: each child who was eligible remains eligible",
        ),
        Reach::Narrower => Said::new(
            "申请条件收紧：现符合条件的原均符合",
            "Eligibility narrows: each child who is eligible now was eligible before",
        ),
        Reach::Open => Said::new(
            "申请条件放宽或收紧，因患儿情况而异",
            "Eligibility widens for some children and narrows for others",
        ),
    }
}

/// The change of the period in force, which the comparison of eligibility disregards.
fn moved(before: &Period, after: &Period) -> Said {
    let [before, after] = [before, after].map(span);
    Said::new(
        format!("有效期变更：{} → {}；申请条件的比较不计有效期", before.zh, after.zh),
        format!("The period in force moves: {} → {}; the comparison of eligibility disregards it", before.en, after.en),
    )
}

fn births(printer: &mut Printer<'_>, amendment: &Amendment) -> io::Result<()> {
    let Some(day) = amendment.as_of.filter(|_| !amendment.births.is_empty()) else { return Ok(()) };
    printer.say(
        0,
        &Said::new(
            format!("符合年龄条件的出生日期（年龄计算日期 {day}）："),
            format!("Eligible birth dates (age computed on {day}):"),
        ),
    )?;
    for BirthChange { requirement, before, after, .. } in &amendment.births {
        let [before, after] = [before, after].map(|births| births_in_words(births.as_deref()));
        let zh = format!("{requirement}：{} → {}", before.zh, after.zh);
        let en = format!("{requirement}: {} → {}", before.en, after.en);
        printer.say(2, &Said::new(zh, en))?;
    }
    Ok(())
}

fn births_in_words(births: Option<&[Period]>) -> Said {
    births.map_or_else(|| Said::new("无此条件", "no such condition"), spans)
}
