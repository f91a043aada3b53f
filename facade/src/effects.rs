//! The effects of a new revision on applications, as a record.

use crate::{
    analysis::{Count, count},
    failure::{Failure, listed},
    text::AnyText,
};
use tongbiao::{
    adjudication::{Adjudication, MissingFact, TraceStep},
    amendment::{Effect, Shift, Totals},
    code::{AdjudicationDecision, Truth},
    explain::masked,
    value::{Date, LocalId, Money},
    wire::{List, record},
};

record! {
    /// 核定结果 · Outcome under one of the two revisions.
    pub struct OutcomeReply {
        required {
            /// 是否符合申请条件 · Whether the child is eligible.
            personal eligible: Truth,
            /// 核定结论 · Decision.
            personal decision: AdjudicationDecision,
            /// 核定日期 · Date of the decision.
            public as_of: Date,
        }
        optional {
            /// 金额 · Amount.
            ///
            /// 待定的，不填。
            /// Omitted if it is undetermined.
            financial amount: Money,
        }
    }
}

record! {
    /// 给付项的变化 · Item whose award changes.
    pub struct ItemReply {
        required {
            /// 给付项标识 · Identifier of the item.
            public item: LocalId,
        }
        optional {
            /// 原给付 · Award under the old revision.
            financial before: Money,
            /// 新给付 · Award under the new revision.
            financial after: Money,
        }
    }
}

record! {
    /// 第一个不同的步骤 · First step of the computation that differs.
    pub struct StepReply {
        required {}
        optional {
            /// 原步骤 · Step under the old revision.
            financial before: TraceStep,
            /// 新步骤 · Step under the new revision.
            financial after: TraceStep,
        }
    }
}

record! {
    /// 对一份申请的影响 · Effect on one application.
    pub struct EffectReply from NewEffectReply {
        required {
            /// 文件名 · Name of the file.
            public file: AnyText,
            /// 申请编号 · Identifier of the application.
            pseudonymous application: AnyText,
            /// 变化 · Change of the outcome: more, less, determined, undetermined, otherwise or same.
            public shift: AnyText,
            /// 原结果 · Outcome under the old revision.
            personal before: OutcomeReply,
            /// 新结果 · Outcome under the new revision.
            personal after: OutcomeReply,
            /// 给付项 · Items whose awards change.
            financial items: List<ItemReply, 0, 1000>,
            /// 不符合的要求 · Requirements that are not met under the new revision.
            personal not_met: List<LocalId, 0, 1000>,
            /// 新缺失的事实 · Facts that are missing under the new revision only.
            personal missing: List<MissingFact, 0, 10000>,
        }
        optional {
            /// 金额之差 · Difference of the amounts in yuan.
            ///
            /// 任一金额待定的，不填。
            /// Omitted if one of the amounts is undetermined.
            financial difference: AnyText,
            /// 第一个不同的步骤 · First step that differs.
            financial step: StepReply,
        }
    }
}

record! {
    /// 合计 · Totals.
    pub struct TotalsReply from NewTotalsReply {
        required {
            /// 申请数 · Number of applications.
            public cases: Count,
            /// 增加 · Applications with a higher award.
            public more: Count,
            /// 减少 · Applications with a lower award.
            public less: Count,
            /// 由待定变为确定 · Applications whose amount is determined under the new revision only.
            public determined: Count,
            /// 变为待定 · Applications whose amount is determined under the old revision only.
            public undetermined: Count,
            /// 其他变化 · Applications with the same amount and other changes.
            public otherwise: Count,
            /// 不变 · Applications without changes.
            public same: Count,
            /// 新符合条件 · Applications that are eligible under the new revision only.
            public newly_eligible: Count,
            /// 不再符合条件 · Applications that are eligible under the old revision only.
            public no_longer_eligible: Count,
            /// 只有一个版本有效 · Applications for which only one of the revisions is in force.
            public out_of_force: Count,
            /// 原金额 · Sum of the awards under the old revision in yuan.
            ///
            /// 只计两个金额均确定的申请。
            /// Includes only applications with both amounts determined.
            financial before: AnyText,
            /// 新金额 · Sum of the awards under the new revision in yuan, over the same applications.
            financial after: AnyText,
            /// 差额 · Difference of the two sums in yuan.
            financial difference: AnyText,
        }
        optional {}
    }
}

