//! Limits on the number of periods with an award, computed by hand.

use crate::worked::{
    shortfall,
    sketch::{application, evaluate, expect, fixed, plain_bill, programme, rate},
};
use serde_json::{Value, json};
use tongbiao::{
    check::{Limits, check},
    code::AdjudicationDecision::{Awarded, NothingPayable, Undetermined},
    explain::{Audience, explain_adjudication, explain_programme},
    programme::Programme,
    record::application::Application,
};

fn year() -> Value {
    json!({"type": "calendar-year", "by": "visited-on"})
}

/// Half of each receipt, in at most two years. The limit has these other members.
fn two_years(members: Value) -> Programme {
    let mut limit = json!({"id": "years", "title": "最多两个年度", "titleEn": "two years", "scope": "period",
        "period": year(), "periods": 2});
    limit.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    programme(json!({"items": [{"id": "half", "basis": {"measure": "family-borne", "per": "receipt"},
        "benefit": {"type": "rate", "rate": rate("0.5")}}], "limits": [limit]}))
}

fn case(id: &str, bills: &[Value]) -> Application {
    application(id, json!({"aid": [], "receipts": bills}))
}

#[test]
fn only_two_years_are_paid() {
    let rules = two_years(json!({}));
    let bills = [
        plain_bill("0000000003", "2025-03-01", "60.00"),
        plain_bill("0000000001", "2023-03-01", "100.00"),
        plain_bill("0000000004", "2023-09-01", "20.00"),
        plain_bill("0000000002", "2024-03-01", "80.00"),
    ];
    // 2023: 50.00 + 10.00. 2024: 40.00. 2025 is the third year, wherever its receipt is listed.
    let first = evaluate(&rules, &case("one", &bills), Some(Vec::new()));
    expect(&first, Awarded, Some("100.00"));
    // Decided again, nothing more is due.
    let again = evaluate(&rules, &case("one", &bills), Some(vec![first.past]));
    expect(&again, NothingPayable, Some("0.00"));
    let past = || evaluate(&rules, &case("one", &bills), Some(Vec::new())).past;
    // For a later application 2023 is still open, and 2025 is not.
    let later = [plain_bill("0000000005", "2023-10-01", "30.00"), plain_bill("0000000006", "2025-05-01", "500.00")];
    expect(&evaluate(&rules, &case("two", &later), Some(vec![past()])), Awarded, Some("15.00"));
    // A receipt of zero uses no year: 2024 and 2025 are paid.
    let zero = [
        plain_bill("0000000001", "2023-03-01", "0.00"),
        plain_bill("0000000002", "2024-03-01", "80.00"),
        plain_bill("0000000003", "2025-03-01", "60.00"),
    ];
    expect(&evaluate(&rules, &case("one", &zero), Some(Vec::new())), Awarded, Some("70.00"));
}

#[test]
fn an_unknown_year_is_missing() {
    let rules = two_years(json!({}));
    let mut unknown = plain_bill("0000000001", "2023-03-01", "100.00");
    ["visitDate", "issuedOn"].iter().for_each(|member| drop(unknown.as_object_mut().unwrap().remove(*member)));
    let worked = evaluate(&rules, &case("one", &[unknown]), Some(Vec::new()));
    expect(&worked, Undetermined, None);
    assert_eq!(worked.answer.missing.iter().collect::<Vec<_>>(), ["/receipts/0/visitDate"]);
    // Without the earlier outcomes, the aid of the programme itself uses its years: 2021 and 2022.
    let entry = |amount: &str, day: &str| {
        json!({"payer": "charity", "programmeId": "cn.example.sketch", "status": "received",
        "amount": amount, "receivedOn": day})
    };
    let bills = [plain_bill("0000000001", "2023-03-01", "100.00"), plain_bill("0000000002", "2022-03-01", "80.00")];
    let own = json!([entry("5.00", "2021-04-01"), entry("5.00", "2022-04-01")]);
    // 40.00 of 2022.
    let of = |aid: &Value| application("one", json!({"aid": aid, "receipts": bills}));
    expect(&evaluate(&rules, &of(&own), None), Awarded, Some("40.00"));
    let mut undated = own;
    undated[0].as_object_mut().unwrap().remove("receivedOn");
    let worked = evaluate(&rules, &of(&undated), None);
    expect(&worked, Undetermined, None);
    assert_eq!(worked.answer.missing.iter().collect::<Vec<_>>(), ["/aid/0/receivedOn"]);
}

