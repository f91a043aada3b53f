//! Facts of families, insurances and assessments, each computed by hand.

use crate::worked::{
    settled::{NO, YES, expect, least, one_if},
    sketch::{fixed, plain_bill, programme},
};
use serde_json::{Value, json};

/// Scores, amounts, grades and dates are read like a yes or no: those of the last day decide.
#[test]
fn assessments_with_other_results() {
    let with = |condition: Value| {
        programme(json!({"evidence": "diagnosis", "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
            "assessments": [{"key": "visit", "title": "家访评分", "answer": "number"},
                {"key": "grant", "title": "评审金额", "answer": "amount"},
                {"key": "hardship", "title": "困难等级", "answer": "grade",
                    "grades": [{"id": "a", "title": "特别困难"}, {"id": "b", "title": "困难"}, {"id": "c", "title": "一般"}]},
                {"key": "fitted", "title": "装配日期", "answer": "date"}],
            "requirements": [{"id": "asked", "anyOf": [condition]}],
            "items": [{"id": "one", "benefit": {"type": "fixed", "amount": fixed("1.00")}}]}))
    };
    let visit = with(json!({"test": "assessed-number", "key": "visit", "atLeast": 60}));
    let grant = with(json!({"test": "assessed-amount", "key": "grant", "over": "100.00", "atMost": "200.00"}));
    let hardship = with(json!({"test": "assessed-grade", "key": "hardship", "anyOf": ["a", "b"]}));
    let not = with(json!({"test": "assessed-grade", "key": "hardship", "anyOf": ["c"], "negated": true}));
    let fitted = with(json!({"test": "assessed-date", "key": "fitted", "from": "2025-01-01", "until": "2025-06-30"}));
    let open: Result<&str, &[&str]> = Err(&["/assessments"]);
    for (rules, assessments, expected) in [
        (&visit, json!([{"key": "visit", "number": 60}]), YES),
        (&visit, json!([{"key": "visit", "number": 59}]), NO),
        (
            &visit,
            json!([{"key": "visit", "number": 59, "assessedOn": "2025-03-01"},
                {"key": "visit", "number": 61, "assessedOn": "2025-05-01"}]),
            YES,
        ),
        // Two scores of one subject decide nothing, although both are above the bound.
        (
            &visit,
            json!([{"key": "visit", "number": 70}, {"key": "visit", "number": 80}]),
            Err(&["/assessments/*/assessedOn"]),
        ),
        // An assessment with another kind of result is none.
        (&visit, json!([{"key": "visit", "result": true}]), open),
        (
            &visit,
            json!([{"key": "visit", "number": 70, "assessedOn": "2025-03-01"},
                {"key": "visit", "result": false, "assessedOn": "2025-05-01"}]),
            open,
        ),
        (&grant, json!([{"key": "grant", "amount": "100.00"}]), NO),
        (&grant, json!([{"key": "grant", "amount": "100.01"}]), YES),
        (&grant, json!([{"key": "grant", "amount": "200.00"}]), YES),
        (&grant, json!([{"key": "grant", "amount": "200.01"}]), NO),
        (&hardship, json!([{"key": "hardship", "grade": "b"}]), YES),
        (&hardship, json!([{"key": "hardship", "grade": "c"}]), NO),
        (&hardship, json!([{"key": "hardship", "grade": "d"}]), open),
        (&not, json!([{"key": "hardship", "grade": "c"}]), NO),
        (&not, json!([{"key": "hardship", "grade": "a"}]), YES),
        (&not, json!([{"key": "hardship", "grade": "d"}]), open),
        (&fitted, json!([{"key": "fitted", "date": "2025-06-30"}]), YES),
        (&fitted, json!([{"key": "fitted", "date": "2025-07-01"}]), NO),
        (&fitted, json!([]), open),
    ] {
        expect(rules, &json!({"assessments": assessments}), expected);
    }
}

