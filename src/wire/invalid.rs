//! Why a value was refused.

use super::{CodeList, Word, nearest};
use std::fmt;

/// A value does not have the form that its type requires, such as a text that is not a date, or a list that is too
/// long.
///
/// The message says what the type expects, with an example. It never repeats the value: the value may be private.
///
/// Every constructor of a value returns this one error, so that a function that builds a document can use `?` throughout.
///
/// # Example
/// ```
/// use tongbiao::value::{Date, Invalid};
///
/// let refused = Date::parse("2024-13-01");
/// assert!(matches!(refused, Err(Invalid::Form(_))));
/// let message = refused.map_or_else(|error| error.to_string(), |date| date.to_string());
/// assert!(message.starts_with("not a valid Date (Calendar date), such as `2024-05-06`"));
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Invalid {
    /// The text does not have the form of this word.
    Form(&'static Word),
    /// The text has too few or too many characters for this word.
    TextLength(&'static Word),
    /// The text is not a code of this list.
    Code {
        /// The list.
        list: &'static CodeList,
        /// The most similar code of the list, if there is one.
        nearest: Option<&'static str>,
    },
    /// The number of items is too small or too large.
    Length {
        /// The least number of items.
        min: usize,
        /// The greatest number of items.
        max: usize,
    },
    /// Two entries have the same name.
    Duplicate,
    /// The number is out of range.
    Range {
        /// The least number allowed.
        min: i64,
        /// The greatest number allowed.
        max: i64,
        /// The unit of the number, such as `fen`, if it has one.
        unit: Option<&'static str>,
    },
}

impl Invalid {
    /// The error for a text that is not a code of a list.
    #[cold]
    #[doc(hidden)]
    pub fn code(list: &'static CodeList, text: &str) -> Self {
        Self::Code { list, nearest: nearest(text, list.codes.iter().map(|code| code.code)).into_iter().next() }
    }

    /// The error for a text: [`TextLength`](Self::TextLength) in place of [`Form`](Self::Form) if the text has too few or too many
    /// characters.
    #[cold]
    #[doc(hidden)]
    #[must_use]
    pub fn for_text(self, text: &str) -> Self {
        match self {
            Self::Form(word) if !(word.length.min.max(1)..=word.length.max).contains(&text.chars().count()) => {
                Self::TextLength(word)
            }
            other => other,
        }
    }

    /// The parts that decide whether two errors are equal.
    const fn parts(&self) -> (u8, &'static str, i128, i128) {
        match self {
            Self::Form(word) => (0, word.pattern, word.length.min as i128, word.length.max as i128),
            Self::Code { list, .. } => (1, list.name, 0, 0),
            Self::Length { min, max } => (2, "", *min as i128, *max as i128),
            Self::Duplicate => (3, "", 0, 0),
            Self::Range { min, max, .. } => (4, "", *min as i128, *max as i128),
            Self::TextLength(word) => (5, word.pattern, word.length.min as i128, word.length.max as i128),
        }
    }
}

impl PartialEq for Invalid {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for Invalid {}

impl std::error::Error for Invalid {}

impl fmt::Debug for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Invalid({self})")
    }
}

/// A message lists at most this number of codes.
const LISTED_MAX: usize = 8;

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(word) => form(word, false, f),
            Self::TextLength(word) => form(word, true, f),
            Self::Code { list, nearest } => {
                write!(f, "not a code of the list {}", Named(list.name, list.label.en))?;
                if let Some(code) = nearest {
                    return write!(f, "; did you mean `{code}`?");
                }
                for (place, code) in list.codes.iter().take(LISTED_MAX).enumerate() {
                    write!(f, "{}`{}`", if place == 0 { "; expected " } else { ", " }, code.code)?;
                }
                if list.codes.len() > LISTED_MAX { f.write_str(", …") } else { Ok(()) }
            }
            Self::Length { min, max } if min == max => write!(f, "the list must have exactly {min} items"),
            Self::Length { min: 0, max } => write!(f, "the list must have at most {max} items"),
            Self::Length { min, max } => write!(f, "the list must have {min} to {max} items"),
            Self::Duplicate => f.write_str("two entries have the same name"),
            Self::Range { min, max, unit: None } => write!(f, "the number must be from {min} to {max}"),
            Self::Range { min, max, unit: Some(unit) } => write!(f, "the number must be from {min} to {max} {unit}"),
        }
    }
}

