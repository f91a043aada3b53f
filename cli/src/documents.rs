//! Documents of a kind that a command needs whole: read, or told why not.

use crate::{
    columns::visible,
    exit::{Status, complain},
    folder::{Folder, Layout},
    input::{self, STANDARD_INPUT, Whole},
    language::{Language, Said},
    lines::Lines,
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
    finding::Severity,
    programme::Programme,
    record::application::Application,
};

/// How a file is called in what is said of it.
pub(crate) fn name(path: &Path) -> String {
    if path.as_os_str() == "-" { STANDARD_INPUT.to_owned() } else { visible(&path.to_string_lossy()) }
}

/// How many bytes an outcome may have. It tells more of each line than the application that it is of.
pub(crate) fn outcome_bytes_max() -> usize {
    Limits::default().bytes_max.saturating_mul(8)
}

/// The bytes of a file or of the standard input, of any document but an outcome.
fn bytes(path: &Path) -> Result<Vec<u8>, Said> {
    bytes_up_to(path, Limits::default().bytes_max)
}

/// A file or the standard input, if it has at most so many bytes.
pub(crate) fn whole(path: &Path, bytes_max: usize) -> io::Result<Whole> {
    if path.as_os_str() == "-" {
        return input::read_whole(io::stdin().lock(), 0, bytes_max);
    }
    File::open(path).and_then(|file| input::read_file(file, bytes_max))
}

/// The bytes of a file or of the standard input, if there are at most so many.
pub(crate) fn bytes_up_to(path: &Path, bytes_max: usize) -> Result<Vec<u8>, Said> {
    match whole(path, bytes_max).map_err(|error| input::unread(path, &error))? {
        Whole::Bytes(bytes) => Ok(bytes),
        Whole::TooLarge(_) => Err(too_large(&name(path), bytes_max)),
    }
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

/// That a document may be right, and is not what is asked for: `check` would find nothing wrong with it.
fn of_another_kind(name: &str, kind: DocumentKind, other: &str) -> Said {
    Said::new(
        format!("{name}：此处应为 {kind} 文件，所给为 {other} 文件；请核对文件及其次序"),
        format!(
            "{name}: a document of kind `{kind}` is asked for here, and this is of kind `{other}`; check the file, and the order of the files"
        ),
    )
}

fn invalid(name: &str, kind: DocumentKind) -> Said {
    Said::new(
        format!("{name}：不是有效的 {kind} 文件；请运行 `tongbiao check`"),
        format!("{name}: not a valid document of kind `{kind}`; run `tongbiao check` on it"),
    )
}

/// The application in a file; that it has errors is told, and does not stop what is asked.
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
        format!("{name}：申请有 {errors} 处错误，结果不可靠；请运行 `tongbiao check` 更正"),
        format!(
            "{name}: the application has errors: {errors}; what follows is not reliable, run `tongbiao check` and correct it"
        ),
    );
    complain(&said, language);
    Ok((application, Status::Found))
}

/// The applications named, those of files of lines, and those of the folders named, each with the name of its file. What
/// cannot be read is told, and does not stop the others.
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

/// Takes a document, or why there is none, and its name.
type Take<'a> = dyn FnMut(Result<&[u8], Said>, String) + 'a;

/// Hands over every line of a file that is not empty.
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

fn too_large(name: &str, bytes_max: usize) -> Said {
    let most = bytes_max / (1024 * 1024);
    Said::new(
        format!("{name}：文件过大，最多 {most} MiB；每名患儿一份文件，影像只写摘要"),
        format!("{name}: too large, at most {most} MiB; one file for each child, and of pictures give the digest only"),
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

/// The outcomes in some bytes, whatever the name of their file ends in.
pub(crate) fn parsed_outcomes(bytes: &[u8], path: &Path) -> Result<Vec<Adjudication>, Said> {
    match parsed::<Adjudication>(bytes, &name(path)) {
        Ok(outcome) => Ok(vec![outcome]),
        // What several programmes came to is one a line, also where it is piped; of anything else the first reason holds.
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
            outcomes.push(parsed(bytes, &name)?);
        }
    }
    if outcomes.is_empty() { Err(invalid(&name, DocumentKind::Adjudication)) } else { Ok(outcomes) }
}

/// The programmes named, and those of the folders named: there, what is no programme is passed over. What cannot be read is
/// told, and does not stop the others.
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

/// That there is no programme where there should be.
pub(crate) fn no_programme() -> Said {
    Said::new("所给位置没有项目文件", "there is no programme at the places given")
}

/// The files of the programmes that are named, and of those of the folders that are named.
pub(crate) fn programme_files(paths: &[PathBuf], status: &mut Status, language: Language) -> Vec<PathBuf> {
    files_of(DocumentKind::Programme, paths, status, language)
}

/// The files that are named, and of the folders that are named those that hold a document of a kind.
fn files_of(kind: DocumentKind, paths: &[PathBuf], status: &mut Status, language: Language) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        for entry in Folder::new(path.clone()) {
            match entry {
                Ok((file, Layout::One)) if is_of_kind(&file, kind) => files.push(file),
                Ok(_) => {}
                Err((file, error)) => {
                    complain(&input::unread(&file, &error), language);
                    *status = (*status).max(Status::Unreadable);
                }
            }
        }
    }
    files
}

fn is_of_kind(path: &Path, wanted: DocumentKind) -> bool {
    let bytes = std::fs::read(path).unwrap_or_default();
    kind(&bytes).as_deref() == Some(wanted.as_str())
}

/// What kind of document some bytes say that they are.
pub(crate) fn kind(bytes: &[u8]) -> Option<String> {
    let json = serde_json::from_slice::<serde_json::Value>(bytes).ok()?;
    json.get("kind")?.as_str().map(str::to_owned)
}
