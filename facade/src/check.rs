//! `check` and `check-all`: the findings of documents.

use crate::{
    failure::Failure,
    input::{DocumentText, Source, describe},
    reply::{Lines, Whole},
    request::Request,
    text::AnyText,
};
use tongbiao::{
    check::{AnyDocument, Checked, Limits, ReportOptions, Treatment},
    document::{Document, DocumentKind},
    programme::Revisions,
    record::register::{Prepared, Preparer, Register},
    report::FindingsReport,
    wire::{Integer, List, record},
};

record! {
    /// 校验选项 · Options of a check.
    pub struct CheckOptions {
        required {}
        optional {
            /// 要求的文件种类 · Required kind of document.
            public kind: DocumentKind,
            /// 列出检查结果的最大数量 · Maximum number of listed findings.
            ///
            /// 不填的，为 200；计数包括全部检查结果。
            /// If omitted, 200. The counts include all findings.
            public findings_max: Integer<0, 100000>,
            /// 是否显示值 · Whether values are shown.
            ///
            /// 不填的，不显示姓名、号码、疾病和金额。显示值的报告不得写入日志。
            /// If omitted, names, numbers, illnesses and amounts are hidden. A report that shows values must not be logged.
            public show_values: bool,
            /// 是否列出规则 · Whether the rules are listed.
            ///
            /// 列出已校验、不适用和未校验的规则。不填的，不列出。
            /// Lists the rules that were evaluated, that do not apply and that were not evaluated. If omitted, they are not listed.
            public list_rules: bool,
            /// 最大字节数 · Maximum size of a document in bytes.
            ///
            /// 不填的，为 16 MiB。
            /// If omitted, 16 MiB.
            public bytes_max: Integer<1, 1073741824>,
        }
    }
}

record! {
    /// 校验请求 · Request to check a document.
    pub struct CheckRequest {
        required {
            /// 文件 · Document.
            ///
            /// 文件的文本（字符串），或文件的 JSON 值。
            /// The text of the document as a string, or the document as a JSON value.
            personal document: DocumentText,
        }
        optional {
            /// 文件名 · Name of the file.
            public name: AnyText,
            /// 行号 · Line of the document in a file with one document per line, from 1.
            public line: Integer<1, 9007199254740991>,
            /// 选项 · Options.
            public options: CheckOptions,
        }
    }
}

record! {
    /// 带名称的文件 · Document with a name.
    pub struct NamedDocument {
        required {
            /// 文件 · Document.
            ///
            /// 文件的文本（字符串），或文件的 JSON 值。
            /// The text of the document as a string, or the document as a JSON value.
            personal document: DocumentText,
        }
        optional {
            /// 文件名 · Name of the file.
            ///
            /// 不填的，为文件在请求中的位置。
            /// If omitted, the place of the document in the request.
            public name: AnyText,
            /// 行号 · Line of the document in a file with one document per line, from 1.
            public line: Integer<1, 9007199254740991>,
        }
    }
}

record! {
    /// 校验多份文件的请求 · Request to check several documents.
    ///
    /// 同一张票据或同一项目版本出现在多份文件中的，也会报告。
    /// A receipt or a programme revision that appears in several documents is reported too.
    pub struct CheckAllRequest {
        required {
            /// 文件 · Documents.
            personal documents: List<NamedDocument, 0, 1000000>,
        }
        optional {
            /// 选项 · Options.
            public options: CheckOptions,
        }
    }
}

impl CheckOptions {
    /// The limits under which documents are read.
    pub fn limits(&self) -> Limits {
        let bytes_max = self.bytes_max.and_then(|most| usize::try_from(most.get()).ok());
        let default = Limits::default();
        Limits { bytes_max: bytes_max.unwrap_or(default.bytes_max), ..default }
    }

    /// The options in the form of the library.
    pub fn report_options(&self) -> ReportOptions {
        let default = ReportOptions::default();
        let most = self.findings_max.and_then(|most| usize::try_from(most.get()).ok());
        ReportOptions {
            show_values: self.show_values.unwrap_or(false),
            list_rules: self.list_rules.unwrap_or(false),
            findings_max: most.unwrap_or(default.findings_max),
            limits: self.limits(),
        }
    }
}

/// Documents that are checked together.
#[derive(Debug, Default)]
pub struct Checking {
    register: Register,
    revisions: Revisions,
}

impl Checking {
    /// Checks one more document, and compares its receipts and its programme revision with earlier documents.
    pub fn check(&mut self, source: &Source<'_>, kind: Option<DocumentKind>, limits: &Limits) -> Checked {
        let mut checked = checked(source, kind, limits);
        let prepared = prepared(&self.preparer(), &checked);
        self.compare(source, &mut checked, prepared, limits);
        checked
    }

