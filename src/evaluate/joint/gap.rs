//! What remains of the family's share before the members pay: less the aid already given that the plan counts, and less earlier awards
//! of the members for other applications (norm, section 14).

use super::offer::Gap;
use crate::{
    code::{AidStatus, CountedAid, Measure},
    eligibility::Circumstances,
    evaluate::{
        aid::{Counted, may_be_one, on_receipts, part_lacks},
        allocation::allocated,
        column::{Astray, Column, Index, LineIx, ReceiptIx},
        ledger::{Ledger, Of},
        measured::{Case, ListedAid, Measured},
        missing::Lacks,
    },
    plan::ReliefPlan,
    programme::Programme,
    value::Date,
};

/// The family's share of the receipts that a member admits, and what was already given for them.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// Whether a receipt is in the account.
    pub(super) receipts: Column<ReceiptIx, bool>,
    /// The aid already given for each line.
    pub(super) prior: Column<LineIx, i64>,
    /// The aid already given that names no receipts, as far as something remains for it.
    pub(super) unnamed: i64,
    /// Whether some of it names no receipts, even if nothing remains for it.
    pub(super) has_unnamed: bool,
    pub(super) borne: i64,
    /// The family's share of all receipts that a member may admit.
    pub(super) may_be_borne: i64,
    pub(super) gap: Gap,
}

/// A member with its ledger, for the aid that is its own.
pub(super) type Payer<'m> = (&'m Programme, &'m Ledger<'m>, &'m Circumstances<'m>);

