//! Counts of findings by code and by file.

use std::collections::BTreeMap;
use tongbiao::finding::{Rule, Severity};

/// The maximum number of listed files.
pub(crate) const FILES_MAX: usize = 20;

/// Counts of findings by severity: fatal, error, warning, info.
pub(crate) type Counts = [usize; 4];

/// The severities in the order of [`Counts`].
pub(crate) const SEVERITIES: [Severity; 4] = [Severity::Fatal, Severity::Error, Severity::Warning, Severity::Info];

/// The counts of the findings of a run. They grow with the number of codes, not with the number of files.
#[derive(Debug, Clone, Default)]
pub(crate) struct Statistics {
    codes: BTreeMap<&'static str, CodeCount>,
    worst: Vec<FileCount>,
    current: Option<FileCount>,
    files: usize,
}

/// The findings of one code.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CodeCount {
    /// The rule.
    pub(crate) rule: &'static Rule,
    /// The severity of its findings.
    pub(crate) severity: Severity,
    /// The number of findings.
    pub(crate) findings: usize,
    /// The number of documents with such a finding.
    pub(crate) documents: usize,
}

/// The findings of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileCount {
    /// The name of the file.
    pub(crate) name: String,
    /// The findings by severity.
    pub(crate) counts: Counts,
}

impl Statistics {
    /// Counts the findings of a document. The documents of a file follow each other.
    pub(crate) fn count(&mut self, name: &str, findings: impl Iterator<Item = (&'static Rule, Severity)>) {
        let mut counts = Counts::default();
        let mut codes = BTreeMap::new();
        for (rule, severity) in findings {
            let place = SEVERITIES.iter().position(|known| *known == severity);
            if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
                *count += 1;
            }
            codes.entry(rule.code).or_insert(CodeCount { rule, severity, findings: 0, documents: 1 }).findings += 1;
        }
        for (code, count) in codes {
            let CodeCount { rule, severity, findings, documents } = count;
            let all = self.codes.entry(code).or_insert(CodeCount { rule, severity, findings: 0, documents: 0 });
            all.findings += findings;
            all.documents += documents;
        }
        if counts == Counts::default() {
            return;
        }
        if self.current.as_ref().is_none_or(|current| current.name != name) {
            self.complete();
            self.current = Some(FileCount { name: name.to_owned(), counts: Counts::default() });
            self.files += 1;
        }
        if let Some(current) = &mut self.current {
            current.counts.iter_mut().zip(counts).for_each(|(all, more)| *all += more);
        }
    }

    /// Adds the current file to the files with the most findings.
    fn complete(&mut self) {
        if let Some(file) = self.current.take() {
            let place = self.worst.partition_point(|other| other.is_before(&file));
            self.worst.insert(place, file);
            self.worst.truncate(FILES_MAX);
        }
    }

    /// The counts by code: the highest severity first, then the largest number.
    pub(crate) fn codes(&self) -> Vec<CodeCount> {
        let mut codes: Vec<_> = self.codes.values().copied().collect();
        codes.sort_by(|a, b| {
            b.severity.cmp(&a.severity).then(b.findings.cmp(&a.findings)).then(a.rule.code.cmp(b.rule.code))
        });
        codes
    }

    /// The files with the most findings, at most [`FILES_MAX`], and the number of all files with findings.
    pub(crate) fn files(&self) -> (Vec<FileCount>, usize) {
        let mut all = self.clone();
        all.complete();
        (all.worst, all.files)
    }
}

impl FileCount {
    /// Whether this file is listed before another: by its fatal findings, its errors, its warnings, then by its name.
    fn is_before(&self, other: &Self) -> bool {
        other.counts.cmp(&self.counts).then_with(|| self.name.cmp(&other.name)).is_lt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tongbiao::catalogue::rule;

    #[test]
    fn findings_are_counted_by_code_and_by_file() -> Result<(), &'static str> {
        let sum = rule("receipt.payers-total").ok_or("no such code")?;
        let twice = rule("receipt.duplicate-across-files").ok_or("no such code")?;
        let mut statistics = Statistics::default();
        for (name, errors, warnings) in [("a", 1, 0), ("a", 1, 3), ("b", 0, 5), ("c", 0, 0), ("d", 2, 3), ("e", 0, 5)] {
            let errors = (0..errors).map(|_| (sum, Severity::Error));
            let warnings = (0..warnings).map(|_| (twice, Severity::Warning));
            statistics.count(name, errors.chain(warnings));
        }
        let codes: Vec<_> = statistics.codes().iter().map(|c| (c.rule.code, c.findings, c.documents)).collect();
        assert_eq!(codes, [("receipt.payers-total", 4, 3), ("receipt.duplicate-across-files", 16, 4)]);
        let (files, all) = statistics.files();
        let files: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.counts)).collect();
        let expected = [("a", [0, 2, 3, 0]), ("d", [0, 2, 3, 0]), ("b", [0, 0, 5, 0]), ("e", [0, 0, 5, 0])];
        assert_eq!((files, all), (expected.to_vec(), 4));
        // Only the worst files are kept.
        let mut many = Statistics::default();
        for number in 0..1000 {
            many.count(&number.to_string(), (0..number).map(|_| (sum, Severity::Error)));
        }
        let (files, all) = many.files();
        assert_eq!((files.len(), all, files.first().map(|file| file.counts)), (FILES_MAX, 999, Some([0, 999, 0, 0])));
        Ok(())
    }
}
