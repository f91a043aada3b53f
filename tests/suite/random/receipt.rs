//! Random receipts: duplicates, reversals, refunds, four decimals, payers with missing amounts.

use crate::random::{
    case::{Told, day, hospital, later, stay_days},
    gap::apart,
    programme::{CATEGORIES, CHARGE_CODES, yuan},
};
use serde_json::{Value, json};
use tongbiao_testkit::random::Random;

pub fn number(n: usize) -> Value {
    match n % 5 {
        0 => json!({"form": "legacy", "number": format!("L{n:07}")}),
        _ => {
            json!({"form": "fiscal-electronic", "code": "41060225", "number": format!("{n:010}"), "checkCode": "a1b2c3"})
        }
    }
}

pub fn receipts(first: usize, told: &Told, random: &mut Random) -> Vec<Value> {
    let count = [0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 7, 7][random.below(16)];
    let mut receipts: Vec<Value> = (0..count).map(|n| receipt(first + n, told, random)).collect();
    if count > 0 && random.chance(12) {
        // A duplicate of the receipt.
        let mut again = random.pick(&receipts).clone();
        again.as_object_mut().unwrap().remove("id");
        receipts.insert(random.below(receipts.len() + 1), again);
    }
    if count > 0 && random.chance(10) {
        // A reversal of one of the receipts.
        let original = random.pick(&receipts).clone();
        let fen: i64 = original["totalAmount"].as_str().unwrap().replace('.', "").parse().unwrap();
        if fen > 0 {
            let mut reversal = json!({"receiptKind": original["receiptKind"], "number": number(first + 90),
                "totalAmount": yuan(-fen), "reverses": original["number"]});
            for member in ["issuer", "patientName", "issuedOn", "form"] {
                if let Some(value) = original.get(member) {
                    reversal[member] = value.clone();
                }
            }
            let rare = &mut apart(random, 0x6A09_E667_F3BC_C909);
            if rare.chance(50) {
                // The reversal repeats amounts of the original with the opposite sign.
                let back = yuan(-rare.fen(fen.unsigned_abs().try_into().unwrap()));
                reversal["outstanding"] = back.clone().into();
                reversal["settlement"] = json!({"mode": rare.pick(&["manual", "at-hospital"]), "totalCost": yuan(-fen),
                    "fundTotal": back, "outOfCatalogue": yuan(-fen)});
            }
            receipts.insert(random.below(receipts.len() + 1), reversal);
        }
    }
    receipts
}

fn receipt(n: usize, told: &Told, random: &mut Random) -> Value {
    let number = number(n);
    let kind = match (number["form"].as_str(), random.chance(60)) {
        (Some("legacy"), _) => "legacy",
        (_, true) => "inpatient-electronic",
        _ => "outpatient-electronic",
    };
    let total = match random.below(60) {
        0 => 99_999_999_999_999,
        1 => 0,
        2 => 1,
        _ => random.fen(2_000_000),
    };
    let mut receipt =
        json!({"id": format!("receipt-{n}"), "receiptKind": kind, "number": number, "totalAmount": yuan(total)});
    if told.tells(random) {
        receipt["patientName"] = if random.chance(98) { "童例" } else { "王安" }.into();
    }
    if told.tells(random) {
        receipt["form"] = random
            .pick(&["electronic-file", "electronic-file", "electronic-file", "original", "stamped-copy", "plain-copy"])
            .to_owned()
            .into();
    }
    if told.tells(random) {
        receipt["issuer"] = hospital(told, random);
    }
    dates(&mut receipt, told, random);
    if told.tells(random) {
        receipt["visitKind"] =
            random.pick(&["inpatient", "inpatient", "outpatient", "outpatient", "pharmacy"]).to_owned().into();
    }
    if random.chance(4) {
        receipt["status"] = random.pick(&["voided", "reversed", "valid"]).to_owned().into();
    }
    if random.chance(15) {
        receipt["diagnoses"] = json!([random.pick(&["diagnosis-0", "diagnosis-1"])]);
    }
    if random.chance(35) {
        receipt["treatments"] = json!([format!("treatment-{}", random.below(3))]);
    }
    let borne = payers(&mut receipt, total, told, random);
    if random.chance(97) {
        receipt["lines"] = lines(total, borne, told, random);
    }
    charge(&mut receipt, &mut apart(random, 0xCBBB_9D5D_C105_9ED8));
    receipt
}

