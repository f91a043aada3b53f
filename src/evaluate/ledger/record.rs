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
pub(in crate::evaluate) enum Of {
    /// What other applications were awarded; and aid that the application lists.
    Others,
    /// And what this one was.
    All,
}

/// The awards of the past.
#[derive(Debug, Default)]
pub(in crate::evaluate) struct Ledger<'a> {
    /// Every unit that was awarded something, and every service.
    pub(in crate::evaluate) units: Column<PastIx, PastUnit<'a>>,
    /// Whether the awards are those of earlier adjudications.
    pub(in crate::evaluate) is_adjudicated: bool,
    /// What is missing of the aid listed, for an amount and for a day.
    pub(in crate::evaluate) amounts_missing: Vec<Missing>,
    pub(in crate::evaluate) days_missing: Vec<Missing>,
    /// What is missing to allocate to receipts what names them.
    pub(in crate::evaluate) allocation_lacks: Lacks,
    /// Whether an earlier adjudication awards something and does not say for what.
    pub(in crate::evaluate) lacks_units: bool,
    /// Whether an earlier adjudication, of any programme, is on another child.
    pub(in crate::evaluate) of_another_child: bool,
    /// The receipts that other applications have used.
    pub(in crate::evaluate) elsewhere: Elsewhere<'a>,
    /// Bases that other applications brought into a unit.
    pub(in crate::evaluate) bases: Vec<PastBasis<'a>>,
    /// Numbers that other applications brought into a unit; nothing where one is not stated.
    pub(in crate::evaluate) counts: Vec<PastCount<'a>>,
    /// The stays whose days other applications have counted, each with the item.
    pub(in crate::evaluate) stays: HashSet<(ItemIx, &'a Fingerprint)>,
    /// Whether a unit that was awarded by its number does not state it.
    pub(in crate::evaluate) lacks_counts: bool,
    /// What other programmes awarded under limits that several share.
    pub(in crate::evaluate) shared: Vec<SharedAward<'a>>,
    /// Whether one of them does not state what it awarded.
    pub(in crate::evaluate) lacks_shared: bool,
}

/// Part of an award of the past.
#[derive(Debug)]
pub(in crate::evaluate) struct PastAward<'a> {
    pub(in crate::evaluate) amount: i64,
    /// The receipts that it stands on: one; or, where a unit was awarded something as a whole, all of the unit's.
    pub(in crate::evaluate) receipts: Vec<PastReceipt<'a>>,
    /// Which line of this application it was for.
    pub(in crate::evaluate) line: Option<LineIx>,
}

/// A receipt of the past.
#[derive(Debug, Clone)]
pub(in crate::evaluate) struct PastReceipt<'a> {
    /// Which receipt of this application it is.
    pub(in crate::evaluate) receipt: Option<ReceiptIx>,
    pub(in crate::evaluate) dates: Option<&'a ReceiptDates>,
    pub(in crate::evaluate) stay: Option<&'a Fingerprint>,
}

impl PastReceipt<'_> {
    /// One of which nothing is told but which it is.
    pub(in crate::evaluate) const fn told(receipt: ReceiptIx) -> Self {
        Self { receipt: Some(receipt), dates: None, stay: None }
    }
}

impl PastAward<'_> {
    /// The receipt of this application that it stands on alone.
    pub(in crate::evaluate) fn receipt(&self) -> Option<ReceiptIx> {
        match self.receipts.as_slice() {
            [only] => only.receipt,
            _ => None,
        }
    }

    /// Whether it stands on some of these receipts and on no others.
    pub(in crate::evaluate) fn is_within(&self, receipts: &[&Measured<'_>]) -> bool {
        let is_one = |of: ReceiptIx| receipts.iter().any(|measured| measured.ix == of);
        let inside = |receipt: &PastReceipt<'_>| receipt.receipt.is_some_and(is_one);
        !self.receipts.is_empty() && self.receipts.iter().all(inside)
    }
}

/// A unit of the past.
#[derive(Debug)]
pub(in crate::evaluate) struct PastUnit<'a> {
    pub(in crate::evaluate) ix: PastIx,
    /// What it was awarded, in parts as small as they are known.
    pub(in crate::evaluate) awards: Vec<PastAward<'a>>,
    /// Which item; nothing where that is not known.
    pub(in crate::evaluate) item: Option<ItemIx>,
    pub(in crate::evaluate) key: Option<&'a Fingerprint>,
    /// Whether it was of this application.
    pub(in crate::evaluate) is_own: bool,
    pub(in crate::evaluate) day: Option<Date>,
    /// Whether, listed as aid, it names receipts.
    pub(in crate::evaluate) names_receipts: bool,
    /// Whether a service was given, and no money.
    pub(in crate::evaluate) is_service: bool,
    /// For how many units it was awarded, in ten-thousandths, where it was awarded by their number.
    pub(in crate::evaluate) count: i64,
    /// Where it was awarded by number: all its receipts.
    pub(in crate::evaluate) receipts: Vec<PastReceipt<'a>>,
}

/// What another programme awarded under a limit that several share.
#[derive(Debug)]
pub(in crate::evaluate) struct SharedAward<'a> {
    pub(in crate::evaluate) group: &'a LocalId,
    pub(in crate::evaluate) scope: LimitScope,
    pub(in crate::evaluate) period: Option<&'a Period>,
    pub(in crate::evaluate) amount: i64,
    pub(in crate::evaluate) day: Date,
    /// Whether it was on this application.
    pub(in crate::evaluate) is_own: bool,
}

#[derive(Debug)]
pub(in crate::evaluate) struct PastCount<'a> {
    pub(in crate::evaluate) item: ItemIx,
    pub(in crate::evaluate) key: &'a Fingerprint,
    /// In ten-thousandths.
    pub(in crate::evaluate) number: Option<i64>,
}

#[derive(Debug)]
pub(in crate::evaluate) struct PastBasis<'a> {
    pub(in crate::evaluate) item: ItemIx,
    pub(in crate::evaluate) key: &'a Fingerprint,
    pub(in crate::evaluate) fen: i64,
}
