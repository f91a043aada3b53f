//! An example of an application.

use super::{
    disease::disease,
    made::{Skeleton, document},
    person::{CHILD, DIVISION, MOTHER, charity, hospital, identity_number, month_before},
    receipt::Example,
};
use crate::{arguments::NewApplicationArguments, exit::Stop, language::Language};
use serde_json::{Value, json};
use tongbiao::{
    code::{MaterialKind, ReceiptForm, ReceiptKind, StampKind},
    date, money,
    programme::{PaperRequirement, Programme},
    record::application::Application,
    value::Date,
};

/// An example of an application, with the supporting documents that a programme requires.
pub(crate) fn application(
    arguments: &NewApplicationArguments,
    programme: Option<&Programme>,
    language: Language,
) -> Result<Skeleton, Stop> {
    let day = arguments.date.unwrap_or(date!("2026-03-02"));
    let year = |before: i32| day.year().saturating_sub(before);
    let born = Date::new(year(7), 5, 20).unwrap_or(day);
    let mother_born = Date::new(year(34), 8, 12).unwrap_or(born);
    let kinds = if arguments.receipt.is_empty() { &[ReceiptKind::InpatientElectronic][..] } else { &arguments.receipt };
    // Each receipt is of a month before: two stays of a child do not overlap.
    let months = std::iter::successors(Some(month_before(day)), |day| Some(month_before(*day)));
    let examples: Vec<Example> =
        (1..).zip(kinds).zip(months).map(|((number, kind), day)| example(*kind, number, day)).collect();
    let treated = examples.iter().map(|one| one.day).min().unwrap_or(day);
    let receipts: Vec<Value> = examples.iter().map(|one| with_diagnosis(one.value())).collect();
    let last = examples.iter().map(Example::last_day).max().unwrap_or(day);
    let disease = disease(arguments.disease.as_ref(), programme, day);
    let treatment =
        if disease.is_usual() { ("chemotherapy", "化疗") } else { ("other", "治疗名称（请照录病历）") };
    let hardship_year = json!({"start": format!("{}-01-01", day.year()), "end": format!("{}-12-31", day.year())});
    let insured = json!({"start": format!("{}-01-01", year(3)), "end": format!("{}-12-31", day.year())});
    let address = json!({"division": DIVISION, "detail": "示例市示例区示例路（虚构）1号"});
    let mut value = json!({
        "id": arguments.id.as_ref().map_or("example-1", |id| id.as_str()),
        "child": {"name": CHILD, "sex": "male", "birthDate": born.to_string(), "nationality": "CN",
            "identity": [{"kind": "resident-identity", "number": identity_number(born, 17)}],
            "registration": {"kind": "resident", "address": address}, "residence": address, "disabilities": []},
        "enteredOn": day.to_string(), "submittedOn": day.to_string(), "receivedBy": charity(),
        "guardians": [{"kind": "person", "id": "mother", "name": MOTHER, "relation": "52", "phone": "15400000001",
            "identity": [{"kind": "resident-identity", "number": identity_number(mother_born, 26)}]}],
        "household": {"memberCount": 3, "certificates": [{"category": "minimum-living-allowance", "id": "hardship",
                "number": "DB-EX-0001", "issuer": "示例县民政局（虚构）", "validity": hardship_year}],
            "income": {"period": {"start": format!("{}-01-01", year(1)), "end": format!("{}-12-31", year(1))}, "total": "24000.00"}},
        "insurance": [{"kind": "resident", "division": DIVISION, "number": "YB-EX-0001", "period": insured}],
        "diagnoses": [{"name": disease.name, "id": "diagnosis-1", "codings": [{"scheme": "icd-10-nhsa", "code": disease.code, "version": "2.0"}],
            "rank": "principal", "certainty": "confirmed", "diagnosedOn": treated.to_string(), "hospital": hospital()}],
        "treatments": [{"kind": treatment.0, "status": "completed", "id": "treatment-1", "name": treatment.1, "diagnoses": ["diagnosis-1"],
            "hospital": hospital(), "period": {"start": treated.to_string(), "end": last.to_string()}, "operations": []}],
        "receipts": receipts, "aid": [], "assessments": [],
        "consents": [{"givenBy": "mother", "receiver": charity(), "purposes": ["eligibility", "payment", "verification"],
            "kinds": ["identity", "contact", "household", "insurance", "health", "receipts", "bank-account"],
            "givenOn": day.to_string(), "method": "written"}],
        "materials": materials(arguments, programme, last),
        "payee": {"kind": "person", "name": MOTHER, "guardian": "mother", "relation": "52",
            "account": {"number": "6217000000000000004", "holder": MOTHER, "bankName": "示例银行（虚构）"}},
    });
    if let (Some(programme), Some(members)) = (programme, value.as_object_mut()) {
        let request = json!({"name": programme.title.as_str(), "programme": programme.id.as_str()});
        members.insert("programmes".to_owned(), json!([request]));
    }
    document::<Application>(value, arguments.output.schema.as_deref(), language)
}

fn example(kind: ReceiptKind, number: u32, day: Date) -> Example {
    // Receipts of one application differ in their totals: two alike may be one receipt.
    let total = [money!("12000.00"), money!("800.00"), money!("1500.00"), money!("2100.00")];
    let total =
        total.iter().cycle().nth(usize::try_from(number - 1).unwrap_or(0)).copied().unwrap_or(money!("12000.00"));
    Example { kind, day, total, number, has_lines: false, has_settlement: false }
}

fn with_diagnosis(mut receipt: Value) -> Value {
    if let Some(members) = receipt.as_object_mut() {
        members.insert("diagnoses".to_owned(), json!(["diagnosis-1"]));
        members.insert("treatments".to_owned(), json!(["treatment-1"]));
    }
    receipt
}

/// The supporting documents in hand, and those that the programme requires.
fn materials(arguments: &NewApplicationArguments, programme: Option<&Programme>, issued: Date) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    let mut add = |kind: MaterialKind, paper: Option<&PaperRequirement>| {
        let number = all.len().saturating_add(1);
        let mut one = json!({"kind": kind.as_str(), "id": format!("material-{number}"), "form": "original", "issuedOn": issued.to_string()});
        if let (Some(paper), Some(members)) = (paper, one.as_object_mut()) {
            let form = paper.forms.as_deref().and_then(|forms| forms.first()).copied().unwrap_or(ReceiptForm::Original);
            members.insert("form".to_owned(), form.as_str().into());
            let stamp = paper.stamps.as_deref().and_then(|stamps| stamps.first()).copied();
            if let Some(stamp) = stamp.map(StampKind::as_str) {
                members.insert("stamps".to_owned(), json!([stamp]));
            }
        }
        all.push(one);
    };
    for paper in programme.and_then(|programme| programme.papers.as_deref()).into_iter().flatten() {
        let count = paper.count.map_or(1, |count| count.get());
        for kind in paper.any_of.iter().take(1) {
            (0..count).for_each(|_| add(*kind, Some(paper)));
        }
    }
    let usual = [
        MaterialKind::ApplicationForm,
        MaterialKind::IdentityCard,
        MaterialKind::Diagnosis,
        MaterialKind::HardshipCertificate,
        MaterialKind::BankCard,
    ];
    match (arguments.paper.as_slice(), programme) {
        ([], None) => usual.into_iter().for_each(|kind| add(kind, None)),
        (papers, _) => papers.iter().for_each(|kind| add(*kind, None)),
    }
    all
}
