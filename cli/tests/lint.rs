//! `tongbiao lint` as it is used.

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

const LITTLE_ANGEL: &str = "cases/programmes/little-angel-leukaemia.json";
const HEART: &str = "cases/programmes/angel-sunshine-heart.json";

#[test]
fn a_programme_is_accounted_for() -> Tested {
    let (code, out, err) = tool(&["lint", HEART, "--as-of", "2026-06-01"])?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    for told in [
        "warning[programme.cliff] at 30000.00 yuan one fen changes the award from 20000.00 to 30000.00 yuan",
        "Angel Sunshine fund, congenital heart disease (cn.redcross.angel-sunshine@2)\n",
        "  Birth dates, where the age is counted on 2026-06-01:\n    age (Day of the first entry): 2011-06-01 to 2026-06-01\n",
        "    5000.00: 0.00 -> 5000.00  /items/0/benefit/brackets\n",
        "  The formula is not well-behaved:\n    fixed amounts by bracket of the bill  /items/0/benefit/brackets\n",
        "    diagnoses (Diagnoses) from: The hospital; health\n",
        "    wages: Proof of income (in some cases)\n",
    ] {
        assert!(out.contains(told), "{told:?} in {out}");
    }
    // The year of age that the notice adds: over age on the day after the nineteenth birthday.
    let (_, out, _) = tool(&["lint", LITTLE_ANGEL, "--as-of", "2026-06-01", "--lang", "both"])?;
    assert!(out.contains("    age（首次录入日期）：2007-06-01 至 2026-06-01\n    age (Day of the first entry): 2007-06-01 to 2026-06-01\n"), "{out}");
    assert!(out.contains("公式平稳") && out.contains("The formula is well-behaved"), "{out}");
    let (_, zh, _) = tool(&["lint", LITTLE_ANGEL, "--lang", "zh"])?;
    assert!(zh.contains("年龄计算日期为 2023-08-18 时") && !zh.contains("Birth dates"), "{zh}");
    Ok(())
}

#[test]
fn a_folder_holds_programmes_and_other_things() -> Tested {
    let (code, out, err) = tool(&["lint", "cases/programmes", "--format", "json"])?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let objects: Vec<serde_json::Value> = out.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    assert_eq!(objects.len(), 13);
    for object in &objects {
        assert_eq!(object["report"]["kind"], "findings");
        let analysis = &object["analysis"];
        assert_eq!(analysis["wellBehaved"], analysis["steepness"].as_array().is_some_and(Vec::is_empty));
        assert!(analysis["facts"].as_array().is_some_and(|facts| !facts.is_empty()), "{object}");
    }
    let (_, one, _) = tool(&["lint", HEART, "--format", "json", "--as-of", "2026-06-01"])?;
    let one: serde_json::Value = serde_json::from_str(&one)?;
    assert_eq!(one["analysis"]["ages"][0]["births"][0]["first"], "2011-06-01");
    assert_eq!(one["analysis"]["cliffs"][4]["after"], "30000.00");
    Ok(())
}

#[test]
fn exit_codes_are_those_of_a_check() -> Tested {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("lint");
    fs::create_dir_all(&folder)?;
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let heart = fs::read_to_string(root().join(HEART))?;
    fs::write(path("overlap.json"), heart.replacen(r#""lower": "10000.00""#, r#""lower": "9999.99""#, 1))?;
    fs::write(path("cut.json"), "{")?;
    fs::create_dir_all(folder.join("empty"))?;
    for (arguments, expected) in [
        (vec!["lint", HEART], 0),
        (vec!["lint", HEART, "--fail-on", "warning"], 1),
        (vec!["lint", &path("overlap.json")], 1),
        (vec!["lint", "cases/a-heart-surgery/application.json"], 1),
        (vec!["lint", &path("empty")], 2),
        (vec!["lint", HEART, "--as-of", "2026-02-30"], 2),
        (vec!["lint", &path("none.json"), HEART], 3),
        (vec!["lint", &path("cut.json"), HEART], 3),
    ] {
        let (code, out, err) = tool(&arguments)?;
        assert_eq!(code, Some(expected), "{arguments:?}: {out}{err}");
    }
    // What has errors is not accounted for; what cannot be read does not stop the others.
    let (_, out, _) = tool(&["lint", &path("overlap.json")])?;
    assert!(out.contains("programme.brackets-overlap") && !out.contains("Facts asked for"), "{out}");
    let (_, out, _) = tool(&["lint", &path("none.json"), HEART])?;
    assert!(out.contains("Facts asked for"), "{out}");
    Ok(())
}
