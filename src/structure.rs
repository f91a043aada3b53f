//! Texts that are no document of the standard: every reason, in words.

use crate::{
    finding::{Finding, Fix, Shown, rules},
    report::is_plain_name,
    wire::{CodeChoice, JsonFault, JsonType, Label, Privacy, Refusal, Refused, Syntax},
};

rules! { Structure;
    /// 不是 UTF-8 文本 · Text that is not UTF-8.
    NOT_UTF8 = "json.not-utf8" Fatal Syntax {
        zh: "文件不是 UTF-8 文本（第 {byte} 字节起无法解码）", en: "the text is not UTF-8 (cannot be decoded from byte {byte})",
        hint_zh: "请以 UTF-8 编码保存；GBK 文件须先转换", hint_en: "save it as UTF-8; convert a GBK file first",
        source: "RFC 8259 section 8.1",
    }
    /// 文件以字节顺序标记开头 · Text that begins with a byte-order mark.
    BYTE_ORDER_MARK = "json.byte-order-mark" Fatal Syntax {
        zh: "文件以字节顺序标记（BOM）开头", en: "the text begins with a byte-order mark",
        hint_zh: "请以「UTF-8 无 BOM」保存", hint_en: "save it as UTF-8 without the mark",
        source: "RFC 8259 section 8.1",
    }
    /// 文件为空 · Empty text.
    EMPTY = "json.empty" Fatal Syntax {
        zh: "文件为空", en: "the text is empty",
        hint_zh: "请检查文件是否写完", hint_en: "check whether the file was written to its end",
        source: "RFC 8259",
    }
    /// 不是 JSON · Text that is not JSON.
    SYNTAX = "json.syntax" Fatal Syntax {
        zh: "不是合法的 JSON：{reasonZh}", en: "not valid JSON: {reason}",
        hint_zh: "请检查该处的引号、逗号和括号", hint_en: "check the quotes, commas and brackets there",
        source: "RFC 8259",
    }
    /// 嵌套过深 · Nested too deep.
    TOO_DEEP = "json.too-deep" Fatal Limit {
        zh: "嵌套超过 {limit} 层", en: "nested deeper than {limit} levels",
        hint_zh: "标准的文件嵌套不超过十层；请检查文件是否损坏", hint_en: "documents of the standard nest less than ten deep; check whether the file is damaged",
        source: "bounds of the standard",
    }
    /// 文件过大 · Text that is too large.
    TOO_LARGE = "json.too-large" Fatal Limit {
        zh: "文件超过上限（{limit}）", en: "the text is larger than the limit ({limit})",
        hint_zh: "请按患儿拆分文件；影像文件只填摘要", hint_en: "one file for each child; of pictures give the digest only",
        source: "bounds of the standard",
    }
    /// 不是一个对象 · Document that is not an object.
    NOT_AN_OBJECT = "document.not-an-object" Fatal Structure {
        zh: "文件应为一个 JSON 对象", en: "a document is one JSON object",
        hint_zh: "多份文件请用 NDJSON（每行一份）", hint_en: "for several documents use NDJSON, one on each line",
        source: "tongbiao 童标: documents",
    }
    /// 没有注明文件种类 · Document without its kind.
    KIND_MISSING = "document.kind-missing" Fatal Structure {
        zh: "没有注明文件种类（kind）", en: "the kind of document (`kind`) is missing",
        hint_zh: "请填写 kind：application、diagnosis、receipt、programme、adjudication 或 findings", hint_en: "give kind: application, diagnosis, receipt, programme, adjudication or findings",
        source: "tongbiao 童标: documents",
    }
    /// 不认识的文件种类 · Kind of document that the standard does not have.
    KIND_UNKNOWN = "document.kind-unknown" Fatal Structure {
        zh: "不认识的文件种类{suggestionZh}", en: "unknown kind of document{suggestion}",
        hint_zh: "可用：application、diagnosis、receipt、programme、adjudication、findings", hint_en: "use application, diagnosis, receipt, programme, adjudication or findings",
        source: "tongbiao 童标: documents",
    }
    /// 文件种类与要求不符 · Document of another kind than asked for.
    KIND_OTHER = "document.kind-other" Error Structure {
        zh: "文件种类为 {actual}，要求的是 {expected}", en: "the document is of kind {actual}, asked for was {expected}",
        hint_zh: "请核对文件或 --kind 参数", hint_en: "check the file, or the option --kind",
        source: "tongbiao 童标: documents",
    }
    /// 不认识的标准版本 · Version of the standard that is not known.
    STANDARD_UNKNOWN = "document.standard-unknown" Fatal Structure {
        zh: "不认识的标准版本，本程序支持 1.0", en: "unknown version of the standard; this program knows 1.0",
        hint_zh: "请填写 \"standard\": \"1.0\"，或升级程序", hint_en: "write \"standard\": \"1.0\", or use a newer program",
        source: "tongbiao 童标: versions",
    }
    /// 值的类型不对 · Value of another type.
    TYPE = "structure.type" Error Structure {
        zh: "应为{expectedZh}，实为{actualZh}", en: "must be {expected}, is {actual}",
        hint_zh: "请按要求的类型书写", hint_en: "write it in the type that is required",
        source: "the published schema",
    }
    /// 值为 null · Value that is null.
    NULL = "structure.null" Error Structure {
        zh: "不得为 null", en: "must not be null",
        hint_zh: "未知的不写该成员；确实没有的写空列表、\"0.00\" 或相应代码", hint_en: "leave an unknown member out; write an empty list, \"0.00\" or a code for what is known to be none",
        source: "tongbiao 童标: absent means unknown",
    }
    /// 缺少必填成员 · Missing member.
    MISSING = "structure.missing" Error Structure {
        zh: "缺少必填成员 {member}", en: "the required member `{member}` is missing",
        hint_zh: "请补填；没有它就无法识别该部分", hint_en: "add it; without it the part cannot be identified",
        source: "the published schema",
    }
    /// 标准没有的成员 · Member that the standard does not have.
    UNKNOWN_MEMBER = "structure.unknown-member" Error Structure {
        zh: "标准没有成员 {member}{suggestionZh}", en: "the standard has no member `{member}`{suggestion}",
        hint_zh: "请改正拼写；机构自有的内容放入 extensions", hint_en: "correct the spelling; what is an organisation's own goes into extensions",
        source: "the published schema",
    }
    /// 成员重复 · Member that stands twice.
    DUPLICATE_MEMBER = "structure.duplicate-member" Error Duplicate {
        zh: "同一对象中成员重复", en: "the member stands twice in one object",
        hint_zh: "不同程序会读到不同的值；请只保留一个", hint_en: "different programs would read different values; keep one",
        source: "RFC 7493 section 2.3",
    }
    /// 不在代码表中的代码 · Code that is not on its list.
    CODE = "structure.code" Error Code {
        zh: "不是「{listZh}」的代码{suggestionZh}", en: "not a code of the list {list}{suggestion}",
        hint_zh: "可用的代码见模式文件", hint_en: "the published schema lists the codes",
        source: "the published schema",
    }
    /// 文本的形式不对 · Text of another form.
    FORM = "structure.form" Error Value {
        zh: "不符合「{wordZh}」的形式{exampleZh}", en: "does not have the form of: {word}{example}",
        hint_zh: "请按示例书写；首尾不留空格，不用全角数字", hint_en: "write it like the example; no space at either end, no full-width digits",
        source: "the published schema",
    }
    /// 列表长度超出范围 · List of another length.
    LENGTH = "structure.length" Error Structure {
        zh: "应有 {min} 到 {max} 项，实有 {actual} 项", en: "must have {min} to {max} items, has {actual}",
        hint_zh: "请删减或补充", hint_en: "take some out, or add some",
        source: "the published schema",
    }
    /// 数字超出范围 · Number outside its range.
    RANGE = "structure.range" Error Value {
        zh: "应为 {min} 到 {max} 的整数", en: "must be a whole number from {min} to {max}",
        hint_zh: "请核对数字", hint_en: "check the number",
        source: "the published schema",
    }
    /// 扩展内容嵌套过深 · Extension that nests too deep.
    EXTENSION_DEPTH = "structure.extension-depth" Error Limit {
        zh: "扩展内容嵌套超过 {limit} 层", en: "the extension nests deeper than {limit} levels",
        hint_zh: "扩展只放少量数据", hint_en: "an extension holds a little data",
        source: "bounds of the standard",
    }
    /// 程序内部错误 · Error of this program.
    ///
    /// 读取器拒绝了文件，却说不出理由。请报告。
    INTERNAL = "internal.unexplained" Fatal Internal {
        zh: "程序无法说明为何拒绝该文件", en: "the program refused the document and cannot say why",
        hint_zh: "请将此情况报告给维护者（勿附个人信息）", hint_en: "please report this to the maintainers, without personal data",
        source: "this program",
    }
}

