//! The closed registry of facts: every value that a programme may use, and its places in an application.

use crate::{
    code::{
        CodeFact, DateFact, DisabilityGrade, DisabilityKind, DivisionFact, FactSupplier, FlagFact, HospitalGrade,
        HospitalLevel, HospitalOwnership, InsuranceKind, MoneyFact, NumberFact, PovertyCategory, RegistrationKind,
        SchoolKind, Sex, TreatmentKind, VisitKind,
    },
    value::CountryCode,
    wire::{CodeList, Label, Privacy, Shape, Wire},
};
use serde_json::{Value, json};

/// The subject of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The whole application.
    Application,
    /// A unit of computation: a receipt, a stay, an operation.
    Unit,
}

/// A fact of the registry.
#[derive(Debug, Clone, Copy)]
pub struct Fact {
    /// Its code in programmes.
    pub code: &'static str,
    /// The kind of condition that uses it.
    pub kind: &'static str,
    /// Its label.
    pub label: Label,
    /// Its unit, for example `yuan` or `grams`. `None` for codes, flags, dates and divisions.
    pub unit: Option<&'static str>,
    /// Its subject.
    pub scope: Scope,
    /// The party that supplies it.
    pub supplier: FactSupplier,
    /// Its privacy class.
    pub privacy: Privacy,
    /// Its places in an application: JSON Pointers with `*` for each item of a list.
    pub paths: &'static [&'static str],
}

/// Declares the registry's row for each code of a list.
macro_rules! registry {
    ($( $list:ident, $kind:literal { $( $variant:ident: $scope:ident $supplier:ident $privacy:ident $unit:expr, [$($path:literal),*]; )+ } )+) => { $(
        impl $list {
            /// Its row of the registry.
            pub const fn fact(self) -> Fact {
                match self { $(
                    Self::$variant => Fact {
                        code: Self::$variant.as_str(), kind: $kind, label: Self::$variant.label(), unit: $unit,
                        scope: Scope::$scope, supplier: FactSupplier::$supplier, privacy: Privacy::$privacy,
                        paths: &[$($path),*],
                    },
                )+ }
            }
        }
    )+

    /// Every fact, kind by kind.
    ///
    /// # Example
    /// ```
    /// use tongbiao::fact::facts;
    ///
    /// let insured = facts().find(|fact| fact.code == "insured").ok_or("no such fact")?;
    /// assert_eq!((insured.kind, insured.label.en), ("flag", "Covered by basic medical insurance"));
    /// println!("{} is read from {:?}", insured.code, insured.paths);
    /// # Ok::<(), &str>(())
    /// ```
    pub fn facts() -> impl Iterator<Item = Fact> {
        let facts: Vec<Fact> = [$( $list::ALL.iter().map(|fact| fact.fact()).collect::<Vec<_>>() ),+].concat();
        facts.into_iter()
    }
    };
}

