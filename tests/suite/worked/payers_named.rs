//! The payers that a letter names: those of the receipt, and those that only the settlement sheet states.

use serde_json::{Value, json};
use tongbiao::{
    check::read,
    code::PayerClass,
    eligibility::Circumstances,
    evaluate::{Detail, adjudicate},
    explain::{Audience, Documents, explain_adjudication_with},
    money,
    programme::Programme,
    record::application::Application,
    value::Date,
};
use tongbiao_testkit::files::folder;

/// The table of payers in the letter to the family of case A, whose receipt is changed.
fn table(change: impl Fn(&mut Value), has_application: bool) -> Vec<String> {
    let text = |path: &str| std::fs::read(folder("cases").join(path)).unwrap();
    let programme = read::<Programme>(&text("programmes/angel-sunshine-heart.json")).unwrap().body;
    let mut json: Value = serde_json::from_slice(&text("a-heart-surgery/application.json")).unwrap();
    change(&mut json["receipts"][0]);
    let application = read::<Application>(json.to_string().as_bytes()).unwrap().body;
    let mut on = Circumstances::on(Date::new(2024, 5, 28).unwrap());
    (on.fund_balance, on.quota_left) = (Some(money!("100000.00")), Some(5));
    let outcome = adjudicate(&programme, &application, &on, Detail::Full).unwrap();
    let documents = Documents { programme: Some(&programme), application: has_application.then_some(&application) };
    let letter = explain_adjudication_with(&outcome, documents, Audience::Family).zh();
    let (_, rest) = letter.split_once("费用承担情况（计入的票据）\n").unwrap_or_else(|| panic!("{letter}"));
    rest.lines().take_while(|line| !line.is_empty()).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn payers_of_the_settlement_sheet_are_named() {
    let stated = table(|_| {}, true);
    let name = |payer: PayerClass| payer.label().zh;
    for payer in [PayerClass::CriticalIllnessInsurance, PayerClass::MedicalAssistance] {
        assert!(stated.iter().any(|row| row.starts_with(name(payer))), "{stated:?}");
    }
    let without = |receipt: &mut Value| {
        receipt.as_object_mut().unwrap().remove("otherFundPayers");
    };
    // The receipt names none of them; its settlement names the same payers with the same amounts.
    assert_eq!(table(without, true), stated);
    // Without the application, the letter knows the sum only.
    let unnamed = table(without, false);
    assert!(unnamed.iter().any(|row| row.starts_with("其他保险人或政府：")), "{unnamed:?}");
    // The receipt names one of them, and the settlement the other.
    let one_named = |receipt: &mut Value| {
        receipt["otherFundPayers"].as_array_mut().unwrap().truncate(1);
    };
    assert_eq!(table(one_named, true), stated);
    // A settlement that names more than the receipt has left is not used.
    let other_sheet = |receipt: &mut Value| {
        without(receipt);
        receipt["settlement"]["criticalIllnessInsurance"] = json!("99999.00");
    };
    assert_eq!(table(other_sheet, true), unnamed);
    // A part that neither of them names remains without a name.
    let partly = |receipt: &mut Value| {
        without(receipt);
        receipt["settlement"]["medicalAssistance"] = json!("8000.00");
    };
    let partly = table(partly, true);
    assert!(partly.iter().any(|row| row.starts_with(name(PayerClass::CriticalIllnessInsurance))), "{partly:?}");
    assert!(partly.contains(&"其他保险人或政府：204.00 元".to_owned()), "{partly:?}");
}
