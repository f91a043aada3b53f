//! Plans compared with the programmes of their members: each rule with a plan that keeps it and one that breaks it.

use serde_json::{Value, json};
use std::fs;
use tongbiao::{
    check::read,
    document::Document,
    evaluate::{Detail, JointCircumstances, adjudicate_jointly},
    finding::Finding,
    plan::{ReliefPlan, check_members},
    programme::Programme,
    record::application::Application,
    value::{Date, Money},
};
use tongbiao_testkit::files::{folder, kept};

/// All programmes of the cases, with changes to some of them: identifier, member, value.
fn programmes(changes: &[(&str, &str, Value)]) -> Vec<Programme> {
    let mut all = Vec::new();
    let mut paths: Vec<_> = fs::read_dir(folder("cases/programmes")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|e| e == "json")) {
        let mut json: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        if json["kind"] != "programme" {
            continue;
        }
        let id = json["id"].as_str().unwrap().to_owned();
        for (_, pointer, value) in changes.iter().filter(|(of, ..)| *of == id) {
            let (parent, member) = pointer.rsplit_once('/').unwrap();
            json.pointer_mut(parent).unwrap()[member] = value.clone();
        }
        all.push(read::<Programme>(json.to_string().as_bytes()).unwrap().body);
    }
    all
}

fn found(plan: &Value, programmes: &[Programme]) -> Vec<(&'static str, String)> {
    let plan = read::<ReliefPlan>(plan.to_string().as_bytes()).unwrap();
    assert!(plan.check().worst().is_none(), "{:?}", plan.check().findings);
    let all: Vec<&Programme> = programmes.iter().collect();
    let stated = |finding: Finding| (finding.rule.code, finding.pointer.clone());
    check_members(&plan.body, &all).into_iter().map(stated).collect()
}

fn plan(stages: Value) -> Value {
    json!({"kind": "plan", "standard": "1.0", "id": "joint", "revision": 1, "title": "方案（虚构）", "standing": "illustrative",
        "effective": {"start": "2024-01-01"}, "stages": stages})
}

fn member(programme: &str, payer: &str) -> Value {
    json!({"programme": programme, "payer": payer})
}

#[test]
fn the_plans_of_the_cases_agree_with_the_programmes() {
    let programmes = programmes(&[]);
    for name in [
        "heart-hospital-and-charities",
        "leukaemia-shares-and-match",
        "leukaemia-insurer-fund-and-appeal",
        "eleven-programmes",
    ] {
        let text = fs::read_to_string(folder(&format!("cases/plans/{name}.json"))).unwrap();
        let json: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(found(&json, &programmes), vec![], "{name}");
    }
}

