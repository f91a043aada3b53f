//! Numbers of bank accounts.

use crate::wire::word;

word! {
    /// 银行账号 · Bank account number.
    ///
    /// 六到三十二位数字，不含空格。个人银行卡为十三到十九位。
    /// Six to thirty-two digits without spaces. A personal bank card has thirteen to nineteen.
    pub struct BankAccountNumber(text) {
        pattern: "^[0-9]{6,32}$", length: 6..=32, example: "6217000000000000004", form: |t| (6..=32).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit()),
    }
}

impl BankAccountNumber {
    /// Whether it has the length of a bank card.
    pub fn is_card(&self) -> bool {
        (13..=19).contains(&self.as_str().len())
    }

    /// Whether the last digit is the Luhn check digit of the others. A few old domestic cards have none.
    pub fn check_digit_holds(&self) -> bool {
        super::check_digit::luhn_holds(self.as_str())
    }
}
