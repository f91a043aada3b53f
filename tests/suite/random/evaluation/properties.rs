//! Properties of every award, independent of the evaluator.

use super::{
    engine::{Answer, Engine, Library, Reference},
    pair::{Pair, generator, read_application},
};
use crate::reference::{self, Given};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tongbiao::{
    adjudication::Adjudication,
    code::{AdjudicationDecision, Bearer, PayerClass, ReasonCode},
    evaluate::{Detail, adjudicate},
    record::application::Application,
    value::Money,
};

/// The number of pairs for each property. It is smaller than that of the comparison with the reference.
fn pairs() -> u64 {
    super::pairs() / 5
}

/// Tests a property on many pairs. The result is the number of pairs on which it applied.
#[track_caller]
pub fn holds(what: &str, least: u64, ask: impl Fn(&Pair) -> Result<u64, String>) {
    holds_of(what, least, Pair::of, ask);
}

#[track_caller]
fn holds_of(what: &str, least: u64, pair: impl Fn(u64) -> Pair, ask: impl Fn(&Pair) -> Result<u64, String>) {
    let (mut seen, mut broken) = (0, Vec::new());
    for seed in super::seeds(pairs()) {
        let pair = pair(seed);
        if super::only().is_some() {
            println!("{}", pair.shown());
        }
        match ask(&pair) {
            Ok(times) => seen += times,
            Err(how) => broken.push((pair.rules.to_string().len() + pair.case.to_string().len(), seed, how)),
        }
    }
    broken.sort_unstable();
    assert!(broken.is_empty(), "{what}: {} of {}: {:#?}", broken.len(), pairs(), &broken[..broken.len().min(6)]);
    println!("{what}: {seen} seen of {}", pairs());
    let least = if super::are_many() { least } else { 0 };
    let is_enough = super::only().is_some() || seen * 1000 >= pairs() * least;
    assert!(is_enough, "{what}: only {seen} seen of {}", pairs());
}

/// The result of an evaluator without earlier adjudications.
pub fn run<E: Engine>(engine: &E, pair: &Pair) -> Answer {
    engine.run(&pair.programme, &pair.application, &pair.given, Some(&[])).0
}

pub fn run_json<E: Engine>(engine: &E, pair: &Pair, case: &Value) -> Answer {
    engine.run(&pair.programme, &read_application(case), &pair.given, Some(&[])).0
}

pub fn library() -> Library {
    Library(Detail::Reasons)
}

/// Amounts that have the same result in the award.
pub fn same(a: &Answer, b: &Answer) -> bool {
    a.amount == b.amount && a.items == b.items && a.decision == b.decision
}

pub fn told(before: &Answer, after: &Answer) -> String {
    format!("{} {:?} became {} {:?}", before.decision, before.amount, after.decision, after.amount)
}

fn has_ceiling(pair: &Pair) -> bool {
    pair.rules["coordination"]["ceiling"] == "family-borne"
}

pub fn receipts(case: &Value) -> &[Value] {
    case["receipts"].as_array().map_or(&[], Vec::as_slice)
}

/// Whether all receipts are different by their numbers, as section 3 defines them, and none reverses another. Of
/// receipts with the same number only the first is admitted, so their order matters.
pub fn are_distinct(pair: &Pair) -> bool {
    let mut keys = BTreeSet::new();
    let all = pair.application.receipts.as_deref().unwrap_or_default();
    let mut are_new = all.iter().map(|receipt| receipt.keys().into_iter().all(|key| keys.insert(key)));
    are_new.all(|is_new| is_new) && all.iter().all(|receipt| receipt.reverses.is_none())
}

