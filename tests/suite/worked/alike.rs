//! One receipt under another number: certain, possible, and settled.

use crate::{
    random::evaluation::engine::{Engine, Library, Reference},
    reference::Given,
    worked::{
        doubt::{half, with},
        sketch::{application, evaluate, plain_bill},
    },
};
use serde_json::{Value, json};
use tongbiao::{
    check::{Limits, Located, check, read},
    code::{DuplicateEvidence, ReasonCode},
    document::Document,
    evaluate::Detail,
    programme::Programme,
    record::{application::Application, receipt::Receipt, register::Register},
    value::{Date, Money},
};
use tongbiao_testkit::files::folder;

fn case(path: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder("cases").join(path)).unwrap()).unwrap()
}

/// The amount of the heart surgery with a second receipt that has other members, or the missing places.
fn surgery(first: Value, second: Value) -> Result<String, Vec<String>> {
    let mut case_a = case("a-heart-surgery/application.json");
    let own = with(case_a["receipts"][0].clone(), first);
    let other = with(with(own.clone(), json!({"id": "receipt-2"})), second);
    case_a["receipts"] = json!([own, other]);
    let programme = case("programmes/remainder-after-insurers.json").to_string();
    let programme = read::<Programme>(programme.as_bytes()).unwrap().body;
    let application = read::<Application>(case_a.to_string().as_bytes()).unwrap().body;
    let (as_of, fund_balance) = (Date::parse("2024-05-28").unwrap(), Money::parse("100000.00").ok());
    let given = Given { as_of, quota_left: Some(5), fund_balance, ledger: None };
    let slow = Reference.run(&programme, &application, &given, None).0;
    let found = Library(Detail::Full).run(&programme, &application, &given, None).0;
    assert_eq!((found.amount, &found.missing), (slow.amount, &slow.missing));
    match found.amount {
        Some(fen) => Ok(format!("{}.{:02}", fen / 100, fen % 100)),
        None => Err(found.missing.into_iter().collect()),
    }
}

#[test]
fn the_surgery_is_never_paid_twice() {
    let number = |number: &str| json!({"form": "fiscal-electronic", "code": "41060225", "number": number, "checkCode": "b2c3d4"});
    let paper = json!({"form": "fiscal-paper", "code": "41060123", "number": "0000777001"});
    let legacy = |number: &str| json!({"receiptKind": "legacy", "number": {"form": "legacy", "number": number}});
    let asked = || Err(vec!["/receipts/1/distinctFrom".to_owned()]);
    let once = || Ok("9603.76".to_owned());
    for (first, second, expected) in [
        // Issued again: the same settlement, serial and inpatient number, stay and total.
        (json!({}), json!({"number": number("0000000999")}), asked()),
        (
            json!({}),
            json!({"number": number("0000000999"), "businessNumber": "yw-a-20240518-01", "settlement": {"mode": "at-hospital"}}),
            asked(),
        ),
        // On paper, without the reference.
        (json!({}), json!({"receiptKind": "inpatient-printed", "form": "original", "number": paper}), asked()),
        // One number in several notations.
        (legacy("0061912218"), legacy("61912218"), once()),
        (legacy("0061912218"), legacy("No. 0061912218"), once()),
        (legacy("No.61912218"), legacy("№６１９１２２１８"), once()),
        (legacy("q-61912218"), legacy("票据号码：Q-61912218"), once()),
        // Settled: the first was reversed, or the second is void.
        (json!({}), json!({"number": number("0000000999"), "status": "reversed"}), once()),
        (json!({"status": "voided"}), json!({"number": number("0000000999"), "status": "valid"}), once()),
    ] {
        assert_eq!(surgery(first.clone(), second.clone()), expected, "{first} and {second}");
    }
    // Verified to be two: both are paid.
    let two = json!({"number": number("0000000999"), "distinctFrom": [number("0000000001")]});
    assert_eq!(surgery(json!({}), two), Ok("19507.52".to_owned()));
}

fn plain() -> Programme {
    half(json!({"otherAid": "ignore", "ceiling": "not-applicable"}))
}

fn bill(members: Value) -> Value {
    with(plain_bill("0000000001", "2024-05-01", "1000.00"), members)
}

fn other(members: Value) -> Value {
    with(plain_bill("0000000002", "2024-05-01", "1000.00"), members)
}

