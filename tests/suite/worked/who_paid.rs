//! The balance of receipts states what others paid once, whatever the programme deducts for it. Each row is computed by hand.

use crate::worked::{
    doubt::with,
    sketch::{application, evaluate, fixed, plain_bill, programme, rate},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// 80 % of the family's share, for each receipt or for all.
fn most(per: &str, less: Value) -> Value {
    json!({"id": "most", "basis": with(json!({"measure": "family-borne", "per": per}), less),
        "benefit": {"type": "rate", "rate": rate("0.8")}})
}

/// The adjustments of all receipts: the sum of each reason, bearer and payer.
fn adjustments(other_aid: &str, items: Value, receipts: Value, aid: Value) -> (String, BTreeMap<String, String>) {
    let rules = programme(json!({"coordination": {"otherAid": other_aid, "ceiling": "family-borne"}, "items": items}));
    let case = application("case", json!({"receipts": receipts, "aid": aid}));
    let worked = evaluate(&rules, &case, Some(Vec::new()));
    let outcome = serde_json::to_value(&worked.past.1).unwrap();
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    let all = outcome["receipts"].as_array().unwrap().iter();
    for part in all.flat_map(|receipt| receipt["adjustments"].as_array().into_iter().flatten()) {
        let text = |member: &str| part[member].as_str().unwrap_or("-");
        let fen: i64 = text("amount").replace('.', "").parse().unwrap();
        *sums.entry(format!("{} {} {}", text("code"), text("bearer"), text("payer"))).or_default() += fen;
    }
    let yuan = |fen: i64| format!("{}.{:02}", fen / 100, fen % 100);
    (
        outcome["amount"].as_str().unwrap_or("-").to_owned(),
        sums.into_iter().map(|(key, fen)| (key, yuan(fen))).collect(),
    )
}

#[test]
fn aid_is_stated_once() {
    let paid = json!({"totalAmount": "12000.00", "pooledFund": "7000.00", "cash": "5000.00", "selfPaid": "5000.00"});
    let stay = || json!([with(plain_bill("0000000001", "2025-03-01", "5000.00"), paid.clone())]);
    let two = || {
        json!([plain_bill("0000000001", "2025-03-01", "3000.00"), plain_bill("0000000002", "2025-03-02", "2000.00")])
    };
    let aid = |amount: &str| json!([{"payer": "charity", "status": "received", "amount": amount, "programmeId": "cn.example.other"}]);
    let less = || json!({"lessPayers": ["charity"]});
    let insurer = ("paid-by-payer insurer basic-insurance", "7000.00");
    let charity = ("other-aid other-funder charity", "2000.00");
    let family = |amount| ("co-payment family -", amount);
    for (other_aid, items, receipts, aid, amount, expected) in [
        // (5000.00 − 2000.00) × 0.8
        (
            "reduces-basis",
            json!([most("application", json!({}))]),
            stay(),
            aid("2000.00"),
            "2400.00",
            vec![insurer, charity, family("600.00")],
        ),
        (
            "ignore",
            json!([most("application", less())]),
            stay(),
            aid("2000.00"),
            "2400.00",
            vec![insurer, charity, family("600.00")],
        ),
        (
            "reduces-cap",
            json!([most("application", less())]),
            stay(),
            aid("2000.00"),
            "2400.00",
            vec![insurer, charity, family("600.00")],
        ),
        // 5000.00 × 0.8, but at most 5000.00 − 2000.00
        (
            "reduces-cap",
            json!([most("application", json!({}))]),
            stay(),
            aid("2000.00"),
            "3000.00",
            vec![insurer, charity],
        ),
        // (3000.00 − 2000.00) × 0.8 + 2000.00 × 0.8. The aid is deducted from the first receipt. The balance spreads it over 2200.00 and
        // 400.00, the rests of both: 1692.30 and 307.70. The family pays these 307.70 of the first one.
        (
            "reduces-basis",
            json!([most("receipt", json!({}))]),
            two(),
            aid("2000.00"),
            "2400.00",
            vec![charity, ("other-aid family -", "307.70"), family("292.30")],
        ),
        // Without a share of its own, an amount that is set leaves the rest to the family.
        (
            "reduces-basis",
            json!([most("application", json!({})), {"id": "travel", "basis": {"measure": "family-borne", "per": "application"},
            "benefit": {"type": "fixed", "amount": fixed("100.00")}}]),
            stay(),
            aid("2000.00"),
            "2500.00",
            vec![insurer, charity, family("500.00")],
        ),
    ] {
        let found = adjustments(other_aid, items, receipts, aid);
        let expected: BTreeMap<String, String> =
            expected.into_iter().map(|(key, sum)| (key.to_owned(), sum.to_owned())).collect();
        assert_eq!(found, (amount.to_owned(), expected), "{other_aid}");
    }
}

/// An amount that is set and paid in full loses nothing to what is deducted from a basis.
#[test]
fn a_set_amount_has_no_cuts_of_its_basis() {
    let rules = programme(json!({"coordination": {"otherAid": "reduces-basis", "ceiling": "not-applicable"},
        "items": [{"id": "travel", "basis": {"measure": "family-borne", "per": "application"}, "deductible": fixed("50.00"),
            "benefit": {"type": "fixed", "amount": fixed("800.00")}}]}));
    let aid = |amount: &str| json!([{"payer": "charity", "status": "received", "amount": amount, "programmeId": "cn.example.other"}]);
    for (amount, award, cuts) in [("4000.00", "800.00", Value::Null), ("5000.00", "800.00", Value::Null)] {
        let members = json!({"receipts": [plain_bill("0000000001", "2025-03-01", "5000.00")], "aid": aid(amount)});
        let outcome = evaluate(&rules, &application("case", members), Some(Vec::new())).past.1;
        let item = serde_json::to_value(&outcome).unwrap()["items"][0].clone();
        let codes = item["cuts"].as_array().map(|cuts| cuts.iter().map(|cut| cut["code"].clone()).collect::<Value>());
        assert_eq!((&item["award"], codes.unwrap_or_default()), (&json!(award), cuts), "{item}");
    }
}