/// A committee determines the amount, and a limit bounds it.
#[test]
fn an_amount_that_people_determine() {
    let rules =
        programme(json!({"evidence": "diagnosis", "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "assessments": [{"key": "grant", "title": "评审金额", "answer": "amount"}],
        "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": {"type": "assessed", "key": "grant"}}}],
        "limits": [{"id": "most", "scope": "lifetime", "amount": fixed("30000.00")}]}));
    for (amount, expected) in [("12345.67", "12345.67"), ("30000.00", "30000.00"), ("45000.00", "30000.00")] {
        expect(&rules, &json!({"aid": [], "assessments": [{"key": "grant", "amount": amount}]}), Ok(expected));
    }
    expect(&rules, &json!({"aid": [], "assessments": [{"key": "grant", "result": true}]}), Err(&["/assessments"]));
}

/// The day of the decision is 2025-12-01.
#[test]
fn months_and_years_are_full_on_the_same_day_of_a_month() {
    let insured = one_if(least("insured-months", 6));
    let cover = |kind: &str, start: &str, end: Option<&str>| json!({"kind": kind, "period": {"start": start, "end": end.unwrap_or("2099-12-31")}});
    for (insurance, expected) in [
        (json!([cover("resident", "2025-06-01", None)]), YES),
        (json!([cover("resident", "2025-06-02", None)]), NO),
        // Another kind of basic insurance continues the first one; a day between them breaks it.
        (
            json!([cover("employee", "2025-09-01", None), cover("urban-resident", "2025-03-01", Some("2025-08-31"))]),
            YES,
        ),
        (json!([cover("employee", "2025-09-02", None), cover("urban-resident", "2025-03-01", Some("2025-08-31"))]), NO),
        // A mutual fund is no basic insurance.
        (json!([cover("mutual-fund", "2020-01-01", None)]), Err(&["/insurance/*/period/start"][..])),
    ] {
        expect(&insured, &json!({"insurance": insurance}), expected);
    }
    let member = one_if(least("membership-months", 6));
    expect(&member, &json!({"insurance": [cover("mutual-fund", "2025-06-01", None)]}), YES);
    expect(&member, &json!({"insurance": [cover("mutual-fund", "2025-06-02", None)]}), NO);
    let resident = one_if(least("residence-years", 3));
    for (since, expected) in [
        ("2022-12-01", YES),
        ("2022-12-02", NO),
        // A day after the decision is a mistake: the right one is missing.
        ("2026-01-01", Err(&["/child/residentSince"][..])),
    ] {
        expect(&resident, &json!({"child": {"name": "童例", "residentSince": since}}), expected);
    }
    let registered = one_if(least("registration-years", 1));
    expect(&registered, &json!({"child": {"name": "童例", "registration": {"since": "2024-12-01"}}}), YES);
    expect(&registered, &json!({"child": {"name": "童例"}}), Err(&["/child/registration/since"]));
}

#[test]
fn disabilities_of_parents_and_kinds_of_school() {
    let severe = one_if(json!({"test": "code", "fact": "parent-disability-grade", "anyOf": ["grade-1", "grade-2"]}));
    let guardian = |relation: &str, disabilities: Value| {
        let mut one = json!({"kind": "person", "id": format!("g{relation}"), "name": "李梅", "relation": relation});
        if !disabilities.is_null() {
            one["disabilities"] = disabilities;
        }
        one
    };
    let of = |grade: &str, validity: Value| json!([{"kind": "visual", "grade": grade, "validity": validity}]);
    let valid = json!({"start": "2024-01-01", "end": "2099-12-31"});
    let grade = "/guardians/*/disabilities/*/grade";
    for (guardians, expected) in [
        (json!([guardian("51", of("grade-2", valid.clone())), guardian("52", json!([]))]), YES),
        (json!([guardian("51", of("grade-3", valid.clone())), guardian("52", json!([]))]), NO),
        // A grandmother is no parent.
        (json!([guardian("63", of("grade-1", valid.clone()))]), NO),
        (json!([guardian("51", of("grade-1", json!({"start": "2024-01-01", "end": "2025-11-30"})))]), NO),
        (
            json!([guardian("57", of("grade-1", json!({"start": "2024-01-01"})))]),
            Err(&["/guardians/0/disabilities/0/validity/end"][..]),
        ),
        (json!([guardian("51", of("grade-1", valid)), guardian("52", Value::Null)]), Err(&[grade])),
    ] {
        expect(&severe, &json!({"guardians": guardians}), expected);
    }
    let school = one_if(json!({"test": "code", "fact": "school-kind", "anyOf": ["primary", "special"]}));
    expect(&school, &json!({"child": {"name": "童例", "schoolKind": "special"}}), YES);
    expect(&school, &json!({"child": {"name": "童例", "schoolKind": "none"}}), NO);
    expect(&school, &json!({"child": {"name": "童例"}}), Err(&["/child/schoolKind"]));
}

