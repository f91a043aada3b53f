//! Rules for codes of diseases and operations, and for deprecated codes of facts.
//!
//! The standard has no table of the codes of ICD-10. The classification itself defines the
//! [categories](super::classification), the asterisk categories and the categories of a personal or family history. The
//! first characters of a code identify them.

use super::classification::{FourthCharacter, fourth_character, has_subdivision};
use crate::{
    code::{CodeFact, InsuranceKind},
    finding::{At, rules},
    programme::DiseaseSet,
    value::{DiseasePrefix, LocalId, OperationPrefix},
};

rules! { ProgrammeCoding;
    /// 分类中不存在的类目或亚目 · Category or subdivision that does not exist in the classification.
    PREFIX_UNKNOWN = "programme.prefix-unknown" Warning Code {
        zh: "{classification} 没有 {part}：没有以此开头的代码", en: "{classification} has no {part}: no code begins with it",
        hint_zh: "请核对代码；分类的新版本已有的，可保留", hint_en: "check the code; keep it if a newer edition contains it",
        source: "WHO ICD-10 (2019), categories; CMS ICD-9-CM volume 3 (2015), subdivisions",
    }
    /// 第四位不可能的疾病代码 · Disease code with an impossible fourth character.
    PREFIX_IMPOSSIBLE = "programme.prefix-impossible" Warning Code {
        zh: "类目 {category} {whyZh}：没有以此开头的代码", en: "the category {category} {why}: no code begins like this",
        hint_zh: "请核对代码，或只填写类目", hint_en: "check the code, or enter the category only",
        source: "Chinese editions of ICD-10: x is the fourth character of a category without subdivisions",
    }
    /// 星号编码 · Asterisk code.
    MANIFESTATION_CODE = "programme.manifestation-code" Warning Code {
        zh: "类目 {category} 是星号编码，只与剑号编码同时使用，不能单独作为诊断", en: "{category} is an asterisk category: it is used only together with a dagger code, never as a diagnosis of its own",
        hint_zh: "请改用病因的编码，或两者均列出", hint_en: "use the code of the underlying disease, or list both",
        source: "ICD-10 volume 2, section 3.1.3: 83 asterisk categories",
    }
    /// 病史编码 · Code of a history.
    HISTORY_CODE = "programme.history-code" Warning Code {
        zh: "类目 {category} 表示个人或家族病史，不是疾病本身", en: "{category} is a personal or family history, not the disease itself",
        hint_zh: "请改用疾病的编码", hint_en: "use the code of the disease",
        source: "ICD-10 categories Z80–Z87",
    }
    /// 已被取代的代码 · Superseded code.
    CODE_SUPERSEDED = "programme.code-superseded" Warning Deprecated {
        zh: "代码 {code} 已并入 {successor}，申请中按后者读取，此代码始终不符合", en: "the code {code} has been merged into {successor}; applications are read with the successor, so this code never matches",
        hint_zh: "请改用现行代码", hint_en: "use the current code",
        source: "registry of facts: codes in force",
    }
}

/// The asterisk categories of ICD-10, by chapter letter.
const ASTERISK: &[(u8, &[u8])] = &[
    (b'D', &[63, 77]),
    (b'E', &[35, 90]),
    (b'F', &[0, 2]),
    (b'G', &[1, 2, 5, 7, 13, 22, 26, 32, 46, 53, 55, 59, 63, 73, 94, 99]),
    (b'H', &[3, 6, 13, 19, 22, 28, 32, 36, 42, 45, 48, 58, 62, 67, 75, 82, 94]),
    (b'I', &[32, 39, 41, 43, 52, 68, 79, 98]),
    (b'J', &[17, 91, 99]),
    (b'K', &[23, 67, 77, 87, 93]),
    (b'L', &[14, 45, 54, 62, 86, 99]),
    (b'M', &[1, 3, 7, 9, 14, 36, 49, 63, 68, 73, 82, 90]),
    (b'N', &[8, 16, 22, 29, 33, 37, 51, 74, 77]),
    (b'P', &[75]),
];

