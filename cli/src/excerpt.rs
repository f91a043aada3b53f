//! The line of the text around a place, with private values masked and columns aligned.

use crate::{
    columns::{columns, head, tail, visible},
    masking::{Token, token},
};
use std::collections::VecDeque;

/// The maximum width of an excerpt.
const WIDTH_MAX: usize = 100;
/// The number of columns of a long line that are shown before the place.
const BEFORE: usize = 40;
/// The number of columns of a long value that are shown.
const PLACE_MAX: usize = 60;

/// A line, or a window of it, and the position of the caret below it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The visible part of the line.
    pub(crate) line: String,
    /// The number of columns before the place.
    pub(crate) indent: usize,
    /// The number of columns of the place.
    pub(crate) carets: usize,
}

/// Makes excerpts of one text. Places in ascending order are fast: a minified document is one line of megabytes.
#[derive(Debug)]
pub(crate) struct Excerpts<'a> {
    text: &'a str,
    show_values: bool,
    /// The start of a token from which reading can continue.
    resume: usize,
}

impl<'a> Excerpts<'a> {
    /// Excerpts of a text.
    pub(crate) fn new(text: &'a str, show_values: bool) -> Self {
        Self { text, show_values, resume: 0 }
    }

    /// The excerpt around a place, which is given by its first byte and its length in bytes.
    pub(crate) fn at(&mut self, offset: usize, length: usize) -> Excerpt {
        let offset = floor(self.text, offset);
        let (start, end) = line_around(self.text, offset);
        let line = self.text.get(..end).unwrap_or_default();
        let offset = offset.min(end);
        let mut at = if (start..=offset).contains(&self.resume) { self.resume } else { start };
        let mut before: VecDeque<Token> = VecDeque::new();
        let mut width = 0;
        let place = loop {
            match token(line, at) {
                Some(token) if token.range.end <= offset => {
                    at = token.range.end;
                    width += self.width(&token);
                    before.push_back(token);
                    while let Some(wide) =
                        before.front().map(|first| self.width(first)).filter(|w| width - w >= WIDTH_MAX)
                    {
                        width -= wide;
                        before.pop_front();
                    }
                }
                place => break place,
            }
        };
        self.resume = before.front().map_or(at, |first| first.range.start);
        let more_before = self.resume > start;
        let mut left: String = before.iter().map(|token| self.tail(token)).collect();
        let (mut right, mut more_after) = (String::new(), false);
        let mut shown = String::new();
        if let Some(place) = place {
            at = place.range.end;
            let after_place = self.place(&place, offset, length, &mut left, &mut shown);
            right.push_str(&visible(after_place));
            while let Some(token) = token(line, at).filter(|_| columns(&right) <= WIDTH_MAX) {
                right.push_str(&self.head(&token));
                at = token.range.end;
            }
            more_after = at < end;
        }
        window(&left, &shown, &right, more_before, more_after)
    }

    /// Puts the visible part of the place into `shown`. The text of the same token before it goes to the left, the text
    /// after it to the right.
    fn place(&self, place: &Token, offset: usize, length: usize, left: &mut String, shown: &mut String) -> &'a str {
        if let Some(mask) = place.mask.filter(|_| !self.show_values) {
            shown.push_str(mask);
            return "";
        }
        let end = floor(self.text, (offset + length).clamp(offset, place.range.end));
        // A place without a length is one character.
        let one = self.text.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let end = end.max(offset + one).min(place.range.end);
        let part = |from, to| self.text.get(from..to).unwrap_or_default();
        left.push_str(&visible(tail(part(place.range.start, offset), WIDTH_MAX)));
        shown.push_str(&visible(head(part(offset, end), PLACE_MAX + 1)));
        head(part(end, place.range.end), WIDTH_MAX + 1)
    }

    fn source(&self, token: &Token) -> &'a str {
        match token.mask {
            Some(mask) if !self.show_values => mask,
            _ => self.text.get(token.range.clone()).unwrap_or_default(),
        }
    }

    /// The columns of a token, or as many as can matter.
    fn width(&self, token: &Token) -> usize {
        columns(head(self.source(token), WIDTH_MAX))
    }

    fn head(&self, token: &Token) -> String {
        visible(head(self.source(token), WIDTH_MAX + 1))
    }

    fn tail(&self, token: &Token) -> String {
        visible(tail(self.source(token), WIDTH_MAX + 1))
    }
}

/// The last beginning of a character that is not after an offset.
fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The start and the end of the line around an offset, without its line feed.
fn line_around(text: &str, offset: usize) -> (usize, usize) {
    let start = text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let line = line.strip_suffix('\r').unwrap_or(line);
    (start, start + line.len())
}

