//! Closed lists of codes. Each list has labels in both languages and names its source. A list uses the digits of a
//! national standard where these are the usual codes; otherwise it uses English words.

mod adjudication;
mod case;
mod document;
mod ethnic_group;
mod fact;
mod hospital;
mod household;
mod insurance;
mod paper;
mod plan;
mod programme;
mod receipt;
mod relation;
mod sex;

pub use adjudication::{AdjudicationDecision, Bearer, PaperPoint, PaperState, ReasonCode, StepKind, Truth};
pub use case::{
    AidStatus, ConsentMethod, ConsentPurpose, DataKind, DiagnosisCertainty, DiagnosisRank, DisabilityGrade,
    DisabilityKind, GuardianInstitutionKind, SchoolKind, TaxInvoiceKind, TreatmentKind, TreatmentStatus,
};
pub use document::{DocumentKind, Standard};
pub use ethnic_group::EthnicGroup;
pub use fact::{CodeFact, DateFact, DivisionFact, FactSupplier, FlagFact, MoneyFact, NumberFact};
pub use hospital::{HospitalGrade, HospitalLevel, HospitalOwnership};
pub use household::{PovertyCategory, PropertyKind, RegistrationKind};
pub use insurance::{InsuranceKind, PayerClass, SettlementMode};
pub use paper::{DiseaseScheme, MaterialKind, OperationScheme, StampKind};
pub use plan::{PlanInteraction, PlanPromise, WholeAwards};
pub use programme::{
    AssessmentAnswer, Attribution, AwardCeiling, AwardUnit, BandMethod, BelowMinimum, BirthdayConvention, Bounds,
    CountedAid, DiagnosisMatch, Evidence, ExcessBearer, LimitScope, Measure, OperationState, OtherAid, PayeeClass,
    PriceUnit, ProgrammeStanding, ReceiptDate, RoundingMode, RoundingUnit, ThresholdBound, TierSelect, TimeUnit,
};
pub use receipt::{CatalogueClass, DuplicateEvidence, FeeCategory, ReceiptForm, ReceiptKind, ReceiptStatus, VisitKind};
pub use relation::Relation;
pub use sex::Sex;

impl InsuranceKind {
    /// The kind that replaces a deprecated one.
    pub const fn successor(self) -> Option<Self> {
        match self {
            Self::NewRuralCooperative | Self::UrbanResident => Some(Self::Resident),
            _ => None,
        }
    }

    /// The current kind: the successor of a deprecated one, otherwise the kind itself.
    pub fn current(self) -> Self {
        self.successor().unwrap_or(self)
    }

    /// Whether it is a basic medical insurance.
    pub(crate) fn is_basic(self) -> bool {
        matches!(self.current(), Self::Resident | Self::Employee | Self::RetiredCadre)
    }
}
