//! The report of a check as a document: kind `findings`.

use crate::{
    catalogue,
    check::{Checked, Limits, Position},
    document::{Document, DocumentKind},
    finding::{self, Check, Finding, Fix, Severity, Shown},
    value::{Note, Text},
    wire::{Entries, Integer, List, code_list, record, word},
};

word! {
    /// 校验代码 · Code of a finding.
    ///
    /// 组名、点、名称，小写字母和连字符，如 receipt.payers-total。
    /// A group, a point, a name, in lower case with hyphens, such as receipt.payers-total.
    pub struct FindingCode(text) {
        pattern: "^[a-z][a-z0-9]*[.][a-z0-9]+(?:-[a-z0-9]+)*$", length: 3..=80, example: "receipt.payers-total",
        form: is_code,
    }
}

fn is_code(text: &str) -> bool {
    let small = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let Some((group, name)) = text.split_once('.') else { return false };
    text.len() <= 80
        && group.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && group.bytes().all(small)
        && name.split('-').all(|part| !part.is_empty() && part.bytes().all(small))
}

word! {
    /// 位置指针 · Pointer to a place.
    ///
    /// RFC 6901，如 /receipts/0/totalAmount；空串指整个文件。另一份文件的位置写在文件名和 # 之后。
    /// RFC 6901, such as /receipts/0/totalAmount; the empty string is the whole document. A place in another file stands behind its name and a #.
    pub struct Pointer(text) {
        pattern: "^[^\\x00-\\x1f\\x7f]*$", length: 0..=4000, example: "/receipts/0/totalAmount",
        form: |t| t.chars().count() <= 4000 && t.bytes().all(|b| b >= 0x20 && b != 0x7f),
    }
}

word! {
    /// 参数名 · Name of a parameter.
    pub struct ParameterName(text) {
        pattern: "^[a-z][0-9A-Za-z]{0,39}$", length: 1..=40, example: "member",
        form: |t| {
            matches!(t.as_bytes(), [b'a'..=b'z', rest @ ..] if rest.len() < 40 && rest.iter().all(u8::is_ascii_alphanumeric))
        },
    }
}

word! {
    /// 摘要 · Fingerprint.
    ///
    /// 算法、冒号、十六进制，如 fnv1a128:0…；用于比对，不防伪。文件摘要用 sha256。
    /// The algorithm, a colon, hexadecimal digits; for comparing, not against forgery. Of a file it is sha256.
    pub struct Fingerprint(text) {
        pattern: "^[a-z0-9]{3,12}:[0-9a-f]{16,64}$", length: 20..=77,
        example: "fnv1a128:00000000000000000000000000000000",
        form: |t| t.split_once(':').is_some_and(|(name, digits)| {
            (3..=12).contains(&name.len())
                && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
                && (16..=64).contains(&digits.len())
                && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        }),
    }
}

code_list! {
    /// 严重程度 · Severity.
    pub enum SeverityCode from "tongbiao 童标" {
        /// 无法继续 · Fatal.
        Fatal = "fatal",
        /// 错误 · Error.
        Error = "error",
        /// 警告 · Warning.
        Warning = "warning",
        /// 提示 · Information.
        Info = "info",
    }
}

code_list! {
    /// 问题类别 · Category.
    pub enum CategoryCode from "tongbiao 童标, after FHIR IssueType" {
        /// 文本格式 · Syntax.
        Syntax = "syntax",
        /// 结构 · Structure.
        Structure = "structure",
        /// 值 · Value.
        Value = "value",
        /// 代码 · Code.
        Code = "code",
        /// 相互矛盾 · Reference.
        Reference = "reference",
        /// 重复 · Duplicate.
        Duplicate = "duplicate",
        /// 金额不平 · Arithmetic.
        Arithmetic = "arithmetic",
        /// 规定 · Rule.
        Rule = "rule",
        /// 材料与证明 · Evidence.
        Evidence = "evidence",
        /// 个人信息 · Privacy.
        Privacy = "privacy",
        /// 将停用 · Deprecated.
        Deprecated = "deprecated",
        /// 超出上限 · Limit.
        Limit = "limit",
        /// 程序内部 · Internal.
        Internal = "internal",
    }
}

code_list! {
    /// 结论 · Verdict.
    pub enum Verdict from "tongbiao 童标" {
        /// 接受 · Accepted.
        Accepted = "accepted",
        /// 接受但有警告 · Accepted with warnings.
        AcceptedWithWarnings = "accepted-with-warnings",
        /// 不接受 · Rejected.
        Rejected = "rejected",
        /// 无法判定 · Not determined.
        NotDetermined = "not-determined",
    }
}

