//! One stay that is settled in parts, one grant that is listed twice, and a grant that the receipt shows. Each row is computed by hand.

use crate::worked::{
    doubt::with,
    sketch::{Worked, application, evaluate, fixed, programme, rate},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tongbiao::{
    check::{Limits, check, read},
    code::AdjudicationDecision,
    eligibility::Circumstances,
    evaluate::{Detail, adjudicate},
    programme::Programme,
    record::application::Application,
    value::{Date, Money},
};
use tongbiao_testkit::files::folder;

/// A part of a stay of 15000.00, all paid by the family. A member set to null is left out.
fn part(n: usize, [start, end]: [u8; 2], members: Value) -> Value {
    let receipt = json!({"id": format!("r{n}"), "receiptKind": "inpatient-electronic", "totalAmount": "15000.00",
        "patientName": "童例", "personalAccount": "0.00", "cash": "15000.00",
        "number": {"form": "fiscal-electronic", "code": "41060225", "number": format!("{n:010}")},
        "issuer": {"name": "示例省儿童医院（虚构）", "uscc": "12410000400000018Y", "code": "H41000000001"},
        "stay": {"start": format!("2025-05-{start:02}"), "end": format!("2025-05-{end:02}")}});
    let mut receipt = with(receipt, members);
    receipt.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    receipt
}

fn of(number: &str) -> Value {
    json!({"inpatientNumber": number})
}

/// Half of each stay after a deductible of 5000.00, at most 8000.00.
fn per_stay() -> Programme {
    programme(json!({"items": [{"id": "treatment", "basis": {"measure": "family-borne", "per": "hospitalisation"},
        "deductible": fixed("5000.00"), "benefit": {"type": "rate", "rate": rate("0.5")},
        "limits": [{"id": "stay", "scope": "hospitalisation", "amount": fixed("8000.00")}]}]}))
}

#[track_caller]
fn expect(worked: &Worked, expected: Result<&str, &[&str]>) {
    let answer = &worked.answer;
    match expected {
        Ok(amount) => {
            let fen = Money::parse(amount).map(|amount| i128::from(amount.fen())).ok();
            assert_eq!(answer.amount, fen, "{answer:?}");
        }
        Err(missing) => {
            assert_eq!(answer.decision, AdjudicationDecision::Undetermined, "{answer:?}");
            let missing: BTreeSet<String> = missing.iter().map(|place| (*place).to_owned()).collect();
            assert_eq!((&answer.missing, &worked.slow.missing), (&missing, &missing));
        }
    }
}

#[test]
fn parts_of_one_stay_are_one_unit() {
    let none = || json!({});
    let by_name = || json!({"name": "示例省儿童医院（虚构）"});
    let other = || json!({"name": "示例市医院（虚构）"});
    let (first, second) = ("/receipts/0/inpatientNumber", "/receipts/1/inpatientNumber");
    for (receipts, expected) in [
        // (30000.00 - 5000.00) * 0.5 = 12500.00, at most 8000.00. As two stays 5000.00 each.
        (vec![part(1, [6, 17], of("ZY-A-0001")), part(2, [17, 28], of("ZY-A-0001"))], Ok("8000.00")),
        (vec![part(1, [6, 17], of("ZY-A-0001")), part(2, [18, 28], of("zy-a-0001"))], Ok("8000.00")),
        (vec![part(1, [6, 17], of("61912")), part(2, [6, 28], of("00６１９１２"))], Ok("8000.00")),
        (vec![part(1, [6, 17], of("ZY-A-0001")), part(2, [17, 28], of("ZY-A-0002"))], Ok("10000.00")),
        // A permanent number of the patient, and a new admission.
        (vec![part(1, [6, 17], of("ZY-A-0001")), part(2, [19, 28], of("ZY-A-0001"))], Ok("10000.00")),
        (vec![part(1, [6, 17], of("ZY-A-0001")), part(2, [17, 28], none())], Err(&[second][..])),
        (vec![part(1, [6, 17], none()), part(2, [17, 28], none())], Err(&[first, second])),
        (vec![part(1, [6, 17], none()), part(2, [19, 28], none())], Ok("10000.00")),
        // The same days are one stay, unless the numbers differ.
        (vec![part(1, [6, 17], none()), part(2, [6, 17], of("ZY-A-0001"))], Ok("8000.00")),
        (vec![part(1, [6, 17], of("ZY-A-0002")), part(2, [6, 17], of("ZY-A-0001"))], Ok("10000.00")),
        // The hospital is stated in two ways, or is another one.
        (
            vec![part(1, [6, 17], of("1")), part(2, [17, 28], with(of("1"), json!({"issuer": by_name()})))],
            Ok("8000.00"),
        ),
        (vec![part(1, [6, 17], of("1")), part(2, [17, 28], with(of("1"), json!({"issuer": other()})))], Ok("10000.00")),
        (vec![part(1, [6, 17], none()), part(2, [17, 28], json!({"issuer": other()}))], Ok("10000.00")),
        // A chain, and one without its middle.
        (vec![part(1, [6, 10], of("1")), part(3, [14, 20], of("1")), part(2, [10, 14], of("1"))], Ok("8000.00")),
        (
            vec![
                part(1, [6, 10], of("1")),
                part(3, [14, 20], of("1")),
                part(2, [10, 14], with(of("1"), json!({"status": "voided"}))),
            ],
            Ok("10000.00"),
        ),
        // One number, and one of the receipts lacks its stay, a day of it, or its hospital.
        (
            vec![part(1, [6, 17], of("1")), part(2, [17, 28], with(of("1"), json!({"stay": null})))],
            Err(&["/receipts/1/stay"]),
        ),
        (
            vec![
                part(1, [6, 17], of("1")),
                part(2, [17, 28], with(of("No.1"), json!({"stay": {"end": "2025-05-28"}}))),
            ],
            Err(&["/receipts/1/stay/start"]),
        ),
        (
            vec![part(1, [6, 17], with(of("1"), json!({"stay": {"start": "2025-05-06"}}))), part(2, [17, 28], of("1"))],
            Err(&["/receipts/0/stay/end"]),
        ),
        (
            vec![part(1, [6, 17], of("1")), part(2, [17, 28], with(of("1"), json!({"issuer": null})))],
            Err(&["/receipts/1/issuer"]),
        ),
        (
            vec![
                part(1, [6, 17], with(of("1"), json!({"stay": null}))),
                part(2, [17, 28], with(of("1"), json!({"issuer": null}))),
            ],
            Err(&["/receipts/0/stay", "/receipts/1/issuer"]),
        ),
        // What is stated shows two stays: another number, another hospital, days apart. An outpatient receipt is of no stay.
        (vec![part(1, [6, 17], of("1")), part(2, [17, 28], with(of("2"), json!({"stay": null})))], Ok("10000.00")),
        (vec![part(1, [6, 17], of("1")), part(2, [17, 28], json!({"stay": null}))], Ok("10000.00")),
        (
            vec![part(1, [6, 17], of("1")), part(2, [17, 28], with(of("1"), json!({"stay": null, "issuer": other()})))],
            Ok("10000.00"),
        ),
        (vec![part(1, [6, 17], of("1")), part(2, [19, 28], with(of("1"), json!({"issuer": null})))], Ok("10000.00")),
        (
            vec![part(1, [6, 17], of("1")), part(2, [17, 28], with(of("1"), json!({"stay": {"start": "2025-05-19"}})))],
            Ok("10000.00"),
        ),
        (
            vec![
                part(1, [6, 17], of("1")),
                part(2, [17, 28], with(of("1"), json!({"stay": null, "receiptKind": "outpatient-electronic"}))),
            ],
            Ok("10000.00"),
        ),
        // The second one has the number of the first one, because the days are the same. The third one has another one.
        (vec![part(1, [6, 10], of("1")), part(2, [6, 10], none()), part(3, [10, 14], of("2"))], Ok("13000.00")),
    ] {
        let worked = evaluate(&per_stay(), &application("case", json!({"receipts": receipts})), Some(Vec::new()));
        expect(&worked, expected);
    }
}

/// It does not matter which receipts are of one stay: nothing is asked.
#[test]
fn nothing_is_asked_where_stays_do_not_matter() {
    let rules = programme(json!({"items": [{"id": "half", "basis": {"measure": "family-borne", "per": "receipt"},
        "benefit": {"type": "rate", "rate": rate("0.5")}}]}));
    let receipts = [part(1, [6, 17], json!({})), part(2, [17, 28], json!({}))];
    expect(&evaluate(&rules, &application("case", json!({"receipts": receipts})), Some(Vec::new())), Ok("15000.00"));
}

#[test]
fn a_part_that_arrives_later_is_of_the_same_stay() {
    let (early, first, second) = (part(3, [1, 6], of("1")), part(1, [6, 17], of("1")), part(2, [17, 28], of("1")));
    let rules = per_stay();
    let decide = |id: &str, receipts: Value, earlier| {
        evaluate(&rules, &application(id, json!({"receipts": receipts})), Some(earlier))
    };
    let one = decide("case", json!([first]), Vec::new());
    expect(&one, Ok("5000.00"));
    let two = decide("case", json!([first, second]), vec![one.past.clone()]);
    expect(&two, Ok("3000.00"));
    let three = decide("case", json!([first, second, early]), vec![one.past.clone(), two.past.clone()]);
    expect(&three, Ok("0.00"));
    let key = |worked: &Worked| worked.past.1.units.as_ref().unwrap()[0].key.clone();
    assert!(key(&one) == key(&two) && key(&two) == key(&three));
    // Reissued under another number: the stay is recognised, and nothing is paid twice.
    let again = part(4, [6, 17], of("1"));
    expect(&decide("case", json!([again]), vec![one.past.clone()]), Ok("0.00"));
    // Another application: the cap of the stay is one, also by a part in between.
    let other = decide("other", json!([second]), vec![one.past.clone()]);
    expect(&other, Ok("3000.00"));
    let last = part(5, [28, 30], of("1"));
    expect(&decide("last", json!([last]), vec![one.past.clone(), other.past.clone()]), Ok("0.00"));
    expect(&decide("last", json!([last]), vec![one.past]), Ok("5000.00"));
}

/// A part that another application was awarded, and a receipt of today with the same inpatient number that states too little.
#[test]
fn a_later_part_that_states_too_little_is_asked_about() {
    let rules = per_stay();
    let decide = |id: &str, receipt: Value, earlier| {
        evaluate(&rules, &application(id, json!({"receipts": [receipt]})), Some(earlier))
    };
    let one = decide("one", part(1, [6, 17], of("1")), Vec::new());
    expect(&one, Ok("5000.00"));
    for (members, expected) in [
        (json!({}), Ok("3000.00")),
        (json!({"stay": null}), Err(&["/receipts/0/stay"][..])),
        (json!({"issuer": null}), Err(&["/receipts/0/issuer"])),
        (json!({"stay": {"start": "2025-05-17"}}), Err(&["/receipts/0/stay/end"])),
        (json!({"stay": {"start": "2025-05-19"}}), Ok("5000.00")),
        (json!({"stay": null, "inpatientNumber": "2"}), Ok("5000.00")),
        (json!({"stay": null, "issuer": {"name": "示例市医院（虚构）"}}), Ok("5000.00")),
        (json!({"stay": null, "receiptKind": "outpatient-electronic"}), Ok("5000.00")),
    ] {
        expect(&decide("two", part(2, [17, 28], with(of("1"), members)), vec![one.past.clone()]), expected);
    }
}

#[test]
fn the_days_of_a_stay_in_parts_are_counted_once() {
    let rules = programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "items": [{"id": "food", "basis": {"measure": "billed", "per": "hospitalisation"},
        "benefit": {"type": "units", "count": {"type": "fact", "fact": "stay-days"}, "amount": fixed("10.00")}}]}));
    for (receipts, expected) in [
        (vec![part(1, [6, 17], of("1")), part(2, [17, 28], of("1"))], "220.00"),
        // The second receipt repeats the day of admission.
        (vec![part(1, [6, 17], of("1")), part(2, [6, 28], of("1"))], "220.00"),
        (vec![part(1, [6, 17], of("1")), part(2, [18, 28], of("2"))], "210.00"),
    ] {
        expect(&evaluate(&rules, &application("case", json!({"receipts": receipts})), Some(Vec::new())), Ok(expected));
    }
}

