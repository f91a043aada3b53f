//! Evaluates a programme on parsed receipts with eight lines each: without a trace, with a trace, and the memory used.
//! Also prepares a programme, and compares eight programmes under a joint relief plan with the same eight alone. Run with
//! `cargo bench --bench evaluate`.
//!
//! One core is used. Results on the same line were measured alternately in one process. The rates are for receipts of
//! one application with five hundred, so the work for the whole application (eligibility, other aid) is shared by its
//! receipts.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use allocation_counter::measure;
use serde_json::{Value, json};
use std::{hint::black_box, time::Instant};
use tongbiao::{
    check::read,
    eligibility::{Circumstances, eligibility},
    evaluate::{Case, Detail, Evaluation, JointCircumstances, Plan, adjudicate, adjudicate_jointly},
    plan::ReliefPlan,
    programme::Programme,
    record::application::Application,
    value::Date,
};

const ROUNDS: usize = 60;
const RECEIPTS: usize = 500;

/// One programme: the level of the hospital decides deductible and rate, lines are admitted by category and class, and
/// there is a yearly limit.
fn programme() -> String {
    let rows = |values: [&str; 3], name: &str| -> Vec<Value> {
        ["level-1", "level-2", "level-3"].iter().zip(values).map(|(l, v)| json!({"codes": [l], name: v})).collect()
    };
    json!({
        "kind": "programme", "standard": "1.0", "id": "org.example.bench", "revision": 1, "title": "示例项目",
        "standing": "illustrative", "payer": "mutual-fund", "effective": {"start": "2020-01-01"},
        "appliesBy": "decided-on", "evidence": "receipts",
        "requirements": [
            {"id": "age", "anyOf": [{"test": "age", "at": "decided-on", "birthday": "day-after-birthday",
                "unit": "years", "atLeast": 0, "atMost": 18}]},
            {"id": "nationality", "anyOf": [{"test": "code", "fact": "nationality", "anyOf": ["CN"]}]},
            {"id": "diagnosis", "anyOf": [{"test": "disease", "set": "cancer", "diagnoses": "any", "confirmed": true}]},
        ],
        "sets": [{"id": "cancer", "members": {"of": "disease", "prefixes": ["C91", "C92"]}}],
        "receipts": {"kinds": ["inpatient-electronic"], "forms": ["electronic-file", "original"],
            "window": {"by": "discharged-on", "period": {"start": "2020-01-01"}}},
        "lines": {"attribution": "pro-rata", "exceptCategories": ["registration", "other"], "catalogue": ["a", "b"]},
        "items": [{
            "id": "treatment",
            "basis": {"measure": "self-paid", "per": "receipt"},
            "deductible": {"type": "by-code", "by": ["hospital-level"], "rows": rows(["50.00", "100.00", "300.00"], "amount"),
                "otherwise": "300.00"},
            "benefit": {"type": "rate", "rate": {"type": "by-code", "by": ["hospital-level"],
                "rows": rows(["0.70", "0.60", "0.50"], "rate"), "otherwise": "0.50"}},
            "payees": [{"to": "guardian"}],
        }],
        "limits": [{"id": "year", "scope": "period", "period": {"type": "calendar-year", "by": "discharged-on"},
            "amount": {"type": "fixed", "amount": "90000000.00"}}],
        "coordination": {"otherAid": "reduces-cap", "ceiling": "family-borne", "after": ["basic-insurance"]},
    })
    .to_string()
}

/// The same programme with additional diseases, up to a size of ten thousand bytes.
fn padded(text: &str) -> String {
    let mut programme: Value = serde_json::from_str(text).unwrap();
    let prefixes = &mut programme["sets"][0]["members"]["prefixes"];
    let more = (0..1_000).map(|i| json!(format!("C{:02}.{}", i / 10, i % 10)));
    *prefixes = more.collect();
    programme.to_string()
}

