//! Checking one document: from bytes to all findings.
//!
//! A valid document is read by serde and walked once. The slower readers run only when they are needed. If there are
//! findings, a reader that keeps positions reads the text again, so that each finding has its line and column. If serde
//! refuses the text, a walk over it collects all reasons.

mod built;
mod checked;
mod fixing;
mod limits;
mod located;
mod position;
mod reporting;
mod treatment;
mod unreadable;

pub use checked::{AnyDocument, Checked};
pub use fixing::Fixed;
pub use limits::Limits;
pub use located::Located;
pub use position::Position;
pub(crate) use position::position;
pub use reporting::ReportOptions;
pub use treatment::Treatment;
pub use unreadable::Unreadable;

use crate::{
    adjudication::Adjudication,
    document::{Body, Document, DocumentKind, Standard},
    finding::{At, Finding, Fix, RuleSet, Shown},
    joint::JointAdjudication,
    plan::ReliefPlan,
    programme::Programme,
    prose::STRAY_BLANK,
    record::{application::Application, diagnosis::Diagnosis, receipt::Receipt},
    report::{FindingsReport, is_plain_name},
    structure,
    wire::{
        Json, JsonValue, NameSeed, Privacy, Refused, Shape, Span, may_be_untidy, nearest, parse_json, refusals, untidy,
    },
};
use fixing::applied;
use located::{locate_all, located_in, nearest_span, sort};
use position::LineIndex;
use serde::de::{self, IgnoredAny, MapAccess, Visitor};
use std::{collections::HashSet, fmt};

/// Reads a document of a known kind, without judging its rules.
///
/// # Errors
/// The text is not a document of that kind. The error lists every wrong member with the expected form: an unknown or
/// missing member, a duplicate member, `null`, or an amount such as `"5"`.
///
/// # Example
/// ```
/// use tongbiao::{check, record::receipt::Receipt};
///
/// let text = r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy",
///     "number":{"form":"legacy","number":"00012345678"},"totalAmount":"3200.00"}"#;
/// let document = check::read::<Receipt>(text.as_bytes())?;
/// assert_eq!(document.body.total_amount.fen(), 320_000);
/// # Ok::<(), check::Unreadable>(())
/// ```
pub fn read<T: Body>(bytes: &[u8]) -> Result<Document<T>, Unreadable> {
    // The text is decoded once as a whole. Reading from bytes would decode each string separately.
    let document = std::str::from_utf8(bytes).ok().and_then(|text| serde_json::from_str(text).ok());
    document.ok_or_else(|| unread(bytes, T::KIND))
}

/// Reads a document: see [`read`].
///
/// # Example
/// ```
/// use tongbiao::{document::Document, record::receipt::Receipt};
///
/// let refused = r#"{"kind": "receipt", "standard": "1.0"}"#.parse::<Document<Receipt>>();
/// assert!(refused.is_err_and(|error| error.to_string().contains("the required member `receiptKind`")));
/// ```
impl<T: Body> std::str::FromStr for Document<T> {
    type Err = Unreadable;
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        serde_json::from_str(text).map_err(|_| unread(text.as_bytes(), T::KIND))
    }
}

/// The reasons why a text was not read, from a walk over the text.
#[cold]
fn unread(bytes: &[u8], kind: DocumentKind) -> Unreadable {
    check(bytes, Some(kind), &Limits::default()).into()
}

/// Checks one document: of the expected kind, or of any kind if none is given.
///
/// # Example
/// ```
/// use tongbiao::check::{Limits, check};
///
/// let text = r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy",
///     "number":{"form":"legacy","number":"00012345678"},
///     "totalAmount":"3200.00","totalInCapitals":"叁仟贰佰壹拾元整"}"#;
/// let checked = check(text.as_bytes(), None, &Limits::default());
/// assert!(checked.has("receipt.capitals-mismatch"));
/// ```
pub fn check(bytes: &[u8], asked: Option<DocumentKind>, limits: &Limits) -> Checked {
    let text = match decoded(bytes, limits) {
        Ok(text) => text,
        Err(checked) => return *checked,
    };
    match kind_of(text) {
        Some(kind) if asked.is_none_or(|asked| asked == kind) => check_kind(kind, text, limits),
        known => tell(text, known.filter(|_| asked.is_none()), asked, limits),
    }
}

