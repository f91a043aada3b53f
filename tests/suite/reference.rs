//! A slow and simple evaluator, written from `docs/evaluation.md` alone. The library must agree with it.
//!
//! It shares with the library the types, the published registry of facts, and small functions such as the keys of a
//! receipt. It shares none of its facts, answers or amounts. Nothing is prepared, cached or optimised: each section of
//! the text is a file, and each sentence a loop.

mod admitted;
mod after_limits;
mod aid;
pub mod alike;
mod assessed;
mod at_visit;
mod award;
mod count;
mod document;
mod earlier;
mod eligible;
mod elsewhere;
mod entitlement;
mod exact;
mod facts;
mod fund;
mod hospital;
mod insured;
mod joined;
pub mod joint;
mod judge;
mod ledger;
mod less_before;
mod line_days;
mod lines;
mod measured;
pub mod papers;
mod parents;
mod period;
mod periods;
mod placed;
mod predicates;
mod prices;
mod question;
pub mod replay;
mod same_aid;
mod stay;
mod supplement;
mod table;
mod told_in;
mod unit;
mod unit_facts;

pub use eligible::{Eligible, eligible};
pub use ledger::Past;

use ledger::{PastCell, PastReceipt, PastUnit};
use serde_json::Value;
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
};
use table::Known;
use tongbiao::{
    code::{AdjudicationDecision, LimitScope, PaperState, PayerClass, ReasonCode},
    eligibility::{Circumstances, Truth},
    programme::{Programme, ProgrammeItem},
    record::application::Application,
    value::{Date, LocalId, Money},
};

/// The largest amount of a document, in fen.
const MOST: i128 = 99_999_999_999_999;

/// The maximum number of earlier adjudications in an outcome.
const EARLIER_MOST: usize = 1000;

/// The circumstances of a decision.
#[derive(Debug, Clone)]
pub struct Given {
    pub as_of: Date,
    pub quota_left: Option<u32>,
    pub fund_balance: Option<Money>,
    /// Earlier adjudications of this evaluator. `None` if they are not given.
    pub ledger: Option<Vec<Past>>,
}

impl Given {
    /// The same for the library, without the ledger.
    pub fn circumstances(&self) -> Circumstances<'static> {
        let mut circumstances = Circumstances::on(self.as_of);
        circumstances.quota_left = self.quota_left;
        circumstances.fund_balance = self.fund_balance;
        circumstances
    }
}

/// The result.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub decision: AdjudicationDecision,
    /// In fen. `None` if it is undetermined.
    pub amount: Option<i128>,
    /// Each item of the programme.
    pub items: Vec<i128>,
    /// Each unit that is paid in money: its item, its award, the amount overpaid before.
    pub units: Vec<(LocalId, i128, i128)>,
    /// Each receipt of the application.
    pub receipts: Vec<ReceiptResult>,
    /// The amount overpaid before.
    pub overpaid: i128,
    /// The services in kind: the item, and the number of services.
    pub services: usize,
    pub missing: BTreeSet<String>,
    pub reasons: BTreeSet<ReasonCode>,
    /// The scopes of the limits that reduced something.
    pub cut_by: BTreeSet<LimitScope>,
    /// The part of this decision that later adjudications use.
    pub past: Past,
}

#[derive(Debug, Clone)]
pub struct ReceiptResult {
    pub admitted: Truth,
    pub reasons: Vec<ReasonCode>,
    pub award: i128,
    /// The part of the family's share that is still owed to the hospital, if the receipt is admitted.
    pub owed: i128,
    /// The award on each line, if the lines can be used.
    pub lines: Option<Vec<i128>>,
}

/// A programme, an application, and the circumstances.
pub struct Case<'a> {
    programme: &'a Programme,
    application: &'a Application,
    /// The application as JSON.
    document: Value,
    given: Given,
    missing: RefCell<BTreeSet<String>>,
    reasons: RefCell<BTreeSet<ReasonCode>>,
    /// Whether the application is judged as if it had not been decided before.
    anew: Cell<bool>,
    /// Payer classes of members of earlier stages of a plan.
    settled: RefCell<Vec<PayerClass>>,
    /// What a plan deducts from the basis, by receipt and cell.
    deducted: RefCell<BTreeMap<(usize, usize), i128>>,
}

impl<'a> Case<'a> {
    fn of(programme: &'a Programme, application: &'a Application, given: &Given) -> Self {
        Self {
            programme,
            application,
            document: serde_json::to_value(application).unwrap(),
            given: given.clone(),
            missing: RefCell::default(),
            reasons: RefCell::default(),
            anew: Cell::default(),
            settled: RefCell::default(),
            deducted: RefCell::default(),
        }
    }
}

