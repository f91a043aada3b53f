//! `tongbiao schema`: the published files.

use crate::{
    arguments::{Manner, SchemaArguments},
    columns::{padded, visible},
    exit::{Status, Stop},
    language::Said,
    output,
};
use std::{fs, io, path::Path};
use tongbiao::{
    document::DocumentKind,
    schema::{SchemaOptions, file_name, files, schema},
};

/// Lists the kinds, prints one schema, or writes files into a folder.
pub(crate) fn run(arguments: &SchemaArguments, manner: &Manner) -> Result<Status, Stop> {
    let SchemaArguments { kind, out: folder, base, with_id: _, without_id } = arguments;
    let options = SchemaOptions { base: checked_base(base)?, with_id: !without_id };
    match (kind, folder) {
        (Some(kind), None) => {
            let mut out = output::for_programs();
            out.write_all(schema(*kind, &options).as_bytes())?;
            out.flush()?;
        }
        (Some(kind), Some(folder)) => write(folder, vec![(file_name(*kind), schema(*kind, &options))], manner)?,
        (None, Some(folder)) => write(folder, files(&options), manner)?,
        (None, None) => list(manner)?,
    }
    Ok(Status::Accepted)
}

/// An address below which files can stand: absolute, with a slash at its end.
fn checked_base(base: &str) -> Result<String, Stop> {
    let (scheme, rest) = base.split_once("://").unwrap_or_default();
    let scheme_fits = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    let rest_fits = !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_graphic() && !b"#?\"<>\\^`{|}".contains(&b));
    if scheme_fits && rest_fits {
        return Ok(if base.ends_with('/') { base.to_owned() } else { format!("{base}/") });
    }
    let base = visible(base);
    Err(Stop::Usage(Said::new(
        format!("--base 应为绝对地址，如 https://charity.example/schemas/，实为 `{base}`"),
        format!("--base must be an absolute address such as https://charity.example/schemas/, not `{base}`"),
    )))
}

fn list(manner: &Manner) -> Result<(), Stop> {
    let mut out = output::for_people(manner.color);
    let width = DocumentKind::ALL.iter().map(|kind| kind.as_str().len()).max().unwrap_or(0);
    let file_width = DocumentKind::ALL.iter().map(|kind| file_name(*kind).len()).max().unwrap_or(0);
    for kind in DocumentKind::ALL {
        let label = manner.language().label(kind.label());
        writeln!(out, "{}  {}  {label}", padded(kind.as_str(), width), padded(&file_name(*kind), file_width))?;
    }
    out.flush()?;
    Ok(())
}

fn write(folder: &Path, files: Vec<(String, String)>, manner: &Manner) -> Result<(), Stop> {
    fs::create_dir_all(folder).map_err(|error| not_written(folder, &error))?;
    let mut out = output::for_people(manner.color);
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| not_written(&path, &error))?;
        writeln!(out, "{}", visible(&path.display().to_string()))?;
    }
    out.flush()?;
    Ok(())
}

fn not_written(path: &Path, error: &io::Error) -> Stop {
    let (path, kind) = (visible(&path.display().to_string()), error.kind());
    Stop::File(Said::new(
        format!("无法写入 {path}（{kind}）；请用 --out 另选文件夹，或核对权限"),
        format!("{path} cannot be written ({kind}); choose another folder with --out, or check its permissions"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (base, expected) in [
            ("https://charity.example/schemas/", Some("https://charity.example/schemas/")),
            ("https://charity.example/schemas", Some("https://charity.example/schemas/")),
            ("file:///srv/schemas", Some("file:///srv/schemas/")),
            ("charity.example/schemas", None),
            ("https://", None),
            ("https://a b/", None),
            ("https://a/#x", None),
            ("https://a/?x", None),
            ("", None),
        ] {
            assert_eq!(checked_base(base).ok().as_deref(), expected, "{base}");
        }
    }
}
