//! `tongbiao new`: writes an example document with which an author begins.

use crate::{
    arguments::{Manner, NewArguments, NewDocument, NewOutput},
    asking::{self, Asker},
    documents,
    exit::{Status, Stop},
    language::{Language, Said},
    replacing,
    skeleton::{self, Skeleton},
};
use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::Path,
};

/// Writes the document and explains it.
pub(crate) fn run(arguments: &NewArguments, manner: &Manner) -> Result<Status, Stop> {
    let language = manner.language();
    match &arguments.what {
        NewDocument::Programme(given) => {
            refuse_existing(&given.output)?;
            let mut given = given.clone();
            if asks(&given.output, given.is_empty()) {
                asking::programme(&mut given, &mut asker(language))?;
            }
            finish(&skeleton::programme(&given, language)?, &given.output, NEXT_PROGRAMME, language)
        }
        NewDocument::Application(given) => {
            refuse_existing(&given.output)?;
            let mut given = given.clone();
            if asks(&given.output, given.is_empty()) {
                asking::application(&mut given, &mut asker(language))?;
            }
            let programme = given.programme.as_deref().map(required).transpose()?;
            let made = skeleton::application(&given, programme.as_ref(), language)?;
            finish(&made, &given.output, NEXT_APPLICATION, language)
        }
        NewDocument::Receipt(given) => {
            refuse_existing(&given.output)?;
            let mut given = given.clone();
            if asks(&given.output, given.is_empty()) {
                asking::receipt(&mut given, &mut asker(language))?;
            }
            finish(&skeleton::receipt(&given, language)?, &given.output, NEXT_RECEIPT, language)
        }
    }
}

/// Whether to ask: if required, or on a terminal without options.
fn asks(output: &NewOutput, is_empty: bool) -> bool {
    output.ask || !output.no_ask && is_empty && io::stdin().is_terminal() && io::stderr().is_terminal()
}

fn asker(language: Language) -> Asker<io::StdinLock<'static>, io::Stderr> {
    Asker::new(io::stdin().lock(), io::stderr(), language)
}

/// A file that exists is the work of a person. It is replaced only if required.
fn refuse_existing(output: &NewOutput) -> Result<(), Stop> {
    match &output.out {
        Some(path) if !output.force && path.exists() => {
            let name = documents::name(path);
            Err(Stop::File(Said::new(
                format!("{name}：文件已存在；请换一个名称，或用 --force 替换"),
                format!("{name}: the file exists; choose another name, or replace it with --force"),
            )))
        }
        _ => Ok(()),
    }
}

/// The programme of a file.
fn required(path: &Path) -> Result<tongbiao::programme::Programme, Stop> {
    let name = documents::name(path);
    let bytes = fs::read(path).map_err(|error| {
        let kind = error.kind();
        Stop::File(Said::new(format!("{name}：无法读取（{kind}）"), format!("{name}: cannot be read ({kind})")))
    })?;
    skeleton::programme_of(&bytes).ok_or_else(|| {
        Stop::File(Said::new(
            format!("{name}：不是项目文件，或有错误；请用 `tongbiao check` 校验"),
            format!("{name}: not a programme, or a programme with errors; check it with `tongbiao check`"),
        ))
    })
}

/// The next commands: Chinese, English.
type Next = (&'static str, &'static str);

const NEXT_PROGRAMME: Next = (
    "下一步：按公告修改各项，以 `tongbiao lint 文件` 校验；可引用的事实见 `tongbiao facts`；写法见 docs/programmes",
    "next: change each part to that of the notice, and run `tongbiao lint FILE`; search facts with `tongbiao facts`; recipes are in docs/programmes",
);
const NEXT_APPLICATION: Next = (
    "下一步：替换为家庭的实际信息，不清楚的成员删去（不填即未知），以 `tongbiao check 文件` 校验；材料与成员的对应见 docs/applications",
    "next: enter the data of the family, remove members that you do not know (omitted means unknown), and run `tongbiao check FILE`; docs/applications shows the members for each supporting document",
);
const NEXT_RECEIPT: Next = (
    "下一步：照录票面，票面未印的栏目删去，以 `tongbiao check 文件` 校验",
    "next: copy the receipt as printed, remove members that are not printed, and run `tongbiao check FILE`",
);

fn finish(made: &Skeleton, output: &NewOutput, next: Next, language: Language) -> Result<Status, Stop> {
    match &output.out {
        Some(path) => replacing::replace(path, made.text.as_bytes()).map_err(|error| {
            let (name, kind) = (documents::name(path), error.kind());
            Stop::File(Said::new(
                format!("{name}：无法写入（{kind}）；请核对路径和权限"),
                format!("{name}: cannot be written ({kind}); check the path and its permissions"),
            ))
        })?,
        None => {
            let mut out = io::stdout().lock();
            out.write_all(made.text.as_bytes())?;
            out.flush()?;
        }
    }
    if !output.quiet {
        // If the explanation cannot be printed, the document has been written all the same.
        let _ = explain(made, next, language);
    }
    Ok(Status::Accepted)
}

fn explain(made: &Skeleton, next: Next, language: Language) -> io::Result<()> {
    let mut err = io::stderr().lock();
    for line in &made.explanation {
        writeln!(err, "{line}")?;
    }
    for line in skeleton::findings(&made.text, language) {
        writeln!(err, "{line}")?;
    }
    for text in language.choose(next.0, next.1) {
        writeln!(err, "{text}")?;
    }
    Ok(())
}
