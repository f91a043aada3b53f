//! All published files.

use super::{Flavour, SchemaOptions, codes_file, file_name, labels, written};
use crate::{
    document::{DocumentKind, Standard},
    fact,
    value::names_data,
};
use serde_json::{Value, json};

/// Every published file of all flavours: its name, with its folder if it has one, and its text.
///
/// # Example
/// ```
/// use tongbiao::schema::{SchemaOptions, files};
///
/// let files = files(&SchemaOptions::default());
/// let (_, schema) = files.iter().find(|(name, _)| name == "receipt.schema.json").ok_or("no such file")?;
/// assert!(schema.contains("https://json-schema.org/draft/2020-12/schema"));
/// # Ok::<(), &str>(())
/// ```
pub fn files(options: &SchemaOptions) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Flavour::ALL.iter().flat_map(|flavour| flavour.files(options)).collect();
    files.push(("labels.json".to_owned(), written(&labels())));
    files.push(("codes.json".to_owned(), codes_file()));
    files.push(("facts.json".to_owned(), written(&fact::registry_json())));
    files.push(("names.json".to_owned(), written(&names())));
    files.push(("index.json".to_owned(), written(&index(options))));
    files
}

/// The data of the comparison of names.
fn names() -> Value {
    let mut names = names_data().clone();
    if let Value::Object(members) = &mut names {
        members.insert("standard".to_owned(), Standard::V1_0.as_str().into());
    }
    names
}

/// The index of the published files.
fn index(options: &SchemaOptions) -> Value {
    let schemas: Vec<Value> = DocumentKind::ALL
        .iter()
        .map(|kind| {
            let label = kind.label();
            json!({"kind": kind.as_str(), "zh": label.zh, "en": label.en, "file": file_name(*kind),
                "id": format!("{}{}", options.base, file_name(*kind))})
        })
        .collect();
    json!({
        "standard": Standard::V1_0.as_str(),
        "dialect": "https://json-schema.org/draft/2020-12/schema",
        "licence": "MIT OR Apache-2.0",
        "schemas": schemas,
        "flavours": Flavour::ALL.iter().map(|flavour| flavour.entry()).collect::<Vec<_>>(),
        "labels": "labels.json",
        "codes": "codes.json",
        "facts": "facts.json",
        "names": "names.json",
    })
}
