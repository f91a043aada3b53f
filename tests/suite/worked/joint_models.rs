//! The four models of joint relief that the alliance of 2015 names, each as a story with its hand calculation. All programmes, people and
//! amounts are invented.

use serde_json::{Value, json};
use tongbiao::{
    check::read,
    evaluate::{Detail, JointCircumstances, JointOutcome, adjudicate_jointly},
    plan::ReliefPlan,
    programme::Programme,
    record::application::Application,
};

/// A programme with one rate item of the family's share.
fn rate(id: &str, payer: &str, rate: &str, more: Value) -> Value {
    let mut item = json!({"id": "treatment", "basis": {"measure": "family-borne", "per": "application"},
        "benefit": {"type": "rate", "rate": {"type": "fixed", "rate": rate}}});
    item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    programme(id, payer, item)
}

fn programme(id: &str, payer: &str, item: Value) -> Value {
    json!({"kind": "programme", "standard": "1.0", "id": id, "revision": 1, "title": "示例（虚构）", "standing": "illustrative",
        "payer": payer, "effective": {"start": "2024-01-01"}, "appliesBy": "decided-on", "evidence": "receipts",
        "items": [item], "coordination": {"otherAid": "reduces-cap", "ceiling": "family-borne"}})
}

fn member(id: &str, payer: &str, more: Value) -> Value {
    let mut member = json!({"programme": id, "payer": payer});
    member.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    member
}

/// A bill of 40,000.00. The family pays 20,000.00 of it: 12,000.00 for the operation, 5,000.00 for materials, 3,000.00 for the bed.
fn application(aid: Value, more: Value) -> Value {
    let line = |name: &str, category: &str, amount: &str, share: &str| json!({"name": name, "category": category, "amount": amount, "personBorne": share});
    let mut receipt = json!({"id": "bill", "receiptKind": "inpatient-electronic", "totalAmount": "40000.00",
        "pooledFund": "20000.00", "otherFunds": "0.00", "personalAccount": "0.00", "cash": "20000.00", "patientName": "童例",
        "visitDate": "2025-03-01", "issuedOn": "2025-03-10",
        "number": {"form": "fiscal-electronic", "code": "41060225", "number": "0000000001"},
        "lines": [line("手术", "surgery", "24000.00", "12000.00"), line("材料", "materials", "10000.00", "5000.00"),
            line("床位", "bed", "6000.00", "3000.00")]});
    receipt.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({"kind": "application", "standard": "1.0", "id": "case-1", "aid": aid, "receipts": [receipt],
        "child": {"name": "童例", "birthDate": "2016-03-15"}})
}

fn decided(stages: Value, programmes: &[Value], application: &Value) -> JointOutcome {
    let plan = json!({"kind": "plan", "standard": "1.0", "id": "joint", "revision": 1, "title": "方案（虚构）",
        "standing": "illustrative", "effective": {"start": "2024-01-01"}, "stages": stages});
    let plan = read::<ReliefPlan>(plan.to_string().as_bytes()).unwrap_or_else(|why| panic!("{why}")).body;
    let programmes = programmes.iter().map(|json| read::<Programme>(json.to_string().as_bytes()).unwrap().body);
    let programmes: Vec<Programme> = programmes.collect();
    let application =
        read::<Application>(application.to_string().as_bytes()).unwrap_or_else(|why| panic!("{why}")).body;
    let all: Vec<&Programme> = programmes.iter().collect();
    let on = JointCircumstances::on(tongbiao::date!("2025-12-01"));
    adjudicate_jointly(&plan, &all, &application, &on, Detail::Full).unwrap()
}

/// The awards of the members, and what remains for the family.
fn told(outcome: &JointOutcome) -> (Vec<String>, String) {
    let awards =
        outcome.joint.members.iter().map(|member| member.award.map_or_else(String::new, |award| award.to_string()));
    (awards.collect(), outcome.joint.totals.as_ref().map_or_else(String::new, |totals| totals.left.to_string()))
}

fn expect(outcome: &JointOutcome, awards: &[&str], left: &str) {
    let (found, rest) = told(outcome);
    assert_eq!((found, rest), (awards.iter().map(|award| (*award).to_owned()).collect(), left.to_owned()));
}

