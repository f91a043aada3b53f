//! The evaluator compared with the reference, and properties of every award.

pub mod engine;
mod knowledge;
pub mod pair;
mod properties;
mod twice;

use crate::random::{
    alike::submitted_again,
    gap::{apart, of_one_original},
    part::further_part,
};
use engine::{Answer, Engine, Library, Reference, loosely};
use pair::{Pair, generator, read_application};
use std::{collections::BTreeMap, ops::Range};
use tongbiao::{
    code::{AdjudicationDecision, LimitScope, ReasonCode},
    eligibility::Truth,
    evaluate::Detail,
};
use tongbiao_testkit::{random::Random, size::size};

/// The number of pairs in a run: 90, or 12,000 with `SUITE=whole`. For more: `EVALUATION_PAIRS=200000 cargo test
/// --release --test suite evaluation::`.
///
/// `EVALUATION_SEED_FROM=700000` selects other pairs, from that seed on. `EVALUATION_SEED=12` selects one pair: with
/// `--nocapture` the test named `agrees` shows it with both answers. With `EVALUATION_TELLS=1` a run prints a line for
/// every difference.
pub fn pairs() -> u64 {
    number_of("EVALUATION_PAIRS").unwrap_or_else(|| size(90, 12_000))
}

fn number_of(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is not a number: {text}")))
}

/// The single pair that was selected.
pub fn only() -> Option<u64> {
    number_of("EVALUATION_SEED")
}

/// The seeds of the pairs. They are printed, so that a failure with the seeds of a later commit can be reproduced.
pub fn seeds(pairs: u64) -> Range<u64> {
    let from = only().or_else(|| number_of("EVALUATION_SEED_FROM")).unwrap_or(0);
    let seeds = from..from + if only().is_some() { 1 } else { pairs };
    println!("seeds {} to {}", seeds.start, seeds.end - 1);
    seeds
}

/// Whether the number of pairs is so large that each kind must occur.
pub fn are_many() -> bool {
    pairs() >= 8_000
}

/// The required frequency of cases that the norm once left open, per ten thousand decisions.
const OPEN: [(&str, u64); 15] = [
    ("possible duplicate", 20),
    ("lines withheld under a limit for lines", 3),
    ("cut by a fund under several limits", 3),
    ("name in doubt", 20),
    ("name in another notation", 20),
    ("dated after the decision", 20),
    ("payers and total differ", 20),
    ("stay in parts", 10),
    ("stay in doubt", 10),
    ("operation in doubt", 5),
    ("operation of a stay", 5),
    ("aid listed twice", 20),
    ("aid in doubt", 3),
    ("aid on the receipt", 5),
    ("owed to a hospital", 50),
];

/// The kinds that occurred, so that a test without them does not pass.
#[derive(Default)]
struct Met(BTreeMap<String, u64>);

impl Met {
    fn count(&mut self, pair: &Pair, case: &serde_json::Value, answer: &Answer) {
        let paid = answer.amount.is_some_and(|amount| amount > 0);
        let decision = match answer.decision {
            AdjudicationDecision::Awarded | AdjudicationDecision::AwaitingPapers if !paid => "in kind".to_owned(),
            decision => decision.to_string(),
        };
        self.add(decision, 1);
        self.add("paid".to_owned(), u64::from(paid));
        for (item, award) in pair.rules["items"].as_array().unwrap().iter().zip(&answer.items) {
            let kind = item["benefit"]["type"].as_str().unwrap();
            let counts = *award > 0 || (kind == "in-kind" && answer.services > 0);
            self.add(format!("benefit {kind}"), u64::from(counts));
        }
        for scope in &answer.cut_by {
            self.add(format!("cut by {scope}"), 1);
        }
        let rules = pair.rules.to_string();
        let asks_for_lines = ["\"lines\":", "line-quantity"].iter().any(|member| rules.contains(member));
        let are_withheld = answer.missing.iter().any(|place| place.ends_with("/lines"));
        let withheld = are_withheld && !asks_for_lines && rules.contains("\"scope\":\"line\"");
        self.add("lines withheld under a limit for lines".to_owned(), u64::from(withheld));
        let is_possible = answer.missing.iter().any(|place| place.ends_with("/distinctFrom"));
        self.add("possible duplicate".to_owned(), u64::from(is_possible));
        let in_doubt = |place: &String| place.ends_with("/patientName") && case.pointer(place).is_some();
        self.add("name in doubt".to_owned(), u64::from(answer.missing.iter().any(in_doubt)));
        let is_later = answer.receipts.iter().any(|one| one.reasons.contains(&ReasonCode::ReceiptAfterDecision));
        self.add("dated after the decision".to_owned(), u64::from(is_later));
        let is_unequal = answer.missing.iter().any(|place| place.ends_with("/totalAmount"));
        self.add("payers and total differ".to_owned(), u64::from(is_unequal));
        let names = case["receipts"].as_array().into_iter().flatten().map(|receipt| receipt["patientName"].as_str());
        let is_variant = |name: Option<&str>| name.is_some_and(|name| !["童例", "童小例"].contains(&name));
        let mut read = answer.receipts.iter().zip(names);
        let variant = read.any(|(receipt, name)| receipt.admitted == Truth::Yes && is_variant(name));
        self.add("name in another notation".to_owned(), u64::from(variant));
        self.add("owed to a hospital".to_owned(), u64::from(answer.receipts.iter().any(|receipt| receipt.owed > 0)));
        for (what, is_met) in crate::random::part::met(&rules, case, paid, &answer.missing) {
            self.add(what.to_owned(), u64::from(is_met));
        }
        let notices = crate::random::notices::met(&rules, paid, answer).into_iter();
        for (what, is_met) in notices.chain(crate::random::steps::met(&rules, answer)) {
            self.add(what.to_owned(), u64::from(is_met));
        }
        let is_cut_by_fund = answer.cut_by.contains(&LimitScope::FundBalance);
        let shares_fund = is_cut_by_fund && rules.matches("\"scope\":\"fund-balance\"").count() > 1;
        self.add("cut by a fund under several limits".to_owned(), u64::from(shares_fund));
    }

