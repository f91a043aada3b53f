//! A change from one set of schemas to another, described in both languages.

use crate::{inclusion::What, why::Why};
use serde_json::{Map, Value, json};

/// The effect of a change on documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judgement {
    /// The same documents are accepted.
    Compatible,
    /// More documents are accepted than before.
    Extending,
    /// It cannot be decided; treated as breaking until a label decides it.
    Unknown,
    /// Some documents that were accepted are refused.
    Breaking,
}

impl Judgement {
    /// All judgements in order of severity.
    pub const ALL: &'static [Self] = &[Self::Compatible, Self::Extending, Self::Unknown, Self::Breaking];

    /// The name of the judgement.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Extending => "extending",
            Self::Unknown => "unknown",
            Self::Breaking => "breaking",
        }
    }

    /// The name of the judgement in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Compatible => "兼容",
            Self::Extending => "扩展",
            Self::Unknown => "无法判定",
            Self::Breaking => "不兼容",
        }
    }
}

/// A value that demonstrates a change.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The kind of the document. If omitted, the example is a value of the changed type.
    pub kind: Option<String>,
    /// The document or value.
    pub value: Value,
}

/// The reason for a judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// One change. It affects all types that use the changed type.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The effect on documents, or the judgement of the label, if one applies.
    pub judgement: Judgement,
    /// The name of the type.
    pub type_name: String,
    /// The place in the schema of the type: in the old set for a loss, in the new set for a gain.
    pub pointer: String,
    /// The keyword that changed.
    pub keyword: String,
    /// The description in Chinese.
    pub zh: String,
    /// The description in English.
    pub en: String,
    /// The old value of the keyword, if it is short or the change is undecided.
    pub old: Option<Value>,
    /// The new value of the keyword, under the same condition.
    pub new: Option<Value>,
    /// The values of a closed list that are lost or gained.
    pub values: Vec<Value>,
    /// A value that one set accepts and the other refuses. For a loss, the old set accepts it; for a gain, the new set.
    pub example: Option<Example>,
    /// The kinds of documents in which the type is used.
    pub kinds: Vec<String>,
    /// The reason of the label that decides the change.
    pub settled: Option<Reason>,
}

impl Change {
    /// As a JSON object.
    pub fn to_json(&self) -> Value {
        let Self { judgement, type_name, pointer, keyword, zh, en, old, new, values, example, kinds, settled } = self;
        let mut members = Map::new();
        let mut put = |name: &str, value: Value| drop(members.insert(name.to_owned(), value));
        put("judgement", judgement.as_str().into());
        put("type", type_name.as_str().into());
        put("pointer", pointer.as_str().into());
        put("keyword", keyword.as_str().into());
        put("message", json!({"zh": zh, "en": en}));
        put("kinds", kinds.clone().into());
        for (name, value) in [("old", old), ("new", new)] {
            if let Some(value) = value {
                put(name, value.clone());
            }
        }
        if !values.is_empty() {
            put("values", values.clone().into());
        }
        if let Some(Example { kind, value }) = example {
            put("example", json!({"kind": kind, "value": value}));
        }
        if let Some(Reason { zh, en }) = settled {
            put("settled", json!({"zh": zh, "en": en}));
        }
        members.into()
    }
}

/// The description of a loss, or of a gain in the opposite direction.
pub(crate) fn said(what: &What, keyword: &str, is_loss: bool) -> (String, String) {
    let (mut zh, mut en) = thing(what, keyword);
    if let What::Undecided(_) = what {
        if !is_loss {
            zh.push_str("；可能接受更多文件");
            en.push_str("; more documents may be accepted than before");
        }
        return (zh, en);
    }
    zh.push_str(if is_loss { "不再接受" } else { "新增接受" });
    en.push_str(if is_loss { " are no longer accepted" } else { " are newly accepted" });
    (zh, en)
}

fn thing(what: &What, keyword: &str) -> (String, String) {
    let both = |zh: String, en: String| (zh, en);
    match what {
        What::Values(values) => {
            let shown: Vec<String> = values.iter().take(10).map(|value| format!("`{}`", shown(value))).collect();
            let more = values.len().saturating_sub(10);
            let (more_zh, more_en) = match more {
                0 => (String::new(), String::new()),
                more => (format!("等另外 {more} 个"), format!(" and {more} more")),
            };
            both(format!("取值 {}{more_zh}", shown.join("、")), format!("the values {}{more_en}", shown.join(", ")))
        }
        What::AllButSome => both("列表以外的值".into(), "values outside the list".into()),
        What::Type(json_type) => both(format!("JSON 类型 {json_type}"), format!("values of the JSON type {json_type}")),
        What::Alternative(Some(tag)) => both(format!("{tag} 的变体"), format!("objects with `{tag}`")),
        What::Alternative(None) => both("一种变体".into(), "objects of one alternative".into()),
        What::Fractions => both("有小数的数".into(), "numbers with a fraction".into()),
        What::Beyond => beyond(keyword),
        What::Required(name) => both(format!("没有 `{name}` 的对象"), format!("objects without `{name}`")),
        What::Property(name) => both(format!("成员 `{name}`"), format!("objects with a member `{name}`")),
        What::Others => both("其他名称的成员".into(), "members with other names".into()),
        What::Names => both("部分成员名称".into(), "some member names".into()),
        What::Kind(kind) => both(format!("`{kind}` 类文件"), format!("documents of kind `{kind}`")),
        What::Undecided(why) => undecided(*why, keyword),
    }
}

fn shown(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}

fn beyond(keyword: &str) -> (String, String) {
    let (zh, en) = match keyword {
        "pattern" => ("不符合另一格式的文本", "texts that the other pattern does not match"),
        "minLength" => ("较短的文本", "shorter texts"),
        "maxLength" => ("较长的文本", "longer texts"),
        "minItems" => ("较短的列表", "shorter lists"),
        "maxItems" => ("较长的列表", "longer lists"),
        "minimum" => ("较小的数", "smaller numbers"),
        "maximum" => ("较大的数", "larger numbers"),
        "minProperties" => ("成员较少的对象", "objects with fewer members"),
        _ => ("成员较多的对象", "objects with more members"),
    };
    (zh.to_owned(), en.to_owned())
}

fn undecided(why: Why, keyword: &str) -> (String, String) {
    let (zh, en) = match why {
        Why::Keyword => ("不支持的关键字", "an unsupported keyword"),
        Why::Pattern => ("无法比较的格式", "patterns that cannot be compared"),
        Why::Format => ("校验器可能忽略的 format", "a format that validators may ignore"),
        Why::Overlap => ("无法区分的变体", "alternatives that cannot be distinguished"),
        Why::Reference => ("无法解析的引用", "a reference that cannot be resolved"),
        Why::NoExample => ("未能生成示例的差异", "a difference without a generated example"),
    };
    (format!("`{keyword}`：{zh}"), format!("`{keyword}`: {en}"))
}
