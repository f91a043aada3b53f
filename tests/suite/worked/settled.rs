//! Questions that the norm once left open or answered in two ways. Each row is computed by hand, and the same facts are
//! missing in both evaluators.

use crate::worked::{
    doubt::with,
    sketch::{application, evaluate, evaluate_with, fixed, plain_bill, programme, rate},
};
use serde_json::{Value, json};
use tongbiao::programme::Programme;

/// Both evaluators award this amount, or report exactly these missing facts.
#[track_caller]
pub fn expect(rules: &Programme, members: &Value, expected: Result<&str, &[&str]>) {
    let worked = evaluate(rules, &application("case", members.clone()), None);
    for outcome in [&worked.answer, &worked.slow] {
        let amount = outcome.amount.map(|fen| format!("{}.{:02}", fen / 100, fen % 100));
        let missing: Vec<&str> = outcome.missing.iter().map(String::as_str).collect();
        let amount = amount.as_deref().ok_or(&missing[..]);
        assert_eq!(amount, expected, "{members}");
    }
}

/// One yuan with a condition: 1.00 if it holds, 0.00 if it does not.
pub fn one_if(condition: Value) -> Programme {
    programme(json!({"evidence": "diagnosis", "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "sets": [{"id": "blood", "members": {"of": "disease", "prefixes": ["C91.0", "D66"]}}],
        "requirements": [{"id": "asked", "anyOf": [condition]}],
        "items": [{"id": "one", "benefit": {"type": "fixed", "amount": fixed("1.00")}}]}))
}

pub const YES: Result<&str, &[&str]> = Ok("1.00");
pub const NO: Result<&str, &[&str]> = Ok("0.00");

fn flag(fact: &str) -> Value {
    json!({"test": "flag", "fact": fact, "is": true})
}

pub fn least(fact: &str, least: i64) -> Value {
    json!({"test": "number", "fact": fact, "atLeast": least})
}

/// The day of the decision is 2025-12-01.
#[test]
fn insurance_and_certificates_are_in_force_from_their_start_until_their_end() {
    let rows: [(Value, Result<bool, &[&str]>); 7] = [
        (json!({"start": "2025-01-01", "end": "2025-12-01"}), Ok(true)),
        (json!({"start": "2025-12-01", "end": "2099-12-31"}), Ok(true)),
        (json!({"start": "2025-12-02"}), Ok(false)),
        (json!({"end": "2025-11-30"}), Ok(false)),
        (json!({"start": "2025-12-01"}), Err(&["/end"])),
        (json!({"end": "2025-12-01"}), Err(&["/start"])),
        (json!({}), Err(&["/end", "/start"])),
    ];
    for (period, expected) in rows {
        let child =
            json!({"name": "童例", "disabilities": [{"kind": "physical", "grade": "grade-2", "validity": period}]});
        let code = |fact: &str, code: &str| json!({"test": "code", "fact": fact, "anyOf": [code]});
        for (condition, members, place) in [
            (flag("insured"), json!({"insurance": [{"kind": "resident", "period": period}]}), "/insurance/0/period"),
            (flag("disabled"), json!({"child": child}), "/child/disabilities/0/validity"),
            (code("disability-grade", "grade-2"), json!({"child": child}), "/child/disabilities/0/validity"),
            (
                code("poverty-category", "extreme-poverty"),
                json!({"household": {"certificates": [{"category": "extreme-poverty", "validity": period}]}}),
                "/household/certificates/0/validity",
            ),
        ] {
            let absent: Vec<String> =
                expected.err().into_iter().flatten().map(|bound| format!("{place}{bound}")).collect();
            let missing: Vec<&str> = absent.iter().map(String::as_str).collect();
            let expected = expected.map_or(Err(&missing[..]), |yes| if yes { YES } else { NO });
            expect(&one_if(condition), &members, expected);
        }
    }
}

