//! The findings and the analysis of programmes, compared with their evaluation on all cases of a small domain.
//!
//! A part that never applies applies in no case. Parts that overlap apply together in some case. A cliff is the largest
//! difference that one fen makes in any case. Items that together pay more than one fen per fen do so in some case.

mod sample;

use crate::random::evaluation::{only, pair::generator, pairs, seeds};
use sample::{CONDITIONS, condition, samples, table};
use serde_json::{Value, json};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};
use tongbiao::{
    analysis::{Analysis, SteepnessKind},
    check::{Limits, Located, check, read},
    eligibility::{Circumstances, Truth, eligibility},
    evaluate::{Detail, adjudicate},
    finding::Severity,
    programme::Programme,
    record::application::Application,
    value::{Date, Money},
};
use tongbiao_testkit::random::Random;

/// The number of programmes in a run. Each is evaluated on hundreds of cases. Each situation must occur in the smallest run.
fn programmes() -> u64 {
    (pairs() / 8).max(75)
}

const DAY: &str = "2026-06-01";

/// A programme with these items, and sometimes with requirements.
fn programme(items: Value, random: &mut Random) -> Value {
    let sets: Vec<Value> = [("heart", &["Q21"][..]), ("defects", &["Q21", "Q22"]), ("blood", &["C91"])]
        .map(|(id, prefixes)| json!({"id": id, "members": {"of": "disease", "prefixes": prefixes}}))
        .to_vec();
    let mut programme = json!({
        "kind": "programme", "standard": "1.0", "id": "cn.example.lint", "revision": 1, "title": "示例（虚构）",
        "standing": "illustrative", "payer": "charity", "effective": {"start": "2026-01-01", "end": "2026-12-31"},
        "appliesBy": "submitted-on", "evidence": "diagnosis", "sets": sets, "items": items,
        "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
    });
    let requirements: Vec<Value> = (0..[0, 1, 1, 2][random.below(4)])
        .map(|n| {
            let any: Vec<Value> = (0..[1, 1, 2][random.below(3)]).map(|_| condition(random)).collect();
            json!({"id": format!("asked-{n}"), "anyOf": any})
        })
        .collect();
    programme["requirements"] = requirements.into();
    programme
}

/// The findings of a programme: the places of each code. `None` if it has other errors, or was not analysed.
fn findings(rules: &Value) -> Option<BTreeMap<&'static str, Vec<String>>> {
    let checked = check(rules.to_string().as_bytes(), None, &Limits::default());
    let mut found: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for Located { finding, .. } in checked.findings {
        let code = finding.rule.code;
        if code == "programme.not-analysed"
            || finding.rule.severity >= Severity::Error && code != "programme.tiers-overlap"
        {
            return None;
        }
        found.entry(code).or_default().push(finding.pointer);
    }
    Some(found)
}

fn read_programme(rules: &Value) -> Programme {
    read::<Programme>(rules.to_string().as_bytes()).unwrap_or_else(|_| panic!("not a programme: {rules:#}")).body
}

/// Conditions as they are evaluated, each in a programme of its own.
#[derive(Default)]
struct Judged(RefCell<BTreeMap<String, Option<Programme>>>);

impl Judged {
    /// Whether a condition holds in a case. A programme with a condition that never holds is refused.
    fn holds(&self, rules: &Value, condition: &Value, case: &Application) -> bool {
        let mut known = self.0.borrow_mut();
        let programme = known.entry(condition.to_string()).or_insert_with(|| {
            let mut rules = rules.clone();
            rules["items"] =
                json!([{"id": "i", "benefit": {"type": "fixed", "amount": {"type": "fixed", "amount": "1.00"}}}]);
            rules["requirements"] = json!([{"id": "asked", "anyOf": [condition]}]);
            findings(&rules).map(|_| read_programme(&rules))
        });
        let Some(programme) = programme else { return false };
        match eligibility(programme, case, &circumstances()).unwrap().status {
            Truth::Unknown => panic!("{condition} is undecided: {case:?}"),
            truth => truth == Truth::Yes,
        }
    }

