//! Cases that random applications seldom contain: aid that may be the programme's own, a surgery without listed
//! operations, receipts that contradict, refund, exceed or resemble one another, and the same receipts in another
//! application.

use crate::random::{
    programme::{HOSPITALS, PAYERS, yuan},
    receipt::number,
};
use serde_json::{Value, json};
use tongbiao_testkit::random::Random;

/// Adds some such cases to a finished application. It uses random numbers of its own, so that everything else stays the
/// same as without it.
pub fn leave_open(application: &mut Value, first: usize, random: &Random) {
    let mut random = apart(random, 0x5DEE_CE66_D1CE_4E5B);
    let mut of_twice = apart(&random, 0x2545_F491_4F6C_DD1D);
    for aid in list(application, "aid").into_iter().flatten() {
        // The programmes are charities: their own aid comes from a charity, and aid that names no programme may be
        // theirs.
        if aid["programmeId"] == "cn.example.random" {
            aid["payer"] = "charity".into();
        }
        if aid["payer"] == "charity" && aid.get("programmeId").is_none() && random.chance(95) {
            aid["programmeId"] = "cn.example.other".into();
        }
    }
    for aid in list(application, "aid").into_iter().flatten() {
        if aid["programmeId"] == "cn.example.other" && of_twice.chance(60) {
            aid["programmeId"] = "cn.example.sibling".into();
        } else if aid["payer"] != "charity" && of_twice.chance(15) {
            aid["programmeId"] = of_twice.pick(&["cn.example.sibling", "cn.example.random"]).to_owned().into();
        }
    }
    for treatment in list(application, "treatments").into_iter().flatten() {
        if random.chance(2) {
            treatment.as_object_mut().unwrap().remove("operations");
        }
    }
    let Some(receipts) = list(application, "receipts") else { return };
    for receipt in receipts.iter_mut().filter(|receipt| receipt["insuranceKind"] == "resident") {
        if random.chance(3) {
            receipt["insuranceKind"] = "self-pay".into();
        }
    }
    let mut contradicting = apart(&random, 0x3C79_AC49_2BA7_B653);
    for receipt in receipts.iter_mut().filter(|_| contradicting.chance(1)) {
        // The payers no longer add up to the total, if all of them are stated.
        let cash: Option<i64> = receipt["cash"].as_str().and_then(|cash| cash.replace('.', "").parse().ok());
        if let Some(cash) = cash.filter(|cash| (1..1_000_000_000).contains(cash)) {
            receipt["cash"] = yuan(cash - 1).into();
        }
    }
    if !receipts.is_empty() && random.chance(3) {
        let more = beside(random.pick(receipts).clone(), first, &mut random);
        for receipt in more {
            receipts.insert(random.below(receipts.len() + 1), receipt);
        }
    }
    if !receipts.is_empty() && of_twice.chance(15) {
        let place = of_twice.below(receipts.len());
        let of_code = &mut apart(&of_twice, 0x510E_527F_ADE6_82D1);
        // Hospitals assign many numbers of originals themselves.
        let mut original = if of_code.chance(40) { number((first + 95) / 5 * 5) } else { number(first + 95) };
        state_code(&mut original, of_code);
        make_part(&mut receipts[place], original, &mut of_twice);
    }
    if !receipts.is_empty() && of_twice.chance(3) {
        for receipt in told_in_two_ways(of_twice.pick(receipts).clone(), first, &mut of_twice) {
            receipts.insert(of_twice.below(receipts.len() + 1), receipt);
        }
    }
}

/// Random numbers derived from others, without changing those.
pub fn apart(random: &Random, salt: u64) -> Random {
    let mut random = Random(random.0 ^ salt | 1);
    for _ in 0..4 {
        random.next();
    }
    random
}

fn fen(receipt: &Value) -> i64 {
    receipt["totalAmount"].as_str().unwrap().replace('.', "").parse().unwrap()
}

/// Adds the code to half of the numbers that hospitals assign, or removes it.
fn state_code(number: &mut Value, random: &mut Random) {
    if number["form"] != "legacy" || random.chance(50) {
        return;
    }
    if number.as_object_mut().unwrap().remove("code").is_none() {
        number["code"] = "4100123456".into();
    }
}

/// Turns a receipt into a split sheet of an original whose total is equal or higher.
fn make_part(receipt: &mut Value, original: Value, random: &mut Random) {
    receipt["receiptKind"] = "split-sheet".into();
    receipt["original"] = original;
    if random.chance(90) {
        // Of some originals, one more sheet of the same total exceeds the total.
        let total = fen(receipt).abs();
        let whole = total + random.fen(if total % 2 == 0 { 20_000 } else { 2_000_000 });
        receipt["originalTotal"] = yuan(whole.min(99_999_999_999_999)).into();
    }
}

/// A hospital's own number on two receipts of the same day and amount that identify the hospital in different ways.
fn told_in_two_ways(mut receipt: Value, first: usize, random: &mut Random) -> [Value; 2] {
    receipt.as_object_mut().unwrap().remove("id");
    receipt["totalAmount"] = yuan(fen(&receipt).abs().min(1_000_000_000)).into();
    let is_tax = random.chance(25);
    receipt["receiptKind"] = if is_tax { "tax-invoice" } else { "legacy" }.into();
    let hospitals = [*random.pick(&HOSPITALS), *random.pick(&HOSPITALS)];
    let same = random.chance(70);
    let told = |random: &mut Random| {
        let mut told = receipt.clone();
        told["number"] = if is_tax {
            json!({"form": "tax-invoice", "number": format!("{:08}", 20_000_000 + first)})
        } else {
            json!({"form": "legacy", "number": format!("Q{first:07}")})
        };
        if random.chance(25) {
            told["number"]["code"] = random.pick(&["4100123456", "4100123457"]).to_owned().into();
        }
        let (name, code, uscc, _) = hospitals[usize::from(!same && random.chance(50))];
        let mut issuer = json!({"name": if random.chance(70) { name } else { "示例医院（虚构）" }});
        if random.chance(40) {
            issuer["code"] = code.into();
        }
        if random.chance(40) {
            issuer["uscc"] = uscc.into();
        }
        if random.chance(90) {
            told["issuer"] = issuer;
        }
        told
    };
    [told(random), told(random)]
}

