//! What can be said of a programme before anybody applies, as a record.

use crate::text::AnyText;
use tongbiao::{
    analysis::{self, AgeWindow, Analysis},
    code::{DateFact, FactSupplier, MaterialKind},
    report::PrivacyCode,
    value::{Date, LocalId, Money, Period},
    wire::{Integer, List, record},
};

/// A number of things.
pub(crate) type Count = Integer<0, 9007199254740991>;

/// A number of things.
pub(crate) fn count(number: usize) -> Count {
    Integer::clamped(i64::try_from(number).unwrap_or(i64::MAX))
}

record! {
    /// 出生日期范围 · Birth dates from the first to the last.
    pub struct Births {
        required {}
        optional {
            /// 最早 · First.
            ///
            /// 不写表示不限。
            /// Without limit if omitted.
            public first: Date,
            /// 最晚 · Last.
            ///
            /// 不写表示不限。
            /// Without limit if omitted.
            public last: Date,
        }
    }
}

record! {
    /// 年龄条件 · Condition on the age.
    pub struct AgeReply from NewAgeReply {
        required {
            /// 要求标识 · Identifier of the requirement.
            public requirement: LocalId,
            /// 项目中的位置 · Place in the programme, as a JSON Pointer.
            public pointer: AnyText,
            /// 年龄计算日期 · Day on which the age is counted.
            public at: DateFact,
            /// 符合的出生日期 · Eligible birth dates; empty if nobody is eligible.
            public births: List<Births, 0, 100>,
        }
        optional {}
    }
}

record! {
    /// 相差一分而跳档之处 · Amount at which one fen changes the award by more.
    pub struct CliffReply from NewCliffReply {
        required {
            /// 项目中的位置 · Place in the programme, as a JSON Pointer.
            public pointer: AnyText,
            /// 金额 · Amount.
            public at: Money,
            /// 略低时的给付 · Award just below it.
            public before: Money,
            /// 略高时的给付 · Award just above it.
            public after: Money,
        }
        optional {}
    }
}

record! {
    /// 公式不平稳之处 · Why the formula is not well-behaved.
    pub struct SteepnessReply {
        required {
            /// 项目中的位置 · Place in the programme, as a JSON Pointer.
            public pointer: AnyText,
            /// 种类 · Kind, such as brackets or rounding.
            public kind: AnyText,
        }
        optional {}
    }
}

record! {
    /// 所需的事实 · Fact that the programme asks for.
    pub struct FactReply from NewFactReply {
        required {
            /// 事实代码 · Code.
            public code: AnyText,
            /// 中文名称 · Name in Chinese.
            public zh: AnyText,
            /// 英文名称 · Name in English.
            public en: AnyText,
            /// 由谁提供 · Who supplies it.
            public supplier: FactSupplier,
            /// 信息分级 · Privacy class.
            public privacy: PrivacyCode,
            /// 申请中的位置 · Places in an application, `*` for each item of a list.
            public paths: List<AnyText, 0, 1000>,
            /// 用到之处 · Parts of the programme that ask for it, as JSON Pointers.
            public uses: List<AnyText, 0, 1000000>,
        }
        optional {}
    }
}

record! {
    /// 所需的材料 · Paper that the programme asks for.
    pub struct PaperReply {
        required {
            /// 材料要求标识 · Identifier of the requirement.
            public id: LocalId,
            /// 材料种类 · Kinds of paper; one is enough.
            public any_of: List<MaterialKind, 0, 1000>,
            /// 是否视情况 · Whether it is needed under conditions only.
            public conditional: bool,
        }
        optional {}
    }
}

record! {
    /// 计算量 · How much there is to compute.
    pub struct CostReply from NewCostReply {
        required {
            /// 条件 · Conditions.
            public conditions: Count,
            /// 表格行 · Rows of tables, brackets, bands, prices and services.
            public rows: Count,
            /// 限额 · Limits.
            public limits: Count,
            /// 清单代码 · Codes in all sets together.
            public codes: Count,
            /// 最大清单的代码 · Codes of the largest set.
            public codes_max: Count,
        }
        optional {}
    }
}

