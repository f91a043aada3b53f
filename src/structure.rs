//! The findings of a text that is not a document of the standard.

mod codes;

pub(crate) use codes::suggest;

use crate::{
    finding::{Finding, Fix, Shown, rules},
    prose::STRAY_BLANK,
    report::is_plain_name,
    wire::{CodeChoice, Guess, JsonFault, JsonType, Label, Mark, Privacy, Refusal, Refused, Spelling, Syntax, Word},
};

rules! { Structure;
    /// 不是 UTF-8 文本 · Text that is not UTF-8.
    NOT_UTF8 = "json.not-utf8" Fatal Syntax {
        zh: "文件不是 UTF-8 文本（第 {byte} 字节起无法解码）", en: "the text is not UTF-8 (cannot be decoded from byte {byte})",
        hint_zh: "请以 UTF-8 编码保存；GBK 文件须先转换", hint_en: "save it as UTF-8; convert a GBK file first",
        source: "RFC 8259 section 8.1",
    }
    /// 文件以字节顺序标记开头 · Text with a byte-order mark.
    BYTE_ORDER_MARK = "json.byte-order-mark" Fatal Syntax {
        zh: "文件以字节顺序标记（BOM）开头", en: "the text begins with a byte-order mark",
        hint_zh: "请以“UTF-8 无 BOM”格式保存", hint_en: "save it as UTF-8 without the mark",
        source: "RFC 8259 section 8.1",
    }
    /// 文件为空 · Empty text.
    EMPTY = "json.empty" Fatal Syntax {
        zh: "文件为空", en: "the text is empty",
        hint_zh: "请检查文件是否完整", hint_en: "check whether the file is complete",
        source: "RFC 8259",
    }
    /// 不是 JSON · Text that is not JSON.
    SYNTAX = "json.syntax" Fatal Syntax {
        zh: "不是合法的 JSON：{reasonZh}", en: "not valid JSON: {reason}",
        hint_zh: "请检查该处的引号、逗号和括号", hint_en: "check the quotes, commas and brackets at this position",
        source: "RFC 8259",
    }
    /// 嵌套过深 · Nesting that is too deep.
    TOO_DEEP = "json.too-deep" Fatal Limit {
        zh: "嵌套超过 {limit} 层", en: "nested deeper than {limit} levels",
        hint_zh: "请检查文件是否损坏；扩展内容请减少嵌套", hint_en: "check whether the file is damaged; use fewer levels in extensions",
        source: "bounds of the standard",
    }
    /// 文件过大 · Text that is too large.
    TOO_LARGE = "json.too-large" Fatal Limit {
        zh: "文件超过上限（{limit}）", en: "the text is larger than the limit ({limit})",
        hint_zh: "请按患儿拆分文件，影像只填摘要", hint_en: "write one file per child; enter only the digest of an image",
        source: "bounds of the standard",
    }
    /// 不是一个对象 · Document that is not an object.
    NOT_AN_OBJECT = "document.not-an-object" Fatal Structure {
        zh: "文件须为一个 JSON 对象", en: "a document must be one JSON object",
        hint_zh: "多份文件请用 NDJSON（每行一份）", hint_en: "for several documents use NDJSON, one on each line",
        source: "tongbiao 童标: documents",
    }
    /// 缺少文件种类 · Missing kind of document.
    KIND_MISSING = "document.kind-missing" Fatal Structure {
        zh: "缺少文件种类（kind）", en: "the kind of document (`kind`) is missing",
        hint_zh: "请填写 kind：application、diagnosis、receipt、programme、plan、adjudication、joint-adjudication 或 findings", hint_en: "enter `kind`: application, diagnosis, receipt, programme, plan, adjudication, joint-adjudication or findings",
        source: "tongbiao 童标: documents",
    }
    /// 文件种类不支持 · Unsupported kind of document.
    KIND_UNKNOWN = "document.kind-unknown" Fatal Structure {
        zh: "不支持该文件种类{suggestionZh}", en: "unknown kind of document{suggestion}",
        hint_zh: "可用：application、diagnosis、receipt、programme、plan、adjudication、joint-adjudication、findings", hint_en: "use application, diagnosis, receipt, programme, plan, adjudication, joint-adjudication or findings",
        source: "tongbiao 童标: documents",
    }
    /// 文件种类不符 · Document of another kind than expected.
    KIND_OTHER = "document.kind-other" Error Structure {
        zh: "文件种类为 {actual}，应为 {expected}", en: "the document is of kind {actual}; expected kind: {expected}",
        hint_zh: "请核对是否选错文件；文件种类见成员 kind", hint_en: "check whether this is the right file; its member `kind` states its kind",
        source: "tongbiao 童标: documents",
    }
    /// 标准版本不支持 · Unsupported version of the standard.
    STANDARD_UNKNOWN = "document.standard-unknown" Fatal Structure {
        zh: "不支持该标准版本，本程序支持 1.0", en: "unsupported version of the standard; this program supports 1.0",
        hint_zh: "请填写 \"standard\": \"1.0\"，或升级程序", hint_en: "write \"standard\": \"1.0\", or use a newer program",
        source: "tongbiao 童标: versions",
    }
    /// 值的类型不符 · Value of the wrong type.
    TYPE = "structure.type" Error Structure {
        zh: "应为{expectedZh}，实为{actualZh}", en: "must be {expected}, is {actual}",
        hint_zh: "请将该值改为所要求的类型", hint_en: "replace the value by one of the required type",
        source: "the published schema",
    }
    /// 值为 null · Value that is null.
    NULL = "structure.null" Error Structure {
        zh: "不得为 null", en: "must not be null",
        hint_zh: "未知的，不填该成员；确认没有的，填空列表、\"0.00\" 或相应代码", hint_en: "omit the member if the value is unknown; enter an empty list, \"0.00\" or a code if the answer is known to be none",
        source: "tongbiao 童标: absent means unknown",
    }
    /// 缺少必填成员 · Missing required member.
    MISSING = "structure.missing" Error Structure {
        zh: "缺少必填成员 {member}（{labelZh}）{codesZh}", en: "the required member `{member}` ({label}) is missing{codes}",
        hint_zh: "请补填该成员；内容不明的，请向出具材料的单位核实，不得编造", hint_en: "add the member; if its value is unknown, ask the organisation that issued the document, and do not invent one",
        source: "the published schema",
    }
    /// 标准未定义的成员 · Member that the standard does not define.
    UNKNOWN_MEMBER = "structure.unknown-member" Error Structure {
        zh: "标准没有成员 {member}{suggestionZh}", en: "the standard has no member `{member}`{suggestion}",
        hint_zh: "拼写有误的，请改正；标准未规定的内容，请移入 extensions 或删除", hint_en: "correct the name if it is misspelt; otherwise move the content into `extensions`, or delete it",
        source: "the published schema",
    }
    /// 成员重复 · Duplicate member.
    DUPLICATE_MEMBER = "structure.duplicate-member" Error Duplicate {
        zh: "同一对象中成员重复", en: "the member occurs twice in the object",
        hint_zh: "请核对两处的值，只保留正确的一处", hint_en: "compare both values and keep the correct one",
        source: "RFC 7493 section 2.3",
    }
    /// 代码不在代码表中 · Code that is not in its code list.
    CODE = "structure.code" Error Code {
        zh: "不是代码表“{listZh}”的代码{suggestionZh}{codesZh}", en: "not a code of the list {list}{suggestion}{codes}",
        hint_zh: "请改填代码表中的代码；tongbiao codes --list 列出代码表的名称，其后加名称的，列出各代码的含义", hint_en: "enter a code of the list; `tongbiao codes --list` shows the names of the lists, and with a name the meaning of each code",
        source: "the published schema",
    }
    /// 文本格式不符 · Text of the wrong format.
    FORM = "structure.form" Error Value {
        zh: "不符合“{wordZh}”的格式{exampleZh}", en: "does not have the format of: {word}{example}",
        hint_zh: "请按示例的格式改写：半角字符，首尾无空格", hint_en: "write the value in the format of the example: half-width characters, no blanks at either end",
        source: "the published schema",
    }
    /// 列表长度超出范围 · List length outside its range.
    LENGTH = "structure.length" Error Structure {
        zh: "应有 {min} 到 {max} 项，实有 {actual} 项", en: "must have {min} to {max} items, has {actual}",
        hint_zh: "超过上限的，请分多份文件填写；不足下限的，请补充条目，或不填该成员", hint_en: "above the maximum, use several documents; below the minimum, add items or omit the member",
        source: "the published schema",
    }
    /// 数字超出范围 · Number outside its range.
    RANGE = "structure.range" Error Value {
        zh: "应为 {min} 到 {max} 的{numberZh}", en: "must be {number} from {min} to {max}",
        hint_zh: "请按原件核对数字和单位", hint_en: "compare the number and its unit with the original",
        source: "the published schema",
    }
    /// 扩展内容嵌套过深 · Extension with too many levels.
    EXTENSION_DEPTH = "structure.extension-depth" Error Limit {
        zh: "扩展内容嵌套超过 {limit} 层", en: "the extension has more than {limit} levels",
        hint_zh: "请减少嵌套；扩展仅用于少量数据", hint_en: "use fewer levels; an extension is for a small amount of data",
        source: "bounds of the standard",
    }
    /// 程序内部错误 · Internal error.
    ///
    /// 读取器拒绝了文件，但无法说明原因。请报告。
    /// The reader refused the document and cannot state the reason. Please report it.
    INTERNAL = "internal.unexplained" Fatal Internal {
        zh: "程序无法说明为何拒绝该文件", en: "internal error: the program refused the document and cannot state the reason",
        hint_zh: "请向维护者报告此情况，勿附个人信息", hint_en: "report this to the maintainers, without personal data",
        source: "this program",
    }
}

