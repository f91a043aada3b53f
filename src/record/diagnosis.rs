//! Diagnoses made by the hospital.

use crate::{
    code::{DiagnosisCertainty, DiagnosisRank, DiseaseScheme, Sex, StampKind},
    finding::{At, Check, rules},
    record::{
        identity::Child,
        organisation::Hospital,
        patient_name::{NameRules, judge},
    },
    value::{ChronicDiseaseCode, Date, DiseaseCode, LocalId, Note, PersonName, RecordNumber, Text},
    wire::{List, Privacy, record},
};

record! {
    /// 疾病编码 · Disease code.
    pub struct DiseaseCoding {
        required {
            /// 编码体系 · Coding scheme.
            health scheme: DiseaseScheme,
            /// 代码 · Code.
            health code: DiseaseCode,
        }
        optional {
            /// 编码版本 · Version of the coding scheme.
            ///
            /// 如 2.0。
            /// For example 2.0.
            public version: Text<1, 20>,
            /// 代码名称 · Display name of the code.
            health display: Text<1, 200>,
        }
    }
}

record! {
    /// 诊断证明 · Diagnosis certificate.
    pub struct Diagnosis {
        required {
            /// 诊断名称 · Diagnosis as written by the doctor.
            ///
            /// 照抄原文。有的项目按原文认定，例如“白血病前期”不认定为白血病。
            /// Copy the wording exactly. Some programmes decide by the wording: "pre-leukaemia", for example, is not
            /// leukaemia.
            health name: Text<1, 255>,
        }
        optional {
            /// 文内标识 · Identifier within the document.
            pseudonymous id: LocalId,
            /// 疾病编码 · Disease codes.
            ///
            /// 肿瘤的形态学编码也填在这里，不代替疾病代码；认定病种只看疾病代码。
            /// Include the morphology code of a tumour here. It does not replace the disease code: conditions on diseases use
            /// disease codes only.
            health codings: List<DiseaseCoding, 0, 10>,
            /// 门诊慢特病病种代码 · Code of the outpatient chronic or special disease.
            health chronic_disease_code: ChronicDiseaseCode,
            /// 诊断次序 · Diagnosis rank.
            ///
            /// 填写的次序优先；未填写且仅有一项诊断的，该诊断为主要诊断。
            /// A stated rank decides. A single diagnosis without a rank is the principal one.
            health rank: DiagnosisRank,
            /// 确定程度 · Certainty.
            health certainty: DiagnosisCertainty,
            /// 诊断日期 · Date of diagnosis.
            health diagnosed_on: Date,
            /// 证明开具日期 · Date of issue of the certificate.
            health issued_on: Date,
            /// 患者姓名 · Patient name.
            ///
            /// 诊断证明单独交换时填写。
            /// Enter it when the certificate is exchanged on its own.
            personal patient_name: PersonName,
            /// 患者性别 · Patient sex.
            personal patient_sex: Sex,
            /// 患者出生日期 · Patient birth date.
            personal patient_birth_date: Date,
            /// 医疗机构 · Hospital.
            health hospital: Hospital,
            /// 科室 · Department.
            health department: Text<1, 100>,
            /// 医师 · Doctor.
            personal doctor: PersonName,
            /// 病历号 · Medical record number.
            personal case_number: RecordNumber,
            /// 病情与治疗建议 · Condition and advice on treatment.
            health note: Note<4000>,
            /// 印章 · Stamps on the certificate.
            public stamps: List<StampKind, 0, 10>,
        }
    }
}

