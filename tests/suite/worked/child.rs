//! Whose the receipt is, and whose the identity number: names in every notation, and numbers of every kind of document.

use crate::{
    random::evaluation::engine::{Engine, Library, Reference},
    reference::Given,
    worked::{
        doubt::{expect, half, with},
        sketch::plain_bill,
    },
};
use serde_json::{Value, json};
use tongbiao::{
    adjudication::Adjudication,
    check::{Limits, Located, check, read},
    code::{AdjudicationDecision, ReasonCode},
    evaluate::Detail,
    programme::Programme,
    record::application::Application,
    value::{Date, Money, NameDoubt},
};
use tongbiao_testkit::files::folder;

fn case(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder("cases").join(name)).unwrap()).unwrap()
}

/// The heart operation under the programme that awards 10,000.00 for it, with a name of the child and one on the receipt.
fn heart(child: &str, receipt: &str) -> (AdjudicationDecision, Option<i128>, Adjudication) {
    let mut application = case("a-heart-surgery/application.json");
    application["child"]["name"] = child.into();
    application["receipts"][0]["patientName"] = receipt.into();
    let application = read::<Application>(application.to_string().as_bytes()).unwrap().body;
    let programme = case("programmes/angel-sunshine-heart.json").to_string();
    let programme = read::<Programme>(programme.as_bytes()).unwrap().body;
    let as_of = Date::parse("2024-05-28").unwrap();
    let balance = Money::parse("100000.00").ok();
    let given = Given { as_of, quota_left: Some(5), fund_balance: balance, ledger: None };
    let slow = Reference.run(&programme, &application, &given, None).0;
    let (answer, outcome) = Library(Detail::Full).run(&programme, &application, &given, None);
    assert_eq!((answer.decision, answer.amount, &answer.missing), (slow.decision, slow.amount, &slow.missing));
    (answer.decision, answer.amount, outcome)
}

#[test]
fn another_notation_of_a_name_is_the_same_name() {
    for (child, receipt) in [
        ("古丽米热·艾比布力", "古丽米热•艾比布力"),
        ("古丽米热·艾比布力", "古丽米热艾比布力"),
        ("古丽米热·艾比布力", "古丽米热・艾比布力"),
        ("古丽米热·艾比布力", "古丽米热．艾比布力"),
        ("童安", "童 安"),
        ("童安", "童\u{3000}安"),
        ("童安", "童\u{200b}安"),
        ("Anna Example", "ＡＮＮＡ ＥＸＡＭＰＬＥ"),
        ("José Ejemplo", "Jose\u{301} EJEMPLO"),
    ] {
        let (decision, amount, _) = heart(child, receipt);
        assert_eq!((decision, amount), (AdjudicationDecision::Awarded, Some(1_000_000)), "{child} {receipt:?}");
    }
}

#[test]
fn a_name_in_doubt_is_neither_awarded_nor_refused() {
    for (child, receipt, doubt) in [
        ("童䶮", "童\u{e863}", NameDoubt::PrivateUse),
        ("童䶮", "童□", NameDoubt::Unprintable),
        ("童安", "童*", NameDoubt::Masked),
        ("童安", "童某", NameDoubt::Masked),
        ("张安", "張安", NameDoubt::VariantCharacters),
        ("童己", "童已", NameDoubt::LookAlikes),
        ("童安", "TONG AN", NameDoubt::Transliteration),
        ("童安", "李梅之子", NameDoubt::Newborn),
        ("童安", "女婴", NameDoubt::Newborn),
        ("童安", "无名氏", NameDoubt::NoName),
        ("童安", "（不详）", NameDoubt::NoName),
        ("童安", "患者：童安", NameDoubt::Addition),
        ("童安", "姓名童安", NameDoubt::Addition),
        ("童祎", "童袆", NameDoubt::LookAlikes),
        ("童安", "王红女婴", NameDoubt::Newborn),
        ("童安", "童安（1岁）", NameDoubt::Addition),
    ] {
        let (decision, amount, outcome) = heart(child, receipt);
        assert_eq!((decision, amount), (AdjudicationDecision::Undetermined, None), "{child} {receipt:?}");
        let missing = &outcome.missing.as_deref().unwrap_or_default()[0];
        let pointer = missing.pointer.as_ref().map(ToString::to_string);
        assert_eq!((pointer.as_deref(), missing.name_doubt), (Some("/receipts/0/patientName"), Some(doubt)));
        assert!(
            outcome.reasons.iter().flat_map(|all| all.iter()).any(|one| one.code == ReasonCode::ReceiptNameUnclear)
        );
        let words = tongbiao::explain::explain_missing(missing, None);
        assert!(words.zh.contains(doubt.question().zh) && words.zh.contains(doubt.remedy().zh), "{words:?}");
    }
}

