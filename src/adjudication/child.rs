//! Digests that show that adjudications concern the same child, without naming the child.

use super::Adjudication;
use crate::{record::application::Application, value::Fingerprint};

/// One digest per current or former name, combined with the birth date. Empty if the birth date is unknown.
pub(crate) fn marks(application: &Application) -> Vec<Fingerprint> {
    application.child_marks()
}

impl Adjudication {
    /// Whether its digests are sealed, so that nothing can be compared with them. They remain sealed if `digestKey` was removed.
    pub(crate) fn is_sealed(&self) -> bool {
        self.digest_key.is_some() || self.computed_from.application_digest.is_sealed()
    }

    /// Whether the adjudication certainly concerns another child than the one of these digests. Without digests on either side, or with
    /// sealed ones, nothing is concluded.
    pub(crate) fn is_of_another_child(&self, marks: &[Fingerprint]) -> bool {
        let stated = self.child.as_deref().unwrap_or_default();
        !self.is_sealed() && !stated.is_empty() && !marks.is_empty() && !stated.iter().any(|mark| marks.contains(mark))
    }
}
