//! The changes of a programme as JSON, as the help describes it.

use super::{
    comparison::{CaseEffect, Cases, Comparison},
    effects::yuan,
};
use serde_json::{Map, Value, json};
use tongbiao::{
    adjudication::Adjudication,
    amendment::{BirthChange, Change, Effect, Shift, Side, Totals},
    explain::masked,
    programme::Programme,
    value::Period,
};

/// Everything.
pub(super) fn object(comparison: &Comparison<'_>) -> Value {
    let Comparison { old, new, amendment, cases } = comparison;
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| drop(object.insert(name.to_owned(), value));
    put("old", programme(old));
    put("new", programme(new));
    put("sameProgramme", amendment.is_same_programme.into());
    put("changes", amendment.changes.iter().map(change).collect());
    if let Some(renewal) = &amendment.renewal {
        put("itemsRenewed", json!({"gone": renewal.gone, "new": renewal.new}));
    }
    put("eligibility", amendment.reach.as_str().into());
    if amendment.is_same_programme {
        for (name, period) in [("overlap", &amendment.in_force.overlap), ("gap", &amendment.in_force.gap)] {
            if let Some(period) = period {
                put(name, json!(period));
            }
        }
    }
    let births = amendment.births.iter().map(birth).collect::<Vec<_>>();
    put("births", json!({"asOf": amendment.as_of, "changes": births}));
    if let Some(cases) = cases {
        put("cases", self::cases(cases));
    }
    Value::Object(object)
}

fn programme(programme: &Programme) -> Value {
    let mut object = json!({"programme": programme.id, "revision": programme.revision, "title": programme.title});
    add(&mut object, "titleEn", programme.title_en.as_ref().map(|title| json!(title)));
    object
}

/// Adds a member that is there.
fn add(object: &mut Value, name: &str, value: Option<Value>) {
    if let (Some(members), Some(value)) = (object.as_object_mut(), value) {
        members.insert(name.to_owned(), value);
    }
}

fn change(change: &Change) -> Value {
    let mut object = json!({
        "kind": change.kind.as_str(), "bearing": change.bearing.as_str(),
        "what": {"zh": change.what.zh, "en": change.what.en},
    });
    let side =
        |side: &Side| json!({"pointer": side.pointer, "value": side.value, "zh": side.words.zh, "en": side.words.en});
    add(&mut object, "old", change.before.as_ref().map(side));
    add(&mut object, "new", change.after.as_ref().map(side));
    add(&mut object, "direction", change.direction.map(|direction| direction.as_str().into()));
    object
}

fn birth(change: &BirthChange) -> Value {
    let span = |period: &Period| {
        let mut span = json!({});
        add(&mut span, "first", period.start.map(|day| json!(day)));
        add(&mut span, "last", period.end.map(|day| json!(day)));
        span
    };
    let mut object = json!({"requirement": change.requirement});
    for (name, births) in [("before", &change.before), ("after", &change.after)] {
        add(&mut object, name, births.as_ref().map(|births| births.iter().map(span).collect()));
    }
    object
}

fn cases(cases: &Cases) -> Value {
    let applications = cases.effects.iter().map(application).collect::<Vec<_>>();
    json!({"asIfInForce": cases.is_as_if_in_force, "totals": totals(&cases.totals), "applications": applications})
}

fn totals(totals: &Totals) -> Value {
    let mut object = json!({
        "cases": totals.cases, "newlyEligible": totals.newly_eligible, "noLongerEligible": totals.no_longer_eligible,
        "outOfForce": totals.out_of_force, "before": yuan(totals.before_fen), "after": yuan(totals.after_fen),
        "difference": yuan(totals.after_fen.saturating_sub(totals.before_fen)),
    });
    for shift in Shift::ALL {
        add(&mut object, shift.as_str(), Some(totals.of(shift).into()));
    }
    object
}

fn application(CaseEffect { file, application, effect }: &CaseEffect) -> Value {
    let Effect { before, after, shift, items, step, .. } = effect;
    let mut object = json!({
        "file": file, "application": masked(application.id.to_string()), "shift": shift.as_str(),
        "before": outcome(before), "after": outcome(after),
        "notMet": effect.not_met().collect::<Vec<_>>(), "missing": effect.newly_missing().collect::<Vec<_>>(),
    });
    let items = items.iter().map(|one| {
        let mut item = json!({"item": one.item});
        add(&mut item, "before", one.before.map(|amount| json!(amount)));
        add(&mut item, "after", one.after.map(|amount| json!(amount)));
        item
    });
    add(&mut object, "items", Some(items.collect()));
    add(&mut object, "difference", effect.difference_fen().map(|fen| yuan(fen).into()));
    let step = step.as_ref().map(|step| {
        let mut object = json!({});
        add(&mut object, "before", step.before.as_ref().map(|step| json!(step)));
        add(&mut object, "after", step.after.as_ref().map(|step| json!(step)));
        object
    });
    add(&mut object, "step", step);
    object
}

fn outcome(outcome: &Adjudication) -> Value {
    let mut object = json!({"eligible": outcome.eligible, "decision": outcome.decision, "asOf": outcome.as_of});
    add(&mut object, "amount", outcome.amount.map(|amount| json!(amount)));
    object
}
