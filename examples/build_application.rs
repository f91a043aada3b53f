//! Builds a whole application, checks it, adjudicates it and prints the letter to the family:
//! `cargo run --example build_application`. The people, the hospital and the numbers are invented.

use std::{error::Error, fs, path::Path};
use tongbiao::{
    check::read,
    code::{
        DiagnosisCertainty, DiseaseScheme, InsuranceKind, MaterialKind, OperationScheme, ReceiptForm, ReceiptKind,
        ReceiptStatus, RegistrationKind, Relation, Sex, TreatmentKind, TreatmentStatus, VisitKind,
    },
    date,
    document::Document,
    eligibility::{Circumstances, eligibility},
    evaluate::{Detail, adjudicate},
    explain::{Audience, explain_adjudication},
    money,
    programme::Programme,
    record::{
        application::Application,
        diagnosis::{Diagnosis, DiseaseCoding},
        guardian::{Guardian, GuardianPerson},
        identity::{Child, HouseholdRegistration, IdentityDocument, ResidentIdentity},
        insurance::Coverage,
        material::Material,
        organisation::Hospital,
        receipt::{FiscalNumber, Receipt},
        treatment::{Operation, Treatment},
    },
    signed_money,
    value::{Capitals, Date, Invalid, Period, SignedMoney, amount_in_capitals},
    wire::List,
};

/// A stay in the hospital, with its receipt.
struct Stay {
    number: &'static str,
    first: Date,
    last: Date,
    total: SignedMoney,
    pooled_fund: SignedMoney,
    cash: SignedMoney,
}

const STAYS: [Stay; 2] = [
    Stay {
        number: "0000000001",
        first: date!("2024-05-06"),
        last: date!("2024-05-18"),
        total: signed_money!("36000.00"),
        pooled_fund: signed_money!("26000.00"),
        cash: signed_money!("10000.00"),
    },
    Stay {
        number: "0000000002",
        first: date!("2024-06-03"),
        last: date!("2024-06-07"),
        total: signed_money!("4800.00"),
        pooled_fund: signed_money!("3300.00"),
        cash: signed_money!("1500.00"),
    },
];

fn main() -> Result<(), Box<dyn Error>> {
    let document = Document::new(application()?);

    // The rules of the standard, without writing the document first.
    let checked = document.check();
    for located in &checked.findings {
        let (_, message) = located.finding.message();
        eprintln!("{} {}: {message}", located.finding.rule.code, located.finding.pointer);
    }
    assert!(checked.findings.is_empty(), "the application is sound");

    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let programme = read::<Programme>(&fs::read(cases.join("programmes/angel-sunshine-heart.json"))?)?.body;
    let mut circumstances = Circumstances::on(date!("2024-06-20"));
    circumstances.fund_balance = Some(money!("100000.00"));

    let answer = eligibility(&programme, &document.body, &circumstances)?;
    eprintln!("eligible: {:?}; facts that are missing: {}", answer.status, answer.missing.len());

    let outcome = adjudicate(&programme, &document.body, &circumstances, Detail::Full)?;
    let letter = explain_adjudication(&outcome, Some(&programme), Audience::Family);
    println!("{}\n{}", letter.zh(), letter.en());
    assert_eq!(outcome.amount, Some(money!("10000.00")));
    Ok(())
}

/// The application. Every malformed value is an error: `?` passes it on.
fn application() -> Result<Application, Invalid> {
    let mut application = Application::new("example-1".parse()?, child()?);
    application.entered_on = Some(date!("2024-04-22"));
    application.submitted_on = Some(date!("2024-06-12"));
    application.guardians = Some(
        [
            guardian("mother", "童安之母", Relation::Mother, "41000019920608042X")?,
            guardian("father", "童安之父", Relation::Father, "410000199011020216")?,
        ]
        .into(),
    );
    application.diagnoses = Some([diagnosis()?].into());
    application.treatments = Some([treatment()?].into());

    // A list may also be filled item by item: a push fails if the list is full.
    let mut receipts = List::default();
    for stay in &STAYS {
        receipts.push(receipt(stay)?)?;
    }
    application.receipts = Some(receipts);

    let mut coverage = Coverage::new(InsuranceKind::Resident);
    coverage.period = Some(Period::between(date!("2024-01-01"), date!("2024-12-31")));
    application.insurance = Some([coverage].into());
    // Known to be none, which is not the same as unknown.
    application.aid = Some([].into());
    let kinds = [
        MaterialKind::ApplicationForm,
        MaterialKind::HouseholdRegister,
        MaterialKind::Diagnosis,
        MaterialKind::FeeList,
    ];
    application.materials = Some(kinds.map(Material::new).into());
    Ok(application)
}