impl Case<'_> {
    /// Records a missing fact.
    fn want(&self, pointer: &str) {
        self.missing.borrow_mut().insert(pointer.to_owned());
    }

    /// Records an amount above the maximum of a document.
    fn bounded(&self, fen: i128) -> Option<i128> {
        if fen > MOST {
            self.want(ReasonCode::AmountOutOfRange.as_str());
        }
        (fen <= MOST).then_some(fen)
    }

    /// A known value. If it is unknown, the missing fact is recorded.
    fn known<T>(&self, value: Known<T>) -> Option<T> {
        value.map_err(|missing| self.missing.borrow_mut().extend(missing)).ok()
    }
}

/// Computes the award of a programme for an application.
pub fn evaluate(programme: &Programme, application: &Application, given: &Given) -> Outcome {
    let case = Case::of(programme, application, given);
    let Eligible { in_force, status, papers, .. } = case.eligible();
    let mut outcome = case.nothing();
    if given.ledger.as_ref().is_some_and(|ledger| ledger.len() > EARLIER_MOST) {
        outcome.reasons.insert(ReasonCode::EarlierTooMany);
        return outcome;
    }
    if given.ledger.iter().flatten().any(|past| past.sealed) {
        outcome.reasons.insert(ReasonCode::EarlierSealed);
        outcome.missing.insert("earlier-adjudications".to_owned());
        return outcome;
    }
    if in_force.truth == Truth::No || status.truth == Truth::No {
        outcome.decision = AdjudicationDecision::Refused;
        outcome.amount = Some(0);
        return outcome;
    }
    if status.truth == Truth::Unknown {
        outcome.missing = status.missing;
        return outcome;
    }
    case.decide(&mut outcome);
    let awaits = papers.iter().any(|paper| {
        matches!(paper.state, PaperState::Missing | PaperState::Unfit | PaperState::Unclear | PaperState::MayBeNeeded)
    });
    if awaits && outcome.decision == AdjudicationDecision::Awarded {
        outcome.decision = AdjudicationDecision::AwaitingPapers;
        outcome.missing = papers.into_iter().flat_map(|paper| paper.missing).collect();
    }
    // An outcome that awaits supporting documents has not been granted. A refusal here is for a threshold that is not reached.
    outcome.past.awarded = outcome.decision == AdjudicationDecision::Awarded;
    outcome.past.decided =
        !matches!(outcome.decision, AdjudicationDecision::AwaitingPapers | AdjudicationDecision::Undetermined);
    outcome
}

/// The family's share of each line of a receipt, or of the receipt if its lines are not usable.
pub fn burden(programme: &Programme, application: &Application, given: &Given, receipt: usize) -> Option<Vec<i128>> {
    let case = Case::of(programme, application, given);
    case.burden(receipt).ok()
}

