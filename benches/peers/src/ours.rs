//! The computation of this project: eligibility, the award on each line, and the reasons.

use crate::input::{CAP, Child, LEVELS, ON, Receipt, yuan};
use serde_json::{Value, json};
use tongbiao::{
    check::read,
    eligibility::{Circumstances, Truth},
    evaluate::{Case, Detail, Evaluation, Plan},
    programme::Programme,
    record::application::Application,
    value::Date,
};

/// The number of receipts in an application.
pub const TOGETHER: usize = 25;

/// The rule as a programme. With lines, only some categories and classes are admitted.
pub fn programme(by_lines: bool) -> Programme {
    let rows = |name: &str, value: &dyn Fn((&str, i64, i64)) -> String| -> Vec<Value> {
        LEVELS.iter().map(|level| json!({"codes": [level.0], name: value(*level)})).collect()
    };
    let rate = |ppm: i64| format!("0.{:02}", ppm / 10_000);
    let mut document = json!({
        "kind": "programme", "standard": "1.0", "id": "org.example.peers", "revision": 1, "title": "示例项目",
        "standing": "illustrative", "payer": "mutual-fund", "effective": {"start": "2020-01-01"},
        "appliesBy": "decided-on", "evidence": "receipts",
        "requirements": [
            {"id": "age", "anyOf": [{"test": "age", "at": "decided-on", "birthday": "day-after-birthday",
                "unit": "years", "atLeast": 0, "atMost": 18}]},
            {"id": "nationality", "anyOf": [{"test": "code", "fact": "nationality", "anyOf": ["CN"]}]},
            {"id": "diagnosis", "anyOf": [{"test": "disease", "set": "cancer", "diagnoses": "any", "confirmed": true}]},
        ],
        "sets": [{"id": "cancer", "members": {"of": "disease", "prefixes": ["C91", "C92"]}}],
        "items": [{
            "id": "treatment",
            "basis": {"measure": "billed", "per": "receipt"},
            "deductible": {"type": "by-code", "by": ["hospital-level"], "rows": rows("amount", &|level| yuan(level.1)),
                "otherwise": yuan(LEVELS[2].1)},
            "benefit": {"type": "rate", "rate": {"type": "by-code", "by": ["hospital-level"],
                "rows": rows("rate", &|level| rate(level.2)), "otherwise": rate(LEVELS[2].2)}},
            "limits": [{"id": "each", "scope": "receipt", "amount": {"type": "fixed", "amount": yuan(CAP)}}],
            "payees": [{"to": "guardian"}],
        }],
        "coordination": {"otherAid": "reduces-cap", "ceiling": "family-borne"},
    });
    if by_lines {
        document["lines"] =
            json!({"attribution": "pro-rata", "exceptCategories": ["registration", "other"], "catalogue": ["a", "b"]});
    }
    read(document.to_string().as_bytes()).unwrap().body
}

/// An application of a child, with the receipts of a batch.
fn application(child: &Child, receipts: Vec<Value>) -> Application {
    let document = json!({"kind": "application", "standard": "1.0", "id": "case-peers", "enteredOn": "2024-12-01",
        "child": {"name": "童安", "birthDate": child.birth_date, "nationality": child.nationality},
        "aid": [], "treatments": [],
        "diagnoses": [{"name": child.disease.1, "certainty": "confirmed",
            "codings": [{"scheme": "icd-10-nhsa", "code": child.disease.0, "version": "2.0"}]}],
        "receipts": receipts});
    read(document.to_string().as_bytes()).unwrap().body
}

/// Each child with an application of its own, without receipts.
pub fn children(children: &[Child]) -> Vec<Application> {
    children.iter().map(|child| application(child, Vec::new())).collect()
}

/// The receipts in applications of an eligible child: each with its lines, or only with the sum of its admitted lines.
pub fn batches(receipts: &[Receipt], by_lines: bool) -> Vec<Application> {
    let child = Child {
        birth_date: "2016-03-15".to_owned(),
        age: 8,
        nationality: "CN",
        disease: ("C91.000", "急性淋巴细胞白血病"),
    };
    let document = |(place, receipt): (usize, &Receipt)| {
        let total = if by_lines { receipt.lines.iter().map(|line| line.fen).sum() } else { receipt.counted() };
        let mut document = json!({"receiptKind": "inpatient-electronic", "id": format!("r{place}"),
            "form": "electronic-file", "status": "valid",
            "number": {"form": "fiscal-electronic", "code": "41060225", "number": format!("{place:010}"),
                "checkCode": "a1b2c3"},
            "totalAmount": yuan(total), "patientName": "童安", "insuranceKind": "self-pay",
            "issuer": {"name": "示例医院", "code": "H41000000001", "level": LEVELS[receipt.level].0},
            "pooledFund": "0.00", "otherFunds": "0.00", "personalAccount": "0.00", "cash": yuan(total)});
        if by_lines {
            let line = |(k, line): (usize, &crate::input::Line)| {
                json!({"name": format!("示例 {k}"), "category": line.category, "catalogueClass": line.class,
                    "amount": yuan(line.fen)})
            };
            document["lines"] = receipt.lines.iter().enumerate().map(line).collect();
        }
        document
    };
    let numbered: Vec<(usize, &Receipt)> = receipts.iter().enumerate().collect();
    numbered.chunks(TOGETHER).map(|batch| application(&child, batch.iter().copied().map(document).collect())).collect()
}

/// The day of the decision.
pub fn circumstances() -> Circumstances<'static> {
    Circumstances::on(Date::parse(ON).unwrap())
}

/// Whether each child is eligible.
pub fn eligible(plan: &Plan<'_>, children: &[Application]) -> Vec<i64> {
    let on = circumstances();
    children.iter().map(|child| i64::from(plan.eligibility(child, &on).status == Truth::Yes)).collect()
}

/// The award for each receipt, from the documents.
pub fn awards(plan: &Plan<'_>, batches: &[Application]) -> Vec<i64> {
    let (on, mut room) = (circumstances(), Evaluation::default());
    let mut awards = Vec::new();
    for application in batches {
        let outcome = room.adjudicate(plan, &Case::of(application), &on, Detail::Reasons);
        let receipts = outcome.receipts.expect("an application with receipts is adjudicated on them");
        awards.extend(receipts.iter().map(|receipt| receipt.award.fen()));
    }
    awards
}
