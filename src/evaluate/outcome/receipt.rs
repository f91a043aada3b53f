//! The receipts of an outcome, and their lines.

use super::{
    balance::{self, Parts},
    pointer,
};
use crate::{
    adjudication::{LineOutcome, NewReceiptOutcome, ReceiptOutcome, ReceiptShare, ReceiptTraces},
    code::{ReasonCode, Truth},
    evaluate::{
        award::Awarded,
        column::{Astray, Column, Index, LineIx, ReceiptIx, UnitIx},
        exact::money,
        input::Input,
        measured::{Line, Measured, digest, marked},
        notes::Notes,
        reduction::Part,
    },
    record::receipt::{Receipt, Traces},
    value::Money,
    wire::{Integer, List},
};

/// The awards of units on a line.
type Shares = Vec<(UnitIx, i64)>;

/// All receipts, in the order of the application.
pub(crate) fn receipts(input: &Input<'_>, awarded: &Awarded<'_>, notes: &Notes) -> Result<Vec<ReceiptOutcome>, Astray> {
    if !input.plan.reads_receipts {
        return Ok(Vec::new());
    }
    let mut shares = Column::<LineIx, Shares>::like(&input.case.lines, Shares::new());
    for grant in &awarded.grants {
        shares.get_mut(grant.line)?.push((grant.unit, grant.amount));
    }
    let parts = balance::parts(input, awarded, notes)?;
    let admissions = admissions(input, awarded)?;
    let mut outcomes: Vec<(usize, ReceiptOutcome)> = Vec::with_capacity(input.case.receipts.len());
    for (measured, admission) in input.case.receipts.values().zip(admissions.values()) {
        outcomes.push((measured.place, receipt(input, measured, admission, &parts, &shares)?));
    }
    outcomes.sort_by_key(|(place, _)| *place);
    Ok(outcomes.into_iter().map(|(_, outcome)| outcome).collect())
}

/// Whether an item admits a receipt, and the reasons for exclusion.
#[derive(Debug, Clone, Default)]
struct Admission<'o> {
    counts: bool,
    reasons: &'o [ReasonCode],
}

/// For each receipt: the programme's reasons, or else those of the first item that has reasons.
fn admissions<'o>(input: &Input<'_>, awarded: &'o Awarded<'_>) -> Result<Column<ReceiptIx, Admission<'o>>, Astray> {
    let mut all = Column::like(&input.case.receipts, Admission::default());
    for (admission, by_programme) in all.values_mut().zip(awarded.by_programme.admissions.values()) {
        admission.reasons = &by_programme.reasons;
    }
    for admitted in awarded.items.values().filter_map(|item| item.admitted.as_ref()) {
        for measured in &admitted.receipts {
            all.get_mut(measured.ix)?.counts = true;
        }
        for (receipt, reasons) in &admitted.refused {
            let admission = all.get_mut(*receipt)?;
            if admission.reasons.is_empty() {
                admission.reasons = reasons;
            }
        }
    }
    Ok(all)
}

