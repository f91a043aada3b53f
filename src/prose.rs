//! Rules for free text: characters and personal data that it must not contain.

use crate::{
    finding::{At, rules},
    value::{ResidentNumber, is_hidden},
    wire::{Privacy, Step, TextReader, Wire},
};

rules! { Prose;
    /// 文本含不可见字符或方向控制字符 · Text with invisible or direction-control characters.
    ///
    /// 这类字符使相同内容显示不同，或使不同内容显示相同。
    /// Such characters make equal texts look different, or different texts look equal.
    HIDDEN_CHARACTER = "text.hidden-character" Warning Value {
        zh: "文本含不可见字符或方向控制字符（{codePoint}）", en: "the text contains an invisible or direction-control character ({codePoint})",
        hint_zh: "请删除该字符后重新录入", hint_en: "delete the character or enter the text again",
        source: "Unicode Technical Report #36",
    }
    /// 文本首尾有空白或含控制字符 · Text with blanks at an end or with control characters.
    ///
    /// 读取时略去首尾的空白，以空格代替控制字符；多行文本的换行保留。
    /// It is read without the blanks at its ends, and with a space for control characters. Line breaks of a text of several lines remain.
    STRAY_BLANK = "text.stray-blank" Warning Value {
        zh: "文本首尾有空白，或含控制字符；读取时已略去", en: "the text has blanks at an end or control characters; it was read without them",
        hint_zh: "请删除首尾空白和控制字符，也可用 `tongbiao check --fix` 更正", hint_en: "delete the blanks and control characters, or let `tongbiao check --fix` correct the text",
        source: "tongbiao 童标: how texts are read",
    }
    /// 文本含自造字 · Text with a private-use character.
    ///
    /// Unicode 私有区字符在各系统中含义不同，可能无法显示。
    /// The meaning of a character of a private-use area depends on the system. Others may not show it.
    PRIVATE_USE = "text.private-use-character" Warning Value {
        zh: "文本含 Unicode 私有区字符（{codePoint}）", en: "the text contains a private-use character ({codePoint})",
        hint_zh: "请改用该字的标准编码；尚无编码的，请附证件复印件", hint_en: "enter the standard character; if none exists, attach a copy of the identity document",
        source: "The Unicode Standard, section 23.5 Private-Use Characters; GB 18030—2022",
    }
    /// 文本含易混淆的数字 · Text with digits other than 0 to 9.
    ///
    /// 全角或其他文字的数字在检索和比对时与 0—9 不相等。
    /// Full-width digits and digits of other scripts do not equal 0 to 9 in searches and comparisons.
    CONFUSABLE_DIGIT = "text.confusable-digit" Warning Value {
        zh: "文本含全角数字或其他文字的数字（{codePoint}）", en: "the text contains a digit other than 0 to 9 ({codePoint})",
        hint_zh: "请改用半角数字 0—9", hint_en: "use the digits 0 to 9",
        source: "Unicode Technical Standard #39",
    }
    /// 词中混用形近的文字 · Word with look-alike letters of another script.
    ///
    /// 部分西里尔字母和希腊字母与拉丁字母形近，检索和比对时不相等。
    /// Some Cyrillic and Greek letters look like Latin letters, but do not equal them in searches and comparisons.
    MIXED_SCRIPT = "text.mixed-script" Warning Value {
        zh: "同一词中拉丁字母或数字与其他文字的形近字母（{codePoint}）混用", en: "a word mixes Latin letters or digits with a look-alike letter of another script ({codePoint})",
        hint_zh: "请用拉丁字母重新录入该词", hint_en: "enter the word again in Latin letters",
        source: "Unicode Technical Standard #39: mixed-script confusables",
    }
    /// 文本含身份号码 · Identity number in free text.
    IDENTITY_NUMBER = "privacy.identity-number-in-text" Warning Privacy {
        zh: "文本含居民身份号码", en: "the text contains a resident identity number",
        hint_zh: "身份号码只填写在证件中，请从文本中删除", hint_en: "enter the number in the identity document only, and delete it here",
        source: "《个人信息保护法》 article 6; GB/T 35273",
    }
    /// 文本含手机号码 · Mobile telephone number in free text.
    PHONE_NUMBER = "privacy.phone-number-in-text" Warning Privacy {
        zh: "文本含手机号码", en: "the text contains a mobile telephone number",
        hint_zh: "电话号码只填写在电话中，请从文本中删除", hint_en: "enter the number in the telephone member only, and delete it here",
        source: "《个人信息保护法》 article 6; GB/T 35273",
    }
    /// 文本含银行卡号 · Bank card number in free text.
    BANK_CARD = "privacy.bank-card-in-text" Warning Privacy {
        zh: "文本含银行卡号", en: "the text contains a bank card number",
        hint_zh: "卡号只填写在收款账户中，请从文本中删除", hint_en: "enter the number in the bank account only, and delete it here",
        source: "《个人信息保护法》 article 6; GB/T 35273",
    }
}