fn child() -> Result<Child, Invalid> {
    let mut child = Child::new("童安".parse()?);
    child.sex = Some(Sex::Male);
    child.birth_date = Some(date!("2021-03-15"));
    child.identity = Some([identity("410000202103150311")?].into());
    let mut registration = HouseholdRegistration::new();
    registration.kind = Some(RegistrationKind::Agricultural);
    child.registration = Some(registration);
    Ok(child)
}

fn identity(number: &str) -> Result<IdentityDocument, Invalid> {
    Ok(ResidentIdentity::new(number.parse()?).into())
}

fn guardian(id: &str, name: &str, relation: Relation, number: &str) -> Result<Guardian, Invalid> {
    let mut guardian = GuardianPerson::new(id.parse()?, name.parse()?, relation);
    guardian.identity = Some([identity(number)?].into());
    guardian.phone = Some("15400000001".parse()?);
    Ok(guardian.into())
}

fn hospital() -> Result<Hospital, Invalid> {
    let mut hospital = Hospital::new("示例省儿童医院（虚构）".parse()?);
    hospital.uscc = Some("12410000400000018Y".parse()?);
    Ok(hospital)
}

fn diagnosis() -> Result<Diagnosis, Invalid> {
    let mut coding = DiseaseCoding::new(DiseaseScheme::Icd10Nhsa, "Q21.000".parse()?);
    coding.version = Some("2.0".parse()?);
    let mut diagnosis = Diagnosis::new("室间隔缺损".parse()?);
    diagnosis.id = Some("diagnosis-1".parse()?);
    diagnosis.codings = Some([coding].into());
    diagnosis.certainty = Some(DiagnosisCertainty::Confirmed);
    diagnosis.diagnosed_on = Some(date!("2024-04-15"));
    diagnosis.hospital = Some(hospital()?);
    Ok(diagnosis)
}

fn treatment() -> Result<Treatment, Invalid> {
    let mut operation = Operation::new("室间隔缺损人工补片修补术".parse()?);
    operation.scheme = Some(OperationScheme::Icd9Cm3Nhsa);
    operation.code = Some("35.5300".parse()?);
    operation.performed_on = Some(date!("2024-05-09"));
    let mut treatment = Treatment::new(TreatmentKind::Surgery, TreatmentStatus::Completed);
    treatment.id = Some("treatment-1".parse()?);
    treatment.diagnoses = Some(["diagnosis-1".parse()?].into());
    treatment.operations = Some([operation].into());
    treatment.period = Some(Period::between(STAYS[0].first, STAYS[0].last));
    Ok(treatment)
}

fn receipt(stay: &Stay) -> Result<Receipt, Invalid> {
    let mut number = FiscalNumber::new("41060225".parse()?, stay.number.parse()?);
    number.check_code = Some("a1b2c3".parse()?);
    let mut receipt = Receipt::new(ReceiptKind::InpatientElectronic, number.into(), stay.total);
    receipt.diagnoses = Some(["diagnosis-1".parse()?].into());
    receipt.form = Some(ReceiptForm::ElectronicFile);
    receipt.status = Some(ReceiptStatus::Valid);
    receipt.issuer = Some(hospital()?);
    receipt.patient_name = Some("童安".parse()?);
    receipt.visit_kind = Some(VisitKind::Inpatient);
    receipt.stay = Some(Period::between(stay.first, stay.last));
    receipt.issued_on = Some(stay.last);
    receipt.total_in_capitals = Some(Capitals::parse(&amount_in_capitals(stay.total))?);
    receipt.pooled_fund = Some(stay.pooled_fund);
    receipt.other_funds = Some(SignedMoney::ZERO);
    receipt.personal_account = Some(SignedMoney::ZERO);
    receipt.cash = Some(stay.cash);
    Ok(receipt)
}
