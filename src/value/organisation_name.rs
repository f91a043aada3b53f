//! The comparison form of the name of a hospital or another organisation.

use std::borrow::Cow;

/// The name of a hospital or another organisation without the differences between notations: width, letter case, blanks, the form of
/// brackets, dashes and dots. Two texts with one form are one name. Names that differ in a word are different names.
///
/// # Example
/// ```
/// use tongbiao::value::organisation_name_form;
///
/// for text in ["示例市儿童医院（东院）", "示例市儿童医院(东院)", "示例市儿童医院 【东院】"] {
///     assert_eq!(organisation_name_form(text), "示例市儿童医院(东院)");
/// }
/// assert_ne!(organisation_name_form("示例市儿童医院（西院）"), "示例市儿童医院(东院)");
/// ```
pub fn organisation_name_form(name: &str) -> Cow<'_, str> {
    if name.chars().all(|c| form_of(c) == Some(c)) {
        return Cow::Borrowed(name);
    }
    let form: String = name.chars().filter_map(form_of).collect();
    // A name of blanks alone stays as it is.
    if form.is_empty() { Cow::Borrowed(name) } else { Cow::Owned(form) }
}

/// The character in the comparison form. `None` if it is left out.
fn form_of(c: char) -> Option<char> {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{2022}' | '\u{2027}' | '\u{30fb}' | '\u{ff65}' => '\u{b7}',
        c => c,
    };
    match c {
        '[' | '【' | '〔' => Some('('),
        ']' | '】' | '〕' => Some(')'),
        c if c.is_whitespace() || super::is_hidden(c) => None,
        c => Some(c.to_ascii_uppercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notations_of_a_name_have_one_form() {
        for (text, form) in [
            ("示例医院", "示例医院"),
            ("示例医院（虚构）", "示例医院(虚构)"),
            ("示例医院(虚构)", "示例医院(虚构)"),
            ("示例医院〔虚构〕", "示例医院(虚构)"),
            ("示例医院 [虚构]", "示例医院(虚构)"),
            ("示例\u{3000}医院", "示例医院"),
            ("示例\u{200b}医院", "示例医院"),
            ("ＡＢＣ基金会", "ABC基金会"),
            ("abc Foundation", "ABCFOUNDATION"),
            ("圣・约翰医院", "圣·约翰医院"),
            ("圣•约翰医院", "圣·约翰医院"),
            ("示例大学—附属医院", "示例大学-附属医院"),
            // Another word is another name.
            ("示例市医院", "示例市医院"),
            ("\u{3000}", "\u{3000}"),
        ] {
            assert_eq!(organisation_name_form(text), form, "{text}");
            assert_eq!(organisation_name_form(form), form, "the form of the form of {text}");
        }
    }
}
