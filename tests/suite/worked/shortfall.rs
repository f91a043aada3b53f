//! Reasons for non-payment: every item that awards nothing, or less, states the reason, in the document and in the
//! letters.

use serde_json::{Value, json};
use tongbiao::{
    adjudication::Adjudication,
    amendment::{Amendment, Bearing, Change},
    check::{Limits, Located, check, read},
    eligibility::Circumstances,
    evaluate::{Detail, adjudicate},
    explain::{Audience, explain_adjudication, explain_item, explain_missing, explain_paper, explain_requirement},
    finding::Severity,
    programme::Programme,
    record::application::Application,
    value::Date,
};

/// The changes between two revisions that change outcomes: the place in the newer one, and the direction.
pub fn changes(before: &Programme, after: &Programme) -> Vec<String> {
    let place = |change: &Change| {
        let place = change.after.as_ref().map_or("", |side| side.pointer.as_str());
        format!("{place} {}", change.direction.map_or("-", |direction| direction.as_str()))
    };
    Amendment::of(before, after, None).of_bearing(Bearing::Outcome).map(place).collect()
}

pub fn fixed(amount: &str) -> Value {
    json!({"type": "fixed", "amount": amount})
}

/// A programme with the members under test. It has no cap at the family's share unless it states one.
pub fn programme(members: Value) -> Programme {
    let mut programme = json!({"kind": "programme", "standard": "1.0", "id": "cn.example.shortfall", "revision": 1,
        "title": "示例（虚构）", "titleEn": "Example", "standing": "illustrative", "payer": "charity",
        "effective": {"start": "2024-01-01"}, "appliesBy": "decided-on", "evidence": "receipts",
        "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"}});
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

pub fn application(members: Value) -> Application {
    let mut application = json!({"kind": "application", "standard": "1.0", "id": "app-1",
        "child": {"name": "童例", "birthDate": "2006-06-10"}, "aid": [], "treatments": [], "receipts": []});
    application.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    read::<Application>(application.to_string().as_bytes()).unwrap().body
}

pub fn decide(programme: &Programme, application: &Application, earlier: Option<&[Adjudication]>) -> Adjudication {
    let mut circumstances = Circumstances::on(Date::parse("2025-12-01").unwrap());
    circumstances.earlier = earlier;
    adjudicate(programme, application, &circumstances, Detail::Reasons).unwrap()
}

pub fn receipt(total: &str, cash: &str, pooled: &str) -> Value {
    json!({"id": "bill", "receiptKind": "inpatient-electronic", "totalAmount": total, "patientName": "童例",
        "number": {"form": "fiscal-electronic", "code": "41060225", "number": "0000000001", "checkCode": "a1b2c3"},
        "form": "electronic-file", "treatments": ["surgery"], "stay": {"start": "2025-03-01", "end": "2025-03-12"},
        "issuedOn": "2025-03-12", "pooledFund": pooled, "otherFunds": "0.00", "personalAccount": "0.00", "cash": cash})
}

pub fn operation() -> Value {
    json!([{"kind": "surgery", "status": "completed", "id": "surgery",
        "operations": [{"name": "手术", "scheme": "icd-9-cm-3-nhsa", "code": "35.7200", "performedOn": "2025-03-03"}]}])
}

/// The first item: its reason, and each reduction as code, payer and amount.
fn told(outcome: &Adjudication) -> (Option<String>, Vec<String>) {
    let item = &outcome.items.as_ref().unwrap()[0];
    let cuts = item.cuts.iter().flat_map(|all| all.iter());
    let cuts = cuts.map(|cut| format!("{} {} {}", cut.code, cut.bearer, cut.amount)).collect();
    (item.reason.map(|code| code.to_string()), cuts)
}

#[track_caller]
pub fn expect(outcome: &Adjudication, amount: &str, reason: Option<&str>, cuts: &[&str]) {
    assert_eq!(outcome.amount.map(|amount| amount.to_string()).as_deref(), Some(amount), "{outcome:?}");
    assert_eq!(told(outcome), (reason.map(str::to_owned), cuts.iter().map(|cut| (*cut).to_owned()).collect()));
}

/// A grant of 5,000.00 without receipts.
fn grant(limit: Value) -> Programme {
    programme(json!({"items": [{"id": "grant", "title": "定额", "titleEn": "Grant",
        "benefit": {"type": "fixed", "amount": fixed("5000.00")}}], "limits": [limit]}))
}

