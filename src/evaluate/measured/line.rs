//! The lines of a receipt, in fen: the billed amount of each less refunds, and the family's share of it.

use crate::{
    code::{CatalogueClass, FeeCategory},
    evaluate::{
        allocation::allocate,
        bit::{ABSENT, bit},
        exact::FEN_MAX,
    },
    record::receipt::{Amounts, Receipt, ReceiptLine},
    value::{Money, RecordNumber},
};
use rust_decimal::Decimal;
use std::num::NonZeroU32;

/// A line of a receipt, or a receipt without usable lines. A receipt has about eight lines, and every programme reads
/// them, so the struct is small. Members that few programmes use are read from the record.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    /// The line and its index in the receipt. `None` for the receipt itself.
    of: Option<&'a ReceiptLine>,
    place: u32,
    /// For a refund, the line of the receipt from which it is subtracted, counted from one.
    refunds: Option<NonZeroU32>,
    /// The billed amount, less refunds.
    pub(crate) net: i64,
    /// The family's share of it.
    pub(crate) burden: i64,
    pub(crate) category: Option<FeeCategory>,
    pub(crate) class: Option<CatalogueClass>,
}

impl Line<'_> {
    /// Whether it is a line and not the receipt itself.
    pub(crate) const fn is_line(&self) -> bool {
        self.of.is_some()
    }

    /// Whether it states the person's cost of it.
    pub(crate) fn states_person_borne(&self) -> bool {
        self.of.is_some_and(|of| of.person_borne.is_some())
    }

    /// The line as it is printed.
    pub(crate) const fn printed(&self) -> Option<&ReceiptLine> {
        self.of
    }

    /// Its index in its receipt.
    pub(crate) const fn place(&self) -> u32 {
        self.place
    }

    /// For a refund, the index of the line of the receipt from which it is subtracted.
    pub(crate) fn refunds(&self) -> Option<usize> {
        usize::try_from(self.refunds?.get() - 1).ok()
    }

    /// The code of its charge item.
    pub(crate) fn code(&self) -> Option<&str> {
        self.of?.code.as_ref().map(RecordNumber::as_str)
    }

    /// The bit of its category.
    pub(crate) fn category_bit(&self) -> u64 {
        self.category.map_or(ABSENT, |category| bit(category as u32))
    }

    /// The bit of its class in the catalogue.
    pub(crate) fn class_bit(&self) -> u64 {
        self.class.map_or(ABSENT, |class| bit(class as u32))
    }
}

/// Adds the lines of a receipt, if they can be used. Returns whether they state the family's share and the shares add
/// up.
pub(crate) fn lines<'a>(
    receipt: &'a Receipt,
    amounts: &Amounts,
    all: &mut Vec<Line<'a>>,
    room: &mut Room,
) -> Option<bool> {
    let printed = receipt.lines.as_deref().filter(|printed| !printed.is_empty())?;
    let first = all.len();
    all.extend(printed.iter().enumerate().map(|(place, of)| line(place, of)));
    let stated = all.get_mut(first..).and_then(|lines| read(lines, printed, amounts, room));
    if stated.is_none() {
        all.truncate(first);
    }
    stated
}

/// Reads the amounts of lines as they are printed.
fn read(lines: &mut [Line<'_>], printed: &[ReceiptLine], amounts: &Amounts, room: &mut Room) -> Option<bool> {
    let billed = amounts.billed.fen();
    let exact = fill(lines, printed, |line| Some(line.amount.get()), |line, fen| line.net = fen)?;
    let off = i128::from(billed) * HUNDREDTHS - exact;
    if off.abs() >= i128::try_from(lines.len()).ok()? * HUNDREDTHS {
        return None;
    }
    let sum: i64 = lines.iter().map(|line| line.net).sum();
    lines.last_mut()?.net += billed - sum;
    net_refunds(lines, printed)?;
    let stated = fill(lines, printed, |line| Some(line.person_borne?.get()), |line, fen| line.burden = fen);
    net_burdens(lines);
    let person: i64 = lines.iter().map(|line| line.burden).sum();
    let fits = lines.iter().all(|line| (0..=line.net).contains(&line.burden));
    let person_stated = stated.is_some() && fits && Some(person) == borne(amounts);
    if !person_stated {
        bear_in_proportion(lines, amounts, room);
    }
    Some(person_stated)
}

/// Memory for allocations, reused for each receipt.
#[derive(Debug, Default)]
pub(crate) struct Room {
    weights: Vec<i64>,
    parts: Vec<i64>,
}

/// The family's share in fen, if it is known.
fn borne(amounts: &Amounts) -> Option<i64> {
    amounts.family_borne.ok().map(Money::fen)
}

/// The receipt itself as its only line.
pub(crate) fn whole<'a>(amounts: &Amounts) -> Line<'a> {
    Line {
        of: None,
        place: 0,
        net: amounts.billed.fen(),
        burden: borne(amounts).unwrap_or_default(),
        refunds: None,
        category: None,
        class: None,
    }
}

fn line(place: usize, of: &ReceiptLine) -> Line<'_> {
    Line {
        of: Some(of),
        place: u32::try_from(place).unwrap_or(u32::MAX),
        net: 0,
        burden: 0,
        refunds: None,
        category: of.category,
        class: of.catalogue_class,
    }
}

