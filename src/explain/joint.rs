//! The outcome of a joint relief plan: one account for all funders and the family, line by payer.

use super::{Account, Words, missing::asked, numeral::yuan, phrase, words::say};
use crate::{
    joint::{JointAdjudication, JointAmount, JointReceipt},
    plan::{PlanStage, ReliefPlan},
    programme::Programme,
    value::{Money, Text},
};

/// The account. With the plan, stages and the plan are called by their titles; with the programmes, members are.
pub(super) fn account(outcome: &JointAdjudication, plan: Option<&ReliefPlan>, programmes: &[&Programme]) -> Account {
    let plan = plan.filter(|plan| plan.id == outcome.plan && plan.revision == outcome.revision);
    let mut account = Account::default();
    let name = plan.map_or_else(|| Words::quoted(&outcome.plan), |plan| titled(&plan.title, plan.title_en.as_ref()));
    account.heading(say!("“{name}”联合核定", "joint adjudication under: {name}", name = name));
    let day = Words::same(outcome.as_of);
    account.line(1, say!("核定日期：{day}", "day of the decision: {day}", day = day));
    account.line(1, phrase::decision(outcome.decision).into());
    let members = outcome.members.iter().enumerate().map(|(place, member)| {
        let stage = plan.and_then(|plan| plan.stages.iter().find(|stage| *stage.id() == member.stage));
        let stage = stage.map_or_else(|| Words::quoted(&member.stage), stage_name);
        let of = |one: &&&Programme| one.id == member.programme && one.revision == member.revision;
        let programme = programmes.iter().find(of);
        let name =
            programme.map_or_else(|| Words::quoted(&member.programme), |one| titled(&one.title, one.title_en.as_ref()));
        let (number, payer) = (Words::same(place + 1), member.payer.label().into());
        let decision: Words = phrase::decision(member.decision).into();
        let who = say!(
            "{n}. {name}（{payer}；阶段：{stage}）",
            "{n}. {name} ({payer}; stage: {stage})",
            n = number,
            name = name,
            payer = payer,
            stage = stage
        );
        let amounts = [
            member.alone.map(|x| say!("单独应给付：{x}", "alone: {x}", x = yuan(x))),
            member.award.map(|x| say!("按方案给付：{x}", "under the plan: {x}", x = yuan(x))),
            member
                .due
                .filter(|due| Some(*due) != member.award)
                .map(|x| say!("本次给付：{x}", "due now: {x}", x = yuan(x))),
            member.overpaid.map(|x| say!("以往多付：{x}", "overpaid before: {x}", x = yuan(x))),
        ];
        let line = say!("{who}：{decision}", "{who}: {decision}", who = who, decision = decision);
        std::iter::once((1, line)).chain(amounts.into_iter().flatten().map(|text| (2, text))).collect::<Vec<_>>()
    });
    account.section(say!("各成员", "members"), members.flatten());
    let missing = outcome.missing.iter().flat_map(|all| all.iter()).map(|one| (1, asked(one, None)));
    account.section(say!("缺失的事实", "missing facts"), missing);
    let reasons = outcome.reasons.iter().flat_map(|all| all.iter()).map(|one| (1, phrase::reason(one.code).into()));
    account.section(say!("原因", "reasons"), reasons);
    let receipts = outcome.receipts.iter().flat_map(|all| all.iter()).enumerate();
    let receipts = receipts.flat_map(|(place, receipt)| of_receipt(place, receipt));
    let elsewhere = paid_elsewhere(outcome).map(|line| (1, line));
    account.section(say!("各票据的分担", "receipts"), receipts.chain(elsewhere));
    if let Some(totals) = &outcome.totals {
        let lines = [
            Some(say!("家庭负担：{x}", "family's share: {x}", x = yuan(totals.borne))),
            Some(say!("此前救助：{x}", "aid already given: {x}", x = yuan(totals.prior))),
            Some(say!("各成员给付：{x}", "awards of the members: {x}", x = yuan(totals.awarded))),
            Some(say!("家庭仍须负担：{x}", "remaining for the family: {x}", x = yuan(totals.left))),
            totals.apart.map(|x| {
                say!("另计的给付（不针对医疗费用）：{x}", "in addition, not for medical charges: {x}", x = yuan(x))
            }),
            totals.excess.map(|x| {
                say!("超出余额的预付，待核销：{x}", "advances above the remainder, to be reconciled: {x}", x = yuan(x))
            }),
        ];
        account.section(say!("合计", "totals"), lines.into_iter().flatten().map(|text| (1, text)));
    }
    account
}

