//! Codes of designated medical institutions.

use super::DivisionCode;
use crate::wire::{Spelling, upper_case, word};

word! {
    /// 定点医疗机构代码 · Code of a designated medical institution.
    ///
    /// 国家医保局定点医疗机构代码：H 加六位行政区划代码加五位顺序号。
    /// Code of the National Healthcare Security Administration: H, a six-digit division code and a five-digit serial number.
    pub struct HospitalCode(text) {
        pattern: "^H[0-9]{11}$", length: 12..=12, example: "H41010000001", form: |t| matches!(t.as_bytes(), [b'H', rest @ ..] if rest.len() == 11 && rest.iter().all(u8::is_ascii_digit)),
        spelling: Spelling::Ascii(upper_case),
    }
}

impl HospitalCode {
    /// The division of the hospital: the six digits after the H.
    pub fn division(&self) -> Option<DivisionCode> {
        DivisionCode::parse(self.as_str().get(1..7)?).ok()
    }
}