code_list! {
    /// 未完成的原因 · Why a check was not completed.
    pub enum StopReason from "tongbiao 童标" {
        /// 文件无法读取 · Unreadable.
        Unreadable = "unreadable",
        /// 结构有误，只校验了完好的部分 · Damaged structure, only the sound parts were checked.
        Structure = "structure",
    }
}

code_list! {
    /// 信息分级 · Privacy class.
    pub enum PrivacyCode from "tongbiao 童标" {
        /// 公开 · Public.
        Public = "public",
        /// 假名 · Pseudonymous.
        Pseudonymous = "pseudonymous",
        /// 个人 · Personal.
        Personal = "personal",
        /// 健康 · Health.
        Health = "health",
        /// 财务 · Financial.
        Financial = "financial",
    }
}

code_list! {
    /// 修正的含义 · Meaning of a fix.
    pub enum FixMeaning from "tongbiao 童标" {
        /// 不改变含义 · Preserves the meaning.
        Preserves = "preserves",
        /// 改变含义，须人确认 · Changes the meaning, a person must confirm it.
        Changes = "changes",
    }
}

code_list! {
    /// 修正操作 · Operation of a fix.
    pub enum PatchOperation from "RFC 6902" {
        /// 替换 · Replace.
        Replace = "replace",
        /// 移动 · Move.
        Move = "move",
    }
}

record! {
    /// 双语文字 · Text in both languages.
    pub struct Bilingual {
        required {
            /// 中文 · Chinese.
            public zh: Note<4000>,
            /// 英文 · English.
            public en: Note<4000>,
        }
        optional {}
    }
}

record! {
    /// 文本位置 · Position in the text.
    pub struct TextPosition {
        required {
            /// 行号 · Line, from 1.
            public line: Integer<1, 9007199254740991>,
            /// 列号 · Column in characters, from 1.
            public column: Integer<1, 9007199254740991>,
            /// 字节偏移 · Offset in bytes, from 0.
            public offset: Integer<0, 9007199254740991>,
            /// 字节长度 · Length in bytes.
            public length: Integer<0, 9007199254740991>,
        }
        optional {}
    }
}

record! {
    /// 相关位置 · Related place.
    pub struct RelatedPlace {
        required {
            /// 指针 · Pointer.
            public pointer: Pointer,
            /// 关系 · What it has to do with the finding.
            public role: Text<1, 60>,
        }
        optional {}
    }
}

record! {
    /// 显示的值 · Value that is shown, or not.
    pub struct ShownValue {
        required {}
        optional {
            /// 值 · Value.
            ///
            /// 只在要求显示时给出。
            /// Given only where values were asked for.
            personal value: Note<4000>,
            /// 隐去的分级 · Class for which the value was withheld.
            public redacted: PrivacyCode,
        }
    }
}

record! {
    /// 修正步骤 · Step of a fix.
    pub struct PatchStep {
        required {
            /// 操作 · Operation.
            public op: PatchOperation,
            /// 位置 · Path.
            public path: Pointer,
        }
        optional {
            /// 来源 · From where.
            public from: Pointer,
            /// 值 · Value.
            personal value: Note<4000>,
        }
    }
}

record! {
    /// 修正建议 · Fix.
    pub struct ReportedFix {
        required {
            /// 含义 · Meaning.
            public meaning: FixMeaning,
            /// 步骤 · Steps, as RFC 6902 has them.
            public patch: List<PatchStep, 1, 10>,
        }
        optional {}
    }
}

record! {
    /// 所依据的规则 · Rule that was broken.
    pub struct RuleReference {
        required {
            /// 来源 · Source.
            public source: Text<1, 500>,
            /// 始于版本 · Version of the standard that brought it.
            public since: Text<1, 20>,
            /// 说明地址 · Address of its documentation.
            public url: Text<1, 300>,
        }
        optional {}
    }
}

record! {
    /// 不予处理的决定 · Decision to let a finding pass.
    pub struct Suppression {
        required {
            /// 决定人或机构 · By whom.
            public by: Text<1, 200>,
            /// 理由 · Reason.
            public reason: Note<2000>,
        }
        optional {
            /// 有效至 · Until when.
            public until: crate::value::Date,
        }
    }
}

