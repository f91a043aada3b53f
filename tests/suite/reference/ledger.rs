//! What was awarded before (docs/evaluation.md, section 1).

use super::{Case, count::Count, period::Span};
use std::collections::BTreeSet;
use tongbiao::{
    code::{AidStatus, LimitScope},
    receipt::ReceiptKey,
    value::{Date, LocalId},
};

/// An earlier adjudication, as far as later ones look at it.
#[derive(Debug, Clone)]
pub struct Past {
    pub programme: LocalId,
    pub application: LocalId,
    pub as_of: Date,
    /// Whether it decided something for good.
    pub decided: bool,
    pub units: Vec<PastUnit>,
    /// What was awarded under limits that several programmes share.
    pub shared: Vec<Shared>,
}

#[derive(Debug, Clone)]
pub struct Shared {
    pub name: LocalId,
    pub scope: LimitScope,
    pub span: Option<Span>,
    pub award: i128,
}

#[derive(Debug, Clone)]
pub struct PastUnit {
    pub item: LocalId,
    pub key: Key,
    /// The operation that it was for, whatever the service.
    pub operation: Option<Key>,
    /// The numbers of each of its receipts.
    pub receipts: Vec<Vec<ReceiptKey>>,
    /// The basis of that application, before anything is taken off.
    pub basis: i128,
    pub cells: Vec<PastCell>,
    /// All its receipts.
    pub all: Vec<PastReceipt>,
    pub count: Option<Count>,
    /// Whether a service was given.
    pub given: bool,
}

impl PastUnit {
    pub fn award(&self) -> i128 {
        self.cells.iter().map(|cell| cell.award).sum()
    }
}

#[derive(Debug, Clone)]
pub struct PastCell {
    pub receipts: Vec<PastReceipt>,
    pub line: Option<usize>,
    pub award: i128,
}

#[derive(Debug, Clone)]
pub struct PastReceipt {
    pub keys: Vec<ReceiptKey>,
    pub stay: Option<Stay>,
    /// Visited, discharged, issued, settled.
    pub days: [Option<Date>; 4],
}

/// The same issuer and the same days.
pub type Stay = (String, Option<Date>, Option<Date>);

/// By what a unit is known again.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    Receipt(Vec<ReceiptKey>),
    Stay(LocalId, Stay),
    Application(LocalId),
    Period(Span),
    Operation(String),
}

impl Key {
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Receipt(a), Self::Receipt(b)) => super::admission::share_a_key(a, b),
            (a, b) => a == b,
        }
    }
}

/// An entry of `aid` by which the application itself tells of an earlier award of the programme.
#[derive(Debug, Clone)]
pub struct Told {
    pub place: usize,
    /// Nothing where the amount is absent and it is not in kind.
    pub amount: Option<i128>,
    pub day: Option<Date>,
    /// The receipts that it names, if it names any.
    pub receipts: Option<Vec<usize>>,
}

impl Case<'_> {
    /// The earlier adjudications of this programme; none where they are not given.
    pub fn past(&self) -> Vec<&Past> {
        let all = self.given.ledger.iter().flatten();
        let all = all.filter(|past| past.programme == self.programme.id && past.decided);
        all.filter(|past| !self.anew.get() || past.application != self.application.id).collect()
    }

    /// What own earlier decisions awarded, unit by unit.
    pub fn own_units(&self) -> Vec<&PastUnit> {
        let own = self.past().into_iter().filter(|past| past.application == self.application.id);
        own.flat_map(|past| &past.units).filter(|unit| unit.award() > 0).collect()
    }

    /// The entries of `aid` that are the ledger where earlier adjudications are not given.
    pub fn told(&self) -> Vec<Told> {
        if self.given.ledger.is_some() {
            return Vec::new();
        }
        let aid = self.application.aid.as_deref().unwrap_or_default().iter().enumerate();
        let own = aid.filter(|(place, aid)| {
            self.is_own(*place) && matches!(aid.status, AidStatus::Committed | AidStatus::Received)
        });
        let told = own.map(|(place, aid)| Told {
            place,
            amount: aid.amount.map(|amount| i128::from(amount.fen())).or(aid.in_kind.as_ref().map(|_| 0)),
            day: aid.received_on.or(aid.decided_on),
            receipts: self.named(place),
        });
        told.collect()
    }

    /// What such an entry names is spread over the receipts by their burden, which must be known.
    pub fn require_spread(&self) {
        let told = self.told().into_iter().filter(|told| self.aid()[told.place].amount.is_some());
        for receipt in told.filter_map(|told| told.receipts).flatten() {
            self.known(self.burden(receipt));
        }
    }

    /// What is missing of the ledger where something depends on it.
    pub fn ledger_gaps(&self, for_period: bool) -> BTreeSet<String> {
        let mut missing = BTreeSet::new();
        if self.given.ledger.is_some() {
            return missing;
        }
        if self.application.aid.is_none() {
            missing.insert("/aid".to_owned());
        }
        for told in self.told() {
            if told.amount.is_none() {
                missing.insert(format!("/aid/{}/amount", told.place));
            }
            // Aid in kind without an amount is no award, on whatever day it was.
            let is_award = self.aid()[told.place].amount.is_some();
            if for_period && is_award && told.day.is_none() {
                missing.insert(format!("/aid/{}/receivedOn", told.place));
            }
        }
        missing
    }
}
