//! The worked results of the project's first drafts: amounts that were computed by hand before there was an evaluator.

use crate::{
    random::evaluation::engine::{Answer, Engine, Library, Reference},
    reference::{Given, Past},
};
use serde_json::{Value, json};
use tongbiao::{
    adjudication::Adjudication,
    check::{Limits, Located, check, read},
    code::{
        AdjudicationDecision::{self, Awarded, NothingPayable, Undetermined},
        ReasonCode,
    },
    eligibility::Circumstances,
    evaluate::{Case, Detail, Evaluation, Plan},
    finding::Severity,
    programme::Programme,
    record::application::Application,
    value::{Date, Money},
};

pub fn fixed(amount: &str) -> Value {
    json!({"type": "fixed", "amount": amount})
}

pub fn rate(rate: &str) -> Value {
    json!({"type": "fixed", "rate": rate})
}

/// A programme with the members under test.
pub fn programme(members: Value) -> Programme {
    let mut programme = json!({"kind": "programme", "standard": "1.0", "id": "cn.example.sketch", "revision": 1,
        "title": "示例（虚构）", "standing": "illustrative", "payer": "charity", "effective": {"start": "2024-01-01"},
        "appliesBy": "decided-on", "evidence": "receipts",
        "coordination": {"otherAid": "ignore", "ceiling": "family-borne"}});
    programme.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    let text = programme.to_string();
    let findings = check(text.as_bytes(), None, &Limits::default()).findings;
    let errors: Vec<_> =
        findings.iter().filter(|Located { finding: f, .. }| f.rule.severity >= Severity::Error).collect();
    assert!(
        errors.is_empty(),
        "{:?}",
        errors.iter().map(|Located { finding: f, .. }| (f.rule.code, &f.pointer)).collect::<Vec<_>>()
    );
    read::<Programme>(text.as_bytes()).unwrap().body
}

/// An application with the members under test.
pub fn application(id: &str, members: Value) -> Application {
    let mut application = json!({"kind": "application", "standard": "1.0", "id": id, "child": {"name": "童例"},
        "guardians": []});
    application.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    read::<Application>(application.to_string().as_bytes()).unwrap().body
}

/// One hospital bill of 12,300.50. The family's share is 4,900.50, with 3,600.50 inside the catalogue.
fn bill() -> Value {
    json!({"id": "bill", "receiptKind": "inpatient-electronic", "totalAmount": "12300.50",
        "number": {"form": "fiscal-electronic", "code": "41060225", "number": "0000000001", "checkCode": "a1b2c3"},
        "patientName": "童例", "form": "electronic-file", "treatments": ["surgery"],
        "issuer": {"name": "示例省儿童医院（虚构）", "code": "H41000000001", "level": "level-3"},
        "stay": {"start": "2025-03-01", "end": "2025-03-12"}, "issuedOn": "2025-03-12",
        "pooledFund": "7400.00", "otherFunds": "0.00", "personalAccount": "0.00", "cash": "4900.50",
        "selfPaid": "3600.50", "selfFinanced": "1300.00", "lines": [
            {"name": "药", "category": "western-medicine", "amount": "8000.0000", "catalogueClass": "a", "personBorne": "2400.00"},
            {"name": "材料", "category": "materials", "amount": "3000.50", "catalogueClass": "b", "personBorne": "1200.50",
                "selfFinanced": "0.00"},
            {"name": "床位升级", "category": "bed", "amount": "1300.00", "catalogueClass": "c", "personBorne": "1300.00"}]})
}

/// A bill that the family pays in full, all of it inside the catalogue.
pub fn plain_bill(number: &str, issued_on: &str, self_paid: &str) -> Value {
    json!({"receiptKind": "outpatient-electronic", "totalAmount": self_paid,
        "number": {"form": "fiscal-electronic", "code": "41060225", "number": number, "checkCode": "a1b2c3"},
        "patientName": "童例", "visitDate": issued_on, "issuedOn": issued_on, "pooledFund": "0.00", "otherFunds": "0.00",
        "personalAccount": "0.00", "cash": self_paid, "selfPaid": self_paid, "selfFinanced": "0.00"})
}

/// The common result of both evaluators, and the decision in the form that each keeps for later ones.
pub struct Worked {
    pub answer: Answer,
    /// The answer of the reference.
    pub slow: Answer,
    pub past: (Past, Adjudication),
}

/// Evaluates with the reference and with the library. Both must agree.
#[track_caller]
pub fn evaluate(
    programme: &Programme,
    application: &Application,
    earlier: Option<Vec<(Past, Adjudication)>>,
) -> Worked {
    evaluate_with(programme, application, "999999.00", earlier)
}