record! {
    /// 同类位置 · Further place of the same finding.
    pub struct FurtherPlace {
        required {
            /// 指针 · Pointer.
            public pointer: Pointer,
        }
        optional {
            /// 文本位置 · Position in the text.
            public position: TextPosition,
        }
    }
}

record! {
    /// 校验问题 · Finding.
    pub struct ReportedFinding {
        required {
            /// 校验代码 · Code.
            public code: FindingCode,
            /// 严重程度 · Severity.
            public severity: SeverityCode,
            /// 问题类别 · Category.
            public category: CategoryCode,
            /// 位置指针 · Pointer.
            public pointer: Pointer,
            /// 说明 · Message.
            public message: Bilingual,
            /// 处理办法 · Hint.
            public hint: Bilingual,
            /// 规则 · Rule.
            public rule: RuleReference,
            /// 出现次数 · Occurrences.
            ///
            /// 代码和参数都相同的问题合并为一条，其余位置在 more。
            /// Findings of the same code and parameters are one; their other places stand in more.
            public occurrences: Integer<1, 1000000000>,
            /// 问题摘要 · Fingerprint.
            ///
            /// 由代码、去掉序号的指针和参数得出，用于对照两次校验。
            /// Of the code, the pointer without its numbers and the parameters; for comparing two reports.
            public fingerprint: Fingerprint,
        }
        optional {
            /// 文本位置 · Position in the text.
            public position: TextPosition,
            /// 单元格 · Cell.
            ///
            /// 来源为表格时的单元格，如 票据!D7。
            /// The cell where the input was a sheet, such as 票据!D7.
            public cell: Text<1, 100>,
            /// 相关位置 · Related places.
            public related: List<RelatedPlace, 0, 20>,
            /// 参数 · Parameters of the message.
            public params: Entries<ParameterName, Note<4000>, 20>,
            /// 应有的值 · Expected value.
            public expected: ShownValue,
            /// 实有的值 · Actual value.
            public actual: ShownValue,
            /// 修正建议 · Fix.
            public fix: ReportedFix,
            /// 其余位置 · Further places.
            public more: List<FurtherPlace, 0, 100000>,
            /// 不予处理的决定 · Decision to let it pass.
            public suppressed: Suppression,
        }
    }
}

record! {
    /// 规则集 · Set of rules.
    pub struct RuleSetVersion {
        required {
            /// 名称 · Name.
            public id: Text<1, 60>,
            /// 版本 · Version.
            public version: Text<1, 40>,
            /// 摘要 · Digest.
            public digest: Fingerprint,
        }
        optional {}
    }
}

record! {
    /// 程序 · Program.
    pub struct Tool {
        required {
            /// 名称 · Name.
            public name: Text<1, 60>,
            /// 版本 · Version.
            public version: Text<1, 40>,
        }
        optional {}
    }
}

record! {
    /// 输入 · Input.
    pub struct Input {
        required {}
        optional {
            /// 名称 · Name of the file.
            public name: Pointer,
            /// 行号 · Line of a file of many documents, from 1.
            public line: Integer<1, 9007199254740991>,
            /// 摘要 · Digest of the bytes.
            public digest: Fingerprint,
            /// 媒体类型 · Media type.
            public media_type: Text<3, 100>,
            /// 字节数 · Size in bytes.
            public size_bytes: Integer<0, 9007199254740991>,
            /// 识别出的文件种类 · Kind of document found.
            public detected_kind: DocumentKind,
            /// 识别出的标准版本 · Version of the standard found.
            public detected_standard: Text<1, 20>,
        }
    }
}

record! {
    /// 上限 · Limits of the check.
    pub struct ReportedLimits {
        required {
            /// 最大字节数 · Most bytes.
            public bytes_max: Integer<0, 9007199254740991>,
            /// 最深嵌套 · Deepest nesting.
            public depth_max: Integer<0, 9007199254740991>,
            /// 最多值数 · Most values.
            public values_max: Integer<0, 9007199254740991>,
            /// 最多列出的问题数 · Most findings that are listed.
            public findings_max: Integer<0, 9007199254740991>,
        }
        optional {}
    }
}

record! {
    /// 问题计数 · Counts of findings.
    ///
    /// 全部问题的数目，不受列出上限影响。
    /// Of all findings, however many are listed.
    pub struct Counts {
        required {
            /// 无法继续 · Fatal.
            public fatal: Integer<0, 1000000000>,
            /// 错误 · Errors.
            public error: Integer<0, 1000000000>,
            /// 警告 · Warnings.
            public warning: Integer<0, 1000000000>,
            /// 提示 · Information.
            public info: Integer<0, 1000000000>,
            /// 已列出的问题 · Findings that are listed.
            public listed: Integer<0, 1000000000>,
        }
        optional {}
    }
}