/// Computes what remains of the receipts that members admit. While a member is undetermined (`is_open`), it may admit each receipt of
/// the child, so the family's share of all of these is required.
pub(super) fn before<'r>(
    plan: &ReliefPlan,
    case: &'r Case<'r>,
    (admitted, is_open): (&[ReceiptIx], bool),
    (members, as_of): (&[Payer<'_>], Date),
) -> Result<Before, Lacks> {
    let mut lacks = Lacks::default();
    let mut receipts = Column::<ReceiptIx, bool>::like(&case.receipts, false);
    for receipt in admitted {
        *receipts.get_mut(*receipt)? = true;
    }
    let inside: Vec<&Measured<'_>> = case
        .receipts
        .values()
        .zip(receipts.values())
        .filter(|(_, inside)| **inside)
        .map(|(measured, _)| measured)
        .collect();
    let may_be_inside = case.receipts.values().filter(|measured| measured.is_of_child());
    let required: Vec<&Measured<'_>> = if is_open { may_be_inside.collect() } else { inside.clone() };
    for measured in &required {
        lacks.value(measured.measure(Measure::FamilyBorne));
    }
    let counted = counted(plan, case, members, as_of, &mut lacks);
    lacks.add(part_lacks(case, counted.iter(), &required));
    lacks.or(())?;
    let mut found = Before {
        prior: Column::like(&case.lines, 0),
        gap: Gap { lines: vec![0; case.lines.len()], total: 0 },
        receipts,
        ..Before::default()
    };
    for measured in &inside {
        for (line, of) in measured.lines.iter().zip(case.lines_of(measured)?) {
            if let Some(left) = found.gap.lines.get_mut(line.place()) {
                *left = of.burden.max(0);
                found.borne += *left;
            }
        }
    }
    for measured in &required {
        let lines = case.lines_of(measured)?.iter().map(|line| line.burden.max(0));
        found.may_be_borne = lines.fold(found.may_be_borne, i64::saturating_add);
    }
    for other in &counted {
        for (measured, part) in on_receipts(case, other)? {
            found.lower(case, measured, part)?;
        }
    }
    for (_, ledger, _) in members.iter().filter(|(_, ledger, _)| ledger.is_adjudicated) {
        for (award, _) in ledger.parts(Of::Others) {
            match (award.line, award.receipt()) {
                (Some(line), _) => found.lower_line(line, award.amount)?,
                (None, Some(receipt)) => found.lower(case, case.receipts.get(receipt)?, award.amount)?,
                (None, None) => {}
            }
        }
    }
    let left: i64 = found.gap.lines.iter().sum();
    let unnamed = counted.iter().filter(|other| other.listed.receipts.is_none()).map(|other| other.amount);
    let unnamed = unnamed.fold(0, i64::saturating_add);
    found.has_unnamed = unnamed > 0;
    found.unnamed = unnamed.min(left);
    found.gap.total = left - found.unnamed;
    Ok(found)
}

impl Before {
    /// Deducts an amount from the lines of a receipt, in proportion to the family's share of each.
    fn lower(&mut self, case: &Case<'_>, measured: &Measured<'_>, amount: i64) -> Result<(), Astray> {
        let weights: Vec<i64> = case.lines_of(measured)?.iter().map(|line| line.burden).collect();
        for (line, part) in measured.lines.iter().zip(allocated(amount, &weights)) {
            self.lower_line(line, part)?;
        }
        Ok(())
    }

    fn lower_line(&mut self, line: LineIx, amount: i64) -> Result<(), Astray> {
        let left = self.gap.lines.get_mut(line.place()).ok_or(Astray)?;
        let taken = amount.min(*left);
        *left -= taken;
        *self.prior.get_mut(line)? += taken;
        Ok(())
    }
}

/// The aid that the plan counts, and what is missing to know it.
fn counted<'r>(
    plan: &ReliefPlan,
    case: &'r Case<'r>,
    members: &[Payer<'_>],
    as_of: Date,
    lacks: &mut Lacks,
) -> Vec<Counted<'r>> {
    let mut all: Vec<Counted<'r>> = Vec::new();
    for listed in case.aid.values().filter(|listed| !listed.is_shown()) {
        let counts = counts(plan, listed, as_of);
        if !lacks.value(counts).unwrap_or_default() || is_decided(listed, members, lacks) {
            continue;
        }
        let amount = match (listed.aid.amount, &listed.aid.in_kind) {
            (Some(amount), _) => amount.fen(),
            (None, Some(_)) => 0,
            (None, None) => {
                lacks.add(listed.wants("amount"));
                0
            }
        };
        if amount > 0 && listed.shown.is_none() {
            lacks.add(listed.wants("receipts"));
        }
        all.push(Counted { listed, payer: listed.aid.payer, amount });
    }
    lacks.add(may_be_one(case, |place| all.iter().any(|other| other.listed.place == place && other.amount > 0)));
    all
}

/// Whether the plan counts aid of that status on that day.
fn counts(plan: &ReliefPlan, listed: &ListedAid<'_>, as_of: Date) -> Result<bool, Lacks> {
    let states = plan.prior_aid.as_ref().map_or(&[CountedAid::Received][..], |prior| &prior.counted);
    if !listed.aid.is_in(states) {
        return Ok(false);
    }
    let days = plan.prior_aid.as_ref().and_then(|prior| prior.committed_days);
    match (listed.aid.status, days) {
        (AidStatus::Committed, Some(days)) => {
            let decided = listed.aid.decided_on.ok_or_else(|| listed.wants("decidedOn"))?;
            Ok(decided.days_until(as_of) <= days.get())
        }
        _ => Ok(true),
    }
}

/// Whether the aid is an award of a member whose earlier adjudications are given.
fn is_decided(listed: &ListedAid<'_>, members: &[Payer<'_>], lacks: &mut Lacks) -> bool {
    let mut doubt = false;
    for (programme, ..) in members.iter().filter(|(.., circumstances)| circumstances.earlier.is_some()) {
        match listed.is_own(programme) {
            Some(true) => return true,
            Some(false) => {}
            None => doubt |= !listed.aid.is_without_money(),
        }
    }
    if doubt {
        lacks.add(listed.doubt());
    }
    doubt
}
