//! An outcome for the case worker: every requirement, a table of receipts and lines by payer, and on request every step.

use super::{
    Account, Words,
    benefit::family_charge,
    clause::{self, Clause, clause},
    documents::Documents,
    error,
    found::unmet,
    in_force::not_in_force,
    item::{item_name, limit_rule},
    letter::{dates, name, owed, service_title},
    missing::noted,
    numeral::yuan,
    phrase,
    predicate::{Codes, alternatives, requirement_title},
    programme::{paper, paper_state, source},
    receipt::{self, numbered},
    reconciliation,
    scope::months,
    shortfall::{self, Context, Unpaid, is_inapplicable},
    table,
    title::begins_with,
    words::{all_of, apart, listed, say},
};
use crate::{
    adjudication::{Adjudication, ItemOutcome, LimitBalance, TraceStep, UnitOutcome},
    code::{AdjudicationDecision, PaperState, ReasonCode, StepKind, Truth},
    programme::Programme,
    value::{LocalId, Money, Pointer},
};

/// The account.
pub(super) fn account(outcome: &Adjudication, documents: Documents<'_>, has_steps: bool) -> Account {
    let programme = documents.programme;
    let mut account = Account::default();
    let name = name(outcome, programme);
    account.heading(say!("“{name}”核定说明", "adjudication under: {name}", name = name));
    dates(outcome).into_iter().for_each(|line| account.line(1, line));
    answer(outcome).into_iter().for_each(|line| account.line(1, line));
    account.section(say!("申请中的错误", "errors in the application"), error::noted(outcome));
    let requirements = outcome.requirements.iter().flat_map(|all| all.iter());
    let requirements = requirements.flat_map(|one| {
        let found = unmet(one, documents, Codes::Shown);
        let found = (!found.is_empty()).then(|| (2, say!("申请中：{x}", "in the application: {x}", x = found)));
        let state = phrase::met(one.judgement).into();
        let (name, conditions) = requirement_name(&one.requirement, programme);
        let line = say!("{state}：{name}", "{state}: {name}", state = state, name = name);
        let conditions = conditions.map(|x| (2, say!("要求：{x}", "required: {x}", x = x)));
        std::iter::once((1, line)).chain(conditions).chain(found)
    });
    account.section(say!("申请要求", "requirements"), requirements);
    let papers = outcome.papers.iter().flat_map(|all| all.iter());
    let papers = papers.filter(|one| one.state != PaperState::NotNeeded).map(|one| {
        let (paper, state) = (paper_name(&one.paper, programme), paper_state(one));
        (1, say!("{paper}：{state}", "{paper}: {state}", paper = paper, state = state))
    });
    account.section(say!("申请材料", "supporting documents"), papers);
    let missing = outcome.missing.iter().flat_map(|all| all.iter()).map(|one| (1, noted(one, programme)));
    account.section(say!("缺失的事实", "missing facts"), missing);
    account.section(say!("原因", "reasons"), reasons(outcome, programme));
    account.section(say!("给付项", "items"), items(outcome, programme));
    let charges = table::lines(outcome);
    if charges.is_empty() {
        account.section(say!("票据", "receipts"), judged_receipts(outcome));
    } else {
        account.section(say!("票据和明细", "receipts and lines"), charges);
    }
    account.section(
        say!("未计入的票据", "receipts not admitted"),
        receipt::not_admitted(outcome, programme).into_iter().map(|line| (1, line)),
    );
    account.section(say!("计算单元", "units"), units(outcome, programme, has_steps));
    account.section(say!("实物和服务", "goods and services"), services(outcome, programme));
    let payments = outcome.payments.iter().flat_map(|all| all.iter()).map(|payment| {
        let (item, to) = (item_name(&payment.item, programme), payment.to.label().into());
        (1, say!("{item}：付给{to} {x}", "{item}: {x} to {to}", item = item, to = to, x = yuan(payment.amount)))
    });
    account.section(say!("付款", "payments"), payments);
    let later = reconciliation::noted(outcome, programme);
    account.section(say!("结算后核对", "reconciliation after the settlement"), later.into_iter().map(|line| (1, line)));
    let owed = owed(outcome);
    let advice = (!owed.is_empty()).then(|| {
        say!("项目允许选择收款方的，先付医院", "where the programme allows a choice of payee, pay the hospital first")
    });
    account.section(say!("尚欠医院", "owed to hospitals"), owed.into_iter().chain(advice).map(|line| (1, line)));
    let balances = outcome.balances.iter().flat_map(|all| all.iter()).map(|one| (1, balance(one, programme)));
    account.section(say!("限额余额", "remaining limits"), balances);
    let sources = programme.iter().flat_map(|programme| programme.sources.iter().flat_map(|all| all.iter()));
    account.section(say!("来源", "sources"), sources.map(|one| (1, source(one))));
    account.section(say!("核定依据", "inputs of the adjudication"), from(outcome));
    account
}

