//! Promises that hold for every joint relief plan.

use super::{JointCase, fen, seeds};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tongbiao::{
    adjudication::{Adjudication, ItemOutcome},
    check::read,
    code::{AdjudicationDecision, LimitScope, PlanInteraction, PlanPromise},
    document::Document,
    evaluate::{Detail, JointOutcome, adjudicate, adjudicate_jointly},
    finding::Severity,
    plan::{PlanStage, ReliefPlan, promises},
    programme::{AmountParam, Limit, Programme},
    value::Money,
};

/// Conservation, line by line and in total; each member's adjudication states the same; nothing is paid above what a member offers.
#[test]
fn no_fen_is_paid_twice_and_none_is_lost() {
    for seed in seeds() {
        let case = JointCase::of(seed);
        let outcome = case.run(&case.plan, &case.circumstances());
        let shown = || format!("{}\n{}", case.shown, Document::new(outcome.joint.clone()).to_json().unwrap());
        let checked = Document::new(outcome.joint.clone()).check();
        assert!(checked.worst() < Some(Severity::Error), "{:?}\n{}", checked.findings, shown());
        for (member, document) in outcome.joint.members.iter().zip(&outcome.members) {
            let checked = Document::new(document.clone()).check();
            assert!(checked.worst() < Some(Severity::Error), "{:?}\n{}", checked.findings, shown());
            assert_eq!(member.due, document.amount.filter(|_| member.award.is_some()), "{}", shown());
            // Nothing was awarded before: all is due.
            assert_eq!(member.due, member.award, "{}", shown());
            assert!(document.plan.is_some());
        }
        let Some(totals) = &outcome.joint.totals else { continue };
        assert_eq!(fen(totals.borne), fen(totals.prior) + fen(totals.awarded) + fen(totals.left), "{}", shown());
        for receipt in outcome.joint.receipts.iter().flat_map(|all| all.iter()) {
            let place: usize = receipt.receipt.as_str().rsplit('/').next().unwrap().parse().unwrap();
            let awards = |awards: Option<&[tongbiao::joint::JointAmount]>, member: usize| -> i128 {
                let own =
                    awards.unwrap_or_default().iter().filter(|part| usize::try_from(part.member.get()) == Ok(member));
                own.map(|part| fen(part.award)).sum()
            };
            // The adjudications of the members state the same lines.
            for (member, document) in outcome.members.iter().enumerate() {
                let own = document.receipts.as_ref().map(|all| &all[place]);
                let stated = own.map_or(0, |own| fen(own.award));
                assert_eq!(awards(receipt.awards.as_deref(), member), stated, "{}", shown());
                for (line, account) in receipt.lines.iter().flat_map(|all| all.iter()).enumerate() {
                    let stated = own.and_then(|own| own.lines.as_ref()).map_or(0, |lines| fen(lines[line].award));
                    assert_eq!(awards(account.awards.as_deref(), member), stated, "{}", shown());
                }
            }
        }
        let sum: i128 = outcome.joint.members.iter().filter_map(|member| member.award).map(fen).sum();
        let parts = [Some(totals.awarded), totals.apart, totals.excess];
        assert_eq!(sum, parts.into_iter().flatten().map(fen).sum::<i128>(), "{}", shown());
    }
}

/// The plan with a change.
fn changed(plan: &ReliefPlan, change: impl FnOnce(&mut Value)) -> ReliefPlan {
    let mut json: Value = serde_json::from_str(&Document::new(plan.clone()).to_json().unwrap()).unwrap();
    change(&mut json);
    read::<ReliefPlan>(json.to_string().as_bytes()).unwrap().body
}

fn shown(outcome: &JointOutcome) -> String {
    Document::new(outcome.joint.clone()).to_json().unwrap()
}

fn awards(outcome: &JointOutcome) -> BTreeMap<String, Option<i128>> {
    outcome.joint.members.iter().map(|member| (member.programme.to_string(), member.award.map(fen))).collect()
}

