//! Digests that show that adjudications concern the same child, without naming the child.

use super::Adjudication;
use crate::{
    record::application::Application,
    value::{Fingerprint, Fnv},
};

/// One digest per current or former name, combined with the birth date: a newborn that has been named since is recognised by its
/// former name. Empty if the birth date is unknown.
pub(crate) fn marks(application: &Application) -> Vec<Fingerprint> {
    let Some(born) = application.child_born().map(|born| born.to_string()) else { return Vec::new() };
    let child = &application.child;
    let names = std::iter::once(&child.name).chain(child.former_names.iter().flat_map(|names| names.iter()));
    names.map(|name| Fnv::of(["child", &born, &name.comparison_form()])).collect()
}

impl Adjudication {
    /// Whether the adjudication certainly concerns another child than the one of these digests. Without digests on either side nothing
    /// is concluded.
    pub(crate) fn is_of_another_child(&self, marks: &[Fingerprint]) -> bool {
        let stated = self.child.as_deref().unwrap_or_default();
        !stated.is_empty() && !marks.is_empty() && !stated.iter().any(|mark| marks.contains(mark))
    }
}