/// The title of a requirement, and its conditions if the title does not state them; the conditions of one without a title.
fn requirement_name(id: &LocalId, programme: Option<&Programme>) -> (Words, Option<Words>) {
    let stated = programme.and_then(|programme| Some((programme.requirement(id)?, programme)));
    let Some((one, programme)) = stated else { return (Words::quoted(id), None) };
    let (title, conditions) = (requirement_title(one), alternatives(one, programme, Codes::Shown));
    if one.title.is_none() || begins_with(&conditions.zh, &title.zh) {
        return (conditions, None);
    }
    (title, Some(conditions))
}

/// A required document with its form and its conditions.
fn paper_name(id: &LocalId, programme: Option<&Programme>) -> Words {
    let stated = programme.and_then(|programme| Some(paper(programme.paper(id)?, programme)));
    stated.unwrap_or_else(|| Words::quoted(id))
}

fn answer(outcome: &Adjudication) -> Vec<Words> {
    let decision: Words = phrase::decision(outcome.decision).into();
    let amount = outcome.amount.filter(|amount| *amount > Money::ZERO).map(yuan);
    let first = match amount {
        Some(amount) => {
            say!(
                "核定结论：{decision} {amount}",
                "decision: {decision}, {amount}",
                decision = decision,
                amount = amount
            )
        }
        None => say!("核定结论：{decision}", "decision: {decision}", decision = decision),
    };
    let eligible = match outcome.eligible {
        Truth::Yes => say!("符合申请条件", "eligible"),
        Truth::No => say!("不符合申请条件", "not eligible"),
        Truth::Unknown => say!("是否符合申请条件待定", "eligibility undetermined"),
    };
    let overpaid = outcome.overpaid.map(|x| say!("以往多付：{x}", "overpaid before: {x}", x = yuan(x)));
    [first, eligible].into_iter().chain(overpaid).collect()
}