/// The first application is awarded 11 days of the stay, from the 6th to the 17th.
#[test]
fn the_days_of_a_stay_that_another_application_counted_are_not_counted_again() {
    for basis in
        [json!({"measure": "billed", "per": "hospitalisation"}), json!({"measure": "billed", "per": "application"})]
    {
        let rules = programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
            "items": [{"id": "food", "basis": basis,
            "benefit": {"type": "units", "count": {"type": "fact", "fact": "stay-days"}, "amount": fixed("10.00")}}]}));
        let decide = |id: &str, receipts: Value, past| {
            evaluate(&rules, &application(id, json!({"receipts": receipts})), Some(past))
        };
        let one = decide("one", json!([part(1, [6, 17], of("1"))]), vec![]);
        expect(&one, Ok("110.00"));
        for (receipts, expected) in [
            // An interim bill and the whole one; a later part; one that begins on the next day; another stay.
            (json!([part(2, [6, 28], of("1"))]), "110.00"),
            (json!([part(2, [10, 20], of("1"))]), "30.00"),
            (json!([part(2, [10, 20], of("1")), part(3, [20, 28], of("1"))]), "110.00"),
            (json!([part(2, [18, 28], of("1"))]), "100.00"),
            (json!([part(2, [8, 12], of("1"))]), "0.00"),
            (json!([part(2, [6, 28], of("2"))]), "220.00"),
        ] {
            expect(&decide("other", receipts, vec![one.past.clone()]), Ok(expected));
        }
    }
}

