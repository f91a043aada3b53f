//! `verify`, `seal` and `index add` on the lines that `adjudicate` writes for many applications.

use crate::support::{Ran, Result, Tested, command_in, folder, ran, root};
use serde_json::Value;
use std::{fs, path::PathBuf};

/// A folder with synthetic applications, the outcomes of two programmes on each of them, and a key.
struct Place(PathBuf);

/// The number of applications.
const APPLICATIONS: usize = 24;
const ONE: &str = "@cases/programmes/angel-sunshine-heart.json";
const TWO: &str = "@cases/programmes/ward-school.json";

impl Place {
    fn new(name: &str) -> Result<Self> {
        let place = Self(folder(name)?);
        place.done(&format!("generate --count {APPLICATIONS} --seed 7 -q -o all.ndjson"))?;
        place.done(&format!(
            "adjudicate all.ndjson --programmes {ONE} --programmes {TWO} -q --format ndjson -o outcomes.ndjson"
        ))?;
        place.done("index key --out k.key")?;
        Ok(place)
    }

    /// Runs the tool. `@` is the folder of the repository.
    fn tool(&self, line: &str) -> Result<Ran> {
        let line = line.replace('@', &format!("{}/", root().display()));
        ran(command_in(&self.0, &line.split(' ').collect::<Vec<_>>()), b"")
    }

    /// Runs a command that succeeds, and returns its output.
    fn done(&self, line: &str) -> Result<String> {
        let (code, out, err) = self.tool(line)?;
        assert_eq!(code, Some(0), "{line}: {out}{err}");
        Ok(out)
    }

    fn verify(&self, outcomes: &str, application: &str, more: &str) -> Result<Ran> {
        self.tool(&format!("verify {outcomes} --application {application} --programme {ONE} --programme {TWO}{more}"))
    }

    fn lines(&self, name: &str) -> Result<Vec<String>> {
        Ok(fs::read_to_string(self.0.join(name))?.lines().map(str::to_owned).collect())
    }

    fn write(&self, name: &str, lines: &[String]) -> Tested {
        Ok(fs::write(self.0.join(name), lines.join("\n") + "\n")?)
    }
}

/// The application with another day of entry.
fn revised(line: &str) -> Result<String> {
    let mut json: Value = serde_json::from_str(line)?;
    json["enteredOn"] = "2025-12-31".into();
    Ok(json.to_string())
}

#[test]
fn applications_are_read_wherever_they_are() -> Tested {
    let place = Place::new("verifying-many")?;
    let all = place.lines("all.ndjson")?;
    let (code, expected, total) = place.verify("outcomes.ndjson", "all.ndjson", "")?;
    assert_eq!((code, expected.matches(": verified").count()), (Some(0), 2 * APPLICATIONS), "{expected}");
    assert_eq!(total, "tongbiao: 24 applications, 48 outcomes: 48 verified\n");
    assert!(expected.starts_with("outcomes.ndjson:1: verified"), "{expected}");
    // A folder with one file for each, and their order.
    fs::create_dir_all(place.0.join("each"))?;
    for (number, line) in all.iter().enumerate() {
        place.write(&format!("each/{number:02}.json"), std::slice::from_ref(line))?;
    }
    fs::write(place.0.join("each/notes.txt"), "no document")?;
    for more in [" -q", " -q --jobs 1", " -q --jobs 3"] {
        assert_eq!(
            place.verify("outcomes.ndjson", "each", more)?,
            (Some(0), expected.clone(), String::new()),
            "{more}"
        );
    }
    // The results are in the order of the applications.
    let reversed: Vec<String> = all.iter().rev().cloned().collect();
    place.write("reversed.ndjson", &reversed)?;
    let (code, out, _) = place.verify("outcomes.ndjson", "reversed.ndjson", " -q")?;
    assert!(code == Some(0) && out.starts_with("outcomes.ndjson:47: verified"), "{out}");
    // The standard input, and several paths.
    let (first, second) = all.split_at(APPLICATIONS / 2);
    place.write("first.ndjson", first)?;
    place.write("second.ndjson", second)?;
    let line = format!(
        "verify - --application first.ndjson --application second.ndjson --programme {ONE} --programme {TWO} -q"
    );
    let line = line.replace('@', &format!("{}/", root().display()));
    let outcomes = fs::read(place.0.join("outcomes.ndjson"))?;
    let (code, out, err) = ran(command_in(&place.0, &line.split(' ').collect::<Vec<_>>()), &outcomes)?;
    assert_eq!((code, err.as_str(), out.replace("<stdin>", "outcomes.ndjson")), (Some(0), "", expected));
    Ok(())
}