#[test]
fn an_item_without_receipts_says_why_it_is_not_more() {
    let other = application(json!({"id": "app-0"}));
    let own = application(json!({}));
    let once = grant(json!({"id": "once", "scope": "lifetime", "count": 1}));
    let first = decide(&once, &other, Some(&[]));
    expect(&first, "5000.00", None, &[]);
    expect(&decide(&once, &own, Some(&[first])), "0.00", Some("limit-count"), &["limit-count family 5000.00"]);
    let limited = grant(json!({"id": "most", "scope": "lifetime", "amount": fixed("3000.00")}));
    let outcome = decide(&limited, &own, Some(&[]));
    expect(&outcome, "3000.00", None, &["limit-lifetime family 2000.00"]);
    // In a second decision nothing is due: the earlier award covers the rest.
    let again = decide(&limited, &own, Some(&[outcome]));
    let (reason, _) = told(&again);
    assert_eq!(reason.as_deref(), Some("awarded-before"), "{again:?}");
    let half = programme(json!({"items": [{"id": "half", "basis": {"measure": "family-borne", "per": "application"},
        "benefit": {"type": "rate", "rate": {"type": "fixed", "rate": "0.5"}}}],
        "limits": [{"id": "most", "scope": "lifetime", "amount": fixed("300.00")}]}));
    let paid = decide(&half, &application(json!({"receipts": [receipt("1000.00", "1000.00", "0.00")]})), Some(&[]));
    expect(&paid, "300.00", None, &["co-payment family 500.00", "limit-lifetime family 200.00"]);
    expect(&decide(&half, &own, Some(&[])), "0.00", Some("nothing-counted"), &[]);
}

#[test]
fn a_tier_that_was_paid_before_is_the_reason() {
    let tiers =
        programme(json!({"items": [{"id": "grant", "benefit": {"type": "tiers", "select": "first", "topUp": true,
        "tiers": [{"id": "any", "amount": fixed("5000.00"),
            "when": [{"test": "date", "fact": "decided-on", "from": "2024-01-01"}]}]}}]}));
    let own = json!([{"payer": "charity", "status": "received", "amount": "5000.00", "receivedOn": "2025-01-01",
        "programmeId": "cn.example.shortfall"}]);
    let outcome = decide(&tiers, &application(json!({"aid": own})), None);
    expect(&outcome, "0.00", Some("awarded-before"), &["awarded-before programme 5000.00"]);
}

fn priced(excess: &str, others: Value) -> Programme {
    programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "family-borne"}, "items": [{"id": "operation",
        "benefit": {"type": "prices", "excess": excess, "coFunding": others, "prices": [
            {"id": "a", "title": "手术", "titleEn": "Operation", "operations": ["35.72"], "price": fixed("28000.00")}]}}]}))
}

/// The adjustments of the only receipt.
pub fn balance(outcome: &Adjudication) -> Vec<String> {
    let receipt = &outcome.receipts.as_ref().unwrap()[0];
    let parts = receipt.adjustments.iter().flat_map(|all| all.iter());
    parts.map(|part| format!("{} {} {}", part.code, part.bearer, part.amount)).collect()
}

#[test]
fn what_is_above_a_price_has_its_bearer() {
    let others =
        json!([{"payer": "basic-insurance", "share": "0.70"}, {"payer": "medical-assistance", "share": "0.20"}]);
    for (excess, receipt, award, parts) in [
        (
            "hospital",
            receipt("40000.00", "10000.00", "30000.00"),
            "2800.00",
            vec!["paid-by-payer insurer 30000.00", "above-price hospital 7200.00"],
        ),
        (
            "family",
            receipt("40000.00", "10000.00", "30000.00"),
            "2800.00",
            vec!["paid-by-payer insurer 30000.00", "above-price family 7200.00"],
        ),
        // The payers have paid a part of the amount that they agreed to.
        (
            "hospital",
            receipt("40000.00", "30000.00", "10000.00"),
            "2800.00",
            vec![
                "paid-by-payer insurer 10000.00",
                "above-price hospital 12000.00",
                "co-funded insurer 9600.00",
                "co-funded insurer 5600.00",
            ],
        ),
        ("hospital", receipt("28000.00", "2800.00", "25200.00"), "2800.00", vec!["paid-by-payer insurer 25200.00"]),
    ] {
        let rules = priced(excess, others.clone());
        let outcome =
            decide(&rules, &application(json!({"receipts": [receipt], "treatments": operation()})), Some(&[]));
        assert_eq!(outcome.amount.map(|amount| amount.to_string()).as_deref(), Some(award), "{outcome:?}");
        assert_eq!(balance(&outcome), parts);
    }
}