#[test]
fn a_membership_renewed_without_a_break_is_one() {
    let fund = |start: Option<&str>, end: Option<&str>| {
        let mut period = json!({});
        start.into_iter().for_each(|start| period["start"] = start.into());
        end.into_iter().for_each(|end| period["end"] = end.into());
        json!({"kind": "mutual-fund", "period": period})
    };
    let year = |year: u32| fund(Some(&format!("{year}-09-01")), Some(&format!("{}-08-31", year + 1)));
    let other = json!({"kind": "commercial", "period": {"start": "2020-01-01", "end": "2025-08-31"}});
    for (insurance, years, expected) in [
        (json!([year(2025)]), 1, NO),
        // From 2023-09-01 to 2025-12-01 two years are completed.
        (json!([year(2025), year(2024), year(2023)]), 2, YES),
        (json!([year(2023), year(2024), year(2025)]), 3, NO),
        // A year between is missing: counted from 2025-09-01.
        (json!([year(2023), year(2025)]), 1, NO),
        // They overlap, or there is a gap of a day.
        (json!([year(2025), fund(Some("2023-09-01"), Some("2025-10-31"))]), 2, YES),
        (json!([year(2025), fund(Some("2023-09-01"), Some("2025-08-30"))]), 1, NO),
        (json!([fund(Some("2023-09-01"), Some("2099-12-31"))]), 2, YES),
        // Whether one is in force is unknown.
        (json!([fund(Some("2023-09-01"), None)]), 2, Err(&["/insurance/0/period/end"][..])),
        (json!([year(2025), fund(None, Some("2099-12-31"))]), 1, Err(&["/insurance/1/period/start"])),
        // The start of the previous one is unknown, or does not matter.
        (json!([year(2025), fund(None, Some("2025-08-31"))]), 1, Err(&["/insurance/*/period/start"][..])),
        (json!([year(2025), fund(None, Some("2025-08-30"))]), 1, NO),
        (json!([year(2025), other]), 1, NO),
        (json!([]), 0, Err(&["/insurance/*/period/start"])),
    ] {
        expect(&one_if(least("membership-years", years)), &json!({"insurance": insurance}), expected);
    }
}

#[test]
fn planned_sessions_do_not_count() {
    let treatment = |status: &str, sessions: Option<u32>| {
        let mut treatment = json!({"kind": "medication", "status": status});
        sessions.into_iter().for_each(|sessions| treatment["sessions"] = sessions.into());
        treatment
    };
    let travel = programme(json!({"evidence": "diagnosis",
        "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "items": [{"id": "travel", "benefit": {"type": "units", "amount": fixed("60.00"),
            "count": {"type": "fact", "fact": "treatment-sessions"}}}]}));
    for (treatments, expected) in [
        (json!([treatment("completed", Some(2)), treatment("in-progress", Some(1))]), Ok("180.00")),
        (json!([treatment("completed", Some(2)), treatment("planned", Some(5))]), Ok("120.00")),
        (json!([treatment("completed", Some(2)), treatment("planned", None)]), Ok("120.00")),
        (json!([treatment("cancelled", Some(5))]), Ok("0.00")),
        (json!([treatment("completed", None)]), Err(&["/treatments/*/sessions"][..])),
    ] {
        expect(&travel, &json!({"treatments": treatments}), expected);
    }
}

#[test]
fn a_stated_rank_decides() {
    let principal = one_if(json!({"test": "disease", "set": "blood", "diagnoses": "principal"}));
    let one = |code: &str, rank: Option<&str>| {
        let mut one = json!({"name": "某病", "codings": [{"scheme": "icd-10-who", "code": code}]});
        rank.into_iter().for_each(|rank| one["rank"] = rank.into());
        one
    };
    let (first, other) = (Some("principal"), Some("other"));
    for (diagnoses, expected) in [
        (json!([one("D66", None)]), YES),
        (json!([one("D66", first)]), YES),
        (json!([one("D66", other)]), NO),
        // Of two diagnoses, a principal one decides the rank of the other.
        (json!([one("Q21", first), one("D66", None)]), NO),
        (json!([one("D66", first), one("Q21", None)]), YES),
        (json!([one("Q21", None), one("D66", None)]), Err(&["/diagnoses/*/rank"][..])),
        (json!([one("Q21", other), one("D66", None)]), Err(&["/diagnoses/*/rank"])),
    ] {
        expect(&principal, &json!({"diagnoses": diagnoses}), expected);
    }
}

#[test]
fn assessments_of_the_last_day_decide_if_they_agree() {
    let need = one_if(json!({"test": "assessed", "key": "need"}));
    let of = |result: bool, day: Option<&str>| {
        let mut one = json!({"key": "need", "result": result});
        day.into_iter().for_each(|day| one["assessedOn"] = day.into());
        one
    };
    let (march, may) = (Some("2025-03-01"), Some("2025-05-01"));
    for (assessments, expected) in [
        (json!([of(true, may), of(false, march)]), YES),
        (json!([of(true, march), of(false, may)]), NO),
        (json!([of(true, may), of(true, may), of(false, march)]), YES),
        // Two different assessments on one day: only a later one decides. One without a day may be the last.
        (json!([of(true, may), of(false, may)]), Err(&["/assessments"][..])),
        (json!([of(true, may), of(false, None)]), Err(&["/assessments/*/assessedOn"])),
        (json!([of(true, may), of(true, None)]), YES),
        (json!([]), Err(&["/assessments"])),
    ] {
        expect(&need, &json!({"assessments": assessments}), expected);
    }
}

