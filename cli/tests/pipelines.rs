//! The script of the kits for pipelines: its exit codes, its reports and its choice of paths. `ci/try` tries the kits themselves.

use crate::support::root;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// An empty folder of the test, outside any policy file.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("tongbiao pipelines {name} {}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("in take")).unwrap();
    folder
}

fn intake(name: &str, to: &Path) {
    fs::copy(root().join("examples/intake").join(name), to.join("in take").join(name)).unwrap();
}

/// Runs `ci/check` in a folder. `None` without bash.
fn check(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Option<Output> {
    let mut command = Command::new("bash");
    command.arg(root().join("ci/check")).args(arguments).current_dir(folder);
    for name in ["TONGBIAO_OPTIONS", "TONGBIAO_CONSOLE", "TONGBIAO_REPORTS", "GITHUB_STEP_SUMMARY"] {
        command.env_remove(name);
    }
    command.env("TONGBIAO", env!("CARGO_BIN_EXE_tongbiao")).envs(variables.iter().copied());
    match command.output() {
        Ok(output) => Some(output),
        Err(error) => {
            eprintln!("not run, because bash cannot be started: {error}");
            None
        }
    }
}

const REPORTS: [&str; 5] = ["check.sarif", "check.junit.xml", "check.gitlab.json", "check.md", "check.html"];

#[test]
fn findings_unread_files_and_wrong_usage_have_their_exit_codes() {
    let folder = folder("codes");
    intake("receipt-2.json", &folder);
    let reports = |expected: bool| {
        for name in REPORTS {
            assert_eq!(folder.join("tongbiao-reports").join(name).is_file(), expected, "{name}");
        }
    };
    let options = |options| [("TONGBIAO_OPTIONS", options)];
    let Some(clean) = check(&folder, &[], &[]) else { return };
    assert_eq!(clean.status.code(), Some(0), "{clean:?}");
    reports(true);
    let warned = check(&folder, &["in take"], &options("--fail-on warning --lang zh")).unwrap();
    assert_eq!(warned.status.code(), Some(1));
    assert!(String::from_utf8(warned.stdout).unwrap().contains("大写"));
    reports(true);
    let unread = check(&folder, &["in take", "absent.json"], &[]).unwrap();
    assert_eq!(unread.status.code(), Some(3));
    let said = String::from_utf8(unread.stderr).unwrap();
    assert_eq!(said.matches("absent.json").count(), 1, "it is said once: {said}");
    reports(true);
    // Reports of an earlier run are removed.
    let wrong = check(&folder, &[], &options("--no-such-option")).unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    reports(false);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn without_paths_the_policy_names_them() {
    let folder = folder("paths");
    intake("receipt-1.json", &folder);
    fs::create_dir(folder.join("other")).unwrap();
    fs::copy(root().join("cases/a-heart-surgery/receipt.json"), folder.join("other/receipt.json")).unwrap();
    let Some(all) = check(&folder, &[], &[("TONGBIAO_CONSOLE", "one-line")]) else { return };
    assert_eq!(all.status.code(), Some(1));
    assert!(String::from_utf8(all.stdout).unwrap().contains("receipt-1.json:7:22: error[receipt.capitals-mismatch]"));
    fs::write(folder.join("tongbiao.toml"), "paths = [\"other\"]\n").unwrap();
    assert_eq!(check(&folder, &[], &[]).unwrap().status.code(), Some(0));
    // A policy is also found from a folder below it.
    assert_eq!(check(&folder.join("in take"), &[], &[]).unwrap().status.code(), Some(0));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_summary_of_a_run_is_added() {
    let folder = folder("summary");
    intake("receipt-1.json", &folder);
    let summary = folder.join("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let variables = [("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()), ("TONGBIAO_REPORTS", "a/b c")];
    let Some(_) = check(&folder, &["in take"], &variables) else { return };
    let text = fs::read_to_string(&summary).unwrap();
    assert!(text.contains("receipt.capitals-mismatch"), "{text}");
    assert_eq!(text.strip_prefix("before\n").unwrap(), fs::read_to_string(folder.join("a/b c/check.md")).unwrap());
    fs::remove_dir_all(folder).unwrap();
}

/// The compiler of the recipes is one that compiles the tool, and the recipe copies only what exists.
#[test]
fn the_recipes_name_a_sufficient_compiler() {
    let read = |name: &str| fs::read_to_string(root().join(name)).unwrap();
    let manifest = read("Cargo.toml");
    let version =
        manifest.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap().trim_matches('"').to_owned();
    for name in ["ci/Containerfile", "ci/gitlab.yml"] {
        assert!(read(name).contains(&format!("rust:{version}")), "{name}: {version}");
    }
    for name in ["ci/tongbiao", "docs/ci/pre-commit.md", "docs/ci/github.md", "docs/ci/gitee.md"] {
        assert!(read(name).contains(&format!("Rust {version}")), "{name}: {version}");
    }
    let recipe = read("ci/Containerfile");
    let copied =
        recipe.lines().filter_map(|line| line.strip_prefix("COPY ")).filter(|line| !line.starts_with("--from"));
    for name in copied.flat_map(|line| line.split(' ').rev().skip(1)) {
        assert!(root().join(name).exists(), "{name}");
    }
}