#[test]
fn each_rule_about_members_holds_and_breaks() {
    let (care, price, emergency) = ("cn.example.medical-care", "cn.example.heart-price", "cn.example.emergency");
    let priority = |id: &str, members: Vec<Value>| json!({"policy": "priority", "id": id, "members": members});
    let charity = |programme: &str| member(programme, "charity");
    let waits = |id, classes: &[&str]| (id, "/coordination/after", json!(classes));
    let fund = |id| (id, "/limits", json!([{"id": "fund", "scope": "fund-balance"}]));
    let funder = |id, name: &str, uscc: Option<&str>| {
        (id, "/funder", uscc.map_or_else(|| json!({"name": name}), |uscc| json!({"name": name, "uscc": uscc})))
    };
    let reduced = |programme: &str| json!([{"policy": "priority", "id": "one", "interaction": "reduces-basis", "members": [charity(programme)]}]);
    let both = || json!([priority("one", vec![charity(care)]), priority("two", vec![charity(price)])]);
    let revision = |revision: u32, until: &str| {
        let mut plan =
            plan(json!([priority("one", vec![json!({"programme": price, "payer": "charity", "revision": revision})])]));
        plan["effective"] = json!({"start": "2020-01-01", "end": until});
        plan
    };
    let crowd_first =
        json!([priority("one", vec![member(emergency, "crowdfunding")]), priority("two", vec![charity(care)])]);
    let crowd_last =
        json!([priority("one", vec![charity(care)]), priority("two", vec![member(emergency, "crowdfunding")])]);
    let together = json!([priority("one", vec![charity(care), member(emergency, "crowdfunding")])]);
    type Changes<'a> = Vec<(&'a str, &'a str, Value)>;
    type Row<'a> = (Value, Changes<'a>, Vec<(&'a str, &'a str)>);
    let table: Vec<Row<'_>> = vec![
        // The programme is given, in that revision, and of that payer class.
        (
            plan(json!([priority("one", vec![charity("cn.example.none")])])),
            vec![],
            vec![("plan.programme-unknown", "/stages/0/members/0/programme")],
        ),
        (revision(9, "2026-12-31"), vec![], vec![("plan.programme-unknown", "/stages/0/members/0/programme")]),
        (revision(1, "2024-01-01"), vec![], vec![]),
        (revision(1, "2023-12-31"), vec![], vec![("plan.revision-not-in-force", "/stages/0/members/0/revision")]),
        (
            plan(json!([priority("one", vec![member(care, "government")])])),
            vec![],
            vec![("plan.payer-mismatch", "/stages/0/members/0/payer")],
        ),
        // The order of the plan and the order that the programmes require.
        (plan(both()), vec![], vec![]),
        (
            plan(both()),
            vec![waits(care, &["charity"]), waits(price, &["charity"])],
            vec![("plan.members-wait-in-circle", "/stages/1/members/0/programme")],
        ),
        (
            plan(both()),
            vec![waits(care, &["charity"])],
            vec![("plan.waits-for-later", "/stages/0/members/0/programme")],
        ),
        (plan(both()), vec![waits(price, &["charity"])], vec![]),
        (plan(crowd_last.clone()), vec![], vec![]),
        (plan(crowd_first), vec![], vec![("plan.waits-for-later", "/stages/0/members/0/programme")]),
        (plan(together), vec![], vec![("plan.waits-for-later", "/stages/0/members/1/programme")]),
        (
            plan(crowd_last),
            vec![waits(care, &["crowdfunding"])],
            vec![("plan.members-wait-in-circle", "/stages/1/members/0/programme")],
        ),
        // Cliffs where others reduce the basis.
        (plan(reduced(care)), vec![], vec![]),
        (
            plan(reduced("cn.redcross.angel-sunshine")),
            vec![],
            vec![("plan.cliff-reduced", "/stages/0/members/0/programme")],
        ),
        // One fund of two members.
        (
            plan(both()),
            vec![
                fund(care),
                fund(price),
                funder(care, "甲基金会（虚构）", None),
                funder(price, "甲基金会（虚构）", None),
            ],
            vec![("plan.fund-twice", "/stages/1/members/0/programme")],
        ),
        (
            plan(both()),
            vec![
                fund(care),
                fund(price),
                funder(care, "甲基金会（虚构）", None),
                funder(price, "乙基金会（虚构）", None),
            ],
            vec![],
        ),
        (
            plan(both()),
            vec![fund(care), funder(care, "甲基金会（虚构）", None), funder(price, "甲基金会（虚构）", None)],
            vec![],
        ),
    ];
    for (plan, changes, expected) in table {
        let expected: Vec<(&str, String)> = expected.into_iter().map(|(code, at)| (code, at.to_owned())).collect();
        assert_eq!(found(&plan, &programmes(&changes)), expected, "{plan:#} {changes:?}");
    }
}

/// The joint outcomes of cases under plans are files of the cases.
#[test]
fn joint_outcomes_are_kept() {
    let programmes = programmes(&[]);
    let all: Vec<&Programme> = programmes.iter().collect();
    for (name, case, as_of) in [
        ("heart-hospital-and-charities", "a-heart-surgery", "2024-05-28"),
        ("leukaemia-insurer-fund-and-appeal", "h-premium-fund-and-appeal", "2025-12-01"),
        ("eleven-programmes", "a-heart-surgery", "2024-05-28"),
        ("eleven-programmes", "b-leukaemia-transplant", "2024-12-20"),
        ("eleven-programmes", "c-haemophilia-monthly", "2024-04-10"),
        ("eleven-programmes", "d-cleft-lip-in-kind", "2023-07-31"),
        ("eleven-programmes", "e-newborn-without-number", "2023-09-01"),
        ("eleven-programmes", "f-reversed-and-reissued", "2025-03-18"),
        ("eleven-programmes", "g-foreign-papers", "2025-03-05"),
        ("eleven-programmes", "h-premium-fund-and-appeal", "2025-12-01"),
        ("eleven-programmes", "i-bill-not-yet-paid", "2025-06-10"),
    ] {
        let text = |path: &str| fs::read(folder(path)).unwrap();
        let plan = read::<ReliefPlan>(&text(&format!("cases/plans/{name}.json"))).unwrap().body;
        let application = read::<Application>(&text(&format!("cases/{case}/application.json"))).unwrap().body;
        let mut on = JointCircumstances::on(Date::parse(as_of).unwrap());
        for programme in &programmes {
            on.quotas.push((programme.id.clone(), 5));
            on.funds.push((programme.id.clone(), Money::parse("100000.00").unwrap()));
        }
        let outcome = adjudicate_jointly(&plan, &all, &application, &on, Detail::Reasons).unwrap();
        let letter = case.split_once('-').unwrap().0;
        let path = folder("cases/plans").join(format!("{name}.case-{letter}.json"));
        kept(&path, &Document::new(outcome.joint).to_json().unwrap());
    }
}
