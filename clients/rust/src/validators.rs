//! Whether every validator gives the same verdict as the reader of this library on every text of the corpus.

use crate::{
    corpus::{self, Line},
    place::{clients, crate_version, interpreter},
    row::{self, Both, Row},
};
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use std::{collections::BTreeMap, fs, path::Path, process::Command, sync::Mutex, thread};
use tongbiao::{
    check::{Limits, check},
    document::DocumentKind,
    schema::Flavour,
};
use tongbiao_testkit::files::folder;

type Corpora = BTreeMap<DocumentKind, Vec<Line>>;

/// An entry of `validators/clients.json`.
#[derive(Debug, Clone, Deserialize)]
struct Client {
    client: String,
    flavour: String,
    registry: String,
    /// What runs it: `rust`, `node` or `python`.
    by: String,
    #[serde(default)]
    zh: String,
    #[serde(default)]
    en: String,
}

/// An entry of `validators/deviations.json`.
#[derive(Debug, Deserialize)]
struct Deviation {
    client: String,
    registry: String,
    condition: Condition,
    #[serde(flatten)]
    why: Both,
}

/// The condition on a text on which a client deviates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Condition {
    #[serde(rename = "accepts a line feed at the end")]
    LineFeedAtEnd,
    #[serde(rename = "refuses a whole number with a decimal point")]
    WholeNumberWithPoint,
    #[serde(rename = "accepts a member $schema anywhere")]
    SchemaAnywhere,
    #[serde(rename = "refuses a number beyond 64 bits")]
    BeyondSignedBits,
}

/// The message of `validators/python.py` if a package that a client requires is not available.
const ABSENT: i32 = 3;

/// The verdicts of a client: for each kind one character for each line, `1` or `0`.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    client: String,
    version: String,
    flavour: String,
    verdicts: BTreeMap<String, String>,
}

/// Runs every client over the corpus and writes the rows.
pub fn run(out: &Path) {
    let read = |name: &str| fs::read_to_string(clients().join("validators").join(name)).unwrap();
    let list: Vec<Client> = serde_json::from_str(&read("clients.json")).unwrap();
    let deviations: Vec<Deviation> = serde_json::from_str(&read("deviations.json")).unwrap();
    let corpora = corpus::read(&out.join("corpus"));
    fs::create_dir_all(out.join("verdicts")).unwrap();
    let (queue, rows) = (Mutex::new(list.into_iter().enumerate()), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let Some((index, client)) = queue.lock().unwrap().next() else { break };
                    let known: Vec<&Deviation> = deviations
                        .iter()
                        .filter(|d| d.client == client.client && d.registry == client.registry)
                        .collect();
                    let row = client.row(out, &corpora, &known);
                    rows.lock().unwrap().insert(index, row);
                }
            });
        }
    });
    let rows: Vec<Row> = rows.into_inner().unwrap().into_values().collect();
    row::write(out, "validators", &rows);
}

impl Client {
    fn row(&self, out: &Path, corpora: &Corpora, deviations: &[&Deviation]) -> Row {
        let row = Row {
            area: "validators".to_owned(),
            client: self.client.clone(),
            registry: self.registry.clone(),
            ran: self.ran(),
            ..Row::default()
        };
        match self.said(out, corpora) {
            Err(Failure::Absent(why)) => row.skipped(why),
            Err(Failure::Failed(problem)) => row.judged(&[problem], Vec::new()),
            Ok(said) => {
                compared(Row { version: said.version.clone(), ..row }, &self.flavour, &said, corpora, deviations)
            }
        }
    }

    /// The schemas that it received, and their form.
    fn ran(&self) -> Both {
        let label = self.flavour().label();
        let joined = |label: &str, by: &str, comma: &str| match by {
            "" => label.to_owned(),
            by => format!("{label}{comma}{by}"),
        };
        Both::new(joined(label.zh, &self.zh, "；"), joined(label.en, &self.en, "; "))
    }

