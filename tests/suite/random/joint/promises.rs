//! Promises that hold for every joint relief plan.

use super::{JointCase, fen, seeds};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tongbiao::{
    adjudication::Adjudication,
    check::read,
    code::{AdjudicationDecision, PlanInteraction},
    document::Document,
    evaluate::{Detail, JointOutcome, adjudicate, adjudicate_jointly},
    finding::Severity,
    plan::{PlanStage, ReliefPlan},
    programme::Programme,
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
            let stated = member.alone.filter(|_| member.decision != AdjudicationDecision::Refused);
            assert_eq!(
                stated,
                alone.amount.filter(|_| alone.decision != AdjudicationDecision::Refused),
                "{}",
                case.shown
            );
            if let (Some(award), Some(amount), false) = (member.award, alone.amount, reduces) {
                assert!(award <= amount, "{award} {amount} {}", case.shown);
                paid += u64::from(award > Money::ZERO);
            }
        }
    }
    assert!(paid > 50, "{paid}");
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
        // The funds were reduced by what was paid.
        for (fund, left) in &mut later.funds {
            let paid = outcome.members.iter().filter(|one| one.programme == *fund).filter_map(|one| one.amount);
            let rest = left.fen() - paid.map(Money::fen).sum::<i64>();
            *left = Money::from_fen(rest.max(0)).unwrap();
        }
        let second = case.run(&case.plan, &later);
        for (member, before) in second.joint.members.iter().zip(&outcome.joint.members) {
            let same = member.due.map_or(0, fen) == 0 && member.overpaid.is_none() && member.award == before.award;
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
                    json["requirements"] =
                        json!([{"id": "open", "anyOf": [{"test": "assessed", "key": "nobody-knows"}]}]);
                }
                read::<Programme>(json.to_string().as_bytes()).unwrap().body
            })
            .collect();
        let all: Vec<&Programme> = programmes.iter().collect();
        let less =
            adjudicate_jointly(&case.plan, &all, &case.application, &case.circumstances(), Detail::Reasons).unwrap();
        for ((stage, ..), (before, after)) in
            case.plan.members().zip(less.joint.members.iter().zip(&outcome.joint.members))
        {
            if let (true, Some(award)) = (stage < last, before.award) {
                assert_eq!(Some(award), after.award, "{}", case.shown);
                compared += u64::from(award > Money::ZERO);
            }
        }
    }
    assert!(compared > 5, "{compared}");
}
