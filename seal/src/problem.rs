//! The reasons why an outcome cannot be sealed or opened.

use thiserror::Error;
use tongbiao::value::KeyIdentifier;

/// The reason why an outcome cannot be sealed or opened. It never contains a key or a digest.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Problem {
    /// The text is not that of a key file.
    #[error("the text is not a key")]
    NoKey,
    /// The outcome was sealed with a key that is neither this key nor an earlier one.
    #[error("the outcome was sealed with another key; its identifier is {0}")]
    OtherKey(KeyIdentifier),
    /// The document states a key, and a digest is not sealed.
    #[error("the outcome states a key, but not all of its digests are sealed")]
    Altered,
    /// A digest of the document is sealed, and the document does not state the key.
    #[error("the digests of the outcome are sealed, but it does not state the key")]
    KeyMissing,
    /// A digest of the document has another algorithm than those of this project, so that the seal could not restore it.
    #[error("a digest of the outcome is not of the algorithm fnv1a128 and cannot be sealed")]
    OtherAlgorithm,
}
