//! Reads the documents that a command needs, and reports why one cannot be read.

use crate::{
    columns::visible,
    exit::{Status, complain},
    folder::{Folder, Found, Layout},
    input::{self, STANDARD_INPUT, Whole},
    judging::looks_like_document,
    language::{Language, Said},
    lines::Lines,
    packed::{self, Stream},
};
use std::{
    fs::File,
    io::{self, BufReader},
    path::{Path, PathBuf},
};
use tongbiao::{
    adjudication::Adjudication,
    check::{Limits, Located, check, read},
    document::{Body, DocumentKind},
    evaluate::JointOutcome,
    finding::Severity,
    joint::JointAdjudication,
    programme::Programme,
    record::application::Application,
};
use tongbiao_json::many::InputReply;

/// The name of a file in messages.
pub(crate) fn name(path: &Path) -> String {
    if path.as_os_str() == "-" { STANDARD_INPUT.to_owned() } else { visible(&path.to_string_lossy()) }
}

/// The maximum size of an outcome in bytes. It contains more information per line than its application.
pub(crate) fn outcome_bytes_max() -> usize {
    Limits::default().bytes_max.saturating_mul(8)
}

/// The bytes of a file or of the standard input, for all documents except outcomes.
fn bytes(path: &Path) -> Result<Vec<u8>, Said> {
    bytes_up_to(path, Limits::default().bytes_max)
}

/// A file or the standard input, up to a maximum size.
pub(crate) fn whole(path: &Path, bytes_max: usize) -> io::Result<Whole> {
    if path.as_os_str() == "-" {
        return match packed::stream(io::stdin().lock())? {
            Stream::Plain(stream) | Stream::Packed(stream) => input::read_whole(stream, 0, bytes_max),
            Stream::Zip => Err(io::ErrorKind::InvalidInput.into()),
        };
    }
    File::open(path).and_then(|file| input::read_file(file, bytes_max))
}

/// The bytes of a file or of the standard input, up to a maximum size.
pub(crate) fn bytes_up_to(path: &Path, bytes_max: usize) -> Result<Vec<u8>, Said> {
    match whole(path, bytes_max).map_err(|error| unread(path, &error))? {
        Whole::Bytes(bytes) => Ok(bytes),
        Whole::TooLarge(_) => Err(too_large(&name(path), bytes_max)),
    }
}

/// The message for a file or the standard input, which may be compressed.
pub(crate) fn unread(path: &Path, error: &io::Error) -> Said {
    if path.as_os_str() != "-" {
        return input::unread(path, error);
    }
    let path = Path::new(STANDARD_INPUT);
    if error.kind() == io::ErrorKind::InvalidInput { packed::zip_in_stream(path) } else { packed::unread(path, error) }
}

/// The document in a file.
pub(crate) fn document<T: Body>(path: &Path) -> Result<T, Said> {
    parsed(&bytes(path)?, &name(path))
}

/// The document in some bytes.
pub(crate) fn parsed<T: Body>(bytes: &[u8], name: &str) -> Result<T, Said> {
    read::<T>(bytes).map(|document| document.body).map_err(|_| match kind(bytes) {
        Some(other) if other != T::KIND.as_str() => of_another_kind(name, T::KIND, &visible(&other)),
        _ => invalid(name, T::KIND),
    })
}

/// The message for a document of another kind, which `check` may accept.
fn of_another_kind(name: &str, kind: DocumentKind, other: &str) -> Said {
    Said::new(
        format!("{name}：此处应为 {kind} 文件，实为 {other} 文件；请核对文件及其次序"),
        format!(
            "{name}: expected a document of kind `{kind}`, found kind `{other}`; check the file and the order of the files"
        ),
    )
}

/// The message for a text that is not a valid document of a kind.
pub(crate) fn invalid(name: &str, kind: DocumentKind) -> Said {
    Said::new(
        format!("{name}：不是有效的 {kind} 文件；请运行 `tongbiao check`"),
        format!("{name}: not a valid document of kind `{kind}`; run `tongbiao check` on the file"),
    )
}

/// The application in a file. Errors in it are reported, and the command continues.
pub(crate) fn application(path: &Path, language: Language) -> Result<(Application, Status), Said> {
    checked_application(&bytes(path)?, &name(path), language)
}

fn checked_application(bytes: &[u8], name: &str, language: Language) -> Result<(Application, Status), Said> {
    let application = parsed::<Application>(bytes, name)?;
    let checked = check(bytes, Some(DocumentKind::Application), &Limits::default());
    let errors =
        checked.findings.iter().filter(|Located { finding, .. }| finding.rule.severity >= Severity::Error).count();
    if errors == 0 {
        return Ok((application, Status::Accepted));
    }
    let said = Said::new(
        format!("{name}：申请有 {errors} 处错误，结果不可靠；请运行 `tongbiao check` 并更正"),
        format!(
            "{name}: errors in the application: {errors}; the results are not reliable; run `tongbiao check` and correct the errors"
        ),
    );
    complain(&said, language);
    Ok((application, Status::Found))
}

