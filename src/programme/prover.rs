//! Proofs about unreachable parts: conditions that never or always hold, contradictory requirements, tiers and rows
//! that never apply.
//!
//! The rules work on [boxes](block) of facts, and only on documents without errors. A reported impossibility is proven.

mod axis;
mod block;
mod relation;
mod scenario;
mod table;
mod witness;

pub(in crate::programme) use scenario::{Param, Scene};
pub(crate) use scenario::{Scenario, scenarios};

use self::{
    axis::Axes,
    block::{Blocks, Literal, Work},
    witness::Witness,
};
use super::{
    AmountParam, Benefit, NamedSet, Predicate, Programme, ProgrammeItem, RateParam, ReceiptRule, Requirement,
    SetMembers, Tier, TierBenefit, When,
};
use crate::{
    code::{AwardUnit, DivisionFact, TierSelect},
    finding::{At, rules},
    programme::{
        AmountByCode, BandBenefit, Basis, BracketBenefit, FixedBenefit, GapBenefit, HospitalSet, InKindBenefit, Limit,
        OperationPrice, PriceBenefit, RateBenefit, Service, Threshold,
    },
    value::{DivisionCode, HospitalCode, LocalId},
    wire::MemberName,
};
use std::collections::BTreeMap;

rules! { ProgrammeReach;
    /// 条件始终不成立 · Condition that never holds.
    NEVER_HOLDS = "programme.never-holds" Error Value {
        zh: "条件始终不成立", en: "the condition can never hold",
        hint_zh: "请核对代码、上下限和取反", hint_en: "check the codes, the bounds and the negation",
        source: "a condition that never holds has no effect",
    }
    /// 条件始终成立 · Condition that always holds.
    ALWAYS_HOLDS = "programme.always-holds" Warning Value {
        zh: "条件始终成立，不起作用", en: "the condition always holds and has no effect",
        hint_zh: "请核对上下限和代码，或删除条件", hint_en: "check the bounds and the codes, or remove the condition",
        source: "a condition that always holds has no effect",
    }
    /// 多余的条件 · Redundant condition.
    IMPLIED = "programme.condition-implied" Warning Duplicate {
        zh: "另一条件（{other}）已决定此条件的结果，此条件不起作用", en: "another condition ({other}) already determines this condition, so it has no effect",
        hint_zh: "请删除其中一项，或核对上下限", hint_en: "remove one of the two, or check the bounds",
        source: "every published part has an effect",
    }
    /// 要求互相矛盾 · Contradictory requirements.
    CONTRADICTION = "programme.requirements-contradict" Error Value {
        zh: "与 {others} 不能同时满足：没有申请能符合条件", en: "the requirement cannot be met together with {others}: no application can be eligible",
        hint_zh: "请核对这些要求的上下限、代码和有效期间", hint_en: "check the bounds and codes of these requirements, and the period in force",
        source: "every requirement must be met",
    }
    /// 始终不适用的部分 · Part that never applies.
    UNREACHED = "programme.never-reached" Warning Value {
        zh: "按各项要求和前面的档次，没有情形适用", en: "the requirements and the preceding tiers leave no case to which this part applies",
        hint_zh: "请核对适用条件和次序，或删除", hint_en: "check its conditions and the order, or remove it",
        source: "every published part has an effect",
    }
    /// 档次重叠 · Overlapping tiers.
    TIERS_OVERLAP = "programme.tiers-overlap" Error Value {
        zh: "与档次 {other} 可能同时符合，但只能有一个符合", en: "the tier can apply together with the tier {other}, but only one may apply",
        hint_zh: "请使条件互相排斥，或改为取第一个符合的", hint_en: "make the conditions mutually exclusive, or select the first tier that applies",
        source: "the document allows only one tier to apply",
    }
    /// 档次不完整 · Incomplete tiers.
    TIERS_OPEN = "programme.tiers-open" Warning Value {
        zh: "有符合要求的情形不属于任何档次，不给付", en: "some cases meet the requirements but belong to no tier and receive nothing",
        hint_zh: "请补充一档；不给付的，填写金额 0.00", hint_en: "add a tier; enter 0.00 where nothing is paid",
        source: "every case that meets the requirements has a stated amount",
    }
    /// 要求已排除的行 · Row excluded by the requirements.
    ROW_EXCLUDED = "programme.row-excluded" Warning Value {
        zh: "按各项要求和前面的行，没有情形适用这一行", en: "the requirements and the preceding rows leave no case to which this row applies",
        hint_zh: "请删除这一行，或核对要求", hint_en: "remove the row, or check the requirements",
        source: "every published part has an effect",
    }
    /// 医院不在允许的地区内 · Hospital outside the permitted regions.
    HOSPITAL_ELSEWHERE = "programme.hospital-elsewhere" Warning Reference {
        zh: "医院代码中的行政区划 {division} 不在票据要求的地区内", en: "the division {division} in the hospital's code is outside the regions required of receipts",
        hint_zh: "请核对医院代码和地区", hint_en: "check the hospital's code and the regions",
        source: "国家医保局定点医药机构代码: the digits after H or P are the division",
    }
    /// 条件过于复杂，未作分析 · Conditions too complex for analysis.
    NOT_ANALYSED = "programme.not-analysed" Info Limit {
        zh: "条件的组合过多，未分析是否矛盾或重叠", en: "the conditions have too many combinations: contradictions and overlaps were not analysed",
        hint_zh: "请合并条件，减少并列的代码", hint_en: "merge conditions, and list fewer alternative codes",
        source: "at most 4096 boxes are examined",
    }
}

