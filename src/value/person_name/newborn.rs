//! Descriptions of newborns, who have no name on the receipts of their first days.

use super::{
    character::{is_compound_surname, is_han, is_variant},
    folded::{Folded, Part, STROKE_WORDS},
};

/// Ends of a description after 之.
#[rustfmt::skip]
pub(super) const AFTER_OF: &[&str] = &[
    "子", "女", "婴", "儿", "男", "孩", "宝", "男婴", "女婴", "婴儿", "儿子", "女儿", "男孩", "女孩", "长子", "长女", "次子", "次女",
];

/// Ends of a description without 之. They are rare in names.
#[rustfmt::skip]
pub(super) const ENDS: &[&str] = &[
    "男婴", "女婴", "婴儿", "新生儿", "儿子", "女儿", "毛毛", "宝宝", "bb", "baby", "大婴", "小婴", "双婴", "婴", "男孩", "女孩", "婴孩",
];

/// Ends of a description without a name, after a family name: no given name has them.
#[rustfmt::skip]
pub(super) const FAMILY_ENDS: &[&str] = &[
    "新生儿", "之男婴", "之女婴", "之婴儿", "之婴", "男婴", "女婴", "婴儿", "婴孩", "双婴", "大婴", "小婴", "男孩", "女孩", "婴", "bb", "baby",
];

/// An end of a description without a name, after one or several family names: 童氏, 王童氏.
pub(super) const CLAN: char = '氏';

/// Beginnings of a description: 新生儿李梅, BABY OF 李梅.
#[rustfmt::skip]
pub(super) const BEGINS: &[&str] = &[
    "新生儿", "男婴", "女婴", "婴儿", "baby", "bb", "nb", "newborn", "infant", "sonof", "daughterof", "b/o", "s/o", "d/o",
];

/// Names in place of a given name that does not exist yet. Some people also have them: they may mean any child of the same family name.
#[rustfmt::skip]
pub(super) const MILK_NAMES: &[&str] = &[
    "毛毛", "宝宝", "宝贝", "贝贝", "囡囡", "妞妞", "丫丫", "丫头", "毛头", "妹妹", "弟弟", "大宝", "小宝", "二宝", "三宝", "大毛", "小毛", "二毛", "小子",
    "小妹", "小弟", "之子", "之女", "之儿", "儿子", "女儿", "大子", "长子", "次子", "二子", "大女", "小女", "长女", "次女", "二女", "男", "女", "孩",
];

/// Order of the children of one birth, before an end or after it.
#[rustfmt::skip]
pub(super) const ORDER: &[&str] = &[
    "大", "小", "双", "长", "次", "一", "二", "三", "四", "老大", "老二", "甲", "乙", "丙", "a", "b", "c", "1", "2", "3", "4",
    "i", "ii",
];

/// Words that mean a newborn in a name in letters.
pub(super) const WORDS: &[&str] = &["baby", "newborn", "infant", "neonate", "bb", "nb", "babyboy", "babygirl"];

/// Words that occur next to them and are no name.
pub(super) const OTHER_WORDS: &[&str] = &["of", "boy", "girl", "male", "female", "twin"];

/// The end of a word that states whose child it is.
pub(super) const POSSESSIVE: &str = "'s";

/// The pinyin of 之, and of the ends after it.
pub(super) const PINYIN_OF: &str = "zhi";
/// The pinyin of the ends after 之.
pub(super) const PINYIN_ENDS: &[&str] = &["zi", "nv", "nu", "nyu", "ying"];

/// What joins the name of the parent and the end.
pub(super) const OF: [char; 2] = ['之', '的'];

/// Ends that state the sex, after a description without a name.
pub(super) const SEXES: &[&str] = &["男", "女"];

/// Order of the children that may follow the end: 李梅之子2.
#[rustfmt::skip]
pub(super) const NUMBERS: &[&str] = &["一", "二", "三", "四", "甲", "乙", "丙", "a", "b", "c", "1", "2", "3", "4", "i", "ii"];

/// Ends of a description that are also parts of names: they mean a newborn after an order, or if the text has brackets.
pub(super) const CHILDREN: &[&str] = &["子", "女"];

/// Order of the children before such an end.
pub(super) const CHILD_ORDER: &[&str] = &["大", "小", "双", "长", "次", "二", "三"];

/// Whether a text describes a newborn, with the name of a parent or without it: 李梅之子, 女婴, 双婴2, BABY BOY.
pub(super) fn is_described(name: &Folded) -> bool {
    parent(name).is_some() || is_bare(name) || is_of_family(name)
}

/// A family name in place of a name: 童氏, 童婴, 童女婴2. No parent is named.
fn is_of_family(name: &Folded) -> bool {
    if name.has_letters_only() {
        return false;
    }
    let text = text(name);
    let is_clan = text.strip_suffix(CLAN).is_some_and(|family| family.chars().any(is_han));
    is_clan || BEGINS.iter().any(|begin| text.strip_prefix(begin).is_some_and(|rest| !rest.is_empty())) || {
        numbered(&text).any(|text| family_before(text, FAMILY_ENDS).is_some())
    }
}

/// The family name before one of the ends.
fn family_before(text: &str, ends: &[&str]) -> Option<Vec<char>> {
    let families =
        ends.iter().filter_map(|end| text.strip_suffix(end)).map(|family| family.chars().collect::<Vec<_>>());
    let is_family = |family: &Vec<char>| match family[..] {
        [c] => is_han(c),
        _ => is_compound_surname(family),
    };
    families.into_iter().find(is_family)
}

