//! The case files, and the expected results for each.

mod adjudication;
mod amendment;
mod built;
mod coverage;
mod damaged;
mod eligibility;
mod good;
mod hint;
mod letter;
mod lint;
mod plan;
mod sound_part;

use std::collections::BTreeMap;
use tongbiao::{check::read, programme::Programme};
use tongbiao_testkit::files::case_files;

/// The programmes of the cases by the names of their files.
fn programmes() -> BTreeMap<String, Programme> {
    let files = case_files().into_iter().filter(|case| case.json["kind"] == "programme");
    files
        .map(|case| {
            let name = case.name.rsplit('/').next().unwrap().trim_end_matches(".json").to_owned();
            (name, read::<Programme>(case.text.as_bytes()).unwrap().body)
        })
        .collect()
}