/// P1: the award on a line does not exceed the family's share of it.
#[test]
fn no_line_is_paid_more_than_its_burden() {
    holds("line within its burden", 250, |pair| {
        let answer = run(&library(), pair);
        let mut seen = 0;
        for (index, receipt) in answer.receipts.iter().enumerate().filter(|(_, receipt)| receipt.award > 0) {
            let burden = reference::burden(&pair.programme, &pair.application, &pair.given, index);
            // Without a cap at the family's share, that share need not be known.
            if burden.is_none() && !has_ceiling(pair) {
                continue;
            }
            let Some(burden) = burden else {
                return Err(format!("receipt {index} is paid and its burden is not known"));
            };
            seen += 1;
            if has_ceiling(pair) && receipt.award > burden.iter().sum::<i128>() {
                return Err(format!("receipt {index}: {} of {burden:?}", receipt.award));
            }
            let lines = receipt.lines.iter().flatten().zip(&burden);
            if has_ceiling(pair) && lines.clone().any(|(award, burden)| award > burden) {
                return Err(format!("receipt {index}: {:?} of {burden:?}", receipt.lines));
            }
        }
        Ok(seen)
    });
}

/// P2: lines add up to receipts, units to items, items to the amount, payments to the amount.
#[test]
fn parts_add_up() {
    holds("parts add up", 250, |pair| {
        let (answer, document) = library().run(&pair.programme, &pair.application, &pair.given, Some(&[]));
        let Some(amount) = answer.amount else { return Ok(0) };
        let items: i128 = answer.items.iter().sum();
        let units: i128 = answer.units.iter().map(|(_, award, _)| award).sum();
        let payments: i128 = document.payments.iter().flatten().map(|payment| i128::from(payment.amount.fen())).sum();
        let on_receipts: i128 = answer.receipts.iter().map(|receipt| receipt.award).sum();
        let lines_add_up = answer.receipts.iter().all(|receipt| {
            receipt.lines.as_ref().is_none_or(|lines| lines.is_empty() || lines.iter().sum::<i128>() == receipt.award)
        });
        let whole = items == amount && payments == amount && on_receipts <= amount && lines_add_up;
        if !whole || (answer.decision != AdjudicationDecision::Refused && units != amount) {
            return Err(format!("{amount}: items {items}, units {units}, payments {payments}, receipts {on_receipts}"));
        }
        others_pay_no_more_than_their_aid(&pair.application, &document)?;
        Ok(u64::from(amount > 0))
    });
}

/// What the receipts state as paid by other aid is, for each class of payers, at most the aid of the application.
fn others_pay_no_more_than_their_aid(application: &Application, outcome: &Adjudication) -> Result<(), String> {
    let receipts = outcome.receipts.iter().flat_map(|all| all.iter());
    let parts = receipts.flat_map(|receipt| receipt.adjustments.iter().flat_map(|all| all.iter()));
    let mut stated: BTreeMap<PayerClass, i64> = BTreeMap::new();
    for part in parts.filter(|part| matches!(part.code, ReasonCode::OtherAid | ReasonCode::LessPayer)) {
        match (part.payer, part.bearer) {
            (Some(payer), _) => *stated.entry(payer).or_default() += part.amount.fen(),
            (None, Bearer::Family) => {}
            (None, bearer) => return Err(format!("{} of {bearer} without a payer", part.code)),
        }
    }
    for (payer, stated) in stated {
        let entries = application.aid.iter().flat_map(|all| all.iter()).filter(|aid| aid.payer == payer);
        let given: i64 = entries.filter_map(|aid| aid.amount).map(Money::fen).sum();
        if stated > given {
            return Err(format!("the receipts state {stated} fen by {payer}, and its aid is {given} fen"));
        }
    }
    Ok(())
}