/// What a text that is not JSON is told.
pub(crate) fn fault(fault: JsonFault, limits: (usize, usize)) -> Finding {
    let reason = match fault.syntax {
        Syntax::Empty => return Finding::new(&EMPTY, String::new()),
        Syntax::Depth => {
            let mut finding = Finding::new(&TOO_DEEP, String::new());
            finding.param("limit", limits.0);
            return finding;
        }
        Syntax::Size => {
            let mut finding = Finding::new(&TOO_LARGE, String::new());
            finding.param("limit", format_args!("{} values", limits.1));
            return finding;
        }
        Syntax::EndOfText => Label { zh: "文本提前结束", en: "the text ends too early" },
        Syntax::Unexpected => Label { zh: "此处不应有这个字符", en: "an unexpected character" },
        Syntax::Trailing => Label { zh: "文件之后还有内容", en: "something follows the document" },
        Syntax::TrailingComma => Label { zh: "括号前多了逗号", en: "a comma before a closing bracket" },
        Syntax::ControlCharacter => Label {
            zh: "字符串中有换行或控制字符",
            en: "a line break or control character inside a string",
        },
        Syntax::Escape => Label { zh: "转义序列不合法", en: "an escape sequence that is not allowed" },
        Syntax::Number => Label { zh: "数字的写法不合法", en: "a number that is not written as JSON has it" },
        Syntax::NumberRange => Label { zh: "数字过大", en: "a number out of range" },
    };
    let mut finding = Finding::new(&SYNTAX, String::new());
    finding.param("reason", reason.en).param("reasonZh", reason.zh);
    finding
}