/// The applications in the named files and folders, each with the name of its file. A file that cannot be read is reported
/// and does not stop the others.
pub(crate) fn applications(paths: &[PathBuf], status: &mut Status, language: Language) -> Vec<(String, Application)> {
    let mut applications = Vec::new();
    for path in files_of(DocumentKind::Application, paths, status, language) {
        let is_lines = path.as_os_str() != "-" && Layout::of(&path) == Some(Layout::Lines);
        let mut read = |bytes: Result<&[u8], Said>, name: String| match bytes
            .and_then(|bytes| checked_application(bytes, &name, language))
        {
            Ok((application, found)) => {
                *status = (*status).max(found);
                applications.push((name, application));
            }
            Err(said) => {
                complain(&said, language);
                *status = (*status).max(Status::Unreadable);
            }
        };
        if !is_lines {
            let bytes = bytes(&path);
            read(bytes.as_deref().map_err(Clone::clone), name(&path));
        } else if let Err(said) = each_line(&path, &mut read) {
            complain(&said, language);
            *status = (*status).max(Status::Unreadable);
        }
    }
    applications
}

/// Receives a document, or the reason why it cannot be read, and its name.
type Take<'a> = dyn FnMut(Result<&[u8], Said>, String) + 'a;

/// Passes on each line of a file that is not empty.
fn each_line(path: &Path, take: &mut Take<'_>) -> Result<(), Said> {
    let file = File::open(path).map_err(|error| input::unread(path, &error))?;
    let bytes_max = Limits::default().bytes_max;
    let mut lines = Lines::new(BufReader::new(file), bytes_max);
    while let Some(line) = lines.next().map_err(|error| input::unread(path, &error))? {
        let name = format!("{}:{}", name(path), line.number);
        if line.bytes.is_none_or(|bytes| !bytes.iter().all(u8::is_ascii_whitespace)) {
            take(line.bytes.ok_or_else(|| too_large(&name, bytes_max)), name);
        }
    }
    Ok(())
}

/// The message for a document above the maximum size.
pub(crate) fn too_large(name: &str, bytes_max: usize) -> Said {
    let most = bytes_max / (1024 * 1024);
    Said::new(
        format!("{name}：文件过大，不得超过 {most} MiB；请为每名患儿单独建立文件，影像只填写摘要"),
        format!("{name}: larger than {most} MiB; use one file per child, and enter only the digest of an image"),
    )
}

/// The outcomes in a file: one document, or one on each line.
pub(crate) fn outcomes(path: &Path) -> Result<Vec<Adjudication>, Said> {
    if path.as_os_str() != "-" && Layout::of(path) == Some(Layout::Lines) {
        let file = File::open(path).map_err(|error| input::unread(path, &error))?;
        return on_lines(BufReader::new(file), path);
    }
    let bytes = bytes_up_to(path, outcome_bytes_max())?;
    parsed_outcomes(&bytes, path)
}

/// The outcome of a joint relief plan: with the input on one line, or the joint adjudication and the outcomes of the members on the lines
/// after it.
pub(crate) fn joint_outcome(bytes: &[u8], name: &str) -> Result<JointOutcome, Said> {
    if let Ok(InputReply { joint: Some(joint), members, .. }) = serde_json::from_slice::<InputReply>(bytes) {
        let members = members.into_iter().flatten().map(|member| member.0.body).collect();
        return Ok(JointOutcome::new(joint.0.body, members));
    }
    if let Ok(joint) = read::<JointAdjudication>(bytes) {
        return Ok(JointOutcome::new(joint.body, Vec::new()));
    }
    let mut lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.iter().all(u8::is_ascii_whitespace));
    let joint = parsed(lines.next().unwrap_or(bytes), name)?;
    let members = lines.map(|line| parsed(line, name)).collect::<Result<Vec<Adjudication>, Said>>()?;
    Ok(JointOutcome::new(joint, members))
}

/// The outcomes in some bytes, whatever the extension of the file.
pub(crate) fn parsed_outcomes(bytes: &[u8], path: &Path) -> Result<Vec<Adjudication>, Said> {
    match parsed::<Adjudication>(bytes, &name(path)) {
        Ok(outcome) => Ok(vec![outcome]),
        // The outcomes of several programmes are on lines, also in a pipe. For other texts, the first error is reported.
        Err(said) => on_lines(bytes, path).map_err(|_| said),
    }
}

fn on_lines(reader: impl io::BufRead, path: &Path) -> Result<Vec<Adjudication>, Said> {
    let name = name(path);
    let bytes_max = outcome_bytes_max();
    let mut lines = Lines::new(reader, bytes_max);
    let mut outcomes = Vec::new();
    while let Some(line) = lines.next().map_err(|error| input::unread(path, &error))? {
        let name = format!("{name}:{}", line.number);
        let bytes = line.bytes.ok_or_else(|| too_large(&name, bytes_max))?;
        if !bytes.iter().all(u8::is_ascii_whitespace) {
            outcomes.extend(on_line(bytes, &name)?);
        }
    }
    if outcomes.is_empty() { Err(invalid(&name, DocumentKind::Adjudication)) } else { Ok(outcomes) }
}

