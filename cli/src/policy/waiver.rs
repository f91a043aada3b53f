//! The suppression of findings.

use crate::language::Said;
use globset::GlobMatcher;
use tongbiao::{finding::Finding, report::Suppression};

/// A suppression of the findings of a code.
#[derive(Debug)]
pub(crate) struct Waiver {
    /// The code.
    pub(crate) code: &'static str,
    /// The files, relative to the folder of the policy; all if omitted.
    pub(crate) path: Option<GlobMatcher>,
    /// The places in a document; all if omitted.
    pub(crate) pointer: Option<GlobMatcher>,
    /// The person or organisation, the reason, and the last day, as they are stated in a report.
    pub(crate) suppression: Suppression,
    /// Whether the last day has passed. The findings are then reported.
    pub(crate) is_expired: bool,
}

impl Waiver {
    /// Whether it covers a finding in a file.
    pub(crate) fn covers(&self, finding: &Finding, path: impl Fn() -> String) -> bool {
        self.code == finding.rule.code
            && self.pointer.as_ref().is_none_or(|pattern| pattern.is_match(&finding.pointer))
            && self.path.as_ref().is_none_or(|pattern| pattern.is_match(path()))
    }

    /// The message for a suppression that has expired.
    pub(crate) fn expiry(&self, policy: &str) -> Said {
        let until = self.suppression.until.map(|day| day.to_string()).unwrap_or_default();
        let code = self.code;
        Said::new(
            format!("{policy}：对 {code} 的豁免已于 {until} 到期，其检查结果重新报告；请更正文件，或重新批准"),
            format!(
                "{policy}: the suppression of {code} expired on {until}, and its findings are reported again; correct the documents, or \
                 approve the suppression again"
            ),
        )
    }
}
