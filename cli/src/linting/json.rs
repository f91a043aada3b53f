//! The account of a programme as JSON.

use serde_json::{Value, json};
use tongbiao::analysis::Analysis;

/// The report of the check and the account; the account is `null` where the document has errors.
pub(super) fn object(report: Value, analysis: Option<&Analysis>) -> Value {
    json!({"report": report, "analysis": analysis.map(account)})
}

fn account(analysis: &Analysis) -> Value {
    let text = |value: &dyn ToString| Value::from(value.to_string());
    let ages = analysis.ages.iter().map(|window| {
        let births = window.births.iter().map(|period| {
            json!({"first": period.start.map(|day| day.to_string()), "last": period.end.map(|day| day.to_string())})
        });
        json!({
            "requirement": text(&window.requirement), "pointer": window.pointer, "at": text(&window.at),
            "births": births.collect::<Vec<_>>(),
        })
    });
    let cliffs = analysis.cliffs.iter().map(|cliff| {
        json!({
            "pointer": cliff.pointer, "at": text(&cliff.at), "before": text(&cliff.before), "after": text(&cliff.after),
        })
    });
    let steepness =
        analysis.steepness.iter().map(|steep| json!({"pointer": steep.pointer, "kind": steep.kind.as_str()}));
    let facts = analysis.facts.iter().map(|fact| {
        json!({
            "code": fact.code, "zh": fact.label.zh, "en": fact.label.en, "supplier": fact.supplier.as_str(),
            "privacy": fact.privacy.as_str(), "paths": fact.paths, "uses": fact.uses,
        })
    });
    let papers = analysis.papers.iter().map(|paper| {
        let kinds: Vec<&str> = paper.any_of.iter().map(|kind| kind.as_str()).collect();
        json!({"id": text(&paper.id), "anyOf": kinds, "conditional": paper.conditional})
    });
    let cost = &analysis.cost;
    json!({
        "asOf": analysis.as_of.map(|day| day.to_string()),
        "ages": ages.collect::<Vec<_>>(),
        "cliffs": cliffs.collect::<Vec<_>>(),
        "wellBehaved": analysis.is_well_behaved(),
        "steepness": steepness.collect::<Vec<_>>(),
        "facts": facts.collect::<Vec<_>>(),
        "papers": papers.collect::<Vec<_>>(),
        "cost": {
            "conditions": cost.conditions, "rows": cost.rows, "limits": cost.limits, "codes": cost.codes,
            "codesMax": cost.codes_max,
        },
    })
}
