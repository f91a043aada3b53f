//! Whole cases: an application with the child, the family, the diagnosis, the treatments, the receipts and their settlement, aid,
//! consents and supporting documents.

use crate::{
    json::{Json, object},
    mix::{DISEASES, Disease, GRANTS, PROGRAMME_SHARES},
    need::{Need, Needs},
    number::{Day, card_number, yuan},
    organisation::{Hospital, bureau, foundation, insurer, intake},
    person::Family,
    random::Random,
    receipt::{Form, Issued, Payment, Serial, Visit},
};

/// The days and the parties of a case.
struct Case<'a> {
    disease: &'static Disease,
    programme: &'static str,
    /// The identifier of the programme.
    programme_id: String,
    family: &'a Family,
    hospital: Hospital,
    serial: Serial,
    /// The day of first entry.
    entered: Day,
    admitted: Day,
    discharged: Day,
    submitted: Day,
    payment: Payment,
    grant: i64,
    has_certificate: bool,
}

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

    /// The payment of further visits.
    fn covered(&self) -> Payment {
        if self.payment == Payment::Own { Payment::Own } else { Payment::Insured { assisted: false } }
    }

    fn visit(
        &self,
        days: (Day, Option<Day>),
        how: (Form, Payment),
        burden: i64,
        (place, depth): (u64, usize),
    ) -> Visit<'_> {
        Visit {
            hospital: &self.hospital,
            department: self.disease.department,
            is_operated: self.disease.treatment.2.is_some(),
            patient: &self.family.name,
            sex: self.family.sex(),
            first: days.0,
            last: days.1,
            form: how.0,
            payment: how.1,
            burden,
            depth,
            serial: self.serial.plus(place),
            patient_number: self.serial.digits(),
            insurance_number: self.insurance_number(),
        }
    }

    fn insurance_number(&self) -> String {
        self.serial.record("YB")
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

    fn certificate(&self, random: &mut Random) -> Json {
        let categories = ["minimum-living-allowance", "near-minimum-living", "extreme-poverty"];
        object! {
            "category": *random.pick(&categories).unwrap_or(&"minimum-living-allowance"),
            "number": self.serial.record("DB"),
            "issuer": "示例县民政局（虚构）",
            "issuedOn": format!("{}-01-05", self.entered.year()),
            "validity": object! {
                "start": format!("{}-01-01", self.entered.year()),
                "end": format!("{}-12-31", self.submitted.year()),
            },
        }
    }

    fn insurance(&self) -> Json {
        let years = self.entered.year() - 1..=self.submitted.year();
        let of = |year: i32| {
            object! {
                "kind": "resident",
                "division": self.family.division,
                "number": self.insurance_number(),
                "period": object! {"start": format!("{year}-01-01"), "end": format!("{year}-12-31")},
            }
        };
        years.map(of).collect()
    }

    fn diagnosis(&self) -> Json {
        let diagnosed = self.diagnosed();
        object! {
            "name": self.disease.name,
            "id": "diagnosis-1",
            "codings": [
                object! {"scheme": "icd-10-nhsa", "code": self.disease.code, "version": "2.0", "display": self.disease.name},
                object! {"scheme": "icd-10-who", "code": self.disease.who, "version": "2019"},
            ],
            "rank": "principal",
            "certainty": "confirmed",
            "diagnosedOn": diagnosed.to_string(),
            "issuedOn": diagnosed.plus(1).to_string(),
            "patientName": self.family.name.as_str(),
            "patientSex": self.family.sex(),
            "patientBirthDate": self.family.born.to_string(),
            "hospital": self.hospital.json(),
            "department": self.disease.department,
            "doctor": "示例医师甲",
            "stamps": ["medical-affairs", "diagnosis"],
        }
    }

    fn diagnosed(&self) -> Day {
        self.entered.plus(-7)
    }

    fn treatments(&self, random: &mut Random) -> Json {
        let (kind, name, code) = self.disease.treatment;
        let mut done = object! {
            "kind": kind,
            "status": "completed",
            "id": "treatment-1",
            "name": name,
            "diagnoses": ["diagnosis-1"],
            "visitKind": "inpatient",
            "hospital": self.hospital.json(),
            "department": self.disease.department,
            "inpatientNumber": format!("ZY-{}", self.serial.digits()),
            "period": object! {"start": self.admitted.to_string(), "end": self.discharged.to_string()},
        };
        if let Some(code) = code {
            let operated = self.admitted.plus(random.within(1, 3));
            done.set(
                "/operations",
                [object! {
                    "name": name, "scheme": "icd-9-cm-3-nhsa", "code": code, "performedOn": operated.to_string(),
                }],
            );
        }
        let later = object! {
            "kind": "follow-up",
            "status": "planned",
            "id": "treatment-2",
            "name": "出院后复查",
            "diagnoses": ["diagnosis-1"],
            "visitKind": "outpatient",
            "hospital": self.hospital.json(),
            "period": object! {"start": self.submitted.plus(60).to_string()},
            "estimatedCost": yuan(random.within(3, 30) * 10_000),
        };
        [done, later].into()
    }

    fn aid(&self) -> Json {
        let decided = self.discharged.plus(15);
        [object! {
            "payer": "charity",
            "status": "received",
            "id": "aid-1",
            "organisation": foundation(),
            "programme": self.programme,
            "programmeId": self.programme_id.as_str(),
            "number": self.serial.record("JZ"),
            "amount": yuan(self.grant),
            "requestedOn": self.entered.to_string(),
            "decidedOn": decided.to_string(),
            "receivedOn": decided.plus(6).to_string(),
            "receipts": ["receipt-1"],
        }]
        .into()
    }

    fn assessment(&self) -> Json {
        object! {
            "key": "home-visit",
            "result": true,
            "title": "入户核实家庭情况与申请一致",
            "assessor": "示例社工",
            "organisation": intake(),
            "assessedOn": self.entered.plus(2).to_string(),
        }
    }

    fn consents(&self) -> Json {
        let given = self.entered;
        let to = |receiver: Json, purposes: &[&str], kinds: &[&str]| {
            object! {
                "givenBy": "mother",
                "receiver": receiver,
                "purposes": purposes.to_vec(),
                "kinds": kinds.to_vec(),
                "givenOn": given.to_string(),
                "method": "written",
                "textVersion": "示例同意书 2023-01",
                "validUntil": given.plus(730).to_string(),
            }
        };
        let all = ["identity", "contact", "household", "insurance", "health", "receipts", "bank-account"];
        [
            to(intake(), &["eligibility", "verification", "coordination", "payment"], &all),
            to(foundation(), &["eligibility", "payment"], &all),
            to(bureau(self.family.division), &["verification", "reporting"], &["identity", "household"]),
        ]
        .into()
    }

    fn disclosures(&self) -> Json {
        [
            object! {
                "receiver": bureau(self.family.division),
                "kinds": ["identity", "household"],
                "disclosedOn": self.entered.plus(2).to_string(),
                "purpose": "verification",
            },
            object! {
                "receiver": foundation(),
                "kinds": ["identity", "health", "receipts"],
                "disclosedOn": self.submitted.to_string(),
                "purpose": "payment",
            },
        ]
        .into()
    }

    fn materials(&self, first: &Issued, random: &mut Random) -> Json {
        let (hospital, intake) = (self.hospital.issuer(), intake());
        let mut all = vec![
            ("application-form", intake.clone(), self.entered, vec!["child", "household"]),
            (
                "household-register",
                object! {"name": "示例县公安局示例派出所（虚构）"},
                self.family.born.plus(20),
                vec!["child", "mother"],
            ),
            (
                "birth-certificate",
                object! {"name": "示例县妇幼保健院（虚构）"},
                self.family.born.plus(2),
                vec!["child", "mother"],
            ),
            ("diagnosis", hospital.clone(), self.diagnosed().plus(1), vec!["diagnosis-1"]),
            ("discharge-summary", hospital.clone(), self.discharged, vec!["treatment-1"]),
            ("receipt", hospital.clone(), self.discharged, vec!["receipt-1"]),
        ];
        if first.bill.len() > 18 {
            all.push(("fee-list", hospital, self.discharged, vec!["receipt-1"]));
        }
        if self.payment != Payment::Own {
            all.push((
                "settlement-sheet",
                insurer(self.hospital.division),
                self.discharged.plus(10),
                vec!["receipt-1"],
            ));
        }
        if self.has_certificate {
            let issued = Day::new(self.entered.year(), 1, 5);
            all.push(("hardship-certificate", bureau(self.family.division), issued, vec!["household"]));
        }
        all.push(("consent", intake, self.entered, vec!["mother", "child"]));
        let of = |(place, (kind, issuer, issued, proves)): (usize, (&str, Json, Day, Vec<&str>))| {
            object! {
                "kind": kind,
                "id": format!("material-{}", place + 1),
                "form": "electronic-file",
                "digest": format!("sha256:{}", random.hex(4)),
                "mediaType": "application/pdf",
                "sizeBytes": random.within(40_000, 900_000),
                "pages": random.within(1, 6),
                "issuer": issuer,
                "issuedOn": issued.to_string(),
                "proves": proves,
            }
        };
        all.into_iter().enumerate().map(of).collect()
    }

    fn payee(&self, has_card: bool, random: &mut Random) -> Json {
        let card = card_number(&format!("621700000000{:06}", random.within(0, 999_999)));
        let mother = &self.family.mother;
        if has_card {
            return object! {
                "kind": "person",
                "name": mother.name.as_str(),
                "guardian": mother.id,
                "relation": mother.relation,
                "account": object! {
                    "number": card,
                    "holder": mother.name.as_str(),
                    "bankName": "示例银行（虚构）",
                    "bankBranch": "示例县支行（虚构）",
                },
            };
        }
        object! {
            "kind": "hospital",
            "hospital": self.hospital.json(),
            "inpatientNumber": format!("ZY-{}", self.serial.digits()),
            "account": object! {
                "number": format!("{}000000000001", self.hospital.division),
                "holder": self.hospital.name(),
                "bankName": "示例银行（虚构）",
                "bankBranch": "示例省分行营业部（虚构）",
            },
        }
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