fn codes(application: &Application) -> Vec<(&'static str, String)> {
    let text = tongbiao::document::Document::new(application.clone()).to_json().unwrap();
    let found = check(text.as_bytes(), None, &Limits::default()).findings;
    let of_two = ["receipt.stays-overlap", "aid.repeated", "aid.counted-twice", "aid.exceeds-burden"];
    let found = found.into_iter().map(|located| (located.finding.rule.code, located.finding.pointer));
    found.filter(|(code, _)| of_two.contains(code)).collect()
}

#[test]
fn stays_that_overlap_are_reported() {
    let overlap = || vec![("receipt.stays-overlap", "/receipts/1/stay".to_owned())];
    for (receipts, expected) in [
        (vec![part(1, [6, 28], of("ZY-A-0001")), part(2, [10, 20], of("ZY-B-9"))], overlap()),
        (
            vec![part(1, [6, 28], of("1")), part(2, [10, 20], json!({"issuer": {"name": "示例市医院（虚构）"}}))],
            overlap(),
        ),
        (vec![part(1, [6, 28], json!({})), part(2, [10, 20], json!({}))], overlap()),
        (vec![part(1, [6, 28], of("1")), part(2, [10, 20], of("1"))], vec![]),
        (vec![part(1, [6, 17], of("1")), part(2, [17, 28], of("2"))], vec![]),
        (vec![part(1, [6, 28], of("1")), part(2, [10, 20], json!({"patientName": "王安"}))], vec![]),
        (vec![part(1, [6, 28], of("1")), part(2, [10, 20], json!({"status": "voided"}))], vec![]),
    ] {
        assert_eq!(codes(&application("case", json!({"receipts": receipts}))), expected, "{receipts:?}");
    }
}

