//! Programmes and joint relief plans: templates with invented rules, and defects as patches of a template.

use crate::{
    draft::{Draft, Label},
    json::Json,
    kind::Kind,
    random::Random,
};
use serde::Deserialize;
use std::sync::LazyLock;

/// The templates and the defects of `programme/data.json`.
#[derive(Debug, Deserialize)]
struct Data {
    templates: Vec<Template>,
    defects: Vec<Patch>,
}

/// A programme or a plan.
#[derive(Debug, Deserialize)]
struct Template {
    name: String,
    document: Json,
}

/// A defect as a patch.
#[derive(Debug, Deserialize)]
pub(crate) struct Patch {
    /// The code that is planted.
    pub(crate) code: String,
    template: String,
    patch: Vec<Step>,
    labels: Vec<(String, String)>,
}

/// A step of a patch (RFC 6902).
#[derive(Debug, Deserialize)]
struct Step {
    op: Operation,
    path: String,
    value: Option<Json>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Operation {
    Add,
    Remove,
    Replace,
}

static DATA: LazyLock<Data> = LazyLock::new(|| {
    // A test reads it: an error would be one of this crate.
    serde_json::from_str(include_str!("programme/data.json"))
        .unwrap_or(Data { templates: Vec::new(), defects: Vec::new() })
});

/// All defects of programmes and plans.
pub(crate) fn patches() -> impl Iterator<Item = &'static Patch> {
    DATA.defects.iter()
}

/// The document of a template.
pub(crate) fn template(name: &str) -> Option<&'static Json> {
    DATA.templates.iter().find(|template| template.name == name).map(|template| &template.document)
}

/// A programme or a plan with a number: of the template of a defect, or of any template of the kind.
pub(crate) fn document(kind: Kind, number: u64, patch: Option<&Patch>, random: &mut Random) -> Option<Json> {
    let of_kind = |template: &&Template| template.document.text("/kind") == Some(kind.as_str());
    let all: Vec<&Template> = DATA.templates.iter().filter(of_kind).collect();
    let chosen = *random.pick(&all)?;
    let mut json = match patch {
        Some(patch) => template(&patch.template)?.clone(),
        None => chosen.document.clone(),
    };
    let id = format!("{}-{number:08}", json.text("/id")?);
    json.set("/id", id)?;
    Some(json)
}

impl Patch {
    /// The kind of its template.
    pub(crate) fn kind(&self) -> Kind {
        if self.code.starts_with("plan.") { Kind::Plan } else { Kind::Programme }
    }

    /// Applies it, and returns the labels.
    pub(crate) fn plant(&'static self, draft: &mut Draft) -> Option<Vec<Label>> {
        for step in &self.patch {
            let (parent, name) = step.path.rsplit_once('/')?;
            match (step.op, &step.value) {
                (Operation::Remove, _) => drop(draft.remove(&step.path)?),
                (Operation::Add, Some(value)) if name == "-" => drop(draft.push(parent, value.clone())?),
                (Operation::Add, Some(value)) => draft.json.insert(&step.path, value.clone())?,
                (Operation::Replace, Some(value)) => {
                    draft.json.at(&step.path)?;
                    draft.set(&step.path, value.clone())?;
                }
                (_, None) => return None,
            }
        }
        Some(self.labels.iter().map(|(code, pointer)| Label { code, pointer: pointer.clone() }).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_is_complete() {
        assert!(DATA.templates.len() >= 14 && DATA.defects.len() >= 80);
        for patch in patches() {
            assert!(template(&patch.template).is_some(), "{}", patch.code);
            assert!(patch.labels.iter().any(|(code, _)| *code == patch.code), "{}", patch.code);
            assert_eq!(template(&patch.template).and_then(|json| json.text("/kind")), Some(patch.kind().as_str()));
        }
    }
}
