//! 童标 tongbiao: a shared data standard for the relief of seriously ill children in China.
//!
//! A family applies once, and all charities, hospitals, government offices and research institutions read the same documents.
//! This crate is the standard. Its types define the documents. The JSON Schemas in `schemas/` are generated from the types and
//! accept exactly the same documents. A rule that a schema cannot express is a check with a stable code.
//!
//! The most important documents are the **application** of a family with its receipts, the **programme** of a charity with its
//! rules, and the **adjudication**, which states the award of a programme on an application with all reasons.
//!
//! # Where to begin
//!
//! | task | function |
//! |---|---|
//! | **read** a document into types | [`check::read`]; for a value that is not a document, [`reading::value`] |
//! | **check** a received document and report all findings | [`check::check`], then [`check::Checked::report`] |
//! | **build** a document, check it and write it | [`Application`](record::application::Application) and the other [`record`]s with their [`value`]s; [`document::Document::new`], [`document::Document::check`], [`document::Document::to_json`]; a complete program in [`record::application`] |
//! | **match** a child with a programme: is the child eligible, and what is missing? | [`eligibility::eligibility`] |
//! | **adjudicate** an application: the amount, the payees, the reasons | [`evaluate::adjudicate`]; for many applications, [`evaluate::Evaluation`] |
//! | **explain** an outcome or a programme in Chinese and English | [`explain::explain_adjudication`], [`explain::explain_programme`] |
//! | **verify** an outcome against its documents | [`verify::verify`] |
//! | adjudicate under a joint relief plan: several programmes, one child | [`evaluate::adjudicate_jointly`] |
//! | select the revision of a programme that applies | [`revision::applicable`] |
//! | compare two revisions of a programme | [`amendment::Amendment`] |
//! | look up the code of a finding | [`catalogue::rule`] |
//! | generate the JSON Schemas | [`schema::files`] |
//!
//! The sections below show the first seven tasks in this order.
//!
//! # Read
//!
//! [`check::read`] reads a document of a known kind. Every value is valid by its type: an amount is a whole number of fen, a date
//! exists in the calendar. An omitted member is unknown, and `null` is refused. If the text cannot be read, the error lists the
//! wrong members:
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
//! # Check
//!
//! [`check::check`] accepts any bytes and returns all findings. Each finding has a code, a place in the document, a position in the
//! text, and a message in Chinese and English without private values:
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
//! // The result as a document of kind `findings`, for another program.
//! let report = checked.report(&ReportOptions::default());
//! assert!(report.to_json()?.contains("\"verdict\": \"rejected\""));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! # Build
//!
//! A record is constructed from its required members. Set the other members if they are known. A malformed value is an error: use
//! `?` so that it is not treated as unknown. The compiler checks literals such as [`money!`], [`date!`] and [`rate!`]:
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
//! assert!(checked.has("identity.document-missing")); // The child has no identity document.
//! let text = document.to_json()?;
//! assert!(text.starts_with("{\n  \"kind\": \"application\",\n  \"standard\": \"1.0\","));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Amounts are added by [`Money::checked_add`](value::Money::checked_add) and
//! [`Money::checked_sub`](value::Money::checked_sub), which return `None` for an amount out of range, and
//! [`Money::checked_sum`](value::Money::checked_sum). Whether a document is accepted depends on the severity of its findings: on
//! `finding.rule.severity` of each, or on [`Checked::verdict`](check::Checked::verdict):
//!
//! ```standalone_crate
//! use tongbiao::{
//!     check::{Limits, Located, check},
//!     finding::Severity,
//!     money,
//!     report::Verdict,
//! };
//!
//! let rest = money!("3200.00").checked_sub(money!("1200.00"));
//! assert_eq!(rest.and_then(|rest| rest.checked_add(money!("0.50"))), Some(money!("2000.50")));
//! assert_eq!(money!("1.00").checked_sub(money!("2.00")), None); // never negative
//!
//! let checked = check(include_bytes!("../cases/a-heart-surgery/receipt.json"), None, &Limits::default());
//! let is_error = |located: &Located| located.finding.rule.severity >= Severity::Error;
//! assert!(!checked.findings.iter().any(is_error));
//! assert_eq!(checked.verdict(), Verdict::Accepted);
//! ```
//!
//! A complete program, with guardians, diagnoses and receipts, is in [`record::application`]. `parse` returns an error for a malformed
//! value: use `?`. `.ok()` would turn it into `None`, which means unknown.
//!
//! # Match, adjudicate, explain, verify
//!
//! These functions require an application, a programme, and the circumstances of the decision, above all its date. This crate does
//! not read a clock. The decision on an incomplete application is undetermined, and lists the missing facts.
//!
//! ```
//! use std::fs;
//! use tongbiao::{
//!     check::read,
//!     date,
//!     eligibility::{Circumstances, Truth, eligibility},
//!     evaluate::{Detail, adjudicate},
//!     explain::{Audience, explain_adjudication},
//!     finding::Severity,
//!     money,
//!     programme::Programme,
//!     record::application::Application,
//!     verify::{Verification, verify},
//! };
//!
//! let programme = read::<Programme>(&fs::read("cases/programmes/angel-sunshine-heart.json")?)?.body;
//! let document = read::<Application>(&fs::read("cases/a-heart-surgery/application.json")?)?;
//! // Check first: do not decide on an application with a finding of severity error.
//! assert!(document.check().worst() < Some(Severity::Error));
//! let application = document.body;
//!
//! let mut circumstances = Circumstances::on(date!("2024-12-20"));
//! circumstances.quota_left = Some(3);
//!
//! // Match: is the child eligible? If this is unknown, `missing` lists the facts that can decide it.
//! let answer = eligibility(&programme, &application, &circumstances)?;
//! assert_eq!(answer.status, Truth::Yes);
//! assert!(answer.missing.is_empty());
//!
//! // Adjudicate: the amount, with the treatment of every fen of every receipt.
//! let outcome = adjudicate(&programme, &application, &circumstances, Detail::Reasons)?;
//! assert_eq!(outcome.amount, Some(money!("10000.00")));
//!
//! // Explain: a letter to the family in both languages.
//! let letter = explain_adjudication(&outcome, Some(&programme), Audience::Family);
//! println!("{}\n{}", letter.zh(), letter.en());
//!
//! // Verify: the outcome equals the one computed from these documents.
//! assert_eq!(verify(&outcome, &application, &programme, &[])?, Verification::Same);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Guarantees
//!
//! - The types and the schemas accept exactly the same documents.
//! - Every member, code and message has texts in Chinese and English. A declaration without both does not compile.
//! - Every member has a privacy class: public, pseudonymous, personal, health or financial. Messages and errors do not show values of the
//!   last three. The `Debug` output of a record shows the class in place of such a value. The `Debug` output of a single value, such as a
//!   [`value::Date`] or a [`value::Money`], shows the value, but that of a text, such as a name or a number, never does: the record shows the
//!   identifiers and places of its public members.
//! - Money is never a floating-point number.
//! - The same input gives the same bytes. No clock, locale or order of hash tables is used.
//! - Lists, texts, nesting and the size of a document are bounded.
//! - A malformed value is an error. It is never treated as omitted, and the error does not show it.
//!
//! # Modules
//!
//! | module | content |
//! |---|---|
//! | [`document`], [`check`], [`report`] | whole documents, their check, and the report of its findings |
//! | [`reading`] | any value of the standard, read as strictly as a document |
//! | [`record`] | the records of an application, each with its rules |
//! | [`programme`], [`fact`] | the rules of a programme as a document, and the facts that they can use |
//! | [`plan`] | joint relief: several programmes pay for one child |
//! | [`eligibility`] | whether a child is eligible for a programme, and the missing facts |
//! | [`evaluate`], [`adjudication`] | the award of a programme on an application, with every step of the computation |
//! | [`joint`] | the outcome of a joint relief plan: the account of all members and the family |
//! | [`explain`] | programmes and outcomes in plain Chinese and English |
//! | [`verify`] | comparison of an outcome with a new computation |
//! | [`revision`] | selection of the revision of a programme that applies |
//! | [`amendment`] | comparison of two revisions of a programme: clauses, and amounts on applications |
//! | [`analysis`] | properties of a programme without applications: eligible ages, cliffs of the award, required facts |
//! | [`code`], [`value`] | closed lists of codes, and validated values such as money, dates and identity numbers |
//! | [`finding`] | rules with codes, and the walk over a document that judges them |
//! | [`wire`] | the declaration of types, strict readers, and the descriptions of types |
//! | [`catalogue`], [`schema`] | the published codes and schemas |

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
pub mod joint;
mod period;
pub mod plan;
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