record! {
    /// 对申请的影响 · Effects on applications.
    pub struct CasesReply {
        required {
            /// 是否视为有效 · Whether both revisions are treated as in force on any day.
            public as_if_in_force: bool,
            /// 合计 · Totals.
            financial totals: TotalsReply,
            /// 各份申请 · Effect on each application.
            financial applications: List<EffectReply, 0, 1000000>,
        }
        optional {}
    }
}

/// Fen as yuan.
pub fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    format!("{sign}{}.{:02}", fen / 100, fen % 100)
}

/// The effect on one application, as a reply. An identity number in the identifier of the application is hidden.
///
/// # Errors
/// The effect has too many entries for a reply.
pub fn effect(file: &str, application: &LocalId, effect: &Effect) -> Result<EffectReply, Failure> {
    let Effect { before, after, shift, items, step, .. } = effect;
    let items = items.iter().map(|one| {
        let mut item = ItemReply::new(one.item.clone());
        (item.before, item.after) = (one.before, one.after);
        item
    });
    let mut reply = EffectReply::new(NewEffectReply {
        file: file.into(),
        application: masked(application.to_string()).into(),
        shift: shift.as_str().into(),
        before: outcome(before),
        after: outcome(after),
        items: listed(items)?,
        not_met: listed(effect.not_met().cloned())?,
        missing: listed(effect.newly_missing().cloned())?,
    });
    reply.difference = effect.difference_fen().map(|fen| yuan(fen).into());
    reply.step = step.as_ref().map(|step| {
        let mut reply = StepReply::new();
        (reply.before, reply.after) = (step.before.clone(), step.after.clone());
        reply
    });
    Ok(reply)
}

fn outcome(outcome: &Adjudication) -> OutcomeReply {
    let mut reply = OutcomeReply::new(outcome.eligible, outcome.decision, outcome.as_of);
    reply.amount = outcome.amount;
    reply
}

/// The effects on all applications, as a reply.
///
/// # Errors
/// There are too many applications for a reply.
pub fn cases(is_as_if_in_force: bool, totals: &Totals, effects: Vec<EffectReply>) -> Result<CasesReply, Failure> {
    let of = |shift| count(totals.of(shift));
    let totals = TotalsReply::new(NewTotalsReply {
        cases: count(totals.cases),
        more: of(Shift::More),
        less: of(Shift::Less),
        determined: of(Shift::Determined),
        undetermined: of(Shift::Undetermined),
        otherwise: of(Shift::Otherwise),
        same: of(Shift::Same),
        newly_eligible: count(totals.newly_eligible),
        no_longer_eligible: count(totals.no_longer_eligible),
        out_of_force: count(totals.out_of_force),
        before: yuan(totals.before_fen).into(),
        after: yuan(totals.after_fen).into(),
        difference: yuan(totals.after_fen.saturating_sub(totals.before_fen)).into(),
    });
    Ok(CasesReply::new(is_as_if_in_force, totals, listed(effects)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fen_are_yuan() {
        for (fen, expected) in
            [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (1_000_001, "10000.01"), (i64::MIN, "-92233720368547758.08")]
        {
            assert_eq!(yuan(fen), expected);
        }
    }

    #[test]
    fn every_shift_is_a_member_of_the_totals() -> Result<(), Failure> {
        let totals = serde_json::to_value(&cases(false, &Totals::default(), Vec::new())?.totals)?;
        for shift in Shift::ALL {
            assert!(totals.get(shift.as_str()).is_some(), "{}", shift.as_str());
        }
        Ok(())
    }
}
