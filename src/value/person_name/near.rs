//! The forms that a name may have in another document, for comparisons in which only the digest of the other name is known.

use super::{NameMatch, PersonName, character, folded::Folded, newborn};

/// Up to how many characters the order may differ.
pub(super) const ORDER_MAX: usize = 4;
/// The highest number of forms in which each character may be a variant.
pub(super) const VARIANTS_MAX: usize = 256;

impl PersonName {
    /// Whether the name is so unclear that it may be any other one: it is masked, unprintable, no name, the description of a newborn or
    /// a name with other text, has letters only, or has a text in place of a given name (童毛毛).
    pub fn is_unclear(&self) -> bool {
        let folded = Folded::of(self.as_str());
        self.doubt().is_some() || folded.has_letters_only() || newborn::has_milk_name(&folded)
    }

    /// The comparison forms of other names that [`compare`](Self::compare) does not report as another name: each character as its
    /// variants, one character as its look-alikes and as the characters of the same sound, another order, and a shorter form. Only one of
    /// these differences at a time. Empty for a name in letters.
    ///
    /// # Example
    /// ```
    /// use tongbiao::value::PersonName;
    ///
    /// let forms = PersonName::parse("张安")?.near_forms();
    /// assert!(["張安", "安张"].iter().all(|form| forms.iter().any(|near| near == form)));
    /// assert!(!forms.iter().any(|near| near == "童宁"));
    /// # Ok::<(), tongbiao::value::Invalid>(())
    /// ```
    pub fn near_forms(&self) -> Vec<String> {
        let folded = Folded::of(self.as_str());
        if folded.has_letters_only() {
            return Vec::new();
        }
        let characters = folded.characters();
        let mut forms = in_variants(&characters);
        for (place, own) in characters.iter().enumerate() {
            let others = character::related(*own).into_iter();
            forms.extend(others.map(|other| replaced(&characters, place, Some(other))));
            forms.push(replaced(&characters, place, None));
        }
        if characters.len() <= ORDER_MAX {
            reorder(&characters, &mut Vec::new(), &mut forms);
        }
        let cuts = 1..characters.len();
        forms.extend(
            cuts.filter_map(|cut| characters.split_at_checked(cut))
                .flat_map(|(start, end)| [start.iter().collect::<String>(), end.iter().collect()]),
        );
        forms.sort_unstable();
        forms.dedup();
        let own = folded.form();
        forms
            .retain(|form| *form != own && Self::parse(form).is_ok_and(|name| self.compare(&name) != NameMatch::Other));
        forms
    }
}

/// The text with another character at a place, or without the character.
fn replaced(characters: &[char], place: usize, by: Option<char>) -> String {
    let each = characters.iter().enumerate();
    each.filter_map(|(at, own)| if at == place { by } else { Some(*own) }).collect()
}

/// The texts in which each character is the own one or a variant of it.
fn in_variants(characters: &[char]) -> Vec<String> {
    let mut all = vec![String::new()];
    for own in characters {
        let mut forms = vec![*own];
        forms.extend(character::variants(*own));
        all = all.iter().flat_map(|start| forms.iter().map(move |form| format!("{start}{form}"))).collect();
        all.truncate(VARIANTS_MAX);
    }
    all
}

/// The characters in every order.
fn reorder(rest: &[char], start: &mut Vec<char>, all: &mut Vec<String>) {
    if rest.is_empty() {
        all.push(start.iter().collect());
    }
    for (place, own) in rest.iter().enumerate() {
        let others: Vec<char> = rest.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, c)| *c).collect();
        start.push(*own);
        reorder(&others, start, all);
        start.pop();
    }
}
