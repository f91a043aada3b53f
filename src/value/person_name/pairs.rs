//! Pairs of invented names with the right answer, and how many of them are answered how.

mod draw;
mod kinds;
mod published;
mod single;

use super::{NameDoubt, NameMatch, PersonName};
use draw::{Draw, wide};
use kinds::{Answer, KINDS};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
};
use tongbiao_testkit::size::size;

/// Pairs of each kind.
const PAIRS: usize = 400;

fn compared(one: &str, other: &str) -> NameMatch {
    let parsed = |name: &str| PersonName::parse(name).unwrap_or_else(|_| panic!("{name:?}"));
    let (one, other) = (parsed(one), parsed(other));
    let found = one.compare(&other);
    assert_eq!(other.compare(&one), found, "{one} and {other}: symmetric");
    let equal = one.comparison_form() == other.comparison_form();
    assert!(equal || !found.is_same(), "{one} and {other}: one form");
    found
}

/// Pairs of names at random.
const STRANGERS: usize = 2_000;

/// How many pairs of different names at random are not certain.
fn strangers_asked() -> usize {
    let all: BTreeSet<char> = super::table::SOUNDS.chars().filter(|c| super::character::is_in_gb2312(*c)).collect();
    let all: Vec<char> = all.into_iter().collect();
    let mut draw = Draw(97);
    let mut asked = 0;
    for i in 0..STRANGERS {
        let surname = draw.surname();
        let (one, other, (more, last)) = (draw.two(&all), draw.two(&all), draw.two(&all));
        let [one, other] = match i % 3 {
            0 => [format!("{surname}{}", one.0), format!("{surname}{}", one.1)],
            1 => [format!("{surname}{}{more}", one.0), format!("{surname}{}{more}", one.1)],
            _ => [format!("{surname}{}{more}", one.0), format!("{surname}{}{last}", other.0)],
        };
        let found = compared(&one, &other);
        assert!(!found.is_same(), "{one} and {other}");
        asked += usize::from(found != NameMatch::Other);
    }
    asked
}

/// The table of `docs/names.md`.
fn table() -> String {
    let mut out = String::from(
        "| 类型 Kind | 同一人 One person | 相同 Same | 写法不同 Variant | 不确定 Unknown | 不同 Other |\n|---|---|---:|---:|---:|---:|\n",
    );
    let (mut all, mut wrong, mut sums) = (0, 0, [[0; 4]; 2]);
    let mut failures = Vec::new();
    for (i, kind) in KINDS.iter().enumerate() {
        let mut draw = Draw(u64::try_from(i).unwrap() * 1_000_003 + 7);
        let mut counts = [0; 4];
        let mut seen = BTreeSet::new();
        for _ in 0..PAIRS {
            let (one, other) = (kind.make)(&mut draw);
            let found = compared(&one, &other);
            let expected = match (kind.answer, found) {
                (Answer::Same, NameMatch::Same)
                | (Answer::Variant, NameMatch::Variant)
                | (Answer::Other, NameMatch::Other) => true,
                (Answer::Unknown(doubts), NameMatch::Unknown(doubt)) => doubts.contains(&doubt),
                _ => false,
            };
            // The same difference in a text that another system stored: no certain answer may become wrong.
            let noisy = compared(&one, &format!("\u{200b}{}", wide(&other)));
            let is_wrong = if kind.one_person { noisy == NameMatch::Other } else { noisy.is_same() };
            if !expected || is_wrong {
                failures.push(format!("{}: {one} and {other}: {found:?}", kind.en));
            }
            let column = match found {
                NameMatch::Same => 0,
                NameMatch::Variant => 1,
                NameMatch::Unknown(_) => 2,
                NameMatch::Other => 3,
            };
            counts[column] += 1;
            sums[usize::from(!kind.one_person)][column] += 1;
            all += 1;
            wrong += usize::from(if kind.one_person { found == NameMatch::Other } else { found.is_same() });
            seen.insert((one, other));
        }
        assert!(seen.len() > 8, "{}: {} pairs", kind.en, seen.len());
        let [same, variant, unknown, other] = counts;
        let person = if kind.one_person { "是 yes" } else { "否 no" };
        writeln!(out, "| {} {} | {person} | {same} | {variant} | {unknown} | {other} |", kind.zh, kind.en).unwrap();
    }
    for (person, [same, variant, unknown, other]) in ["是 yes", "否 no"].iter().zip(sums) {
        writeln!(out, "| **合计 Total** | {person} | {same} | {variant} | {unknown} | {other} |").unwrap();
    }
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(all >= 10_000, "{all} pairs");
    assert_eq!(wrong, 0, "certain and wrong");
    let asked = strangers_asked();
    writeln!(
        out,
        "\n同姓、名为 GB/T 2312 中任意一字或两字的 {STRANGERS} 对不同姓名，{asked} 对不确定，其余为不同。\nOf {STRANGERS} pairs with one surname and any one or two characters of GB/T 2312 as given names, {asked} are unknown and the others are other names.",
    )
    .unwrap();
    writeln!(out, "\n{all} 对姓名，确定而错误的为 {wrong} 对。{all} pairs; certain and wrong: {wrong}.").unwrap();
    out
}

#[test]
fn pairs_are_answered_as_published() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/names.md");
    let (start, end) = ("<!-- pairs -->\n", "<!-- end of pairs -->");
    let text = fs::read_to_string(path).unwrap();
    let (before, rest) = text.split_once(start).unwrap();
    let (stated, after) = rest.split_once(end).unwrap();
    let found = table();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, format!("{before}{start}{found}{end}{after}")).unwrap();
        return;
    }
    assert_eq!(stated, found, "docs/names.md is not up to date: run `UPDATE=1 cargo test` and read what changed");
}

#[test]
fn comparison_is_reflexive_and_symmetric() {
    let mut draw = Draw(20_240_101);
    let mut name = || draw.mixed();
    for _ in 0..size(4_000, 100_000) {
        let (one, other) = (name(), name());
        assert_eq!(one.compare(&one), NameMatch::Same);
        let found = compared(one.as_str(), other.as_str());
        if one.comparison_form() == other.comparison_form() && !one.comparison_form().is_empty() {
            let hidden = |doubt: NameDoubt| doubt.hides();
            assert!(found.is_same() || found.doubt().is_some_and(hidden), "{one} and {other}: {found:?}");
        }
        if let Ok(form) = PersonName::parse(&one.comparison_form()) {
            assert_eq!(form.comparison_form(), one.comparison_form(), "{one}: the form of the form");
        }
    }
}

/// The pairs of one person that are recognised from a digest of one of the names. All others would be treated as two people.
#[test]
fn names_are_recognised_from_digests() {
    let (mut all, mut missed) = (0, BTreeMap::new());
    for (i, kind) in KINDS.iter().enumerate().filter(|(_, kind)| kind.one_person) {
        let mut draw = Draw(u64::try_from(i).unwrap() * 1_000_003 + 7);
        for _ in 0..size(10, 200) {
            let (own, other) = (kind.make)(&mut draw);
            let [own, other] = [own, other].map(|name| PersonName::parse(&name).unwrap());
            let form = other.comparison_form();
            let is_near = || own.near_forms().contains(&form);
            let is_found = own.comparison_form() == form || own.is_unclear() || other.is_unclear() || is_near();
            all += 1;
            *missed.entry(kind.en).or_insert(0) += usize::from(!is_found);
        }
    }
    missed.retain(|_, count| *count > 0);
    let count: usize = missed.values().sum();
    eprintln!("{count} of {all} are not recognised: {missed:?}");
    assert!(count * 50 < all, "{count} of {all}: {missed:?}");
}
