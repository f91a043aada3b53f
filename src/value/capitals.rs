//! Amounts in words, in Chinese capital numerals as printed on a receipt: 壹万贰仟叁佰肆拾伍元陆角整.

use super::SignedMoney;
use crate::wire::{Spelling, word};

word! {
    /// 大写金额 · Amount in words (Chinese capital numerals).
    ///
    /// 照票面填写的大写金额，如 壹万贰仟叁佰肆拾伍元陆角整。
    /// The amount in words as printed on the receipt, such as 壹万贰仟叁佰肆拾伍元陆角整.
    pub struct Capitals(text) {
        pattern: "^[^\\x00-\\x20\\x7f](?:[^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$", length: 1..=64,
        example: "壹万壹仟伍佰壹拾陆元整", form: |t| super::is_line(t, 1, 64),
        spelling: Spelling::Text,
    }
}

impl Capitals {
    /// The amount in figures, if the text can be read. Accepts it with or without 人民币, 元 or 圆, 整 or 正.
    pub fn to_money(&self) -> Option<SignedMoney> {
        let text = self.as_str();
        let text = text.strip_prefix("人民币").unwrap_or(text);
        let text = text.strip_prefix(['：', ':']).unwrap_or(text);
        let (negative, text) = text.strip_prefix('负').map_or((false, text), |rest| (true, rest));
        let text = text.strip_suffix(['整', '正']).unwrap_or(text);
        let (yuan, rest) = text.split_once(['元', '圆']).map_or(("", text), |(yuan, rest)| (yuan, rest));
        let yuan = if yuan.is_empty() && rest.len() < text.len() { return None } else { whole(yuan)? };
        let fen = yuan.checked_mul(100)?.checked_add(cents(rest)?)?;
        SignedMoney::from_fen(if negative { -fen } else { fen }).ok()
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

/// Reads whole yuan: sections of 亿 and 万, each of 仟佰拾.
fn whole(text: &str) -> Option<i64> {
    let (high, rest) = text.split_once('亿').map_or((None, text), |(high, rest)| (Some(high), rest));
    let (middle, low) = rest.split_once('万').map_or((None, rest), |(middle, low)| (Some(middle), low));
    let of = |part: Option<&str>| part.map_or(Some(0), section);
    of(high)?.checked_mul(1_0000_0000)?.checked_add(of(middle)?.checked_mul(1_0000)?)?.checked_add(section(low)?)
}

/// Reads up to four digits with their units. An empty section is zero.
fn section(text: &str) -> Option<i64> {
    let (mut sum, mut digit, mut below) = (0, None, 10_000);
    for c in text.chars() {
        let unit = match c {
            '仟' => 1000,
            '佰' => 100,
            '拾' => 10,
            '零' => continue,
            _ if digit.is_none() => {
                digit = Some(value(c)?);
                continue;
            }
            _ => return None,
        };
        if unit >= below {
            return None;
        }
        below = unit;
        // 拾元 means ten yuan.
        sum += digit.take().or((unit == 10 && sum == 0).then_some(1))? * unit;
    }
    (below > 1 || digit.is_none()).then(|| sum + digit.unwrap_or(0))
}

/// Reads 角 and 分.
fn cents(text: &str) -> Option<i64> {
    let text = text.strip_prefix('零').unwrap_or(text);
    let (jiao, rest) = text.split_once('角').map_or(("零", text), |(jiao, rest)| (jiao, rest));
    let rest = rest.strip_prefix('零').unwrap_or(rest);
    let fen = if rest.is_empty() { "零" } else { rest.strip_suffix('分')? };
    Some(single(jiao)? * 10 + single(fen)?)
}

fn single(text: &str) -> Option<i64> {
    let mut chars = text.chars();
    let digit = value(chars.next()?)?;
    chars.next().is_none().then_some(digit)
}

fn value(c: char) -> Option<i64> {
    DIGITS.chars().position(|d| d == c).and_then(|at| i64::try_from(at).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn other_ways_to_write_it() {
        for (words, figures) in [
            ("人民币叁仟贰佰圆正", Some("3200.00")),
            ("壹仟零伍拾元整", Some("1050.00")),
            ("拾元整", Some("10.00")),
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