/// The finding for a text that is not JSON.
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
        Syntax::Unexpected => Label { zh: "此处不应有这个字符", en: "unexpected character" },
        Syntax::Trailing => Label { zh: "文件结束后仍有内容", en: "there is text after the document" },
        Syntax::TrailingComma => Label { zh: "括号前多了逗号", en: "a comma before a closing bracket" },
        Syntax::ControlCharacter => Label {
            zh: "字符串中有换行或控制字符",
            en: "a line break or control character inside a string",
        },
        Syntax::Escape => Label { zh: "转义序列不合法", en: "an escape sequence that is not allowed" },
        Syntax::Number => Label { zh: "数字的写法不合法", en: "a number in a format that JSON does not allow" },
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
            zh: "金额、代码、日期、号码须写成带引号的字符串",
            en: "write amounts, codes, dates and document numbers as strings in quotes",
        },
        JsonType::Object => Label {
            zh: "请用花括号写成对象，逐项写出其成员",
            en: "write an object in braces, with the name of each member",
        },
        JsonType::List => Label {
            zh: "请用方括号写成列表，仅一项的亦写成列表",
            en: "write a list in brackets, also for a single item",
        },
        JsonType::Number => Label {
            zh: "请写成不带引号的数字，整数不写小数点",
            en: "write a number without quotes; a whole number has no decimal point",
        },
        JsonType::Flag => {
            Label { zh: "请写 true 或 false，不带引号", en: "write true or false without quotes" }
        }
        JsonType::Null => TYPE.hint,
    }
}

