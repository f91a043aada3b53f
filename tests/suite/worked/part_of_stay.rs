//! The receipts of an operation, and parts of a stay that were decided in another application. Each row is computed by hand.

use crate::worked::{
    doubt::with,
    sketch::{Worked, application, evaluate, fixed, programme, rate},
};
use serde_json::{Value, json};
use tongbiao::{programme::Programme, record::application::Application};

type Expected = Result<&'static str, &'static [&'static str]>;

#[track_caller]
fn expect(worked: &Worked, expected: Expected) {
    for outcome in [&worked.answer, &worked.slow] {
        let amount = outcome.amount.map(|fen| format!("{}.{:02}", fen / 100, fen % 100));
        let missing: Vec<&str> = outcome.missing.iter().map(String::as_str).collect();
        assert_eq!(amount.as_deref().ok_or(&missing[..]), expected);
    }
}

fn hospital() -> Value {
    json!({"name": "示例医院（虚构）", "code": "H41000000001"})
}

/// A receipt of 3,000.00 for days of March.
fn part(number: usize, days: [u32; 2], inpatient: Option<&str>) -> Value {
    let day = |day: u32| format!("2025-03-{day:02}");
    let mut part = json!({"id": format!("r{number}"), "receiptKind": "inpatient-electronic", "totalAmount": "3000.00",
        "number": {"form": "fiscal-electronic", "code": "41060225", "number": format!("{number:010}"), "checkCode": "a1b2c3"},
        "patientName": "童例", "issuer": hospital(), "stay": {"start": day(days[0]), "end": day(days[1])},
        "issuedOn": day(days[1]), "pooledFund": "0.00", "otherFunds": "0.00", "personalAccount": "0.00", "cash": "3000.00",
        "selfPaid": "3000.00", "selfFinanced": "0.00"});
    inpatient.into_iter().for_each(|number| part["inpatientNumber"] = number.into());
    part
}

/// A treatment with one operation, from the first to the tenth of March.
fn surgery(members: Value) -> Value {
    let treatment = json!({"id": "surgery", "kind": "surgery", "status": "completed", "hospital": hospital(),
        "period": {"start": "2025-03-01", "end": "2025-03-10"}, "operations": [{"name": "手术",
        "scheme": "icd-9-cm-3-nhsa", "code": "35.7100", "performedOn": "2025-03-04"}]});
    with(treatment, members)
}

/// A price above all receipts, capped at the family's share.
fn priced() -> Programme {
    programme(json!({"items": [{"id": "surgery", "benefit": {"type": "prices", "excess": "family",
        "prices": [{"id": "asd", "title": "手术", "operations": ["35.71"], "price": fixed("50000.00")}]}}]}))
}

#[test]
fn the_receipts_of_an_operation() {
    let (one, two) = (Some("ZY1"), Some("ZY2"));
    let numbered = |number: &str| json!({"inpatientNumber": number});
    let days = |start: &str, end: &str| json!({"period": {"start": start, "end": end}});
    let elsewhere = |part: Value| with(part, json!({"issuer": {"name": "示例医院二（虚构）", "code": "H41000000002"}}));
    let by_name = |part: Value| with(part, json!({"issuer": {"name": "示例医院（虚构）东院"}}));
    let named = |part: Value| with(part, json!({"treatments": ["surgery"]}));
    let rows: Vec<(Value, Vec<Value>, Expected)> = vec![
        // One receipt of the same days; and two parts that together have them.
        (json!({}), vec![part(1, [1, 10], None)], Ok("3000.00")),
        (json!({}), vec![part(1, [1, 5], one), part(2, [5, 10], one)], Ok("6000.00")),
        // The inpatient number joins a stay that is longer than the treatment.
        (with(numbered("ＺＹ 1"), days("2025-03-03", "2025-03-06")), vec![part(1, [1, 5], one)], Ok("3000.00")),
        (
            with(numbered("zy1"), days("2025-03-03", "2025-03-06")),
            vec![part(1, [1, 5], one), part(2, [5, 10], one)],
            Ok("6000.00"),
        ),
        // One part of the stay is missing, or its number is.
        (json!({}), vec![part(1, [1, 5], None)], Err(&["/receipts/0/treatments"])),
        (
            json!({}),
            vec![part(1, [1, 5], one), part(2, [5, 10], None)],
            Err(&["/receipts/0/treatments", "/receipts/1/treatments"]),
        ),
        (json!({}), vec![part(1, [1, 10], one), part(2, [10, 12], None)], Err(&["/receipts/1/inpatientNumber"])),
        (json!({}), vec![part(1, [1, 10], one), part(2, [10, 12], two)], Ok("3000.00")),
        (
            json!({}),
            vec![part(1, [1, 10], None), part(2, [10, 12], None)],
            Err(&["/receipts/0/inpatientNumber", "/receipts/1/inpatientNumber", "/treatments/0/inpatientNumber"]),
        ),
        // Another number, another hospital, or other days.
        (numbered("ZY2"), vec![part(1, [1, 10], one)], Err(&["/receipts/*/treatments"])),
        (json!({}), vec![elsewhere(part(1, [1, 10], one))], Err(&["/receipts/*/treatments"])),
        (json!({}), vec![part(1, [12, 14], one)], Err(&["/receipts/*/treatments"])),
        // The hospital may be the same in another notation.
        (json!({}), vec![by_name(part(1, [1, 10], one))], Err(&["/receipts/0/treatments"])),
        // Receipts that name the treatment are those of the operation.
        (json!({}), vec![part(1, [1, 10], None), named(part(2, [10, 12], None))], Ok("3000.00")),
        (json!({}), vec![named(by_name(part(1, [1, 10], one)))], Ok("3000.00")),
    ];
    for (treatment, receipts, expected) in rows {
        let members = json!({"treatments": [surgery(treatment)], "receipts": receipts});
        expect(&evaluate(&priced(), &application("case", members), None), expected);
    }
}

/// Without a cap, the price is awarded whatever receipts there are.
#[test]
fn a_price_without_a_cap_needs_no_receipts() {
    let mut rules = serde_json::to_value(priced()).unwrap();
    rules["coordination"]["ceiling"] = "not-applicable".into();
    let rules: Programme = serde_json::from_value(rules).unwrap();
    let members = json!({"treatments": [surgery(json!({}))], "receipts": [part(1, [1, 5], None)]});
    expect(&evaluate(&rules, &application("case", members), None), Ok("50000.00"));
}

/// Under a limit for periods, the operation is in that of its receipts, and without any in that of the decision, which is in December.
#[test]
fn a_price_with_a_limit_for_periods_needs_receipts_of_other_periods() {
    let period = |kind: &str| json!({"type": kind, "by": "visited-on"});
    let limit =
        |period: Value| json!([{"id": "one", "scope": "period", "period": period, "amount": fixed("20000.00")}]);
    let priced = |limits: Value, item: Value| {
        let item = with(
            item,
            json!({"id": "surgery", "benefit": {"type": "prices", "excess": "family",
            "prices": [{"id": "asd", "title": "手术", "operations": ["35.71"], "price": fixed("50000.00")}]}}),
        );
        programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "not-applicable"}, "limits": limits,
            "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("1.00")}}, item]}))
    };
    let of = |kind: &str| priced(limit(period(kind)), json!({}));
    let lines = |day: &str| {
        let line = json!([{"name": "药", "amount": "3000.00", "personBorne": "3000.00", "chargedOn": day}]);
        with(part(1, [1, 5], None), json!({"lines": line}))
    };
    let by_line = || priced(limit(with(period("calendar-month"), json!({"lineDays": true}))), json!({}));
    let at_stay = |part: Value| with(part, json!({"inpatientNumber": "ZY1"}));
    let by_discharge = || priced(limit(json!({"type": "calendar-month", "by": "discharged-on"})), json!({}));
    let into_april = || with(part(2, [10, 12], None), json!({"stay": {"start": "2025-03-10", "end": "2025-04-02"}}));
    let rolling = json!({"type": "rolling-months", "by": "visited-on", "months": 3});
    let named = || {
        let mut limits = limit(period("calendar-month"));
        limits[0]["items"] = json!(["grant"]);
        limits[0]["amount"] = fixed("0.00");
        priced(limits, json!({"afterLimits": ["one"]}))
    };
    let asked: Expected = Err(&["/receipts/0/treatments"]);
    let rows: Vec<(Programme, Vec<Value>, Expected)> = vec![
        (of("calendar-month"), vec![part(1, [1, 5], None)], asked),
        // The grant of 1.00 is in the period of the decision too.
        (of("calendar-year"), vec![part(1, [1, 5], None)], Ok("20000.00")),
        (priced(limit(rolling), json!({})), vec![part(1, [1, 5], None)], Ok("20000.00")),
        // No receipt may be one of the operation.
        (of("calendar-month"), vec![part(1, [12, 14], None)], Ok("20000.00")),
        (of("calendar-month"), vec![with(part(1, [1, 5], None), json!({"treatments": ["other"]}))], Ok("20000.00")),
        // The award is a whole: the days of lines do not matter, but the day of the receipt does.
        (by_line(), vec![lines("2025-12-30")], asked),
        (by_line(), vec![with(lines("2025-03-02"), json!({"treatments": ["surgery"]}))], Ok("20001.00")),
        // The stay of the treatment is known, and in one month. Another receipt of March changes nothing, one of April may.
        (of("calendar-month"), vec![at_stay(part(1, [1, 10], None)), into_april()], Ok("20001.00")),
        (by_discharge(), vec![at_stay(part(1, [1, 10], None)), into_april()], Err(&["/receipts/1/inpatientNumber"])),
        (named(), vec![part(1, [1, 5], None)], asked),
    ];
    for (rules, receipts, expected) in rows {
        let other = json!({"id": "other", "kind": "medication", "status": "completed"});
        let members = json!({"treatments": [surgery(json!({})), other], "receipts": receipts});
        expect(&evaluate(&rules, &application("case", members), Some(Vec::new())), expected);
    }
}

