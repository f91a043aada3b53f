//! What a receipt comes to, and what stands on its lines.

use super::{
    exact::FEN_MAX,
    missing::Wanted,
    plan::{ABSENT, bit},
    spread::spread,
};
use crate::{
    adjudication::ReceiptDates,
    code::{CatalogueClass, FeeCategory, Measure},
    eligibility::Missing,
    record::{
        receipt::{Amounts, Receipt, ReceiptLine},
        register::Doubt,
    },
    value::{Money, RecordNumber},
};
use rust_decimal::Decimal;
use std::{num::NonZeroU32, ops::Range};

/// A receipt of an application, made ready.
#[derive(Debug)]
pub(super) struct Bill<'a> {
    /// Its place in the application.
    pub(super) place: usize,
    pub(super) receipt: &'a Receipt,
    /// Whether it, or a number of it, stands in the application before.
    pub(super) duplicate: bool,
    /// Whether it was voided, is reversed or a reversal.
    pub(super) void: bool,
    /// Whether it is a part of an original that is more than the whole of it.
    pub(super) exceeds: bool,
    /// What must be known of it before it is known whether it counts.
    pub(super) doubt: Doubt,
    pub(super) not_child: Option<bool>,
    /// Its lines, or itself where they cannot be used.
    pub(super) cells: Range<usize>,
    pub(super) has_lines: bool,
    pub(super) amounts: Amounts,
    /// Whether its lines say what the person bears, and say it right.
    pub(super) person_stated: bool,
    /// Its dates, side by side: where a receipt is placed by one, the whole of it need not be looked at.
    pub(super) dates: ReceiptDates,
}

/// A line of a receipt, or a receipt without usable lines. There are eight to a receipt and every programme goes through
/// them, so they are small; what few programmes ask for is read where it stands.
#[derive(Debug)]
pub(super) struct Cell<'a> {
    /// The line, and its place in the receipt; nothing for the receipt itself.
    of: Option<&'a ReceiptLine>,
    place: u32,
    /// Of a refund, the line of the receipt in whose amount it stands, counted from one.
    refunds: Option<NonZeroU32>,
    /// What was billed, less what was refunded.
    pub(super) net: i64,
    /// What the family bears of it.
    pub(super) burden: i64,
    pub(super) category: Option<FeeCategory>,
    pub(super) class: Option<CatalogueClass>,
}

impl Cell<'_> {
    /// The place of the line in its receipt; nothing for the receipt itself.
    pub(super) fn line(&self) -> Option<u32> {
        self.of.map(|_| self.place)
    }

    /// Of a refund, the place of the line of the receipt in whose amount it stands.
    pub(super) fn refunds(&self) -> Option<usize> {
        usize::try_from(self.refunds?.get() - 1).ok()
    }

    /// The code of its charge item.
    pub(super) fn code(&self) -> Option<&str> {
        self.of?.code.as_ref().map(RecordNumber::as_str)
    }

    /// The bit of its category.
    pub(super) fn category_bit(&self) -> u64 {
        self.category.map_or(ABSENT, |category| bit(category as u32))
    }

    /// The bit of its class in the catalogue.
    pub(super) fn class_bit(&self) -> u64 {
        self.class.map_or(ABSENT, |class| bit(class as u32))
    }
}

impl Bill<'_> {
    /// A measure of the receipt, in fen; otherwise every member that is missing to know it.
    pub(super) fn measure(&self, measure: Measure) -> Result<i64, Wanted> {
        let missing = |member| Missing::of_receipt("receipt", self.place, member);
        let amount = self.amounts.measure(measure);
        amount.map(Money::fen).map_err(|absent| absent.members().map(missing).collect::<Vec<_>>().into())
    }

    /// What was billed, in fen.
    pub(super) const fn billed(&self) -> i64 {
        self.amounts.billed.fen()
    }

    /// The family's share, in fen, where it is known.
    pub(super) fn borne(&self) -> Option<i64> {
        borne(&self.amounts)
    }

    /// Says that a member of the receipt is missing.
    pub(super) fn wants(&self, member: &str) -> Wanted {
        of_receipt(self.place, member)
    }
}

