//! Amounts in words, in Chinese capital numerals as printed on a receipt: 壹万贰仟叁佰肆拾伍元陆角整.

mod around;

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
    /// without a digit between them, and may be omitted.
    /// Everyday numerals (三千元) and missing units are not read.
    ///
    /// Source: 《支付结算办法》附一《正确填写票据和结算凭证的基本规定》, which also admits traditional characters.
    pub fn to_money(&self) -> Option<SignedMoney> {
        let text: String = self.as_str().chars().filter(|c| !c.is_whitespace() && !is_hidden(*c)).map(plain).collect();
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

/// The usual form of a character: simplified, half width.
const fn plain(c: char) -> char {
    match c {
        '〇' => '零',
        '壱' => '壹',
        '貳' | '貮' | '弍' => '贰',
        '參' | '参' | '叄' => '叁',
        '陸' => '陆',
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

#[cfg(test)]
mod tests {
    use super::*;
    use tongbiao_testkit::size::size;

    #[test]
    fn written_and_read_back() {
        let cases = [
            ("0.00", "零元整"),
            ("0.05", "伍分"),
            ("0.50", "伍角整"),
            ("1.05", "壹元零伍分"),
            ("10.00", "壹拾元整"),
            ("12345.60", "壹万贰仟叁佰肆拾伍元陆角整"),
            ("47000.00", "肆万柒仟元整"),
            ("100001.01", "壹拾万零壹元零壹分"),
            ("86420.50", "捌万陆仟肆佰贰拾元伍角整"),
            ("300000000.00", "叁亿元整"),
            ("100010001.00", "壹亿零壹万零壹元整"),
            ("-3200.00", "负叁仟贰佰元整"),
        ];
        for (figures, words) in cases {
            let amount = SignedMoney::parse(figures).unwrap();
            assert_eq!(amount_in_capitals(amount), words);
            assert_eq!(Capitals::parse(words).unwrap().to_money(), Some(amount), "{words}");
        }
        for fen in (0..200_000_000).step_by(99_991) {
            let amount = SignedMoney::from_fen(fen).unwrap();
            let words = amount_in_capitals(amount);
            assert_eq!(Capitals::parse(&words).unwrap().to_money(), Some(amount), "{words}");
        }
    }

    /// How real receipts write an amount.
    const STYLES: [fn(i64) -> String; 6] = [
        |fen| words(fen),
        |fen| traditional(&words(fen)),
        |fen| format!("人民币{}", words(fen).replace('元', "圆").replace('整', "正")),
        written_zeros,
        |fen| {
            let words = words(fen);
            words.strip_prefix('负').map_or(format!("（大写）{words}"), |words| format!("（负）{words}"))
        },
        |fen| {
            let words = words(fen).replace('整', "").replace("元", " 元 ").replace("元 零", "元").replace('零', "〇");
            words.strip_prefix('负').map_or(format!("￥：{words}"), |words| format!("RMB －{words}")).trim().to_owned()
        },
    ];

    fn words(fen: i64) -> String {
        amount_in_capitals(SignedMoney::from_fen(fen).unwrap())
    }

    fn traditional(words: &str) -> String {
        let change = |c| match c {
            '贰' => '貳',
            '叁' => '參',
            '陆' => '陸',
            '万' => '萬',
            '亿' => '億',
            '元' => '圓',
            '负' => '負',
            c => c,
        };
        words.chars().map(change).collect()
    }

    /// Every place from the highest digit down, zeros included: 壹仟零佰伍拾零元零角零分.
    fn written_zeros(fen: i64) -> String {
        const UNITS: [&str; 14] = ["分", "角", "元", "拾", "佰", "仟", "万", "拾", "佰", "仟", "亿", "拾", "佰", "仟"];
        let figures = format!("{:03}", fen.abs());
        let mut out = String::from(if fen < 0 { "负数" } else { "" });
        for (i, c) in figures.chars().enumerate() {
            out.push(digit(u64::from(c.to_digit(10).unwrap())));
            out.push_str(UNITS[figures.len() - 1 - i]);
        }
        out
    }

    fn read(words: &str) -> Option<i64> {
        Capitals::parse(words).unwrap_or_else(|_| panic!("{words}")).to_money().map(SignedMoney::fen)
    }

    /// Amounts at the edges of places, and amounts of every length that look random.
    fn amounts(count: u64) -> impl Iterator<Item = i64> {
        const MAX: i64 = 99_999_999_999_999;
        let powers = (0..14).map(|power| 10_i64.pow(power));
        let edges = powers.clone().flat_map(move |power| {
            let others = powers.clone().flat_map(move |other| [power + other, power - other, power * 9 + other]);
            others.chain([power, power * 9, power * 11]).collect::<Vec<_>>()
        });
        let random = (0..count).scan(20_260_101_u64, |state, i| {
            *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let bound = 10_u64.pow(1 + u32::try_from(i % 14).unwrap());
            // Every third has many zeros.
            let value = (*state >> 16) % bound;
            let value = if i % 3 == 0 { value & 0x0f0f_00f0_f00f } else { value };
            Some(i64::try_from(value).unwrap())
        });
        let all = edges.chain([0, 1, MAX]).chain(random);
        all.filter(|fen| fen.abs() <= MAX).flat_map(|fen| [fen, -fen])
    }

    #[test]
    fn every_style_is_read_back() {
        for fen in amounts(size(5_000, 500_000)) {
            for (i, style) in STYLES.iter().enumerate() {
                let words = style(fen);
                assert_eq!(read(&words), Some(fen), "style {i}: {words}");
            }
        }
    }

    #[test]
    fn a_wrong_digit_is_another_amount() {
        for (i, fen) in amounts(size(500, 20_000)).enumerate() {
            let words: Vec<char> = STYLES[i % STYLES.len()](fen).chars().collect();
            for (at, c) in words.iter().enumerate().filter(|(_, c)| value(plain(**c)).is_some_and(|digit| digit > 0)) {
                let other = digit(u64::try_from(value(plain(*c)).unwrap() % 9 + 1).unwrap());
                let mut wrong = words.clone();
                wrong[at] = other;
                let wrong: String = wrong.into_iter().collect();
                assert!(read(&wrong).is_some_and(|read| read != fen), "{wrong}");
            }
            // Without one digit or one unit it is unreadable or another amount.
            for (at, c) in words.iter().enumerate() {
                let significant =
                    value(plain(*c)).is_some_and(|digit| digit > 0) || "仟佰拾万萬亿億角分负負".contains(*c);
                let is_ten = *c == '壹' && words.get(at + 1) == Some(&'拾');
                let mut wrong = words.clone();
                wrong.remove(at);
                let wrong: String = wrong.into_iter().collect();
                let zero_unit = at > 0 && words[at - 1] == '零';
                let changed =
                    Capitals::parse(&wrong).ok().and_then(|words| words.to_money()).map(SignedMoney::fen) != Some(fen);
                assert!(changed || !significant || is_ten || zero_unit || fen == 0, "{wrong} without {c}");
            }
        }
    }

    #[test]
    fn other_ways_to_write_it() {
        for (words, figures) in [
            ("人民币叁仟贰佰圆正", Some("3200.00")),
            ("壹仟零伍拾元整", Some("1050.00")),
            ("拾元整", Some("10.00")),
            ("拾伍万元整", Some("150000.00")),
            ("壹万贰仟圆零角壹分", Some("12000.01")),
            ("叁萬肆仟伍佰陆拾柒元陆角伍分", Some("34567.65")),
            ("柒仟肆佰捌拾肆元壹角零分", Some("7484.10")),
            ("（大写）柒仟肆佰捌拾肆元壹角整", Some("7484.10")),
            ("柒仟肆佰捌拾肆元零角零分", Some("7484.00")),
            ("⊗叁仟贰佰圆整", Some("3200.00")),
            ("ⓧ（负数）叁阡贰佰圆整", Some("-3200.00")),
            ("叁仟贰佰元整（负）", Some("-3200.00")),
            ("叁仟贰佰元整（負數）。", Some("-3200.00")),
            ("叁仟贰佰元整。", Some("3200.00")),
            ("负叁仟贰佰元整（负）", None),
            ("⊗⊗叁仟贰佰圆整", None),
            ("（负）", None),
            ("（负）叁仟贰佰元整", Some("-3200.00")),
            ("（负数）叁仟贰佰元整", Some("-3200.00")),
            ("人民币负叁仟贰佰元整", Some("-3200.00")),
            ("负人民币叁仟贰佰元整", Some("-3200.00")),
            ("合计人民币（大写）：叁仟贰佰元整", Some("3200.00")),
            ("零元伍角", Some("0.50")),
            ("零元整", Some("0.00")),
            ("零元零角零分", Some("0.00")),
            ("壹仟陆佰捌拾元零叁角贰分", Some("1680.32")),
            ("壹仟陆佰捌拾元叁角贰分", Some("1680.32")),
            ("壹拾万柒仟元零伍角叁分", Some("107000.53")),
            ("壹拾万零柒仟元伍角叁分", Some("107000.53")),
            ("叁　仟　贰　佰　元　整", Some("3200.00")),
            ("壹仟伍拾元整", Some("1050.00")),
            ("叁元伍分", Some("3.05")),
            ("負叁仟貳佰圓正", Some("-3200.00")),
            ("负负叁仟元整", None),
            ("负（负）叁仟元整", None),
            ("人民币人民币叁仟元整", None),
            ("叁仟零贰佰元整", None),
            ("壹仟零零伍元整", None),
            ("零伍拾元整", None),
            ("壹元零伍角", None),
            ("伍角零贰分", None),
            ("叁元零整", None),
            ("贰佰叁仟元整", None),
            ("壹万贰万元整", None),
            ("万元整", None),
            ("壹亿万元整", None),
            ("壹万拾元整", None),
            ("叁仟贰佰整", None),
            ("叁仟贰佰", None),
            ("叁元整伍角", None),
            ("伍分叁角", None),
            ("叁仟贰佰元整元", None),
            ("-叁仟贰佰元整", Some("-3200.00")),
            ("￥-叁仟贰佰元整", Some("-3200.00")),
            ("大写-叁仟贰佰元整", None),
            ("大写—叁仟贰佰元整", None),
            ("人民币", None),
            ("（大写", None),
            ("整", None),
            ("一百元整", None),
            ("伍毛", None),
            ("壹元贰角叁分肆厘", None),
            ("壹佰元0角0分", None),
            ("叁元", Some("3.00")),
            ("三千元", None),
            ("3200.00", None),
            ("壹壹元", None),
            ("元整", None),
            ("壹拾佰元", None),
        ] {
            assert_eq!(
                Capitals::parse(words).unwrap().to_money(),
                figures.and_then(|value| SignedMoney::parse(value).ok()),
                "{words}"
            );
        }
    }
}
