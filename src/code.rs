//! Closed lists of codes, each with both languages and its source. Where a national standard's digits are the fact
//! themselves, the digits stand in documents; elsewhere an English word does.

mod adjudication;
mod case;
mod document;
mod ethnic_group;
mod fact;
mod hospital;
mod household;
mod insurance;
mod paper;
mod programme;
mod receipt;
mod relation;
mod sex;

pub use adjudication::{AdjudicationDecision, Bearer, PaperState, ReasonCode, StepKind, Truth};
pub use case::{
    AidStatus, ConsentMethod, ConsentPurpose, DataKind, DiagnosisCertainty, DiagnosisRank, DisabilityGrade,
    DisabilityKind, GuardianInstitutionKind, TaxInvoiceKind, TreatmentKind, TreatmentStatus,
};
pub use document::{DocumentKind, Standard};
pub use ethnic_group::EthnicGroup;
pub use fact::{CodeFact, DateFact, DivisionFact, FactSupplier, FlagFact, MoneyFact, NumberFact};
pub use hospital::{HospitalGrade, HospitalLevel, HospitalOwnership};
pub use household::{PovertyCategory, PropertyKind, RegistrationKind};
pub use insurance::{InsuranceKind, PayerClass, SettlementMode};
pub use paper::{DiseaseScheme, MaterialKind, OperationScheme, StampKind};
pub use programme::{
    Attribution, AwardCeiling, AwardUnit, BandMethod, BelowMinimum, BirthdayConvention, Bounds, CountedAid,
    DiagnosisMatch, Evidence, ExcessBearer, LimitScope, Measure, OperationState, OtherAid, PayeeClass,
    ProgrammeStanding, ReceiptDate, RoundingMode, RoundingUnit, TierSelect, TimeUnit,
};
pub use receipt::{CatalogueClass, FeeCategory, ReceiptForm, ReceiptKind, ReceiptStatus, VisitKind};
pub use relation::Relation;
pub use sex::Sex;

impl InsuranceKind {
    /// What to use instead of a kind that is going out of use.
    pub const fn successor(self) -> Option<Self> {
        match self {
            Self::NewRuralCooperative | Self::UrbanResident => Some(Self::Resident),
            _ => None,
        }
    }

    /// The kind that is in use today for this one.
    pub fn current(self) -> Self {
        self.successor().unwrap_or(self)
    }
}

impl PovertyCategory {
    /// What to use instead of a category of the past.
    pub const fn successor(self) -> Option<Self> {
        match self {
            Self::RegisteredPoor => Some(Self::ReturnToPovertyMonitored),
            _ => None,
        }
    }

    /// The category that is in use today for this one.
    pub fn current(self) -> Self {
        self.successor().unwrap_or(self)
    }
}
