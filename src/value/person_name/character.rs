//! Single characters of names: how they are folded, and how two of them are related.

use super::{
    index::{ALIKE, SOUNDS, VARIANTS},
    table,
};
use crate::value::is_hidden;

/// How two Chinese characters are related, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    Equal,
    Variant,
    Alike,
    Sound,
    None,
}

/// Whether it is a Chinese character, the iteration mark and the zero included.
pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// Whether GB/T 2312 has the character, so that every system can store and print it.
pub(super) fn is_in_gb2312(c: char) -> bool {
    let place = u32::from(c).checked_sub(0x4e00).and_then(|place| usize::try_from(place).ok());
    let word = place.and_then(|place| Some((table::GB2312.get(place / 64)?, place % 64)));
    word.is_some_and(|(word, bit)| word >> bit & 1 == 1)
}

/// Whether GBK has the character: the national character set before GB 18030, which older systems use.
pub(super) const fn is_in_gbk(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fa5}' | '\u{3005}'..='\u{3007}')
}

/// Whether it is not visible, or only selects a glyph.
pub(super) fn is_ignored(c: char) -> bool {
    is_hidden(c)
        || matches!(c, '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether it separates the parts of a name: a dot, a space, a hyphen or a comma in any form.
pub(super) fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '·' | '•'
                | '・'
                | '‧'
                | '∙'
                | '⋅'
                | '.'
                | '。'
                | '˙'
                | '\u{387}'
                | '\u{16eb}'
                | '\u{2e31}'
                | '\u{2e33}'
                | '\u{a78f}'
                | '\u{f0b}'
                | '\u{f0c}'
                | '◦'
                | ','
                | '、'
                | '，'
                | '،'
                | '-'
                | '_'
                | '\u{2010}'..='\u{2015}' | '−'
        )
}

/// Whether it is an apostrophe in any form.
pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‛' | '′' | '`' | '´' | 'ʻ' | 'ʼ' | 'ʹ' | 'ˈ')
}

/// Whether it is alphabetic in Unicode 15.0.0, on which every version of the compiler agrees.
pub(super) fn is_alphabetic(c: char) -> bool {
    let place = || table::ALPHABETIC.partition_point(|(_, last)| *last < c);
    c.is_ascii_alphabetic() || !c.is_ascii() && table::ALPHABETIC.get(place()).is_some_and(|(first, _)| *first <= c)
}

/// Whether it is a letter of an alphabet, a mark of one, or an apostrophe.
pub(super) fn is_letter(c: char) -> bool {
    !is_han(c) && (is_alphabetic(c) || is_mark(c) || is_apostrophe(c))
}

/// Whether it is a mark above or below a letter.
pub(super) const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The script of a letter, as a number; `None` if a letter may be of any script.
pub(super) fn script(c: char) -> Option<u32> {
    Some(match u32::from(c) {
        _ if is_mark(c) || is_apostrophe(c) => return None,
        0..=0x24f | 0x1e00..=0x1eff | 0x2c60..=0x2c7f | 0xa720..=0xa7ff => 1,
        0x370..=0x3ff | 0x1f00..=0x1fff => 2,
        0x400..=0x52f => 3,
        0x600..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => 4,
        0x3040..=0x30ff => 5,
        0x1100..=0x11ff | 0xac00..=0xd7ff => 6,
        other => 0x100 + (other >> 8),
    })
}

/// Folds a character: compatibility decomposition (NFKD) and case folding, and radicals as the characters that they show.
pub(super) fn fold(c: char, out: &mut Vec<char>) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else if let Some((_, one)) =
        table::FOLDED.binary_search_by_key(&c, |(from, _)| *from).ok().and_then(|i| table::FOLDED.get(i))
    {
        out.push(*one);
    } else if let Ok(i) = table::FOLDED_TO_MANY.binary_search_by_key(&c, |(from, _)| *from) {
        let many = table::FOLDED_TO_MANY.get(i).map_or(&[][..], |(_, many)| many);
        out.extend(many.iter().filter(|c| **c != '\0'));
    } else if let '\u{ac00}'..='\u{d7a3}' = c {
        // A syllable of Hangul is its letters: Unicode, section 3.12.
        let place = u32::from(c) - 0xac00;
        let letters = [
            Some(0x1100 + place / 588),
            Some(0x1161 + place % 588 / 28),
            Some(0x11a7 + place % 28).filter(|t| *t > 0x11a7),
        ];
        out.extend(letters.into_iter().flatten().filter_map(char::from_u32));
    } else {
        out.push(c);
    }
}

/// The combining class of a mark; 0 for any other character.
pub(super) fn mark_class(c: char) -> u8 {
    let place = u32::from(c).checked_sub(0x300).and_then(|place| usize::try_from(place).ok());
    place.and_then(|place| table::MARK_ORDER.get(place)).copied().unwrap_or(0)
}

/// Puts marks that follow one letter into their canonical order.
pub(super) fn sort_marks(text: &mut [char]) {
    for marks in text.split_mut(|c| mark_class(*c) == 0) {
        marks.sort_by_key(|c| mark_class(*c));
    }
}

/// The other forms of a Chinese character.
pub(super) fn variants(c: char) -> impl Iterator<Item = char> {
    VARIANTS.with(c).filter(move |other| *other != c)
}

/// The readings of a character, by their indices. Those of a traditional character are those of its simplified form.
fn readings(c: char) -> Vec<usize> {
    let mut all: Vec<usize> = std::iter::once(c).chain(variants(c)).flat_map(|form| SOUNDS.containing(form)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The look-alikes of a Chinese character, and those with a common reading.
pub(super) fn related(c: char) -> Vec<char> {
    readings(c).into_iter().flat_map(|reading| SOUNDS.members(reading)).chain(ALIKE.with(c)).collect()
}

/// How two Chinese characters are related.
pub(super) fn relation(a: char, b: char) -> Relation {
    if a == b {
        return Relation::Equal;
    }
    if VARIANTS.are_together(a, b) {
        return Relation::Variant;
    }
    if ALIKE.are_together(a, b) {
        return Relation::Alike;
    }
    let own = readings(a);
    if readings(b).iter().any(|reading| own.contains(reading)) { Relation::Sound } else { Relation::None }
}

/// Whether two Chinese characters are one in different forms.
pub(super) fn is_variant(a: char, b: char) -> bool {
    a == b || VARIANTS.are_together(a, b)
}

/// Whether it is a compound surname of two characters.
pub(super) fn is_compound_surname(name: &[char]) -> bool {
    name.len() == 2 && table::COMPOUND_SURNAMES.split(' ').any(|surname| surname.chars().eq(name.iter().copied()))
}
