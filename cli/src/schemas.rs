//! `tongbiao schema`: the published files.

use crate::{
    arguments::{Manner, SchemaArguments},
    columns::{padded, visible},
    exit::{Status, Stop},
    language::Said,
    output, replacing,
};
use std::{fs, io, path::Path};
use tongbiao::{
    document::DocumentKind,
    schema::{Flavour, SchemaOptions},
};
use tongbiao_json::schema::{self, files};

/// Lists the kinds, prints a schema, or writes files into a folder.
pub(crate) fn run(arguments: &SchemaArguments, manner: &Manner) -> Result<Status, Stop> {
    let SchemaArguments { kind, out: folder, base, with_id: _, without_id, flavour: asked } = arguments;
    let options = SchemaOptions { base: checked_base(base)?, with_id: !without_id };
    let flavour = asked.unwrap_or_default();
    if kind.is_some() && flavour.is_whole() {
        return Err(for_all_kinds(flavour));
    }
    let files = || files(*kind, *asked, &options).map_err(|_| for_all_kinds(flavour));
    match folder {
        Some(folder) => write(folder, files()?, manner)?,
        None if kind.is_some() || flavour.is_whole() => print(files()?)?,
        None => list(*asked, manner)?,
    }
    Ok(Status::Accepted)
}

fn for_all_kinds(flavour: Flavour) -> Stop {
    let name = flavour.as_str();
    Stop::Usage(Said::new(
        format!("--flavour {name} 只有一个模式，适用于各种文件；请删除 KIND"),
        format!("--flavour {name} is one file for all kinds of documents; omit KIND"),
    ))
}

fn print(files: Vec<(String, String)>) -> Result<(), Stop> {
    let mut out = output::for_programs();
    for (_, text) in files {
        out.write_all(text.as_bytes())?;
    }
    out.flush()?;
    Ok(())
}

/// A base address of files: absolute, with a slash at the end.
fn checked_base(base: &str) -> Result<String, Stop> {
    schema::base(base).map_err(|_| {
        let base = visible(base);
        Stop::Usage(Said::new(
            format!("--base 应为绝对地址，如 https://charity.example/schemas/，实为 `{base}`"),
            format!("--base must be an absolute address such as https://charity.example/schemas/, not `{base}`"),
        ))
    })
}

/// The kinds with their files of one flavour. If no flavour is given, also the flavours with one file for all kinds.
fn list(asked: Option<Flavour>, manner: &Manner) -> Result<(), Stop> {
    let flavour = asked.unwrap_or_default();
    let kinds = DocumentKind::ALL.iter().map(|kind| (kind.as_str(), flavour.file_of(*kind), kind.label()));
    let whole = Flavour::ALL.iter().filter(|flavour| flavour.is_whole() && asked.is_none());
    let whole = whole.flat_map(|flavour| {
        let files = flavour.file_names().into_iter();
        files.map(|file| (flavour.as_str(), file, flavour.label()))
    });
    let lines: Vec<_> = kinds.chain(whole).collect();
    let width = lines.iter().map(|(name, _, _)| name.len()).max().unwrap_or(0);
    let file_width = lines.iter().map(|(_, file, _)| file.len()).max().unwrap_or(0);
    let mut out = output::for_people(manner.color);
    for (name, file, label) in lines {
        let label = manner.language().label(label);
        writeln!(out, "{}  {}  {label}", padded(name, width), padded(&file, file_width))?;
    }
    out.flush()?;
    Ok(())
}

fn write(folder: &Path, files: Vec<(String, String)>, manner: &Manner) -> Result<(), Stop> {
    let mut out = output::for_people(manner.color);
    for (name, text) in files {
        let path = folder.join(name);
        let below = path.parent().unwrap_or(folder);
        fs::create_dir_all(below).map_err(|error| not_written(below, &error))?;
        replacing::replace(&path, text.as_bytes()).map_err(|error| not_written(&path, &error))?;
        writeln!(out, "{}", visible(&path.display().to_string()))?;
    }
    out.flush()?;
    Ok(())
}

fn not_written(path: &Path, error: &io::Error) -> Stop {
    let (path, kind) = (visible(&path.display().to_string()), error.kind());
    Stop::File(Said::new(
        format!("无法写入 {path}（{kind}）；请用 --out 指定其他文件夹，或核对权限"),
        format!("{path} cannot be written ({kind}); choose another folder with --out, or check its permissions"),
    ))
}