    fn add(&mut self, what: String, times: u64) {
        *self.0.entry(what).or_default() += times;
    }

    /// Among these pairs, each of these kinds occurs often enough.
    fn has_each(&self, pairs: u64, kinds: &[(&str, u64)]) {
        if !are_many() {
            return;
        }
        for (what, of_ten_thousand) in kinds {
            let met = self.0.get(*what).copied().unwrap_or(0);
            assert!(met * 10_000 >= pairs * of_ten_thousand, "only {met} of {pairs}: {what}");
        }
    }

    /// Among these pairs, each result occurs often enough.
    fn is_enough(&self, pairs: u64) {
        println!("{pairs} pairs: {:#?}", self.0);
        if !are_many() {
            return;
        }
        let least = |what: &str, of_a_thousand: u64| {
            let met = self.0.get(what).copied().unwrap_or(0);
            assert!(met * 1000 >= pairs * of_a_thousand, "only {met} of {pairs}: {what}");
        };
        for (what, of_a_thousand) in [
            ("paid", 220),
            ("undetermined", 150),
            ("nothing-payable", 100),
            ("refused", 30),
            ("in kind", 5),
            ("awaiting-papers", 2),
        ] {
            least(what, of_a_thousand);
        }
        for kind in ["fixed", "tiers", "brackets", "rate", "bands", "prices", "units", "gap", "match", "in-kind"] {
            least(&format!("benefit {kind}"), if kind == "match" { 1 } else { 3 });
        }
        self.has_each(pairs, &crate::random::notices::FLOORS);
        self.has_each(pairs, &crate::random::steps::FLOORS);
        for scope in LimitScope::ALL {
            least(&format!("cut by {scope}"), if *scope == LimitScope::Operation { 0 } else { 5 });
        }
    }
}

/// The reference reaches every result that the specification defines.
#[test]
fn the_pairs_are_a_good_mix() {
    let mut met = Met::default();
    let pairs = pairs().min(size(90, 5_000));
    for seed in seeds(pairs) {
        let pair = Pair::of(seed);
        let earlier = seed.is_multiple_of(2).then_some(&[][..]);
        let (answer, _) = Reference.run(&pair.programme, &pair.application, &pair.given, earlier);
        met.count(&pair, &pair.case, &answer);
    }
    if only().is_none() {
        met.is_enough(pairs);
    }
}

/// The number of differences, and the smallest examples with their length and their seed.
type Found = (u64, Vec<(usize, u64)>);

