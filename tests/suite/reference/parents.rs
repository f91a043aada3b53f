//! Disabilities of parents (docs/evaluation.md, 12.20).

use super::{
    Case,
    document::{in_force, list, text},
    facts::Codes,
};
use serde_json::Value;
use std::collections::BTreeSet;
use tongbiao::eligibility::Truth;

impl Case<'_> {
    /// The parents among the guardians, each with its place.
    fn parents(&self) -> Option<Vec<(usize, &Value)>> {
        let all = list(&self.document, "guardians")?.iter().enumerate();
        let parent = |one: &Value| {
            text(one, "kind") == Some("person")
                && ["50", "51", "52", "57", "58", "59"].contains(&text(one, "relation").unwrap())
        };
        Some(all.filter(|(_, one)| parent(one)).collect())
    }

    /// A member of every disability of a parent, with whether its certificate is in force.
    pub fn codes_of_parents(&self, member: &str) -> Option<Codes> {
        let mut codes = Vec::new();
        for (_, parent) in self.parents()? {
            for one in list(parent, "disabilities")? {
                let truth = in_force(one, "validity", self.given.as_of);
                if truth != Truth::No {
                    codes.push((text(one, member)?.to_owned(), truth));
                }
            }
        }
        Some(codes)
    }

    /// The certificates of parents that may or may not have begun.
    pub fn parents_maybe_in_force(&self, is_asked: impl Fn(&Value) -> bool) -> BTreeSet<String> {
        let parents = self.parents().unwrap_or_default().into_iter();
        parents
            .flat_map(|(place, _)| {
                self.maybe_in_force(&format!("guardians/{place}/disabilities"), "validity", &is_asked)
            })
            .collect()
    }
}
