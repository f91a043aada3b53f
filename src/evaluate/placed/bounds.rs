//! The bounds of a unit.

use crate::{
    code::LimitScope,
    evaluate::{
        borne::{DeductedAid, StillBorne},
        column::{Astray, LineIx},
        input::Input,
        ledger::Of,
        used::UsedLimits,
        value::Values,
    },
};

/// The purpose of a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// The full entitlement, as if the fund had enough money.
    Whole,
    /// The same, as if this application had not been decided before.
    Anew,
    /// The part that a joint relief plan allows: of the full entitlement, or of that as if this application had not been decided
    /// before.
    Shared,
    SharedAnew,
    /// The amount due beyond the earlier awards of this application.
    Due,
    /// The part of it that the fund balance covers.
    Fund,
}

impl Phase {
    /// The part of the ledger that limits use.
    pub(crate) const fn looks_at(self) -> Of {
        match self {
            Self::Anew | Self::SharedAnew => Of::Others,
            Self::Whole | Self::Shared | Self::Due | Self::Fund => Of::All,
        }
    }

    /// Whether a limit is applied.
    pub(crate) const fn applies(self, scope: LimitScope) -> bool {
        let of_fund = matches!(scope, LimitScope::FundBalance);
        match self {
            Self::Whole | Self::Anew => !of_fund,
            Self::Shared | Self::SharedAnew => false,
            Self::Due => matches!(scope, LimitScope::Application | LimitScope::Period | LimitScope::Lifetime),
            Self::Fund => of_fund,
        }
    }

    /// Whether nothing is deducted after this phase, except for a minimum award.
    pub(crate) fn is_last(self, input: &Input<'_>) -> bool {
        match self {
            Self::Anew | Self::SharedAnew => false,
            Self::Whole => !input.plan.asks_fund() && input.under.is_none(),
            Self::Shared | Self::Due => !input.plan.asks_fund(),
            Self::Fund => true,
        }
    }

    /// Whether this phase allocates the entitlements. Later phases only lower them.
    pub(crate) const fn is_first(self) -> bool {
        matches!(self, Self::Whole | Self::Anew)
    }
}

/// The family's remaining share, as the limit of a unit.
#[derive(Clone, Copy)]
pub(crate) struct Ceiling<'u> {
    pub(crate) borne: &'u StillBorne,
    /// The aid that only the item of the unit counts.
    pub(crate) deducted: Option<&'u DeductedAid>,
    /// Whether aid that names receipts has reduced it.
    pub(crate) is_lowered_by_aid: bool,
}

impl Ceiling<'_> {
    /// The remaining share of a line. It is negative if more than the share is paid.
    pub(crate) fn left(self, line: LineIx) -> Result<i64, Astray> {
        let deducted = self.deducted.map_or(Ok(0), |deducted| deducted.on(line))?;
        Ok(*self.borne.lines.get(line)? - deducted)
    }

    /// The remaining total, and whether aid that names no receipts has reduced it.
    pub(crate) fn together(self) -> (i64, bool) {
        let unnamed = self.deducted.map_or(0, |deducted| deducted.unnamed);
        (self.borne.together.saturating_sub(unnamed).max(0), self.borne.is_lowered_by_aid || unnamed > 0)
    }
}

/// The bounds of a unit, with the parts used by the units before it.
#[derive(Clone, Copy)]
pub(crate) struct Bounds<'u, 'r> {
    pub(crate) values: &'u Values<'r>,
    pub(crate) limits: &'u UsedLimits,
    /// The family's remaining share, if it limits the unit.
    pub(crate) ceiling: Option<Ceiling<'u>>,
    pub(crate) phase: Phase,
}