/// The differences between two answers, in the order of the search for a cause.
pub fn differences(ours: &Answer, theirs: &Answer) -> Vec<&'static str> {
    let mut differences = Vec::new();
    let mut compare = |what, same: bool| {
        if !same {
            differences.push(what);
        }
    };
    compare("decision", ours.decision == theirs.decision);
    compare("amount", ours.amount == theirs.amount);
    // A fact that is missing only because of another missing fact need not be reported by both.
    let (a, b) = (loosely(&ours.missing), loosely(&theirs.missing));
    compare("missing", a == b || !a.is_disjoint(&b));
    // A refusal for a threshold states what was computed.
    let is_computed =
        ours.decision != AdjudicationDecision::Refused || !ours.units.is_empty() || !theirs.units.is_empty();
    if ours.amount.is_some() && theirs.amount.is_some() && is_computed {
        compare("items", ours.items == theirs.items);
        compare("units", ours.units == theirs.units);
        compare("overpaid", ours.overpaid == theirs.overpaid);
        compare("services", ours.services == theirs.services);
        // If other aid excludes every award, the specification requires nothing about receipts.
        if ours.units.is_empty() && ours.amount == Some(0) {
            return differences;
        }
        let both = || ours.receipts.iter().zip(&theirs.receipts);
        // If no item uses receipts, nothing need be stated about them.
        let looked_at = ours.receipts.iter().any(|receipt| receipt.admitted == Truth::Yes);
        compare("receipts", ours.receipts.len() == theirs.receipts.len() || (!looked_at && theirs.receipts.is_empty()));
        compare("admitted", both().all(|(a, b)| a.admitted == b.admitted));
        compare("reasons", both().all(|(a, b)| a.reasons.first() == b.reasons.first()));
        compare("receipt awards", both().all(|(a, b)| a.award == b.award));
        compare("owed to hospitals", both().all(|(a, b)| a.owed == b.owed));
        let lines = |(a, b): (&crate::reference::ReceiptResult, &crate::reference::ReceiptResult)| {
            a.lines.as_ref().zip(b.lines.as_ref()).is_none_or(|(a, b)| a == b)
        };
        compare("lines", both().all(lines));
    }
    differences
}

#[test]
fn it_agrees_with_the_reference() {
    let (met, compared) = compare(pairs(), Pair::of);
    if only().is_none() {
        met.is_enough(compared);
        met.has_each(compared, &twice::SITUATIONS);
        met.has_each(compared, &OPEN);
    }
}

/// The same for programmes with many of the newer rules.
#[test]
fn it_agrees_on_the_rules_of_notices() {
    let of = |seed| Pair::shaped(seed, |rules| crate::random::notices::enrich(rules, seed));
    let (met, compared) = compare(pairs() / 4, of);
    println!("{compared} pairs: {:#?}", met.0);
}

/// Compares the library with the reference on pairs, alone and one after another.
fn compare(pairs: u64, pair_of: impl Fn(u64) -> Pair) -> (Met, u64) {
    let only = only();
    let mut found: BTreeMap<&str, Found> = BTreeMap::new();
    let (mut met, mut compared) = (Met::default(), 0);
    for seed in seeds(pairs) {
        let pair = pair_of(seed);
        let chained = seed % 3 > 0;
        let (mut ours, mut theirs, mut cases) = (Vec::new(), Vec::new(), Vec::new());
        let sibling = pair.sibling();
        for step in 0..if chained { 1 + seed % 3 } else { 1 } {
            let case = if step == 0 { pair.case.clone() } else { next_case(&pair, step) };
            let application = if step == 0 { pair.application.clone() } else { read_application(&case) };
            // Some limits are shared with another programme, which decides in between.
            let programme = if chained && seed % 5 < 2 && step % 2 == 0 { &sibling } else { &pair.programme };
            let (a, past) = Reference.run(programme, &application, &pair.given, chained.then_some(&ours));
            let (b, adjudication) =
                Library(Detail::Reasons).run(programme, &application, &pair.given, chained.then_some(&theirs));
            compared += 1;
            met.count(&pair, &case, &a);
            let answered =
                twice::Answered { pair: &pair, programme, case: &case, application: &application, answer: &a };
            answered.note(&ours, &cases, |what| met.add(what.to_owned(), 1));
            let differences = differences(&a, &b);
            if only.is_some() {
                println!("STEP {step} {differences:?}\nCASE {case}\nREFERENCE {a:?}\nLIBRARY {b:?}");
                println!("DOCUMENT {}", serde_json::to_value(&adjudication).unwrap());
            }
            if let Some(first) = differences.first() {
                if std::env::var_os("EVALUATION_TELLS").is_some() {
                    let (ours, theirs) = (loosely(&a.missing), loosely(&b.missing));
                    println!(
                        "DIFF {first} {} {} only ours {:?} only theirs {:?} seed {seed} step {step} amounts {:?} {:?} size {}",
                        a.decision,
                        b.decision,
                        ours.difference(&theirs).collect::<Vec<_>>(),
                        theirs.difference(&ours).collect::<Vec<_>>(),
                        a.amount,
                        b.amount,
                        case.to_string().len() + pair.rules.to_string().len()
                    );
                }
                let entry = found.entry(first).or_default();
                entry.0 += 1;
                entry.1.push((pair.rules.to_string().len() + case.to_string().len(), seed));
                break;
            }
            ours.push(past);
            theirs.push(adjudication);
            cases.push(case);
        }
        if only.is_some() {
            println!("RULES {}\nGIVEN {:?}", pair.rules, pair.given);
        }
    }
    for (_, examples) in found.values_mut() {
        examples.sort_unstable();
        examples.truncate(10);
    }
    assert!(found.is_empty(), "of {compared}: {found:?}");
    println!("{compared} compared, none differ");
    (met, compared)
}

