//! The records that an application is made of, and the application. What concerns one record is in its file; what spans
//! records is in [`application`].

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