#[test]
fn a_name_that_is_plainly_another_one_is_refused() {
    for receipt in ["王安", "童宁", "王*", "李小红", "Anna Example Other"] {
        let child = if receipt.is_ascii() { "Josef Muster" } else { "童安" };
        let (decision, amount, _) = heart(child, receipt);
        assert_eq!((decision, amount), (AdjudicationDecision::NothingPayable, Some(0)), "{receipt}");
    }
}

/// The programme awards half of 1,000.00.
#[test]
fn former_names_and_parents() {
    let rules = half(json!({"otherAid": "ignore", "ceiling": "not-applicable"}));
    let receipt = |name: &str, day: &str| with(plain_bill("0000000001", day, "1000.00"), json!({"patientName": name}));
    let child = |former: &[&str]| json!({"name": "童例", "birthDate": "2024-03-15", "formerNames": former});
    let mother = || json!([{"kind": "person", "id": "mother", "name": "李梅", "relation": "52"}]);
    let doubt: Result<&str, &[&str]> = Err(&["/receipts/0/patientName"]);
    let (newborn, later) = ("2024-03-16", "2025-03-01");
    for (child, guardians, name, day, expected) in [
        // A confirmed name is a former name, and decides; in another notation too.
        (child(&["李梅之子"]), Some(mother()), "李梅之子", newborn, Ok("500.00")),
        (child(&["李梅之子"]), Some(mother()), "李梅 之子", newborn, Ok("500.00")),
        (child(&["童*"]), Some(json!([])), "童*", later, Ok("500.00")),
        (child(&["古丽·艾山"]), Some(json!([])), "古丽艾山", later, Ok("500.00")),
        // A masked former name makes no other name uncertain.
        (child(&["李*"]), Some(json!([])), "李红", later, Ok("0.00")),
        // Twins: the other child of the mother has the same description.
        (child(&[]), Some(mother()), "李梅之女", later, doubt),
        // The mother's name: on the bills of a newborn only.
        (child(&[]), Some(mother()), "李梅", newborn, doubt),
        (child(&[]), Some(mother()), "李 梅", "2024-04-12", doubt),
        (child(&[]), Some(mother()), "李*", "2024-02-16", doubt),
        (child(&[]), Some(mother()), "李梅", "2024-04-13", Ok("0.00")),
        (child(&[]), Some(mother()), "李梅", later, Ok("0.00")),
        (child(&["李梅"]), Some(mother()), "李梅", newborn, Ok("500.00")),
        // Another mother is not the guardian; unknown guardians may be she.
        (child(&[]), Some(mother()), "王红", newborn, Ok("0.00")),
        (child(&[]), Some(json!([])), "李梅", newborn, Ok("0.00")),
        (child(&[]), None, "李梅", newborn, doubt),
        (child(&[]), None, "李梅", later, Ok("0.00")),
        // Without a birth date it may be the bill of a newborn.
        (json!({"name": "童例"}), Some(mother()), "李梅", later, doubt),
        (json!({"name": "童例"}), Some(mother()), "王红", later, Ok("0.00")),
    ] {
        let mut members = json!({"child": child, "receipts": [receipt(name, day)]});
        members["guardians"] = guardians.unwrap_or(Value::Null);
        if members["guardians"].is_null() {
            members.as_object_mut().unwrap().remove("guardians");
            let mut whole = json!({"kind": "application", "standard": "1.0", "id": "case"});
            whole.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
            let application = read::<Application>(whole.to_string().as_bytes()).unwrap().body;
            let outcome = crate::worked::sketch::evaluate(&rules, &application, None).answer;
            assert_eq!(outcome.amount.is_none(), expected.is_err(), "{whole}");
        } else {
            expect(&rules, members, expected);
        }
    }
}

/// The findings on an application, as codes and places.
fn findings(application: &Value) -> Vec<(&'static str, String)> {
    let checked = check(application.to_string().as_bytes(), None, &Limits::default());
    checked.findings.iter().map(|Located { finding, .. }| (finding.rule.code, finding.pointer.clone())).collect()
}

/// The findings whose codes begin so, on a child with that sex, birth date and document.
fn of_number(sex: &str, born: &str, kind: &str, number: &str) -> Vec<&'static str> {
    let application = json!({"kind": "application", "standard": "1.0", "id": "x1", "enteredOn": "2026-12-01",
        "child": {"name": "童晓", "sex": sex, "birthDate": born, "identity": [{"kind": kind, "number": number}]}});
    let found = findings(&application).into_iter().map(|(code, _)| code);
    found.filter(|code| code.starts_with("identity.")).collect()
}

