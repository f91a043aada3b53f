//! Whole cases: an application with the child, the family, the diagnosis, the treatments, the receipts and their settlement, aid,
//! consents and supporting documents.

use crate::{
    case::Case,
    json::{Json, object},
    mix::{DISEASES, Disease, GRANTS, PROGRAMME_SHARES},
    need::{Need, Needs},
    number::{Day, yuan},
    organisation::{Hospital, intake},
    person::Family,
    random::Random,
    receipt::{Form, Issued, Payment, Serial},
};

/// The application with this number.
pub(crate) fn application(seed: u64, document: u64, needs: Needs, random: &mut Random) -> Option<Json> {
    let disease = random.weighted(&DISEASES, |disease| disease.share)?;
    let places = [0_usize, 1, 2];
    let place = random.weighted(&places, |place| PROGRAMME_SHARES.get(*place).copied().unwrap_or_default())?;
    let programme = disease.programmes.get(*place)?;
    let entered = Day::new(2023, 1, 4).plus(random.within(0, 1000));
    let family = Family::new(entered, age_of(disease, needs), needs.has(Need::Father), random);
    let hospital = Hospital::of(family.division, random);
    let admitted = entered.plus(random.within(3, 20));
    let discharged = admitted.plus(random.within(disease.stay.0, disease.stay.1));
    let submitted = discharged.plus(random.within(24, 60));
    let has_certificate = random.chance(35) || needs.has(Need::Certificate);
    let way = random.within(1, 100);
    let payment = match way {
        1..=8 if !needs.has(Need::AtHospital) => Payment::Own,
        9..=16 if !needs.has(Need::AtHospital) => Payment::Later { assisted: has_certificate },
        _ => Payment::Insured { assisted: has_certificate },
    };
    let (grant, _) = random.weighted(&GRANTS, |(_, share)| *share)?;
    let case = Case {
        disease,
        programme,
        programme_id: format!("org.example.relief-{}-{}", disease.who.to_ascii_lowercase(), place + 1),
        family: &family,
        hospital,
        serial: Serial::new(seed, document),
        entered,
        admitted,
        discharged,
        submitted,
        payment,
        grant: *grant,
        has_certificate,
    };
    case.json(document, needs, random)
}

impl Case<'_> {
    fn json(&self, document: u64, needs: Needs, random: &mut Random) -> Option<Json> {
        let certificate = self.has_certificate.then(|| self.certificate(random));
        let household = self.family.household(self.entered, certificate, random);
        let form = match random.within(1, 100) {
            1..=5 if !needs.has(Need::Electronic) => Form::Printed,
            6..=10 if !needs.has(Need::Electronic) => Form::Tax,
            11..=15 if !needs.has(Need::Electronic) => Form::Exchanged,
            _ => Form::Electronic,
        };
        let is_long = random.chance(25) || needs.has(Need::Long);
        let burden = self.grant + random.within(1_000, 60_000) * 100;
        let first = self.visit(
            (self.admitted, Some(self.discharged)),
            (form, self.payment),
            burden,
            (0, if is_long { 4 } else { 2 }),
        );
        let first = first.issue(Some("receipt-1"), random);
        let mut receipts = vec![first.json.clone()];
        if let Some(json) = receipts.first_mut() {
            json.set("/diagnoses", ["diagnosis-1"])?;
            json.set("/treatments", ["treatment-1"])?;
        }
        let has_outpatient = random.chance(45) || needs.has(Need::Outpatient);
        if has_outpatient {
            let day = self.discharged.plus(random.within(5, 9));
            let burden = random.within(150, 1500) * 100;
            let visit = self.visit((day, None), (Form::Electronic, self.covered()), burden, (1, 2));
            receipts.push(visit.issue(Some("receipt-2"), random).json);
        }
        if random.chance(3) || needs.has(Need::Reversal) {
            receipts.extend(self.reversed(random)?);
        }
        let has_card = random.chance(60) || needs.has(Need::Card);
        let mut json = object! {
            "kind": "application",
            "standard": "1.0",
            "id": format!("EX-{:08}", document + 1),
            "child": self.family.child(),
            "enteredOn": self.entered.to_string(),
            "submittedOn": self.submitted.to_string(),
            "receivedBy": intake(),
            "programmes": [object! {"name": self.programme}],
            "guardians": self.family.guardians(),
            "household": household,
        };
        if self.payment != Payment::Own {
            json.set("/insurance", self.insurance())?;
        }
        json.set("/diagnoses", [self.diagnosis()])?;
        json.set("/treatments", self.treatments(random))?;
        json.set("/receipts", receipts)?;
        json.set("/aid", self.aid())?;
        json.set("/assessments", [self.assessment()])?;
        json.set("/consents", self.consents())?;
        json.set("/disclosures", self.disclosures())?;
        json.set("/materials", self.materials(&first, random))?;
        json.set("/payee", self.payee(has_card, random))?;
        Some(json)
    }

    /// A receipt, its reversal, and the receipt issued again.
    fn reversed(&self, random: &mut Random) -> Option<Vec<Json>> {
        let day = self.discharged.plus(12);
        let burden = random.within(200, 2000) * 100;
        let visit = |place| self.visit((day, None), (Form::Electronic, Payment::Own), burden, (place, 2));
        let Issued { mut json, bill, total } = visit(3).issue(Some("receipt-reversed"), random);
        let (back, again) = (visit(4), visit(5));
        let number = json.at("/number")?.clone();
        let mut reversal = json.clone();
        let reversal_number = back.number(random);
        for (pointer, value) in [
            ("/number", reversal_number.clone()),
            ("/id", "receipt-reversal".into()),
            ("/totalAmount", yuan(-total).into()),
            ("/businessNumber", back.serial.record("YW").into()),
            ("/issuedOn", day.plus(3).to_string().into()),
            ("/totalInCapitals", crate::number::capitals(-total).into()),
            ("/categories", bill.categories(-1)),
            ("/lines", bill.lines(-1, None)),
            ("/cash", yuan(-total).into()),
            ("/selfFinanced", yuan(-total).into()),
            ("/reverses", number),
            ("/inspections", [back.inspection("valid", day.plus(4))].into()),
        ] {
            reversal.set(pointer, value)?;
        }
        json.set("/status", "reversed")?;
        json.set("/reversedBy", reversal_number)?;
        json.push("/inspections", back.inspection("reversed", day.plus(5)))?;
        let mut reissued = json.clone();
        for (pointer, value) in [
            ("/number", again.number(random)),
            ("/id", "receipt-reissued".into()),
            ("/status", "valid".into()),
            ("/businessNumber", again.serial.record("YW").into()),
            ("/issuedOn", day.plus(4).to_string().into()),
            ("/inspections", [again.inspection("valid", day.plus(6))].into()),
        ] {
            reissued.set(pointer, value)?;
        }
        reissued.remove("/reversedBy")?;
        Some(vec![json, reversal, reissued])
    }
}