record! {
    /// 规则的适用情况 · What became of the rules.
    pub struct RuleUse {
        required {
            /// 已校验的规则 · Evaluated.
            public evaluated: List<FindingCode, 0, 1000>,
            /// 不适用的规则 · Not applicable.
            ///
            /// 所涉及的内容不存在。
            /// What they are about is absent.
            public not_applicable: List<FindingCode, 0, 1000>,
            /// 未校验的规则 · Not evaluated.
            ///
            /// 文件有误，无法校验。
            /// The document is damaged.
            public not_evaluated: List<FindingCode, 0, 1000>,
        }
        optional {}
    }
}

code_list! {
    /// 报告版本 · Version of the report.
    pub enum ReportVersion from "tongbiao 童标" {
        /// 第 1 版 · Version 1.
        V1 = "1",
    }
}

record! {
    /// 校验报告 · Report of findings.
    pub struct FindingsReport {
        required {
            /// 报告版本 · Version of the report.
            public report_version: ReportVersion,
            /// 规则集 · Set of rules.
            public ruleset: RuleSetVersion,
            /// 程序 · Program.
            public tool: Tool,
            /// 是否完成 · Whether every rule was judged.
            public completed: bool,
            /// 结论 · Verdict.
            public verdict: Verdict,
            /// 问题计数 · Counts.
            public counts: Counts,
            /// 校验问题 · Findings.
            public findings: List<ReportedFinding, 0, 100000>,
        }
        optional {
            /// 未完成的原因 · Why it was not completed.
            public stopped_because: StopReason,
            /// 输入 · Input.
            public input: Input,
            /// 上限 · Limits.
            public limits: ReportedLimits,
            /// 代码表摘要 · Digest of the code lists.
            public code_lists_digest: Fingerprint,
            /// 规则的适用情况 · What became of the rules.
            public rules: RuleUse,
        }
    }
}

impl Check for FindingsReport {
    fn check(&self, _: &mut finding::At) {}
}

impl From<Severity> for SeverityCode {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Fatal => Self::Fatal,
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }
}

impl From<finding::Category> for CategoryCode {
    fn from(category: finding::Category) -> Self {
        use finding::Category;
        match category {
            Category::Syntax => Self::Syntax,
            Category::Structure => Self::Structure,
            Category::Value => Self::Value,
            Category::Code => Self::Code,
            Category::Reference => Self::Reference,
            Category::Duplicate => Self::Duplicate,
            Category::Arithmetic => Self::Arithmetic,
            Category::Rule => Self::Rule,
            Category::Evidence => Self::Evidence,
            Category::Privacy => Self::Privacy,
            Category::Deprecated => Self::Deprecated,
            Category::Limit => Self::Limit,
            Category::Internal => Self::Internal,
        }
    }
}

impl From<crate::wire::Privacy> for PrivacyCode {
    fn from(privacy: crate::wire::Privacy) -> Self {
        use crate::wire::Privacy;
        match privacy {
            Privacy::Public => Self::Public,
            Privacy::Pseudonymous => Self::Pseudonymous,
            Privacy::Personal => Self::Personal,
            Privacy::Health => Self::Health,
            Privacy::Financial => Self::Financial,
        }
    }
}

/// What goes into a report besides the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportOptions {
    /// Whether values of private members are shown.
    pub show_values: bool,
    /// How many findings are listed at the most; the counts are of all.
    pub findings_max: usize,
    /// The limits under which the document was read.
    pub limits: Limits,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self { show_values: false, findings_max: 200, limits: Limits::default() }
    }
}

/// From how many findings of the same code and parameters on they are reported as one.
const MERGED_FROM: usize = 6;

/// Where the documentation of the codes is published.
const CODES_URL: &str = "https://w3id.org/tongbiao/1.0/codes#";

impl Checked {
    /// The verdict: what was not completed is never accepted.
    pub fn verdict(&self) -> Verdict {
        match self.worst() {
            Some(Severity::Error) => Verdict::Rejected,
            Some(Severity::Fatal) => Verdict::NotDetermined,
            _ if !self.completed => Verdict::NotDetermined,
            Some(Severity::Warning) => Verdict::AcceptedWithWarnings,
            _ => Verdict::Accepted,
        }
    }

