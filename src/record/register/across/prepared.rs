//! What a register needs of a receipt. It depends on the receipt alone, and may be made on any thread.

use super::kept::{Digests, Kept, OwnTraces};
use crate::record::receipt::{Receipt, Traces};
use std::{fmt, sync::Arc};

/// Prepares the receipts of documents for one register, on any number of threads.
#[derive(Debug, Clone)]
pub struct Preparer {
    digests: Arc<Digests>,
}

/// The receipts of a document, prepared for a register. [`Register::add_prepared`](super::Register::add_prepared) compares them.
#[derive(Debug, Default)]
pub struct Prepared {
    pub(super) receipts: Vec<PreparedReceipt>,
}

/// A receipt that is prepared.
pub(super) struct PreparedReceipt {
    pub(super) pointer: String,
    pub(super) pointer_digest: u128,
    /// The digests of the numbers that identify the receipt.
    pub(super) keys: Vec<u128>,
    /// The digest of its content.
    pub(super) content: u64,
    /// What identifies the receipt.
    pub(super) receipt: Receipt,
    pub(super) traces: Traces,
    pub(super) own: OwnTraces,
    /// The digests under which receipts are sought that may be the same one.
    pub(super) sought: Vec<u64>,
    /// What the register keeps. None if the receipt does not count: it is void, reversed or a reversal.
    pub(super) counted: Option<Counted>,
}

/// What a register keeps of a receipt that counts.
pub(super) struct Counted {
    /// The digests under which the receipt is found.
    pub(super) trails: Vec<u64>,
    pub(super) kept: Kept,
}

// A receipt is not shown when it is logged.
impl fmt::Debug for PreparedReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PreparedReceipt(…)")
    }
}

impl Preparer {
    pub(super) fn new(digests: &Arc<Digests>) -> Self {
        Self { digests: Arc::clone(digests) }
    }

    /// Prepares the receipts of a document, each with its pointer, as
    /// [`AnyDocument::receipts`](crate::check::AnyDocument::receipts) returns them.
    pub fn prepared<'a>(&self, receipts: impl IntoIterator<Item = (String, &'a Receipt)>) -> Prepared {
        let receipts = receipts.into_iter().map(|(pointer, receipt)| self.receipt(pointer, receipt));
        Prepared { receipts: receipts.collect() }
    }

    fn receipt(&self, pointer: String, receipt: &Receipt) -> PreparedReceipt {
        let digests = &*self.digests;
        let (traces, total) = (receipt.traces(), receipt.total_amount.fen());
        let identifying = receipt.identifying();
        let is_denied = receipt.denies_itself();
        let counted = (!is_denied && total >= 0).then(|| Counted {
            trails: receipt.trails(&traces).into_iter().map(|trail| digests.short(&(total, trail))).collect(),
            kept: Kept::new(&identifying, &traces, digests),
        });
        let sought = if is_denied { Vec::new() } else { receipt.trails_of_others(&traces) };
        PreparedReceipt {
            pointer_digest: digests.long(&*pointer),
            pointer,
            keys: receipt.keys().iter().map(|key| digests.long(key)).collect(),
            content: digests.of_content(receipt),
            sought: sought.into_iter().map(|trail| digests.short(&(total, trail))).collect(),
            own: OwnTraces::new(&traces, digests),
            receipt: identifying,
            traces,
            counted,
        }
    }
}
