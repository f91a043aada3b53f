//! The analysis of a programme, as a record.

use crate::{
    failure::{Failure, listed},
    text::AnyText,
};
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
    /// 出生日期范围 · Range of birth dates, both ends inclusive.
    pub struct Births {
        required {}
        optional {
            /// 最早日期 · First birth date.
            ///
            /// 无下限的，不填。
            /// Omitted if the range has no first date.
            public first: Date,
            /// 最晚日期 · Last birth date.
            ///
            /// 无上限的，不填。
            /// Omitted if the range has no last date.
            public last: Date,
        }
    }
}

record! {
    /// 年龄条件 · Age condition.
    pub struct AgeReply from NewAgeReply {
        required {
            /// 要求标识 · Identifier of the requirement.
            public requirement: LocalId,
            /// 项目中的位置 · Place in the programme, as a JSON Pointer.
            public pointer: AnyText,
            /// 年龄计算日期 · Date on which the age is computed.
            public at: DateFact,
            /// 符合条件的出生日期 · Eligible birth dates; empty if no child is eligible.
            public births: List<Births, 0, 100>,
        }
        optional {}
    }
}

record! {
    /// 跳档金额 · Cliff: amount at which one fen more changes the award by more than one fen.
    ///
    /// 金额或比例按代码、年龄或数值取值的，为各行可能的最大变化。
    /// If amounts or rates are looked up by codes, age or number, the largest change that the rows allow.
    pub struct CliffReply from NewCliffReply {
        required {
            /// 项目中的位置 · Place in the programme, as a JSON Pointer.
            public pointer: AnyText,
            /// 金额 · Amount.
            public at: Money,
            /// 略低于该金额时的给付 · Award just below the amount.
            public before: Money,
            /// 略高于该金额时的给付 · Award just above the amount.
            public after: Money,
        }
        optional {}
    }
}

record! {
    /// 公式不平稳的规则 · Rule for which the formula is not well-behaved.
    pub struct SteepnessReply {
        required {
            /// 项目中的位置 · Place in the programme, as a JSON Pointer.
            public pointer: AnyText,
            /// 规则种类 · Kind of rule, such as brackets or rounding.
            public kind: AnyText,
        }
        optional {}
    }
}

record! {
    /// 所需的事实 · Fact that the programme uses.
    pub struct FactReply from NewFactReply {
        required {
            /// 事实代码 · Code of the fact.
            public code: AnyText,
            /// 中文名称 · Name in Chinese.
            public zh: AnyText,
            /// 英文名称 · Name in English.
            public en: AnyText,
            /// 提供者 · Supplier of the fact.
            public supplier: FactSupplier,
            /// 信息分级 · Privacy class.
            public privacy: PrivacyCode,
            /// 申请中的位置 · Places in an application, with `*` in place of list indices.
            public paths: List<AnyText, 0, 1000>,
            /// 使用位置 · Places in the programme that use the fact, as JSON Pointers.
            public uses: List<AnyText, 0, 1000000>,
        }
        optional {}
    }
}

record! {
    /// 所需的材料 · Document that the programme requires.
    pub struct PaperReply {
        required {
            /// 材料要求标识 · Identifier of the document requirement.
            public id: LocalId,
            /// 材料种类 · Accepted kinds of document; one is sufficient.
            public any_of: List<MaterialKind, 0, 1000>,
            /// 是否有条件 · Whether the document is required under conditions only.
            public conditional: bool,
        }
        optional {}
    }
}

record! {
    /// 计算量 · Size of the computation.
    pub struct CostReply from NewCostReply {
        required {
            /// 条件 · Number of conditions.
            public conditions: Count,
            /// 表格行 · Number of table rows, brackets, bands, prices and services.
            public rows: Count,
            /// 限额 · Number of limits.
            public limits: Count,
            /// 清单代码 · Number of codes in all sets.
            public codes: Count,
            /// 最大清单的代码 · Number of codes in the largest set.
            public codes_max: Count,
        }
        optional {}
    }
}

