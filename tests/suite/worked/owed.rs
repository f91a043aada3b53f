//! What is owed to the hospital, paid from a relative's account, rounded in cash, reversed, or waived by the hospital.

use crate::worked::sketch::{application, evaluate, expect, fixed, plain_bill, programme, rate};
use serde_json::{Value, json};
use std::fs;
use tongbiao::{
    check::{Limits, check, read},
    code::{
        AdjudicationDecision::{Awarded, Refused, Undetermined},
        PayeeClass,
    },
    eligibility::Circumstances,
    evaluate::{Detail, adjudicate},
    explain::{Audience, explain_adjudication},
    programme::Programme,
    record::application::Application,
};
use tongbiao_testkit::files::folder;

/// The codes of the findings with their places, sorted.
fn found(document: &Value) -> Vec<(String, String)> {
    let findings = check(document.to_string().as_bytes(), None, &Limits::default()).findings;
    let place = |located: tongbiao::check::Located| (located.finding.rule.code.to_owned(), located.finding.pointer);
    let mut all: Vec<(String, String)> = findings.into_iter().map(place).collect();
    all.sort();
    all
}

#[track_caller]
fn finds(document: &Value, expected: &[(&str, &str)]) {
    let mut expected: Vec<(String, String)> =
        expected.iter().map(|(code, place)| ((*code).to_owned(), (*place).to_owned())).collect();
    expected.sort();
    assert_eq!(found(document), expected, "{document:#}");
}

/// An outpatient receipt without insurance, with changed members. A member set to null is removed.
fn receipt(total: &str, members: Value) -> Value {
    let mut receipt = json!({"kind": "receipt", "standard": "1.0", "receiptKind": "outpatient-electronic",
        "number": {"form": "fiscal-electronic", "code": "37060221", "number": "0002000111", "checkCode": "f379af"},
        "totalAmount": total, "form": "electronic-file", "status": "valid", "issuedOn": "2021-10-22",
        "issuer": {"name": "示例省立医院（虚构）"}, "patientName": "童晓", "pooledFund": "0.00", "otherFunds": "0.00",
        "personalAccount": "0.00", "cash": total, "selfPaid": total, "selfFinanced": "0.00"});
    put(&mut receipt, members);
    receipt
}

fn put(object: &mut Value, members: Value) {
    let object = object.as_object_mut().unwrap();
    object.extend(members.as_object().unwrap().clone());
    object.retain(|_, value| !value.is_null());
}

fn all_of(measure: &str) -> Programme {
    programme(json!({"items": [{"id": "all", "basis": {"measure": measure, "per": "application"},
        "benefit": {"type": "rate", "rate": rate("1")}}]}))
}

fn bill(number: &str, members: Value) -> Value {
    let mut bill = plain_bill(number, "2025-03-01", "1000.00");
    put(&mut bill, members);
    bill
}

#[track_caller]
fn awarded(programme: &Programme, receipts: Value, amount: &str) {
    let case = application("case", json!({"receipts": receipts}));
    expect(&evaluate(programme, &case, None), Awarded, Some(amount));
}

