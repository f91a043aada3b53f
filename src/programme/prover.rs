//! What no case can ever reach: conditions that cannot hold or always do, requirements that exclude one another, tiers and
//! rows behind others.
//!
//! Judged on [boxes](block) of facts, and only where the document has no errors. What is said to be impossible is so.

mod axis;
mod block;
mod interval;
mod table;

use self::{
    axis::Axes,
    block::{Blocks, Literal, Work, share_a_fact},
};
use super::{
    AmountParam, Benefit, NamedSet, Predicate, Programme, ProgrammeItem, RateParam, ReceiptRule, Requirement,
    SetMembers, Tier, TierBenefit,
};
use crate::{
    code::{AwardUnit, DivisionFact, TierSelect},
    finding::{At, rules},
    programme::{
        AmountByCode, BandBenefit, BracketBenefit, FixedBenefit, GapBenefit, HospitalSet, InKindBenefit, Limit,
        OperationPrice, PriceBenefit, RateBenefit, Service,
    },
    value::{DivisionCode, HospitalCode, LocalId},
    wire::MemberName,
};
use std::collections::BTreeMap;

rules! { ProgrammeReach;
    /// 条件永远不成立 · Condition that can never hold.
    NEVER_HOLDS = "programme.never-holds" Error Value {
        zh: "条件永远不成立", en: "the condition can never hold",
        hint_zh: "请核对代码、界限和取反", hint_en: "check the codes, the bounds and whether the opposite is meant",
        source: "a condition that never holds says nothing",
    }
    /// 条件总是成立 · Condition that always holds.
    ALWAYS_HOLDS = "programme.always-holds" Warning Value {
        zh: "条件总是成立，没有作用", en: "the condition always holds and has no effect",
        hint_zh: "请核对界限和代码，或删除条件", hint_en: "check the bounds and the codes, or remove the condition",
        source: "a condition that always holds says nothing",
    }
    /// 条件已由另一条件涵盖 · Condition that another one makes superfluous.
    IMPLIED = "programme.condition-implied" Warning Duplicate {
        zh: "另一条件（{other}）已经决定了它，这一条没有作用", en: "another condition ({other}) decides it already: this one has no effect",
        hint_zh: "请删除其中一条，或核对界限", hint_en: "remove one of the two, or check the bounds",
        source: "what is published has an effect",
    }
    /// 要求互相矛盾 · Requirements that contradict one another.
    CONTRADICTION = "programme.requirements-contradict" Error Value {
        zh: "与 {others} 不能同时满足：没有人能得到资助", en: "it cannot be met together with {others}: nobody can have the aid",
        hint_zh: "请核对这些要求的界限、代码和有效期间", hint_en: "check the bounds and codes of these requirements, and the period in which the revision is in force",
        source: "every requirement must hold",
    }
    /// 永远轮不到 · Part that no case ever reaches.
    UNREACHED = "programme.never-reached" Warning Value {
        zh: "按要求和前面的档次，没有任何情形适用", en: "the requirements, and the tiers before it, leave no case for it",
        hint_zh: "请核对适用条件和次序，或删除", hint_en: "check its conditions and the order, or remove it",
        source: "what is published has an effect",
    }
    /// 档次重叠 · Tiers of which more than one can hold.
    TIERS_OVERLAP = "programme.tiers-overlap" Error Value {
        zh: "与档次 {other} 可以同时符合，但只能有一个符合", en: "it can hold together with the tier {other}, and only one may",
        hint_zh: "请使条件互相排斥，或改为取第一个符合的", hint_en: "make the conditions exclude one another, or let the first that applies count",
        source: "only one tier applies, the document says",
    }
    /// 档次不完整 · Tiers that leave cases out.
    TIERS_OPEN = "programme.tiers-open" Warning Value {
        zh: "有符合要求的情形不属于任何档次，得不到资助", en: "some who meet the requirements belong to no tier and get nothing",
        hint_zh: "请补一档；不给付的，写金额 0.00", hint_en: "add a tier; where nothing is paid, write 0.00",
        source: "whoever meets the requirements has an answer",
    }
    /// 要求已排除的行 · Row for a case that the requirements exclude.
    ROW_EXCLUDED = "programme.row-excluded" Warning Value {
        zh: "按要求，这一行的情形不会出现", en: "the requirements exclude every case that the row is for",
        hint_zh: "请删除这一行，或核对要求", hint_en: "remove the row, or check the requirements",
        source: "what is published has an effect",
    }
    /// 医院在允许的地区之外 · Hospital outside the regions allowed.
    HOSPITAL_ELSEWHERE = "programme.hospital-elsewhere" Warning Reference {
        zh: "医院代码中的行政区划 {division} 不在票据要求的地区之内", en: "the division {division} in the hospital's code lies outside the regions that receipts must be from",
        hint_zh: "请核对医院代码和地区", hint_en: "check the code of the hospital and the regions",
        source: "国家医保局定点医疗机构代码: the digits after H are the division",
    }
    /// 条件过于复杂，未作分析 · Conditions too many to be analysed.
    NOT_ANALYSED = "programme.not-analysed" Info Limit {
        zh: "条件的组合过多，没有分析是否矛盾或重叠", en: "the conditions combine in too many ways: whether they contradict or overlap was not analysed",
        hint_zh: "请合并条件，减少并列的代码", hint_en: "merge conditions, and list fewer codes beside one another",
        source: "at most 4096 boxes are looked at",
    }
}

