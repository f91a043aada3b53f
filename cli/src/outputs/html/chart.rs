//! Charts of bars, drawn without a script.

/// The width of a chart.
const WIDTH: usize = 1000;

/// A bar whose length shows a count in relation to the largest one.
pub(crate) fn bar(class: &str, count: usize, most: usize) -> String {
    let length = scaled(count, most).max(usize::from(count > 0) * 4);
    format!(
        "<svg viewBox=\"0 0 {WIDTH} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect class=\"{class}\" x=\"0\" y=\"1\" width=\"{length}\" height=\"8\"/></svg>"
    )
}

/// One bar that is divided by some counts. The parts fill the bar.
pub(crate) fn parts(counts: &[(&str, usize)]) -> String {
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    let (mut before, mut bars) = (0, String::new());
    for (class, count) in counts.iter().filter(|(_, count)| *count > 0) {
        let start = scaled(before, all);
        before += count;
        let width = scaled(before, all) - start;
        bars.push_str(&format!("<rect class=\"{class}\" x=\"{start}\" y=\"0\" width=\"{width}\" height=\"10\"/>"));
    }
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">{bars}</svg>"
    )
}

/// A count in relation to another one, in units of the chart.
fn scaled(count: usize, all: usize) -> usize {
    count.saturating_mul(WIDTH).checked_div(all).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_in_proportion() {
        for (count, most, width) in [(0, 10, 0), (5, 10, 500), (10, 10, 1000), (1, 100_000, 4), (0, 0, 0)] {
            assert!(bar("error", count, most).contains(&format!(" width=\"{width}\" ")), "{count}");
        }
        let chart = parts(&[("good", 1), ("error", 0), ("none", 2)]);
        assert_eq!(chart.matches("<rect").count(), 2);
        assert!(
            chart.contains("x=\"0\" y=\"0\" width=\"333\"") && chart.contains("x=\"333\" y=\"0\" width=\"667\""),
            "{chart}"
        );
    }
}
