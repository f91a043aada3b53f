//! Texts as they are read: without the blanks and control characters that data exports leave in them.
//!
//! Blanks are the space, the no-break space, the ideographic space and every ASCII control character. Those at the ends of a
//! text are left out. A control character inside a text is read as a space; in a text of several lines, line breaks remain.

use std::borrow::Cow;

/// A text that can be read, as a regular expression: it contains a character other than an ASCII blank, and no NUL, which many
/// databases refuse.
pub(crate) const VISIBLE: &str = "^[\\x01-\\x20\\x7f]*[^\\x00-\\x20\\x7f][^\\x00]*$";

/// How many lines a text may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// One line. A line break inside the text is read as a space.
    One,
    /// Any number.
    Several,
}

/// Whether a text can be read: its length is in the range, not all of it is blank, and it contains no NUL.
pub(crate) fn is_text(text: &str, min: usize, max: usize) -> bool {
    // A text with this number of bytes cannot have too many characters, so its characters need not be counted.
    let count = || text.chars().count();
    let bytes = || text.bytes();
    bytes().any(|b| b > 0x20 && b != 0x7f)
        && bytes().all(|b| b != 0)
        && (text.len() <= max || count() <= max)
        && (min <= 1 || count() >= min)
}

/// A text as it is read. Never longer, and never empty if the text can be read.
pub(crate) fn tidy(text: &str, lines: Lines) -> Cow<'_, str> {
    let trimmed = if has_no_blank_ends(text) { text } else { text.trim_matches(is_blank) };
    // Other blanks alone are kept, so that something is left.
    let trimmed = if trimmed.is_empty() { text } else { trimmed };
    let kept = |c: char| lines == Lines::Several && c == '\n';
    if !trimmed.bytes().any(|b| b.is_ascii_control() && !kept(char::from(b))) {
        return Cow::Borrowed(trimmed);
    }
    let text = if lines == Lines::Several { trimmed.replace("\r\n", "\n").replace('\r', "\n") } else { trimmed.into() };
    let mut clean = String::with_capacity(text.len());
    let mut is_run = false;
    for c in text.chars() {
        let is_control = c.is_ascii_control() && !kept(c);
        if !is_control {
            clean.push(c);
        } else if !is_run {
            clean.push(' ');
        }
        is_run = is_control;
    }
    Cow::Owned(clean)
}

/// Whether the first byte and the last byte are of no blank. This holds for nearly every text.
fn has_no_blank_ends(text: &str) -> bool {
    let is_visible = |byte: Option<&u8>| byte.is_some_and(|b| (0x21..0x7f).contains(b));
    // The first bytes of wide blanks are `c2` and `e3`, their last bytes `a0` and `80`.
    let begins = |b: &u8| *b > 0x7f && *b != 0xc2 && *b != 0xe3;
    let ends = |b: &u8| *b > 0x7f && *b != 0xa0 && *b != 0x80;
    let (first, last) = (text.as_bytes().first(), text.as_bytes().last());
    (is_visible(first) || first.is_some_and(begins)) && (is_visible(last) || last.is_some_and(ends))
}

fn is_blank(c: char) -> bool {
    c.is_ascii_control() || matches!(c, ' ' | '\u{a0}' | '\u{3000}')
}

/// Whether a string of a JSON text may have something that is not read. Nearly every text has none, and is not walked.
pub(crate) fn may_be_untidy(json: &str) -> bool {
    const WIDE: [&[u8]; 2] = ["\u{a0}".as_bytes(), "\u{3000}".as_bytes()];
    let bytes = json.as_bytes();
    let (mut at, mut within) = (0, false);
    // Most bytes of a text are none of these.
    let is_special = |b: &u8| matches!(b, b'"' | b'\\' | 0x7f);
    while let Some((skipped, byte)) =
        bytes.get(at..).unwrap_or_default().iter().enumerate().find(|(_, b)| is_special(b))
    {
        at += skipped;
        let (before, after) = bytes.split_at_checked(at).unwrap_or_default();
        let beyond = after.get(1..).unwrap_or_default();
        at += 1;
        match byte {
            b'"' if within => {
                if before.ends_with(b" ") || WIDE.iter().any(|blank| before.ends_with(blank)) {
                    return true;
                }
                within = false;
            }
            b'"' => {
                if beyond.starts_with(b" ") || WIDE.iter().any(|blank| beyond.starts_with(blank)) {
                    return true;
                }
                within = true;
            }
            // JSON need not escape this control character.
            0x7f if within => return true,
            b'\\' if within => {
                let (escape, digits) = beyond.split_first().unwrap_or((&b'"', &[]));
                let unit =
                    || std::str::from_utf8(digits.get(..4)?).ok().and_then(|hex| u32::from_str_radix(hex, 16).ok());
                match escape {
                    b'u' if unit().and_then(char::from_u32).is_some_and(is_blank) => return true,
                    b'b' | b'f' | b'n' | b'r' | b't' => return true,
                    _ => {}
                }
                at += 1;
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_control_characters_are_not_read() {
        for (text, line, lines) in [
            ("童安", "童安", "童安"),
            (" 童安\u{3000}", "童安", "童安"),
            ("\u{a0}童 安\r\n", "童 安", "童 安"),
            ("童\t安", "童 安", "童 安"),
            ("第一行\r\n第二行", "第一行 第二行", "第一行\n第二行"),
            ("第一行\n第二行\n", "第一行 第二行", "第一行\n第二行"),
            ("第一行\r第二行", "第一行 第二行", "第一行\n第二行"),
            ("a\u{0}\u{0}\u{1a}", "a", "a"),
            ("a\u{0}\t b", "a  b", "a  b"),
            ("\u{3000}", "\u{3000}", "\u{3000}"),
        ] {
            assert_eq!(
                (tidy(text, Lines::One).as_ref(), tidy(text, Lines::Several).as_ref()),
                (line, lines),
                "{text:?}"
            );
            assert_eq!(tidy(line, Lines::One), line);
            assert_eq!(tidy(lines, Lines::Several), lines);
        }
    }

    #[test]
    fn lengths_are_of_the_text_as_written() {
        assert!(is_text("白血病", 1, 3) && is_text(" a ", 1, 3));
        for text in ["", " ", "\t\n", "\u{7f}", "白血病 ", "a\u{0}"] {
            assert!(!is_text(text, 1, 3), "{text:?}");
        }
    }

    #[test]
    fn a_text_that_is_walked_without_need_is_rare() {
        for (json, expected) in [
            (r#"{"a": "b c", "d": ["", "e"]}"#, false),
            (r#"{"a": "\"童\u7ae5\\ \/"}"#, false),
            (r#"{"a": " b"}"#, true),
            (r#"{"a": "b "}"#, true),
            ("{\"a\": \"b\u{3000}\"}", true),
            ("{\"a\": \"\u{a0}b\"}", true),
            (r#"{"a": "b\u3000"}"#, true),
            (r#"{"a": "b\u0000"}"#, true),
            (r#"{"a": "b\r\nc"}"#, true),
            (r#"{"a": "b\\n"}"#, false),
            (r#"{"a": "\"#, false),
            (r#"{"a": "\u30"#, false),
            ("{\"a\": \"b\u{7f}c\"}", true),
        ] {
            assert_eq!(may_be_untidy(json), expected, "{json}");
        }
    }
}