/// Judges which parts can apply. A document with errors is not analysed.
pub(super) fn check_reach(programme: &Programme, at: &mut At) {
    if !at.is_sound() {
        return;
    }
    let witness = Witness::new(programme.sets.as_deref().unwrap_or_default());
    let mut reach =
        Reach { axes: Axes::new(programme.assessments.as_deref()), work: Work::default(), witness, missed: false };
    reach.check(programme, at);
    at.judge(&NOT_ANALYSED, Some(!reach.missed), |_| {});
}

/// The analysis of a programme's conditions as boxes.
pub(in crate::programme) struct Reach<'a> {
    axes: Axes<'a>,
    work: Work,
    witness: Witness<'a>,
    /// Whether the analysis exceeded its bounds somewhere.
    missed: bool,
}

/// The alternatives of each requirement, in order.
type Clauses = Vec<Vec<Literal>>;

impl<'a> Reach<'a> {
    fn check(&mut self, programme: &'a Programme, at: &mut At) {
        let until = &programme.effective;
        let in_force = self.axes.date(programme.applies_by, until.start, until.end);
        let everything = Blocks::everything();
        let Some((in_force, _)) = self.all(&everything, std::slice::from_ref(&in_force)) else { return };
        let Some(base) =
            self.requirements(programme.requirements.as_deref(), &in_force, Programme::MEMBERS.effective, at)
        else {
            return;
        };
        at.each(Programme::MEMBERS.papers, programme.papers.as_deref().unwrap_or_default(), |at, paper| {
            self.when(paper.conditions(), &base, at);
        });
        let mut places = Places::default();
        let of_receipts = at.within(Programme::MEMBERS.receipts, |at| {
            self.receipts(programme.receipts.as_ref(), &base, &mut places, at)
        });
        let of_receipts = of_receipts.unwrap_or_else(|| base.clone());
        at.each(Programme::MEMBERS.items, &programme.items, |at, item| {
            self.item(item, (&base, &of_receipts), &mut places, at)
        });
        self.limits(programme.limits.as_deref(), &base, at);
        self.hospitals(programme.sets.as_deref(), &places, at);
    }

    /// Judges requirements and returns the cases that meet them. `None` if unknown, or if no case does.
    fn requirements(
        &mut self,
        requirements: Option<&'a [Requirement]>,
        base: &Blocks,
        before: MemberName,
        at: &mut At,
    ) -> Option<Blocks> {
        let requirements = requirements.unwrap_or_default();
        let clauses: Clauses = requirements
            .iter()
            .map(|requirement| requirement.any_of.iter().map(|predicate| self.axes.literal(predicate)).collect())
            .collect();
        let (mut left, mut sound) = (Some(base.clone()), true);
        at.within(Programme::MEMBERS.requirements, |at| {
            for (index, clause) in clauses.iter().enumerate() {
                at.item(index, |at| {
                    sound &= self.alternatives(clause, at);
                    let other = self.implied(index, &clauses).and_then(|other| requirements.get(other));
                    at.judge(&IMPLIED, Some(other.is_none()), |f| {
                        f.param("other", other.map_or("", |other| other.id.as_str()));
                    });
                    let Some(blocks) = left.take().filter(|blocks| sound && !blocks.is_empty()) else { return };
                    left = self.any(&blocks, clause).map(|(holds, _)| holds);
                    let possible = left.as_ref().map(|left| !left.is_empty());
                    at.judge(&CONTRADICTION, possible, |f| {
                        let others = self.culprits(base, &clauses, index);
                        let ids = others.iter().filter_map(|other| requirements.get(*other));
                        let ids: Vec<&str> = ids.map(|requirement| requirement.id.as_str()).collect();
                        f.param("others", if ids.is_empty() { before.to_string() } else { ids.join(", ") });
                    });
                });
            }
        });
        left.filter(|left| sound && !left.is_empty())
    }

