//! What is published: the files, the schemas in every flavour, the codes, the words of all of them.

mod catalogue;
mod exact;
mod files;
mod flavours;
mod words;
