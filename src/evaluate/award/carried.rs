//! The state carried from unit to unit: the family's remaining share, the used part of limits, and the awards so far.

use crate::{
    code::{LimitScope, ReasonCode, StepKind},
    evaluate::{
        admitted::Admitted,
        borne::StillBorne,
        column::{Astray, Column, ItemIx, LineIx, MemberIx, Rows, UnitIx},
        input::Input,
        ledger::Of,
        measured::Measured,
        missing::Lacks,
        node::Node,
        notes::Notes,
        place::{Periods, whole_place},
        placed::{LedgerLeft, Parts, Phase},
        plan::{PlannedItem, PlannedLimit},
        quantity::Count,
        step::Step,
        unit::{Compared, Unit, UnitId, UnitOf},
        used::{UsedLimits, taken_up},
    },
};

/// The part of a unit's award for one line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grant {
    pub(crate) unit: UnitIx,
    pub(crate) item: ItemIx,
    pub(crate) line: LineIx,
    pub(crate) amount: i64,
}

/// The award of a unit.
#[derive(Debug)]
pub(crate) struct UnitAward<'r> {
    pub(crate) id: UnitId<'r>,
    pub(crate) receipts: Rows<MemberIx>,
    /// The basis that this application contributes, in fen.
    pub(crate) basis: Option<i64>,
    /// The comparison of the basis with the threshold of the item.
    pub(crate) threshold: Option<Compared>,
    /// The number for which it is awarded, if the benefit is by number.
    pub(crate) count: Option<Count>,
    pub(crate) award: i64,
    pub(crate) overpaid: i64,
    /// Whether the award is for the unit as a whole and not for lines.
    pub(crate) is_whole: bool,
}

/// The award of an item.
#[derive(Debug, Default)]
pub(crate) struct ItemAward<'r> {
    pub(crate) award: i64,
    /// Why it awards nothing, if that was recorded.
    pub(crate) reason: Option<ReasonCode>,
    /// What it admits, if it requires receipts.
    pub(crate) admitted: Option<Admitted<'r>>,
}

/// A service in kind.
#[derive(Debug)]
pub(crate) struct Served<'r> {
    pub(crate) id: UnitId<'r>,
    /// Its settlement value, in fen.
    pub(crate) settled: Option<i64>,
}

/// The state carried from unit to unit.
#[derive(Debug)]
pub(crate) struct Carried<'r> {
    /// The family's remaining share.
    pub(crate) borne: StillBorne,
    /// The used part of limits, and the periods in which it was used.
    pub(crate) limits: UsedLimits,
    pub(crate) periods: Periods,
    /// The remainder of the aid that is the ledger.
    pub(crate) ledger_left: LedgerLeft,
    /// The awards of the items so far.
    pub(crate) items: Column<ItemIx, ItemAward<'r>>,
    pub(crate) units: Column<UnitIx, UnitAward<'r>>,
    /// The receipts of all units.
    pub(crate) members: Column<MemberIx, &'r Measured<'r>>,
    pub(crate) grants: Vec<Grant>,
    pub(crate) services: Vec<Served<'r>>,
    /// Memory for the parts of a unit, reused for each unit.
    pub(crate) parts: Parts,
}

impl<'r> Carried<'r> {
    /// The state before the first unit.
    pub(crate) fn of(input: &Input<'r>, borne: StillBorne, of: Of) -> Self {
        let (limits, periods) = taken_up(input, of);
        let receipts = input.case.receipts.len();
        Self {
            borne,
            limits,
            periods,
            ledger_left: LedgerLeft::all(input),
            items: Column::with_capacity(input.plan.items.len()),
            units: Column::with_capacity(receipts + input.plan.items.len()),
            members: Column::with_capacity(receipts),
            grants: Vec::with_capacity(input.case.lines.len()),
            services: Vec::new(),
            parts: Parts::of(input.plan.limits.len()),
        }
    }

    /// Begins a unit.
    pub(crate) fn open(
        &mut self,
        planned: &'r PlannedItem<'r>,
        of: UnitOf<'r>,
        receipts: &[&'r Measured<'r>],
    ) -> (UnitIx, UnitId<'r>) {
        let id = UnitId { planned, of, service: None };
        let (receipts, ()) = self.members.extend_by(|members| members.extend_from_slice(receipts));
        let ix = self.units.push(UnitAward {
            id: id.clone(),
            receipts,
            basis: None,
            threshold: None,
            count: None,
            award: 0,
            overpaid: 0,
            is_whole: false,
        });
        (ix, id)
    }

