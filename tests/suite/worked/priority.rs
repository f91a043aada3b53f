//! Payers of higher priority that must have settled first (`after`, norm 6.8). Each row is computed by hand, and the same
//! members are missing in both evaluators.

use crate::worked::{
    doubt::{expect, half, with},
    sketch::plain_bill,
};
use serde_json::{Value, json};

fn bill() -> Value {
    with(plain_bill("0000000001", "2025-03-01", "1000.00"), json!({"id": "bill"}))
}

#[test]
fn a_bill_without_insurance_may_still_be_settled() {
    let after = half(json!({"otherAid": "ignore", "ceiling": "not-applicable", "after": ["basic-insurance"]}));
    let missing: Result<&str, &[&str]> = Err(&["/receipts/0/settlement"]);
    let resident = json!([{"kind": "resident", "period": {"start": "2020-01-01", "end": "2028-12-31"}}]);
    for (insurance, receipt, expected) in [
        (&resident, json!({"insuranceKind": "self-pay"}), missing),
        (&resident, json!({"insuranceKind": "resident"}), Ok("500.00")),
        (&resident, json!({}), missing),
        (&resident, json!({"insuranceKind": "self-pay", "settlement": {"mode": "at-hospital"}}), Ok("500.00")),
        (&json!([]), json!({"insuranceKind": "self-pay"}), Ok("500.00")),
    ] {
        expect(&after, json!({"insurance": insurance, "receipts": [with(bill(), receipt)]}), expected);
    }
}

#[test]
fn the_claim_on_an_insurance_in_force_must_be_settled() {
    let insured = |kind: &str| json!([{"kind": kind, "period": {"start": "2020-01-01", "end": "2028-12-31"}}]);
    for (payer, other) in [("commercial-insurance", "mutual-fund"), ("mutual-fund", "commercial-insurance")] {
        let after = half(json!({"otherAid": "ignore", "ceiling": "not-applicable", "after": [payer]}));
        let [kind, other] = [payer, other].map(|class| class.trim_end_matches("-insurance"));
        let paid = |status: &str| json!([{"payer": payer, "status": status, "amount": "100.00"}]);
        let unknown: Result<&str, &[&str]> = Err(&["/insurance/*/kind"]);
        let unclaimed: Result<&str, &[&str]> = Err(&["/aid"]);
        for (members, expected) in [
            (json!({"aid": []}), unknown),
            (json!({"aid": [], "insurance": []}), Ok("500.00")),
            (json!({"aid": [], "insurance": insured(other)}), Ok("500.00")),
            (json!({"aid": [], "insurance": insured(kind)}), unclaimed),
            (json!({"aid": paid("requested"), "insurance": insured(kind)}), Err(&["/aid/0/status"])),
            (json!({"aid": paid("received"), "insurance": insured(kind)}), Ok("500.00")),
            (json!({"aid": paid("refused"), "insurance": insured(kind)}), Ok("500.00")),
        ] {
            let members = with(json!({"receipts": [bill()]}), members);
            expect(&after, members, expected);
        }
    }
}
