//! The inputs, equal for all engines: children and receipts, generated from a fixed seed.

use serde_json::{Value, json};

/// The day of the decision.
pub const ON: &str = "2024-12-20";

/// The parameters of the rule for a level of hospital: deductible in fen, rate in parts per million.
pub const LEVELS: [(&str, i64, i64); 3] =
    [("level-1", 5_000, 700_000), ("level-2", 10_000, 600_000), ("level-3", 30_000, 500_000)];

/// The maximum award for one receipt, in fen.
pub const CAP: i64 = 150_000;

const CATEGORIES: [&str; 6] = ["western-medicine", "bed", "laboratory", "examination", "registration", "other"];
const CLASSES: [&str; 3] = ["a", "b", "c"];
const DISEASES: [(&str, &str); 4] =
    [("C91.000", "急性淋巴细胞白血病"), ("C92.000", "急性髓系白血病"), ("Q21.000", "室间隔缺损"), ("J18.900", "肺炎")];

/// A child for whom aid is requested.
pub struct Child {
    pub birth_date: String,
    /// Completed years on the day of the decision. The peers receive them as input, because they have no rule for them.
    pub age: u32,
    pub nationality: &'static str,
    pub disease: (&'static str, &'static str),
}

/// A receipt with its lines.
pub struct Receipt {
    pub level: usize,
    pub lines: Vec<Line>,
}

/// A line of a receipt.
pub struct Line {
    pub category: &'static str,
    pub class: &'static str,
    pub fen: i64,
}

impl Line {
    /// Whether the rule admits it.
    pub fn counts(&self) -> bool {
        !matches!(self.category, "registration" | "other") && matches!(self.class, "a" | "b")
    }
}

impl Receipt {
    /// The sum of the admitted lines, in fen.
    pub fn counted(&self) -> i64 {
        self.lines.iter().filter(|line| line.counts()).map(|line| line.fen).sum()
    }
}

/// Pseudo-random numbers from a fixed seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }
}

/// Children: about two thirds are eligible.
pub fn children(number: usize) -> Vec<Child> {
    let mut dice = Dice(2024);
    let child = |_| {
        let (years, month, day) = (dice.below(22), 1 + dice.below(11), 1 + dice.below(27));
        // Born before December, so that this year's birthday is in the past by any convention.
        Child {
            birth_date: format!("{}-{month:02}-{day:02}", 2024 - years),
            age: u32::try_from(years).unwrap(),
            nationality: if dice.below(20) == 0 { "US" } else { "CN" },
            disease: DISEASES[if dice.below(5) == 0 {
                2 + usize::try_from(dice.below(2)).unwrap()
            } else {
                usize::try_from(dice.below(2)).unwrap()
            }],
        }
    };
    (0..number).map(child).collect()
}

/// Receipts of eight lines.
pub fn receipts(number: usize) -> Vec<Receipt> {
    let mut dice = Dice(1225);
    let mut line = |_| Line {
        category: dice.pick(&CATEGORIES),
        class: dice.pick(&CLASSES),
        fen: 100 + i64::try_from(dice.below(100_000)).unwrap(),
    };
    (0..number).map(|i| Receipt { level: i % 3, lines: (0..8).map(&mut line).collect() }).collect()
}

/// An amount in the form of this project's documents.
pub fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

/// The form of amounts in the input of a peer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Yuan with decimals, as in notices and receipts.
    Yuan,
    /// Whole fen, so that floating-point numbers are exact for whole amounts.
    Fen,
}

impl Unit {
    /// An amount as a number of JSON.
    pub fn number(self, fen: i64) -> Value {
        match self {
            // The text of the amount, read as a number, as in a JSON document.
            Self::Yuan => serde_json::from_str(&yuan(fen)).unwrap(),
            Self::Fen => json!(fen),
        }
    }
}

/// A child in the input of a peer.
pub fn child_json(child: &Child) -> Value {
    json!({"age": child.age, "nationality": child.nationality, "diseases": [child.disease.0]})
}

/// A receipt in the input of a peer, with the sum of its admitted lines.
pub fn sum_json(receipt: &Receipt, unit: Unit) -> Value {
    json!({"level": LEVELS[receipt.level].0, "sum": unit.number(receipt.counted())})
}

/// A receipt with its lines in the input of a peer.
pub fn lines_json(receipt: &Receipt, unit: Unit) -> Value {
    let line = |line: &Line| json!({"category": line.category, "class": line.class, "amount": unit.number(line.fen)});
    json!({"level": LEVELS[receipt.level].0, "lines": receipt.lines.iter().map(line).collect::<Vec<_>>()})
}