/// A fixed value may reveal further findings, such as the members of a union whose tag was misspelt.
const PASSES_MAX: usize = 8;

/// Replaces each value that is not in the spelling of the standard and whose meaning is certain. `None` if the text is too
/// large or not UTF-8.
///
/// Only fixes that preserve the meaning are applied: [`Fix::Respell`]. A valid value is never changed, and fixing a fixed text
/// changes nothing.
///
/// # Example
/// ```
/// use tongbiao::check::{Limits, fix};
///
/// let text = r#"{"kind": "receipt", "standard": "1.0", "receiptKind": "legacy",
///     "number": {"form": "legacy", "number": "00012345678 "}, "totalAmount": 3200}"#;
/// let fixed = fix(text.as_bytes(), None, &Limits::default()).unwrap();
/// assert_eq!(fixed.fixes.len(), 2);
/// assert!(fixed.text.ends_with(r#""number": "00012345678"}, "totalAmount": "3200.00"}"#));
/// ```
pub fn fix(bytes: &[u8], kind: Option<DocumentKind>, limits: &Limits) -> Option<Fixed> {
    if bytes.len() > limits.bytes_max {
        return None;
    }
    let mut fixed = Fixed { text: std::str::from_utf8(bytes).ok()?.to_owned(), fixes: Vec::new() };
    for _ in 0..PASSES_MAX {
        let findings = check(fixed.text.as_bytes(), kind, limits).findings;
        let Some(text) = applied(&fixed.text, findings, &mut fixed.fixes) else { break };
        fixed.text = text;
    }
    Some(fixed)
}

/// The result for a text that exceeds the size limit, for callers that do not read such a text.
#[doc(hidden)]
pub fn too_large(limits: &Limits) -> Checked {
    let mut finding = Finding::new(&structure::TOO_LARGE, String::new());
    finding.param("limit", format_args!("{} bytes", limits.bytes_max));
    unreadable(None, finding, None)
}

/// The text in some bytes, or the reason why they are not text.
pub(crate) fn decoded<'a>(bytes: &'a [u8], limits: &Limits) -> Result<&'a str, Box<Checked>> {
    if bytes.len() > limits.bytes_max {
        return Err(Box::new(too_large(limits)));
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return Err(Box::new(unreadable(None, Finding::new(&structure::BYTE_ORDER_MARK, String::new()), None)));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let mut finding = Finding::new(&structure::NOT_UTF8, String::new());
        finding.param("byte", error.valid_up_to() + 1);
        let valid = bytes.get(..error.valid_up_to()).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default();
        Box::new(unreadable(None, finding, Some(position(valid, valid.len(), 0))))
    })
}

pub(crate) fn unreadable(kind: Option<DocumentKind>, finding: Finding, position: Option<Position>) -> Checked {
    let mut evaluated = RuleSet::default();
    evaluated.insert(finding.rule);
    Checked { kind, document: None, findings: vec![Located { finding, position }], evaluated, completed: false }
}

fn check_kind(kind: DocumentKind, text: &str, limits: &Limits) -> Checked {
    match kind {
        DocumentKind::Application => check_body::<Application>(text, limits),
        DocumentKind::Diagnosis => check_body::<Diagnosis>(text, limits),
        DocumentKind::Receipt => check_body::<Receipt>(text, limits),
        DocumentKind::Programme => check_body::<Programme>(text, limits),
        DocumentKind::Plan => check_body::<ReliefPlan>(text, limits),
        DocumentKind::Adjudication => check_body::<Adjudication>(text, limits),
        DocumentKind::JointAdjudication => check_body::<JointAdjudication>(text, limits),
        DocumentKind::Findings => check_body::<FindingsReport>(text, limits),
    }
}

fn check_body<T: Body>(text: &str, limits: &Limits) -> Checked
where
    AnyDocument: From<Document<T>>,
{
    let Ok(document) = serde_json::from_str::<Document<T>>(text) else {
        return tell(text, Some(T::KIND), None, limits);
    };
    let mut at = At::default();
    document.judge(&mut at);
    let (findings, mut evaluated) = at.finish();
    let mut findings = locate_all(text, findings, limits);
    evaluated.insert(&STRAY_BLANK);
    if may_be_untidy(text)
        && let Ok(json) = parse_json(text, limits.depth_max, limits.values_max)
    {
        findings.extend(stray_blanks(text, &json, T::KIND));
        sort(&mut findings);
    }
    Checked { kind: Some(T::KIND), document: Some(document.into()), findings, evaluated, completed: true }
}

