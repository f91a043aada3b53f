//! The policy of an organisation: `tongbiao.toml`.

mod baseline;
pub(crate) mod day;
mod hiding;
mod problem;
mod reading;
mod relative;
mod waiver;

pub(crate) use self::baseline::{Absent, Baseline};
use self::{
    hiding::can_be_hidden,
    reading::{FILE_NAME, Stated},
    relative::Folder,
    waiver::Waiver,
};
use crate::{
    arguments::CheckArguments,
    columns::visible,
    exit::{Stop, complain},
    input,
    language::{Language, Said},
};
use globset::GlobSet;
use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};
use tongbiao::{
    check::{Limits, Located, Treatment},
    finding::{Rule, Severity},
};

/// The maximum size of a policy file in bytes.
const BYTES_MAX: usize = 4 * 1024 * 1024;

/// The policy of a run. Without a policy file, it changes nothing.
#[derive(Debug, Default)]
pub(crate) struct Policy {
    /// The folder of the policy file. Paths in the file are relative to it.
    folder: Folder,
    severities: HashMap<&'static str, Severity>,
    waivers: Vec<Waiver>,
    /// The known findings.
    pub(crate) baseline: Option<Baseline>,
    /// Paths to check if none is named.
    pub(crate) paths: Vec<PathBuf>,
    exclude: Arc<GlobSet>,
    /// The limits under which documents are read.
    pub(crate) limits: Limits,
    /// The maximum number of listed findings of a document.
    pub(crate) findings_max: Option<usize>,
    /// The text of the policy file, and which suppressions have expired. It is the same if two runs have the same policy.
    pub(crate) text: String,
}

/// What a policy does with a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing, or another severity.
    Kept,
    /// A suppression hides it.
    Suppressed,
    /// It is in the baseline.
    Known,
}

impl Policy {
    /// The policy of a run: the named file, or the nearest one above the working directory. Suppressions that have expired are
    /// reported.
    pub(crate) fn of(arguments: &CheckArguments, language: Language) -> Result<Self, Stop> {
        let path = match &arguments.policy {
            _ if arguments.no_policy => None,
            Some(path) => Some(path.clone()),
            None => nearest()?,
        };
        let mut policy = match path {
            Some(path) => Self::read(&path, arguments, language)?,
            None => Self::default(),
        };
        if let Some(path) = &arguments.write_baseline {
            policy.baseline = Some(Baseline::new(path)?);
        }
        Ok(policy)
    }

    fn read(path: &Path, arguments: &CheckArguments, language: Language) -> Result<Self, Stop> {
        let name = visible(&path.display().to_string());
        let text = text(path)?;
        let today = arguments.as_of.or_else(day::today);
        let (stated, problems) = reading::read(&text, today);
        let problems: Vec<_> = problems.iter().map(|problem| problem.said(&name, &text)).collect();
        if let Some((last, others)) = problems.split_last() {
            others.iter().for_each(|said| complain(said, language));
            return Err(Stop::Usage(last.clone()));
        }
        let Stated { severities, waivers, baseline, paths, exclude, limits, findings_max } = stated;
        for waiver in waivers.iter().filter(|waiver| waiver.is_expired) {
            complain(&waiver.expiry(&name), language);
        }
        let folder = Folder::of(path);
        let expired: Vec<bool> = waivers.iter().map(|waiver| waiver.is_expired).collect();
        let text = format!("{name}\n{expired:?}\n{text}");
        let baseline =
            baseline.filter(|_| arguments.write_baseline.is_none()).map(|file| Baseline::read(&folder.join(&file)));
        let paths = paths.iter().map(|path| folder.join(path)).collect();
        Ok(Self {
            severities,
            waivers,
            baseline: baseline.transpose()?,
            paths,
            exclude: Arc::new(exclude),
            limits,
            findings_max,
            text,
            folder,
        })
    }

    /// The treatment of a finding of a file, and its cause.
    pub(crate) fn treat(&self, file: &str, located: &Located) -> (Treatment<'_>, Effect) {
        let finding = &located.finding;
        let severity = self.severity(finding.rule);
        let mut treatment = Treatment { severity, ..Treatment::of(finding) };
        if !can_be_hidden(finding.rule) {
            return (treatment, Effect::Kept);
        }
        let path = || self.folder.relative(file);
        let waiver = self.waivers.iter().find(|waiver| !waiver.is_expired && waiver.covers(finding, path));
        if let Some(waiver) = waiver {
            treatment.waiver = Some(&waiver.suppression);
            // A known finding with a suppression still occurs.
            if let Some(baseline) = self.baseline.as_ref().filter(|baseline| baseline.used().is_some()) {
                baseline.covers(file, finding);
            }
            return (treatment, Effect::Suppressed);
        }
        if let Some(waiver) = self.baseline.as_ref().and_then(|baseline| baseline.covers(file, finding)) {
            treatment.waiver = Some(waiver);
            return (treatment, Effect::Known);
        }
        (treatment, Effect::Kept)
    }

    fn severity(&self, rule: &Rule) -> Severity {
        self.severities.get(rule.code).copied().unwrap_or(rule.severity)
    }

    /// The files of folders that are left out.
    pub(crate) fn exclusion(&self) -> Exclusion {
        Exclusion { folder: self.folder.clone(), patterns: Arc::clone(&self.exclude) }
    }
}

/// The files of folders that a policy leaves out.
#[derive(Debug, Clone)]
pub(crate) struct Exclusion {
    folder: Folder,
    patterns: Arc<GlobSet>,
}

impl Exclusion {
    /// Whether a file is left out.
    pub(crate) fn covers(&self, file: &str) -> bool {
        !self.patterns.is_empty() && self.patterns.is_match(self.folder.relative(file))
    }
}

/// The policy file in the working directory or the nearest folder above it.
fn nearest() -> Result<Option<PathBuf>, Stop> {
    let folder = std::env::current_dir().map_err(|error| Stop::File(input::unread(Path::new("."), &error)))?;
    let found = folder.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file());
    // In the working directory, the name alone is shorter in messages.
    let short = |path: PathBuf| if path.parent() == Some(&folder) { PathBuf::from(FILE_NAME) } else { path };
    Ok(found.map(short))
}

fn text(path: &Path) -> Result<String, Stop> {
    let unread = |error: &io::Error| Stop::File(input::unread(path, error));
    let whole = fs::File::open(path).and_then(|file| input::read_file(file, BYTES_MAX)).map_err(|e| unread(&e))?;
    let input::Whole::Bytes(bytes) = whole else { return Err(unread(&io::ErrorKind::FileTooLarge.into())) };
    String::from_utf8(bytes).map_err(|_| {
        let name = visible(&path.display().to_string());
        Stop::Usage(Said::new(format!("{name}：须为 UTF-8 文本"), format!("{name}: must be UTF-8 text")))
    })
}