/// P3: the document balances to the fen, and states the errors of the application. The rules of the standard report nothing, at any
/// level of detail.
#[test]
fn documents_balance() {
    holds("documents balance", 250, |pair| {
        let mut circumstances = pair.given.circumstances();
        circumstances.earlier = pair.seed.is_multiple_of(2).then_some(&[]);
        let mut amounts = Vec::new();
        let checked = tongbiao::document::Document::new(pair.application.clone()).check();
        let errors = checked.findings.iter().map(|located| &located.finding);
        let errors = errors.filter(|finding| finding.rule.severity == tongbiao::finding::Severity::Error);
        let errors: BTreeSet<(&str, &str)> = errors.map(|one| (one.rule.code, one.pointer.as_str())).collect();
        for detail in [Detail::Amounts, Detail::Reasons, Detail::Full] {
            let adjudication = adjudicate(&pair.programme, &pair.application, &circumstances, detail).unwrap();
            amounts.push(adjudication.amount);
            let stated = adjudication.findings.iter().flat_map(|all| all.iter());
            let stated: BTreeSet<(&str, &str)> = stated.map(|one| (one.code.as_str(), one.pointer.as_str())).collect();
            if stated != errors {
                return Err(format!("{stated:?} stated, {errors:?} found"));
            }
            let document = tongbiao::document::Document::new(adjudication);
            let text = document.to_json().unwrap();
            let checked = tongbiao::check::check(text.as_bytes(), None, &tongbiao::check::Limits::default());
            if let Some(tongbiao::check::Located { finding, .. }) = checked.findings.first() {
                return Err(format!("{} at {}", finding.rule.code, finding.pointer));
            }
        }
        if amounts.iter().any(|amount| *amount != amounts[0]) {
            return Err(format!("{amounts:?} at different details"));
        }
        Ok(u64::from(amounts[0].is_some_and(|amount| amount > Money::ZERO)))
    });
}

/// P4: no award exceeds a limit that always applies.
#[test]
fn no_award_is_above_a_limit() {
    holds("limits hold", 200, |pair| {
        let (answer, document) = library().run(&pair.programme, &pair.application, &pair.given, Some(&[]));
        let fixed = |limit: &Value| -> Option<i128> {
            let amount = (limit["amount"]["type"] == "fixed").then(|| limit["amount"]["amount"].as_str())??;
            Some(i128::from(Money::parse(amount).ok()?.fen()))
        };
        let items = pair.rules["items"].as_array().unwrap();
        let shared = pair.rules["limits"].as_array().into_iter().flatten().map(|limit| (limit, None));
        let own = items.iter().enumerate().flat_map(|(place, item)| {
            item["limits"].as_array().into_iter().flatten().map(move |limit| (limit, Some(place)))
        });
        let mut seen = 0;
        for (limit, own) in
            shared.chain(own).filter(|(limit, _)| limit.get("when").or(limit.get("whenAnyOf")).is_none())
        {
            let is_for = |place: usize| match own {
                Some(own) => own == place,
                None => limit["items"].as_array().is_none_or(|ids| ids.contains(&items[place]["id"])),
            };
            let sum: i128 = (0..items.len()).filter(|place| is_for(*place)).map(|place| answer.items[place]).sum();
            let all = (0..items.len()).all(is_for);
            let most = fixed(limit);
            let above = |awards: i128| most.is_some_and(|most| awards > most);
            let broken = match limit["scope"].as_str().unwrap() {
                "application" | "lifetime" => above(sum),
                "fund-balance" => pair.given.fund_balance.is_some_and(|balance| sum > i128::from(balance.fen())),
                // The only receipt carries all that the units of an item with a basis award, if they have it.
                "receipt" | "hospitalisation" if answer.receipts.len() == 1 => {
                    let units = document.units.iter().flatten().filter(|unit| {
                        let place = items.iter().position(|item| item["id"] == unit.item.as_str()).unwrap();
                        let has_basis = items[place].get("basis").is_some();
                        is_for(place) && has_basis && unit.receipts.as_ref().is_some_and(|all| !all.is_empty())
                    });
                    above(units.map(|unit| i128::from(unit.award.fen())).sum())
                }
                "receipt" if all => answer.receipts.iter().any(|receipt| above(receipt.award)),
                "line" if all => answer.receipts.iter().flat_map(|r| r.lines.iter().flatten()).any(|line| above(*line)),
                _ => continue,
            };
            if broken {
                return Err(format!("{limit}: {:?}, receipts {:?}", answer.items, answer.receipts));
            }
            seen += u64::from(sum > 0);
        }
        Ok(seen)
    });
}

