//! Sealed outcomes: with the key they are used as others, without it they are not, and the key is in no output.

use crate::support::{Result, Tested, command_in, folder, ran, read, root};
use serde_json::{Value, json};
use std::{fs, path::PathBuf};
use tongbiao_json::call;

const HEART: &str = "cases/programmes/angel-sunshine-heart.json";

/// A folder with two applications of one child, a key, the key that follows it, and another key.
struct Place {
    folder: PathBuf,
    /// The beginning of each secret.
    secrets: Vec<String>,
}

impl Place {
    fn new(name: &str) -> Result<Self> {
        let folder = folder(name)?;
        let first = read("cases/a-heart-surgery/application.json")?;
        fs::write(folder.join("a.json"), &first)?;
        fs::write(folder.join("b.json"), first.replace("\"case-a-heart-surgery\"", "\"b-77\""))?;
        let mut place = Self { folder, secrets: Vec::new() };
        place.done("index key --out k.key")?;
        place.done("index key --out later.key --after k.key")?;
        place.done("index key --out other.key")?;
        for key in ["k.key", "later.key", "other.key"] {
            let beginnings =
                place.read(key)?.lines().skip(1).map(|line| line.chars().take(16).collect()).collect::<Vec<_>>();
            place.secrets.extend(beginnings);
        }
        Ok(place)
    }

    /// Runs the tool. No secret may be in its output. `@` is the folder of the repository.
    fn tool(&self, line: &str) -> Result<(Option<i32>, String, String)> {
        let line = line.replace('@', &format!("{}/", root().display()));
        let made = ran(command_in(&self.folder, &line.split(' ').collect::<Vec<_>>()), b"")?;
        for secret in &self.secrets {
            assert!(!made.1.contains(secret.as_str()) && !made.2.contains(secret.as_str()), "{line}");
        }
        Ok(made)
    }

    /// Runs a command that succeeds, and returns its output.
    fn done(&self, line: &str) -> Result<String> {
        let (code, out, err) = self.tool(line)?;
        assert_eq!(code, Some(0), "{line}: {out}{err}");
        Ok(out)
    }

    fn read(&self, name: &str) -> Result<String> {
        Ok(fs::read_to_string(self.folder.join(name))?)
    }

    fn json(&self, line: &str) -> Result<Value> {
        Ok(serde_json::from_str(&self.done(line)?)?)
    }

    fn adjudicate(&self, application: &str, more: &str) -> Result<String> {
        self.done(&format!("adjudicate {application} @{HEART} --format json {more}"))
    }
}

fn codes(outcome: &Value) -> Vec<&str> {
    outcome["reasons"].as_array().into_iter().flatten().filter_map(|reason| reason["code"].as_str()).collect()
}

#[test]
fn sealed_earlier_outcomes_are_used_as_others() -> Tested {
    let place = Place::new("sealing")?;
    let write = |name: &str, text: &str| fs::write(place.folder.join(name), text);
    let plain = place.adjudicate("a.json", "--no-earlier")?;
    let sealed = place.adjudicate("a.json", "--no-earlier --digest-key k.key")?;
    write("plain.json", &plain)?;
    write("sealed.json", &sealed)?;
    assert_eq!(sealed.matches("fnv1a128:").count(), 1, "the digest of the programme");
    assert_eq!(place.done("seal sealed.json --digest-key k.key --open")?, plain);
    assert_eq!(place.done("seal plain.json --digest-key k.key")?, sealed);
    place.done("seal plain.json --digest-key k.key --out again.json")?;
    assert_eq!(place.read("again.json")?, sealed);
    let rotated = place.done("seal sealed.json --digest-key later.key")?;
    assert_ne!(rotated, sealed);
    write("rotated.json", &rotated)?;
    assert_eq!(place.done("seal rotated.json --digest-key later.key --open")?, plain);

    let later = place.adjudicate("b.json", "--earlier plain.json")?;
    write("later.json", &later)?;
    let of = |text: &str| -> Result<Value> { Ok(serde_json::from_str(text)?) };
    assert_ne!(of(&later)?["amount"], of(&plain)?["amount"], "the earlier award counts");
    for (earlier, key) in [("sealed.json", "k.key"), ("plain.json", "k.key"), ("sealed.json", "later.key")] {
        let made = place.adjudicate("b.json", &format!("--earlier {earlier} --digest-key {key}"))?;
        write("made.json", &made)?;
        assert_eq!(place.done(&format!("seal made.json --digest-key {key} --open"))?, later, "{earlier} {key}");
    }
    let matched = place.json(&format!("match b.json @{HEART} --format json --earlier plain.json"))?;
    let line = format!("match b.json @{HEART} --format json --earlier sealed.json");
    assert_eq!(place.json(&format!("{line} --digest-key k.key"))?, matched);

    // Without the key nothing is decided.
    let unread: Value = serde_json::from_str(&place.adjudicate("b.json", "--earlier sealed.json")?)?;
    assert_eq!((&unread["decision"], codes(&unread)), (&json!("undetermined"), vec!["fact-missing", "earlier-sealed"]));
    let text = place.done(&format!("adjudicate b.json @{HEART} --earlier sealed.json --lang en"))?;
    assert!(text.contains("must adjudicate again with the key of the alliance"), "{text}");

    // With another key it is refused.
    for command in ["adjudicate b.json", "match b.json"] {
        let (code, out, err) =
            place.tool(&format!("{command} @{HEART} --earlier sealed.json --digest-key other.key --lang en"))?;
        assert_eq!((code, out.as_str()), (Some(3), ""), "{err}");
        assert!(err.contains("sealed.json: the outcome was sealed with another key (identifier "), "{err}");
    }
    let (code, _, err) = place.tool("seal rotated.json --digest-key k.key --open")?;
    assert!(code == Some(3) && err.contains("another key"), "{err}");
    let (code, _, err) = place.tool("seal plain.json --digest-key a.json")?;
    assert!(code == Some(3) && !err.is_empty(), "{err}");
    Ok(())
}

