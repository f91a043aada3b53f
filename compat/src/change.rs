//! A change from one set of schemas to another, told in both languages.

use crate::{inclusion::What, why::Why};
use serde_json::{Map, Value, json};

/// How a change concerns documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judgement {
    /// The same documents are accepted.
    Compatible,
    /// More documents are accepted than before.
    Extending,
    /// It cannot be decided; it counts as breaking until a person says what it is.
    Unknown,
    /// Documents that were accepted no longer are.
    Breaking,
}

impl Judgement {
    /// Every judgement, the mildest first.
    pub const ALL: &'static [Self] = &[Self::Compatible, Self::Extending, Self::Unknown, Self::Breaking];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Extending => "extending",
            Self::Unknown => "unknown",
            Self::Breaking => "breaking",
        }
    }

    /// Its name in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Compatible => "兼容",
            Self::Extending => "扩展",
            Self::Unknown => "无法判定",
            Self::Breaking => "不兼容",
        }
    }
}

/// A value that shows a change.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The kind of document that it is; without one it is a value of the type that changed.
    pub kind: Option<String>,
    /// The document or value.
    pub value: Value,
}

/// Why a change is judged as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// One change, with its cause; what uses the type is changed with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// How it concerns documents; what a label has settled, if there is one.
    pub judgement: Judgement,
    /// The name of the type.
    pub type_name: String,
    /// The place in the schema of the type: of the old set, or of the new one if something is gained.
    pub pointer: String,
    /// The keyword that changed.
    pub keyword: String,
    /// What is lost, gained or undecided, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// The keyword as it was, where it is short or nothing could be decided.
    pub old: Option<Value>,
    /// The keyword as it is now, likewise.
    pub new: Option<Value>,
    /// The values of a closed list that are lost or gained.
    pub values: Vec<Value>,
    /// What one set accepts and the other refuses: the old the one if it is lost, the new if it is gained.
    pub example: Option<Example>,
    /// The kinds of documents in which the type is used.
    pub kinds: Vec<String>,
    /// Why a person has settled what could not be decided.
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

/// What is said of a loss from the old set to the new, or, of the same the other way, of a gain.
pub(crate) fn said(what: &What, keyword: &str, is_loss: bool) -> (String, String) {
    let (mut zh, mut en) = thing(what, keyword);
    if let What::Undecided(_) = what {
        if !is_loss {
            zh.push_str("；可能接受更多");
            en.push_str("; more may be accepted than before");
        }
        return (zh, en);
    }
    zh.push_str(if is_loss { "不再接受" } else { "现在也接受" });
    en.push_str(if is_loss { " are no longer accepted" } else { " are accepted now" });
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
        What::Others => both("其他名称的成员".into(), "members of other names".into()),
        What::Names => both("一些成员名称".into(), "some names of members".into()),
        What::Kind(kind) => both(format!("`{kind}` 类文件"), format!("documents of the kind `{kind}`")),
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
        Why::Keyword => ("未能理解的关键字", "a keyword that is not understood"),
        Why::Pattern => ("无法比较的格式", "patterns that cannot be compared"),
        Why::Format => ("校验器可能检查也可能不检查的 format", "a format that validators may or may not look at"),
        Why::Overlap => ("无法区分的变体", "alternatives that cannot be told apart"),
        Why::Reference => ("无法跟随的引用", "a reference that cannot be followed"),
        Why::NoExample => ("无法举例证明的差异", "a difference for which no example could be made"),
    };
    (format!("`{keyword}`：{zh}"), format!("`{keyword}`: {en}"))
}
