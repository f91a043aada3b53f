//! What is added is found, also after a merge, a rotation and a deletion.

use crate::support::{Result, Tested, command_in, folder, ran, read};
use serde_json::Value;
use std::{fs, path::Path};

/// Runs the tool in a folder.
pub(crate) fn tool(place: &Path, line: &str) -> Result<(Option<i32>, String, String)> {
    ran(command_in(place, &line.split(' ').collect::<Vec<_>>()), b"")
}

/// The exit code and the standard output of a run in a folder.
fn done(place: &Path, line: &str) -> Result<(Option<i32>, String)> {
    let (code, out, err) = tool(place, line)?;
    Ok((code, out + &err))
}

fn matches(place: &Path, line: &str) -> Result<Vec<(String, String)>> {
    let (_, out, _) = tool(place, line)?;
    let mut all = Vec::new();
    for line in out.lines() {
        let json: Value = serde_json::from_str(line)?;
        for one in json["matches"].as_array().ok_or("matches")? {
            let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
            all.push((text("pointer"), text("code")));
        }
    }
    Ok(all)
}

/// A folder with the applications of two charities.
fn two_charities(name: &str) -> Result<std::path::PathBuf> {
    let place = folder(name)?;
    let application = read("cases/a-heart-surgery/application.json")?;
    fs::write(place.join("a.json"), &application)?;
    // The same child and receipt in an application with another identifier and another grant.
    let other = application.replace("\"case-a-heart-surgery\"", "\"b-77\"").replace("\"2024-04-21\"", "\"2024-04-22\"");
    assert_ne!(application, other);
    fs::write(place.join("b.json"), other)?;
    Ok(place)
}

