//! `lint`, `lint-all` and `surplus`: findings and analyses of programmes, and the facts of an application that no programme uses.

use crate::{
    analysis::{self, AnalysisReply},
    check::{checked, report},
    documents,
    failure::{Failure, listed},
    input::{DocumentText, Source},
    reply::{Lines, Whole, replies},
    request::Request,
    text::AnyText,
};
use tongbiao::{
    analysis::{Analysis, RequiredFact, surplus as surplus_of},
    check::{AnyDocument, Checked, Limits, ReportOptions},
    document::DocumentKind,
    finding::Severity,
    programme::{Programme, Revisions},
    record::application::Application,
    report::FindingsReport,
    value::Date,
    wire::{List, record},
};

record! {
    /// 项目分析选项 · Options of the analysis of programmes.
    pub struct LintOptions {
        required {}
        optional {
            /// 年龄计算日期 · Date on which ages are computed.
            ///
            /// 不填的，为版本有效期的第一天。
            /// If omitted, the first day on which the revision is in force.
            public as_of: Date,
        }
    }
}

record! {
    /// 项目分析请求 · Request to check and analyse a programme.
    pub struct LintRequest {
        required {
            /// 项目 · Programme.
            public programme: DocumentText,
        }
        optional {
            /// 文件名 · Name of the file.
            public name: AnyText,
            /// 选项 · Options.
            public options: LintOptions,
        }
    }
}

record! {
    /// 带名称的项目 · Programme with a name.
    pub struct NamedProgramme {
        required {
            /// 项目 · Programme.
            public programme: DocumentText,
        }
        optional {
            /// 文件名 · Name of the file.
            ///
            /// 不填的，为项目在请求中的位置。
            /// If omitted, the place of the programme in the request.
            public name: AnyText,
        }
    }
}

record! {
    /// 分析多个项目的请求 · Request to check and analyse several programmes.
    ///
    /// 同一项目各版本的有效期重叠、间断或版本号相同的，也会报告。
    /// Revisions of one programme that overlap, leave a gap or have the same number are reported too.
    pub struct LintAllRequest {
        required {
            /// 项目 · Programmes.
            public programmes: List<NamedProgramme, 0, 10000>,
        }
        optional {
            /// 选项 · Options.
            public options: LintOptions,
        }
    }
}

record! {
    /// 项目分析结果 · Findings and analysis of a programme.
    pub struct LintReply {
        required {
            /// 校验报告 · Report of the check.
            public report: Whole<FindingsReport>,
        }
        optional {
            /// 项目分析 · Analysis.
            ///
            /// 项目有错误的，不填。
            /// Omitted if the programme has errors.
            public analysis: AnalysisReply,
        }
    }
}

record! {
    /// 多余事实请求 · Request for the facts of an application that no programme uses.
    pub struct SurplusRequest {
        required {
            /// 申请 · Application.
            personal application: DocumentText,
            /// 项目 · Programmes.
            public programmes: List<DocumentText, 0, 10000>,
        }
        optional {}
    }
}

record! {
    /// 多余的事实 · Member of an application that no programme uses.
    pub struct SurplusItem {
        required {
            /// 申请中的位置 · Place in the application, with `*` in place of list indices.
            public path: AnyText,
            /// 中文名称 · Name in Chinese.
            public zh: AnyText,
            /// 英文名称 · Name in English.
            public en: AnyText,
        }
        optional {}
    }
}

record! {
    /// 多余事实结果 · Facts of an application that no programme uses.
    pub struct SurplusReply {
        required {
            /// 多余的事实 · Members, in the order of the registry of facts.
            public surplus: List<SurplusItem, 0, 10000>,
        }
        optional {}
    }
}

replies!(LintReply, SurplusReply);

/// Programmes that are checked and analysed together.
#[derive(Debug, Default)]
pub struct Linting {
    revisions: Revisions,
    /// The date on which ages are computed.
    pub as_of: Option<Date>,
}

/// The result for one programme.
#[derive(Debug)]
pub struct Linted {
    /// The findings of the check, including the comparison with earlier programmes.
    pub checked: Checked,
    /// The analysis; `None` if the document has errors.
    pub analysis: Option<Analysis>,
}

impl Linting {
    /// Checks and analyses one more programme.
    pub fn programme(&mut self, source: &Source<'_>, limits: &Limits) -> Linted {
        let mut checked = checked(source, Some(DocumentKind::Programme), limits);
        // The analysis requires only that the document itself has no errors.
        let analysis = sound(&checked).map(|programme| Analysis::of(programme, self.as_of));
        if let (Some(AnyDocument::Programme(programme)), Some(bytes)) = (&checked.document, source.bytes) {
            let found = self.revisions.add(&source.full_name(), &programme.body);
            checked.add(bytes, found, limits);
        }
        Linted { checked, analysis }
    }
}

