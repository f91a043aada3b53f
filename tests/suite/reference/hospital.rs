//! Numbers that hospitals assign themselves (docs/evaluation.md, 3.13, 3.14 and 3.45).

use tongbiao::record::receipt::{Receipt, ReceiptNumber};

/// A number that each hospital assigns for itself: its form, the number as printed, and its code.
pub fn of_hospital(number: &ReceiptNumber) -> Option<(&str, String, Option<String>)> {
    match number {
        ReceiptNumber::Legacy(n) => Some((
            "legacy",
            n.number.comparison_form().into_owned(),
            n.code.as_ref().map(|code| code.comparison_form().into_owned()),
        )),
        ReceiptNumber::TaxInvoice(n) if n.number.as_str().len() < 20 => {
            Some(("tax", n.number.to_string(), n.code.as_ref().map(ToString::to_string)))
        }
        _ => None,
    }
}

/// The facts that are missing to decide whether two receipts of the same amount and day are the same.
pub fn told_apart_by(both: [(usize, &Receipt); 2]) -> Vec<String> {
    let [(_, one), (_, other)] = both;
    let (Some((form, number, code)), Some((other_form, other_number, other_code))) =
        (of_hospital(&one.number), of_hospital(&other.number))
    else {
        return Vec::new();
    };
    let differ = |a: Option<String>, b: Option<String>| a.zip(b).map(|(a, b)| a != b);
    if form != other_form || number != other_number || differ(code.clone(), other_code.clone()) == Some(true) {
        return Vec::new();
    }
    if self::differ(&hospital_codes(one), &hospital_codes(other)) {
        return Vec::new();
    }
    let vague = |receipt: &Receipt| {
        receipt.issuer.is_none() && of_hospital(&receipt.number).is_some_and(|(_, _, code)| code.is_none())
    };
    if both.iter().any(|(_, receipt)| vague(receipt)) {
        let vague = both.into_iter().filter(|(_, receipt)| vague(receipt));
        return vague.map(|(place, _)| format!("/receipts/{place}/issuer")).collect();
    }
    let one_has_code = code.is_some() != other_code.is_some();
    let lacks = |(place, receipt): (usize, &Receipt)| {
        let code = of_hospital(&receipt.number).and_then(|(_, _, code)| code);
        let member = match &receipt.issuer {
            _ if one_has_code => code.is_none().then_some("number/code"),
            None => Some("issuer"),
            Some(issuer) => issuer.uscc.is_none().then_some("issuer/uscc"),
        };
        member.map(|member| format!("/receipts/{place}/{member}"))
    };
    both.into_iter().filter_map(lacks).collect()
}

/// Of two numbers that differ by a missing code (3.45): whether the first one lacks it. `None` for any other two.
pub fn without_code(one: &ReceiptNumber, other: &ReceiptNumber) -> Option<bool> {
    let (form, number, code) = of_hospital(one)?;
    let (other_form, other_number, other_code) = of_hospital(other)?;
    let is_one = form == other_form && number == other_number && code.is_some() != other_code.is_some();
    is_one.then_some(code.is_none())
}

/// Whether two receipts differ by a missing code, and each states a code or its hospital.
pub fn one_identified_code(one: &Receipt, other: &Receipt) -> bool {
    let states = |receipt: &Receipt| {
        receipt.issuer.is_some() || of_hospital(&receipt.number).is_some_and(|(_, _, code)| code.is_some())
    };
    without_code(&one.number, &other.number).is_some() && states(one) && states(other)
}

/// The two codes of the hospital of a receipt.
pub fn hospital_codes(receipt: &Receipt) -> (Option<String>, Option<String>) {
    let issuer = receipt.issuer.as_ref();
    let uscc = issuer.and_then(|issuer| issuer.uscc.as_ref()).map(ToString::to_string);
    (uscc, issuer.and_then(|issuer| issuer.code.as_ref()).map(ToString::to_string))
}

/// Whether two hospitals are known to differ.
pub fn differ(one: &(Option<String>, Option<String>), other: &(Option<String>, Option<String>)) -> bool {
    let differ = |a: &Option<String>, b: &Option<String>| a.as_ref().zip(b.as_ref()).map(|(a, b)| a != b);
    differ(&one.0, &other.0).or(differ(&one.1, &other.1)) == Some(true)
}