/// The youngest and the oldest age in days.
fn age_of(disease: &Disease, needs: Needs) -> (i64, i64) {
    let (youngest, oldest) = disease.age;
    (youngest, if needs.has(Need::Young) { oldest.min(2800) } else { oldest })
}

/// A receipt or a diagnosis as a document of its own.
pub(crate) fn alone(kind: Alone, seed: u64, document: u64, needs: Needs, random: &mut Random) -> Option<Json> {
    let disease = random.weighted(&DISEASES, |disease| disease.share)?;
    let entered = Day::new(2023, 1, 4).plus(random.within(0, 1000));
    let family = Family::new(entered, age_of(disease, needs), true, random);
    let hospital = Hospital::of(family.division, random);
    let discharged = entered.plus(random.within(disease.stay.0, disease.stay.1));
    let (way, form) = (random.within(1, 100), random.within(1, 100));
    let payment = match way {
        1..=15 if !needs.has(Need::AtHospital) => Payment::Own,
        16..=25 if !needs.has(Need::AtHospital) => Payment::Later { assisted: false },
        way => Payment::Insured { assisted: way > 80 },
    };
    let case = Case {
        disease,
        programme: "",
        programme_id: String::new(),
        family: &family,
        hospital,
        serial: Serial::new(seed, document),
        entered,
        admitted: entered,
        discharged,
        submitted: discharged.plus(30),
        payment,
        grant: 0,
        has_certificate: false,
    };
    let mut json = object! {"kind": "diagnosis", "standard": "1.0"};
    let part = match kind {
        Alone::Diagnosis => case.diagnosis(),
        Alone::Receipt => {
            let form = match form {
                1..=10 if !needs.has(Need::Electronic) => Form::Printed,
                11..=16 if !needs.has(Need::Electronic) => Form::Tax,
                17..=20 if !needs.has(Need::Electronic) => Form::Legacy,
                21..=25 if !needs.has(Need::Electronic) => Form::Exchanged,
                _ => Form::Electronic,
            };
            let is_inpatient = (random.chance(55) || needs.has(Need::Inpatient)) && !needs.has(Need::Outpatient);
            let burden = if is_inpatient { random.within(1_000, 90_000) } else { random.within(40, 2_000) } * 100;
            let days = (case.admitted, is_inpatient.then_some(case.discharged));
            json.set("/kind", "receipt")?;
            // A receipt alone has no fee list, so all its lines are on the printed receipt.
            case.visit(days, (form, case.payment), burden, (0, if is_inpatient { 1 } else { 2 }))
                .issue(None, random)
                .json
        }
    };
    if let (Json::Object(members), Json::Object(more)) = (&mut json, part) {
        members.extend(more.into_iter().filter(|(name, _)| name != "id"));
    }
    Some(json)
}

/// A kind of document that is a part of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alone {
    Diagnosis,
    Receipt,
}
