//! Recorded steps of a computation.

use super::{
    column::{Index, UnitIx},
    exact::FEN,
    node::Node,
};
use crate::{
    adjudication::TraceStep,
    code::{ReasonCode, StepKind, Truth},
    value::{ExactAmount, Pointer, Text},
    wire::Integer,
};

/// A step. Its texts are built only if it is published.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) kind: StepKind,
    pub(super) at: Node,
    pub(super) unit: Option<UnitIx>,
    /// The index of the receipt in the application.
    pub(super) receipt: Option<usize>,
    pub(super) judgement: Option<Truth>,
    pub(super) code: Option<ReasonCode>,
    /// In millionths of a fen.
    pub(super) amount_in: Option<i128>,
    pub(super) value: Option<Noted>,
    pub(super) amount_out: Option<i128>,
}

/// The value that a rule used.
#[derive(Debug, Clone, Copy)]
pub(super) enum Noted {
    /// In millionths of a fen.
    Amount(i128),
    /// In millionths.
    Rate(i128),
    /// In ten-thousandths.
    Number(i64),
}

impl Step {
    pub(super) const fn new(kind: StepKind, at: Node) -> Self {
        Self {
            kind,
            at,
            unit: None,
            receipt: None,
            judgement: None,
            code: None,
            amount_in: None,
            value: None,
            amount_out: None,
        }
    }

    /// A step from one amount in fen to another.
    pub(super) fn between(kind: StepKind, at: Node, unit: impl Into<Option<UnitIx>>, (from, to): (i64, i64)) -> Self {
        let micro = |fen: i64| Some(i128::from(fen) * FEN);
        Self { unit: unit.into(), amount_in: micro(from), amount_out: micro(to), ..Self::new(kind, at) }
    }

    /// The step in its published form.
    pub(super) fn published(&self) -> TraceStep {
        let mut step = TraceStep::new(self.kind, Pointer::cleaned(&self.at.to_string()));
        step.unit = self.unit.and_then(|unit| Integer::new(i64::try_from(unit.place()).ok()?).ok());
        step.about = self.receipt.map(|place| Pointer::cleaned(&format!("/receipts/{place}")));
        step.judgement = self.judgement;
        step.code = self.code;
        step.amount_in = self.amount_in.and_then(ExactAmount::from_micro_fen);
        step.value = self.value.and_then(|value| Text::parse(&value.published()).ok());
        step.amount_out = self.amount_out.and_then(ExactAmount::from_micro_fen);
        step
    }
}

impl Noted {
    fn published(self) -> String {
        match self {
            Self::Amount(micro) => ExactAmount::from_micro_fen(micro).map_or_else(String::new, |a| a.to_string()),
            Self::Rate(ppm) => rust_decimal::Decimal::try_from_i128_with_scale(ppm, 6)
                .map_or_else(|_| String::new(), |rate| rate.normalize().to_string()),
            Self::Number(number) => rust_decimal::Decimal::new(number, 4).normalize().to_string(),
        }
    }
}
