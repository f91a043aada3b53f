//! What bounds a unit.

use crate::{
    code::LimitScope,
    evaluate::{borne::StillBorne, used::UsedLimits, value::Values},
};

/// How the application's own earlier adjudications are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compared {
    /// There are none.
    Never,
    /// They are still to be compared with: it is computed what would be awarded for the first time.
    Later,
    /// They are compared with: it is computed what is due now.
    Now,
}

impl Compared {
    /// Whether a limit is to be applied: what is left of the fund bounds what is due now, and so do the sums over all that was
    /// awarded to the application.
    pub(crate) const fn is_due(self, scope: LimitScope) -> bool {
        match self {
            Self::Never => true,
            Self::Later => !matches!(scope, LimitScope::FundBalance),
            Self::Now => matches!(
                scope,
                LimitScope::Application | LimitScope::Period | LimitScope::Lifetime | LimitScope::FundBalance
            ),
        }
    }
}

/// What bounds a unit, as far as it is used by the units before it.
#[derive(Clone, Copy)]
pub(crate) struct Bounds<'u, 'r> {
    pub(crate) values: &'u Values<'r>,
    pub(crate) limits: &'u UsedLimits,
    /// What the family still bears, and whether other aid that names receipts has lowered it, where that bounds the unit.
    pub(crate) ceiling: Option<(&'u StillBorne, bool)>,
    pub(crate) compared: Compared,
}