/// Case A with 6,516.00 of the bill not paid yet: the award is that of the paid bill, and the outcome states the debt.
#[test]
fn a_bill_that_is_owed_counts_like_a_paid_one() {
    let json = |path: &str| -> Value {
        serde_json::from_str(&fs::read_to_string(folder("cases").join(path)).unwrap()).unwrap()
    };
    let mut case = json("a-heart-surgery/application.json");
    put(&mut case["receipts"][0], json!({"cash": "5000.00", "prepaid": "5000.00", "refunded": "0.00"}));
    finds(
        &case,
        &[
            ("receipt.payers-total", "/receipts/0/totalAmount"),
            ("receipt.self-split", "/receipts/0/selfPaid"),
            ("receipt.settlement-face", "/receipts/0/settlement/cash"),
        ],
    );
    case["receipts"][0]["outstanding"] = "6516.00".into();
    finds(&case, &[]);
    let rules = json("programmes/remainder-after-insurers.json").to_string();
    let programme = read::<Programme>(rules.as_bytes()).unwrap().body;
    let outcome = |case: &Value| {
        let application = read::<Application>(case.to_string().as_bytes()).unwrap().body;
        let mut given = Circumstances::on("2024-05-28".parse().unwrap());
        (given.quota_left, given.fund_balance) = (Some(5), Some("100000.00".parse().unwrap()));
        adjudicate(&programme, &application, &given, Detail::Reasons).unwrap()
    };
    let owed = outcome(&case);
    let payments: Vec<(PayeeClass, String)> =
        owed.payments.iter().flatten().map(|payment| (payment.to, payment.amount.to_string())).collect();
    // 11,516.00 × 0.80 to the hospital; (2,303.20 − 1,000.00) × 0.30 to the guardian.
    let expected = [(PayeeClass::Hospital, "9212.80".to_owned()), (PayeeClass::Guardian, "390.96".to_owned())];
    assert_eq!(payments, expected);
    assert_eq!(owed.amount, outcome(&json("a-heart-surgery/application.json")).amount);
    assert_eq!(json!(owed.receipts.as_ref().unwrap()[0].outstanding), json!("6516.00"));
    let letter = explain_adjudication(&owed, Some(&programme), Audience::Family);
    assert!(letter.zh().contains("第 1 张票据：家庭负担中尚欠开票医院 6516.00 元"), "{}", letter.zh());
    let worker = explain_adjudication(&owed, Some(&programme), Audience::Worker);
    assert!(worker.zh().contains("项目允许选择收款方的，先付医院"), "{}", worker.zh());
    assert!(worker.en().contains("6516.00 yuan of the family's share is still owed to"), "{}", worker.en());
}

/// The family's share contains what is owed; the cash does not.
#[test]
fn what_is_owed_is_borne_and_is_no_cash() {
    let owed = || json!([bill("0000000001", json!({"cash": "300.00", "outstanding": "700.00"}))]);
    awarded(&all_of("family-borne"), owed(), "1000.00");
    awarded(&all_of("cash"), owed(), "300.00");
    // Nothing was paid.
    awarded(
        &all_of("family-borne"),
        json!([bill("0000000001", json!({"cash": "0.00", "outstanding": "1000.00"}))]),
        "1000.00",
    );
    // A requirement reads the same share.
    let least = |amount: &str| {
        let asked = json!({"test": "money", "fact": "family-borne", "atLeast": fixed(amount)});
        programme(json!({"requirements": [{"id": "burden", "anyOf": [asked]}],
            "items": [{"id": "all", "basis": {"measure": "family-borne", "per": "application"},
                "benefit": {"type": "rate", "rate": rate("1")}}]}))
    };
    awarded(&least("1000.00"), owed(), "1000.00");
    let case = application("case", json!({"receipts": owed()}));
    expect(&evaluate(&least("1000.01"), &case, None), Refused, Some("0.00"));
    // If the payers are more than the bill, it is unknown which of them is wrong.
    let twice = application("case", json!({"receipts": [bill("0000000001", json!({"outstanding": "700.00"}))]}));
    expect(&evaluate(&all_of("family-borne"), &twice, None), Undetermined, None);
    // Lines that state the family's share are of cash only if nothing is owed.
    let lines = json!([{"name": "药", "amount": "600.00", "catalogueClass": "a", "personBorne": "600.00"},
        {"name": "床", "amount": "400.00", "catalogueClass": "c", "personBorne": "400.00"}]);
    let cash = programme(json!({"items": [{"id": "all", "lines": {"catalogue": ["a"], "attribution": "line"},
        "basis": {"measure": "cash", "per": "application"}, "benefit": {"type": "rate", "rate": rate("1")}}]}));
    awarded(&cash, json!([bill("0000000001", json!({"lines": lines}))]), "600.00");
    let mut owed = owed();
    owed[0]["lines"] = lines;
    let case = application("case", json!({"receipts": owed}));
    let worked = evaluate(&cash, &case, None);
    assert!(worked.answer.missing.contains("/receipts/0/lines/*/personBorne"), "{:?}", worked.answer);
}

