//! Earlier awards (docs/evaluation.md, section 1).

use super::{Case, count::Count, period::Span, stay::Stay};
use std::collections::BTreeSet;
use tongbiao::{
    code::{AidStatus, AwardCeiling, LimitScope, ReasonCode},
    eligibility::Truth,
    record::receipt::ReceiptKey,
    value::{Date, LocalId},
};

/// The parts of an earlier adjudication that later ones use.
#[derive(Debug, Clone)]
pub struct Past {
    pub programme: LocalId,
    pub application: LocalId,
    pub as_of: Date,
    /// The birth date and each name of the child. Empty if the birth date is unknown.
    pub child: Vec<(Date, String)>,
    /// Whether its digests are sealed.
    pub sealed: bool,
    /// Whether it is final.
    pub decided: bool,
    /// Whether it awards something.
    pub awarded: bool,
    pub units: Vec<PastUnit>,
    /// The awards under limits that several programmes share.
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
    /// The operation for which it was made, whatever the service.
    pub operation: Option<Key>,
    /// The day of the operation.
    pub performed_on: Option<Date>,
    /// The basis of that application before deductions.
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
    /// The day of the line, if it states one.
    pub charged_on: Option<Date>,
    pub award: i128,
}

#[derive(Debug, Clone)]
pub struct PastReceipt {
    pub keys: Vec<ReceiptKey>,
    pub stay: Option<Stay>,
    /// Visited, discharged, issued, settled.
    pub days: [Option<Date>; 4],
    /// The original, if it is a split sheet.
    pub part: Option<PastPart>,
    pub traces: super::alike::Traces,
}

#[derive(Debug, Clone)]
pub struct PastPart {
    pub original: Vec<ReceiptKey>,
    /// The number of the original, with the hospital of the split sheet.
    pub traces: Option<super::alike::Traces>,
    pub total: i64,
    pub original_total: Option<i64>,
}

/// The key that identifies a unit.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    Receipt(Vec<ReceiptKey>),
    /// A stay of an application, by the first receipt that it had.
    Stay(LocalId, ReceiptKey),
    Application(LocalId),
    Period(Span),
    /// A period that moves with the day of the decision, of one application.
    Rolling(LocalId, Span),
    Operation(String),
}

impl Key {
    /// The period that a unit is for.
    pub const fn span(&self) -> Option<Span> {
        match self {
            Self::Period(span) | Self::Rolling(_, span) => Some(*span),
            _ => None,
        }
    }

    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Receipt(a), Self::Receipt(b)) => super::admitted::share_a_key(a, b),
            (Self::Rolling(a, _), Self::Rolling(b, _)) => a == b,
            (a, b) => a == b,
        }
    }
}

/// An entry of `aid` that states an earlier award of the programme.
#[derive(Debug, Clone)]
pub struct Told {
    pub place: usize,
    /// `None` if it is omitted.
    pub amount: Option<i128>,
    pub day: Option<Date>,
    /// The receipts that it names, if it names any.
    pub receipts: Option<Vec<usize>>,
}

