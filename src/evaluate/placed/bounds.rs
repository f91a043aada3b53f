//! What bounds a unit.

use crate::{
    code::LimitScope,
    evaluate::{borne::StillBorne, ledger::Of, plan::Plan, used::UsedLimits, value::Values},
};

/// For what everything is gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// What everything is, if the fund had enough.
    Whole,
    /// The same, as if this application had not been decided before.
    Anew,
    /// What is due beyond what own earlier decisions awarded.
    Due,
    /// What the fund has left for it.
    Fund,
}

impl Phase {
    /// Which part of the ledger limits look at.
    pub(crate) const fn looks_at(self) -> Of {
        match self {
            Self::Anew => Of::Others,
            Self::Whole | Self::Due | Self::Fund => Of::All,
        }
    }

    /// Whether a limit is applied.
    pub(crate) const fn applies(self, scope: LimitScope) -> bool {
        let of_fund = matches!(scope, LimitScope::FundBalance);
        match self {
            Self::Whole | Self::Anew => !of_fund,
            Self::Due => matches!(scope, LimitScope::Application | LimitScope::Period | LimitScope::Lifetime),
            Self::Fund => of_fund,
        }
    }

    /// Whether nothing is taken off any more after it, but for a smallest award.
    pub(crate) fn is_last(self, plan: &Plan<'_>) -> bool {
        match self {
            Self::Anew => false,
            Self::Whole | Self::Due => !plan.asks_fund(),
            Self::Fund => true,
        }
    }

    /// Whether it allocates what units are entitled to; later ones only lower it.
    pub(crate) const fn is_first(self) -> bool {
        matches!(self, Self::Whole | Self::Anew)
    }
}

/// What bounds a unit, as far as it is used by the units before it.
#[derive(Clone, Copy)]
pub(crate) struct Bounds<'u, 'r> {
    pub(crate) values: &'u Values<'r>,
    pub(crate) limits: &'u UsedLimits,
    /// The family's remaining share where it bounds the unit, and whether aid that names receipts has lowered it.
    pub(crate) ceiling: Option<(&'u StillBorne, bool)>,
    pub(crate) phase: Phase,
}