    /// Prepares the receipts of documents for the comparison, on any number of threads: see [`prepared`].
    pub fn preparer(&self) -> Preparer {
        self.register.preparer()
    }

    /// Compares the receipts and the programme revision of a document that was checked alone with earlier documents, and adds the
    /// findings. `source` and `limits` are those of the check, `prepared` the receipts of the document.
    pub fn compare(&mut self, source: &Source<'_>, checked: &mut Checked, prepared: Prepared, limits: &Limits) {
        if let (Some(document), Some(bytes)) = (&checked.document, source.bytes) {
            let mut found = self.register.add_prepared(&source.full_name(), prepared);
            if let AnyDocument::Programme(programme) = document {
                found.extend(self.revisions.add(&source.full_name(), &programme.body));
            }
            if !found.is_empty() {
                checked.add(bytes, found, limits);
            }
        }
    }
}

/// The receipts of a document that was checked alone, prepared for the comparison with other documents.
pub fn prepared(preparer: &Preparer, checked: &Checked) -> Prepared {
    checked.document.as_ref().map(|document| preparer.prepared(document.receipts())).unwrap_or_default()
}

/// Checks one document alone.
pub fn checked(source: &Source<'_>, kind: Option<DocumentKind>, limits: &Limits) -> Checked {
    match source.bytes {
        Some(bytes) => tongbiao::check::check(bytes, kind, limits),
        None => tongbiao::check::too_large(limits),
    }
}

/// The report of a check with a description of the input.
pub fn report(checked: &Checked, source: &Source<'_>, options: &ReportOptions) -> Document<FindingsReport> {
    treated_report(checked, source, options, &[])
}

/// The report of a check with a description of the input, and with a treatment of each finding.
pub fn treated_report(
    checked: &Checked,
    source: &Source<'_>,
    options: &ReportOptions,
    treatments: &[Treatment<'_>],
) -> Document<FindingsReport> {
    let mut report = checked.treated_report(options, treatments);
    describe(&mut report.body, checked, source, &options.limits);
    report
}

/// Checks a document and reports all findings.
///
/// # Errors
/// None. A document that cannot be read is reported too.
///
/// # Example
/// ```standalone_crate
/// use tongbiao_json::{CheckRequest, check};
///
/// let mut request = CheckRequest::new(include_str!("../../cases/a-heart-surgery/receipt.json").into());
/// request.name = Some("receipt.json".into());
/// let report = check(&request)?.0.body;
/// assert_eq!(report.verdict.as_str(), "accepted");
/// assert!(report.input.and_then(|input| input.digest).is_some_and(|digest| digest.as_str().starts_with("sha256:")));
/// # Ok::<(), tongbiao_json::Failure>(())
/// ```
pub fn check(request: &CheckRequest) -> Result<Whole<FindingsReport>, Failure> {
    let options = request.options.clone().unwrap_or_default();
    let report_options = options.report_options();
    let line = request.line.and_then(|line| usize::try_from(line.get()).ok());
    let name = request.name.as_ref().map_or("", AnyText::as_str);
    let source = Source { name, line, ..Source::new(request.document.bytes(), &report_options.limits) };
    let checked = checked(&source, options.kind, &report_options.limits);
    Ok(Whole::from(report(&checked, &source, &report_options)))
}

/// Checks several documents together.
///
/// # Errors
/// None. A document that cannot be read is reported too.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::wire::List;
/// use tongbiao_json::{CheckAllRequest, check::NamedDocument, check_all};
///
/// let receipt = NamedDocument::new(include_str!("../../cases/a-heart-surgery/receipt.json").into());
/// let documents = List::new(vec![receipt.clone(), receipt])?;
/// let reports = check_all(&CheckAllRequest::new(documents))?.0;
/// assert_eq!(reports[1].0.body.findings[0].code.as_str(), "receipt.duplicate-across-files");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check_all(request: &CheckAllRequest) -> Result<Lines<Whole<FindingsReport>>, Failure> {
    let options = request.options.clone().unwrap_or_default();
    let report_options = options.report_options();
    let mut checking = Checking::default();
    let reports = request.documents.iter().enumerate().map(|(place, given)| {
        let name = given.name.as_ref().map_or_else(|| format!("/documents/{place}"), |name| name.as_str().to_owned());
        let line = given.line.and_then(|line| usize::try_from(line.get()).ok());
        let source = Source { name: &name, line, ..Source::new(given.document.bytes(), &report_options.limits) };
        let checked = checking.check(&source, options.kind, &report_options.limits);
        Whole::from(report(&checked, &source, &report_options))
    });
    Ok(Lines(reports.collect()))
}

impl Request for CheckRequest {
    type Reply = Whole<FindingsReport>;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        check(self)
    }
}

impl Request for CheckAllRequest {
    type Reply = Lines<Whole<FindingsReport>>;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        check_all(self)
    }
}