impl Case<'_> {
    /// The earlier adjudications of this programme. `None` if they are not given.
    pub fn past(&self) -> Vec<&Past> {
        let all = self.given.ledger.iter().flatten();
        let all = all.filter(|past| past.programme == self.programme.id && past.decided);
        all.filter(|past| !self.anew.get() || past.application != self.application.id).collect()
    }

    /// The birth date and the comparison form of each current or former name of the child. Empty without a birth date.
    pub fn child_as_told(&self) -> Vec<(Date, String)> {
        let child = &self.application.child;
        let names = [&child.name].into_iter().chain(child.former_names.iter().flat_map(|names| names.iter()));
        let born = self.application.child_born();
        names.filter_map(|name| Some((born?, name.comparison_form()))).collect()
    }

    /// Every earlier adjudication, of any programme, must be for this child, as far as it states one.
    pub fn require_one_child(&self) {
        let own = self.child_as_told();
        for past in self.given.ledger.iter().flatten() {
            let in_common = past.child.iter().any(|name| own.contains(name));
            if !past.child.is_empty() && !own.is_empty() && !in_common {
                self.want("earlier-adjudications");
                self.reasons.borrow_mut().insert(ReasonCode::EarlierOfAnotherChild);
            }
        }
    }

    /// The earlier awards of this application, unit by unit.
    pub fn own_units(&self) -> Vec<&PastUnit> {
        let own = self.past().into_iter().filter(|past| past.application == self.application.id);
        own.flat_map(|past| &past.units).filter(|unit| unit.award() > 0).collect()
    }

    /// The entries of `aid` that form the ledger if earlier adjudications are not given.
    pub fn told(&self) -> Vec<Told> {
        if self.given.ledger.is_some() {
            return Vec::new();
        }
        let aid = self.kept().into_iter().map(|place| (place, &self.aid()[place]));
        let own = aid.filter(|(place, aid)| {
            let granted = matches!(aid.status, AidStatus::Committed | AidStatus::Received);
            self.is_own(*place) == Truth::Yes && granted && self.may_bring(*place)
        });
        let told = own.map(|(place, aid)| Told {
            place,
            amount: aid.amount.map(|amount| i128::from(amount.fen())),
            day: aid.received_on.or(aid.decided_on),
            receipts: self.named(place),
        });
        told.collect()
    }

    /// The entries that may belong to that ledger and do not state their programme.
    fn doubtful(&self) -> Vec<usize> {
        let decided = |place: &usize| {
            let status = self.aid()[*place].status;
            matches!(status, AidStatus::Committed | AidStatus::Received) && self.may_bring(*place)
        };
        let all = self.kept().into_iter().filter(|place| self.is_own(*place) == Truth::Unknown);
        all.filter(decided).filter(|_| self.given.ledger.is_none()).collect()
    }

    /// An award of such an entry is allocated to its receipts in proportion to their family's share. The shares and the
    /// amount must be known.
    pub fn require_spread(&self) {
        // Under the cap, what names no receipts lowers what remains of all of them together.
        let capped = self.programme.coordination.ceiling == AwardCeiling::FamilyBorne;
        for place in self.doubtful().into_iter().filter(|place| capped || self.named(*place).is_some()) {
            self.want(&self.owner(place));
        }
        for told in self.told().into_iter().filter(|told| (capped || told.receipts.is_some()) && told.amount.is_none())
        {
            self.want(&format!("/aid/{}/amount", told.place));
        }
        for told in self.told().into_iter().filter(|told| capped && told.amount.is_some_and(|amount| amount > 0)) {
            if self.is_shown(told.place) == Truth::Unknown {
                self.want(&format!("/aid/{}/receipts", told.place));
            }
        }
        let names = |place: usize| self.named(place).is_some();
        for (a, b, wants) in self.same_grants(&self.told_with_amount()) {
            if capped || names(a) || names(b) {
                self.missing.borrow_mut().extend(wants);
            }
        }
        let gaps = self.burden_gaps();
        self.missing.borrow_mut().extend(gaps);
    }

    fn told_with_amount(&self) -> Vec<usize> {
        let told = self.told().into_iter().filter(|told| told.amount.is_some_and(|amount| amount > 0));
        told.map(|told| told.place).collect()
    }

    /// The missing facts about the family's share of receipts that such entries name.
    fn burden_gaps(&self) -> BTreeSet<String> {
        let told = self.told().into_iter().filter(|told| told.amount.is_some());
        let named = told.filter_map(|told| told.receipts).flatten();
        named.filter_map(|receipt| self.burden(receipt).err()).flatten().collect()
    }

    /// The missing facts of the ledger, if the result depends on them.
    pub fn ledger_gaps(&self, for_period: bool) -> BTreeSet<String> {
        let mut missing = BTreeSet::new();
        if self.given.ledger.is_some() {
            return missing;
        }
        if self.application.aid.is_none() {
            missing.insert("/aid".to_owned());
        }
        missing.extend(self.doubtful().into_iter().map(|place| self.owner(place)));
        for told in self.told() {
            if told.amount.is_none() {
                missing.insert(format!("/aid/{}/amount", told.place));
            }
            if for_period && told.amount.is_some() && told.day.is_none() {
                missing.insert(format!("/aid/{}/receivedOn", told.place));
            }
        }
        missing.extend(self.grant_gaps(&self.told_with_amount()));
        if for_period {
            missing.extend(self.burden_gaps());
        }
        missing
    }
}