/// The reimbursement of the insurer is deducted from the cash, then from the accounts, and last from what is owed.
#[test]
fn a_reimbursement_is_deducted_from_the_debt_last() {
    for (back, share, cash, debt) in [
        ("0.00", "1000.00", "300.00", Some("500.00")),
        ("300.00", "700.00", "0.00", Some("500.00")),
        ("500.00", "500.00", "0.00", Some("500.00")),
        ("600.00", "400.00", "0.00", Some("400.00")),
    ] {
        let receipts = json!([bill(
            "0000000001",
            json!({"cash": "300.00", "relativeAccount": "150.00",
            "personalAccount": "50.00", "outstanding": "500.00", "settlement": {"mode": "manual", "fundTotal": back}})
        )]);
        let case = application("case", json!({"receipts": receipts}));
        let worked = evaluate(&all_of("family-borne"), &case, None);
        expect(&worked, Awarded, Some(share));
        let receipts = worked.past.1.receipts.clone().unwrap();
        let stated = receipts[0].outstanding.map(|owed| owed.to_string());
        assert_eq!(stated.as_deref(), debt, "{back}");
        if cash != "0.00" {
            awarded(&all_of("cash"), json!([case.receipts.as_ref().unwrap()[0]]), cash);
        }
    }
}

/// Debts are stated receipt by receipt, for admitted receipts only.
#[test]
fn debts_are_stated_for_each_admitted_receipt() {
    let owed = |number: &str, hospital: &str, more: Value| {
        let mut bill = bill(
            number,
            json!({"id": format!("r{number}"), "cash": "300.00", "outstanding": "700.00", "issuer": {"name": hospital}}),
        );
        put(&mut bill, more);
        bill
    };
    let receipts = json!([
        owed("0000000001", "示例一院（虚构）", json!({})),
        owed("0000000002", "示例二院（虚构）", json!({})),
        owed("0000000003", "示例三院（虚构）", json!({"status": "voided"})),
        bill("0000000004", json!({}))
    ]);
    let case = application("case", json!({"receipts": receipts}));
    let worked = evaluate(&all_of("family-borne"), &case, None);
    expect(&worked, Awarded, Some("3000.00"));
    let letter = explain_adjudication(&worked.past.1, None, Audience::Family).en();
    assert_eq!(letter.matches("is still owed to").count(), 2, "{letter}");
    assert!(letter.contains("Receipt no. 1: 700.00 yuan") && letter.contains("Receipt no. 2: 700.00 yuan"), "{letter}");
    // The hospital receives at most what the programme allows it; the outcome adds no order of its own.
    let shared = programme(json!({"items": [{"id": "all", "basis": {"measure": "family-borne", "per": "application"},
        "benefit": {"type": "rate", "rate": rate("1")},
        "payees": [{"to": "hospital", "atMost": "1200.00"}, {"to": "guardian"}]}]}));
    let worked = evaluate(&shared, &case, None);
    let paid: Vec<String> =
        worked.past.1.payments.iter().flatten().map(|one| format!("{} {}", one.to, one.amount)).collect();
    assert_eq!(paid, ["hospital 1200.00", "guardian 1800.00"]);
}