#[test]
fn a_price_that_pays_nothing_has_its_own_reason() {
    let rules = priced("family", json!([]));
    let bill = |cash: &str, pooled: &str| json!([receipt("28000.00", cash, pooled)]);
    let case =
        |receipts: Value, treatments: Value| application(json!({"receipts": receipts, "treatments": treatments}));
    let reason = |application: &Application, earlier: &[Adjudication]| {
        let outcome = decide(&rules, application, Some(earlier));
        assert_eq!(outcome.amount.map(|amount| amount.to_string()).as_deref(), Some("0.00"));
        told(&outcome).0
    };
    let whole = case(bill("28000.00", "0.00"), operation());
    let paid = decide(&rules, &whole, Some(&[]));
    assert_eq!(reason(&whole, &[paid]).as_deref(), Some("awarded-before"));
    // Insurers have paid everything: the family's share is zero.
    assert_eq!(reason(&case(bill("0.00", "28000.00"), operation()), &[]).as_deref(), Some("above-burden"));
    assert_eq!(reason(&case(bill("28000.00", "0.00"), json!([])), &[]).as_deref(), Some("operation-not-listed"));
}

#[test]
fn readers_are_told_why() {
    let limited = grant(json!({"id": "most", "scope": "lifetime", "amount": fixed("3000.00")}));
    let outcome = decide(&limited, &application(json!({})), Some(&[]));
    for audience in [Audience::Family, Audience::Worker] {
        let account = explain_adjudication(&outcome, Some(&limited), audience);
        let (zh, en) = (account.zh(), account.en());
        assert!(zh.contains("2000.00 元：超过终身累计的限额") && zh.contains("至多 3000.00 元"), "{zh}");
        assert!(
            (en.contains("2000.00 yuan: above the limit over the child's lifetime")
                || en.contains("2000.00 yuan not awarded: above the limit")),
            "{en}"
        );
    }
    let item = &outcome.items.as_ref().unwrap()[0];
    let lines = explain_item(item, Some(&limited));
    assert_eq!(lines.len(), 1);
    assert!(
        lines[0].zh.starts_with("“定额”未给付 2000.00 元：")
            && lines[0].en.starts_with("“Grant”, 2000.00 yuan not awarded:"),
        "{lines:?}"
    );
}

fn requiring(predicate: Value) -> Programme {
    programme(json!({"items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("5000.00")}}],
        "statistics": [{"id": "allowance", "title": "低保标准", "titleEn": "Minimum living allowance",
            "values": [{"period": {"start": "2025-01-01", "end": "2025-12-31"}, "amount": "7800.00"}]}],
        "papers": [{"id": "form", "anyOf": ["application-form"]}],
        "requirements": [{"id": "asked", "title": "所问", "titleEn": "What is asked", "anyOf": [predicate]}]}))
}

#[test]
fn a_requirement_that_is_not_met_shows_what_there_is() {
    let age = json!({"test": "age", "at": "decided-on", "birthday": "on-birthday", "unit": "years", "atMost": 18});
    let income = |most: Value| json!({"test": "money", "fact": "household-income", "atMost": most});
    let allowance = json!({"type": "statistic", "statistic": "allowance", "times": "1.5", "at": "decided-on"});
    let insured = json!({"test": "flag", "fact": "insured", "is": true});
    let nation = json!({"test": "code", "fact": "nationality", "anyOf": ["CN"]});
    let case = application(json!({"child": {"name": "童例", "birthDate": "2006-06-10", "nationality": "MN"},
        "insurance": [], "household": {"income": {"total": "20000.00"}}}));
    for (predicate, zh, en) in [
        (age, "2025-12-01 时为 19 周岁", "19 years old on 2025-12-01"),
        (income(fixed("10000.00")), "家庭年收入为 20000.00 元", "20000.00 yuan"),
        (income(allowance), "（应不超过 11700.00 元）", "(required: at most 11700.00 yuan)"),
        (insured, "未参加基本医疗保险", "not covered by basic medical insurance"),
        (nation, "MN", "MN"),
    ] {
        let rules = requiring(predicate);
        let outcome = decide(&rules, &case, Some(&[]));
        let judged = &outcome.requirements.as_ref().unwrap()[0];
        let words = explain_requirement(judged, Some(&rules));
        assert!(words.zh.contains(zh) && words.zh.contains("所问 [asked]；申请中："), "{}", words.zh);
        assert!(
            words.en.contains(en) && words.en.contains("What is asked [asked]; in the application:"),
            "{}",
            words.en
        );
        let letter = explain_adjudication(&outcome, Some(&rules), Audience::Family);
        assert!(letter.zh().contains(zh) && letter.en().contains(en), "{}{}", letter.zh(), letter.en());
    }
}