#[test]
fn a_sex_that_is_not_stated_is_read_from_the_number() {
    let male = one_if(json!({"test": "code", "fact": "sex", "anyOf": ["male"]}));
    let number = json!([{"kind": "resident-identity", "number": "410000201202290315"}]);
    for (child, expected) in [
        (json!({"sex": "not-stated", "identity": number}), YES),
        (json!({"sex": "female", "identity": number}), NO),
        (json!({"sex": "not-stated"}), Err(&["/child/sex"][..])),
    ] {
        expect(&male, &json!({"child": with(json!({"name": "童例"}), child)}), expected);
    }
}

#[test]
fn aid_in_kind_without_an_amount_brings_none() {
    let up_to = |most: &str| {
        one_if(json!({"test": "money", "fact": "aid-received", "atMost": {"type": "fixed", "amount": most}}))
    };
    let in_kind = json!({"payer": "government", "status": "received", "inKind": "轮椅"});
    let money = json!({"payer": "government", "status": "received", "amount": "10.00"});
    let open = json!({"payer": "government", "status": "received"});
    expect(&up_to("10.00"), &json!({"aid": [in_kind, money]}), YES);
    expect(&up_to("9.99"), &json!({"aid": [in_kind, money]}), NO);
    expect(&up_to("10.00"), &json!({"aid": [open, money]}), Err(&["/aid/*/amount"]));
}

/// A limit for each line of ten yuan.
#[test]
fn a_limit_for_lines_asks_for_the_lines() {
    let item = |basis: Value| {
        json!({"id": "half", "basis": basis, "benefit": {"type": "rate", "rate": rate("0.50")},
        "limits": [{"id": "line", "scope": "line", "amount": fixed("10.00")}]})
    };
    let rules = |ceiling: &str| {
        programme(json!({"coordination": {"otherAid": "ignore", "ceiling": ceiling},
            "items": [item(json!({"measure": "billed", "per": "receipt"}))]}))
    };
    let lines = json!([{"name": "药", "amount": "500.00"}, {"name": "材料", "amount": "300.00"}]);
    let bill = |n: &str, amount: &str| plain_bill(n, "2025-03-01", amount);
    let (first, second) = ("0000000001", "0000000002");
    for ceiling in ["not-applicable", "family-borne"] {
        let rules = rules(ceiling);
        expect(&rules, &json!({"receipts": [with(bill(first, "800.00"), json!({"lines": lines}))]}), Ok("20.00"));
        // Without the lines, the receipt is not treated as a line.
        expect(&rules, &json!({"receipts": [bill(first, "800.00")]}), Err(&["/receipts/0/lines"]));
        let both = json!({"receipts": [bill(first, "800.00"), bill(second, "200.00")]});
        expect(&rules, &both, Err(&["/receipts/0/lines", "/receipts/1/lines"]));
        // If nothing is awarded, there is nothing to limit.
        expect(&rules, &json!({"receipts": [bill(first, "0.00")]}), Ok("0.00"));
    }
}