/// The family name of a name with a text in place of the given name: 童 of 童毛毛.
fn family_of_milk_name(name: &Folded) -> Option<Vec<char>> {
    if name.has_letters_only() {
        return None;
    }
    let text = text(name);
    numbered(&text).find_map(|text| family_before(text, MILK_NAMES))
}

/// Whether it has a text in place of a given name: 童毛毛.
pub(super) fn has_milk_name(name: &Folded) -> bool {
    family_of_milk_name(name).is_some()
}

/// Whether one of the two has a text in place of a given name, and both have one family name: 童毛毛 and 童安.
pub(super) fn may_be_of_family(a: &Folded, b: &Folded) -> bool {
    let known = |name: &Folded| -> Vec<char> {
        name.parts().iter().filter_map(|part| if let Part::Known(c) = part { Some(*c) } else { None }).collect()
    };
    let begins = |family: &[char], other: &[char]| {
        other.len() > family.len() && family.iter().zip(other).all(|(own, other)| is_variant(*own, *other))
    };
    [(a, b), (b, a)]
        .into_iter()
        .any(|(one, other)| family_of_milk_name(one).is_some_and(|family| begins(&family, &known(other))))
}

/// The characters of a name without brackets.
fn text(name: &Folded) -> String {
    name.characters().into_iter().filter(|c| !is_bracket(*c)).collect()
}

/// The text, and without a number at its end.
fn numbered(text: &str) -> impl Iterator<Item = &str> {
    std::iter::once(text).chain(NUMBERS.iter().filter_map(|number| text.strip_suffix(number)))
}

/// A description without a name: 女婴, 大女婴, 新生儿（男）.
fn is_bare(name: &Folded) -> bool {
    if name.has_letters_only() {
        let words: Vec<String> = name.words().iter().map(|word| word.iter().collect()).collect();
        let is_word = |word: &String| is_newborn_word(word);
        let is_other = |word: &String| OTHER_WORDS.contains(&word.as_str()) || word.chars().count() == 1;
        return words.iter().any(is_word) && words.iter().all(|word| is_word(word) || is_other(word));
    }
    let text: String = name.characters().into_iter().filter(|c| is_han(*c)).collect();
    let text = SEXES.iter().find_map(|sex| text.strip_suffix(sex)).unwrap_or(&text);
    let is_end = |text: &str| text.chars().count() > 1 && ENDS.contains(&text);
    is_end(text)
        || ORDER.iter().any(|order| text.strip_prefix(order).or_else(|| text.strip_suffix(order)).is_some_and(is_end))
}

/// The name of the parent, if a text describes a newborn by it.
pub(super) fn parent(name: &Folded) -> Option<String> {
    if name.has_letters_only() {
        return parent_in_letters(name);
    }
    let bracketed = name.characters().iter().any(|c| is_bracket(*c));
    let text = text(name);
    let parent = numbered(&text).find_map(|text| with_of(text).or_else(|| without_of(text, bracketed)))?;
    // A name of one character is a surname: 李之子 is a name.
    let is_name = parent.chars().count() > 1 && parent.chars().any(is_han);
    is_name.then(|| parent.to_owned())
}

/// Whether it is a bracket that may be part of a description: 李梅（之子）.
pub(super) const fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '【' | '】' | '〔' | '〕')
}

/// 李梅之子, 李梅之大女.
fn with_of(text: &str) -> Option<&str> {
    let (parent, end) = text.rsplit_once(OF)?;
    let is_end = |end: &str| AFTER_OF.contains(&end);
    (is_end(end) || ORDER.iter().any(|order| end.strip_prefix(order).is_some_and(is_end))).then_some(parent)
}

/// 李梅女婴, 李梅大子, 李梅（子）.
fn without_of(text: &str, bracketed: bool) -> Option<&str> {
    if let Some(parent) = ENDS.iter().find_map(|end| text.strip_suffix(end)) {
        return Some(
            ORDER
                .iter()
                .find_map(|order| parent.strip_suffix(order))
                .filter(|parent| parent.chars().count() > 1)
                .unwrap_or(parent),
        );
    }
    let parent = CHILDREN.iter().find_map(|end| text.strip_suffix(end))?;
    let ordered = CHILD_ORDER.iter().find_map(|order| parent.strip_suffix(order));
    ordered.or(bracketed.then_some(parent))
}

fn is_newborn_word(word: &str) -> bool {
    WORDS.contains(&word) || STROKE_WORDS.contains(&word)
}

/// BABY OF LI MEI, LI MEI'S BABY.
fn parent_in_letters(name: &Folded) -> Option<String> {
    let words: Vec<String> = name.words().iter().map(|word| word.iter().collect()).collect();
    let is_word = |word: &&String| is_newborn_word(word);
    if words.iter().any(|word| is_word(&word)) {
        let is_parent = |word: &&String| !is_word(word) && !OTHER_WORDS.contains(&word.as_str());
        let parent: Vec<&str> =
            words.iter().filter(is_parent).map(|word| word.strip_suffix(POSSESSIVE).unwrap_or(word)).collect();
        return (!parent.is_empty()).then(|| parent.join(" "));
    }
    let (end, rest) = words.split_last()?;
    let (of, parent) = rest.split_last()?;
    let is_newborn = of == PINYIN_OF && PINYIN_ENDS.contains(&end.as_str()) && !parent.is_empty();
    is_newborn.then(|| parent.join(" "))
}
