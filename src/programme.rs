//! A charity's programme as a document: who may ask, which papers are needed, which receipts count, what is paid.
//!
//! There is no language of expressions: conditions are typed, amounts are fixed or looked up, and everything refers to the
//! closed registry of [facts](crate::fact). A document is one revision of a programme, in force for a time.

mod amount;
mod asked;
mod benefit;
mod bracket;
mod check;
mod cliff;
mod count;
mod item;
mod part;
mod predicate;
mod prover;
mod scope;
mod set;

pub use amount::{
    AgeAmount, AgeRate, AmountByAge, AmountByCode, AmountByMoney, AmountByNumber, AmountParam, CodeAmount, CodeRate,
    FixedAmount, FixedRate, MoneyAmount, MoneyRate, NewAmountByAge, NewRateByAge, NumberAmount, NumberRate, RateByAge,
    RateByCode, RateByMoney, RateByNumber, RateParam, StatisticMultiple,
};
pub use asked::AskedFact;
pub use benefit::{
    AmountBracket, BandBenefit, Benefit, BracketBenefit, CoFunding, FixedBenefit, GapBenefit, InKindBenefit,
    MatchBenefit, NewOperationPrice, OperationPrice, PriceBenefit, RateBand, RateBenefit, Service, Tier, TierBenefit,
    UnitBenefit,
};
pub use check::Revisions;
pub use cliff::Cliff;
pub use count::{CountedFact, CountedQuantity, CountedTime, UnitCount};
pub use item::{Basis, Coordination, Limit, MinimumAward, PayeeShare, ProgrammeItem, Rounding};
pub use predicate::{
    AgeTest, AssessedTest, CodeTest, DateTest, DaysBetweenTest, DiseaseTest, EarlierAidTest, FlagTest, HospitalTest,
    MoneyTest, NumberTest, OperationTest, Predicate, RatioTest, RegionTest, Requirement,
};
pub use scope::{
    CalendarMonth, CalendarQuarter, CalendarYear, LineRule, PeriodRule, ReceiptRule, ReceiptWindow, RollingMonths,
    ShiftedYear, SubmissionDeadline,
};
pub use set::{
    ChargeItemSet, DiseaseSet, HospitalSet, ListedHospital, NamedSet, OperationSet, SetMembers, Statistic,
    StatisticValue,
};

/// The rules of the files below.
pub(crate) mod rules {
    pub(crate) use super::{
        asked::RULES as FACT,
        check::rules::{AWARD, CODING, CONDITION, PROGRAMME, REFERENCE, REVISIONS, STATISTIC, WINDOW},
        prover::RULES as REACH,
    };
}

pub(crate) use asked::asked;
pub(crate) use cliff::cliffs;
pub(crate) use part::{Part, parts};

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
            /// 来源标识 · Identifier of the source.
            public id: LocalId,
            /// 文件名称 · Title of the notice.
            public title: Text<1, 300>,
        }
        optional {
            /// 发布机构 · Publisher.
            public publisher: Text<1, 200>,
            /// 发布日期 · Day of publication.
            public published_on: Date,
            /// 网址 · Address.
            public url: Text<1, 500>,
            /// 条款或原文 · Clause or words.
            public quote: Note<2000>,
        }
    }
}

record! {
    /// 所需材料 · Paper that is needed.
    pub struct PaperRequirement {
        required {
            /// 材料要求标识 · Identifier of the requirement.
            public id: LocalId,
            /// 材料种类 · Kinds of paper, one of which is enough.
            public any_of: List<MaterialKind, 1, 20>,
        }
        optional {
            /// 名称 · Name.
            public title: Text<1, 200>,
            /// 英文名称 · Name in English.
            public title_en: Text<1, 200>,
            /// 来源 · Source.
            public source: LocalId,
            /// 印章 · Stamps, one of which it must bear.
            public stamps: List<StampKind, 1, 12>,
            /// 开具后有效天数 · How many days after its issue it is good.
            public issued_within_days: Integer<1, 3660>,
            /// 提交形式 · Forms, one of which it must have.
            public forms: List<ReceiptForm, 1, 10>,
            /// 份数 · How many of them.
            public count: Integer<1, 100>,
            /// 每位监护人一份 · Whether there must be one for each guardian.
            ///
            /// 材料写明所证明的内容的，只算所写的监护人；没有写的，一份算一位。
            /// A paper that says what it proves is for the guardians that it names; one that does not is for one of them.
            public each_guardian: bool,
            /// 适用条件 · Conditions under which it is needed, all of which must hold.
            public when: List<Predicate, 0, 20>,
        }
    }
}

