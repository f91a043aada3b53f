//! A programme of a charity as a document: eligibility requirements, supporting documents, admitted receipts, benefit
//! items.
//!
//! There is no expression language. Conditions are typed, amounts are fixed or looked up in tables, and both use the
//! closed registry of [facts](crate::fact). A document is one revision of a programme, in force for a period.

mod age;
mod amount;
mod asked;
mod assessment;
mod benefit;
mod bracket;
mod check;
mod cliff;
mod count;
mod interval;
mod item;
mod part;
mod predicate;
mod prover;
mod scope;
mod set;
mod when;

pub use amount::{
    AgeAmount, AgeRate, AmountByAge, AmountByCode, AmountByMoney, AmountByNumber, AmountParam, AssessedAmount,
    CodeAmount, CodeRate, FixedAmount, FixedRate, MoneyAmount, MoneyRate, NewAmountByAge, NewRateByAge, NumberAmount,
    NumberRate, RateByAge, RateByCode, RateByMoney, RateByNumber, RateParam, StatisticMultiple,
};
pub use asked::RequiredFact;
pub use assessment::{AssessmentGrade, AssessmentSubject};
pub use benefit::{
    AmountBracket, BandBenefit, Benefit, BracketBenefit, CoFunding, FixedBenefit, GapBenefit, InKindBenefit,
    MatchBenefit, NewOperationPrice, OperationPrice, PriceBenefit, RateBand, RateBenefit, Service, Tier, TierBenefit,
    UnitBenefit,
};
pub use check::Revisions;
pub use cliff::Cliff;
pub use count::{CountedFact, CountedQuantity, CountedTime, UnitCount};
pub use item::{Basis, Coordination, Limit, MinimumAward, PayeeShare, ProgrammeItem, Rounding, Threshold};
pub use predicate::{
    AgeTest, AssessedAmountTest, AssessedDateTest, AssessedGradeTest, AssessedNumberTest, AssessedTest, CodeTest,
    DateTest, DaysBetweenTest, DiseaseTest, EarlierAidTest, FlagTest, HospitalTest, MoneyTest, NumberTest,
    OperationTest, Predicate, RatioTest, RegionTest, Requirement,
};
pub use scope::{
    CalendarMonth, CalendarQuarter, CalendarYear, LinePrice, LineRule, NewLinePrice, PeriodRule, ReceiptRule,
    ReceiptWindow, RollingMonths, ShiftedYear, SubmissionDeadline,
};
pub use set::{
    ChargeItemSet, DiseaseSet, HospitalSet, ListedHospital, NamedSet, OperationSet, SetMembers, Statistic,
    StatisticValue,
};

/// The rules of the files below.
pub(crate) mod rules {
    pub(crate) use super::{
        asked::RULES as FACT,
        check::rules::{
            AFTER_LIMIT, ASSESSMENT, AWARD, BENEFIT, CODING, CONDITION, EXCLUSION, LINE_DAYS, LINE_PRICE, PROGRAMME,
            REFERENCE, REVISIONS, SET, STATISTIC, THRESHOLD, TITLE, WINDOW,
        },
        prover::RULES as REACH,
    };
}

pub use when::Alternatives;

pub(crate) use age::{age, age_at, year_start};
pub(crate) use asked::asked;
pub(crate) use cliff::cliffs;
pub(crate) use part::{Part, parts};
pub(crate) use prover::{Scenario, scenarios};
pub(crate) use when::When;

use crate::{
    code::{DateFact, Evidence, MaterialKind, PayerClass, ProgrammeStanding, ReceiptForm, StampKind},
    record::organisation::Organisation,
    value::{Date, Extensions, LocalId, Note, Period, Text},
    wire::{Integer, List, record},
};

record! {
    /// 来源 · Source.
    pub struct ProgrammeSource {
        required {
            /// 来源标识 · Source identifier.
            public id: LocalId,
            /// 文件名称 · Title of the notice.
            public title: Text<1, 300>,
        }
        optional {
            /// 发布机构 · Publisher.
            public publisher: Text<1, 200>,
            /// 发布日期 · Date of publication.
            public published_on: Date,
            /// 网址 · Web address.
            public url: Text<1, 500>,
            /// 条款或原文 · Clause or quoted text.
            public quote: Note<2000>,
        }
    }
}