/// Judges every free text of a document.
pub(crate) fn check_texts(root: &impl Wire, at: &mut At) {
    let mut reader = Reader(at);
    // The step of the root has no name: its members are at the top level.
    root.texts(Step::Member(""), Privacy::Public, &mut RootReader { reader: &mut reader, depth: 0 });
}

/// Judges every free text of a part. The place is that of the parent; the step leads into the part.
pub(crate) fn check_texts_of(part: &impl Wire, step: Step, at: &mut At) {
    part.texts(step, Privacy::Public, &mut RootReader { reader: &mut Reader(at), depth: 1 });
}

/// Omits the step of the root.
struct RootReader<'a, 'b> {
    reader: &'a mut Reader<'b>,
    depth: usize,
}

impl TextReader for RootReader<'_, '_> {
    fn enter(&mut self, step: Step) {
        if self.depth > 0 {
            self.reader.0.enter(step);
        }
        self.depth += 1;
    }
    fn leave(&mut self) {
        self.depth -= 1;
        if self.depth > 0 {
            self.reader.0.leave();
        }
    }
    fn word(&mut self, step: Step, text: &str) {
        if !text.is_ascii() {
            self.reader.judge_characters(step, text);
        }
    }
    fn text(&mut self, step: Step, _: Privacy, text: &str) {
        self.reader.judge_characters(step, text);
        self.reader.judge_numbers(step, text);
    }
}

struct Reader<'a>(&'a mut At);

impl Reader<'_> {
    fn judge_characters(&mut self, step: Step, text: &str) {
        let odd = text.bytes().any(is_suspect);
        let find = |wanted: fn(char) -> bool| if odd { text.chars().find(|c| wanted(*c)) } else { None };
        let (hidden, digit) = (find(is_hidden), find(is_foreign_digit));
        let private = find(is_private_use);
        let mixed = if odd { look_alike(text) } else { None };
        let show = |c: Option<char>| c.map_or_else(String::new, |c| format!("U+{:04X}", u32::from(c)));
        self.0.step(step, |at| {
            at.judge(&HIDDEN_CHARACTER, Some(hidden.is_none()), |f| {
                f.param("codePoint", show(hidden));
            });
            at.judge(&PRIVATE_USE, Some(private.is_none()), |f| {
                f.param("codePoint", show(private));
            });
            at.judge(&CONFUSABLE_DIGIT, Some(digit.is_none()), |f| {
                f.param("codePoint", show(digit));
            });
            at.judge(&MIXED_SCRIPT, Some(mixed.is_none()), |f| {
                f.param("codePoint", show(mixed));
            });
        });
    }

    fn judge_numbers(&mut self, step: Step, text: &str) {
        let numeric = text.chars().filter(|c| half_width(*c).is_ascii_digit()).count() >= 11;
        let numbers = if numeric { Numbers::of(text) } else { Numbers::default() };
        self.0.step(step, |at| {
            at.judge(&IDENTITY_NUMBER, Some(!numbers.identity), |_| {});
            at.judge(&PHONE_NUMBER, Some(!numbers.phone), |_| {});
            at.judge(&BANK_CARD, Some(!numbers.card), |_| {});
        });
    }
}

/// Whether a byte can begin a hidden character or a foreign digit. Most texts pass by their bytes alone: Chinese
/// characters begin with none of these.
const fn is_suspect(byte: u8) -> bool {
    matches!(byte, 0xc2 | 0xcd..=0xd3 | 0xd8..=0xdb | 0xe0 | 0xe2 | 0xee | 0xef | 0xf0..)
}