/// Government and charity, both pay: the government pays 40 % of everything, 8,000.00; the charity 70 %, 14,000.00 alone. 12,000.00 remain for
/// it, and the family pays nothing.
#[test]
fn government_and_charity_both_pay() {
    let programmes = [rate("gov", "government", "0.4", json!({})), rate("charity", "charity", "0.7", json!({}))];
    let stages = json!([{"policy": "priority", "id": "government", "members": [member("gov", "government", json!({}))]},
        {"policy": "priority", "id": "charity", "members": [member("charity", "charity", json!({}))]}]);
    expect(&decided(stages, &programmes, &application(json!([]), json!({}))), &["8000.00", "12000.00"], "0.00");
}

/// Government funds support the charity's programme: they pay the cost in the agreed shares 0.6 and 0.4, each within its own rule. The
/// government may pay at most 10,000.00 for a child. Of 20,000.00 its share is 12,000.00: it pays 10,000.00. The charity's share is
/// 8,000.00, and it does not take over the rest: 2,000.00 remain. With redistribution it does.
#[test]
fn government_funds_support_the_charity() {
    let programmes = [rate("gov", "government", "1", json!({})), rate("charity", "charity", "1", json!({}))];
    let stages = |redistribute: bool| {
        json!([{"policy": "shares", "id": "agreement", "redistribute": redistribute, "members": [
            member("gov", "government", json!({"share": "0.6", "atMost": "10000.00"})),
            member("charity", "charity", json!({"share": "0.4"}))]}])
    };
    let case = application(json!([]), json!({}));
    expect(&decided(stages(false), &programmes, &case), &["10000.00", "8000.00"], "2000.00");
    expect(&decided(stages(true), &programmes, &case), &["10000.00", "10000.00"], "0.00");
}

/// Government policy supports the charity's programme: for each yuan of the charity the government adds half, within its own rule. The
/// charity pays 50 % of 20,000.00; the match is 5,000.00; 5,000.00 remain.
#[test]
fn government_policy_matches_the_charity() {
    let programmes = [rate("charity", "charity", "0.5", json!({})), rate("gov", "government", "1", json!({}))];
    let stages = json!([{"policy": "priority", "id": "charity", "members": [member("charity", "charity", json!({}))]},
        {"policy": "match", "id": "policy", "of": "charity", "times": "0.5", "members": [member("gov", "government", json!({}))]}]);
    expect(&decided(stages, &programmes, &application(json!([]), json!({}))), &["10000.00", "5000.00"], "5000.00");
}

/// Charity and charity, in proportion: one pays 80 % of everything, 16,000.00 alone, the other 80 % of operation and materials,
/// 13,600.00 alone. Together 29,600.00 for 20,000.00: 20,000.00 × 16,000 ÷ 29,600 = 10,810.8108… and 9,189.1891… Rounded down they lack
/// one fen, which goes to the larger fraction of a fen, 0.91 of the second.
#[test]
fn charity_and_charity_in_proportion() {
    let lines = json!({"lines": {"categories": ["surgery", "materials"], "attribution": "line"}});
    let programmes = [rate("wide", "charity", "0.8", json!({})), rate("narrow", "charity", "0.8", lines)];
    let stages = json!([{"policy": "pro-rata", "id": "charities",
        "members": [member("wide", "charity", json!({})), member("narrow", "charity", json!({}))]}]);
    let outcome = decided(stages, &programmes, &application(json!([]), json!({})));
    expect(&outcome, &["10810.81", "9189.19"], "0.00");
    // The bed, which only the wide one can pay, is paid by it whole.
    let lines = outcome.joint.receipts.as_ref().unwrap()[0].lines.as_ref().unwrap();
    assert_eq!(lines[2].awards.as_ref().unwrap()[0].award.to_string(), "3000.00");
}