registry! {
    CodeFact, "code" {
        Sex: Application Family Personal None, ["/child/sex", "/child/identity/*/number"];
        Nationality: Application Family Personal None, ["/child/nationality"];
        RegistrationKind: Application Family Personal None, ["/child/registration/kind"];
        InsuranceKind: Application Family Personal None, ["/insurance/*/kind"];
        PovertyCategory: Application Authority Financial None, ["/household/certificates/*/category"];
        PovertyCategoryAtVisit: Unit Authority Financial None, ["/household/certificates/*/category", "/receipts/*/visitDate", "/receipts/*/stay/start", "/receipts/*/issuedOn", "/treatments/*/period/start"];
        DisabilityKind: Application Authority Health None, ["/child/disabilities/*/kind"];
        DisabilityGrade: Application Authority Health None, ["/child/disabilities/*/grade"];
        ParentDisabilityKind: Application Authority Health None, ["/guardians/*/disabilities/*/kind"];
        ParentDisabilityGrade: Application Authority Health None, ["/guardians/*/disabilities/*/grade"];
        SchoolKind: Application Family Personal None, ["/child/schoolKind"];
        TreatmentDone: Application Hospital Health None, ["/treatments/*/kind", "/treatments/*/status", "/treatments/*/operations/*/performedOn"];
        TreatmentAhead: Application Hospital Health None, ["/treatments/*/kind", "/treatments/*/status"];
        HospitalLevel: Unit Hospital Public None, ["/receipts/*/issuer/level", "/treatments/*/hospital/level"];
        HospitalGrade: Unit Hospital Public None, ["/receipts/*/issuer/grade", "/treatments/*/hospital/grade"];
        HospitalOwnership: Unit Hospital Public None, ["/receipts/*/issuer/ownership", "/treatments/*/hospital/ownership"];
        VisitKind: Unit Hospital Health None, ["/receipts/*/visitKind"];
        ReceiptInsuranceKind: Unit Insurer Personal None, ["/receipts/*/insuranceKind"];
    }
    FlagFact, "flag" {
        Insured: Application Family Personal None, ["/insurance"];
        Disabled: Application Family Health None, ["/child/disabilities"];
        InTreatment: Application Hospital Health None, ["/treatments/*/status"];
        InstitutionalGuardian: Application Family Personal None, ["/guardians/*/kind"];
    }
    MoneyFact, "money" {
        HouseholdIncome: Application Family Financial Some("yuan a year"), ["/household/income/total"];
        IncomePerHead: Application Family Financial Some("yuan a year"), ["/household/income/perHead", "/household/income/total", "/household/memberCount"];
        HouseholdProperty: Application Family Financial Some("yuan"), ["/household/property/*/value"];
        HouseholdDebts: Application Family Financial Some("yuan"), ["/household/debts"];
        MedicalSpending: Application Family Financial Some("yuan"), ["/household/medicalSpending"];
        EstimatedCost: Application Hospital Financial Some("yuan"), ["/treatments/*/estimatedCost"];
        Billed: Application Hospital Financial Some("yuan"), ["/receipts/*/totalAmount"];
        FamilyBorne: Application Hospital Financial Some("yuan"), ["/receipts/*/personalAccount", "/receipts/*/cash", "/receipts/*/relativeAccount", "/receipts/*/outstanding"];
        FamilyBorneTwelveMonths: Application Hospital Financial Some("yuan"), ["/receipts/*/personalAccount", "/receipts/*/cash", "/receipts/*/relativeAccount", "/receipts/*/outstanding", "/receipts/*/visitDate", "/receipts/*/stay"];
        SelfPaid: Application Hospital Financial Some("yuan"), ["/receipts/*/selfPaid", "/receipts/*/settlement"];
        SelfPaidTwelveMonths: Application Hospital Financial Some("yuan"), ["/receipts/*/selfPaid", "/receipts/*/settlement", "/receipts/*/visitDate", "/receipts/*/stay"];
        AidReceived: Application Family Financial Some("yuan"), ["/aid/*/amount"];
    }
    NumberFact, "number" {
        HouseholdMembers: Application Family Personal Some("persons"), ["/household/memberCount", "/household/members"];
        BirthWeightGrams: Application Hospital Health Some("grams"), ["/child/birthWeightGrams"];
        BodyWeightGrams: Application Hospital Health Some("grams"), ["/child/bodyWeightGrams"];
        TreatmentSessions: Application Hospital Health Some("sessions or days"), ["/treatments/*/sessions"];
        MembershipYears: Application Insurer Personal Some("full years"), ["/insurance/*/period/start"];
        MembershipMonths: Application Insurer Personal Some("full months"), ["/insurance/*/period/start"];
        InsuredMonths: Application Insurer Personal Some("full months"), ["/insurance/*/period/start"];
        ResidenceYears: Application Family Personal Some("full years"), ["/child/residentSince"];
        RegistrationYears: Application Family Personal Some("full years"), ["/child/registration/since"];
        StayDays: Unit Hospital Health Some("days"), ["/receipts/*/stayDays", "/receipts/*/stay"];
        QuotaLeft: Application Programme Public Some("places"), [];
    }
    DateFact, "date" {
        BirthDate: Application Family Personal None, ["/child/birthDate", "/child/identity/*/number"];
        EnteredOn: Application Intake Public None, ["/programmes/*/enteredOn", "/enteredOn"];
        SubmittedOn: Application Intake Public None, ["/submittedOn"];
        ApplicationYearStart: Application Intake Public None, ["/submittedOn"];
        DiagnosedOn: Application Hospital Health None, ["/diagnoses/*/diagnosedOn"];
        AdmittedOn: Application Hospital Health None, ["/treatments/*/period/start"];
        OperatedOn: Application Hospital Health None, ["/treatments/*/operations/*/performedOn"];
        MembershipFrom: Application Insurer Personal None, ["/insurance/*/period/start"];
        InsuredFrom: Application Insurer Personal None, ["/insurance/*/period/start"];
        ResidentSince: Application Family Personal None, ["/child/residentSince"];
        RegisteredSince: Application Family Personal None, ["/child/registration/since"];
        DecidedOn: Application Programme Public None, [];
        ReceiptVisitedOn: Unit Hospital Health None, ["/receipts/*/visitDate", "/receipts/*/stay/start", "/receipts/*/issuedOn"];
        ReceiptDischargedOn: Unit Hospital Health None, ["/receipts/*/stay/end", "/receipts/*/visitDate"];
        ReceiptIssuedOn: Unit Hospital Financial None, ["/receipts/*/issuedOn"];
        ReceiptSettledOn: Unit Insurer Financial None, ["/receipts/*/settlement/settledOn", "/receipts/*/issuedOn"];
    }
    DivisionFact, "region" {
        Registration: Application Family Personal None, ["/child/registration/address/division"];
        Residence: Application Family Personal None, ["/child/residence/division"];
        Insurance: Application Insurer Personal None, ["/insurance/*/division"];
        Hospital: Unit Hospital Public None, ["/receipts/*/issuer/division", "/treatments/*/hospital/division"];
    }
}

