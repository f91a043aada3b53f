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
    /// A programme of invented rules.
    Programme,
    /// A joint relief plan of invented programmes.
    Plan,
    /// The outcome of a whole case under an invented programme.
    Adjudication,
    /// The outcome of a whole case under an invented joint relief plan.
    JointAdjudication,
}

impl Kind {
    /// All kinds.
    pub const ALL: &'static [Self] = &[
        Self::Application,
        Self::Receipt,
        Self::Diagnosis,
        Self::Programme,
        Self::Plan,
        Self::Adjudication,
        Self::JointAdjudication,
    ];

    /// Its code, which is that of the kind of document.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Receipt => "receipt",
            Self::Diagnosis => "diagnosis",
            Self::Programme => "programme",
            Self::Plan => "plan",
            Self::Adjudication => "adjudication",
            Self::JointAdjudication => "joint-adjudication",
        }
    }
}