/// Charity and crowdfunding platform: 4,000.00 of an appeal have arrived and name the bill. Of the remaining 16,000.00 the charity, which pays
/// 60 % of the whole basis, pays 12,000.00, and the platform fills the gap of 4,000.00 although its own rule would pay more.
#[test]
fn charity_and_crowdfunding() {
    let programmes = [rate("charity", "charity", "0.6", json!({})), rate("platform", "crowdfunding", "1", json!({}))];
    let stages = json!([{"policy": "priority", "id": "charity", "members": [member("charity", "charity", json!({}))]},
        {"policy": "gap-fill", "id": "platform", "members": [member("platform", "crowdfunding", json!({}))]}]);
    let aid = json!([{"payer": "other", "status": "received", "amount": "4000.00", "receipts": ["bill"], "receivedOn": "2025-03-05"}]);
    let outcome = decided(stages, &programmes, &application(aid, json!({})));
    expect(&outcome, &["12000.00", "4000.00"], "0.00");
    assert_eq!(outcome.joint.totals.unwrap().prior.to_string(), "4000.00");
}

/// Charity and specialist institution: the hospital forgoes a quarter of the family's share, 5,000.00, and a charity pays 80 % of what is
/// then left, since its rule deducts what the institution gives: 15,000.00 × 0.8 = 12,000.00. 3,000.00 remain.
#[test]
fn charity_and_specialist_institution() {
    let programmes = [rate("institution", "hospital", "0.25", json!({})), rate("charity", "charity", "0.8", json!({}))];
    let stages = json!([{"policy": "priority", "id": "institution", "members": [member("institution", "hospital", json!({}))]},
        {"policy": "priority", "id": "charity", "interaction": "reduces-basis", "members": [member("charity", "charity", json!({}))]}]);
    expect(&decided(stages, &programmes, &application(json!([]), json!({}))), &["5000.00", "12000.00"], "3000.00");
}

/// Late insurance: the plan paid everything. Then the insurer pays 6,000.00 back. What was paid too much is stated for each funder, and nothing
/// is negative. Money that is committed counts until its commitment expires.
#[test]
fn late_insurance_and_expired_commitments() {
    let programmes = [rate("gov", "government", "0.4", json!({})), rate("charity", "charity", "0.7", json!({}))];
    let stages = json!([{"policy": "priority", "id": "all",
        "members": [member("gov", "government", json!({})), member("charity", "charity", json!({}))]}]);
    let plan = json!({"kind": "plan", "standard": "1.0", "id": "joint", "revision": 1, "title": "方案（虚构）",
        "standing": "illustrative", "effective": {"start": "2024-01-01"}, "stages": stages,
        "priorAid": {"counted": ["received", "committed"], "committedDays": 90}});
    let plan = read::<ReliefPlan>(plan.to_string().as_bytes()).unwrap().body;
    let programmes: Vec<Programme> =
        programmes.iter().map(|json| read::<Programme>(json.to_string().as_bytes()).unwrap().body).collect();
    let all: Vec<&Programme> = programmes.iter().collect();
    let run = |application: Value, on: &JointCircumstances<'_>| {
        let application = read::<Application>(application.to_string().as_bytes()).unwrap().body;
        adjudicate_jointly(&plan, &all, &application, on, Detail::Full).unwrap()
    };
    let mut on = JointCircumstances::on(tongbiao::date!("2025-06-01"));
    on.earlier = Some(&[]);
    let first = run(application(json!([]), json!({})), &on);
    expect(&first, &["8000.00", "12000.00"], "0.00");
    on.earlier = Some(&first.members);
    let settled = json!({"settlement": {"mode": "manual", "fundTotal": "6000.00"},
        "lines": [{"name": "手术", "category": "surgery", "amount": "40000.00"}]});
    let second = run(application(json!([]), settled), &on);
    // The family's share is 14,000.00: 40 % are 5,600.00, and the charity pays the remaining 8,400.00.
    expect(&second, &["5600.00", "8400.00"], "0.00");
    let overpaid = second.joint.members.iter().map(|member| member.overpaid.unwrap().to_string());
    assert_eq!(overpaid.collect::<Vec<_>>(), ["2400.00", "3600.00"]);
    assert!(second.joint.members.iter().all(|member| member.due == Some(tongbiao::money!("0.00"))));
    // A commitment of 2025-03-01 counts on the ninetieth day, and not on the next one.
    let committed =
        json!([{"payer": "employer", "status": "committed", "amount": "5000.00", "decidedOn": "2025-03-01"}]);
    for (day, awards) in [
        (tongbiao::date!("2025-05-30"), ["8000.00", "7000.00"]),
        (tongbiao::date!("2025-05-31"), ["8000.00", "12000.00"]),
    ] {
        let outcome = run(application(committed.clone(), json!({})), &JointCircumstances::on(day));
        expect(&outcome, &awards, "0.00");
    }
}