#[test]
fn everything_that_is_missing_within_a_receipt_is_listed() {
    let basis = |measure: &str| json!({"measure": measure, "per": "application"});
    let none = json!({"otherAid": "ignore", "ceiling": "not-applicable"});
    let half = |lines: Value, measure: &str| {
        let mut item =
            json!({"id": "half", "basis": basis(measure), "benefit": {"type": "rate", "rate": rate("0.50")}});
        if !lines.is_null() {
            item["lines"] = lines;
        }
        programme(json!({"coordination": none, "items": [item]}))
    };
    let line = |amount: &str| json!({"name": "药", "amount": amount});
    let mut bill = with(
        plain_bill("0000000001", "2025-03-01", "800.00"),
        json!({"lines": [line("500.00"), line("200.00"), line("100.00")]}),
    );
    let places = |members: &[&str]| -> Vec<String> {
        let of = |line: usize| members.iter().map(move |member| format!("/receipts/0/lines/{line}/{member}"));
        (0..3).flat_map(of).collect()
    };
    let by_class = half(json!({"catalogue": ["a"], "categories": ["bed"], "attribution": "line"}), "billed");
    let wanted = places(&["catalogueClass", "category"]);
    let receipts = json!({"receipts": [bill]});
    expect(&by_class, &receipts, Err(&wanted.iter().map(String::as_str).collect::<Vec<_>>()));
    let counted = programme(json!({"coordination": none, "items": [{"id": "drug", "basis": basis("billed"),
        "benefit": {"type": "units", "amount": fixed("10.00"), "count": {"type": "line-quantity", "lineUnit": "瓶"}}}]}));
    let wanted = places(&["quantity", "unit"]);
    expect(&counted, &receipts, Err(&wanted.iter().map(String::as_str).collect::<Vec<_>>()));
    for member in ["cash", "personalAccount", "lines"] {
        bill.as_object_mut().unwrap().remove(member);
    }
    let second = with(bill.clone(), json!({"number": plain_bill("0000000002", "2025-03-01", "1.00")["number"]}));
    let two = json!({"receipts": [bill, second]});
    expect(&counted, &two, Err(&["/receipts/0/lines", "/receipts/1/lines"]));
    let members =
        ["/receipts/0/cash", "/receipts/0/personalAccount", "/receipts/1/cash", "/receipts/1/personalAccount"];
    expect(&half(Value::Null, "family-borne"), &two, Err(&members));
    // A fact of the unit is missing at every receipt that does not state it.
    let by_level = programme(json!({"coordination": none, "items": [{"id": "grant",
        "basis": {"measure": "billed", "per": "hospitalisation"}, "benefit": {"type": "fixed", "amount": {"type": "by-code", "by": ["hospital-level"],
            "rows": [{"codes": ["level-3"], "amount": "100.00"}], "otherwise": "50.00"}}}]}));
    let stay = json!({"stay": {"start": "2025-02-01", "end": "2025-03-01"}, "issuer": {"name": "示例医院（虚构）"}});
    let two: Vec<Value> =
        two["receipts"].as_array().unwrap().iter().map(|one| with(one.clone(), stay.clone())).collect();
    expect(&by_level, &json!({"receipts": two}), Err(&["/receipts/0/issuer/level", "/receipts/1/issuer/level"]));
}

/// There is one fund: items with limits of their own draw on it together. An item without a limit of the fund does not.
#[test]
fn every_item_that_a_limit_of_the_fund_is_for_draws_on_one_balance() {
    let grant = |id: &str, limits: Value| {
        let mut item = json!({"id": id, "benefit": {"type": "fixed", "amount": fixed("100.00")}});
        if !limits.is_null() {
            item["limits"] = limits;
        }
        item
    };
    let fund = |id: &str| json!([{"id": id, "scope": "fund-balance"}]);
    let rules = programme(json!({"evidence": "diagnosis",
        "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "items": [grant("first", fund("of-first")), grant("second", fund("of-second")), grant("third", Value::Null)]}));
    for (balance, items) in [
        ("250.00", [10_000, 10_000, 10_000]),
        ("150.00", [10_000, 5_000, 10_000]),
        ("100.00", [10_000, 0, 10_000]),
        ("99.99", [9_999, 0, 10_000]),
        ("0.00", [0, 0, 10_000]),
    ] {
        let worked = evaluate_with(&rules, &application("case", json!({})), balance, None);
        for answer in [&worked.answer, &worked.slow] {
            assert_eq!(answer.items, items, "{balance}");
        }
    }
}

#[test]
fn of_nothing_the_amount_of_each_is_not_asked_for() {
    let by_age = json!({"type": "by-age", "at": "decided-on", "unit": "years", "birthday": "on-birthday",
        "rows": [{"atMost": 5, "amount": "10.00"}, {"atLeast": 6, "amount": "20.00"}]});
    let travel = programme(json!({"evidence": "diagnosis",
        "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "items": [{"id": "travel", "benefit": {"type": "units", "amount": by_age,
            "count": {"type": "fact", "fact": "treatment-sessions"}}}]}));
    let held =
        |sessions: u32| json!({"treatments": [{"kind": "medication", "status": "completed", "sessions": sessions}]});
    expect(&travel, &json!({"treatments": []}), Ok("0.00"));
    expect(&travel, &held(1), Err(&["/child/birthDate"]));
}
