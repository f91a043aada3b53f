//! The circumstances of a decision: everything that it depends on besides the application and the programme.

use crate::{
    adjudication::Adjudication,
    value::{Date, Money},
};

/// The circumstances of a decision: everything that it depends on besides the application and the programme.
///
/// # Example
/// ```
/// use tongbiao::{date, eligibility::Circumstances, money};
///
/// let mut circumstances = Circumstances::on(date!("2026-06-10"));
/// circumstances.quota_left = Some(3);
/// circumstances.fund_balance = Some(money!("100000.00"));
/// circumstances.earlier = Some(&[]); // the programme has decided nothing on this child before
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Circumstances<'a> {
    /// The day of the decision. It may be before the days that the application states: no rule compares them.
    pub as_of: Date,
    /// The number of places that the programme has left; `None` if it is unknown. Used only by a programme with a condition on
    /// `quota-left`; otherwise only recorded.
    pub quota_left: Option<u32>,
    /// The balance of the fund; `None` if it is unknown. Used only by a programme with a limit of scope `fund-balance`; otherwise
    /// only recorded.
    pub fund_balance: Option<Money>,
    /// Earlier adjudications on the same child, of any programme, in the order in which they were made. An empty list states that
    /// there were none. If it is `None`, the programme's own entries among the aid in the application are used instead.
    ///
    /// Earlier awards are those of decisions `awarded` and `nothing-payable` of the programme itself, each document once; a decision
    /// `awaiting-papers` is not an award. Decisions of other programmes are used only by conditions on earlier aid and by limits that
    /// programmes share.
    ///
    /// The new award is undetermined if an earlier award was made with less than [`Detail::Reasons`](crate::evaluate::Detail::Reasons),
    /// if a decision is on another child or has sealed digests, or if there are more than [`EARLIER_MAX`](crate::adjudication::EARLIER_MAX) decisions.
    pub earlier: Option<&'a [Adjudication]>,
}

impl Circumstances<'_> {
    /// A decision on that day, with all other circumstances unknown.
    pub const fn on(as_of: Date) -> Self {
        Self { as_of, quota_left: None, fund_balance: None, earlier: None }
    }
}
