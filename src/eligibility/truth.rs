//! Yes, no or unknown.

pub(super) use crate::code::Truth;
use crate::{
    code::{DuplicateEvidence, FactSupplier},
    record::{receipt::supplier_of, register::Alike},
    value::{Date, LocalId, NameDoubt},
};

impl Truth {
    /// The result of a comparison. Unknown if a side of it is missing.
    pub fn of(holds: Option<bool>) -> Self {
        match holds {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unknown,
        }
    }

    /// The opposite; unknown stays unknown.
    #[must_use]
    pub const fn negated(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }

    /// Whether both hold. A no decides.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Unknown,
        }
    }

    /// Whether one of them holds. A yes decides.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        self.negated().and(other.negated()).negated()
    }
}

/// A fact that must be known before there is an answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The code of a fact, the key of an assessment, or the identifier of a statistic.
    pub code: String,
    /// Its place in the application, as a JSON Pointer with `*` for an item. `None` if it is not in the application.
    pub pointer: Option<String>,
    /// The party that supplies it.
    pub supplier: FactSupplier,
    /// The day for which it is missing, if its value depends on the day.
    pub on: Option<Date>,
    /// Why the name that the place states may or may not be the child's.
    pub doubt: Option<NameDoubt>,
    /// The receipt that may be the same one as that of the place.
    pub alike: Option<AlikeTo>,
}

/// The other one of two receipts that may be one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AlikeTo {
    /// Its index in the application. `None` if it is in another application.
    pub receipt: Option<usize>,
    /// The other application. `None` if it is in this one.
    pub application: Option<LocalId>,
    /// The evidence that they are one.
    pub evidence: DuplicateEvidence,
}

impl Missing {
    /// A missing fact without a day of its own.
    pub(crate) fn new(code: impl Into<String>, pointer: Option<String>, supplier: FactSupplier) -> Self {
        Self { code: code.into(), pointer, supplier, on: None, doubt: None, alike: None }
    }

    /// A missing member of the receipt with that index in the application.
    pub(crate) fn of_receipt(code: impl Into<String>, place: usize, member: &str) -> Self {
        Self::new(code, Some(format!("/receipts/{place}/{member}")), supplier_of(member))
    }

    /// The name on the receipt at that place of the application, which may or may not be the child's.
    pub(crate) fn of_name(code: impl Into<String>, place: usize, doubt: NameDoubt) -> Self {
        Self { doubt: Some(doubt), ..Self::of_receipt(code, place, "patientName") }
    }

    /// The member that distinguishes two receipts of the application that may be one.
    pub(crate) fn of_alike(code: impl Into<String>, alike: Alike) -> Self {
        let other = AlikeTo { evidence: alike.evidence, receipt: Some(alike.other), application: None };
        Self { alike: Some(other), ..Self::of_receipt(code, alike.place, alike.member) }
    }

    /// The member that distinguishes a receipt from one that another application used.
    pub(crate) fn of_alike_elsewhere(place: usize, evidence: DuplicateEvidence, application: &LocalId) -> Self {
        let other = AlikeTo { evidence, receipt: None, application: Some(application.clone()) };
        Self { alike: Some(other), ..Self::of_receipt("receipt", place, "distinctFrom") }
    }

    /// Missing earlier adjudications, or something that they do not state. They are not part of an application.
    pub(crate) fn earlier_adjudications() -> Self {
        Self::new("earlier-adjudications", None, FactSupplier::Programme)
    }
}

/// The value that was read, or everything that is missing to read it.
pub(crate) type Known<T> = Result<T, Vec<Missing>>;

/// Both of two values. If both are missing, both are reported.
pub(crate) fn both<A, B, E: Into<Vec<Missing>>>(a: Result<A, E>, b: Result<B, E>) -> Known<(A, B)> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => Err(a.err().into_iter().chain(b.err()).flat_map(Into::into).collect()),
    }
}

impl From<Missing> for Vec<Missing> {
    fn from(missing: Missing) -> Self {
        vec![missing]
    }
}

/// An answer, and the missing facts if it is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) truth: Truth,
    pub(crate) missing: Vec<Missing>,
}

impl Answer {
    pub(crate) const fn decided(truth: Truth) -> Self {
        Self { truth, missing: Vec::new() }
    }

    /// Unknown, because of a missing fact.
    pub(crate) fn wants(missing: Missing) -> Self {
        Self { truth: Truth::Unknown, missing: vec![missing] }
    }

    pub(crate) fn known(holds: Known<bool>) -> Self {
        match holds {
            Ok(holds) => Self::decided(Truth::of(Some(holds))),
            Err(missing) => Self { truth: Truth::Unknown, missing },
        }
    }

    pub(crate) fn negated_if(mut self, negated: bool) -> Self {
        if negated {
            self.truth = self.truth.negated();
        }
        self
    }

    /// Whether all hold. Missing facts count only while no answer is a no.
    pub(crate) fn all(answers: impl IntoIterator<Item = Self>) -> Self {
        Self::fold(answers, Truth::Yes, Truth::and)
    }

    /// Whether any of them holds.
    pub(crate) fn any(answers: impl IntoIterator<Item = Self>) -> Self {
        Self::fold(answers, Truth::No, Truth::or)
    }

    fn fold(answers: impl IntoIterator<Item = Self>, start: Truth, join: fn(Truth, Truth) -> Truth) -> Self {
        let mut all = Self::decided(start);
        for answer in answers {
            all.truth = join(all.truth, answer.truth);
            if answer.truth == Truth::Unknown {
                all.missing.extend(answer.missing);
            }
        }
        if all.truth != Truth::Unknown {
            all.missing.clear();
        }
        all.missing.sort();
        all.missing.dedup();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Truth::{No, Unknown, Yes};

    #[test]
    fn strong_kleene() {
        for (a, b, and, or) in [
            (Yes, Yes, Yes, Yes),
            (Yes, No, No, Yes),
            (No, No, No, No),
            (Yes, Unknown, Unknown, Yes),
            (No, Unknown, No, Unknown),
            (Unknown, Unknown, Unknown, Unknown),
        ] {
            assert_eq!((a.and(b), b.and(a), a.or(b), b.or(a)), (and, and, or, or), "{a:?} {b:?}");
        }
    }
}
