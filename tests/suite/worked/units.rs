//! Awards by number, limits in units, and limits that several programmes share: amounts that were computed by hand.

use crate::worked::sketch::{Worked, application, evaluate, expect, fixed, programme};
use serde_json::{Value, json};
use tongbiao::{
    code::AdjudicationDecision::{Awarded, NothingPayable, Undetermined},
    programme::Programme,
    record::application::Application,
};

/// An allowance of ten yuan for each counted unit, without the cap at the family's share.
fn allowance(count: Value, members: Value) -> Programme {
    let mut item = json!({"id": "allowance", "basis": {"measure": "billed", "per": "application"},
        "benefit": {"type": "units", "count": count, "amount": fixed("10.00")}});
    item.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    programme(json!({"items": [item], "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"}}))
}

fn of_fact(fact: &str) -> Value {
    json!({"type": "fact", "fact": fact})
}

/// A receipt of a hundred yuan for a stay.
fn stay(number: u32, start: &str, end: &str) -> Value {
    json!({"receiptKind": "inpatient-electronic", "totalAmount": "100.00",
        "number": {"form": "fiscal-electronic", "code": "41060225", "number": format!("{number:010}"), "checkCode": "a1b2c3"},
        "patientName": "童例", "form": "electronic-file", "issuer": {"name": "示例省儿童医院（虚构）", "code": "H41000000001"},
        "stay": {"start": start, "end": end}, "issuedOn": end, "personalAccount": "0.00", "cash": "100.00"})
}

fn with(mut receipt: Value, member: &str, value: Value) -> Value {
    receipt[member] = value;
    receipt
}

fn case(id: &str, receipts: &[Value]) -> Application {
    application(id, json!({"receipts": receipts}))
}

#[track_caller]
fn missing(worked: &Worked, places: &[&str]) {
    expect(worked, Undetermined, None);
    assert_eq!(worked.answer.missing.iter().collect::<Vec<_>>(), places);
}

#[test]
fn days_of_stays_are_added_up_each_stay_once() {
    let days = allowance(of_fact("stay-days"), json!({}));
    let first = stay(1, "2025-03-01", "2025-03-11");
    let again = with(stay(2, "2025-03-01", "2025-03-11"), "stayDays", 10.into());
    let second = stay(3, "2025-05-02", "2025-05-07");
    let one_day = stay(4, "2025-06-01", "2025-06-01");
    let out_patient = with(stay(5, "2025-06-01", "2025-06-01"), "receiptKind", "outpatient-electronic".into());
    let mut out_patient = out_patient;
    out_patient.as_object_mut().unwrap().remove("stay");
    out_patient["visitDate"] = "2025-06-03".into();
    // 10 + 5 + 1 days.
    let all = case("case", &[first.clone(), again.clone(), second.clone(), one_day, out_patient]);
    expect(&evaluate(&days, &all, Some(Vec::new())), Awarded, Some("160.00"));
    let contradicts = case("case", &[first.clone(), with(again, "stayDays", 11.into())]);
    missing(&evaluate(&days, &contradicts, Some(Vec::new())), &["/receipts/1/stayDays"]);
    // The days are the same, and the hospital is not stated.
    let mut nowhere = stay(6, "2025-05-02", "2025-05-07");
    nowhere.as_object_mut().unwrap().remove("issuer");
    let alike = case("case", &[second.clone(), nowhere.clone()]);
    missing(&evaluate(&days, &alike, Some(Vec::new())), &["/receipts/1/issuer"]);
    expect(&evaluate(&days, &case("case", &[first.clone(), nowhere]), Some(Vec::new())), Awarded, Some("150.00"));
    let mut unknown = second;
    unknown.as_object_mut().unwrap().remove("stay");
    missing(&evaluate(&days, &case("case", &[first, unknown]), Some(Vec::new())), &["/receipts/1/stayDays"]);
}

#[test]
fn a_stay_is_paid_to_one_application_only() {
    let days = allowance(of_fact("stay-days"), json!({}));
    let first = evaluate(&days, &case("first", &[stay(1, "2025-03-01", "2025-03-11")]), Some(Vec::new()));
    expect(&first, Awarded, Some("100.00"));
    // Another bill of the same stay is submitted later, with a bill of another stay.
    let later = case("later", &[stay(2, "2025-03-01", "2025-03-11"), stay(3, "2025-05-02", "2025-05-07")]);
    expect(&evaluate(&days, &later, Some(vec![first.past])), Awarded, Some("50.00"));
}