/// Programmes whose awards never jump and never rise by more than a fen for each fen.
fn well_behaved(rules: &mut Value) {
    let fixed = |param: &mut Value, name: &str| {
        if let Some(value) = param.pointer("/rows/0").and_then(|row| row.get(name)).cloned() {
            *param = json!({"type": "fixed", name: value});
        }
        if param["type"] == "statistic" {
            *param = json!({"type": "fixed", "amount": "100.00"});
        }
    };
    let members = rules.as_object_mut().unwrap();
    for name in ["requirements", "minimumAward", "lines", "limits"] {
        members.remove(name);
    }
    members.insert("rounding".to_owned(), json!({"unit": "0.01", "mode": "half-up"}));
    let items = members["items"].as_array_mut().unwrap();
    items.truncate(1);
    let item = items[0].as_object_mut().unwrap();
    for name in ["when", "whenAnyOf", "lines", "rounding", "limits"] {
        item.remove(name);
    }
    if !matches!(item["benefit"]["type"].as_str(), Some("rate" | "gap" | "bands")) {
        item.insert("benefit".to_owned(), json!({"type": "rate", "rate": {"type": "fixed", "rate": "0.7"}}));
    }
    item.entry("basis").or_insert_with(|| json!({"measure": "family-borne", "per": "receipt"}));
    let benefit = &mut item["benefit"];
    if benefit["type"] == "bands" {
        benefit["method"] = "marginal".into();
        benefit.as_object_mut().unwrap().remove("addRate");
        benefit["bands"].as_array_mut().unwrap().iter_mut().for_each(|band| fixed(&mut band["rate"], "rate"));
    } else {
        fixed(&mut benefit["rate"], "rate");
    }
    item["basis"].as_object_mut().unwrap().remove("threshold");
    if let Some(deductible) = item.get_mut("deductible") {
        fixed(deductible, "amount");
    }
}

/// P5: if a formula is even, a higher bill never lowers the remaining cost of the family.
#[test]
fn a_bigger_bill_never_leaves_a_smaller_burden() {
    let pair = |seed| Pair::shaped(seed, well_behaved);
    holds_of("bigger bill", 200, pair, |pair| {
        let mut case = pair.case.clone();
        let mut random = generator(pair.seed ^ 0x55);
        let Some(all) = case.get_mut("receipts").and_then(Value::as_array_mut).filter(|all| !all.is_empty()) else {
            return Ok(0);
        };
        all.iter_mut().for_each(|receipt| drop(receipt.as_object_mut().unwrap().remove("lines")));
        let before = run_json(&library(), pair, &case);
        let place = random.below(receipts(&case).len());
        let more = [1, 2, 99, 1_000, 123_456][random.below(5)];
        let receipt = &mut case["receipts"][place];
        for name in ["totalAmount", "cash"] {
            let Some(text) = receipt[name].as_str() else { return Ok(0) };
            let fen: i64 = text.replace('.', "").parse().unwrap();
            if fen <= 0 || fen > 9_000_000_000 {
                return Ok(0);
            }
            receipt[name] = crate::random::programme::yuan(fen + more).into();
        }
        let after = run_json(&library(), pair, &case);
        let (Some(less), Some(greater)) = (before.amount, after.amount) else { return Ok(0) };
        // Norm 11.5: each unit rounds its award once, and a fen of aid may move to another receipt.
        let roundings = i128::try_from(after.units.len().max(1)).unwrap() - 1;
        if greater - less > i128::from(more) + roundings {
            return Err(format!("{more} fen more: {less} became {greater}"));
        }
        Ok(u64::from(greater > 0))
    });
}