#[test]
fn what_is_added_is_found() -> Tested {
    let place = two_charities("using")?;
    let (code, out) = done(&place, "index key --out k.key")?;
    assert!(code == Some(0) && out.contains("k.key: key made"), "{out}");
    let key = fs::read_to_string(place.join("k.key"))?;
    let secret = key.lines().nth(1).ok_or("secret")?;
    let (code, out) = done(&place, "index add x.index --key k.key --as A --on 2026-03-02 a.json")?;
    assert_eq!((code, out.as_str()), (Some(0), "documents added: 1; changed: 0; unchanged: 0; receipts in them: 1\n"));
    let (_, again) = done(&place, "index add x.index --key k.key --as A a.json")?;
    assert!(again.contains("unchanged: 1"), "{again}");
    // The own entry of the document is not a match.
    let check = "index check x.index --key k.key --format json";
    assert_eq!(matches(&place, &format!("{check} --as A a.json"))?, []);
    let expected = ["/child same-identity-number", "/receipts/0 same-receipt", "/aid/0 aid-differs"];
    let expected = expected.map(|text| text.split_once(' ').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap());
    assert_eq!(matches(&place, &format!("{check} b.json"))?, expected);
    let (code, out) = done(&place, "index check x.index --key k.key b.json --lang both")?;
    assert_eq!(code, Some(1), "{out}");
    for part in [
        "b.json#/receipts/0: 确定 · certain[same-receipt] 同一票据：见 A 于 2026-03-02 录入的申请 · the same receipt: in an application of A, entered on 2026-03-02",
        "members that differ: decidedOn",
        "documents: 1; certain matches: 3; possible matches: 0",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    for value in [secret, "童安", "410000202103150311", "47000", "YW-A-20240518-01", "0000000001"] {
        assert!(!out.contains(value), "{value} is shown");
    }
    assert_eq!(done(&place, "index check x.index --key k.key b.json --fail-on never")?.0, Some(0));
    assert_eq!(done(&place, "index check x.index --key k.key --as A a.json --fail-on possible")?.0, Some(0));
    // Another charity merges it.
    done(&place, "index add y.index --key k.key --as B b.json")?;
    let (_, out) = done(&place, "index merge y.index x.index --key k.key")?;
    assert_eq!(out, "documents added: 1; changed: 0; unchanged: 0; deleted: 0\n");
    assert!(done(&place, "index merge y.index x.index --key k.key")?.1.contains("unchanged: 1"));
    let (_, out) = done(&place, "index show y.index --format json --verify")?;
    let shown: Value = serde_json::from_str(&out)?;
    assert_eq!((&shown["documents"], &shown["deleted"]), (&2.into(), &0.into()), "{out}");
    // A new key.
    done(&place, "index key --out k2.key --after k.key")?;
    assert_eq!(done(&place, "index rotate y.index --key k.key --new-key k2.key")?.0, Some(0));
    let found = matches(&place, "index check y.index --key k2.key --as B --format json b.json")?;
    assert_eq!(found, expected);
    // A deletion.
    let (_, out) = done(&place, "index forget y.index --key k2.key --charity A --application case-a-heart-surgery")?;
    assert_eq!(out, "documents deleted: 1; kept: 1\n");
    assert_eq!(matches(&place, "index check y.index --key k2.key --as B --format json b.json")?, []);
    assert_eq!(done(&place, "index show y.index --verify --lang zh")?.1.lines().count(), 4);
    Ok(())
}

#[test]
fn an_award_of_another_charity_is_found() -> Tested {
    let place = two_charities("awarded")?;
    fs::write(place.join("o.json"), read("cases/a-heart-surgery/adjudication.angel-sunshine-heart.json")?)?;
    done(&place, "index key --out k.key")?;
    let (code, out) = done(&place, "index add x.index --key k.key --as A --on 2026-03-02 o.json")?;
    assert_eq!((code, out.as_str()), (Some(0), "documents added: 1; changed: 0; unchanged: 0; receipts in them: 1\n"));
    let (code, out) = done(&place, "index check x.index --key k.key b.json --lang both")?;
    assert_eq!(code, Some(1), "{out}");
    let said = "certain[same-receipt] 同一票据：见 A 于 2026-03-02 录入的核定结果（已给付） · the same receipt: in an outcome (awarded) of A, entered on 2026-03-02";
    assert!(out.contains(said), "{out}");
    let (_, out, _) = tool(&place, "index check x.index --key k.key --format json b.json")?;
    let json: Value = serde_json::from_str(&out)?;
    assert_eq!(json["matches"][1]["document"], "outcome", "{out}");
    assert_eq!(done(&place, "index check x.index --key k.key --as A a.json --fail-on possible")?.0, Some(0));
    let (code, out) = done(&place, "index check x.index --key k.key o.json")?;
    assert!(code == Some(3) && out.contains("no application or receipt was found"), "{out}");
    let (_, out) = done(&place, "index forget x.index --key k.key --charity A --application case-a-heart-surgery")?;
    assert_eq!(out, "documents deleted: 1; kept: 0\n");
    Ok(())
}

/// Documents are read as `check` reads them: folders, one per line, the standard input; the other kinds are skipped.
#[test]
fn documents_are_read_as_check_reads_them() -> Tested {
    let place = two_charities("reading")?;
    done(&place, "index key --out k.key")?;
    let one_line = |name: &str| -> Result<String> {
        Ok(serde_json::from_str::<Value>(&fs::read_to_string(place.join(name))?)?.to_string())
    };
    let programme = serde_json::from_str::<Value>(&read("cases/programmes/angel-sunshine-heart.json")?)?.to_string();
    let lines = format!("{}\n\n{programme}\n{{\n{}\n", one_line("a.json")?, one_line("b.json")?);
    fs::create_dir_all(place.join("intake"))?;
    fs::write(place.join("intake/all.ndjson"), lines)?;
    fs::write(place.join("intake/other.json"), "{\"name\": 1}")?;
    for jobs in ["1", "3"] {
        let line = format!("index add {jobs}.index --key k.key --as A --jobs {jobs} intake");
        let (code, out, err) = tool(&place, &line)?;
        assert_eq!(code, Some(3), "one line is not a document: {out}{err}");
        assert_eq!(out, "documents added: 2; changed: 0; unchanged: 0; receipts in them: 2; other files skipped: 2\n");
        assert_eq!(err.lines().count(), 1);
        assert!(err.contains("intake/all.ndjson:4: not a valid document"), "{err}");
    }
    let found = matches(&place, "index check 1.index --key k.key --format json intake/all.ndjson")?;
    assert!(found.len() > 6, "{found:?}");
    let input = one_line("a.json")?;
    let arguments = "index add s.index --key k.key --as A -".split(' ').collect::<Vec<_>>();
    let (code, out, _) = ran(command_in(&place, &arguments), input.as_bytes())?;
    assert!(code == Some(0) && out.contains("documents added: 1"), "{out}");
    fs::create_dir_all(place.join("none"))?;
    let (code, out) = done(&place, "index add s.index --key k.key --as A none")?;
    assert!(code == Some(3) && out.contains("no application, receipt or outcome was found"), "{out}");
    Ok(())
}