record! {
    /// 所需材料 · Required supporting document.
    pub struct PaperRequirement {
        required {
            /// 材料要求标识 · Identifier of the document requirement.
            public id: LocalId,
            /// 材料种类 · Accepted kinds of document.
            ///
            /// 提交其中一种即可。
            /// One of them is sufficient.
            public any_of: List<MaterialKind, 1, 20>,
        }
        optional {
            /// 名称 · Name.
            public title: Text<1, 200>,
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
            /// 来源 · Source.
            public source: LocalId,
            /// 印章 · Accepted stamps.
            ///
            /// 须盖其中一种；不填的，不要求盖章。
            /// The document must have one of them. Omitted if no stamp is required.
            public stamps: List<StampKind, 1, 12>,
            /// 开具后有效天数 · Days of validity after the date of issue.
            ///
            /// 不填的，不限。
            /// Omitted if there is no limit.
            public issued_within_days: Integer<1, 3660>,
            /// 提交形式 · Accepted submission forms.
            ///
            /// 须为其中一种；不填的，不限。
            /// The document must have one of them. Omitted if any form is accepted.
            public forms: List<ReceiptForm, 1, 10>,
            /// 份数 · Number of documents.
            ///
            /// 不填的，为一份。
            /// If omitted, one.
            public count: Integer<1, 100>,
            /// 每位监护人一份 · One for each guardian.
            ///
            /// 材料注明所证明内容的，只计入所注明的监护人；未注明的，一份计为一位。
            /// A document that states what it proves counts for the guardians that it names; any other document counts
            /// for one guardian.
            public each_guardian: bool,
            /// 适用条件 · Conditions for requiring the document.
            ///
            /// 须全部满足；不填的，均要求。
            /// All must hold. If omitted, the document is always required.
            public when: List<Predicate, 0, 20>,
            /// 可选条件 · Alternative conditions.
            ///
            /// 每组条件满足其一。
            /// Of each group, one condition must hold.
            public when_any_of: List<Alternatives, 0, 20>,
        }
    }
}

record! {
    /// 救助项目 · Programme.
    ///
    /// 项目的一个版本：申请条件、所需材料、计入的票据和明细、给付内容、与其他资助方的协调。
    /// One revision of a programme: eligibility requirements, supporting documents, admitted receipts and lines,
    /// benefit items, coordination with other payers.
    pub struct Programme from NewProgramme {
        required {
            /// 项目标识 · Programme identifier.
            ///
            /// 各版本相同，如 org.example.heart。
            /// The same in every revision, for example org.example.heart.
            public id: LocalId,
            /// 版本 · Revision number.
            public revision: Integer<1, 100000>,
            /// 项目名称 · Programme name.
            public title: Text<1, 200>,
            /// 项目依据 · Authority of the document.
            public standing: ProgrammeStanding,
            /// 支付方类别 · Payer class of the programme.
            public payer: PayerClass,
            /// 有效期间 · Period in force.
            public effective: Period,
            /// 版本选择日期 · Date that selects the revision.
            ///
            /// 此日期在有效期间内的，适用本版本。
            /// The revision applies if this date lies in its period in force.
            public applies_by: DateFact,
            /// 给付依据 · Evidence required for an award.
            public evidence: Evidence,
            /// 给付项 · Benefit items.
            public items: List<ProgrammeItem, 1, 20>,
            /// 协调 · Coordination with other payers.
            public coordination: Coordination,
        }
        optional {
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
            /// 资助机构 · Funder.
            public funder: Organisation,
            /// 被取代的版本 · Replaced revision.
            public supersedes: Integer<1, 100000>,
            /// 必需功能 · Required features.
            ///
            /// 第 1.0 版没有可选功能；遇有不支持的功能，不得核定。
            /// Version 1.0 has no optional features. An evaluator must reject a programme that lists a feature it does
            /// not support.
            public features: List<LocalId, 0, 20>,
            /// 来源 · Sources.
            public sources: List<ProgrammeSource, 0, 50>,
            /// 清单 · Named sets.
            public sets: List<NamedSet, 0, 100>,
            /// 统计值 · Statistics.
            public statistics: List<Statistic, 0, 50>,
            /// 评估事项 · Subjects of assessments.
            public assessments: List<AssessmentSubject, 0, 50>,
            /// 要求 · Eligibility requirements.
            ///
            /// 须全部满足。
            /// All must be met.
            public requirements: List<Requirement, 0, 50>,
            /// 所需材料 · Required supporting documents.
            public papers: List<PaperRequirement, 0, 50>,
            /// 票据范围 · Admitted receipts.
            public receipts: ReceiptRule,
            /// 明细范围 · Admitted lines.
            public lines: LineRule,
            /// 限额 · Limits.
            public limits: List<Limit, 0, 50>,
            /// 最低给付 · Minimum award.
            public minimum_award: MinimumAward,
            /// 舍入 · Rounding.
            ///
            /// 不填的，四舍五入到分。
            /// If omitted, amounts are rounded half up to one fen.
            public rounding: Rounding,
            /// 说明 · Remarks.
            public note: Note<4000>,
            /// 扩展 · Extensions.
            public extensions: Extensions,
        }
    }
}