#[test]
fn papers_and_facts_are_called_by_their_names() {
    let income = json!({"test": "money", "fact": "household-income", "atMost":
        {"type": "statistic", "statistic": "allowance", "times": "1.5", "at": "submitted-on"}});
    let rules = requiring(income);
    let case = application(json!({"submittedOn": "2024-05-01", "household": {"income": {"total": "20000.00"}}}));
    let outcome = decide(&rules, &case, Some(&[]));
    let missing = outcome.missing.as_ref().unwrap();
    let words = explain_missing(&missing[0], Some(&rules));
    assert_eq!((missing.len(), words.zh.as_str()), (1, "低保标准在 2024-05-01 的数值（由项目提供）"));
    assert_eq!(words.en, "value of Minimum living allowance on 2024-05-01 (to be supplied by the programme)");
    let paper = explain_paper(&outcome.papers.as_ref().unwrap()[0], Some(&rules));
    assert!(paper.zh.starts_with("申请表 [form]：") && paper.en.contains(" [form]: "), "{paper:?}");
}

/// A letter that refers to a list contains the list.
#[test]
fn an_amount_out_of_range_asks_for_nothing() {
    let rules = programme(json!({"items": [{"id": "all", "basis": {"measure": "billed", "per": "application"},
        "benefit": {"type": "rate", "rate": {"type": "fixed", "rate": "1"}}}]}));
    let most = "999999999999.99";
    let mut second = receipt(most, most, "0.00");
    second["number"]["number"] = "0000000002".into();
    let case = application(json!({"receipts": [receipt(most, most, "0.00"), second]}));
    let outcome = decide(&rules, &case, Some(&[]));
    assert!(outcome.amount.is_none() && outcome.missing.is_none(), "{outcome:?}");
    let letter = explain_adjudication(&outcome, Some(&rules), Audience::Family);
    assert!(!letter.zh().contains("下列信息") && !letter.en().contains("listed below"), "{}", letter.zh());
    assert!(letter.zh().contains("请本项目核对"), "{}", letter.zh());
}

#[test]
fn payments_of_several_items_say_for_what() {
    let item = |id: &str, title: &str| {
        json!({"id": id, "title": title, "titleEn": id, "benefit":
        {"type": "fixed", "amount": fixed("100.00")}})
    };
    let both = programme(json!({"items": [item("bed", "床位"), item("travel", "交通")]}));
    let letter = |rules: &Programme| {
        let outcome = decide(rules, &application(json!({})), Some(&[]));
        explain_adjudication(&outcome, Some(rules), Audience::Family)
    };
    let told = letter(&both);
    assert!(
        told.zh().contains("床位：付给监护人 100.00 元") && told.en().contains("Travel: 100.00 yuan to the guardian"),
        "{}",
        told.zh()
    );
    assert!(!letter(&programme(json!({"items": [item("bed", "床位")]}))).zh().contains("床位："));
}

#[test]
fn the_balance_of_the_fund_is_asked_for_by_its_name() {
    let rules = grant(json!({"id": "fund", "scope": "fund-balance"}));
    let outcome = decide(&rules, &application(json!({})), Some(&[]));
    let words = explain_missing(&outcome.missing.as_ref().unwrap()[0], Some(&rules));
    assert_eq!(
        (words.zh.as_str(), words.en.as_str()),
        ("资金余额（由项目提供）", "fund balance (to be supplied by the programme)")
    );
}

