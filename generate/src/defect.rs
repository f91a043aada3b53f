//! Defects: each plants exactly the findings of its labels in a document that has none.

mod excluded;
mod family;
mod fund;
mod member;
mod outcome;
mod paper;
mod receipt;
mod register;
mod text;

pub use excluded::{EXCLUDED, Excluded};

use crate::{
    draft::Draft,
    kind::Kind,
    need::Needs,
    planting::{Defect, Labels},
    programme::{Patch, patches},
    random::Random,
};

static TABLES: [&[Defect]; 8] = [
    text::DEFECTS,
    member::DEFECTS,
    family::DEFECTS,
    receipt::DEFECTS,
    fund::DEFECTS,
    register::DEFECTS,
    paper::DEFECTS,
    outcome::DEFECTS,
];

/// A defect of the tables, or a patch of a template.
#[derive(Clone, Copy)]
pub(crate) enum Planted {
    Table(&'static Defect),
    Patch(&'static Patch),
}

impl std::fmt::Debug for Planted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl Planted {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Table(defect) => defect.code,
            Self::Patch(patch) => &patch.code,
        }
    }

    /// The kinds of documents that can have it.
    pub(crate) fn kinds(self) -> Vec<Kind> {
        match self {
            Self::Table(defect) => defect.kinds.to_vec(),
            Self::Patch(patch) => vec![patch.kind()],
        }
    }

    /// The parts that a document needs.
    pub(crate) fn needs(self) -> Needs {
        match self {
            Self::Table(defect) => Needs(defect.needs),
            Self::Patch(_) => Needs::default(),
        }
    }

    /// The patch, if it is one.
    pub(crate) fn patch(self) -> Option<&'static Patch> {
        match self {
            Self::Table(_) => None,
            Self::Patch(patch) => Some(patch),
        }
    }

    /// Changes the document.
    pub(crate) fn plant(self, draft: &mut Draft, random: &mut Random) -> Labels {
        match self {
            Self::Table(defect) => (defect.plant)(draft, random),
            Self::Patch(patch) => patch.plant(draft),
        }
    }
}

/// All defects.
pub(crate) fn defects() -> impl Iterator<Item = Planted> {
    let tables = TABLES.iter().flat_map(|table| table.iter()).map(Planted::Table);
    tables.chain(patches().map(Planted::Patch))
}

/// The defects of a kind of document.
pub(crate) fn of_kind(kind: Kind) -> impl Iterator<Item = Planted> {
    defects().filter(move |defect| defect.kinds().contains(&kind))
}

/// The defect of a code in a kind of document.
pub(crate) fn find(code: &str, kind: Kind) -> Option<Planted> {
    of_kind(kind).find(|defect| defect.code() == code)
}
