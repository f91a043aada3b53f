//! The comparison form of a printed number.

use super::RecordNumber;
use std::borrow::Cow;

impl RecordNumber {
    /// The number without the differences between notations: width, letter case, blanks, the form of a dash, a label or `No.`
    /// before it, brackets around it, and leading zeros of a number that consists of digits. Two texts with one form are one
    /// number.
    ///
    /// # Example
    /// ```
    /// use tongbiao::value::RecordNumber;
    ///
    /// for text in ["61912218", "0061912218", "No.0061912218", "№ ６１９１２２１８", "票据号码：61912218"] {
    ///     assert_eq!(RecordNumber::parse(text)?.comparison_form(), "61912218");
    /// }
    /// assert_eq!(RecordNumber::parse("zy-a 0001")?.comparison_form(), "ZY-A0001");
    /// # Ok::<(), tongbiao::value::Invalid>(())
    /// ```
    pub fn comparison_form(&self) -> Cow<'_, str> {
        comparison_form(self.as_str())
    }
}

/// The comparison form of the text of a number.
fn comparison_form(text: &str) -> Cow<'_, str> {
    let is_plain = |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase() || b == b'-';
    let folded = if text.bytes().all(is_plain) { Cow::Borrowed(text) } else { Cow::Owned(folded(text)) };
    match folded {
        Cow::Borrowed(text) => Cow::Borrowed(without_zeros(without_label(text))),
        Cow::Owned(text) => Cow::Owned(without_zeros(without_label(&text)).to_owned()),
    }
}

/// ASCII in place of full-width characters, upper case, one form of dash, no blanks. A text of blanks alone stays as it is.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
            // The signs are always a label, also before a letter: № JS-0001.
            '\u{2116}' => {
                out.push_str("NO");
                '.'
            }
            // Nº and N° are No.
            '\u{b0}' | '\u{ba}' if out.ends_with('N') => {
                out.push('O');
                '.'
            }
            c => c,
        };
        if c.is_whitespace() && ends_with_word(&out) {
            // With a blank after it, a word is a label also before a letter: No JS-0001.
            out.push('.');
        } else if !c.is_whitespace() && !super::is_hidden(c) {
            out.push(c.to_ascii_uppercase());
        }
    }
    if out.is_empty() { text.to_owned() } else { out }
}

/// Whether the text ends with `NO` or `NUMBER`, without a letter or a digit before it.
fn ends_with_word(text: &str) -> bool {
    let before = ["NO", "NUMBER"].iter().find_map(|word| text.strip_suffix(word));
    before.is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Whether a character belongs to the Chinese characters of a label.
const fn is_label(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// The text without the labels at its beginning and without the brackets around it. Nothing is left out if nothing remains.
fn without_label(text: &str) -> &str {
    let mut rest = text;
    loop {
        let after = after_label(rest).map(|after| after.trim_start_matches(is_sign)).or_else(|| inside(rest));
        match after {
            Some(after) if !after.is_empty() => rest = after,
            _ => return rest,
        }
    }
}

/// The text after a label: Chinese characters that end in 号 or 码, in brackets or not, `NO` or `NUMBER` before a digit, a
/// bracket or a sign, and `#`.
fn after_label(text: &str) -> Option<&str> {
    let is_start = |c: char| c.is_ascii_digit() || is_sign(c) || BRACKETS.iter().any(|(open, _)| *open == c);
    let word = |word| text.strip_prefix(word).filter(|after| after.starts_with(is_start));
    let bracketed = |(open, close): &(char, char)| {
        let (label, after) = text.strip_prefix(*open)?.split_once(*close)?;
        (label.chars().all(is_label) && label.ends_with(['号', '码'])).then_some(after)
    };
    let label = || {
        let after = text.trim_start_matches(is_label);
        let label = text.get(..text.len() - after.len())?;
        label.ends_with(['号', '码']).then_some(after)
    };
    let word = word("NUMBER").or_else(|| word("NO")).or_else(|| text.strip_prefix('#'));
    word.or_else(label).or_else(|| BRACKETS.iter().find_map(bracketed))
}

/// The text in brackets that enclose all of it.
fn inside(text: &str) -> Option<&str> {
    BRACKETS.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))
}

/// Brackets that may be around a number or a label.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')];

/// Whether a sign may follow a label.
const fn is_sign(c: char) -> bool {
    matches!(c, '.' | ':' | '#' | '。' | '、')
}

/// Digits without leading zeros; one digit remains. Any other text stays as it is.
fn without_zeros(text: &str) -> &str {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return text;
    }
    let rest = text.trim_start_matches('0');
    if rest.is_empty() { text.get(text.len().saturating_sub(1)..).unwrap_or(text) } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notations_of_a_number_have_one_form() {
        for (text, form) in [
            ("61912218", "61912218"),
            ("0061912218", "61912218"),
            ("0000", "0"),
            ("0", "0"),
            ("No.0061912218", "61912218"),
            ("NO61912218", "61912218"),
            ("no：0061912218", "61912218"),
            ("№0061912218", "61912218"),
            ("№. 0061 9122 18", "61912218"),
            ("编号：0061912218", "61912218"),
            ("票据号码:No.0061912218", "61912218"),
            ("住院号ZY-A-0001", "ZY-A-0001"),
            ("ＺＹ－Ａ－０００１", "ZY-A-0001"),
            ("zy–a–0001", "ZY-A-0001"),
            ("\u{200b}q0000001", "Q0000001"),
            ("Number: 0061912218", "61912218"),
            ("Nº 0061912218", "61912218"),
            ("N°61912218", "61912218"),
            ("№ JS-0001", "JS-0001"),
            ("N°js—0001", "JS-0001"),
            ("编号№：JS-0001", "JS-0001"),
            ("No JS-0001", "JS-0001"),
            ("NO\u{3000}js-0001", "JS-0001"),
            ("票据号 No JS-0001", "JS-0001"),
            ("(Number ZY 1)", "ZY1"),
            ("PIANO 12", "PIANO12"),
            ("A1NO B", "A1NOB"),
            ("票据№123", "票据NO.123"),
            ("票据No.123", "票据NO.123"),
            ("NOJS-0001", "NOJS-0001"),
            ("#61912218", "61912218"),
            ("（No.61912218）", "61912218"),
            ("编号（61912218）", "61912218"),
            ("【票据号】No：[61912218]", "61912218"),
            ("票据号 Nº#0061912218", "61912218"),
            // Not a label, and not a number of digits.
            ("(2024)001", "(2024)001"),
            ("N1(2)", "N1(2)"),
            ("NUMBERS", "NUMBERS"),
            ("()", "()"),
            ("#", "#"),
            ("37°N", "37°N"),
            ("NOA123", "NOA123"),
            ("NO", "NO"),
            ("No.", "NO."),
            ("豫财012345", "豫财012345"),
            ("编号", "编号"),
            ("00A1", "00A1"),
            ("2018-0061", "2018-0061"),
            ("\u{3000}", "\u{3000}"),
        ] {
            assert_eq!(comparison_form(text), form, "{text}");
            assert_eq!(comparison_form(form), form, "the form of the form of {text}");
        }
    }
}