#[test]
fn a_code_that_several_diagnoses_state_is_found_once() {
    let mut rules = json!({"id": "heart", "title": "心脏", "members": {"of": "disease", "prefixes": ["Q21"]}});
    rules = json!({"sets": [rules], "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("5000.00")}}],
        "requirements": [{"id": "asked", "anyOf": [{"test": "disease", "set": "heart", "diagnoses": "any", "confirmed": true}]}]});
    let diagnosis = |code: &str| {
        json!({"name": "示例", "certainty": "confirmed",
        "codings": [{"scheme": "icd-10-nhsa", "code": code, "version": "2.0"}]})
    };
    let codes = ["C91.000", "D66.x01", "C91.000"].map(diagnosis);
    let outcome = decide(&programme(rules), &application(json!({"diagnoses": codes})), Some(&[]));
    let letter = explain_adjudication(&outcome, None, Audience::Family);
    assert!(letter.zh().contains("诊断编码 C91.000、D66.x01\n"), "{}", letter.zh());
}

/// The letter to the family under a programme with one grant and one requirement.
fn refused(requirement: Value, set: Value, members: Value) -> (String, String) {
    let rules = programme(json!({"sets": [set], "requirements": [requirement],
        "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("5000.00")}}]}));
    let outcome = decide(&rules, &application(members), Some(&[]));
    let letter = explain_adjudication(&outcome, Some(&rules), Audience::Family);
    (letter.zh(), letter.en())
}

#[test]
fn a_suspected_diagnosis_is_named_as_the_cause() {
    let set = json!({"id": "leukaemia", "title": "白血病", "titleEn": "leukaemia",
        "members": {"of": "disease", "prefixes": ["C91"]}});
    let asked = json!({"id": "asked", "anyOf": [{"test": "disease", "set": "leukaemia", "diagnoses": "any", "confirmed": true}]});
    let suspected = json!({"diagnoses": [{"name": "示例", "certainty": "suspected",
        "codings": [{"scheme": "icd-10-nhsa", "code": "C91.000", "version": "2.0"}]}]});
    let (zh, en) = refused(asked.clone(), set.clone(), suspected);
    assert!(zh.contains("核定结果\n  拒绝\n") && zh.contains("“白血病”的诊断未确诊（如为疑似）"), "{zh}");
    assert!(en.contains("the diagnosis of “leukaemia” is not confirmed (for example suspected)"), "{en}");
    // Another disease: its certainty does not matter.
    let other = json!({"diagnoses": [{"name": "示例", "certainty": "confirmed",
        "codings": [{"scheme": "icd-10-nhsa", "code": "D66.x01", "version": "2.0"}]}]});
    let (zh, _) = refused(asked, set, other);
    assert!(!zh.contains("未确诊"), "{zh}");
}

#[test]
fn an_expired_certificate_is_named_as_the_cause() {
    let set = json!({"id": "heart", "title": "心脏", "members": {"of": "disease", "prefixes": ["Q21"]}});
    let asked = json!({"id": "asked", "anyOf": [
        {"test": "code", "fact": "poverty-category", "anyOf": ["minimum-living-allowance"]},
        {"test": "disease", "set": "heart", "diagnoses": "any"}]});
    let expired = json!({"diagnoses": [], "household": {"certificates": [{"category": "minimum-living-allowance",
        "validity": {"start": "2024-01-01", "end": "2024-12-31"}}]}});
    let (zh, en) = refused(asked, set, expired);
    assert!(zh.contains("最低生活保障对象的有效期为 2024-01-01 至 2024-12-31，核定日期当日不在有效期内"), "{zh}");
    assert!(en.contains("valid 2024-01-01 to 2024-12-31; not in force on the date of the decision"), "{en}");
}

/// A bill of 1,000.00 with six parts that are not awarded: the letter lists all of them, so that they add up.
#[test]
fn the_amounts_in_a_letter_add_up_to_the_bill() {
    let half = programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "family-borne"},
        "items": [{"id": "half", "basis": {"measure": "family-borne", "per": "application"},
        "benefit": {"type": "rate", "rate": {"type": "fixed", "rate": "0.5"}}}]}));
    let mut bill = receipt("1000.00", "320.00", "400.00");
    bill["otherFunds"] = "200.00".into();
    bill["otherFundPayers"] = json!([{"payer": "critical-illness-insurance", "amount": "120.00"},
        {"payer": "medical-assistance", "amount": "80.00"}]);
    bill["localPayers"] =
        json!([{"payer": "hospital", "amount": "50.00"}, {"payer": "policy-relief", "amount": "30.00"}]);
    let outcome = decide(&half, &application(json!({"receipts": [bill]})), Some(&[]));
    let letter = explain_adjudication(&outcome, Some(&half), Audience::Family).zh();
    for part in [
        "本次给付：160.00 元",
        "统筹基金：400.00 元",
        "家庭：160.00 元",
        "大病保险：120.00 元",
        "医疗救助：80.00 元",
        "医院：50.00 元",
        "减免：30.00 元",
        "合计（等于票面金额）：1000.00 元",
    ] {
        assert!(letter.contains(part), "{part}: {letter}");
    }
}