/// Converts amounts with more decimals to fen. The sum of the first k results is the exact sum of the first k amounts,
/// rounded half up.
fn fill<'a>(
    lines: &mut [Line<'a>],
    printed: &[ReceiptLine],
    amount: impl Fn(&ReceiptLine) -> Option<Decimal>,
    set: impl Fn(&mut Line<'a>, i64),
) -> Option<i128> {
    let (mut exact, mut before) = (0_i128, 0_i64);
    for (line, of) in lines.iter_mut().zip(printed) {
        let amount = amount(of)?;
        exact += ten_thousandths(amount)?;
        let upto = rounded(exact)?;
        set(line, upto - before);
        before = upto;
    }
    Some(exact)
}

/// The out-of-catalogue costs that the lines of a receipt state, in fen, less those of refunds. `None` for a line that
/// does not state it.
pub(crate) fn self_financed(lines: &[Line<'_>], column: &mut Vec<Option<i64>>) {
    column.clear();
    let (mut exact, mut before) = (0_i128, 0_i64);
    column.extend(lines.iter().map(|line| {
        exact += ten_thousandths(line.of?.self_financed?.get())?;
        let upto = rounded(exact)?;
        let part = upto - before;
        before = upto;
        Some(part)
    }));
    for (place, line) in lines.iter().enumerate() {
        let Some(target) = line.refunds() else { continue };
        let refunded = column.get(place).copied().flatten();
        if let Some(of) = column.get_mut(target) {
            *of = of.zip(refunded).map(|(of, refunded)| of + refunded);
        }
    }
}

/// The family's share that a refund states reduces that of its line.
fn net_burdens(lines: &mut [Line<'_>]) {
    for place in 0..lines.len() {
        let Some(refund) = lines.get_mut(place) else { continue };
        let Some(target) = refund.refunds() else { continue };
        let refunded = std::mem::take(&mut refund.burden);
        if let Some(of) = lines.get_mut(target) {
            of.burden += refunded;
        }
    }
}

/// The number of ten-thousandths of a yuan in a fen.
const HUNDREDTHS: i128 = 100;

/// An amount in ten-thousandths of a yuan. `None` for a finer amount.
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
    // Nearly every amount fits 64 bits, and a multiplication of 64 bits is several times faster.
    let narrow = i64::try_from(mantissa).ok().and_then(|narrow| narrow.checked_mul(times));
    Some(narrow.map_or_else(|| mantissa * i128::from(times), i128::from))
}

/// Converts ten-thousandths of a yuan to fen, rounded half up.
fn rounded(exact: i128) -> Option<i64> {
    let half_up = exact + 50;
    // Nearly every amount fits 64 bits, and a division of 64 bits is several times faster.
    let fen = i64::try_from(half_up)
        .map_or_else(|_| i64::try_from(half_up.div_euclid(100)), |narrow| Ok(narrow.div_euclid(100)));
    fen.ok().filter(|fen| fen.unsigned_abs() <= FEN_MAX.unsigned_abs() * 100)
}

/// Subtracts each refund from the nearest line with the same charge item that is at least as large: before it, or else
/// after it.
fn net_refunds(lines: &mut [Line<'_>], printed: &[ReceiptLine]) -> Option<()> {
    for place in 0..lines.len() {
        let refund = lines.get(place)?.net;
        if refund >= 0 {
            continue;
        }
        let own = printed.get(place)?;
        let same = |other: usize| {
            let Some((of, line)) = printed.get(other).zip(lines.get(other)) else { return false };
            let thing = match (&own.code, &of.code) {
                (None, None) => own.name == of.name,
                (code, other) => code == other,
            };
            thing && own.category == of.category && own.catalogue_class == of.catalogue_class && line.net >= -refund
        };
        let target = (0..place)
            .rev()
            .find(|other| same(*other))
            .or_else(|| (place + 1..lines.len()).find(|other| same(*other)))?;
        lines.get_mut(target)?.net += refund;
        let own = lines.get_mut(place)?;
        own.net = 0;
        own.refunds = u32::try_from(target + 1).ok().and_then(NonZeroU32::new);
    }
    Some(())
}

/// The family's share of each line, in proportion to the billed amounts.
fn bear_in_proportion(lines: &mut [Line<'_>], amounts: &Amounts, room: &mut Room) {
    let Room { weights, parts } = room;
    weights.clear();
    weights.extend(lines.iter().map(|line| line.net));
    parts.clear();
    parts.resize(lines.len(), 0);
    allocate(borne(amounts).unwrap_or_default(), weights, parts);
    for (line, part) in lines.iter_mut().zip(&*parts) {
        line.burden = *part;
    }
}