const fn type_name(json: JsonType) -> Label {
    match json {
        JsonType::Null => Label { zh: "null", en: "null" },
        JsonType::Flag => Label { zh: "true 或 false", en: "true or false" },
        JsonType::Number => Label { zh: "数字", en: "a number" },
        JsonType::Text => Label { zh: "字符串", en: "a string" },
        JsonType::List => Label { zh: "列表", en: "a list" },
        JsonType::Object => Label { zh: "对象", en: "an object" },
    }
}

/// How a value of that type is written.
fn type_hint(expected: JsonType) -> Label {
    match expected {
        JsonType::Text => Label {
            zh: "金额、代码、日期、号码都写成带引号的字符串",
            en: "amounts, codes, dates and numbers of papers are strings in quotes",
        },
        JsonType::Object => Label {
            zh: "请用花括号写成对象，逐项写出其成员",
            en: "write an object in braces, each member with its name",
        },
        JsonType::List => Label {
            zh: "请用方括号写成列表；只有一项的也写成列表",
            en: "write a list in brackets, also where there is one item only",
        },
        JsonType::Number => Label { zh: "请写成不带引号的整数", en: "write a whole number without quotes" },
        JsonType::Flag => {
            Label { zh: "请写 true 或 false，不带引号", en: "write true or false without quotes" }
        }
        JsonType::Null => TYPE.hint,
    }
}

/// Says "did you mean" in both languages.
pub(crate) fn suggest(finding: &mut Finding, nearest: &[&str]) {
    let quoted: Vec<String> = nearest.iter().map(|name| format!("`{name}`")).collect();
    if quoted.is_empty() {
        finding.param("suggestion", "").param("suggestionZh", "");
    } else {
        finding.param("suggestion", format_args!("; did you mean {}?", quoted.join(" or ")));
        finding.param("suggestionZh", format_args!("；是否应为 {}？", quoted.join("、")));
    }
}

