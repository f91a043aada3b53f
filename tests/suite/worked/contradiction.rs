//! What contradicts: a hospital and a list, a receipt and the day of the decision, the birth or its own payers, and a receipt that
//! no item can admit. Each row is computed by hand, and both evaluators agree.

use crate::worked::{
    doubt::{expect, half, with},
    sketch::{application, evaluate, fixed, plain_bill, programme, rate},
};
use serde_json::{Value, json};
use tongbiao::{
    check::{Limits, check},
    code::{AdjudicationDecision, ReasonCode},
    finding::Severity,
    programme::Programme,
    verify::{Difference, Verification, verify},
};

/// The day of the decision is 2025-12-01.
const BORN: &str = "2016-03-15";

fn apart() -> Value {
    json!({"otherAid": "ignore", "ceiling": "not-applicable"})
}

fn bill(n: &str, members: Value) -> Value {
    with(plain_bill(n, "2025-03-01", "1000.00"), members)
}

/// Half of the billed amount of receipts that the item admits, under the cap.
fn half_of(rule: Value) -> Programme {
    programme(json!({"coordination": {"otherAid": "reduces-cap", "ceiling": "family-borne"},
        "sets": [{"id": "partners", "members": {"of": "hospital", "hospitals": [
            {"name": "示例医院（虚构）", "code": "H41000000001", "uscc": "12410000400000018Y"}]}}],
        "items": [{"id": "half", "receipts": rule, "basis": {"measure": "billed", "per": "receipt"},
            "benefit": {"type": "rate", "rate": rate("0.5")}}]}))
}

#[test]
fn a_code_that_differs_is_of_another_hospital() {
    let partners = half_of(json!({"hospitals": "partners"}));
    let (code, uscc) = ("H41000000001", "12410000400000018Y");
    let (other_code, other_uscc) = ("H53000000001", "91330106MA2AAAAA15");
    let wanted: Result<&str, &[&str]> = Err(&["/receipts/0/issuer/code", "/receipts/0/issuer/uscc"]);
    for (own_code, own_uscc, expected) in [
        (Some(code), Some(uscc), Ok("500.00")),
        (Some(code), None, Ok("500.00")),
        (None, Some(uscc), Ok("500.00")),
        // One equal code is enough.
        (Some(code), Some(other_uscc), Ok("500.00")),
        (Some(other_code), Some(uscc), Ok("500.00")),
        // One that differs decides, whatever the hospital does not state.
        (None, Some(other_uscc), Ok("0.00")),
        (Some(other_code), None, Ok("0.00")),
        (Some(other_code), Some(other_uscc), Ok("0.00")),
        (None, None, wanted),
    ] {
        let mut issuer = json!({"name": "示例医院（虚构）"});
        for (member, own) in [("code", own_code), ("uscc", own_uscc)] {
            if let Some(own) = own {
                issuer[member] = own.into();
            }
        }
        expect(&partners, json!({"aid": [], "receipts": [bill("0000000001", json!({"issuer": issuer}))]}), expected);
    }
}

#[test]
fn nothing_is_asked_of_a_receipt_for_no_item() {
    let without_account = |n: &str, members: Value| {
        let mut bill = bill(n, members);
        bill.as_object_mut().unwrap().remove("personalAccount");
        bill
    };
    let shop = || json!({"issuer": {"name": "示例商店（虚构）", "uscc": "91330106MA2AAAAA15"}});
    let partner = || json!({"issuer": {"name": "示例医院（虚构）", "uscc": "12410000400000018Y"}});
    let receipts = |other: Value| json!([bill("0000000001", partner()), other]);
    let by_hospital = json!({"hospitals": "partners"});
    for (rule, other, expected) in [
        (by_hospital.clone(), without_account("0000000002", shop()), Ok("500.00")),
        // The programme's own question is open, and the item excludes the receipt.
        (by_hospital.clone(), with(without_account("0000000002", shop()), json!({"patientName": "童*"})), Ok("500.00")),
        (by_hospital.clone(), with(bill("0000000002", shop()), json!({"status": "voided"})), Ok("500.00")),
        (
            json!({"kinds": ["outpatient-electronic"]}),
            without_account("0000000002", json!({"receiptKind": "inpatient-electronic"})),
            Ok("500.00"),
        ),
        (
            json!({"window": {"by": "visited-on", "period": {"start": "2025-01-01"}}}),
            without_account("0000000002", json!({"visitDate": "2024-12-31"})),
            Ok("500.00"),
        ),
        // The item may admit it: its hospital is unknown.
        (
            by_hospital.clone(),
            without_account("0000000002", json!({})),
            Err(&["/receipts/1/issuer", "/receipts/1/personalAccount"][..]),
        ),
        // The item admits it.
        (by_hospital, without_account("0000000002", partner()), Err(&["/receipts/1/personalAccount"])),
    ] {
        expect(&half_of(rule), json!({"aid": [], "receipts": receipts(other)}), expected);
    }
    // Aid of 700.00 that names no receipts is deducted from 1000.00, and not from 2000.00: 300.00 remain.
    let aid = json!([{"payer": "crowdfunding", "status": "received", "amount": "700.00"}]);
    let both = receipts(bill("0000000002", shop()));
    expect(&half_of(json!({"hospitals": "partners"})), json!({"aid": aid, "receipts": both}), Ok("300.00"));
}