#[test]
fn numbers_of_a_period_are_added_up_over_applications() {
    let basis =
        json!({"measure": "billed", "per": "period", "period": {"type": "calendar-year", "by": "discharged-on"}});
    let mut days = allowance(of_fact("stay-days"), json!({"basis": basis}));
    let tongbiao::programme::Benefit::Units(units) = &days.items[0].benefit else { panic!() };
    let mut units = units.clone();
    units.count_max = tongbiao::wire::Integer::new(60).ok();
    let mut items = days.items.to_vec();
    items[0].benefit = tongbiao::programme::Benefit::Units(units);
    days.items = tongbiao::wire::List::new(items).unwrap();
    let first = evaluate(&days, &case("first", &[stay(1, "2025-01-01", "2025-02-20")]), Some(Vec::new()));
    expect(&first, Awarded, Some("500.00"));
    let later = case("later", &[stay(2, "2025-03-01", "2025-03-21")]);
    let later = evaluate(&days, &later, Some(vec![first.past.clone()]));
    expect(&later, Awarded, Some("100.00"));
    let third = case("third", &[stay(3, "2025-06-01", "2025-06-21")]);
    expect(&evaluate(&days, &third, Some(vec![first.past, later.past])), NothingPayable, Some("0.00"));
}

#[test]
fn quantities_of_lines_are_added_up_less_refunds() {
    let line = |amount: &str, quantity: Option<&str>, unit: Option<&str>| {
        let mut line = json!({"name": "护理", "category": "nursing", "amount": amount});
        if let Some(quantity) = quantity {
            line["quantity"] = quantity.into();
        }
        if let Some(unit) = unit {
            line["unit"] = unit.into();
        }
        line
    };
    let bed = json!({"name": "床位", "category": "bed", "amount": "30.00", "quantity": "9", "unit": "日"});
    let rule = json!({"lines": {"attribution": "pro-rata", "categories": ["nursing"]}});
    let by_day = allowance(json!({"type": "line-quantity", "lineUnit": "日"}), rule.clone());
    let any = allowance(json!({"type": "line-quantity"}), rule);
    let bill = |lines: &[Value]| case("case", &[with(stay(1, "2025-03-01", "2025-03-11"), "lines", lines.into())]);
    // 12 days less 2, half a day; five times a treatment; the bed is not required.
    let lines = [
        line("70.00", Some("12"), Some("日")),
        line("-20.00", Some("2"), Some("日")),
        line("5.00", Some("0.5"), Some("日")),
        line("15.00", Some("5"), Some("次")),
        bed.clone(),
    ];
    expect(&evaluate(&by_day, &bill(&lines), Some(Vec::new())), Awarded, Some("105.00"));
    expect(&evaluate(&any, &bill(&lines), Some(Vec::new())), Awarded, Some("155.00"));
    let no_quantity = [line("70.00", None, Some("日")), bed.clone()];
    missing(&evaluate(&by_day, &bill(&no_quantity), Some(Vec::new())), &["/receipts/0/lines/0/quantity"]);
    let no_unit = [line("70.00", Some("3"), None), bed];
    missing(&evaluate(&by_day, &bill(&no_unit), Some(Vec::new())), &["/receipts/0/lines/0/unit"]);
    expect(&evaluate(&any, &bill(&no_unit), Some(Vec::new())), Awarded, Some("30.00"));
    missing(
        &evaluate(&by_day, &case("case", &[stay(1, "2025-03-01", "2025-03-11")]), Some(Vec::new())),
        &["/receipts/0/lines"],
    );
}

