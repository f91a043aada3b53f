//! A member of a plan: what it offers alone, and its award under the plan (norm, section 14).

use super::offer::{Offer, Placed};
use crate::{
    adjudication::{Adjudication, PlanOfAward},
    code::{AwardCeiling, LimitScope, WholeAwards},
    eligibility::{Circumstances, Eligibility, Reading, Truth, judged},
    evaluate::{
        Detail,
        award::{Shares, Target, target},
        column::{Astray, Column, Index, ItemIx, LineIx, ReceiptIx, UnitIx},
        exact::FEN_MAX,
        input::{Input, UnderPlan},
        ledger::{Ledger, Of},
        measured::Case,
        missing::Lacks,
        notes::Notes,
        outcome,
        plan::{Plan, PlannedLimit},
        unit::gather,
    },
    plan::PlanMember,
    programme::Programme,
    value::Money,
};

/// The constant inputs of a member.
#[derive(Clone, Copy)]
pub(super) struct MemberInput<'r> {
    pub(super) member: &'r PlanMember,
    pub(super) plan: &'r Plan<'r>,
    pub(super) case: &'r Case<'r>,
    pub(super) circumstances: &'r Circumstances<'r>,
    pub(super) ledger: &'r Ledger<'r>,
}

/// A member with what it offers.
pub(super) struct Member<'r> {
    pub(super) input: Input<'r>,
    pub(super) member: &'r PlanMember,
    judged: Eligibility,
    notes: Notes,
    /// `None` if the child is not eligible, or if that is unknown.
    target: Option<Target<'r>>,
    /// What is missing to know the offers.
    pub(super) lacks: Lacks,
    /// The offers, unit by unit.
    pub(super) offers: Vec<Offer>,
    /// The awards under the plan, one for each offer, once they are decided.
    pub(super) placed: Vec<Placed>,
    /// Whether they are below the minimum award, so that nothing is paid.
    pub(super) below_minimum: bool,
    /// The sum of the offers before the maximum of the plan.
    pub(super) alone: i64,
}

impl<'r> Member<'r> {
    /// Computes what a member offers.
    pub(super) fn of(of: MemberInput<'r>, under: UnderPlan<'r>) -> Self {
        let MemberInput { member, plan, case, circumstances, ledger } = of;
        let reading = Reading::new(case.application, plan.programme, circumstances);
        let input = Input { plan, case, reading, ledger, under: Some(under) };
        let judged = judged(&reading);
        let mut notes = Notes::default();
        notes.begin(true, true);
        let mut lacks = Lacks::default();
        let target = (judged.status == Truth::Yes).then(|| target(&input, &mut notes));
        if judged.status == Truth::Unknown {
            lacks.add(judged.missing.clone().into());
        }
        let mut made = Self {
            input,
            member,
            judged,
            notes,
            target,
            lacks,
            offers: Vec::new(),
            placed: Vec::new(),
            below_minimum: false,
            alone: 0,
        };
        let offers = made.offered();
        if let Some(offers) = made.lacks.value(offers) {
            made.offers = offers;
        }
        made.alone = made.offers.iter().map(|offer| offer.amount).fold(0, i64::saturating_add);
        made.lacks.is_out_of_range |= made.alone > FEN_MAX;
        made.bound();
        made
    }

    /// Whether the child is not eligible for its programme.
    pub(super) fn is_refused(&self) -> bool {
        self.judged.status == Truth::No
    }