/// P7: the order of receipts does not affect the result.
#[test]
fn receipts_come_in_any_order() {
    holds("any order", 150, |pair| {
        if receipts(&pair.case).len() < 2 || !are_distinct(pair) {
            return Ok(0);
        }
        let mut case = pair.case.clone();
        let all = case["receipts"].as_array_mut().unwrap();
        let places = all.len();
        all.rotate_left(1 + generator(pair.seed).below(places - 1));
        all.reverse();
        let (before, after) = (run(&library(), pair), run_json(&library(), pair, &case));
        if !same(&before, &after) {
            return Err(told(&before, &after));
        }
        Ok(u64::from(before.amount > Some(0)))
    });
}

/// Programmes that add up amounts over a period, without limits and without other payers.
fn cumulative(rules: &mut Value) {
    well_behaved(rules);
    // An outcome that awaits supporting documents is not granted, and later batches do not use it.
    rules.as_object_mut().unwrap().remove("papers");
    rules["coordination"] = json!({"otherAid": "ignore", "ceiling": "not-applicable"});
    // A requirement on receipts may use a sum over the application, which differs in each batch.
    for place in ["/receipts", "/items/0/receipts"] {
        if let Some(rule) = rules.pointer_mut(place).and_then(Value::as_object_mut) {
            rule.remove("requirements");
        }
    }
    rules["items"][0]["basis"] =
        json!({"measure": "billed", "per": "period", "period": {"type": "calendar-year", "by": "visited-on"}});
    if rules["items"][0]["benefit"]["type"] == "gap" {
        rules["items"][0]["benefit"] = json!({"type": "rate", "rate": {"type": "fixed", "rate": "0.333333"}});
    }
}

/// Programmes that count something of receipts over a period, up to a maximum number.
fn counting(rules: &mut Value) {
    cumulative(rules);
    let item = &mut rules["items"][0];
    let by_days = item["basis"]["measure"] == "billed" && item["benefit"]["type"] == "bands";
    let count = if by_days { json!({"type": "fact", "fact": "stay-days"}) } else { json!({"type": "line-quantity"}) };
    let amount = json!({"type": "fixed", "amount": "33.33"});
    item["benefit"] = json!({"type": "units", "count": count, "amount": amount, "countMax": 9});
    item.as_object_mut().unwrap().remove("deductible");
}

/// Programmes whose second item awards on the remainder that the first leaves over a period.
fn in_two_steps(rules: &mut Value) {
    cumulative(rules);
    let first = json!({"id": "first", "basis": {"measure": "billed", "per": "receipt"},
        "benefit": {"type": "rate", "rate": {"type": "fixed", "rate": "0.333333"}}});
    rules["items"][0]["basis"]["lessItems"] = json!(["first"]);
    rules["items"].as_array_mut().unwrap().insert(0, first);
}

fn in_batches<E: Engine>(engine: &E, pair: &Pair) -> Result<u64, String> {
    // If split sheets that exceed their original are submitted together, none is admitted. One after another, the first
    // is admitted.
    let are_whole = receipts(&pair.case).iter().all(|receipt| receipt.get("original").is_none());
    // A receipt without an inpatient number takes that of a receipt with the same days (5.15). In a batch without that receipt
    // the number is missing.
    let takes = |receipt: &Value| {
        let is_same = |other: &Value| other["stay"] == receipt["stay"] && other.get("inpatientNumber").is_some();
        let states = receipt.get("stay").is_some() && receipt.get("inpatientNumber").is_none();
        states && receipts(&pair.case).iter().any(is_same)
    };
    let takes_numbers = receipts(&pair.case).iter().any(takes);
    if receipts(&pair.case).len() < 2 || !are_distinct(pair) || !are_whole || takes_numbers {
        return Ok(0);
    }
    let whole = run(engine, pair);
    let Some(amount) = whole.amount.filter(|amount| *amount > 0) else { return Ok(0) };
    let mut batches = receipts(&pair.case).to_vec();
    if pair.seed.is_multiple_of(2) {
        batches.reverse();
    }
    let (mut earlier, mut sum) = (Vec::new(), 0);
    for (place, batch) in batches.chunks(1 + usize::try_from(pair.seed % 3).unwrap()).enumerate() {
        let mut case = pair.case.clone();
        case["id"] = format!("batch-{place}").into();
        case["receipts"] = batch.into();
        let application = read_application(&case);
        let (answer, past) = engine.run(&pair.programme, &application, &pair.given, Some(&earlier));
        let Some(award) = answer.amount else { return Err(format!("batch {place} is undetermined")) };
        sum += award;
        earlier.push(past);
    }
    if sum == amount { Ok(1) } else { Err(format!("{amount} at once, {sum} in batches")) }
}

