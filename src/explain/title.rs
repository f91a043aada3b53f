//! The names of rules: the title in the document, or else the identifier.

use super::{Words, numeral::age_number, words::say};
use crate::{
    programme::Programme,
    value::{LocalId, Text},
};

/// A title in a document.
pub(super) type Title = Text<1, 200>;

/// The name of a rule. A rule without an English title is named in English by its identifier, followed by the Chinese title.
pub(super) fn name(id: &LocalId, title: Option<&Title>, title_en: Option<&Title>) -> Words {
    let quoted = Words::quoted(id);
    let zh = title.map_or_else(|| quoted.zh.clone(), ToString::to_string);
    let en = match (title, title_en) {
        (_, Some(title)) => title.to_string(),
        (Some(title), None) if !title.as_str().is_ascii() => format!("{} ({title})", quoted.en),
        (Some(title), None) => title.to_string(),
        (None, None) => quoted.en,
    };
    Words { zh, en }
}

/// The quoted name, for the middle of a sentence.
pub(super) fn quoted(id: &LocalId, title: Option<&Title>, title_en: Option<&Title>) -> Words {
    let Words { zh, en } = name(id, title, title_en);
    let in_quotes = |text: String| if text.starts_with('“') { text } else { format!("“{text}”") };
    Words { zh: in_quotes(zh), en: in_quotes(en) }
}

/// The name of a subject of assessments.
pub(super) fn subject(key: &LocalId, programme: &Programme) -> Words {
    match programme.assessment(key) {
        Some(subject) => quoted(key, Some(&subject.title), subject.title_en.as_ref()),
        None => Words::quoted(key),
    }
}

/// The name of a grade of an assessment.
pub(super) fn grade(key: &LocalId, id: &LocalId, programme: &Programme) -> Words {
    let grades = programme.assessment(key).and_then(|subject| subject.grades.as_deref()).unwrap_or_default();
    let listed = grades.iter().find(|grade| grade.id == *id);
    listed.map_or_else(|| Words::quoted(id), |grade| quoted(id, Some(&grade.title), grade.title_en.as_ref()))
}

/// A rule with its name before its text. A name with which the text begins is not repeated.
pub(super) fn titled(name: Words, words: Words) -> Words {
    let (told_zh, told_en) = (begins_with(&words.zh, &name.zh), begins_with(&words.en, &name.en));
    let both = say!("{name}：{words}", "{name}: {words}", name = name, words = words.clone());
    Words { zh: if told_zh { words.zh } else { both.zh }, en: if told_en { words.en } else { both.en } }
}

/// Whether a text begins with a name, however its letters and numbers are written: “未满15周岁” and “未满十五周岁” are equal.
pub(super) fn begins_with(text: &str, name: &str) -> bool {
    plain(text).starts_with(&plain(name))
}

/// A text in small letters without blanks, with Chinese numerals for numbers.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        let (taken, behind) = rest.split_at(if digits > 0 { digits } else { first.len_utf8() });
        match taken.parse::<i64>() {
            Ok(number) => out.push_str(&age_number(number).zh),
            Err(_) if first.is_whitespace() => {}
            Err(_) => out.push_str(&taken.to_lowercase()),
        }
        rest = behind;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_have_a_name_in_both_languages() {
        let id = LocalId::parse("grant").unwrap();
        let text = |text: &str| Text::parse(text).ok();
        for (title, title_en, zh, en) in [
            (text("定额"), text("Fixed grant"), "定额", "Fixed grant"),
            (text("定额"), None, "定额", "“grant” (定额)"),
            (text("Grant"), None, "Grant", "Grant"),
            (None, None, "“grant”", "“grant”"),
        ] {
            let words = name(&id, title.as_ref(), title_en.as_ref());
            assert_eq!((words.zh.as_str(), words.en.as_str()), (zh, en));
        }
    }

    #[test]
    fn nothing_is_said_twice() {
        let name = || Words { zh: "未满三周岁".into(), en: "Under 3 years old".into() };
        let words = Words {
            zh: "未满三周岁（生日当日起算）".into(), en: "under 3 years old on the birthday".into()
        };
        assert_eq!(titled(name(), words.clone()), words);
        let digits = Words { zh: "未满 3 周岁".into(), en: "Under 3 years old".into() };
        assert_eq!(titled(digits, words.clone()), words);
        let other = Words { zh: "已参保".into(), en: "insured".into() };
        assert_eq!(titled(name(), other).zh, "未满三周岁：已参保");
    }
}
