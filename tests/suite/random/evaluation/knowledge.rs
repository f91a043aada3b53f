//! Properties for facts that are unknown or invalid, and for receipts that are submitted twice.

use super::{
    engine::Engine,
    pair::{generator, read_application},
    properties::{holds, library, receipts, run, run_json, same, told},
};
use crate::random::notation::rewritten;
use serde_json::Value;
use std::collections::BTreeSet;
use tongbiao::{
    code::ReceiptKind,
    record::{
        application::Application,
        receipt::{Receipt, ReceiptKey, ReceiptNumber},
    },
};

/// Members whose absence means something else than "unknown", with the reason.
const STANDS_IN: &[(&str, &str)] = &[
    ("programmes", "the programme's own first entry falls back on the application's"),
    ("status", "absent is valid"),
    ("settlement", "an insurer may have paid back later without saying so"),
    ("reverses", "a receipt that reverses nothing counts"),
    ("reversedBy", "the same"),
    ("visitDate", "the stay or the issue stands in"),
    ("issuedOn", "a receipt without a day is not dated after the decision (3.34)"),
    ("stay", "a receipt without a stay is one by itself"),
    ("chargedOn", "the day of the receipt stands in (5.31)"),
    ("settledOn", "the day of issue stands in"),
    ("receivedOn", "the day of the decision stands in"),
    ("id", "what names it no longer finds it"),
    ("receipts", "aid that names no receipts is for all"),
    ("diagnoses", "a receipt that names none is for any"),
    ("treatments", "those of the stay stand in"),
    ("lines", "the receipt stands in for its lines"),
    ("personBorne", "the burden is spread instead"),
    ("performedOn", "an operation without a day is not done yet"),
    ("overPriceLimit", "absent is nothing"),
    ("priceLimit", "a line without it has none (4.24)"),
    ("stayDays", "the days of the stay stand in"),
    ("relativeAccount", "absent is nothing"),
    ("outstanding", "absent is nothing"),
    ("inKind", "the amount stands in"),
    ("code", "a refund is of the line of the same name"),
    ("category", "the same"),
    ("catalogueClass", "the same"),
    ("uscc", "another code tells whether it is the same hospital"),
    ("name", "it is required"),
    ("formerNames", "the child has none (3.29)"),
    ("selfFinanced", "of a line: the refund's"),
    ("originalTotal", "what no part of an original states is not compared"),
    ("materials", "a paper that is not there is missing"),
    ("period", "no treatment is of that stay"),
    ("start", "a beginning that is absent is open; of a stay: another stay"),
    ("end", "of a paper: it is open; of a stay: another stay"),
    ("hospital", "no receipt is of that treatment"),
    ("issuer", "the same"),
    ("rank", "of a single diagnosis it is principal; beside a principal one it is another"),
];

/// Whether the absence of a member has a meaning in this application: the number of a receipt with the same days is that of the
/// other one (5.16); a payment that a receipt does not show is not on it, and one without an organisation is that of the entry of aid
/// with its amount (6.17).
fn stands_in_here(case: &Value, object: &str, name: &str) -> bool {
    let all = receipts(case);
    if name == "inpatientNumber" {
        let stay = case.pointer(&format!("{object}/stay"));
        return all.iter().filter(|receipt| receipt.get("stay") == stay).count() > 1;
    }
    let of_payers = ["organisation", "localPayers", "otherFundPayers", "pooledFund", "medicalAssistance"];
    let aid = case["aid"].as_array().into_iter().flatten();
    let amounts: Vec<&Value> = aid.filter_map(|aid| aid.get("amount")).collect();
    let is_shown = |receipt: &Value| {
        let payers =
            ["localPayers", "otherFundPayers"].into_iter().filter_map(|name| receipt[name].as_array()).flatten();
        payers.map(|payer| &payer["amount"]).chain([&receipt["pooledFund"]]).any(|amount| amounts.contains(&amount))
    };
    of_payers.contains(&name) && all.iter().any(is_shown)
}

