//! Random joint relief plans: the library compared with the reference, and the kinds that must occur.

mod promises;

use crate::{
    random::{
        case::{Told, application},
        evaluation::pair::{generator, read_application, sound},
    },
    reference::{
        Given,
        joint::{self, Joint, Place, Share, Totals},
    },
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tongbiao::{
    check::read,
    code::AdjudicationDecision,
    evaluate::{Detail, JointCircumstances, JointOutcome, adjudicate, adjudicate_jointly},
    finding::Severity,
    plan::ReliefPlan,
    programme::Programme,
    record::application::Application,
    value::{Date, Money},
};
use tongbiao_testkit::{random::Random, size::size};

/// A plan with its programmes, an application and the circumstances.
struct JointCase {
    seed: u64,
    plan: ReliefPlan,
    programmes: Vec<Programme>,
    application: Application,
    given: Vec<Given>,
    shown: String,
}

/// The number of cases: 60, or 6,000 with `SUITE=whole`. `JOINT_CASES` and `JOINT_SEED_FROM` select others.
fn seeds() -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let from = number("JOINT_SEED_FROM").unwrap_or(0);
    let seeds = from..from + number("JOINT_CASES").unwrap_or_else(|| size(60, 6_000));
    println!("seeds {} to {}", seeds.start, seeds.end - 1);
    seeds
}

impl JointCase {
    fn of(seed: u64) -> Self {
        let random = &mut generator(seed.wrapping_mul(7_919).wrapping_add(3));
        let mut made = if seed.is_multiple_of(3) { Self::any(seed, random) } else { Self::contested(seed, random) };
        // In most cases several members pay something.
        for _ in 0..4 {
            if made.offering() >= 2 || random.chance(20) {
                break;
            }
            made = Self::any(seed, random);
        }
        made
    }

    /// The number of members that would award something alone.
    fn offering(&self) -> usize {
        let awards = self.programmes.iter().zip(&self.given).filter(|(programme, given)| {
            let mut circumstances = given.circumstances();
            circumstances.earlier = given.ledger.as_ref().map(|_| &[][..]);
            let outcome = adjudicate(programme, &self.application, &circumstances, Detail::Amounts).unwrap();
            outcome.amount.is_some_and(|amount| amount > Money::ZERO)
        });
        awards.count()
    }

