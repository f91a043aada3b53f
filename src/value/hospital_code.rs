//! Codes of designated medical institutions and pharmacies.

use super::DivisionCode;
use crate::wire::{Spelling, upper_case, word};

word! {
    /// 定点医药机构代码 · Code of a designated medical institution or pharmacy.
    ///
    /// 国家医保局定点医药机构代码：H（医疗机构）或 P（零售药店）加六位行政区划代码加五位顺序号。
    /// Code of the National Healthcare Security Administration: H for a medical institution or P for a pharmacy, a six-digit
    /// division code and a five-digit serial number.
    pub struct HospitalCode(text) {
        pattern: "^[HP][0-9]{11}$", length: 12..=12, example: "H41010000001", form: |t| matches!(t.as_bytes(), [b'H' | b'P', rest @ ..] if rest.len() == 11 && rest.iter().all(u8::is_ascii_digit)),
        spelling: Spelling::Ascii(upper_case),
    }
}

impl HospitalCode {
    /// The division of the hospital: the six digits after the letter.
    pub fn division(&self) -> Option<DivisionCode> {
        DivisionCode::parse(self.as_str().get(1..7)?).ok()
    }
}