#[test]
fn a_sealed_outcome_is_verified_with_the_key_only() -> Tested {
    let place = Place::new("sealing-verify")?;
    let write = |name: &str, text: &str| fs::write(place.folder.join(name), text);
    write("first.json", &place.adjudicate("a.json", "--no-earlier --digest-key k.key")?)?;
    write("second.json", &place.adjudicate("b.json", "--earlier first.json --digest-key k.key")?)?;
    let first = format!("verify first.json --application a.json --programme @{HEART} --lang en");
    let second = format!("verify second.json --application b.json --programme @{HEART} --earlier first.json --lang en");
    for line in [&first, &second] {
        let (code, out, _) = place.tool(line)?;
        assert!(code == Some(1) && out.contains("verify it with the key of the alliance"), "{out}");
        assert!(place.done(&format!("{line} --digest-key k.key"))?.contains("verified ("));
        assert!(place.done(&format!("{line} --digest-key later.key"))?.contains("verified ("));
    }
    let (code, _, err) = place.tool(&format!("{first} --digest-key other.key"))?;
    assert!(code == Some(3) && err.contains("another key"), "{err}");

    // An explanation needs no key; only the recomputation does.
    let explain = format!("explain first.json --programme @{HEART} --lang en");
    let explained = place.done(&explain)?;
    assert_eq!(place.done(&format!("{explain} --digest-key k.key --application a.json"))?, explained);
    let (code, _, err) = place.tool(&format!("{explain} --application a.json"))?;
    assert!(code == Some(1) && err.contains("sealed"), "{err}");
    Ok(())
}

#[test]
fn an_index_opens_what_its_key_sealed() -> Tested {
    let place = Place::new("sealing-index")?;
    let write = |name: &str, text: &str| fs::write(place.folder.join(name), text);
    write("plain.json", &place.adjudicate("a.json", "--no-earlier")?)?;
    write("sealed.json", &place.done("seal plain.json --digest-key k.key")?)?;
    let add = |index: &str, key: &str, file: &str| {
        place.tool(&format!("index add {index} --key {key} --as A --on 2026-03-02 {file} --lang en"))
    };
    let (code, out, err) = add("x.index", "k.key", "sealed.json")?;
    assert!(code == Some(0) && out.contains("documents added: 1"), "{out}{err}");
    let (_, out, _) = add("x.index", "k.key", "plain.json")?;
    assert!(out.contains("unchanged: 1"), "{out}");
    let (code, out, err) = add("y.index", "other.key", "sealed.json")?;
    assert!(code == Some(3) && out.contains("documents added: 0"), "{out}{err}");
    assert!(err.contains("sealed.json: not added: another key sealed the outcome (identifier "), "{err}");
    Ok(())
}

