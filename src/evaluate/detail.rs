//! How much an outcome says.

/// How much an adjudication states besides the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// The decision, the amount, the payments, and of each item what it does not award and why.
    None,
    /// And what became of every fen of every receipt.
    Reasons,
    /// And every step of the computation.
    Full,
}
