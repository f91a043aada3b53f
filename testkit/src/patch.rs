//! The places in a document, and changes at a place.

use serde_json::Value;

/// The pointers of every value in a document.
pub fn pointers(json: &Value) -> Vec<String> {
    fn walk(json: &Value, at: String, out: &mut Vec<String>) {
        match json {
            Value::Array(items) => items.iter().enumerate().for_each(|(i, item)| walk(item, format!("{at}/{i}"), out)),
            Value::Object(members) => {
                for (name, value) in members {
                    walk(value, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), out);
                }
            }
            _ => {}
        }
        out.push(at);
    }
    let mut out = Vec::new();
    walk(json, String::new(), &mut out);
    out
}

/// One step of RFC 6902: add, remove or replace.
pub fn patch(name: &str, document: &mut Value, step: &Value) {
    let (path, value) = (step["path"].as_str().unwrap(), step["value"].clone());
    let (parent, last) = path.rsplit_once('/').unwrap();
    let last = last.replace("~1", "/").replace("~0", "~");
    let parent = document.pointer_mut(parent).unwrap_or_else(|| panic!("{name}: {path} is not there"));
    match (step["op"].as_str().unwrap(), parent) {
        ("add", Value::Object(members)) => drop(members.insert(last, value)),
        ("add", Value::Array(items)) if last == "-" => items.push(value),
        ("add", Value::Array(items)) => items.insert(last.parse().unwrap(), value),
        ("replace", Value::Object(members)) => {
            *members.get_mut(&last).unwrap_or_else(|| panic!("{name}: {path} is not there")) = value;
        }
        ("replace", Value::Array(items)) => items[last.parse::<usize>().unwrap()] = value,
        ("remove", Value::Object(members)) => {
            members.remove(&last).unwrap_or_else(|| panic!("{name}: {path} is not there"));
        }
        ("remove", Value::Array(items)) => drop(items.remove(last.parse().unwrap())),
        (op, _) => panic!("{name}: no step `{op}` at {path}"),
    }
}
