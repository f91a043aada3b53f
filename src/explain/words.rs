//! A text in both languages of the standard. Both are composed in one place, so that neither can be forgotten.

use crate::wire::Label;
use std::fmt::{self, Display};

/// A text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The same in both languages: numbers, identifiers, names that have no translation.
    pub fn same(value: impl Display) -> Self {
        let text = value.to_string();
        Self { zh: text.clone(), en: text }
    }

    /// An identifier used in place of a name. It is quoted, so that its first letter stays as it is at the beginning of a line.
    pub(super) fn quoted(value: impl Display) -> Self {
        Self::same(format_args!("“{value}”"))
    }

    /// With a capital first letter in English, for the beginning of a line.
    #[must_use]
    pub(super) fn begun(mut self) -> Self {
        self.en = with_first(&self.en, |first| first.to_ascii_uppercase());
        self
    }

    /// With another text appended.
    #[must_use]
    pub(super) fn and(mut self, more: Self) -> Self {
        self.zh.push_str(&more.zh);
        self.en.push_str(&more.en);
        self
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.zh.is_empty()
    }
}

/// Chinese, a middle dot, English.
impl Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} · {}", self.zh, self.en)
    }
}

/// A label inside a sentence: in English it begins with a small letter.
impl From<Label> for Words {
    fn from(Label { zh, en }: Label) -> Self {
        let is_name = en.chars().nth(1).is_some_and(|second| second.is_ascii_uppercase())
            || ["English", "Chinese"].iter().any(|language| en.starts_with(language));
        let en = if is_name { en.to_owned() } else { with_first(en, |first| first.to_ascii_lowercase()) };
        Self { zh: zh.to_owned(), en }
    }
}

fn with_first(text: &str, change: fn(char) -> char) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| std::iter::once(change(first)).chain(rest).collect())
}

/// Composes a sentence in each language from values. Both sentences must use every `{name}`.
macro_rules! say {
    ($zh:literal, $en:literal $(, $name:ident = $value:expr)* $(,)?) => {
        // All values are evaluated before any of them is bound to its name.
        match ($( $crate::explain::words::same_words($value), )*) {
            ($( $name, )*) => $crate::explain::Words {
                zh: format!($zh $(, $name = $name.zh)*),
                en: format!($en $(, $name = $name.en)*),
            },
        }
    };
}
pub(super) use say;

/// Fixes the type of a value, so that a label can be converted into it.
pub(super) const fn same_words(words: Words) -> Words {
    words
}

/// Items of an enumeration.
pub(super) fn listed(items: impl IntoIterator<Item = Words>) -> Words {
    joined(items, "、", ", ")
}

/// Labels of an enumeration. An English label may contain a comma.
pub(super) fn labels(items: impl IntoIterator<Item = Words>) -> Words {
    joined(items, "、", "; ")
}

/// Alternative conditions.
pub(super) fn any_of(items: impl IntoIterator<Item = Words>) -> Words {
    joined(items, "；或者", "; or ")
}

/// Alternative names: “A、B或C”.
pub(super) fn one_of(items: impl IntoIterator<Item = Words>) -> Words {
    enumerated(items, "或", "or")
}

/// Names that belong together: “A、B和C”.
pub(super) fn each_of(items: impl IntoIterator<Item = Words>) -> Words {
    enumerated(items, "和", "and")
}

