//! A name without what differs between notations, and its parts.

use super::{
    character::{fold, is_alphabetic, is_apostrophe, is_han, is_ignored, is_letter, is_separator, script, sort_marks},
    doubt::NameDoubt,
};
use std::str::Chars;

/// One part of a name for alignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A Chinese character, or a letter of a name that has none.
    Known(char),
    /// Text that replaces or hides an unknown number of characters, or is not part of the name.
    Gap(NameDoubt),
}

/// A folded name.
pub(super) struct Folded {
    /// Folded characters; a separator is one space.
    text: Vec<char>,
    parts: Vec<Part>,
    has_han: bool,
}

impl Folded {
    pub(super) fn of(name: &str) -> Self {
        let mut all = Vec::new();
        let mut rest = name.chars();
        while let Some(c) = rest.next() {
            let c = if c == '&' { reference(&mut rest).unwrap_or(c) } else { c };
            if !is_ignored(c) {
                fold(c, &mut all);
            }
        }
        sort_marks(&mut all);
        let mut text = Vec::new();
        for c in all {
            let c = if is_apostrophe(c) { '\'' } else { c };
            if is_ignored(c) || is_separator(c) && text.last().is_none_or(|last| *last == ' ') {
                continue;
            }
            text.push(if is_separator(c) { ' ' } else { c });
        }
        if text.last() == Some(&' ') {
            text.pop();
        }
        Self::of_text(with_spaces(text))
    }

    fn of_text(text: Vec<char>) -> Self {
        let has_han = text.iter().any(|c| is_han(*c) && *c != MASK);
        let label = label(&text);
        let mut parts = parts(text.get(label..).unwrap_or_default(), has_han);
        if label > 0 {
            parts.insert(0, Part::Gap(NameDoubt::Addition));
        }
        Self { text, parts, has_han }
    }

    /// The name without a label, texts in brackets and digits. `None` if it has none of them.
    pub(super) fn without_additions(&self) -> Option<Self> {
        let mut rest = self.text.get(label(&self.text)..).unwrap_or_default();
        let mut text = Vec::new();
        while let Some((c, after)) = rest.split_first() {
            let length = closing(*c).map_or(1, |_| bracketed(*c, after));
            let is_left_out = closing(*c).is_some() || c.is_ascii_digit();
            if !is_left_out && (*c != ' ' || text.last().is_some_and(|last| *last != ' ')) {
                text.push(*c);
            }
            rest = rest.get(length..).unwrap_or_default();
        }
        if text.last() == Some(&' ') {
            text.pop();
        }
        (text.len() < self.text.len()).then(|| Self::of_text(text))
    }

    /// The text without the spaces that separate nothing: a space remains between two letters.
    pub(super) fn form(&self) -> String {
        let is_letter = |c: Option<&char>| c.is_some_and(|c| !is_han(*c));
        let is_kept = |(i, c): &(usize, &char)| {
            **c != ' ' || is_letter(self.text.get(i.wrapping_sub(1))) && is_letter(self.text.get(i + 1))
        };
        self.text.iter().enumerate().filter(is_kept).map(|(_, c)| c).collect()
    }

    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether anything of the name is known.
    pub(super) fn has_characters(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Known(_)))
    }

    /// Whether it is a text in place of a name, such as 无名氏 or 不详.
    pub(super) fn is_no_name(&self) -> bool {
        let own = || self.text.iter().filter(|c| !matches!(**c, ' ' | '(' | ')')).copied();
        NO_NAMES.iter().any(|text| own().eq(text.chars()))
    }

    /// Whether it has no Chinese characters.
    pub(super) const fn has_letters_only(&self) -> bool {
        !self.has_han
    }

    /// The script of the letters of a name without Chinese characters; `None` if it has no letters or several scripts.
    pub(super) fn script(&self) -> Option<u32> {
        if self.has_han {
            return None;
        }
        let mut scripts = self.text.iter().filter(|c| is_alphabetic(**c)).filter_map(|c| script(*c));
        let first = scripts.next()?;
        scripts.all(|script| script == first).then_some(first)
    }

    /// The gravest reason for which a part is not certain.
    pub(super) fn gap(&self) -> Option<NameDoubt> {
        self.parts.iter().filter_map(|part| if let Part::Gap(doubt) = part { Some(*doubt) } else { None }).max()
    }

    /// The parts between separators.
    pub(super) fn words(&self) -> Vec<&[char]> {
        self.text.split(|c| *c == ' ').filter(|word| !word.is_empty()).collect()
    }

    /// The known characters in one sequence.
    pub(super) fn characters(&self) -> Vec<char> {
        self.text.iter().copied().filter(|c| *c != ' ').collect()
    }
}

/// Labels of a form that are copied together with the name.
pub(super) const LABELS: [&str; 9] =
    ["患者姓名", "患儿姓名", "病人姓名", "儿童姓名", "姓名", "患者", "患儿", "病人", "病患"];

/// The length of a label before a name, with its colon: 患者：童安. Zero if nothing remains.
fn label(text: &[char]) -> usize {
    let starts = |label: &&&str| text.iter().take(label.chars().count()).copied().eq(label.chars());
    let Some(label) = LABELS.iter().find(starts) else { return 0 };
    let label = label.chars().count();
    let rest = text.get(label..).unwrap_or_default();
    let signs = rest.iter().take_while(|c| matches!(**c, ':' | ' ')).count();
    if rest.iter().skip(signs).any(|c| is_han(*c) || is_letter(*c)) { label + signs } else { 0 }
}

