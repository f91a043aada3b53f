//! A piece of text in both languages of the standard, put together side by side so that neither can be forgotten.

use crate::wire::Label;
use std::fmt::Display;

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

    /// An identifier that stands where a name should: in quotes, so that it stays as it is at the beginning of a line.
    pub(super) fn quoted(value: impl Display) -> Self {
        Self::same(format_args!("“{value}”"))
    }

    /// The first letter in English as a capital, for the beginning of a line.
    #[must_use]
    pub(super) fn begun(mut self) -> Self {
        self.en = with_first(&self.en, |first| first.to_ascii_uppercase());
        self
    }

    /// Another piece behind it.
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

/// A label inside a sentence: in English it begins with a small letter.
impl From<Label> for Words {
    fn from(Label { zh, en }: Label) -> Self {
        let is_name = en.chars().nth(1).is_some_and(|second| second.is_ascii_uppercase());
        let en = if is_name { en.to_owned() } else { with_first(en, |first| first.to_ascii_lowercase()) };
        Self { zh: zh.to_owned(), en }
    }
}

fn with_first(text: &str, change: fn(char) -> char) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| std::iter::once(change(first)).chain(rest).collect())
}

/// Puts words together: a sentence in each language, and what stands in its `{name}`s, which both must have.
macro_rules! say {
    ($zh:literal, $en:literal $(, $name:ident = $value:expr)* $(,)?) => {
        // All values are made before any of them takes its name.
        match ($( $crate::explain::words::same_words($value), )*) {
            ($( $name, )*) => $crate::explain::Words {
                zh: format!($zh $(, $name = $name.zh)*),
                en: format!($en $(, $name = $name.en)*),
            },
        }
    };
}
pub(super) use say;

/// Says the type of a value, so that a label can become it.
pub(super) const fn same_words(words: Words) -> Words {
    words
}

/// What is enumerated.
pub(super) fn listed(items: impl IntoIterator<Item = Words>) -> Words {
    joined(items, "、", ", ")
}

/// Labels that are enumerated: an English one may hold a comma itself.
pub(super) fn labels(items: impl IntoIterator<Item = Words>) -> Words {
    joined(items, "、", "; ")
}

/// Conditions any of which is enough.
pub(super) fn any_of(items: impl IntoIterator<Item = Words>) -> Words {
    joined(items, "；或者", "; or ")
}

/// Names any of which is enough.
pub(super) fn one_of(items: impl IntoIterator<Item = Words>) -> Words {
    joined(items, "、", " / ")
}

/// All of which must hold, or which follow one another.
pub(super) fn all_of(items: impl IntoIterator<Item = Words>) -> Words {
    joined(items, "；", "; ")
}

/// Names that lead one into the other.
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

/// The first of a long list, and how many there are.
pub(super) fn first_of(items: impl ExactSizeIterator<Item = Words>, most: usize) -> Words {
    let count = items.len();
    let shown = listed(items.take(most));
    if count <= most {
        return shown;
    }
    say!("{shown} 等 {count} 个", "{shown} and others, {count} in all", shown = shown, count = Words::same(count))
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
    fn lists_are_cut_with_their_number() {
        let items = || ["a", "b", "c"].map(Words::same).into_iter();
        assert_eq!(listed(items()).zh, "a、b、c");
        assert_eq!(first_of(items(), 3).en, "a, b, c");
        assert_eq!(first_of(items(), 2), Words { zh: "a、b 等 3 个".into(), en: "a, b and others, 3 in all".into() });
    }
}
