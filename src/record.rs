//! The records of an application, and the application itself. Checks of one record are in the file of the record.
//! Checks across records are in [`application`].
//!
//! | record | content |
//! |---|---|
//! | [`Application`](application::Application) | the application of one family, with all records below |
//! | [`ProgrammeRequest`](application::ProgrammeRequest) | a programme for which the family applies |
//! | [`Child`](identity::Child) | the patient, with [`Disability`](identity::Disability) and [`HouseholdRegistration`](identity::HouseholdRegistration) |
//! | [`IdentityDocument`](identity::IdentityDocument) | an identity document: [`ResidentIdentity`](identity::ResidentIdentity), [`Passport`](identity::Passport) and others |
//! | [`Guardian`](guardian::Guardian) | a guardian: [`GuardianPerson`](guardian::GuardianPerson) or [`GuardianInstitution`](guardian::GuardianInstitution) |
//! | [`Household`](household::Household) | members, income, property and hardship certificates of the family |
//! | [`Coverage`](insurance::Coverage) | an insurance of the child |
//! | [`Diagnosis`](diagnosis::Diagnosis) | a diagnosis, with [`DiseaseCoding`](diagnosis::DiseaseCoding) |
//! | [`Treatment`](treatment::Treatment) | a planned or completed treatment, with [`Operation`](treatment::Operation) |
//! | [`Receipt`](receipt::Receipt) | a medical receipt, with [`ReceiptNumber`](receipt::ReceiptNumber) and [`ReceiptLine`](receipt::ReceiptLine) |
//! | [`Settlement`](settlement::Settlement) | the insurer's settlement of a receipt |
//! | [`Aid`](aid::Aid) | aid requested, committed or received elsewhere |
//! | [`Assessment`](assessment::Assessment) | a decision at discretion that a programme requires |
//! | [`Consent`](consent::Consent), [`Disclosure`](consent::Disclosure) | a consent to share data, and an occasion on which data was shared |
//! | [`Material`](material::Material) | a supporting document |
//! | [`Payee`](payee::Payee) | the person, hospital or organisation that is paid |
//! | [`Organisation`](organisation::Organisation), [`Hospital`](organisation::Hospital) | an organisation or a hospital, with [`Address`](organisation::Address) and [`BankAccount`](organisation::BankAccount) |
//!
//! [`Register`](register::Register) is not a record: it finds a receipt that occurs in two files.

pub mod aid;
pub mod application;
pub mod assessment;
pub mod consent;
pub mod diagnosis;
pub mod guardian;
pub mod household;
pub mod identity;
pub mod insurance;
pub(crate) mod kind_text;
pub mod material;
pub mod organisation;
mod patient_name;
pub mod payee;
mod place;
pub mod receipt;
pub mod register;
pub(crate) mod same_aid;
pub mod settlement;
pub(crate) mod stay;
pub mod treatment;
