//! Rules for the dates of receipts and the period in force of a revision.

use crate::{
    code::DateFact,
    finding::{At, rules},
    programme::{Programme, ReceiptRule},
    value::{Date, Period},
};

rules! { ProgrammeWindow;
    /// 票据日期范围在有效期间之外 · Period of receipts outside the period in force.
    WINDOW_OUTSIDE = "programme.window-outside" Warning Value {
        zh: "票据日期范围完全在有效期间（{effective}）之外", en: "the period of admitted receipts lies completely outside the period in force ({effective})",
        hint_zh: "请核对两个期间；追溯计入以往票据的，可保留", hint_en: "check both periods; keep them if earlier receipts are intended",
        source: "a revision applies to its own period",
    }
    /// 生效前已过提交期限 · Submission deadline before the period in force.
    DEADLINE_PASSED = "programme.deadline-passed" Error Value {
        zh: "最后一张票据的提交期限 {deadline} 早于生效日期，所有票据均无法按期提交", en: "the submission deadline of the last receipt, {deadline}, is before the revision comes into force: no receipt can be submitted in time",
        hint_zh: "请核对日期范围、提交期限和有效期间", hint_en: "check the period of receipts, the submission deadline and the period in force",
        source: "arithmetic of dates",
    }
    /// 票据日期范围晚于有效期间 · Period of receipts that ends after the period in force.
    WINDOW_OUTLASTS = "programme.window-outlasts" Warning Value {
        zh: "{day} 的票据仍可计入，但此版本适用至 {end}，最后的票据来不及提交", en: "receipts of {day} are still admitted, but the revision applies until {end}: the last receipts cannot be submitted in time",
        hint_zh: "请延长有效期间，或按票据日期、录入日期选择版本", hint_en: "extend the period in force, or select the revision by the date of the receipts or of the first entry",
        source: "every application within the deadline has an outcome",
    }
}

/// Judges the period of admitted receipts and the submission deadline.
pub(super) fn check_window(receipts: &ReceiptRule, programme: &Programme, at: &mut At) {
    let Some(window) = &receipts.window else { return };
    let (effective, period) = (&programme.effective, &window.period);
    let apart = |a: &Period, b: &Period| a.end.zip(b.start).map(|(end, start)| end < start);
    let outside = [apart(period, effective), apart(effective, period)].into_iter().flatten().reduce(|a, b| a || b);
    at.judge_member(&WINDOW_OUTSIDE, ReceiptRule::MEMBERS.window, outside.map(|outside| !outside), |f| {
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        f.param("effective", format!("{}/{}", day(effective.start), day(effective.end)));
    });
    let days = receipts.submit_within.as_ref().filter(|within| within.by == window.by).map(|within| within.days);
    let deadline = days.zip(period.end).and_then(|(days, end)| later(end, days.get()));
    let submitted = programme.applies_by == DateFact::SubmittedOn;
    let in_time = deadline.zip(effective.start).map(|(deadline, start)| !submitted || start <= deadline);
    at.judge_member(&DEADLINE_PASSED, ReceiptRule::MEMBERS.submit_within, in_time, |f| {
        f.param("deadline", deadline.map_or_else(String::new, |day| day.to_string()));
    });
    // A receipt is submitted and adjudicated after its own date. On the last day no time remains.
    let later_than_receipts = submitted || programme.applies_by == DateFact::DecidedOn;
    let ends = period.end.zip(effective.end);
    let enough = ends.map(|(last, end)| !later_than_receipts || last < end);
    at.judge_member(&WINDOW_OUTLASTS, ReceiptRule::MEMBERS.window, enough, |f| {
        let (day, end) = ends.map_or_else(Default::default, |(day, end)| (day.to_string(), end.to_string()));
        f.param("day", day).param("end", end);
    });
}

fn later(day: Date, days: i64) -> Option<Date> {
    let days = chrono::Days::new(u64::try_from(days).ok()?);
    day.to_chrono().checked_add_days(days).and_then(|value| Date::from_chrono(value).ok())
}
