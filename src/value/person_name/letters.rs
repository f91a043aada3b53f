//! Names in an alphabet that differ.

use super::{character::is_mark, doubt::NameDoubt, han::is_within_one};

/// From how many letters the beginning of a name may be a name cut off by the length of a field.
pub(super) const CUT: usize = 8;

/// From how many letters one other letter is another spelling.
pub(super) const LONG: usize = 6;

/// From how many consonants equal consonants are another spelling.
pub(super) const CONSONANTS: usize = 4;

/// Letters that may differ between transcriptions.
pub(super) const VOWELS: &str = "aeiouyw";

/// The mark of ä, ö and ü.
pub(super) const DIAERESIS: char = '\u{308}';

/// A letter with a diaeresis, without the mark, and the letters that are written for it.
pub(super) type Umlauts = &'static [(char, &'static str)];

/// The ways to write letters with a diaeresis: without the mark, as passports do, and for ü in pinyin.
pub(super) const UMLAUTS: [Umlauts; 4] = [&[], &[('a', "ae"), ('o', "oe"), ('u', "ue")], &[('u', "yu")], &[('u', "v")]];

/// Letters that are not in English, and the letters that are written for them.
#[rustfmt::skip]
pub(super) const PLAIN: [(char, &str); 11] = [
    ('đ', "d"), ('ð', "d"), ('ø', "o"), ('ł', "l"), ('ı', "i"), ('ħ', "h"), ('æ', "ae"), ('ə', "e"), ('œ', "oe"), ('þ', "th"), ('\'', ""),
];

/// What explains the difference of two names without gaps, if anything does.
pub(super) fn doubt(a: Vec<&[char]>, b: Vec<&[char]>) -> Option<NameDoubt> {
    let (own, other) = (spellings(&a), spellings(&b));
    let joined = |names: &[Vec<String>]| names.iter().map(|name| name.concat()).collect::<Vec<_>>();
    if joined(&own).iter().any(|name| joined(&other).contains(name)) {
        return Some(NameDoubt::Spelling);
    }
    let (a, b) = (own.first()?, other.first()?);
    let is_reordered =
        |a: &[String], b: &[String]| rotations(a).iter().any(|a| a.concat() == b.concat()) || sorted(a) == sorted(b);
    if is_reordered(a, b) || is_reordered(b, a) {
        return Some(NameDoubt::Order);
    }
    if rotations(a).iter().any(|a| is_abbreviated(a, b)) || rotations(b).iter().any(|b| is_abbreviated(a, b)) {
        return Some(NameDoubt::Incomplete);
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < long.len() && includes(long, short) {
        return Some(NameDoubt::Incomplete);
    }
    let (short, long) =
        if a.concat().len() <= b.concat().len() { (a.concat(), b.concat()) } else { (b.concat(), a.concat()) };
    if short.chars().count() >= CUT && long.starts_with(&short) {
        return Some(NameDoubt::Truncated);
    }
    (a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_respelled(a, b))).then_some(NameDoubt::Spelling)
}

/// The words of a name without marks and apostrophes: as they are, with the letters that passports write for letters with
/// marks, and with the letters that are written for ü in pinyin.
fn spellings(words: &[&[char]]) -> Vec<Vec<String>> {
    let spell =
        |umlauts: Umlauts| words.iter().map(|word| plain(word, umlauts)).filter(|word| !word.is_empty()).collect();
    UMLAUTS.iter().map(|umlauts| spell(umlauts)).collect()
}

fn plain(word: &[char], umlauts: Umlauts) -> String {
    let mut out = String::new();
    let mut rest = word.iter().peekable();
    let letters_for = |letters: &'static [(char, &'static str)], c: &char| {
        letters.iter().find(|(letter, _)| letter == c).map(|(_, letters)| *letters)
    };
    while let Some(c) = rest.next() {
        let umlaut = rest.peek().filter(|mark| ***mark == DIAERESIS).and_then(|_| letters_for(umlauts, c));
        if let Some(letters) = umlaut {
            out.push_str(letters);
        } else if c.is_ascii_alphabetic() {
            out.push(*c);
        } else if let Some(letters) = letters_for(&PLAIN, c) {
            out.push_str(letters);
        } else if !is_mark(*c) {
            out.push(*c);
        }
    }
    out
}

fn sorted(words: &[String]) -> Vec<&String> {
    let mut words: Vec<_> = words.iter().collect();
    words.sort_unstable();
    words
}

/// The words in each order that begins at another word: the surname may come first or last.
fn rotations(words: &[String]) -> Vec<Vec<String>> {
    let rotated = |by: usize| words.iter().cycle().skip(by).take(words.len()).cloned().collect();
    (0..words.len()).map(rotated).collect()
}

/// Whether words of one name are the initials of the other, and at least one word is written in full.
fn is_abbreviated(a: &[String], b: &[String]) -> bool {
    let is_initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    a.len() == b.len()
        && a.iter().zip(b).all(|(a, b)| a == b || is_initial(a, b) || is_initial(b, a))
        && a.iter().zip(b).any(|(a, b)| a == b && a.chars().count() > 1)
}

/// Whether all words of the shorter name are in the longer one.
fn includes(long: &[String], short: &[String]) -> bool {
    let mut rest: Vec<_> = long.iter().collect();
    short.iter().all(|word| {
        let found = rest.iter().position(|other| *other == word);
        found.map(|i| rest.swap_remove(i)).is_some()
    })
}

/// Whether two words are one in another transcription.
fn is_respelled(a: &str, b: &str) -> bool {
    let letters = |word: &str| word.chars().collect::<Vec<_>>();
    let (a, b) = (letters(a), letters(b));
    let consonants = |word: &[char]| {
        let mut out: Vec<_> = word.iter().copied().filter(|c| !VOWELS.contains(*c)).collect();
        out.dedup();
        out
    };
    a == b
        || a.len().max(b.len()) >= LONG
            && (is_within_one(&a, &b, PartialEq::eq)
                || consonants(&a).len() >= CONSONANTS && consonants(&a) == consonants(&b))
}
