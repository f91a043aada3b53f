//! Every fact, every kind of condition and every document requirement: the library and the reference agree.

use crate::{
    random::condition::{KINDS, ask_everywhere, ask_for_facts, asks_for},
    random::evaluation::{
        are_many, differences,
        engine::{Engine, Library, Reference, loosely},
        pair::Pair,
    },
    reference,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tongbiao::{
    check::read,
    eligibility::{Circumstances, Eligibility, Truth, eligibility},
    evaluate::Detail,
    fact::{Scope, facts},
    programme::Programme,
    record::application::Application,
};
use tongbiao_testkit::{files::case_files, random::Random, size::size};

/// The number of pairs in a run: a quarter of that of the evaluator, whose applications state less.
fn pairs() -> u64 {
    crate::random::evaluation::pairs() / 4
}

/// Whether facts are missing in both answers or in neither. Places are compared without the indices of their items.
fn same_missing(ours: &BTreeSet<String>, theirs: &BTreeSet<String>) -> bool {
    let (ours, theirs) = (loosely(ours), loosely(theirs));
    ours == theirs || !ours.is_disjoint(&theirs)
}

fn places(missing: &[tongbiao::eligibility::Missing]) -> BTreeSet<String> {
    missing.iter().map(|one| one.pointer.clone().unwrap_or_else(|| one.code.clone())).collect()
}

/// The differences between two judgements: what was judged, and both answers.
fn differ(ours: &reference::Eligible, theirs: &Eligibility) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: &str, ours: (Truth, &BTreeSet<String>), theirs: (Truth, &BTreeSet<String>)| {
        if ours.0 != theirs.0 || !same_missing(ours.1, theirs.1) {
            found.push(format!("{what}: reference {ours:?}, library {theirs:?}"));
        }
    };
    let none = BTreeSet::new();
    compare("in force", (ours.in_force.truth, &none), (theirs.in_force, &none));
    compare("status", (ours.status.truth, &ours.status.missing), (theirs.status, &places(&theirs.missing)));
    assert_eq!(ours.requirements.len(), theirs.requirements.len());
    for ((id, ours), theirs) in ours.requirements.iter().zip(&theirs.requirements) {
        let missing = places(&theirs.missing);
        compare(id.as_str(), (ours.truth, &ours.missing), (theirs.truth, &missing));
    }
    let judged = |paper: &tongbiao::eligibility::PaperOutcome| reference::papers::Judged {
        id: paper.id.clone(),
        state: paper.state,
        points: paper.points.iter().copied().collect(),
        submitted: paper.submitted,
        missing: places(&paper.missing),
    };
    let papers: Vec<_> = theirs.papers.iter().map(judged).collect();
    let is_same = |(ours, theirs): (&reference::papers::Judged, &reference::papers::Judged)| {
        let alike = reference::papers::Judged { missing: theirs.missing.clone(), ..ours.clone() };
        alike == *theirs && same_missing(&ours.missing, &theirs.missing)
    };
    if ours.papers.len() != papers.len() || !ours.papers.iter().zip(&papers).all(is_same) {
        found.push(format!("papers: reference {:?}, library {papers:?}", ours.papers));
    }
    found
}

fn judged(
    programme: &Programme,
    application: &Application,
    given: &reference::Given,
) -> (reference::Eligible, Eligibility) {
    let mut circumstances = given.circumstances();
    circumstances.earlier = given.ledger.as_ref().map(|_| &[][..]);
    (reference::eligible(programme, application, given), eligibility(programme, application, &circumstances).unwrap())
}

#[track_caller]
fn none_differ(mut found: Vec<(usize, String)>, of: u64) {
    found.sort_unstable();
    let examples: Vec<&String> = found.iter().map(|(_, what)| what).take(12).collect();
    assert!(found.is_empty(), "{} of {of} differ: {examples:#?}", found.len());
}

