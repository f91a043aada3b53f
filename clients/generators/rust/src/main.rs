//! Reads lines `{id, kind, document}` and writes lines `{id, document}` or `{id, refused}`: each document is read into
//! its type and written back. With the argument `where`, it prints the place of the generated types.

use serde_json::{Value, json, value::RawValue};
use std::io::{BufRead as _, Write as _};

include!(concat!(env!("OUT_DIR"), "/kinds.rs"));

fn again<T: serde::de::DeserializeOwned + serde::Serialize + PartialEq>(document: &str) -> Option<String> {
    let read: T = serde_json::from_str(document).ok()?;
    let written = serde_json::to_string(&read).ok()?;
    (serde_json::from_str::<T>(&written).ok()? == read).then_some(written)
}

#[derive(serde::Deserialize)]
struct Entry<'a> {
    id: String,
    kind: String,
    #[serde(borrow)]
    document: &'a RawValue,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if std::env::args().nth(1).as_deref() == Some("where") {
        println!("{}", env!("OUT_DIR"));
        return Ok(());
    }
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let entry: Entry = serde_json::from_str(&line)?;
        let answer = match read(&entry.kind, entry.document.get()) {
            Some(text) => json!({"id": entry.id, "document": serde_json::from_str::<Value>(&text)?}),
            None => json!({"id": entry.id, "refused": true}),
        };
        writeln!(out, "{answer}")?;
    }
    Ok(())
}
