//! The published content: the files, the schemas in every flavour, the codes, and the words of all of them.

mod catalogue;
mod exact;
mod files;
mod flavours;
mod words;