    /// Few lines, and programmes that pay some or all of them, so that they compete for each line.
    fn contested(seed: u64, random: &mut Random) -> Self {
        let count = 2 + random.below(4);
        let (categories, small) = (["western-medicine", "materials", "bed"], random.chance(30));
        let fen = |random: &mut Random, most: i64| {
            if small { i64::try_from(random.below(12)).unwrap() } else { random.fen(most) }
        };
        let receipts = (0..1 + random.below(3)).map(|number| {
            let lines: Vec<(i64, usize)> = (0..1 + random.below(5)).map(|_| (fen(random, 60_000), random.below(3))).collect();
            let total: i64 = lines.iter().map(|(amount, _)| amount).sum();
            let lines: Vec<Value> = lines
                .iter()
                .map(|(amount, category)| {
                    let amount = Money::from_fen(*amount).unwrap().to_string();
                    json!({"name": "费用", "amount": amount, "category": categories[*category], "personBorne": amount})
                })
                .collect();
            let total = Money::from_fen(total).unwrap().to_string();
            let mut receipt = json!({"id": format!("r{number}"), "receiptKind": "outpatient-electronic", "totalAmount": total,
                "personalAccount": "0.00", "cash": total, "patientName": "童例", "visitDate": format!("2025-0{}-01", 1 + number),
                "number": {"form": "fiscal-electronic", "code": "41060225", "number": format!("000000000{number}")}});
            if random.chance(90) {
                receipt["lines"] = lines.into();
            }
            receipt
        });
        let receipts: Vec<Value> = receipts.collect();
        let mut aid = Vec::new();
        if random.chance(40) {
            let mut entry = json!({"payer": "commercial-insurance", "status": *random.pick(&["received", "committed"]),
                "amount": Money::from_fen(fen(random, 50_000)).unwrap().to_string(), "decidedOn": "2026-05-20"});
            if random.chance(50) {
                entry["receipts"] = json!(["r0"]);
            }
            aid.push(entry);
        }
        let case = json!({"kind": "application", "standard": "1.0", "id": "case-1", "aid": aid, "receipts": receipts,
            "child": {"name": "童例", "birthDate": "2016-03-15"}});
        let mut programmes = Vec::new();
        let mut rules = Vec::new();
        while programmes.len() < count {
            let number = programmes.len();
            let mut items = Vec::new();
            for item in 0..1 + random.below(2) {
                let narrow = random.chance(55);
                let mut rule = json!({"id": format!("i{item}"),
                    "basis": {"measure": "family-borne", "per": *random.pick(&["receipt", "application", "application"])}});
                rule["benefit"] = if random.chance(75) {
                    json!({"type": "rate", "rate": {"type": "fixed", "rate": *random.pick(&["0.3", "0.5", "0.8", "1", "0.333333"])}})
                } else {
                    json!({"type": "fixed", "amount": {"type": "fixed", "amount": Money::from_fen(fen(random, 40_000)).unwrap().to_string()}})
                };
                if rule["benefit"]["type"] == "fixed" && random.chance(30) {
                    rule.as_object_mut().unwrap().remove("basis");
                } else if narrow {
                    let some = random.some(&categories, 1);
                    rule["lines"] = json!({"categories": some, "attribution": "line"});
                }
                if random.chance(25) {
                    let scope = *random.pick(&["line", "receipt", "application"]);
                    rule["limits"] = json!([{"id": format!("l{item}"), "scope": scope,
                        "amount": {"type": "fixed", "amount": Money::from_fen(fen(random, 20_000)).unwrap().to_string()}}]);
                }
                items.push(rule);
            }
            let mut json = json!({"kind": "programme", "standard": "1.0", "id": format!("cn.example.m{}", (number * 3 + 2) % 7),
                "revision": 1, "title": "示例（虚构）", "standing": "illustrative",
                "payer": *random.pick(&["charity", "government", "crowdfunding"]), "effective": {"start": "2024-01-01"},
                "appliesBy": "decided-on", "evidence": "receipts", "items": items,
                "coordination": {"otherAid": *random.pick(&["ignore", "reduces-cap", "reduces-basis"]),
                    "ceiling": *random.pick(&["family-borne", "family-borne", "not-applicable", "at-reconciliation"])}});
            if random.chance(15) {
                json["minimumAward"] =
                    json!({"amount": "60.00", "below": *random.pick(&["pay-nothing", "pay-minimum"])});
            }
            if random.chance(20) {
                json["limits"] = json!([{"id": "fund", "scope": "fund-balance"}]);
            }
            let document =
                read::<Programme>(json.to_string().as_bytes()).unwrap_or_else(|why| panic!("{why} {json:#}"));
            // Some can never pay anything.
            if document.check().worst() < Some(Severity::Error) {
                rules.push(json);
                programmes.push(document.body);
            }
        }
        Self::with(seed, (rules, programmes), case, random)
    }

    /// Any programmes and any application.
    fn any(seed: u64, random: &mut Random) -> Self {
        let count = 2 + random.below(3);
        let simple = random.chance(60);
        let mut programmes = Vec::new();
        let mut rules = Vec::new();
        for number in 0..count {
            // The order of the identifiers is not that of the plan.
            let id = format!("cn.example.m{}", (number * 3 + 2) % 5);
            let class = *random.pick(&["charity", "charity", "government", "crowdfunding", "hospital"]);
            let (json, programme) = sound(random, |rules| {
                rules["id"] = id.clone().into();
                rules["payer"] = class.into();
                rules["coordination"].as_object_mut().unwrap().remove("after");
                if simple {
                    rules.as_object_mut().unwrap().remove("requirements");
                    rules["coordination"]["otherAid"] = "ignore".into();
                }
            });
            programmes.push(programme);
            rules.push(json);
        }
        let told = Told(if random.chance(90) { 100 } else { 96 });
        let mut case = application("case-1", 1, &told, random);
        if simple {
            case["aid"] = json!([]);
        }
        Self::with(seed, (rules, programmes), case, random)
    }

