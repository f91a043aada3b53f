//! A place in the input of a run: the last document whose result is in the output.

use serde_json::{Value, json};

/// The last document that was used. A run that continues begins after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Position {
    /// The number of its file, from 1.
    pub(crate) file: usize,
    /// The name of its file.
    pub(crate) name: String,
    /// Its line, in a file with one document per line.
    pub(crate) line: Option<usize>,
    /// Whether texts of the file that are not documents are reported.
    pub(crate) is_checked: bool,
    /// Whether the file is named, or has documents that are used.
    pub(crate) is_named: bool,
    /// Whether the rest of the file is skipped.
    pub(crate) is_left: bool,
}

impl Position {
    /// The position as JSON.
    pub(crate) fn to_json(&self) -> Value {
        let Self { file, name, line, is_checked, is_named, is_left } = self;
        json!({"file": file, "name": name, "line": line, "checked": is_checked, "named": is_named, "left": is_left})
    }

    /// The position in a JSON value.
    pub(crate) fn of_json(json: &Value) -> Option<Self> {
        Some(Self {
            file: number(json.get("file")?)?,
            name: json.get("name")?.as_str()?.to_owned(),
            line: match json.get("line")? {
                Value::Null => None,
                line => Some(number(line)?),
            },
            is_checked: json.get("checked")?.as_bool()?,
            is_named: json.get("named")?.as_bool()?,
            is_left: json.get("left")?.as_bool()?,
        })
    }
}

/// A number in a JSON value.
pub(crate) fn number(json: &Value) -> Option<usize> {
    usize::try_from(json.as_u64()?).ok()
}

/// The numbers in a list, if it has as many as wanted.
pub(crate) fn numbers<const N: usize>(json: &Value) -> Option<[usize; N]> {
    let numbers: Option<Vec<usize>> = json.as_array()?.iter().map(number).collect();
    numbers?.try_into().ok()
}