/// 截至申请当年 1 月 1 日未满 18 周岁.
#[test]
fn ages_on_the_first_day_of_the_year_of_the_application() {
    let under = |convention: &str, least: Value| {
        let mut test = json!({"test": "age", "at": "application-year-start", "birthday": convention, "unit": "years", "atMost": 17});
        if !least.is_null() {
            test["atLeast"] = least;
        }
        one_if(test)
    };
    let (on, after, schooled) =
        (under("on-birthday", Value::Null), under("day-after-birthday", Value::Null), under("on-birthday", 1.into()));
    for (rules, born, submitted, expected) in [
        (&on, "2007-01-01", Some("2025-11-20"), NO),
        (&on, "2007-01-02", Some("2025-11-20"), YES),
        (&on, "2007-01-02", Some("2025-01-01"), YES),
        (&on, "2007-01-02", Some("2026-01-01"), NO),
        (&after, "2007-01-01", Some("2025-11-20"), YES),
        (&after, "2006-12-31", Some("2025-11-20"), NO),
        // A child born later in the year has the age zero.
        (&on, "2025-01-01", Some("2025-11-20"), YES),
        (&on, "2025-10-01", Some("2025-11-20"), YES),
        (&schooled, "2025-10-01", Some("2025-11-20"), NO),
        (&on, "2026-01-02", Some("2025-11-20"), Err(&["/child/birthDate"][..])),
        (&on, "2007-01-02", None, Err(&["/submittedOn"][..])),
    ] {
        let mut case = json!({"child": {"name": "童例", "birthDate": born}});
        if let Some(day) = submitted {
            case["submittedOn"] = day.into();
        }
        expect(rules, &case, expected);
    }
}

