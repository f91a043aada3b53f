//! Defects of the text, of texts inside it, and of the members that surround every document.

use crate::{
    draft::{Draft, Spoil},
    json::{Json, object},
    number::{Day, card_number, resident_number},
    planting::{Defect, EVERY, Labels, OF_A_CHILD, WITH_RECEIPT, defect, one},
};

pub(super) static DEFECTS: &[Defect] = &[
    defect("json.byte-order-mark", EVERY, &[], |draft, _| spoil(draft, Spoil::ByteOrderMark, "json.byte-order-mark")),
    defect("json.empty", EVERY, &[], |draft, _| spoil(draft, Spoil::Empty, "json.empty")),
    defect("json.not-utf8", EVERY, &[], |draft, _| spoil(draft, Spoil::NotUtf8, "json.not-utf8")),
    defect("json.too-large", EVERY, &[], |draft, _| spoil(draft, Spoil::TooLarge, "json.too-large")),
    defect("json.syntax", EVERY, &[], |draft, _| spoil(draft, Spoil::CutOff, "json.syntax")),
    defect("json.too-deep", WITH_RECEIPT, &[], |draft, _| {
        draft.set("/extensions", object! {"org.example.intake": nested(200)})?;
        one("json.too-deep", "")
    }),
    defect("structure.extension-depth", WITH_RECEIPT, &[], |draft, _| {
        draft.set("/extensions", object! {"org.example.intake": nested(40)})?;
        one("structure.extension-depth", "/extensions/org.example.intake")
    }),
    defect("extension.too-large", WITH_RECEIPT, &[], |draft, random| {
        draft.set("/extensions", object! {"org.example.intake": random.hex(4200)})?;
        one("extension.too-large", "/extensions")
    }),
    defect("document.not-an-object", EVERY, &[], |draft, _| {
        let whole = std::mem::replace(&mut draft.json, Json::Null);
        draft.json = Json::List(vec![whole]);
        one("document.not-an-object", "")
    }),
    defect("document.kind-missing", EVERY, &[], |draft, _| {
        draft.remove("/kind")?;
        one("document.kind-missing", "")
    }),
    defect("document.kind-unknown", EVERY, &[], |draft, _| {
        draft.set("/kind", "invoice")?;
        one("document.kind-unknown", "/kind")
    }),
    defect("document.standard-unknown", EVERY, &[], |draft, _| {
        draft.set("/standard", "0.9")?;
        one("document.standard-unknown", "/standard")
    }),
    defect("text.hidden-character", OF_A_CHILD, &[], |draft, _| append(draft, "\u{200b}室", "text.hidden-character")),
    defect("text.stray-blank", OF_A_CHILD, &[], |draft, _| append(draft, "  ", "text.stray-blank")),
    defect("text.private-use-character", OF_A_CHILD, &[], |draft, _| {
        append(draft, "\u{e001}", "text.private-use-character")
    }),
    defect("text.confusable-digit", OF_A_CHILD, &[], |draft, _| append(draft, "１病区", "text.confusable-digit")),
    defect("text.mixed-script", OF_A_CHILD, &[], |draft, _| append(draft, " Wаrd", "text.mixed-script")),
    defect("privacy.identity-number-in-text", OF_A_CHILD, &[], |draft, random| {
        let number = resident_number("410000", Day::new(1990, 5, 6), random.within(0, 999));
        note(draft, &format!("身份证 {number} 已核对。"), "privacy.identity-number-in-text")
    }),
    defect("privacy.phone-number-in-text", OF_A_CHILD, &[], |draft, random| {
        let phone = format!("154000{:05}", random.within(0, 99_999));
        note(draft, &format!("可联系 {phone}。"), "privacy.phone-number-in-text")
    }),
    defect("privacy.bank-card-in-text", OF_A_CHILD, &[], |draft, random| {
        let card = card_number(&format!("621700000000{:06}", random.within(0, 999_999)));
        note(draft, &format!("余款请退到卡 {card}。"), "privacy.bank-card-in-text")
    }),
];

fn spoil(draft: &mut Draft, spoil: Spoil, code: &'static str) -> Labels {
    draft.spoil = Some(spoil);
    one(code, "")
}

/// Lists inside each other.
fn nested(depth: usize) -> Json {
    (0..depth).fold(Json::from("县级窗口"), |inner, _| Json::List(vec![inner]))
}

/// Adds characters to the name of the department.
fn append(draft: &mut Draft, more: &str, code: &'static str) -> Labels {
    let place = draft.part("/department");
    let text = format!("{}{more}", draft.text(&place)?);
    draft.set(&place, text)?;
    one(code, place)
}

fn note(draft: &mut Draft, text: &str, code: &'static str) -> Labels {
    draft.set("/note", text)?;
    one(code, "/note")
}
