//! `tongbiao compat`: folders and files, versions, labels, and files that are not schemas.

use crate::support::root;
use serde_json::{Value, json};
use std::{fs, path::PathBuf};
use tongbiao_testkit::size::size;

fn published() -> PathBuf {
    root().join("schemas/1.0")
}

fn folder(name: &str) -> PathBuf {
    crate::support::folder(name).unwrap()
}

/// The published receipt schema with another value at a place, as a file.
fn receipt(name: &str, changes: &[(&str, Value)]) -> PathBuf {
    let text = fs::read_to_string(published().join("receipt.schema.json")).unwrap();
    let mut schema: Value = serde_json::from_str(&text).unwrap();
    for (pointer, value) in changes {
        *schema.pointer_mut(pointer).unwrap() = value.clone();
    }
    let path = folder(name).join("receipt.schema.json");
    fs::write(&path, schema.to_string()).unwrap();
    path
}

fn tool(old: &PathBuf, new: &PathBuf, options: &[&str]) -> (Option<i32>, String, String) {
    let paths = [old, new].map(|path| path.to_str().unwrap());
    crate::support::tool(&[&["compat"][..], &paths, options].concat()).unwrap()
}

#[test]
fn a_set_and_itself() {
    let (code, out, err) = tool(&published(), &published(), &[]);
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (Some(0), "1.0 → 1.0: compatible; the version number allows it\n", "")
    );
    let (code, out, _) = tool(&published(), &published().join("draft-07"), &["--lang", "zh"]);
    assert_eq!((code, out.as_str()), (Some(0), "1.0 → 1.0：兼容；版本号允许\n"));
    let whole = published().join("tongbiao.schema.json");
    assert_eq!(tool(&whole, &whole, &["--old-version", "1.0", "--new-version", "1.0"]).0, Some(0));
    assert_eq!(tool(&whole, &whole, &[]).0, Some(2), "no version is stated in it");
}