/// Applications one after another, each decided with the earlier decisions: the same application again, or another one.
fn next_case(pair: &Pair, step: u64) -> serde_json::Value {
    let mut random = generator(pair.seed.wrapping_mul(31).wrapping_add(step));
    let other = random.chance(55);
    let (id, first) = if other {
        (format!("case-{}", step + 2), 1 + 100 * usize::try_from(step + 1).unwrap())
    } else {
        ("case-1".to_owned(), 1)
    };
    if !other {
        let mut case = pair.case.clone();
        submit_further_part(&mut case, pair, 70 + step, &random);
        reissue(&mut case, &mut apart(&random, 0x510E_527F_ADE6_82D1));
        return case;
    }
    let mut case = crate::random::case::application(&id, first, &pair.told, &mut random);
    // Sometimes a receipt is submitted again.
    if random.chance(30)
        && let Some(receipt) = pair.case["receipts"].as_array().and_then(|all| all.first()).cloned()
        && let Some(receipts) = case.get_mut("receipts").and_then(serde_json::Value::as_array_mut)
    {
        receipts.push(receipt);
    }
    // Or a receipt that shares its original with a submitted receipt.
    let mut of_twice = apart(&random, 0x2545_F491_4F6C_DD1D);
    if let Some(receipt) = pair.case["receipts"].as_array().and_then(|all| of_one_original(all, first, &mut of_twice))
        && let Some(receipts) = case.get_mut("receipts").and_then(serde_json::Value::as_array_mut)
    {
        receipts.push(receipt);
    }
    // Or a submitted receipt under another number.
    let mut of_alike = apart(&random, 0x0370_7344_A409_3822);
    if of_alike.chance(10)
        && let Some(receipt) =
            pair.case["receipts"].as_array().and_then(|all| submitted_again(all, first, &mut of_alike))
        && let Some(receipts) = case.get_mut("receipts").and_then(serde_json::Value::as_array_mut)
    {
        receipts.push(receipt);
    }
    submit_further_part(&mut case, pair, u64::try_from(first).unwrap() + 62, &random);
    // All are for one child, whose name may have been added since. Sometimes it is another child.
    case["child"] = pair.case["child"].clone();
    match random.below(80) {
        0 => case["child"]["birthDate"] = "2015-05-05".into(),
        1..=3 => {
            case["child"]["name"] = "童新名".into();
            case["child"]["formerNames"] = serde_json::json!(["童例"]);
        }
        _ => {}
    }
    case
}

/// Sometimes a receipt of an application that is decided again has another number, or is no longer there.
fn reissue(case: &mut serde_json::Value, random: &mut Random) {
    let Some(receipts) = case.get_mut("receipts").and_then(serde_json::Value::as_array_mut) else { return };
    if receipts.is_empty() || !random.chance(30) {
        return;
    }
    let place = random.below(receipts.len());
    if random.chance(30) {
        receipts.remove(place);
        return;
    }
    let number = &mut receipts[place]["number"]["number"];
    let digits = number.as_str().map_or(8, str::len);
    *number = format!("{:0digits$}", 98_000_000 + random.below(1_000)).into();
}

/// Sometimes a further part of a stay is submitted after the first one was decided.
fn submit_further_part(case: &mut serde_json::Value, pair: &Pair, number: u64, random: &Random) {
    let mut random = apart(random, 0x9B05_688C_2B3E_6C1F);
    if random.chance(30)
        && let Some(all) = pair.case["receipts"].as_array()
        && let Some(part) = further_part(all, usize::try_from(number).unwrap(), &mut random)
        && let Some(receipts) = case.get_mut("receipts").and_then(serde_json::Value::as_array_mut)
    {
        receipts.push(part);
    }
}
