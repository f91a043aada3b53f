//! Defects of the child, the guardians, the household, the insurance and the payee.

use crate::{
    draft::Draft,
    json::{Json, object},
    need::Need,
    number::{Day, card_number, other_digit, resident_check, resident_number, with_last},
    planting::{APPLICATION, Defect, Labels, defect, label, one},
};

pub(super) static DEFECTS: &[Defect] = &[
    defect("identity.check-digit", APPLICATION, &[], |draft, _| {
        let place = "/guardians/0/identity/0/number";
        let number = with_last(draft.text(place)?, other_digit)?;
        draft.set(place, number)?;
        one("identity.check-digit", place)
    }),
    defect("identity.birth-date-impossible", APPLICATION, &[], |draft, _| {
        let place = "/household/members/0/identity/0/number";
        let number = draft.text(place)?;
        let body = format!("{}0431{}", number.get(..10)?, number.get(14..17)?);
        draft.set(place, format!("{body}{}", resident_check(&body)))?;
        one("identity.birth-date-impossible", place)
    }),
    defect("identity.birth-date-mismatch", APPLICATION, &[], |draft, random| {
        let place = "/guardians/0/birthDate";
        draft.shift(place, random.within(1, 20))?;
        one("identity.birth-date-mismatch", place)
    }),
    defect("identity.sex-mismatch", APPLICATION, &[], |draft, _| {
        let place = "/guardians/0/sex";
        draft.set(place, "male")?;
        draft.set("/guardians/0/relation", "97")?;
        one("identity.sex-mismatch", place)
    }),
    defect("identity.former-number-era", APPLICATION, &[], |draft, random| {
        let number =
            format!("410000850101{:03}", random.within(0, 499) * 2 + i64::from(draft.text("/child/sex")? == "male"));
        draft.set("/child/identity/0", object! {"kind": "former-resident-identity", "number": number})?;
        Some(vec![
            label("identity.birth-date-mismatch", "/child/birthDate"),
            label("identity.former-number-era", "/child/identity/0/number"),
        ])
    }),
    defect("identity.area-not-listed-yet", APPLICATION, &[], |draft, random| {
        let born = Day::new(2026, 10, 1).plus(random.within(0, 60));
        let sister = object! {
            "relation": "77",
            "name": "虚妹",
            "birthDate": born.to_string(),
            "identity": [object! {"kind": "resident-identity", "number": resident_number("410330", born, 42)}],
        };
        let place = join(draft, sister)?;
        one("identity.area-not-listed-yet", format!("/household/members/{place}/identity/0/number"))
    }),
    defect("identity.area-unknown", APPLICATION, &[], |draft, _| move_to(draft, "419900", "identity.area-unknown")),
    defect("identity.area-abolished", APPLICATION, &[], |draft, _| {
        // No person has such a number: the division was abolished before the child was born.
        let (place, born) = ("/child/identity/0/number", draft.day("/child/birthDate")?);
        let sequence = i64::from(draft.text("/child/sex")? == "male");
        draft.set(place, resident_number("510202", born, sequence))?;
        one("identity.area-abolished", place)
    }),
    defect("identity.name-unclear", APPLICATION, &[Need::Father], |draft, _| {
        let place = "/guardians/1/name";
        draft.set(place, "童某之*")?;
        one("identity.name-unclear", place)
    }),
    defect("identity.document-missing", APPLICATION, &[], |draft, _| {
        draft.remove("/child/identity")?;
        one("identity.document-missing", "/child")
    }),
    defect("guardian.missing", APPLICATION, &[Need::Young], |draft, _| {
        // Nothing else may refer to a guardian.
        ["/consents", "/disclosures", "/payee"].iter().try_for_each(|place| draft.remove(place).map(drop))?;
        for place in 0..draft.count("/materials") {
            draft.remove(&format!("/materials/{place}/proves"))?;
        }
        draft.set("/guardians", Vec::<Json>::new())?;
        one("guardian.missing", "")
    }),
    defect("guardian.minor", APPLICATION, &[], |draft, _| {
        let born = draft.day("/child/birthDate")?.plus(-300);
        let place = guardian(draft, "71", "male", born)?;
        one("guardian.minor", format!("/guardians/{place}/birthDate"))
    }),
    defect("guardian.not-older-than-child", APPLICATION, &[], |draft, _| {
        let born = draft.day("/child/birthDate")?.plus(30);
        let place = guardian(draft, "83", "male", born)?;
        let pointer = format!("/guardians/{place}/birthDate");
        Some(vec![label("guardian.minor", pointer.clone()), label("guardian.not-older-than-child", pointer)])
    }),
    defect("guardian.relation-sex", APPLICATION, &[], |draft, _| {
        let born = draft.day("/guardians/0/birthDate")?;
        let place = guardian(draft, "57", "female", born)?;
        one("guardian.relation-sex", format!("/guardians/{place}/relation"))
    }),
    defect("guardian.same-number", APPLICATION, &[Need::Father], |draft, random| {
        let number = format!("E{:08}", random.within(1, 99_999));
        for place in [0, 1] {
            let passport = object! {"kind": "passport", "number": number.as_str()};
            draft.push(&format!("/guardians/{place}/identity"), passport)?;
        }
        one("guardian.same-number", "/guardians/1/identity")
    }),
    defect("guardian.institution-code-missing", APPLICATION, &[], |draft, _| {
        let home = object! {
            "kind": "institution", "id": "home", "name": "示例市儿童福利院（虚构）", "institutionKind": "welfare-home",
        };
        let place = draft.push("/guardians", home)?;
        one("guardian.institution-code-missing", format!("/guardians/{place}"))
    }),
    defect("household.member-count", APPLICATION, &[], |draft, _| {
        draft.remove("/household/income/perHead")?;
        let count = i64::try_from(draft.count("/household/members")).ok()?;
        draft.set("/household/memberCount", count + 3)?;
        one("household.member-count", "/household/memberCount")
    }),
    defect("household.certificate-not-in-force", APPLICATION, &[Need::Certificate], |draft, _| {
        let place = "/household/certificates/0/validity";
        draft.set(place, object! {"start": "2021-01-01", "end": "2021-12-31"})?;
        draft.set("/household/certificates/0/issuedOn", "2021-01-05")?;
        one("household.certificate-not-in-force", place)
    }),
    defect("household.category-deprecated", APPLICATION, &[Need::Certificate], |draft, _| {
        let place = "/household/certificates/0/category";
        draft.set(place, "registered-poor")?;
        one("household.category-deprecated", place)
    }),
    defect("household.income-total", APPLICATION, &[], |draft, random| {
        draft.add("/household/income/wages", random.within(1, 900_000))?;
        one("household.income-total", "/household/income/total")
    }),
    defect("household.income-per-head", APPLICATION, &[], |draft, random| {
        draft.add("/household/income/perHead", random.within(200, 90_000))?;
        one("household.income-per-head", "/household/income/perHead")
    }),
    defect("insurance.not-in-force", APPLICATION, &[Need::AtHospital], |draft, _| {
        for place in 0..draft.count("/insurance") {
            draft.set(&format!("/insurance/{place}/period"), object! {"start": "2015-01-01", "end": "2015-12-31"})?;
        }
        insured(draft, "insurance.not-in-force")
    }),
    defect("insurance.kind-mismatch", APPLICATION, &[Need::AtHospital], |draft, _| {
        for place in 0..draft.count("/insurance") {
            draft.set(&format!("/insurance/{place}/kind"), "employee")?;
        }
        insured(draft, "insurance.kind-mismatch")
    }),
    defect("insurance.kind-deprecated", APPLICATION, &[], |draft, _| {
        let period = object! {"start": "2012-01-01", "end": "2012-12-31"};
        let place = draft.push("/insurance", object! {"kind": "new-rural-cooperative", "period": period})?;
        one("insurance.kind-deprecated", format!("/insurance/{place}/kind"))
    }),
    defect("insurance.kind-text-missing", APPLICATION, &[], |draft, _| {
        let place = draft.push("/insurance", object! {"kind": "other"})?;
        one("insurance.kind-text-missing", format!("/insurance/{place}/kind"))
    }),
    defect("payee.card-check-digit", APPLICATION, &[Need::Card], |draft, _| {
        let place = "/payee/account/number";
        let number = with_last(draft.text(place)?, other_digit)?;
        draft.set(place, number)?;
        one("payee.card-check-digit", place)
    }),
    defect("payee.card-length", APPLICATION, &[Need::Card], |draft, random| {
        let place = "/payee/account/number";
        draft.set(place, card_number(&format!("6217000000000{:06}", random.within(0, 999_999))))?;
        one("payee.card-length", place)
    }),
    defect("payee.holder-mismatch", APPLICATION, &[Need::Card], |draft, _| {
        draft.set("/payee/account/holder", "虚兰")?;
        one("payee.holder-mismatch", "/payee/account/holder")
    }),
    defect("payee.other-guardian", APPLICATION, &[Need::Card, Need::Father], |draft, _| {
        draft.set("/payee/guardian", "father")?;
        one("payee.other-guardian", "/payee/guardian")
    }),
    defect("payee.not-guardian", APPLICATION, &[Need::Card], |draft, _| {
        draft.remove("/payee/guardian")?;
        draft.set("/payee/relation", "83")?;
        draft.set("/payee/name", "例达")?;
        draft.set("/payee/account/holder", "例达")?;
        one("payee.not-guardian", "/payee/name")
    }),
];

