//! Reads sets of schemas and labels from files.

use crate::{
    columns::visible,
    exit::Stop,
    input::{self, Whole},
    language::Said,
};
use serde_json::Value;
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};
use tongbiao::check::Limits;
use tongbiao_compat::{ChangeLabel, SchemaSet, Unusable};

/// The ending of the names of schema files.
const ENDING: &str = ".schema.json";

/// The set in a folder, or in one file.
pub(crate) fn set(path: &Path) -> Result<SchemaSet, Stop> {
    if !path.is_dir() {
        return made(path, vec![(name(path), json(path)?)]);
    }
    let index = path.join("index.json");
    let index = if index.is_file() { Some(json(&index)?) } else { None };
    let paths = match index.as_ref().and_then(|index| index.get("schemas")?.as_array()) {
        Some(listed) => listed.iter().map(|entry| listed_path(path, entry)).collect::<Result<Vec<_>, _>>()?,
        None => schemas_in(path)?,
    };
    if paths.is_empty() {
        return Err(stop(path, "无模式文件（*.schema.json）", "contains no schema file (*.schema.json)"));
    }
    let files = paths.iter().map(|path| Ok((name(path), json(path)?))).collect::<Result<Vec<_>, Stop>>()?;
    let set = made(path, files)?;
    let stated = index.as_ref().and_then(|index| index.get("standard")?.as_str()?.parse().ok());
    Ok(if set.version().is_none() { set.with_version(stated) } else { set })
}

/// The labels in a file.
pub(crate) fn labels(path: &Path) -> Result<Vec<ChangeLabel>, Stop> {
    ChangeLabel::list(&json(path)?).map_err(|bad| {
        let index = bad.index;
        stop(path, &format!("第 {} 条标注有误（{}）", index.saturating_add(1), bad.problem), &bad.to_string())
    })
}

fn made(path: &Path, files: Vec<(String, Value)>) -> Result<SchemaSet, Stop> {
    SchemaSet::new(files).map_err(|unusable| match &unusable {
        Unusable::NotASchema { file } => stop(
            path,
            &format!("{file} 不是 2020-12 或 draft-07 的 JSON Schema"),
            &format!("{file} is not a JSON Schema of draft 2020-12 or draft-07"),
        ),
        Unusable::TwoMeanings { file, name } => stop(
            path,
            &format!("{file} 中的类型 `{name}` 与另一文件中的同名类型不同"),
            &format!("the type `{name}` in {file} differs from the type of the same name in another file"),
        ),
        other => stop(path, "无法比较", &other.to_string()),
    })
}

/// The path of an entry of an index. It must be a file in the same folder.
fn listed_path(folder: &Path, entry: &Value) -> Result<PathBuf, Stop> {
    let file =
        entry.get("file").and_then(Value::as_str).filter(|file| !file.contains(['/', '\\', ':']) && *file != "..");
    let file = file.ok_or_else(|| {
        stop(
            &folder.join("index.json"),
            "目录中的文件名有误，须为同一文件夹中的文件",
            "an entry is not a file name in the same folder",
        )
    })?;
    Ok(folder.join(file))
}

fn schemas_in(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let unread = |error: std::io::Error| Stop::File(input::unread(folder, &error));
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        let named = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.ends_with(ENDING));
        if named && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn json(path: &Path) -> Result<Value, Stop> {
    let unread = |error: &std::io::Error| Stop::File(input::unread(path, error));
    let file = File::open(path).map_err(|error| unread(&error))?;
    match input::read_file(file, Limits::default().bytes_max).map_err(|error| unread(&error))? {
        Whole::Bytes(bytes) => serde_json::from_slice(&bytes).map_err(|error| {
            // The text itself is not quoted: it may be private.
            let (line, column) = (error.line(), error.column());
            stop(
                path,
                &format!("不是 JSON，或嵌套过深（第 {line} 行第 {column} 列）"),
                &format!("not JSON, or nested too deeply (line {line}, column {column})"),
            )
        }),
        Whole::TooLarge(_) => Err(stop(path, "超过 16 MiB", "larger than 16 MiB")),
    }
}

fn stop(path: &Path, zh: &str, en: &str) -> Stop {
    let path = visible(&path.display().to_string());
    Stop::File(Said::new(visible(&format!("{path}：{zh}")), visible(&format!("{path}: {en}"))))
}
