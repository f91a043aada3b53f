//! Descriptions of newborns, who have no name on the receipts of their first days.

use super::{character::is_han, folded::Folded};

/// Ends of a description after 之.
#[rustfmt::skip]
const AFTER_OF: &[&str] = &[
    "子", "女", "婴", "儿", "男", "孩", "宝", "男婴", "女婴", "婴儿", "儿子", "女儿", "男孩", "女孩", "长子", "长女", "次子", "次女",
];

/// Ends of a description without 之. They are rare in names.
const ENDS: &[&str] =
    &["男婴", "女婴", "婴儿", "新生儿", "儿子", "女儿", "毛毛", "宝宝", "bb", "baby", "大婴", "小婴", "双婴", "婴"];

/// Order of the children of one birth, before an end or after it.
#[rustfmt::skip]
const ORDER: &[&str] = &[
    "大", "小", "双", "长", "次", "一", "二", "三", "四", "老大", "老二", "甲", "乙", "丙", "a", "b", "c", "1", "2", "3", "4",
    "i", "ii",
];

/// Words that mean a newborn in a name in letters.
const WORDS: &[&str] = &["baby", "newborn", "infant", "neonate", "bb"];

/// Whether a text describes a newborn, with the name of a parent or without it: 李梅之子, 女婴, 双婴2, BABY BOY.
pub(super) fn is_described(name: &Folded) -> bool {
    parent(name).is_some() || is_bare(name)
}

/// A description without a name: 女婴, 大女婴, 新生儿（男）.
fn is_bare(name: &Folded) -> bool {
    if name.has_letters_only() {
        let words: Vec<String> = name.words().iter().map(|word| word.iter().collect()).collect();
        let is_word = |word: &String| WORDS.contains(&word.as_str());
        let is_other = |word: &String| ["boy", "girl", "of"].contains(&word.as_str()) || word.len() < 2;
        return words.iter().any(is_word) && words.iter().all(|word| is_word(word) || is_other(word));
    }
    let text: String = name.characters().into_iter().filter(|c| is_han(*c)).collect();
    let text = ["男", "女"].iter().find_map(|sex| text.strip_suffix(sex)).unwrap_or(&text);
    let is_end = |text: &str| text.chars().count() > 1 && ENDS.contains(&text);
    is_end(text)
        || ORDER.iter().any(|order| text.strip_prefix(order).or_else(|| text.strip_suffix(order)).is_some_and(is_end))
}

/// The name of the parent, if a text describes a newborn by it.
pub(super) fn parent(name: &Folded) -> Option<String> {
    if name.has_letters_only() {
        return parent_in_letters(name);
    }
    let is_bracket = |c: &char| matches!(c, '(' | ')' | '[' | ']' | '【' | '】' | '〔' | '〕');
    let bracketed = name.characters().iter().any(is_bracket);
    let text: String = name.characters().into_iter().filter(|c| !is_bracket(c)).collect();
    // A number may follow the end: 李梅之子2.
    let number = |order: &&&str| !order.chars().all(is_han) || "甲乙丙一二三四".contains(**order);
    let numbered = ORDER.iter().filter(number).filter_map(|order| text.strip_suffix(order));
    let parent = std::iter::once(text.as_str())
        .chain(numbered)
        .find_map(|text| with_of(text).or_else(|| without_of(text, bracketed)))?;
    // A name of one character is a surname: 李之子 is a name.
    let is_name = parent.chars().count() > 1 && parent.chars().any(is_han);
    is_name.then(|| parent.to_owned())
}

/// 李梅之子, 李梅之大女.
fn with_of(text: &str) -> Option<&str> {
    let (parent, end) = text.rsplit_once(['之', '的'])?;
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
    let child = |text| ["子", "女"].iter().find_map(|end| str::strip_suffix(text, end));
    let parent = child(text)?;
    let ordered = ["大", "小", "双", "长", "次", "二", "三"].iter().find_map(|order| parent.strip_suffix(order));
    ordered.or(bracketed.then_some(parent))
}

/// BABY OF LI MEI, LI MEI'S BABY.
fn parent_in_letters(name: &Folded) -> Option<String> {
    let words: Vec<String> = name.words().iter().map(|word| word.iter().collect()).collect();
    let is_word = |word: &&String| WORDS.contains(&word.as_str());
    if words.iter().any(|word| is_word(&word)) {
        let is_parent = |word: &&String| !is_word(word) && !["of", "boy", "girl"].contains(&word.as_str());
        let parent: Vec<&str> =
            words.iter().filter(is_parent).map(|word| word.strip_suffix("'s").unwrap_or(word)).collect();
        return (!parent.is_empty()).then(|| parent.join(" "));
    }
    let (end, rest) = words.split_last()?;
    let (of, parent) = rest.split_last()?;
    let is_newborn = of == "zhi" && ["zi", "nv", "nu", "nyu", "ying"].contains(&end.as_str()) && !parent.is_empty();
    is_newborn.then(|| parent.join(" "))
}