    /// Whether a part applies in a case: all of `when` hold, and of each group of `whenAnyOf` one.
    fn applies(&self, rules: &Value, part: &Value, case: &Application) -> bool {
        let all = part["when"].as_array().into_iter().flatten().all(|one| self.holds(rules, one, case));
        all && part["whenAnyOf"].as_array().into_iter().flatten().all(|group| self.any(rules, group, case))
    }

    fn any(&self, rules: &Value, group: &Value, case: &Application) -> bool {
        group["anyOf"].as_array().unwrap().iter().any(|one| self.holds(rules, one, case))
    }

    /// The cases that meet the requirements and the conditions of a part.
    fn meeting<'a>(&'a self, rules: &'a Value, part: &'a Value) -> impl Iterator<Item = Application> + use<'a> {
        let asked = rules["requirements"].as_array().unwrap();
        samples(rules)
            .filter(move |case| asked.iter().all(|one| self.any(rules, one, case)) && self.applies(rules, part, case))
    }
}

/// Adds conditions to a part: some that must all hold, or a group of alternatives.
fn with_conditions(part: &mut Value, random: &mut Random) {
    if random.chance(25) {
        let group: Vec<Value> = (0..2).map(|_| condition(random)).collect();
        part["whenAnyOf"] = json!([{"anyOf": group}]);
    } else {
        part["when"] = (0..=random.below(2)).map(|_| condition(random)).collect();
    }
}

/// Whether the cases of a programme are not too many.
fn is_sampled(rules: &Value) -> bool {
    samples(rules).next().is_some()
}

/// Whether the rules name related facts: sets of diseases, or ages on two days. More cases are then considered than can
/// occur, and a part that never applies may not be found.
fn are_related(rules: &Value) -> bool {
    let text = json!([rules["requirements"], rules["items"]]).to_string();
    let named = |names: &[&str]| names.iter().filter(|name| text.contains(&format!("\"{name}\""))).count() > 1;
    named(&["heart", "defects", "blood"]) || named(&["entered-on", "submitted-on", "application-year-start"])
}

fn circumstances() -> Circumstances<'static> {
    let mut circumstances = Circumstances::on(Date::parse(DAY).unwrap());
    circumstances.earlier = Some(&[]);
    circumstances
}

/// The award in fen.
fn award(programme: &Programme, case: &Application) -> Option<i64> {
    adjudicate(programme, case, &circumstances(), Detail::Amounts).unwrap().amount.map(Money::fen)
}

/// The indices of a list that findings of a code name.
fn indices(found: &BTreeMap<&'static str, Vec<String>>, code: &str, list: &str) -> BTreeSet<usize> {
    let places = found.get(code).into_iter().flatten().filter_map(|place| place.strip_prefix(list)?.strip_prefix('/'));
    places.map(|rest| rest.split('/').next().unwrap().parse().unwrap()).collect()
}

/// Tests a property on many programmes. Prints how often each situation occurred, and requires each of them.
#[track_caller]
fn holds(situations: &[&str], ask: impl Fn(&mut Random, &mut dyn FnMut(&str, usize)) -> Result<(), String>) {
    let (mut broken, mut met) = (Vec::new(), BTreeMap::<String, usize>::new());
    for seed in seeds(programmes()) {
        let mut random = generator(seed ^ 0x11A7);
        let mut note = |what: &str, times: usize| *met.entry(what.to_owned()).or_default() += times;
        if let Err(how) = ask(&mut random, &mut note) {
            broken.push((how.len(), seed, how));
        }
    }
    broken.sort_unstable();
    println!("{} programmes: {met:#?}", programmes());
    assert!(broken.is_empty(), "{} of {}: {:#?}", broken.len(), programmes(), &broken[..broken.len().min(3)]);
    for what in situations.iter().filter(|_| only().is_none()) {
        assert!(met.get(*what).is_some_and(|times| *times > 0), "never met: {what}");
    }
}

