//! Paths of the project, and the available external programs.

use std::{env, fs, path::PathBuf, process::Command};

use crate::row::Both;
use tongbiao_testkit::files::folder;

pub fn clients() -> PathBuf {
    folder("clients")
}

/// The interpreter that runs a client, or why there is none. `NODE=` and `PYTHON=` disable it.
pub fn interpreter(name: &str) -> Result<PathBuf, Both> {
    let found = match (name, env::var_os(name.to_uppercase())) {
        (_, Some(given)) => Some(PathBuf::from(given)),
        ("python", None) => Some(clients().join(".tools/python/bin/python")),
        _ => Some(PathBuf::from(name)),
    };
    let works =
        |program: &PathBuf| Command::new(program).arg("--version").output().is_ok_and(|ran| ran.status.success());
    let shown = if name == "node" { "Node.js" } else { "Python" };
    let installed = name != "node" || clients().join("node_modules").is_dir();
    found
        .filter(|program| installed && works(program))
        .ok_or_else(|| Both::new(format!("缺少 {shown}"), format!("{shown} is missing")))
}

/// The version of a crate that the lock file pins.
pub fn crate_version(name: &str) -> String {
    let lock = fs::read_to_string(folder("Cargo.lock")).unwrap();
    let entry = lock.split("[[package]]").find(|entry| entry.contains(&format!("name = \"{name}\"\n"))).unwrap();
    let version = entry.lines().find_map(|line| line.strip_prefix("version = ")).unwrap();
    version.trim_matches('"').to_owned()
}