/// Case A under the programme for the remainder after insurers: of 11516.00 that the family pays, 9603.76 are awarded.
fn heart(change: impl Fn(&mut Value)) -> Application {
    let text = std::fs::read(folder("cases").join("a-heart-surgery/application.json")).unwrap();
    let mut case: Value = serde_json::from_slice(&text).unwrap();
    change(&mut case);
    read::<Application>(case.to_string().as_bytes()).unwrap().body
}

fn remainder(application: &Application) -> (Option<String>, Vec<String>) {
    let text = std::fs::read(folder("cases").join("programmes/remainder-after-insurers.json")).unwrap();
    let programme = read::<Programme>(&text).unwrap().body;
    let mut circumstances = Circumstances::on(Date::parse("2024-12-20").unwrap());
    circumstances.quota_left = Some(5);
    circumstances.fund_balance = Money::parse("100000.00").ok();
    circumstances.earlier = Some(&[]);
    let outcome = adjudicate(&programme, application, &circumstances, Detail::Reasons).unwrap();
    let missing = outcome.missing.iter().flatten().filter_map(|missing| missing.pointer.as_ref());
    (outcome.amount.map(|amount| amount.to_string()), missing.map(ToString::to_string).collect())
}

fn grant(members: Value) -> Value {
    let grant = json!({"payer": "charity", "status": "received", "organisation": {"name": "示例基金会甲（虚构）"},
        "programme": "甲项目", "programmeId": "cn.example.jia", "number": "JZ-001", "amount": "3000.00",
        "receivedOn": "2024-05-20", "receipts": ["receipt-1"]});
    let mut grant = with(grant, members);
    grant.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    grant
}