/// A second item that may apply can admit the receipt, and one that does not apply cannot.
#[test]
fn an_item_that_does_not_apply_admits_nothing() {
    let two = |when: Value| {
        let item = |id: &str, kind: &str| {
            json!({"id": id, "receipts": {"kinds": [kind]}, "basis": {"measure": "family-borne", "per": "receipt"},
                "benefit": {"type": "rate", "rate": rate("0.5")}})
        };
        let second = with(item("second", "tax-invoice"), json!({"when": when}));
        programme(json!({"items": [item("first", "outpatient-electronic"), second]}))
    };
    let mut invoice = bill("1", json!({"receiptKind": "tax-invoice"}));
    invoice["number"] = json!({"form": "tax-invoice", "number": "25410000000000000001"});
    invoice.as_object_mut().unwrap().remove("cash");
    let members = |more: Value| with(json!({"receipts": [bill("0000000001", json!({})), invoice.clone()]}), more);
    let insured = json!([{"test": "flag", "fact": "institutional-guardian", "is": true}]);
    expect(&two(insured.clone()), members(json!({"guardians": []})), Ok("500.00"));
    let orphan = json!([{"kind": "institution", "id": "home", "name": "示例福利院（虚构）"}]);
    expect(&two(insured), members(json!({"guardians": orphan})), Err(&["/receipts/1/cash"]));
}

