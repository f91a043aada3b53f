//! `tongbiao match` as it is used.

use std::{error::Error, fs, path::PathBuf, process::Command};

type Tested = Result<(), Box<dyn Error>>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The exit code, and what is printed on both outputs.
fn tool(arguments: &[&str]) -> Result<(Option<i32>, String, String), Box<dyn Error>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tongbiao"));
    let output = command.args(arguments).current_dir(root()).env("LC_ALL", "C").output()?;
    Ok((output.status.code(), String::from_utf8(output.stdout)?, String::from_utf8(output.stderr)?))
}

#[test]
fn every_programme_of_a_folder_has_an_answer() -> Tested {
    let application = "cases/b-leukaemia-transplant/application.json";
    let (code, out, err) = tool(&["match", application, "cases/programmes"])?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(out.matches('@').count(), 13, "{out}");
    assert!(
        out.contains("Little Angel fund, grant for children with leukaemia (cn.redcross.little-angel@3)\n  eligible\n"),
        "{out}"
    );
    assert!(out.contains("    not met: diagnosis 确诊先天性心脏病\n"), "{out}");

    let (_, zh, _) = tool(&["match", application, "cases/programmes/little-angel-leukaemia.json", "--lang", "zh"])?;
    assert_eq!(zh, "小天使基金（白血病儿童资助） (cn.redcross.little-angel@3)\n  符合条件\n");
    Ok(())
}

#[test]
fn what_is_missing_is_named_with_who_supplies_it() -> Tested {
    let (code, out, _) =
        tool(&["match", "cases/d-cleft-lip-in-kind/application.json", "cases/programmes/smile-train-cleft.json"])?;
    assert_eq!(code, Some(0));
    assert!(
        out.contains("  not known yet\n    missing: admitted-on /treatments/*/period/start (from: The hospital)\n"),
        "{out}"
    );
    Ok(())
}

#[test]
fn the_day_of_the_decision_decides_what_is_in_force() -> Tested {
    let school = "cases/programmes/ward-school.json";
    let application = "cases/f-reversed-and-reissued/application.json";
    let (_, out, _) = tool(&["match", application, school, "--as-of", "2025-03-18", "--quota-left", "1"])?;
    assert!(out.contains("  eligible\n"), "{out}");
    let (_, out, _) = tool(&["match", application, school, "--as-of", "2025-03-18", "--quota-left", "0"])?;
    assert!(out.contains("not met: places"), "{out}");
    let (code, _, err) = tool(&["match", application, school, "--as-of", "2025-02-30"])?;
    assert_eq!(code, Some(2), "{err}");
    Ok(())
}

#[test]
fn what_cannot_be_used_is_told() -> Tested {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("matching");
    fs::create_dir_all(&folder)?;
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let good = "cases/a-heart-surgery/application.json";
    let heart = fs::read_to_string(root().join("cases/programmes/angel-sunshine-heart.json"))?;
    let overlapping = heart.replacen(r#""lower": "10000.00""#, r#""lower": "9999.99""#, 1);
    let unread = heart.replacen(r#""items""#, r#""item""#, 1);
    let undated = r#"{"kind":"application","standard":"1.0","id":"x","child":{"name":"例"}}"#;
    for (name, text) in
        [("overlap.json", &overlapping), ("unread.json", &unread), ("undated.json", &undated.to_owned())]
    {
        fs::write(folder.join(name), text)?;
    }
    for (arguments, expected, told) in [
        ([good, &path("overlap.json")], 1, "programme.brackets-overlap"),
        ([good, &path("unread.json")], 3, "not a valid document of kind `programme`"),
        ([good, &path("none.json")], 3, "none.json"),
        ([&path("none.json"), "cases/programmes"], 3, "none.json"),
        (["cases/programmes/ward-school.json", "cases/programmes"], 3, "kind `application`"),
        ([&path("undated.json"), "cases/programmes"], 2, "--as-of"),
        ([good, "cases/a-heart-surgery"], 2, "no programme"),
    ] {
        let (code, _, err) = tool(&["match", arguments[0], arguments[1]])?;
        assert_eq!(code, Some(expected), "{arguments:?}: {err}");
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
    // One that cannot be used does not stop the others.
    let (code, out, _) = tool(&["match", good, &path("overlap.json"), "cases/programmes/ward-school.json"])?;
    assert_eq!(code, Some(1));
    assert!(out.contains("cn.example.ward-school@1"), "{out}");
    Ok(())
}