/// The outcome on a line: the document, or the outcome of one of several applications with its input. An input without an outcome is
/// passed over.
pub(crate) fn on_line(bytes: &[u8], name: &str) -> Result<Option<Adjudication>, Said> {
    match serde_json::from_slice::<InputReply>(bytes) {
        Ok(InputReply { adjudication: Some(outcome), .. }) => Ok(Some(outcome.0.body)),
        Ok(InputReply { error: Some(_), .. }) => Ok(None),
        _ => parsed(bytes, name).map(Some),
    }
}

/// The programmes in the named files and folders. In a folder, other files are skipped. A file that cannot be read is
/// reported and does not stop the others.
pub(crate) fn programmes(paths: &[PathBuf], status: &mut Status, language: Language) -> Vec<(PathBuf, Programme)> {
    let mut programmes = Vec::new();
    for path in programme_files(paths, status, language) {
        match document::<Programme>(&path) {
            Ok(programme) => programmes.push((path, programme)),
            Err(said) => {
                complain(&said, language);
                *status = (*status).max(Status::Unreadable);
            }
        }
    }
    programmes
}

/// Whether one of the named files is an application.
pub(crate) fn any_application(paths: &[PathBuf]) -> bool {
    let kinds = paths.iter().filter(|path| path.is_file()).filter_map(|path| kind(&bytes(path).ok()?));
    kinds.into_iter().any(|kind| kind == DocumentKind::Application.as_str())
}

/// The message for paths without a programme.
pub(crate) fn no_programme() -> Said {
    Said::new("所指定的路径中无项目文件；请核对路径", "no programme found in the given paths; check the paths")
}

/// The files of the named programmes, and of the programmes in the named folders.
pub(crate) fn programme_files(paths: &[PathBuf], status: &mut Status, language: Language) -> Vec<PathBuf> {
    files_of(DocumentKind::Programme, paths, status, language)
}

/// The named files, and the files in the named folders that contain a document of a kind.
fn files_of(kind: DocumentKind, paths: &[PathBuf], status: &mut Status, language: Language) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        for found in Folder::new(path.clone()) {
            match found {
                Found::File(file, layout) => match stated(&file, layout, kind) {
                    Ok(true) => files.push(file),
                    Ok(false) => {}
                    Err(said) => {
                        complain(&said, language);
                        *status = (*status).max(Status::Unreadable);
                    }
                },
                Found::Skipped(..) => {}
                Found::Unread(file, error) => {
                    complain(&input::unread(&file, &error), language);
                    *status = (*status).max(Status::Unreadable);
                }
            }
        }
    }
    files
}

/// Whether a file in a folder is of a kind. A file that cannot be read, or looks like a document of no known kind, may be one that
/// is missed, so it is an error.
fn stated(path: &Path, layout: Layout, wanted: DocumentKind) -> Result<bool, Said> {
    let bytes = match layout {
        Layout::One => bytes(path)?,
        Layout::Lines => first_line(path)?,
    };
    let is_of = |kind: &str| kind == wanted.as_str();
    match (kind(&bytes), layout) {
        (Some(kind), Layout::One) if is_of(&kind) => Ok(true),
        // Programmes and outcomes are read from files of one document each.
        (Some(kind), Layout::Lines) if is_of(&kind) => match wanted {
            DocumentKind::Application => Ok(true),
            _ => Err(on_several_lines(&name(path), wanted)),
        },
        (Some(kind), _) if kind.parse::<DocumentKind>().is_ok() => Ok(false),
        _ if looks_like_document(&bytes) || !is_json(&bytes) => Err(unknown_kind(&name(path))),
        _ => Ok(false),
    }
}

fn first_line(path: &Path) -> Result<Vec<u8>, Said> {
    let file = File::open(path).map_err(|error| input::unread(path, &error))?;
    let mut lines = Lines::new(BufReader::new(file), Limits::default().bytes_max);
    while let Some(line) = lines.next().map_err(|error| input::unread(path, &error))? {
        let bytes = line.bytes.ok_or_else(|| too_large(&name(path), Limits::default().bytes_max))?;
        if !bytes.trim_ascii().is_empty() {
            return Ok(bytes.to_vec());
        }
    }
    // An empty file holds no document.
    Ok(b"{}".to_vec())
}

fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(bytes).is_ok()
}

fn on_several_lines(name: &str, kind: DocumentKind) -> Said {
    Said::new(
        format!("{name}：{kind} 文件须每份单独存为 .json 文件"),
        format!("{name}: store each document of kind `{kind}` in its own .json file"),
    )
}

fn unknown_kind(name: &str) -> Said {
    Said::new(
        format!("{name}：无法读取，或文件种类不明；请运行 `tongbiao check`"),
        format!("{name}: not readable, or of an unknown kind of document; run `tongbiao check` on the file"),
    )
}

/// The kind of document that some bytes state.
pub(crate) fn kind(bytes: &[u8]) -> Option<String> {
    let json = serde_json::from_slice::<serde_json::Value>(bytes).ok()?;
    json.get("kind")?.as_str().map(str::to_owned)
}
