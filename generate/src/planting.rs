//! What a defect is: a code, the kinds of documents that can have it, and a function that plants it.

use crate::{
    draft::{Draft, Label},
    kind::Kind,
    need::Need,
    random::Random,
};

/// The labels that a defect plants. None if the document has no place for it, which is an error of this crate.
pub(crate) type Labels = Option<Vec<Label>>;

/// A defect.
pub(crate) struct Defect {
    /// The code that is planted. Other labels may follow if they are unavoidable.
    pub(crate) code: &'static str,
    /// The kinds of documents that can have it.
    pub(crate) kinds: &'static [Kind],
    /// The parts that a document needs.
    pub(crate) needs: &'static [Need],
    /// Changes the document.
    pub(crate) plant: fn(&mut Draft, &mut Random) -> Labels,
}

pub(crate) const APPLICATION: &[Kind] = &[Kind::Application];
pub(crate) const WITH_RECEIPT: &[Kind] = &[Kind::Application, Kind::Receipt];
pub(crate) const WITH_DIAGNOSIS: &[Kind] = &[Kind::Application, Kind::Diagnosis];
pub(crate) const OF_A_CHILD: &[Kind] = &[Kind::Application, Kind::Receipt, Kind::Diagnosis];
pub(crate) const EVERY: &[Kind] = Kind::ALL;

/// A defect of the tables.
pub(crate) const fn defect(
    code: &'static str,
    kinds: &'static [Kind],
    needs: &'static [Need],
    plant: fn(&mut Draft, &mut Random) -> Labels,
) -> Defect {
    Defect { code, kinds, needs, plant }
}

/// One label.
pub(crate) fn one(code: &'static str, pointer: impl Into<String>) -> Labels {
    Some(vec![label(code, pointer)])
}

pub(crate) fn label(code: &'static str, pointer: impl Into<String>) -> Label {
    Label { code, pointer: pointer.into() }
}