record! {
    /// 项目分析 · Analysis of a programme.
    pub struct AnalysisReply from NewAnalysisReply {
        required {
            /// 年龄条件 · Age conditions.
            public ages: List<AgeReply, 0, 10000>,
            /// 跳档金额 · Cliffs: amounts at which one fen more changes the award by more than one fen.
            public cliffs: List<CliffReply, 0, 1000000>,
            /// 公式是否平稳 · Whether the formula is well-behaved: one fen more never changes the award by more than one fen.
            public well_behaved: bool,
            /// 公式不平稳的规则 · Rules for which the formula is not well-behaved.
            public steepness: List<SteepnessReply, 0, 1000000>,
            /// 所需的事实 · Facts that the programme uses.
            public facts: List<FactReply, 0, 10000>,
            /// 所需的材料 · Documents that the programme requires.
            public papers: List<PaperReply, 0, 1000>,
            /// 计算量 · Size of the computation.
            public cost: CostReply,
        }
        optional {
            /// 年龄计算日期 · Date on which ages are computed.
            ///
            /// 未指定日期且版本无起始日期的，不填。
            /// Omitted if no date was given and the revision has no first day.
            public as_of: Date,
        }
    }
}

/// Birth dates as a reply.
pub(crate) fn births(periods: &[Period]) -> Result<List<Births, 0, 100>, Failure> {
    let births = periods.iter().map(|period| {
        let mut births = Births::new();
        (births.first, births.last) = (period.start, period.end);
        births
    });
    listed(births)
}

/// The analysis of a programme as a reply.
///
/// # Errors
/// The analysis has too many entries for a reply.
pub fn reply(analysis: &Analysis) -> Result<AnalysisReply, Failure> {
    let age = |window: &AgeWindow| {
        let AgeWindow { requirement, pointer, at, births, .. } = window;
        Ok::<_, Failure>(AgeReply::new(NewAgeReply {
            requirement: requirement.clone(),
            pointer: pointer.as_str().into(),
            at: *at,
            births: self::births(births)?,
        }))
    };
    let ages = analysis.ages.iter().map(age).collect::<Result<Vec<_>, _>>()?;
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
        Ok(FactReply::new(NewFactReply {
            code: fact.code.as_str().into(),
            zh: fact.label.zh.into(),
            en: fact.label.en.into(),
            supplier: fact.supplier,
            privacy: fact.privacy.into(),
            paths: listed(fact.paths.iter().map(|path| AnyText::from(*path)))?,
            uses: listed(fact.uses.iter().map(|at| AnyText::from(at.as_str())))?,
        }))
    });
    let facts = facts.collect::<Result<Vec<_>, Failure>>()?;
    let papers = analysis
        .papers
        .iter()
        .map(|paper| Ok(PaperReply::new(paper.id.clone(), listed(paper.any_of.iter().copied())?, paper.conditional)));
    let papers = papers.collect::<Result<Vec<_>, Failure>>()?;
    let mut reply = AnalysisReply::new(NewAnalysisReply {
        ages: listed(ages)?,
        cliffs: listed(cliffs)?,
        well_behaved: analysis.is_well_behaved(),
        steepness: listed(steepness)?,
        facts: listed(facts)?,
        papers: listed(papers)?,
        cost: cost(&analysis.cost),
    });
    reply.as_of = analysis.as_of;
    Ok(reply)
}

fn cost(cost: &analysis::Cost) -> CostReply {
    let [conditions, rows, limits, codes, codes_max] =
        [cost.conditions, cost.rows, cost.limits, cost.codes, cost.codes_max].map(count);
    CostReply::new(NewCostReply { conditions, rows, limits, codes, codes_max })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::FailureCode;

    #[test]
    fn birth_dates_are_listed_in_full_or_refused() {
        let day = |number: usize| {
            Date::new(2000 + i32::try_from(number / 12).unwrap(), 1 + u32::try_from(number % 12).unwrap(), 1)
        };
        let periods = |count: usize| (0..count).map(|number| Period::since(day(number).unwrap())).collect::<Vec<_>>();
        let all = births(&periods(100)).unwrap();
        assert_eq!(
            all.iter().map(|one| one.first).collect::<Vec<_>>(),
            (0..100).map(|n| day(n).ok()).collect::<Vec<_>>()
        );
        assert_eq!(births(&periods(101)).map_err(|failure| failure.code), Err(FailureCode::ReplyTooLong));
    }
}
