//! Names of people, and whether two of them are the same name.

mod align;
mod character;
mod data;
mod doubt;
mod folded;
mod han;
mod index;
mod letters;
mod near;
mod newborn;
#[cfg(test)]
mod pairs;
mod table;

pub(crate) use data::data;
pub use doubt::NameDoubt;

use self::folded::Folded;
use crate::wire::{Lines, Spelling, VISIBLE, is_text, word};

word! {
    /// 姓名 · Person name.
    ///
    /// 按证件填写，1 到 100 个字符；少数民族姓名的间隔号用“·”（U+00B7）。首尾的空白不计。
    /// As on the identity document, 1 to 100 characters. The dot within some names is U+00B7. Blanks at the ends
    /// are ignored.
    pub struct PersonName(text) {
        pattern: VISIBLE, length: 1..=100, example: "童安",
        form: |t| is_text(t, 1, 100),
        spelling: Spelling::Free(Lines::One),
        read: super::text::line,
    }
}

/// The result of comparing two names. See `docs/names.md` for the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameMatch {
    /// The two texts are identical.
    Same,
    /// The same name in another notation: dots, spaces, width, letter case, or characters that Unicode declares equivalent.
    Variant,
    /// The texts do not show whether it is the same name. A person must decide.
    Unknown(NameDoubt),
    /// Another name.
    Other,
}

impl NameMatch {
    /// Whether it is the same name, in whatever notation.
    pub const fn is_same(self) -> bool {
        matches!(self, Self::Same | Self::Variant)
    }

    /// What is not certain, if anything.
    pub const fn doubt(self) -> Option<NameDoubt> {
        match self {
            Self::Unknown(doubt) => Some(doubt),
            Self::Same | Self::Variant | Self::Other => None,
        }
    }

    /// The match that supports identity more: for a person with several names.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Same, _) | (_, Self::Other) => self,
            (_, Self::Same) | (Self::Other, _) => other,
            (Self::Variant, _) | (Self::Unknown(_), Self::Unknown(_)) => self,
            (Self::Unknown(_), Self::Variant) => other,
        }
    }
}

impl PersonName {
    /// Compares two names of people.
    ///
    /// It never depends on the order of the two. It reports `Same` or `Variant` only for one name, and `Other` only if no known
    /// difference in notation, printing or registration explains the two texts.
    ///
    /// # Example
    /// ```
    /// use tongbiao::value::{NameDoubt, NameMatch, PersonName};
    ///
    /// let name = PersonName::parse;
    /// let child = name("古丽米热·艾比布力")?;
    /// assert_eq!(child.compare(&name("古丽米热•艾比布力")?), NameMatch::Variant);
    /// assert_eq!(name("童安")?.compare(&name("童宁")?), NameMatch::Other);
    /// assert_eq!(name("张安")?.compare(&name("張安")?), NameMatch::Unknown(NameDoubt::VariantCharacters));
    /// # Ok::<(), tongbiao::value::Invalid>(())
    /// ```
    pub fn compare(&self, other: &Self) -> NameMatch {
        if self == other {
            return NameMatch::Same;
        }
        compared(&Folded::of(self.as_str()), &Folded::of(other.as_str()))
    }

    /// The name without what differs between notations of one name: dots, spaces, width, letter case, and characters that
    /// Unicode declares equivalent.
    ///
    /// Two names that [`PersonName::compare`] reports as the same or as variants have one comparison form, so that digests of
    /// it can be compared. The converse holds unless a character is hidden or unprintable. The form is not for display.
    pub fn comparison_form(&self) -> String {
        Folded::of(self.as_str()).form()
    }

    /// What in the name prevents a certain comparison with any other: a masked, unprintable or private-use character, text that
    /// is not part of a name or no name at all, or the description of a newborn.
    pub fn doubt(&self) -> Option<NameDoubt> {
        let folded = Folded::of(self.as_str());
        if folded.is_empty() {
            return Some(NameDoubt::Unprintable);
        }
        if folded.is_no_name() {
            return Some(NameDoubt::NoName);
        }
        folded.gap().filter(|doubt| doubt.hides()).or_else(|| {
            let newborn = newborn::is_described(&folded).then_some(NameDoubt::Newborn);
            newborn.or(folded.gap())
        })
    }

    /// The name of the parent in the description of a newborn: 李梅 in 李梅之子. It is folded; compare it with the names of the
    /// guardians.
    pub fn newborn_of(&self) -> Option<Self> {
        newborn::parent(&Folded::of(self.as_str())).and_then(|name| Self::parse(&name).ok())
    }
}

/// The result for two texts that are not identical.
fn compared(a: &Folded, b: &Folded) -> NameMatch {
    if a.is_empty() || b.is_empty() {
        return NameMatch::Unknown(NameDoubt::Unprintable);
    }
    if a.is_no_name() || b.is_no_name() {
        return NameMatch::Unknown(NameDoubt::NoName);
    }
    let gap = a.gap().max(b.gap());
    if a.form() == b.form() {
        return gap.filter(|doubt| doubt.hides()).map_or(NameMatch::Variant, NameMatch::Unknown);
    }
    match different_texts(a, b, gap) {
        Some(doubt) => NameMatch::Unknown(doubt),
        None => without_additions(a, b),
    }
}

/// The result for two names without labels, texts in brackets and digits, which never make a name another one.
fn without_additions(a: &Folded, b: &Folded) -> NameMatch {
    let shorter = (a.without_additions(), b.without_additions());
    if shorter.0.is_none() && shorter.1.is_none() {
        return NameMatch::Other;
    }
    match compared(shorter.0.as_ref().unwrap_or(a), shorter.1.as_ref().unwrap_or(b)) {
        NameMatch::Same | NameMatch::Variant => NameMatch::Unknown(NameDoubt::Addition),
        result => result,
    }
}

/// Why the texts of one name may differ, if anything explains it.
fn different_texts(a: &Folded, b: &Folded, gap: Option<NameDoubt>) -> Option<NameDoubt> {
    let same_script = a.has_letters_only() == b.has_letters_only() && a.script() == b.script();
    if !same_script && a.has_characters() && b.has_characters() {
        return Some(NameDoubt::Transliteration);
    }
    let newborns = (newborn::is_described(a), newborn::is_described(b));
    if newborns == (true, true) {
        return Some(NameDoubt::Newborn);
    }
    if let Some(gap) = gap
        && align::may_be_one(a.parts(), b.parts())
    {
        return Some(gap);
    }
    let begins = || align::begins(a.parts(), b.parts()) || align::begins(b.parts(), a.parts());
    if gap == Some(NameDoubt::Addition) && begins() {
        return Some(NameDoubt::Addition);
    }
    if newborns != (false, false) {
        return Some(NameDoubt::Newborn);
    }
    let explained = match gap {
        Some(_) => None,
        None if a.has_letters_only() => letters::doubt(a.words(), b.words()),
        None => han::doubt(a, b),
    };
    explained.or_else(|| newborn::may_be_of_family(a, b).then_some(NameDoubt::Newborn))
}
