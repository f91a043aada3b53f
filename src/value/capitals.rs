//! Amounts in words, in Chinese capital numerals as printed on a receipt: 壹万贰仟叁佰肆拾伍元陆角整.

mod around;
#[cfg(test)]
mod tests;

use super::{SignedMoney, is_hidden};
use crate::wire::{Lines, Spelling, VISIBLE, is_text, word};

word! {
    /// 大写金额 · Amount in words (Chinese capital numerals).
    ///
    /// 照票面填写的大写金额，如 壹万贰仟叁佰肆拾伍元陆角整。
    /// The amount in words as printed on the receipt, such as 壹万贰仟叁佰肆拾伍元陆角整.
    pub struct Capitals(text) {
        pattern: VISIBLE, length: 1..=64,
        example: "壹万壹仟伍佰壹拾陆元整", form: |t| is_text(t, 1, 64),
        spelling: Spelling::Free(Lines::One),
        read: super::text::line,
    }
}

impl Capitals {
    /// The amount, or `None` if the text is not a correct amount in capitals.
    ///
    /// Reads simplified and traditional characters, 元 or 圆, with or without 整 or 正, written zeros (零角零分), 人民币, ¥, ⊗ and
    /// 大写 before the amount, a full stop after it, and a negative sign (负, （负）, -) before it or in brackets after it. Blanks
    /// and the width of signs do not matter. Each digit needs its unit, in descending order; 零 between two digits needs a place
    /// without a digit between them, and may be omitted. Of older handwritten receipts it also reads 〇, ○, ０ and 另 as 零, ⊗ in a
    /// place without a digit (⊗万叁仟), 廿, 卅 and 卌 as 贰拾, 叁拾 and 肆拾, 两 as 贰, and 十, 百, 千 as units.
    /// Everyday numerals (三千元), other figures and missing units are not read.
    ///
    /// Source: 《支付结算办法》附一《正确填写票据和结算凭证的基本规定》, which also admits traditional characters.
    pub fn to_money(&self) -> Option<SignedMoney> {
        let text: String = self.as_str().chars().filter(|c| !c.is_whitespace() && !is_hidden(*c)).map(plain).collect();
        let text = written_out(&text);
        let (negative, text) = around::sign_and_amount(&text)?;
        let text = text.strip_suffix(['整', '正']).unwrap_or(text);
        let mut sum = Sum::default();
        let cents = if let Some((yuan, cents)) = text.split_once('元') {
            sum.yuan(yuan)?;
            cents
        } else {
            text
        };
        sum.cents(cents)?;
        sum.last?;
        SignedMoney::from_fen(if negative { -sum.fen } else { sum.fen }).ok()
    }
}

/// The amount in words, as printed on a receipt.
///
/// # Example
/// ```
/// use tongbiao::{
///     money, signed_money,
///     value::{Capitals, amount_in_capitals},
/// };
///
/// assert_eq!(amount_in_capitals(signed_money!("12345.60")), "壹万贰仟叁佰肆拾伍元陆角整");
/// assert_eq!(amount_in_capitals(money!("47000.00").into()), "肆万柒仟元整");
///
/// // As a member of a receipt:
/// let total_in_capitals: Capitals = amount_in_capitals(signed_money!("12345.60")).parse()?;
/// assert_eq!(total_in_capitals.to_money(), Some(signed_money!("12345.60")));
/// # Ok::<(), tongbiao::value::Invalid>(())
/// ```
pub fn amount_in_capitals(amount: SignedMoney) -> String {
    let fen = amount.fen().unsigned_abs();
    let (yuan, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut out = String::from(if amount.fen() < 0 { "负" } else { "" });
    if yuan > 0 || (jiao == 0 && fen == 0) {
        out.push_str(&whole_in_capitals(yuan));
        out.push('元');
    }
    if jiao > 0 {
        out.push(digit(jiao));
        out.push('角');
    } else if fen > 0 && yuan > 0 {
        out.push('零');
    }
    if fen > 0 {
        out.push(digit(fen));
        out.push('分');
    } else {
        out.push('整');
    }
    out
}

const DIGITS: &str = "零壹贰叁肆伍陆柒捌玖";

fn digit(value: u64) -> char {
    DIGITS.chars().nth(usize::try_from(value).unwrap_or(0)).unwrap_or('零')
}

fn whole_in_capitals(number: u64) -> String {
    if number == 0 {
        return "零".to_owned();
    }
    let mut out = String::new();
    let mut gap = false;
    for (scale, unit) in [(1_0000_0000, "亿"), (1_0000, "万"), (1, "")] {
        let section = number / scale % 1_0000;
        if section == 0 {
            gap |= !out.is_empty();
            continue;
        }
        for (place, name) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
            match section / place % 10 {
                0 => gap |= !out.is_empty(),
                value => {
                    if std::mem::take(&mut gap) {
                        out.push('零');
                    }
                    out.push(digit(value));
                    out.push_str(name);
                }
            }
        }
        // A zero at the end of a section is written only if a digit follows.
        gap |= section.is_multiple_of(10);
        out.push_str(unit);
    }
    out
}