    /// The report of the check as a document of kind `findings`.
    ///
    /// # Example
    /// ```
    /// use tongbiao::{check::{Limits, check}, report::ReportOptions};
    ///
    /// let report = check(b"{}", None, &Limits::default()).report(&ReportOptions::default());
    /// assert_eq!(report.body.findings[0].code.as_str(), "document.kind-missing");
    /// println!("{}", report.to_json()?);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn report(&self, options: &ReportOptions) -> Document<FindingsReport> {
        let groups = merged(&self.findings);
        let listed: Vec<_> = groups.iter().take(options.findings_max).map(|g| reported(g, options)).collect();
        let count = |severity| self.findings.iter().filter(|(f, _)| f.rule.severity == severity).count();
        let counts = Counts::new(
            integer(count(Severity::Fatal)),
            integer(count(Severity::Error)),
            integer(count(Severity::Warning)),
            integer(count(Severity::Info)),
            integer(listed.len()),
        );
        let ruleset = RuleSetVersion::new(text("tongbiao"), text(env!("CARGO_PKG_VERSION")), fingerprint(&catalogue::digest()));
        let tool = Tool::new(text("tongbiao"), text(env!("CARGO_PKG_VERSION")));
        let mut report = FindingsReport::new(
            ReportVersion::V1,
            ruleset,
            tool,
            self.completed,
            self.verdict(),
            counts,
            List::new(listed).unwrap_or_else(empty),
        );
        let structure = self.kind.is_some();
        report.stopped_because =
            (!self.completed).then_some(if structure { StopReason::Structure } else { StopReason::Unreadable });
        report.limits = Some(ReportedLimits::new(
            integer(options.limits.bytes_max),
            integer(options.limits.depth_max),
            integer(options.limits.values_max),
            integer(options.findings_max),
        ));
        report.code_lists_digest = Some(fingerprint(&crate::schema::code_lists_digest()));
        report.rules = Some(self.rule_use());
        let mut input = Input::new();
        input.detected_kind = self.kind;
        report.input = Some(input);
        Document::new(report)
    }

    fn rule_use(&self) -> RuleUse {
        let codes = |keep: &dyn Fn(&finding::Rule) -> bool| {
            let codes = catalogue::rules().filter(|rule| keep(rule)).filter_map(|rule| FindingCode::parse(rule.code));
            List::new(codes.collect()).unwrap_or_else(empty)
        };
        let evaluated = |rule: &finding::Rule| self.evaluated.contains(rule);
        RuleUse::new(
            codes(&evaluated),
            codes(&|rule| self.completed && !evaluated(rule)),
            codes(&|rule| !self.completed && !evaluated(rule)),
        )
    }
}

fn empty<T, const MAX: usize>() -> List<T, 0, MAX> {
    List::default()
}

type Located = (Finding, Option<Position>);

/// Findings of the same code and parameters together, where there are many of them.
fn merged(findings: &[Located]) -> Vec<Vec<&Located>> {
    let mut groups: Vec<Vec<&Located>> = Vec::new();
    let mut index = std::collections::HashMap::new();
    for located in findings {
        let key = (located.0.rule.code, &located.0.params);
        let at = *index.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(at) {
            group.push(located);
        }
    }
    let split = |group: Vec<_>| if group.len() < MERGED_FROM { group.into_iter().map(|f| vec![f]).collect() } else { vec![group] };
    let mut groups: Vec<Vec<&Located>> = groups.into_iter().flat_map(split).collect();
    let start = |group: &[&Located]| group.first().and_then(|(_, p)| p.map(|p| p.span.start)).unwrap_or(0);
    groups.sort_by_key(|group| start(group));
    groups
}