impl Scope {
    /// The published name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Unit => "unit",
        }
    }
}

impl CodeFact {
    /// The list of its codes. `None` for countries, which have a pattern instead.
    pub fn list(self) -> Option<&'static CodeList> {
        let shape = match self {
            Self::Sex => Sex::SHAPE,
            Self::Nationality => return None,
            Self::RegistrationKind => RegistrationKind::SHAPE,
            Self::InsuranceKind | Self::ReceiptInsuranceKind => InsuranceKind::SHAPE,
            Self::PovertyCategory | Self::PovertyCategoryAtVisit => PovertyCategory::SHAPE,
            Self::DisabilityKind | Self::ParentDisabilityKind => DisabilityKind::SHAPE,
            Self::DisabilityGrade | Self::ParentDisabilityGrade => DisabilityGrade::SHAPE,
            Self::SchoolKind => SchoolKind::SHAPE,
            Self::TreatmentDone | Self::TreatmentAhead => TreatmentKind::SHAPE,
            Self::HospitalLevel => HospitalLevel::SHAPE,
            Self::HospitalGrade => HospitalGrade::SHAPE,
            Self::HospitalOwnership => HospitalOwnership::SHAPE,
            Self::VisitKind => VisitKind::SHAPE,
        };
        match shape {
            Shape::Code(list) => Some(list),
            _ => None,
        }
    }

    /// Whether the fact can have the code.
    pub fn accepts(self, code: &str) -> bool {
        match self.list() {
            Some(list) => list.codes.iter().any(|known| known.code == code),
            None => CountryCode::parse(code).is_ok(),
        }
    }

    /// Whether the fact can have several codes at once.
    pub const fn is_multiple(self) -> bool {
        matches!(
            self,
            Self::InsuranceKind
                | Self::PovertyCategory
                | Self::PovertyCategoryAtVisit
                | Self::DisabilityKind
                | Self::DisabilityGrade
                | Self::ParentDisabilityKind
                | Self::ParentDisabilityGrade
                | Self::TreatmentDone
                | Self::TreatmentAhead
        )
    }
}

/// The published registry.
pub(crate) fn registry_json() -> Value {
    let rows: Vec<Value> = facts()
        .map(|fact| {
            let codes = CodeFact::ALL.iter().find(|f| fact.kind == "code" && f.as_str() == fact.code);
            let list = codes.and_then(|f| f.list()).map(|list| list.name);
            let mut row = json!({
                "code": fact.code, "kind": fact.kind, "zh": fact.label.zh, "en": fact.label.en,
                "scope": fact.scope.as_str(), "supplier": fact.supplier.as_str(), "privacy": fact.privacy.as_str(),
                "paths": fact.paths,
            });
            if let (Some(members), Some(unit)) = (row.as_object_mut(), fact.unit) {
                members.insert("unit".to_owned(), unit.into());
            }
            if let (Some(members), Some(list)) = (row.as_object_mut(), list) {
                members.insert("list".to_owned(), list.into());
            }
            row
        })
        .collect();
    json!({"standard": "1.0", "facts": rows})
}