    fn with(seed: u64, (rules, programmes): (Vec<Value>, Vec<Programme>), case: Value, random: &mut Random) -> Self {
        let plan = plan(&programmes, random);
        let as_of = Date::parse(["2026-06-30", "2026-03-15"][random.below(2)]).unwrap();
        let earlier = random.chance(50);
        let given = programmes.iter().map(|_| {
            let fund_balance = random.chance(95).then(|| Money::from_fen(random.fen(400_000)).unwrap());
            Given { as_of, quota_left: Some(3), fund_balance, ledger: earlier.then(Vec::new) }
        });
        let given: Vec<Given> = given.collect();
        let shown = format!("seed {seed} {given:?}\n{plan:#}\n{:#}\n{case:#}", Value::from(rules));
        let plan = read::<ReliefPlan>(plan.to_string().as_bytes()).unwrap_or_else(|why| panic!("{why} {shown}")).body;
        Self { seed, plan, programmes, application: read_application(&case), given, shown }
    }

    fn circumstances(&self) -> JointCircumstances<'static> {
        let mut circumstances = JointCircumstances::on(self.given[0].as_of);
        circumstances.earlier = self.given[0].ledger.as_ref().map(|_| &[][..]);
        for (programme, given) in self.programmes.iter().zip(&self.given) {
            circumstances.quotas.extend(given.quota_left.map(|quota| (programme.id.clone(), quota)));
            circumstances.funds.extend(given.fund_balance.map(|fund| (programme.id.clone(), fund)));
        }
        circumstances
    }

    fn run(&self, plan: &ReliefPlan, circumstances: &JointCircumstances<'_>) -> JointOutcome {
        let programmes: Vec<&Programme> = self.programmes.iter().collect();
        adjudicate_jointly(plan, &programmes, &self.application, circumstances, Detail::Reasons)
            .unwrap_or_else(|why| panic!("{why} {}", self.shown))
    }
}

/// A plan of these programmes, in one to three stages.
fn plan(programmes: &[Programme], random: &mut Random) -> Value {
    let members: Vec<Value> = programmes
        .iter()
        .map(|programme| {
            let mut member = json!({"programme": programme.id.as_str(), "payer": programme.payer.as_str()});
            if random.chance(20) {
                member["atMost"] = Money::from_fen(random.fen(300_000)).unwrap().to_string().into();
            }
            if random.chance(50) {
                member["wholeAwards"] = (*random.pick(&["within", "advance", "apart"])).into();
            }
            member
        })
        .collect();
    let (mut stages, mut left): (Vec<Value>, &[Value]) = (Vec::new(), &members);
    while !left.is_empty() {
        let (own, others) = left.split_at(1 + random.below(left.len()));
        left = others;
        let policies = ["priority", "priority", "priority", "pro-rata", "pro-rata", "shares", "gap-fill", "match"];
        let policy = if stages.is_empty() { policies[random.below(7)] } else { policies[random.below(8)] };
        let mut stage = json!({"policy": policy, "id": format!("stage-{}", stages.len()), "members": own});
        match policy {
            "priority" if random.chance(60) => {
                stage["interaction"] = (*random.pick(&["capped", "reduces-basis", "non-duplicate"])).into();
            }
            "shares" => {
                let mut rest = 100;
                for member in stage["members"].as_array_mut().unwrap() {
                    let share = random.below(rest + 1);
                    rest -= share;
                    member["share"] = if share == 100 { "1".into() } else { format!("0.{share:02}").into() };
                }
                stage["redistribute"] = random.chance(50).into();
            }
            "match" => {
                stage["of"] = format!("stage-{}", random.below(stages.len())).into();
                stage["times"] = (*random.pick(&["0.5", "1", "0.333333"])).into();
            }
            _ => {}
        }
        stages.push(stage);
    }
    let mut plan = json!({"kind": "plan", "standard": "1.0", "id": "joint", "revision": 1, "title": "方案（虚构）",
        "standing": "illustrative", "effective": {"start": "2020-01-01"}, "stages": stages});
    if random.chance(50) {
        plan["priorAid"] = json!({"counted": random.some(&["received", "committed"], 1)});
        if random.chance(40) {
            plan["priorAid"]["committedDays"] = [30, 400][random.below(2)].into();
        }
    }
    if random.chance(15) {
        plan["atMost"] = Money::from_fen(random.fen(500_000)).unwrap().to_string().into();
    }
    plan
}

fn fen(amount: Money) -> i128 {
    amount.fen().into()
}

