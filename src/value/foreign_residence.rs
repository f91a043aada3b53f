//! Permanent residence card numbers of foreigners.

use super::{Date, check_digit, resident_number};
use crate::code::Sex;
use crate::wire::{Spelling, upper_case, word};

word! {
    /// 外国人永久居留身份证号码 · Permanent residence card number of a foreigner.
    ///
    /// 旧版为三个大写字母加十二位数字；2023 年版为以 9 开头的十八位号码，出生日期、性别和校验码的位置和算法同居民身份号码。
    /// Old card: three capital letters and 12 digits. Card of 2023: 18 characters beginning with 9, with birth date, sex and check digit as in a resident identity number.
    pub struct ForeignPermanentResidenceNumber(text) {
        pattern: "^(?:[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X])$", length: 15..=18, example: "USA000000000000", form: is_permanent_residence_number,
        spelling: Spelling::Ascii(upper_case),
    }
}

fn is_permanent_residence_number(text: &str) -> bool {
    match text.as_bytes() {
        [b'9', digits @ .., last] if digits.len() == 16 => {
            digits.iter().all(u8::is_ascii_digit) && matches!(last, b'0'..=b'9' | b'X')
        }
        [a, b, c, digits @ ..] if digits.len() == 12 => {
            [a, b, c].iter().all(|l| l.is_ascii_uppercase()) && digits.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// Only the number of the card of 2023 has a birth date, a sex and a check digit at known places.
///
/// Source: 国家移民管理局《新版外国人永久居留身份证机读信息规则》2023. No rule of the number of the old card was found.
impl ForeignPermanentResidenceNumber {
    fn eighteen(&self) -> Option<&str> {
        Some(self.as_str()).filter(|number| number.len() == 18)
    }

    /// Whether the last character is the check digit of the others (GB 11643). `None` on the old card.
    ///
    /// # Example
    /// ```
    /// use tongbiao::value::ForeignPermanentResidenceNumber;
    ///
    /// let number = ForeignPermanentResidenceNumber::parse("931840201506070116")?;
    /// assert_eq!(number.check_digit_holds(), Some(true));
    /// assert_eq!(number.birth_date().map(|d| d.to_string()).as_deref(), Some("2015-06-07"));
    /// assert_eq!(ForeignPermanentResidenceNumber::parse("USA000000000000")?.check_digit_holds(), None);
    /// # Ok::<(), tongbiao::value::Invalid>(())
    /// ```
    pub fn check_digit_holds(&self) -> Option<bool> {
        self.eighteen().map(check_digit::gb11643_holds)
    }

    /// The birth date in the number, if it is a calendar date. `None` on the old card.
    pub fn birth_date(&self) -> Option<Date> {
        self.eighteen().and_then(resident_number::birth_date)
    }

    /// The sex in the number. `None` on the old card.
    pub fn sex(&self) -> Option<Sex> {
        self.eighteen().and_then(resident_number::sex)
    }
}
