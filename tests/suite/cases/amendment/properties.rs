//! Properties of the comparison of any two programmes.

use super::told;
use crate::random::{
    self,
    case::{Told, application},
    evaluation::pair::generator,
    rule::condition,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tongbiao::{
    amendment::{Amendment, Change, ChangeKind, Direction, Effect, Reach, Shift},
    check::read,
    code::{ReasonCode, Truth},
    eligibility::{Circumstances, eligibility},
    evaluate::{Case, Detail, Evaluation, Plan},
    programme::Programme,
    record::application::Application,
    value::{Date, Money, Period},
};
use tongbiao_testkit::{files::case_files, random::Random, size::size};

/// A change in the opposite direction.
fn mirrored(change: &Change) -> Change {
    let mut change = change.clone();
    std::mem::swap(&mut change.before, &mut change.after);
    change.direction = change.direction.map(Direction::reversed);
    change.kind = match change.kind {
        ChangeKind::Added => ChangeKind::Removed,
        ChangeKind::Removed => ChangeKind::Added,
        kind => kind,
    };
    change
}

/// A reported change without the names on the path: a renamed item has its new name there.
fn lines(changes: impl Iterator<Item = Change>) -> Vec<String> {
    let mut lines: Vec<String> = changes.map(|c| format!("{} {:?} {:?}", told(&c), c.before, c.after)).collect();
    lines.sort();
    lines
}

fn is_mirrored(name: &str, old: &Programme, new: &Programme) {
    let (there, back) = (Amendment::of(old, new, None), Amendment::of(new, old, None));
    let (found, expected) = (lines(back.changes.iter().cloned()), lines(there.changes.iter().map(mirrored)));
    assert_eq!(found, expected, "{name}");
    let reversed = match there.reach {
        Reach::Wider => Reach::Narrower,
        Reach::Narrower => Reach::Wider,
        reach => reach,
    };
    assert_eq!((back.reach, &back.in_force), (reversed, &there.in_force), "{name}");
}

#[test]
fn the_change_back_is_the_mirror() {
    let programmes: Vec<_> = case_files().into_iter().filter(|file| file.json["kind"] == "programme").collect();
    let read = |json: &Value| read::<Programme>(json.to_string().as_bytes()).unwrap().body;
    for old in &programmes {
        for new in &programmes {
            is_mirrored(&format!("{} {}", old.name, new.name), &read(&old.json), &read(&new.json));
        }
    }
    for seed in 0..size(100, 400) {
        let mut random = generator(seed);
        let (old, new) = revisions(&mut random);
        is_mirrored(&format!("seed {seed}"), &old, &new);
    }
}

/// Two revisions of a programme at random: parts of another programme, other orders, other numbers.
fn revisions(random: &mut Random) -> (Programme, Programme) {
    loop {
        let mut old = random::programme::programme(random);
        if random.chance(70) {
            old["requirements"] = json!([
                {"id": "either", "anyOf": [condition(random), condition(random)]},
                {"id": "both", "anyOf": [condition(random)]},
            ]);
        }
        let mut new = old.clone();
        let other = random::programme::programme(random);
        for _ in 0..=random.below(3) {
            edit(&mut new, &other, random);
        }
        let read = |json: &Value| read::<Programme>(json.to_string().as_bytes()).map(|document| document.body);
        if let (Ok(old), Ok(new)) = (read(&old), read(&new))
            && Plan::of(&old).is_ok()
            && Plan::of(&new).is_ok()
        {
            return (old, new);
        }
    }
}

fn edit(new: &mut Value, other: &Value, random: &mut Random) {
    let mut pointers = tongbiao_testkit::patch::pointers(new);
    if random.chance(50) {
        // Most of a programme is about amounts. Therefore half of the edits are restricted to eligibility.
        pointers.retain(|pointer| ["/requirements", "/sets/0", "/sets/1"].iter().any(|at| pointer.starts_with(at)));
    }
    let Some(pointer) = (!pointers.is_empty()).then(|| random.pick(&pointers).clone()) else { return };
    let Some(value) = new.pointer_mut(&pointer) else { return };
    match value {
        Value::Array(items) if random.chance(40) => items.reverse(),
        Value::Array(items) if items.len() > 1 => drop(items.remove(random.below(items.len()))),
        Value::Number(number) => {
            let changed = number.as_i64().unwrap_or(0) + if random.chance(50) { 1 } else { -1 };
            *value = changed.into();
        }
        Value::String(text) => {
            if let Ok(amount) = Money::parse(text) {
                *value = random::programme::yuan((amount.fen() + random.fen(20_000) - 10_000).max(0)).into();
            }
        }
        Value::Bool(flag) => *value = (!*flag).into(),
        Value::Object(members) if random.chance(30) => {
            let names: Vec<String> = members.keys().cloned().collect();
            if let Some(name) = names.get(random.below(names.len().max(1))) {
                members.remove(name);
            }
        }
        _ => {
            // The value at the same place of another programme.
            if let Some(theirs) = other.pointer(&pointer) {
                *value = theirs.clone();
            }
        }
    }
}

/// The reported effects hold on cases: without a reported effect the outcome is equal, and wider conditions exclude no
/// one.
#[test]
fn claims_hold_on_cases() {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..size(120, 4_000) {
        let mut random = generator(seed + 50_000);
        let (old, new) = revisions(&mut random);
        let amendment = Amendment::of(&old, &new, None);
        let (old_plan, new_plan) = (Plan::of(&old).unwrap(), Plan::of(&new).unwrap());
        let [old_always, new_always] = [&old, &new].map(|programme| {
            let mut programme = programme.clone();
            programme.effective = Period::new();
            programme
        });
        for number in 0..4 {
            let told = Told(*random.pick(&[100, 100, 95, 85]));
            let case = application(&format!("case-{number}"), 1, &told, &mut random).to_string();
            let application = read::<Application>(case.as_bytes()).unwrap().body;
            let mut on = Circumstances::on(Date::parse("2026-05-01").unwrap());
            on.fund_balance = Money::parse("100000.00").ok();
            let mut evaluation = Evaluation::default();
            let case = Case::of(&application);
            let mut outcome = |plan| evaluation.adjudicate(plan, &case, &on, Detail::Full);
            let effect = Effect::of(&amendment, outcome(&old_plan), outcome(&new_plan));
            let name = format!("seed {seed} case {number}");
            holds(&name, &amendment, &effect);
            let eligible =
                [&old_always, &new_always].map(|rules| eligibility(rules, &application, &on).unwrap().status);
            reaches(&name, &amendment, eligible);
            *met.entry(format!("shift {}", effect.shift.as_str())).or_default() += 1;
            let is_decided = effect.before.eligible != Truth::Unknown;
            *met.entry(format!("reach {} {is_decided}", amendment.reach.as_str())).or_default() += 1;
        }
    }
    println!("{met:#?}");
    for what in
        ["shift more", "shift less", "shift same", "shift undetermined", "reach wider true", "reach narrower true"]
    {
        // A small run is too small for the rarest changes.
        assert!(met.get(what).copied().unwrap_or(0) >= size(0, 30), "{what}: {met:?}");
    }
}

fn reaches(name: &str, amendment: &Amendment, [before, after]: [Truth; 2]) {
    let fails = match amendment.reach {
        Reach::Unchanged => before != after,
        Reach::Wider => before == Truth::Yes && after != Truth::Yes,
        Reach::Narrower => after == Truth::Yes && before != Truth::Yes,
        Reach::Open => false,
    };
    let changes: Vec<String> = amendment.changes.iter().map(told).collect();
    assert!(!fails, "{name}: {:?}, but {before} became {after}: {changes:#?}", amendment.reach);
}

fn holds(name: &str, amendment: &Amendment, effect: &Effect) {
    let changes: Vec<String> = amendment.changes.iter().map(told).collect();
    assert!(
        effect.shift == Shift::Same || amendment.is_substantial(),
        "{name}: nothing is told, but {:?}: {changes:#?}",
        effect.shift
    );
    if let Some(fen) = effect.difference_fen() {
        assert_eq!((fen > 0, fen < 0), (effect.shift == Shift::More, effect.shift == Shift::Less), "{name}");
    }
    let in_force = |outcome: &tongbiao::adjudication::Adjudication| {
        outcome.reasons.iter().flat_map(|all| all.iter()).all(|reason| reason.code != ReasonCode::RuleNotInForce)
    };
    assert_eq!(effect.is_out_of_force(), in_force(&effect.before) != in_force(&effect.after), "{name}");
}
