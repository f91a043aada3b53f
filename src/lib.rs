//! 童标 tongbiao: one shared set of documents for the relief of seriously ill children in China.
//!
//! A family applies once, and every charity, hospital, government office and research body reads the same documents. This
//! crate **is** the standard: its types define the documents, the JSON Schemas in `schemas/` are generated from them, and
//! what a schema cannot say is a check with a stable code.
//!
//! # Where to begin
//!
//! | I want to … | use |
//! |---|---|
//! | **read** a document into types | [`check::read`]; for a value that is no document, [`reading::value`] |
//! | **check** what somebody sent: every error, with its place | [`check::check`], then [`check::Checked::report`] |
//! | **build** a document | [`document::Document::new`], [`record`], [`value`]; the short forms [`money!`], [`date!`], [`rate!`] |
//! | check a document that my program built | [`document::Document::check`] |
//! | **write** a document | [`document::Document::to_json`] |
//! | **match**: may this child have the programme's aid, and what is missing? | [`eligibility::eligibility`] |
//! | **adjudicate**: how much, to whom, why not more? | [`evaluate::adjudicate`]; for many cases, [`evaluate::Evaluation`] |
//! | **explain** an outcome or a programme in Chinese and English | [`explain::explain_adjudication`], [`explain::explain_programme`] |
//! | **verify** that an outcome follows from its documents | [`verify::verify`] |
//! | select the revision of a programme that applies | [`revision::applicable`] |
//! | see what a new revision changes | [`amendment::Amendment`] |
//! | look up a code of a finding | [`catalogue::rule`] |
//! | write the JSON Schemas | [`schema::files`] |
//!
//! # A tour
//!
//! **Check** what somebody sent. [`check::check`] takes bytes and answers with everything that is wrong. Each finding has a code,
//! a place in the document and in the text, and a message in Chinese and English without any private value:
//!
//! ```
//! use tongbiao::check::{Limits, Located, ReportOptions, check};
//!
//! let text = br#"{"kind": "receipt", "standard": "1.0", "receiptKind": "legacy",
//!     "number": {"form": "legacy", "number": "00012345678"},
//!     "totalAmount": "3200.00", "pooledFund": "1900.00", "otherFunds": "0.00",
//!     "personalAccount": "0.00", "cash": "1200.00"}"#;
//! let checked = check(text, None, &Limits::default());
//!
//! let Located { finding, position } = &checked.findings[0];
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
//! **Read** a document into types. Each value is valid by its type: an amount is whole fen, a date is on the calendar. An omitted
//! member means unknown; `null` is refused. The error of a text that cannot be read names the members that are wrong:
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
//! **Build** a document, check it and **write** it. A record is constructed from its required members; the others are set as far
//! as they are known. A malformed value is an error, so `?` keeps it from being taken for unknown. A literal of money or of a date
//! is checked by the compiler:
//!
//! ```
//! use tongbiao::{
//!     code::{ReceiptKind, Sex},
//!     date,
//!     document::Document,
//!     record::{
//!         application::Application,
//!         identity::Child,
//!         receipt::{LegacyNumber, Receipt},
//!     },
//!     signed_money,
//! };
//!
//! let mut child = Child::new("童安".parse()?);
//! child.sex = Some(Sex::Male);
//! child.birth_date = Some(date!("2021-03-15"));
//!
//! let number = LegacyNumber::new("00012345678".parse()?);
//! let mut receipt = Receipt::new(ReceiptKind::Legacy, number.into(), signed_money!("3200.00"));
//! receipt.issued_on = Some(date!("2024-05-18"));
//!
//! let mut application = Application::new("case-1".parse()?, child);
//! application.receipts = Some([receipt].into());
//!
//! let document = Document::new(application);
//! let checked = document.check();
//! assert!(checked.has("identity.document-missing")); // no identity document of the child was given
//! let text = document.to_json()?;
//! assert!(text.starts_with("{\n  \"kind\": \"application\",\n  \"standard\": \"1.0\","));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `examples/build_application.rs` builds a whole application with guardians and receipts, adjudicates it and prints the letter to
//! the family.
//!
//! **Match, adjudicate, explain** an application under a programme:
//!
//! ```
//! use tongbiao::{
//!     check::read,
//!     date,
//!     eligibility::{Circumstances, Truth, eligibility},
//!     evaluate::{Detail, adjudicate},
//!     explain::{Audience, explain_adjudication},
//!     money,
//!     programme::Programme,
//!     record::application::Application,
//! };
//!
//! # let programme = include_bytes!("../cases/programmes/angel-sunshine-heart.json");
//! # let application = include_bytes!("../cases/a-heart-surgery/application.json");
//! let programme = read::<Programme>(programme)?.body;
//! let application = read::<Application>(application)?.body;
//! let circumstances = Circumstances::on(date!("2024-12-20"));
//!
//! let answer = eligibility(&programme, &application, &circumstances)?;
//! assert_eq!(answer.status, Truth::Yes);
//!
//! let outcome = adjudicate(&programme, &application, &circumstances, Detail::Reasons)?;
//! assert_eq!(outcome.amount, Some(money!("10000.00")));
//!
//! let letter = explain_adjudication(&outcome, Some(&programme), Audience::Family);
//! println!("{}\n{}", letter.zh(), letter.en());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What holds everywhere
//!
//! - The types and the schemas accept exactly the same documents.
//! - Every member, code and message has Chinese and English: a declaration without both does not compile.
//! - Every member has a privacy class; no message and no `Debug` shows the value of a private one.
//! - Money is never a floating-point number. There is no clock, no locale, no hash order: the same input gives the same bytes.
//! - Lists, texts, nesting and the size of a document are bounded.
//! - A malformed value is an error, never an absent one. No error shows the value.
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
//! | [`verify`] | an outcome computed again and compared |
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
pub mod verify;
pub mod wire;

/// The programs of the README run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