    /// Judges the alternatives of a requirement. Returns whether each of them can hold.
    fn alternatives(&mut self, clause: &[Literal], at: &mut At) -> bool {
        let everything = Blocks::everything();
        let always = self.any(&everything, clause).map(|(_, fails)| fails.is_empty());
        at.judge(&ALWAYS_HOLDS, always.map(|always| !always), |_| {});
        let mut sound = true;
        at.within(Requirement::MEMBERS.any_of, |at| {
            for (index, literal) in clause.iter().enumerate() {
                at.item(index, |at| {
                    let never = self.never(literal);
                    sound &= never != Some(true);
                    at.judge(&NEVER_HOLDS, never.map(|never| !never), |_| {});
                    if never == Some(false) && always == Some(false) {
                        let other = self.covering(index, clause, Self::follows);
                        at.judge(&IMPLIED, Some(other.is_none()), |f| {
                            f.param(
                                "other",
                                other.map_or_else(String::new, |other| {
                                    format!("{}/{other}", Requirement::MEMBERS.any_of)
                                }),
                            );
                        });
                    }
                });
            }
        });
        sound
    }

    /// Judges the conditions of a part. Returns the cases in which they hold, and those in which they do not.
    fn when(&mut self, when: When<'a>, base: &Blocks, at: &mut At) -> Option<(Blocks, Blocks)> {
        let clauses = self.clauses(when);
        let mut possible = true;
        let groups = [
            (ProgrammeItem::MEMBERS.when, 0..when.all.len()),
            (ProgrammeItem::MEMBERS.when_any_of, when.all.len()..clauses.len()),
        ];
        for (name, places) in groups {
            at.within(name, |at| {
                for (index, place) in places.clone().enumerate() {
                    let Some(clause) = clauses.get(place) else { continue };
                    at.item(index, |at| {
                        let (can_hold, is_open) = match clause.as_slice() {
                            [literal] => self.single(literal, at),
                            alternatives => (self.alternatives(alternatives, at), true),
                        };
                        possible &= can_hold;
                        let other = self.implied(place, &clauses).filter(|_| is_open);
                        at.judge(&IMPLIED, Some(other.is_none()), |f| {
                            f.param("other", other.map_or_else(String::new, |other| named(other, when)));
                        });
                    });
                }
            });
        }
        let parts = self.every(base, &clauses)?;
        if !when.is_empty() && possible {
            let first =
                if when.all.is_empty() { ProgrammeItem::MEMBERS.when_any_of } else { ProgrammeItem::MEMBERS.when };
            at.judge_member(&UNREACHED, first, Some(!parts.0.is_empty()), |_| {});
        }
        Some(parts)
    }

    /// Judges a condition that must hold: whether it can hold, and whether both answers are possible.
    fn single(&mut self, literal: &Literal, at: &mut At) -> (bool, bool) {
        let never = self.never(literal);
        at.judge(&NEVER_HOLDS, never.map(|never| !never), |_| {});
        let always = self.never(&literal.clone().negated());
        at.judge(&ALWAYS_HOLDS, always.map(|always| !always), |_| {});
        (never != Some(true), never == Some(false) && always == Some(false))
    }

    fn clauses(&mut self, when: When<'a>) -> Clauses {
        let literals = |clause: &'a [Predicate]| clause.iter().map(|predicate| self.axes.literal(predicate)).collect();
        when.clauses().map(literals).collect()
    }

    fn item(&mut self, item: &'a ProgrammeItem, cases: (&Blocks, &Blocks), places: &mut Places<'a>, at: &mut At) {
        let per = item.basis.as_ref().map(|basis| basis.per);
        let by_receipt = matches!(per, Some(AwardUnit::Receipt | AwardUnit::Hospitalisation));
        let own =
            at.within(ProgrammeItem::MEMBERS.receipts, |at| self.receipts(item.receipts.as_ref(), cases.1, places, at));
        let base = if by_receipt { own.unwrap_or_else(|| cases.1.clone()) } else { cases.0.clone() };
        let Some((holds, _)) = self.when(item.conditions(), &base, at) else { return };
        if holds.is_empty() {
            return;
        }
        let threshold = item.basis.as_ref().and_then(|basis| basis.threshold.as_ref());
        at.within(ProgrammeItem::MEMBERS.basis, |at| {
            at.within(Basis::MEMBERS.threshold, |at| {
                self.amount(Threshold::MEMBERS.amount, threshold.map(|threshold| &threshold.amount), &holds, at);
            });
        });
        self.amount(ProgrammeItem::MEMBERS.deductible, item.deductible.as_ref(), &holds, at);
        at.within(ProgrammeItem::MEMBERS.benefit, |at| self.benefit(&item.benefit, &holds, at));
        self.limits(item.limits.as_deref(), &holds, at);
    }

