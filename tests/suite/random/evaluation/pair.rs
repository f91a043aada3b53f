//! Pairs of a programme and an application.

use crate::{
    random::{
        case::{Told, application},
        notation::rewritten,
        programme::programme,
    },
    reference::Given,
};
use serde_json::Value;
use std::cell::RefCell;
use tongbiao::{
    check::{Limits, Located, check, read},
    finding::Severity,
    programme::Programme,
    record::application::Application,
    value::{Date, LocalId, Money},
};
use tongbiao_testkit::random::Random;

/// A programme, an application, and the circumstances.
pub struct Pair {
    pub seed: u64,
    pub rules: Value,
    pub case: Value,
    pub programme: Programme,
    pub application: Application,
    pub given: Given,
    pub told: Told,
}

impl Pair {
    /// The pair of a number. It is the same in every run.
    pub fn of(seed: u64) -> Self {
        Self::shaped(seed, |_| {})
    }

    /// The pair of a number, with a change to the programme before it is judged.
    pub fn shaped(seed: u64, change: impl Fn(&mut Value)) -> Self {
        let mut random = generator(seed);
        let (rules, programme) = sound(&mut random, change);
        let told = Told(if random.chance(97) { 100 } else { *random.pick(&[98, 95, 85]) });
        let mut case = application("case-1", 1, &told, &mut random);
        rewritten(&mut case, 10, &mut generator(seed ^ 0x4E0F));
        let application = read_application(&case);
        let given = given(&mut random);
        Self { seed, rules, case, programme, application, given, told }
    }

    /// The pair of a number. The programme may use every fact, and the application states more facts.
    pub fn of_facts(seed: u64, ask: impl Fn(&mut Value, &mut Random)) -> Self {
        let random = RefCell::new(generator(seed.wrapping_mul(977)));
        let mut pair = Self::shaped(seed, |rules| ask(rules, &mut random.borrow_mut()));
        let random = &mut random.borrow_mut();
        crate::random::fact_case::tell_facts(&mut pair.case, random);
        pair.application = read_application(&pair.case);
        pair.given.quota_left = random.chance(80).then(|| [0, 3, 10][random.below(3)]);
        pair
    }

    /// The same programme under another name.
    pub fn sibling(&self) -> Programme {
        let mut sibling = self.programme.clone();
        sibling.id = LocalId::parse("cn.example.sibling").unwrap();
        sibling
    }

    /// The description of the pair in a failure.
    pub fn shown(&self) -> String {
        let Self { seed, rules, case, given, .. } = self;
        format!("seed {seed}, {given:?}\n{rules:#}\n{case:#}")
    }
}

/// Numbers derived from a seed, without similarity to those of neighbouring seeds.
pub fn generator(seed: u64) -> Random {
    let mut random = Random(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for _ in 0..8 {
        random.next();
    }
    random
}

/// A programme without findings of severity error.
pub fn sound(random: &mut Random, change: impl Fn(&mut Value)) -> (Value, Programme) {
    for _ in 0..100 {
        let mut json = programme(random);
        change(&mut json);
        let text = json.to_string();
        let checked = check(text.as_bytes(), None, &Limits::default());
        if checked.findings.iter().all(|Located { finding, .. }| finding.rule.severity < Severity::Error) {
            let body = read::<Programme>(text.as_bytes()).unwrap_or_else(|_| panic!("{json:#}")).body;
            return (json, body);
        }
    }
    panic!("no sound programme")
}

pub fn read_application(json: &Value) -> Application {
    let text = json.to_string();
    read::<Application>(text.as_bytes()).unwrap_or_else(|_| panic!("not an application: {json:#}")).body
}

fn given(random: &mut Random) -> Given {
    // On most of these days, few receipts are dated later.
    let days = ["2026-03-15", "2026-06-30", "2026-02-28", "2025-12-31", "2026-06-30", "2026-06-30"];
    let as_of = Date::parse(days[random.below(days.len())]).unwrap();
    let balance = random.chance(90).then(|| Money::from_fen(random.fen(400_000)).unwrap());
    Given { as_of, quota_left: Some(3), fund_balance: balance, ledger: None }
}
