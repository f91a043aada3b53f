//! Permit numbers of residents of Hong Kong, Macao and Taiwan.

use super::{
    Date,
    resident_number::{birth_date, is_identity_form, sex},
};
use crate::code::Sex;
use crate::wire::{Spelling, upper_case, word};

word! {
    /// 港澳台居民居住证号码 · Residence permit number of a Hong Kong, Macao or Taiwan resident.
    ///
    /// 十八位，前六位为 810000、820000 或 830000，末位为校验码，算法同居民身份号码。
    /// 18 characters beginning with 810000, 820000 or 830000. The last one is the check digit, computed as in a resident identity number.
    pub struct HkMacaoTaiwanResidenceNumber(text) {
        pattern: "^8[123]0000(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]$", length: 18..=18, example: "810000201401010114", form: is_residence_number,
        spelling: Spelling::Ascii(upper_case),
    }
}

word! {
    /// 港澳居民来往内地通行证号码 · Mainland travel permit number of a Hong Kong or Macao resident.
    ///
    /// H 或 M 加八位数字，旧证为十位数字。
    /// H or M followed by eight digits, or by ten digits on older permits.
    pub struct HkMacaoTravelPermitNumber(text) {
        pattern: "^[HM][0-9]{8}(?:[0-9]{2})?$", length: 9..=11, example: "H00000000", form: |t| matches!(t.as_bytes(), [b'H' | b'M', rest @ ..] if matches!(rest.len(), 8 | 10) && rest.iter().all(u8::is_ascii_digit)),
        spelling: Spelling::Ascii(upper_case),
    }
}

word! {
    /// 台湾居民来往大陆通行证号码 · Mainland travel permit number of a Taiwan resident.
    ///
    /// 八位数字。
    /// Eight digits.
    pub struct TaiwanTravelPermitNumber(text) {
        pattern: "^[0-9]{8}$", length: 8..=8, example: "00000000", form: |t| t.len() == 8 && t.bytes().all(|b| b.is_ascii_digit()),
    }
}

fn is_residence_number(text: &str) -> bool {
    matches!(text.as_bytes(), [b'8', b'1' | b'2' | b'3', b'0', b'0', b'0', b'0', ..]) && is_identity_form(text)
}

impl HkMacaoTaiwanResidenceNumber {
    /// Whether the last character is the check digit of the others.
    pub fn check_digit_holds(&self) -> bool {
        super::check_digit::gb11643_holds(self.as_str())
    }

    /// The birth date in the number, if it is a calendar date.
    pub fn birth_date(&self) -> Option<Date> {
        birth_date(self.as_str())
    }

    /// The sex in the number.
    pub fn sex(&self) -> Option<Sex> {
        sex(self.as_str())
    }
}