/// The outcome of the library in the form of the reference.
pub fn answer(outcome: &JointOutcome) -> Joint {
    let mut on: Vec<BTreeMap<Place, i128>> = vec![BTreeMap::new(); outcome.members.len()];
    for receipt in outcome.joint.receipts.iter().flat_map(|all| all.iter()) {
        let place: usize = receipt.receipt.as_str().rsplit('/').next().unwrap().parse().unwrap();
        let mut put = |line: usize, awards: Option<&[tongbiao::joint::JointAmount]>| {
            for part in awards.unwrap_or_default() {
                on[usize::try_from(part.member.get()).unwrap()].insert((place, line), fen(part.award));
            }
        };
        match &receipt.lines {
            Some(lines) => lines.iter().enumerate().for_each(|(line, one)| put(line, one.awards.as_deref())),
            None => put(0, receipt.awards.as_deref()),
        }
    }
    let members = outcome.joint.members.iter().zip(&outcome.members).zip(on);
    // A member that is below its threshold is refused, but it was computed.
    let shares = members.map(|((member, document), on)| match (member.decision, member.award) {
        (AdjudicationDecision::Refused, _) if document.units.is_none() => Share::Refused,
        (_, Some(award)) => Share::Awarded(fen(award), on),
        _ => Share::Undetermined,
    });
    Joint {
        shares: shares.collect(),
        alone: outcome.joint.members.iter().map(|member| member.alone.map(fen)).collect(),
        totals: outcome.joint.totals.as_ref().map(|totals| Totals {
            borne: fen(totals.borne),
            prior: fen(totals.prior),
            awarded: fen(totals.awarded),
            apart: totals.apart.map_or(0, fen),
            excess: totals.excess.map_or(0, fen),
        }),
    }
}

#[test]
fn joint_outcomes_agree_with_the_reference() {
    let (mut met, mut failed) = (BTreeMap::<String, u64>::new(), Vec::new());
    for seed in seeds() {
        let case = JointCase::of(seed);
        let outcome = case.run(&case.plan, &case.circumstances());
        let found = answer(&outcome);
        let slow = joint::evaluate(&case.plan, &case.programmes, &case.application, &case.given);
        // Cells are stated only if everything is decided.
        let comparable = |joint: &Joint| {
            let shares = joint.shares.iter().map(|share| match share {
                Share::Awarded(sum, _) if joint.totals.is_none() => Share::Awarded(*sum, BTreeMap::new()),
                share => share.clone(),
            });
            shares.collect::<Vec<_>>()
        };
        let refused = outcome.joint.decision == AdjudicationDecision::Refused;
        let same = comparable(&found) == comparable(&slow)
            && (found.totals == slow.totals || refused)
            && found
                .alone
                .iter()
                .zip(&slow.alone)
                .zip(&slow.shares)
                .all(|((found, slow), share)| found == slow || *share == Share::Refused);
        if !same {
            failed.push(format!("seed {seed}\nlibrary {found:?}\nreference {slow:?}"));
        }
        for stage in case.plan.stages.iter() {
            *met.entry(stage.code().to_owned()).or_default() += 1;
        }
        let paid = found.shares.iter().filter(|share| matches!(share, Share::Awarded(sum, _) if *sum > 0)).count();
        *met.entry(format!("{paid} paid")).or_default() += 1;
        let cut = |(share, alone): (&Share, &Option<i128>)| matches!(share, Share::Awarded(sum, _) if alone.is_some_and(|alone| *sum < alone));
        *met.entry("cut".to_owned()).or_default() += u64::from(found.shares.iter().zip(&found.alone).any(cut));
        *met.entry("undetermined".to_owned()).or_default() += u64::from(found.totals.is_none() && !refused);
    }
    println!("{met:?}");
    let seeds = seeds().count();
    for kind in ["priority", "pro-rata", "shares", "gap-fill", "match", "cut", "undetermined", "3 paid"] {
        let count = met.get(kind).copied().unwrap_or(0);
        assert!(seeds < 100 || count * 40 >= u64::try_from(seeds).unwrap(), "{kind} occurs {count} times");
    }
    assert!(
        failed.is_empty(),
        "{} differ\n{}",
        failed.len(),
        failed.iter().take(4).cloned().collect::<Vec<_>>().join("\n")
    );
}
