//! Bank account numbers.

use crate::wire::{Spelling, word};

word! {
    /// 银行账号 · Bank account number.
    ///
    /// 六到三十二位数字，不含空格。个人银行卡号为十三到十九位。
    /// 6 to 32 digits without blanks. A personal bank card number has 13 to 19 digits.
    pub struct BankAccountNumber(text) {
        pattern: "^[0-9]{6,32}$", length: 6..=32, example: "6217000000000000004", form: |t| (6..=32).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit()),
        spelling: Spelling::Ascii(|text| Some(text.replace(' ', ""))),
    }
}

impl BankAccountNumber {
    /// Whether it has the length of a bank card number.
    pub fn is_card(&self) -> bool {
        (13..=19).contains(&self.as_str().len())
    }

    /// Whether the last digit is the Luhn check digit of the others. A few old domestic cards have no check digit.
    pub fn check_digit_holds(&self) -> bool {
        super::check_digit::luhn_holds(self.as_str())
    }
}
