//! Rules about the days of receipts and the time in which a revision is in force.

use crate::{
    code::DateFact,
    finding::{At, rules},
    programme::{Programme, ReceiptRule},
    value::{Date, Period},
};

rules! { ProgrammeWindow;
    /// 票据日期范围在有效期之外 · Window of receipts outside the time in force.
    WINDOW_OUTSIDE = "programme.window-outside" Warning Value {
        zh: "票据日期范围完全在有效期间（{effective}）之外", en: "the window of receipts lies wholly outside the time in which the revision is in force ({effective})",
        hint_zh: "请核对两个期间；追溯以前票据的，可保留", hint_en: "check both periods; keep it where receipts of an earlier time are meant",
        source: "a revision is for its own time",
    }
    /// 生效前已过提交期限 · Deadline that is over before the revision is in force.
    DEADLINE_PASSED = "programme.deadline-passed" Error Value {
        zh: "最后一张票据的提交期限 {deadline} 早于生效日期，没有票据能按期提交", en: "the deadline of the last receipt, {deadline}, is before the revision comes into force: none can be handed in in time",
        hint_zh: "请核对日期范围、提交期限和有效期间", hint_en: "check the window, the deadline and the time in which the revision is in force",
        source: "arithmetic of dates",
    }
    /// 票据日期范围晚于有效期 · Window of receipts that outlasts the time in force.
    WINDOW_OUTLASTS = "programme.window-outlasts" Warning Value {
        zh: "{day} 的票据仍计入，但此版本到 {end} 就不再适用，最后的票据来不及处理", en: "receipts of {day} still count, but the revision applies until {end} only: the last receipts come too late",
        hint_zh: "请延长有效期间，或按票据日期、录入日期选择版本", hint_en: "let the revision be in force longer, or let the date of receipts or of the first entry decide which revision applies",
        source: "whoever keeps the deadline has an answer",
    }
}

/// Judges the window of some receipts and their deadline.
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
    // A receipt is handed in and decided on after its own date, so on the last day there is no time left.
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
