//! What real receipts and interfaces state: each form is accepted, and what is wrong in it is found.

use serde_json::{Value, json};
use std::fs;
use tongbiao::{
    check::{AnyDocument, Checked, Limits, check, fix, read},
    record::{application::Application, receipt::Receipt},
};
use tongbiao_testkit::files::folder;

fn case(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder("cases").join(name)).unwrap()).unwrap()
}

/// The receipt of the first case with other values at some places. `null` removes a member.
fn receipt(changes: Value) -> Value {
    with(case("a-heart-surgery/receipt.json"), changes)
}

fn with(mut document: Value, changes: Value) -> Value {
    for (place, value) in changes.as_object().unwrap() {
        let (parent, name) = place.rsplit_once('/').unwrap();
        let parent = document.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        if value.is_null() {
            parent.remove(name)
        } else {
            parent.insert(name.to_owned(), value.clone())
        };
    }
    document
}

fn checked(document: &Value) -> Checked {
    check(document.to_string().as_bytes(), None, &Limits::default())
}

/// The codes of the findings.
fn codes(document: &Value) -> Vec<&'static str> {
    checked(document).findings.iter().map(|located| located.finding.rule.code).collect()
}

fn holds(document: &Value, expected: &[&str]) {
    assert_eq!(codes(document), expected, "{document:#}");
}

#[test]
fn every_fund_counts_in_the_total() {
    // 24700.00 + 2580.00 + 8204.00 = 35484.00. Another 500.00 is paid by a fund, and less by assistance.
    let less = |more: Value| {
        let mut changes = json!({"/settlement/medicalAssistance": "7704.00"});
        changes.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        receipt(changes)
    };
    let fund = |name: &str, amount: &str| json!({"name": name, "amount": amount});
    let coded = |code: &str, name: &str, amount: &str| json!({"code": code, "name": name, "amount": amount});
    holds(&less(json!({})), &["settlement.fund-total"]);
    for more in [
        json!({"/settlement/disabilityFund": "500.00"}),
        json!({"/settlement/furtherFunds": [fund("倾斜救助基金", "500.00")]}),
        json!({"/settlement/furtherFunds": [coded("390400", "意外伤害基金", "300.00"), fund("照护保险基金", "200.00")]}),
        json!({"/settlement/disabilityFund": "100.00", "/settlement/otherFunds": "150.00",
            "/settlement/furtherFunds": [fund("政府兜底保障", "250.00")]}),
    ] {
        holds(&less(more), &[]);
    }
    holds(&less(json!({"/settlement/disabilityFund": "500.01"})), &["settlement.fund-total"]);
    // A fund is named.
    let unnamed = less(json!({"/settlement/furtherFunds": [{"code": "390400", "amount": "500.00"}]}));
    holds(&unnamed, &["structure.missing"]);
}

#[test]
fn a_kind_without_a_code_keeps_its_text() {
    // The receipt is for an inpatient.
    for (kind, expected) in [
        ("self-referred", &[][..]),
        ("emergency-to-inpatient", &[]),
        ("maternity-inpatient", &[]),
        ("outpatient-chinese-medicine", &["receipt.visit-kind-mismatch"]),
        ("maternity-outpatient", &["receipt.visit-kind-mismatch"]),
    ] {
        holds(&receipt(json!({"/visitKind": kind, "/settlement/visitKind": kind})), expected);
    }
    let other = |text: Value| receipt(json!({"/visitKind": "other", "/visitKindText": text}));
    holds(&other("床日费用住院".into()), &[]);
    holds(&other(Value::Null), &["receipt.kind-text-missing"]);
    let insured = |text: Value| receipt(json!({"/insuranceKind": "other", "/insuranceKindText": text}));
    holds(&insured("公费医疗".into()), &[]);
    holds(&insured(Value::Null), &["receipt.kind-text-missing"]);
    let settled =
        |text: Value| receipt(json!({"/settlement/insuranceKind": "other", "/settlement/insuranceKindText": text}));
    holds(&settled("长期护理保险".into()), &[]);
    holds(&settled(Value::Null), &["receipt.kind-text-missing"]);
    holds(&receipt(json!({"/visitKind": "床日费用住院"})), &["structure.code"]);
}