/// Says that a member of the receipt at a place of the application is missing.
pub(super) fn of_receipt(place: usize, member: &str) -> Wanted {
    Missing::of_receipt("receipt", place, member).into()
}

fn borne(amounts: &Amounts) -> Option<i64> {
    amounts.family_borne.ok().map(Money::fen)
}

/// Adds the lines of a receipt to the cells, if they can be used. Whether they say what the person bears, and say it right.
pub(super) fn lines<'a>(
    receipt: &'a Receipt,
    amounts: &Amounts,
    all: &mut Vec<Cell<'a>>,
    room: &mut Spreading,
) -> Option<bool> {
    let lines = receipt.lines.as_deref().filter(|lines| !lines.is_empty())?;
    let first = all.len();
    all.extend(lines.iter().enumerate().map(|(place, line)| cell(place, line)));
    let stated = all.get_mut(first..).and_then(|cells| read(cells, lines, amounts, room));
    if stated.is_none() {
        all.truncate(first);
    }
    stated
}

/// Reads the amounts of lines into their cells.
fn read(cells: &mut [Cell<'_>], lines: &[ReceiptLine], amounts: &Amounts, room: &mut Spreading) -> Option<bool> {
    let billed = amounts.billed.fen();
    let exact = fill(cells, lines, |line| Some(line.amount.get()), |cell, fen| cell.net = fen)?;
    let off = i128::from(billed) * HUNDREDTHS - exact;
    if off.abs() >= i128::try_from(cells.len()).ok()? * HUNDREDTHS {
        return None;
    }
    let sum: i64 = cells.iter().map(|cell| cell.net).sum();
    cells.last_mut()?.net += billed - sum;
    net_refunds(cells, lines)?;
    let stated = fill(cells, lines, |line| Some(line.person_borne?.get()), |cell, fen| cell.burden = fen);
    net_burdens(cells);
    let person: i64 = cells.iter().map(|cell| cell.burden).sum();
    let fits = cells.iter().all(|cell| (0..=cell.net).contains(&cell.burden));
    let person_stated = stated.is_some() && fits && Some(person) == borne(amounts);
    if !person_stated {
        bear_in_proportion(cells, amounts, room);
    }
    Some(person_stated)
}

/// Room to spread an amount in, used again for each receipt.
#[derive(Debug, Default)]
pub(super) struct Spreading {
    weights: Vec<i64>,
    parts: Vec<i64>,
}

/// The receipt itself as its only cell.
pub(super) fn whole<'a>(amounts: &Amounts) -> Cell<'a> {
    Cell {
        of: None,
        place: 0,
        net: amounts.billed.fen(),
        burden: borne(amounts).unwrap_or_default(),
        refunds: None,
        category: None,
        class: None,
    }
}

fn cell(place: usize, line: &ReceiptLine) -> Cell<'_> {
    Cell {
        of: Some(line),
        place: u32::try_from(place).unwrap_or(u32::MAX),
        net: 0,
        burden: 0,
        refunds: None,
        category: line.category,
        class: line.catalogue_class,
    }
}

