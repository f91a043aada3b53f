//! The names of members, as declared.

use super::Step;
use std::fmt;

/// The name of a member of a record, as documents write it.
///
/// Only the declaration of a record creates one, as `Receipt::MEMBERS.total_amount`. A misspelt name therefore does not
/// compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberName(&'static str);

impl MemberName {
    /// For `record!` only.
    #[doc(hidden)]
    pub const fn declared(name: &'static str) -> Self {
        Self(name)
    }

    /// Whether two names are equal, evaluated by the compiler.
    pub(crate) const fn is(self, other: Self) -> bool {
        let (mut own, mut other) = (self.0.as_bytes(), other.0.as_bytes());
        while let ([a, after @ ..], [b, others @ ..]) = (own, other) {
            if *a != *b {
                return false;
            }
            (own, other) = (after, others);
        }
        own.is_empty() && other.is_empty()
    }

    /// The name.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// The step from a record into this member.
    pub const fn step(self) -> Step {
        Step::Member(self.0)
    }

    /// The RFC 6901 pointer of nested members.
    ///
    /// # Example
    /// ```
    /// use tongbiao::{record::{application::Application, identity::Child}, wire::MemberName};
    ///
    /// let place = MemberName::pointer([Application::MEMBERS.child, Child::MEMBERS.birth_date]);
    /// assert_eq!(place, "/child/birthDate");
    /// ```
    pub fn pointer<const N: usize>(names: [Self; N]) -> String {
        // Member names of the standard have neither `~` nor `/`.
        names.iter().flat_map(|name| ["/", name.0]).collect()
    }
}

impl fmt::Display for MemberName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}