#[test]
fn a_pharmacy_has_a_code() {
    for (code, expected) in [
        ("P41010000001", &[][..]),
        ("H41010000001", &[]),
        ("P4101000000", &["structure.form"]),
        ("D41010000001", &["structure.form"]),
        ("p41010000001", &["structure.form"]),
    ] {
        holds(&receipt(json!({"/issuer/code": code})), expected);
    }
    let small = receipt(json!({"/issuer/code": "p41010000001"})).to_string();
    assert!(fix(small.as_bytes(), None, &Limits::default()).unwrap().text.contains("P41010000001"));
}

#[test]
fn a_stay_may_have_half_days() {
    // From 6 to 18 May: twelve days, or thirteen with the day of discharge.
    for (days, expected) in [
        (json!(12), &[][..]),
        (json!(12.5), &[]),
        (json!(13.0), &[]),
        (json!(11.5), &["receipt.stay-days"]),
        (json!(13.5), &["receipt.stay-days"]),
        (json!(-0.5), &["structure.range"]),
        (json!(20000.5), &["structure.range"]),
        (json!("12.5"), &["structure.type"]),
    ] {
        holds(&receipt(json!({"/stayDays": days})), expected);
    }
    for (printed, counted) in [("12", 12), ("12.5", 13), ("11.5", 12), ("0", 0), ("0.5", 1)] {
        let text = receipt(json!({"/stayDays": serde_json::from_str::<Value>(printed).unwrap()})).to_string();
        let document = read::<Receipt>(text.as_bytes()).unwrap();
        assert_eq!(document.body.days_of_stay(), Some(counted), "{printed}");
        let written: Value = serde_json::from_str(&document.to_json().unwrap()).unwrap();
        assert_eq!(written["stayDays"].to_string(), printed);
    }
}

#[test]
fn the_morphology_of_a_tumour_is_a_code_of_its_own() {
    let coded = |scheme: &str, code: &str| {
        let codings = json!([{"scheme": "icd-10-nhsa", "code": "C91.000", "version": "2.0"},
            {"scheme": scheme, "code": code, "version": "2.0"}]);
        with(case("a-heart-surgery/diagnosis.json"), json!({"/codings": codings}))
    };
    for (scheme, code) in [
        ("icd-10-nhsa", "M98210/3"),
        ("icd-10-clinical", "M8000/3"),
        ("gb-t-14396", "M9500/3"),
        ("icd-10-who", "M8000/0"),
    ] {
        holds(&coded(scheme, code), &[]);
    }
    for code in ["M982101/3", "M982/3", "M98210/7", "C98210/3"] {
        holds(&coded("icd-10-nhsa", code), &["diagnosis.code-form"]);
    }
}

#[test]
fn a_tax_invoice_has_the_decimals_and_kinds_of_the_tax_authority() {
    let line = |quantity: &str, price: &str, amount: &str| json!([{"name": "注射用药", "unit": "瓶", "quantity": quantity, "unitPrice": price, "amount": amount}]);
    let invoice = |kind: &str, lines: Value| {
        json!({"kind": "receipt", "standard": "1.0", "receiptKind": "tax-invoice", "totalAmount": "100.00", "issuedOn": "2025-02-18",
            "number": {"form": "tax-invoice", "code": "4400000001", "number": "00000001", "invoiceKind": kind},
            "lines": lines})
    };
    holds(&invoice("paper-special", line("3", "33.3333333333333", "100.00")), &[]);
    holds(&invoice("paper-ordinary", line("2.9999999999999", "33.3333333333344", "100.00")), &[]);
    holds(&invoice("paper-special", line("3", "33.4333333333333", "100.00")), &["receipt.line-product"]);
    holds(&invoice("paper-special", line("3", "33.33333333333333", "100.00")), &["structure.form"]);
    holds(&invoice("paper", line("3", "33.33", "100.00")), &["structure.code"]);
    let over = with(
        invoice("paper-special", line("3", "33.3333333333333", "100.00")),
        json!({"/lines/0/overPriceLimit": "10.00", "/lines/0/priceLimit": "30.00"}),
    );
    holds(&over, &[]);
}

