//! The tool prints no private value of a document unless --show-values is given: each text of each case is replaced by a marker.
//! Programmes are published, so their values are shown.

use crate::support::{path, root, tool, tool_with};
use serde_json::Value;
use std::fs;
use tongbiao::{check::read, record::application::Application};
use tongbiao_testkit::size::size;

const MARKER: &str = "Zq7Vw机密";

/// The documents of the cases.
fn documents() -> Vec<Value> {
    let folders =
        fs::read_dir(root().join("cases")).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let json = files.filter(|path| path.extension().is_some_and(|e| e == "json"));
    let values = json.map(|path| serde_json::from_str::<Value>(&fs::read_to_string(path).unwrap()).unwrap());
    values.filter(|value| value.get("kind").is_some()).collect()
}

/// Whether documents of this kind are published.
fn is_published(document: &Value) -> bool {
    document["kind"] == "programme" || document["kind"] == "plan"
}

/// Replaces every text by a marker. `keep` returns the part of a text that stays unchanged.
fn mark(value: &mut Value, depth: usize, every: usize, count: &mut usize) {
    match value {
        Value::String(text) if depth > 1 => {
            *count += 1;
            if count.is_multiple_of(every) {
                *text = format!("{MARKER}{count}");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mark(item, depth + 1, every, count)),
        Value::Object(members) => members.values_mut().for_each(|member| mark(member, depth + 1, every, count)),
        _ => {}
    }
}

/// The outputs of a check.
const FORMATS: &[&[&str]] = &[
    &["--format", "text", "--ungrouped"],
    &["--format", "one-line"],
    &["--format", "json", "--list-rules"],
    &["--format", "csv"],
    &["--format", "markdown"],
    &["--format", "html"],
    &["--format", "github"],
    &["--format", "gitlab"],
    &["--format", "junit"],
    &["--format", "sarif"],
];

fn printed(text: &str, arguments: &[&str]) -> String {
    let options = ["check", "-", "--lang", "both", "--max-findings", "100000"];
    let (_, out, err) = tool_with(&[&options, arguments].concat(), text).unwrap();
    out + &err
}

#[test]
fn no_text_of_a_document_is_printed() {
    let (programmes, documents): (Vec<_>, Vec<_>) = documents().into_iter().partition(is_published);
    assert!(documents.len() >= 12 && !programmes.is_empty());
    for programme in programmes {
        let mut marked = programme.clone();
        mark(&mut marked, 0, 1, &mut 0);
        assert!(printed(&marked.to_string(), &[]).contains(MARKER));
        // With a member of a document that is not published, nothing is.
        marked["child"] = serde_json::json!({"name": MARKER});
        assert!(!printed(&marked.to_string(), &[]).contains("Zq7Vw"));
    }
    // Each document in the format for people and in one of the others, in turn.
    let mut others = FORMATS.iter().skip(1).cycle();
    for document in documents {
        for every in size(&[1][..], &[1, 2, 7]) {
            let mut marked = document.clone();
            let mut count = 0;
            mark(&mut marked, 0, *every, &mut count);
            assert!(count > 5);
            let pretty = serde_json::to_string_pretty(&marked).unwrap();
            for (text, options) in [(marked.to_string(), others.next().unwrap()), (pretty, &FORMATS[0])] {
                let printed = printed(&text, options);
                assert!(!printed.contains("Zq7Vw") && !printed.contains("机密"), "{printed}");
                assert!(!printed.is_empty());
            }
        }
    }
}

/// An identity number in the column of an organisation is not shown, in whatever notation, not even as the correction of it.
#[test]
fn no_correction_shows_an_identity_number() {
    let application = fs::read_to_string(root().join("cases/a-heart-surgery/application.json")).unwrap();
    for number in
        ["41000019920608042x", " 41000019920608042X", "４１００００１９９２０６０８０４２Ｘ", "41000019920608042X"]
    {
        let mut document = serde_json::from_str::<Value>(&application).unwrap();
        document["receipts"][0]["issuer"]["uscc"] = number.into();
        document["guardians"] = serde_json::json!([]);
        document["household"]["members"] = serde_json::json!([]);
        for format in FORMATS {
            let printed = printed(&document.to_string(), format);
            assert!(
                !printed.contains("19920608") && !printed.contains("１９９２０６０８"),
                "{number} {format:?}: {printed}"
            );
            assert!(!printed.is_empty(), "{number} {format:?}");
        }
    }
    // The correction of the code of an organisation is shown.
    let lower = application.replace("12410000400000018Y", "12410000400000018y");
    assert!(printed(&lower, &["--format", "text"]).contains("12410000400000018Y"));
}

/// Neither the selection nor a policy makes a document public, and a baseline holds no value.
#[test]
fn hidden_findings_reveal_nothing() {
    let policy = "[[suppressions]]\ncode = 'structure.unknown-member'\nreason = 'x'\n[severities]\n'structure.missing' = 'info'\n";
    let policy = crate::support::file("policy.toml", policy).unwrap();
    let baseline = path("baseline.json").unwrap();
    let programme = serde_json::json!({"kind": "programme", "standard": "1.0", "id": MARKER, "titel": MARKER, MARKER: MARKER,
        "child": {"name": MARKER}});
    let all: Vec<_> = documents().into_iter().enumerate().collect();
    let in_turn = all.into_iter().map(|(number, document)| (document, &FORMATS[number % FORMATS.len()..][..1]));
    for (number, (mut marked, formats)) in in_turn.chain([(programme, FORMATS)]).enumerate() {
        mark(&mut marked, 0, 1, &mut 0);
        if is_published(&marked) {
            // With a member of a document that is not published, nothing is.
            marked["child"] = serde_json::json!({"name": MARKER});
        }
        for format in formats {
            let hidden = [&["--policy", &policy, "--ignore", "structure.form"], *format].concat();
            let printed = printed(&marked.to_string(), &hidden);
            assert!(!printed.contains("Zq7Vw") && !printed.contains("机密"), "{number} {format:?}: {printed}");
        }
        printed(&marked.to_string(), &["--write-baseline", &baseline]);
        let written = fs::read_to_string(&baseline).unwrap();
        assert!(!written.contains("Zq7Vw") && !written.contains("机密") && written.contains("findings"), "{written}");
    }
}

#[test]
fn it_is_printed_where_asked_for() {
    let text = format!(r#"{{"kind":"receipt","standard":"1.0","cash":"{MARKER}"}}"#);
    assert!(printed(&text, &["--show-values"]).contains(MARKER));
    assert!(!printed(&text, &[]).contains("Zq7Vw"));
}

/// Inserts the marker in every place where any text is allowed: names, addresses, numbers of cards and certificates,
/// notes.
fn mark_free_texts(document: &mut Value) -> usize {
    let mut places = Vec::new();
    note_texts(document, String::new(), &mut places);
    let mut marked = 0;
    for place in places {
        let text = document.pointer_mut(&place).unwrap();
        let before = std::mem::replace(text, Value::String(format!("{MARKER}{marked}")));
        if read::<Application>(document.to_string().as_bytes()).is_ok() {
            marked += 1;
        } else {
            *document.pointer_mut(&place).unwrap() = before;
        }
    }
    marked
}

fn note_texts(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::String(_) => places.push(at),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(place, item)| note_texts(item, format!("{at}/{place}"), places));
        }
        Value::Object(members) => {
            let step = |name: &str| name.replace('~', "~0").replace('/', "~1");
            members.iter().for_each(|(name, member)| note_texts(member, format!("{at}/{}", step(name)), places));
        }
        _ => {}
    }
}

