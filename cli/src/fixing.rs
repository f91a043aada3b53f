//! `tongbiao check --fix`: writes the documents with their certain corrections.

use crate::{
    arguments::CheckArguments,
    columns::visible,
    exit::Stop,
    language::{Language, Said},
    lines::Line,
    output::{PLACE, STRONG},
    pattern::Pattern,
    replacing::{self, Replacement},
};
use std::{
    collections::HashSet,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};
use tongbiao::{
    check::{Fixed, Located},
    finding::Fix,
    report::masked_pointer,
};

/// The files that a run writes.
#[derive(Debug)]
pub(crate) struct Fixer {
    /// The folder of the copies; none if the files themselves are replaced.
    folder: Option<PathBuf>,
    /// The named files and folders, without symbolic links. No copy may replace one of them.
    inputs: Vec<PathBuf>,
    /// The copies that were written.
    written: HashSet<PathBuf>,
}

impl Fixer {
    /// The fixer of a run with `--fix`.
    pub(crate) fn new(arguments: &CheckArguments) -> Result<Option<Self>, Stop> {
        if !arguments.fix {
            return Ok(None);
        }
        if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(Stop::Usage(Said::new(
                "--fix 不能用于标准输入（-）；请指定文件或文件夹",
                "--fix cannot be used with the standard input (-); name files or folders",
            )));
        }
        let named = arguments.paths.iter().flat_map(|path| match Pattern::of(path) {
            Some(found) => found.filter_map(Result::ok).collect(),
            None => vec![path.clone()],
        });
        let inputs: Vec<_> = named.filter_map(|path| fs::canonicalize(path).ok()).collect();
        if let Some(folder) = &arguments.copies {
            let name = visible(&folder.display().to_string());
            fs::create_dir_all(folder).map_err(|error| Stop::File(unwritten(folder, &error)))?;
            let whole = fs::canonicalize(folder).map_err(|error| Stop::File(unwritten(folder, &error)))?;
            if inputs.iter().any(|input| whole.starts_with(input)) {
                return Err(Stop::Usage(Said::new(
                    format!("{name}：--copies 不得为被校验的文件夹或其中的文件夹；请另选文件夹，或用 --in-place"),
                    format!(
                        "{name}: --copies must not be a checked folder or inside one; choose another, or use --in-place"
                    ),
                )));
            }
        }
        Ok(Some(Self { folder: arguments.copies.clone(), inputs, written: HashSet::new() }))
    }

    /// Whether files are written only if a value was fixed.
    pub(crate) fn is_in_place(&self) -> bool {
        self.folder.is_none()
    }

    /// The file to write for an input. The copy of a file in a named folder has the same path below the folder of `--copies`.
    pub(crate) fn target(&mut self, path: &Path, named: &Path) -> Result<PathBuf, Said> {
        let Some(folder) = &self.folder else { return Ok(path.to_owned()) };
        let below = path.strip_prefix(named).ok().filter(|below| !below.as_os_str().is_empty());
        let target = folder.join(below.or_else(|| path.file_name().map(Path::new)).unwrap_or(path));
        let name = visible(&target.display().to_string());
        let is_input =
            fs::canonicalize(&target).is_ok_and(|target| self.inputs.iter().any(|input| target.starts_with(input)));
        if is_input {
            return Err(Said::new(
                format!("{name}：不覆盖被校验的文件；请另选 --copies 文件夹，或用 --in-place"),
                format!(
                    "{name}: a checked file is not overwritten; choose another folder with --copies, or use --in-place"
                ),
            ));
        }
        if !self.written.insert(target.clone()) {
            return Err(Said::new(
                format!("{name}：两个文件的修正副本同名；请分别运行"),
                format!("{name}: two checked files have the same copy; run the command for each of them"),
            ));
        }
        Ok(target)
    }
}

/// Writes a copy, and its folder if necessary.
pub(crate) fn write(target: &Path, bytes: &[u8]) -> Result<(), Said> {
    let written = with_folder(target).and_then(|()| replacing::replace(target, bytes));
    written.map_err(|error| unwritten(target, &error))
}

fn with_folder(target: &Path) -> io::Result<()> {
    target.parent().map_or(Ok(()), fs::create_dir_all)
}

/// A file with one document per line, written while it is read.
#[derive(Debug)]
pub(crate) struct Copy {
    target: PathBuf,
    replacement: Option<Replacement>,
    error: Option<Said>,
    is_fixed: bool,
}

impl Copy {
    /// Begins a copy.
    pub(crate) fn new(target: PathBuf) -> Self {
        let begun = with_folder(&target).and_then(|()| Replacement::new(&target));
        let (replacement, error) = match begun {
            Ok(replacement) => (Some(replacement), None),
            Err(error) => (None, Some(unwritten(&target, &error))),
        };
        Self { target, replacement, error, is_fixed: false }
    }

    /// Adds a line, with another text if it was fixed.
    pub(crate) fn line(&mut self, line: &Line<'_>, fixed: Option<&str>) {
        self.is_fixed |= fixed.is_some();
        let Some(replacement) = &mut self.replacement else { return };
        let written = match fixed.map(str::as_bytes).or(line.bytes) {
            Some(bytes) => replacement.write_all(bytes).and_then(|()| replacement.write_all(line.ending)),
            // A line above the limit is not kept, so it cannot be copied.
            None => Err(io::ErrorKind::FileTooLarge.into()),
        };
        if let Err(error) = written {
            self.error = Some(unwritten(&self.target, &error));
            self.replacement = None;
        }
    }

    /// Completes the copy. A file is replaced in its place only if a value was fixed.
    pub(crate) fn complete(self, in_place: bool) -> Result<(), Said> {
        if in_place && !self.is_fixed {
            return Ok(());
        }
        if let Some(error) = self.error {
            return Err(error);
        }
        let completed = self.replacement.map_or(Ok(()), Replacement::complete);
        completed.map_err(|error| unwritten(&self.target, &error))
    }
}

/// Prints the fixes of a document, one per line.
pub(crate) fn print(
    out: &mut dyn Write,
    (name, line): (&str, Option<usize>),
    fixed: &Fixed,
    show_values: bool,
    language: Language,
) -> io::Result<()> {
    for Located { finding, position } in &fixed.fixes {
        let place = position.map_or_else(String::new, |position| {
            format!("{}:{}:", position.line.saturating_sub(1).saturating_add(line.unwrap_or(1)), position.column)
        });
        let value = match &finding.fix {
            Some(Fix::Respell(shown)) if show_values || shown.privacy.is_open() => {
                format!(" -> {}", visible(&shown.value))
            }
            _ => String::new(),
        };
        let pointer = if show_values { finding.pointer.clone() } else { masked_pointer(&finding.pointer) };
        let (code, pointer) = (finding.rule.code, visible(&pointer));
        let fixed = language.choose("已修正", "fixed").collect::<Vec<_>>().join(" ");
        writeln!(out, "{PLACE}{}:{place}{PLACE:#} {STRONG}{fixed}[{code}]{STRONG:#} {pointer}{value}", visible(name))?;
    }
    Ok(())
}

/// The message for a file that cannot be written.
pub(crate) fn unwritten(path: &Path, error: &io::Error) -> Said {
    let (name, kind) = (visible(&path.display().to_string()), error.kind());
    Said::new(
        format!("{name}：无法写入（{kind}），原文件未改动；请核对路径和权限"),
        format!("{name}: cannot be written ({kind}), and is unchanged; check the path and its permissions"),
    )
}
