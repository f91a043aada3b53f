//! `tongbiao generate`: synthetic documents without findings, or with labelled defects.

use crate::{
    arguments::{GenerateArguments, Manner},
    columns::visible,
    exit::{Status, Stop},
    interrupt::Interrupt,
    language::Said,
    output,
    progress::{Doing, Progress},
    replacing::Replacement,
};
use serde_json::json;
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};
use tongbiao_generate::{Defects, Document, Generator, Kind, Layout, Rejected};

/// Writes the documents and the labels.
pub(crate) fn run(arguments: &GenerateArguments, manner: &Manner) -> Result<Status, Stop> {
    let GenerateArguments { seed, count, kind, defects: _, labels, out, quiet } = arguments;
    if labels.is_some() && labels == out {
        return Err(Stop::Usage(Said::new(
            "--labels 与 --out 不得为同一文件",
            "--labels and --out must be different files",
        )));
    }
    let is_folder = out.as_deref().is_some_and(|path| !is_file(path));
    let layout = if is_folder { Layout::File } else { Layout::Line };
    let generator = Generator::new(*seed, *kind, layout, defects(arguments, layout)?);
    let mut target = Target::open(out.as_deref(), *kind)?;
    let mut labels = labels.as_deref().map(File::new).transpose()?;
    let interrupt = Interrupt::watch();
    let mut progress = Progress::new(!quiet, Doing::Generating, manner.language());
    progress.meter().set_total(*count);
    for number in 1..=*count {
        if interrupt.is_set() {
            progress.clear();
            return Ok(Status::Interrupted);
        }
        let document = generator.document(number).ok_or(Stop::Internal)?;
        target.write(&document)?;
        if let Some(labels) = &mut labels {
            labels.label(&document)?;
        }
        progress.meter().set(number);
        if progress.is_due() {
            progress.draw(usize::try_from(number).unwrap_or(usize::MAX));
        }
    }
    progress.clear();
    target.complete()?;
    labels.map_or(Ok(()), File::complete)?;
    Ok(Status::Accepted)
}

/// Whether a path is that of a file: it exists and is no folder, or its ending is one of JSON.
fn is_file(path: &Path) -> bool {
    let ends = |ending| ["ndjson", "jsonl", "json"].iter().any(|known| ending == *known);
    !path.is_dir() && (path.exists() || path.extension().is_some_and(ends))
}

fn defects(arguments: &GenerateArguments, layout: Layout) -> Result<Defects, Stop> {
    let mut defects = Defects::default();
    for share in &arguments.defects {
        defects
            .add(&share.code, share.millionths, arguments.kind, layout)
            .map_err(|rejected| refused(&share.code, arguments.kind, &rejected))?;
    }
    Ok(defects)
}

fn refused(code: &str, kind: Kind, rejected: &Rejected) -> Stop {
    let (code, kind) = (visible(code), kind.as_str());
    Stop::Usage(match rejected {
        Rejected::Unknown(near) => {
            let near: Vec<_> = near.iter().map(|near| format!("`{near}`")).collect();
            let (zh, en) = match near.as_slice() {
                [] => Default::default(),
                near => (format!("是否应为 {}？", near.join("、")), format!("did you mean {}? ", near.join(" or "))),
            };
            Said::new(
                format!("代码 `{code}` 不存在；{zh}请用 `tongbiao codes` 列出全部代码"),
                format!("unknown code `{code}`; {en}list all codes with `tongbiao codes`"),
            )
        }
        Rejected::Excluded(zh, en) => {
            Said::new(format!("`{code}` 无法植入：{zh}"), format!("`{code}` cannot be planted: {en}"))
        }
        Rejected::OtherKind(kinds) => {
            let kinds: Vec<_> = kinds.iter().map(|kind| format!("--kind {}", kind.as_str())).collect();
            Said::new(
                format!("{kind} 不会有 `{code}`；请用 {}", kinds.join("、")),
                format!("a document of kind {kind} cannot have `{code}`; use {}", kinds.join(" or ")),
            )
        }
        Rejected::Sum => Said::new(
            "--defects 的比例之和不得超过 1：一份文件只有一处缺陷",
            "the rates of --defects must not exceed 1 in total: one document has one defect",
        ),
    })
}

/// The destination of the documents.
enum Target {
    Standard(Box<dyn Write>),
    File(Box<File>),
    Folder(PathBuf, Kind),
}

impl Target {
    fn open(path: Option<&Path>, kind: Kind) -> Result<Self, Stop> {
        match path {
            None => Ok(Self::Standard(output::for_programs())),
            Some(path) if is_file(path) => Ok(Self::File(Box::new(File::new(path)?))),
            Some(path) => {
                fs::create_dir_all(path).map_err(|error| not_written(path, &error))?;
                Ok(Self::Folder(path.to_owned(), kind))
            }
        }
    }

    fn write(&mut self, document: &Document) -> Result<(), Stop> {
        match self {
            Self::Standard(out) => {
                out.write_all(&document.bytes)?;
                out.write_all(b"\n")?;
            }
            Self::File(file) => {
                file.write(&document.bytes)?;
                file.write(b"\n")?;
            }
            Self::Folder(folder, kind) => {
                let path = folder.join(format!("{}-{:08}.json", kind.as_str(), document.number));
                fs::write(&path, &document.bytes).map_err(|error| not_written(&path, &error))?;
            }
        }
        Ok(())
    }

    fn complete(self) -> Result<(), Stop> {
        match self {
            Self::Standard(mut out) => Ok(out.flush()?),
            Self::File(file) => file.complete(),
            Self::Folder(..) => Ok(()),
        }
    }
}

/// A file that replaces an earlier one when it is complete.
struct File {
    path: PathBuf,
    replacement: Replacement,
}

impl File {
    fn new(path: &Path) -> Result<Self, Stop> {
        let replacement = Replacement::new(path).map_err(|error| not_written(path, &error))?;
        Ok(Self { path: path.to_owned(), replacement })
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        self.replacement.write_all(bytes).map_err(|error| not_written(&self.path, &error))
    }

    fn label(&mut self, document: &Document) -> Result<(), Stop> {
        for label in &document.labels {
            let (code, pointer) = (json!(label.code), json!(label.pointer));
            let line = format!("{{\"document\":{},\"code\":{code},\"pointer\":{pointer}}}\n", document.number);
            self.write(line.as_bytes())?;
        }
        Ok(())
    }

    fn complete(self) -> Result<(), Stop> {
        self.replacement.complete().map_err(|error| not_written(&self.path, &error))
    }
}

fn not_written(path: &Path, error: &io::Error) -> Stop {
    let (path, kind) = (visible(&path.display().to_string()), error.kind());
    Stop::File(Said::new(
        format!("无法写入 {path}（{kind}）；请核对路径和权限"),
        format!("{path} cannot be written ({kind}); check the path and its permissions"),
    ))
}
