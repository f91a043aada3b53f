//! The size and the speed of an index of many receipts: `cargo bench -p tongbiao-index -- RECEIPTS`, 1,000,000 if it is not stated.
//! Each application has ten receipts. Prints the rates of adding and of look-ups, the size of the file, and the memory of the process.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};
use tongbiao::{
    check::AnyDocument,
    code::ReceiptKind,
    document::Document,
    record::{
        application::Application,
        identity::Child,
        organisation::Hospital,
        receipt::{FiscalNumber, Receipt},
    },
    value::Date,
};
use tongbiao_index::{Entry, Index, Key};

/// Receipts of an application.
const RECEIPTS: u64 = 10;

/// Numbers in no order, each once.
fn mixed(number: u64) -> u64 {
    let number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ number >> 31
}

/// The receipt with a number.
fn receipt(number: u64) -> Receipt {
    let drawn = mixed(number);
    let code = format!("41060{}25", drawn % 9).parse().unwrap();
    let fiscal = FiscalNumber::new(code, format!("{:010}", number % 10_000_000_000).parse().unwrap());
    let amount = format!("{}.{:02}", 10 + drawn % 40_000, drawn / 40_000 % 100).parse().unwrap();
    let mut receipt = Receipt::new(ReceiptKind::OutpatientElectronic, fiscal.into(), amount);
    let day: Date =
        format!("20{}-{:02}-{:02}", 20 + drawn % 6, 1 + drawn / 7 % 12, 1 + drawn / 91 % 28).parse().unwrap();
    receipt.visit_date = Some(day);
    receipt.issued_on = Some(day);
    receipt.patient_name =
        Some(format!("童{}", char::from_u32(0x4e00 + (drawn % 9_000) as u32).unwrap()).parse().unwrap());
    let mut hospital = Hospital::new(format!("示例医院{}（虚构）", drawn % 4_000).parse().unwrap());
    hospital.code = Some(format!("H41{:09}", drawn % 4_000).parse().unwrap());
    receipt.issuer = Some(hospital);
    receipt
}

/// The application with a number.
fn application(number: u64) -> AnyDocument {
    let child =
        Child::new(format!("童{}", char::from_u32(0x4e00 + (mixed(number) % 9_000) as u32).unwrap()).parse().unwrap());
    let mut application = Application::new(format!("a-{number}").parse().unwrap(), child);
    application.child.birth_date =
        Some(format!("20{:02}-0{}-1{}", 10 + number % 14, 1 + number % 9, number % 9).parse().unwrap());
    let receipts = (number * RECEIPTS..(number + 1) * RECEIPTS).map(receipt).collect::<Vec<_>>();
    application.receipts = Some(receipts.try_into().unwrap());
    Document::new(application).into()
}

/// The highest memory of the process so far, in MiB.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok()).map_or(0, |kib| kib / 1024)
}

fn main() {
    let stated = std::env::args().skip(1).find_map(|argument| argument.parse::<u64>().ok());
    let applications = stated.unwrap_or(1_000_000) / RECEIPTS;
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench.index");
    let _ = fs::remove_file(&path);
    let key = Key::generate().unwrap();
    let index = Index::create(&path, &key).unwrap();
    let day: Date = "2026-03-02".parse().unwrap();

    let start = Instant::now();
    let mut batch = index.batch().unwrap();
    for number in 0..applications {
        batch.add(&Entry::of(&application(number), &key, "示例基金会甲（虚构）", day).unwrap()).unwrap();
        if number % 20_000 == 19_999 {
            batch.commit().unwrap();
            batch = index.batch().unwrap();
        }
        if number % 100_000 == 99_999 {
            println!(
                "{} receipts, {:.0} s, {} MiB of memory",
                (number + 1) * RECEIPTS,
                start.elapsed().as_secs_f64(),
                memory()
            );
        }
    }
    batch.commit().unwrap();
    let receipts = applications * RECEIPTS;
    let counts = index.counts().unwrap();
    let size = fs::metadata(&path).unwrap().len();
    println!(
        "added: {receipts} receipts, {} digests, {:.0} receipts/s, {} bytes per receipt, {} MiB of memory",
        counts.digests,
        receipts as f64 / start.elapsed().as_secs_f64(),
        size / receipts.max(1),
        memory()
    );

    let reader = index.reader(&key).unwrap();
    for (name, from) in [("receipts in the index", 0), ("receipts not in the index", 1_000_000_000 / RECEIPTS)] {
        let looked_up = applications.min(20_000);
        for threads in [1, 2] {
            let search = |from: u64| {
                let (mut found, mut duration) = (0, Duration::ZERO);
                for number in 0..looked_up {
                    let document = application(from + mixed(number) % applications);
                    let start = Instant::now();
                    found += reader.find(&document, None).unwrap().matches.len();
                    duration += start.elapsed();
                }
                (found, duration)
            };
            let all: Vec<(usize, Duration)> = std::thread::scope(|scope| {
                let started: Vec<_> = (0..threads).map(|_| scope.spawn(|| search(from))).collect();
                started.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            let rate: f64 =
                all.iter().map(|(_, duration)| (looked_up * RECEIPTS) as f64 / duration.as_secs_f64()).sum();
            let found: usize = all.iter().map(|(found, _)| found).sum();
            println!(
                "looked up by {threads} threads: {name}: {found} matches, {rate:.0} receipts/s, {} MiB of memory",
                memory()
            );
        }
    }
    drop(reader);
    drop(index);
    let _ = fs::remove_file(&path);
}
