//! Compares the evaluator with other rule engines on the same inputs, alternately in one process. Run with `cargo run
//! --release --locked` in this folder. `benches/README.md` describes the comparison and the results.

mod input;
mod logic;
mod ours;
mod zen;

use input::{Unit, child_json, lines_json, sum_json};
use std::{hint::black_box, ops::Range, time::Instant};
use tongbiao::{evaluate::{Case, Detail, Evaluation, Plan}, programme::Programme, record::application::Application};

const ROUNDS: usize = 9;
const CHILDREN: usize = 1_000;
const RECEIPTS: usize = 1_000;

/// One way to compute something for every input.
struct Row<'a> {
    name: &'static str,
    /// Computes the result for some of the inputs.
    run: Box<dyn FnMut(Range<usize>) + 'a>,
    /// The result for every input. `None` if another row has the same results.
    results: Option<Vec<i64>>,
}

impl<'a> Row<'a> {
    fn new(name: &'static str, results: Option<Vec<i64>>, run: impl FnMut(Range<usize>) + 'a) -> Self {
        Self { name, run: Box::new(run), results }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Runs the rows alternately, and prints them next to the first row.
fn compare(title: &str, inputs: usize, mut rows: Vec<Row<'_>>) {
    // In pieces no longer than a time slice of the operating system, so that other processes disturb less.
    let pieces: Vec<Range<usize>> =
        (0..inputs).step_by(ours::TOGETHER).map(|from| from..(from + ours::TOGETHER).min(inputs)).collect();
    let mut seconds: Vec<f64> = vec![0.0; rows.len()];
    for piece in &pieces {
        let mut rounds: Vec<Vec<f64>> = vec![Vec::new(); rows.len()];
        for _ in 0..ROUNDS {
            for (row, rounds) in rows.iter_mut().zip(&mut rounds) {
                // Two runs without measurement, so that no row is charged for the caches that the previous row emptied.
                (0..2).for_each(|_| (row.run)(piece.clone()));
                let start = Instant::now();
                (row.run)(piece.clone());
                rounds.push(start.elapsed().as_secs_f64());
            }
        }
        seconds.iter_mut().zip(rounds).for_each(|(sum, rounds)| *sum += median(rounds));
    }
    println!("\n{title}\n");
    println!("{:<52} {:>12} {:>9} {:>12}   differs from the first", "", "million/s", "time", "allocations");
    let expected = rows.first().and_then(|row| row.results.clone()).unwrap_or_default();
    let base = seconds[0];
    for (row, seconds) in rows.iter_mut().zip(seconds) {
        let allocations = allocation_counter::measure(|| pieces.iter().cloned().for_each(&mut row.run)).count_total;
        let differs = match &row.results {
            Some(results) => difference(&expected, results),
            None => "–".to_owned(),
        };
        println!(
            "{:<52} {:>12.3} {:>8.2}× {:>12.2}   {differs}",
            row.name,
            inputs as f64 / seconds / 1e6,
            seconds / base,
            allocations as f64 / inputs as f64,
        );
    }
}

/// The number of results that differ, and the largest difference.
fn difference(expected: &[i64], results: &[i64]) -> String {
    assert_eq!(expected.len(), results.len());
    let off = expected.iter().zip(results).map(|(a, b)| a.abs_diff(*b));
    let (count, most) = off.filter(|off| *off > 0).fold((0, 0), |(count, most), off| (count + 1, off.max(most)));
    if count == 0 { "in nothing".to_owned() } else { format!("in {count} of {}, by {most} at most", results.len()) }
}

fn eligibility() {
    let children = input::children(CHILDREN);
    let programme = ours::programme(true);
    let (plan, applications, on) = (Plan::of(&programme).unwrap(), ours::children(&children), ours::circumstances());
    let json = || children.iter().map(child_json);
    let logic = logic::Peer::new(&logic::eligibility(), Unit::Fen, json());
    let bare = zen::Bare::new(&zen::eligibility(), json());
    let graph = zen::Graph::new(zen::eligibility_graph(), json());
    let rows = vec![
        Row::new(
            "tongbiao, requirements, papers, what is missing",
            Some(ours::eligible(&plan, &applications)),
            |some| {
                applications[some].iter().for_each(|child| drop(black_box(plan.eligibility(child, &on))));
            },
        ),
        Row::new("datalogic-rs", Some(logic.results()), logic.run()),
        Row::new("zen-expression, one expression", Some(bare.results()), bare.run()),
        Row::new("zen-engine, a decision table", Some(graph.results()), graph.run(false)),
    ];
    compare("(a) eligibility only: age, nationality, diagnosis; for each child", CHILDREN, rows);
}

/// The rows of this project: the amounts of all receipts, from prepared applications and others.
fn our_rows<'a>(plan: &'a Plan<'a>, batches: &'a [Application], cases: &'a [Case<'a>]) -> Vec<Row<'a>> {
    let all = move |detail: Detail| {
        let (mut room, on) = (Evaluation::default(), ours::circumstances());
        move |some: Range<usize>| {
            black_box(room.amount(plan, &cases[some.start / ours::TOGETHER], &on, detail));
        }
    };
    let (mut room, mut other_room, on) = (Evaluation::default(), Evaluation::default(), ours::circumstances());
    vec![
        Row::new("tongbiao, no trace", Some(ours::awards(plan, batches)), all(Detail::None)),
        Row::new("tongbiao, full trace", None, all(Detail::Full)),
        Row::new("tongbiao, no trace, the application made ready too", None, move |some| {
            let case = Case::of(&batches[some.start / ours::TOGETHER]);
            black_box(room.amount(plan, &case, &on, Detail::None));
        }),
        Row::new("tongbiao, whole documents with full trace", None, move |some| {
            let case = &cases[some.start / ours::TOGETHER];
            drop(black_box(other_room.adjudicate(plan, case, &ours::circumstances(), Detail::Full)));
        }),
    ]
}