rules! { Diagnosis;
    /// 诊断代码与编码体系不符 · Code that does not match its coding scheme.
    CODE_FORM = "diagnosis.code-form" Error Code {
        zh: "诊断代码的格式与注明的编码体系不符", en: "the format of the code does not match the stated coding scheme",
        hint_zh: "请按编码体系填写，国内版形如 C91.000、D66.x01，WHO 版形如 C91.0，肿瘤形态学编码形如 M98210/3", hint_en: "use codes such as C91.000 or D66.x01 in the Chinese editions, C91.0 in the WHO edition, and M98210/3 for the morphology of a tumour",
        source: "GB/T 14396—2016; 医保版 2.0 and 国家临床版 2.0 as used in DRG tables; ICD-O-3 for the morphology",
    }
    /// 未注明编码版本 · Code without the version of its scheme.
    VERSION_MISSING = "diagnosis.version-missing" Info Evidence {
        zh: "未注明编码体系的版本", en: "the version of the coding scheme is not stated",
        hint_zh: "请注明版本，如 2.0", hint_en: "enter the version, such as 2.0",
        source: "医疗保障基金结算清单填写规范",
    }
    /// 诊断与患儿性别不符 · Diagnosis that contradicts the child's sex.
    SEX_IMPOSSIBLE = "diagnosis.sex-impossible" Warning Value {
        zh: "该诊断仅见于另一性别", en: "this disease occurs only in the other sex",
        hint_zh: "请核对诊断代码和患儿性别", hint_en: "check the code and the child's sex",
        source: "WHO ICD-10 Volume 2, conditions limited to one sex",
    }
    /// 诊断与患儿年龄不符 · Diagnosis that contradicts the child's age.
    AGE_IMPOSSIBLE = "diagnosis.age-impossible" Warning Value {
        zh: "按患儿年龄不可能有该诊断", en: "this disease is not possible at the child's age",
        hint_zh: "请核对诊断代码和患儿出生日期", hint_en: "check the code and the child's birth date",
        source: "WHO ICD-10 chapter XV, pregnancy, childbirth and the puerperium: blocks O00–O99",
    }
    /// 诊断证明的患者不是患儿 · Certificate of another patient.
    OTHER_PATIENT = "diagnosis.other-patient" Warning Reference {
        zh: "诊断证明上的姓名、性别或出生日期与患儿不同", en: "the name, sex or birth date on the certificate differs from the child's",
        hint_zh: "请核对证明是否属于该患儿；曾用名请填入“曾用名”一栏", hint_en: "check that the certificate belongs to the child; enter a former name under the former names",
        source: "programme notices: the child's own diagnosis",
    }
    /// 诊断证明姓名写法不同 · Name on the certificate in another notation.
    ///
    /// 仅间隔号、空格、全角半角、大小写或编码不同，视为同一姓名。
    /// Only dots, spaces, width, letter case or encoding differ. The name counts as the same.
    NAME_VARIANT = "diagnosis.patient-name-variant" Info Value {
        zh: "诊断证明上的姓名与患儿姓名仅写法不同，视为同一姓名", en: "the name on the certificate is the child's name in another notation",
        hint_zh: "无须更正；录入有误的，请按证件填写", hint_en: "no correction is needed; correct an entry error according to the identity document",
        source: "tongbiao 童标: comparison of names, docs/names.md",
    }
    /// 诊断证明姓名不能确定 · Name on the certificate that may or may not be the child's.
    NAME_UNCLEAR = "diagnosis.patient-name-unclear" Warning Reference {
        zh: "不能确定诊断证明上的姓名是否为患儿姓名（{doubtLabelZh}）", en: "it is uncertain whether the name on the certificate is the child's name ({doubtLabel})",
        hint_zh: "请核对证明是否属于该患儿；确认为患儿的，请将该姓名填入曾用名，并附证明", hint_en: "check that the certificate belongs to the child; if it does, enter this name under the former names and attach proof",
        source: "tongbiao 童标: comparison of names, docs/names.md",
    }
    /// 诊断早于出生 · Diagnosis before the birth.
    BEFORE_BIRTH = "diagnosis.before-birth" Error Reference {
        zh: "诊断日期早于患儿出生日期", en: "the date of diagnosis is before the child's birth date",
        hint_zh: "请核对两个日期", hint_en: "check both dates",
        source: "plain fact",
    }
    /// 开具日期早于诊断日期 · Certificate issued before the diagnosis.
    ISSUED_BEFORE = "diagnosis.issued-before-diagnosis" Error Value {
        zh: "证明开具日期早于诊断日期", en: "the certificate was issued before the date of diagnosis",
        hint_zh: "请核对两个日期", hint_en: "check both dates",
        source: "plain fact",
    }
    /// 诊断证明没有有效印章 · Certificate without a valid stamp.
    ///
    /// 科室章、病区章无效。
    /// The stamp of a department or ward is not valid.
    STAMP = "diagnosis.stamp-missing" Warning Evidence {
        zh: "诊断证明未盖医院公章、医务处章或诊断证明专用章，也无电子签章", en: "the certificate has no stamp of the hospital, of its medical affairs office or for diagnosis certificates, and no electronic stamp",
        hint_zh: "请到医院补盖；科室章、病区章无效", hint_en: "have the hospital stamp the certificate; the stamp of a department or ward is not valid",
        source: "小天使基金 notices: 医院公章, 医务处章 or 诊断证明专用章",
    }
}

impl DiseaseCoding {
    /// Whether it is a code of a disease in ICD-10. The morphology of a tumour is stated in addition to the disease, and is not one.
    pub(crate) fn is_icd10_disease(&self) -> bool {
        self.scheme != DiseaseScheme::Icd11 && !self.code.is_morphology()
    }

    fn form_holds(&self) -> bool {
        match self.scheme {
            DiseaseScheme::Icd10Nhsa
            | DiseaseScheme::Icd10Clinical
            | DiseaseScheme::GbT14396
            | DiseaseScheme::Icd10Who
                if self.code.is_morphology() =>
            {
                true
            }
            DiseaseScheme::Icd10Nhsa | DiseaseScheme::Icd10Clinical | DiseaseScheme::GbT14396 => {
                self.code.is_chinese_icd10()
            }
            DiseaseScheme::Icd10Who => self.code.is_who_icd10(),
            DiseaseScheme::Icd11 => {
                let text = self.code.as_str();
                (4..=30).contains(&text.len()) && !text.contains('x') && !text.contains('*')
            }
        }
    }

