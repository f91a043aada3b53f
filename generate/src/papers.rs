//! The parts of an application that others decide on or keep: aid, assessments, consents, supporting documents and the payee.

use crate::{
    case::Case,
    json::{Json, object},
    number::{Day, card_number, yuan},
    organisation::{bureau, foundation, insurer, intake},
    random::Random,
    receipt::{Issued, Payment},
};

impl Case<'_> {
    pub(crate) fn aid(&self) -> Json {
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

    pub(crate) fn assessment(&self) -> Json {
        object! {
            "key": "home-visit",
            "result": true,
            "title": "入户核实家庭情况与申请一致",
            "assessor": "示例社工",
            "organisation": intake(),
            "assessedOn": self.entered.plus(2).to_string(),
        }
    }

    pub(crate) fn consents(&self) -> Json {
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

    pub(crate) fn disclosures(&self) -> Json {
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

    pub(crate) fn materials(&self, first: &Issued, random: &mut Random) -> Json {
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

    pub(crate) fn payee(&self, has_card: bool, random: &mut Random) -> Json {
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