#[test]
fn the_years_of_one_unit_are_compared_from_the_first() {
    // One unit for the application, with receipts of three years: 100.00, 80.00 and 60.00 are 240.00, half of it 120.00. The
    // receipts have 30.00 (2025), 50.00 (2023) and 40.00 (2024). The first two years are paid.
    let rules = programme(json!({"items": [{"id": "half", "basis": {"measure": "family-borne", "per": "application"},
        "benefit": {"type": "rate", "rate": rate("0.5")},
        "limits": [{"id": "years", "scope": "period", "period": year(), "periods": 2, "amount": fixed("45.00")}]}]}));
    let bills = [
        plain_bill("0000000003", "2025-03-01", "60.00"),
        plain_bill("0000000001", "2023-03-01", "100.00"),
        plain_bill("0000000002", "2024-03-01", "80.00"),
    ];
    // 45.00 of 2023, as the amount bounds each year, and 40.00 of 2024.
    let worked = evaluate(&rules, &case("one", &bills), Some(Vec::new()));
    expect(&worked, Awarded, Some("85.00"));
    let awards: Vec<i128> = worked.answer.receipts.iter().map(|receipt| receipt.award).collect();
    assert_eq!(awards, [0, 4_500, 4_000]);
}

#[test]
fn a_service_uses_the_year_of_the_decision() {
    let school =
        json!({"id": "school", "benefit": {"type": "in-kind", "services": [{"id": "school", "title": "病房学校"}]}});
    let limit = json!({"id": "years", "scope": "period", "period": year(), "periods": 1});
    let rules =
        programme(json!({"evidence": "diagnosis", "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "items": [school], "limits": [limit]}));
    // The decision is of 2025. An award of 2024 leaves no other year; the services of the past are in the years of their decisions.
    let entry = json!([{"payer": "charity", "programmeId": "cn.example.sketch", "status": "received", "amount": "5.00",
        "receivedOn": "2024-04-01"}]);
    let served = evaluate(&rules, &application("one", json!({"aid": []})), None);
    assert_eq!(served.answer.services, 1);
    let closed = evaluate(&rules, &application("one", json!({"aid": entry})), None);
    expect(&closed, NothingPayable, Some("0.00"));
    assert_eq!(closed.answer.services, 0);
}

#[test]
fn letters_and_changes_name_the_periods() {
    let rules = two_years(json!({}));
    let whole = explain_programme(&rules);
    assert!(whole.zh().contains("至多在 2 个年度内给付"), "{}", whole.zh());
    assert!(whole.en().contains("awards in at most 2 years"), "{}", whole.en());
    let bills = [
        plain_bill("0000000001", "2023-03-01", "100.00"),
        plain_bill("0000000002", "2024-03-01", "80.00"),
        plain_bill("0000000003", "2025-03-01", "60.00"),
    ];
    let paid = shortfall::decide(&rules, &case("one", &bills), Some(&[]));
    let balance = &paid.balances.as_ref().unwrap()[0];
    assert_eq!((balance.periods.unwrap().get(), balance.periods_used.unwrap().get()), (2, 2));
    let letter = explain_adjudication(&paid, Some(&rules), Audience::Family);
    assert!(letter.zh().contains("已给付的期间：2023 年、2024 年"), "{}", letter.zh());
    assert!(letter.en().contains("paid periods: 2023"), "{}", letter.en());
    let letter = explain_adjudication(&paid, Some(&rules), Audience::Worker);
    assert!(letter.zh().contains("已在 2 个期间给付，上限 2 个"), "{}", letter.zh());
    let three = two_years(json!({"periods": 3}));
    let mut three = serde_json::to_value(three).unwrap();
    three["revision"] = 2.into();
    let three: Programme = programme(json!({"revision": 2, "items": three["items"], "limits": three["limits"]}));
    assert_eq!(shortfall::changes(&rules, &three), ["/limits/0/periods higher"]);
}

#[test]
fn a_smallest_award_above_the_limit_of_a_month_can_be_reached_by_two_months() {
    let month = json!({"type": "calendar-month", "by": "visited-on"});
    let members = |limit: Value, least: &str| {
        json!({"items": [{"id": "all", "basis": {"measure": "family-borne", "per": "receipt"},
        "benefit": {"type": "rate", "rate": rate("1")}}], "limits": [limit],
        "minimumAward": {"amount": least, "below": "pay-nothing"}})
    };
    let limit = json!({"id": "month", "scope": "period", "period": month, "amount": fixed("1000.00")});
    let rules = programme(members(limit.clone(), "1500.00"));
    let bills = [plain_bill("0000000001", "2025-03-01", "1200.00"), plain_bill("0000000002", "2025-04-01", "1200.00")];
    expect(&evaluate(&rules, &case("one", &bills), Some(Vec::new())), Awarded, Some("2000.00"));
    expect(&evaluate(&rules, &case("one", &bills[..1]), Some(Vec::new())), NothingPayable, Some("0.00"));
    let never = |rules: Value| {
        let mut whole = serde_json::to_value(two_years(json!({}))).unwrap();
        whole.as_object_mut().unwrap().extend(rules.as_object().unwrap().clone());
        whole["kind"] = "programme".into();
        whole["standard"] = "1.0".into();
        let findings = check(whole.to_string().as_bytes(), None, &Limits::default()).findings;
        findings.iter().any(|located| located.finding.rule.code == "programme.never-pays")
    };
    // In two months at most 2,000.00 is awarded, and in the last twelve months 1,000.00.
    let mut two = limit.clone();
    two["periods"] = 2.into();
    assert!(!never(members(two.clone(), "2000.00")) && never(members(two, "2000.01")));
    let mut rolling = limit;
    rolling["period"] = json!({"type": "rolling-months", "by": "visited-on", "months": 12});
    assert!(never(members(rolling, "1000.01")));
}

/// A treatment with the fitting of a hearing aid on that day. An empty text is no day.
fn fitting(status: &str, day: &str) -> Value {
    let mut operation = json!({"name": "助听器验配", "scheme": "icd-9-cm-3-nhsa", "code": "95.4800"});
    if !day.is_empty() {
        operation["performedOn"] = day.into();
    }
    json!({"kind": "surgery", "status": status, "operations": [operation]})
}

/// One hearing aid in these months.
fn device(period: Value) -> Programme {
    let item = json!({"id": "hearing-aid",
        "benefit": {"type": "in-kind", "services": [{"id": "device", "title": "助听器", "operations": ["95.48"]}]},
        "limits": [{"id": "life", "scope": "period", "period": period, "operationDays": true, "count": 1}]});
    programme(json!({"evidence": "diagnosis", "items": [item]}))
}

#[test]
fn the_life_of_a_device_begins_with_its_fitting() {
    let rolling = device(json!({"type": "rolling-months", "by": "visited-on", "months": 60}));
    let of = |id: &str, fittings: &[Value]| application(id, json!({"aid": [], "treatments": fittings}));
    // All are decided on 2025-12-01: five years before, the period begins on 2020-12-02.
    for (day, services) in [("2020-12-01", 1), ("2020-12-02", 0), ("2024-06-01", 0)] {
        let first = evaluate(&rolling, &of("one", &[fitting("completed", day)]), Some(Vec::new()));
        assert_eq!(first.answer.services, 1);
        assert_eq!(first.past.1.services.as_ref().unwrap()[0].performed_on.unwrap().to_string(), day);
        let second = evaluate(&rolling, &of("two", &[fitting("planned", "")]), Some(vec![first.past]));
        assert_eq!(second.answer.services, services, "{day}");
    }
    // A planned device has no day yet: the day of its decision counts.
    let planned = evaluate(&rolling, &of("one", &[fitting("planned", "")]), Some(Vec::new()));
    let second = evaluate(&rolling, &of("two", &[fitting("completed", "2025-11-03")]), Some(vec![planned.past]));
    assert_eq!(second.answer.services, 0);
    // In calendar years, each device is in the year of its own day, and a completed one must state it.
    let yearly = device(year());
    let fittings =
        [fitting("completed", "2024-12-30"), fitting("completed", "2025-01-02"), fitting("completed", "2025-03-02")];
    assert_eq!(evaluate(&yearly, &of("one", &fittings), Some(Vec::new())).answer.services, 2);
    let open = evaluate(&yearly, &of("one", &[fitting("completed", "")]), Some(Vec::new()));
    expect(&open, Undetermined, None);
    assert_eq!(open.answer.missing.iter().collect::<Vec<_>>(), ["/treatments/0/operations/0/performedOn"]);
    let whole = explain_programme(&yearly);
    assert!(whole.zh().contains("手术按手术日期归入期间"), "{}", whole.zh());
    assert!(whole.en().contains("an operation by the day on which it is performed"), "{}", whole.en());
}

#[test]
fn a_price_is_in_the_year_of_its_operation() {
    // Both receipts are of 2025, and one operation was in 2024: one price a year, 100.00 + 100.00.
    let limit = |by_operation: bool| json!({"id": "one", "scope": "period", "period": year(), "count": 1, "operationDays": by_operation});
    let rules = |by_operation: bool| {
        programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
            "items": [{"id": "surgery", "limits": [limit(by_operation)], "benefit": {"type": "prices", "excess": "family",
                "prices": [{"id": "defect", "title": "间隔缺损", "operations": ["35.7"], "price": fixed("100.00")}]}}]}))
    };
    let surgery = |id: &str, code: &str, day: &str| {
        json!({"id": id, "kind": "surgery", "status": "completed",
        "operations": [{"name": "手术", "scheme": "icd-9-cm-3-nhsa", "code": code, "performedOn": day}]})
    };
    let mut bills =
        [plain_bill("0000000001", "2025-01-04", "900.00"), plain_bill("0000000002", "2025-02-04", "900.00")];
    bills[0]["treatments"] = json!(["a"]);
    bills[1]["treatments"] = json!(["b"]);
    let of = application(
        "one",
        json!({"aid": [], "receipts": bills,
        "treatments": [surgery("a", "35.7200", "2024-12-30"), surgery("b", "35.7100", "2025-02-03")]}),
    );
    expect(&evaluate(&rules(true), &of, Some(Vec::new())), Awarded, Some("200.00"));
    expect(&evaluate(&rules(false), &of, Some(Vec::new())), Awarded, Some("100.00"));
}
