//! What is published: the files, the schemas in every flavour, the codes.

mod catalogue;
mod exact;
mod files;
mod flavours;