/// A member is awarded at most what it would award alone; except where a reduced basis may lead to another bracket.
#[test]
fn no_member_is_awarded_more_than_alone() {
    let mut paid = 0;
    for seed in seeds() {
        let case = JointCase::of(seed);
        let circumstances = case.circumstances();
        let outcome = case.run(&case.plan, &circumstances);
        for ((stage, _, _), member) in case.plan.members().zip(&outcome.joint.members) {
            let reduces = matches!(&case.plan.stages[stage], PlanStage::Priority(of) if of.interaction == Some(PlanInteraction::ReducesBasis));
            let place = case.programmes.iter().position(|programme| programme.id == member.programme).unwrap();
            let mut alone = case.given[place].circumstances();
            alone.earlier = circumstances.earlier;
            let alone = adjudicate(&case.programmes[place], &case.application, &alone, Detail::Amounts).unwrap();
            // What the plan states as the amount alone is the amount of the programme alone.
            let refused = AdjudicationDecision::Refused;
            if alone.decision == refused {
                // Below a threshold a member is refused alone. It offers nothing, also while others are undetermined.
                assert!(member.alone.is_none_or(|amount| amount == Money::ZERO), "{}", case.shown);
            } else if member.decision == refused {
                // What others were awarded may leave a member below its threshold that reaches it alone.
                assert!(member.alone.is_none_or(|amount| Some(amount) == alone.amount), "{}", case.shown);
            } else {
                assert_eq!(member.alone, alone.amount, "{}", case.shown);
            }
            if let (Some(award), Some(amount), false) = (member.award, alone.amount, reduces) {
                assert!(award <= amount, "{award} {amount} {}", case.shown);
                paid += u64::from(award > Money::ZERO);
            }
        }
    }
    assert!(paid > 50, "{paid}");
}

/// What a member awarded by items that draw on its fund (norm 9.13). The outcome states a balance of each limit that applies (10.19).
fn drawn(programme: &Programme, outcome: &Adjudication) -> i64 {
    let stated: BTreeSet<&str> =
        outcome.balances.iter().flat_map(|all| all.iter()).map(|one| one.at.as_str()).collect();
    let of_fund = |(place, limit): (usize, &Limit), before: &str| {
        limit.scope == LimitScope::FundBalance && stated.contains(format!("{before}/limits/{place}").as_str())
    };
    let draws = |item: &&ItemOutcome| {
        let at = programme.items.iter().position(|one| one.id == item.item).unwrap();
        let own = programme.items[at].limits.as_deref().unwrap_or_default().iter().enumerate();
        let shared = programme.limits.as_deref().unwrap_or_default().iter().enumerate();
        let mut for_it = shared.filter(|(_, limit)| limit.items.as_ref().is_none_or(|all| all.contains(&item.item)));
        for_it.any(|limit| of_fund(limit, "")) || own.into_iter().any(|limit| of_fund(limit, &format!("/items/{at}")))
    };
    outcome.items.as_deref().unwrap_or_default().iter().filter(draws).map(|item| item.award.fen()).sum()
}

/// P6: the members of a stage that divides, in another order. And P8: what is decided again awards nothing.
#[test]
fn the_order_of_a_division_and_a_second_decision_change_nothing() {
    let (mut turned, mut again) = (0, 0);
    for seed in seeds() {
        let case = JointCase::of(seed);
        let circumstances = case.circumstances();
        let outcome = case.run(&case.plan, &circumstances);
        let other = changed(&case.plan, |plan| {
            for stage in plan["stages"].as_array_mut().unwrap() {
                let divides = stage["policy"] == "pro-rata"
                    || stage["policy"] == "shares" && stage["redistribute"] != json!(true);
                if divides {
                    stage["members"].as_array_mut().unwrap().reverse();
                }
            }
        });
        turned += u64::from(other != case.plan);
        assert_eq!(awards(&case.run(&other, &circumstances)), awards(&outcome), "{}", case.shown);
        // Only decisions that award something or nothing are in the ledger.
        let decided = |one: &Adjudication| {
            matches!(
                one.decision,
                AdjudicationDecision::Awarded | AdjudicationDecision::NothingPayable | AdjudicationDecision::Refused
            )
        };
        if circumstances.earlier.is_none() || !outcome.members.iter().all(decided) {
            continue;
        }
        let mut later = case.circumstances();
        later.earlier = Some(&outcome.members);
        // Each fund was reduced by what items that draw on it paid.
        for (fund, left) in &mut later.funds {
            let programme = case.programmes.iter().find(|one| one.id == *fund).unwrap();
            let paid = outcome.members.iter().filter(|one| one.programme == *fund).map(|one| drawn(programme, one));
            *left = Money::from_fen((left.fen() - paid.sum::<i64>()).max(0)).unwrap();
        }
        let second = case.run(&case.plan, &later);
        for (member, before) in second.joint.members.iter().zip(&outcome.joint.members) {
            let same =
                member.due.map_or(0, fen) == 0 && member.overpaid == before.overpaid && member.award == before.award;
            assert!(same, "{}\n{}\n{}", case.shown, shown(&outcome), shown(&second));
            again += u64::from(member.award.is_some_and(|award| award > Money::ZERO));
        }
    }
    println!("{turned} turned, {again} again");
    assert!(turned > 10 && again > 10, "{turned} {again}");
}

