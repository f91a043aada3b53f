//! By what decisions on one child are known to be on the same one, without saying who it is.

use super::Adjudication;
use crate::{
    record::application::Application,
    value::{Fingerprint, Fnv},
};

/// A digest of the birth date with each name that the child bears or bore: a newborn that has been named since is known by
/// its former name. None where the birth date is not known.
pub(crate) fn marks(application: &Application) -> Vec<Fingerprint> {
    let Some(born) = application.child_born().map(|born| born.to_string()) else { return Vec::new() };
    let child = &application.child;
    let names = std::iter::once(&child.name).chain(child.former_names.iter().flat_map(|names| names.iter()));
    names.map(|name| Fnv::of(["child", &born, name.as_str()])).collect()
}

impl Adjudication {
    /// Whether it is certainly on another child than the one of these digests. Where either side does not say on whom,
    /// nothing is concluded.
    pub(crate) fn is_of_another_child(&self, marks: &[Fingerprint]) -> bool {
        let stated = self.child.as_deref().unwrap_or_default();
        !stated.is_empty() && !marks.is_empty() && !stated.iter().any(|mark| marks.contains(mark))
    }
}