fn paper(members: Value) -> Value {
    let paper = json!({"receiptKind": "outpatient-printed",
        "number": {"form": "fiscal-paper", "code": "41060222", "number": "0000009999"}});
    with(bill(paper), members)
}

fn inspected(exchanged: bool) -> Value {
    json!({"inspections": [{"inspectedAt": "2024-05-02T10:00:00+08:00", "status": "valid", "exchangedForPaper": exchanged}]})
}

/// The amount, or the missing places.
#[track_caller]
fn expect(receipts: Value, expected: Result<&str, &[&str]>) {
    let outcome = evaluate(&plain(), &application("case", json!({"receipts": receipts})), None).answer;
    let amount = outcome.amount.map(|fen| format!("{}.{:02}", fen / 100, fen % 100));
    let missing: Vec<&str> = outcome.missing.iter().map(String::as_str).collect();
    match expected {
        Ok(expected) => assert_eq!((amount.as_deref(), &missing[..]), (Some(expected), &[][..]), "{receipts}"),
        Err(expected) => assert_eq!((amount, &missing[..]), (None, expected), "{receipts}"),
    }
}

#[test]
fn evidence_asks_and_what_tells_them_apart_settles() {
    let asked: Result<&str, &[&str]> = Err(&["/receipts/1/distinctFrom"]);
    let (once, twice) = (Ok("500.00"), Ok("1000.00"));
    let serial = |number: &str| json!({"businessNumber": number});
    let settled = |number: &str| json!({"settlement": {"mode": "at-hospital", "number": number}});
    let inpatient = |end: &str| json!({"inpatientNumber": "ZY-1", "stay": {"start": "2024-05-01", "end": end}});
    let at = |uscc: &str| json!({"businessNumber": "7", "issuer": {"name": "示例医院（虚构）", "uscc": uscc}});
    let stated = |number: &str| {
        json!({"number": {"form": "fiscal-electronic", "code": "41060225", "number": "0000000001",
            "paper": {"code": "41060222", "number": number}}})
    };
    for (one, two, expected) in [
        // Equal day and total alone.
        (bill(json!({})), other(json!({})), twice),
        (bill(serial("YW-1")), other(serial("业务流水号：yw-1")), asked),
        (bill(serial("YW-1")), other(serial("YW-2")), twice),
        (bill(settled("JS-1")), other(settled("JS-1")), asked),
        (bill(settled("JS-1")), other(settled("JS-2")), twice),
        (bill(inpatient("2024-05-09")), other(inpatient("2024-05-09")), asked),
        (bill(inpatient("2024-05-09")), other(inpatient("2024-05-10")), twice),
        (bill(at("12410000400000018Y")), other(at("12410000400000018Y")), asked),
        (bill(at("12410000400000018Y")), other(at("12510000450000024L")), twice),
        (bill(serial("YW-1")), other(json!({"businessNumber": "YW-1", "patientName": "王安"})), once),
        (bill(serial("YW-1")), other(json!({"businessNumber": "YW-1", "status": "voided"})), once),
        // Electronic and on paper.
        (bill(json!({})), paper(json!({})), asked),
        (paper(json!({})), bill(json!({})), asked),
        (bill(json!({})), paper(json!({"visitDate": "2024-05-02"})), twice),
        (bill(settled("JS-1")), paper(settled("JS-2")), twice),
        (bill(inspected(false)), paper(json!({})), twice),
        (bill(inspected(false)), paper(json!({"issuedOn": "2024-05-03"})), asked),
        (bill(inspected(true)), paper(json!({"issuedOn": "2024-05-03"})), asked),
        (bill(stated("0000009999")), paper(json!({})), once),
        (bill(stated("0000008888")), paper(json!({})), twice),
        // The print of an electronic receipt.
        (
            bill(json!({})),
            paper(json!({"number": {"form": "fiscal-paper", "code": "41060225", "number": "0000000001"}})),
            asked,
        ),
    ] {
        expect(json!([one, two]), expected);
        let named = with(two, json!({"distinctFrom": [one["number"]]}));
        if expected == asked {
            expect(json!([one, named.clone()]), twice);
            // From either of the two.
            let number = named["number"].clone();
            let unnamed = with(named, json!({"distinctFrom": []}));
            expect(json!([with(one, json!({"distinctFrom": [number]})), unnamed]), twice);
        }
    }
    // Stated to be another receipt, and the same number: one.
    expect(json!([bill(json!({})), bill(json!({"distinctFrom": [bill(json!({}))["number"]]}))]), once);
}

