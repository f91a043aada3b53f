//! Aid of the programme itself: listed without receipts, used up by several items, and awarded for a period that moves with the day
//! of the decision. Each row is worked by hand.

use crate::{
    random::evaluation::engine::{Engine, Library, Reference},
    reference::Given,
    worked::{
        doubt::{expect, with},
        sketch::{application, evaluate, fixed, plain_bill, programme, rate},
    },
};
use serde_json::{Value, json};
use tongbiao::{evaluate::Detail, programme::Programme, value::Date};

fn bill() -> Value {
    with(plain_bill("0000000001", "2025-03-01", "1000.00"), json!({"id": "bill"}))
}

fn own(members: Value) -> Value {
    with(json!({"payer": "charity", "status": "received", "programmeId": "cn.example.sketch"}), members)
}

fn of_bill(id: &str, share: &str) -> Value {
    json!({"id": id, "basis": {"measure": "family-borne", "per": "receipt"}, "benefit": {"type": "rate", "rate": rate(share)}})
}

#[test]
fn own_aid_without_receipts_is_not_awarded_again_under_the_cap() {
    let whole = |other: &str, ceiling: &str| {
        programme(json!({"coordination": {"otherAid": other, "ceiling": ceiling}, "items": [of_bill("all", "1")]}))
    };
    let other =
        json!({"payer": "charity", "status": "received", "amount": "300.00", "programmeId": "cn.example.other"});
    let doubtful = json!({"payer": "charity", "status": "received", "amount": "300.00"});
    let capped = || whole("ignore", "family-borne");
    let free = || whole("ignore", "not-applicable");
    for (rules, aid, expected) in [
        (capped(), json!([]), Ok("1000.00")),
        // 1000.00 less 300.00, whether the entry names the bill or not.
        (capped(), json!([own(json!({"amount": "300.00"}))]), Ok("700.00")),
        (capped(), json!([own(json!({"amount": "300.00", "receipts": ["bill"]}))]), Ok("700.00")),
        (capped(), json!([own(json!({"amount": "300.00"})), own(json!({"amount": "800.00"}))]), Ok("0.00")),
        // 300.00 of another programme: only if other aid matters.
        (capped(), json!([other]), Ok("1000.00")),
        (whole("reduces-cap", "family-borne"), json!([other]), Ok("700.00")),
        (whole("reduces-cap", "family-borne"), json!([other, own(json!({"amount": "300.00"}))]), Ok("400.00")),
        (capped(), json!([own(json!({"inKind": "轮椅"}))]), Ok("1000.00")),
        (capped(), json!([own(json!({}))]), Err(&["/aid/0/amount"][..])),
        (capped(), json!([doubtful]), Err(&["/aid/0/programmeId"])),
        // Without the cap nothing is compared.
        (free(), json!([own(json!({"amount": "300.00"}))]), Ok("1000.00")),
        (free(), json!([own(json!({}))]), Ok("1000.00")),
        (free(), json!([doubtful]), Ok("1000.00")),
    ] {
        expect(&rules, json!({"aid": aid, "receipts": [bill()]}), expected);
    }
    expect(&capped(), json!({"receipts": [bill()]}), Ok("1000.00"));
}

/// The amount and what is overpaid, in both evaluators.
#[track_caller]
fn expect_used(rules: &Programme, members: &Value, amount: i128, overpaid: i128) {
    let worked = evaluate(rules, &application("case", members.clone()), None);
    for answer in [&worked.answer, &worked.slow] {
        assert_eq!((answer.amount, answer.overpaid), (Some(amount), overpaid), "{members}");
    }
}

