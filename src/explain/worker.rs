//! An outcome for the case worker: every requirement, every receipt, every unit, every step with its clause.

use super::{
    Account, Words,
    clause::{Clause, clause},
    found::found,
    item::item_name,
    letter::{paper_name, receipt_name, requirement_name, service_title, subject},
    missing::noted,
    numeral::yuan,
    phrase,
    programme::source,
    scope::period,
    shortfall::adjusted,
    shortfall::cut_words,
    words::{all_of, listed, say},
};
use crate::{
    adjudication::{Adjudication, Adjustment, LimitBalance, ReceiptOutcome, TraceStep, UnitOutcome},
    code::{StepKind, Truth},
    programme::Programme,
    value::Pointer,
};

/// The account.
pub(super) fn account(outcome: &Adjudication, programme: Option<&Programme>) -> Account {
    let mut account = Account::default();
    account.heading(subject(outcome, programme));
    answer(outcome).into_iter().for_each(|line| account.line(1, line));
    let requirements = outcome.requirements.iter().flat_map(|all| all.iter());
    let requirements = requirements.flat_map(|one| {
        let found = found(one.found.as_deref().unwrap_or_default());
        let found = (!found.is_empty()).then(|| (2, say!("申请中：{x}", "in the application: {x}", x = found)));
        std::iter::once((1, judged(one.judgement, requirement_name(&one.requirement, programme)))).chain(found)
    });
    account.section(say!("要求", "requirements"), requirements);
    let papers = outcome.papers.iter().flat_map(|all| all.iter()).map(|one| {
        let (paper, state) = (paper_name(&one.paper, programme), phrase::paper_state(one.state).into());
        (1, say!("{paper}：{state}", "{paper}: {state}", paper = paper, state = state))
    });
    account.section(say!("材料", "papers"), papers);
    let missing = outcome.missing.iter().flat_map(|all| all.iter()).map(|one| (1, noted(one, programme)));
    account.section(say!("缺失的事实", "what is missing"), missing);
    account.section(say!("原因", "reasons"), reasons(outcome, programme));
    account.section(say!("给付项", "items"), items(outcome, programme));
    account.section(say!("票据", "receipts"), receipts(outcome, programme));
    account.section(say!("计算", "computation"), units(outcome, programme));
    account.section(say!("实物和服务", "goods and services"), services(outcome, programme));
    let payments = outcome.payments.iter().flat_map(|all| all.iter()).map(|payment| {
        let (item, to) = (item_name(&payment.item, programme), payment.to.label().into());
        (1, say!("{item}，付给{to}：{x}", "{item}, to {to}: {x}", item = item, to = to, x = yuan(payment.amount)))
    });
    account.section(say!("付款", "payments"), payments);
    let balances = outcome.balances.iter().flat_map(|all| all.iter()).map(|one| (1, balance(one, programme)));
    account.section(say!("限额余额", "what is left of the limits"), balances);
    let sources = programme.iter().flat_map(|programme| programme.sources.iter().flat_map(|all| all.iter()));
    account.section(say!("来源", "sources"), sources.map(|one| (1, source(one))));
    account.section(say!("计算依据", "computed from"), from(outcome));
    account
}

fn answer(outcome: &Adjudication) -> Vec<Words> {
    let amount = outcome.amount.map_or_else(|| say!("没有金额", "no amount"), yuan);
    let first = say!(
        "结论：{decision}，{amount}",
        "decision: {decision}, {amount}",
        decision = outcome.decision.label().into(),
        amount = amount,
    );
    let eligible = say!("符合条件：{truth}", "eligible: {truth}", truth = outcome.eligible.label().into());
    let overpaid = outcome.overpaid.map(|x| say!("此前多付：{x}", "paid too much before: {x}", x = yuan(x)));
    [first, eligible].into_iter().chain(overpaid).collect()
}

fn judged(truth: Truth, what: Words) -> Words {
    let truth = truth.label().into();
    say!("[{truth}] {what}", "[{truth}] {what}", truth = truth, what = what)
}