/// A bill without lines, of an amount that the family pays whole.
fn bill(amount: &str) -> Value {
    json!({"kind": "application", "standard": "1.0", "id": "case-1", "aid": [], "child": {"name": "童例", "birthDate": "2016-03-15"},
        "receipts": [{"receiptKind": "outpatient-electronic", "totalAmount": amount, "personalAccount": "0.00", "cash": amount,
            "patientName": "童例", "visitDate": "2025-03-01",
            "number": {"form": "fiscal-electronic", "code": "41060225", "number": "0000000001"}}]})
}

/// Promises that are known not to hold, each with its counter-example.
///
/// In proportion with the largest fractions, a member can be awarded less of a larger bill: offers of 6, 6 and 2 fen share 10 fen as 4, 4 and 2,
/// and 11 fen as 5, 5 and 1.
#[test]
fn a_larger_bill_can_bring_a_member_less_in_proportion() {
    let set = |id: &str, amount: &str| {
        programme(
            id,
            "charity",
            json!({"id": "grant", "basis": {"measure": "family-borne", "per": "application"},
            "benefit": {"type": "fixed", "amount": {"type": "fixed", "amount": amount}}}),
        )
    };
    let programmes = [set("a", "0.06"), set("b", "0.06"), set("c", "0.02")];
    let members: Vec<Value> = ["a", "b", "c"].iter().map(|id| member(id, "charity", json!({}))).collect();
    let stages = json!([{"policy": "pro-rata", "id": "all", "members": members}]);
    expect(&decided(stages.clone(), &programmes, &bill("0.10")), &["0.04", "0.04", "0.02"], "0.00");
    expect(&decided(stages, &programmes, &bill("0.11")), &["0.05", "0.05", "0.01"], "0.00");
}

/// Capped: a larger bill can leave the family with less, since several rates together pay more than a fen for each fen above a deductible. Of
/// 100.00 the first pays 60.00 and the second nothing: 40.00 remain. Of 1000.00 nothing remains.
#[test]
fn a_larger_bill_can_leave_the_family_with_less() {
    let second = json!({"deductible": {"type": "fixed", "amount": "100.00"}});
    let programmes = [rate("a", "charity", "0.6", json!({})), rate("b", "charity", "0.6", second)];
    let stages = json!([{"policy": "priority", "id": "all",
        "members": [member("a", "charity", json!({})), member("b", "charity", json!({}))]}]);
    expect(&decided(stages.clone(), &programmes, &bill("100.00")), &["60.00", "0.00"], "40.00");
    expect(&decided(stages, &programmes, &bill("1000.00")), &["600.00", "400.00"], "0.00");
}

/// Without duplication, one member after another pays what the best offer is; capped, they pay both offers.
#[test]
fn without_duplication_the_total_is_the_best_offer() {
    let programmes = [rate("a", "charity", "0.3", json!({})), rate("b", "charity", "0.7", json!({}))];
    let stages = |interaction: &str, order: [&str; 2]| {
        json!([{"policy": "priority", "id": "all", "interaction": interaction,
            "members": order.map(|id| member(id, "charity", json!({})))}])
    };
    for (order, capped, carved) in [
        (["a", "b"], ["300.00", "700.00"], ["300.00", "400.00"]),
        (["b", "a"], ["700.00", "300.00"], ["700.00", "0.00"]),
    ] {
        expect(&decided(stages("capped", order), &programmes, &bill("1000.00")), &capped, "0.00");
        expect(&decided(stages("non-duplicate", order), &programmes, &bill("1000.00")), &carved, "300.00");
    }
}
