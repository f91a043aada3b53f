//! Disease codes.

use crate::wire::{Spelling, upper_case, word};

word! {
    /// 疾病诊断代码 · Disease code.
    ///
    /// 按注明的编码体系填写，如 C91.000、D66.x01、Q21.000x001、D66.x03+M36.2*；肿瘤的形态学编码形如 M98210/3、M8000/3。
    /// In the format of the stated coding scheme, such as C91.000, D66.x01, Q21.000x001, D66.x03+M36.2*. The morphology of a
    /// tumour is coded like M98210/3 or M8000/3.
    pub struct DiseaseCode(text) {
        pattern: "^[0-9A-Z][0-9A-Zx.+*/-]{2,29}$", length: 3..=30, example: "C91.000", form: is_disease_code,
        spelling: Spelling::Ascii(capitals),
    }
}

word! {
    /// 门诊慢特病病种代码 · Code of an outpatient chronic or special disease.
    ///
    /// 国家医保局代码：M 加五位数字，如 M01200 血友病。
    /// Code of the National Healthcare Security Administration: M followed by five digits, such as M01200 for haemophilia.
    pub struct ChronicDiseaseCode(text) {
        pattern: "^M[0-9]{5}$", length: 6..=6, example: "M01200", form: |t| matches!(t.as_bytes(), [b'M', rest @ ..] if rest.len() == 5 && rest.iter().all(u8::is_ascii_digit)),
        spelling: Spelling::Ascii(upper_case),
    }
}

/// A code with capital letters. The `x` of an extension remains small.
pub(super) fn capitals(text: &str) -> Option<String> {
    let mut before = None;
    let mut capital = |c: char| {
        let is_extension = c == 'x' && !matches!(before, None | Some('+' | '/'));
        before = Some(c);
        if is_extension { c } else { c.to_ascii_uppercase() }
    };
    Some(text.chars().map(&mut capital).collect())
}

fn is_disease_code(text: &str) -> bool {
    let further =
        |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase() || matches!(b, b'x' | b'.' | b'+' | b'*' | b'/' | b'-');
    (3..=30).contains(&text.len())
        && matches!(text.as_bytes(), [b'0'..=b'9' | b'A'..=b'Z', ..])
        && text.bytes().all(further)
        && !matches!(text.as_bytes(), [b'x', ..])
}

impl DiseaseCode {
    /// Whether it has the format of the Chinese editions of ICD-10: `C91.000`, `D66.x01`, `C91.000x006`,
    /// `D66.x03+M36.2*`.
    pub fn is_chinese_icd10(&self) -> bool {
        let text = self.as_str();
        let (code, asterisk) = text.split_once('+').map_or((text, None), |(code, star)| (code, Some(star)));
        let star_holds = asterisk.is_none_or(|star| {
            star.strip_suffix('*').is_some_and(|s| is_who_code(s, |detail| matches!(detail.len(), 1 | 3)))
        });
        star_holds && is_chinese_code(code)
    }

    /// Whether it has the format of the WHO edition of ICD-10: `C91`, `C91.0`, with a dagger or an asterisk.
    pub fn is_who_icd10(&self) -> bool {
        let text = self.as_str();
        let text = text.strip_suffix(['+', '*']).unwrap_or(text);
        is_who_code(text, |detail| detail.len() == 1)
    }

    /// Whether it is the morphology of a tumour, which is stated in addition to the disease: `M8000/3`, `M98210/3`.
    pub fn is_morphology(&self) -> bool {
        let digits = |t: &[u8]| t.iter().all(u8::is_ascii_digit);
        match self.as_str().as_bytes() {
            [b'M', histology @ .., b'/', b'0' | b'1' | b'2' | b'3' | b'6' | b'9'] => {
                matches!(histology.len(), 4 | 5) && digits(histology)
            }
            _ => false,
        }
    }

    /// The ICD-10 category: a letter and two digits.
    pub fn category(&self) -> Option<&str> {
        self.as_str().get(..3).filter(|c| is_category(c))
    }
}

fn is_category(text: &str) -> bool {
    matches!(text.as_bytes(), [b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9'])
}

fn is_who_code(text: &str, detail_holds: impl Fn(&str) -> bool) -> bool {
    let (category, detail) = text.split_once('.').map_or((text, None), |(c, d)| (c, Some(d)));
    is_category(category) && detail.is_none_or(|d| detail_holds(d) && d.bytes().all(|b| b.is_ascii_digit()))
}

/// `C91.000` or `D66.x01`, optionally followed by a national extension such as `x006`.
fn is_chinese_code(text: &str) -> bool {
    let Some((category, detail)) = text.split_once('.') else { return false };
    let digits = |t: &[u8]| t.iter().all(u8::is_ascii_digit);
    is_category(category)
        && match detail.as_bytes() {
            [b'0'..=b'9' | b'x', a, b] => digits(&[*a, *b]),
            [b'0'..=b'9' | b'x', a, b, b'x', extension @ ..] => {
                digits(&[*a, *b]) && extension.len() == 3 && digits(extension)
            }
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_icd10() {
        let form = |text: &str| DiseaseCode::parse(text).ok().map(|c| (c.is_chinese_icd10(), c.is_who_icd10()));
        for text in ["C91.000", "C91.000x006", "D66.x01", "D66.x00x001", "D66.x03+M36.2*", "Q21.000x001"] {
            assert_eq!(form(text), Some((true, false)), "{text}");
        }
        for text in ["C91", "C91.0", "M36.2*"] {
            assert_eq!(form(text), Some((false, true)), "{text}");
        }
        let morphology = |text: &str| DiseaseCode::parse(text).is_ok_and(|code| code.is_morphology());
        for text in ["M8000/3", "M98210/3", "M8140/6", "M8720/0"] {
            assert!(morphology(text) && form(text) == Some((false, false)), "{text}");
        }
        for text in ["M800/3", "M982101/3", "M8000/4", "M8000/33", "M80.000", "C8000/3", "M8000/3*"] {
            assert!(!morphology(text), "{text}");
        }
        for text in ["C9100", "C91.00", "M8000/3", "C91.000x6", "2B33.0"] {
            assert_eq!(form(text), Some((false, false)), "{text}");
        }
        for text in ["c91.0", "C9", "d66.x01", "C91.000 ", "白血病"] {
            assert_eq!(form(text), None, "{text}");
        }
    }
}