/// P7: over a period, batches of receipts give the same result as all receipts at once.
#[test]
fn batches_come_to_the_same() {
    let pair = |seed| Pair::shaped(seed, cumulative);
    holds_of("batches, reference", 200, pair, |pair| in_batches(&Reference, pair));
    holds_of("batches", 200, pair, |pair| in_batches(&library(), pair));
    let counted = |seed| Pair::shaped(seed, counting);
    holds_of("numbers in batches, reference", 100, counted, |pair| in_batches(&Reference, pair));
    holds_of("numbers in batches", 100, counted, |pair| in_batches(&library(), pair));
    let stepped = |seed| Pair::shaped(seed, in_two_steps);
    holds_of("two steps in batches, reference", 100, stepped, |pair| in_batches(&Reference, pair));
    holds_of("two steps in batches", 100, stepped, |pair| in_batches(&library(), pair));
}

fn again<E: Engine>(engine: &E, pair: &Pair) -> Result<u64, String> {
    let (first, past) = engine.run(&pair.programme, &pair.application, &pair.given, Some(&[]));
    // An outcome that awaits supporting documents has not been granted. It is awarded once they are submitted.
    let granted = first.amount.filter(|amount| *amount > 0 && first.decision == AdjudicationDecision::Awarded);
    let Some(amount) = granted else { return Ok(0) };
    let spent = pair.given.fund_balance.map(|balance| {
        let left = i64::try_from(i128::from(balance.fen()) - amount).unwrap_or_default();
        Money::from_fen(left.max(0)).unwrap()
    });
    let given = Given { fund_balance: spent, ..pair.given.clone() };
    let (second, _) = engine.run(&pair.programme, &pair.application, &given, Some(&[past]));
    let same = second.amount == Some(0) && second.overpaid == first.overpaid;
    if same { Ok(1) } else { Err(format!("{}; {first:?}; {second:?}", told(&first, &second))) }
}

/// P8: an earlier award is not awarded again, whatever was reduced.
#[test]
fn nothing_is_awarded_twice() {
    holds("not twice, reference", 200, |pair| again(&Reference, pair));
    holds("not twice", 200, |pair| again(&library(), pair));
}

/// An item without an award states the reason. The amounts that steps deduct are stated.
#[test]
fn an_item_that_awards_nothing_says_why() {
    holds("reasons", 100, |pair| {
        let (_, adjudication) = library().run(&pair.programme, &pair.application, &pair.given, Some(&[]));
        let items = adjudication.items.as_deref().unwrap_or_default();
        let served = |item: &tongbiao::value::LocalId| {
            adjudication.services.iter().flat_map(|all| all.iter()).any(|service| service.item == *item)
        };
        for item in items {
            let must = item.award == Money::ZERO && !served(&item.item);
            if must != item.reason.is_some() {
                return Err(format!("{}: {} for {:?}", item.item, item.award, item.reason));
            }
        }
        Ok(items.iter().filter(|item| item.cuts.is_some() || item.reason.is_some()).count() as u64)
    });
}
