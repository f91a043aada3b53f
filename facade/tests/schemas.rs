//! The schemas of every request and reply are published in `facade/schemas`; `UPDATE=1 cargo test` writes them again.

use serde_json::Value;
use std::{collections::BTreeMap, env, error::Error, fs, path::PathBuf};
use tongbiao::schema::schema_of;
use tongbiao_json::{CALLS, call, failure::FailureReply, many::InputReply};

type Tested = Result<(), Box<dyn Error>>;

/// Where the schemas are published.
const BASE: &str = "https://w3id.org/tongbiao/1.0/calls/";

/// Every file with its text.
fn files() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for call in CALLS {
        let name = |part: &str| format!("{}.{part}.schema.json", call.name);
        let (request, reply) = (name("request"), name("reply"));
        files.insert(request.clone(), call.request_schema(&format!("{BASE}{request}")));
        files.insert(reply.clone(), call.reply_schema(&format!("{BASE}{reply}")));
    }
    files.insert(
        "error.schema.json".to_owned(),
        schema_of::<FailureReply>(&format!("{BASE}error.schema.json"), "ErrorReply"),
    );
    files.insert(
        "input.schema.json".to_owned(),
        schema_of::<InputReply>(&format!("{BASE}input.schema.json"), "InputReply"),
    );
    files
}

#[test]
fn schemas_are_published() -> Tested {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let made = files();
    if env::var_os("UPDATE").is_some() {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        made.iter().try_for_each(|(name, text)| fs::write(folder.join(name), text))?;
    }
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        found.insert(entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path())?);
    }
    assert_eq!(found.keys().collect::<Vec<_>>(), made.keys().collect::<Vec<_>>());
    for (name, text) in &made {
        assert!(found.get(name) == Some(text), "{name} is not what the types make: UPDATE=1 cargo test");
    }
    Ok(())
}

/// A request must be an object with the defined members. Any other value is refused with a reason, and never causes a
/// panic.
#[test]
fn every_call_refuses_what_it_does_not_know() -> Tested {
    for one in CALLS {
        for request in [
            "",
            "{",
            "null",
            "[]",
            "\"x\"",
            "{\"nobodyKnows\": 1}",
            "{\"options\": null}",
            "{\"document\": \"\\ud800\", \"code\": \"\\ud800\"}",
            "{\"options\": {\"nobodyKnows\": 1}}",
            "{\"document\": \"x\", \"document\": \"y\", \"programme\": 1, \"programme\": 2, \"code\": \"\", \"code\": 1, \"kind\": 1}",
        ] {
            let Err(failure) = call(one.name, request.as_bytes()) else { panic!("{}: {request}", one.name) };
            let error: Value = serde_json::from_str(&failure.to_json())?;
            assert_eq!(error["error"]["code"], "request-invalid", "{}: {request}", one.name);
            let findings = error["error"]["report"]["findings"].as_array().ok_or("findings")?;
            assert!(!findings.is_empty(), "{}: {request}", one.name);
            assert!(
                findings.iter().all(|finding| finding["code"] != "internal.unexplained"),
                "{}: {request}",
                one.name
            );
        }
    }
    Ok(())
}

#[test]
fn no_error_repeats_a_private_value() -> Tested {
    const MARKER: &str = "李明Zhang410000202103150311";
    let application =
        format!(r#"{{"kind":"application","standard":"1.0","id":"x","child":{{"name":"{MARKER}","{MARKER}":1}}}}"#);
    let requests = [
        ("check", format!(r#"{{"{MARKER}": 1, "document": "x"}}"#)),
        ("check", format!(r#"{{"document": "x", "options": {{"kind": "{MARKER}"}}}}"#)),
        ("codes", format!(r#"{{"code": "{MARKER}"}}"#)),
        ("schema", format!(r#"{{"base": "{MARKER}"}}"#)),
        ("match", format!(r#"{{"application": {application}, "programmes": []}}"#)),
        ("adjudicate", format!(r#"{{"application": {application}, "programme": {application}}}"#)),
        ("explain", format!(r#"{{"document": {application}}}"#)),
        (MARKER, "{}".to_owned()),
    ];
    for (name, request) in &requests {
        let Err(failure) = call(name, request.as_bytes()) else { panic!("{name}: {request}") };
        let text = format!("{}{failure}{failure:?}", failure.to_json());
        for part in ["李明", "Zhang", "410000"] {
            assert!(!text.contains(part), "{name}: {text}");
        }
    }
    Ok(())
}