    pub(super) fn programme(&self) -> &'r Programme {
        self.input.plan.programme
    }

    /// How its awards as a whole are treated.
    pub(super) fn whole_awards(&self) -> WholeAwards {
        let by_programme = match self.programme().coordination.ceiling {
            AwardCeiling::AtReconciliation => WholeAwards::Advance,
            _ => WholeAwards::Apart,
        };
        self.member.whole_awards.unwrap_or(by_programme)
    }

    /// Whether an offer takes part in the division of what remains.
    pub(super) fn takes_part(&self, offer: &Offer) -> bool {
        !offer.lines.is_empty() || self.whole_awards() == WholeAwards::Within
    }

    /// Whether it is evaluated at all.
    pub(super) const fn offers_anything(&self) -> bool {
        self.target.is_some()
    }

    /// The receipts that its items admit.
    pub(super) fn admitted(&self) -> Vec<ReceiptIx> {
        let items = self.target.iter().flat_map(|target| target.carried.items.values());
        let admitted = items.filter_map(|item| item.admitted.as_ref());
        admitted.flat_map(|admitted| admitted.receipts.iter().map(|measured| measured.ix)).collect()
    }

    /// The award of each unit, as far as the fund could pay it, as if the application had not been decided before.
    fn offered(&self) -> Result<Vec<Offer>, Lacks> {
        let Some(target) = &self.target else { return Ok(Vec::new()) };
        target.lacks.clone().or(())?;
        let covered = if self.input.plan.asks_fund() { Some(self.covered()?) } else { None };
        let most = covered.unwrap_or_else(|| target.carried.units.values().map(|unit| unit.award).collect());
        let mut offers = Vec::new();
        let mut grants = target.carried.grants.iter().peekable();
        for (ix, unit) in target.carried.units.iter() {
            let mut own: Vec<(LineIx, i64)> = Vec::new();
            while let Some(grant) = grants.next_if(|grant| grant.unit == ix) {
                own.push((grant.line, grant.amount));
            }
            let most = *most.get(ix)?;
            if unit.award == 0 {
                continue;
            }
            let mut offer = Offer { unit: ix.place(), amount: unit.award, ..Offer::default() };
            if !unit.is_whole {
                let receipts = target.carried.members.rows(unit.receipts)?;
                let mut lines = Vec::new();
                let item = target.carried.items.get(unit.id.item())?;
                let admitted = item.admitted.as_ref().ok_or(Astray)?;
                gather(&mut lines, (&self.input, &unit.id), receipts, &admitted.lines.refused)?;
                let part = |line: &LineIx| own.iter().find(|(other, _)| other == line).map_or(0, |(_, amount)| *amount);
                offer.lines = lines.iter().map(|line| (line.place(), part(line))).collect();
                offer.is_bound = self.is_bound(target, unit.id.item(), receipts.len());
            }
            offer.cut(most);
            if most > 0 {
                offers.push(offer);
            }
        }
        Ok(offers)
    }

    /// The part of each unit's award that the fund covers. What own earlier adjudications drew on the fund is available as well.
    fn covered(&self) -> Result<Column<UnitIx, i64>, Lacks> {
        let Reading { application, programme, circumstances, .. } = self.input.reading;
        let balance = |now: Money| Money::from_fen(now.fen().saturating_add(self.drawn()).min(FEN_MAX)).unwrap_or(now);
        let circumstances =
            Circumstances { fund_balance: circumstances.fund_balance.map(balance), ..circumstances.clone() };
        let input = Input { reading: Reading::new(application, programme, &circumstances), ..self.input };
        let Target { carried, lacks, .. } = target(&input, &mut Notes::default()).covered();
        lacks.or(())?;
        Ok(carried.units.values().map(|unit| unit.award).collect())
    }

    /// What own earlier adjudications awarded to items that draw on the fund.
    fn drawn(&self) -> i64 {
        let used = self.target.iter().flat_map(|target| target.carried.limits.values());
        let limits = self.input.plan.limits.values().zip(used);
        let of_fund = limits.filter(|(limit, used)| used.applies && limit.limit.scope == LimitScope::FundBalance);
        let of_fund: Vec<&PlannedLimit<'_>> = of_fund.map(|(limit, _)| limit).collect();
        let own = self.input.ledger.parts(Of::All).filter(|(_, past)| past.is_own);
        let drawn = own.filter(|(_, past)| of_fund.iter().any(|limit| past.may_be_under(limit)));
        drawn.map(|(award, _)| award.amount).fold(0, i64::saturating_add)
    }

    /// Whether limits of lines, receipts, stays or periods bind the parts of a unit to their lines.
    fn is_bound(&self, target: &Target<'_>, item: ItemIx, receipts: usize) -> bool {
        let limits = self.input.plan.limits.values().zip(target.carried.limits.values());
        limits.filter(|(limit, used)| used.applies && limit.is_for(item)).any(|(limit, _)| match limit.limit.scope {
            LimitScope::Line => true,
            LimitScope::Period if limit.is_by_line() => true,
            LimitScope::Receipt | LimitScope::Hospitalisation | LimitScope::Period => receipts > 1,
            _ => false,
        })
    }

    /// Lowers the offers, in order, to the maximum of the plan.
    fn bound(&mut self) {
        let Some(most) = self.member.at_most else { return };
        let mut left = most.fen();
        for offer in &mut self.offers {
            offer.cut(left);
            left -= offer.amount;
        }
    }

    /// The sum of its awards under the plan.
    pub(super) fn award(&self) -> i64 {
        if self.below_minimum { 0 } else { self.placed.iter().map(|placed| placed.amount).fold(0, i64::saturating_add) }
    }

    /// Its award on each line.
    pub(super) fn on_lines(&self, lines: usize) -> Vec<i64> {
        let mut all = vec![0; lines];
        for (line, part) in self.placed.iter().filter(|_| !self.below_minimum).flat_map(|placed| &placed.lines) {
            if let Some(own) = all.get_mut(*line) {
                *own += part;
            }
        }
        all
    }

    /// Its adjudication under the plan, given the awards of the others on each line.
    pub(super) fn adjudicated(
        mut self,
        others: &'r Column<LineIx, i64>,
        of: &PlanOfAward,
        detail: Detail,
    ) -> Adjudication {
        if let Some(under) = &mut self.input.under {
            under.others = Some(others);
        }
        let mut document = match self.target.take() {
            None => outcome::without_award(&self.input, &self.judged, &self.notes, detail),
            Some(mut target) => {
                let shared = self.shared(&target);
                match shared {
                    Ok(shared) => target.share(&shared, &mut self.notes),
                    Err(Astray) => target.lacks.is_unbalanced = true,
                }
                let mut awarded = target.settled(&mut self.notes);
                let document = outcome::document(&self.input, &self.judged, &awarded, &self.notes, detail);
                document.ok().filter(Adjudication::balances).unwrap_or_else(|| {
                    awarded.lacks.is_unbalanced = true;
                    outcome::undetermined(&self.input, &self.judged, &awarded.lacks, &self.notes, detail)
                })
            }
        };
        document.plan = Some(of.clone());
        document
    }

    /// Its adjudication if its award depends on a member that is undetermined.
    pub(super) fn undetermined(self, waits: Lacks, of: &PlanOfAward, detail: Detail) -> Adjudication {
        let mut document = if self.is_refused() {
            outcome::without_award(&self.input, &self.judged, &self.notes, detail)
        } else {
            let mut lacks = self.target.map_or_else(Lacks::default, |target| target.lacks);
            lacks.add(self.lacks);
            lacks.add(waits);
            outcome::undetermined(&self.input, &self.judged, &lacks, &self.notes, detail)
        };
        document.plan = Some(of.clone());
        document
    }

    /// For each unit the parts of its award under the plan.
    fn shared(&self, target: &Target<'_>) -> Result<Shares, Astray> {
        let mut shared = Shares::like(&target.carried.units, Vec::new());
        for (offer, placed) in self.offers.iter().zip(&self.placed) {
            let parts = shared.get_mut(UnitIx::at(offer.unit))?;
            if placed.lines.is_empty() {
                parts.push((None, placed.amount));
            } else {
                parts.extend(placed.lines.iter().map(|(line, part)| (Some(LineIx::at(*line)), *part)));
            }
        }
        Ok(shared)
    }
}