/// Sometimes another application submits a receipt of the same original: the original of a split sheet, another split
/// sheet of it, or a split sheet of a receipt.
pub fn of_one_original(handed_in: &[Value], first: usize, random: &mut Random) -> Option<Value> {
    let is_part = |receipt: &&Value| receipt.get("original").is_some();
    let (parts, wholes): (Vec<&Value>, Vec<&Value>) = handed_in.iter().partition(is_part);
    let of = if parts.is_empty() { &wholes } else { &parts };
    if of.is_empty() || !random.chance(if parts.is_empty() { 25 } else { 90 }) {
        return None;
    }
    let mut receipt = (*random.pick(of)).clone();
    let members = receipt.as_object_mut().unwrap();
    members.remove("id");
    members.remove("status");
    if parts.is_empty() {
        let original = receipt["number"].clone();
        receipt["number"] = number(first + 97);
        make_part(&mut receipt, original, random);
    } else if random.chance(40) {
        let members = receipt.as_object_mut().unwrap();
        members.insert("receiptKind".to_owned(), "inpatient-electronic".into());
        members.remove("originalTotal");
        let original = members.remove("original").unwrap();
        members.insert("number".to_owned(), original);
    } else {
        receipt["number"] = number(first + 98);
        if random.chance(15) {
            receipt.as_object_mut().unwrap().remove("originalTotal");
        }
    }
    let mut of_code = apart(random, 0x9B05_688C_2B3E_6C1F);
    for member in ["number", "original"] {
        if let Some(number) = receipt.get_mut(member) {
            state_code(number, &mut of_code);
        }
    }
    Some(receipt)
}

/// Adds a test of earlier aid to some programmes: as a requirement, or as a condition of an item.
pub fn ask_for_earlier_aid(programme: &mut Value, random: &Random) {
    let mut random = apart(random, 0x9E6C_63D0_876A_68DE);
    if !random.chance(12) {
        return;
    }
    let mut test = json!({"test": "earlier-aid", "atMost": random.below(4),
        "counted": random.pick(&[json!(["received"]), json!(["received", "committed"])])});
    if random.chance(35) {
        test["payers"] = json!(random.some(&PAYERS, 2));
    }
    if random.chance(20) {
        let programmes = ["cn.example.random", "cn.example.sibling", "cn.example.other"];
        test["programme"] = random.pick(&programmes).to_owned().into();
    }
    if random.chance(30) {
        test["months"] = random.pick(&[6, 12, 24]).to_owned().into();
    }
    if random.chance(12) {
        test["negated"] = true.into();
    }
    if random.chance(50) {
        let requirement = json!({"id": "earlier", "anyOf": [test]});
        match programme.get_mut("requirements").and_then(Value::as_array_mut) {
            Some(all) => all.push(requirement),
            None => programme["requirements"] = json!([requirement]),
        }
    } else {
        programme["items"][0]["when"] = json!([test]);
    }
}

fn list<'v>(application: &'v mut Value, name: &str) -> Option<&'v mut Vec<Value>> {
    application.get_mut(name)?.as_array_mut()
}

/// Receipts that leave a question open about a receipt of the application.
fn beside(mut receipt: Value, first: usize, random: &mut Random) -> Vec<Value> {
    let members = receipt.as_object_mut().unwrap();
    members.remove("id");
    let fen: i64 = receipt["totalAmount"].as_str().unwrap().replace('.', "").parse().unwrap();
    let fen = fen.abs().min(1_000_000_000);
    receipt["totalAmount"] = yuan(fen).into();
    match random.below(4) {
        0 => {
            // The same number on another receipt, and one of the two is void.
            receipt["status"] = random.pick(&["voided", "reversed"]).to_owned().into();
            vec![receipt]
        }
        1 => {
            // A refund of a receipt that is not in the application, or that it does not name.
            let mut red = json!({"receiptKind": receipt["receiptKind"], "number": number(first + 91),
                "totalAmount": yuan(-fen - 1), "patientName": "童例"});
            if random.chance(80) {
                red["reverses"] = number(first + 92);
            }
            vec![red]
        }
        2 => {
            // Split sheets of an original: equal to it in total, above it, or submitted with the original.
            let whole = receipt["number"].clone();
            receipt["receiptKind"] = "split-sheet".into();
            receipt["original"] = if random.chance(25) { whole } else { number(first + 93) };
            receipt["originalTotal"] = yuan((2 * fen - i64::from(random.chance(50))).max(0)).into();
            let mut other = receipt.clone();
            receipt["number"] = number(first + 94);
            other["number"] = number(first + 96);
            if random.chance(20) {
                // A split sheet of the first split sheet.
                other["original"] = receipt["number"].clone();
            }
            vec![receipt, other]
        }
        _ => {
            // The same day and amount, with a number without its hospital.
            receipt["receiptKind"] = "legacy".into();
            receipt["number"] = json!({"form": "legacy", "number": format!("P{first:07}")});
            receipt.as_object_mut().unwrap().remove("issuer");
            vec![receipt]
        }
    }
}
