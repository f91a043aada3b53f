//! Whole documents: a record with the members that surround it.

#[doc(no_inline)]
pub use crate::code::{DocumentKind, Standard};
use crate::{
    adjudication::Adjudication,
    finding::{At, Check},
    joint::JointAdjudication,
    plan::ReliefPlan,
    programme::Programme,
    prose,
    record::{application::Application, diagnosis::Diagnosis, receipt::Receipt},
    report::FindingsReport,
    value::Text,
    wire::{
        Code, CodeList, Label, Member, Members, NameSeed, Object, Privacy, Shape, View, Wire, document_schema, fill,
        unknown,
    },
};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, Visitor},
};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// Only records of this crate implement this trait.
trait Sealed {}

/// A record that is exchanged as a document of its own.
///
/// Sealed: only the standard defines kinds of documents.
#[expect(private_bounds, reason = "sealed by the crate's own trait")]
pub trait Body: Object + Wire + Check + Sealed {
    /// The kind of the document.
    const KIND: DocumentKind;
    /// The name of the document type in schemas and generated code.
    const NAME: &'static str;
    /// The members that come before those of the record.
    const ENVELOPE: &'static [Member];
}

/// A document: `kind`, `standard`, optionally `$schema`, and the members of its record.
///
/// # Example
/// ```
/// use tongbiao::{document::Document, record::receipt::Receipt, value::SignedMoney};
///
/// let text = r#"{"kind": "receipt", "standard": "1.0", "number": {"form": "legacy", "number": "00012345678"},
///     "totalAmount": "3200.00", "receiptKind": "legacy"}"#;
/// let document: Document<Receipt> = serde_json::from_str(text)?;
/// assert_eq!(document.body.total_amount, SignedMoney::parse("3200.00")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Document<T> {
    /// The address of the schema, for editors.
    pub schema: Option<Text<1, 500>>,
    /// The record.
    pub body: T,
}

/// A document around a record: see [`Document::new`].
impl<T: Body> From<T> for Document<T> {
    fn from(body: T) -> Self {
        Self::new(body)
    }
}

impl<T: Body> Document<T> {
    /// A document that contains the record.
    pub const fn new(body: T) -> Self {
        Self { schema: None, body }
    }

    /// The document as JSON text, indented by two spaces, with a line feed at the end. Equal documents give equal
    /// bytes.
    ///
    /// # Errors
    /// Never for a document of this crate.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }

    /// Judges all rules of the document.
    pub(crate) fn judge(&self, at: &mut At) {
        self.body.check(at);
        prose::check_texts(&self.body, at);
    }
}

/// The version of the standard as a member. It is a constant, inlined in every schema.
static STANDARD: CodeList = CodeList {
    name: "",
    label: Label { zh: "标准版本", en: "Version of the standard" },
    docs: &[" 标准版本 · Version of the standard."],
    source: "tongbiao 童标",
    codes: &[Code { code: Standard::V1_0.as_str(), label: Standard::V1_0.label(), docs: &[] }],
};

/// Declares which records are documents.
macro_rules! bodies {
    ($( $body:ident = $name:literal, $kind:ident; )+) => { $(
        const _: () = {
            static KIND: CodeList = CodeList {
                name: "",
                label: DocumentKind::$kind.label(),
                docs: &[" 文件种类 · Kind of document."],
                source: "tongbiao 童标",
                codes: &[Code {
                    code: DocumentKind::$kind.as_str(),
                    label: DocumentKind::$kind.label(),
                    docs: &[],
                }],
            };
            impl Sealed for $body {}
            impl Body for $body {
                const KIND: DocumentKind = DocumentKind::$kind;
                const NAME: &'static str = $name;
                const ENVELOPE: &'static [Member] = &[
                    Member {
                        name: "$schema",
                        label: Label { zh: "模式地址", en: "Address of the schema" },
                        docs: &[" 模式地址 · Address of the schema.", "", " 供编辑器使用。For editors."],
                        required: false,
                        privacy: Privacy::Public,
                        shape: <Text<1, 500> as Wire>::SHAPE,
                        schema: SchemaGenerator::subschema_for::<Text<1, 500>>,
                    },
                    Member {
                        name: "kind",
                        label: Label { zh: "文件种类", en: "Kind of document" },
                        docs: &[" 文件种类 · Kind of document."],
                        required: true,
                        privacy: Privacy::Public,
                        shape: &Shape::Code(&KIND),
                        schema: |_| schemars::json_schema!({"const": DocumentKind::$kind.as_str()}),
                    },
                    Member {
                        name: "standard",
                        label: Label { zh: "标准版本", en: "Version of the standard" },
                        docs: &[" 标准版本 · Version of the standard."],
                        required: true,
                        privacy: Privacy::Public,
                        shape: &Shape::Code(&STANDARD),
                        schema: |_| schemars::json_schema!({"const": Standard::V1_0.as_str()}),
                    },
                ];
            }
        };
    )+ };
}

