//! `lint-plan`: the findings of a joint relief plan with the programmes of its members, and the promises that it keeps.

use crate::{
    check::{checked, report},
    documents,
    failure::{Failure, listed},
    input::{DocumentText, Source},
    reply::{Whole, replies},
    request::Request,
    text::AnyText,
};
use tongbiao::{
    check::{AnyDocument, Checked, Limits, ReportOptions},
    code::PlanPromise,
    document::DocumentKind,
    plan::{KeptPromise, check_members, promises},
    programme::Programme,
    report::FindingsReport,
    value::Pointer,
    wire::{List, record},
};

record! {
    /// 联合救助方案分析请求 · Request to check and analyse a joint relief plan.
    pub struct LintPlanRequest {
        required {
            /// 联合救助方案 · Joint relief plan.
            public plan: DocumentText,
            /// 项目 · Programmes.
            ///
            /// 须含各成员的项目；其他项目不用。
            /// Must contain the programmes of the members. Others are not used.
            public programmes: List<DocumentText, 0, 10000>,
        }
        optional {
            /// 文件名 · Name of the file.
            public name: AnyText,
        }
    }
}

record! {
    /// 方案的承诺 · Promise of the plan.
    pub struct PlanPromiseReply {
        required {
            /// 承诺 · Promise.
            public promise: PlanPromise,
            /// 是否成立 · Whether the plan keeps it for every application.
            public kept: bool,
        }
        optional {
            /// 不成立的位置 · Places of the plan that break it.
            ///
            /// 承诺成立的，不填。
            /// Omitted if it is kept.
            public broken_at: List<Pointer, 0, 400>,
        }
    }
}

record! {
    /// 联合救助方案分析结果 · Findings and promises of a joint relief plan.
    pub struct LintPlanReply {
        required {
            /// 校验报告 · Report of the check.
            public report: Whole<FindingsReport>,
        }
        optional {
            /// 承诺 · Promises.
            ///
            /// 方案有错误的，不填。
            /// Omitted if the plan has errors.
            public promises: List<PlanPromiseReply, 0, 100>,
        }
    }
}

replies!(LintPlanReply);

/// The result for a plan.
#[derive(Debug)]
pub struct LintedPlan {
    /// The findings, including the comparison with the programmes.
    pub checked: Checked,
    /// The promises; empty if the plan has errors.
    pub promises: Vec<KeptPromise>,
}

/// Checks a plan alone and with the programmes of its members.
pub fn linted_plan(source: &Source<'_>, programmes: &[&Programme], limits: &Limits) -> LintedPlan {
    let mut checked = checked(source, Some(DocumentKind::Plan), limits);
    let mut kept = Vec::new();
    if let (Some(AnyDocument::Plan(plan)), Some(bytes)) = (&checked.document, source.bytes) {
        let found = check_members(&plan.body, programmes);
        kept = promises(&plan.body, programmes);
        checked.add(bytes, found, limits);
    }
    if checked.worst() >= Some(tongbiao::finding::Severity::Error) {
        kept.clear();
    }
    LintedPlan { checked, promises: kept }
}

impl LintedPlan {
    /// The result as a reply.
    ///
    /// # Errors
    /// The plan has too many places for a reply.
    pub fn reply(&self, source: &Source<'_>, options: &ReportOptions) -> Result<LintPlanReply, Failure> {
        let mut reply = LintPlanReply::new(report(&self.checked, source, options).into());
        let rows = self.promises.iter().map(|one| {
            let mut row = PlanPromiseReply::new(one.promise, one.is_kept());
            let places = one.broken_at.iter().filter_map(|at| Pointer::parse(at).ok());
            row.broken_at = (!one.is_kept()).then(|| listed(places)).transpose()?;
            Ok(row)
        });
        let rows = rows.collect::<Result<Vec<_>, Failure>>()?;
        reply.promises = (!rows.is_empty()).then(|| listed(rows)).transpose()?;
        Ok(reply)
    }
}

/// Checks and analyses a joint relief plan.
///
/// # Errors
/// A programme cannot be read. A plan that cannot be read is reported.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::wire::List;
/// use tongbiao_json::{LintPlanRequest, lint_plan};
///
/// let plan = include_str!("../../cases/plans/heart-hospital-and-charities.json");
/// let reply = lint_plan(&LintPlanRequest::new(plan.into(), List::default()))?;
/// assert_eq!(reply.report.0.body.findings[0].code.as_str(), "plan.programme-unknown");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lint_plan(request: &LintPlanRequest) -> Result<LintPlanReply, Failure> {
    let options = ReportOptions::default();
    let name = request.name.as_ref().map_or("", AnyText::as_str);
    let source = Source { name, ..Source::new(request.plan.bytes(), &options.limits) };
    let programmes = documents::programmes(&request.programmes, "/programmes")?;
    let all: Vec<&Programme> = programmes.iter().collect();
    linted_plan(&source, &all, &options.limits).reply(&source, &options)
}

impl Request for LintPlanRequest {
    type Reply = LintPlanReply;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        lint_plan(self)
    }
}
