//! 童标 tongbiao.

pub mod aid;
pub mod application;
pub mod assessment;
pub mod catalogue;
pub mod check;
pub mod code;
pub mod consent;
pub mod diagnosis;
pub mod document;
pub mod finding;
pub mod guardian;
pub mod household;
pub mod identity;
pub mod insurance;
pub mod material;
pub mod organisation;
pub mod payee;
mod prose;
pub mod receipt;
pub mod register;
pub mod report;
pub mod schema;
pub mod settlement;
mod structure;
pub mod treatment;
pub mod value;
pub mod wire;