fn application(receipts: usize) -> String {
    let line = |i: usize, k: usize| {
        let class = ["a", "b", "c"][k % 3];
        let category = ["western-medicine", "bed", "laboratory", "other"][k % 4];
        json!({"name": format!("示例 {k}"), "category": category, "catalogueClass": class,
            "amount": format!("{}.{:02}", 100 + (i * 7 + k * 13) % 900, (i + k) % 100)})
    };
    let receipt = |i: usize| {
        let lines: Vec<Value> = (0..8).map(|k| line(i, k)).collect();
        let fen = |amount: &Value| amount.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
        let total: i64 = lines.iter().map(|line| fen(&line["amount"])).sum();
        let yuan = |fen: i64| format!("{}.{:02}", fen / 100, fen % 100);
        let (pooled, outside) = (total / 2, total / 5);
        let borne = total - pooled;
        let level = ["level-1", "level-2", "level-3"][i % 3];
        json!({"receiptKind": "inpatient-electronic", "id": format!("r{i}"), "form": "electronic-file", "status": "valid",
            "number": {"form": "fiscal-electronic", "code": "41060225", "number": format!("{i:010}"), "checkCode": "a1b2c3"},
            "totalAmount": yuan(total), "patientName": "童安", "insuranceKind": "resident",
            "issuer": {"name": "示例医院", "code": "H41000000001", "level": level},
            "stay": {"start": format!("2024-{:02}-{:02}", 1 + i % 12, 1 + i % 27),
                "end": format!("2024-{:02}-{:02}", 1 + i % 12, 2 + i % 27)},
            "lines": lines, "pooledFund": yuan(pooled), "otherFunds": "0.00", "personalAccount": "0.00",
            "cash": yuan(borne), "selfPaid": yuan(borne - outside), "selfFinanced": yuan(outside)})
    };
    json!({"kind": "application", "standard": "1.0", "id": "case-bench", "enteredOn": "2024-12-01",
        "child": {"name": "童安", "birthDate": "2016-03-15", "nationality": "CN"}, "aid": [], "treatments": [],
        "diagnoses": [{"name": "急性淋巴细胞白血病", "certainty": "confirmed",
            "codings": [{"scheme": "icd-10-nhsa", "code": "C91.000", "version": "2.0"}]}],
        "receipts": (0..receipts).map(receipt).collect::<Vec<_>>()})
    .to_string()
}

/// Eight programmes: two pay a share of what insurance calls self-paid, the others a share of what the family pays.
fn eight() -> Vec<Programme> {
    let programme = |number: usize| {
        let mut json: Value = serde_json::from_str(&programme()).unwrap();
        json["id"] = format!("org.example.bench-{number}").into();
        json["payer"] =
            ["critical-illness-insurance", "medical-assistance"].get(number).copied().unwrap_or("charity").into();
        json["items"][0]["basis"]["measure"] = if number < 2 { "self-paid" } else { "family-borne" }.into();
        json["items"][0]["benefit"]["rate"] = json!({"type": "fixed", "rate": format!("0.{}", 2 + number)});
        json["coordination"]["after"] = json!([]);
        read::<Programme>(json.to_string().as_bytes()).unwrap().body
    };
    (0..8).map(programme).collect()
}

/// A plan of these programmes: the first ones after each other, then some in proportion, then two that fill the gap.
fn joint_plan(programmes: &[Programme], first: usize) -> ReliefPlan {
    let members = |range: std::ops::Range<usize>| -> Vec<Value> {
        programmes[range].iter().map(|one| json!({"programme": one.id.as_str(), "payer": one.payer.as_str()})).collect()
    };
    let json = json!({"kind": "plan", "standard": "1.0", "id": "org.example.joint", "revision": 1, "title": "示例方案",
        "standing": "illustrative", "effective": {"start": "2020-01-01"}, "stages": [
            {"policy": "priority", "id": "first", "members": members(0..first)},
            {"policy": "pro-rata", "id": "together", "members": members(first..6)},
            {"policy": "gap-fill", "id": "gap", "members": members(6..8)}]});
    read::<ReliefPlan>(json.to_string().as_bytes()).unwrap().body
}

/// The time of a plan of eight programmes over 25 receipts, as a multiple of the time of the eight alone.
fn joint(day: Date) {
    let programmes = eight();
    let (all, plans) =
        (programmes.iter().collect::<Vec<_>>(), [joint_plan(&programmes, 5), joint_plan(&programmes, 2)]);
    let application = read::<Application>(application(25).as_bytes()).unwrap().body;
    let (mut on, mut alone) = (JointCircumstances::on(day), Circumstances::on(day));
    on.earlier = Some(&[]);
    alone.earlier = Some(&[]);
    println!(
        "\na joint relief plan of eight programmes over 25 receipts of eight lines; whole documents; medians of {ROUNDS} rounds\n"
    );
    for (name, plan, detail) in [
        ("after each other, reasons", &plans[0], Detail::Reasons),
        ("in proportion, reasons", &plans[1], Detail::Reasons),
        ("in proportion, full trace", &plans[1], Detail::Full),
    ] {
        let together = || adjudicate_jointly(plan, &all, black_box(&application), &on, detail).unwrap();
        let outcome = together();
        let awards: Vec<_> = outcome.joint.members.iter().map(|member| member.award.map(|award| award.fen())).collect();
        assert!(awards.iter().take(3).all(|award| award.is_some_and(|fen| fen > 0)), "{awards:?}");
        let (mut joint, mut each) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            joint.push(time(|| drop(black_box(together()))));
            each.push(time(|| {
                for programme in &programmes {
                    let _ = black_box(adjudicate(programme, black_box(&application), &alone, detail));
                }
            }));
        }
        let (joint, each) = (median(joint), median(each));
        println!(
            "{name:<28} {:>7.3} ms under the plan, {:>7.3} ms alone: {:.2} times",
            joint * 1e3,
            each * 1e3,
            joint / each
        );
    }
}

