//! The effects on applications in the format for people.

use super::{
    comparison::{CaseEffect, Cases},
    printer::Printer,
};
use crate::language::Said;
use std::io;
use tongbiao::{
    adjudication::{Adjudication, TraceStep},
    amendment::{Effect, ItemEffect, Shift, Totals},
    code::{FactSupplier, PaperState},
    explain::{explain_step, paper_state},
    value::Money,
};
use tongbiao_json::effects::yuan;

/// Prints the effect on each application, and the totals.
pub(super) fn print(printer: &mut Printer<'_>, cases: &Cases) -> io::Result<()> {
    let as_if = if cases.is_as_if_in_force {
        ["，不论版本是否有效", ", regardless of the time in force"]
    } else {
        ["", ""]
    };
    let count = cases.totals.cases;
    let [zh, en] = as_if;
    printer.say(
        0,
        &Said::new(format!("对申请的影响（{count} 份{zh}）："), format!("Effect on applications ({count}{en}):")),
    )?;
    for case in &cases.effects {
        application(printer, case)?;
    }
    totals(printer, &cases.totals)
}

fn application(printer: &mut Printer<'_>, CaseEffect { file, application, effect }: &CaseEffect) -> io::Result<()> {
    let name = format!("{file} ({})", application.id);
    let shift = effect.shift.label();
    let [before, after] = [outcome(&effect.before), outcome(&effect.after)];
    if effect.shift == Shift::Same {
        let (zh, en) = (format!("{name}：{}，{}", shift.zh, after.zh), format!("{name}: {}, {}", shift.en, after.en));
        return printer.say(2, &Said::new(zh, en));
    }
    let difference = effect.difference_fen().filter(|fen| *fen != 0).map(signed_yuan);
    let difference = difference.map_or_else(String::new, |yuan| format!(" {yuan}"));
    let zh = format!("{name}：{}{difference}：{} → {}", shift.zh, before.zh, after.zh);
    let en = format!("{name}: {}{difference}: {} → {}", shift.en, before.en, after.en);
    printer.say(2, &Said::new(zh, en))?;
    if effect.is_out_of_force() {
        printer.say(
            4,
            &Said::new(
                "在判断适用版本的日期，仅一个版本有效；可用 --as-if-in-force 按均有效比较",
                "only one revision is in force on the relevant day; compare with --as-if-in-force",
            ),
        )?;
    }
    for requirement in effect.not_met() {
        printer.say(4, &Said::new(format!("不符：{requirement}"), format!("not met: {requirement}")))?;
    }
    effect.items.iter().try_for_each(|one| item(printer, one))?;
    for missing in effect.newly_missing() {
        let place = missing.pointer.as_ref().map_or_else(String::new, |pointer| format!(" {pointer}"));
        let (fact, from) = (&missing.fact, FactSupplier::label(missing.supplier));
        let zh = format!("新增缺少：{fact}{place}（提供方：{}）", from.zh);
        printer.say(4, &Said::new(zh, format!("newly missing: {fact}{place} (supplier: {})", from.en)))?;
    }
    papers(printer, effect)?;
    step(printer, effect)
}

/// The decision and the amount.
fn outcome(outcome: &Adjudication) -> Said {
    let decision = outcome.decision;
    let named = decision.label().en.trim_end_matches('.').to_lowercase();
    match outcome.amount {
        Some(amount) => Said::new(format!("{}，{amount} 元", decision.label().zh), format!("{named}, {amount} yuan")),
        None => Said::new(decision.label().zh, named),
    }
}

fn item(printer: &mut Printer<'_>, ItemEffect { item, before, after, .. }: &ItemEffect) -> io::Result<()> {
    let amount = |amount: &Option<Money>, none: &str| amount.map_or_else(|| none.to_owned(), |x| x.to_string());
    let zh = format!("给付项 {item}：{} → {}", amount(before, "无"), amount(after, "无"));
    let en = format!("item {item}: {} → {}", amount(before, "none"), amount(after, "none"));
    printer.say(4, &Said::new(zh, en))
}

/// The supporting documents that newly prevent the award.
fn papers(printer: &mut Printer<'_>, effect: &Effect) -> io::Result<()> {
    let before = effect.before.papers.as_deref().unwrap_or_default();
    for paper in effect.after.papers.iter().flat_map(|all| all.iter()).filter(|paper| !before.contains(paper)) {
        if !matches!(paper.state, PaperState::Present | PaperState::NotNeeded) {
            let (id, state) = (&paper.paper, paper_state(paper.state));
            let zh = format!("材料 {id}：{}", state.zh);
            printer.say(4, &Said::new(zh, format!("supporting document {id}: {}", state.en)))?;
        }
    }
    Ok(())
}

fn step(printer: &mut Printer<'_>, effect: &Effect) -> io::Result<()> {
    let Some(change) = &effect.step else { return Ok(()) };
    let said = |step: &Option<TraceStep>| {
        step.as_ref().map_or_else(
            || Said::new("无此步骤", "no such step"),
            |step| {
                let words = explain_step(step);
                Said::new(words.zh, words.en)
            },
        )
    };
    let (before, after) = (said(&change.before), said(&change.after));
    printer.say(4, &Said::new("第一个不同的步骤：", "first step that differs:"))?;
    printer.say(6, &Said::new(format!("原：{}", before.zh), format!("before: {}", before.en)))?;
    printer.say(6, &Said::new(format!("现：{}", after.zh), format!("after: {}", after.en)))
}

fn totals(printer: &mut Printer<'_>, totals: &Totals) -> io::Result<()> {
    if totals.cases == 0 {
        return Ok(());
    }
    let shifts = Shift::ALL.iter().map(|shift| (*shift, totals.of(*shift))).filter(|(_, count)| *count > 0);
    let counted: Vec<_> = shifts.map(|(shift, count)| (shift.label(), count)).collect();
    let list = |text: fn(&tongbiao::wire::Label) -> &'static str, colon: &str, comma: &str| {
        let parts = counted.iter().map(|(label, count)| format!("{}{colon}{count}", text(label)));
        parts.collect::<Vec<_>>().join(comma)
    };
    printer.say(
        0,
        &Said::new(format!("合计：{}", list(|l| l.zh, " ", "；")), format!("Total: {}", list(|l| l.en, ": ", "; "))),
    )?;
    for (count, zh, en) in [
        (totals.newly_eligible, "新符合条件", "newly eligible"),
        (totals.no_longer_eligible, "不再符合条件", "no longer eligible"),
        (totals.out_of_force, "仅一个版本有效", "only one revision in force"),
    ] {
        if count > 0 {
            printer.say(2, &Said::new(format!("{zh}：{count}"), format!("{en}: {count}")))?;
        }
    }
    let difference = totals.after_fen.saturating_sub(totals.before_fen);
    let (before, after, difference) = (yuan(totals.before_fen), yuan(totals.after_fen), signed_yuan(difference));
    printer.say(
        2,
        &Said::new(
            format!("两侧金额均已确定的合计：{before} → {after} 元，差额 {difference}"),
            format!("where both amounts are determined: {before} → {after} yuan, difference {difference}"),
        ),
    )
}

/// Fen as yuan, with a sign for increases too.
fn signed_yuan(fen: i64) -> String {
    let sign = if fen > 0 { "+" } else { "" };
    format!("{sign}{}", yuan(fen))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_has_a_sign() {
        for (fen, expected) in [(0, "0.00"), (5, "+0.05"), (-5, "-0.05"), (1_000_001, "+10000.01")] {
            assert_eq!(signed_yuan(fen), expected);
        }
    }
}
