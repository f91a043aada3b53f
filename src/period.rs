//! Rule for periods that end before they start.

use crate::{
    finding::{At, rules},
    value::Period,
    wire::MemberName,
};

rules! { Period;
    /// 期间的起止颠倒 · Period that ends before it starts.
    REVERSED = "period.reversed" Error Value {
        zh: "期间的止期早于起期", en: "the end date is before the start date",
        hint_zh: "请核对起期和止期", hint_en: "check both dates",
        source: "plain fact",
    }
}

/// Judges the period in a member.
pub(crate) fn check_period(name: MemberName, period: Option<&Period>, at: &mut At) {
    at.judge_member(&REVERSED, name, period.and_then(Period::is_ordered), |_| {});
}