/// The total of capped members does not depend on their order, and nothing that could be paid is left unpaid.
#[test]
fn the_total_of_capped_members_does_not_depend_on_their_order() {
    let mut compared = 0;
    for seed in seeds() {
        let case = JointCase::of(seed);
        if case.programmes.iter().any(|programme| programme.minimum_award.is_some()) {
            continue;
        }
        let capped = changed(&case.plan, |plan| {
            let stages = plan["stages"].as_array_mut().unwrap();
            let mut members: Vec<Value> =
                stages.iter().flat_map(|stage| stage["members"].as_array().unwrap().clone()).collect();
            for member in &mut members {
                member.as_object_mut().unwrap().remove("share");
                member["wholeAwards"] = "apart".into();
            }
            plan["stages"] = json!([{"policy": "priority", "id": "all", "members": members}]);
        });
        let reversed = changed(&capped, |plan| plan["stages"][0]["members"].as_array_mut().unwrap().reverse());
        let together = changed(&capped, |plan| plan["stages"][0]["policy"] = "pro-rata".into());
        let total = |plan: &ReliefPlan| case.run(plan, &case.circumstances()).joint.totals.map(|totals| totals.awarded);
        let totals = [&capped, &reversed, &together].map(total);
        assert!(totals.iter().all(|total| *total == totals[0]), "{totals:?} {}", case.shown);
        compared += u64::from(totals[0].is_some_and(|total| total > Money::ZERO));
    }
    assert!(compared > 20, "{compared}");
}

/// What `promises` states of a plan holds: a total without an order is the same in the reversed order of all members.
#[test]
fn a_plan_keeps_the_promises_that_it_states() {
    let (mut kept, mut broken) = (0, 0);
    for seed in seeds() {
        let case = JointCase::of(seed);
        let programmes: Vec<&Programme> = case.programmes.iter().collect();
        let stated = promises(&case.plan, &programmes);
        let keeps = |promise| stated.iter().any(|one| one.promise == promise && one.is_kept());
        assert!(keeps(PlanPromise::Conservation) && keeps(PlanPromise::DecidingAgain));
        broken += u64::from(!keeps(PlanPromise::TotalWithoutOrder));
        if !keeps(PlanPromise::TotalWithoutOrder) || case.plan.members().count() < 2 {
            continue;
        }
        let reversed = changed(&case.plan, |plan| {
            let stages = plan["stages"].as_array_mut().unwrap();
            stages.reverse();
            stages.iter_mut().for_each(|stage| stage["members"].as_array_mut().unwrap().reverse());
        });
        let total = |plan: &ReliefPlan| case.run(plan, &case.circumstances()).joint.totals.map(|totals| totals.awarded);
        let (before, after) = (total(&case.plan), total(&reversed));
        assert_eq!(before, after, "{}", case.shown);
        kept += u64::from(before.is_some_and(|total| total > Money::ZERO));
    }
    assert!(kept > 5 && broken > 20, "{kept} {broken}");
}

