//! The records of an application, and the application itself. Checks of one record are in the file of the record.
//! Checks across records are in [`application`].

pub mod aid;
pub mod application;
pub mod assessment;
pub mod consent;
pub mod diagnosis;
pub mod guardian;
pub mod household;
pub mod identity;
pub mod insurance;
pub mod material;
pub mod organisation;
pub mod payee;
mod place;
pub mod receipt;
pub mod register;
pub mod settlement;
pub mod treatment;