/// The same with a given fund balance.
#[track_caller]
pub fn evaluate_with(
    programme: &Programme,
    application: &Application,
    balance: &str,
    earlier: Option<Vec<(Past, Adjudication)>>,
) -> Worked {
    let balance = Money::parse(balance).ok();
    let as_of = Date::parse("2025-12-01").unwrap();
    let given = Given { as_of, quota_left: None, fund_balance: balance, ledger: None };
    let is_given = earlier.is_some();
    let (pasts, adjudications): (Vec<Past>, Vec<Adjudication>) = earlier.unwrap_or_default().into_iter().unzip();
    let (slow, past) = Reference.run(programme, application, &given, is_given.then_some(&*pasts));
    let (answer, adjudication) =
        Library(Detail::Full).run(programme, application, &given, is_given.then_some(&*adjudications));
    assert_eq!((answer.decision, answer.amount, answer.services), (slow.decision, slow.amount, slow.services));
    assert_eq!(answer.missing.is_empty(), slow.missing.is_empty(), "{answer:?}");
    Worked { answer, slow, past: (past, adjudication) }
}

#[track_caller]
pub fn expect(worked: &Worked, decision: AdjudicationDecision, amount: Option<&str>) {
    let outcome = &worked.answer;
    assert_eq!(outcome.decision, decision, "{outcome:?}");
    let fen = amount.map(|amount| i128::from(Money::parse(amount).unwrap().fen()));
    assert_eq!(outcome.amount, fen, "{outcome:?}");
}

#[test]
fn worked_results() {
    leukaemia();
    negotiated_price();
    brackets();
    mutual_fund();
    cumulative_bands();
    gap();
    in_kind();
}

/// 1a, 1b, 1c: tiers, and a difference that is paid later.
fn leukaemia() {
    let done =
        |negated| json!([{"test": "code", "fact": "treatment-done", "anyOf": ["transplant"], "negated": negated}]);
    let grant = programme(json!({"evidence": "diagnosis", "rounding": {"unit": "1.00", "mode": "down"},
        "coordination": {"otherAid": "ignore", "ceiling": "at-reconciliation"},
        "limits": [{"id": "lifetime", "scope": "lifetime", "amount": fixed("50000.00")}],
        "items": [{"id": "grant", "benefit": {"type": "tiers", "select": "first", "topUp": true, "tiers": [
            {"id": "transplanted", "when": done(false), "amount": fixed("50000.00")},
            {"id": "not-transplanted", "when": done(true), "amount": fixed("30000.00")}]}}]}));
    let none = Some(Vec::new());
    let outcome = evaluate(&grant, &application("case", json!({})), none.clone());
    expect(&outcome, Undetermined, None);
    assert_eq!(outcome.answer.missing.into_iter().collect::<Vec<_>>(), ["/treatments/*/kind"]);
    let before = application("case", json!({"treatments": [{"kind": "chemotherapy", "status": "completed"}]}));
    let first = evaluate(&grant, &before, none);
    expect(&first, Awarded, Some("30000.00"));
    let treatments = json!([{"kind": "transplant", "status": "completed"}]);
    let after = application("case", json!({"treatments": treatments}));
    expect(&evaluate(&grant, &after, Some(vec![first.past])), Awarded, Some("20000.00"));
    // The same if only the application lists the earlier grant.
    let aid =
        json!([{"payer": "charity", "status": "received", "programmeId": "cn.example.sketch", "amount": "30000.00"}]);
    let told = application("case", json!({"treatments": treatments, "aid": aid}));
    expect(&evaluate(&grant, &told, None), Awarded, Some("20000.00"));
}

/// 2: 28,000 less 70 and 20 per cent.
fn negotiated_price() {
    let surgery = programme(json!({"items": [{"id": "surgery", "benefit": {"type": "prices", "excess": "hospital",
        "prices": [{"id": "asd", "title": "房间隔缺损修补", "operations": ["35.71"], "price": fixed("26000.00")},
            {"id": "vsd", "title": "室间隔缺损修补", "operations": ["35.72"], "price": fixed("28000.00")}],
        "coFunding": [{"payer": "basic-insurance", "share": "0.70"}, {"payer": "medical-assistance", "share": "0.20"}]}}],
        "limits": [{"id": "operations", "scope": "lifetime", "count": 3}]}));
    let case = application(
        "case",
        json!({"receipts": [bill()], "treatments": [{"id": "surgery", "kind": "surgery",
        "status": "completed", "operations": [{"name": "室间隔缺损修补术", "code": "35.7200"}]}]}),
    );
    expect(&evaluate(&surgery, &case, Some(Vec::new())), Awarded, Some("2800.00"));
}