/// P9: more knowledge changes no decided amount of a member of an earlier stage.
#[test]
fn an_undetermined_member_changes_no_earlier_amount() {
    let mut compared = 0;
    for seed in seeds() {
        let case = JointCase::of(seed);
        let outcome = case.run(&case.plan, &case.circumstances());
        let last = case.plan.stages.len() - 1;
        let Some((_, _, unknown)) = case.plan.members().find(|(stage, ..)| *stage == last && last > 0) else {
            continue;
        };
        // The last stage requires a fact that the application does not state.
        let programmes: Vec<Programme> = case
            .programmes
            .iter()
            .map(|programme| {
                let mut json: Value =
                    serde_json::from_str(&Document::new(programme.clone()).to_json().unwrap()).unwrap();
                if programme.id == unknown.programme {
                    let open = json!({"id": "open", "anyOf": [{"test": "assessed", "key": "nobody-knows"}]});
                    match json["requirements"].as_array_mut() {
                        Some(requirements) => requirements.push(open),
                        None => json["requirements"] = json!([open]),
                    }
                }
                read::<Programme>(json.to_string().as_bytes()).unwrap().body
            })
            .collect();
        let all: Vec<&Programme> = programmes.iter().collect();
        let less = adjudicate_jointly(&case.plan, &all, &case.application, &case.circumstances(), Detail::Reasons)
            .unwrap_or_else(|why| panic!("{why:?} {}", case.shown));
        for ((stage, ..), (before, after)) in
            case.plan.members().zip(less.joint.members.iter().zip(&outcome.joint.members))
        {
            if let (true, Some(award)) = (stage < last, before.award) {
                assert_eq!(Some(award), after.award, "{}\n{}\n{}", case.shown, shown(&outcome), shown(&less));
                compared += u64::from(award > Money::ZERO);
            }
        }
    }
    assert!(compared > 5, "{compared}");
}

/// Eight programmes over 25 receipts of 8 lines, divided and one after another: everything is decided, and adds up.
#[test]
fn many_receipts_of_many_members_are_decided() {
    let categories = ["western-medicine", "materials", "bed"];
    let receipts: Vec<Value> = (0..25_i64)
        .map(|number| {
            let line = |line: i64| {
                let amount = Money::from_fen(1_000 + 37 * number + 211 * line).unwrap().to_string();
                let category = categories[usize::try_from((number + line) % 3).unwrap()];
                json!({"name": "费用", "amount": amount, "category": category, "personBorne": amount})
            };
            let total: i64 = (0..8).map(|line| 1_000 + 37 * number + 211 * line).sum();
            let total = Money::from_fen(total).unwrap().to_string();
            json!({"id": format!("r{number}"), "receiptKind": "outpatient-electronic", "totalAmount": total,
                "personalAccount": "0.00", "cash": total, "patientName": "童例", "visitDate": format!("2025-03-{:02}", 1 + number),
                "number": {"form": "fiscal-electronic", "code": "41060225", "number": format!("{:010}", 1 + number)},
                "lines": (0..8).map(line).collect::<Vec<_>>()})
        })
        .collect();
    let case = json!({"kind": "application", "standard": "1.0", "id": "case-1", "aid": [], "receipts": receipts,
        "child": {"name": "童例", "birthDate": "2016-03-15"}});
    let application = read::<tongbiao::record::application::Application>(case.to_string().as_bytes()).unwrap().body;
    let programme = |number: usize| {
        let rate = ["0.3", "0.5", "0.8"][number % 3];
        let mut item = json!({"id": "i", "basis": {"measure": "family-borne", "per": "receipt"},
            "benefit": {"type": "rate", "rate": {"type": "fixed", "rate": rate}}});
        if number % 2 == 1 {
            item["lines"] =
                json!({"categories": [categories[number % 3], categories[(number + 1) % 3]], "attribution": "line"});
        }
        let json = json!({"kind": "programme", "standard": "1.0", "id": format!("cn.example.m{number}"), "revision": 1,
            "title": "示例（虚构）", "standing": "illustrative", "payer": "charity", "effective": {"start": "2024-01-01"},
            "appliesBy": "decided-on", "evidence": "receipts", "items": [item],
            "coordination": {"otherAid": "ignore", "ceiling": "family-borne"}});
        read::<Programme>(json.to_string().as_bytes()).unwrap().body
    };
    let programmes: Vec<Programme> = (0..8).map(programme).collect();
    let all: Vec<&Programme> = programmes.iter().collect();
    for policy in ["priority", "pro-rata"] {
        let members: Vec<Value> =
            programmes.iter().map(|one| json!({"programme": one.id.as_str(), "payer": "charity"})).collect();
        let plan = json!({"kind": "plan", "standard": "1.0", "id": "joint", "revision": 1, "title": "方案（虚构）",
            "standing": "illustrative", "effective": {"start": "2024-01-01"},
            "stages": [{"policy": policy, "id": "all", "members": members}]});
        let plan = read::<ReliefPlan>(plan.to_string().as_bytes()).unwrap().body;
        let on = tongbiao::evaluate::JointCircumstances::on(tongbiao::date!("2025-12-01"));
        let start = std::time::Instant::now();
        let outcome = adjudicate_jointly(&plan, &all, &application, &on, Detail::Reasons).unwrap();
        println!("{policy}: {:?}", start.elapsed());
        let alone = all.iter().map(|one| {
            let on = tongbiao::eligibility::Circumstances::on(tongbiao::date!("2025-12-01"));
            adjudicate(one, &application, &on, Detail::Reasons).unwrap()
        });
        let start = std::time::Instant::now();
        let alone: i128 = alone.filter_map(|one| one.amount).map(fen).sum();
        println!("alone: {:?}", start.elapsed());
        let totals = outcome.joint.totals.as_ref().unwrap();
        // Together they offer more than is borne, and every line can be paid by all of it.
        assert!(alone > fen(totals.borne));
        assert_eq!(totals.left, Money::ZERO);
        assert!(Document::new(outcome.joint.clone()).check().worst() < Some(Severity::Error));
    }
}