/// Sets the days of the lines: inside the stay, or near the visit. Some receipts are bills of several months.
fn charge(receipt: &mut Value, random: &mut Random) {
    let text = |place: &str| receipt.pointer(place).and_then(Value::as_str).map(str::to_owned);
    let parse = |text: String| chrono::NaiveDate::parse_from_str(&text, "%Y-%m-%d").unwrap();
    let first = text("/stay/start").or_else(|| text("/visitDate")).or_else(|| text("/issuedOn")).map(parse);
    let last = text("/stay/end").map(parse).or(first);
    let Some((first, last)) = first.zip(last) else { return };
    let (days, share) = (usize::try_from((last - first).num_days()).unwrap(), *random.pick(&[0, 0, 0, 90, 100, 100]));
    let wide = random.chance(20);
    for line in receipt.get_mut("lines").and_then(Value::as_array_mut).into_iter().flatten() {
        if random.chance(share) {
            let after = random.below(days + 1) + if wide { random.below(90) } else { 0 };
            line["chargedOn"] = later(first, after).to_string().into();
        }
    }
}

fn dates(receipt: &mut Value, told: &Told, random: &mut Random) {
    let visited = day(random, 740);
    if receipt["receiptKind"] == "inpatient-electronic" && random.chance(90) {
        let (start, end) = stay_days(random);
        receipt["stay"] = json!({"start": start.to_string(), "end": end.to_string()});
        if told.tells(random) {
            // Some receipts count half days.
            let days = (end - start).num_days();
            let printed = f64::from(i32::try_from(days).unwrap()) + 0.5;
            receipt["stayDays"] = if days % 5 == 2 { json!(printed) } else { json!(days) };
        }
        if told.tells(random) {
            receipt["issuedOn"] = end.to_string().into();
        }
        return;
    }
    if told.tells(random) {
        receipt["visitDate"] = visited.to_string().into();
    }
    if told.tells(random) {
        receipt["issuedOn"] = later(visited, random.below(20)).to_string().into();
    }
}

/// Sets the payers of the receipt, and returns the family's share of it.
fn payers(receipt: &mut Value, total: i64, told: &Told, random: &mut Random) -> i64 {
    let share = |whole: i64, random: &mut Random| match random.below(14) {
        0..=3 => 0,
        4 => whole,
        _ => i64::try_from(i128::from(whole) * i128::try_from(random.below(1001)).unwrap() / 1000).unwrap(),
    };
    let pooled = share(total, random);
    let others = if random.chance(40) { share(total - pooled, random) / 3 } else { 0 };
    let borne = total - pooled - others;
    let accounts = if random.chance(30) { share(borne, random) } else { 0 };
    // Drawn apart, so that everything else is drawn as without them.
    let rare = &mut apart(random, 0x1F3D_5B79_97B5_D3F1);
    let relative = if rare.chance(15) { share(accounts, rare) } else { 0 };
    let owed = if rare.chance(10) { share(borne - accounts, rare) } else { 0 };
    let due = borne - accounts - owed;
    // The cash is rounded up or down.
    let rounding = if (10..1_000_000_000).contains(&due) && rare.chance(8) {
        i64::try_from(rare.below(19)).unwrap() - 9
    } else {
        0
    };
    let financed = share(borne, random) / 2;
    let mut put = |name: &str, fen: i64, random: &mut Random| {
        if told.tells(random) {
            receipt[name] = yuan(fen).into();
        }
    };
    put("pooledFund", pooled, random);
    put("otherFunds", others, random);
    put("personalAccount", accounts - relative, random);
    put("cash", due + rounding, random);
    put("selfFinanced", financed, random);
    put("selfPaid", borne - financed, random);
    for (name, fen) in [("relativeAccount", relative), ("outstanding", owed), ("cashRounding", rounding)] {
        if fen != 0 {
            receipt[name] = yuan(fen).into();
        }
    }
    if others > 0 && rare.chance(15) {
        // Some receipts include a relief by the hospital in the other payments.
        let payer = rare.pick(&["hospital", "policy-relief", "medical-assistance"]);
        let part = share(others, rare);
        receipt["otherFundPayers"] = json!([{"payer": payer, "amount": yuan(part)},
            {"payer": "critical-illness-insurance", "amount": yuan(others - part)}]);
    }
    let borne = (borne + rounding).min(total);
    if random.chance(20) {
        let manual = random.chance(50);
        let mut settlement = json!({"mode": if manual { "manual" } else { "at-hospital" }});
        let mut back = 0;
        if manual {
            back = share(borne, random);
            if told.tells(random) {
                settlement["fundTotal"] = yuan(back).into();
            }
            if told.tells(random) {
                settlement["outOfCatalogue"] = yuan(financed / 2).into();
            }
            if random.chance(50) {
                settlement["overPriceLimit"] = yuan(financed / 3).into();
            }
        }
        if random.chance(50) {
            settlement["medicalAssistance"] = "0.00".into();
        }
        if random.chance(50) {
            settlement["settledOn"] = day(random, 740).to_string().into();
        }
        receipt["settlement"] = settlement;
        return borne - back;
    }
    if random.chance(50) {
        receipt["insuranceKind"] = "resident".into();
    }
    borne
}

