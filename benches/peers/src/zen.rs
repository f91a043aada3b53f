//! zen-engine: a compiled decision graph of a table and an expression, and separately its expression language.

use crate::input::{CAP, LEVELS, yuan};
use serde_json::{Value, json};
use std::{
    ops::Range,
    pin::pin,
    task::{Context, Poll, Waker},
};
use zen_engine::{Decision, EvaluationOptions, Variable, model::GraphContent};
use zen_expression::{Expression, compile_expression, expression::Standard, vm::VM};

/// A compiled decision graph and the data to evaluate it on.
pub struct Graph {
    decision: Decision,
    data: Vec<Variable>,
}

/// A future without anything to wait for is ready immediately. Therefore the measurement includes no runtime.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a decision without functions waits for nothing"),
    }
}

impl Graph {
    pub fn new(graph: Value, data: impl Iterator<Item = Value>) -> Self {
        let mut decision = Decision::from(serde_json::from_value::<GraphContent>(graph).unwrap());
        decision.compile();
        Self { decision, data: data.map(Variable::from).collect() }
    }

    fn each(&self, some: Range<usize>, trace: bool, mut with: impl FnMut(Variable)) {
        let options = EvaluationOptions { trace, ..EvaluationOptions::default() };
        for data in &self.data[some] {
            let response = now(self.decision.evaluate_with_opts(data.clone(), options)).unwrap();
            std::hint::black_box(&response.trace);
            with(response.result.dot("result").unwrap_or(Variable::Null));
        }
    }

    pub fn run(&self, trace: bool) -> impl FnMut(Range<usize>) {
        move |some| {
            self.each(some, trace, |value| {
                std::hint::black_box(value);
            });
        }
    }

    pub fn results(&self) -> Vec<i64> {
        let mut results = Vec::new();
        self.each(0..self.data.len(), false, |value| results.push(result(&value)));
        results
    }
}

/// A compiled expression and the data to evaluate it on.
pub struct Bare {
    expression: Expression<Standard>,
    data: Vec<Variable>,
}

impl Bare {
    pub fn new(expression: &str, data: impl Iterator<Item = Value>) -> Self {
        Self { expression: compile_expression(expression).unwrap(), data: data.map(Variable::from).collect() }
    }

    fn each(&self, some: Range<usize>, machine: &mut VM, mut with: impl FnMut(Variable)) {
        for data in &self.data[some] {
            with(self.expression.evaluate_with(data.clone(), machine).unwrap());
        }
    }

    pub fn run(&self) -> impl FnMut(Range<usize>) {
        let mut machine = VM::new();
        move |some| {
            self.each(some, &mut machine, |value| {
                std::hint::black_box(value);
            });
        }
    }

    pub fn results(&self) -> Vec<i64> {
        let mut results = Vec::new();
        self.each(0..self.data.len(), &mut VM::new(), |value| results.push(result(&value)));
        results
    }
}

/// Yes as 1, no as 0, yuan as fen: its numbers are decimals.
fn result(value: &Variable) -> i64 {
    match value {
        Variable::Bool(yes) => i64::from(*yes),
        number => {
            let text = number.as_number().unwrap().to_string();
            let (yuan, fen) = text.split_once('.').unwrap_or((&text, ""));
            yuan.parse::<i64>().unwrap() * 100 + format!("{fen:0<2}").parse::<i64>().unwrap()
        }
    }
}

const IN_SET: &str = "some(diseases, startsWith(#, 'C91') or startsWith(#, 'C92'))";

/// The three requirements as an expression.
pub fn eligibility() -> String {
    format!("age <= 18 and nationality == 'CN' and {IN_SET}")
}

/// The sum of the admitted lines.
pub const SUM_OF_LINES: &str =
    "sum(map(filter(lines, #.category not in ['registration', 'other'] and #.class in ['a', 'b']), #.amount))";

/// Deductible, rate and cap on a sum, as an expression.
pub fn amount(sum: &str) -> String {
    let by_level = |value: &dyn Fn((&str, i64, i64)) -> String| {
        let [first, second, third] = LEVELS.map(value);
        format!("(level == '{}' ? {first} : level == '{}' ? {second} : {third})", LEVELS[0].0, LEVELS[1].0)
    };
    let deductible = by_level(&|level| yuan(level.1));
    capped(sum, &deductible, &by_level(&|level| rate(level.2)))
}

fn capped(sum: &str, deductible: &str, rate: &str) -> String {
    format!("min([round(max([{sum} - {deductible}, 0]) * {rate}, 2), {}])", yuan(CAP))
}

fn rate(ppm: i64) -> String {
    format!("0.{:02}", ppm / 10_000)
}

/// The requirements as a decision table.
pub fn eligibility_graph() -> Value {
    let inputs = json!([
        {"id": "age", "name": "age", "field": "age"},
        {"id": "nationality", "name": "nationality", "field": "nationality"},
        {"id": "disease", "name": "disease", "field": IN_SET},
    ]);
    let rules = json!([
        {"_id": "yes", "age": "<= 18", "nationality": "'CN'", "disease": "true", "result": "true"},
        {"_id": "no", "age": "", "nationality": "", "disease": "", "result": "false"},
    ]);
    graph(&[table(inputs, &["result"], rules, false)])
}

/// A table for the level, then an expression.
pub fn amount_graph(sum: &str) -> Value {
    let rule = |level: (&str, i64, i64)| json!({"_id": level.0, "level": format!("'{}'", level.0), "deductible": yuan(level.1), "rate": rate(level.2)});
    let inputs = json!([{"id": "level", "name": "level", "field": "level"}]);
    let rules = json!(LEVELS.map(rule));
    let expressions = json!([{"id": "award", "key": "result", "value": capped(sum, "deductible", "rate")}]);
    let expression = json!({"id": "amount", "name": "amount", "type": "expressionNode",
        "content": {"expressions": expressions, "executionMode": "single"}});
    graph(&[table(inputs, &["deductible", "rate"], rules, true), expression])
}

fn table(inputs: Value, outputs: &[&str], rules: Value, passes: bool) -> Value {
    let outputs: Vec<Value> = outputs.iter().map(|name| json!({"id": name, "name": name, "field": name})).collect();
    json!({"id": "table", "name": "table", "type": "decisionTableNode", "content": {
        "hitPolicy": "first", "inputs": inputs, "outputs": outputs, "rules": rules,
        "passThrough": passes, "executionMode": "single"}})
}

/// Nodes one after another, between an input and an output.
fn graph(nodes: &[Value]) -> Value {
    let mut all = vec![json!({"id": "input", "name": "input", "type": "inputNode"})];
    all.extend_from_slice(nodes);
    all.push(json!({"id": "output", "name": "output", "type": "outputNode"}));
    let edge = |pair: &[Value]| json!({"id": format!("{}-{}", pair[0]["id"], pair[1]["id"]), "sourceId": pair[0]["id"], "targetId": pair[1]["id"]});
    let edges: Vec<Value> = all.windows(2).map(edge).collect();
    json!({"nodes": all, "edges": edges})
}
