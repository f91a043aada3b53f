//! Why something cannot be decided.

/// Why something cannot be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// A keyword that is not understood here.
    Keyword,
    /// A pattern that is not of the subset that is read, or too large.
    Pattern,
    /// Whether validators look at a format is up to them.
    Format,
    /// Alternatives that cannot be told apart.
    Overlap,
    /// A reference that leads nowhere, or elsewhere than to a definition.
    Reference,
    /// No example could be made that shows it.
    NoExample,
}