/// The findings for the free texts that are not read as they are written.
fn stray_blanks(text: &str, json: &Json, kind: DocumentKind) -> Vec<Located> {
    let (shape, envelope) = shape_of(kind);
    let mut index = LineIndex::new(text);
    let told = |refusal: &crate::wire::Refusal| {
        let raw = text.get(refusal.span.start..refusal.span.end).unwrap_or_default();
        Located { finding: structure::refusal(refusal, raw), position: Some(index.position(refusal.span)) }
    };
    untidy(json, shape, envelope).iter().map(told).collect()
}

/// The kind that a text states. Reading stops as soon as the kind is found.
fn kind_of(text: &str) -> Option<DocumentKind> {
    struct Kind<'a>(&'a mut Option<DocumentKind>);
    impl<'de> Visitor<'de> for Kind<'_> {
        type Value = ();
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(is_kind) = map.next_key_seed(NameSeed(|name: &str| name == "kind"))? {
                if is_kind {
                    *self.0 = Some(map.next_value()?);
                    // The rest is not needed. A visitor stops by returning an error.
                    return Err(de::Error::custom("found"));
                }
                map.next_value::<IgnoredAny>()?;
            }
            Ok(())
        }
    }
    let mut kind = None;
    let mut reader = serde_json::Deserializer::from_str(text);
    // The readers that follow report all errors of the text.
    drop(de::Deserializer::deserialize_map(&mut reader, Kind(&mut kind)));
    kind
}

/// All reasons why a text is not a document of the standard.
///
/// `known` is the kind that the text states, if it is the expected kind. A second `kind` is then a duplicate member.
fn tell(text: &str, known: Option<DocumentKind>, asked: Option<DocumentKind>, limits: &Limits) -> Checked {
    let json = match parse_json(text, limits.depth_max, limits.values_max) {
        Ok(json) => json,
        Err(fault) => {
            let at = position(text, fault.offset, 0);
            return unreadable(None, structure::fault(fault, (limits.depth_max, limits.values_max)), Some(at));
        }
    };
    let kind = match known.map_or_else(|| stated_kind(&json, asked), Ok) {
        Ok(kind) => kind,
        Err(finding) => {
            let at = locate(text, &json, &finding.pointer);
            return unreadable(None, *finding, at);
        }
    };
    let mut findings = Vec::new();
    let standard = json.get("standard").and_then(Json::as_str);
    if standard.is_some_and(|standard| standard.parse::<Standard>().is_err()) {
        let at = locate(text, &json, "/standard");
        return unreadable(Some(kind), Finding::new(&structure::STANDARD_UNKNOWN, "/standard".to_owned()), at);
    }
    let (shape, envelope) = shape_of(kind);
    let refused = refusals(&json, shape, envelope);
    let mut index = LineIndex::new(text);
    for refusal in &refused {
        let span = match refusal.refused {
            Refused::Missing { .. } => Span { start: refusal.span.start, end: refusal.span.start + 1 },
            _ => refusal.span,
        };
        let raw = text.get(refusal.span.start..refusal.span.end).unwrap_or_default();
        let finding = structure::refusal(refusal, raw);
        findings.push(Located { finding, position: Some(index.position(span)) });
    }
    if findings.is_empty() {
        return unreadable(Some(kind), Finding::new(&structure::INTERNAL, String::new()), None);
    }
    let bad: HashSet<&str> = refused.iter().flat_map(|refusal| parts_of(&refusal.pointer)).collect();
    findings.extend(stray_blanks(text, &json, kind));
    let (more, mut evaluated) = check_sound_parts(kind, text, &json, &bad);
    findings.extend(located_in(text, &json, more));
    for located in &findings {
        evaluated.insert(located.finding.rule);
    }
    sort(&mut findings);
    Checked { kind: Some(kind), document: None, findings, evaluated, completed: false }
}