#[test]
fn what_breaks_is_shown() {
    let old = published().join("receipt.schema.json");
    let new = receipt("breaks", &[("/$defs/RecordNumber/maxLength", json!(20))]);
    let (code, out, _) = tool(&old, &new, &["--new-version", "1.1"]);
    assert_eq!(code, Some(1));
    for expected in [
        "breaking RecordNumber maxLength\n",
        "  longer texts are no longer accepted\n",
        "  was 64, is 20\n",
        "  affected kinds: receipt\n",
        "  accepted by the old set, refused by the new set (receipt):\n",
        "111111111111111111111\"",
        "1.0 → 1.1: breaking; the version number does not allow it and must be at least 2.0\n",
    ] {
        assert!(out.contains(expected), "{expected}: {out}");
    }
    assert_eq!(tool(&old, &new, &["--new-version", "2.0"]).0, Some(0));
    let (code, out, _) = tool(&new, &old, &["--lang", "both"]);
    assert_eq!(code, Some(1), "more is accepted, but the version is the same");
    assert!(out.contains("扩展 extending") && out.contains("至少应为 1.1"), "{out}");
    assert!(tool(&new, &old, &["--old-version", "1.1"]).1.contains("the version number decreases"));
    let (_, out, _) = tool(&old, &new, &["--format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["changes"][0]["example"]["kind"], "receipt");
    assert_eq!(
        (&report["judgement"], &report["needed"], &report["allowed"]),
        (&json!("breaking"), &json!("major"), &json!(false))
    );
}

#[test]
fn labels_settle() {
    let old = published().join("receipt.schema.json");
    let new = receipt("labels", &[("/$defs/Date/format", json!("date-time"))]);
    assert_eq!(tool(&old, &new, &[]).0, Some(1));
    let label = json!({"type": "Date", "pointer": "", "keyword": "format", "old": "date", "new": "date-time", "judgement": "compatible", "reason": {"zh": "格式由 pattern 规定", "en": "the pattern says it"}});
    let file = folder("labels-file").join("labels.json");
    let path = file.display().to_string();
    fs::write(&file, json!({"labels": [label]}).to_string()).unwrap();
    let (code, out, _) = tool(&old, &new, &["--labels", &path]);
    assert!(code == Some(0) && out.contains("decided by a label: the pattern says it"), "{out}");
    assert!(tool(&old, &old, &["--labels", &path]).1.contains("unused labels: Date"));
    fs::write(&file, json!({"labels": [{"type": "Date"}]}).to_string()).unwrap();
    let (code, _, err) = tool(&old, &new, &["--labels", &path]);
    assert!(code == Some(3) && err.contains("label 0"), "{err}");
}

#[test]
fn unreadable_inputs_are_reported() {
    let good = published();
    let place = folder("unread");
    let secret = "机密";
    let file = |name: &str, text: &[u8]| {
        let path = place.join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let set = |name: &str, files: &[(&str, String)]| {
        let folder = folder(name);
        for (name, text) in files {
            fs::write(folder.join(name), text).unwrap();
        }
        folder
    };
    let dialect = "https://json-schema.org/draft/2020-12/schema";
    let of = |definition: Value| json!({"$schema": dialect, "$defs": {"X": definition}}).to_string();
    let index = |file: &str| json!({"standard": "1.0", "schemas": [{"file": file}]}).to_string();
    for (path, expected) in [
        (place.join("nothing"), "file not found"),
        (file("text", format!("{secret} <xml>").as_bytes()), "not JSON"),
        (file("empty", b""), "not JSON"),
        (file("bytes", b"\"\xff\""), "not JSON"),
        (file("deep", "[".repeat(1_000_000).as_bytes()), "nested too deeply"),
        (
            file(
                "deep-schema",
                format!("{{\"$schema\":\"{dialect}\",\"items\":{}1{}}}", "{\"items\":".repeat(500), "}".repeat(500))
                    .as_bytes(),
            ),
            "nested too deeply",
        ),
        (file("document", format!("{{\"kind\":\"receipt\",\"note\":\"{secret}\"}}").as_bytes()), "not a JSON Schema"),
        (file("large", " ".repeat(17 * 1024 * 1024).as_bytes()), "larger than 16 MiB"),
        (good.join("openapi.json"), "not a JSON Schema"),
        (good.join("labels.json"), "not a JSON Schema"),
        (set("empty", &[]), "contains no schema file"),
        (
            set("two", &[("a.schema.json", of(json!(true))), ("b.schema.json", of(json!(false)))]),
            "the type `X` in b.schema.json",
        ),
        (set("up", &[("index.json", index("../two/a.schema.json"))]), "not a file name in the same folder"),
        (set("absolute", &[("index.json", index("/etc/hostname"))]), "not a file name in the same folder"),
        (set("gone", &[("index.json", index("a.schema.json"))]), "file not found"),
    ] {
        for (old, new) in [(&path, &good), (&good, &path)] {
            let (code, out, err) = tool(old, new, &[]);
            assert!(code == Some(3) && out.is_empty(), "{}: {code:?} {out:.300} {err:.300}", path.display());
            assert!(err.contains(expected) && !err.contains(secret), "{}: {err:.300}", path.display());
        }
    }
}

#[test]
fn large_sets_come_to_an_end() {
    let (dialect, number) = ("https://json-schema.org/draft/2020-12/schema", size(6_000, 60_000));
    let schema = |max: usize| {
        let types = (0..number).map(|i| {
            let next = format!("#/$defs/T{}", (i + 1) % number);
            (format!("T{i}"), json!({"type": "object", "description": "童".repeat(20), "properties": {"a": {"$ref": next}, "b": {"type": "string", "maxLength": max}}}))
        });
        let types: serde_json::Map<String, Value> = types.collect();
        json!({"$schema": dialect, "title": "Large", "$ref": "#/$defs/T0", "$defs": types}).to_string()
    };
    let place = folder("large");
    let [old, new] = [9, 8].map(|max| {
        let path = place.join(format!("{max}.json"));
        fs::write(&path, schema(max)).unwrap();
        path
    });
    assert!(fs::metadata(&old).unwrap().len() > 160 * number);
    let (code, out, err) = tool(&old, &new, &["--old-version", "1.0", "--new-version", "1.1"]);
    assert!(code == Some(1) && out.contains("breaking"), "{err:.300}");
}