    fn flavour(&self) -> Flavour {
        let known = Flavour::ALL.iter().find(|flavour| flavour.as_str() == self.flavour);
        *known.unwrap_or_else(|| panic!("clients.json: there is no flavour `{}`", self.flavour))
    }

    fn said(&self, out: &Path, corpora: &Corpora) -> Result<Said, Failure> {
        let script = |name: &str| clients().join("validators").join(name);
        let mut command = match self.by.as_str() {
            "rust" => return Ok(self.rust(corpora)),
            "node" => {
                let mut command = Command::new(interpreter("node")?);
                command.arg(script("node.mjs"));
                command
            }
            _ => {
                let mut command = Command::new(interpreter("python")?);
                command.arg("-B").arg(script("python.py"));
                command
            }
        };
        let ran = command.arg(&self.client).arg(&self.flavour).arg(out).output().unwrap();
        let told = String::from_utf8_lossy(&ran.stderr);
        let why = told.trim().lines().last().unwrap_or_default();
        if ran.status.code() == Some(ABSENT) {
            let both = Both::new(format!("缺少依赖：{why}"), format!("a dependency is missing: {why}"));
            return Err(Failure::Absent(both));
        }
        if !ran.status.success() {
            return Err(Failure::Failed(format!("does not run: {why}")));
        }
        let name = format!("{}@{}.json", self.client.replace('/', "+"), self.flavour);
        let said = fs::read_to_string(out.join("verdicts").join(name)).unwrap();
        serde_json::from_str(&said).map_err(|error| Failure::Failed(error.to_string()))
    }

    /// The crates, called directly.
    fn rust(&self, corpora: &Corpora) -> Said {
        let verdicts = |(kind, lines): (&DocumentKind, &Vec<Line>)| {
            let path = folder("schemas/1.0").join(self.flavour().file_of(*kind));
            let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
            let judge = judge(&self.client, &schema);
            let verdicts = lines.iter().map(|line| if judge(&corpus::json(line)) { '1' } else { '0' }).collect();
            (kind.to_string(), verdicts)
        };
        Said {
            client: self.client.clone(),
            version: crate_version(&self.client),
            flavour: self.flavour.clone(),
            verdicts: corpora.iter().map(verdicts).collect(),
        }
    }
}

enum Failure {
    Absent(Both),
    Failed(String),
}

impl From<Both> for Failure {
    fn from(why: Both) -> Self {
        Self::Absent(why)
    }
}

fn judge(client: &str, schema: &Value) -> Box<dyn Fn(&Value) -> bool> {
    match client {
        "jsonschema" => {
            let validator = jsonschema::options().should_validate_formats(true).build(schema).unwrap();
            Box::new(move |document| validator.is_valid(document))
        }
        "boon" => {
            let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
            compiler.enable_format_assertions();
            compiler.add_resource("mem:///schema.json", schema.clone()).unwrap();
            let index = compiler.compile("mem:///schema.json", &mut schemas).unwrap();
            Box::new(move |document| schemas.validate(document, index).is_ok())
        }
        other => panic!("clients.json: `{other}` is not called here"),
    }
}

