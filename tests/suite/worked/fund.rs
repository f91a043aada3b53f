//! The fund balance limits the amount due at the end. An amount that one item cannot receive is not given to another
//! item. Each row is computed by hand.

use crate::worked::sketch::{application, evaluate_with, fixed, plain_bill, programme, rate};
use serde_json::{Value, json};

/// The decisions on one application, one after another, each with a given fund balance.
#[track_caller]
fn expect(members: &Value, bill: &str, rows: &[(&str, &str)]) {
    let rules = programme(members.clone());
    let case = application("case", json!({"receipts": [plain_bill("0000000001", "2025-03-01", bill)]}));
    let mut earlier = Vec::new();
    for (number, (balance, expected)) in rows.iter().enumerate() {
        let worked = evaluate_with(&rules, &case, balance, Some(earlier.clone()));
        let fen = worked.answer.amount.unwrap();
        let amount = format!("{}.{:02}", fen / 100, fen % 100);
        assert_eq!((amount.as_str(), worked.answer.overpaid), (*expected, 0), "decision {number} with {balance}");
        earlier.push(worked.past);
    }
}

fn coordination(ceiling: &str) -> Value {
    json!({"otherAid": "ignore", "ceiling": ceiling})
}

/// Half of the bill from a fund, and a grant that is higher if less of the bill remains.
fn half_and_grant() -> Value {
    let measured = |more: Value| {
        let mut basis = json!({"measure": "family-borne", "per": "application"});
        basis.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        basis
    };
    json!({"coordination": coordination("not-applicable"), "items": [
        {"id": "half", "basis": measured(json!({})), "benefit": {"type": "rate", "rate": rate("0.5")},
            "limits": [{"id": "fund", "scope": "fund-balance"}]},
        {"id": "grant", "basis": measured(json!({"lessItems": ["half"]})), "benefit": {"type": "brackets",
            "bounds": "from-below", "brackets": [
                {"lower": "1.00", "upper": "400.00", "amount": fixed("100.00")},
                {"lower": "400.00", "amount": fixed("50.00")}]}}]})
}

#[test]
fn what_the_fund_lacks_for_one_item_changes_no_other() {
    // Half of 600.00 is 300.00, and the grant depends on the other 300.00: 100.00, however low the fund balance is.
    // Once the fund is empty, a decision on the same facts awards nothing more. Once it has money again, the rest of
    // the half is awarded.
    for rows in [
        &[("999.00", "400.00"), ("599.00", "0.00")][..],
        &[("120.00", "220.00"), ("0.00", "0.00"), ("0.00", "0.00")],
        &[("120.00", "220.00"), ("100.00", "100.00"), ("500.00", "80.00"), ("420.00", "0.00")],
        &[("0.00", "100.00"), ("0.00", "0.00"), ("300.00", "300.00")],
    ] {
        expect(&half_and_grant(), "600.00", rows);
    }
}

#[test]
fn under_a_ceiling_no_other_item_pays_what_stays_due() {
    let grant = |id: &str, amount: &str| json!({"id": id, "benefit": {"type": "fixed", "amount": fixed(amount)}});
    let mut first = grant("first", "300.00");
    first["limits"] = json!([{"id": "fund", "scope": "fund-balance"}]);
    let rules = json!({"coordination": coordination("family-borne"), "items": [first, grant("second", "200.00")]});
    // The first grant is for the whole bill of 300.00, so nothing remains for the second.
    expect(&rules, "300.00", &[("100.00", "100.00"), ("0.00", "0.00"), ("999.00", "200.00"), ("799.00", "0.00")]);
    // A bill of 400.00 leaves a remainder for it.
    expect(&rules, "400.00", &[("100.00", "200.00"), ("0.00", "0.00"), ("999.00", "200.00")]);
}

#[test]
fn the_smallest_award_is_judged_before_and_after_what_the_fund_has_left() {
    let minimum = |amount: &str, below: &str| {
        let mut rules = half_and_grant();
        rules["minimumAward"] = json!({"amount": amount, "below": below});
        rules
    };
    // 400.00 is sufficient. The fund pays 50.00 of 150.00, which is not sufficient.
    expect(&minimum("200.00", "pay-nothing"), "600.00", &[("50.00", "0.00"), ("50.00", "0.00"), ("300.00", "400.00")]);
    // The award is raised as if the fund had enough money. The amount that the fund lacks stays due.
    expect(&minimum("200.00", "pay-minimum"), "600.00", &[("50.00", "150.00"), ("0.00", "0.00")]);
    expect(&minimum("450.00", "pay-minimum"), "600.00", &[("50.00", "150.00"), ("300.00", "300.00"), ("0.00", "0.00")]);
}

#[test]
fn a_limit_of_the_fund_bounds_no_service() {
    // It is unknown whether the child is insured, so it is unknown whether the limit applies.
    let bounded = |limit: Value| {
        let service = json!({"type": "in-kind", "services": [{"id": "school", "title": "病房学校"}]});
        let mut limit = limit;
        limit["id"] = "limit".into();
        limit["when"] = json!([{"test": "flag", "fact": "insured", "is": true}]);
        let members = json!({"items": [{"id": "ward", "benefit": service, "limits": [limit]}]});
        evaluate_with(&programme(members), &application("case", json!({})), "0.00", None).answer
    };
    let (fund, count) = (json!({"scope": "fund-balance"}), json!({"scope": "application", "count": 1}));
    let given = bounded(fund);
    assert_eq!((given.amount, given.services, given.missing.len()), (Some(0), 1, 0), "{:?}", given.missing);
    // A limit in units applies to it.
    let counted = bounded(count);
    assert!(counted.amount.is_none() && !counted.missing.is_empty(), "{counted:?}");
}
