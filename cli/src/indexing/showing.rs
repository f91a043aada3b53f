//! `tongbiao index show`: the number of entries of an index.

use super::{
    inputs::key,
    problem::{at, hexadecimal},
};
use crate::{
    arguments::{IndexFormat, ShowArguments},
    columns::visible,
    exit::{Status, Stop},
    language::{Language, Said},
};
use serde_json::json;
use std::io::{self, Write};
use tongbiao_index::{Counts, FORMAT, Index};

/// Shows the counts, after the index is verified if that is requested.
pub(super) fn run(arguments: &ShowArguments, language: Language) -> Result<Status, Stop> {
    let path = &arguments.index;
    let mut index = match &arguments.key {
        Some(file) => Index::open(path, &key(file)?),
        None => Index::open_without_key(path),
    }
    .map_err(at(path))?;
    if arguments.verify {
        index.verify().map_err(at(path))?;
    }
    let (counts, id) = (index.counts().map_err(at(path))?, hexadecimal(&index.key_id().map_err(at(path))?));
    let mut out = io::stdout().lock();
    match arguments.format {
        IndexFormat::Text => {
            for said in said(&counts, &id, arguments.verify) {
                writeln!(out, "{}", said.line(language))?;
            }
        }
        IndexFormat::Json => writeln!(out, "{:#}", in_json(&counts, &id))?,
    }
    out.flush()?;
    Ok(Status::Accepted)
}

fn said(counts: &Counts, id: &str, is_verified: bool) -> Vec<Said> {
    let Counts { documents, items, digests, deleted, .. } = counts;
    let mut lines = vec![
        Said::new(format!("密钥标识：{id}"), format!("identifier of the key: {id}")),
        Said::new(
            format!("文件 {documents} 份，条目 {items} 个，摘要 {digests} 个；已删除的文件 {deleted} 份"),
            format!("documents: {documents}; entries: {items}; digests: {digests}; deleted documents: {deleted}"),
        ),
    ];
    for charity in &counts.charities {
        let (name, count) = (visible(&charity.name), charity.documents);
        let days = charity.days.map(|(first, last)| (first.to_string(), last.to_string())).unwrap_or_default();
        let (first, last) = days;
        lines.push(Said::new(
            format!("{name}：{count} 份，录入日期 {first} 至 {last}"),
            format!("{name}: documents: {count}, entered from {first} to {last}"),
        ));
    }
    if is_verified {
        lines.push(Said::new("已核对，无损坏", "verified: no damage"));
    }
    lines
}

fn in_json(counts: &Counts, id: &str) -> serde_json::Value {
    let charities = counts.charities.iter().map(|charity| {
        let mut json = json!({"name": charity.name, "documents": charity.documents});
        if let (Some(json), Some((first, last))) = (json.as_object_mut(), charity.days) {
            json.insert("first".to_owned(), first.to_string().into());
            json.insert("last".to_owned(), last.to_string().into());
        }
        json
    });
    json!({
        "format": FORMAT,
        "key": id,
        "documents": counts.documents,
        "entries": counts.items,
        "digests": counts.digests,
        "deleted": counts.deleted,
        "charities": charities.collect::<Vec<_>>(),
    })
}