/// Adds a member of the household, and returns its index.
fn join(draft: &mut Draft, member: Json) -> Option<usize> {
    let place = draft.push("/household/members", member)?;
    draft.set("/household/memberCount", i64::try_from(place).ok()? + 2)?;
    draft.remove("/household/income/perHead")?;
    Some(place)
}

/// Moves the identity number of the first member of the household to a division.
fn move_to(draft: &mut Draft, division: &str, code: &'static str) -> Labels {
    let place = "/household/members/0/identity/0/number";
    let body = format!("{division}{}", draft.text(place)?.get(6..17)?);
    draft.set(place, format!("{body}{}", resident_check(&body)))?;
    one(code, place)
}

/// Adds a guardian, and returns its index.
fn guardian(draft: &mut Draft, relation: &str, sex: &str, born: Day) -> Option<usize> {
    draft.push(
        "/guardians",
        object! {
            "kind": "person",
            "id": "other",
            "name": "虚海",
            "relation": relation,
            "sex": sex,
            "birthDate": born.to_string(),
        },
    )
}

/// A label at each receipt that states an insurance.
fn insured(draft: &Draft, code: &'static str) -> Labels {
    let kind = |place: &usize| draft.text(&format!("/receipts/{place}/insuranceKind")) == Some("resident");
    let places = (0..draft.count("/receipts")).filter(kind);
    Some(places.map(|place| label(code, format!("/receipts/{place}/insuranceKind"))).collect())
}
