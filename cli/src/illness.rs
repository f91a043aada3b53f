//! The illnesses that notices name most often, with the prefixes of their ICD-10 codes.

use tongbiao::{value::DiseasePrefix, wire::Label};

/// Chinese names separated by blanks, the English name, and the prefixes separated by blanks. The first name is that of the set.
/// The categories are those of the WHO's ICD-10, edition of 2019.
#[rustfmt::skip]
const ILLNESSES: &[(&str, &str, &str)] = &[
    ("白血病", "leukaemia", "C91 C92 C93 C94 C95"),
    ("淋巴瘤", "lymphoma", "C81 C82 C83 C84 C85 C86"),
    ("脑瘤 脑肿瘤", "brain tumour", "C71"),
    ("视网膜母细胞瘤", "retinoblastoma", "C69.2"),
    ("骨肿瘤 骨肉瘤", "bone tumour", "C40 C41"),
    ("肝母细胞瘤", "hepatoblastoma", "C22.2"),
    ("肾母细胞瘤", "nephroblastoma", "C64"),
    ("再生障碍性贫血", "aplastic anaemia", "D61"),
    ("地中海贫血 地贫", "thalassaemia", "D56"),
    ("血友病", "haemophilia", "D66 D67"),
    ("先天性心脏病 先心病", "congenital heart disease", "Q20 Q21 Q22 Q23 Q24 Q25 Q26"),
    ("唇腭裂", "cleft lip and palate", "Q35 Q36 Q37"),
    ("胆道闭锁", "biliary atresia", "Q44.2"),
    ("先天性巨结肠", "Hirschsprung disease", "Q43.1"),
    ("肛门直肠闭锁 肛门闭锁", "anorectal atresia", "Q42.0 Q42.1 Q42.2 Q42.3"),
    ("脊柱裂", "spina bifida", "Q05"),
    ("脑积水", "hydrocephalus", "G91 Q03"),
    ("先天性髋关节脱位", "congenital dislocation of the hip", "Q65"),
    ("尿毒症 慢性肾衰竭", "chronic kidney failure", "N18"),
    ("脑瘫 脑性瘫痪", "cerebral palsy", "G80"),
    ("癫痫", "epilepsy", "G40"),
    ("脊髓性肌萎缩 脊髓性肌萎缩症", "spinal muscular atrophy", "G12.0 G12.1"),
    ("苯丙酮尿症", "phenylketonuria", "E70.0 E70.1"),
    ("戈谢病", "Gaucher disease", "E75.2"),
    ("黏多糖贮积症 粘多糖贮积症", "mucopolysaccharidosis", "E76"),
    ("杜氏肌营养不良 进行性肌营养不良", "muscular dystrophy", "G71.0"),
    ("川崎病", "Kawasaki disease", "M30.3"),
    ("听力损失 耳聋 听力障碍", "hearing loss", "H90 H91"),
    ("孤独症 自闭症", "autism", "F84.0 F84.1"),
    ("1型糖尿病 一型糖尿病", "type 1 diabetes", "E10"),
    ("早产 早产儿", "preterm birth", "P07"),
    ("烧伤 烫伤", "burns", "T20 T21 T22 T23 T24 T25 T26 T27 T28 T29 T30 T31 T32"),
];

/// One illness of a notice: a prefix of a code, or a name with its prefixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Illness {
    /// The prefixes of its codes.
    pub(crate) prefixes: Vec<DiseasePrefix>,
    /// Its name, if it was given by name.
    pub(crate) name: Option<Label>,
}

/// The first name of each illness.
pub(crate) fn names() -> Vec<&'static str> {
    ILLNESSES.iter().filter_map(|(zh, _, _)| zh.split(' ').next()).collect()
}

impl Illness {
    /// Reads a prefix or a name.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if let Ok(prefix) = DiseasePrefix::parse(text) {
            return Ok(Self { prefixes: vec![prefix], name: None });
        }
        let is_named = |(zh, en, _): &&(&'static str, &'static str, &str)| {
            zh.split(' ').any(|name| name == text) || en.eq_ignore_ascii_case(text)
        };
        let Some((zh, en, prefixes)) = ILLNESSES.iter().find(is_named) else {
            let names = names();
            let in_english: Vec<&str> = ILLNESSES.iter().map(|(_, en, _)| *en).collect();
            return Err(format!(
                "须为 ICD-10 代码前缀（如 C91 或 Q21.0），或下列名称之一：{} · must be a prefix of an ICD-10 code (such as C91 or Q21.0) or one of these names: {}",
                names.join("、"),
                in_english.join(", ")
            ));
        };
        let prefixes = prefixes.split(' ').filter_map(|prefix| DiseasePrefix::parse(prefix).ok()).collect();
        Ok(Self { prefixes, name: zh.split(' ').next().map(|zh| Label { zh, en }) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn illnesses_are_named_once_with_valid_prefixes() {
        let mut seen = std::collections::BTreeSet::new();
        for (zh, en, prefixes) in ILLNESSES {
            for name in zh.split(' ').chain([*en]) {
                let illness = Illness::parse(name).unwrap();
                assert_eq!(illness.prefixes.len(), prefixes.split(' ').count(), "{name}");
                assert!(seen.insert(name), "{name} is named twice");
            }
        }
        assert_eq!(Illness::parse("Q21.0").unwrap().name, None);
        assert!(Illness::parse("头痛").unwrap_err().contains("白血病"));
    }

    /// The guide shows the same table.
    #[test]
    fn the_guide_has_the_same_table() {
        let page = include_str!("../../docs/programmes/recipes.md");
        for (zh, en, prefixes) in ILLNESSES {
            let codes: Vec<String> = prefixes.split(' ').map(|prefix| format!("`{prefix}`")).collect();
            let row = format!("| {} {en} | {} |", zh.replace(' ', "、"), codes.join(" "));
            assert!(page.contains(&row), "missing in docs/programmes/recipes.md:\n{row}");
        }
    }
}