#[test]
fn tiers_overlap_as_they_are_evaluated() {
    holds(&["overlap", "open", "never reached", "alternatives"], |random, note| {
        let mut tiers: Vec<Value> = (0..2 + random.below(2))
            .map(|n| {
                let mut tier = json!({"id": format!("tier-{n}"), "when": [],
                    "amount": {"type": "fixed", "amount": "100.00"}});
                with_conditions(&mut tier, random);
                tier
            })
            .collect();
        // Sometimes two tiers have the same conditions.
        if random.chance(25) {
            let id = tiers[1]["id"].clone();
            tiers[1] = tiers[0].clone();
            tiers[1]["id"] = id;
        }
        let select = *random.pick(&["unique", "unique", "first"]);
        let mut item =
            json!({"id": "i", "benefit": {"type": "tiers", "select": select, "topUp": false, "tiers": tiers}});
        if random.chance(40) {
            with_conditions(&mut item, random);
        }
        let rules = programme(json!([item]), random);
        let Some(found) = findings(&rules).filter(|_| is_sampled(&rules)) else { return Ok(()) };
        let judged = Judged::default();
        let (mut overlap, mut reached, mut open) = (BTreeSet::<usize>::new(), BTreeSet::<usize>::new(), false);
        for case in judged.meeting(&rules, &item) {
            let apply: Vec<usize> =
                (0..tiers.len()).filter(|tier| judged.applies(&rules, &tiers[*tier], &case)).collect();
            open |= apply.is_empty();
            overlap.extend(apply.iter().skip(1));
            reached.extend(apply.iter().take(if select == "first" { 1 } else { apply.len() }));
        }
        let list = "/items/0/benefit/tiers";
        let never: BTreeSet<usize> = (0..tiers.len()).filter(|tier| !reached.contains(tier)).collect();
        let places = found.get("programme.never-reached").map(Vec::as_slice).unwrap_or_default();
        if places.iter().any(|place| ["/items/0/when", "/items/0/whenAnyOf"].contains(&place.as_str())) {
            return if reached.is_empty() { Ok(()) } else { Err(format!("the item is reached: {rules}")) };
        }
        if select == "unique" {
            let claimed = indices(&found, "programme.tiers-overlap", list);
            if claimed != overlap {
                return Err(format!("overlaps claimed {claimed:?}, found {overlap:?}: {rules}"));
            }
        }
        let claimed = indices(&found, "programme.never-reached", list);
        if !claimed.is_subset(&never) || claimed != never && !are_related(&rules) {
            return Err(format!("never reached: claimed {claimed:?}, found {never:?}: {rules}"));
        }
        let claimed = found.contains_key("programme.tiers-open");
        if claimed != open {
            return Err(format!("open: claimed {claimed}, found {open}: {rules}"));
        }
        note("overlap", overlap.len());
        note("never reached", never.len());
        note("open", usize::from(open));
        note("none", usize::from(!open && overlap.is_empty() && never.is_empty()));
        note("alternatives", usize::from(rules["items"].to_string().contains("whenAnyOf")));
        Ok(())
    });
}

