//! Defects of several receipts of one application.

use crate::{
    draft::Draft,
    json::{Json, object},
    need::Need,
    number::{Day, capitals, yuan},
    planting::{APPLICATION, Defect, defect, one},
};

pub(super) static DEFECTS: &[Defect] = &[
    defect("receipt.duplicate", APPLICATION, &[Need::Outpatient], |draft, _| {
        let place = again(draft, "/receipts/1", None)?;
        one("receipt.duplicate", format!("/receipts/{place}/number"))
    }),
    defect("receipt.possible-duplicate", APPLICATION, &[Need::Outpatient], |draft, random| {
        let number = object! {
            "form": "fiscal-electronic", "code": "99060124", "number": format!("{:010}", random.within(1, 99_999)), "checkCode": "b2c3d4",
        };
        let place = again(draft, "/receipts/1", Some(number))?;
        one("receipt.possible-duplicate", format!("/receipts/{place}/number"))
    }),
    defect("receipt.reverses-missing", APPLICATION, &[Need::Reversal], |draft, _| {
        let [_, reversal, _] = chain(draft)?;
        draft.remove(&format!("{reversal}/reverses"))?;
        one("receipt.reverses-missing", reversal)
    }),
    defect("receipt.reversed-but-valid", APPLICATION, &[Need::Reversal], |draft, _| {
        let [reversed, _, _] = chain(draft)?;
        draft.set(&format!("{reversed}/status"), "valid")?;
        draft.remove(&format!("{reversed}/inspections/1"))?;
        one("receipt.reversed-but-valid", format!("{reversed}/reversedBy"))
    }),
    defect("receipt.reversed-counted", APPLICATION, &[Need::Reversal], |draft, _| {
        let [reversed, _, _] = chain(draft)?;
        draft.set(&format!("{reversed}/status"), "valid")?;
        draft.remove(&format!("{reversed}/inspections/1"))?;
        draft.remove(&format!("{reversed}/reversedBy"))?;
        one("receipt.reversed-counted", format!("{reversed}/status"))
    }),
    defect("receipt.reversal-amount", APPLICATION, &[Need::Reversal], |draft, random| {
        let [reversed, reversal, _] = chain(draft)?;
        ["categories", "lines"].iter().try_for_each(|name| draft.remove(&format!("{reversal}/{name}")).map(drop))?;
        let total = draft.fen(&format!("{reversal}/totalAmount"))? + random.within(1, 10_000);
        for name in ["totalAmount", "cash", "selfFinanced"] {
            draft.set(&format!("{reversal}/{name}"), yuan(total))?;
        }
        draft.set(&format!("{reversal}/totalInCapitals"), capitals(total))?;
        one("receipt.reversal-amount", format!("{reversed}/totalAmount"))
    }),
    defect("receipt.reversal-before-original", APPLICATION, &[Need::Reversal], |draft, _| {
        let [reversed, reversal, _] = chain(draft)?;
        draft.remove(&format!("{reversal}/visitDate"))?;
        let day = draft.day(&format!("{reversed}/issuedOn"))?.plus(-2);
        draft.set(&format!("{reversal}/issuedOn"), day.to_string())?;
        one("receipt.reversal-before-original", format!("{reversed}/issuedOn"))
    }),
    defect("receipt.part-beside-original", APPLICATION, &[Need::Electronic], |draft, random| {
        let total = draft.text("/receipts/0/totalAmount")?.to_owned();
        let original = object! {
            "form": "fiscal-electronic",
            "code": draft.text("/receipts/0/number/code")?,
            "number": draft.text("/receipts/0/number/number")?,
        };
        let day = draft.day("/receipts/0/issuedOn")?.plus(6);
        let place = split(draft, "split-1", random.within(100, 10_000), day, (original, &total))?;
        one("receipt.part-beside-original", format!("/receipts/{place}/original"))
    }),
    defect("receipt.parts-exceed-original", APPLICATION, &[], |draft, random| {
        let day = draft.day("/receipts/0/issuedOn")?;
        let number = format!("{:010}", random.within(1, 99_999));
        let original = || object! {"form": "fiscal-paper", "code": "99060424", "number": number.as_str()};
        let total = random.within(100_000, 900_000);
        split(draft, "split-1", total * 6 / 10, day.plus(3), (original(), &yuan(total)))?;
        let place = split(draft, "split-2", total * 5 / 10, day.plus(9), (original(), &yuan(total)))?;
        one("receipt.parts-exceed-original", format!("/receipts/{place}/totalAmount"))
    }),
    defect("receipt.stays-overlap", APPLICATION, &[], |draft, random| {
        let end = draft.day("/receipts/0/stay/end")?;
        let (start, end) = (end.plus(-2), end.plus(random.within(4, 12)));
        let total = yuan(random.within(100_000, 900_000));
        let place = draft.push("/receipts", object! {
            "receiptKind": "legacy",
            "number": object! {"form": "legacy", "code": "EX-OTHER", "number": format!("{:08}", random.within(1, 99_999))},
            "totalAmount": total,
            "id": "receipt-elsewhere",
            "issuedOn": end.to_string(),
            "issuer": object! {"name": "示例另一医院（虚构）"},
            "patientName": draft.text("/child/name")?,
            "stay": object! {"start": start.to_string(), "end": end.to_string()},
        })?;
        one("receipt.stays-overlap", format!("/receipts/{place}/stay"))
    }),
];

/// The pointers of the last three receipts: a reversed one, its reversal, and the receipt issued again.
fn chain(draft: &Draft) -> Option<[String; 3]> {
    let first = draft.count("/receipts").checked_sub(3)?;
    Some([0, 1, 2].map(|place| format!("/receipts/{}", first + place)))
}

/// Adds a copy of a receipt, with another number if it is given, and returns its index.
fn again(draft: &mut Draft, receipt: &str, number: Option<Json>) -> Option<usize> {
    let mut copy = draft.json.at(receipt)?.clone();
    copy.set("/id", "receipt-again")?;
    if let Some(number) = number {
        copy.set("/number", number)?;
    }
    draft.push("/receipts", copy)
}

/// Adds a split sheet, and returns its index.
fn split(draft: &mut Draft, id: &str, fen: i64, day: Day, (original, total): (Json, &str)) -> Option<usize> {
    let sheet = object! {
        "receiptKind": "split-sheet",
        "number": object! {"form": "legacy", "code": "EX-FGD", "number": format!("{id}-{}", draft.text("/id")?)},
        "totalAmount": yuan(fen),
        "id": id,
        "title": "医疗费用分割单（虚构）",
        "form": "original",
        "status": "valid",
        "issuedOn": day.to_string(),
        "patientName": draft.text("/child/name")?,
        "cash": yuan(fen),
        "original": original,
        "originalTotal": total,
    };
    draft.push("/receipts", sheet)
}