/// 3: 4,900.50 is below the lowest bracket.
fn brackets() {
    let bracket = |lower, upper, amount| json!({"lower": lower, "upper": upper, "amount": fixed(amount)});
    let table = programme(json!({"items": [{"id": "heart", "basis": {"measure": "family-borne", "per": "application",
        "lessPayers": ["commercial-insurance", "medical-assistance"]}, "benefit": {"type": "brackets", "bounds": "over-up-to",
        "brackets": [bracket("5000.00", "10000.00", "5000.00"), bracket("10000.00", "15000.00", "10000.00"),
            {"lower": "15000.00", "amount": fixed("15000.00")}]}}]}));
    let case = application("case", json!({"receipts": [bill()], "aid": []}));
    expect(&evaluate(&table, &case, None), NothingPayable, Some("0.00"));
}

/// 4: (3,600.50 − 300) × 0.50, line by line. The better bed is not admitted.
fn mutual_fund() {
    let by_level = |name: &str, of: [&str; 3]| {
        let levels = ["level-3", "level-2", "level-1"];
        let rows: Vec<Value> =
            levels.iter().zip(of).map(|(level, value)| json!({"codes": [level], name: value})).collect();
        json!({"type": "by-code", "by": ["hospital-level"], "rows": rows, "otherwise": of[2]})
    };
    let fund =
        programme(json!({"lines": {"attribution": "line", "catalogue": ["a", "b"], "exceptCategories": ["bed"]},
        "items": [{"id": "stay", "basis": {"measure": "self-paid", "per": "hospitalisation"},
            "deductible": by_level("amount", ["300.00", "100.00", "50.00"]),
            "benefit": {"type": "rate", "rate": by_level("rate", ["0.50", "0.60", "0.70"])}}]}));
    let case = application("case", json!({"receipts": [bill()]}));
    let outcome = evaluate(&fund, &case, None);
    expect(&outcome, Awarded, Some("1650.25"));
    assert_eq!(outcome.answer.receipts[0].lines, Some(vec![110_001, 55_024, 0]));
}

/// 5, 5b: bands over a year, and a second claim in it.
fn cumulative_bands() {
    let band = |upper: &str, of: &str| json!({"upper": upper, "rate": rate(of)});
    let insurance = programme(json!({"items": [{"id": "bands", "deductible": fixed("15000.00"),
        "basis": {"measure": "self-paid", "per": "period", "period": {"type": "calendar-year", "by": "settled-on"}},
        "benefit": {"type": "bands", "method": "marginal", "bounds": "over-up-to",
            "bands": [band("50000.00", "0.60"), band("100000.00", "0.65"), {"rate": rate("0.70")}]}}],
        "limits": [{"id": "year", "scope": "period", "period": {"type": "calendar-year", "by": "settled-on"},
            "amount": fixed("400000.00")}]}));
    let first = application("first", json!({"receipts": [plain_bill("0000000011", "2024-03-12", "69999.99")]}));
    let first = evaluate(&insurance, &first, Some(Vec::new()));
    expect(&first, Awarded, Some("33249.99"));
    let later = application("later", json!({"receipts": [plain_bill("0000000012", "2024-10-02", "3600.50")]}));
    let later = evaluate(&insurance, &later, Some(vec![first.past.clone()]));
    expect(&later, Awarded, Some("2340.33"));
    // A receipt of the next year begins a new period.
    let next = application("next", json!({"receipts": [plain_bill("0000000013", "2025-01-02", "15000.01")]}));
    expect(&evaluate(&insurance, &next, Some(vec![first.past, later.past])), Awarded, Some("0.01"));
}

/// A line that was refunded in full need not state its out-of-catalogue cost.
#[test]
fn nothing_is_asked_of_what_was_refunded() {
    let beds = programme(json!({"lines": {"attribution": "line", "categories": ["bed"]},
        "items": [{"id": "beds", "basis": {"measure": "self-financed", "per": "receipt"},
            "benefit": {"type": "rate", "rate": rate("0.50")}}]}));
    let line = |category: &str, class: &str, amount: &str| json!({"name": "项目", "category": category, "catalogueClass": class, "amount": amount});
    let mut receipt = plain_bill("0000000021", "2025-03-12", "100.00");
    receipt["lines"] = json!([
        line("materials", "b", "81.00"),
        line("materials", "b", "-81.00"),
        line("bed", "c", "60.00"),
        line("materials", "a", "40.00")
    ]);
    let refunded = application("case", json!({"receipts": [receipt.clone()]}));
    expect(&evaluate(&beds, &refunded, Some(Vec::new())), Awarded, Some("30.00"));
    // For a line with a remainder, the out-of-catalogue cost is required.
    receipt["lines"] = json!([line("bed", "b", "81.00"), line("materials", "a", "19.00")]);
    let open = evaluate(&beds, &application("case", json!({"receipts": [receipt]})), Some(Vec::new()));
    expect(&open, Undetermined, None);
    assert_eq!(open.answer.missing.into_iter().collect::<Vec<_>>(), ["/receipts/0/lines/0/selfFinanced"]);
}