/// Without a plan, programmes are asked one after another, and each learns from the aid in the application what those before it paid on which
/// receipt. Each then pays the same as under a plan that lists them in that order.
#[test]
fn programmes_asked_one_after_another_pay_the_same_as_under_a_priority_plan() {
    let mut paid = 0;
    for seed in seeds() {
        let random = &mut crate::random::evaluation::pair::generator(seed.wrapping_mul(31).wrapping_add(17));
        let receipts: Vec<Value> = (0..1 + random.below(3))
            .map(|number| {
                let total = Money::from_fen(random.fen(80_000)).unwrap().to_string();
                json!({"id": format!("r{number}"), "receiptKind": "outpatient-electronic", "totalAmount": total,
                    "personalAccount": "0.00", "cash": total, "patientName": "童例", "visitDate": format!("2025-0{}-01", 1 + number),
                    "number": {"form": "fiscal-electronic", "code": "41060225", "number": format!("000000000{number}")}})
            })
            .collect();
        let programmes: Vec<Programme> = (0..2 + random.below(3))
            .map(|number| {
                let rate = *random.pick(&["0.3", "0.5", "0.8", "1", "0.333333"]);
                let payer = ["charity", "government", "crowdfunding", "employer"][number];
                let json = json!({"kind": "programme", "standard": "1.0", "id": format!("cn.example.m{number}"), "revision": 1,
                    "title": "示例（虚构）", "standing": "illustrative", "payer": payer,
                    "effective": {"start": "2024-01-01"}, "appliesBy": "decided-on", "evidence": "receipts",
                    "items": [{"id": "i", "basis": {"measure": "family-borne", "per": "receipt"},
                        "benefit": {"type": "rate", "rate": {"type": "fixed", "rate": rate}}}],
                    "coordination": {"otherAid": "reduces-cap", "ceiling": "family-borne"}});
                read::<Programme>(json.to_string().as_bytes()).unwrap().body
            })
            .collect();
        let case = |aid: &[Value]| {
            let json = json!({"kind": "application", "standard": "1.0", "id": "case-1", "aid": aid, "receipts": receipts,
                "child": {"name": "童例", "birthDate": "2016-03-15"}});
            read::<tongbiao::record::application::Application>(json.to_string().as_bytes()).unwrap().body
        };
        let day = tongbiao::date!("2025-12-01");
        let mut aid = Vec::new();
        let mut alone = Vec::new();
        for programme in &programmes {
            let mut on = tongbiao::eligibility::Circumstances::on(day);
            on.earlier = Some(&[]);
            let outcome = adjudicate(programme, &case(&aid), &on, Detail::Reasons).unwrap();
            for (number, receipt) in outcome.receipts.iter().flat_map(|all| all.iter()).enumerate() {
                if receipt.award > Money::ZERO {
                    aid.push(json!({"payer": programme.payer.as_str(), "programmeId": programme.id.as_str(), "status": "received",
                        "amount": receipt.award.to_string(), "receipts": [format!("r{number}")]}));
                }
            }
            alone.push(outcome.amount);
        }
        let members: Vec<Value> =
            programmes.iter().map(|one| json!({"programme": one.id.as_str(), "payer": one.payer.as_str()})).collect();
        let plan = json!({"kind": "plan", "standard": "1.0", "id": "joint", "revision": 1, "title": "方案（虚构）",
            "standing": "illustrative", "effective": {"start": "2024-01-01"},
            "stages": [{"policy": "priority", "id": "all", "members": members}]});
        let plan = read::<ReliefPlan>(plan.to_string().as_bytes()).unwrap().body;
        let all: Vec<&Programme> = programmes.iter().collect();
        let on = tongbiao::evaluate::JointCircumstances::on(day);
        let outcome = adjudicate_jointly(&plan, &all, &case(&[]), &on, Detail::Reasons).unwrap();
        let together: Vec<Option<Money>> = outcome.joint.members.iter().map(|member| member.award).collect();
        assert_eq!(
            together.iter().flatten().map(|x| x.fen()).sum::<i64>(),
            alone.iter().flatten().map(|x| x.fen()).sum::<i64>(),
            "{plan:?} {receipts:?}"
        );
        paid += u64::from(together.iter().filter(|award| award.is_some_and(|award| award > Money::ZERO)).count() > 1);
    }
    assert!(paid > 20, "{paid}");
}