    /// The total award.
    pub(crate) fn total(&self) -> i64 {
        self.items.values().map(|item| item.award).fold(0, i64::saturating_add)
    }

    /// The receipts of a unit.
    pub(crate) fn receipts_of(&self, unit: &UnitAward<'_>) -> Result<&[&'r Measured<'r>], Astray> {
        self.members.rows(unit.receipts)
    }

    /// The awards of earlier items on the lines of a unit: now, and in earlier decisions.
    pub(crate) fn awarded_by(&self, input: &Input<'_>, item: ItemIx, unit: &Unit<'_, '_>) -> Result<i64, Astray> {
        let is_application = matches!(unit.id.of, UnitOf::Application);
        let mut sum = 0;
        if is_application {
            // A later item has awarded nothing yet.
            sum += self.items.get(item).map_or(0, |item| item.award);
        } else {
            let grants = self.grants.iter().filter(|grant| grant.item == item && unit.lines.contains(&grant.line));
            sum += grants.map(|grant| grant.amount).sum::<i64>();
            let is_within = |own: &Measured<'_>| unit.receipts.iter().any(|measured| measured.ix == own.ix);
            for other in self.units.values().filter(|other| other.is_whole && other.id.item() == item) {
                let own = self.receipts_of(other)?;
                if !own.is_empty() && own.iter().all(|measured| is_within(measured)) {
                    sum += other.award;
                }
            }
        }
        let before = input.ledger.parts(Of::Others).filter(|(award, past)| {
            let on_unit = if is_application { past.is_own } else { award.is_within(unit.receipts) };
            past.item == Some(item) && on_unit
        });
        Ok(sum + before.map(|(award, _)| award.amount).sum::<i64>())
    }

    /// There is one fund. The award of an item that draws on it reduces the remainder of every limit of the fund.
    fn draw_on_fund(&mut self, input: &Input<'_>, item: ItemIx, sum: i64) {
        let is_of_fund = |planned: &PlannedLimit<'_>| planned.limit.scope == LimitScope::FundBalance;
        let limits = || input.plan.limits.values().filter(|planned| is_of_fund(planned));
        let draws =
            limits().any(|planned| planned.is_for(item) && self.limits.get(planned.ix).is_ok_and(|u| u.applies));
        for planned in limits().filter(|planned| draws && !planned.is_for(item)) {
            if let Ok(used) = self.limits.get_mut(planned.ix) {
                used.draw(sum);
            }
        }
    }

    /// Records the award of a unit, in parts, with its number.
    pub(crate) fn book(
        &mut self,
        input: &Input<'r>,
        unit: &Unit<'_, 'r>,
        (parts, count): (&Parts, Option<Count>),
        phase: Phase,
        notes: &mut Notes,
    ) -> Result<(), Lacks> {
        let (sum, ix, item) = (parts.sum(), unit.ix, unit.id.item());
        if phase.is_last(input) {
            notes.step(|| Step::between(StepKind::Award, Node::Item(item), ix, (sum, sum)));
        }
        if sum == 0 {
            return Ok(());
        }
        let mut lacks = Lacks::default();
        let limits = input.plan.limits.values().zip(self.limits.values_mut()).zip(parts.places.values());
        for ((planned, used), places) in limits.filter(|((planned, used), _)| planned.is_for(item) && used.applies) {
            used.book(planned, (places, &parts.amounts), || unit.id.who(input.case));
            if let Some(count) = count.filter(|_| planned.limit.units.is_some()) {
                let place = whole_place(input, planned, (unit.id, unit.receipts), &mut self.periods);
                if let Some(place) = lacks.value(place).flatten() {
                    used.book_number(place, count.now);
                }
            }
        }
        self.draw_on_fund(input, item, sum);
        let has_ceiling = phase.is_first() && unit.id.planned.has_ceiling && !parts.lines.is_empty();
        if has_ceiling {
            self.borne.together -= sum;
        }
        for (line, amount) in parts.lines.iter().zip(&parts.amounts).filter(|(_, amount)| **amount > 0) {
            if has_ceiling {
                *self.borne.lines.get_mut(*line)? -= amount;
            }
            self.grants.push(Grant { unit: ix, item, line: *line, amount: *amount });
        }
        let award = self.units.get_mut(ix)?;
        (award.award, award.is_whole) = (sum, parts.lines.is_empty());
        let of_item = self.items.get_mut(item)?;
        of_item.award = of_item.award.saturating_add(sum);
        lacks.or(())
    }
}