/// P9: if a fact becomes unknown, a decided amount stays the same or becomes undetermined.
#[test]
fn less_knowledge_never_changes_an_amount() {
    holds("less knowledge", 150, |pair| {
        let before = run(&library(), pair);
        if before.amount.is_none() {
            return Ok(0);
        }
        let mut random = generator(pair.seed ^ 0x99);
        let mut seen = 0;
        for _ in 0..4 {
            let mut case = pair.case.clone();
            let places = tongbiao_testkit::patch::pointers(&case);
            let stands_in = |name: &str| STANDS_IN.iter().any(|(other, _)| *other == name);
            let members: Vec<&String> = places
                .iter()
                .filter(|place| {
                    let name = place.rsplit('/').next().unwrap();
                    let object = place.rsplit_once('/').map_or("", |(object, _)| object);
                    let has_meaning = stands_in(name) || stands_in_here(&case, object, name);
                    name.parse::<usize>().is_err() && !name.is_empty() && !has_meaning
                })
                .collect();
            let (object, name) = random.pick(&members).rsplit_once('/').unwrap();
            case.pointer_mut(object).unwrap().as_object_mut().unwrap().remove(name);
            let Ok(less) = tongbiao::check::read(case.to_string().as_bytes()) else { continue };
            let after = library().run(&pair.programme, &less.body, &pair.given, Some(&[])).0;
            if after.amount.is_some() && after.amount != before.amount {
                return Err(format!("without {object}/{name}: {}", told(&before, &after)));
            }
            seen += u64::from(after.amount.is_none());
        }
        Ok(seen)
    });
}

/// P9b: one more former name never takes a receipt from the child. It changes a decided award only if a receipt was another
/// person's, and then is, or may be, the child's.
#[test]
fn one_more_former_name_never_refuses() {
    holds("a former name", 100, |pair| {
        let before = run(&library(), pair);
        let mut random = generator(pair.seed ^ 0x77);
        let names = ["童*", "李梅之子", "李梅", "童列", "TONG LI", "古丽·艾山", "童\u{e001}", "王安", "童例"];
        let mut case = pair.case.clone();
        let former =
            case["child"].as_object_mut().unwrap().entry("formerNames").or_insert_with(|| serde_json::json!([]));
        former.as_array_mut().unwrap().push(random.pick(&names).to_owned().into());
        let application = read_application(&case);
        let all = pair.application.receipts.as_deref().unwrap_or_default();
        let mut opened = false;
        for receipt in all {
            let truth = |application: &Application| {
                application
                    .patient_of(receipt)
                    .map(|found| if found.is_same() { 2 } else { u8::from(found.doubt().is_some()) })
            };
            let (then, now) = (truth(&pair.application), truth(&application));
            if now < then {
                return Err(format!("{then:?} became {now:?}"));
            }
            opened |= then == Some(0) && now != then;
        }
        if before.amount.is_none() || opened {
            return Ok(0);
        }
        let after = run_json(&library(), pair, &case);
        // The digests of the child are more, and no other earlier adjudication is excluded by them.
        if !same(&before, &after) { Err(told(&before, &after)) } else { Ok(1) }
    });
}

/// A number of a hospital's own, and whether it states its code.
fn own_number(number: &ReceiptNumber) -> Option<(String, bool)> {
    match number {
        ReceiptNumber::Legacy(n) => Some((n.number.comparison_form().into_owned(), n.code.is_some())),
        ReceiptNumber::TaxInvoice(n) if n.number.as_str().len() == 8 => Some((n.number.to_string(), n.code.is_some())),
        _ => None,
    }
}