/// Cuts a line to the width of an excerpt, so that the place and some text before it are visible.
fn window(left: &str, place: &str, right: &str, more_before: bool, more_after: bool) -> Excerpt {
    let cut = columns(place) > PLACE_MAX;
    let place = if cut { format!("{}…", head(place, PLACE_MAX)) } else { place.to_owned() };
    let right = if cut { "" } else { right };
    let room = WIDTH_MAX.saturating_sub(columns(&place));
    let left_kept = tail(left, room.saturating_sub(columns(right)).max(BEFORE));
    let right_kept = head(right, room.saturating_sub(columns(left_kept)));
    let mut line = String::new();
    if more_before || left_kept.len() < left.len() {
        line.push('…');
    }
    line.push_str(left_kept);
    let indent = columns(&line);
    line.push_str(&place);
    line.push_str(right_kept);
    if !cut && (more_after || right_kept.len() < right.len()) {
        line.push('…');
    }
    Excerpt { line, indent, carets: columns(&place).max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The printed excerpt for the first occurrence of `what`.
    fn excerpt(text: &str, what: &str, show_values: bool) -> String {
        let offset = text.find(what).unwrap_or(text.len());
        drawn(&Excerpts::new(text, show_values).at(offset, what.len()))
    }

    fn drawn(excerpt: &Excerpt) -> String {
        format!("{}\n{}{}", excerpt.line, " ".repeat(excerpt.indent), "^".repeat(excerpt.carets))
    }

    #[test]
    fn carets_stand_below_the_place() {
        let text = "{\n  \"name\": \"李明\", \"sex\": \"male\",\r\n  \"n\": 12 }\n";
        for (what, show_values, expected) in [
            ("\"李明\"", false, "  \"name\": \"•••\", \"sex\": \"•••\",\n          ^^^^^"),
            ("\"李明\"", true, "  \"name\": \"李明\", \"sex\": \"male\",\n          ^^^^^^"),
            ("\"male\"", false, "  \"name\": \"•••\", \"sex\": \"•••\",\n                        ^^^^^"),
            ("\"male\"", true, "  \"name\": \"李明\", \"sex\": \"male\",\n                         ^^^^^^"),
            ("\"sex\"", false, "  \"name\": \"•••\", \"sex\": \"•••\",\n                 ^^^^^"),
            ("12", false, "  \"n\": ••• }\n       ^^^"),
            ("12", true, "  \"n\": 12 }\n       ^^"),
            ("{", false, "{\n^"),
            // A place inside a value: exact if values are shown, otherwise the whole value.
            ("明", true, "  \"name\": \"李明\", \"sex\": \"male\",\n             ^^"),
            ("明", false, "  \"name\": \"•••\", \"sex\": \"•••\",\n          ^^^^^"),
        ] {
            assert_eq!(excerpt(text, what, show_values), expected, "{what}");
        }
    }

    #[test]
    fn the_end_of_a_text_has_a_caret() {
        for (text, expected) in [("{\"a\": 1", "{\"a\": •••\n         ^"), ("{\n", "\n^"), ("", "\n^")] {
            assert_eq!(drawn(&Excerpts::new(text, false).at(text.len(), 0)), expected, "{text:?}");
        }
        // An offset outside the text is treated as the end.
        assert_eq!(drawn(&Excerpts::new("{}", false).at(99, 5)), "{}\n  ^");
    }

    #[test]
    fn long_lines_are_windows() {
        let many = "{\"a\":\"x\",".repeat(10_000);
        let text = format!("{many}\"here\":\"value\"{}", ",\"b\":2".repeat(10_000));
        for show_values in [false, true] {
            let offset = text.find("\"here\"").unwrap_or(0);
            let Excerpt { line, indent, carets } = Excerpts::new(&text, show_values).at(offset, 6);
            assert!(columns(&line) <= WIDTH_MAX + 2, "{line}");
            assert!(line.starts_with('…') && line.ends_with('…'), "{line}");
            assert_eq!((line.chars().skip(indent).take(carets).collect::<String>()).as_str(), "\"here\"");
        }
    }

    #[test]
    fn long_values_are_cut() {
        let text = format!("{{\"note\": \"{}\", \"b\": 1}}", "童".repeat(100_000));
        assert_eq!(excerpt(&text, "\"童", false), "{\"note\": \"•••\", \"b\": •••}\n         ^^^^^");
        let shown = Excerpts::new(&text, true).at(9, 300_002);
        assert!(shown.line.ends_with('…') && columns(&shown.line) <= WIDTH_MAX, "{}", shown.line);
        assert_eq!((shown.indent, shown.carets), (9, 60));
        // For a place after the long value, the end of the value is shown before the place.
        let behind = Excerpts::new(&text, true).at(text.len() - 7, 3);
        assert!(behind.line.starts_with('…') && behind.line.ends_with("童\", \"b\": 1}"), "{}", behind.line);
    }

    #[test]
    fn ascending_places_give_the_same_as_each_alone() {
        let text = format!("[{}]\n[{}]", "{\"a\":[1,\"x\"]},".repeat(400), "3,".repeat(300));
        let mut all = Excerpts::new(&text, false);
        for offset in (0..text.len()).step_by(37) {
            assert_eq!(all.at(offset, 1), Excerpts::new(&text, false).at(offset, 1), "{offset}");
        }
    }

    #[test]
    fn nothing_in_a_line_moves_the_cursor() {
        let text = "{\"a\": \"x\u{202e}\u{1b}[2J\",\t\"b\": 1}";
        let line = "{\"a\": \"x\\u{202e}\\u{1b}[2J\",    \"b\": 1}";
        assert_eq!(excerpt(text, "1}", true), format!("{line}\n{}^", " ".repeat(36)));
    }
}