/// A relative's account that is printed separately is the family's money.
#[test]
fn a_relatives_account_is_borne() {
    let printed = |members: Value| {
        let mut receipt = receipt(
            "4.52",
            json!({"personalAccount": "1.52", "cash": "0.00", "visitKind": "outpatient",
            "settlement": {"mode": "at-hospital", "totalCost": "4.52", "outOfCatalogue": "0.00", "advanceSelfPaid": "0.23",
                "inScope": "4.29", "pooledFund": "0.00", "fundTotal": "0.00", "hospitalBorne": "0.00", "personBorne": "4.52",
                "personalAccount": "1.52", "relativeAccount": "3.00", "cash": "0.00"}}),
        );
        put(&mut receipt, members);
        receipt
    };
    finds(&printed(json!({})), &[("receipt.payers-total", "/totalAmount"), ("receipt.self-split", "/selfPaid")]);
    finds(&printed(json!({"relativeAccount": "3.00"})), &[]);
    // The account is included in the personal account.
    finds(&printed(json!({"personalAccount": "4.52"})), &[]);
    // It is entered twice.
    let twice = printed(json!({"personalAccount": "4.52", "relativeAccount": "3.00"}));
    finds(&twice, &[("receipt.payers-total", "/totalAmount"), ("receipt.self-split", "/selfPaid")]);
    // It differs from the settlement.
    let other = printed(json!({"relativeAccount": "2.00", "cash": "1.00"}));
    finds(&other, &["/settlement/cash", "/settlement/relativeAccount"].map(|place| ("receipt.settlement-face", place)));
    let borne = || json!([bill("0000000001", json!({"cash": "200.00", "relativeAccount": "800.00"}))]);
    awarded(&all_of("family-borne"), borne(), "1000.00");
    awarded(&all_of("cash"), borne(), "200.00");
    // The personal account is still required.
    let unknown =
        json!([bill("0000000001", json!({"personalAccount": null, "cash": "200.00", "relativeAccount": "800.00"}))]);
    let worked = evaluate(&all_of("family-borne"), &application("case", json!({"receipts": unknown})), None);
    assert_eq!(worked.answer.missing.into_iter().collect::<Vec<_>>(), ["/receipts/0/personalAccount"]);
}

/// Cash is rounded up or down to 0.10 yuan. The family's share is what was paid, at most the billed amount.
#[test]
fn cash_is_rounded() {
    let rounded = |cash: &str, rounding: Value| {
        receipt("211.58", json!({"cash": cash, "selfPaid": "211.58", "cashRounding": rounding}))
    };
    let refused = [("receipt.payers-total", "/totalAmount"), ("receipt.self-split", "/selfPaid")];
    finds(&rounded("211.60", Value::Null), &refused);
    finds(&rounded("211.60", json!("0.02")), &[]);
    finds(&rounded("211.50", json!("-0.08")), &[]);
    finds(&rounded("211.58", json!("0.00")), &[]);
    // The sign is wrong.
    finds(&rounded("211.60", json!("-0.02")), &refused);
    // It is no remainder for other differences.
    for (cash, rounding) in [("211.68", "0.10"), ("211.48", "-0.10"), ("200.00", "-11.58")] {
        finds(&rounded(cash, json!(rounding)), &[("receipt.cash-rounding", "/cashRounding")]);
    }
    // The hint names the member.
    let findings = check(rounded("211.60", Value::Null).to_string().as_bytes(), None, &Limits::default()).findings;
    let told = findings.iter().find(|located| located.finding.rule.code == "receipt.payers-total").unwrap();
    let hint = told.finding.hint;
    for member in ["cashRounding", "relativeAccount", "outstanding"] {
        assert!(hint.en.contains(member), "{}", hint.en);
    }
    assert!(
        hint.zh.contains("分币误差") && hint.zh.contains("欠费") && hint.zh.contains("账户共济支付"),
        "{}",
        hint.zh
    );
    // The insurer pays in part, and settles the cash before it is rounded.
    let settled = json!({"pooledFund": "100.00", "cash": "111.60", "selfPaid": "111.58", "cashRounding": "0.02",
        "settlement": {"mode": "at-hospital", "pooledFund": "100.00", "cash": "111.58"}});
    finds(&receipt("211.58", settled), &[]);
    let rounding = |cash: &str, rounding: &str, pooled: &str| {
        json!([bill("0000000001", json!({"cash": cash, "cashRounding": rounding, "pooledFund": pooled}))])
    };
    awarded(&all_of("family-borne"), rounding("399.90", "-0.02", "600.08"), "399.90");
    awarded(&all_of("family-borne"), rounding("1000.04", "0.04", "0.00"), "1000.00");
    // The hospital forgoes what was rounded down, and every fen has a payer.
    let case = application("case", json!({"receipts": rounding("399.90", "-0.02", "600.08")}));
    let outcome = evaluate(&all_of("family-borne"), &case, None).past.1;
    let adjustments = json!(outcome.receipts.unwrap()[0].adjustments);
    assert_eq!(
        adjustments,
        json!([{"code": "paid-by-payer", "bearer": "insurer", "payer": "basic-insurance", "amount": "600.08"},
            {"code": "paid-by-payer", "bearer": "hospital", "payer": "hospital", "amount": "0.02"}])
    );
}