fn reasons(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<(usize, Words)> {
    let mut lines = Vec::new();
    for reason in outcome.reasons.iter().flat_map(|all| all.iter()) {
        let is_other_revision = reason.code == ReasonCode::RuleNotInForce;
        let words =
            if is_other_revision { not_in_force(outcome, programme) } else { phrase::reason(reason.code).into() };
        lines.push((1, say!("{words} [{code}]", "{words} [{code}]", code = Words::same(reason.code), words = words)));
        if let Some(at) = reason.at.as_ref().filter(|_| !is_other_revision) {
            lines.extend(clause_lines(2, at, programme));
        }
    }
    lines
}

/// A clause and its source.
fn clause_lines(depth: usize, at: &Pointer, programme: Option<&Programme>) -> Vec<(usize, Words)> {
    let Clause { words, source } = programme.map(|programme| clause(programme, at)).unwrap_or_default();
    let Some(words) = words else { return Vec::new() };
    let rule = say!("条款：{words}", "clause: {words}", words = words);
    let source = source.map(|source| say!("来源：{source}", "source: {source}", source = source));
    std::iter::once(rule).chain(source).map(|line| (depth, line)).collect()
}

/// The items that apply, with the amounts that they do not award.
fn items(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<(usize, Words)> {
    let line = |item: &ItemOutcome| {
        let (name, x) = (item_name(&item.item, programme), yuan(item.award));
        match item.reason {
            Some(code) => {
                let reason = phrase::reason(code).into();
                say!("{name}：{x}，{reason}", "{name}: {x}; {reason}", name = name, x = x, reason = reason)
            }
            // An item without an amount and without a reason awards goods or services.
            None if item.award == Money::ZERO => {
                say!("{name}：提供实物或服务", "{name}: goods or services", name = name)
            }
            None => say!("{name}：{x}", "{name}: {x}", name = name, x = x),
        }
    };
    let context = Context {
        programme,
        balances: outcome.balances.as_deref().unwrap_or_default(),
        units: outcome.units.as_deref(),
    };
    let all = || outcome.items.iter().flat_map(|all| all.iter());
    let mut lines = Vec::new();
    for item in all().filter(|item| !is_inapplicable(item)) {
        lines.push((1, line(item)));
        for cut in item.cuts.iter().flat_map(|all| all.iter()) {
            let (words, code) = (Unpaid::of(cut).words(item, context), Words::same(cut.code));
            lines.push((2, say!("{w} [{code}]", "{w} [{code}]", w = words, code = code)));
        }
    }
    if lines.is_empty() && all().next().is_some() {
        lines.push((1, say!("各给付项均不适用于本次申请", "no item of the programme applies to this application")));
    }
    if outcome.decision == AdjudicationDecision::NothingPayable {
        let level = if all().all(is_inapplicable) { 2 } else { 1 };
        let inapplicable = shortfall::inapplicable(all(), programme, Codes::Shown);
        lines.extend(inapplicable.into_iter().map(|words| (level, words)));
    }
    lines
}

/// The judgements of receipts: an undetermined outcome has no outcomes of receipts, the steps state them.
fn judged_receipts(outcome: &Adjudication) -> Vec<(usize, Words)> {
    let steps = outcome.trace.iter().flat_map(|all| all.iter()).filter(|step| step.step == StepKind::Receipt);
    let line = |step: &TraceStep| {
        let (at, truth) = (numbered(step.about.as_ref()?), judged(step.step, step.judgement?));
        let reason = step.code.map(|code| phrase::reason(code).into());
        let parts = listed(std::iter::once(truth).chain(reason));
        Some((1, say!("{at}：{parts}", "{at}: {parts}", at = at, parts = parts)))
    };
    let mut lines = Vec::new();
    for line in steps.filter_map(line) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// Each unit. With steps: after the conditions of items, each unit with its steps, then the steps that concern all units.
fn units(outcome: &Adjudication, programme: Option<&Programme>, has_steps: bool) -> Vec<(usize, Words)> {
    if !has_steps {
        let units = outcome.units.iter().flat_map(|all| all.iter()).enumerate();
        return units.map(|(number, unit)| (1, unit_line(number, Some(unit), programme))).collect();
    }
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
    let number = Words::same(number.saturating_add(1));
    let Some(unit) = unit else { return say!("计算单元 {number}", "unit {number}", number = number) };
    let receipts = listed(unit.receipts.iter().flat_map(|all| all.iter()).map(numbered));
    let receipts = (!receipts.is_empty()).then_some(receipts);
    let parts = [
        unit.period.as_ref().map(|days| say!("期间{x}", "period {x}", x = apart(months(days)))),
        unit.operation.as_ref().map(operation),
        receipts,
        unit.basis.map(|basis| say!("本次申请的计算基数 {x}", "basis of this application {x}", x = yuan(basis))),
        unit.overpaid.map(|x| say!("以往多付 {x}", "overpaid before {x}", x = yuan(x))),
        Some(say!("给付 {x}", "awarded {x}", x = yuan(unit.award))),
    ];
    say!(
        "计算单元 {number}，{item}：{parts}",
        "unit {number}, {item}: {parts}",
        number = number,
        item = item_name(&unit.item, programme),
        parts = all_of(parts.into_iter().flatten()),
    )
}

/// The selected steps, each with its clause.
fn steps(
    outcome: &Adjudication,
    is_selected: impl Fn(&TraceStep) -> bool,
    depth: usize,
    programme: Option<&Programme>,
) -> Vec<(usize, Words)> {
    let mut lines = Vec::new();
    for step in outcome.trace.iter().flat_map(|all| all.iter()).filter(|step| is_selected(step)) {
        lines.push((depth, step_line(step)));
        // The title of an item is not a clause.
        if !clause::is_item(&step.at) {
            lines.extend(clause_lines(depth.saturating_add(1), &step.at, programme));
        }
    }
    lines
}

/// A step in one line: its kind, the amount before and after, the amount or rate of the rule, the reason, and the place of the rule.
pub(super) fn step_line(step: &TraceStep) -> Words {
    let flow = match (step.amount_in, step.amount_out) {
        (Some(_), Some(to)) if step.step == StepKind::Basis => Some(yuan(to)),
        (Some(from), Some(to)) if from == to => Some(say!("{to}，不变", "{to}, unchanged", to = yuan(to))),
        (Some(from), Some(to)) => Some(say!("{from} → {to}", "{from} → {to}", from = Words::same(from), to = yuan(to))),
        (None, Some(to)) => Some(yuan(to)),
        (Some(from), None) => Some(yuan(from)),
        (None, None) => None,
    };
    let is_unchanged = step.amount_in.is_some() && step.amount_in == step.amount_out && step.step != StepKind::Basis;
    // An amount that the step yields itself is not repeated.
    let is_result = |value: &str| step.amount_out.is_some_and(|to| to.to_string() == value);
    let value = step.value.as_ref().filter(|value| !is_result(value.as_str()));
    let parts = [
        step.judgement.map(|truth| judged(step.step, truth)),
        step.about.as_ref().map(Words::same),
        flow,
        value.map(|value| of_rule(step, value.as_str())),
        // An amount that the step does not change has no reason.
        step.code.filter(|_| !is_unchanged).map(|code| phrase::reason(code).into()),
    ];
    let parts = parts.into_iter().flatten();
    let parts = parts.reduce(|a, b| say!("{a}，{b}", "{a}, {b}", a = a, b = b)).unwrap_or_default();
    let (kind, at) = (phrase::step(step.step).into(), Words::same(&step.at));
    if parts.is_empty() {
        return say!("{kind} {at}", "{kind} {at}", kind = kind, at = at);
    }
    say!("{kind}：{parts} {at}", "{kind}: {parts} {at}", kind = kind, parts = parts, at = at)
}

/// The judgement of a step: a receipt is admitted, a condition is met.
fn judged(step: StepKind, truth: Truth) -> Words {
    match (step, truth) {
        (StepKind::Receipt, Truth::Yes) => say!("计入", "admitted"),
        (StepKind::Receipt, Truth::No) => say!("不计入", "not admitted"),
        (StepKind::AfterLimit, Truth::Yes) => say!("已用尽", "used up"),
        (StepKind::AfterLimit, Truth::No) => say!("未用尽", "not used up"),
        (_, truth) => phrase::met(truth).into(),
    }
}

/// The amount, rate or number that a rule applies in a step.
fn of_rule(step: &TraceStep, value: &str) -> Words {
    let value = Words::same(value);
    match step.step {
        // A limit of units states the number that remains.
        StepKind::Count if step.at.as_str().contains("/limits/") => {
            say!("可用数量 {x}", "remaining {x}", x = value)
        }
        StepKind::Count => say!("计入数量 {x}", "number counted {x}", x = value),
        // A rate, or an amount for one unit.
        StepKind::Benefit | StepKind::Band => say!("按 {x} 计算", "at {x}", x = value),
        StepKind::AfterLimit | StepKind::Limit | StepKind::Ceiling => {
            say!("可用余额 {x} 元", "remaining {x} yuan", x = value)
        }
        StepKind::Threshold => say!("给付门槛 {x} 元", "threshold {x} yuan", x = value),
        StepKind::Deductible => say!("起付线 {x} 元", "deductible {x} yuan", x = value),
        _ => say!("金额 {x} 元", "amount {x} yuan", x = value),
    }
}

/// An operation by its number in the application.
fn operation(at: &Pointer) -> Words {
    super::missing::member(at.as_str()).unwrap_or_else(|| Words::same(at))
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
        let co_funded = (!co_funded.is_empty())
            .then(|| say!("其他资助方按协议承担：{x}", "agreed shares of other payers: {x}", x = co_funded));
        let parts = [
            service.operation.as_ref().map(operation),
            service.settled.map(|x| say!("与提供方结算 {x}", "paid to the provider: {x}", x = yuan(x))),
            service.family_charge.map(family_charge),
            co_funded,
        ];
        let parts = all_of(parts.into_iter().flatten());
        let name = title.unwrap_or_else(|| Words::quoted(&service.service));
        lines.push((1, say!("{name}：{parts}", "{name}: {parts}", name = name, parts = parts)));
    }
    lines
}

fn balance(balance: &LimitBalance, programme: Option<&Programme>) -> Words {
    let rule = programme.and_then(|programme| Some(limit_rule(clause::limit(programme, &balance.at)?, programme)));
    let name = rule.unwrap_or_else(|| {
        say!(
            "{id}（{scope}）",
            "{id} ({scope})",
            id = Words::quoted(&balance.limit),
            scope = balance.scope.label().into()
        )
    });
    let counts = balance.count.zip(balance.count_used);
    let units = balance.units.zip(balance.units_used);
    let periods = balance.periods.zip(balance.periods_used);
    // A limit of awards, units or periods has no amount.
    let has_amount = balance.amount.is_some() || (counts.is_none() && units.is_none() && periods.is_none());
    let parts = [
        balance.period.as_ref().map(months),
        has_amount.then(|| say!("已用 {x}", "used {x}", x = yuan(balance.used))),
        balance.left.map(|x| say!("剩余 {x}", "remaining {x}", x = yuan(x))),
        counts.map(|(most, used)| {
            let (used, most) = (Words::same(used.get()), Words::same(most.get()));
            say!("已给付 {used} 次，上限 {most} 次", "{used} of {most} awards", used = used, most = most)
        }),
        units.map(|(most, used)| {
            let (used, most) = (Words::same(used), Words::same(most.get()));
            say!("已计 {used} 个单位，上限 {most} 个", "{used} of {most} units", used = used, most = most)
        }),
        periods.map(|(most, used)| {
            let (used, most) = (Words::same(used.get()), Words::same(most.get()));
            say!("已在 {used} 个期间给付，上限 {most} 个", "paid in {used} of {most} periods", used = used, most = most)
        }),
    ];
    say!("{name}：{parts}", "{name}: {parts}", name = name, parts = all_of(parts.into_iter().flatten()))
}

fn from(outcome: &Adjudication) -> Vec<(usize, Words)> {
    let from = &outcome.computed_from;
    let program = Words::same(format_args!("{} {}", from.evaluator, from.evaluator_version));
    let earlier = match from.earlier.as_deref() {
        None => say!(
            "以往核定结果：未提供，以申请中所列救助为准",
            "earlier adjudications: not given; the aid listed in the application is used"
        ),
        Some([]) => say!("以往核定结果：无", "earlier adjudications: none"),
        Some(all) => say!("以往核定结果：{n} 份", "earlier adjudications: {n}", n = Words::same(all.len())),
    };
    let lines = [
        Some(say!("程序：{x}", "program: {x}", x = program)),
        Some(say!(
            "项目文件摘要：{x}",
            "digest of the programme document: {x}",
            x = Words::same(&from.programme_digest)
        )),
        Some(say!(
            "申请文件摘要：{x}",
            "digest of the application document: {x}",
            x = Words::same(&from.application_digest)
        )),
        Some(earlier),
        from.quota_left.map(|x| say!("剩余名额：{x}", "remaining places: {x}", x = Words::same(x.get()))),
        from.fund_balance.map(|x| say!("资金余额：{x}", "fund balance: {x}", x = yuan(x))),
    ];
    lines.into_iter().flatten().map(|line| (1, line)).collect()
}
