//! Values of any wire type, read as strictly as documents, with all reasons for a refusal.

use crate::{
    check::{Checked, Limits, Located, Unreadable, decoded, position, scalar_text, unreadable},
    finding::{Finding, RuleSet},
    structure,
    wire::{Refused, Shape, Wire, parse_json, refusals},
};

/// Reads a value of a wire type, such as the options of a call.
///
/// # Errors
/// The text is not JSON; a member is unknown (with the most similar name), missing, duplicate or `null`; or a value
/// does not have its form. The error lists all wrong members.
///
/// # Example
/// ```
/// use tongbiao::{check::{Limits, ReportOptions}, reading::value, report::Tool};
///
/// let refused = value::<Tool>(br#"{"name": "x", "verison": "1"}"#, &Limits::default()).unwrap_err();
/// let report = refused.checked().report(&ReportOptions::default()).body;
/// assert_eq!(report.findings[1].message.en.as_str(), "the standard has no member `verison`; did you mean `version`?");
/// ```
pub fn value<T: Wire>(bytes: &[u8], limits: &Limits) -> Result<T, Unreadable> {
    let text = decoded(bytes, limits).map_err(|checked| Unreadable::from(*checked))?;
    serde_json::from_str(text).map_err(|_| refused(text, T::SHAPE, limits).into())
}

/// All reasons why a refused text does not have a shape.
fn refused(text: &str, shape: &'static Shape, limits: &Limits) -> Checked {
    let json = match parse_json(text, limits.depth_max, limits.values_max) {
        Ok(json) => json,
        Err(fault) => {
            let at = position(text, fault.offset, 0);
            return unreadable(None, structure::fault(fault, (limits.depth_max, limits.values_max)), Some(at));
        }
    };
    let mut checked =
        Checked { kind: None, document: None, findings: Vec::new(), evaluated: RuleSet::default(), completed: false };
    for refusal in refusals(&json, shape, &[]) {
        let length =
            if matches!(refusal.refused, Refused::Missing(_)) { 1 } else { refusal.span.end - refusal.span.start };
        let mut finding = structure::refusal(&refusal);
        if let Some(shown) = &mut finding.actual {
            shown.value = scalar_text(text, refusal.span);
        }
        checked.evaluated.insert(finding.rule);
        checked.findings.push(Located { finding, position: Some(position(text, refusal.span.start, length)) });
    }
    if checked.findings.is_empty() {
        return unreadable(None, Finding::new(&structure::INTERNAL, String::new()), None);
    }
    checked
}
