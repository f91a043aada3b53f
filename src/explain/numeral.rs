//! Numbers, amounts and rates in words.

use super::{Words, words::say};
use crate::value::{Multiple, Rate};
use rust_decimal::Decimal;
use std::fmt::Display;

/// An amount in yuan, with the digits of the document.
pub(super) fn yuan(amount: impl Display) -> Words {
    say!("{amount} 元", "{amount} yuan", amount = Words::same(amount))
}

/// A rate as a percentage.
pub(super) fn percent(rate: Rate) -> Words {
    hundredths(rate.get())
}

/// A multiple that is less than one, as a percentage.
pub(super) fn part_of(times: Multiple) -> Option<Words> {
    (times.get() < Decimal::ONE).then(|| hundredths(times.get()))
}

fn hundredths(number: Decimal) -> Words {
    let percent = number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or_default();
    Words::same(format_args!("{}%", percent.normalize()))
}

/// The number of an age, in Chinese as in programme notices: 十九.
pub(super) fn age_number(number: i64) -> Words {
    Words { zh: chinese(number), en: number.to_string() }
}

/// A whole number in Chinese numerals; from a hundred thousand on, in digits.
fn chinese(number: i64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const UNITS: [(i64, &str); 5] = [(10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")];
    if !(1..100_000).contains(&number) {
        return if number == 0 { "零".to_owned() } else { number.to_string() };
    }
    let (mut text, mut gap) = (String::new(), false);
    for (unit, name) in UNITS {
        let digit = number / unit % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push('零');
            gap = false;
        }
        let word = usize::try_from(digit).ok().and_then(|digit| DIGITS.get(digit)).copied().unwrap_or_default();
        // 10 to 19 are 十…, not 一十….
        if !(unit == 10 && digit == 1 && text.is_empty()) {
            text.push_str(word);
        }
        text.push_str(name);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_notices_write_them() {
        for (number, expected) in [
            (0, "零"),
            (3, "三"),
            (10, "十"),
            (15, "十五"),
            (19, "十九"),
            (20, "二十"),
            (36, "三十六"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1005, "一千零五"),
            (18_250, "一万八千二百五十"),
            (50_001, "五万零一"),
            (100_000, "100000"),
        ] {
            assert_eq!(chinese(number), expected);
        }
    }

    #[test]
    fn rates_are_percent() {
        for (rate, expected) in [("0.50", "50%"), ("0.333333", "33.3333%"), ("1", "100%"), ("0", "0%")] {
            assert_eq!(Rate::parse(rate).ok().map(|rate| percent(rate).en).as_deref(), Some(expected));
        }
    }
}
