//! Insurance of the child: memberships without a gap, and where it is insured (docs/evaluation.md, section 12).

use super::{
    Case,
    document::{day, in_force, list, text},
    facts::{BASIC, known, merged},
    table::Known,
};
use serde_json::Value;
use std::collections::BTreeSet;
use tongbiao::{eligibility::Truth, value::Date};

impl Case<'_> {
    /// The first day of a membership that began or was renewed on a day, without a gap between memberships.
    pub fn renewed_since(&self, from: Option<Date>, kinds: &[&str]) -> Option<Date> {
        let from = from?;
        let all = list(&self.document, "insurance").unwrap_or_default().iter();
        let mut before = all.filter(|cover| kinds.contains(&merged(text(cover, "kind").unwrap()))).filter(|cover| {
            let end = day(cover, "period/end");
            let meets = end.is_some_and(|end| end >= from || end.next() == Some(from));
            meets && day(cover, "period/start").is_none_or(|start| start < from)
        });
        match before.next() {
            None => Some(from),
            Some(_) if before.clone().any(|cover| day(cover, "period/start").is_none()) => None,
            Some(first) => self.renewed_since(day(first, "period/start"), kinds),
        }
    }

    /// The division of the one basic insurance that is in force.
    pub fn insurance_division(&self) -> Known<String> {
        let all = list(&self.document, "insurance");
        let missing = |place: String| Err(BTreeSet::from([place]));
        let Some(all) = all else { return missing("/insurance/*/division".to_owned()) };
        let is_basic = |one: &Value| BASIC.contains(&merged(text(one, "kind").unwrap()));
        let open = self.maybe_in_force("insurance", "period", is_basic);
        let certain = |one: &Value| is_basic(one) && in_force(one, "period", self.given.as_of) == Truth::Yes;
        let certain: Vec<usize> = (0..all.len()).filter(|place| certain(&all[*place])).collect();
        if !open.is_empty() {
            return Err(open);
        }
        match certain[..] {
            [] => missing("/insurance".to_owned()),
            [only] => {
                known(text(&all[only], "division").map(ToOwned::to_owned), &format!("/insurance/{only}/division"))
            }
            _ => missing("/insurance/*/period".to_owned()),
        }
    }
}
