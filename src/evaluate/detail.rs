//! The level of detail of an outcome.

/// The level of detail of an adjudication, besides the amount.
///
/// An outcome that a later decision must take into account needs at least [`Reasons`](Self::Reasons). The letter to the family needs
/// `Reasons` too: without it the letter does not name the receipts and lines that are not admitted. The account for the case worker
/// shows the steps only with [`Full`](Self::Full). The amount is the same with every detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// The outcome states the decision, the amount, the payments and, for each item, what is not awarded and why. It cannot serve as
    /// an earlier outcome if its amount is above zero: a later decision is then undetermined.
    Amounts,
    /// The outcome states in addition the units, the treatment of every fen of every receipt, and the limits.
    Reasons,
    /// The outcome states in addition every step of the computation.
    Full,
}
