//! Sealed digests of outcomes.
//!
//! An outcome names the child, the receipts, the stays and the application by digests, so that a later decision recognises them. All names
//! with birth dates can be tried within hours, so digests without a key are personal data. A charity with the key of its alliance seals
//! them: each digest, except those of programmes and plans, is encrypted with AES-128. Equal digests of one key remain equal. Without the key no
//! guess can be tested on a digest. All other members remain in clear, and sealing does not protect against forgery. Opening a sealed document
//! gives the document that was sealed. Digests of other documents, such as those of the members' outcomes in a joint outcome, are of the
//! documents as they were computed, before they were sealed.
//!
//! # Example
//! ```
//! use tongbiao::{adjudication::Adjudication, check::read};
//! use tongbiao_seal::DigestKey;
//!
//! let key = DigestKey::parse(&format!("tongbiao index key 1\n{}\n", "07".repeat(32)))?;
//! let outcome = include_bytes!("../../cases/a-heart-surgery/adjudication.angel-sunshine-heart.json");
//! let outcome = read::<Adjudication>(outcome)?.body;
//!
//! let sealed = key.seal(&outcome)?;
//! assert_eq!(sealed.digest_key.as_ref(), Some(&key.identifier()));
//! assert!(sealed.child.iter().flat_map(|all| all.iter()).all(|digest| digest.is_sealed()));
//! assert_eq!(key.open(&sealed)?, outcome);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod key;
mod outcome;
mod problem;
mod rewritten;
mod secrets;

pub use key::DigestKey;
pub use outcome::Outcome;
pub use problem::Problem;
pub use secrets::{SECRET, SECRETS_MAX, Secrets, chained};
