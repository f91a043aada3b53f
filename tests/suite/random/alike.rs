//! Receipts that may be a receipt of the application under another number: issued again, in the other form, in another
//! notation of the number; and receipts that only look so.

use crate::random::{gap::apart, programme::yuan, receipt::number};
use serde_json::{Value, json};
use tongbiao_testkit::random::Random;

/// Adds such receipts to some applications. It uses random numbers of its own.
pub fn add_alike(application: &mut Value, first: usize, random: &Random) {
    let mut random = apart(random, 0x1319_8A2E_0370_7344);
    let Some(receipts) = application.get_mut("receipts").and_then(Value::as_array_mut) else { return };
    if receipts.is_empty() || !random.chance(4) {
        return;
    }
    let place = random.below(receipts.len());
    let (own, other) = alike(&receipts[place], first, &mut random);
    receipts[place] = own;
    receipts.insert(random.below(receipts.len() + 1), other);
}

/// States codes of some numbers of older receipts: different ones, one in several notations, or none. It uses random numbers of its
/// own.
pub fn add_codes(application: &mut Value, random: &Random) {
    let mut random = apart(random, 0x5A37_19C4_E8D2_60BB);
    let Some(receipts) = application.get_mut("receipts").and_then(Value::as_array_mut) else { return };
    let share = *random.pick(&[0, 0, 0, 30, 60, 95]);
    let codes = if random.chance(60) { vec!["4100", "04100", "４１００"] } else { vec!["4100", "4101"] };
    for receipt in receipts {
        let numbers = ["number", "original", "reverses", "reversedBy"];
        let mut coded = |number: &mut Value| {
            if number["form"] == "legacy" && number.get("code").is_none() && random.chance(share) {
                number["code"] = random.pick(&codes).to_owned().into();
            }
        };
        for member in numbers {
            receipt.get_mut(member).into_iter().for_each(&mut coded);
        }
        receipt.get_mut("distinctFrom").and_then(Value::as_array_mut).into_iter().flatten().for_each(coded);
    }
}

/// A receipt of an earlier application, as another application submits it: under another number.
pub fn submitted_again(receipts: &[Value], first: usize, random: &mut Random) -> Option<Value> {
    let of_money = |receipt: &&Value| !receipt["totalAmount"].as_str().unwrap().starts_with('-');
    let receipt = receipts.iter().filter(of_money).find(|receipt| receipt.get("businessNumber").is_some())?;
    let (_, other) = alike(receipt, first, random);
    random.chance(80).then_some(other)
}

/// A receipt and one that may be the same.
fn alike(receipt: &Value, first: usize, random: &mut Random) -> (Value, Value) {
    let mut own = receipt.clone();
    own["totalAmount"] = yuan(fen(receipt).abs().min(1_000_000_000)).into();
    own.as_object_mut().unwrap().remove("reverses");
    let mut other = own.clone();
    other.as_object_mut().unwrap().remove("id");
    let again = first + 81;
    match random.below(6) {
        0 | 1 => {
            // Issued again under another number.
            other["number"] =
                json!({"form": "fiscal-electronic", "code": "41060225", "number": format!("{again:010}")});
            other["receiptKind"] = electronic(&own).into();
            let member = *random.pick(&["settlement", "businessNumber", "inpatientNumber"]);
            for (receipt, text) in
                [(&mut own, "YW-0001"), (&mut other, ["yw-0001", "业务流水号：YW-0001"][random.below(2)])]
            {
                match member {
                    "settlement" if receipt.get("settlement").is_none() => {
                        receipt["settlement"] = json!({"mode": "at-hospital", "number": text});
                    }
                    "settlement" => receipt["settlement"]["number"] = text.into(),
                    member => receipt[member] = text.into(),
                }
            }
        }
        2 | 3 => {
            // The electronic receipt and a paper receipt.
            own["receiptKind"] = electronic(&own).into();
            own["number"] =
                json!({"form": "fiscal-electronic", "code": "41060225", "number": format!("{:010}", again + 1)});
            other["receiptKind"] = "inpatient-printed".into();
            other["number"] = json!({"form": "fiscal-paper", "code": "41060125", "number": format!("{again:010}")});
            match random.below(6) {
                0 => own["number"]["paper"] = json!({"code": "41060125", "number": format!("{again:010}")}),
                1 => own["number"]["paper"] = json!({"code": "41060125", "number": "0000000777"}),
                2 => own["inspections"] = inspection(true),
                3 => own["inspections"] = inspection(false),
                4 => {
                    // Another day. It would contradict the days of a stay.
                    other.as_object_mut().unwrap().remove("stay");
                    other["visitDate"] = "2024-12-31".into();
                }
                _ => {}
            }
            if random.chance(30) {
                own["businessNumber"] = "YW-0001".into();
                other["businessNumber"] = random.pick(&["YW-0001", "YW-0002"]).to_owned().into();
            }
        }
        4 => {
            // A number of the hospital's own in another notation, or another number.
            let texts =
                ["0061912218", "61912218", "No.61912218", "№ ６１９１２２１８", "票据号码：0061912218", "61912219"];
            for receipt in [&mut own, &mut other] {
                receipt["receiptKind"] = "legacy".into();
                receipt["number"] = json!({"form": "legacy", "number": random.pick(&texts)});
            }
            // One booklet, two booklets, or a code that one receipt lacks.
            let rare = &mut apart(random, 0x7C15_2D9F_B3A1_0E46);
            if rare.chance(60) {
                for receipt in [&mut own, &mut other] {
                    receipt["number"]["number"] = rare.pick(&["0061912218", "No.61912218"]).to_owned().into();
                    if rare.chance(75) {
                        receipt["number"]["code"] = rare.pick(&["4100", "代码 04100", "4101"]).to_owned().into();
                    }
                }
            }
            if random.chance(80) {
                for receipt in [&mut own, &mut other] {
                    receipt["issuer"] = json!({"name": "示例医院（虚构）", "uscc": "12410000400000018Y"});
                }
            }
        }
        _ => {
            // The number of an electronic receipt, entered for a paper one.
            own["receiptKind"] = electronic(&own).into();
            own["number"] = json!({"form": "fiscal-electronic", "code": "41060225", "number": format!("{again:010}")});
            other["receiptKind"] = "outpatient-printed".into();
            other["number"] = json!({"form": "fiscal-paper", "code": "41060225", "number": format!("{again:010}")});
        }
    }
    match random.below(10) {
        0..=2 => other["distinctFrom"] = json!([own["number"]]),
        3 => own["distinctFrom"] = json!([number(first + 80), other["number"]]),
        4 => own["status"] = "reversed".into(),
        5 => other["totalAmount"] = yuan(fen(&other) + 1).into(),
        6 => other["patientName"] = "王安".into(),
        _ => {}
    }
    (own, other)
}

fn electronic(receipt: &Value) -> &'static str {
    if receipt.get("stay").is_some() { "inpatient-electronic" } else { "outpatient-electronic" }
}

fn inspection(exchanged: bool) -> Value {
    json!([{"inspectedAt": "2026-01-01T09:00:00+08:00", "status": "valid", "exchangedForPaper": exchanged}])
}

fn fen(receipt: &Value) -> i64 {
    receipt["totalAmount"].as_str().unwrap().replace('.', "").parse().unwrap()
}