impl Linted {
    /// The result as a reply.
    ///
    /// # Errors
    /// The analysis has too many entries for a reply.
    pub fn reply(&self, source: &Source<'_>, options: &ReportOptions) -> Result<LintReply, Failure> {
        let mut reply = LintReply::new(report(&self.checked, source, options).into());
        reply.analysis = self.analysis.as_ref().map(analysis::reply).transpose()?;
        Ok(reply)
    }
}

/// The programme that was read, if it has no errors.
fn sound(checked: &Checked) -> Option<&Programme> {
    match &checked.document {
        Some(AnyDocument::Programme(programme)) if checked.worst() < Some(Severity::Error) => Some(&programme.body),
        _ => None,
    }
}

/// The facts that an application states and none of the given facts uses.
///
/// # Errors
/// There are too many facts for a reply, or the application cannot be written as JSON.
pub fn surplus_reply(application: &Application, asked: &[RequiredFact]) -> Result<SurplusReply, Failure> {
    let found = surplus_of(&serde_json::to_value(application)?, asked);
    let items = found.iter().map(|one| SurplusItem::new(one.path.into(), one.label.zh.into(), one.label.en.into()));
    Ok(SurplusReply::new(listed(items)?))
}

/// Checks and analyses one programme.
///
/// # Errors
/// None. A document that cannot be read is reported too.
///
/// # Example
/// ```standalone_crate
/// use tongbiao_json::{LintRequest, lint};
///
/// let programme = include_str!("../../cases/programmes/angel-sunshine-heart.json");
/// let analysis = lint(&LintRequest::new(programme.into()))?.analysis.ok_or("errors")?;
/// // At 30,000.00 one fen more changes the award from 20,000.00 to 30,000.00.
/// assert!(!analysis.well_behaved && analysis.cliffs[4].at.to_string() == "30000.00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lint(request: &LintRequest) -> Result<LintReply, Failure> {
    let options = ReportOptions::default();
    let name = request.name.as_ref().map_or("", AnyText::as_str);
    let source = Source { name, ..Source::new(request.programme.bytes(), &options.limits) };
    let mut linting = Linting { as_of: as_of(request.options.as_ref()), ..Linting::default() };
    linting.programme(&source, &options.limits).reply(&source, &options)
}

/// Checks and analyses several programmes together.
///
/// # Errors
/// None. A document that cannot be read is reported too.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::wire::List;
/// use tongbiao_json::{LintAllRequest, lint::NamedProgramme, lint_all};
///
/// let programme = NamedProgramme::new(include_str!("../../cases/programmes/angel-sunshine-heart.json").into());
/// let programmes = List::new(vec![programme.clone(), programme])?;
/// let replies = lint_all(&LintAllRequest::new(programmes))?.0;
/// assert_eq!(replies[1].report.0.body.findings[0].code.as_str(), "programme.revision-duplicate");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lint_all(request: &LintAllRequest) -> Result<Lines<LintReply>, Failure> {
    let options = ReportOptions::default();
    let mut linting = Linting { as_of: as_of(request.options.as_ref()), ..Linting::default() };
    let replies = request.programmes.iter().enumerate().map(|(place, given)| {
        let name = given.name.as_ref().map_or_else(|| format!("/programmes/{place}"), |name| name.as_str().to_owned());
        let source = Source { name: &name, ..Source::new(given.programme.bytes(), &options.limits) };
        linting.programme(&source, &options.limits).reply(&source, &options)
    });
    replies.collect::<Result<_, _>>().map(Lines)
}

fn as_of(options: Option<&LintOptions>) -> Option<Date> {
    options.and_then(|options| options.as_of)
}

/// Finds the facts of an application that no programme uses. The reply has their places, not their values.
///
/// # Errors
/// A document cannot be read.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::wire::List;
/// use tongbiao_json::{SurplusRequest, surplus};
///
/// let application = include_str!("../../cases/a-heart-surgery/application.json");
/// let reply = surplus(&SurplusRequest::new(application.into(), List::default()))?;
/// assert!(reply.surplus.iter().any(|one| one.path.as_str() == "/child/nationality"));
/// # Ok::<(), tongbiao_json::Failure>(())
/// ```
pub fn surplus(request: &SurplusRequest) -> Result<SurplusReply, Failure> {
    let application: Application = documents::document(&request.application, "/application")?;
    let programmes = documents::programmes(&request.programmes, "/programmes")?;
    let asked = programmes.iter().flat_map(|programme| Analysis::of(programme, None).facts);
    surplus_reply(&application, &asked.collect::<Vec<_>>())
}

impl Request for LintRequest {
    type Reply = LintReply;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        lint(self)
    }
}

impl Request for LintAllRequest {
    type Reply = Lines<LintReply>;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        lint_all(self)
    }
}

impl Request for SurplusRequest {
    type Reply = SurplusReply;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        surplus(self)
    }
}
