//! Defects of diagnoses, treatments, consents, supporting documents, and of the application itself.

use crate::{
    draft::Draft,
    json::{Json, object},
    need::Need,
    number::resident_number,
    planting::{APPLICATION, Defect, Labels, WITH_DIAGNOSIS, defect, label, one},
};

pub(super) static DEFECTS: &[Defect] = &[
    defect("diagnosis.code-form", WITH_DIAGNOSIS, &[], |draft, _| {
        let place = draft.diagnosis("/codings/1/code");
        draft.set(&place, "C91.000")?;
        one("diagnosis.code-form", place)
    }),
    defect("diagnosis.version-missing", WITH_DIAGNOSIS, &[], |draft, _| {
        draft.remove(&draft.diagnosis("/codings/1/version"))?;
        one("diagnosis.version-missing", draft.diagnosis("/codings/1"))
    }),
    defect("diagnosis.sex-impossible", WITH_DIAGNOSIS, &[], |draft, _| {
        let code = if draft.text(&draft.diagnosis("/patientSex"))? == "male" { "N71.9" } else { "C61" };
        let place = coding(draft, code)?;
        one("diagnosis.sex-impossible", place)
    }),
    defect("diagnosis.age-impossible", WITH_DIAGNOSIS, &[Need::Young], |draft, _| {
        let is_male = draft.text(&draft.diagnosis("/patientSex"))? == "male";
        let place = coding(draft, "O37.5")?;
        let mut labels = vec![label("diagnosis.age-impossible", place.clone())];
        // The chapter is one of women.
        if is_male {
            labels.push(label("diagnosis.sex-impossible", place));
        }
        Some(labels)
    }),
    defect("diagnosis.other-patient", APPLICATION, &[], |draft, random| {
        let place = "/diagnoses/0/patientBirthDate";
        draft.shift(place, random.within(1, 40))?;
        one("diagnosis.other-patient", place)
    }),
    defect("diagnosis.patient-name-variant", APPLICATION, &[], |draft, _| {
        let name = draft.text("/child/name")?;
        let (first, rest) = name.split_at(name.chars().next()?.len_utf8());
        let name = format!("{first}　{rest}");
        patient(draft, &name, "diagnosis.patient-name-variant")
    }),
    defect("diagnosis.patient-name-unclear", APPLICATION, &[], |draft, _| {
        let name: String = draft.text("/child/name")?.chars().take(1).chain(['*']).collect();
        patient(draft, &name, "diagnosis.patient-name-unclear")
    }),
    defect("diagnosis.before-birth", WITH_DIAGNOSIS, &[], |draft, random| {
        let place = draft.diagnosis("/diagnosedOn");
        let born = draft.day(&draft.diagnosis("/patientBirthDate"))?;
        draft.set(&place, born.plus(-random.within(1, 900)).to_string())?;
        one("diagnosis.before-birth", place)
    }),
    defect("diagnosis.issued-before-diagnosis", WITH_DIAGNOSIS, &[], |draft, random| {
        let place = draft.diagnosis("/issuedOn");
        draft.shift(&place, -random.within(2, 20))?;
        one("diagnosis.issued-before-diagnosis", place)
    }),
    defect("diagnosis.stamp-missing", WITH_DIAGNOSIS, &[], |draft, _| {
        let place = draft.diagnosis("/stamps");
        draft.set(&place, ["department"])?;
        one("diagnosis.stamp-missing", place)
    }),
    defect("treatment.operation-outside-stay", APPLICATION, &[], |draft, random| {
        let day = draft.day("/treatments/0/period/end")?.plus(random.within(1, 9));
        let place =
            draft.push("/treatments/0/operations", object! {"name": "探查术", "performedOn": day.to_string()})?;
        one("treatment.operation-outside-stay", format!("/treatments/0/operations/{place}/performedOn"))
    }),
    defect("treatment.date-missing", APPLICATION, &[], |draft, _| {
        draft.remove("/treatments/0/period")?;
        draft.json.remove("/treatments/0/operations");
        one("treatment.date-missing", "/treatments/0")
    }),
    defect("treatment.before-birth", APPLICATION, &[], |draft, random| {
        let day = draft.day("/child/birthDate")?.plus(-random.within(1, 900));
        draft.set("/treatments/1/period/start", day.to_string())?;
        one("treatment.before-birth", "/treatments/1/period")
    }),
    defect("treatment.planned-but-performed", APPLICATION, &[], |draft, _| {
        let day = draft.text("/treatments/0/period/start")?.to_owned();
        draft.set("/treatments/0/operations", [object! {"name": "探查术", "performedOn": day}])?;
        draft.set("/treatments/0/status", "planned")?;
        one("treatment.planned-but-performed", "/treatments/0/operations/0/performedOn")
    }),
    defect("assessment.one-result", APPLICATION, &[], |draft, random| {
        draft.set("/assessments/0/number", random.within(1, 100))?;
        one("assessment.one-result", "/assessments/0")
    }),
    defect("consent.not-by-guardian", APPLICATION, &[], |draft, _| {
        draft.set("/consents/0/givenBy", "grandmother")?;
        one("consent.not-by-guardian", "/consents/0/givenBy")
    }),
    defect("consent.missing", APPLICATION, &[], |draft, _| {
        draft.remove("/consents/2")?;
        one("consent.missing", "/disclosures/0")
    }),
    defect("consent.kind-not-covered", APPLICATION, &[], |draft, _| {
        let place = draft.push("/disclosures/0/kinds", "health")?;
        one("consent.kind-not-covered", format!("/disclosures/0/kinds/{place}"))
    }),
    defect("consent.purpose-not-covered", APPLICATION, &[], |draft, _| {
        draft.set("/disclosures/0/purpose", "coordination")?;
        one("consent.purpose-not-covered", "/disclosures/0/purpose")
    }),
    defect("consent.after-disclosure", APPLICATION, &[], |draft, random| {
        let day = draft.day("/disclosures/0/disclosedOn")?.plus(random.within(1, 60));
        draft.set("/consents/2/givenOn", day.to_string())?;
        one("consent.after-disclosure", "/disclosures/0/disclosedOn")
    }),
    defect("consent.withdrawn", APPLICATION, &[], |draft, _| {
        let day = draft.day("/consents/2/givenOn")?.plus(1);
        draft.set("/consents/2/withdrawnOn", day.to_string())?;
        one("consent.withdrawn", "/disclosures/0/disclosedOn")
    }),
    defect("consent.date-order", APPLICATION, &[], |draft, random| {
        let day = draft.day("/consents/0/givenOn")?.plus(-random.within(1, 60));
        draft.set("/consents/0/validUntil", day.to_string())?;
        one("consent.date-order", "/consents/0")
    }),
    defect("material.same-file", APPLICATION, &[], |draft, _| {
        let digest = draft.text("/materials/0/digest")?.to_owned();
        draft.set("/materials/1/digest", digest)?;
        one("material.same-file", "/materials/1/digest")
    }),
    defect("material.expired", APPLICATION, &[], |draft, _| {
        draft.set("/materials/0/issuedOn", "2021-02-01")?;
        draft.set("/materials/0/validity", object! {"start": "2021-01-01", "end": "2021-12-31"})?;
        one("material.expired", "/materials/0/validity")
    }),
    defect("material.date-order", APPLICATION, &[], |draft, _| {
        draft.set("/materials/0/validity", object! {"start": "2021-01-01", "end": "2037-12-31"})?;
        draft.set("/materials/0/issuedOn", "2038-01-20")?;
        one("material.date-order", "/materials/0/issuedOn")
    }),
    defect("material.digest-missing", APPLICATION, &[], |draft, _| {
        draft.remove("/materials/0/digest")?;
        one("material.digest-missing", "/materials/0")
    }),
    defect("material.settlement-not-entered", APPLICATION, &[Need::AtHospital], |draft, _| {
        draft.remove("/receipts/0/settlement")?;
        draft.remove("/receipts/0/otherFundPayers")?;
        let kind = |place: &usize| draft.text(&format!("/materials/{place}/kind")) == Some("settlement-sheet");
        let place = (0..draft.count("/materials")).find(kind)?;
        one("material.settlement-not-entered", format!("/materials/{place}/kind"))
    }),
    defect("application.before-birth", APPLICATION, &[], |draft, random| {
        let day = draft.day("/child/birthDate")?.plus(-random.within(1, 900));
        draft.set("/enteredOn", day.to_string())?;
        one("application.before-birth", "/enteredOn")
    }),
    defect("application.not-a-child", APPLICATION, &[Need::Young], |draft, random| {
        // Twenty years, so that both guardians are still older.
        let born = draft.day("/enteredOn")?.plus(-7310 - random.within(0, 200));
        let sequence = i64::from(draft.text("/child/sex")? == "male");
        draft.set("/child/birthDate", born.to_string())?;
        draft.set("/child/identity/0/number", resident_number("410000", born, sequence))?;
        draft.set("/diagnoses/0/patientBirthDate", born.to_string())?;
        for place in 0..draft.count("/guardians") {
            let (born, is_male) = (born.plus(-9000), draft.text(&format!("/guardians/{place}/sex"))? == "male");
            let number = resident_number("410000", born, i64::from(is_male));
            draft.set(&format!("/guardians/{place}/birthDate"), born.to_string())?;
            draft.set(&format!("/guardians/{place}/identity/0/number"), number)?;
        }
        one("application.not-a-child", "/enteredOn")
    }),
    defect("application.date-order", APPLICATION, &[], |draft, random| {
        // Nothing else depends on the day of submission.
        draft.set("/household/certificates", Vec::<Json>::new())?;
        let day = draft.day("/enteredOn")?.plus(-random.within(1, 30));
        draft.set("/submittedOn", day.to_string())?;
        one("application.date-order", "/submittedOn")
    }),
    defect("application.reference-unknown", APPLICATION, &[], |draft, _| {
        draft.set("/treatments/0/diagnoses/0", "diagnosis-9")?;
        one("application.reference-unknown", "/treatments/0/diagnoses/0")
    }),
    defect("application.id-duplicate", APPLICATION, &[], |draft, _| {
        draft.set("/materials/1/id", "material-1")?;
        one("application.id-duplicate", "/materials/1/id")
    }),
];

/// Adds a coding of the edition of WHO to the first diagnosis, and returns the place of its code.
fn coding(draft: &mut Draft, code: &str) -> Option<String> {
    let coding = object! {"scheme": "icd-10-who", "code": code, "version": "2019"};
    let place = draft.push(&draft.diagnosis("/codings"), coding)?;
    Some(draft.diagnosis(&format!("/codings/{place}/code")))
}

fn patient(draft: &mut Draft, name: &str, code: &'static str) -> Labels {
    let place = "/diagnoses/0/patientName";
    draft.set(place, name)?;
    one(code, place)
}
