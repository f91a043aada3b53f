//! A period in words.

use crate::language::Said;
use tongbiao::value::Period;

/// The days of a period, both inclusive. A day that is omitted does not bound it.
pub(crate) fn span(period: &Period) -> Said {
    match (period.start, period.end) {
        (Some(start), Some(end)) => Said::new(format!("{start} 至 {end}"), format!("{start} to {end}")),
        (Some(start), None) => Said::new(format!("{start} 起"), format!("from {start}")),
        (None, Some(end)) => Said::new(format!("截至 {end}"), format!("until {end}")),
        (None, None) => Said::new("日期不限", "any date"),
    }
}

/// Several alternative periods, or none.
pub(crate) fn spans(periods: &[Period]) -> Said {
    let spans: Vec<Said> = periods.iter().map(span).collect();
    let join = |text: fn(&Said) -> &str, or: &str| spans.iter().map(text).collect::<Vec<_>>().join(or);
    if spans.is_empty() {
        return Said::new("无", "none");
    }
    Said::new(join(|said| &said.zh, "，或 "), join(|said| &said.en, ", or "))
}