#[test]
fn identity_numbers_are_compared_with_the_child() {
    const DATE: &str = "identity.birth-date-mismatch";
    const SEX: &str = "identity.sex-mismatch";
    const IMPOSSIBLE: &str = "identity.birth-date-impossible";
    const CHECK: &str = "identity.check-digit";
    const ERA: &str = "identity.former-number-era";
    let card = "foreign-permanent-residence";
    let former = "former-resident-identity";
    let resident = "resident-identity";
    for (sex, born, kind, number, expected) in [
        // The foreigner's card of 18 characters.
        ("male", "2015-06-07", card, "931840201506070116", vec![]),
        ("male", "2014-06-07", card, "931840201506070116", vec![DATE]),
        ("female", "2015-06-07", card, "931840201506070116", vec![SEX]),
        ("male", "2015-06-07", card, "93184020151332011X", vec![IMPOSSIBLE]),
        ("male", "2015-06-07", card, "931840201506070117", vec![CHECK]),
        ("female", "2014-06-08", card, "931840201506070116", vec![DATE, SEX]),
        // Of the old card no rule is known.
        ("male", "2015-06-07", card, "USA310015060701", vec![]),
        // A number of 15 digits: another person's, and none that a child can have.
        ("male", "2021-03-15", former, "410000850101031", vec![DATE, ERA]),
        ("male", "2021-03-15", former, "410000210315031", vec![DATE, ERA]),
        ("male", "1999-09-30", former, "410000990930031", vec![]),
        ("female", "1999-10-01", former, "410000991001031", vec![ERA, SEX]),
        ("male", "1985-02-28", former, "410000850230031", vec![IMPOSSIBLE]),
        // New divisions, and those that no list has yet.
        ("male", "2026-03-05", resident, "50015720260305011X", vec![]),
        ("male", "2026-03-05", resident, "500158202603050116", vec!["identity.area-unknown"]),
        ("male", "2026-11-05", resident, "500158202611050116", vec!["identity.area-not-listed-yet"]),
        ("male", "2027-03-05", resident, "500112202703050114", vec!["identity.area-abolished"]),
    ] {
        let mut found = of_number(sex, born, kind, number);
        found.retain(|code| *code != CHECK || expected.contains(&CHECK));
        assert_eq!(found, expected, "{sex} {born} {number}");
    }
}

#[test]
fn a_number_of_the_foreigners_card_states_the_birth_date() {
    let identity = |kind: &str, number: &str| json!({"name": "例", "identity": [{"kind": kind, "number": number}]});
    let born = |child: Value| {
        let application = json!({"kind": "application", "standard": "1.0", "id": "x1", "child": child});
        let born = read::<Application>(application.to_string().as_bytes()).unwrap().body.child_born();
        born.map(|day| day.to_string())
    };
    let card = "foreign-permanent-residence";
    assert_eq!(born(identity(card, "931840201506070116")).as_deref(), Some("2015-06-07"));
    assert_eq!(born(identity(card, "USA310015060701")), None);
    assert_eq!(born(identity("former-resident-identity", "410000850101031")), None);
}

#[test]
fn divisions_made_since_2024_are_known() {
    let mut application = case("a-heart-surgery/application.json");
    for (place, division) in [("/child/residence/division", "500157"), ("/receipts/0/issuer/division", "653132")] {
        *application.pointer_mut(place).unwrap() = division.into();
    }
    let unknown = |found: &[(&'static str, String)]| {
        found.iter().filter(|(code, _)| *code == "organisation.division-unknown").count()
    };
    assert_eq!(unknown(&findings(&application)), 0);
    *application.pointer_mut("/child/residence/division").unwrap() = "500158".into();
    assert_eq!(unknown(&findings(&application)), 1);
}

/// A resident number in the place of an organisation's code is reported, and not printed.
#[test]
fn no_finding_shows_a_resident_number() {
    let number = "41000019920608042X";
    for place in ["/receipts/0/issuer/uscc", "/receivedBy/uscc", "/receipts/0/payerUscc"] {
        let mut application = case("a-heart-surgery/application.json");
        let (parent, member) = place.rsplit_once('/').unwrap();
        application.pointer_mut(parent).unwrap()[member] = number.into();
        let checked = check(application.to_string().as_bytes(), None, &Limits::default());
        let code = "privacy.identity-number-as-organisation-code";
        let mut found = checked.findings.iter().map(|Located { finding, .. }| finding);
        assert!(found.clone().any(|finding| finding.rule.code == code && finding.pointer == place), "{place}");
        assert!(found.all(|finding| finding.actual.as_ref().is_none_or(|shown| shown.value != number)), "{place}");
    }
}