fn receipt(
    input: &Input<'_>,
    measured: &Measured<'_>,
    admission: &Admission<'_>,
    parts: &Parts,
    shares: &Column<LineIx, Shares>,
) -> Result<ReceiptOutcome, Astray> {
    let of = measured.receipt;
    let keys = List::new(of.known().map(|known| digest(&known)).collect()).unwrap_or_default();
    let of_lines = shares.rows(measured.lines)?;
    let shares = together(of_lines.iter().flatten());
    let award: i64 = shares.iter().map(|share| share.award.fen()).sum();
    let (at, counts) = (pointer::of_receipt(measured), Truth::of(Some(admission.counts)));
    let mut outcome = ReceiptOutcome::new(NewReceiptOutcome {
        receipt: at,
        keys,
        admitted: counts,
        billed: of.total_amount,
        award: money(award),
    });
    outcome.id = of.id.clone();
    outcome.dates = Some(measured.dates.clone());
    outcome.stay = marked(of);
    outcome.traces = Some(traces(of));
    if of.is_part() {
        outcome.original = List::new(of.known_original().map(|known| digest(&known)).collect()).ok();
        outcome.original_total = of.original_total;
    }
    if !admission.counts {
        outcome.reasons = List::new(admission.reasons.to_vec()).ok().filter(|reasons| !reasons.is_empty());
        return Ok(outcome);
    }
    outcome.outstanding = measured.amounts.outstanding.ok().filter(|owed| *owed > Money::ZERO);
    outcome.shares = List::new(shares).ok().filter(|shares| !shares.is_empty());
    // If the family's share does not limit the awards, they are not parts of the bill. No sums are stated, but later
    // adjudications must know the lines that were paid.
    let balances = measured.borne().is_some() && input.plan.has_ceiling();
    let of_receipt = if balances { Some(parts.rows(measured.lines)?) } else { None };
    outcome.adjustments = of_receipt.and_then(|of_receipt| {
        let mut together = Vec::new();
        of_receipt.iter().flatten().for_each(|part| part.add_to(&mut together));
        List::new(together.into_iter().map(Part::published).collect()).ok()
    });
    if measured.has_lines && (balances || award > 0) {
        let lines = input.case.lines_of(measured)?.iter().zip(of_lines).enumerate();
        let lines = lines.map(|(place, (line, shares))| {
            let parts = of_receipt.and_then(|of_receipt| of_receipt.get(place)).map(Vec::as_slice);
            line_outcome(measured, (line, parts), shares)
        });
        outcome.lines = List::new(lines.collect()).ok();
    }
    Ok(outcome)
}

/// The digests for the recognition of the receipt under another number.
fn traces(receipt: &Receipt) -> ReceiptTraces {
    let Traces { settlement, business, inpatient, number, own_code, exchange, not_exchanged_on, hospital, .. } =
        receipt.traces();
    let mut traces = ReceiptTraces::new();
    traces.settlement = settlement;
    traces.business = business;
    traces.inpatient = inpatient;
    traces.number = number;
    traces.own_code = own_code;
    if let Some(original) = receipt.original.as_ref().filter(|_| receipt.is_part()) {
        traces.original_number = original.own_trace();
        traces.original_code = original.own_code_trace();
    }
    traces.exchange = exchange;
    traces.not_exchanged_on = not_exchanged_on;
    traces.uscc = hospital.uscc;
    traces.code = hospital.code;
    traces.distinct_from = List::new(receipt.known_others().map(|known| digest(&known)).collect()).ok();
    traces
}

fn line_outcome(measured: &Measured<'_>, (line, parts): (&Line<'_>, Option<&[Part]>), shares: &Shares) -> LineOutcome {
    let shares = together(shares);
    let award: i64 = shares.iter().map(|share| share.award.fen()).sum();
    let mut outcome = LineOutcome::new(pointer::of_line(measured, line), money(line.net), money(award));
    outcome.charged_on = line.printed().and_then(|printed| printed.charged_on);
    outcome.adjustments = parts.and_then(|parts| List::new(parts.iter().copied().map(Part::published).collect()).ok());
    outcome.shares = List::new(shares).ok().filter(|shares| !shares.is_empty());
    outcome
}

/// The award of each unit on some lines together.
fn together<'s>(shares: impl IntoIterator<Item = &'s (UnitIx, i64)>) -> Vec<ReceiptShare> {
    let mut sums: Shares = Vec::new();
    for (unit, amount) in shares {
        match sums.iter_mut().find(|(known, _)| known == unit) {
            Some((_, sum)) => *sum += amount,
            None => sums.push((*unit, *amount)),
        }
    }
    let published = |(unit, sum): (UnitIx, i64)| {
        Some(ReceiptShare::new(Integer::new(i64::try_from(unit.place()).ok()?).ok()?, money(sum)))
    };
    sums.into_iter().filter_map(published).collect()
}
