//! The content of a ledger: earlier awards, in the smallest parts that are known.

use super::elsewhere::Elsewhere;
use crate::{
    adjudication::{ReceiptDates, ReceiptStay},
    code::LimitScope,
    eligibility::Missing,
    evaluate::{
        column::{Column, ItemIx, LineIx, PastIx, ReceiptIx},
        measured::Measured,
        missing::Lacks,
        plan::PlannedLimit,
    },
    record::stay::StayFacts,
    value::{Date, Fingerprint, LocalId, Period},
};
use std::collections::HashMap;

/// A part of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// Awards to other applications, and aid that the application lists.
    Others,
    /// In addition, the earlier awards to this application.
    All,
}

/// The earlier awards.
#[derive(Debug, Default)]
pub(crate) struct Ledger<'a> {
    /// Every unit that received an award, and every service.
    pub(crate) units: Column<PastIx, PastUnit<'a>>,
    /// Whether the awards are from earlier adjudications.
    pub(crate) is_adjudicated: bool,
    /// What is missing of the listed aid: amounts, and days.
    pub(crate) amounts_missing: Vec<Missing>,
    pub(crate) days_missing: Vec<Missing>,
    /// What is missing to allocate an award to the receipts that it names.
    pub(crate) allocation_lacks: Lacks,
    /// The missing members of the listed aid that names no receipts.
    pub(crate) unnamed_lacks: Lacks,
    /// Whether an earlier adjudication states an award without its units.
    pub(crate) lacks_units: bool,
    /// Whether an earlier adjudication, of any programme, is for another child.
    pub(crate) of_another_child: bool,
    /// The receipts that other applications have used.
    pub(crate) elsewhere: Elsewhere<'a>,
    /// Bases that other applications contributed to a unit.
    pub(crate) bases: Vec<PastBasis<'a>>,
    /// Numbers that other applications contributed to a unit. `None` if one is not stated.
    pub(crate) counts: Vec<PastCount<'a>>,
    /// The stays whose days other applications have counted, by the item and the days.
    pub(crate) counted_stays: HashMap<CountedDays, Vec<StayFacts<Fingerprint>>>,
    /// The keys of the units of stays of earlier decisions on this application, by the item and the stay.
    pub(crate) stay_keys: HashMap<(ItemIx, ReceiptIx), &'a Fingerprint>,
    /// Whether a unit with an award by number does not state the number.
    pub(crate) lacks_counts: bool,
    /// The awards of other programmes under shared limits.
    pub(crate) shared: Vec<SharedAward<'a>>,
    /// Whether one of them does not state its award.
    pub(crate) lacks_shared: bool,
}

/// An item, and the first and last day of a stay.
pub(crate) type CountedDays = (ItemIx, Option<Date>, Option<Date>);

/// A part of an earlier award.
#[derive(Debug)]
pub(crate) struct PastAward<'a> {
    pub(crate) amount: i64,
    /// The receipts for which it is: one receipt, or all receipts of the unit if the award is for the unit as a whole.
    pub(crate) receipts: Vec<PastReceipt<'a>>,
    /// The line of this application for which it was made.
    pub(crate) line: Option<LineIx>,
    /// The day of its line, if an adjudication states it.
    pub(crate) charged_on: Option<Date>,
}

/// A receipt of an earlier award.
#[derive(Debug, Clone)]
pub(crate) struct PastReceipt<'a> {
    /// The same receipt in this application.
    pub(crate) receipt: Option<ReceiptIx>,
    pub(crate) dates: Option<&'a ReceiptDates>,
    /// Its stay of this application, identified by the first receipt of the stay.
    pub(crate) stay: Option<ReceiptIx>,
    /// What it states on its stay, if it is of no stay of this application.
    pub(crate) stated: Option<&'a ReceiptStay>,
}

impl PastReceipt<'_> {
    /// A receipt with its index and its stay in this application and nothing else.
    pub(crate) const fn told(receipt: ReceiptIx, stay: ReceiptIx) -> Self {
        Self { receipt: Some(receipt), dates: None, stay: Some(stay), stated: None }
    }
}

impl PastAward<'_> {
    /// The receipt of this application, if the award is for that receipt alone.
    pub(crate) fn receipt(&self) -> Option<ReceiptIx> {
        match self.receipts.as_slice() {
            [only] => only.receipt,
            _ => None,
        }
    }

    /// The stay of all its receipts, if they are of one stay.
    pub(crate) fn stay(&self) -> Option<ReceiptIx> {
        let (first, others) = self.receipts.split_first()?;
        first.stay.filter(|stay| others.iter().all(|other| other.stay == Some(*stay)))
    }

    /// Whether the award is for some of these receipts and for no others.
    pub(crate) fn is_within(&self, receipts: &[&Measured<'_>]) -> bool {
        let is_one = |of: ReceiptIx| receipts.iter().any(|measured| measured.ix == of);
        let inside = |receipt: &PastReceipt<'_>| receipt.receipt.is_some_and(is_one);
        !self.receipts.is_empty() && self.receipts.iter().all(inside)
    }
}

/// A unit of an earlier award.
#[derive(Debug)]
pub(crate) struct PastUnit<'a> {
    pub(crate) ix: PastIx,
    /// Its award, in the smallest parts that are known.
    pub(crate) awards: Vec<PastAward<'a>>,
    /// The item. `None` if it is unknown, or if the programme no longer has it.
    pub(crate) item: Option<ItemIx>,
    pub(crate) key: Option<&'a Fingerprint>,
    /// Whether it belongs to this application.
    pub(crate) is_own: bool,
    pub(crate) day: Option<Date>,
    /// The day of its operation, if the adjudication states it.
    pub(crate) performed_on: Option<Date>,
    /// The stay of this application to which its first receipt belongs.
    pub(crate) stay: Option<ReceiptIx>,
    /// Whether it is listed aid that names receipts.
    pub(crate) names_receipts: bool,
    /// Whether it is listed aid that a receipt shows. The family's share is without it.
    pub(crate) is_shown: bool,
    /// Whether it is a service and not money.
    pub(crate) is_service: bool,
    /// The number of units of the award, in ten-thousandths, if the award is by number.
    pub(crate) count: i64,
    /// All its receipts, if the award is by number.
    pub(crate) receipts: Vec<PastReceipt<'a>>,
}

impl PastUnit<'_> {
    /// Whether a limit is, or may be, for it. The item of listed aid is unknown. An adjudicated item that the programme no longer has is
    /// under the limits of the whole programme only.
    pub(crate) fn may_be_under(&self, limit: &PlannedLimit<'_>) -> bool {
        match self.item {
            Some(item) => limit.is_for(item),
            None => self.key.is_none() || limit.is_for_all,
        }
    }
}

/// The award of another programme under a shared limit.
#[derive(Debug)]
pub(crate) struct SharedAward<'a> {
    pub(crate) group: &'a LocalId,
    pub(crate) scope: LimitScope,
    pub(crate) period: Option<&'a Period>,
    pub(crate) amount: i64,
    pub(crate) day: Date,
    /// Whether it was for this application.
    pub(crate) is_own: bool,
}

#[derive(Debug)]
pub(crate) struct PastCount<'a> {
    pub(crate) item: ItemIx,
    pub(crate) key: &'a Fingerprint,
    /// In ten-thousandths.
    pub(crate) number: Option<i64>,
}

#[derive(Debug)]
pub(crate) struct PastBasis<'a> {
    pub(crate) item: ItemIx,
    pub(crate) key: &'a Fingerprint,
    pub(crate) fen: i64,
}