fn ran(arguments: &[&str]) -> String {
    let (_, out, err) = tool(arguments).unwrap();
    let printed = out + &err;
    assert!(!printed.is_empty(), "{arguments:?}");
    printed
}

/// An identifier of an application that contains the identity number of the child.
const IDENTITY: &str = "410000202103150311";

const OLD: &str = "examples/revisions/little-angel-leukaemia.2.json";
const NEW: &str = "cases/programmes/little-angel-leukaemia.json";

#[test]
fn outcomes_and_their_accounts_hold_no_free_text() {
    let path = |name: &str| path(name).unwrap();
    let applications = documents().into_iter().filter(|document| document["kind"] == "application");
    // By default few applications.
    let (mut count, most) = (0, size(1, usize::MAX));
    for (number, mut application) in applications.enumerate().take(most) {
        application["id"] = Value::String(IDENTITY.to_owned());
        assert!(mark_free_texts(&mut application) > 3);
        let (document, outcomes) = (path(&format!("{number}.json")), path(&format!("{number}.ndjson")));
        fs::write(&document, application.to_string()).unwrap();
        let programmes = "cases/programmes";
        let options = ["--as-of", "2024-06-01", "--lang", "both"];
        let with = |arguments: &[&str]| ran(&[arguments, &options].concat());
        // A document contains the identifier of the application. Output for people does not show it.
        let written = with(&["adjudicate", &document, programmes, "--format", "ndjson"]);
        fs::write(&outcomes, written.lines().filter(|line| line.starts_with('{')).collect::<Vec<_>>().join("\n"))
            .unwrap();
        let mut tampered = fs::read_to_string(&outcomes).unwrap().replace("\"asOf\":\"2024", "\"asOf\":\"2023");
        tampered.push('\n');
        let other = path(&format!("{number}-tampered.ndjson"));
        fs::write(&other, tampered).unwrap();
        let wrong = "cases/a-heart-surgery/application.json";
        let printed = [
            with(&["adjudicate", &document, programmes]),
            with(&["match", &document, programmes]),
            with(&["match", &document, programmes, "--format", "json"]),
            with(&["match", &document, "--programmes", programmes]),
            with(&["match", &document, programmes, "--format", "csv"]),
            with(&["adjudicate", &document, programmes, "--format", "html"]),
            with(&["diff", OLD, NEW, "--on", &document, "--as-if-in-force"]),
            with(&["diff", OLD, NEW, "--on", &document, "--format", "json"]),
            ran(&["explain", &outcomes, "--lang", "both"]),
            ran(&["explain", &outcomes, "--lang", "both", "--for", "worker"]),
            ran(&["explain", &outcomes, "--lang", "both", "--programme", NEW, "--application", &document]),
            ran(&["verify", &outcomes, "--application", &document, "--programme", programmes, "--lang", "both"]),
            ran(&["verify", &other, "--application", &document, "--programme", programmes, "--lang", "both"]),
            ran(&["verify", &outcomes, "--application", wrong, "--programme", programmes, "--lang", "both"]),
        ];
        for text in printed.iter().chain([&written]) {
            assert!(!text.contains("Zq7Vw") && !text.contains("机密"), "{text}");
        }
        for text in printed {
            assert!(!text.contains(IDENTITY), "{text}");
        }
        count += 1;
    }
    assert!(count >= size(1, 7));
}