/// The part of the remainders of receipts that is paid by awards and aid without receipts, such as fixed grants.
fn paid_elsewhere(outcome: &JointAdjudication) -> Option<Words> {
    let receipts = outcome.receipts.iter().flat_map(|all| all.iter());
    let left = receipts.map(|receipt| receipt.left).try_fold(Money::ZERO, Money::checked_add)?;
    let rest = Money::from_fen(left.fen().checked_sub(outcome.totals.as_ref()?.left.fen())?).ok()?;
    (rest > Money::ZERO).then(|| {
        say!(
            "以上余额中，{x}由不针对票据的给付或救助（如定额）支付",
            "of these remainders, {x} is paid by awards or aid without receipts, such as fixed grants",
            x = yuan(rest),
        )
    })
}

fn titled(zh: &Text<1, 200>, en: Option<&Text<1, 200>>) -> Words {
    Words { zh: zh.to_string(), en: en.unwrap_or(zh).to_string() }
}

fn stage_name(stage: &PlanStage) -> Words {
    let (title, en) = match stage {
        PlanStage::Priority(of) => (&of.title, &of.title_en),
        PlanStage::ProRata(of) => (&of.title, &of.title_en),
        PlanStage::Shares(of) => (&of.title, &of.title_en),
        PlanStage::GapFill(of) => (&of.title, &of.title_en),
        PlanStage::Match(of) => (&of.title, &of.title_en),
    };
    title.as_ref().map_or_else(|| Words::quoted(stage.id()), |title| titled(title, en.as_ref()))
}

/// A receipt with its lines: the family's share, what each pays, and what remains.
fn of_receipt(place: usize, receipt: &JointReceipt) -> Vec<(usize, Words)> {
    let number = Words::same(place + 1);
    let name = receipt.id.as_ref().map_or_else(|| say!("第 {n} 张票据", "receipt no. {n}", n = number), Words::quoted);
    let row = |name: Words, (borne, prior, left): (Money, Option<Money>, Money), awards: Option<&[JointAmount]>| {
        let mut text = say!("{name}：家庭负担 {x}", "{name}: family's share {x}", name = name, x = yuan(borne));
        if let Some(prior) = prior {
            text = say!("{text}，此前救助 {x}", "{text}, aid already given {x}", text = text, x = yuan(prior));
        }
        for part in awards.unwrap_or_default() {
            let member = Words::same(part.member.get() + 1);
            text = say!(
                "{text}，成员 {m} 给付 {x}",
                "{text}, member {m} pays {x}",
                text = text,
                m = member,
                x = yuan(part.award)
            );
        }
        say!("{text}，余额 {x}", "{text}, remaining {x}", text = text, x = yuan(left))
    };
    let whole = row(name, (receipt.borne, receipt.prior, receipt.left), receipt.awards.as_deref());
    let lines = receipt.lines.iter().flat_map(|lines| lines.iter()).enumerate().map(|(number, line)| {
        let number = Words::same(number + 1);
        let name = say!("明细 {n}", "line {n}", n = number);
        (2, row(name, (line.borne, line.prior, line.left), line.awards.as_deref()))
    });
    std::iter::once((1, whole)).chain(lines).collect()
}
