//! Lists of codes, and the code that a wrong text may mean.

use super::{CodeList, Label, Union, common_words::commonly, nearest, nearest::closest, spelling::half_width};
use std::collections::HashMap;

/// The list of codes from which one must be chosen.
#[derive(Debug, Clone, Copy)]
pub enum CodeChoice {
    /// A list of codes.
    List(&'static CodeList),
    /// The tags of a union.
    Tags(&'static Union),
}

impl CodeChoice {
    /// Its codes with their labels.
    pub fn codes(self) -> impl Iterator<Item = (&'static str, Label)> {
        let (list, tags) = match self {
            Self::List(list) => (Some(list.codes.iter().map(|c| (c.code, c.label))), None),
            Self::Tags(union) => (None, Some(union.variants.iter().map(|v| (v.code, v.label)))),
        };
        list.into_iter().flatten().chain(tags.into_iter().flatten())
    }

    /// A number that distinguishes it from every other list.
    fn address(self) -> usize {
        match self {
            Self::List(list) => std::ptr::from_ref(list).addr(),
            Self::Tags(union) => std::ptr::from_ref(union).addr(),
        }
    }

    /// Its name in the schema; empty for a list without a name of its own.
    pub fn name(self) -> &'static str {
        match self {
            Self::List(list) => list.name,
            Self::Tags(union) => union.name,
        }
    }

    /// The standard, notice or practice from which it is taken. `None` for the tags of a union.
    pub fn source(self) -> Option<&'static str> {
        match self {
            Self::List(list) => Some(list.source),
            Self::Tags(_) => None,
        }
    }

    /// Its label.
    pub fn label(self) -> Label {
        match self {
            Self::List(list) => list.label,
            Self::Tags(union) => union.label,
        }
    }

    /// Which codes of the list a text may mean.
    pub(super) fn guess(self, text: &str, guesses: bool, names: &mut Names) -> Guess {
        let meant = names.meant(self, text);
        let national = if meant.is_none() { self.national(text) } else { None };
        let nearest = match meant.or(national) {
            Some(code) => vec![code],
            None if guesses => self.common(text).map_or_else(|| self.similar(text), |code| vec![code]),
            None => Vec::new(),
        };
        let listed = if guesses { closest(text, self.codes(), LISTED_MAX) } else { Vec::new() };
        Guess { meant, national, nearest, listed }
    }

    /// The code that a JSON number may mean: by its number in the national interface, also without a leading zero.
    pub(super) fn guess_number(self, raw: &str) -> Option<Guess> {
        let national = self.national(raw).or_else(|| self.national(&format!("{raw:0>2}")))?;
        let listed = closest(national, self.codes(), LISTED_MAX);
        Some(Guess { meant: None, national: Some(national), nearest: vec![national], listed })
    }

    /// The only code with that number in the national interface or standard.
    fn national(self, text: &str) -> Option<&'static str> {
        let Self::List(list) = self else { return None };
        let number: String = text.trim().chars().map(half_width).collect();
        let is_number = (1..=6).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        let has_it = |code: &&super::Code| code.national().any(|national| national == number);
        let mut found = list.codes.iter().filter(|_| is_number).filter(has_it);
        found.next().filter(|_| found.next().is_none()).map(|code| code.code)
    }

    /// The code that the text means in common use.
    fn common(self, text: &str) -> Option<&'static str> {
        if text.len() > TEXT_MAX {
            return None;
        }
        let text: String = folded(text).collect();
        commonly(self.name(), |word| folded(word).eq(text.chars()))
    }

    /// Codes that are spelt similarly, or else those whose Chinese label contains the text or is contained in it.
    fn similar(self, text: &str) -> Vec<&'static str> {
        let near = nearest(text, self.codes().map(|(code, _)| code));
        let text = text.trim();
        if !near.is_empty() || text.is_ascii() || text.len() > TEXT_MAX {
            return near;
        }
        let contains = |label: &str| text.contains(label) || label.contains(text);
        let mut similar: Vec<_> = self.codes().filter(|(_, label)| contains(label.zh)).collect();
        similar.sort_by_key(|(_, label)| label.zh.chars().count().abs_diff(text.chars().count()));
        similar.into_iter().map(|(code, _)| code).take(NEAREST_MAX).collect()
    }
}

/// The names of the codes of each list that occurred: codes and labels, without differences of case, width and
/// separators. A document may contain a million wrong codes, and each is looked up once instead of being compared with
/// every name of its list.
#[derive(Debug, Default)]
pub(super) struct Names(HashMap<usize, NamesOfList>);

/// The code that each name means. `None` if it means several.
type NamesOfList = HashMap<String, Option<&'static str>>;

impl Names {
    /// The only code whose name or label the text is, apart from differences of case, width and separators.
    fn meant(&mut self, choice: CodeChoice, text: &str) -> Option<&'static str> {
        let names = self.0.entry(choice.address()).or_insert_with(|| {
            let mut names = NamesOfList::new();
            for (code, label) in choice.codes() {
                for name in [code, label.zh, label.en] {
                    let meant = names.entry(folded(name).collect()).or_insert(Some(code));
                    *meant = meant.filter(|other| *other == code);
                }
            }
            names
        });
        names.get(folded(text).collect::<String>().as_str()).copied().flatten()
    }
}

/// A list of at most this number of codes is listed completely; of a longer one, this number of codes.
const LISTED_MAX: usize = 10;

/// The highest number of codes that may be meant.
const NEAREST_MAX: usize = 3;

/// A longer text in bytes is not compared with labels.
const TEXT_MAX: usize = 200;

/// The characters of a text without differences of case, width and separators.
fn folded(text: &str) -> impl Iterator<Item = char> {
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '_');
    text.chars().map(half_width).filter(kept).map(|c| c.to_ascii_lowercase())
}

/// The codes that a text may mean.
#[derive(Debug, Clone)]
pub struct Guess {
    /// The code that the text means for certain: it is its label, or differs from it only in case, width and separators.
    pub meant: Option<&'static str>,
    /// The code whose number in the national interface or standard the text is.
    pub national: Option<&'static str>,
    /// Codes that are spelt similarly, or whose label is similar.
    pub nearest: Vec<&'static str>,
    /// The codes of a short list, or those nearest to the text.
    pub listed: Vec<&'static str>,
}