#[test]
fn listed_aid_is_used_up_by_the_items_in_order() {
    let items = |shares: [&str; 2]| {
        programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
            "items": [of_bill("first", shares[0]), of_bill("second", shares[1])]}))
    };
    let named =
        |amount: &str| json!({"receipts": [bill()], "aid": [own(json!({"amount": amount, "receipts": ["bill"]}))]});
    // 500.00 less 300.00, and 500.00.
    expect_used(&items(["0.5", "0.5"]), &named("300.00"), 70_000, 0);
    // 500.00 less 500.00, and 500.00 less the other 100.00.
    expect_used(&items(["0.5", "0.5"]), &named("600.00"), 40_000, 0);
    // 100.00 and 200.00 are used; 300.00 are too much.
    expect_used(&items(["0.1", "0.2"]), &named("600.00"), 0, 30_000);
    // Grants that are topped up: 200.00 less 200.00, and 400.00 less the other 100.00.
    let grant = |id: &str, amount: &str| {
        json!({"id": id, "benefit": {"type": "tiers", "select": "first", "topUp": true, "tiers": [{"id": "any",
            "when": [{"test": "flag", "fact": "in-treatment", "is": false}], "amount": fixed(amount)}]}})
    };
    let topped =
        programme(json!({"evidence": "diagnosis", "items": [grant("first", "200.00"), grant("second", "400.00")],
        "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"}}));
    expect_used(&topped, &json!({"treatments": [], "aid": [own(json!({"amount": "300.00"}))]}), 30_000, 0);
    // Items for each month: 500.00 less 300.00 of March, and 500.00; in April nothing was given.
    let month = |id: &str| {
        json!({"id": id, "benefit": {"type": "rate", "rate": rate("0.5")}, "basis": {"measure": "billed", "per": "period",
            "period": {"type": "calendar-month", "by": "visited-on"}}})
    };
    let months = programme(json!({"items": [month("first"), month("second")],
        "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"}}));
    let given = |day: &str| json!({"receipts": [bill()], "aid": [own(json!({"amount": "300.00", "receivedOn": day}))]});
    expect_used(&months, &given("2025-03-31"), 70_000, 0);
    expect_used(&months, &given("2025-04-01"), 100_000, 0);
}

#[test]
fn a_rolling_period_decided_again_the_next_day_is_the_same_unit() {
    let rules = programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "items": [{"id": "half", "benefit": {"type": "rate", "rate": rate("0.5")}, "basis": {"measure": "billed",
            "per": "period", "period": {"type": "rolling-months", "by": "visited-on", "months": 12}}}]}));
    let receipts = |all: &[(&str, &str)]| {
        let bills: Vec<Value> = all.iter().map(|(number, amount)| plain_bill(number, "2025-03-01", amount)).collect();
        json!({"receipts": bills})
    };
    let (mut pasts, mut adjudications) = (Vec::new(), Vec::new());
    let one = [("0000000001", "100.00")];
    let two = [("0000000001", "100.00"), ("0000000002", "40.00")];
    for (day, id, bills, amount, overpaid) in [
        ("2025-11-30", "case", &one[..], 5_000, 0),
        ("2025-12-01", "case", &one, 0, 0),
        // Half of 140.00 less 50.00.
        ("2025-12-02", "case", &two, 2_000, 0),
        // The receipt is twelve months old: the target is zero, and 70.00 were awarded.
        ("2026-03-01", "case", &two, 0, 7_000),
        // Another application is another unit.
        ("2025-12-03", "other", &[("0000000003", "60.00")], 3_000, 0),
    ] {
        let as_of = Date::parse(day).unwrap();
        let given = Given { as_of, quota_left: None, fund_balance: None, ledger: None };
        let case = application(id, receipts(bills));
        let (slow, past) = Reference.run(&rules, &case, &given, Some(&pasts));
        let (answer, adjudication) = Library(Detail::Full).run(&rules, &case, &given, Some(&adjudications));
        for answer in [slow, answer] {
            assert_eq!((answer.amount, answer.overpaid), (Some(amount), overpaid), "{day} {id}");
        }
        pasts.push(past);
        adjudications.push(adjudication);
    }
}
