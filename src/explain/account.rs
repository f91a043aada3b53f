//! An explanation: headings and lines, as a reader sees them.

use super::Words;
use crate::value::ResidentNumber;

/// The replacement of an identity number.
const MASK: &str = "•••";

/// A line of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its indentation.
    pub depth: usize,
    /// Whether it is the heading of the lines after it.
    pub is_heading: bool,
    /// Its text.
    pub text: Words,
}

/// An explanation of a document for a reader.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    lines: Vec<Line>,
}

impl Account {
    /// Its lines, from the top.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The text in Chinese: two spaces for each level, an empty line before each heading except the first.
    pub fn zh(&self) -> String {
        self.written(|words| &words.zh)
    }

    /// The text in English, in the same form.
    pub fn en(&self) -> String {
        self.written(|words| &words.en)
    }

    fn written(&self, language: fn(&Words) -> &str) -> String {
        let mut text = String::new();
        for line in &self.lines {
            if line.is_heading && !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&"  ".repeat(line.depth));
            text.push_str(language(&line.text).trim_end());
            text.push('\n');
        }
        text
    }

    pub(super) fn heading(&mut self, text: Words) {
        self.push(0, true, text.begun());
    }

    pub(super) fn line(&mut self, depth: usize, text: Words) {
        self.push(depth, false, text.begun());
    }

    /// Lines below a heading. Without lines the heading is omitted.
    pub(super) fn section(&mut self, heading: Words, lines: impl IntoIterator<Item = (usize, Words)>) {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_none() {
            return;
        }
        self.heading(heading);
        lines.for_each(|(depth, text)| self.line(depth, text));
    }

    fn push(&mut self, depth: usize, is_heading: bool, Words { zh, en }: Words) {
        let text = Words { zh: masked(zh), en: masked(en) };
        self.lines.push(Line { depth, is_heading, text });
    }
}

/// Hides identity numbers: an organisation may have used one as the identifier of an application.
pub fn masked(text: String) -> String {
    if text.bytes().filter(u8::is_ascii_digit).count() < 17 {
        return text;
    }
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, 'X' | 'x');
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at(start);
        let (run, behind) = from.split_at(from.find(|c| !is_part(c)).unwrap_or(from.len()));
        out.push_str(before);
        out.push_str(if holds_identity(run) { MASK } else { run });
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Whether any eighteen characters of a run are an identity number. Other digits may precede and follow it.
fn holds_identity(run: &str) -> bool {
    let number = |at: usize| run.get(at..at.saturating_add(18)).map(str::to_ascii_uppercase);
    let is_identity =
        |text: String| ResidentNumber::parse(&text).is_ok_and(|n| n.check_digit_holds() && n.birth_date().is_some());
    (0..run.len()).filter_map(number).any(is_identity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_numbers_are_hidden() {
        for (text, expected) in [
            ("申请 410000202103150311，核定", "申请 •••，核定"),
            ("case-410000202103150311-2024", "case-•••-2024"),
            ("9410000202103150311", "•••"),
            // A wrong check digit, an impossible date: not identity numbers.
            ("410000202103150312", "410000202103150312"),
            ("20240506000113800000000", "20240506000113800000000"),
            ("10000.00", "10000.00"),
        ] {
            assert_eq!(masked(text.to_owned()), expected);
        }
    }

    #[test]
    fn headings_stand_apart() {
        let mut account = Account::default();
        account.heading(Words::same("one"));
        account.line(1, Words::same("two"));
        account.section(Words::same("none"), []);
        account.section(Words::same("three"), [(2, Words::same("four"))]);
        assert_eq!(account.en(), "One\n  Two\n\nThree\n    Four\n");
        assert_eq!(account.zh(), "one\n  two\n\nthree\n    four\n");
    }
}
