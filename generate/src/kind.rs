//! The kinds of documents that are generated.

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A whole case.
    Application,
    /// A receipt alone.
    Receipt,
    /// A certificate of diagnosis alone.
    Diagnosis,
}

impl Kind {
    /// All kinds.
    pub const ALL: &'static [Self] = &[Self::Application, Self::Receipt, Self::Diagnosis];

    /// Its code, which is that of the kind of document.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Receipt => "receipt",
            Self::Diagnosis => "diagnosis",
        }
    }
}
