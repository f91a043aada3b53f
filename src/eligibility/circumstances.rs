//! What a decision depends on besides the application and the programme.

use crate::{
    adjudication::Adjudication,
    value::{Date, Money},
};

/// What a decision depends on besides the application and the programme.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Circumstances<'a> {
    /// The day of the decision.
    pub as_of: Date,
    /// How many places the programme has left; `None` if that is not known.
    pub quota_left: Option<u32>,
    /// What is left of the fund; `None` if that is not known.
    pub fund_balance: Option<Money>,
    /// Earlier adjudications on the same child, in the order in which they were made, where they are known: an empty list
    /// says that there are none. Where they are not given, the aid that the application lists counts in their place. More than
    /// [`EARLIER_MAX`](crate::adjudication::EARLIER_MAX) of them leave every award undetermined.
    pub earlier: Option<&'a [Adjudication]>,
}

impl Circumstances<'_> {
    /// A decision on that day.
    pub const fn on(as_of: Date) -> Self {
        Self { as_of, quota_left: None, fund_balance: None, earlier: None }
    }
}
