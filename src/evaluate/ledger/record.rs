//! What a ledger holds: awards of the past, in parts as small as they are known.

use super::elsewhere::Elsewhere;
use crate::{
    adjudication::ReceiptDates,
    code::LimitScope,
    eligibility::Missing,
    evaluate::{
        column::{Column, ItemIx, LineIx, PastIx, ReceiptIx},
        measured::Measured,
        missing::Lacks,
    },
    value::{Date, Fingerprint, LocalId, Period},
};
use std::collections::HashSet;

/// Which part of the ledger is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// What other applications were awarded; and aid that the application lists.
    Others,
    /// And what this one was.
    All,
}

/// The awards of the past.
#[derive(Debug, Default)]
pub(crate) struct Ledger<'a> {
    /// Every unit that was awarded something, and every service.
    pub(crate) units: Column<PastIx, PastUnit<'a>>,
    /// Whether the awards are those of earlier adjudications.
    pub(crate) is_adjudicated: bool,
    /// What is missing of the aid listed, for an amount and for a day.
    pub(crate) amounts_missing: Vec<Missing>,
    pub(crate) days_missing: Vec<Missing>,
    /// What is missing to allocate to receipts what names them.
    pub(crate) allocation_lacks: Lacks,
    /// What is missing of the aid listed that names no receipts.
    pub(crate) unnamed_lacks: Lacks,
    /// Whether an earlier adjudication awards something and does not say for what.
    pub(crate) lacks_units: bool,
    /// Whether an earlier adjudication, of any programme, is on another child.
    pub(crate) of_another_child: bool,
    /// The receipts that other applications have used.
    pub(crate) elsewhere: Elsewhere<'a>,
    /// Bases that other applications brought into a unit.
    pub(crate) bases: Vec<PastBasis<'a>>,
    /// Numbers that other applications brought into a unit; `None` if one is not stated.
    pub(crate) counts: Vec<PastCount<'a>>,
    /// The stays whose days other applications have counted, each with the item.
    pub(crate) stays: HashSet<(ItemIx, &'a Fingerprint)>,
    /// Whether a unit that was awarded by its number does not state it.
    pub(crate) lacks_counts: bool,
    /// What other programmes awarded under limits that several share.
    pub(crate) shared: Vec<SharedAward<'a>>,
    /// Whether one of them does not state what it awarded.
    pub(crate) lacks_shared: bool,
}

/// Part of an award of the past.
#[derive(Debug)]
pub(crate) struct PastAward<'a> {
    pub(crate) amount: i64,
    /// The receipts that it is for: one; or all of the unit's, where the unit was awarded something as a whole.
    pub(crate) receipts: Vec<PastReceipt<'a>>,
    /// Which line of this application it was for.
    pub(crate) line: Option<LineIx>,
}

/// A receipt of the past.
#[derive(Debug, Clone)]
pub(crate) struct PastReceipt<'a> {
    /// Which receipt of this application it is.
    pub(crate) receipt: Option<ReceiptIx>,
    pub(crate) dates: Option<&'a ReceiptDates>,
    pub(crate) stay: Option<&'a Fingerprint>,
}

impl PastReceipt<'_> {
    /// A receipt with no more than its place in this application.
    pub(crate) const fn told(receipt: ReceiptIx) -> Self {
        Self { receipt: Some(receipt), dates: None, stay: None }
    }
}

impl PastAward<'_> {
    /// The receipt of this application, if it is for that one alone.
    pub(crate) fn receipt(&self) -> Option<ReceiptIx> {
        match self.receipts.as_slice() {
            [only] => only.receipt,
            _ => None,
        }
    }

    /// Whether it is for some of these receipts and for no others.
    pub(crate) fn is_within(&self, receipts: &[&Measured<'_>]) -> bool {
        let is_one = |of: ReceiptIx| receipts.iter().any(|measured| measured.ix == of);
        let inside = |receipt: &PastReceipt<'_>| receipt.receipt.is_some_and(is_one);
        !self.receipts.is_empty() && self.receipts.iter().all(inside)
    }
}

/// A unit of the past.
#[derive(Debug)]
pub(crate) struct PastUnit<'a> {
    pub(crate) ix: PastIx,
    /// What it was awarded, in parts as small as they are known.
    pub(crate) awards: Vec<PastAward<'a>>,
    /// Which item; `None` if that is not known.
    pub(crate) item: Option<ItemIx>,
    pub(crate) key: Option<&'a Fingerprint>,
    /// Whether it was of this application.
    pub(crate) is_own: bool,
    pub(crate) day: Option<Date>,
    /// Whether, listed as aid, it names receipts.
    pub(crate) names_receipts: bool,
    /// Whether a service was given, and no money.
    pub(crate) is_service: bool,
    /// For how many units it was awarded, in ten-thousandths, where it was awarded by their number.
    pub(crate) count: i64,
    /// Where it was awarded by number: all its receipts.
    pub(crate) receipts: Vec<PastReceipt<'a>>,
}

/// What another programme awarded under a limit that several share.
#[derive(Debug)]
pub(crate) struct SharedAward<'a> {
    pub(crate) group: &'a LocalId,
    pub(crate) scope: LimitScope,
    pub(crate) period: Option<&'a Period>,
    pub(crate) amount: i64,
    pub(crate) day: Date,
    /// Whether it was on this application.
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