/// 6: half of the remainder, in whole yuan. The need must be verified.
fn gap() {
    let crowd = programme(
        json!({"requirements": [{"id": "verified", "anyOf": [{"test": "assessed", "key": "need-verified"}]}],
        "items": [{"id": "gap", "basis": {"measure": "family-borne", "per": "application"},
            "benefit": {"type": "gap", "rate": rate("0.50")}}],
        "limits": [{"id": "application", "scope": "application", "amount": fixed("20000.00")},
            {"id": "raised", "scope": "fund-balance"}],
        "minimumAward": {"amount": "1000.00", "below": "pay-nothing"}, "rounding": {"unit": "1.00", "mode": "down"},
        "coordination": {"otherAid": "reduces-basis", "ceiling": "family-borne", "counted": ["received", "committed"]}}),
    );
    let open = application("case", json!({"receipts": [bill()], "aid": []}));
    let outcome = evaluate(&crowd, &open, None);
    expect(&outcome, Undetermined, None);
    assert_eq!(outcome.answer.missing.into_iter().collect::<Vec<_>>(), ["/assessments"]);
    let assessments = json!([{"key": "need-verified", "result": true}]);
    let verified = application("case", json!({"receipts": [bill()], "aid": [], "assessments": assessments}));
    expect(&evaluate(&crowd, &verified, None), Awarded, Some("2450.00"));
}

/// 7: the operation is given. No money is paid to the family.
fn in_kind() {
    let cleft = programme(
        json!({"evidence": "diagnosis", "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "items": [{"id": "surgery", "benefit": {"type": "in-kind", "coFunding": [{"payer": "government", "amount": "800.00"}],
            "services": [{"id": "lip", "title": "唇裂修复术", "operations": ["27.54"], "settled": fixed("2400.00"), "familyCharge": "0.00"},
                {"id": "palate", "title": "腭裂修复术", "operations": ["27.62"], "settled": fixed("3100.00"), "familyCharge": "0.00"}]}}],
        "limits": [{"id": "operations", "scope": "lifetime", "count": 4}]}),
    );
    let case = application(
        "case",
        json!({"treatments": [{"kind": "surgery", "status": "planned",
        "operations": [{"name": "唇裂修复术", "code": "27.5400"}]}]}),
    );
    let outcome = evaluate(&cleft, &case, Some(Vec::new()));
    expect(&outcome, Awarded, Some("0.00"));
    assert_eq!(outcome.answer.services, 1);
}

/// A decision with more inputs than an outcome can state could not be computed again.
#[test]
fn more_earlier_decisions_than_can_be_stated_decide_nothing() {
    let rules = programme(json!({"items": [{"id": "half", "basis": {"measure": "family-borne", "per": "application"},
        "benefit": {"type": "rate", "rate": rate("0.5")}}]}));
    let case =
        |id: &str, number: &str| application(id, json!({"receipts": [plain_bill(number, "2025-03-01", "100.00")]}));
    let first = evaluate(&rules, &case("first", "0000000001"), Some(Vec::new())).past;
    let later = case("later", "0000000002");
    let most = evaluate(&rules, &later, Some(vec![first.clone(); 1000]));
    expect(&most, Awarded, Some("50.00"));
    let stated = |worked: &Worked| worked.past.1.computed_from.earlier.as_ref().map(|all| all.len());
    assert_eq!(stated(&most), Some(1000));
    let beyond = evaluate(&rules, &later, Some(vec![first.clone(); 1001]));
    expect(&beyond, Undetermined, None);
    let reasons: Vec<_> = beyond.past.1.reasons.iter().flat_map(|all| all.iter()).map(|reason| reason.code).collect();
    assert_eq!((reasons, stated(&beyond)), (vec![ReasonCode::EarlierTooMany], None));
    // No amount is returned without a document either.
    let (plan, ready) = (Plan::of(&rules).unwrap(), Case::of(&later));
    let earlier = vec![first.1; 1001];
    let mut circumstances = Circumstances::on(Date::parse("2025-12-01").unwrap());
    circumstances.earlier = Some(&earlier);
    assert_eq!(Evaluation::default().amount(&plan, &ready, &circumstances, Detail::Amounts), None);
}