/// Programmes that use every fact, with applications that state every fact.
#[test]
fn every_fact_is_judged_alike() {
    let mut found = Vec::new();
    let mut met: BTreeMap<String, [u64; 3]> = BTreeMap::new();
    for seed in crate::random::evaluation::seeds(pairs()) {
        let mut pair = Pair::of_facts(seed, ask_for_facts);
        // The list of earlier adjudications is given and empty.
        pair.given.ledger = seed.is_multiple_of(2).then(Vec::new);
        let (ours, theirs) = judged(&pair.programme, &pair.application, &pair.given);
        for what in differ(&ours, &theirs) {
            let asked = what.strip_prefix("asked-").and_then(|rest| rest.split(':').next()?.parse::<usize>().ok());
            let asked = asked.map_or(Value::Null, |place| pair.rules["requirements"][place]["anyOf"].clone());
            found.push((what.len(), format!("seed {seed}, {what}, {asked}")));
        }
        if crate::random::evaluation::only().is_some() {
            println!("{}", pair.shown());
        }
        let mut note = |what: String, truth: Truth| {
            let place = [Truth::Yes, Truth::No, Truth::Unknown].iter().position(|one| *one == truth).unwrap();
            met.entry(what).or_default()[place] += 1;
        };
        for ((_, answer), asked) in ours.requirements.iter().zip(pair.rules["requirements"].as_array().unwrap()) {
            let conditions = asked["anyOf"].as_array().unwrap();
            if let [one] = &conditions[..] {
                asks_for(one).into_iter().for_each(|what| note(what, answer.truth));
            }
        }
        for paper in &ours.papers {
            note(format!("paper {}", paper.state), Truth::Yes);
            for point in &paper.points {
                note(format!("paper {} {point}", paper.state), Truth::Yes);
            }
        }
        note("in force".to_owned(), ours.in_force.truth);
        situations(&pair).into_iter().for_each(|what| note(what.to_owned(), Truth::Yes));
    }
    println!("{met:#?}");
    none_differ(found, pairs());
    if crate::random::evaluation::only().is_none() && are_many() {
        enough(&met);
    }
}

/// The cases of an application that the norm once left open.
const OPEN: [&str; 6] = [
    "membership renewed without a break",
    "assessments of the last day that differ",
    "one diagnosis that is another one",
    "disability whose certificate has expired",
    "sex that is not stated, and a number",
    "grade that the programme does not list",
];

fn situations(pair: &Pair) -> Vec<&'static str> {
    let as_of = pair.given.as_of.to_string();
    let list = |path: &str| pair.case.pointer(path).and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |value: &Value, path: &str| value.pointer(path).and_then(Value::as_str).map(ToOwned::to_owned);
    let mut funds = list("/insurance");
    funds.retain(|cover| cover["kind"] == "mutual-fund");
    let is_held = |cover: &Value| {
        text(cover, "/period/start").is_some_and(|start| start <= as_of)
            && text(cover, "/period/end").is_some_and(|end| as_of <= end)
    };
    let continues = |former: &Value, held: &Value| {
        let (first, next) = (text(former, "/period/start"), text(held, "/period/start"));
        let end = text(former, "/period/end").and_then(|end| tongbiao::value::Date::parse(&end).unwrap().next());
        first < next && end.is_some_and(|end| Some(end.to_string()) >= next) && !is_held(former)
    };
    let mut assessments = list("/assessments");
    assessments.retain(|one| one["key"] == "need");
    let last = assessments.iter().map(|one| text(one, "/assessedOn")).max().flatten();
    let dated = assessments.iter().all(|one| one.get("assessedOn").is_some());
    let of_last: BTreeSet<bool> = assessments
        .iter()
        .filter(|one| text(one, "/assessedOn") == last)
        .filter_map(|one| one["result"].as_bool())
        .collect();
    let diagnoses = list("/diagnoses");
    let expired = |one: &Value| text(one, "/validity/end").is_some_and(|end| end < as_of);
    let sex = text(&pair.case, "/child/sex").is_some_and(|sex| sex != "male" && sex != "female");
    let holds = [
        funds.iter().any(|held| is_held(held) && funds.iter().any(|former| continues(former, held))),
        dated && of_last.len() > 1,
        diagnoses.len() == 1 && diagnoses[0]["rank"] == "other",
        list("/child/disabilities").iter().any(expired),
        sex && list("/child/identity").iter().any(|one| one["kind"] == "resident-identity"),
        list("/assessments").iter().any(|one| one["key"] == "hardship" && one["grade"] == "d"),
    ];
    OPEN.into_iter().zip(holds).filter(|(_, holds)| *holds).map(|(what, _)| what).collect()
}

