//! The counts of a run: documents, verdicts, findings.

use crate::{
    language::{Language, Said},
    treatment::Treated,
};
use tongbiao::{
    finding::{Fix, Severity},
    report::Verdict,
};

/// Counts of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Documents that were checked.
    pub(crate) documents: usize,
    /// Documents that are accepted, with warnings or without.
    pub(crate) accepted: usize,
    /// Documents that are rejected.
    pub(crate) rejected: usize,
    /// Documents that could not be read completely.
    pub(crate) undetermined: usize,
    /// Findings that stopped a check.
    pub(crate) fatal: usize,
    /// Errors.
    pub(crate) error: usize,
    /// Warnings.
    pub(crate) warning: usize,
    /// Findings of the severity `info`.
    pub(crate) info: usize,
    /// Findings that are not selected.
    pub(crate) unselected: usize,
    /// Findings that a suppression of the policy hides.
    pub(crate) suppressed: usize,
    /// Findings in the baseline.
    pub(crate) known: usize,
    /// Findings whose severity the policy lowers.
    pub(crate) lowered: usize,
    /// Files that the policy leaves out.
    pub(crate) excluded: usize,
    /// Values that were fixed.
    pub(crate) fixed: usize,
    /// Documents in which a value was fixed.
    pub(crate) fixed_documents: usize,
    /// Findings that `--fix` corrects.
    pub(crate) fixable: usize,
    /// JSON files in folders that are not documents.
    pub(crate) skipped: usize,
    /// Other entries of folders that were not read.
    pub(crate) other: usize,
    /// Files and folders that could not be read.
    pub(crate) unreadable: usize,
    /// Whether the documents were not compared with each other.
    pub(crate) is_each_alone: bool,
    /// Whether the run was interrupted. The counts are those of the documents before.
    pub(crate) is_interrupted: bool,
}

impl Tally {
    /// The counts of the documents and files so far.
    fn numbers_mut(&mut self) -> [&mut usize; 19] {
        let Self { documents, accepted, rejected, undetermined, fatal, error, warning, info, .. } = self;
        let Self { unselected, suppressed, known, lowered, excluded, fixed, fixed_documents, .. } = self;
        let Self { fixable, skipped, other, unreadable, is_each_alone: _, is_interrupted: _, .. } = self;
        [
            documents,
            accepted,
            rejected,
            undetermined,
            fatal,
            error,
            warning,
            info,
            unselected,
            suppressed,
            known,
            lowered,
            excluded,
            fixed,
            fixed_documents,
            fixable,
            skipped,
            other,
            unreadable,
        ]
    }

    /// The counts as a list, for a run that continues.
    pub(crate) fn numbers(mut self) -> Vec<usize> {
        self.numbers_mut().into_iter().map(|number| *number).collect()
    }

    /// Sets the counts from a list.
    pub(crate) fn set_numbers(&mut self, numbers: [usize; 19]) {
        self.numbers_mut().into_iter().zip(numbers).for_each(|(number, value)| *number = value);
    }

    /// Counts one document.
    pub(crate) fn count(&mut self, treated: &Treated<'_>) {
        self.documents += 1;
        match treated.verdict() {
            Verdict::Accepted | Verdict::AcceptedWithWarnings => self.accepted += 1,
            Verdict::Rejected => self.rejected += 1,
            // A verdict that is added later is not an acceptance.
            _ => self.undetermined += 1,
        }
        for (_, severity) in treated.listed() {
            *match severity {
                Severity::Fatal => &mut self.fatal,
                Severity::Error => &mut self.error,
                Severity::Warning => &mut self.warning,
                Severity::Info => &mut self.info,
            } += 1;
        }
        self.unselected += treated.unselected();
        self.suppressed += treated.suppressed;
        self.known += treated.known;
        self.lowered += treated.lowered();
        let fixes =
            treated.checked.findings.iter().filter(|located| matches!(located.finding.fix, Some(Fix::Respell(_))));
        self.fixable += fixes.count();
    }

    /// The counts of what the output does not show; none if it shows everything.
    pub(crate) fn hidden(&self) -> Option<Said> {
        let hidden = listed(&self.left_out());
        (!hidden.zh.is_empty()).then_some(hidden)
    }

