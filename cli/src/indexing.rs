//! `tongbiao index`: keeps digests of documents between runs, and finds receipts and children in them.

mod adding;
mod documents;
mod inputs;
mod problem;
mod searching;
mod showing;

use crate::{
    arguments::{
        ExportArguments, ForgetArguments, IndexCommand, KeyArguments, Manner, MergeArguments, RotateArguments,
    },
    columns::visible,
    exit::{Status, Stop},
    language::{Language, Said},
};
pub(crate) use inputs::key;
use inputs::{day, tell};
use problem::{at, empty, unknown};
use std::path::Path;
use tongbiao_index::{Index, Key, Selection};

/// Runs a command on an index.
pub(crate) fn run(command: &IndexCommand, manner: &Manner) -> Result<Status, Stop> {
    let language = manner.language();
    match command {
        IndexCommand::Key(arguments) => make_key(arguments, language),
        IndexCommand::Add(arguments) => adding::run(arguments, language),
        IndexCommand::Check(arguments) => searching::run(arguments, manner),
        IndexCommand::Show(arguments) => showing::run(arguments, language),
        IndexCommand::Forget(arguments) => forget(arguments, language),
        IndexCommand::Merge(arguments) => merge(arguments, language),
        IndexCommand::Export(arguments) => export(arguments, language),
        IndexCommand::Rotate(arguments) => rotate(arguments, language),
    }
}

fn name(path: &Path) -> String {
    visible(&path.display().to_string())
}

fn make_key(arguments: &KeyArguments, language: Language) -> Result<Status, Stop> {
    let out = &arguments.out;
    let made = match &arguments.after {
        Some(path) => key(path)?.next().map_err(at(path))?,
        None => Key::generate().map_err(at(out))?,
    };
    made.write(out).map_err(at(out))?;
    let (name, id) = (name(out), problem::hexadecimal(&made.id()));
    tell(
        &Said::new(
            format!("{name}：已生成密钥（标识 {id}）；只有持有者可以使用索引，请妥善保管并加密传送"),
            format!("{name}: key made (identifier {id}); keep it safe, and give it to others encrypted only"),
        ),
        language,
    )
}

fn forget(arguments: &ForgetArguments, language: Language) -> Result<Status, Stop> {
    let ForgetArguments { index: path, charity, application, before, on, .. } = arguments;
    let key = key(&arguments.key.key)?;
    let index = Index::open(path, &key).map_err(at(path))?;
    let selection =
        Selection { charity: charity.clone(), application: application.clone(), before: *before, since: None };
    let done = index.forget(path, &key, &selection, day(*on)?).map_err(at(path))?;
    let (kept, gone) = (done.kept, done.left_out);
    tell(
        &Said::new(format!("已删除 {gone} 份文件，保留 {kept} 份"), format!("documents deleted: {gone}; kept: {kept}")),
        language,
    )?;
    if done.is_unknown {
        return Ok(unknown(path, application.is_some(), language));
    }
    Ok(Status::Accepted)
}

fn merge(arguments: &MergeArguments, language: Language) -> Result<Status, Stop> {
    let MergeArguments { index: path, other: from, .. } = arguments;
    let key = key(&arguments.key.key)?;
    let other = Index::open(from, &key).map_err(at(from))?;
    let index = Index::open_or_create(path, &key).map_err(at(path))?;
    let merged = index.merge(&other).map_err(at(path))?;
    let (new, changed, same, deleted) = (merged.new, merged.changed, merged.same, merged.deleted);
    tell(
        &Said::new(
            format!("新增 {new} 份文件，更新 {changed} 份，未变 {same} 份，删除 {deleted} 份"),
            format!("documents added: {new}; changed: {changed}; unchanged: {same}; deleted: {deleted}"),
        ),
        language,
    )?;
    // An index with deletions only is not empty: it repeats them.
    if other.is_empty().map_err(at(from))? { Ok(empty(from, language)) } else { Ok(Status::Accepted) }
}

fn export(arguments: &ExportArguments, language: Language) -> Result<Status, Stop> {
    let ExportArguments { index: path, out, charity, since, .. } = arguments;
    let key = key(&arguments.key.key)?;
    let index = Index::open(path, &key).map_err(at(path))?;
    let selection = Selection { charity: charity.clone(), since: *since, ..Selection::default() };
    let done = index.export(out, &key, &selection).map_err(at(out))?;
    if done.is_unknown {
        return Ok(unknown(path, false, language));
    }
    let (name, kept, others) = (name(out), done.kept, done.left_out);
    tell(
        &Said::new(
            format!("{name}：已写入 {kept} 份文件，未写入 {others} 份"),
            format!("{name}: documents written: {kept}; not written: {others}"),
        ),
        language,
    )
}

fn rotate(arguments: &RotateArguments, language: Language) -> Result<Status, Stop> {
    let RotateArguments { index: path, new_key, .. } = arguments;
    let (old, new) = (key(&arguments.key.key)?, key(new_key)?);
    let index = Index::open(path, &old).map_err(at(path))?;
    let done = index.rotate(path, &old, &new).map_err(at(path))?;
    let (kept, id) = (done.kept, problem::hexadecimal(&new.id()));
    tell(
        &Said::new(
            format!("{kept} 份文件的摘要已更换为新密钥（标识 {id}）"),
            format!("documents with digests of the new key: {kept} (identifier {id})"),
        ),
        language,
    )
}
