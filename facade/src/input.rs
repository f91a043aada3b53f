//! Input documents: the text in a request, the source of a document, and its description in a report.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::{borrow::Cow, fmt};
use tongbiao::{
    check::{Checked, Limits},
    document::Standard,
    report::{FindingsReport, Fingerprint, Input, Pointer},
    value::Text,
    wire::{
        Integer, Json, Shape, View, Wire, parse_json,
        schemars::{JsonSchema, Schema, SchemaGenerator},
    },
};

/// A document in a request: its text as a string, or the JSON value itself.
///
/// Positions in reports are counted from the beginning of the text or of the value. The text need not be JSON; a value is part of
/// the request, which must be JSON.
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentText(Vec<u8>);

impl DocumentText {
    /// The bytes of the text.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<&[u8]> for DocumentText {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<&str> for DocumentText {
    fn from(text: &str) -> Self {
        Self::from(text.as_bytes())
    }
}

// The text may contain personal data.
impl fmt::Debug for DocumentText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DocumentText({} bytes)", self.0.len())
    }
}

impl Wire for DocumentText {
    const SHAPE: &'static Shape = &Shape::Any;
    // Text that is not UTF-8 cannot be written in JSON.
    fn view(&self) -> View<'_> {
        View::Text(std::str::from_utf8(&self.0).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for DocumentText {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(d)?;
        let text = raw.get();
        if text.starts_with('"') {
            let text: String = serde_json::from_str(text).map_err(|_| D::Error::custom("not a text"))?;
            return Ok(Self(text.into_bytes()));
        }
        Ok(Self::from(text))
    }
}

impl Serialize for DocumentText {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(s)
    }
}

impl JsonSchema for DocumentText {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "DocumentText".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        true.into()
    }
}

/// The text of one document and its source.
#[derive(Debug, Clone, Copy, Default)]
pub struct Source<'a> {
    /// The name of the file; empty if it has none.
    pub name: &'a str,
    /// The line of the document in a file with one document per line.
    pub line: Option<usize>,
    /// Its size in bytes, if it is known.
    pub size: Option<u64>,
    /// The bytes; `None` if the document is too large.
    pub bytes: Option<&'a [u8]>,
}

impl<'a> Source<'a> {
    /// A document in memory. A text above the limit is described, but neither parsed nor digested.
    pub fn new(bytes: &'a [u8], limits: &Limits) -> Self {
        let is_read = bytes.len() <= limits.bytes_max;
        Self { size: Some(bytes.len() as u64), bytes: is_read.then_some(bytes), ..Self::default() }
    }

    /// The name of the document in messages about other documents.
    pub fn full_name(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.name),
            None => self.name.to_owned(),
        }
    }
}

/// The SHA-256 of a text, by which a report is matched to its document.
fn sha256(bytes: &[u8]) -> Option<Fingerprint> {
    let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Fingerprint::parse(&format!("sha256:{hex}")).ok()
}

/// The description of an input: its name, line, size and digest.
pub(crate) fn described(source: &Source<'_>) -> Input {
    let mut input = Input::new();
    let name: String = source.name.chars().filter(|c| !c.is_control()).take(1000).collect();
    input.name = Pointer::parse(&name).ok().filter(|_| !name.is_empty());
    input.line = source.line.and_then(integer);
    input.digest = source.bytes.and_then(sha256);
    input.media_type = Text::parse("application/json").ok();
    input.size_bytes = source.size.and_then(|size| usize::try_from(size).ok()).and_then(integer);
    input
}

/// Describes the checked document in a report: its name, size and digest, and the stated kind and version.
pub(crate) fn describe(report: &mut FindingsReport, checked: &Checked, source: &Source<'_>, limits: &Limits) {
    let mut input = described(source);
    input.detected_kind = checked.kind;
    input.detected_standard =
        standard_of(checked, source, limits).and_then(|standard| Text::parse(standard.as_str()).ok());
    report.input = Some(input);
}

fn integer<const MIN: i64, const MAX: i64>(number: usize) -> Option<Integer<MIN, MAX>> {
    Integer::new(i64::try_from(number).ok()?).ok()
}

/// The version of the standard that a document states, if the version is known.
fn standard_of(checked: &Checked, source: &Source<'_>, limits: &Limits) -> Option<Standard> {
    if checked.document.is_some() {
        // A document that was parsed states the only existing version.
        return Some(Standard::V1_0);
    }
    checked.kind?;
    let text = std::str::from_utf8(source.bytes?).ok()?;
    let json = parse_json(text, limits.depth_max, limits.values_max).ok()?;
    json.get("standard").and_then(Json::as_str)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tongbiao::check::{ReportOptions, check};

    fn report_on(text: &str) -> FindingsReport {
        let limits = Limits::default();
        let bytes = text.as_bytes();
        let source = Source { name: "a/b\n.json", line: Some(3), ..Source::new(bytes, &limits) };
        let checked = check(bytes, None, &limits);
        let mut report = checked.report(&ReportOptions::default()).body;
        describe(&mut report, &checked, &source, &limits);
        report
    }

    #[test]
    fn the_input_is_described() {
        let input = report_on("{}").input;
        let (name, line, digest) = input.map(|i| (i.name, i.line, i.digest)).unwrap_or_default();
        assert_eq!(name.as_ref().map(Pointer::as_str), Some("a/b.json"));
        assert_eq!(line.map(Integer::get), Some(3));
        let expected = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
        assert_eq!(digest.as_ref().map(Fingerprint::as_str), Some(expected));
    }

    #[test]
    fn the_standard_is_known_even_of_a_damaged_document() {
        for (text, expected) in [
            (r#"{"kind":"receipt","standard":"1.0"}"#, Some("1.0")),
            (r#"{"kind":"receipt","standard":"9.9"}"#, None),
            (r#"{"kind":"receipt"}"#, None),
            ("{", None),
        ] {
            let standard = report_on(text).input.and_then(|input| input.detected_standard);
            assert_eq!(standard.as_ref().map(Text::as_str), expected, "{text}");
        }
    }

    #[test]
    fn a_document_in_a_request_is_a_text_or_a_value() -> Result<(), serde_json::Error> {
        for (json, expected) in [
            (r#"{"kind": "receipt",  "x": 1e5}"#, r#"{"kind": "receipt",  "x": 1e5}"#),
            (r#""{\"kind\": 1}""#, r#"{"kind": 1}"#),
            (r#""\u7ae5 {""#, "童 {"),
            ("[1, 2]", "[1, 2]"),
        ] {
            assert_eq!(serde_json::from_str::<DocumentText>(json)?.bytes(), expected.as_bytes());
        }
        Ok(())
    }
}
