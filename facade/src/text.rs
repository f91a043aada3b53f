//! Texts of replies.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{borrow::Cow, fmt};
use tongbiao::{
    explain::Words,
    wire::{
        Bound, Label, Shape, Spelling, View, Wire, Word, record,
        schemars::{JsonSchema, Schema, SchemaGenerator, json_schema},
    },
};

/// Any text. Its `Debug` output hides it, because it may come from a document.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct AnyText(String);

static ANY: Word = Word {
    name: "",
    label: Label { zh: "文字", en: "Text" },
    docs: &[" 文字 · Text."],
    pattern: "",
    format: None,
    length: Bound { min: 0, max: usize::MAX },
    example: "",
    accepts: |_| true,
    spelling: Spelling::Text,
};

impl AnyText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for AnyText {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for AnyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnyText(…)")
    }
}

impl Wire for AnyText {
    const SHAPE: &'static Shape = &Shape::Word(&ANY);
    fn view(&self) -> View<'_> {
        View::Text(&self.0)
    }
}

impl Serialize for AnyText {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for AnyText {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d).map(Self)
    }
}

impl JsonSchema for AnyText {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "AnyText".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }
}

record! {
    /// 双语文字 · Text in Chinese and English.
    pub struct Said {
        required {
            /// 中文 · Chinese.
            public zh: AnyText,
            /// 英文 · English.
            public en: AnyText,
        }
        optional {}
    }
}

/// A text in both languages.
pub(crate) fn said(zh: impl Into<AnyText>, en: impl Into<AnyText>) -> Said {
    Said::new(zh.into(), en.into())
}

impl From<Words> for Said {
    fn from(words: Words) -> Self {
        said(words.zh, words.en)
    }
}

impl From<Label> for Said {
    fn from(label: Label) -> Self {
        said(label.zh, label.en)
    }
}
