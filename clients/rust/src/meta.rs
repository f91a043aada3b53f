//! The published schemas themselves: whether they are valid schemas, the results of a linter, and whether the corpus
//! tests all their keywords.

use crate::{
    coverage,
    place::{clients, interpreter},
    row::{self, Both, Row},
};
use serde::Deserialize;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use tongbiao::schema::Flavour;
use tongbiao_testkit::files::folder;

/// An entry of `meta/lint.json`: a rule of the linter that is not followed, with the reason.
#[derive(Debug, Deserialize)]
struct Exclusion {
    rule: String,
    #[serde(flatten)]
    why: Both,
}

pub fn run(out: &Path) {
    let rows = [by_sourcemeta(), by_check_jsonschema(), by_openapi_validator(), lint(), covered()];
    row::write(out, "meta", &rows);
}

fn row(client: &str, registry: &str, ran: Both) -> Row {
    Row { area: "meta".to_owned(), client: client.to_owned(), registry: registry.to_owned(), ran, ..Row::default() }
}

/// All published schemas of all flavours, without the flavour that is not a schema.
fn schemas() -> Vec<PathBuf> {
    let flavours = Flavour::ALL.iter().filter(|flavour| **flavour != Flavour::OpenApi);
    flavours.flat_map(|flavour| flavour.file_names()).map(|name| folder("schemas/1.0").join(name)).collect()
}

fn by_sourcemeta() -> Row {
    let row = row(
        "sourcemeta-jsonschema metaschema",
        "PyPI",
        Both::new("每个模式均符合其元模式", "each schema is valid against its metaschema"),
    );
    python(row, "sourcemeta-jsonschema", |command| {
        let ran = command.args(["-m", "sourcemeta_jsonschema", "metaschema"]).args(schemas()).output().unwrap();
        verdict(&ran)
    })
}

fn by_check_jsonschema() -> Row {
    let row = row(
        "check-jsonschema --check-metaschema",
        "PyPI",
        Both::new("每个模式均符合其元模式", "each schema is valid against its metaschema"),
    );
    python(row, "check-jsonschema", |command| {
        let ran = command.args(["-m", "check_jsonschema", "--check-metaschema"]).args(schemas()).output().unwrap();
        verdict(&ran)
    })
}

/// A row whose problems over all schemas are found by a Python program.
fn python(mut row: Row, package: &str, problems: impl Fn(&mut Command) -> Vec<String>) -> Row {
    let python = match interpreter("python") {
        Ok(python) => python,
        Err(why) => return row.skipped(why),
    };
    row.version = python_version(&python, package);
    row.counts.insert("schemas".to_owned(), u64::try_from(schemas().len()).unwrap());
    row.judged(&problems(&mut Command::new(python)), Vec::new())
}

fn python_version(python: &Path, package: &str) -> String {
    let code = format!("import importlib.metadata as m; print(m.version('{package}'), end='')");
    let ran = Command::new(python).args(["-c", &code]).output().unwrap();
    String::from_utf8_lossy(&ran.stdout).into_owned()
}

fn verdict(ran: &Output) -> Vec<String> {
    if ran.status.success() {
        return Vec::new();
    }
    let told = [&ran.stdout, &ran.stderr].map(|told| String::from_utf8_lossy(told).trim().to_owned());
    vec![told.join(" ").chars().take(400).collect()]
}