fn reasons(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<(usize, Words)> {
    let mut lines = Vec::new();
    for reason in outcome.reasons.iter().flat_map(|all| all.iter()) {
        let (code, words) = (Words::same(reason.code), phrase::reason(reason.code).into());
        lines.push((1, say!("{words} [{code}]", "{words} [{code}]", code = code, words = words)));
        if let Some(at) = &reason.at {
            lines.extend(clause_lines(2, at, programme));
        }
    }
    lines
}

/// The place of a clause, what it says, and where it is taken from.
fn clause_lines(depth: usize, at: &Pointer, programme: Option<&Programme>) -> Vec<(usize, Words)> {
    let Clause { words, source } = programme.map(|programme| clause(programme, at)).unwrap_or_default();
    let Some(words) = words else { return Vec::new() };
    let rule = say!("条款：{words}", "clause: {words}", words = words);
    let source = source.map(|source| say!("来源：{source}", "source: {source}", source = source));
    std::iter::once(rule).chain(source).map(|line| (depth, line)).collect()
}

fn items(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<(usize, Words)> {
    let line = |item: &crate::adjudication::ItemOutcome| {
        let (name, x) = (item_name(&item.item, programme), yuan(item.award));
        match item.reason {
            Some(code) => {
                let reason = phrase::reason(code).into();
                say!("{name}：{x}（{reason}）", "{name}: {x} ({reason})", name = name, x = x, reason = reason)
            }
            None => say!("{name}：{x}", "{name}: {x}", name = name, x = x),
        }
    };
    let mut lines = Vec::new();
    for item in outcome.items.iter().flat_map(|all| all.iter()) {
        lines.push((1, line(item)));
        for cut in item.cuts.iter().flat_map(|all| all.iter()) {
            lines.push((2, coded(cut_words(cut, programme), cut)));
        }
    }
    lines
}

/// An amount that is not awarded, with its code and the place of the rule.
fn coded(words: Words, part: &Adjustment) -> Words {
    let (code, place) = (Words::same(part.code), Words::same(part.at.as_ref().map_or("", |at| at.as_str())));
    say!("{w} [{code}] {place}", "{w} [{code}] {place}", w = words, code = code, place = place)
}

fn receipts(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<(usize, Words)> {
    let mut lines = Vec::new();
    for receipt in outcome.receipts.iter().flat_map(|all| all.iter()) {
        lines.push((1, receipt_line(receipt)));
        let reasons = receipt.reasons.iter().flat_map(|all| all.iter());
        lines.extend(reasons.map(|code| {
            let (code, words) = (Words::same(code), phrase::reason(*code).into());
            (2, say!("{words} [{code}]", "{words} [{code}]", code = code, words = words))
        }));
        for one in receipt.adjustments.iter().flat_map(|all| all.iter()) {
            lines.push((2, coded(adjusted(one.code, one.bearer, one.payer, one.amount), one)));
        }
        if let Some(of) = &receipt.lines {
            let count = Words::same(of.len());
            lines.push((
                2,
                say!("明细 {count} 条，去向见文件", "{count} lines, each told in the document", count = count),
            ));
        }
    }
    // Without outcomes of receipts, as where the award is undetermined, the steps still tell what was asked of them.
    if lines.is_empty() {
        lines.extend(steps(outcome, |step| step.step == StepKind::Receipt, 1, programme));
    }
    lines
}

fn receipt_line(receipt: &ReceiptOutcome) -> Words {
    let counts = match receipt.admitted {
        Truth::Yes => say!("计入，给付 {x}", "it counts; awarded {x}", x = yuan(receipt.award)),
        Truth::No => say!("不计入", "it does not count"),
        Truth::Unknown => say!("不能确定是否计入", "whether it counts is not known"),
    };
    say!(
        "{name}（{place}），票面 {billed}：{counts}",
        "{name} ({place}), total {billed}: {counts}",
        name = receipt_name(receipt),
        place = Words::same(&receipt.receipt),
        billed = yuan(receipt.billed),
        counts = counts,
    )
}

/// Each unit with its steps; before them the steps that are of no unit, after them those that are of all.
fn units(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<(usize, Words)> {
    let is_general = |step: &TraceStep| !matches!(step.step, StepKind::Requirement | StepKind::Receipt);
    let of_none = |step: &TraceStep| step.unit.is_none() && is_general(step);
    let mut lines = steps(outcome, |step| of_none(step) && step.step == StepKind::Condition, 1, programme);
    let units = outcome.units.as_deref().unwrap_or_default();
    let traced = outcome.trace.iter().flat_map(|all| all.iter()).filter_map(|step| step.unit);
    let count = traced.filter_map(|unit| usize::try_from(unit.get()).ok()).map(|unit| unit.saturating_add(1)).max();
    for number in 0..units.len().max(count.unwrap_or(0)) {
        lines.push((1, unit_line(number, units.get(number), programme)));
        let of_this = |step: &TraceStep| {
            step.unit.is_some_and(|unit| usize::try_from(unit.get()) == Ok(number)) && is_general(step)
        };
        lines.extend(steps(outcome, of_this, 2, programme));
    }
    lines.extend(steps(outcome, |step| of_none(step) && step.step != StepKind::Condition, 1, programme));
    lines
}

fn unit_line(number: usize, unit: Option<&UnitOutcome>, programme: Option<&Programme>) -> Words {
    let number = Words::same(number);
    let Some(unit) = unit else { return say!("单元 {number}", "unit {number}", number = number) };
    let receipts = listed(unit.receipts.iter().flat_map(|all| all.iter()).map(Words::same));
    let receipts = (!receipts.is_empty()).then(|| say!("票据 {x}", "receipts {x}", x = receipts));
    let parts = [
        unit.period.as_ref().map(|days| say!("期间 {x}", "period {x}", x = period(days))),
        unit.operation.as_ref().map(|at| say!("手术 {x}", "operation {x}", x = Words::same(at))),
        receipts,
        unit.basis.map(|basis| say!("本申请的基数 {x}", "basis of this application {x}", x = yuan(basis))),
        unit.overpaid.map(|x| say!("此前多付 {x}", "paid too much before {x}", x = yuan(x))),
        Some(say!("给付 {x}", "awarded {x}", x = yuan(unit.award))),
    ];
    say!(
        "单元 {number}，{item}：{parts}",
        "unit {number}, {item}: {parts}",
        number = number,
        item = item_name(&unit.item, programme),
        parts = all_of(parts.into_iter().flatten()),
    )
}

/// The steps that are asked for, each with its clause.
fn steps(
    outcome: &Adjudication,
    is_asked: impl Fn(&TraceStep) -> bool,
    depth: usize,
    programme: Option<&Programme>,
) -> Vec<(usize, Words)> {
    let mut lines = Vec::new();
    for step in outcome.trace.iter().flat_map(|all| all.iter()).filter(|step| is_asked(step)) {
        lines.push((depth, step_line(step)));
        lines.extend(clause_lines(depth.saturating_add(1), &step.at, programme));
    }
    lines
}

/// A step in one line: what it does, what went in, which value it took, what came out, and where the rule stands.
pub(super) fn step_line(step: &TraceStep) -> Words {
    let flow = match (step.amount_in, step.amount_out) {
        (Some(from), Some(to)) => {
            Some(say!("{from} → {to}", "{from} → {to}", from = Words::same(from), to = yuan(to),))
        }
        (None, Some(to)) => Some(say!("得 {to}", "gives {to}", to = yuan(to))),
        (Some(from), None) => Some(yuan(from)),
        (None, None) => None,
    };
    let parts = [
        step.judgement.map(|truth| truth.label().into()),
        step.about.as_ref().map(Words::same),
        flow,
        step.value.as_ref().map(|value| say!("取值 {value}", "value {value}", value = Words::same(value))),
        step.code.map(|code| phrase::reason(code).into()),
    ];
    let parts = listed(parts.into_iter().flatten());
    let (kind, at) = (phrase::step(step.step).into(), Words::same(&step.at));
    if parts.is_empty() {
        return say!("{kind} {at}", "{kind} {at}", kind = kind, at = at);
    }
    say!("{kind}：{parts} {at}", "{kind}: {parts} {at}", kind = kind, parts = parts, at = at)
}

fn services(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<(usize, Words)> {
    let mut lines = Vec::new();
    for service in outcome.services.iter().flat_map(|all| all.iter()) {
        let title = programme.and_then(|programme| service_title(programme, &service.service));
        let co_funded =
            service.co_funding.iter().flat_map(|all| all.iter()).map(|part| {
                say!("{payer} {x}", "{payer} {x}", payer = part.payer.label().into(), x = yuan(part.amount))
            });
        let co_funded = listed(co_funded);
        let co_funded = (!co_funded.is_empty()).then(|| say!("协议资助 {x}", "agreed shares {x}", x = co_funded));
        let parts = [
            service.operation.as_ref().map(|at| say!("手术 {x}", "operation {x}", x = Words::same(at))),
            service.settled.map(|x| say!("与提供方结算 {x}", "settled with the provider {x}", x = yuan(x))),
            service.family_charge.map(|x| say!("家庭自付 {x}", "charged to the family {x}", x = yuan(x))),
            co_funded,
        ];
        let parts = all_of(parts.into_iter().flatten());
        let name = title.unwrap_or_else(|| Words::quoted(&service.service));
        lines.push((1, say!("{name}：{parts}", "{name}: {parts}", name = name, parts = parts)));
    }
    lines
}

fn balance(balance: &LimitBalance, programme: Option<&Programme>) -> Words {
    let name = programme.and_then(|programme| clause(programme, &balance.at).words).unwrap_or_else(|| {
        say!(
            "{id}（{scope}）",
            "{id} ({scope})",
            id = Words::quoted(&balance.limit),
            scope = balance.scope.label().into()
        )
    });
    let counts = balance.count.zip(balance.count_used);
    let units = balance.units.zip(balance.units_used);
    let parts = [
        balance.period.as_ref().map(period),
        Some(say!("已用 {x}", "used {x}", x = yuan(balance.used))),
        balance.left.map(|x| say!("剩余 {x}", "left {x}", x = yuan(x))),
        counts.map(|(most, used)| {
            let (used, most) = (Words::same(used.get()), Words::same(most.get()));
            say!("已用 {used} 次，共 {most} 次", "{used} of {most} awards", used = used, most = most)
        }),
        units.map(|(most, used)| {
            let (used, most) = (Words::same(used), Words::same(most.get()));
            say!("已计 {used} 个单位，共 {most} 个", "{used} of {most} units", used = used, most = most)
        }),
    ];
    say!("{name}：{parts}", "{name}: {parts}", name = name, parts = all_of(parts.into_iter().flatten()))
}

fn from(outcome: &Adjudication) -> Vec<(usize, Words)> {
    let from = &outcome.computed_from;
    let program = Words::same(format_args!("{} {}", from.evaluator, from.evaluator_version));
    let earlier = match from.earlier.as_deref() {
        None => say!(
            "此前核定：未提供，以申请中所列救助为准",
            "earlier adjudications: not given; the aid of the application counts"
        ),
        Some([]) => say!("此前核定：没有", "earlier adjudications: none"),
        Some(all) => say!("此前核定：{n} 份", "earlier adjudications: {n}", n = Words::same(all.len())),
    };
    let lines = [
        Some(say!("程序：{x}", "program: {x}", x = program)),
        Some(say!("项目文件摘要：{x}", "digest of the programme: {x}", x = Words::same(&from.programme_digest))),
        Some(say!("申请文件摘要：{x}", "digest of the application: {x}", x = Words::same(&from.application_digest))),
        Some(earlier),
        from.quota_left.map(|x| say!("剩余名额：{x}", "places left: {x}", x = Words::same(x.get()))),
        from.fund_balance.map(|x| say!("资金余额：{x}", "left of the fund: {x}", x = yuan(x))),
    ];
    lines.into_iter().flatten().map(|line| (1, line)).collect()
}