    fn left_out(&self) -> [(usize, &'static str, [&'static str; 2]); 5] {
        [
            (self.suppressed, "项按豁免隐藏", ["finding suppressed", "findings suppressed"]),
            (self.known, "项在基线中", ["finding in the baseline", "findings in the baseline"]),
            (self.lowered, "项按政策降级", ["finding with a lower severity", "findings with a lower severity"]),
            (self.unselected, "项未选", ["finding not selected", "findings not selected"]),
            (self.excluded, "个文件按政策排除", ["file excluded", "files excluded"]),
        ]
    }

    /// The summary of the run, a line for each language.
    pub(crate) fn summary(&self, language: Language) -> Vec<String> {
        let Said { zh, en } = self.said();
        language.choose(zh, en).collect()
    }

    /// The counts of fixes.
    pub(crate) fn fixes(&self) -> Said {
        let Self { fixed, fixed_documents, .. } = *self;
        let plural =
            |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
        Said::new(
            format!("{fixed} 个值已修正，{fixed_documents} 份文件有修正"),
            format!(
                "{}, {}",
                plural(fixed, "value fixed", "values fixed"),
                plural(fixed_documents, "document with fixes", "documents with fixes")
            ),
        )
    }

    /// The summary of the run in both languages.
    pub(crate) fn said(&self) -> Said {
        let Self { documents, accepted, rejected, undetermined, fatal, error, warning, info, .. } = *self;
        let Self { fixed, fixed_documents, fixable, skipped, other, unreadable, .. } = *self;
        let verdicts = [
            (accepted, "份接受", ["accepted", "accepted"]),
            (rejected, "份不接受", ["rejected", "rejected"]),
            (undetermined, "份无法判定", ["not determined", "not determined"]),
        ];
        let findings = [
            (fatal, "处无法继续", ["fatal", "fatal"]),
            (error, "个错误", ["error", "errors"]),
            (warning, "个警告", ["warning", "warnings"]),
            (info, "条信息", ["info", "infos"]),
        ];
        let fixes = [
            (fixed, "个值已修正", ["value fixed", "values fixed"]),
            (fixed_documents, "份文件有修正", ["document with fixes", "documents with fixes"]),
            (fixable, "处可用 --fix 修正", ["finding can be fixed by --fix", "findings can be fixed by --fix"]),
        ];
        let files = [
            (skipped, "个文件没有 kind，已跳过", ["file without `kind` skipped", "files without `kind` skipped"]),
            (other, "个其他项目已跳过", ["other entry skipped", "other entries skipped"]),
            (unreadable, "处无法读取", ["path could not be read", "paths could not be read"]),
        ];
        let (verdicts, findings) = (listed(&verdicts), listed(&findings));
        let (hidden, fixes, files) = (listed(&self.left_out()), listed(&fixes), listed(&files));
        let documents_en = if documents == 1 { "document" } else { "documents" };
        let mut said = Said::new(format!("{documents} 份文件"), format!("{documents} {documents_en}"));
        for (part, mark_zh, mark_en) in [
            (verdicts, "：", ": "),
            (findings, "；", "; "),
            (hidden, "；", "; "),
            (fixes, "；", "; "),
            (files, "；", "; "),
        ] {
            if !part.zh.is_empty() {
                said.zh.push_str(&format!("{mark_zh}{}", part.zh));
                said.en.push_str(&format!("{mark_en}{}", part.en));
            }
        }
        if self.is_each_alone {
            said.zh.push_str("；未比较各文件之间的票据和项目版本");
            said.en.push_str("; receipts and revisions not compared across documents");
        }
        if self.is_interrupted {
            said.zh.push_str("；已中断");
            said.en.push_str("; interrupted");
        }
        said
    }
}

/// The counts that are not zero, with their names in the singular or the plural.
fn listed(counts: &[(usize, &str, [&str; 2])]) -> Said {
    let some = || counts.iter().filter(|(count, ..)| *count > 0);
    let zh: Vec<_> = some().map(|(count, zh, _)| format!("{count} {zh}")).collect();
    let en: Vec<_> = some().map(|(n, _, [one, many])| format!("{n} {}", if *n == 1 { one } else { many })).collect();
    Said::new(zh.join("，"), en.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries() {
        let none = Tally::default();
        let one = Tally { documents: 1, accepted: 1, ..none };
        let six = Tally { documents: 6, accepted: 5, rejected: 1, error: 3, warning: 2, ..none };
        let fixed = Tally { fixed: 3, fixed_documents: 1, ..one };
        let mixed =
            Tally { fixable: 1, other: 1, documents: 1, undetermined: 1, fatal: 1, skipped: 2, unreadable: 1, ..none };
        for (tally, zh, en) in [
            (none, "0 份文件", "0 documents"),
            (
                fixed,
                "1 份文件：1 份接受；3 个值已修正，1 份文件有修正",
                "1 document: 1 accepted; 3 values fixed, 1 document with fixes",
            ),
            (one, "1 份文件：1 份接受", "1 document: 1 accepted"),
            (
                Tally { is_interrupted: true, is_each_alone: true, ..one },
                "1 份文件：1 份接受；未比较各文件之间的票据和项目版本；已中断",
                "1 document: 1 accepted; receipts and revisions not compared across documents; interrupted",
            ),
            (
                six,
                "6 份文件：5 份接受，1 份不接受；3 个错误，2 个警告",
                "6 documents: 5 accepted, 1 rejected; 3 errors, 2 warnings",
            ),
            (
                mixed,
                "1 份文件：1 份无法判定；1 处无法继续；1 处可用 --fix 修正；2 个文件没有 kind，已跳过，1 个其他项目已跳过，1 处无法读取",
                "1 document: 1 not determined; 1 fatal; 1 finding can be fixed by --fix; \
                 2 files without `kind` skipped, 1 other entry skipped, 1 path could not be read",
            ),
        ] {
            assert_eq!(tally.summary(Language::Both), [zh, en]);
        }
    }
}
