//! Defects of members, and of organisations.

use crate::{
    draft::Draft,
    json::Json,
    kind::Kind,
    need::Need,
    number::{Day, credit_check, other_digit, resident_number, with_last},
    planting::{APPLICATION, Defect, Labels, OF_A_CHILD, WITH_RECEIPT, defect, one},
};
use tongbiao::value::Uscc;

pub(super) static DEFECTS: &[Defect] = &[
    defect("structure.type", OF_A_CHILD, &[], |draft, _| put(draft, 20_240_101_i64, "structure.type")),
    defect("structure.null", OF_A_CHILD, &[], |draft, _| put(draft, Json::Null, "structure.null")),
    defect("structure.form", OF_A_CHILD, &[], |draft, _| put(draft, "2024/5/6", "structure.form")),
    defect("structure.duplicate-member", OF_A_CHILD, &[], |draft, _| {
        let place = date(draft);
        draft.json.repeat(place, "2024-05-06")?;
        one("structure.duplicate-member", place)
    }),
    defect("structure.missing", OF_A_CHILD, &[], |draft, _| {
        let (object, member) = match draft.kind {
            Kind::Application => ("/child", "/name"),
            Kind::Receipt => ("", "/totalAmount"),
            _ => ("", "/name"),
        };
        draft.remove(&format!("{object}{member}"))?;
        one("structure.missing", object)
    }),
    defect("structure.unknown-member", OF_A_CHILD, &[], |draft, random| {
        draft.set("/queueNumber", random.within(1, 900))?;
        one("structure.unknown-member", "/queueNumber")
    }),
    defect("structure.code", OF_A_CHILD, &[], |draft, _| {
        let place = if draft.kind == Kind::Application { "/child/sex" } else { "/patientSex" };
        draft.set(place, "未说明")?;
        one("structure.code", place)
    }),
    defect("structure.length", OF_A_CHILD, &[], |draft, _| {
        let place = draft.part("/stamps");
        draft.set(&place, ["diagnosis"; 11])?;
        one("structure.length", place)
    }),
    defect("structure.range", WITH_RECEIPT, &[], |draft, random| {
        let (place, least) = match draft.kind {
            Kind::Application => ("/household/memberCount", 51),
            _ => ("/stayDays", 20_001),
        };
        draft.set(place, random.within(least, 90_000))?;
        one("structure.range", place)
    }),
    defect("period.reversed", APPLICATION, &[Need::AtHospital], |draft, _| {
        let (start, end) = ("/insurance/0/period/start", "/insurance/0/period/end");
        let (first, last) = (draft.day(start)?, draft.day(end)?);
        draft.set(start, last.to_string())?;
        draft.set(end, first.to_string())?;
        one("period.reversed", "/insurance/0/period")
    }),
    defect("organisation.uscc-check-digit", OF_A_CHILD, &[], |draft, _| {
        let place = uscc(draft);
        let code = with_last(draft.text(place)?, other_digit)?;
        draft.set(place, code)?;
        one("organisation.uscc-check-digit", place)
    }),
    defect("organisation.uscc-inner-check-digit", OF_A_CHILD, &[], |draft, _| {
        let place = uscc(draft);
        let body = with_last(draft.text(place)?.get(..17)?, other_digit)?;
        let code = format!("{body}{}", credit_check(&body));
        draft.set(place, code)?;
        one("organisation.uscc-inner-check-digit", place)
    }),
    defect("privacy.identity-number-as-organisation-code", OF_A_CHILD, &[], |draft, random| {
        let place = uscc(draft);
        // A few numbers have the check digits of a code too.
        let first = random.within(0, 999);
        let numbers = (0..1000).map(|next| resident_number("410000", Day::new(1990, 5, 6), (first + next) % 1000));
        let is_one = |number: &String| Uscc::parse(number).is_ok_and(|code| code.is_resident_number());
        draft.set(place, numbers.into_iter().find(is_one)?)?;
        one("privacy.identity-number-as-organisation-code", place)
    }),
    defect("organisation.division-unknown", OF_A_CHILD, &[], |draft, _| {
        let place = match draft.kind {
            Kind::Application => "/child/residence/division",
            Kind::Receipt => "/issuer/division",
            _ => "/hospital/division",
        };
        draft.set(place, "419900")?;
        one("organisation.division-unknown", place)
    }),
];

/// A date of the document.
fn date(draft: &Draft) -> &'static str {
    match draft.kind {
        Kind::Application => "/submittedOn",
        Kind::Receipt => "/issuedOn",
        _ => "/diagnosedOn",
    }
}

/// A unified social credit code of the document, of an organisation to which nothing else refers.
fn uscc(draft: &Draft) -> &'static str {
    match draft.kind {
        Kind::Application => "/receivedBy/uscc",
        Kind::Receipt => "/issuer/uscc",
        _ => "/hospital/uscc",
    }
}

fn put(draft: &mut Draft, value: impl Into<Json>, code: &'static str) -> Labels {
    let place = date(draft);
    draft.set(place, value)?;
    one(code, place)
}