#[test]
fn a_receipt_of_after_the_decision_waits() {
    let plain = half(apart());
    let second = |members: Value| json!({"receipts": [bill("0000000001", json!({})), bill("0000000002", members)]});
    for (members, expected) in [
        (json!({"visitDate": "2025-12-01", "issuedOn": "2025-12-01"}), "1000.00"),
        (json!({"visitDate": "2025-12-02", "issuedOn": "2025-12-02"}), "500.00"),
        // Prepaid for a visit after the decision, and issued after it for a visit before it.
        (json!({"visitDate": "2025-12-10", "issuedOn": "2025-11-20"}), "500.00"),
        (json!({"visitDate": "2025-11-20", "issuedOn": "2025-12-02"}), "500.00"),
        (json!({"stay": {"start": "2025-11-20", "end": "2025-12-05"}}), "500.00"),
        (json!({"stay": {"start": "2025-11-20"}}), "1000.00"),
        // An insurer that settles later lowers the share; the receipt itself is of before the decision.
        (json!({"settlement": {"mode": "at-hospital", "settledOn": "2025-12-05"}}), "1000.00"),
    ] {
        expect(&plain, second(members), Ok(expected));
    }
    // Nor does it count in a sum: a requirement of more than 1000.00 is not met.
    let more = json!({"test": "money", "fact": "family-borne", "over": fixed("1000.00")});
    let asked = programme(json!({"evidence": "diagnosis", "coordination": apart(),
        "requirements": [{"id": "cost", "anyOf": [more]}],
        "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("100.00")}}]}));
    expect(&asked, second(json!({"visitDate": "2025-12-02"})), Ok("0.00"));
    expect(&asked, second(json!({"visitDate": "2025-12-01"})), Ok("100.00"));
    let case = application("case", second(json!({"visitDate": "2025-12-02"})));
    let outcome = evaluate(&plain, &case, None).past.1;
    let reasons = outcome.receipts.unwrap()[1].reasons.clone().unwrap();
    assert_eq!(*reasons, [ReasonCode::ReceiptAfterDecision]);
}

#[test]
fn a_receipt_of_before_the_birth_is_in_doubt() {
    let plain = half(apart());
    let wanted: Result<&str, &[&str]> = Err(&["/receipts/0/visitDate"]);
    let child = |born: Option<&str>| match born {
        Some(born) => json!({"name": "童例", "birthDate": born}),
        None => json!({"name": "童例"}),
    };
    for (born, visited, expected) in [
        (Some(BORN), BORN, Ok("500.00")),
        // In the days before the birth it may be for the mother of the newborn.
        (Some(BORN), "2016-02-16", Ok("500.00")),
        (Some(BORN), "2016-02-15", wanted),
        (Some(BORN), "2015-03-15", wanted),
        (None, "2015-03-15", Ok("500.00")),
    ] {
        let receipt = bill("0000000001", json!({"visitDate": visited, "issuedOn": visited}));
        expect(&plain, json!({"child": child(born), "receipts": [receipt]}), expected);
    }
    // The day of issue is the day of visit if no other is stated. A voided receipt is in no doubt.
    let mut issued = bill("0000000001", json!({"issuedOn": "2015-03-15"}));
    issued.as_object_mut().unwrap().remove("visitDate");
    expect(&plain, json!({"child": child(Some(BORN)), "receipts": [issued.clone()]}), wanted);
    let voided = with(issued, json!({"status": "voided"}));
    expect(&plain, json!({"child": child(Some(BORN)), "receipts": [voided]}), Ok("0.00"));
}

#[test]
fn payers_that_do_not_add_up_leave_the_share_unknown() {
    let plain = half(apart());
    let wanted: Result<&str, &[&str]> = Err(&["/receipts/0/totalAmount"]);
    for (members, expected) in [
        (json!({"cash": "999.99"}), wanted),
        (json!({"cash": "1400.00"}), wanted),
        (json!({"pooledFund": "0.01"}), wanted),
        (json!({"cash": "900.00", "localPayers": [{"payer": "hospital", "amount": "100.00"}]}), Ok("450.00")),
        (json!({"localPayers": [{"payer": "charity", "amount": "100.00"}]}), wanted),
        // If a block is omitted, the others are wrong only if they are too much.
        (json!({"cash": "400.00", "pooledFund": null}), Ok("200.00")),
        (json!({"cash": "1000.00", "pooledFund": null}), Ok("500.00")),
        (json!({"cash": "1000.01", "pooledFund": null}), wanted),
        (json!({"cash": "1000.05", "pooledFund": null, "cashRounding": "0.05"}), Ok("500.00")),
        (json!({"cash": null, "pooledFund": "1000.01"}), wanted),
        (json!({"cash": null, "pooledFund": "1000.00", "cashRounding": "-0.05"}), Err(&["/receipts/0/cash"])),
        (json!({"cash": null, "outstanding": "400.00", "pooledFund": "600.01"}), wanted),
        (json!({"pooledFund": null, "localPayers": [{"payer": "charity", "amount": "1000.01"}]}), wanted),
    ] {
        let mut receipt = bill("0000000001", members);
        receipt.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        expect(&plain, json!({"receipts": [receipt]}), expected);
    }
    let case = application("case", json!({"receipts": [bill("0000000001", json!({"cash": "999.99"}))]}));
    let outcome = evaluate(&plain, &case, None).past.1;
    let reasons: Vec<ReasonCode> = outcome.reasons.iter().flat_map(|all| all.iter()).map(|one| one.code).collect();
    assert_eq!(reasons, [ReasonCode::FactMissing, ReasonCode::ReceiptPayersTotal]);
}

/// Every outcome states the errors that a check reports of its application.
#[test]
fn an_outcome_states_the_errors_of_its_application() {
    let plain = half(apart());
    let lines = json!([{"name": "药", "amount": "600.00"}, {"name": "材料", "amount": "400.01"}]);
    let wrong_lines = || bill("0000000001", json!({"lines": lines}));
    let child = |born: &str| json!({"name": "童例", "birthDate": born});
    let unknown =
        json!({"aid": [{"payer": "crowdfunding", "status": "received", "amount": "1.00", "receipts": ["none"]}]});
    for (members, decision) in [
        (json!({"receipts": [bill("0000000001", json!({}))]}), AdjudicationDecision::Awarded),
        (json!({"receipts": [wrong_lines()]}), AdjudicationDecision::Awarded),
        (with(unknown, json!({"receipts": [wrong_lines()]})), AdjudicationDecision::Awarded),
        (
            json!({"child": child("2025-03-10"), "receipts": [wrong_lines()], "enteredOn": "2025-03-01"}),
            AdjudicationDecision::Awarded,
        ),
        (json!({"receipts": [bill("0000000001", json!({"cash": "1.00"}))]}), AdjudicationDecision::Undetermined),
        (
            json!({"receipts": [bill("0000000001", json!({"status": "reversed", "number": {"form": "legacy", "number": "1"}}))]}),
            AdjudicationDecision::NothingPayable,
        ),
    ] {
        let case = application("case", members.clone());
        let outcome = evaluate(&plain, &case, None).past.1;
        assert_eq!(outcome.decision, decision, "{members}");
        let text = tongbiao::document::Document::new(case.clone()).to_json().unwrap();
        let checked = check(text.as_bytes(), None, &Limits::default());
        let errors = checked.findings.iter().map(|located| &located.finding);
        let errors = errors.filter(|finding| finding.rule.severity == Severity::Error);
        let mut errors: Vec<(&str, &str)> = errors.map(|one| (one.rule.code, one.pointer.as_str())).collect();
        errors.sort_unstable();
        let stated = outcome.findings.iter().flat_map(|all| all.iter());
        let stated: Vec<(&str, &str)> = stated.map(|one| (one.code.as_str(), one.pointer.as_str())).collect();
        assert_eq!(stated, errors, "{members}");
        assert_eq!(verify(&outcome, &case, &plain, &[]).unwrap(), Verification::Same);
        if !stated.is_empty() {
            let mut silent = outcome.clone();
            silent.findings = None;
            let found = verify(&silent, &case, &plain, &[]).unwrap();
            let Verification::Different(difference) = found else { panic!("{found}") };
            assert!(matches!(&*difference, Difference::Member { pointer, .. } if pointer.starts_with("/findings")));
        }
    }
}
