//! Prices of lines, computed by hand.

use crate::worked::shortfall::{application, balance, changes, decide, expect, programme, receipt};
use serde_json::{Value, json};
use tongbiao::{
    code::AdjudicationDecision,
    explain::{Audience, explain_adjudication, explain_programme},
    programme::Programme,
    record::application::Application,
};

fn rules(lines: &Value, measure: &str, ceiling: &str) -> Programme {
    programme(json!({"lines": lines, "coordination": {"otherAid": "ignore", "ceiling": ceiling},
        "items": [{"id": "half", "basis": {"measure": measure, "per": "receipt"},
            "benefit": {"type": "rate", "rate": {"type": "fixed", "rate": "0.5"}}}]}))
}

/// A bed for eleven days at 100.00, and a drug of 900.00. The insurer paid 800.00 of 2,000.00.
fn bill(drug: &Value) -> Application {
    let mut bill = receipt("2000.00", "1200.00", "800.00");
    bill["lines"] = json!([{"name": "床位费", "amount": "1100.00", "category": "bed", "quantity": "11", "personBorne": "660.00"},
        {"name": "药", "amount": "900.00", "category": "western-medicine", "personBorne": "540.00"}]);
    bill["lines"][1].as_object_mut().unwrap().extend(drug.as_object().unwrap().clone());
    application(json!({"receipts": [bill]}))
}

#[test]
fn what_is_above_a_price_is_told_as_such() {
    let beds = json!({"id": "bed", "title": "床位费", "titleEn": "bed", "categories": ["bed"], "price": "40.00", "per": "stay-day"});
    let lines = json!({"attribution": "line", "priceList": [beds]});
    let by_bill = rules(&lines, "billed", "not-applicable");
    // 440.00 of 1,100.00 count for the bed, and 900.00 of the drug.
    let outcome = decide(&by_bill, &bill(&json!({})), Some(&[]));
    expect(&outcome, "670.00", None, &["above-line-price family 660.00", "co-payment family 670.00"]);
    // Of the family's 660.00 for the bed 440.00 count: half of 440.00 and 540.00.
    let capped = rules(&lines, "family-borne", "family-borne");
    let outcome = decide(&capped, &bill(&json!({})), Some(&[]));
    expect(&outcome, "490.00", None, &["above-line-price family 220.00", "co-payment family 490.00"]);
    let parts = ["paid-by-payer insurer 800.00", "above-line-price family 220.00", "co-payment family 490.00"];
    assert_eq!(balance(&outcome), parts);
    // The amount above the price is on the line of the bed.
    let of_bed = &outcome.receipts.as_ref().unwrap()[0].lines.as_ref().unwrap()[0];
    assert!(of_bed.adjustments.iter().flatten().any(|part| part.amount.to_string() == "220.00"), "{of_bed:?}");
    let letter = explain_adjudication(&outcome, Some(&capped), Audience::Family);
    let told = "220.00 元：超过计入价格的部分（床位费：每住院日至多计入 40.00 元）";
    assert!(letter.zh().contains(told), "{}", letter.zh());
    assert!(explain_programme(&capped).zh().contains("床位费：每住院日至多计入 40.00 元"));
}

#[test]
fn a_quantity_is_needed_only_where_a_price_holds() {
    let price = |price: &str| json!({"id": "drug", "names": ["药"], "unit": "盒", "price": price, "per": "quantity"});
    let lines = json!({"attribution": "line", "priceList": [price("100.00")]});
    let by_bill = rules(&lines, "billed", "not-applicable");
    let boxes = decide(&by_bill, &bill(&json!({"unit": "盒", "quantity": "3"})), Some(&[]));
    expect(&boxes, "700.00", None, &["above-line-price family 600.00", "co-payment family 700.00"]);
    // Two and a half boxes: 250.00.
    let parts = decide(&by_bill, &bill(&json!({"unit": "盒", "quantity": "2.5"})), Some(&[]));
    expect(&parts, "675.00", None, &["above-line-price family 650.00", "co-payment family 675.00"]);
    // Of another unit the price is no price; without a unit or a quantity it is unknown.
    let pieces = decide(&by_bill, &bill(&json!({"unit": "片"})), Some(&[]));
    expect(&pieces, "1000.00", None, &["co-payment family 1000.00"]);
    for (drug, member) in [(json!({"quantity": "3"}), "unit"), (json!({"unit": "盒"}), "quantity")] {
        let open = decide(&by_bill, &bill(&drug), Some(&[]));
        assert_eq!(open.decision, AdjudicationDecision::Undetermined);
        let missing: Vec<_> = open.missing.iter().flatten().filter_map(|one| one.pointer.as_ref()).collect();
        assert_eq!(missing.iter().map(|at| at.as_str()).collect::<Vec<_>>(), [format!("/receipts/0/lines/1/{member}")]);
    }
    // A lower price is a lower amount.
    let lower = json!({"attribution": "line", "priceList": [price("90.00")]});
    let after = rules(&lower, "billed", "not-applicable");
    assert_eq!(changes(&by_bill, &after), ["/lines/priceList/0/price lower"]);
}

#[test]
fn amounts_above_the_price_limit_of_the_insurance_do_not_count() {
    let lines = json!({"attribution": "line", "withinPriceLimits": true});
    // 300.00 of the drug are above the limit, as stated, or 900.00 − 2 × 300.00. The measure inside the catalogue is without them anyway.
    for drug in [json!({"overPriceLimit": "300.00"}), json!({"priceLimit": "300.00", "quantity": "2"})] {
        let outcome = decide(&rules(&lines, "billed", "not-applicable"), &bill(&drug), Some(&[]));
        expect(&outcome, "850.00", None, &["above-line-price family 300.00", "co-payment family 850.00"]);
        let outcome = decide(&rules(&lines, "family-borne", "not-applicable"), &bill(&drug), Some(&[]));
        expect(&outcome, "450.00", None, &["above-line-price family 300.00", "co-payment family 450.00"]);
    }
}