/// The hints for causes that a rule does not distinguish.
const MISSING_CODE: Label = Label {
    zh: "请补填该成员，从所列代码中选择；类别不明的，请向出具材料的单位核实",
    en: "add the member with a code of its list; if the value is unknown, ask the organisation that issued the document",
};
const MISSPELT: Label = Label {
    zh: "请改用所提示的成员名；所指并非该成员的，请移入 extensions 或删除",
    en: "use the suggested name; if another member is meant, move the content into `extensions`, or delete it",
};
const NATIONAL_CODE: Label = Label {
    zh: "所填为国家接口或国家标准的数字代码，请改填本标准的相应代码",
    en: "the value is a number of a national interface or standard; enter the code of this standard instead",
};
const TEXT_LENGTH: Label = Label {
    zh: "请按规定的字数填写；过长的内容请概括，无内容的不填该成员",
    en: "write a text of the allowed length; shorten a longer one, and omit the member if the text is empty",
};
const FRACTION: Label = Label {
    zh: "请写成小数，不写百分号，并加引号：70% 写作 \"0.70\"",
    en: "write the rate as a decimal fraction in quotes, without a percent sign: 70% is \"0.70\"",
};
const AMOUNT: Label = Label {
    zh: "请以元为单位填写金额，写成带引号的数字，不写货币符号、单位和千位分隔符：5 万元写作 \"50000.00\"",
    en: "write amounts in yuan as digits in quotes, without currency, unit or separators of thousands: 5万元 is \"50000.00\"",
};
const DAY: Label = Label {
    zh: "请按年-月-日书写，月、日各两位，并加引号：2024 年 5 月 8 日写作 \"2024-05-08\"",
    en: "write year, month and day in this order, in quotes, the month and the day with two digits: \"2024-05-08\"",
};
const TOO_MANY: Label = Label {
    zh: "请删除重复的条目；确需更多的，请分多份文件填写",
    en: "remove repeated items; if more are necessary, use several documents",
};
const TOO_FEW: Label = Label {
    zh: "请补充条目；内容不明的，不填该成员",
    en: "add the missing items; if they are unknown, omit the member",
};

/// The highest number of codes in a message about a missing member.
const CODES_MAX: usize = 10;

/// How a value of that word is written, if it is a rate, an amount or a day.
const fn word_hint(word: &Word) -> Option<Label> {
    match word.spelling {
        Spelling::Decimal { mark: Mark::Percent, .. } => Some(FRACTION),
        Spelling::Decimal { mark: Mark::Yuan, .. } => Some(AMOUNT),
        Spelling::Day(_) => Some(DAY),
        _ => None,
    }
}