/// What a value that is not of its shape is told.
pub(crate) fn refusal(refusal: &Refusal) -> Finding {
    let Refusal { pointer, privacy, refused, .. } = refusal;
    let at = |rule| Finding::new(rule, pointer.clone());
    match refused {
        Refused::Type { expected, actual } => {
            let mut finding = at(&TYPE);
            finding.hint = type_hint(*expected);
            let (expected, actual) = (type_name(*expected), type_name(*actual));
            finding.param("expectedZh", expected.zh).param("actualZh", actual.zh);
            finding.param("expected", expected.en).param("actual", actual.en);
            finding
        }
        Refused::Null => at(&NULL),
        Refused::Missing(member) => {
            let mut finding = at(&MISSING);
            finding.param("member", member);
            finding
        }
        Refused::Unknown { name, nearest } => unknown_member(pointer, name, nearest),
        Refused::Duplicate(name) if is_plain_name(name) => at(&DUPLICATE_MEMBER),
        Refused::Duplicate(_) => Finding::new(&DUPLICATE_MEMBER, object_of(pointer)),
        Refused::Code { list, nearest } => code(at(&CODE), *list, nearest),
        Refused::Form(word) => {
            // The name of an extension stands in the pointer, and one of another form may be anything.
            let named = pointer.rsplit('/').next().is_none_or(is_plain_name);
            let mut finding = if named { at(&FORM) } else { Finding::new(&FORM, object_of(pointer)) };
            finding.param("wordZh", word.label.zh).param("word", word.label.en);
            let length = word.length;
            if word.example.is_empty() {
                finding.param("exampleZh", format_args!("（{} 到 {} 个字符）", length.min.max(1), length.max));
                finding.param("example", format_args!(" of {} to {} characters", length.min.max(1), length.max));
            } else {
                finding.param("exampleZh", format_args!("，如 {}", word.example));
                finding.param("example", format_args!(", such as {}", word.example));
            }
            finding
        }
        Refused::Length { bound, actual } => {
            let mut finding = at(&LENGTH);
            finding.param("min", bound.min).param("max", bound.max).param("actual", actual);
            finding
        }
        Refused::Range(min, max) => {
            let mut finding = at(&RANGE);
            finding.param("min", min).param("max", max);
            finding
        }
        Refused::Depth(limit) => {
            let mut finding = at(&EXTENSION_DEPTH);
            finding.param("limit", limit);
            finding
        }
    }
    .tap_privacy(*privacy)
}

impl Finding {
    /// A value of that class stands at the place; it is shown only where values are asked for. What a type has refused may
    /// be anything, so it counts as personal at the least: somebody's name may stand in the wrong column.
    fn tap_privacy(mut self, privacy: Privacy) -> Self {
        let privacy = privacy.max(Privacy::Personal);
        let shown = || Shown { value: String::new(), privacy };
        self.actual =
            matches!(self.rule.code, "structure.code" | "structure.form" | "structure.range" | "structure.type")
                .then(shown);
        self
    }
}

/// The pointer of the object that holds a member.
fn object_of(pointer: &str) -> String {
    pointer.rsplit_once('/').map_or("", |(object, _)| object).to_owned()
}

fn unknown_member(pointer: &str, name: &str, nearest: &[&'static str]) -> Finding {
    let plain = is_plain_name(name);
    // A name that may itself be private is not repeated: the finding then stands at the object.
    let place = if plain { pointer.to_owned() } else { object_of(pointer) };
    let mut finding = Finding::new(&UNKNOWN_MEMBER, place);
    finding.param("member", if plain { name } else { "…" });
    suggest(&mut finding, nearest);
    if let [only] = nearest {
        finding.fix(Fix::Rename((*only).to_owned()));
    }
    finding
}

fn code(mut finding: Finding, list: CodeChoice, nearest: &[&'static str]) -> Finding {
    let label = list.label();
    finding.param("listZh", label.zh).param("list", label.en);
    suggest(&mut finding, nearest);
    if let [only] = nearest {
        finding.fix(Fix::Replace(Shown { value: (*only).to_owned(), privacy: Privacy::Public }));
    }
    finding
}