fn by_openapi_validator() -> Row {
    const PACKAGE: &str = "@seriousme/openapi-schema-validator";
    let mut row = row(
        PACKAGE,
        "npm",
        Both::new("openapi.json 为合法的 OpenAPI 3.1 文档", "openapi.json is a valid OpenAPI 3.1 document"),
    );
    let node = match interpreter("node") {
        Ok(node) => node,
        Err(why) => return row.skipped(why),
    };
    let package = clients().join("node_modules").join(PACKAGE);
    let manifest: Value = serde_json::from_str(&fs::read_to_string(package.join("package.json")).unwrap()).unwrap();
    row.version = manifest["version"].as_str().unwrap_or_default().to_owned();
    let mut command = Command::new(node);
    command.arg(package.join("bin/validate-api-cli.js"));
    let ran = command.arg(folder("schemas/1.0").join(Flavour::OpenApi.file_names().concat())).output().unwrap();
    let said: Value = serde_json::from_slice(&ran.stdout).unwrap_or_default();
    let problems = if said["valid"] == true { Vec::new() } else { vec![format!("{said:.400}")] };
    row.counts.insert("documents".to_owned(), 1);
    row.judged(&problems, Vec::new())
}

fn lint() -> Row {
    let row = row(
        "sourcemeta-jsonschema lint",
        "PyPI",
        Both::new(
            "对每个模式逐条检查；未遵循的规则均有理由",
            "all rules on all schemas; each rule that is not followed has a reason",
        ),
    );
    let python = match interpreter("python") {
        Ok(python) => python,
        Err(why) => return row.skipped(why),
    };
    let text = fs::read_to_string(clients().join("meta/lint.json")).unwrap();
    let exclusions: Vec<Exclusion> = serde_json::from_str(&text).unwrap();
    let (mut problems, mut occurred) = (Vec::new(), BTreeSet::new());
    for path in schemas() {
        let mut command = Command::new(&python);
        let ran = command.args(["-m", "sourcemeta_jsonschema", "lint", "--json"]).arg(&path).output().unwrap();
        // The launcher of the Python package may print something after the report.
        let report = serde_json::Deserializer::from_slice(&ran.stdout).into_iter::<Value>().next();
        // A schema that it cannot read also has a report, which lists nothing.
        let report = report.and_then(Result::ok).unwrap_or_default();
        let Some(errors) = report["errors"].as_array() else {
            problems.push(format!("{}: no report: {:.200}", path.display(), report["error"].to_string()));
            continue;
        };
        for error in errors {
            let rule = error["id"].as_str().unwrap_or_default();
            if exclusions.iter().any(|exclusion| exclusion.rule == rule) {
                occurred.insert(rule.to_owned());
            } else {
                let file = path.file_name().unwrap_or_default().to_string_lossy();
                problems.push(format!("{file}: {rule} at {}: {}", error["schemaLocation"], error["message"]));
            }
        }
    }
    let stale = exclusions.iter().filter(|exclusion| !occurred.contains(&exclusion.rule));
    problems.extend(stale.map(|exclusion| format!("lint.json: {} is followed; remove it", exclusion.rule)));
    let counts = [("schemas", schemas().len()), ("exclusions", exclusions.len())];
    let counts = counts.map(|(name, count)| (name.to_owned(), u64::try_from(count).unwrap()));
    let reasons =
        exclusions.iter().map(|e| Both::new(format!("{}：{}", e.rule, e.why.zh), format!("{}: {}", e.rule, e.why.en)));
    let version = python_version(&python, "sourcemeta-jsonschema");
    Row { version, counts: BTreeMap::from(counts), ..row }.judged(&problems, reasons.collect())
}

fn covered() -> Row {
    let coverage = coverage::measure();
    let ran = Both::new(
        "覆盖（SchemaStore 的八项检查，并更严格）：每个成员有一份接受的文件；每个关键字、代码、必填成员另有一份仅因其被拒绝的文件；每个上下限\
         有一份恰好达到的文件；定义均被引用，定义和成员均有说明；无默认值",
        "coverage, the eight checks of SchemaStore and more: each member has an accepted document; each keyword, code and \
         required member also has a document refused for this reason alone; each limit has a document exactly at it; all definitions \
         are used; definitions and members are described; no member has a default",
    );
    let row = Row {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        counts: coverage.counts,
        ..row("tongbiao-clients", "", ran)
    };
    row.judged(&coverage.problems, coverage.deviations)
}