/// 就医时为低保对象的，报销 90%；其他的 50%. The day of the decision is 2025-12-01.
#[test]
fn hardship_on_the_day_of_each_visit() {
    let rules = |per: &str| {
        programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
            "items": [{"id": "all", "basis": {"measure": "billed", "per": per},
                "benefit": {"type": "rate", "rate": {"type": "by-code", "by": ["poverty-category-at-visit"],
                    "rows": [{"codes": ["minimum-living-allowance"], "rate": "0.9"}], "otherwise": "0.5"}}}]}))
    };
    let held = |category: &str, validity: Value| json!([{"category": category, "validity": validity}]);
    let case = |certificates: Value, receipts: Value| {
        let mut case = json!({"household": {}, "receipts": receipts});
        if !certificates.is_null() {
            case["household"]["certificates"] = certificates;
        }
        case
    };
    let (first, second) =
        (plain_bill("0000000001", "2025-03-31", "100.00"), plain_bill("0000000002", "2025-04-01", "80.00"));
    let both = json!([first, second]);
    let until = |end: &str| json!({"start": "2024-04-01", "end": end});
    let allowance = "minimum-living-allowance";
    let receipt = rules("receipt");
    let bounds: &[&str] = &["/household/certificates/0/validity/end"];
    for (certificates, expected) in [
        // It has ended on the day of the decision: only the days of visit matter.
        (held(allowance, until("2025-10-31")), Ok("162.00")),
        (held(allowance, until("2025-03-31")), Ok("130.00")),
        (held(allowance, until("2025-03-30")), Ok("90.00")),
        (held(allowance, json!({"start": "2025-04-01", "end": "2025-12-31"})), Ok("122.00")),
        (held("extreme-poverty", until("2025-10-31")), Ok("90.00")),
        (json!([]), Ok("90.00")),
        (held(allowance, json!({"start": "2024-04-01"})), Err(bounds)),
        (held(allowance, json!({"start": "2025-04-02"})), Ok("90.00")),
        (Value::Null, Err(&["/household/certificates/*/category"][..])),
    ] {
        expect(&receipt, &case(certificates, both.clone()), expected);
    }
    // Without a day of visit and of issue it may be any day.
    let mut undated = first.clone();
    for member in ["visitDate", "issuedOn"] {
        undated.as_object_mut().unwrap().remove(member);
    }
    let certificates = held(allowance, until("2025-03-31"));
    expect(&receipt, &case(certificates.clone(), json!([undated])), Err(&["/receipts/0/visitDate"]));
    expect(&receipt, &case(json!([]), json!([undated])), Ok("50.00"));
    // A stay with two bills: a category on the day of one bill only is unknown.
    let of_stay = |bill: &Value, start: &str, end: &str| {
        let mut bill = bill.clone();
        bill["receiptKind"] = "inpatient-electronic".into();
        bill["stay"] = json!({"start": start, "end": end});
        bill["visitDate"] = start.into();
        bill["issuedOn"] = end.into();
        bill["inpatientNumber"] = "ZY-1".into();
        bill["issuer"] = json!({"name": "示例医院（虚构）"});
        bill
    };
    let parts = json!([of_stay(&first, "2025-03-25", "2025-03-31"), of_stay(&second, "2025-04-01", "2025-04-05")]);
    let stay = rules("hospitalisation");
    expect(&stay, &case(held(allowance, until("2025-10-31")), parts.clone()), Ok("162.00"));
    expect(&stay, &case(certificates, parts), Err(&["/receipts/0/visitDate", "/receipts/1/visitDate"]));
}

/// Of a bill of 1000.00 the family pays 600.00; 150.00 of it is outside the catalogue.
#[test]
fn the_co_payment_leaves_out_what_is_outside_the_catalogue() {
    let bill = |day: &str| {
        let mut bill = plain_bill("0000000001", day, "600.00");
        for (member, value) in
            [("totalAmount", "1000.00"), ("pooledFund", "400.00"), ("selfPaid", "450.00"), ("selfFinanced", "150.00")]
        {
            bill[member] = value.into();
        }
        bill
    };
    let at_least = |fact: &str, amount: &str| one_if(json!({"test": "money", "fact": fact, "atLeast": fixed(amount)}));
    let recent = json!({"receipts": [bill("2025-03-01")]});
    for (fact, amount, members, expected) in [
        ("self-paid", "450.00", &recent, YES),
        ("self-paid", "450.01", &recent, NO),
        ("self-paid-12-months", "450.00", &recent, YES),
        ("self-paid-12-months", "0.01", &json!({"receipts": [bill("2024-12-01")]}), NO),
    ] {
        expect(&at_least(fact, amount), members, expected);
    }
}

#[test]
fn a_range_of_categories_includes_both_ends() {
    let rules =
        programme(json!({"evidence": "diagnosis", "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "sets": [{"id": "disability", "members": {"of": "disease", "prefixes": ["F70-F79"], "except": ["F78-F79"]}}],
        "requirements": [{"id": "asked", "anyOf": [{"test": "disease", "set": "disability", "diagnoses": "any"}]}],
        "items": [{"id": "one", "benefit": {"type": "fixed", "amount": fixed("1.00")}}]}));
    for (code, expected) in [("F69", NO), ("F70", YES), ("F73.900", YES), ("F78.100", NO), ("F79", NO), ("F80", NO)] {
        let coded = json!([{"name": "某病", "codings": [{"scheme": "icd-10-who", "code": code}]}]);
        expect(&rules, &json!({"diagnoses": coded}), expected);
    }
}
