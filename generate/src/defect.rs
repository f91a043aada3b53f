//! Defects: each plants exactly the findings of its labels in a document that has none.

mod excluded;
mod family;
mod fund;
mod member;
mod paper;
mod receipt;
mod register;
mod text;

pub use excluded::{EXCLUDED, Excluded};

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

const APPLICATION: &[Kind] = &[Kind::Application];
const WITH_RECEIPT: &[Kind] = &[Kind::Application, Kind::Receipt];
const WITH_DIAGNOSIS: &[Kind] = &[Kind::Application, Kind::Diagnosis];
const EVERY: &[Kind] = &[Kind::Application, Kind::Receipt, Kind::Diagnosis];

/// A defect of the tables.
const fn defect(
    code: &'static str,
    kinds: &'static [Kind],
    needs: &'static [Need],
    plant: fn(&mut Draft, &mut Random) -> Labels,
) -> Defect {
    Defect { code, kinds, needs, plant }
}

/// One label.
fn one(code: &'static str, pointer: impl Into<String>) -> Labels {
    Some(vec![label(code, pointer)])
}

fn label(code: &'static str, pointer: impl Into<String>) -> Label {
    Label { code, pointer: pointer.into() }
}

static TABLES: [&[Defect]; 7] = [
    text::DEFECTS,
    member::DEFECTS,
    family::DEFECTS,
    receipt::DEFECTS,
    fund::DEFECTS,
    register::DEFECTS,
    paper::DEFECTS,
];

/// All defects.
pub(crate) fn defects() -> impl Iterator<Item = &'static Defect> {
    TABLES.iter().flat_map(|table| table.iter())
}

/// The defect of a code in a kind of document.
pub(crate) fn find(code: &str, kind: Kind) -> Option<&'static Defect> {
    defects().find(|defect| defect.code == code && defect.kinds.contains(&kind))
}