/// Every kind of condition, every fact of an application and every state of a document occurs with each of the three
/// answers.
fn enough(met: &BTreeMap<String, [u64; 3]>) {
    let least = |what: &str, truths: &[usize], of_ten_thousand: u64| {
        let times = met.get(what).copied().unwrap_or_default();
        let enough = truths.iter().all(|truth| times[*truth] >= pairs() * of_ten_thousand / 10_000);
        assert!(enough, "yes, no and unknown only {times:?} of {}: {what}", pairs());
    };
    for kind in KINDS.into_iter().filter(|kind| *kind != "hospital") {
        least(kind, &[0, 1, 2], 50);
    }
    for fact in facts().filter(|fact| fact.scope == Scope::Application) {
        let known = fact.code == "decided-on";
        let what = match fact.kind {
            "date" => format!("date {}", fact.code),
            kind => format!("{kind} {}", fact.code),
        };
        least(&what, if known { &[0, 1] } else { &[0, 1, 2] }, 5);
    }
    for state in tongbiao::code::PaperState::ALL {
        least(&format!("paper {state}"), &[0], 100);
    }
    least("in force", &[0, 1, 2], 50);
    OPEN.iter().for_each(|what| least(what, &[0], 20));
}

/// Conditions of items, tiers, limits, tables and receipts: the whole decision is compared.
#[test]
fn every_fact_is_computed_alike() {
    let (mut found, mut asked) = (Vec::new(), BTreeMap::<String, u64>::new());
    let only = crate::random::evaluation::only();
    let mut decided = 0;
    for seed in crate::random::evaluation::seeds(pairs()) {
        let pair = Pair::of_facts(seed, ask_everywhere);
        let none = seed.is_multiple_of(2);
        let (ours, _) = Reference.run(&pair.programme, &pair.application, &pair.given, none.then_some(&[]));
        let library = Library(Detail::Reasons);
        let (theirs, _) = library.run(&pair.programme, &pair.application, &pair.given, none.then_some(&[]));
        if only.is_some() {
            println!("{}\n{ours:?}\n{theirs:?}", pair.shown());
        }
        if let Some(first) = differences(&ours, &theirs).first() {
            let size = pair.rules.to_string().len() + pair.case.to_string().len();
            let missing = (&ours.missing, &theirs.missing);
            let amounts = (ours.decision, theirs.decision, ours.amount, theirs.amount);
            found.push((size, format!("seed {seed}: {first}, {amounts:?}, {missing:?}")));
        }
        decided += u64::from(ours.amount.is_some());
        let mut conditions = Vec::new();
        tests_in(&pair.rules, &mut conditions);
        for what in conditions.into_iter().flat_map(asks_for) {
            *asked.entry(what).or_default() += 1;
        }
    }
    println!("{decided} decided, {asked:#?}");
    none_differ(found, pairs());
    if only.is_none() && are_many() {
        assert!(decided * 4 >= pairs(), "only {decided} of {} are decided", pairs());
        let met = |what: &str| asked.get(what).copied().unwrap_or(0);
        KINDS.iter().for_each(|kind| assert!(met(kind) >= pairs() / 100, "{kind} only {} times", met(kind)));
        for fact in facts() {
            let times = met(&format!("{} {}", fact.kind, fact.code));
            assert!(times >= pairs() / 1000, "{} only {times} times", fact.code);
        }
    }
}

/// Every condition of a programme.
fn tests_in<'v>(rules: &'v Value, found: &mut Vec<&'v Value>) {
    match rules {
        Value::Array(items) => items.iter().for_each(|item| tests_in(item, found)),
        Value::Object(members) => {
            if members.get("test").is_some_and(Value::is_string) {
                found.push(rules);
            }
            members.values().for_each(|value| tests_in(value, found));
        }
        _ => {}
    }
}