    fn benefit(&mut self, benefit: &'a Benefit, base: &Blocks, at: &mut At) {
        match benefit {
            Benefit::Fixed(fixed) => self.amount(FixedBenefit::MEMBERS.amount, Some(&fixed.amount), base, at),
            Benefit::Tiers(tiers) => self.tiers(tiers, base, at),
            Benefit::Brackets(brackets) => {
                at.each(BracketBenefit::MEMBERS.brackets, &brackets.brackets, |at, bracket| {
                    self.amount(FixedBenefit::MEMBERS.amount, Some(&bracket.amount), base, at);
                })
            }
            Benefit::Rate(rate) => self.rate(RateBenefit::MEMBERS.rate, Some(&rate.rate), base, at),
            Benefit::Bands(bands) => {
                at.each(BandBenefit::MEMBERS.bands, &bands.bands, |at, band| {
                    self.rate(RateBenefit::MEMBERS.rate, Some(&band.rate), base, at)
                });
                self.rate(BandBenefit::MEMBERS.add_rate, bands.add_rate.as_ref(), base, at);
            }
            Benefit::Prices(prices) => at.each(PriceBenefit::MEMBERS.prices, &prices.prices, |at, price| {
                self.amount(OperationPrice::MEMBERS.price, Some(&price.price), base, at);
            }),
            Benefit::Units(units) => self.amount(FixedBenefit::MEMBERS.amount, Some(&units.amount), base, at),
            Benefit::Gap(gap) => self.rate(GapBenefit::MEMBERS.rate, Some(&gap.rate), base, at),
            Benefit::Match(_) => {}
            Benefit::InKind(service) => at.each(InKindBenefit::MEMBERS.services, &service.services, |at, service| {
                self.amount(Service::MEMBERS.settled, service.settled.as_ref(), base, at);
            }),
        }
    }

    fn tiers(&mut self, tiers: &'a TierBenefit, base: &Blocks, at: &mut At) {
        let first = tiers.select == TierSelect::First;
        let mut rest = Some(base.clone());
        let conditions: Vec<Clauses> = tiers.tiers.iter().map(|tier| self.clauses(tier.conditions())).collect();
        at.within(TierBenefit::MEMBERS.tiers, |at| {
            for (index, (tier, clauses)) in tiers.tiers.iter().zip(&conditions).enumerate() {
                at.item(index, |at| {
                    let before = if first { rest.clone() } else { Some(base.clone()) };
                    let holds = before.and_then(|before| Some(self.every(&before, clauses)?.0));
                    let reached = holds.as_ref().map(|holds| !holds.is_empty());
                    at.judge_member(&UNREACHED, Tier::MEMBERS.when, reached, |_| {});
                    if let Some(holds) = holds.as_ref().filter(|holds| !holds.is_empty()) {
                        self.amount(FixedBenefit::MEMBERS.amount, Some(&tier.amount), holds, at);
                    }
                    let earlier = conditions.get(..index).filter(|_| !first).unwrap_or_default();
                    let other = holds.as_ref().and_then(|holds| self.overlapping(holds, earlier));
                    let other = other.and_then(|other| Some(&tiers.tiers.get(other)?.id));
                    at.judge(&TIERS_OVERLAP, Some(other.is_none()), |f| {
                        f.param("other", other.map_or("", LocalId::as_str));
                    });
                    rest = rest.take().and_then(|rest| Some(self.every(&rest, clauses)?.1));
                });
            }
        });
        let complete = rest.map(|rest| !self.is_certain(&rest));
        at.judge_member(&TIERS_OPEN, TierBenefit::MEMBERS.tiers, complete, |_| {});
    }

    /// The first tier that certainly applies in one of the cases.
    fn overlapping(&mut self, cases: &Blocks, tiers: &[Clauses]) -> Option<usize> {
        tiers.iter().position(|clauses| self.every(cases, clauses).is_some_and(|(both, _)| self.is_certain(&both)))
    }

    fn is_certain(&self, blocks: &Blocks) -> bool {
        blocks.facts().any(|facts| {
            let valued = facts.iter().map(|(axis, values)| Some((self.axes.get(*axis)?, values)));
            valued.collect::<Option<Vec<_>>>().is_some_and(|valued| self.witness.is_found(&valued))
        })
    }