record! {
    /// 项目分析 · Account of a programme.
    pub struct AnalysisReply from NewAnalysisReply {
        required {
            /// 年龄条件 · Conditions on the age.
            public ages: List<AgeReply, 0, 10000>,
            /// 相差一分而跳档之处 · Amounts at which one fen changes the award by more.
            public cliffs: List<CliffReply, 0, 1000000>,
            /// 公式是否平稳 · Whether the award never jumps and never rises by more than one fen for a fen.
            public well_behaved: bool,
            /// 公式不平稳之处 · Why the formula is not well-behaved.
            public steepness: List<SteepnessReply, 0, 1000000>,
            /// 所需的事实 · Facts that it asks for.
            public facts: List<FactReply, 0, 10000>,
            /// 所需的材料 · Papers that it asks for.
            public papers: List<PaperReply, 0, 1000>,
            /// 计算量 · How much there is to compute.
            public cost: CostReply,
        }
        optional {
            /// 年龄计算日期 · Day on which ages are counted.
            ///
            /// 没有给出，版本也没有起始日期时不写。
            /// Omitted if none was given and the revision has no first day.
            public as_of: Date,
        }
    }
}

/// Birth dates as a reply.
pub(crate) fn births(periods: &[Period]) -> List<Births, 0, 100> {
    let births = periods.iter().map(|period| {
        let mut births = Births::new();
        (births.first, births.last) = (period.start, period.end);
        births
    });
    List::new(births.collect()).unwrap_or_default()
}

/// The account of a programme as a reply.
pub fn reply(analysis: &Analysis) -> AnalysisReply {
    let age = |window: &AgeWindow| {
        let AgeWindow { requirement, pointer, at, births, .. } = window;
        AgeReply::new(NewAgeReply {
            requirement: requirement.clone(),
            pointer: pointer.as_str().into(),
            at: *at,
            births: self::births(births),
        })
    };
    let ages = analysis.ages.iter().map(age);
    let cliffs = analysis.cliffs.iter();
    let cliffs = cliffs.map(|one| {
        CliffReply::new(NewCliffReply {
            pointer: one.pointer.as_str().into(),
            at: one.at,
            before: one.before,
            after: one.after,
        })
    });
    let steepness = analysis.steepness.iter();
    let steepness = steepness.map(|one| SteepnessReply::new(one.pointer.as_str().into(), one.kind.as_str().into()));
    let facts = analysis.facts.iter().map(|fact| {
        FactReply::new(NewFactReply {
            code: fact.code.as_str().into(),
            zh: fact.label.zh.into(),
            en: fact.label.en.into(),
            supplier: fact.supplier,
            privacy: fact.privacy.into(),
            paths: List::new(fact.paths.iter().map(|path| AnyText::from(*path)).collect()).unwrap_or_default(),
            uses: List::new(fact.uses.iter().map(|at| AnyText::from(at.as_str())).collect()).unwrap_or_default(),
        })
    });
    let papers = analysis.papers.iter().map(|paper| {
        PaperReply::new(paper.id.clone(), List::new(paper.any_of.clone()).unwrap_or_default(), paper.conditional)
    });
    let mut reply = AnalysisReply::new(NewAnalysisReply {
        ages: List::new(ages.collect()).unwrap_or_default(),
        cliffs: List::new(cliffs.collect()).unwrap_or_default(),
        well_behaved: analysis.is_well_behaved(),
        steepness: List::new(steepness.collect()).unwrap_or_default(),
        facts: List::new(facts.collect()).unwrap_or_default(),
        papers: List::new(papers.collect()).unwrap_or_default(),
        cost: cost(&analysis.cost),
    });
    reply.as_of = analysis.as_of;
    reply
}

fn cost(cost: &analysis::Cost) -> CostReply {
    let [conditions, rows, limits, codes, codes_max] =
        [cost.conditions, cost.rows, cost.limits, cost.codes, cost.codes_max].map(count);
    CostReply::new(NewCostReply { conditions, rows, limits, codes, codes_max })
}