/// Every case under every programme of the cases, complete and with members removed.
#[test]
fn cases_are_judged_alike() {
    let files = case_files();
    let bodies = |kind: &str| -> Vec<(String, Value)> {
        let kept = files.iter().filter(|case| case.json["kind"] == kind);
        kept.map(|case| (case.name.clone(), case.json.clone())).collect()
    };
    let programmes: Vec<Programme> = bodies("programme")
        .into_iter()
        .map(|(_, json)| read::<Programme>(json.to_string().as_bytes()).unwrap().body)
        .collect();
    let rounds = size(24, 400);
    let mut random = Random(20_261_128);
    let (mut found, mut compared, mut changed) = (Vec::new(), 0, 0);
    for (name, json) in bodies("application") {
        for round in 0..rounds {
            let mut thinned = json.clone();
            for _ in 0..round % 9 {
                let places = tongbiao_testkit::patch::pointers(&thinned);
                let place = random.pick(&places);
                let Some((object, member)) = place.rsplit_once('/') else { continue };
                if let Some(members) = thinned.pointer_mut(object).and_then(Value::as_object_mut) {
                    members.remove(member);
                }
            }
            let Ok(application) = read::<Application>(thinned.to_string().as_bytes()) else { continue };
            let application = application.body;
            let Some(day) = application.papers_day() else { continue };
            let given = reference::Given { as_of: day, quota_left: None, fund_balance: None, ledger: None };
            for programme in &programmes {
                let theirs = eligibility(programme, &application, &Circumstances::on(day)).unwrap();
                let ours = reference::eligible(programme, &application, &given);
                let differences = differ(&ours, &theirs);
                compared += 1;
                changed += u64::from(theirs.status == Truth::Unknown);
                found.extend(
                    differences.into_iter().map(|what| (what.len(), format!("{name}, {}: {what}", programme.id))),
                );
            }
        }
    }
    println!("{compared} compared, {changed} unknown");
    none_differ(found, compared);
    assert!(compared > 25 * rounds && changed * 4 > 15 * rounds, "{compared} compared, {changed} unknown");
}

