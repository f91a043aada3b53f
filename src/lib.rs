//! 童标 tongbiao: one shared set of documents for the relief of seriously ill children in China.
//!
//! A family applies once, and every charity, hospital, government office and research body reads the same documents. This
//! crate **is** the standard: its types define the documents, the JSON Schemas in `schemas/` are generated from them, and
//! what a schema cannot say is a check with a stable code.
//!
//! # A tour
//!
//! **Check** what somebody sent. [`check::check`] takes bytes and answers with everything that is wrong, each with a code, a
//! place in the document and in the text, and a message in Chinese and English that holds no private value:
//!
//! ```
//! use tongbiao::check::{Limits, ReportOptions, check};
//!
//! let text = br#"{"kind": "receipt", "standard": "1.0", "receiptKind": "legacy",
//!     "number": {"form": "legacy", "number": "00012345678"},
//!     "totalAmount": "3200.00", "pooledFund": "1900.00", "otherFunds": "0.00",
//!     "personalAccount": "0.00", "cash": "1200.00"}"#;
//! let checked = check(text, None, &Limits::default());
//!
//! let (finding, position) = &checked.findings[0];
//! assert_eq!(finding.rule.code, "receipt.payers-total");
//! assert_eq!(finding.pointer, "/totalAmount");
//! assert_eq!(position.map(|place| place.line), Some(3));
//!
//! // The same as a document of kind `findings`, for another program.
//! let report = checked.report(&ReportOptions::default());
//! assert!(report.to_json()?.contains("\"verdict\": \"rejected\""));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! **Read** a document into types. Every value is valid by its type: an amount is whole fen, a date is on the calendar.
//! What is absent is unknown, and `null` is refused:
//!
//! ```
//! use tongbiao::{check::read, record::diagnosis::Diagnosis};
//!
//! let text = r#"{"kind": "diagnosis", "standard": "1.0", "name": "急性淋巴细胞白血病",
//!     "codings": [{"scheme": "icd-10-nhsa", "code": "C91.000", "version": "2.0"}]}"#;
//! let diagnosis = read::<Diagnosis>(text.as_bytes())?.body;
//! let codings = diagnosis.codings.as_deref().unwrap_or_default();
//! assert!(codings.iter().all(|coding| coding.code.is_chinese_icd10()));
//! # Ok::<(), tongbiao::check::Unreadable>(())
//! ```
//!
//! **Build** one and **write** it. A record is made with what it cannot be without; the rest is set where it is known:
//!
//! ```
//! use tongbiao::{
//!     code::Sex,
//!     document::Document,
//!     record::{application::Application, identity::Child},
//!     value::{Date, LocalId, PersonName},
//! };
//!
//! let mut child = Child::new(PersonName::parse("童安")?);
//! child.sex = Some(Sex::Male);
//! child.birth_date = Date::parse("2021-03-15").ok();
//! let application = Application::new(LocalId::parse("case-1")?, child);
//! let text = Document::new(application).to_json()?;
//! assert!(text.starts_with("{\n  \"kind\": \"application\",\n  \"standard\": \"1.0\","));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Adjudicate** an application under a programme: how much, to whom, why not more, or what is missing to know it. See
//! [`evaluate::adjudicate`].
//!
//! **Publish** the schemas with [`schema::files`], and look codes up with [`catalogue::rule`].
//!
//! # What holds everywhere
//!
//! - The types and the schemas accept exactly the same documents.
//! - Every member, code and message has Chinese and English: a declaration without both does not compile.
//! - Every member has a privacy class; no message and no `Debug` shows the value of a private one.
//! - Money is never a floating-point number. There is no clock, no locale, no hash order: the same input gives the same bytes.
//! - Lists, texts, nesting and the size of a document are bounded.
//!
//! # Where things are
//!
//! | module | what it holds |
//! |---|---|
//! | [`wire`] | how a wire type is declared, read strictly and described |
//! | [`finding`] | rules with codes, and the walk that judges them |
//! | [`code`], [`value`] | closed code lists; validated words such as money, dates, identity numbers |
//! | [`record`] | the records of an application, each with its rules |
//! | [`programme`], [`fact`] | a programme's rules as a document; what they may ask for |
//! | [`eligibility`] | who may have a programme's aid, and what is still missing to know it |
//! | [`revision`] | which revision of a programme applies |
//! | [`evaluate`], [`adjudication`] | what a programme awards on an application, and every step of how |
//! | [`analysis`] | what can be said of a programme before anybody applies |
//! | [`explain`] | programmes and outcomes in plain Chinese and English |
//! | [`amendment`] | what a new revision of a programme changes: clauses, and amounts on cases |
//! | [`document`], [`check`], [`report`] | whole documents, checking, reporting |
//! | [`reading`] | any wire value, read as strictly as a document |
//! | [`catalogue`], [`schema`] | what is published |

pub mod adjudication;
pub mod amendment;
pub mod analysis;
pub mod catalogue;
pub mod check;
pub mod code;
pub mod document;
pub mod eligibility;
pub mod evaluate;
pub mod explain;
mod extension;
pub mod fact;
pub mod finding;
mod period;
pub mod programme;
mod prose;
pub mod reading;
pub mod record;
pub mod report;
pub mod revision;
pub mod schema;
mod structure;
pub mod value;
pub mod wire;

/// The programs of the README run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
