//! The diagnosis of an example: a disease that the programme requires.

use super::person::CHILD;
use serde_json::json;
use tongbiao::{
    document::Document,
    eligibility::{Circumstances, Truth, eligibility},
    programme::{Programme, SetMembers},
    record::application::Application,
    value::{Date, DiseaseCode, DiseasePrefix},
};

/// The code of the example without a programme, and its name.
const USUAL: (&str, &str) = ("C91.000", "急性淋巴细胞白血病");
/// A name to be replaced.
const AS_PRINTED: &str = "诊断名称（请照录诊断证明）";

/// The code and the name of a diagnosis.
pub(super) struct Disease {
    pub(super) code: String,
    pub(super) name: &'static str,
}

impl Disease {
    /// Whether it is the usual example.
    pub(super) fn is_usual(&self) -> bool {
        self.code == USUAL.0 && self.name == USUAL.1
    }
}

/// The required code; otherwise the usual one if the programme does not exclude it, or else the first of the programme's codes
/// with which the most conditions hold.
pub(super) fn disease(required: Option<&DiseaseCode>, programme: Option<&Programme>, day: Date) -> Disease {
    if let Some(code) = required {
        return Disease { code: code.as_str().to_owned(), name: AS_PRINTED };
    }
    let listed = programme.into_iter().flat_map(codes);
    let candidates = std::iter::once(USUAL.0.to_owned()).chain(listed);
    let refusals = |code: &String| programme.map_or(0, |programme| refusals(programme, code, day));
    match candidates.min_by_key(refusals) {
        Some(code) if code != USUAL.0 => Disease { code, name: AS_PRINTED },
        _ => Disease { code: USUAL.0.to_owned(), name: USUAL.1 },
    }
}

/// How many prefixes of each set are tried.
const TRIED: usize = 50;

/// A code for each of the first prefixes of the programme's sets of diseases.
fn codes(programme: &Programme) -> impl Iterator<Item = String> {
    let sets = programme.sets.iter().flat_map(|sets| sets.iter());
    let prefixes = sets.filter_map(|set| match &set.members {
        SetMembers::Disease(diseases) => Some(diseases.prefixes.iter().take(TRIED)),
        _ => None,
    });
    prefixes.flatten().map(below)
}

/// A code below a prefix, with the digits that a code of the insurer's edition has.
fn below(prefix: &DiseasePrefix) -> String {
    let text = prefix.range().map_or(prefix.as_str(), |(first, _)| first);
    match text.split_once('.') {
        None => format!("{text}.900"),
        Some((category, digits)) if digits.len() < 3 => format!("{category}.{digits:0<3}"),
        Some(_) => text.to_owned(),
    }
}

/// How many conditions a child with only this diagnosis does not meet.
fn refusals(programme: &Programme, code: &str, day: Date) -> usize {
    let value = json!({
        "kind": "application", "standard": "1.0", "id": "example", "child": {"name": CHILD},
        "diagnoses": [{"name": AS_PRINTED, "codings": [{"scheme": "icd-10-nhsa", "code": code}], "rank": "principal",
            "certainty": "confirmed"}]
    });
    let Ok(application) = serde_json::from_value::<Document<Application>>(value) else { return usize::MAX };
    let verdict = eligibility(programme, &application.body, &Circumstances::on(day));
    verdict.map_or(usize::MAX, |verdict| verdict.requirements.iter().filter(|one| one.truth == Truth::No).count())
}