/// Rules of the norm about single facts, with answers computed by hand: the condition, the contents of the application,
/// the day, the answer and the place of the missing fact.
#[test]
fn facts_at_their_edges() {
    const DAY: &str = "2026-03-01";
    let flag = |fact: &str| json!({"test": "flag", "fact": fact, "is": true});
    let code = |fact: &str, code: &str| json!({"test": "code", "fact": fact, "anyOf": [code]});
    let least = |fact: &str, least: i64| json!({"test": "number", "fact": fact, "atLeast": least});
    let up_to = |fact: &str, amount: &str| json!({"test": "money", "fact": fact, "atMost": {"type": "fixed", "amount": amount}});
    let fund =
        |start: &str| json!({"insurance": [{"kind": "mutual-fund", "period": {"start": start, "end": "2099-12-31"}}]});
    let disease = |which: &str| json!({"test": "disease", "set": "blood", "diagnoses": which});
    let diagnosis = |code: &str| json!({"diagnoses": [{"name": "某病", "rank": "other", "codings": [{"scheme": "icd-10-who", "code": code}]}]});
    let need = json!({"test": "assessed", "key": "need"});
    let assessed = |last: bool| {
        let of = |result: bool| json!({"key": "need", "result": result, "assessedOn": "2026-05-01"});
        json!({"assessments": [of(!last), of(last)]})
    };
    let surgeries = json!({"treatments": [
        {"kind": "surgery", "status": "completed", "operations": [{"name": "手术", "performedOn": "2024-03-01"}]},
        {"kind": "surgery", "status": "completed"}]});
    let operated = json!({"test": "date", "fact": "operated-on", "from": "2024-01-01"});
    let aid = |programme: Option<&str>| {
        let mut own = json!({"payer": "charity", "status": "received", "amount": "20.00"});
        if let Some(programme) = programme {
            own["programmeId"] = programme.into();
        }
        json!({"aid": [{"payer": "government", "status": "received", "amount": "10.00"}, own]})
    };
    let cover = |kind: &str, period: Value| json!({"insurance": [{"kind": kind, "period": period}]});
    let whole = json!({"start": "2026-01-01", "end": "2026-12-31"});
    let nothing = json!({"household": {"income": {"total": "0.00"}, "medicalSpending": "0.00"}});
    let half = json!({"test": "ratio", "of": "medical-spending", "to": "household-income", "atLeast": "0.5"});
    let number = json!([{"kind": "resident-identity", "number": "410000201202290315"}]);
    let sexed = |sex: Option<&str>| {
        let mut child = json!({"name": "例", "identity": number});
        if let Some(sex) = sex {
            child["sex"] = sex.into();
        }
        json!({"child": child})
    };
    let performed_on = "/treatments/*/operations/*/performedOn";
    let income = json!({"household": {"memberCount": 3, "income": {"total": "10000.00"}}});
    for (condition, members, day, truth, missing) in [
        (least("membership-years", 1), fund("2024-02-29"), "2025-02-28", Truth::No, None),
        (least("membership-years", 1), fund("2024-02-29"), "2025-03-01", Truth::Yes, None),
        (flag("insured"), cover("urban-resident", whole.clone()), DAY, Truth::Yes, None),
        (flag("insured"), cover("maternity", whole.clone()), DAY, Truth::No, None),
        (
            flag("insured"),
            cover("resident", json!({"start": "2026-01-01"})),
            DAY,
            Truth::Unknown,
            Some("/insurance/0/period/end"),
        ),
        (
            flag("insured"),
            cover("resident", json!({"end": "2026-12-31"})),
            DAY,
            Truth::Unknown,
            Some("/insurance/0/period/start"),
        ),
        (code("insurance-kind", "resident"), cover("new-rural-cooperative", whole.clone()), DAY, Truth::Yes, None),
        (code("insurance-kind", "urban-resident"), cover("urban-resident", whole), DAY, Truth::No, None),
        (disease("principal"), diagnosis("D66"), DAY, Truth::No, None),
        (disease("any"), diagnosis("D66+"), DAY, Truth::Yes, None),
        (disease("any"), diagnosis("Q21.1+"), DAY, Truth::No, None),
        (disease("any"), diagnosis("C91"), DAY, Truth::Unknown, Some("/diagnoses/*/codings")),
        (need.clone(), assessed(true), DAY, Truth::Unknown, Some("/assessments")),
        (need, assessed(false), DAY, Truth::Unknown, Some("/assessments")),
        (operated, surgeries, DAY, Truth::Unknown, Some(performed_on)),
        (up_to("aid-received", "10.00"), aid(Some("cn.example.random")), DAY, Truth::Yes, None),
        (up_to("aid-received", "29.99"), aid(Some("cn.example.other")), DAY, Truth::No, None),
        (up_to("aid-received", "10.00"), aid(None), DAY, Truth::Unknown, Some("/aid/1/programmeId")),
        (half, nothing, DAY, Truth::Yes, None),
        (code("sex", "male"), sexed(None), DAY, Truth::Yes, None),
        (code("sex", "male"), sexed(Some("not-stated")), DAY, Truth::Yes, None),
        (up_to("income-per-head", "3333.33"), income, DAY, Truth::Yes, None),
    ] {
        let mut case = json!({"kind": "application", "standard": "1.0", "id": "app-1", "child": {"name": "例"}});
        case.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        let rules = json!({"kind": "programme", "standard": "1.0", "id": "cn.example.random", "revision": 1,
            "title": "示例（虚构）", "standing": "illustrative", "payer": "charity", "effective": {"start": "2020-01-01"},
            "appliesBy": "decided-on", "evidence": "diagnosis",
            "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
            "items": [{"id": "i", "benefit": {"type": "fixed", "amount": {"type": "fixed", "amount": "1.00"}}}],
            "sets": [{"id": "blood", "members": {"of": "disease", "prefixes": ["C91.0", "D66"]}}],
            "requirements": [{"id": "asked", "anyOf": [condition]}]});
        let programme = read::<Programme>(rules.to_string().as_bytes()).unwrap().body;
        let application = read::<Application>(case.to_string().as_bytes()).unwrap().body;
        let as_of = tongbiao::value::Date::parse(day).unwrap();
        let given = reference::Given { as_of, quota_left: None, fund_balance: None, ledger: Some(Vec::new()) };
        let (ours, theirs) = judged(&programme, &application, &given);
        let expected: BTreeSet<String> = missing.into_iter().map(str::to_owned).collect();
        assert_eq!((ours.status.truth, ours.status.missing), (truth, expected.clone()), "{condition}: the reference");
        assert_eq!((theirs.status, places(&theirs.missing)), (truth, expected), "{condition}: the library");
    }
}