/// The name of a type with its label, unless they are the same.
struct Named(&'static str, &'static str);

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(name, label) = self;
        if name == label { f.write_str(name) } else { write!(f, "{name} ({label})") }
    }
}

fn form(word: &Word, is_length: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match word.name {
        "" => write!(f, "not a valid text")?,
        name => write!(f, "not a valid {}", Named(name, word.label.en))?,
    }
    if !word.example.is_empty() {
        write!(f, ", such as `{}`", word.example)?;
    }
    match (word.length.min.max(1), word.length.max) {
        _ if !is_length => {}
        (min, max) if min == max => write!(f, ": must have {min} characters")?,
        (min, max) => write!(f, ": must have {min} to {max} characters")?,
    }
    if word.name.is_empty() && !is_length {
        return f.write_str(": must have a character other than blanks, and no NUL");
    }
    // The documentation states the form in both languages, line by line.
    let english =
        |line: &&&str| !line.trim().is_empty() && !line.chars().any(|c| ('\u{3000}'..'\u{ffff}').contains(&c));
    // A sentence may continue on the next line.
    let mut separator = ". ";
    for line in word.docs.iter().skip(1).filter(english).map(|line| line.trim()) {
        let sentence = line.trim_end_matches('.');
        write!(f, "{separator}{sentence}")?;
        separator = if sentence.len() < line.len() { ". " } else { " " };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        code::{DocumentKind, Sex},
        value::{Date, Email, LineAmount, LocalId, Money, PersonName, Rate, Text},
        wire::{Integer, List},
    };

    #[test]
    fn a_message_names_the_length_only_if_the_length_is_wrong() {
        let said = |error: Invalid| error.to_string();
        let line = Text::<1, 20>::parse;
        assert_eq!(
            said(line(" ").unwrap_err()),
            "not a valid text: must have a character other than blanks, and no NUL"
        );
        assert_eq!(said(line("").unwrap_err()), "not a valid text: must have 1 to 20 characters");
        let id = said(LocalId::parse("a b").unwrap_err());
        let amount = said(LineAmount::parse("").unwrap_err());
        assert!(amount.ends_with("Negative on a refund or rounding line"), "{amount}");
        assert!(id.contains("letters A-Z and a-z, digits") && !id.contains("1 to 64 characters"), "{id}");
        assert!(said(LocalId::parse("").unwrap_err()).contains(": must have 1 to 64 characters"));
        let date = said(Date::new(2024, 2, 30).unwrap_err());
        assert_eq!(Date::parse("2024-13-01").unwrap_err().to_string(), date);
        assert!(date.contains("YYYY-MM-DD") && !date.contains("characters"), "{date}");
        assert!(said(Rate::parse("2").unwrap_err()).starts_with("not a valid Rate, such as `"));
        assert_eq!(said(Money::from_fen(-1).unwrap_err()), "the number must be from 0 to 99999999999999 fen");
    }

    #[test]
    fn messages_say_what_is_expected_and_not_what_was_given() {
        let secret = "\u{0}李明";
        let errors: [Invalid; 10] = [
            Date::parse(secret).unwrap_err(),
            Money::parse(secret).unwrap_err(),
            Rate::parse(secret).unwrap_err(),
            LocalId::parse(secret).unwrap_err(),
            PersonName::parse(secret).unwrap_err(),
            Email::parse(secret).unwrap_err(),
            Text::<1, 200>::parse(secret).unwrap_err(),
            Sex::parse(secret).unwrap_err(),
            Integer::<1, 12>::new(13).unwrap_err(),
            List::<u8, 1, 3>::new(vec![]).unwrap_err(),
        ];
        for error in errors {
            let message = error.to_string();
            assert!(!message.contains("李明") && !message.ends_with('.') && message.len() > 20, "{message}");
        }
        assert_eq!(
            DocumentKind::parse("aplication").unwrap_err().to_string(),
            "not a code of the list DocumentKind (Kind of document); did you mean `application`?"
        );
        assert_eq!(Date::parse("a"), Date::new(2024, 13, 1));
        assert_ne!(Text::<1, 2>::parse("").unwrap_err(), Text::<1, 3>::parse("").unwrap_err());
    }
}