bodies! {
    Application = "ApplicationDocument", Application;
    Diagnosis = "DiagnosisDocument", Diagnosis;
    Receipt = "ReceiptDocument", Receipt;
    Programme = "ProgrammeDocument", Programme;
    ReliefPlan = "PlanDocument", Plan;
    Adjudication = "AdjudicationDocument", Adjudication;
    JointAdjudication = "JointAdjudicationDocument", JointAdjudication;
    FindingsReport = "FindingsDocument", Findings;
}

/// A member name: one of the envelope, or one of the record.
enum Name<N> {
    Schema,
    Kind,
    Standard,
    Own(N),
}

struct DocumentVisitor<T>(PhantomData<T>);

impl<'de, T: Body> Visitor<'de> for DocumentVisitor<T> {
    type Value = Document<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document<T>, A::Error> {
        let name = |text: &str| match text {
            "$schema" => Some(Name::Schema),
            "kind" => Some(Name::Kind),
            "standard" => Some(Name::Standard),
            own => T::name(own).map(Name::Own),
        };
        let mut slots = T::Slots::default();
        let (mut schema, mut kind, mut standard) = (None, None::<DocumentKind>, None::<Standard>);
        while let Some(name) = map.next_key_seed(NameSeed(name))? {
            let Some(name) = name else { return Err(unknown()) };
            match name {
                Name::Schema => fill(&mut schema, "$schema", &mut map)?,
                Name::Kind => fill(&mut kind, "kind", &mut map)?,
                Name::Standard => fill(&mut standard, "standard", &mut map)?,
                Name::Own(name) => T::read(name, &mut slots, &mut map)?,
            }
        }
        match kind {
            None => return Err(de::Error::missing_field("kind")),
            Some(kind) if kind != T::KIND => return Err(de::Error::custom("another kind of document")),
            Some(_) => {}
        }
        standard.ok_or_else(|| de::Error::missing_field("standard"))?;
        Ok(Document { schema, body: T::finish(slots)? })
    }
}

impl<'de, T: Body> Deserialize<'de> for Document<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_map(DocumentVisitor(PhantomData))
    }
}

impl<T: Body> Members for Document<T> {
    fn members(&self, show: &mut dyn FnMut(&str, View<'_>)) {
        if let Some(schema) = &self.schema {
            show("$schema", schema.view());
        }
        show("kind", T::KIND.view());
        show("standard", Standard::V1_0.view());
        self.body.members(show);
    }
}

impl<T: Body> Serialize for Document<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        View::Object(self).serialize(s)
    }
}

impl<T: Body> JsonSchema for Document<T> {
    fn schema_name() -> Cow<'static, str> {
        T::NAME.into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        document_schema(T::NAME, T::ENVELOPE, T::RECORD, generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        serde_json::from_str::<Document<Application>>(text).unwrap_err().to_string()
    }

    #[test]
    fn errors_of_serde_name_the_member_and_no_value() {
        let with = |members: &str| {
            format!(r#"{{"kind":"application","standard":"1.0","id":"a","child":{{"name":"某某"}},{members}}}"#)
        };
        for (members, expected) in [
            (r#""enteredOn":"2024-13-01""#, "/enteredOn: not a valid Date (Calendar date), such as `2024-05-06`"),
            (r#""enteredOn":20241301"#, "/enteredOn: expected a string at line"),
            (
                r#""guardians":[{"kind":"person","id":"g","name":"李明","relation":"李明"}]"#,
                "/guardians/0/relation: not a",
            ),
            (r#""guardians":["李明"]"#, "/guardians/0: expected an object at line"),
            (
                r#""receipts":[{"lines":[{"name":"x","amount":"1"}]}]"#,
                "/receipts/0/lines/0/amount: not a valid LineAmount",
            ),
            (r#""receipts":[{}]"#, "/receipts/0: missing field"),
        ] {
            let said = refused(&with(members));
            assert!(said.starts_with(expected) && !said.contains("李明") && !said.contains("20241301"), "{said}");
        }
    }
}