#[test]
fn rows_apply_as_they_are_evaluated() {
    holds(&["dead", "overlap", "applies"], |random, note| {
        let table = table("amount", random, |n| format!("{}.00", n + 1));
        let rows = table["rows"].as_array().map_or(0, Vec::len);
        let item = json!({"id": "i", "benefit": {"type": "fixed", "amount": table}});
        let rules = programme(json!([item]), random);
        let Some(found) = findings(&rules).filter(|_| is_sampled(&rules)) else { return Ok(()) };
        let list = "/items/0/benefit/amount/rows";
        let read = read_programme(&rules);
        let paid: BTreeSet<i64> = samples(&rules).filter_map(|case| award(&read, &case)).collect();
        let never: BTreeSet<usize> =
            (0..rows).filter(|row| !paid.contains(&i64::try_from((row + 1) * 100).unwrap())).collect();
        let mut dead = indices(&found, "programme.row-unreachable", list);
        dead.extend(indices(&found, "programme.row-excluded", list));
        if !dead.is_subset(&never) || dead != never && !are_related(&rules) {
            return Err(format!("dead rows: claimed {dead:?}, found {never:?}: {rules}"));
        }
        // An overlap does not depend on requirements.
        let judged = Judged::default();
        let as_condition = |row: &Value| {
            let mut test = row.clone();
            test.as_object_mut().unwrap().remove("amount");
            for member in ["at", "birthday", "unit", "fact"] {
                if let Some(value) = table.get(member) {
                    test[member] = value.clone();
                }
            }
            test["test"] = if table["type"] == "by-age" { "age" } else { "number" }.into();
            test
        };
        let overlap = indices(&found, "programme.rows-overlap", list);
        for row in &overlap {
            let all = table["rows"].as_array().unwrap();
            let shares = |other: &Value| {
                let both = [other, &all[*row]].map(as_condition);
                samples(&rules).any(|case| both.iter().all(|one| judged.holds(&rules, one, &case)))
            };
            if !all[..*row].iter().any(shares) {
                return Err(format!("row {row} overlaps no other: {rules}"));
            }
        }
        note("dead", dead.len());
        note("overlap", overlap.len());
        note("applies", rows - dead.len());
        Ok(())
    });
}

/// A receipt of this amount, paid in cash.
fn with_receipt(case: &Application, fen: i64) -> Application {
    let amount = crate::random::programme::yuan(fen);
    let receipt = json!({"receiptKind": "inpatient-electronic", "number": crate::random::receipt::number(1),
        "totalAmount": amount, "patientName": "童例", "form": "original", "insuranceKind": "self-pay",
        "issuedOn": "2026-03-01", "visitDate": "2026-03-01", "personalAccount": "0.00", "cash": amount});
    let mut json = serde_json::to_value(tongbiao::document::Document::new(case.clone())).unwrap();
    json["receipts"] = json!([receipt]);
    let text = json.to_string();
    read::<Application>(text.as_bytes()).unwrap_or_else(|_| panic!("not an application: {json:#}")).body
}

/// A table or a fixed value.
fn value(member: &str, random: &mut Random, mut one: impl FnMut(&mut Random) -> String) -> Value {
    if random.chance(40) {
        return json!({"type": "fixed", member: one(random)});
    }
    let values: Vec<String> = (0..8).map(|_| one(random)).collect();
    table(member, random, |n| values[n % 8].clone())
}

#[test]
fn cliffs_are_the_largest_differences() {
    holds(&["cliff", "cliff with a table", "none"], |random, note| {
        let (bounds, [below, above]) =
            *random.pick(&[("over-up-to", [100_000, 100_001]), ("from-below", [99_999, 100_000])]);
        let benefit = if random.chance(50) {
            let rate = |random: &mut Random| format!("0.{}", [1, 2, 2, 3, 5][random.below(5)]);
            json!({"type": "bands", "method": random.pick(&["whole", "whole", "marginal"]), "bounds": bounds, "bands": [
                {"upper": "1000.00", "rate": value("rate", random, rate)}, {"rate": value("rate", random, rate)}]})
        } else {
            let amount = |random: &mut Random| format!("{}.00", [1, 1, 2, 5][random.below(4)]);
            json!({"type": "brackets", "bounds": bounds, "brackets": [
                {"lower": "0.00", "upper": "1000.00", "amount": value("amount", random, amount)},
                {"lower": "1000.00", "amount": value("amount", random, amount)}]})
        };
        let mut item =
            json!({"id": "i", "basis": {"measure": "family-borne", "per": "application"}, "benefit": benefit});
        if random.chance(40) {
            with_conditions(&mut item, random);
        }
        let mut rules = programme(json!([item]), random);
        rules["evidence"] = "receipts".into();
        let found = findings(&rules).filter(|_| is_sampled(&rules));
        if found.is_none_or(|found| found.contains_key("programme.never-reached")) {
            return Ok(());
        }
        let read = read_programme(&rules);
        let (mut largest, judged) = (0, Judged::default());
        for case in judged.meeting(&rules, &item) {
            let [below, above] = [below, above].map(|fen| award(&read, &with_receipt(&case, fen)));
            let (Some(below), Some(above)) = (below, above) else {
                return Err(format!("an undetermined award: {rules} {case:?}"));
            };
            largest = largest.max((above - below).abs());
        }
        let cliffs = Analysis::of(&read, None).cliffs;
        let at = Money::parse("1000.00").unwrap();
        let claimed =
            cliffs.iter().filter(|cliff| cliff.at == at).map(|cliff| (cliff.after.fen() - cliff.before.fen()).abs());
        let claimed = claimed.max().unwrap_or(0);
        // A change by one fen is no cliff.
        let found = if largest > 1 { largest } else { 0 };
        if claimed < found || claimed > found && !are_related(&rules) {
            return Err(format!("claimed {claimed}, found {found}: {rules}"));
        }
        let has_table = rules["items"].to_string().contains("\"rows\"");
        note(
            if found > 0 && has_table {
                "cliff with a table"
            } else if found > 0 {
                "cliff"
            } else {
                "none"
            },
            1,
        );
        Ok(())
    });
}