/// The finding for a value that its type refuses. `raw` is the text of the value as JSON.
pub(crate) fn refusal(refusal: &Refusal, raw: &str) -> Finding {
    let mut finding = refused(refusal);
    // A refused value is treated as personal at least, because it may be a name in the wrong column. A value with another
    // spelling that is canonical has the privacy class of its member, unless the member is free text.
    let of_member = refusal.privacy;
    let privacy = of_member.max(Privacy::Personal);
    let is_value = matches!(
        refusal.refused,
        Refused::Code { .. } | Refused::Form(_) | Refused::Range { .. } | Refused::Type { .. }
    );
    finding.actual = is_value.then(|| Shown { value: scalar(raw), privacy });
    let text = || serde_json::from_str::<String>(raw).ok();
    match refusal.refused {
        Refused::Form(word) if finding.pointer == refusal.pointer => {
            let privacy = if matches!(word.spelling, Spelling::Text | Spelling::Free(_)) { privacy } else { of_member };
            let canonical = text().and_then(|text| word.canonical(&text));
            finding.fix = canonical.map(|value| Fix::Respell(Shown { value, privacy }));
        }
        Refused::Untidy(word) => {
            let canonical = text().and_then(|text| word.canonical(&text));
            finding.fix = canonical.map(|value| Fix::Respell(Shown { value, privacy: of_member }));
        }
        Refused::Type { actual: JsonType::Number, word: Some(word), .. } => {
            let canonical = word.canonical_number(raw);
            finding.fix = canonical.map(|value| Fix::Respell(Shown { value, privacy: of_member }));
        }
        _ => {}
    }
    finding
}

/// The text of a scalar, shortened; of an object or a list only a mark.
fn scalar(raw: &str) -> String {
    if raw.starts_with(['{', '[']) {
        return "…".to_owned();
    }
    raw.trim_matches('"').chars().take(200).collect()
}

fn refused(refusal: &Refusal) -> Finding {
    let Refusal { pointer, refused, .. } = refusal;
    let at = |rule| Finding::new(rule, pointer.clone());
    match refused {
        Refused::Type { expected, actual, word } => {
            let mut finding = at(&TYPE);
            finding.hint = word.and_then(word_hint).unwrap_or_else(|| type_hint(*expected));
            let (expected, actual) = (type_name(*expected), type_name(*actual));
            finding.param("expectedZh", expected.zh).param("actualZh", actual.zh);
            finding.param("expected", expected.en).param("actual", actual.en);
            finding
        }
        Refused::Null => at(&NULL),
        Refused::Missing { member, label, choice } => {
            let mut finding = at(&MISSING);
            finding.param("member", member).param("labelZh", label.zh).param("label", label.en);
            let codes: Vec<_> =
                choice.iter().flat_map(|choice| choice.codes()).map(|(code, _)| code).take(CODES_MAX).collect();
            codes::list(&mut finding, *choice, &codes, &[]);
            if choice.is_some() {
                finding.hint = MISSING_CODE;
            }
            finding
        }
        Refused::Unknown { name, nearest } => unknown_member(pointer, name, nearest),
        Refused::Duplicate(name) if is_plain_name(name) => at(&DUPLICATE_MEMBER),
        Refused::Duplicate(_) => Finding::new(&DUPLICATE_MEMBER, object_of(pointer)),
        Refused::Code { list, guess } => code(at(&CODE), *list, guess),
        Refused::Form(word) | Refused::Name(word) => {
            // The pointer contains the name of an extension. A name of the wrong format may be private text.
            let named = pointer.rsplit('/').next().is_none_or(is_plain_name);
            let mut finding = if named { at(&FORM) } else { Finding::new(&FORM, object_of(pointer)) };
            finding.param("wordZh", word.label.zh).param("word", word.label.en);
            let length = word.length;
            if word.example.is_empty() {
                finding.param("exampleZh", format_args!("（{} 到 {} 个字符）", length.min.max(1), length.max));
                finding.param("example", format_args!(" of {} to {} characters", length.min.max(1), length.max));
                finding.hint = TEXT_LENGTH;
            } else {
                let (zh, en) = if length.min == length.max {
                    (format!("，{} 个字符", length.min), format!(", {} characters", length.min))
                } else {
                    Default::default()
                };
                finding.param("exampleZh", format_args!("{zh}，如 {}", word.example));
                finding.param("example", format_args!("{en}, such as {}", word.example));
                finding.hint = word_hint(word).unwrap_or(FORM.hint);
            }
            finding
        }
        Refused::Length { bound, actual } => {
            let mut finding = at(&LENGTH);
            finding.param("min", bound.min).param("max", bound.max).param("actual", actual);
            finding.hint = if *actual > bound.max { TOO_MANY } else { TOO_FEW };
            finding
        }
        Refused::Untidy(_) => at(&STRAY_BLANK),
        Refused::Range { min, max, whole } => {
            let mut finding = at(&RANGE);
            let (zh, en) = if *whole { ("整数", "a whole number") } else { ("数", "a number") };
            finding.param("min", min).param("max", max).param("numberZh", zh).param("number", en);
            finding
        }
        Refused::Depth(limit) => {
            let mut finding = at(&EXTENSION_DEPTH);
            finding.param("limit", limit);
            finding
        }
    }
}