fn reported(group: &[&Located], options: &ReportOptions) -> ReportedFinding {
    let Some(((finding, place), others)) = group.split_first().map(|(first, others)| (*first, others)).map(|(f, o)| ((&f.0, &f.1), o))
    else {
        return ReportedFinding::new(
            FindingCode("internal.unexplained".into()),
            SeverityCode::Fatal,
            CategoryCode::Internal,
            Pointer("".into()),
            bilingual(("—", "—")),
            bilingual(("—", "—")),
            RuleReference::new(text("—"), text("1.0"), text(CODES_URL)),
            integer(1),
            fingerprint(""),
        );
    };
    let rule = finding.rule;
    let (zh, en) = finding.message();
    let mut reported = ReportedFinding::new(
        FindingCode(rule.code.into()),
        rule.severity.into(),
        rule.category.into(),
        pointer(&finding.pointer),
        bilingual((&zh, &en)),
        bilingual((rule.hint.zh, rule.hint.en)),
        RuleReference::new(text(rule.source), text(rule.since), text(&format!("{CODES_URL}{}", rule.code))),
        integer(group.len()),
        fingerprint(&fingerprint_of(finding)),
    );
    reported.position = place.as_ref().map(text_position);
    let related = finding.related.iter().map(|r| RelatedPlace::new(pointer(&r.pointer), text(r.role)));
    reported.related = (!finding.related.is_empty()).then(|| List::new(related.collect()).unwrap_or_else(empty));
    let params = finding.params.iter().filter(|(_, value)| !value.is_empty());
    let params: Vec<_> = params.filter_map(|(name, value)| Some((ParameterName::parse(name)?, note(value)))).collect();
    reported.params = if params.is_empty() { None } else { Entries::new(params) };
    reported.expected = finding.expected.as_ref().map(|shown| shown_value(shown, options));
    reported.actual = finding.actual.as_ref().map(|shown| shown_value(shown, options));
    reported.fix = finding.fix.as_ref().and_then(|fix| reported_fix(fix, &finding.pointer, options));
    if !others.is_empty() {
        let more = others.iter().map(|(finding, place)| {
            let mut further = FurtherPlace::new(pointer(&finding.pointer));
            further.position = place.as_ref().map(text_position);
            further
        });
        reported.more = List::new(more.take(100_000).collect());
    }
    reported
}

fn reported_fix(fix: &Fix, place: &str, options: &ReportOptions) -> Option<ReportedFix> {
    let (meaning, step) = match fix {
        Fix::Replace(shown) => {
            if !(shown.privacy.is_open() || options.show_values) {
                return None;
            }
            let mut step = PatchStep::new(PatchOperation::Replace, pointer(place));
            step.value = Some(note(&shown.value));
            (FixMeaning::Changes, step)
        }
        Fix::Rename(name) => {
            let (object, _) = place.rsplit_once('/')?;
            let mut step = PatchStep::new(PatchOperation::Move, pointer(&format!("{object}/{name}")));
            step.from = Some(pointer(place));
            (FixMeaning::Changes, step)
        }
    };
    Some(ReportedFix::new(meaning, List::new(vec![step])?))
}

/// Of the code, the pointer without its numbers and the parameters, so that it stays the same when a list grows.
fn fingerprint_of(finding: &Finding) -> String {
    let mut hash = catalogue::Fnv::default();
    hash.write(finding.rule.code);
    for step in finding.pointer.split('/') {
        hash.write(if step.bytes().all(|b| b.is_ascii_digit()) { "*" } else { step });
    }
    for (name, value) in &finding.params {
        hash.write(name);
        hash.write(value);
    }
    hash.finish()
}

fn shown_value(shown: &Shown, options: &ReportOptions) -> ShownValue {
    let mut value = ShownValue::new();
    if shown.privacy.is_open() || options.show_values {
        value.value = Some(note(&shown.value));
    } else {
        value.redacted = Some(shown.privacy.into());
    }
    value
}

fn text_position(position: &Position) -> TextPosition {
    let span = position.span;
    TextPosition::new(
        integer(position.line),
        integer(position.column),
        integer(span.start),
        integer(span.end.saturating_sub(span.start)),
    )
}

fn integer<const MIN: i64, const MAX: i64>(value: usize) -> Integer<MIN, MAX> {
    Integer::clamped(i64::try_from(value).unwrap_or(i64::MAX))
}

fn bilingual((zh, en): (&str, &str)) -> Bilingual {
    Bilingual::new(note(zh), note(en))
}

/// A text of our own as a note: control characters are written out, and what is too long is cut.
fn note<const MAX: usize>(text: &str) -> Note<MAX> {
    Note::cleaned(text)
}

fn text<const MIN: usize, const MAX: usize>(text: &str) -> Text<MIN, MAX> {
    Text::cleaned(text)
}

fn pointer(text: &str) -> Pointer {
    Pointer::parse(text).unwrap_or_else(|| {
        Pointer(text.chars().filter(|c| !c.is_control()).take(4000).collect::<String>().into())
    })
}

fn fingerprint(text: &str) -> Fingerprint {
    Fingerprint::parse(text).unwrap_or_else(|| Fingerprint("fnv1a128:00000000000000000000000000000000".into()))
}
