//! Spans of days that end before they start.

use crate::{
    finding::{At, rules},
    value::Period,
    wire::MemberName,
};

rules! { Period;
    /// 期间的起止颠倒 · Period that ends before it starts.
    REVERSED = "period.reversed" Error Value {
        zh: "期间的截止日期早于起始日期", en: "the period ends before it starts",
        hint_zh: "请核对两个日期", hint_en: "check both dates",
        source: "plain fact",
    }
}

/// Judges the period in that member.
pub(crate) fn check_period(name: MemberName, period: Option<&Period>, at: &mut At) {
    at.judge_member(&REVERSED, name, period.and_then(Period::is_ordered), |_| {});
}