/// Makes fen of amounts with more decimals: the first k together are their exact sum, rounded half up.
fn fill<'a>(
    cells: &mut [Cell<'a>],
    lines: &[ReceiptLine],
    amount: impl Fn(&ReceiptLine) -> Option<Decimal>,
    set: impl Fn(&mut Cell<'a>, i64),
) -> Option<i128> {
    let (mut exact, mut before) = (0_i128, 0_i64);
    for (cell, line) in cells.iter_mut().zip(lines) {
        let amount = amount(line)?;
        exact += ten_thousandths(amount)?;
        let upto = rounded(exact)?;
        set(cell, upto - before);
        before = upto;
    }
    Some(exact)
}

/// What the lines of a receipt state to lie outside the catalogue, in fen, less what refunds say; nothing of a line that does
/// not state it.
pub(super) fn self_financed(cells: &[Cell<'_>], column: &mut Vec<Option<i64>>) {
    column.clear();
    let (mut exact, mut before) = (0_i128, 0_i64);
    column.extend(cells.iter().map(|cell| {
        exact += ten_thousandths(cell.of?.self_financed?.get())?;
        let upto = rounded(exact)?;
        let part = upto - before;
        before = upto;
        Some(part)
    }));
    for (place, cell) in cells.iter().enumerate() {
        let Some(target) = cell.refunds() else { continue };
        let refunded = column.get(place).copied().flatten();
        if let Some(of) = column.get_mut(target) {
            *of = of.zip(refunded).map(|(of, refunded)| of + refunded);
        }
    }
}

/// What a refund says of the family's part lowers that of its line.
fn net_burdens(cells: &mut [Cell<'_>]) {
    for place in 0..cells.len() {
        let Some(refund) = cells.get_mut(place) else { continue };
        let Some(target) = refund.refunds() else { continue };
        let refunded = std::mem::take(&mut refund.burden);
        if let Some(of) = cells.get_mut(target) {
            of.burden += refunded;
        }
    }
}

/// So many ten-thousandths of a yuan make a fen.
const HUNDREDTHS: i128 = 100;

/// Ten-thousandths of a yuan; nothing for an amount that is finer.
fn ten_thousandths(amount: Decimal) -> Option<i128> {
    let times = match amount.scale() {
        0 => 10_000,
        1 => 1_000,
        2 => 100,
        3 => 10,
        4 => 1,
        _ => return None,
    };
    let mantissa = amount.mantissa();
    // Nearly every amount fits sixty-four bits, and is then multiplied in a fraction of the time.
    let narrow = i64::try_from(mantissa).ok().and_then(|narrow| narrow.checked_mul(times));
    Some(narrow.map_or_else(|| mantissa * i128::from(times), i128::from))
}

/// Ten-thousandths of a yuan to fen, half up.
fn rounded(exact: i128) -> Option<i64> {
    let half_up = exact + 50;
    // Nearly every amount fits sixty-four bits, and is then divided in a fraction of the time.
    let fen = i64::try_from(half_up)
        .map_or_else(|_| i64::try_from(half_up.div_euclid(100)), |narrow| Ok(narrow.div_euclid(100)));
    fen.ok().filter(|fen| fen.unsigned_abs() <= FEN_MAX.unsigned_abs() * 100)
}

/// Takes each refund off the nearest line of the same thing that is at least as large: before it, or else after it.
fn net_refunds(cells: &mut [Cell<'_>], lines: &[ReceiptLine]) -> Option<()> {
    for place in 0..cells.len() {
        let refund = cells.get(place)?.net;
        if refund >= 0 {
            continue;
        }
        let line = lines.get(place)?;
        let same = |other: usize| {
            let Some((other_line, other_cell)) = lines.get(other).zip(cells.get(other)) else { return false };
            let thing = match (&line.code, &other_line.code) {
                (None, None) => line.name == other_line.name,
                (own, other) => own == other,
            };
            thing
                && line.category == other_line.category
                && line.catalogue_class == other_line.catalogue_class
                && other_cell.net >= -refund
        };
        let target = (0..place)
            .rev()
            .find(|other| same(*other))
            .or_else(|| (place + 1..cells.len()).find(|other| same(*other)))?;
        cells.get_mut(target)?.net += refund;
        let own = cells.get_mut(place)?;
        own.net = 0;
        own.refunds = u32::try_from(target + 1).ok().and_then(NonZeroU32::new);
    }
    Some(())
}

/// What the family bears of each line, in proportion to what was billed.
fn bear_in_proportion(cells: &mut [Cell<'_>], amounts: &Amounts, room: &mut Spreading) {
    let Spreading { weights, parts } = room;
    weights.clear();
    weights.extend(cells.iter().map(|cell| cell.net));
    parts.clear();
    parts.resize(cells.len(), 0);
    spread(borne(amounts).unwrap_or_default(), weights, parts);
    for (cell, part) in cells.iter_mut().zip(&*parts) {
        cell.burden = *part;
    }
}
