//! The same schemas in other forms, for tools that cannot use the default one.

use super::{SchemaOptions, bundle, draft07, file_name, openapi, schema_value, written};
use crate::{document::DocumentKind, wire::Label};
use serde_json::{Value, json};

/// A form of the schemas. All forms accept the same documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Flavour {
    /// JSON Schema 2020-12, one file for each kind of document.
    #[default]
    Draft2020,
    /// The same without `$id`.
    NoId,
    /// JSON Schema draft-07, for tools that do not support newer versions.
    Draft07,
    /// One JSON Schema 2020-12 for all kinds of documents.
    Bundle,
    /// The schemas as components of an OpenAPI 3.1 document; every union has a discriminator.
    OpenApi,
}

impl Flavour {
    /// Every flavour, the default one first.
    pub const ALL: &'static [Self] = &[Self::Draft2020, Self::NoId, Self::Draft07, Self::Bundle, Self::OpenApi];

    /// Its name, which is also the name of its folder if it has one.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft2020 => "2020-12",
            Self::NoId => "no-id",
            Self::Draft07 => "draft-07",
            Self::Bundle => "bundle",
            Self::OpenApi => "openapi",
        }
    }

    /// Its label.
    pub const fn label(self) -> Label {
        match self {
            Self::Draft2020 => {
                Label { zh: "每个文件种类一个模式", en: "One schema for each kind of document" }
            }
            Self::NoId => Label { zh: "不带 $id 的模式", en: "Schemas without $id" },
            Self::Draft07 => Label { zh: "draft-07 模式", en: "Schemas in draft-07" },
            Self::Bundle => {
                Label { zh: "适用于各文件种类的单一模式", en: "One schema for all kinds of documents" }
            }
            Self::OpenApi => Label { zh: "OpenAPI 3.1 组件", en: "OpenAPI 3.1 components" },
        }
    }

    /// Its dialect of JSON Schema.
    pub const fn dialect(self) -> &'static str {
        match self {
            Self::Draft2020 | Self::NoId | Self::Bundle => "https://json-schema.org/draft/2020-12/schema",
            Self::Draft07 => draft07::DIALECT,
            Self::OpenApi => "https://spec.openapis.org/oas/3.1/dialect/base",
        }
    }

    /// Whether it is one file for all kinds of documents.
    pub const fn is_whole(self) -> bool {
        matches!(self, Self::Bundle | Self::OpenApi)
    }

    /// The file that describes a kind of document, relative to the folder of all published files.
    pub fn file_of(self, kind: DocumentKind) -> String {
        match self {
            Self::Draft2020 => file_name(kind),
            Self::NoId | Self::Draft07 => format!("{}/{}", self.as_str(), file_name(kind)),
            Self::Bundle => bundle::FILE.to_owned(),
            Self::OpenApi => openapi::FILE.to_owned(),
        }
    }

    /// Its files, each once.
    pub fn file_names(self) -> Vec<String> {
        let mut names: Vec<String> = DocumentKind::ALL.iter().map(|kind| self.file_of(*kind)).collect();
        names.dedup();
        names
    }

    /// Its files: the name relative to the folder of all published files, and the text.
    pub fn files(self, options: &SchemaOptions) -> Vec<(String, String)> {
        let files: Vec<(String, Value)> = match self {
            Self::Bundle => vec![(bundle::FILE.to_owned(), bundle::bundle(options))],
            Self::OpenApi => vec![(openapi::FILE.to_owned(), openapi::document())],
            Self::Draft2020 | Self::NoId | Self::Draft07 => {
                DocumentKind::ALL.iter().map(|kind| (self.file_of(*kind), self.schema_of(*kind, options))).collect()
            }
        };
        files.into_iter().map(|(name, value)| (name, written(&value))).collect()
    }

    /// The schema of one kind in a flavour that has a file for each.
    fn schema_of(self, kind: DocumentKind, options: &SchemaOptions) -> Value {
        if self == Self::Draft2020 {
            return schema_value(kind, options);
        }
        let without = schema_value(kind, &SchemaOptions { with_id: false, ..options.clone() });
        if self == Self::NoId {
            return without;
        }
        let id = options.with_id.then(|| format!("{}{}", options.base, self.file_of(kind)));
        draft07::downgraded(without, id)
    }

    /// Its entry in the index.
    pub(super) fn entry(self) -> Value {
        let Label { zh, en } = self.label();
        json!({"flavour": self.as_str(), "zh": zh, "en": en, "dialect": self.dialect(), "files": self.file_names()})
    }
}
