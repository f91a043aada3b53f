//! The circumstances of a decision: everything that it depends on besides the application and the programme.

use crate::{
    adjudication::Adjudication,
    value::{Date, Money},
};

/// The circumstances of a decision: everything that it depends on besides the application and the programme.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Circumstances<'a> {
    /// The day of the decision.
    pub as_of: Date,
    /// The number of remaining places of the programme. `None` if it is unknown.
    pub quota_left: Option<u32>,
    /// The remaining money of the fund. `None` if it is unknown.
    pub fund_balance: Option<Money>,
    /// Earlier adjudications for the same child, in the order in which they were made. An empty list means that none
    /// exist. `None` means unknown: the aid that the application lists is then used in their place. More than
    /// [`EARLIER_MAX`](crate::adjudication::EARLIER_MAX) adjudications leave every award undetermined.
    pub earlier: Option<&'a [Adjudication]>,
}

impl Circumstances<'_> {
    /// A decision on that day, with all other circumstances unknown.
    pub const fn on(as_of: Date) -> Self {
        Self { as_of, quota_left: None, fund_balance: None, earlier: None }
    }
}