/// The settlement and the other information of a reversal are negative; those of any other receipt are not.
#[test]
fn a_reversal_is_negative_as_a_whole() {
    let settlement = json!({"number": "S1", "settledOn": "2021-10-22", "mode": "at-hospital", "totalCost": "-10000.00",
        "outOfCatalogue": "0.00", "overPriceLimit": "0.00", "advanceSelfPaid": "0.00", "inScope": "-10000.00",
        "pooledFund": "-6000.00", "criticalIllnessInsurance": "-1000.00", "medicalAssistance": "-500.00",
        "fundTotal": "-7500.00", "personBorne": "-2500.00", "personalAccount": "0.00", "cash": "-2500.00"});
    let reversal = |members: Value| {
        let mut reversal = receipt(
            "-10000.00",
            json!({"pooledFund": "-6000.00", "otherFunds": "-1500.00", "cash": "-2500.00",
            "selfPaid": "-2500.00", "settlement": settlement,
            "localElements": [{"name": "统筹基金支付", "amount": "-6000.00"}, {"name": "个人账户余额", "amount": "120.00"}],
            "reverses": {"form": "fiscal-electronic", "code": "37060221", "number": "0002000110"}}),
        );
        put(&mut reversal, members);
        reversal
    };
    finds(&reversal(json!({})), &[]);
    finds(&reversal(json!({"cash": "-2000.00", "outstanding": "-500.00"})), &[]);
    // A settlement without the signs, a debt without the sign, a wrong sum.
    let mut unsigned = reversal(json!({}));
    unsigned["settlement"] = json!({"mode": "manual", "fundTotal": "7500.00"});
    finds(&unsigned, &[("receipt.amount-sign", "/settlement/fundTotal")]);
    let owed = reversal(json!({"cash": "-3000.00", "outstanding": "500.00"}));
    finds(&owed, &[("receipt.amount-sign", "/outstanding")]);
    let mut sum = reversal(json!({}));
    sum["settlement"]["criticalIllnessInsurance"] = "-1500.00".into();
    finds(&sum, &[("settlement.fund-total", "/settlement/fundTotal")]);
    // A receipt that reverses nothing.
    let sheet = json!({"mode": "manual", "fundTotal": "-100.00", "hospitalBorne": "-0.01"});
    let plain = receipt("100.00", json!({"settlement": sheet, "localElements": [{"name": "退款", "amount": "-5.00"}]}));
    finds(
        &plain,
        &[
            ("receipt.amount-sign", "/settlement/fundTotal"),
            ("receipt.amount-sign", "/settlement/hospitalBorne"),
            ("receipt.amount-sign", "/localElements/0/amount"),
        ],
    );
    // A reversal of zero has no positive amounts either.
    let zero = json!({"reverses": {"form": "fiscal-electronic", "code": "37060221", "number": "0002000110"},
        "settlement": {"mode": "at-hospital", "cash": "1.00"}, "cash": "0.00"});
    let places: Vec<String> = found(&receipt("0.00", zero)).into_iter().map(|(code, _)| code).collect();
    assert!(places.contains(&"receipt.amount-sign".to_owned()), "{places:?}");
}