    fn limits(&mut self, limits: Option<&'a [super::Limit]>, base: &Blocks, at: &mut At) {
        at.each(Programme::MEMBERS.limits, limits.unwrap_or_default(), |at, limit| {
            let Some((holds, _)) = self.when(limit.conditions(), base, at) else { return };
            if !holds.is_empty() {
                self.amount(Limit::MEMBERS.amount, limit.amount.as_ref(), &holds, at);
            }
        });
    }

    /// Judges the rows of an amount that is looked up.
    fn amount(&mut self, name: MemberName, amount: Option<&'a AmountParam>, base: &Blocks, at: &mut At) {
        let rows = amount.map_or_else(Vec::new, |amount| table::amount_rows(amount, &mut self.axes));
        self.rows(name, &rows, base, at);
    }

    /// Judges the rows of a rate that is looked up.
    fn rate(&mut self, name: MemberName, rate: Option<&'a RateParam>, base: &Blocks, at: &mut At) {
        let rows = rate.map_or_else(Vec::new, |rate| table::rate_rows(rate, &mut self.axes));
        self.rows(name, &rows, base, at);
    }

    fn rows(&mut self, name: MemberName, rows: &[Vec<Literal>], base: &Blocks, at: &mut At) {
        // The cases that no preceding row covers: those that meet the requirements, and all.
        let (mut rest, mut all) = (Some(base.clone()), Some(Blocks::everything()));
        at.within(name, |at| {
            at.each(AmountByCode::MEMBERS.rows, rows, |at, row| {
                let parts = rest.take().and_then(|rest| self.all(&rest, row));
                let own = all.take().and_then(|all| self.all(&all, row));
                // A row that never applies, whatever the requirements are, has a finding of its own.
                let applies = own.as_ref().is_none_or(|(holds, _)| !holds.is_empty());
                let reached = parts.as_ref().filter(|_| applies).map(|(holds, _)| !holds.is_empty());
                at.judge(&ROW_EXCLUDED, reached, |_| {});
                (rest, all) = (parts.map(|(_, fails)| fails), own.map(|(_, fails)| fails));
            });
        });
    }

    /// Judges the rule for receipts and returns the remaining cases. `None` if none remain or if they are unknown.
    fn receipts(
        &mut self,
        receipts: Option<&'a ReceiptRule>,
        base: &Blocks,
        places: &mut Places<'a>,
        at: &mut At,
    ) -> Option<Blocks> {
        let receipts = receipts?;
        let left = self.requirements(receipts.requirements.as_deref(), base, Programme::MEMBERS.requirements, at)?;
        if let Some(set) = &receipts.hospitals {
            places.entry(set.as_str()).or_default().push(left.clone());
        }
        Some(left)
    }

    /// Judges whether each listed hospital lies in a region from which receipts are admitted.
    fn hospitals(&mut self, sets: Option<&'a [NamedSet]>, places: &Places<'a>, at: &mut At) {
        at.each(Programme::MEMBERS.sets, sets.unwrap_or_default(), |at, set| {
            let SetMembers::Hospital(hospitals) = &set.members else { return };
            let uses = places.get(set.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            let mut known: BTreeMap<DivisionCode, bool> = BTreeMap::new();
            at.within(NamedSet::MEMBERS.members, |at| {
                at.each(HospitalSet::MEMBERS.hospitals, &hospitals.hospitals, |at, hospital| {
                    let division = hospital.code.as_ref().and_then(HospitalCode::division);
                    let elsewhere = division.is_some_and(|division| {
                        *known.entry(division).or_insert_with(|| {
                            let lies = self.axes.region(DivisionFact::Hospital, &[division]);
                            let mut outside = uses.iter().map(|cases| self.all(cases, std::slice::from_ref(&lies)));
                            !uses.is_empty() && outside.all(|parts| parts.is_some_and(|(inside, _)| inside.is_empty()))
                        })
                    });
                    at.judge(&HOSPITAL_ELSEWHERE, Some(!elsewhere), |f| {
                        f.param("division", division.map_or_else(String::new, |division| division.to_string()));
                    });
                });
            });
        });
    }
}

/// The place of a condition, or of a group of alternatives, of a part.
fn named(place: usize, when: When<'_>) -> String {
    match place.checked_sub(when.all.len()) {
        Some(group) => format!("{}/{group}", ProgrammeItem::MEMBERS.when_any_of),
        None => format!("{}/{place}", ProgrammeItem::MEMBERS.when),
    }
}

/// The cases in which a set of hospitals is required.
type Places<'a> = BTreeMap<&'a str, Vec<Blocks>>;