fn with_receipt(id: &str, part: Value) -> Application {
    application(id, json!({"receipts": [part]}))
}

/// The award for a receipt after another application was decided for another receipt.
#[track_caller]
fn after(rules: &Programme, (first, later): (Value, Value), expected: Expected) {
    let earlier = evaluate(rules, &with_receipt("first", first), Some(Vec::new()));
    expect(&evaluate(rules, &with_receipt("later", later), Some(vec![earlier.past])), expected);
}

#[test]
fn days_that_another_application_may_have_counted() {
    let rules = programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "items": [{"id": "days", "basis": {"measure": "family-borne", "per": "application"}, "benefit": {"type": "units",
        "count": {"type": "fact", "fact": "stay-days"}, "amount": fixed("10.00")}}]}));
    let (one, two) = (Some("ZY1"), Some("ZY2"));
    for (first, later, expected) in [
        // From the fifth to the twelfth there are seven days. The first application has five of them.
        (one, one, Ok("20.00")),
        (one, two, Ok("70.00")),
        (one, None, Err(&["/receipts/0/inpatientNumber"][..])),
        (None, one, Err(&["earlier-adjudications"])),
        (None, None, Err(&["/receipts/0/inpatientNumber", "earlier-adjudications"])),
    ] {
        after(&rules, (part(1, [1, 10], first), part(2, [5, 12], later)), expected);
    }
    // If a part begins on the last day of the other one, or later, its days do not depend on it.
    after(&rules, (part(1, [1, 5], None), part(2, [5, 9], None)), Ok("40.00"));
    after(&rules, (part(1, [1, 5], None), part(2, [6, 9], None)), Ok("30.00"));
}

#[test]
fn a_limit_of_a_stay_that_another_application_may_have_used() {
    let rules = programme(json!({"items": [{"id": "all", "basis": {"measure": "family-borne", "per": "receipt"},
        "benefit": {"type": "rate", "rate": rate("1")},
        "limits": [{"id": "stay", "scope": "hospitalisation", "amount": fixed("4000.00")}]}]}));
    let (one, two) = (Some("ZY1"), Some("ZY2"));
    for (first, later, expected) in [
        (one, one, Ok("1000.00")),
        (one, two, Ok("3000.00")),
        (one, None, Err(&["/receipts/0/inpatientNumber"][..])),
        (None, one, Err(&["earlier-adjudications"])),
    ] {
        after(&rules, (part(1, [1, 5], first), part(2, [6, 10], later)), expected);
    }
    // Two days later it is another stay.
    after(&rules, (part(1, [1, 5], None), part(2, [7, 10], None)), Ok("3000.00"));
}