#[test]
fn a_grant_that_is_listed_twice_counts_once() {
    let twice = || vec![("aid.repeated", "/aid/1".to_owned())];
    let same = |members: Value| vec![grant(json!({})), grant(members)];
    for (aid, expected, found) in [
        (vec![], Ok("9603.76"), vec![]),
        (vec![grant(json!({}))], Ok("8516.00"), vec![]),
        (same(json!({})), Ok("8516.00"), twice()),
        // The number is the same, and nothing else differs.
        (same(json!({"programme": null, "receivedOn": null, "number": "jz-001"})), Ok("8516.00"), twice()),
        // Two monthly grants under one number; two numbers.
        (same(json!({"receivedOn": "2024-06-20"})), Ok("5516.00"), vec![]),
        (same(json!({"number": "JZ-002"})), Ok("5516.00"), vec![]),
        // A commitment, and what was received of it.
        (
            vec![grant(json!({"status": "committed"})), grant(json!({}))],
            Ok("8516.00"),
            vec![("aid.repeated", "/aid/0".to_owned())],
        ),
        // It may be the same.
        (same(json!({"number": null})), Err("/aid/1/number"), vec![]),
        (same(json!({"receipts": null, "number": null})), Err("/aid/1/number"), vec![]),
    ] {
        let case = heart(|case| case["aid"] = json!(aid));
        let (amount, missing) = remainder(&case);
        match expected {
            Ok(expected) => assert_eq!((amount.as_deref(), &missing[..]), (Some(expected), &[][..]), "{aid:?}"),
            Err(place) => assert!(amount.is_none() && missing.contains(&place.to_owned()), "{missing:?} {aid:?}"),
        }
        assert_eq!(codes(&case), found, "{aid:?}");
    }
}

