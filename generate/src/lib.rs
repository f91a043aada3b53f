//! Synthetic documents of the tongbiao data standard: without findings, or with labelled defects.

mod application;
mod bill;
mod case;
mod defect;
mod draft;
mod generator;
mod json;
mod kind;
pub mod mix;
mod need;
mod number;
mod organisation;
mod outcome;
mod papers;
mod person;
mod planting;
mod programme;
mod random;
mod receipt;

pub use defect::{EXCLUDED, Excluded};
pub use draft::Label;
pub use generator::{Defects, Document, Generator, Layout, Rejected};
pub use kind::Kind;