/// The seconds of one call: the second of two calls, so that it does not include refilling the caches.
fn time(mut call: impl FnMut()) -> f64 {
    call();
    let start = Instant::now();
    call();
    start.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    let text = programme();
    let large = padded(&text);
    let programme = read::<Programme>(text.as_bytes()).unwrap().body;
    let plan = Plan::of(&programme).unwrap();
    let on = Circumstances::on(Date::parse("2024-12-20").unwrap());
    let applications: Vec<Application> =
        [RECEIPTS / 2, RECEIPTS].iter().map(|n| read(application(*n).as_bytes()).unwrap().body).collect();
    let (half, whole) = (Case::of(&applications[0]), Case::of(&applications[1]));
    let mut room = Evaluation::default();
    let details =
        [("amount", Detail::Amounts), ("amount and reasons", Detail::Reasons), ("amount and full trace", Detail::Full)];
    for (_, detail) in details {
        assert!(room.amount(&plan, &whole, &on, detail).is_some_and(|amount| amount.fen() > 0));
    }

    println!("receipts of eight lines, {RECEIPTS} to an application; medians of {ROUNDS} rounds, in turns\n");
    let mut seconds: Vec<Vec<f64>> = vec![Vec::new(); details.len() + 4];
    for _ in 0..ROUNDS {
        for (place, (_, detail)) in details.iter().enumerate() {
            seconds[place].push(time(|| {
                black_box(room.amount(&plan, black_box(&whole), &on, *detail));
            }));
        }
        let application = &applications[1];
        let rest = &mut seconds[details.len()..];
        rest[0].push(time(|| drop(black_box(eligibility(&programme, black_box(application), &on)))));
        rest[1].push(time(|| drop(black_box(Case::of(black_box(application))))));
        rest[2].push(time(|| {
            black_box(room.amount(&plan, &Case::of(black_box(application)), &on, Detail::Amounts));
        }));
    }
    // Whole documents are measured last: the memory that they free would have to be allocated again for the other
    // measurements.
    for _ in 0..ROUNDS {
        let document = || drop(black_box(room.adjudicate(&plan, black_box(&whole), &on, Detail::Full)));
        seconds[details.len() + 3].push(time(document));
    }
    let names = details.iter().map(|(name, _)| *name);
    let names = names.chain([
        "eligibility alone, once for all",
        "making the application ready",
        "making it ready, and the amount",
        "the whole document, full trace",
    ]);
    let base = median(seconds[0].clone());
    for (name, seconds) in names.zip(seconds) {
        let seconds = median(seconds);
        let rate = RECEIPTS as f64 / seconds / 1e6;
        println!("{name:<34} {rate:>8.2} million receipts/s   {:>6.2} of the time of the amount", seconds / base);
    }

    for (name, detail) in details {
        let of = |room: &mut Evaluation, case: &Case<'_>| {
            measure(|| {
                black_box(room.amount(&plan, case, &on, detail));
            })
            .count_total
        };
        room.amount(&plan, &whole, &on, detail);
        let (less, more) = (of(&mut room, &half), of(&mut room, &whole));
        let each = (more - less) as f64 / (RECEIPTS / 2) as f64;
        println!("{name:<34} {more} allocations for an application of {RECEIPTS}, {each:.3} for each receipt more");
    }

    let programme = read::<Programme>(large.as_bytes()).unwrap().body;
    let ready = median((0..ROUNDS).map(|_| time(|| drop(black_box(Plan::of(black_box(&programme)))))).collect());
    let parse = median((0..ROUNDS).map(|_| time(|| drop(black_box(read::<Programme>(large.as_bytes()))))).collect());
    println!(
        "\na programme of {} bytes: {:.3} ms to make ready, its checks included; {:.3} ms to read",
        large.len(),
        ready * 1e3,
        parse * 1e3
    );
    joint(on.as_of);
}
