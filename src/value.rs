//! The value types of the standard, one validated type per file. The type guarantees the form. What only arithmetic can
//! decide, such as a check digit, is a method, and a violation is a finding.
//!
//! Every type is created by `parse` or by `str::parse`; a value that is known in the source code by a macro such as
//! [`money!`](crate::money) or [`date!`](crate::date). `parse` returns an error for a malformed value: use `?`. `.ok()` would turn it
//! into `None`, which means unknown.
//!
//! The containers of records, [`List`], [`Integer`], [`Real`] and [`Entries`], are declared in [`wire`](crate::wire). A number is made
//! with `try_into`, such as `receipt.stay_days = Some(9.try_into()?)`.

mod bank_account;
mod birth_certificate;
mod capitals;
mod check_digit;
mod code_prefix;
mod country;
mod date;
mod decimal;
mod digest;
mod disease_code;
mod division;
mod email;
mod extension;
mod finding_code;
mod foreign_residence;
mod hospital_code;
mod instant;
mod literal;
mod local_id;
mod money;
mod operation_code;
mod organisation_name;
mod passport;
mod period;
mod permit;
mod person_name;
mod phone;
mod pointer;
mod receipt_number;
mod record_number;
mod resident_number;
mod text;
mod uscc;

pub use bank_account::BankAccountNumber;
pub use birth_certificate::BirthCertificateNumber;
pub use capitals::{Capitals, amount_in_capitals};
pub use code_prefix::{DiseasePrefix, OperationPrefix};
pub use country::CountryCode;
pub use date::Date;
pub use decimal::{ExactAmount, LineAmount, LineQuantity, Multiple, Quantity, Rate, UnitPrice};
pub use digest::{Fingerprint, KeyIdentifier, Sha256Digest};
pub use disease_code::{ChronicDiseaseCode, DiseaseCode};
pub use division::{DivisionCode, DivisionStatus};
pub use email::Email;
pub use extension::{ExtensionName, Extensions};
pub use finding_code::FindingCode;
pub use foreign_residence::ForeignPermanentResidenceNumber;
pub use hospital_code::HospitalCode;
pub use instant::Instant;
pub use local_id::{LocalId, RecordNumber};
pub use money::{Money, SignedMoney};
pub use operation_code::OperationCode;
pub use organisation_name::organisation_name_form;
pub use passport::PassportNumber;
pub use period::Period;
pub use permit::{HkMacaoTaiwanResidenceNumber, HkMacaoTravelPermitNumber, TaiwanTravelPermitNumber};
pub(crate) use person_name::data as names_data;
pub use person_name::{NameDoubt, NameMatch, PersonName};
pub use phone::PhoneNumber;
pub use pointer::Pointer;
pub use receipt_number::{FiscalReceiptCode, FiscalReceiptNumber, ReceiptCheckCode, TaxInvoiceCode, TaxInvoiceNumber};
pub use resident_number::{FormerResidentNumber, ResidentNumber};
pub use text::{Note, Text};
pub use uscc::Uscc;

#[doc(no_inline)]
pub use crate::wire::{Entries, Integer, Invalid, List, Real};

pub(crate) use digest::Fnv;
pub(crate) use text::is_hidden;