/// Texts that are entered in place of a name.
#[rustfmt::skip]
pub(super) const NO_NAMES: [&str; 41] = [
    "无", "无名", "无名氏", "佚名", "匿名", "未知", "不明", "不详", "姓名不详", "未取名", "未起名", "未命名", "未登记", "暂无", "待定", "待补",
    "尚未取名", "暂未取名", "暂无名", "暂无姓名", "无姓名", "未知姓名", "姓名未知", "身份不明", "无名儿", "无名童", "弃婴", "弃儿", "同上", "略", "见附件", "患者", "患儿", "本人", "unknown", "none", "null", "anonymous", "undefined", "unnamed", "noname",
];

/// Reads the rest of a numeric character reference, which texts from web pages contain: &#19886; or &#x4dae;.
fn reference(rest: &mut Chars) -> Option<char> {
    let (number, after) = rest.as_str().strip_prefix('#')?.split_once(';')?;
    let (digits, radix) = number.strip_prefix(['x', 'X']).map_or((number, 10), |digits| (digits, 16));
    let is_number = digits.chars().all(|c| c.is_digit(radix));
    let c = char::from_u32(u32::from_str_radix(digits, radix).ok().filter(|_| is_number)?)?;
    *rest = after.chars();
    Some(c)
}

/// "A certain": it masks a name.
const MASK: char = '某';

fn parts(text: &[char], has_han: bool) -> Vec<Part> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((c, after)) = rest.split_first() {
        let length = match *c {
            _ if is_stroke_word(rest) => {
                out.push(Part::Gap(NameDoubt::Addition));
                stroke_word(rest)
            }
            open if closing(open).is_some() => {
                out.push(Part::Gap(NameDoubt::Addition));
                bracketed(open, after)
            }
            c if components(c).is_some() => {
                out.push(Part::Gap(NameDoubt::Unprintable));
                description(rest)
            }
            c if has_han && is_letter(c) => {
                let run = rest.iter().take_while(|c| is_letter(**c)).count();
                let is_mask = rest.iter().take(run).all(|c| *c == 'x');
                out.push(Part::Gap(if is_mask { NameDoubt::Masked } else { NameDoubt::Transliteration }));
                run
            }
            ' ' => 1,
            c => {
                out.push(part(c));
                1
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// The length of a text in brackets, with both brackets. Without a closing bracket, that of the opening one.
fn bracketed(open: char, after: &[char]) -> usize {
    after.iter().position(|c| Some(*c) == closing(open)).map_or(1, |end| end + 2)
}

/// Words with a stroke that mean a newborn in a name in letters: baby of, son of, daughter of.
pub(super) const STROKE_WORDS: [&str; 3] = ["b/o", "s/o", "d/o"];

/// The length of a word with a stroke that means a newborn, at the beginning of the text: B/O. Zero if it begins with none.
fn stroke_word(text: &[char]) -> usize {
    let begins = |word: &&&str| word.chars().eq(text.iter().take(word.chars().count()).copied());
    STROKE_WORDS.iter().find(begins).map_or(0, |word| word.chars().count())
}

/// Whether the text begins with such a word, with a space or the end after it.
fn is_stroke_word(text: &[char]) -> bool {
    let length = stroke_word(text);
    length > 0 && text.get(length).is_none_or(|c| *c == ' ')
}

/// The text with a space after each word with a stroke: B/OTONG LI is B/O TONG LI.
fn with_spaces(text: Vec<char>) -> Vec<char> {
    if !text.contains(&'/') {
        return text;
    }
    let mut out = Vec::with_capacity(text.len() + 1);
    let mut rest = &text[..];
    while !rest.is_empty() {
        let length = if out.last().is_none_or(|last| *last == ' ') { stroke_word(rest) } else { 0 };
        out.extend(rest.iter().take(length.max(1)));
        rest = rest.get(length.max(1)..).unwrap_or_default();
        if length > 0 && rest.first().is_some_and(|next| *next != ' ') {
            out.push(' ');
        }
    }
    out
}

/// The part that a character is, if it opens no bracket and no description.
pub(super) fn part(c: char) -> Part {
    Part::Gap(match c {
        MASK | '*' | '×' | '✕' | '╳' | '●' | '○' | '◯' | '◎' | '☆' | '★' | '※' | '∗' | '⁎' | '✱' | '^' => {
            NameDoubt::Masked
        }
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => NameDoubt::PrivateUse,
        '…' | '⋯' => NameDoubt::Truncated,
        c if is_han(c) || is_letter(c) => return Part::Known(c),
        c if c.is_ascii_digit() => NameDoubt::Addition,
        _ => NameDoubt::Unprintable,
    })
}

/// The bracket that closes a text that begins with the bracket.
pub(super) const fn closing(open: char) -> Option<char> {
    Some(match open {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '<' => '>',
        '【' => '】',
        '〔' => '〕',
        '〈' => '〉',
        '《' => '》',
        '「' => '」',
        _ => return None,
    })
}

/// The number of components that follow a sign of a description: 2 after ⿰. `None` for any other character.
pub(super) const fn components(c: char) -> Option<usize> {
    Some(match c {
        '⿲' | '⿳' => 3,
        '\u{2ff0}'..='\u{2ffb}' => 2,
        '\u{2ffc}'..='\u{2fff}' => 0,
        _ => return None,
    })
}

/// The length of a description of a character by its components: ⿰氵吉.
fn description(text: &[char]) -> usize {
    let mut missing = 1;
    for (i, c) in text.iter().enumerate() {
        missing = missing + components(*c).unwrap_or(0) - 1;
        if missing == 0 {
            return i + 1;
        }
    }
    text.len()
}