/// Judges the prefixes of a set of diseases.
pub(super) fn check_diseases(diseases: &DiseaseSet, at: &mut At) {
    at.each(DiseaseSet::MEMBERS.except, diseases.except.as_deref().unwrap_or_default(), |at, prefix| {
        check_disease(prefix, at)
    });
    at.each(DiseaseSet::MEMBERS.prefixes, &diseases.prefixes, |at, prefix| {
        check_disease(prefix, at);
        // A range may contain such categories among others.
        let all = |is: fn((u8, u8)) -> bool| ends(prefix).iter().all(|end| category(end).is_some_and(is));
        let asterisk = all(|(letter, number)| is_asterisk(letter, number)) && prefix.range().is_none();
        let history = all(|category| matches!(category, (b'Z', 80..=87)));
        for (rule, holds) in [(&MANIFESTATION_CODE, !asterisk), (&HISTORY_CODE, !history)] {
            at.judge(rule, Some(holds), |f| {
                f.param("category", prefix.as_str().get(..3).unwrap_or_default());
            });
        }
    });
}

/// The first and the last category of a range, or the prefix itself.
fn ends(prefix: &DiseasePrefix) -> Vec<DiseasePrefix> {
    match prefix.range() {
        Some((first, last)) => [first, last].into_iter().filter_map(|end| DiseasePrefix::parse(end).ok()).collect(),
        None => vec![prefix.clone()],
    }
}

/// Judges that a code of ICD-10 can begin with the prefix, and that the ends of a range exist.
fn check_disease(prefix: &DiseasePrefix, at: &mut At) {
    if prefix.range().is_some() {
        let unknown = ends(prefix).into_iter().find(|end| fourth_character(end).is_none());
        at.judge(&PREFIX_UNKNOWN, Some(unknown.is_none()), |f| {
            f.param("classification", "ICD-10").param("part", unknown.as_ref().map_or("", DiseasePrefix::as_str));
        });
        return;
    }
    let (category, fourth) = (prefix.as_str().get(..3).unwrap_or_default(), fourth_character(prefix));
    at.judge(&PREFIX_UNKNOWN, Some(fourth.is_some()), |f| {
        f.param("classification", "ICD-10").param("part", category);
    });
    let own = prefix.as_str().as_bytes().get(4).copied();
    let possible = own.zip(fourth).map(|(own, fourth)| match fourth {
        FourthCharacter::Digit => own != b'x',
        FourthCharacter::X => own == b'x',
        FourthCharacter::Either => true,
    });
    at.judge(&PREFIX_IMPOSSIBLE, possible, |f| {
        let (zh, en) = match fourth {
            Some(FourthCharacter::X) => ("没有亚目，第四位只写 x", "has no subdivisions, the fourth character is `x`"),
            _ => ("有亚目，第四位是数字", "has subdivisions, the fourth character is a digit"),
        };
        f.param("category", category).param("whyZh", zh).param("why", en);
    });
}

/// Judges that a code of ICD-9-CM-3 can begin with the prefix.
pub(super) fn check_operation(prefix: &OperationPrefix, at: &mut At) {
    at.judge(&PREFIX_UNKNOWN, Some(has_subdivision(prefix)), |f| {
        f.param("classification", "ICD-9-CM-3").param("part", prefix.as_str().get(..4).unwrap_or_default());
    });
}

/// Judges that a code of a fact is current: applications are read with its successor.
pub(super) fn check_successor(fact: CodeFact, code: &LocalId, at: &mut At) {
    let successor = successor(fact, code.as_str());
    at.judge(&CODE_SUPERSEDED, Some(successor.is_none()), |f| {
        f.param("code", code).param("successor", successor.unwrap_or_default());
    });
}

fn successor(fact: CodeFact, code: &str) -> Option<&'static str> {
    match fact {
        CodeFact::InsuranceKind => code.parse::<InsuranceKind>().ok()?.successor().map(InsuranceKind::as_str),
        _ => None,
    }
}

/// The letter and the two digits of a category.
fn category(prefix: &DiseasePrefix) -> Option<(u8, u8)> {
    match prefix.as_str().as_bytes() {
        [letter, tens @ b'0'..=b'9', ones @ b'0'..=b'9', ..] => Some((*letter, (tens - b'0') * 10 + (ones - b'0'))),
        _ => None,
    }
}

fn is_asterisk(letter: u8, number: u8) -> bool {
    ASTERISK.iter().any(|(chapter, numbers)| *chapter == letter && numbers.contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asterisk_categories() {
        assert_eq!(ASTERISK.iter().map(|(_, numbers)| numbers.len()).sum::<usize>(), 83);
        let told = |text: &str| category(&DiseasePrefix::parse(text).unwrap()).is_some_and(|(l, n)| is_asterisk(l, n));
        assert!(told("M36") && told("M36.2") && told("F00"));
        assert!(!told("D66") && !told("C91") && !told("M35"));
    }
}