#[test]
fn what_is_missing_or_another_document_is_reported_at_the_end() -> Tested {
    let place = Place::new("verifying-many-other")?;
    let (all, mut outcomes) = (place.lines("all.ndjson")?, place.lines("outcomes.ndjson")?);
    let other = revised(&all[3])?;
    // The application of the first outcomes is missing, the fourth one is another document.
    place.write("other.ndjson", &[&all[1..3], std::slice::from_ref(&other), &all[4..]].concat())?;
    let (code, out, total) = place.verify("outcomes.ndjson", "other.ndjson", "")?;
    let shown: Vec<&str> = out.lines().collect();
    assert_eq!((code, shown.len()), (Some(1), 2 * APPLICATIONS + 4), "{out}");
    let last = &shown[2 * APPLICATIONS - 4..];
    for (at, start) in [
        (0, "outcomes.ndjson:1: not verified"),
        (1, "  not given: application EX-"),
        (4, "outcomes.ndjson:7: not verified"),
    ] {
        assert!(last[at].starts_with(start), "{out}");
    }
    assert!(last[5].starts_with("  the application is another document"), "{out}");
    assert_eq!(total, "tongbiao: 23 applications, 48 outcomes: 44 verified, 4 not verified\n");
    // Of two applications with one identifier, the one from which the outcome was computed counts.
    place.write("both.ndjson", &[vec![other], all.clone()].concat())?;
    let (code, _, total) = place.verify("outcomes.ndjson", "both.ndjson", "")?;
    assert_eq!((code, total.as_str()), (Some(0), "tongbiao: 25 applications, 48 outcomes: 48 verified\n"));
    // An amount that was changed, an outcome that is cut, and applications without outcomes.
    let awarded = outcomes.iter().position(|line| line.contains(r#""decision":"awarded""#)).ok_or("awarded")?;
    let mut json: Value = serde_json::from_str(&outcomes[awarded])?;
    json["adjudication"]["amount"] = "1.23".into();
    outcomes[awarded] = json.to_string();
    outcomes.truncate(2 * (APPLICATIONS - 2));
    place.write("changed.ndjson", &outcomes)?;
    let (code, out, total) = place.verify("changed.ndjson", "all.ndjson", " --format json")?;
    let different: Vec<Value> = out
        .lines()
        .map(serde_json::from_str)
        .collect::<serde_json::Result<Vec<Value>>>()?
        .into_iter()
        .filter(|line| line["verification"]["result"] != "same")
        .collect();
    assert_eq!((code, different.len()), (Some(1), 1), "{different:?}");
    assert_eq!(different[0]["verification"]["pointer"], "/amount");
    assert_eq!(
        (&different[0]["input"]["name"], &different[0]["input"]["line"]),
        (&"changed.ndjson".into(), &(awarded + 1).into())
    );
    assert!(total.ends_with("43 verified, 1 different; applications without an outcome: 2\n"), "{total}");
    // A damaged line is named; the lines before it are verified.
    outcomes[5].truncate(100);
    place.write("damaged.ndjson", &outcomes)?;
    let (code, out, err) = place.verify("damaged.ndjson", "all.ndjson", " -q")?;
    assert!(code == Some(3) && err.contains("damaged.ndjson:6: not a valid document"), "{err}");
    assert_eq!(out.matches(": verified").count(), 5, "{out}");
    // Neither files without outcomes nor paths without applications look like success.
    for (outcomes, application, told) in [
        ("all.ndjson", "all.ndjson", "not a valid document"),
        ("outcomes.ndjson", "outcomes.ndjson", "not a valid document"),
    ] {
        let (code, _, err) = place.verify(outcomes, application, " -q")?;
        assert!(code == Some(3) && err.contains(told), "{outcomes} {application}: {err}");
    }
    fs::create_dir_all(place.0.join("empty"))?;
    let (code, _, err) = place.verify("outcomes.ndjson", "empty", " -q")?;
    assert!(code == Some(3) && err.contains("no application was found"), "{err}");
    Ok(())
}

#[test]
fn joint_outcomes_of_many_applications_are_verified() -> Tested {
    let place = Place::new("verifying-many-joint")?;
    let plan = "--plan @cases/plans/heart-hospital-and-charities.json";
    place.done(&format!(
        "adjudicate all.ndjson --programmes @cases/programmes {plan} -q --format ndjson -o joint.ndjson"
    ))?;
    place.done("seal joint.ndjson --digest-key k.key -o sealed.ndjson")?;
    for (outcomes, key) in [("joint.ndjson", ""), ("sealed.ndjson", " --digest-key k.key")] {
        let line = format!("verify {outcomes} --application all.ndjson --programme @cases/programmes {plan}{key}");
        let (code, out, total) = place.tool(&line)?;
        assert_eq!((code, out.matches(": verified").count()), (Some(0), APPLICATIONS), "{out}");
        assert_eq!(total, "tongbiao: 24 applications, 24 outcomes: 24 verified\n");
    }
    let line = format!("verify sealed.ndjson --application all.ndjson --programme @cases/programmes {plan} -q");
    let (code, out, _) = place.tool(&line)?;
    assert_eq!((code, out.matches("digests of the outcome are sealed").count()), (Some(1), APPLICATIONS), "{out}");
    Ok(())
}

/// The lines without the digest of the input, which a sealed line does not state.
fn without_digest(lines: &[String]) -> Result<Vec<Value>> {
    let mut all = lines.iter().map(|line| serde_json::from_str(line)).collect::<serde_json::Result<Vec<Value>>>()?;
    for line in &mut all {
        line["input"].as_object_mut().ok_or("input")?.remove("digest");
    }
    Ok(all)
}

#[test]
fn lines_are_sealed_and_opened() -> Tested {
    let place = Place::new("sealing-many")?;
    place.done("seal outcomes.ndjson --digest-key k.key -o sealed.ndjson")?;
    let (plain, sealed) = (place.lines("outcomes.ndjson")?, place.lines("sealed.ndjson")?);
    assert_eq!(plain.len(), sealed.len());
    // The lines are those that `adjudicate` seals itself.
    place.done(&format!("adjudicate all.ndjson --programmes {ONE} --programmes {TWO} -q --format ndjson --digest-key k.key -o own.ndjson"))?;
    assert_eq!(place.lines("own.ndjson")?, sealed);
    place.done("seal sealed.ndjson --digest-key k.key --open -o opened.ndjson")?;
    assert_eq!(without_digest(&place.lines("opened.ndjson")?)?, without_digest(&plain)?);
    let (code, out, _) = place.verify("sealed.ndjson", "all.ndjson", " -q --digest-key k.key")?;
    assert_eq!((code, out.matches(": verified").count()), (Some(0), 2 * APPLICATIONS), "{out}");
    // Lines with documents alone remain documents, and an input without an outcome remains as it is.
    let documents: Vec<String> = plain
        .iter()
        .map(|line| Ok(serde_json::from_str::<Value>(line)?["adjudication"].to_string()))
        .collect::<Result<_>>()?;
    let failed = |digest: &str| {
        let error = r#""error":{"code":"input-unread","message":{"zh":"未能读取","en":"not read"}}"#;
        format!(r#"{{"input":{{"name":"x.json"{digest}}},{error}}}"#)
    };
    let digest = format!(r#","digest":"sha256:{}""#, "0".repeat(64));
    place.write("mixed.ndjson", &[documents.clone(), vec![failed(&digest)]].concat())?;
    place.done("seal mixed.ndjson --digest-key k.key -o mixed.sealed.ndjson")?;
    let mixed = place.lines("mixed.sealed.ndjson")?;
    assert_eq!(mixed.last(), Some(&failed("")));
    for (line, sealed) in mixed.iter().zip(&sealed) {
        assert_eq!(serde_json::from_str::<Value>(line)?, serde_json::from_str::<Value>(sealed)?["adjudication"]);
    }
    // Another key, or a damaged line: the line is named, and the output is not replaced.
    place.done("index key --out other.key")?;
    fs::write(place.0.join("kept.ndjson"), "kept")?;
    let mut damaged = sealed.clone();
    damaged[2].truncate(60);
    place.write("damaged.ndjson", &damaged)?;
    for (line, told) in [
        (
            "seal sealed.ndjson --digest-key other.key -o kept.ndjson",
            "sealed.ndjson:1: the outcome was sealed with another key",
        ),
        ("seal damaged.ndjson --digest-key k.key -o kept.ndjson", "damaged.ndjson:3: not a valid document"),
    ] {
        let (code, _, err) = place.tool(line)?;
        assert!(code == Some(3) && err.contains(told), "{line}: {err}");
        assert_eq!(fs::read_to_string(place.0.join("kept.ndjson"))?, "kept");
    }
    Ok(())
}

/// The lines of `adjudicate` are added like the outcomes in them, sealed or not, from a file or a folder; under a plan, the outcomes of the
/// members.
#[test]
fn an_index_reads_the_lines_of_adjudicate() -> Tested {
    let place = Place::new("index-many")?;
    let outcomes = place.lines("outcomes.ndjson")?;
    let documents: Vec<String> = outcomes
        .iter()
        .map(|line| Ok(serde_json::from_str::<Value>(line)?["adjudication"].to_string()))
        .collect::<Result<_>>()?;
    place.write("documents.ndjson", &documents)?;
    place.done("seal outcomes.ndjson --digest-key k.key -o sealed.ndjson")?;
    fs::create_dir_all(place.0.join("folder"))?;
    fs::copy(place.0.join("outcomes.ndjson"), place.0.join("folder/outcomes.ndjson"))?;
    let add =
        |index: &str, input: &str| place.done(&format!("index add {index} --key k.key --as A --on 2026-03-02 {input}"));
    let expected = add("expected.index", "documents.ndjson")?;
    assert!(expected.starts_with("documents added: 48;"), "{expected}");
    let check = |index: &str| place.tool(&format!("index check {index} --key k.key --as B all.ndjson"));
    let found = check("expected.index")?;
    assert!(found.1.contains("certain matches: ") && !found.1.contains("certain matches: 0"), "{}", found.1);
    for input in ["outcomes.ndjson", "sealed.ndjson", "folder"] {
        let index = format!("{input}.index");
        assert_eq!(add(&index, input)?, expected, "{input}");
        let again = add(&index, input)?;
        assert!(again.starts_with("documents added: 0; changed: 0; unchanged: 48;"), "{again}");
        let own = check(&index)?;
        assert_eq!((own.0, own.2), (found.0, found.2.clone()), "{input}");
        assert_eq!(own.1, found.1, "{input}");
    }
    let plan = "--plan @cases/plans/heart-hospital-and-charities.json";
    place.done(&format!(
        "adjudicate all.ndjson --programmes @cases/programmes {plan} -q --format ndjson -o joint.ndjson"
    ))?;
    let joint: Vec<Value> = place
        .lines("joint.ndjson")?
        .iter()
        .map(|line| serde_json::from_str(line))
        .collect::<serde_json::Result<_>>()?;
    let members: usize = joint.iter().filter_map(|line| line["members"].as_array()).map(Vec::len).sum();
    assert!(members > APPLICATIONS);
    let added = add("joint.index", "joint.ndjson")?;
    assert!(added.starts_with(&format!("documents added: {members};")), "{added}");
    Ok(())
}