fn lines(total: i64, borne: i64, told: &Told, random: &mut Random) -> Value {
    let count = [1, 2, 3, 4, 6, 10][random.below(6)];
    // Hundredths of a fen, so that lines may have four decimals.
    let exact = random.chance(30);
    let unit: i128 = if exact { 100 } else { 1 };
    let parts = parts(i128::from(total) * unit, count, random);
    let states_burden = random.chance(45);
    let burdens = split_like(i128::from(borne), &parts);
    let amount = |part: i128| if exact { four_decimals(part) } else { yuan(part.try_into().unwrap()) };
    let mut lines: Vec<Value> = Vec::new();
    for (part, burden) in parts.iter().zip(burdens) {
        let mut line = json!({"name": "项目", "amount": amount(*part)});
        if told.tells(random) {
            line["category"] = random.pick(&CATEGORIES).to_owned().into();
        }
        let class = *random.pick(&["a", "b", "c"]);
        if told.tells(random) {
            line["catalogueClass"] = class.into();
        }
        if told.tells(random) {
            line["code"] = random.pick(&CHARGE_CODES).to_owned().into();
        }
        if states_burden {
            line["personBorne"] = yuan(burden.try_into().unwrap()).into();
        }
        // Nearly every line states a quantity, and not all in the same unit.
        if *part % 97 > 0 {
            line["quantity"] = ["1", "2", "0.5", "3.25", "12", "2.9999999999999", "0.33335"]
                [usize::try_from(*part % 7).unwrap()]
            .into();
            line["unit"] = if *part % 3 == 0 { "盒" } else { "次" }.into();
        }
        let financed = if class == "c" { *part / unit } else { *part / unit / 5 };
        if class != "a" && told.tells(random) {
            line["selfFinanced"] = yuan(financed.try_into().unwrap()).into();
        }
        let mut of_limits = apart(random, 0x3C6E_F372_FE94_F82B);
        if of_limits.chance(20) && *part > 0 {
            line["overPriceLimit"] = amount(*part / [2, 3, 5][of_limits.below(3)]).into();
        } else if of_limits.chance(20) {
            line["priceLimit"] = ["0.50", "12.3456", "300.00", "2.005"][of_limits.below(4)].into();
        }
        lines.push(line);
    }
    if random.chance(20) {
        refund(&mut lines, random);
    }
    if random.chance(4) {
        lines[0]["amount"] = "0.01".into();
    }
    lines.into()
}

/// An additional charge and the same charge subtracted: the total stays the same.
fn refund(lines: &mut Vec<Value>, random: &mut Random) {
    let place = random.below(lines.len());
    let mut charge = lines[place].clone();
    let fen = random.fen(10_000);
    charge["amount"] = yuan(fen).into();
    let mut back = charge.clone();
    back["amount"] = yuan(-fen).into();
    for member in ["personBorne", "selfFinanced"] {
        if charge.get(member).is_some() {
            // The sum of a charge and its refund is zero, and so are the sums of their parts.
            let part = if fen % 3 == 0 { fen / 2 } else { 0 };
            charge[member] = yuan(part).into();
            back[member] = yuan(-part).into();
        }
    }
    if fen == 0 {
        back["amount"] = "0.00".into();
    }
    if random.chance(10) {
        back["category"] = "other".into();
    }
    lines.insert(random.below(lines.len() + 1), charge);
    lines.insert(random.below(lines.len() + 1), back);
}

fn four_decimals(part: i128) -> String {
    format!("{}.{:04}", part / 10_000, part % 10_000)
}

/// A sum divided into a number of parts, none below zero.
fn parts(whole: i128, count: usize, random: &mut Random) -> Vec<i128> {
    let mut left = whole;
    let mut parts = Vec::new();
    for place in 0..count {
        let share = if place + 1 == count { left } else { left * i128::try_from(random.below(101)).unwrap() / 100 };
        parts.push(share);
        left -= share;
    }
    parts
}

/// An amount divided in the proportions of another one.
fn split_like(amount: i128, parts: &[i128]) -> Vec<i128> {
    let all: i128 = parts.iter().sum();
    let (mut sum, mut given) = (0, 0);
    let split = parts.iter().map(|part| {
        sum += part;
        let together = if all == 0 { 0 } else { sum * amount / all };
        let share = together - given;
        given = together;
        share
    });
    split.collect()
}