fn amounts(by_lines: bool) {
    let receipts = input::receipts(RECEIPTS);
    let programme: Programme = ours::programme(by_lines);
    let plan = Plan::of(&programme).unwrap();
    let batches = ours::batches(&receipts, by_lines);
    let cases: Vec<Case<'_>> = batches.iter().map(Case::of).collect();
    let json =
        |unit: Unit| receipts.iter().map(move |r| if by_lines { lines_json(r, unit) } else { sum_json(r, unit) });
    let (sum, zen_sum) = match by_lines {
        true => (logic::sum_of_lines(), zen::SUM_OF_LINES),
        false => (serde_json::json!({"var": "sum"}), "sum"),
    };
    let [yuan, fen] =
        [Unit::Yuan, Unit::Fen].map(|unit| logic::Peer::new(&logic::amount(&sum, unit), unit, json(unit)));
    let bare = zen::Bare::new(&zen::amount(zen_sum), json(Unit::Yuan));
    let graph = zen::Graph::new(zen::amount_graph(zen_sum), json(Unit::Yuan));
    let mut rows = our_rows(&plan, &batches, &cases);
    rows.extend([
        Row::new("datalogic-rs, in yuan", Some(yuan.results()), yuan.run()),
        Row::new("datalogic-rs, in whole fen and millionths", Some(fen.results()), fen.run()),
        Row::new("datalogic-rs, in yuan, its trace", None, yuan.run_traced()),
        Row::new("zen-expression, one expression", Some(bare.results()), bare.run()),
        Row::new("zen-engine, a table and an expression", Some(graph.results()), graph.run(false)),
        Row::new("zen-engine, a table and an expression, its trace", None, graph.run(true)),
    ]);
    let title = match by_lines {
        true => "(c) full lines: of eight lines those of some categories and classes, then deductible, rate and cap",
        false => "(b) one amount that was summed before: deductible, rate and cap; for each receipt",
    };
    compare(title, RECEIPTS, rows);
}

fn main() {
    println!(
        "{CHILDREN} children, {RECEIPTS} receipts, {} to an application; medians of {ROUNDS} rounds, in turns, one core. \
         What each is given has been read before.",
        ours::TOGETHER
    );
    eligibility();
    amounts(false);
    amounts(true);
}
