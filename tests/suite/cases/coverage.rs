//! A kind of insurance that was merged into another is treated as that one, on a receipt and in the coverage.

use serde_json::{Value, json};
use std::fs;
use tongbiao::{
    check::{Limits, Located, check},
    code::InsuranceKind,
};
use tongbiao_testkit::files::folder;

/// Whether a finding reports that a receipt of that kind is not covered by insurance of the other kind.
fn mismatch(receipt: &str, coverage: &str) -> bool {
    let text = fs::read_to_string(folder("cases/a-heart-surgery/application.json")).unwrap();
    let mut json: Value = serde_json::from_str(&text).unwrap();
    json["insurance"] = json!([{"kind": coverage}]);
    json["receipts"][0]["insuranceKind"] = receipt.into();
    let checked = check(json.to_string().as_bytes(), None, &Limits::default());
    let at = |Located { finding, .. }: &Located| finding.pointer.clone();
    let found =
        checked.findings.iter().filter(|Located { finding, .. }| finding.rule.code == "insurance.kind-mismatch");
    found.map(at).any(|pointer| pointer == "/receipts/0/insuranceKind")
}

#[test]
fn a_kind_of_the_past_is_the_one_that_it_was_merged_into() {
    let (old, other_old, new) = ("new-rural-cooperative", "urban-resident", "resident");
    for kind in [old, other_old] {
        assert!(kind.parse::<InsuranceKind>().unwrap().successor().is_some());
    }
    assert!(!mismatch(new, new) && !mismatch(new, old) && !mismatch(old, new) && !mismatch(old, other_old));
    assert!(mismatch("employee", new) && mismatch(old, "employee"));
}