record! {
    /// 救助项目 · Programme.
    ///
    /// 项目的一个版本：资助谁、需要哪些材料、哪些票据和明细计入、给付多少、怎样与其他资助方协调。
    /// One revision of a programme: who may ask, which papers are needed, which receipts and lines count, how much is paid, how
    /// it goes with other funders.
    pub struct Programme from NewProgramme {
        required {
            /// 项目标识 · Identifier of the programme.
            ///
            /// 各版本相同，如 org.example.heart。
            /// The same in every revision, such as org.example.heart.
            public id: LocalId,
            /// 版本 · Revision.
            public revision: Integer<1, 100000>,
            /// 项目名称 · Name.
            public title: Text<1, 200>,
            /// 项目依据 · What the document rests on.
            public standing: ProgrammeStanding,
            /// 支付方类别 · Class of payer that the programme is.
            public payer: PayerClass,
            /// 有效期间 · Period in which the revision is in force.
            public effective: Period,
            /// 版本选择日期 · Day that decides which revision applies.
            public applies_by: DateFact,
            /// 给付依据 · What an award rests on.
            public evidence: Evidence,
            /// 给付项 · Items.
            public items: List<ProgrammeItem, 1, 20>,
            /// 协调 · Coordination with other payers.
            public coordination: Coordination,
        }
        optional {
            /// 英文名称 · Name in English.
            public title_en: Text<1, 200>,
            /// 资助机构 · Funder.
            public funder: Organisation,
            /// 被取代的版本 · Revision that this one replaces.
            public supersedes: Integer<1, 100000>,
            /// 必需功能 · Features that an evaluator must have.
            ///
            /// 第 1.0 版没有可选功能；列出的功能不认识的，不得计算。
            /// Version 1.0 has no optional features; who does not know a feature that stands here must not compute.
            public features: List<LocalId, 0, 20>,
            /// 来源 · Sources.
            public sources: List<ProgrammeSource, 0, 50>,
            /// 清单 · Named sets.
            public sets: List<NamedSet, 0, 100>,
            /// 统计值 · Statistics.
            public statistics: List<Statistic, 0, 50>,
            /// 要求 · Requirements, all of which must hold.
            public requirements: List<Requirement, 0, 50>,
            /// 所需材料 · Papers that are needed.
            public papers: List<PaperRequirement, 0, 50>,
            /// 票据范围 · Which receipts count.
            public receipts: ReceiptRule,
            /// 明细范围 · Which lines count.
            public lines: LineRule,
            /// 限额 · Limits.
            public limits: List<Limit, 0, 50>,
            /// 最低给付 · Smallest award.
            public minimum_award: MinimumAward,
            /// 舍入 · Rounding; to one fen, half up, where absent.
            public rounding: Rounding,
            /// 说明 · Remarks.
            public note: Note<4000>,
            /// 扩展 · Extensions.
            public extensions: Extensions,
        }
    }
}

/// The first of a list that has that identifier. A programme without errors has one at the most.
fn named<'a, T>(all: Option<&'a [T]>, id: &LocalId, of: fn(&T) -> &LocalId) -> Option<&'a T> {
    all?.iter().find(|one| of(one) == id)
}

/// What a programme refers to by an identifier.
impl Programme {
    /// The item of that identifier.
    pub fn item(&self, id: &LocalId) -> Option<&ProgrammeItem> {
        named(Some(&self.items), id, |item| &item.id)
    }

    /// The requirement of that identifier.
    pub fn requirement(&self, id: &LocalId) -> Option<&Requirement> {
        named(self.requirements.as_deref(), id, |requirement| &requirement.id)
    }

    /// The paper of that identifier.
    pub fn paper(&self, id: &LocalId) -> Option<&PaperRequirement> {
        named(self.papers.as_deref(), id, |paper| &paper.id)
    }

    /// The source of that identifier.
    pub fn source(&self, id: &LocalId) -> Option<&ProgrammeSource> {
        named(self.sources.as_deref(), id, |source| &source.id)
    }

    /// The statistic of that identifier.
    pub fn statistic(&self, id: &LocalId) -> Option<&Statistic> {
        named(self.statistics.as_deref(), id, |statistic| &statistic.id)
    }

    /// The set of that identifier, whatever it holds.
    pub fn set(&self, id: &LocalId) -> Option<&NamedSet> {
        named(self.sets.as_deref(), id, |set| &set.id)
    }

    /// The diseases of that identifier.
    pub fn diseases(&self, id: &LocalId) -> Option<&DiseaseSet> {
        match &self.set(id)?.members {
            SetMembers::Disease(diseases) => Some(diseases),
            _ => None,
        }
    }

    /// The operations of that identifier.
    pub fn operations(&self, id: &LocalId) -> Option<&OperationSet> {
        match &self.set(id)?.members {
            SetMembers::Operation(operations) => Some(operations),
            _ => None,
        }
    }

    /// The hospitals of that identifier.
    pub fn hospitals(&self, id: &LocalId) -> Option<&HospitalSet> {
        match &self.set(id)?.members {
            SetMembers::Hospital(hospitals) => Some(hospitals),
            _ => None,
        }
    }

    /// The drugs, devices and services of that identifier.
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
