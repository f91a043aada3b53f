//! What the fund has left: it bounds what is due in the end, and another item does not get what it lacks for one. Each row is
//! worked by hand.

use crate::worked::sketch::{application, evaluate_with, fixed, plain_bill, programme, rate};
use serde_json::{Value, json};

/// What a fund with so much left is asked for one application, decision after decision.
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

/// Half of the bill from a fund; a grant that is greater where less is left of the bill.
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
    // Of 600.00 half is 300.00, and the grant goes by the other 300.00: 100.00, however little the fund has.
    // Once the fund is spent, a decision on the same facts awards nothing more; once it has more, the rest of the half.
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
    // The first grant is for the whole bill of 300.00, so that there is nothing left for the second.
    expect(&rules, "300.00", &[("100.00", "100.00"), ("0.00", "0.00"), ("999.00", "200.00"), ("799.00", "0.00")]);
    // Of a bill of 400.00 there is something left for it.
    expect(&rules, "400.00", &[("100.00", "200.00"), ("0.00", "0.00"), ("999.00", "200.00")]);
}

#[test]
fn the_smallest_award_is_judged_before_and_after_what_the_fund_has_left() {
    let minimum = |amount: &str, below: &str| {
        let mut rules = half_and_grant();
        rules["minimumAward"] = json!({"amount": amount, "below": below});
        rules
    };
    // 400.00 is enough, the 150.00 of which the fund pays 50.00 is not.
    expect(&minimum("200.00", "pay-nothing"), "600.00", &[("50.00", "0.00"), ("50.00", "0.00"), ("300.00", "400.00")]);
    // It is raised as if the fund had enough, and what the fund then lacks stays due.
    expect(&minimum("200.00", "pay-minimum"), "600.00", &[("50.00", "150.00"), ("0.00", "0.00")]);
    expect(&minimum("450.00", "pay-minimum"), "600.00", &[("50.00", "150.00"), ("300.00", "300.00"), ("0.00", "0.00")]);
}

#[test]
fn a_limit_of_the_fund_bounds_no_service() {
    // Whether the child is insured is not known, so it is not known whether the limit applies.
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
    // A limit of units does bound it.
    let counted = bounded(count);
    assert!(counted.amount.is_none() && !counted.missing.is_empty(), "{counted:?}");
}