/// P10: a voided receipt is treated as if it had been removed. Its number still affects other receipts: one more with
/// that number, a refund of it, and its split sheets, which are void too.
#[test]
fn a_voided_receipt_is_not_there() {
    holds("voided", 100, |pair| {
        let all = pair.application.receipts.as_deref().unwrap_or_default();
        if all.is_empty() {
            return Ok(0);
        }
        let place = generator(pair.seed).below(all.len());
        let named = |receipt: &Receipt, number: Option<&ReceiptNumber>| {
            let mut other = receipt.clone();
            number.map(|number| {
                other.number = number.clone();
                other.keys()
            })
        };
        let is = |keys: Option<Vec<ReceiptKey>>, of: &Receipt| {
            keys.is_some_and(|keys| of.keys().iter().any(|key| keys.contains(key)))
        };
        let speaks_of = |other: &Receipt| {
            is(Some(other.keys()), &all[place]) || is(named(other, other.reverses.as_ref()), &all[place])
        };
        // A number without its code may be the number of the voided receipt, or of its original.
        let numbers = |receipt: &Receipt| {
            [Some(&receipt.number), receipt.original.as_ref()].into_iter().flatten().map(own_number).collect::<Vec<_>>()
        };
        let may_speak_of = |other: &Receipt, of: &Receipt| {
            let theirs = numbers(other).into_iter().flatten();
            let own = || numbers(of).into_iter().flatten();
            theirs.into_iter().any(|(number, has_code)| own().any(|own| own == (number.clone(), !has_code)))
        };
        let speaks = |other: &Receipt| speaks_of(other) || may_speak_of(other, &all[place]);
        if all.iter().enumerate().any(|(other, receipt)| other != place && speaks(receipt)) {
            return Ok(0);
        }
        let is_part = |part: &Receipt, of: &Receipt| {
            let sheet = |receipt: &Receipt| receipt.receipt_kind == ReceiptKind::SplitSheet;
            let original = |receipt| sheet(receipt).then(|| named(receipt, receipt.original.as_ref())).flatten();
            let of_one = original(part).zip(original(of)).is_some_and(|(a, b)| a.iter().any(|key| b.contains(key)));
            is(original(part), of) && !of_one
        };
        let mut gone = BTreeSet::from([place]);
        while let Some(part) =
            (0..all.len()).find(|part| !gone.contains(part) && gone.iter().any(|of| is_part(&all[*part], &all[*of])))
        {
            gone.insert(part);
        }
        // So may it be the number of a sheet that is void with its original.
        let left = || (0..all.len()).filter(|other| !gone.contains(other));
        if left().any(|other| gone.iter().any(|of| may_speak_of(&all[other], &all[*of]))) {
            return Ok(0);
        }
        let (mut voided, mut removed) = (pair.case.clone(), pair.case.clone());
        voided["receipts"][place]["status"] = "voided".into();
        for place in gone.into_iter().rev() {
            removed["receipts"].as_array_mut().unwrap().remove(place);
        }
        let (a, b) = (run_json(&library(), pair, &voided), run_json(&library(), pair, &removed));
        if !same(&a, &b) {
            return Err(format!("receipt {place}: voided {}, removed {}", told(&a, &a), told(&b, &b)));
        }
        Ok(u64::from(a.amount > Some(0)))
    });
}

/// The names of hospitals and organisations in another notation are the same names.
#[test]
fn another_notation_of_a_hospital_changes_nothing() {
    holds("notation", 100, |pair| {
        let mut case = pair.case.clone();
        rewritten(&mut case, 100, &mut generator(pair.seed));
        let (before, after) = (run(&library(), pair), run_json(&library(), pair, &case));
        if !same(&before, &after) {
            return Err(told(&before, &after));
        }
        Ok(u64::from(before.amount > Some(0)))
    });
}

/// P11: a receipt that is submitted twice is counted once.
#[test]
fn a_duplicate_changes_nothing() {
    holds("duplicate", 100, |pair| {
        let all = receipts(&pair.case);
        if all.is_empty() {
            return Ok(0);
        }
        let mut case = pair.case.clone();
        let mut copy = all[generator(pair.seed).below(all.len())].clone();
        copy.as_object_mut().unwrap().remove("id");
        case["receipts"].as_array_mut().unwrap().push(copy);
        let (before, after) = (run(&library(), pair), run_json(&library(), pair, &case));
        if !same(&before, &after) {
            return Err(told(&before, &after));
        }
        Ok(u64::from(before.amount > Some(0)))
    });
}
