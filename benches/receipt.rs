//! Reads and checks a receipt of forty lines, compared with the usual way without this crate: serde_json to a `Value`,
//! and the `jsonschema` crate with the published schema. Run with `cargo bench --bench receipt`.
//!
//! Both run alternately on the same bytes in one process. The result is the ratio of each pair, because a slow moment
//! of the machine affects both.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::{Value, json};
use std::{hint::black_box, time::Instant};
use tongbiao::{
    check::{Limits, Located, check, read},
    document::DocumentKind,
    record::receipt::Receipt,
    schema::{SchemaOptions, schema_value},
};

const LINES: usize = 40;
const ROUNDS: usize = 200;
const REPEATS: u32 = 50;

fn receipt() -> String {
    let line = |i: usize| {
        json!({
            "name": format!("示例药品注射液 {i:02}"),
            "code": format!("XJ01CAA040B00{i:04}"),
            "category": "western-medicine",
            "unit": "瓶",
            "unitPrice": "12.500000",
            "quantity": "3",
            "amount": "37.5000",
        })
    };
    let receipt = json!({
        "kind": "receipt",
        "standard": "1.0",
        "receiptKind": "inpatient-electronic",
        "number": {"form": "fiscal-electronic", "code": "41060225", "number": "0000000001", "checkCode": "a1b2c3"},
        "totalAmount": "1500.00",
        "totalInCapitals": "壹仟伍佰元整",
        "issuedOn": "2024-05-18",
        "patientName": "童安",
        "stay": {"start": "2024-05-06", "end": "2024-05-18"},
        "stayDays": 12,
        "insuranceKind": "resident",
        "categories": [{"category": "western-medicine", "amount": "1500.00"}],
        "lines": (0..LINES).map(line).collect::<Vec<_>>(),
        "pooledFund": "900.00", "otherFunds": "0.00", "personalAccount": "0.00", "cash": "600.00",
        "selfPaid": "500.00", "selfFinanced": "100.00",
        "prepaid": "1000.00", "toppedUp": "0.00", "refunded": "400.00",
    });
    receipt.to_string()
}

/// Nanoseconds for one call, of several.
fn time(mut call: impl FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..REPEATS {
        call();
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(REPEATS)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Runs the two calls alternately, and prints the medians and the median of the ratios.
fn pair(name: &str, mut ours: impl FnMut(), mut theirs: impl FnMut()) {
    let (mut a, mut b, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (ours, theirs) = (time(&mut ours), time(&mut theirs));
        a.push(ours);
        b.push(theirs);
        ratios.push(ours / theirs);
    }
    let (a, b) = (median(a) / 1000.0, median(b) / 1000.0);
    println!("{name:<62} {a:>8.1} µs {b:>8.1} µs   ratio {:.3}", median(ratios));
}

fn main() {
    let text = receipt();
    let limits = Limits::default();
    let checked = check(text.as_bytes(), None, &limits);
    let found: Vec<_> = checked.findings.iter().map(|Located { finding: f, .. }| f.rule.code).collect();
    assert!(found == ["receipt.fee-list-missing"] || found.is_empty(), "{found:?}");
    let schema = schema_value(DocumentKind::Receipt, &SchemaOptions::default());
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    assert!(validator.is_valid(&serde_json::from_str(&text).unwrap()));
    println!("{} lines, {} bytes; medians of {ROUNDS} pairs\n", LINES, text.len());
    println!("{:<62} {:>11} {:>11}", "", "first", "second");

    let validate = || {
        let value: Value = serde_json::from_str(black_box(&text)).unwrap();
        assert!(validator.is_valid(black_box(&value)));
    };
    pair(
        "read + all checks / serde_json Value + jsonschema is_valid",
        || drop(black_box(check(black_box(text.as_bytes()), None, &limits))),
        validate,
    );
    pair(
        "read only / serde_json Value + jsonschema is_valid",
        || drop(black_box(read::<Receipt>(black_box(text.as_bytes())))),
        validate,
    );
    pair(
        "read only / serde_json Value",
        || drop(black_box(read::<Receipt>(black_box(text.as_bytes())))),
        || drop(black_box(serde_json::from_str::<Value>(black_box(&text)))),
    );
    let bad = text.replace("\"12.500000\"", "\"12.5\"");
    pair(
        "damaged: all findings with positions / serde_json Value + is_valid",
        || drop(black_box(check(black_box(bad.as_bytes()), None, &limits))),
        || {
            let value: Value = serde_json::from_str(black_box(&bad)).unwrap();
            black_box(validator.is_valid(&value));
        },
    );
}
