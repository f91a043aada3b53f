//! Code prefixes, by which rules refer to groups of codes.

use super::{DiseaseCode, OperationCode};
use crate::wire::{Spelling, lower_case, word};

word! {
    /// 疾病代码前缀 · Disease code prefix.
    ///
    /// ICD-10 类目或更细的代码，如 C91、Q21.1；含该前缀下的所有代码。也可填写类目范围，如 F70-F79，含首尾两个类目。
    /// An ICD-10 category or a more specific code, such as C91 or Q21.1. Includes every code below it. A range of
    /// categories, such as F70-F79, includes both its ends.
    pub struct DiseasePrefix(text) {
        pattern: "^[A-Z][0-9]{2}(?:-[A-Z][0-9]{2}|[.][0-9x][0-9]{0,2}(?:x[0-9]{0,3})?)?$", length: 3..=11, example: "Q21.1", form: is_disease_prefix,
        spelling: Spelling::Ascii(super::disease_code::capitals),
    }
}

word! {
    /// 手术代码前缀 · Operation code prefix.
    ///
    /// ICD-9-CM-3 类目或更细的代码，如 41、35.53；含该前缀下的所有代码。
    /// An ICD-9-CM-3 category or a more specific code, such as 41 or 35.53. Includes every code below it.
    pub struct OperationPrefix(text) {
        pattern: "^[0-9]{2}(?:[.][0-9]{1,4}(?:x[0-9]{0,3})?)?$", length: 2..=11, example: "35.53", form: is_operation_prefix,
        spelling: Spelling::Ascii(lower_case),
    }
}