/// A character of a private-use area.
const fn is_private_use(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

/// Decimal digits of other scripts that occur in pasted text: full-width, Arabic-Indic, mathematical.
fn is_foreign_digit(c: char) -> bool {
    matches!(c, '\u{ff10}'..='\u{ff19}' | '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' | '\u{966}'..='\u{96f}'
        | '\u{1d7ce}'..='\u{1d7ff}')
}

/// A full-width digit, letter or sign as the character of normal width that it shows; the blank and the dashes of prints as well.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

/// A letter that looks like a Latin letter, in a word that also has Latin letters or digits. A Greek letter unlike any
/// Latin letter, as in IFN-α, is not one.
fn look_alike(text: &str) -> Option<char> {
    let in_word = |c: char| c.is_ascii_alphanumeric() || is_look_alike(c);
    let words = text.split(|c| !in_word(c));
    let mut mixed = words.filter(|word| word.bytes().any(|b| b.is_ascii_alphanumeric()));
    mixed.find_map(|word| word.chars().find(|c| is_look_alike(*c)))
}

/// Letters of the Greek and Cyrillic scripts that look like Latin letters.
const fn is_look_alike(c: char) -> bool {
    matches!(
        c,
        'Α' | 'Β'
            | 'Ε'
            | 'Ζ'
            | 'Η'
            | 'Ι'
            | 'Κ'
            | 'Μ'
            | 'Ν'
            | 'Ο'
            | 'Ρ'
            | 'Τ'
            | 'Υ'
            | 'Χ'
            | 'ο'
            | 'ν'
            | 'Ѕ'
            | 'І'
            | 'Ј'
            | 'А'
            | 'В'
            | 'Е'
            | 'К'
            | 'М'
            | 'Н'
            | 'О'
            | 'Р'
            | 'С'
            | 'Т'
            | 'Х'
            | 'У'
            | 'а'
            | 'е'
            | 'о'
            | 'р'
            | 'с'
            | 'у'
            | 'х'
            | 'ѕ'
            | 'і'
            | 'ј'
    )
}

/// Whether a text contains a resident identity number.
pub(crate) fn has_identity_number(text: &str) -> bool {
    Numbers::of(text).identity
}

/// The kinds of personal numbers in a text.
#[derive(Default)]
struct Numbers {
    identity: bool,
    phone: bool,
    card: bool,
}

impl Numbers {
    fn of(text: &str) -> Self {
        let mut found = Self::default();
        // A number may be written in groups, so single spaces and hyphens inside it are ignored.
        let mut run = String::new();
        let mut gap = false;
        for c in text.chars().map(half_width).chain(['|']) {
            match c {
                '0'..='9' | 'X' | 'x' => {
                    run.push(c.to_ascii_uppercase());
                    gap = false;
                }
                ' ' | '-' if !gap && !run.is_empty() => gap = true,
                _ => {
                    found.note(&run);
                    run.clear();
                    gap = false;
                }
            }
        }
        found
    }

    fn note(&mut self, run: &str) {
        if ResidentNumber::parse(run).is_ok_and(|n| n.check_digit_holds() && n.birth_date().is_some()) {
            self.identity = true;
        } else if run.len() == 11 && matches!(run.as_bytes(), [b'1', b'3'..=b'9', ..]) && !run.contains('X') {
            self.phone = true;
        } else if matches!(run.len(), 16 | 19) && matches!(run.as_bytes(), [b'3'..=b'6', ..]) {
            self.card |= crate::value::BankAccountNumber::parse(run).is_ok_and(|n| n.check_digit_holds());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_look_like_others() {
        for (text, found) in [
            ("\u{0421}91 白血病", Some('\u{0421}')),
            ("C\u{0430}re", Some('\u{0430}')),
            ("\u{0391}BO 血型", Some('\u{0391}')),
            ("IFN-α 和 β2 微球蛋白", None),
            ("Сбербанк", None),
            ("А类", None),
            ("C91 白血病", None),
        ] {
            assert_eq!(look_alike(text), found, "{text}");
        }
    }

    #[test]
    fn numbers_in_text() {
        for (text, identity, phone, card) in [
            ("患儿身份证 410000202103150311，已核对", true, false, false),
            ("身份证 410000 20210315 0311", true, false, false),
            ("身份证４１００００２０２１０３１５０３１１", true, false, false),
            ("410000\u{3000}20210315—0311", true, false, false),
            ("４１００００１９９２０６０８０４２ｘ", true, false, false),
            ("电话１３８００００００００", false, true, false),
            ("410000202103150312", false, false, false),
            ("电话13800000000请联系", false, true, false),
            ("138 0000 0000", false, true, false),
            ("流水号 20240506000113800000000", false, false, false),
            ("卡号 6222 0200 0000 0000 000", false, false, true),
            ("6222020000000000001", false, false, false),
            ("没有号码", false, false, false),
        ] {
            let found = Numbers::of(text);
            assert_eq!((found.identity, found.phone, found.card), (identity, phone, card), "{text}");
        }
    }
}
