//! Pairs of invented receipts with the right answer, and how many of them are answered how.

mod kinds;
mod make;

use super::standings;
use crate::{
    record::receipt::Receipt,
    value::{NameMatch, PersonName},
};
use kinds::{Answer, KINDS};
use make::CHILD;
use serde_json::Value;
use std::{collections::BTreeSet, fmt::Write, fs};
use tongbiao_testkit::random::Random;

/// Pairs of each kind.
const PAIRS: usize = 400;

/// A pair of any kind.
pub(super) fn any_pair(random: &mut Random) -> (Value, Value) {
    (random.pick(KINDS).make)(random)
}

/// What an application says about two of its receipts.
fn compared(one: &Receipt, other: &Receipt) -> Answer {
    let child = PersonName::parse(CHILD).unwrap();
    let is_of_other =
        |receipt: &Receipt| receipt.patient_name.as_ref().is_some_and(|name| child.compare(name) == NameMatch::Other);
    let both = standings(&[one.clone(), other.clone()], is_of_other);
    match (both.iter().any(|one| one.duplicate), both.iter().any(|one| !one.doubt.alike.is_empty())) {
        (true, _) => Answer::Certain,
        (false, true) => Answer::Possible,
        (false, false) => Answer::None,
    }
}

/// The table of `docs/receipts.md`.
fn table() -> String {
    let mut out = String::from(
        "| 类型 Kind | 同一笔 One payment | 确定 Certain | 可能 Possible | 无 None |\n|---|---|---:|---:|---:|\n",
    );
    let (mut sums, mut failures) = ([[0_usize; 3]; 2], Vec::new());
    for (i, kind) in KINDS.iter().enumerate() {
        let mut random = Random(u64::try_from(i).unwrap() * 1_000_003 + 7);
        let (mut counts, mut seen) = ([0; 3], BTreeSet::new());
        for _ in 0..PAIRS {
            let (one, other) = (kind.make)(&mut random);
            let texts = [one.to_string(), other.to_string()];
            let read =
                |json| serde_json::from_value::<Receipt>(json).unwrap_or_else(|why| panic!("{}: {why}", kind.en));
            let (one, other) = (read(one), read(other));
            let found = compared(&one, &other);
            assert_eq!(compared(&other, &one), found, "{}: symmetric", kind.en);
            if found != kind.answer {
                failures.push(format!("{}: {found:?}: {texts:?}", kind.en));
            }
            let column = match found {
                Answer::Certain => 0,
                Answer::Possible => 1,
                Answer::None => 2,
            };
            counts[column] += 1;
            sums[usize::from(!kind.is_one)][column] += 1;
            seen.insert(texts);
        }
        assert!(seen.len() > 8, "{}: {} pairs", kind.en, seen.len());
        let [certain, possible, none] = counts;
        let is_one = if kind.is_one { "是 yes" } else { "否 no" };
        writeln!(out, "| {} {} | {is_one} | {certain} | {possible} | {none} |", kind.zh, kind.en).unwrap();
    }
    for (is_one, [certain, possible, none]) in ["是 yes", "否 no"].iter().zip(sums) {
        writeln!(out, "| **合计 Total** | {is_one} | {certain} | {possible} | {none} |").unwrap();
    }
    failures.truncate(6);
    assert!(failures.is_empty(), "{failures:#?}");
    let [[certain, possible, missed], [wrong, asked, apart]] = sums;
    let all = certain + possible + missed + wrong + asked + apart;
    assert!(all >= 10_000, "{all} pairs");
    assert_eq!(wrong, 0, "certain and wrong");
    let percent = |part: usize, whole: usize| format!("{}.{}", part * 100 / whole, part * 1_000 / whole % 10);
    let recall = percent(certain + possible, certain + possible + missed);
    let precision = percent(certain + possible, certain + possible + asked + wrong);
    let of_possible = percent(possible, possible + asked);
    writeln!(
        out,
        "\n{all} 对票据，确定而错误的为 {wrong} 对。同一笔的 {recall}% 查出（确定或可能）；查出的 {precision}% 为同一笔，“可能”的 {of_possible}% 为同一笔。\n{all} pairs; certain and wrong: {wrong}. Recall (certain or possible): {recall}%. Precision: {precision}%; of possible: {of_possible}%; of certain: 100%.",
    )
    .unwrap();
    out
}

#[test]
fn pairs_are_answered_as_published() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/receipts.md");
    let (start, end) = ("<!-- pairs -->\n", "<!-- end of pairs -->");
    let text = fs::read_to_string(path).unwrap();
    let (before, rest) = text.split_once(start).unwrap();
    let (stated, after) = rest.split_once(end).unwrap();
    let found = table();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, format!("{before}{start}{found}{end}{after}")).unwrap();
        return;
    }
    assert_eq!(stated, found, "docs/receipts.md is not up to date: run `UPDATE=1 cargo test` and read what changed");
}
