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
    },
}

impl Invalid {
    /// The error for a text that is not a code of a list.
    #[cold]
    #[doc(hidden)]
    pub fn code(list: &'static CodeList, text: &str) -> Self {
        Self::Code { list, nearest: nearest(text, list.codes.iter().map(|code| code.code)).into_iter().next() }
    }

    /// The parts that decide whether two errors are equal.
    const fn parts(&self) -> (u8, &'static str, i128, i128) {
        match self {
            Self::Form(word) => (0, word.pattern, word.length.min as i128, word.length.max as i128),
            Self::Code { list, .. } => (1, list.name, 0, 0),
            Self::Length { min, max } => (2, "", *min as i128, *max as i128),
            Self::Duplicate => (3, "", 0, 0),
            Self::Range { min, max } => (4, "", *min as i128, *max as i128),
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
            Self::Form(word) => form(word, f),
            Self::Code { list, nearest } => {
                write!(f, "not a code of the list {} ({})", list.name, list.label.en)?;
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
            Self::Range { min, max } => write!(f, "the number must be from {min} to {max}"),
        }
    }
}

fn form(word: &Word, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match word.name {
        "" => write!(f, "not a valid text")?,
        name => write!(f, "not a valid {name} ({})", word.label.en)?,
    }
    if !word.example.is_empty() {
        write!(f, ", such as `{}`", word.example)?;
    }
    match (word.length.min.max(1), word.length.max) {
        (min, max) if min == max => write!(f, ": must have {min} characters")?,
        (min, max) => write!(f, ": must have {min} to {max} characters")?,
    }
    if word.name.is_empty() {
        return f.write_str("; no space at either end, no control characters");
    }
    // The documentation states the form in both languages, line by line.
    let english =
        |line: &&&str| !line.trim().is_empty() && !line.chars().any(|c| ('\u{3000}'..'\u{ffff}').contains(&c));
    for line in word.docs.iter().skip(1).filter(english) {
        write!(f, ". {}", line.trim().trim_end_matches('.'))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        code::{DocumentKind, Sex},
        value::{Date, Email, LocalId, Money, PersonName, Rate, Text},
        wire::{Integer, List},
    };

    #[test]
    fn messages_say_what_is_expected_and_not_what_was_given() {
        let secret = "\u{7}李明";
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