fn is_category(text: &str) -> bool {
    matches!(text.as_bytes(), [b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9'])
}

fn is_disease_prefix(text: &str) -> bool {
    if let Some((first, last)) = text.split_once('-') {
        return is_category(first) && is_category(last);
    }
    let (category, detail) = text.split_once('.').map_or((text, None), |(c, d)| (c, Some(d)));
    is_category(category)
        && detail.is_none_or(|detail| match detail.as_bytes() {
            [b'0'..=b'9' | b'x', rest @ ..] => is_detail(rest, 0..=2),
            _ => false,
        })
}

fn is_operation_prefix(text: &str) -> bool {
    let (category, detail) = text.split_once('.').map_or((text, None), |(c, d)| (c, Some(d)));
    category.len() == 2
        && category.bytes().all(|b| b.is_ascii_digit())
        && detail.is_none_or(|detail| is_detail(detail.as_bytes(), 1..=4))
}

/// Whether it is the given number of digits, optionally followed by `x` and up to three digits.
fn is_detail(text: &[u8], digits: std::ops::RangeInclusive<usize>) -> bool {
    let mut parts = text.splitn(2, |b| *b == b'x');
    let (head, tail) = (parts.next().unwrap_or_default(), parts.next());
    digits.contains(&head.len())
        && head.iter().all(u8::is_ascii_digit)
        && tail.is_none_or(|tail| tail.len() <= 3 && tail.iter().all(u8::is_ascii_digit))
}

impl DiseasePrefix {
    /// Whether a code is below the prefix. `None` if the code is too general to decide.
    ///
    /// In a pair of a dagger code and an asterisk code, either may be below the prefix.
    ///
    /// # Example
    /// ```
    /// use tongbiao::value::{DiseaseCode, DiseasePrefix};
    ///
    /// let prefix = DiseasePrefix::parse("Q21.1")?;
    /// let covers = |code| DiseaseCode::parse(code).ok().and_then(|code| prefix.covers(&code));
    /// assert_eq!(covers("Q21.100x002"), Some(true));
    /// assert_eq!(covers("Q22.100"), Some(false));
    /// assert_eq!(covers("Q21"), None); // may be a Q21.1
    /// # Ok::<(), tongbiao::value::Invalid>(())
    /// ```
    pub fn covers(&self, code: &DiseaseCode) -> Option<bool> {
        let parts = code.as_str().split('+').map(|part| part.trim_end_matches('*')).filter(|part| !part.is_empty());
        let below: Vec<Option<bool>> = parts.map(|part| self.covers_part(part)).collect();
        if below.contains(&Some(true)) {
            Some(true)
        } else if below.contains(&None) {
            None
        } else {
            Some(false)
        }
    }

    fn covers_part(&self, part: &str) -> Option<bool> {
        match self.range() {
            Some((first, last)) => part.get(..3).map(|category| first <= category && category <= last),
            None => covers(self.as_str(), part),
        }
    }

    /// The first and the last category, if it is a range of categories.
    ///
    /// # Example
    /// ```
    /// use tongbiao::value::DiseasePrefix;
    ///
    /// assert_eq!(DiseasePrefix::parse("F70-F79")?.range(), Some(("F70", "F79")));
    /// assert_eq!(DiseasePrefix::parse("F70.1")?.range(), None);
    /// # Ok::<(), tongbiao::value::Invalid>(())
    /// ```
    pub fn range(&self) -> Option<(&str, &str)> {
        self.as_str().split_once('-')
    }

    /// Whether every code below the other prefix is below this one.
    pub fn includes(&self, other: &Self) -> bool {
        let category = || other.as_str().get(..3).unwrap_or_default();
        match (self.range(), other.range()) {
            (Some((first, last)), Some((from, to))) => first <= from && to <= last,
            (Some((first, last)), None) => (first..=last).contains(&category()),
            (None, Some((from, to))) => from == to && self.as_str() == from,
            (None, None) => other.as_str().starts_with(self.as_str()),
        }
    }
}

impl OperationPrefix {
    /// Whether a code is below the prefix. `None` if the code is too general to decide.
    pub fn covers(&self, code: &OperationCode) -> Option<bool> {
        covers(self.as_str(), code.as_str())
    }
}

fn covers(prefix: &str, code: &str) -> Option<bool> {
    if code.starts_with(prefix) {
        Some(true)
    } else if prefix.starts_with(code) {
        None
    } else {
        Some(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_prefixes() {
        for text in ["C91", "Q21.1", "Q21.10", "D66.x01", "D66.x", "Q21.000x", "Q21.000x001", "F70-F79", "C00-D48"] {
            assert!(DiseasePrefix::parse(text).is_ok(), "{text}");
        }
        for text in ["C9", "c91", "C91.", "C91.0000", "C91.000x0001", "C91-", "C91-C95.1", "C91.0-C95", "91", "C91 "] {
            assert!(DiseasePrefix::parse(text).is_err(), "{text}");
        }
        for text in ["41", "41.0", "35.5300", "41.0500x001"] {
            assert!(OperationPrefix::parse(text).is_ok(), "{text}");
        }
        for text in ["4", "41.", "41.00000", "41.0500x0011", "x"] {
            assert!(OperationPrefix::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn ranges_include_what_lies_between_their_ends() {
        let includes =
            |one: &str, other: &str| DiseasePrefix::parse(one).unwrap().includes(&DiseasePrefix::parse(other).unwrap());
        assert!(includes("F70-F79", "F72") && includes("F70-F79", "F72.1") && includes("F70-F79", "F71-F79"));
        assert!(!includes("F70-F79", "F80") && !includes("F70-F79", "F71-F80") && !includes("F70", "F70-F79"));
        assert!(includes("F70", "F70.1") && !includes("F70.1", "F70") && includes("F70", "F70-F70"));
    }

    #[test]
    fn either_part_of_a_pair_may_be_covered() {
        let covers =
            |prefix: &str, code: &str| DiseasePrefix::parse(prefix).unwrap().covers(&DiseaseCode::parse(code).unwrap());
        assert_eq!(covers("D66", "D66.x03+M36.2*"), Some(true));
        assert_eq!(covers("M36", "D66.x03+M36.2*"), Some(true));
        assert_eq!(covers("C91", "D66.x03+M36.2*"), Some(false));
        assert_eq!(covers("C91.000", "C91.0"), None);
        // The WHO marks one code of a pair with a dagger.
        assert_eq!(covers("D66", "D66+"), Some(true));
        assert_eq!(covers("C91", "D66+"), Some(false));
        for (code, expected) in [
            ("F70", true),
            ("F71.100", true),
            ("F79.900x001", true),
            ("F80.000", false),
            ("F69", false),
            ("G71", false),
        ] {
            assert_eq!(covers("F70-F79", code), Some(expected), "{code}");
        }
        assert_eq!(covers("C00-D48", "C97"), Some(true));
        assert_eq!(covers("M30-M36", "D66.x03+M36.2*"), Some(true));
    }
}