/// Judges what can be reached. A document that has errors is not analysed.
pub(super) fn check_reach(programme: &Programme, at: &mut At) {
    if !at.is_sound() {
        return;
    }
    let mut reach = Reach { axes: Axes::default(), work: Work::default(), missed: false };
    reach.check(programme, at);
    at.judge(&NOT_ANALYSED, Some(!reach.missed), |_| {});
}

/// The conditions of a programme as boxes.
struct Reach<'a> {
    axes: Axes<'a>,
    work: Work,
    /// Whether something was beyond the bounds.
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
            self.when(paper.when.as_deref(), &base, at);
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

    /// Judges requirements and says which cases they leave; nothing where that is not known, or there is none.
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

    /// Judges the alternatives of a requirement. Says whether all of them can hold.
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

    /// Judges conditions all of which must hold, and says in which of the cases they do and in which they do not.
    fn when(&mut self, when: Option<&'a [Predicate]>, base: &Blocks, at: &mut At) -> Option<(Blocks, Blocks)> {
        let when = when.unwrap_or_default();
        let literals: Vec<Literal> = when.iter().map(|predicate| self.axes.literal(predicate)).collect();
        let mut possible = true;
        at.within(ProgrammeItem::MEMBERS.when, |at| {
            for (index, literal) in literals.iter().enumerate() {
                at.item(index, |at| {
                    let never = self.never(literal);
                    possible &= never != Some(true);
                    at.judge(&NEVER_HOLDS, never.map(|never| !never), |_| {});
                    let always = self.never(&literal.clone().negated());
                    at.judge(&ALWAYS_HOLDS, always.map(|always| !always), |_| {});
                    if never == Some(false) && always == Some(false) {
                        let other = self.covering(index, &literals, |reach, own, other| reach.follows(other, own));
                        at.judge(&IMPLIED, Some(other.is_none()), |f| {
                            f.param(
                                "other",
                                other.map_or_else(String::new, |other| {
                                    format!("{}/{other}", ProgrammeItem::MEMBERS.when)
                                }),
                            );
                        });
                    }
                });
            }
        });
        let parts = self.all(base, &literals)?;
        if !when.is_empty() && possible {
            at.judge_member(&UNREACHED, ProgrammeItem::MEMBERS.when, Some(!parts.0.is_empty()), |_| {});
        }
        Some(parts)
    }

    fn item(&mut self, item: &'a ProgrammeItem, cases: (&Blocks, &Blocks), places: &mut Places<'a>, at: &mut At) {
        let per = item.basis.as_ref().map(|basis| basis.per);
        let by_receipt = matches!(per, Some(AwardUnit::Receipt | AwardUnit::Hospitalisation));
        let own =
            at.within(ProgrammeItem::MEMBERS.receipts, |at| self.receipts(item.receipts.as_ref(), cases.1, places, at));
        let base = if by_receipt { own.unwrap_or_else(|| cases.1.clone()) } else { cases.0.clone() };
        let Some((holds, _)) = self.when(item.when.as_deref(), &base, at) else { return };
        if holds.is_empty() {
            return;
        }
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
        let conditions: Clauses = tiers.tiers.iter().map(|tier| self.conditions(tier)).collect();
        at.within(TierBenefit::MEMBERS.tiers, |at| {
            for (index, (tier, literals)) in tiers.tiers.iter().zip(&conditions).enumerate() {
                at.item(index, |at| {
                    let before = if first { rest.clone() } else { Some(base.clone()) };
                    let holds = before.and_then(|before| Some(self.all(&before, literals)?.0));
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
                    rest = rest.take().and_then(|rest| Some(self.all(&rest, literals)?.1));
                });
            }
        });
        let complete = rest.map(|rest| !self.is_certain(&rest));
        at.judge_member(&TIERS_OPEN, TierBenefit::MEMBERS.tiers, complete, |_| {});
    }

    fn conditions(&mut self, tier: &'a Tier) -> Vec<Literal> {
        tier.when.iter().map(|predicate| self.axes.literal(predicate)).collect()
    }

    /// The first of some tiers that certainly holds in one of the cases.
    fn overlapping(&mut self, cases: &Blocks, tiers: &[Vec<Literal>]) -> Option<usize> {
        tiers.iter().position(|literals| self.all(cases, literals).is_some_and(|(both, _)| self.is_certain(&both)))
    }

    fn is_certain(&self, blocks: &Blocks) -> bool {
        blocks.facts().any(|facts| self.axes.is_certain(facts))
    }

    fn limits(&mut self, limits: Option<&'a [super::Limit]>, base: &Blocks, at: &mut At) {
        at.each(Programme::MEMBERS.limits, limits.unwrap_or_default(), |at, limit| {
            let Some((holds, _)) = self.when(limit.when.as_deref(), base, at) else { return };
            if !holds.is_empty() {
                self.amount(Limit::MEMBERS.amount, limit.amount.as_ref(), &holds, at);
            }
        });
    }

    /// Judges the rows of an amount that depends on facts.
    fn amount(&mut self, name: MemberName, amount: Option<&'a AmountParam>, base: &Blocks, at: &mut At) {
        let rows = amount.map_or_else(Vec::new, |amount| table::amount_rows(amount, &mut self.axes));
        self.rows(name, &rows, base, at);
    }

    /// Judges the rows of a rate that depends on facts.
    fn rate(&mut self, name: MemberName, rate: Option<&'a RateParam>, base: &Blocks, at: &mut At) {
        let rows = rate.map_or_else(Vec::new, |rate| table::rate_rows(rate, &mut self.axes));
        self.rows(name, &rows, base, at);
    }

    fn rows(&mut self, name: MemberName, rows: &[Vec<Literal>], base: &Blocks, at: &mut At) {
        at.within(name, |at| {
            at.each(AmountByCode::MEMBERS.rows, rows, |at, row| {
                let possible = self.all(base, row).map(|(holds, _)| !holds.is_empty());
                at.judge(&ROW_EXCLUDED, possible, |_| {});
            });
        });
    }

    /// Judges which receipts count, and says which cases are left; nothing where none is or it is not known.
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

    /// Judges whether each listed hospital lies where receipts may be from.
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

    /// The requirements before that one that exclude it, as few as it takes.
    fn culprits(&mut self, base: &Blocks, clauses: &[Vec<Literal>], index: usize) -> Vec<usize> {
        let mut others: Vec<usize> = (0..index).collect();
        for candidate in 0..index {
            let fewer: Vec<usize> = others.iter().copied().filter(|other| *other != candidate).collect();
            let mut left = Some(base.clone());
            for clause in fewer.iter().chain([&index]).filter_map(|place| clauses.get(*place)) {
                left = left.and_then(|left| Some(self.any(&left, clause)?.0));
            }
            if left.is_some_and(|left| left.is_empty()) {
                others = fewer;
            }
        }
        others
    }

    /// A requirement from which that one follows. Of two that say the same, the later one is superfluous.
    fn implied(&mut self, index: usize, clauses: &[Vec<Literal>]) -> Option<usize> {
        let own = clauses.get(index)?;
        (0..clauses.len()).filter(|other| *other != index).find(|other| {
            let Some(clause) = clauses.get(*other) else { return false };
            self.clause_follows(clause, own) && (*other < index || !self.clause_follows(own, clause))
        })
    }

    /// Whether a requirement holds wherever another does.
    fn clause_follows(&mut self, from: &[Literal], clause: &[Literal]) -> bool {
        if !self.share_a_fact(from, clause) {
            return false;
        }
        let holds = self.any(&Blocks::everything(), from).map(|(holds, _)| holds);
        let open = holds.filter(|holds| !holds.is_empty()).and_then(|holds| Some(self.any(&holds, clause)?.1));
        open.is_some_and(|open| open.is_empty())
    }

    /// Another literal of a list that makes that one superfluous. Of two that say the same, the later one is.
    fn covering(
        &mut self,
        index: usize,
        literals: &[Literal],
        covers: impl Fn(&mut Self, &Literal, &Literal) -> bool,
    ) -> Option<usize> {
        let own = literals.get(index)?;
        (0..literals.len()).filter(|other| *other != index).find(|other| {
            let Some(literal) = literals.get(*other) else { return false };
            covers(self, own, literal) && (*other < index || !covers(self, literal, own))
        })
    }

    /// Whether the second holds wherever the first does.
    fn follows(&mut self, first: &Literal, second: &Literal) -> bool {
        let shared = self.share_a_fact(std::slice::from_ref(first), std::slice::from_ref(second));
        if !shared || self.never(first) != Some(false) {
            return false;
        }
        let both = [first.clone(), second.clone().negated()];
        self.all(&Blocks::everything(), &both).is_some_and(|(holds, _)| holds.is_empty())
    }

    /// Whether two lists of conditions ask for the same fact somewhere. Without one, neither follows from the other.
    fn share_a_fact(&mut self, some: &[Literal], others: &[Literal]) -> bool {
        let shared = share_a_fact(some, others, &self.work);
        self.missed |= shared.is_none();
        shared == Some(true)
    }

    /// Whether a condition can never hold.
    fn never(&mut self, literal: &Literal) -> Option<bool> {
        Some(self.all(&Blocks::everything(), std::slice::from_ref(literal))?.0.is_empty())
    }

    fn any(&mut self, blocks: &Blocks, literals: &[Literal]) -> Option<(Blocks, Blocks)> {
        let parts = blocks.any(literals, &self.work);
        self.missed |= parts.is_none();
        parts
    }

    fn all(&mut self, blocks: &Blocks, literals: &[Literal]) -> Option<(Blocks, Blocks)> {
        let parts = blocks.all(literals, &self.work);
        self.missed |= parts.is_none();
        parts
    }
}

/// The cases in which a set of hospitals is asked for.
type Places<'a> = BTreeMap<&'a str, Vec<Blocks>>;
