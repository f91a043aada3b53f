//! That the revision of a programme does not apply to an application.

use super::{
    Words,
    param::day,
    phrase, scope,
    words::{all_of, say},
};
use crate::{adjudication::Adjudication, code::ReasonCode, programme::Programme};

/// That the revision was not in force: since when or until when it applies, and the day that decides.
pub(super) fn not_in_force(outcome: &Adjudication, programme: Option<&Programme>) -> Words {
    let words: Words = phrase::reason(ReasonCode::RuleNotInForce).into();
    let on = outcome.applies_on;
    let Some(programme) = programme else {
        return match on.map(Words::same) {
            Some(on) => say!("{words}（该日为 {on}）", "{words} (that day is {on})", words = words, on = on),
            None => words,
        };
    };
    let (fact, period) = (day(programme.applies_by), scope::period(&programme.effective));
    let is_before = on.zip(programme.effective.start).is_some_and(|(on, start)| on < start);
    let is_after = on.zip(programme.effective.end).is_some_and(|(on, end)| on > end);
    let state = match (is_before, is_after) {
        (true, false) => say!("尚未生效", "was not yet in force"),
        (false, true) => say!("已经失效", "was no longer in force"),
        _ => {
            let rule = say!("有效期：{period}", "it applies {period}", period = period);
            let on = on.map(|on| say!("{fact}为 {on}", "the {fact} is {on}", fact = fact, on = Words::same(on)));
            let cause = all_of(std::iter::once(rule).chain(on));
            return say!("{words}（{cause}）", "{words} ({cause})", words = words, cause = cause);
        }
    };
    say!(
        "本项目的这一版本在{fact}（{on}）{state}，有效期：{period}",
        "this revision of the programme {state} on the {fact} ({on}); it applies {period}",
        state = state,
        fact = fact,
        on = on.map(Words::same).unwrap_or_default(),
        period = period,
    )
}