#[test]
fn time_between_two_days_is_counted_in_full_units() {
    let entered = |diagnosed: &str, submitted: &str| {
        application(
            "case",
            json!({"submittedOn": submitted, "diagnoses": [{"name": "某病", "certainty": "confirmed", "diagnosedOn": diagnosed}]}),
        )
    };
    for (diagnosed, submitted, unit, both_ends, amount) in [
        ("2025-01-31", "2025-02-28", "months", false, "10.00"),
        ("2025-01-31", "2025-02-27", "months", false, "0.00"),
        ("2025-01-31", "2025-02-27", "months", true, "10.00"),
        ("2024-02-29", "2025-02-28", "years", false, "10.00"),
        ("2025-03-01", "2025-03-12", "days", false, "110.00"),
        ("2025-03-01", "2025-03-12", "days", true, "120.00"),
        ("2025-03-12", "2025-03-01", "days", true, "0.00"),
    ] {
        let count =
            json!({"type": "time", "from": "diagnosed-on", "to": "submitted-on", "unit": unit, "bothEnds": both_ends});
        let item = json!({"id": "allowance", "benefit": {"type": "units", "count": count, "amount": fixed("10.00")}});
        let rules =
            programme(json!({"items": [item], "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"}}));
        let decision = if amount == "0.00" { NothingPayable } else { Awarded };
        expect(&evaluate(&rules, &entered(diagnosed, submitted), Some(Vec::new())), decision, Some(amount));
    }
}

/// At most ten days a month, and twenty-five a year.
fn limited() -> Programme {
    let period = |kind: &str| json!({"type": kind, "by": "discharged-on"});
    allowance(
        of_fact("stay-days"),
        json!({"basis": {"measure": "billed", "per": "receipt"}, "limits": [
            {"id": "month", "scope": "period", "period": period("calendar-month"), "units": 10},
            {"id": "year", "scope": "period", "period": period("calendar-year"), "units": 25}]}),
    )
}

#[test]
fn units_are_limited_per_month_and_per_year() {
    let limited = limited();
    let march = [stay(1, "2025-03-01", "2025-03-08"), stay(2, "2025-03-10", "2025-03-18")];
    // 7 and 3 of 8 days.
    let first = evaluate(&limited, &case("first", &march), Some(Vec::new()));
    expect(&first, Awarded, Some("100.00"));
    // April 10 of 20, May 5 (the rest of the year) of 9; June nothing.
    let later = case(
        "later",
        &[
            stay(3, "2025-04-01", "2025-04-21"),
            stay(4, "2025-05-01", "2025-05-10"),
            stay(5, "2025-06-01", "2025-06-03"),
        ],
    );
    let later = evaluate(&limited, &later, Some(vec![first.past.clone()]));
    expect(&later, Awarded, Some("150.00"));
    assert_eq!(later.answer.units.iter().map(|(_, award, _)| *award).collect::<Vec<_>>(), [10_000, 5_000, 0]);
    let counts: Vec<_> = later.past.1.units.iter().flatten().map(|u| (u.count, u.count_awarded)).collect();
    let told: Vec<(String, String)> =
        counts.iter().map(|(own, now)| (own.unwrap().to_string(), now.unwrap().to_string())).collect();
    let expected = [("20", "10"), ("9", "5"), ("2", "0")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(told, expected);
}

#[test]
fn a_decision_made_again_counts_its_units_once() {
    let limited = limited();
    let first = case("case", &[stay(1, "2025-03-01", "2025-03-08")]);
    let decided = evaluate(&limited, &first, Some(Vec::new()));
    expect(&decided, Awarded, Some("70.00"));
    expect(&evaluate(&limited, &first, Some(vec![decided.past.clone()])), NothingPayable, Some("0.00"));
    // One more receipt: three days of the month remain.
    let more = case("case", &[stay(1, "2025-03-01", "2025-03-08"), stay(2, "2025-03-10", "2025-03-18")]);
    expect(&evaluate(&limited, &more, Some(vec![decided.past.clone()])), Awarded, Some("30.00"));
    // The first receipt is withdrawn and another one of eight days submitted: seven days have been paid.
    let other = case("case", &[stay(2, "2025-03-10", "2025-03-18")]);
    expect(&evaluate(&limited, &other, Some(vec![decided.past])), Awarded, Some("10.00"));
}

/// A revision replaces an item. What the former item was awarded counts under the limit of the programme, and not under that of the new
/// item.
#[test]
fn awards_of_an_item_that_was_removed_count_under_the_limits_of_the_programme() {
    let of = |item: &str, amount: &str, limits: serde_json::Value| {
        let item = json!({"id": item, "benefit": {"type": "fixed", "amount": fixed(amount)}});
        let mut members = json!({"evidence": "diagnosis", "items": [item],
            "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"}});
        for (place, limit) in limits.as_object().unwrap() {
            match place.as_str() {
                "item" => members["items"][0]["limits"] = json!([limit]),
                _ => members["limits"] = json!([limit]),
            }
        }
        programme(members)
    };
    let first = evaluate(&of("old", "500.00", json!({})), &case("first", &[]), Some(Vec::new()));
    expect(&first, Awarded, Some("500.00"));
    let most = json!({"id": "most", "scope": "lifetime", "amount": fixed("1000.00")});
    for (place, expected) in [("programme", "500.00"), ("item", "900.00")] {
        let revised = of("new", "900.00", json!({place: most}));
        expect(&evaluate(&revised, &case("later", &[]), Some(vec![first.past.clone()])), Awarded, Some(expected));
    }
}