/// A reversal is not dated before the receipt that it reverses.
#[test]
fn a_reversal_follows_its_original() {
    let told = |original: Value, reversal: Value| {
        let red = json!({"totalAmount": "-1000.00", "cash": "-1000.00", "selfPaid": "-1000.00", "issuedOn": reversal,
            "visitDate": null, "reverses": bill("0000000001", json!({}))["number"]});
        let first = json!({"status": "reversed", "issuedOn": original, "visitDate": null});
        let case = json!({"kind": "application", "standard": "1.0", "id": "case", "child": {"name": "童例"},
            "receipts": [bill("0000000002", red), bill("0000000001", first)]});
        found(&case).into_iter().find(|(code, _)| code == "receipt.reversal-before-original").map(|(_, place)| place)
    };
    assert_eq!(told(json!("2025-03-02"), json!("2025-03-01")).as_deref(), Some("/receipts/1/issuedOn"));
    assert_eq!(told(json!("2025-12-31"), json!("2025-01-02")).as_deref(), Some("/receipts/1/issuedOn"));
    assert_eq!(told(json!("2025-03-01"), json!("2025-03-01")), None);
    assert_eq!(told(json!("2025-03-01"), json!("2025-03-02")), None);
    assert_eq!(told(Value::Null, json!("2025-03-02")), None);
    assert_eq!(told(json!("2025-03-01"), Value::Null), None);
}

/// Some receipts include the hospital's relief in the other payments.
#[test]
fn a_relief_may_be_part_of_the_other_payments() {
    let with = |payers: Value| {
        receipt(
            "1000.00",
            json!({"pooledFund": "400.00", "otherFunds": "200.00", "cash": "400.00", "selfPaid": "400.00",
            "otherFundPayers": payers}),
        )
    };
    let relief = |payer: &str| json!([{"payer": payer, "amount": "50.00", "name": "医院减免"}, {"payer": "medical-assistance", "amount": "150.00"}]);
    finds(&with(relief("hospital")), &[]);
    finds(&with(relief("policy-relief")), &[]);
    finds(&with(relief("charity")), &[("receipt.charity-in-other-funds", "/otherFundPayers/0/payer")]);
    finds(&with(relief("crowdfunding")), &[("receipt.charity-in-other-funds", "/otherFundPayers/0/payer")]);
    // It is not listed again under the other payers printed on the receipt.
    let mut twice = with(relief("hospital"));
    twice["localPayers"] = json!([{"payer": "hospital", "amount": "50.00"}]);
    finds(&twice, &[("receipt.payers-total", "/totalAmount")]);
    for (payer, bearer, words) in [
        ("hospital", "hospital", "Hospital: 50.00 yuan"),
        ("policy-relief", "hospital", "Fee reduction by policy: 50.00 yuan"),
    ] {
        let receipts = json!([bill(
            "0000000001",
            json!({"pooledFund": "400.00", "otherFunds": "200.00", "cash": "400.00",
            "otherFundPayers": relief(payer)})
        )]);
        let case = application("case", json!({"receipts": receipts}));
        let worked = evaluate(&all_of("family-borne"), &case, None);
        expect(&worked, Awarded, Some("400.00"));
        let adjustments = json!(worked.past.1.receipts.as_ref().unwrap()[0].adjustments);
        assert!(
            adjustments
                .as_array()
                .unwrap()
                .contains(&json!({"code": "paid-by-payer", "bearer": bearer, "payer": payer, "amount": "50.00"})),
            "{adjustments:#}"
        );
        let letter = explain_adjudication(&worked.past.1, None, Audience::Family).en();
        assert!(letter.contains(words), "{letter}");
    }
}