impl PaperRequirement {
    /// The conditions under which it applies.
    pub(crate) fn conditions(&self) -> When<'_> {
        When::of(self.when.as_deref(), self.when_any_of.as_deref())
    }
}

/// The first entry with the identifier. A programme without errors has at most one.
fn named<'a, T>(all: Option<&'a [T]>, id: &LocalId, of: fn(&T) -> &LocalId) -> Option<&'a T> {
    all?.iter().find(|one| of(one) == id)
}

/// Look-up of the parts of a programme by identifier.
impl Programme {
    /// The benefit item with this identifier.
    pub fn item(&self, id: &LocalId) -> Option<&ProgrammeItem> {
        named(Some(&self.items), id, |item| &item.id)
    }

    /// The eligibility requirement with this identifier.
    pub fn requirement(&self, id: &LocalId) -> Option<&Requirement> {
        named(self.requirements.as_deref(), id, |requirement| &requirement.id)
    }

    /// The required supporting document with this identifier.
    pub fn paper(&self, id: &LocalId) -> Option<&PaperRequirement> {
        named(self.papers.as_deref(), id, |paper| &paper.id)
    }

    /// The source with this identifier.
    pub fn source(&self, id: &LocalId) -> Option<&ProgrammeSource> {
        named(self.sources.as_deref(), id, |source| &source.id)
    }

    /// The statistic with this identifier.
    pub fn statistic(&self, id: &LocalId) -> Option<&Statistic> {
        named(self.statistics.as_deref(), id, |statistic| &statistic.id)
    }

    /// The subject of assessments with this key.
    pub fn assessment(&self, key: &LocalId) -> Option<&AssessmentSubject> {
        named(self.assessments.as_deref(), key, |subject| &subject.key)
    }

    /// The set with this identifier, of any kind.
    pub fn set(&self, id: &LocalId) -> Option<&NamedSet> {
        named(self.sets.as_deref(), id, |set| &set.id)
    }

    /// The set of diseases with this identifier.
    pub fn diseases(&self, id: &LocalId) -> Option<&DiseaseSet> {
        match &self.set(id)?.members {
            SetMembers::Disease(diseases) => Some(diseases),
            _ => None,
        }
    }

    /// The set of operations with this identifier.
    pub fn operations(&self, id: &LocalId) -> Option<&OperationSet> {
        match &self.set(id)?.members {
            SetMembers::Operation(operations) => Some(operations),
            _ => None,
        }
    }

    /// The set of hospitals with this identifier.
    pub fn hospitals(&self, id: &LocalId) -> Option<&HospitalSet> {
        match &self.set(id)?.members {
            SetMembers::Hospital(hospitals) => Some(hospitals),
            _ => None,
        }
    }

    /// The set of charge items with this identifier.
    pub fn charge_items(&self, id: &LocalId) -> Option<&ChargeItemSet> {
        match &self.set(id)?.members {
            SetMembers::ChargeItem(items) => Some(items),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn a_set_is_found_by_its_identifier_and_its_kind() {
        let text = include_str!("../cases/programmes/little-angel-leukaemia.json");
        let mut programme = serde_json::from_str::<Document<Programme>>(text).unwrap().body;
        let members = |json: &str| serde_json::from_str::<SetMembers>(json).unwrap();
        let id = |text: &str| LocalId::parse(text).unwrap();
        let sets = [
            ("d", r#"{"of": "disease", "prefixes": ["C91"]}"#),
            ("o", r#"{"of": "operation", "prefixes": ["35.7"]}"#),
            ("h", r#"{"of": "hospital", "hospitals": [{"name": "示例医院（虚构）"}]}"#),
            ("c", r#"{"of": "charge-item", "codes": ["1"]}"#),
        ];
        programme.sets = List::new(sets.map(|(name, json)| NamedSet::new(id(name), members(json))).to_vec()).ok();
        let kinds = |name: &str| {
            let (of, id) = (&programme, &id(name));
            [
                of.diseases(id).is_some(),
                of.operations(id).is_some(),
                of.hospitals(id).is_some(),
                of.charge_items(id).is_some(),
            ]
        };
        assert_eq!(kinds("d"), [true, false, false, false]);
        assert_eq!(kinds("o"), [false, true, false, false]);
        assert_eq!(kinds("h"), [false, false, true, false]);
        assert_eq!(kinds("c"), [false, false, false, true]);
        assert_eq!(kinds("x"), [false; 4]);
        assert!(programme.set(&id("h")).is_some() && programme.set(&id("x")).is_none());
        let first = programme.items.first().unwrap().id.clone();
        assert!(programme.item(&first).is_some() && programme.item(&id("x")).is_none());
    }
}
