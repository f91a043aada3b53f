//! Unified social credit codes.

use super::ResidentNumber;
use crate::wire::{Spelling, upper_case, word};

word! {
    /// 统一社会信用代码 · Unified social credit code.
    ///
    /// GB 32100：十八位数字或大写字母（不用 I、O、S、V、Z），第三到第八位为行政区划代码，第九到第十七位为主体标识码（组织机构代码，其末位即第十七位为
    /// GB 11714 的校验码），末位为校验码。类型只规定格式；两个校验码由校验规则检查。
    /// GB 32100: 18 digits or capital letters (not I, O, S, V, Z). The third to eighth are the division code. The ninth to seventeenth are
    /// the organisation code, whose last character, the seventeenth, is its own check digit (GB 11714). The last is the check digit of
    /// the whole. The type requires the form only; the checks `organisation.uscc-check-digit` and `organisation.uscc-inner-check-digit`
    /// examine both digits.
    pub struct Uscc(text) {
        pattern: "^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$", length: 18..=18, example: "53110000500000031B", form: is_uscc,
        spelling: Spelling::Ascii(upper_case),
    }
}

fn is_uscc(text: &str) -> bool {
    let division = text.get(2..8).is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit()));
    text.len() == 18 && division && text.bytes().all(|b| super::check_digit::USCC_ALPHABET.contains(&b))
}

impl Uscc {
    /// Whether the last character is the check digit of the others (GB 32100).
    pub fn check_digit_holds(&self) -> bool {
        super::check_digit::uscc_holds(self.as_str())
    }

    /// Whether the ninth to seventeenth characters are an organisation code whose own check digit holds (GB 11714).
    pub fn organisation_code_holds(&self) -> bool {
        self.as_str().get(8..17).is_some_and(super::check_digit::organisation_code_holds)
    }

    /// Whether it is a resident identity number: its check digit and birth date hold, and the two check digits of a code do not both hold.
    pub fn is_resident_number(&self) -> bool {
        let is_number = |number: ResidentNumber| number.check_digit_holds() && number.birth_date().is_some();
        let is_code = self.check_digit_holds() && self.organisation_code_holds();
        !is_code && ResidentNumber::parse(self.as_str()).is_ok_and(is_number)
    }

    /// Whether it is the code of a foundation: registered with civil affairs (first digit 5) as a foundation (second
    /// digit 3).
    pub fn is_foundation(&self) -> bool {
        self.as_str().starts_with("53")
    }

    /// Whether the holder is registered with civil affairs: an association, a social service organisation or a
    /// foundation.
    pub fn is_social_organisation(&self) -> bool {
        self.as_str().starts_with('5')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One resident number in 31 has the check digit of a code too. It is recognised, unless the inner check digit holds as well.
    #[test]
    fn resident_numbers_are_recognised_as_such() {
        let (mut all, mut with_outer, mut with_both) = (0, 0, 0);
        for serial in 0..1000 {
            let with = |last: char| format!("41000019900506{serial:03}{last}");
            let holds = |text: &String| ResidentNumber::parse(text).is_ok_and(|number| number.check_digit_holds());
            let number = "0123456789X".chars().map(with).find(holds).unwrap();
            let code = Uscc::parse(&number).unwrap();
            let is_code = code.check_digit_holds() && code.organisation_code_holds();
            assert_ne!(code.is_resident_number(), is_code, "{number}");
            all += 1;
            with_outer += usize::from(code.check_digit_holds());
            with_both += usize::from(is_code);
        }
        assert!(with_outer > 20 && with_both < 10, "{all}: {with_outer}, {with_both}");
    }
}
