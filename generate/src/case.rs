//! The facts of a case, and the parts that follow from them.

use crate::{
    json::{Json, object},
    mix::Disease,
    number::{Day, yuan},
    organisation::Hospital,
    person::Family,
    random::Random,
    receipt::{Form, Payment, Serial, Visit},
};

/// The days and the parties of a case.
pub(crate) struct Case<'a> {
    pub(crate) disease: &'static Disease,
    pub(crate) programme: &'static str,
    /// The identifier of the programme.
    pub(crate) programme_id: String,
    pub(crate) family: &'a Family,
    pub(crate) hospital: Hospital,
    pub(crate) serial: Serial,
    /// The day of first entry.
    pub(crate) entered: Day,
    pub(crate) admitted: Day,
    pub(crate) discharged: Day,
    pub(crate) submitted: Day,
    pub(crate) payment: Payment,
    pub(crate) grant: i64,
    pub(crate) has_certificate: bool,
}

impl Case<'_> {
    /// The payment of further visits.
    pub(crate) fn covered(&self) -> Payment {
        if self.payment == Payment::Own { Payment::Own } else { Payment::Insured { assisted: false } }
    }

    pub(crate) fn visit(
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

    pub(crate) fn insurance_number(&self) -> String {
        self.serial.record("YB")
    }

    pub(crate) fn certificate(&self, random: &mut Random) -> Json {
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

    pub(crate) fn insurance(&self) -> Json {
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

    pub(crate) fn diagnosis(&self) -> Json {
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

    pub(crate) fn diagnosed(&self) -> Day {
        self.entered.plus(-7)
    }

    pub(crate) fn treatments(&self, random: &mut Random) -> Json {
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
}