#[test]
fn an_inspection_that_found_an_exchange_is_followed() {
    let (_, outcome) = evaluate(
        &plain(),
        &application(
            "case",
            json!({"receipts": [bill(inspected(true)), with(paper(json!({})), json!({"issuedOn": "2024-06-01"}))]}),
        ),
        None,
    )
    .past;
    let reasons: Vec<ReasonCode> = outcome.reasons.iter().flat_map(|all| all.iter()).map(|one| one.code).collect();
    assert_eq!(reasons, [ReasonCode::FactMissing, ReasonCode::ReceiptPossibleDuplicate]);
    let missing = outcome.missing.as_deref().unwrap_or_default();
    let [missing] = missing else { panic!("one place: {}", missing.len()) };
    let alike = missing.alike.as_ref().unwrap();
    assert_eq!(alike.evidence, DuplicateEvidence::ExchangedForPaper);
    assert_eq!(alike.receipt.as_ref().unwrap().as_str(), "/receipts/0");
}

/// A receipt that another application used under another number.
#[test]
fn another_application_asks_too() {
    let serial = json!({"businessNumber": "YW-1"});
    let first = evaluate(&plain(), &application("first", json!({"receipts": [bill(serial.clone())]})), Some(vec![]));
    let then = |receipt: Value| {
        let second = application("second", json!({"receipts": [receipt]}));
        let worked = evaluate(&plain(), &second, Some(vec![first.past.clone()]));
        (worked.answer.amount, worked.answer.missing, worked.past.1)
    };
    let (amount, missing, outcome) = then(other(serial.clone()));
    assert_eq!((amount, missing.into_iter().collect::<Vec<_>>()), (None, vec!["/receipts/0/distinctFrom".to_owned()]));
    let alike = outcome.missing.as_deref().unwrap()[0].alike.clone().unwrap();
    assert_eq!(alike.application.unwrap().as_str(), "first");
    assert_eq!(alike.evidence, DuplicateEvidence::BusinessNumber);
    for (receipt, expected) in [
        // The same number is certain, and another total or another serial number is another receipt.
        (bill(serial.clone()), Some(0)),
        (with(other(serial.clone()), json!({"totalAmount": "999.00", "cash": "999.00"})), Some(49_950)),
        (other(json!({"businessNumber": "YW-2"})), Some(50_000)),
        (other(json!({"businessNumber": "YW-1", "distinctFrom": [bill(json!({}))["number"]]})), Some(50_000)),
        // The electronic receipt was paid, and then the paper one is submitted.
        (paper(json!({})), None),
        (paper(json!({"visitDate": "2024-05-02"})), Some(50_000)),
        (paper(json!({"businessNumber": "YW-2"})), Some(50_000)),
    ] {
        assert_eq!(then(receipt.clone()).0, expected, "{receipt}");
    }
}

