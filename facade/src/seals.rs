//! The key of an alliance in a request: it opens outcomes with sealed digests, and seals those of a reply.

use crate::{
    failure::{Failure, FailureCode},
    text::said,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt};
use tongbiao::{
    evaluate::JointOutcome,
    wire::{
        Shape, View, Wire,
        schemars::{JsonSchema, Schema, SchemaGenerator, json_schema},
    },
};
pub use tongbiao_seal::Outcome;
use tongbiao_seal::{DigestKey, Problem};

/// A key in a request: the text of the file that `tongbiao index key` makes.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyText(String);

impl From<&str> for KeyText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

// A key is never shown when a value is logged.
impl fmt::Debug for KeyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyText(…)")
    }
}

impl Wire for KeyText {
    // Nothing of it may be in a finding about the request.
    const SHAPE: &'static Shape = &Shape::Any;

    fn view(&self) -> View<'_> {
        View::Text(&self.0)
    }
}

impl<'de> Deserialize<'de> for KeyText {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(d)?;
        // Any other value is no key, and is refused as such.
        Ok(Self(serde_json::from_str(raw.get()).unwrap_or_default()))
    }
}

impl Serialize for KeyText {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(s)
    }
}

impl JsonSchema for KeyText {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "KeyText".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }
}

/// The key with which outcomes are opened and sealed, if there is one. Without a key, outcomes remain as they are.
#[derive(Debug, Clone, Default)]
pub struct Seals(Option<DigestKey>);

impl From<DigestKey> for Seals {
    fn from(key: DigestKey) -> Self {
        Self(Some(key))
    }
}

impl Seals {
    /// The key of a request.
    ///
    /// # Errors
    /// The text is not a key.
    pub fn read(text: Option<&KeyText>) -> Result<Self, Failure> {
        let key = text.map(|text| DigestKey::parse(&text.0)).transpose();
        key.map(Self).map_err(|_| Failure::of(FailureCode::KeyInvalid).at("/key"))
    }

    /// The key, if there is one.
    pub const fn key(&self) -> Option<&DigestKey> {
        self.0.as_ref()
    }

    /// The outcome as it was before it was sealed. Without a key, and if it is not sealed, it is returned as it is.
    ///
    /// # Errors
    /// It was sealed with another key, or was altered.
    pub fn open<T: Outcome>(&self, outcome: T) -> Result<T, Failure> {
        let Some(key) = &self.0 else { return Ok(outcome) };
        key.open(&outcome).map_err(|problem| failure(&problem))
    }

    /// The outcome with sealed digests. Without a key it is returned as it is.
    ///
    /// # Errors
    /// Its digests cannot be sealed. Those of an outcome of this program can.
    pub fn seal<T: Outcome>(&self, outcome: T) -> Result<T, Failure> {
        let Some(key) = &self.0 else { return Ok(outcome) };
        key.seal(&outcome).map_err(|problem| failure(&problem))
    }

    /// The outcome of a joint relief plan with sealed digests.
    ///
    /// # Errors
    /// As for [`Seals::seal`].
    pub fn seal_joint(&self, outcome: JointOutcome) -> Result<JointOutcome, Failure> {
        let members = outcome.members.into_iter().map(|member| self.seal(member)).collect::<Result<_, _>>()?;
        Ok(JointOutcome::new(self.seal(outcome.joint)?, members))
    }

    /// The outcome of a joint relief plan as it was before it was sealed.
    ///
    /// # Errors
    /// As for [`Seals::open`].
    pub fn open_joint(&self, outcome: JointOutcome) -> Result<JointOutcome, Failure> {
        let members = outcome.members.into_iter().map(|member| self.open(member)).collect::<Result<_, _>>()?;
        Ok(JointOutcome::new(self.open(outcome.joint)?, members))
    }
}

/// The error for an outcome that cannot be opened or sealed.
fn failure(problem: &Problem) -> Failure {
    match problem {
        Problem::NoKey => Failure::of(FailureCode::KeyInvalid),
        Problem::OtherKey(stated) => Failure::because(
            FailureCode::KeyOther,
            said(
                format!(
                    "核定结果的摘要以另一密钥加密（标识 {stated}）；请使用该密钥，或以 index key --after 由其生成的密钥"
                ),
                format!(
                    "the outcome was sealed with another key (identifier {stated}); use that key, or a key made from it with \
                     `index key --after`"
                ),
            ),
        ),
        Problem::KeyMissing => Failure::because(
            FailureCode::DocumentInvalid,
            said(
                "核定结果的摘要已加密，但文件缺少 digestKey；请使用未经改动的文件，或重新核定",
                "the digests of the outcome are sealed, but the document lacks `digestKey`; use the document as it was written, or \
                 adjudicate again",
            ),
        ),
        Problem::OtherAlgorithm => Failure::because(
            FailureCode::DocumentInvalid,
            said(
                "核定结果的摘要不是 fnv1a128 摘要，不能加密；请联系生成该文件的一方",
                "a digest of the outcome is not an fnv1a128 digest and cannot be sealed; contact the author of the document",
            ),
        ),
        _ => Failure::because(
            FailureCode::DocumentInvalid,
            said(
                "核定结果填写了密钥标识，而部分摘要未加密；请使用未经改动的文件，或重新核定",
                "the outcome states a key, but some of its digests are not sealed; use the document as it was written, or \
                 adjudicate again",
            ),
        ),
    }
}