/// P4: the awards under a plan keep the limits of the programmes, also where amounts are placed on other lines.
#[test]
fn awards_under_a_plan_keep_every_limit() {
    let mut kept = 0;
    for seed in seeds() {
        let case = JointCase::of(seed);
        let outcome = case.run(&case.plan, &case.circumstances());
        for document in &outcome.members {
            let programme = case.programmes.iter().find(|one| one.id == document.programme).unwrap();
            let units = document.units.as_deref().unwrap_or_default();
            for item in &*programme.items {
                let of_item = |shares: Option<&[tongbiao::adjudication::ReceiptShare]>| -> i128 {
                    let shares = shares.unwrap_or_default().iter();
                    let own = shares.filter(|share| units[usize::try_from(share.unit.get()).unwrap()].item == item.id);
                    own.map(|share| fen(share.award)).sum()
                };
                for limit in item
                    .limits
                    .iter()
                    .flat_map(|limits| limits.iter())
                    .filter(|limit| limit.when.is_none() && limit.when_any_of.is_none())
                {
                    let Some(AmountParam::Fixed(most)) = &limit.amount else { continue };
                    let receipts = document.receipts.iter().flat_map(|all| all.iter());
                    let amounts: Vec<i128> = match limit.scope {
                        LimitScope::Application => {
                            vec![units.iter().filter(|unit| unit.item == item.id).map(|unit| fen(unit.award)).sum()]
                        }
                        LimitScope::Receipt => receipts.map(|receipt| of_item(receipt.shares.as_deref())).collect(),
                        LimitScope::Line => {
                            let lines =
                                receipts.flat_map(|receipt| receipt.lines.iter().flat_map(|lines| lines.iter()));
                            lines.map(|line| of_item(line.shares.as_deref())).collect()
                        }
                        _ => continue,
                    };
                    assert!(amounts.iter().all(|amount| *amount <= fen(most.amount)), "{amounts:?} {}", case.shown);
                    kept += u64::from(amounts.iter().any(|amount| *amount > 0));
                }
            }
        }
    }
    assert!(kept > 10, "{kept}");
}