/// A number of the hospital's own that another application used, with the hospital omitted or written in another way.
#[test]
fn another_application_asks_for_the_hospital() {
    let coded = |uscc: &str| json!({"name": "示例省儿童医院（虚构）", "uscc": uscc});
    let legacy = |number: Value, members: Value| {
        let own = json!({"receiptKind": "legacy", "number": with(number, json!({"form": "legacy"})),
            "issuer": coded("12410000400000018Y")});
        with(bill(own), members)
    };
    let plain_number = || json!({"number": "61912218"});
    let invoice = |code: Value| {
        let number = with(json!({"form": "tax-invoice", "number": "61912218"}), code);
        bill(json!({"receiptKind": "tax-invoice", "number": number, "issuer": coded("12410000400000018Y")}))
    };
    let tax = |code: &str| json!({"code": code});
    let by_name = || json!({"issuer": {"name": "省儿童医院（虚构）"}});
    let own = json!({"form": "legacy", "number": "No.61912218"});
    for (one, two, expected) in [
        (legacy(plain_number(), json!({})), legacy(json!({"number": "№0061912218"}), json!({})), Some(0)),
        (legacy(plain_number(), json!({})), legacy(plain_number(), by_name()), None),
        (legacy(plain_number(), by_name()), legacy(plain_number(), json!({})), None),
        (
            legacy(plain_number(), json!({})),
            legacy(plain_number(), with(by_name(), json!({"visitDate": "2024-05-02"}))),
            Some(50_000),
        ),
        (
            legacy(plain_number(), json!({})),
            legacy(plain_number(), json!({"issuer": coded("12410000400000026T")})),
            Some(50_000),
        ),
        (legacy(plain_number(), json!({})), legacy(json!({"number": "61912219"}), by_name()), Some(50_000)),
        // Two codes are two receipts; a code may be omitted.
        (
            legacy(json!({"number": "61912218", "code": "A1"}), json!({})),
            legacy(json!({"number": "61912218", "code": "a 1"}), by_name()),
            None,
        ),
        (
            legacy(json!({"number": "61912218", "code": "A1"}), json!({})),
            legacy(json!({"number": "61912218", "code": "A2"}), by_name()),
            Some(50_000),
        ),
        (legacy(json!({"number": "61912218", "code": "A1"}), json!({})), legacy(plain_number(), by_name()), None),
        (invoice(tax("4100123456")), invoice(json!({})), None),
        (invoice(tax("4100123456")), invoice(tax("4100123457")), Some(50_000)),
        // The hospital says that they are two.
        (
            legacy(plain_number(), json!({})),
            legacy(plain_number(), with(by_name(), json!({"distinctFrom": [own]}))),
            Some(50_000),
        ),
    ] {
        let first = evaluate(&plain(), &application("first", json!({"receipts": [one]})), Some(vec![]));
        assert_eq!(first.answer.amount, Some(50_000), "{one}");
        let second = application("second", json!({"receipts": [two]}));
        let worked = evaluate(&plain(), &second, Some(vec![first.past]));
        let missing: Vec<&str> = worked.answer.missing.iter().map(String::as_str).collect();
        let asked = if expected.is_none() { vec!["/receipts/0/distinctFrom"] } else { vec![] };
        assert_eq!((worked.answer.amount, missing), (expected, asked), "{one} and {two}");
        for entry in worked.past.1.missing.iter().flat_map(|all| all.iter()) {
            assert_eq!(entry.alike.as_ref().unwrap().evidence, DuplicateEvidence::HospitalUnclear);
        }
        // In two files of one run.
        let [one, two] = [one, two].map(|json| serde_json::from_value::<Receipt>(json).unwrap());
        let mut register = Register::default();
        assert!(register.add("one.json", [(String::new(), &one)]).is_empty());
        let found: Vec<&str> =
            register.add("two.json", [(String::new(), &two)]).iter().map(|one| one.rule.code).collect();
        let told = match expected {
            Some(0) => vec!["receipt.duplicate-across-files"],
            None => vec!["receipt.possible-duplicate-across-files"],
            Some(_) => vec![],
        };
        assert_eq!(found, told);
    }
}

/// The findings about possible duplicates of some receipts in one application, and in two files.
#[test]
fn checks_tell_possible_duplicates() {
    let serial = json!({"businessNumber": "YW-1"});
    for (one, two, expected) in [
        (bill(serial.clone()), other(serial.clone()), vec!["/receipts/1/number"]),
        (bill(json!({})), paper(json!({})), vec!["/receipts/1/number"]),
        (bill(json!({})), other(json!({})), vec![]),
        (bill(serial.clone()), with(other(serial.clone()), json!({"patientName": "王安"})), vec![]),
        (
            bill(serial.clone()),
            with(other(serial.clone()), json!({"distinctFrom": [bill(json!({}))["number"]]})),
            vec![],
        ),
    ] {
        let document = Document::new(application("case", json!({"receipts": [one, two]})));
        let checked = check(document.to_json().unwrap().as_bytes(), None, &Limits::default());
        let found = checked.findings.iter().filter(|one| one.finding.rule.code == "receipt.possible-duplicate");
        let found: Vec<&str> = found.map(|Located { finding, .. }| finding.pointer.as_str()).collect();
        assert_eq!(found, expected);
        let [one, two] = [one, two].map(|json| serde_json::from_value::<Receipt>(json).unwrap());
        let mut register = Register::default();
        assert!(register.add("one.json", [(String::new(), &one)]).is_empty());
        let across = register.add("two.json", [(String::new(), &two)]);
        let codes: Vec<&str> = across.iter().map(|finding| finding.rule.code).collect();
        let is_expected = !expected.is_empty();
        assert_eq!(codes, if is_expected { vec!["receipt.possible-duplicate-across-files"] } else { vec![] });
    }
}
