//! Rules for the threshold of a basis.

use super::{condition::check_amount, reference::Names};
use crate::{
    code::{BandMethod, ThresholdBound},
    fact::Scope,
    finding::{At, rules},
    programme::{BandBenefit, Basis, Benefit, BracketBenefit, ProgrammeItem, Threshold},
    value::Money,
};

rules! { ProgrammeThreshold;
    /// 门槛始终达到 · Threshold that is always reached.
    WITHOUT_EFFECT = "programme.threshold-without-effect" Warning Value {
        zh: "任何基数都达到此门槛", en: "every basis reaches the threshold",
        hint_zh: "请填写门槛金额，或删除门槛", hint_en: "enter the amount of the threshold, or remove it",
        source: "every published part has an effect",
    }
    /// 分段低于门槛 · Band below the threshold.
    BAND_BELOW = "programme.band-below-threshold" Warning Value {
        zh: "此段的金额均未达到给付门槛 {threshold}，始终不适用", en: "no amount of the band reaches the threshold {threshold}: it never applies",
        hint_zh: "请核对门槛和分段", hint_en: "check the threshold and the bands",
        source: "nothing is awarded below the threshold",
    }
}

/// Judges the amount of a threshold.
pub(super) fn check_threshold(threshold: Option<&Threshold>, scope: Scope, names: &Names<'_>, at: &mut At) {
    let Some(threshold) = threshold else { return };
    at.within(Basis::MEMBERS.threshold, |at| {
        check_amount(Threshold::MEMBERS.amount, Some(&threshold.amount), scope, names, at);
        let is_zero = threshold.bound == ThresholdBound::AtLeast && threshold.amount.greatest() == Some(Money::ZERO);
        at.judge_member(&WITHOUT_EFFECT, Threshold::MEMBERS.amount, Some(!is_zero), |_| {});
    });
}

/// Judges whether the bands of an item hold amounts that reach its threshold. A deductible lowers the amount that is compared with the
/// bands, so that nothing is judged with one.
pub(super) fn check_brackets_above(item: &ProgrammeItem, at: &mut At) {
    let threshold = item.basis.as_ref().and_then(|basis| basis.threshold.as_ref());
    // Without a threshold every band can apply.
    let amount = match threshold.filter(|_| item.deductible.is_none()) {
        Some(threshold) => threshold.amount.fixed().map(|amount| (threshold.bound, amount)),
        None => None,
    };
    let least = amount.map(|(bound, amount)| amount.fen() + i64::from(bound == ThresholdBound::Over));
    let judge = |bounds: crate::code::Bounds, upper: Option<Money>, at: &mut At| {
        let reached = least.is_none_or(|least| bounds.hold(least, None, upper));
        at.judge(&BAND_BELOW, Some(reached), |f| {
            f.param("threshold", amount.map_or(Money::ZERO, |(_, amount)| amount));
        });
    };
    at.within(ProgrammeItem::MEMBERS.benefit, |at| match &item.benefit {
        Benefit::Brackets(of) => {
            at.each(BracketBenefit::MEMBERS.brackets, &of.brackets, |at, one| judge(of.bounds, one.upper, at));
        }
        Benefit::Bands(of) if of.method == BandMethod::Whole => {
            at.each(BandBenefit::MEMBERS.bands, &of.bands, |at, one| judge(of.bounds, one.upper, at));
        }
        _ => {}
    });
}