/// The pointer of the object that holds a member.
fn object_of(pointer: &str) -> String {
    pointer.rsplit_once('/').map_or("", |(object, _)| object).to_owned()
}

fn unknown_member(pointer: &str, name: &str, nearest: &[&'static str]) -> Finding {
    let plain = is_plain_name(name);
    // A name that may be private is not repeated. The finding is then at the object.
    let place = if plain { pointer.to_owned() } else { object_of(pointer) };
    let mut finding = Finding::new(&UNKNOWN_MEMBER, place);
    finding.param("member", if plain { name } else { "…" });
    suggest(&mut finding, nearest);
    if !nearest.is_empty() {
        finding.hint = MISSPELT;
    }
    if let [only] = nearest {
        finding.fix(Fix::Rename((*only).to_owned()));
    }
    finding
}

fn code(mut finding: Finding, choice: CodeChoice, guess: &Guess) -> Finding {
    let label = choice.label();
    finding.param("listZh", label.zh).param("list", label.en);
    suggest(&mut finding, &guess.nearest);
    codes::list(&mut finding, Some(choice), &guess.listed, &guess.nearest);
    if guess.national.is_some() {
        finding.hint = NATIONAL_CODE;
    }
    let shown = |code: &str| Shown { value: code.to_owned(), privacy: Privacy::Public };
    finding.fix = match (guess.meant, guess.nearest.as_slice()) {
        (Some(code), _) => Some(Fix::Respell(shown(code))),
        (None, [only]) => Some(Fix::Replace(shown(only))),
        _ => None,
    };
    finding
}

#[cfg(test)]
mod tests {
    use crate::{
        check::{Limits, check},
        finding::{Fix, Shown},
    };

    /// The message in English, the fix, and whether it is certain.
    fn told(members: &str) -> (String, Option<(String, bool)>) {
        let text = format!(r#"{{"kind":"application","standard":"1.0","id":"a","child":{{"name":"某某",{members}}}}}"#);
        let checked = check(text.as_bytes(), None, &Limits::default());
        let [located, ..] = checked.findings.as_slice() else { panic!("{text}") };
        let fix = match &located.finding.fix {
            Some(Fix::Respell(Shown { value, .. })) => Some((value.clone(), true)),
            Some(Fix::Replace(Shown { value, .. })) => Some((value.clone(), false)),
            _ => None,
        };
        (located.finding.message().1, fix)
    }

    #[test]
    fn labels_and_other_spellings_lead_to_the_code() {
        for (text, expected) in [
            ("男", Some(("male", true))),
            (" Male", Some(("male", true))),
            ("FEMALE", Some(("female", true))),
            ("ｆｅｍａｌｅ", Some(("female", true))),
            ("not_stated", Some(("not-stated", true))),
            ("Not stated", Some(("not-stated", true))),
            ("femal", Some(("female", false))),
            ("男性", Some(("male", false))),
            ("男女", None),
            ("1", Some(("male", false))),
            ("９", Some(("not-stated", false))),
            ("3", None),
            ("", None),
        ] {
            let (_, fix) = told(&format!(r#""sex":"{text}""#));
            assert_eq!(fix.as_ref().map(|(code, certain)| (code.as_str(), *certain)), expected, "{text}");
        }
    }

    #[test]
    fn codes_are_listed() {
        assert_eq!(
            told(r#""sex":"x""#).0,
            "not a code of the list Sex; codes: `male`, `female`, `unknown`, `not-stated`"
        );
        let long = told(r#""ethnicGroup":"hann""#).0;
        assert!(long.contains("(tongbiao codes --list EthnicGroup)") && long.matches('`').count() >= 20, "{long}");
        let missing = told(r#""guardians":1"#).0;
        assert!(missing.contains("`guardians`"), "{missing}");
    }
}