#[test]
fn a_long_stay_has_ten_thousand_lines() {
    let line = |name: &str, unit: &str| json!({"name": name, "unit": unit, "amount": "4.7000"});
    let lines = |count: usize| receipt(json!({"/lines": vec![line("一次性使用输液器", "套"); count]}));
    holds(&lines(10_000), &["receipt.fee-list-missing"]);
    assert_eq!(codes(&lines(10_001)).first(), Some(&"structure.length"));
    let long = |name: usize, unit: usize| {
        let mut document = lines(10_000);
        document["lines"][0] = line(&"长".repeat(name), &"位".repeat(unit));
        document
    };
    holds(&long(500, 100), &["receipt.fee-list-missing"]);
    holds(&long(501, 100), &["structure.form"]);
    holds(&long(500, 101), &["structure.form"]);
}

#[test]
fn stray_blanks_are_reported_and_not_read() {
    for (place, text, read) in [
        ("/patientName", "童安 ", "童安"),
        ("/patientName", "\u{3000}童安\u{a0}", "童安"),
        ("/issuer/name", "示例市儿童医院（虚构）\r\n", "示例市儿童医院（虚构）"),
        ("/department", "心脏\t外科", "心脏 外科"),
        ("/inpatientNumber", " ZY-A-1", "ZY-A-1"),
        ("/totalInCapitals", "肆万柒仟元整 ", "肆万柒仟元整"),
        ("/note", "第一行\r\n第二行\n", "第一行\n第二行"),
        ("/cashier", "示例收费员\u{1a}", "示例收费员"),
    ] {
        let padded = receipt(json!({place: text}));
        let checked = checked(&padded);
        let found: Vec<_> =
            checked.findings.iter().map(|l| (l.finding.rule.code, l.finding.pointer.as_str())).collect();
        assert_eq!(found, [("text.stray-blank", place)], "{text:?}");
        assert!(checked.findings[0].position.is_some());
        let Some(AnyDocument::Receipt(document)) = &checked.document else { panic!("{text:?}") };
        let written: Value = serde_json::from_str(&document.to_json().unwrap()).unwrap();
        assert_eq!(written.pointer(place), Some(&read.into()), "{text:?}");
        let fixed = fix(padded.to_string().as_bytes(), None, &Limits::default()).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&fixed.text).unwrap(), receipt(json!({place: read})));
        holds(&serde_json::from_str(&fixed.text).unwrap(), &[]);
    }
    // A line feed inside a note is not stray, and nor is a blank inside a name.
    holds(&receipt(json!({"/note": "第一行\n第二行", "/cashier": "示例 收费员"})), &[]);
    for blank in ["", " ", "\t"] {
        assert!(checked(&receipt(json!({"/cashier": blank}))).document.is_none());
    }
    // NUL is refused, and the fix removes it.
    let ended = receipt(json!({"/cashier": "示例收费员\u{0}\u{0}"}));
    holds(&ended, &["structure.form"]);
    let fixed = fix(ended.to_string().as_bytes(), None, &Limits::default()).unwrap();
    holds(&serde_json::from_str(&fixed.text).unwrap(), &[]);
    // The blanks do not make the receipt another patient's.
    let mut application = case("a-heart-surgery/application.json");
    for receipt in application["receipts"].as_array_mut().unwrap() {
        receipt["patientName"] = "童安   ".into();
    }
    let document = read::<Application>(application.to_string().as_bytes()).unwrap();
    assert_eq!(document.body.receipts.as_ref().unwrap()[0].patient_name, Some("童安".parse().unwrap()));
    assert!(codes(&application).iter().all(|code| *code == "text.stray-blank"));
    // They are reported in a damaged document too, and one fix corrects everything.
    let damaged = receipt(json!({"/cashier": "示例收费员 ", "/totalAmount": "47000"}));
    holds(&damaged, &["text.stray-blank", "structure.form"]);
    let fixed = fix(damaged.to_string().as_bytes(), None, &Limits::default()).unwrap();
    holds(&serde_json::from_str(&fixed.text).unwrap(), &[]);
}