/// Under a programme that excludes other aid, no receipt has a reason of its own: the letter states the reason of the item.
#[test]
fn a_receipt_without_a_reason_has_that_of_the_item() {
    let exclusive = programme(json!({"coordination": {"otherAid": "exclusive", "ceiling": "family-borne"},
        "items": [{"id": "half", "basis": {"measure": "family-borne", "per": "application"},
        "benefit": {"type": "rate", "rate": {"type": "fixed", "rate": "0.5"}}}]}));
    let aid = json!([{"payer": "charity", "status": "received", "amount": "100.00", "receivedOn": "2025-03-20",
        "programmeId": "cn.example.other"}]);
    let case = application(json!({"aid": aid, "receipts": [receipt("1000.00", "600.00", "400.00")]}));
    let letter = explain_adjudication(&decide(&exclusive, &case, Some(&[])), Some(&exclusive), Audience::Family).zh();
    let (_, listed) = letter.split_once("未计入的票据").unwrap();
    assert!(listed.contains("：已有其他救助，本项目不再给付"), "{letter}");
}

/// Two tiers hold although only one may: the award is undetermined, and the letter names the programme as the cause.
#[test]
fn a_conflict_of_tiers_is_a_fault_of_the_programme() {
    let set = json!({"id": "heart", "members": {"of": "operation", "prefixes": ["35"]}});
    let tiers = json!([
        {"id": "heart", "when": [{"test": "operation", "set": "heart", "state": "done"}], "amount": fixed("200.00")},
        {"id": "other", "when": [{"test": "code", "fact": "treatment-done", "anyOf": ["surgery"]}], "amount": fixed("100.00")}]);
    let benefit = json!({"type": "tiers", "select": "unique", "topUp": false, "tiers": tiers});
    let rules = programme(json!({"sets": [set], "items": [{"id": "grant", "benefit": benefit}]}));
    let outcome = decide(&rules, &application(json!({"treatments": operation()})), Some(&[]));
    assert!(outcome.amount.is_none() && outcome.missing.is_none(), "{outcome:?}");
    let letter = explain_adjudication(&outcome, Some(&rules), Audience::Family);
    assert!(
        letter.zh().contains("同时符合多个档次的条件，而本项目只按一个档次给付")
            && letter.zh().contains("请本项目核对"),
        "{}",
        letter.zh()
    );
    assert!(
        letter.en().contains("the programme must examine") || letter.en().contains("The programme must examine"),
        "{}",
        letter.en()
    );
}

/// The letter names the failed points of a document, or those that are not stated, and how many were submitted.
#[test]
fn a_letter_names_the_defect_of_a_document() {
    let paper = json!({"id": "diagnosis", "title": "诊断证明", "titleEn": "Certificate", "anyOf": ["diagnosis"],
        "stamps": ["hospital", "diagnosis"], "issuedWithinDays": 30, "count": 2});
    let rules = programme(
        json!({"items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("100.00")}}], "papers": [paper]}),
    );
    let said = |materials: Value| {
        let case = application(json!({"submittedOn": "2025-12-01", "materials": materials}));
        explain_adjudication(&decide(&rules, &case, Some(&[])), Some(&rules), Audience::Family)
    };
    let one = |stamps: Value, issued: &str| json!({"kind": "diagnosis", "stamps": stamps, "issuedOn": issued});
    let old = || one(json!(["fee"]), "2025-01-01");
    for (materials, zh, en) in [
        (json!([]), "诊断证明（须盖医院公章或诊断证明专用章；开具后 30 天内有效；2 份）：未提交", ": not submitted"),
        (json!([old()]), "已提交 1 份，份数不足", "only 1 submitted"),
        (
            json!([old(), old()]),
            "已提交，但未盖所需印章和开具日期过早",
            "without a required stamp and issued too long ago",
        ),
        (
            json!([{"kind": "diagnosis", "issuedOn": "2025-11-30"}, one(json!(["hospital"]), "2025-11-30")]),
            "已提交，但未注明印章",
            "not stated: stamp",
        ),
    ] {
        let letter = said(materials);
        assert!(letter.zh().contains(zh) && letter.en().contains(en), "{}{}", letter.zh(), letter.en());
    }
}