/// The text with a digit and a unit for each contraction, and with zeros for the signs in places without a digit. Such a sign has a
/// unit after it; without one it only precedes the amount.
fn written_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_place = rest.peek().is_some_and(|next| UNITS.contains(*next));
        match c {
            '廿' => out.push_str("贰拾"),
            '卅' => out.push_str("叁拾"),
            '卌' => out.push_str("肆拾"),
            '⊗' if is_place => out.push('零'),
            c => out.push(c),
        }
    }
    out
}

/// The units of all places.
const UNITS: &str = "亿万仟佰拾元角分";

/// The usual form of a character: simplified, half width.
const fn plain(c: char) -> char {
    match c {
        '〇' | '○' | '◯' | '０' | '0' | '另' => '零',
        '壱' | '弌' => '壹',
        '貳' | '貮' | '弍' | '弐' | '两' | '兩' => '贰',
        '參' | '参' | '叄' | '弎' => '叁',
        '陸' => '陆',
        '漆' => '柒',
        '十' => '拾',
        '千' | '阡' => '仟',
        '百' | '陌' => '佰',
        '萬' => '万',
        '億' => '亿',
        '圆' | '圓' | '圎' | '員' => '元',
        'ⓧ' | 'Ⓧ' | '⨂' => '⊗',
        '負' => '负',
        '數' => '数',
        '幣' => '币',
        '總' => '总',
        '計' => '计',
        '額' => '额',
        '寫' => '写',
        '（' => '(',
        '）' => ')',
        '：' => ':',
        '￥' => '¥',
        '－' | '−' => '-',
        other => other,
    }
}

/// An amount as it is read from left to right. A place is a power of ten: 0 for yuan, -1 for jiao, -2 for fen.
#[derive(Default)]
struct Sum {
    fen: i64,
    /// The lowest place so far that has a digit.
    last: Option<i32>,
}

impl Sum {
    /// Reads the digits of whole yuan: sections of 亿 and 万, and the rest.
    fn yuan(&mut self, text: &str) -> Option<()> {
        let mut rest = text;
        for (base, unit) in [(8, '亿'), (4, '万')] {
            if let Some((section, after)) = rest.split_once(unit) {
                (!section.is_empty()).then_some(())?;
                self.section(section, base)?;
                rest = after;
            }
        }
        self.section(rest, 0)?;
        self.last.map(|_| ())
    }

    /// Reads up to four digits with 仟, 佰, 拾 and no unit.
    fn section(&mut self, text: &str, base: i32) -> Option<()> {
        let place = |c: Option<&char>| match c {
            Some('仟') => Some(3),
            Some('佰') => Some(2),
            Some('拾') => Some(1),
            Some(_) => None,
            None => Some(0),
        };
        let chars: Vec<char> = text.chars().collect();
        let mut rest = chars.as_slice();
        if self.last.is_none() && rest.first() == Some(&'拾') {
            // 拾元 is ten yuan.
            self.digit(1, base + 1, false)?;
            rest = rest.get(1..)?;
        }
        while !rest.is_empty() {
            let (digit, is_after_zero, unit) = next(rest, place)?;
            self.digit(digit, base + unit, is_after_zero)?;
            rest = rest.get(1 + usize::from(is_after_zero) + usize::from(unit > 0)..)?;
        }
        Some(())
    }

    /// Reads digits with 角 and 分.
    fn cents(&mut self, text: &str) -> Option<()> {
        let place = |c: Option<&char>| match c {
            Some('角') => Some(-1),
            Some('分') => Some(-2),
            _ => None,
        };
        let chars: Vec<char> = text.chars().collect();
        let mut rest = chars.as_slice();
        while !rest.is_empty() {
            let (digit, is_after_zero, unit) = next(rest, place)?;
            self.digit(digit, unit, is_after_zero)?;
            rest = rest.get(2 + usize::from(is_after_zero)..)?;
        }
        Some(())
    }

    /// Adds a digit at a place below all others. A 零 before it needs a place without a digit.
    fn digit(&mut self, digit: i64, place: i32, is_after_zero: bool) -> Option<()> {
        let gap = self.last.map(|last| last - place);
        (gap.is_none_or(|gap| gap > 0) && (!is_after_zero || gap.is_some_and(|gap| gap > 1))).then_some(())?;
        self.last = Some(place);
        self.fen = 10_i64.checked_pow(u32::try_from(place + 2).ok()?)?.checked_mul(digit)?.checked_add(self.fen)?;
        Some(())
    }
}

/// The next digit, whether a 零 that has no unit is before it, and the place that its unit means.
fn next(text: &[char], place: impl Fn(Option<&char>) -> Option<i32>) -> Option<(i64, bool, i32)> {
    let first = value(*text.first()?)?;
    if let Some(place) = place(text.get(1)) {
        return Some((first, false, place));
    }
    let second = value(*text.get(1)?)?;
    (first == 0 && second > 0).then_some((second, true, place(text.get(2))?))
}

fn value(c: char) -> Option<i64> {
    DIGITS.chars().position(|d| d == c).and_then(|at| i64::try_from(at).ok())
}