/// An enumeration with a word before its last item. In English a comma inside an item turns the commas between items into
/// semicolons.
fn enumerated(items: impl IntoIterator<Item = Words>, zh: &str, en: &str) -> Words {
    let mut items: Vec<Words> = items.into_iter().filter(|item| !item.is_empty()).collect();
    let Some(last) = items.pop() else { return Words::default() };
    let has_comma = items.iter().chain([&last]).any(|item| item.en.contains(", "));
    let first = joined(items, "、", if has_comma { "; " } else { ", " });
    if first.is_empty() {
        return last;
    }
    // A number or a code is separated from Chinese characters by a blank.
    let gap = |is_open: bool| if is_open { " " } else { "" };
    let before = gap(first.zh.ends_with(|c: char| c.is_ascii_alphanumeric()));
    let after = gap(last.zh.starts_with(|c: char| c.is_ascii_alphanumeric()));
    // An item that contains the word itself is set off by a comma.
    let comma = if last.zh.contains(zh) { "，" } else { before };
    let semicolon = if has_comma { ";" } else { "" };
    Words {
        zh: format!("{}{comma}{zh}{after}{}", first.zh, last.zh),
        en: format!("{}{semicolon} {en} {}", first.en, last.en),
    }
}

/// A value after Chinese characters: with a blank before a number or a code.
pub(super) fn apart(words: Words) -> Words {
    if words.zh.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-') {
        Words { zh: format!(" {}", words.zh), en: words.en }
    } else {
        words
    }
}

/// A value before Chinese characters: with a blank after a number or a code.
pub(super) fn closed(words: Words) -> Words {
    if words.zh.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        Words { zh: format!("{} ", words.zh), en: words.en }
    } else {
        words
    }
}

/// Conditions that must all be met, or parts that follow each other.
pub(super) fn all_of(items: impl IntoIterator<Item = Words>) -> Words {
    joined(items, "；", "; ")
}

/// Names from the whole to a part.
pub(super) fn joined_path(items: impl IntoIterator<Item = Words>) -> Words {
    joined(items, " › ", " › ")
}

fn joined(items: impl IntoIterator<Item = Words>, zh: &str, en: &str) -> Words {
    let mut all = Words::default();
    for item in items.into_iter().filter(|item| !item.is_empty()) {
        if !all.is_empty() {
            all.zh.push_str(zh);
            all.en.push_str(en);
        }
        all = all.and(item);
    }
    all
}

/// The first items of a long list, and their number.
pub(super) fn first_of(items: impl ExactSizeIterator<Item = Words>, most: usize) -> Words {
    let count = items.len();
    let shown = listed(items.take(most));
    if count <= most {
        return shown;
    }
    say!("{shown} 等 {count} 个", "{shown} and others, {count} in total", shown = shown, count = Words::same(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_fit_into_sentences() {
        for (label, expected) in [
            (Label { zh: "监护人", en: "The guardian" }, "the guardian"),
            (Label { zh: "疾病", en: "ICD-10" }, "ICD-10"),
        ] {
            assert_eq!(Words::from(label).en, expected);
        }
        assert_eq!(Words::from(Label { zh: "监护人", en: "The guardian" }).begun().en, "The guardian");
    }

    #[test]
    fn enumerations_have_a_word_before_the_last_item() {
        let items = |all: &[&str]| all.iter().map(Words::same).collect::<Vec<_>>();
        assert_eq!(one_of(items(&["甲"])).zh, "甲");
        assert_eq!(one_of(items(&["甲", "乙", "丙"])).zh, "甲、乙或丙");
        assert_eq!(each_of(items(&["D46", "N18"])), Words { zh: "D46 和 N18".into(), en: "D46 and N18".into() });
        assert_eq!(one_of(items(&["甲", "乙或丙"])).zh, "甲，或乙或丙");
        assert_eq!(one_of(items(&["a", "b, c"])).en, "a; or b, c");
        assert_eq!(one_of(items(&[])), Words::default());
        assert_eq!((apart(Words::same(3)).zh.as_str(), apart(Words::same("“甲”")).zh.as_str()), (" 3", "“甲”"));
    }

    #[test]
    fn lists_are_cut_with_their_number() {
        let items = || ["a", "b", "c"].map(Words::same).into_iter();
        assert_eq!(listed(items()).zh, "a、b、c");
        assert_eq!(first_of(items(), 3).en, "a, b, c");
        assert_eq!(first_of(items(), 2), Words { zh: "a、b 等 3 个".into(), en: "a, b and others, 3 in total".into() });
    }
}