fn stated_kind(json: &Json, asked: Option<DocumentKind>) -> Result<DocumentKind, Box<Finding>> {
    let JsonValue::Object(_) = json.value else {
        return Err(Box::new(Finding::new(&structure::NOT_AN_OBJECT, String::new())));
    };
    let Some(stated) = json.get("kind") else {
        // If the caller gives the kind, a missing `kind` is an ordinary finding.
        return asked.ok_or_else(|| Box::new(kind_missing(json)));
    };
    let text = stated.as_str().unwrap_or_default();
    match (text.parse::<DocumentKind>(), asked) {
        (Ok(kind), None) => Ok(kind),
        (Ok(kind), Some(asked)) if kind == asked => Ok(kind),
        (Ok(kind), Some(asked)) => {
            let mut finding = Finding::new(&structure::KIND_OTHER, "/kind".to_owned());
            finding.param("actual", kind).param("expected", asked);
            Err(Box::new(finding))
        }
        (Err(_), _) => {
            let mut finding = Finding::new(&structure::KIND_UNKNOWN, "/kind".to_owned());
            let near = nearest(text, DocumentKind::ALL.iter().map(|kind| kind.as_str()));
            structure::suggest(&mut finding, &near);
            if let [only] = near.as_slice() {
                finding.fix(respelt(text, only));
            }
            Err(Box::new(finding))
        }
    }
}

/// The finding of a document without a kind: at the misspelt member, if there is one.
fn kind_missing(json: &Json) -> Finding {
    let JsonValue::Object(members) = &json.value else { return Finding::new(&structure::KIND_MISSING, String::new()) };
    let misspelt = members
        .iter()
        .map(|member| member.name.as_str())
        .find(|name| is_plain_name(name) && !nearest(name, std::iter::once("kind")).is_empty());
    let mut finding =
        Finding::new(&structure::KIND_MISSING, misspelt.map_or_else(String::new, |name| format!("/{name}")));
    if misspelt.is_some() {
        finding.fix(Fix::Rename("kind".to_owned()));
    }
    finding
}

/// The fix of a kind that is not one: certain if only case or blanks at the ends differ.
fn respelt(text: &str, kind: &str) -> Fix {
    let shown = Shown { value: kind.to_owned(), privacy: Privacy::Public };
    if text.trim().eq_ignore_ascii_case(kind) { Fix::Respell(shown) } else { Fix::Replace(shown) }
}

fn shape_of(kind: DocumentKind) -> (&'static Shape, &'static [crate::wire::Member]) {
    fn of<T: Body>() -> (&'static Shape, &'static [crate::wire::Member]) {
        (T::SHAPE, T::ENVELOPE)
    }
    match kind {
        DocumentKind::Application => of::<Application>(),
        DocumentKind::Diagnosis => of::<Diagnosis>(),
        DocumentKind::Receipt => of::<Receipt>(),
        DocumentKind::Programme => of::<Programme>(),
        DocumentKind::Plan => of::<ReliefPlan>(),
        DocumentKind::Adjudication => of::<Adjudication>(),
        DocumentKind::JointAdjudication => of::<JointAdjudication>(),
        DocumentKind::Findings => of::<FindingsReport>(),
    }
}

/// The places of the parts that contain a place: a member of the document, and an item of that member if it is a list.
fn parts_of(pointer: &str) -> impl Iterator<Item = &str> {
    let ends = pointer.match_indices('/').map(|(at, _)| at).skip(1).chain([pointer.len()]);
    ends.take(2).filter_map(|end| pointer.get(..end))
}

/// Judges the rules of the undamaged parts of a damaged document. Each receipt, diagnosis and so on is judged
/// separately.
fn check_sound_parts(kind: DocumentKind, text: &str, json: &Json, bad: &HashSet<&str>) -> (Vec<Finding>, RuleSet) {
    let mut at = At::default();
    if kind == DocumentKind::Application {
        Application::parts().iter().for_each(|part| part.judge(text, json, bad, &mut at));
    }
    at.finish()
}

fn locate(text: &str, json: &Json, pointer: &str) -> Option<Position> {
    nearest_span(json, pointer).1.map(|span| position(text, span.start, span.end - span.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_found_early() {
        assert_eq!(kind_of(r#"{"kind":"receipt","#), Some(DocumentKind::Receipt));
        assert_eq!(kind_of(r#"{"$schema":{"a":[1]},"kind":"application""#), Some(DocumentKind::Application));
        assert_eq!(kind_of(r#"{"kind":1}"#), None);
        assert_eq!(kind_of("[]"), None);
    }
}
