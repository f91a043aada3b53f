//! datalogic-rs: rules as compiled JSONLogic, on parsed data, with a reused arena.

use crate::input::{CAP, LEVELS, Unit};
use datalogic_rs::{Engine, Logic, ParsedData, bumpalo::Bump};
use serde_json::{Value, json};
use std::ops::Range;

/// A compiled rule and the data to evaluate it on.
pub struct Peer {
    engine: Engine,
    rule: Logic,
    data: Vec<ParsedData>,
    unit: Unit,
}

impl Peer {
    pub fn new(rule: &Value, unit: Unit, data: impl Iterator<Item = Value>) -> Self {
        let engine = Engine::new();
        let rule = engine.compile(rule.to_string().as_str()).unwrap();
        let data = data.map(|value| ParsedData::from_json(&value.to_string()).unwrap()).collect();
        Self { engine, rule, data, unit }
    }

    /// Evaluates some inputs, and passes each result to a closure.
    fn each(&self, some: Range<usize>, arena: &mut Bump, mut with: impl FnMut(f64)) {
        for data in &self.data[some] {
            let value = self.engine.evaluate(&self.rule, data, arena).unwrap();
            with(value.as_bool().map_or_else(|| value.as_f64().unwrap(), f64::from));
            arena.reset();
        }
    }

    pub fn run(&self) -> impl FnMut(Range<usize>) {
        let mut arena = Bump::new();
        move |some| {
            self.each(some, &mut arena, |value| {
                std::hint::black_box(value);
            });
        }
    }

    /// The same with the steps of every operator.
    pub fn run_traced(&self) -> impl FnMut(Range<usize>) {
        let traced = self.engine.trace();
        let mut arena = Bump::new();
        move |some| {
            for data in &self.data[some] {
                std::hint::black_box(traced.eval_borrowed(&self.rule, data, &arena).steps.len());
                arena.reset();
            }
        }
    }

    /// Yes as 1, amounts in fen.
    pub fn results(&self) -> Vec<i64> {
        let mut results = Vec::new();
        let fen = |value: f64| match self.unit {
            Unit::Yuan => value * 100.0,
            Unit::Fen => value,
        };
        self.each(0..self.data.len(), &mut Bump::new(), |value| results.push(fen(value).round() as i64));
        results
    }
}

/// The three requirements.
pub fn eligibility() -> Value {
    let begins = |prefix: &str| json!({"==": [{"substr": [{"var": ""}, 0, 3]}, prefix]});
    json!({"and": [
        {"<=": [{"var": "age"}, 18]},
        {"==": [{"var": "nationality"}, "CN"]},
        {"some": [{"var": "diseases"}, {"or": [begins("C91"), begins("C92")]}]},
    ]})
}

/// Deductible, rate and cap on a sum.
pub fn amount(sum: &Value, unit: Unit) -> Value {
    let by_level = |value: &dyn Fn((&str, i64, i64)) -> Value| {
        let is = |place: usize| json!({"==": [{"var": "level"}, LEVELS[place].0]});
        json!({"if": [is(0), value(LEVELS[0]), is(1), value(LEVELS[1]), value(LEVELS[2])]})
    };
    let deductible = by_level(&|level| unit.number(level.1));
    let left = json!({"max": [{"-": [sum, deductible]}, 0]});
    let rounded = match unit {
        Unit::Yuan => {
            let rate = by_level(&|level| json!(level.2 as f64 / 1e6));
            json!({"/": [{"floor": {"+": [{"*": [{"*": [left, rate]}, 100]}, 0.5]}}, 100]})
        }
        Unit::Fen => {
            let rate = by_level(&|level| json!(level.2));
            json!({"floor": {"/": [{"+": [{"*": [left, rate]}, 500_000]}, 1_000_000]}})
        }
    };
    json!({"min": [rounded, unit.number(CAP)]})
}

/// The sum of the admitted lines.
pub fn sum_of_lines() -> Value {
    let counts = json!({"and": [
        {"!": [{"in": [{"var": "category"}, ["registration", "other"]]}]},
        {"in": [{"var": "class"}, ["a", "b"]]},
    ]});
    json!({"reduce": [
        {"filter": [{"var": "lines"}, counts]},
        {"+": [{"var": "accumulator"}, {"var": "current.amount"}]},
        0,
    ]})
}