#[test]
fn a_grant_that_the_receipt_shows_counts_once() {
    let again = |place: usize| ("aid.counted-twice", format!("/aid/{place}/payer"));
    for (aid, printed, expected, found) in [
        (vec![], json!({}), Ok("7023.76"), vec![]),
        (vec![grant(json!({}))], json!({}), Ok("7023.76"), vec![again(0)]),
        // The receipt does not print the organisation.
        (vec![grant(json!({}))], json!({"organisation": null}), Ok("7023.76"), vec![again(0)]),
        // It names no receipt, and the organisation is the same.
        (vec![grant(json!({"receipts": null}))], json!({}), Ok("7023.76"), vec![again(0)]),
        (vec![grant(json!({"receipts": null}))], json!({"organisation": null}), Err("/aid/0/receipts"), vec![again(0)]),
        // Another organisation, another amount, or a second grant: 8516.00 less 3000.00.
        (vec![grant(json!({"organisation": {"name": "示例基金会乙（虚构）"}}))], json!({}), Ok("5516.00"), vec![]),
        (vec![grant(json!({"amount": "3000.01"}))], json!({}), Ok("5515.99"), vec![]),
        (vec![grant(json!({})), grant(json!({"number": "JZ-002"}))], json!({}), Ok("5516.00"), vec![again(0)]),
    ] {
        let case = heart(|case| {
            let receipt = &mut case["receipts"][0];
            let mut payer = with(
                json!({"payer": "charity", "amount": "3000.00", "name": "慈善资助",
                "organisation": {"name": "示例基金会甲（虚构）"}}),
                printed.clone(),
            );
            payer.as_object_mut().unwrap().retain(|_, value| !value.is_null());
            receipt["localPayers"] = json!([payer]);
            receipt["cash"] = "8516.00".into();
            receipt["selfPaid"] = "4516.00".into();
            receipt["refunded"] = "11484.00".into();
            receipt.as_object_mut().unwrap().remove("settlement");
            case["aid"] = json!(aid);
        });
        let (amount, missing) = remainder(&case);
        match expected {
            Ok(expected) => {
                assert_eq!((amount.as_deref(), &missing[..]), (Some(expected), &[][..]), "{aid:?} {printed}")
            }
            Err(place) => assert_eq!((amount, missing), (None, vec![place.to_owned()]), "{aid:?} {printed}"),
        }
        assert_eq!(codes(&case), found, "{aid:?} {printed}");
    }
}

/// A payment of an insurer that the receipt shows, own aid, and a basis of what was billed.
#[test]
fn payments_on_the_receipt_lower_the_share_once() {
    let bill = |members: Value| with(part(1, [6, 17], json!({"totalAmount": "1000.00", "cash": "700.00"})), members);
    let rules = |measure: &str, share: &str| {
        programme(json!({"coordination": {"otherAid": "reduces-basis", "ceiling": "family-borne"},
            "items": [{"id": "all", "basis": {"measure": measure, "per": "receipt", "lessPayers": ["commercial-insurance"]},
                "benefit": {"type": "rate", "rate": rate(share)}}]}))
    };
    let paid = |payer: &str| json!({"localPayers": [{"payer": payer, "amount": "300.00"}]});
    let aid = |payer: &str, members: Value| {
        with(json!({"payer": payer, "status": "received", "amount": "300.00", "receipts": ["r1"]}), members)
    };
    let own = || json!({"programmeId": "cn.example.sketch"});
    for (measure, share, receipt, aid, expected) in [
        ("family-borne", "1", bill(paid("commercial-insurance")), aid("commercial-insurance", json!({})), "700.00"),
        ("family-borne", "1", bill(json!({})), aid("commercial-insurance", json!({})), "400.00"),
        ("family-borne", "1", bill(json!({"pooledFund": "300.00"})), aid("basic-insurance", json!({})), "700.00"),
        // 1000.00 billed, less 300.00, once.
        ("billed", "0.5", bill(paid("commercial-insurance")), aid("commercial-insurance", json!({})), "350.00"),
        // Own aid on the receipt is an earlier award: 700.00 less 300.00. It does not lower the cap once more.
        ("family-borne", "1", bill(paid("charity")), aid("charity", own()), "400.00"),
        ("billed", "1", bill(paid("charity")), aid("charity", own()), "700.00"),
    ] {
        let case = application("case", json!({"receipts": [receipt], "aid": [aid]}));
        expect(&evaluate(&rules(measure, share), &case, None), Ok(expected));
    }
}
