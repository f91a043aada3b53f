//! Names in Chinese characters that differ.

use super::{
    align,
    character::{Relation, is_compound_surname, is_in_gb2312, is_in_gbk, is_variant, relation},
    doubt::NameDoubt,
    folded::{Folded, Part},
};

/// From how many characters a name may be cut off by the length of a field. Shorter names with one beginning are names of
/// two people.
pub(super) const CUT: usize = 4;

/// From how many characters a name is a transcription, whose characters vary.
pub(super) const TRANSCRIPTION: usize = 6;

/// What explains the difference of two names without gaps, if anything does.
pub(super) fn doubt(a: &Folded, b: &Folded) -> Option<NameDoubt> {
    let (mut short, mut long) = (a, b);
    if short.characters().len() > long.characters().len() {
        (short, long) = (long, short);
    }
    let (name, full) = (short.characters(), long.characters());
    let (words, all_words) = (short.words(), long.words());
    if name.len() == full.len() {
        let relations = name.iter().zip(&full).map(|(x, y)| relation(*x, *y));
        let doubt = match relations.max().unwrap_or(Relation::Equal) {
            Relation::Equal | Relation::Variant => Some(NameDoubt::VariantCharacters),
            Relation::Alike => Some(NameDoubt::LookAlikes),
            Relation::Sound => Some(NameDoubt::SameSound),
            Relation::None => is_reordered(&name, &full).then_some(NameDoubt::Order),
        };
        let respelled = || is_respelled(&name, &full).then_some(NameDoubt::Spelling);
        return doubt.or_else(respelled).or_else(|| replaces_rare(&name, &full).then_some(NameDoubt::MissingCharacter));
    }
    if lacks_rare(&name, &full) || replaces_rare(&name, &full) {
        return Some(NameDoubt::MissingCharacter);
    }
    // A name with a dot and one of its parts: many systems store the given name only.
    let is_part = || name.len() > 1 && all_words.len() > 1 && all_words.iter().any(|word| is_one(&name, word));
    if is_part() || is_given_or_surname(&name, &full) {
        return Some(NameDoubt::Incomplete);
    }
    let starts = full.get(..name.len()).is_some_and(|start| is_one(&name, start));
    if starts && name.len() >= CUT && (full.len() >= TRANSCRIPTION || words.len() + all_words.len() > 2) {
        return Some(NameDoubt::Truncated);
    }
    if is_respelled(&name, &full) {
        return Some(NameDoubt::Spelling);
    }
    // 童安小朋友, 患儿童安: no Chinese name with one or two characters of surname is so long.
    let ends = full.get(full.len() - name.len()..).is_some_and(|end| is_one(&name, end));
    ((starts || ends) && name.len() > 1 && full.len() > CUT).then_some(NameDoubt::Addition)
}

/// Whether two texts of equal length have the same characters in equal or variant forms.
fn is_one(a: &[char], b: &[char]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| is_variant(*x, *y))
}

fn is_reordered(a: &[char], b: &[char]) -> bool {
    let sorted = |name: &[char]| {
        let mut name = name.to_vec();
        name.sort_unstable();
        name
    };
    sorted(a) == sorted(b)
}

/// Whether the shorter name lacks only characters that are not in GB/T 2312.
fn lacks_rare(name: &[char], full: &[char]) -> bool {
    let mut rest = name.iter().peekable();
    let is_explained = |c: &char| rest.next_if(|own| is_variant(**own, *c)).is_some() || !is_in_gb2312(*c);
    full.iter().all(is_explained) && rest.peek().is_none()
}

/// Whether the names are equal but for a character that is not in GBK: another character, its components or a description
/// replaces it where it cannot be entered.
fn replaces_rare(a: &[char], b: &[char]) -> bool {
    let parts = |name: &[char]| {
        let part = |c: &char| if is_in_gbk(*c) { Part::Known(*c) } else { Part::Gap(NameDoubt::MissingCharacter) };
        name.iter().map(part).collect::<Vec<_>>()
    };
    a.iter().chain(b).any(|c| !is_in_gbk(*c)) && align::may_be_one(&parts(a), &parts(b))
}

/// Whether the shorter name is the surname or the given name of the longer one.
fn is_given_or_surname(name: &[char], full: &[char]) -> bool {
    if full.len() > CUT {
        return false;
    }
    let surname = if full.len() > 2 && full.get(..2).is_some_and(is_compound_surname) { 2 } else { 1 };
    let (family, given) = full.split_at_checked(surname).unwrap_or_default();
    is_one(name, family) || is_one(name, given)
}

/// Whether one character of a long name is added, missing or another.
fn is_respelled(a: &[char], b: &[char]) -> bool {
    a.len().min(b.len()) >= TRANSCRIPTION - 1
        && a.len().max(b.len()) >= TRANSCRIPTION
        && is_within_one(a, b, |x, y| relation(*x, *y) != Relation::None)
}

/// Whether two texts are equal but for one place, where one has an item more, or another item.
pub(super) fn is_within_one<T>(a: &[T], b: &[T], is_equal: impl Fn(&T, &T) -> bool) -> bool {
    let start = a.iter().zip(b).take_while(|(x, y)| is_equal(x, y)).count();
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| is_equal(x, y)).count();
    a.len().abs_diff(b.len()) <= 1 && start + end + 1 >= a.len().max(b.len())
}