#[test]
fn aid_that_is_listed_does_not_tell_its_units() {
    let aid = json!([{"payer": "charity", "programmeId": "cn.example.sketch", "status": "received", "amount": "50.00",
        "receivedOn": "2025-02-01"}]);
    let told = application("case", json!({"receipts": [stay(1, "2025-03-01", "2025-03-08")], "aid": aid}));
    missing(&evaluate(&limited(), &told, None), &["earlier-adjudications"]);
    let none = application("case", json!({"receipts": [stay(1, "2025-03-01", "2025-03-08")], "aid": []}));
    expect(&evaluate(&limited(), &none, None), Awarded, Some("70.00"));
}

/// A grant of seven hundred, under a limit of a thousand that it shares.
fn sharing(id: &str, limit: Value) -> Programme {
    let mut shared = json!({"id": "together", "amount": fixed("1000.00"), "group": "alliance"});
    shared.as_object_mut().unwrap().extend(limit.as_object().unwrap().clone());
    programme(json!({"id": id, "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("700.00")}}],
        "limits": [shared], "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"}}))
}

#[test]
fn a_limit_is_shared_between_programmes() {
    let year = json!({"scope": "period", "period": {"type": "calendar-year", "by": "visited-on"}});
    for limit in [json!({"scope": "lifetime"}), json!({"scope": "application"}), year] {
        let (one, two) = (sharing("cn.example.one", limit.clone()), sharing("cn.example.two", limit.clone()));
        let child = application("case", json!({"aid": []}));
        let first = evaluate(&one, &child, Some(Vec::new()));
        expect(&first, Awarded, Some("700.00"));
        let second = evaluate(&two, &child, Some(vec![first.past.clone()]));
        expect(&second, Awarded, Some("300.00"));
        // In a second decision neither awards more. For a third one nothing remains.
        let both = vec![first.past, second.past];
        expect(&evaluate(&one, &child, Some(both.clone())), NothingPayable, Some("0.00"));
        expect(&evaluate(&two, &child, Some(both.clone())), NothingPayable, Some("0.00"));
        expect(&evaluate(&sharing("cn.example.three", limit), &child, Some(both)), NothingPayable, Some("0.00"));
    }
}

#[test]
fn a_limit_of_another_name_is_not_shared() {
    let one = sharing("cn.example.one", json!({"scope": "lifetime"}));
    let first = evaluate(&one, &application("case", json!({})), Some(Vec::new()));
    let other = sharing("cn.example.two", json!({"scope": "lifetime", "group": "others"}));
    let child = application("case", json!({}));
    expect(&evaluate(&other, &child, Some(vec![first.past])), Awarded, Some("700.00"));
}

#[test]
fn what_others_gave_under_a_shared_limit_must_be_known() {
    let one = sharing("cn.example.one", json!({"scope": "lifetime"}));
    let told = |aid: Value| evaluate(&one, &application("case", json!({"aid": aid})), None);
    expect(&told(json!([])), Awarded, Some("700.00"));
    missing(&evaluate(&one, &application("case", json!({})), None), &["/aid"]);
    let given = |payer: &str, status: &str| json!([{"payer": payer, "status": status, "amount": "500.00"}]);
    missing(&told(given("government", "received")), &["earlier-adjudications"]);
    missing(&told(given("crowdfunding", "committed")), &["earlier-adjudications"]);
    expect(&told(given("crowdfunding", "refused")), Awarded, Some("700.00"));
    expect(&told(given("basic-insurance", "received")), Awarded, Some("700.00"));
}