impl Case<'_> {
    /// An outcome without a decision.
    fn nothing(&self) -> Outcome {
        Outcome {
            decision: AdjudicationDecision::Undetermined,
            amount: None,
            items: vec![0; self.programme.items.len()],
            units: Vec::new(),
            receipts: Vec::new(),
            overpaid: 0,
            services: 0,
            missing: BTreeSet::new(),
            reasons: BTreeSet::new(),
            cut_by: BTreeSet::new(),
            past: Past {
                programme: self.programme.id.clone(),
                application: self.application.id.clone(),
                as_of: self.given.as_of,
                child: self.child_as_told(),
                sealed: false,
                decided: false,
                awarded: false,
                units: Vec::new(),
                shared: Vec::new(),
            },
        }
    }

    /// Records everything that is missing before an award is computed. Whether other aid excludes every award.
    fn require(&self) -> bool {
        let coordination = &self.programme.coordination;
        self.require_one_child();
        let may_apply: Vec<&ProgrammeItem> = self.programme.items.iter().filter(|item| self.may_apply(item)).collect();
        if may_apply.iter().any(|item| self.asks_for_aid(item)) {
            self.require_aid();
            self.require_shown(&may_apply);
        }
        let one_child = self.missing.borrow().iter().all(|missing| missing != "earlier-adjudications");
        if self.is_excluded() && one_child {
            return true;
        }
        if may_apply.iter().any(|item| self.asks_for_receipts(item)) {
            self.require_admission();
            self.require_spread();
        }
        if !may_apply.is_empty() && coordination.after.is_some() {
            self.judge_after(&self.admitted_by_programme());
        }
        self.require_stays();
        false
    }

    fn decide(&self, outcome: &mut Outcome) {
        if self.require() {
            outcome.decision = AdjudicationDecision::NothingPayable;
            outcome.amount = Some(0);
            outcome.reasons.insert(ReasonCode::Exclusive);
            outcome.receipts = self.receipt_results(&[]);
            return;
        }
        let (done, overpaid) = self.awards();
        self.bounded(done.iter().map(award::Done::award).sum());
        outcome.missing.clone_from(&self.missing.borrow());
        outcome.reasons.clone_from(&self.reasons.borrow());
        if !outcome.missing.is_empty() {
            return;
        }
        for one in &done {
            outcome.cut_by.extend(&one.cut_by);
            outcome.items[one.unit.item] += one.award();
            outcome.services += usize::from(one.given);
            if !one.unit.service {
                let item = self.programme.items[one.unit.item].id.clone();
                outcome.units.push((item, one.award(), one.overpaid));
            }
        }
        outcome.overpaid = overpaid;
        let amount = outcome.items.iter().sum();
        outcome.amount = Some(amount);
        outcome.decision = if amount > 0 || outcome.services > 0 {
            AdjudicationDecision::Awarded
        } else if self.is_below_thresholds(&done) {
            outcome.reasons.insert(ReasonCode::ThresholdNotReached);
            AdjudicationDecision::Refused
        } else {
            AdjudicationDecision::NothingPayable
        };
        outcome.receipts = self.receipt_results(&done);
        outcome.past.shared = self.shared_awards(&done);
        outcome.past.units = done.iter().map(|done| self.past_unit(done)).collect();
    }

    /// Whether an item has only units below its threshold, and every other item does not apply or has no receipt for its basis.
    fn is_below_thresholds(&self, done: &[award::Done]) -> bool {
        let mut any = false;
        for (place, item) in self.programme.items.iter().enumerate() {
            let own: Vec<_> = done.iter().filter(|one| one.unit.item == place).collect();
            let when = self.judge_all(item.when.as_deref(), item.when_any_of.as_deref(), &judge::Subject::Application);
            let has_receipts = item.basis.is_none() || !self.admitted(item).is_empty();
            if when.truth != Truth::Yes || !has_receipts {
                continue;
            }
            if own.is_empty() || own.iter().any(|one| !one.below) {
                return false;
            }
            any = true;
        }
        any
    }

    /// The receipts admitted to some item, in canonical order.
    fn admitted_to_some(&self) -> Vec<usize> {
        let all: BTreeSet<usize> = self.programme.items.iter().flat_map(|item| self.admitted_to(item)).collect();
        self.canonical_order().into_iter().filter(|index| all.contains(index)).collect()
    }

    fn receipt_results(&self, done: &[award::Done]) -> Vec<ReceiptResult> {
        let admitted = self.admitted_to_some();
        let result = |index: usize| {
            let mut lines = self.lines(index).map(|lines| vec![0; lines.len()]);
            let mut award = 0;
            for cell in
                done.iter().flat_map(|done| &done.cells).filter(|cell| cell.on_receipt && cell.receipts == [index])
            {
                if let (Some(line), Some(lines)) = (cell.line, &mut lines) {
                    lines[line] += cell.award;
                }
                award += cell.award;
            }
            let mut reasons = Vec::new();
            let asking =
                self.programme.items.iter().filter(|item| self.may_apply(item) && self.asks_for_receipts(item));
            for item in asking {
                for reason in self.admission(index, self.own_rule(item)).reasons {
                    if !reasons.contains(&reason) {
                        reasons.push(reason);
                    }
                }
            }
            let admitted = admitted.contains(&index);
            let reasons = if admitted { Vec::new() } else { reasons };
            let owed = if admitted { self.owed(index).unwrap_or(0) } else { 0 };
            ReceiptResult { admitted: Truth::of(Some(admitted)), reasons, award, owed, lines }
        };
        (0..self.receipts().len()).map(result).collect()
    }

    fn past_unit(&self, done: &award::Done) -> PastUnit {
        let receipt = |index: &usize| PastReceipt {
            keys: self.receipts()[*index].keys(),
            stay: stay::stay_of(&self.receipts()[*index]),
            days: self.days(*index),
            part: self.past_part(*index),
            traces: alike::traces(&self.receipts()[*index]),
        };
        let cells = done.cells.iter().map(|cell| PastCell {
            receipts: cell.receipts.iter().map(receipt).collect(),
            line: cell.line,
            charged_on: cell.line.and_then(|line| {
                let [receipt] = cell.receipts.as_slice() else { return None };
                self.receipts()[*receipt].lines.as_ref()?[line].charged_on
            }),
            award: cell.award,
        });
        PastUnit {
            item: self.programme.items[done.unit.item].id.clone(),
            key: done.unit.key.clone(),
            operation: done.unit.operation.map(|(t, o)| self.operation_key(t, o, "")),
            performed_on: done.unit.operation.and_then(|(t, o)| {
                self.operations()
                    .into_iter()
                    .find(|(a, b, ..)| (*a, *b) == (t, o))
                    .and_then(|(_, _, _, operation)| operation.performed_on)
            }),
            basis: done.basis,
            cells: cells.collect(),
            all: done.unit.receipts.iter().map(receipt).collect(),
            count: done.count,
            given: done.given,
        }
    }
}