/// The row of a client that gave verdicts.
fn compared(mut row: Row, flavour: &str, said: &Said, corpora: &Corpora, deviations: &[&Deviation]) -> Row {
    let whole = Flavour::ALL.iter().any(|known| known.as_str() == flavour && *known == Flavour::Bundle);
    let mut occurred = vec![0_u64; deviations.len()];
    let mut problems = Vec::new();
    let mut count = |name: &str, number: usize| {
        *row.counts.entry(name.to_owned()).or_default() += u64::try_from(number).unwrap();
    };
    for (kind, lines) in corpora {
        let verdicts = said.verdicts.get(kind.as_str()).map(String::as_str).unwrap_or_default();
        if verdicts.len() != lines.len() {
            problems.push(format!("{kind}: {} verdicts on {} texts", verdicts.len(), lines.len()));
            continue;
        }
        for (line, verdict) in lines.iter().zip(verdicts.chars()) {
            let expected = if whole { line.verdict || is_another_kind(line) } else { line.verdict };
            count(if expected { "accepted" } else { "refused" }, 1);
            if verdict == if expected { '1' } else { '0' } {
                continue;
            }
            match deviations.iter().position(|deviation| deviation.condition.explains(line, expected)) {
                Some(index) => occurred[index] += 1,
                None => problems.push(format!("{kind}: {}: the reader says {expected}, the client {verdict}", line.id)),
            }
        }
        for place in ["case", "twin", "mutant", "directed"] {
            count(place, lines.iter().filter(|line| line.id.starts_with(place)).count());
        }
    }
    count("explained", occurred.iter().map(|count| usize::try_from(*count).unwrap()).sum());
    for (deviation, count) in deviations.iter().zip(&occurred) {
        if *count == 0 {
            problems.push(format!("deviations.json: “{}” does not occur any more; remove it", deviation.why.en));
        }
    }
    row.judged(&problems, deviations.iter().map(|deviation| deviation.why.clone()).collect())
}

/// Whether a text is a document of another kind than intended, which the bundle accepts as well.
fn is_another_kind(line: &Line) -> bool {
    let document = corpus::json(line);
    let stated = document.get("kind").and_then(Value::as_str);
    let other = DocumentKind::ALL.iter().find(|kind| Some(kind.as_str()) == stated && kind.as_str() != line.kind);
    other.is_some_and(|kind| check(line.text.as_bytes(), Some(*kind), &Limits::default()).document.is_some())
}

impl Condition {
    /// Whether this is the reason why a client's verdict differs from the expected one.
    fn explains(self, line: &Line, expected: bool) -> bool {
        let document = corpus::json(line);
        let accepted = |document: &Value| {
            let kind = DocumentKind::ALL.iter().find(|kind| kind.as_str() == line.kind);
            check(document.to_string().as_bytes(), kind.copied(), &Limits::default()).document.is_some()
        };
        match self {
            Self::LineFeedAtEnd => !expected && accepted(&without_line_feeds(&document)),
            Self::SchemaAnywhere => !expected && accepted(&without_schema(&document)),
            Self::WholeNumberWithPoint => expected && has_number(&document, is_whole_with_point),
            Self::BeyondSignedBits => expected && has_number(&document, |number| number.is_u64() && !number.is_i64()),
        }
    }
}

/// The document with one line feed less at the end of each text and name.
fn without_line_feeds(document: &Value) -> Value {
    let strip = |text: &str| text.strip_suffix('\n').unwrap_or(text).to_owned();
    match document {
        Value::String(text) => strip(text).into(),
        Value::Array(items) => items.iter().map(without_line_feeds).collect(),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(name, value)| (strip(name), without_line_feeds(value))).collect())
        }
        other => other.clone(),
    }
}

/// The document without the members that name a schema.
fn without_schema(document: &Value) -> Value {
    match document {
        Value::Array(items) => items.iter().map(without_schema).collect(),
        Value::Object(members) => {
            let others = members.iter().filter(|(name, _)| *name != "$schema");
            Value::Object(others.map(|(name, value)| (name.clone(), without_schema(value))).collect())
        }
        other => other.clone(),
    }
}

fn is_whole_with_point(number: &Number) -> bool {
    number.is_f64() && number.as_f64().is_some_and(|float| float.fract() == 0.0)
}

fn has_number(document: &Value, is_meant: fn(&Number) -> bool) -> bool {
    match document {
        Value::Number(number) => is_meant(number),
        Value::Array(items) => items.iter().any(|item| has_number(item, is_meant)),
        Value::Object(members) => members.values().any(|value| has_number(value, is_meant)),
        _ => false,
    }
}
