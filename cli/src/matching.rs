//! `tongbiao match`: one application, every programme: who may have its aid, and what is still missing to know it.

use crate::{
    arguments::{Manner, MatchArguments},
    columns::visible,
    exit::{Status, Stop, complain},
    folder::{Folder, Layout},
    input::{self, Whole},
    language::{Language, Said},
    output::{self, STRONG},
};
use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
};
use tongbiao::{
    application::Application,
    check::{Limits, read},
    code::FactSupplier,
    document::{Body, Document},
    eligibility::{Circumstances, Eligibility, Missing, PaperState, Truth, eligibility},
    programme::Programme,
    value::Date,
};

/// Answers for every programme in the order of their files.
pub(crate) fn run(arguments: &MatchArguments, manner: &Manner) -> Result<Status, Stop> {
    let language = manner.language();
    let application = document::<Application>(&arguments.application).map_err(Stop::File)?.body;
    let as_of = arguments.as_of.or_else(|| application.papers_day()).ok_or_else(|| {
        Stop::Usage(Said::new(
            "申请没有提交日期；请用 --as-of 给出核定日期",
            "the application has no day of submission; give the day of the decision with --as-of",
        ))
    })?;
    let mut circumstances = Circumstances::on(as_of);
    circumstances.quota_left = arguments.quota_left;
    let mut out = output::for_people(manner.color);
    let mut status = Status::Accepted;
    let mut answered = 0_usize;
    for path in files(&arguments.programmes, &mut status, language) {
        let programme = match document::<Programme>(&path) {
            Ok(programme) => programme.body,
            Err(said) => {
                complain(&said, language);
                status = status.max(Status::Unreadable);
                continue;
            }
        };
        match eligibility(&programme, &application, &circumstances) {
            Ok(outcome) => {
                answered += 1;
                account(&mut *out, &programme, &outcome, language)?;
            }
            Err(error) => {
                let name = visible(&path.to_string_lossy());
                let said = Said::new(
                    format!("{name}：项目文件有错误，不能使用；请运行 `tongbiao check`（{error}）"),
                    format!("{name}: {error}; run `tongbiao check` on it"),
                );
                complain(&said, language);
                status = status.max(Status::Found);
            }
        }
    }
    out.flush()?;
    if answered == 0 && status == Status::Accepted {
        return Err(Stop::Usage(Said::new("所给位置没有项目文件", "there is no programme at the places given")));
    }
    Ok(status)
}

/// The programmes named, and those of the folders named: there, what is no programme is passed over.
pub(crate) fn files(paths: &[PathBuf], status: &mut Status, language: Language) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        for entry in Folder::new(path.clone()) {
            match entry {
                Ok((file, Layout::One)) if is_programme(&file) => files.push(file),
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

fn is_programme(path: &Path) -> bool {
    let bytes = std::fs::read(path).unwrap_or_default();
    let kind = serde_json::from_slice::<serde_json::Value>(&bytes).ok();
    kind.is_some_and(|json| json.get("kind").and_then(serde_json::Value::as_str) == Some("programme"))
}

fn document<T: Body>(path: &Path) -> Result<Document<T>, Said> {
    let name = visible(&path.to_string_lossy());
    let unread = |error| input::unread(path, &error);
    let whole =
        File::open(path).and_then(|file| input::read_file(file, Limits::default().bytes_max)).map_err(unread)?;
    let Whole::Bytes(bytes) = whole else {
        return Err(Said::new(format!("{name}：文件过大"), format!("{name}: the file is too large")));
    };
    read::<T>(&bytes).map_err(|_| {
        let kind = T::KIND;
        Said::new(
            format!("{name}：不是有效的 {kind} 文件；请运行 `tongbiao check`"),
            format!("{name}: not a valid document of kind `{kind}`; run `tongbiao check` on it"),
        )
    })
}

/// What there is to say of one programme.
fn account(out: &mut dyn Write, programme: &Programme, outcome: &Eligibility, language: Language) -> Result<(), Stop> {
    let title_en = programme.title_en.as_ref().unwrap_or(&programme.title);
    let title = language.choose(programme.title.as_str(), title_en.as_str()).collect::<Vec<_>>().join(" · ");
    let (id, revision) = (&programme.id, programme.revision);
    writeln!(out, "{STRONG}{title}{STRONG:#} ({id}@{revision})")?;
    let (zh, en) = match outcome.status {
        Truth::Yes => ("符合条件", "eligible"),
        Truth::No => ("不符合条件", "not eligible"),
        _ => ("尚不能确定", "not known yet"),
    };
    line(out, language, zh, en)?;
    if outcome.in_force == Truth::No {
        line(out, language, "  此版本不在有效期内", "  this revision is not in force")?;
    }
    let requirements = programme.requirements.as_deref().unwrap_or_default();
    for (requirement, judged) in requirements.iter().zip(&outcome.requirements) {
        if judged.truth == Truth::No {
            let title = requirement.title.as_ref().map_or("", |title| title.as_str());
            let id = &judged.id;
            line(out, language, &format!("  不符：{id} {title}"), &format!("  not met: {id} {title}"))?;
        }
    }
    for missing in &outcome.missing {
        let (zh, en) = wanted(missing);
        line(out, language, &zh, &en)?;
    }
    if outcome.status != Truth::No {
        papers(out, outcome, language)?;
    }
    Ok(())
}

fn wanted(missing: &Missing) -> (String, String) {
    let Missing { code, pointer, supplier } = missing;
    let place = pointer.as_ref().map_or_else(String::new, |pointer| format!(" {pointer}"));
    let label = FactSupplier::label(*supplier);
    (format!("  缺少：{code}{place}（由{}提供）", label.zh), format!("  missing: {code}{place} (from: {})", label.en))
}

fn papers(out: &mut dyn Write, outcome: &Eligibility, language: Language) -> Result<(), Stop> {
    for paper in &outcome.papers {
        let (zh, en) = match paper.state {
            PaperState::Present | PaperState::NotNeeded => continue,
            PaperState::Missing => ("缺少", "missing"),
            PaperState::Unfit => ("不合要求", "does not meet what is asked"),
            PaperState::Unclear => ("没有写明印章或开具日期", "its stamps or its day of issue are not stated"),
            PaperState::MayBeNeeded => ("可能需要", "may be needed"),
            _ => ("情况不明", "not clear"),
        };
        let id = &paper.id;
        line(out, language, &format!("  材料 {id}：{zh}"), &format!("  paper {id}: {en}"))?;
    }
    Ok(())
}

fn line(out: &mut dyn Write, language: Language, zh: &str, en: &str) -> Result<(), Stop> {
    for text in language.choose(zh, en) {
        writeln!(out, "  {}", text.trim_end())?;
    }
    Ok(())
}

/// Reads a date of the command line.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "日期应为 YYYY-MM-DD · a date is YYYY-MM-DD".to_owned())
}