    /// The three characters of the ICD-10 category, if it is a code of a disease in ICD-10.
    fn category(&self) -> Option<&str> {
        if self.is_icd10_disease() { self.code.category() } else { None }
    }
}

/// Blocks of ICD-10 that occur in one sex only. Single codes within mixed blocks are not listed.
const FEMALE_ONLY: [(&str, &str); 6] =
    [("C51", "C58"), ("D25", "D28"), ("E28", "E28"), ("N70", "N98"), ("O00", "O99"), ("Q50", "Q52")];
const MALE_ONLY: [(&str, &str); 5] = [("C60", "C63"), ("D29", "D29"), ("E29", "E29"), ("N40", "N51"), ("Q53", "Q55")];

fn in_blocks(category: &str, blocks: &[(&str, &str)]) -> bool {
    blocks.iter().any(|(first, last)| (*first..=*last).contains(&category))
}

/// The lowest age, in full years, at which a code of chapter XV is accepted. Below it, a mistyped code is assumed.
const PREGNANCY_AGE_MIN: u32 = 8;

impl Diagnosis {
    /// Checks the diagnosis against the patient.
    pub(crate) fn check_patient(&self, sex: Option<Sex>, born: Option<Date>, at: &mut At) {
        let age = born.zip(self.diagnosed_on).and_then(|(born, day)| born.years_until(day));
        at.each(Self::MEMBERS.codings, self.codings.as_deref().unwrap_or_default(), |at, coding| {
            let Some(category) = coding.category() else { return };
            at.within(DiseaseCoding::MEMBERS.code, |at| {
                let possible = match sex {
                    Some(Sex::Male) => Some(!in_blocks(category, &FEMALE_ONLY)),
                    Some(Sex::Female) => Some(!in_blocks(category, &MALE_ONLY)),
                    _ => None,
                };
                at.judge(&SEX_IMPOSSIBLE, possible, |f| {
                    f.actual(Privacy::Health, &coding.code);
                });
                let possible = age.map(|age| age >= PREGNANCY_AGE_MIN || !in_blocks(category, &[("O00", "O99")]));
                at.judge(&AGE_IMPOSSIBLE, possible, |f| {
                    f.actual(Privacy::Health, &coding.code);
                });
            });
        });
        let after_birth = born.zip(self.diagnosed_on).map(|(born, day)| born <= day);
        at.judge_member(&BEFORE_BIRTH, Self::MEMBERS.diagnosed_on, after_birth, |f| {
            f.actual(Privacy::Health, self.diagnosed_on.map_or_else(String::new, |d| d.to_string()));
        });
    }

    /// Checks the certificate against the child of the application.
    pub(crate) fn check_child(&self, child: &Child, born: Option<Date>, at: &mut At) {
        self.check_patient(child.sex, born, at);
        let found = self.patient_name.as_ref().map(|name| child.is_called(name));
        at.within(Self::MEMBERS.patient_name, |at| {
            let rules = NameRules { other: &OTHER_PATIENT, variant: &NAME_VARIANT, unclear: &NAME_UNCLEAR };
            judge(found, &rules, at, |_| {});
        });
        let sex = self.patient_sex.zip(child.sex).map(|(a, b)| a == b);
        at.judge_member(&OTHER_PATIENT, Self::MEMBERS.patient_sex, sex, |_| {});
        let date = self.patient_birth_date.zip(born).map(|(a, b)| a == b);
        at.judge_member(&OTHER_PATIENT, Self::MEMBERS.patient_birth_date, date, |_| {});
    }

    /// Checks the certificate without regard to the application.
    pub(crate) fn check_certificate(&self, at: &mut At) {
        at.each(Self::MEMBERS.codings, self.codings.as_deref().unwrap_or_default(), |at, coding| {
            at.judge_member(&CODE_FORM, DiseaseCoding::MEMBERS.code, Some(coding.form_holds()), |f| {
                f.actual(Privacy::Health, &coding.code);
            });
            at.judge(&VERSION_MISSING, Some(coding.version.is_some()), |_| {});
        });
        let ordered = self.diagnosed_on.zip(self.issued_on).map(|(diagnosed, issued)| diagnosed <= issued);
        at.judge_member(&ISSUED_BEFORE, Self::MEMBERS.issued_on, ordered, |_| {});
        let valid = |stamp: &StampKind| {
            matches!(
                stamp,
                StampKind::Hospital | StampKind::MedicalAffairs | StampKind::Diagnosis | StampKind::Electronic
            )
        };
        at.judge_member(
            &STAMP,
            Self::MEMBERS.stamps,
            self.stamps.as_ref().map(|stamps| stamps.iter().any(valid)),
            |_| {},
        );
        at.member(Self::MEMBERS.hospital, self.hospital.as_ref());
    }
}

/// A certificate that is exchanged on its own is checked against the patient that it names.
impl Check for Diagnosis {
    fn check(&self, at: &mut At) {
        self.check_certificate(at);
        self.check_patient(self.patient_sex, self.patient_birth_date, at);
    }
}
