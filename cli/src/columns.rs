//! The width of characters on a terminal, and the escaping of characters that must not be printed.

/// The number of columns of a character: two for Chinese characters, full-width forms and emoji, zero for combining marks.
///
/// A short table replaces the complete Unicode data. It is used only to position carets and columns.
pub(crate) fn width(c: char) -> usize {
    match c {
        ' '..='~' => 1,
        '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' => 0,
        '\u{1100}'..='\u{115f}'             // Hangul
        | '\u{2e80}'..='\u{303e}'           // radicals, punctuation
        | '\u{3041}'..='\u{a4cf}'           // kana, ideographs
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe10}'..='\u{fe19}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff60}'           // full-width forms
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1f64f}'         // pictures
        | '\u{1f680}'..='\u{1f6ff}'
        | '\u{1f900}'..='\u{1f9ff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// The number of columns of a text.
pub(crate) fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// The longest beginning of a text that fits into a number of columns.
pub(crate) fn head(text: &str, room: usize) -> &str {
    let mut room = Room::new(room);
    let too_far = text.char_indices().find(|(_, c)| !room.takes(*c));
    text.get(..too_far.map_or(text.len(), |(at, _)| at)).unwrap_or_default()
}

/// The longest end of a text that fits into a number of columns.
pub(crate) fn tail(text: &str, room: usize) -> &str {
    let mut room = Room::new(room);
    let too_far = text.char_indices().rev().find(|(_, c)| !room.takes(*c));
    text.get(too_far.map_or(0, |(at, c)| at + c.len_utf8())..).unwrap_or_default()
}

/// The remaining columns. The number of characters is bounded too, because some have no width.
struct Room {
    columns: usize,
    characters: usize,
}

impl Room {
    fn new(columns: usize) -> Self {
        Self { columns, characters: columns.saturating_mul(4) }
    }

    fn takes(&mut self, c: char) -> bool {
        let left = self.columns.checked_sub(width(c)).zip(self.characters.checked_sub(1));
        if let Some((columns, characters)) = left {
            *self = Self { columns, characters };
        }
        left.is_some()
    }
}

/// A text padded with spaces to a number of columns.
pub(crate) fn padded(text: &str, room: usize) -> String {
    format!("{text}{}", " ".repeat(room.saturating_sub(columns(text))))
}

/// A foreign text made safe for one line of a terminal. Characters that move the cursor, change colours or reverse the
/// direction of writing are escaped.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push_str("    "),
            c if is_unseen(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Control characters, and invisible format characters that change the visible text.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_texts() {
        for (text, expected) in
            [("", 0), ("abc", 3), ("童标", 4), ("（ａ）", 6), ("e\u{301}", 1), ("•••", 3), ("𠮷", 2)]
        {
            assert_eq!(columns(text), expected, "{text}");
        }
    }

    #[test]
    fn ends_never_cut_a_character() {
        for (text, room, first, last) in [
            ("abc", 5, "abc", "abc"),
            ("abc", 2, "ab", "bc"),
            ("童标a", 3, "童", "标a"),
            ("童标", 1, "", ""),
            ("", 3, "", ""),
            ("e\u{301}x", 1, "e\u{301}", "\u{301}x"),
        ] {
            assert_eq!((head(text, room), tail(text, room)), (first, last), "{text} in {room}");
        }
        assert_eq!(padded("童", 4), "童  ");
    }

    #[test]
    fn nothing_unseen_is_printed() {
        for (text, expected) in [
            ("患儿 a\tb", "患儿 a    b"),
            ("a\u{1b}[31m", "a\\u{1b}[31m"),
            ("a\u{202e}b\r\n", "a\\u{202e}b\\u{d}\\u{a}"),
            ("\u{9b}2J", "\\u{9b}2J"),
        ] {
            assert_eq!(visible(text), expected);
        }
    }
}