#[test]
fn items_together_pay_as_they_are_evaluated() {
    holds(&["above one", "exclusive", "at most one"], |random, note| {
        let rate = |random: &mut Random| format!("0.{}", [2, 3, 5, 6, 7][random.below(5)]);
        let items: Vec<Value> = (0..2 + random.below(2))
            .map(|n| {
                let mut item = json!({"id": format!("item-{n}"), "basis": {"measure": "family-borne", "per": "application"},
                    "benefit": {"type": "rate", "rate": value("rate", random, rate)}});
                if random.chance(80) {
                    with_conditions(&mut item, random);
                }
                item
            })
            .collect();
        let mut items = items;
        // Often the second item applies where the first does not.
        if let Some([one]) = items[0]["when"].as_array().map(Vec::as_slice).filter(|_| random.chance(80)) {
            let mut other = one.clone();
            other["negated"] = (one["negated"] != true).into();
            if items[0].get("whenAnyOf").is_none() {
                items[1]["when"] = json!([other]);
            }
        }
        let mut rules = programme(items.into(), random);
        rules["evidence"] = "receipts".into();
        let Some(_) = findings(&rules).filter(|_| is_sampled(&rules)) else { return Ok(()) };
        let read = read_programme(&rules);
        let (mut most, judged) = (0, Judged::default());
        for case in judged.meeting(&rules, &Value::Null) {
            let [less, more] = [100_000, 200_000].map(|fen| award(&read, &with_receipt(&case, fen)));
            let (Some(less), Some(more)) = (less, more) else {
                return Err(format!("an undetermined award: {rules} {case:?}"));
            };
            most = most.max(more - less);
        }
        let analysis = Analysis::of(&read, None);
        let claimed = analysis.steepness.iter().any(|one| one.kind == SteepnessKind::RatesAboveOne);
        if claimed != (most > 100_000) && (!claimed || !are_related(&rules)) {
            return Err(format!("claimed {claimed}, {most} fen for 100000: {rules}"));
        }
        let all: f64 = read.items.iter().filter_map(greatest).sum();
        note(
            if claimed {
                "above one"
            } else if all > 1.0 {
                "exclusive"
            } else {
                "at most one"
            },
            1,
        );
        Ok(())
    });
}

fn greatest(item: &tongbiao::programme::ProgrammeItem) -> Option<f64> {
    match &item.benefit {
        tongbiao::programme::Benefit::Rate(benefit) => benefit.rate.greatest()?.get().to_string().parse().ok(),
        _ => None,
    }
}

#[test]
fn every_kind_of_condition_is_sampled() {
    let mut random = generator(7);
    let met: BTreeSet<String> = (0..400).map(|_| condition(&mut random)["test"].as_str().unwrap().to_owned()).collect();
    assert_eq!(met.len(), CONDITIONS, "{met:?}");
}
