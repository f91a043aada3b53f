//! The documents that every client judges: cases, damaged documents, mutants, and documents for each keyword.

use crate::{directed::directed, schema::Schema};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{BufRead, BufReader, BufWriter, Write},
    path::Path,
    thread,
};
use tongbiao::{
    check::{Limits, Located, check},
    document::DocumentKind,
    schema::{SchemaOptions, schema_value},
};
use tongbiao_testkit::{
    files::case_files,
    mutant::{Mutator, seeds, thinned},
    random::Random,
    twin::twins,
};

/// The number of different mutants of each kind.
const MUTANTS: usize = 5_000;

/// The size to which a good document is reduced before it is changed.
const MUTANT_BYTES: usize = 3 * 1024;

/// The largest text that is passed to the clients. Larger texts, which only lists at their limits require, are judged
/// here.
pub const BYTES_MAX: usize = 32 * 1024;

/// A text, and whether the reader of this library accepts it as a document of the kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Line {
    /// `case/…`, `twin/…`, `mutant/…`, `directed/…`.
    pub id: String,
    pub kind: String,
    pub text: String,
    pub verdict: bool,
}

/// The lines of one kind, and the excluded texts.
pub struct Corpus {
    pub lines: Vec<Line>,
    /// Directed documents that are too large for the clients.
    pub large: Vec<Line>,
    pub excluded: BTreeMap<String, String>,
}

/// Texts that a schema never sees: a parser refuses them, or reads another value than the text contains.
const UNSEEN: &[&str] = &["structure.duplicate-member", "structure.extension-depth"];

impl Corpus {
    /// The corpus of every kind, generated in parallel.
    pub fn all() -> BTreeMap<DocumentKind, Self> {
        thread::scope(|scope| {
            let made: Vec<_> = DocumentKind::ALL.iter().map(|kind| (*kind, scope.spawn(|| Self::of(*kind)))).collect();
            made.into_iter().map(|(kind, corpus)| (kind, corpus.join().unwrap())).collect()
        })
    }

    fn of(kind: DocumentKind) -> Self {
        let schema = Schema::new(schema_value(kind, &SchemaOptions { with_id: false, ..SchemaOptions::default() }));
        let mut corpus = Self { lines: Vec::new(), large: Vec::new(), excluded: BTreeMap::new() };
        for case in case_files() {
            let name = case.name.trim_end_matches(".json").to_owned();
            corpus.add(kind, format!("case/{name}"), case.text.into_bytes());
        }
        for twin in twins() {
            corpus.add(kind, format!("twin/{}", twin.name), twin.bytes);
        }
        corpus.mutants(kind, &schema);
        let mut counts = BTreeMap::<String, usize>::new();
        for (aim, document) in directed(&schema) {
            let count = counts.entry(aim.clone()).or_default();
            *count += 1;
            corpus.add(kind, format!("directed/{aim}/{count}"), document.to_string().into_bytes());
        }
        corpus
    }

    /// Mutants of the good documents. About half of them have such small changes that they are still accepted.
    fn mutants(&mut self, kind: DocumentKind, schema: &Schema) {
        let (seeds, mutator) = (seeds(kind), Mutator::of(schema.value()));
        let mut random = Random(0x5851_F42D_4C95_7F2D);
        let mut known = BTreeSet::new();
        while known.len() < MUTANTS {
            let mut document = thinned(random.pick(&seeds), &mutator.required, &mut random);
            // Small documents are judged quickly, and their mutants are similar to them.
            while document.to_string().len() > MUTANT_BYTES {
                document = thinned(&document, &mutator.required, &mut random);
            }
            for _ in 0..=random.below(2) {
                mutator.mutate(&mut document, &mut random);
            }
            let text = document.to_string();
            if text.len() <= BYTES_MAX && known.insert(text.clone()) {
                self.add(kind, format!("mutant/{}", known.len()), text.into_bytes());
            }
        }
    }

    fn add(&mut self, kind: DocumentKind, id: String, text: Vec<u8>) {
        let checked = check(&text, Some(kind), &Limits::default());
        // A document that is refused for one kind may be valid for its own kind.
        let of_its_own = id.starts_with("twin/").then(|| check(&text, None, &Limits::default()));
        let findings = checked.findings.iter().chain(of_its_own.iter().flat_map(|checked| &checked.findings));
        let codes = findings.map(|Located { finding, .. }| finding.rule.code);
        if let Some(code) = codes.into_iter().find(|code| code.starts_with("json.") || UNSEEN.contains(code)) {
            self.excluded.insert(id, code.to_owned());
            return;
        }
        let text = String::from_utf8(text).unwrap();
        let line = Line { id, kind: kind.to_string(), text, verdict: checked.document.is_some() };
        if line.text.len() <= BYTES_MAX || !line.id.starts_with("directed/") {
            self.lines.push(line);
        } else {
            self.large.push(line);
        }
    }
}

/// Writes the corpus of each kind, and the list of excluded texts.
pub fn write(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let mut excluded = BTreeMap::new();
    let corpora = Corpus::all();
    for (kind, corpus) in corpora {
        let mut file = BufWriter::new(File::create(folder.join(format!("{kind}.jsonl"))).unwrap());
        for line in &corpus.lines {
            writeln!(file, "{}", serde_json::to_string(line).unwrap()).unwrap();
        }
        let accepted = corpus.lines.iter().filter(|line| line.verdict).count();
        println!("{kind}: {} texts, {accepted} accepted", corpus.lines.len());
        excluded.extend(corpus.excluded);
    }
    fs::write(folder.join("excluded.json"), serde_json::to_string_pretty(&excluded).unwrap()).unwrap();
}

/// The written corpus, by kind.
pub fn read(folder: &Path) -> BTreeMap<DocumentKind, Vec<Line>> {
    let lines = |kind: &DocumentKind| {
        let file = File::open(folder.join(format!("{kind}.jsonl"))).unwrap();
        let lines = BufReader::new(file).lines();
        (*kind, lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect())
    };
    DocumentKind::ALL.iter().map(lines).collect()
}

/// The texts that are passed to no client, with the code of the reason.
pub fn excluded(folder: &Path) -> BTreeMap<String, String> {
    serde_json::from_str(&fs::read_to_string(folder.join("excluded.json")).unwrap()).unwrap()
}

/// The content of a line's text.
pub fn json(line: &Line) -> Value {
    serde_json::from_str(&line.text).unwrap()
}