#[test]
fn all_outcomes_that_are_written_are_sealed() -> Tested {
    let place = Place::new("sealing-many")?;
    let plan = "@cases/plans/heart-hospital-and-charities.json";
    let many = "adjudicate a.json b.json --programmes @cases/programmes --format ndjson";
    let joint = format!("adjudicate a.json @cases/programmes --plan {plan}");
    let both = format!("{many} --plan {plan}");
    for (name, line) in [
        ("many.ndjson", many.to_owned()),
        ("joint.json", format!("{joint} --format json")),
        ("joint.ndjson", format!("{joint} --format ndjson")),
        ("both.ndjson", both),
    ] {
        let (plain, sealed) = (place.done(&line)?, place.done(&format!("{line} --digest-key k.key"))?);
        let count = |text: &str, part: &str| text.matches(part).count();
        let public = count(&plain, "programmeDigest") + count(&plain, "planDigest");
        let keys = count(&sealed, "digestKey");
        let from = count(&sealed, "computedFrom");
        assert!(keys > 0 && keys == from, "{name}: {keys} of {from}");
        assert_eq!(count(&sealed, "fnv1a128:"), public, "{name}");
        assert_eq!(count(&sealed, "sha256:"), 0, "{name}");
        fs::write(place.folder.join(name), sealed)?;
    }
    let verify = "--application a.json --application b.json --programme @cases/programmes --digest-key k.key";
    let out = place.done(&format!("verify many.ndjson {verify} --lang en"))?;
    assert!(out.matches(": verified (").count() > 20, "{out}");
    for file in ["joint.ndjson", "both.ndjson"] {
        let line = format!("verify {file} {verify} --plan {plan} --lang en");
        assert!(place.done(&line)?.contains(": verified ("));
        let (code, out, _) = place.tool(&line.replace(" --digest-key k.key", ""))?;
        assert!(code == Some(1) && out.contains("verify it with the key"), "{out}");
    }
    Ok(())
}

/// The calls answer as the tool does, and neither a reply nor an error has the key.
#[test]
fn calls_seal_as_the_tool_does() -> Tested {
    let place = Place::new("sealing-calls")?;
    let documents = |name: &str| -> Result<Value> { Ok(serde_json::from_str(&place.read(name)?)?) };
    let programme = read(HEART)?;
    let (key, other) = (place.read("k.key")?, place.read("other.key")?);
    let answered = |name: &str, request: &Value| -> Result<String> {
        let answer = call(name, request.to_string().as_bytes()).map_err(|failure| failure.to_json());
        let (Ok(text) | Err(text)) = &answer;
        assert!(place.secrets.iter().all(|secret| !text.contains(secret.as_str())), "{name}");
        answer.map_err(Into::into)
    };
    let sealed = place.adjudicate("a.json", "--no-earlier --digest-key k.key")?;
    let request = json!({"application": place.read("a.json")?, "programme": programme,
        "circumstances": {"earlier": []}, "key": key});
    assert_eq!(answered("adjudicate", &request)?, sealed);

    fs::write(place.folder.join("sealed.json"), &sealed)?;
    let later = place.adjudicate("b.json", "--earlier sealed.json --digest-key k.key")?;
    let mut request = json!({"application": place.read("b.json")?, "programme": programme,
        "circumstances": {"earlier": [documents("sealed.json")?]}, "key": key});
    assert_eq!(answered("adjudicate", &request)?, later);
    for (key, code) in [
        (json!(other), "key-other"),
        (json!("x"), "key-invalid"),
        (json!(1), "key-invalid"),
        (json!(key.replace('k', "q")), "key-invalid"),
    ] {
        request["key"] = key;
        let error = answered("adjudicate", &request).map_or_else(|error| error.to_string(), |_| String::new());
        assert!(error.contains(code), "{code}: {error}");
    }
    let verify = json!({"outcome": later, "applications": [place.read("b.json")?], "programmes": [programme],
        "earlier": [sealed], "key": key});
    assert!(answered("verify", &verify)?.contains("\"result\": \"same\""));
    let mut without = verify;
    without.as_object_mut().ok_or("object")?.remove("key");
    assert!(answered("verify", &without)?.contains("\"result\": \"sealed\""));
    let plain = place.adjudicate("a.json", "--no-earlier")?;
    assert_eq!(answered("seal", &json!({"document": plain, "key": key}))?, sealed);
    assert_eq!(answered("seal", &json!({"document": sealed, "key": key, "open": true}))?, plain);
    Ok(())
}
