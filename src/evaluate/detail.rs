//! The level of detail of an outcome.

/// The level of detail of an adjudication, besides the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// The decision, the amount, the payments, and for each item the amounts not awarded, with reasons.
    None,
    /// In addition, how every fen of every receipt was treated.
    Reasons,
    /// In addition, every step of the computation.
    Full,
}
