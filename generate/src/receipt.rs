//! Receipts whose amounts agree: lines, fee categories, payers, the settlement of the insurer, and the family's share.

use crate::{
    bill::{Amounts, Bill},
    json::{Json, object},
    number::{Day, capitals, yuan},
    organisation::{Hospital, insurer},
    random::Random,
};

/// The number under which the receipt of a document is issued.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Serial {
    /// The number of the receipt. Receipts of different documents of a run have different numbers.
    number: u64,
}

impl Serial {
    /// The most receipts of a document.
    const ROOM: u64 = 16;

    pub(crate) fn new(seed: u64, document: u64) -> Self {
        let offset = Random::of(seed, 0, 9).next() % 1_000_000_000;
        Self { number: offset.wrapping_mul(Self::ROOM).wrapping_add(document.wrapping_mul(Self::ROOM)) }
    }

    /// The number of another receipt of the document.
    pub(crate) fn plus(self, place: u64) -> Self {
        Self { number: self.number.wrapping_add(place) }
    }

    /// The ten digits of a fiscal receipt.
    pub(crate) fn digits(self) -> String {
        format!("{:010}", self.number % 10_000_000_000)
    }

    /// A record number with a prefix.
    pub(crate) fn record(self, prefix: &str) -> String {
        format!("{prefix}-{}", self.digits())
    }
}

/// The form of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Electronic,
    /// Electronic, and exchanged for a paper receipt.
    Exchanged,
    Printed,
    Tax,
    Legacy,
}

/// Who settles the bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Payment {
    /// The insurer, at the hospital. With or without medical assistance.
    Insured { assisted: bool },
    /// The family pays in full, and the insurer reimburses later.
    Later { assisted: bool },
    /// The family pays in full.
    Own,
}

/// The facts of a receipt.
#[derive(Debug, Clone)]
pub(crate) struct Visit<'a> {
    pub(crate) hospital: &'a Hospital,
    pub(crate) department: &'a str,
    /// Whether an operation took place.
    pub(crate) is_operated: bool,
    pub(crate) patient: &'a str,
    pub(crate) sex: &'a str,
    /// The day of the visit or the admission.
    pub(crate) first: Day,
    /// The day of discharge. None for an outpatient.
    pub(crate) last: Option<Day>,
    pub(crate) form: Form,
    pub(crate) payment: Payment,
    /// The family's share in fen.
    pub(crate) burden: i64,
    /// The number of lines of each fee category.
    pub(crate) depth: usize,
    pub(crate) serial: Serial,
    /// The number of the patient at the hospital.
    pub(crate) patient_number: String,
    pub(crate) insurance_number: String,
}

/// The amounts of the payers in fen.
#[derive(Debug, Clone, Copy)]
struct Funds {
    pooled: i64,
    illness: i64,
    assistance: i64,
}

impl Funds {
    fn sum(self) -> i64 {
        self.pooled + self.illness + self.assistance
    }
}

/// A receipt with its bill, so that it can be reversed.
#[derive(Debug, Clone)]
pub(crate) struct Issued {
    pub(crate) json: Json,
    pub(crate) bill: Bill,
    /// The total amount in fen.
    pub(crate) total: i64,
}

impl Visit<'_> {
    pub(crate) fn issued_on(&self) -> Day {
        self.last.unwrap_or(self.first)
    }

    /// The code of the receipt: the region, the kind, and the year of the form.
    fn code(&self, is_electronic: bool) -> String {
        let province = self.hospital.division.get(..2).unwrap_or("41");
        let kind = match (is_electronic, self.last.is_some()) {
            (true, true) => "0602",
            (true, false) => "0601",
            (false, true) => "0604",
            (false, false) => "0603",
        };
        format!("{province}{kind}{:02}", self.first.year() % 100)
    }

    /// The number of the receipt.
    pub(crate) fn number(&self, random: &mut Random) -> Json {
        let check = random.hex(1);
        let check = check.get(..6).unwrap_or("a1b2c3");
        let digits = self.serial.digits();
        match self.form {
            Form::Electronic | Form::Exchanged => {
                let mut number = object! {
                    "form": "fiscal-electronic", "code": self.code(true), "number": digits.as_str(), "checkCode": check,
                };
                if self.form == Form::Exchanged {
                    number.set("/paper", object! {"code": self.code(false), "number": digits});
                }
                number
            }
            Form::Printed => object! {"form": "fiscal-paper", "code": self.code(false), "number": digits},
            Form::Tax => object! {
                "form": "tax-invoice",
                "number": format!("{:02}{}{digits}000000", self.first.year() % 100, self.hospital.division.get(..2).unwrap_or("41")),
            },
            Form::Legacy => object! {"form": "legacy", "number": self.serial.record("EX")},
        }
    }

    fn kind(&self) -> &'static str {
        match (self.form, self.last.is_some()) {
            (Form::Electronic | Form::Exchanged, true) => "inpatient-electronic",
            (Form::Electronic | Form::Exchanged, false) => "outpatient-electronic",
            (Form::Printed, true) => "inpatient-printed",
            (Form::Printed, false) => "outpatient-printed",
            (Form::Tax, _) => "tax-invoice",
            (Form::Legacy, _) => "legacy",
        }
    }

    /// The receipt with the identifier `id`.
    pub(crate) fn issue(&self, id: Option<&str>, random: &mut Random) -> Issued {
        let (total, outside, funds) = self.amounts(random);
        let inside = self.burden - outside;
        let room = (total - outside) / 40;
        let advance = if self.payment == Payment::Own { 0 } else { (inside / 2).min(room) / 10 * 10 };
        let days = self.last.map(|last| self.first.until(last));
        let settled_later = matches!(self.payment, Payment::Later { .. });
        // Without a settlement at the hospital, the lines do not state which part the insurer does not cover.
        let is_split = matches!(self.payment, Payment::Insured { .. });
        let of_lines = if is_split { (outside, advance) } else { (0, 0) };
        let bill = Bill::new(
            Amounts { total, outside: of_lines.0, advance: of_lines.1, is_operated: self.is_operated },
            days,
            self.depth,
            random,
        );
        let on_receipt = if settled_later { Funds { pooled: 0, illness: 0, assistance: 0 } } else { funds };
        let cash = total - on_receipt.sum();
        let mut json = object! {
            "receiptKind": self.kind(),
            "number": self.number(random),
            "totalAmount": yuan(total),
        };
        if let Some(id) = id {
            json.set("/id", id);
        }
        self.describe(&mut json);
        json.set("/totalInCapitals", capitals(total));
        json.set("/categories", bill.categories(1));
        json.set("/lines", bill.lines(1, Some(self.first)));
        json.set("/pooledFund", yuan(on_receipt.pooled));
        json.set("/otherFunds", yuan(on_receipt.illness + on_receipt.assistance));
        json.set("/otherFundPayers", other_payers(on_receipt));
        json.set("/personalAccount", "0.00");
        json.set("/cash", yuan(cash));
        // The hospital does not know the split of a bill that the insurer reimburses later.
        if !settled_later {
            json.set("/selfPaid", yuan(inside));
            json.set("/selfFinanced", yuan(outside));
        }
        if days.is_some() {
            let prepaid = (cash / 1_000_000 + 1) * 1_000_000;
            json.set("/prepaid", yuan(prepaid));
            json.set("/toppedUp", "0.00");
            json.set("/refunded", yuan(prepaid - cash));
        }
        if self.payment != Payment::Own {
            json.set("/settlement", self.settlement(total, outside, advance, funds, random));
        }
        json.set("/reviewer", "示例复核员");
        json.set("/cashier", "示例收费员");
        let electronic = matches!(self.form, Form::Electronic | Form::Exchanged);
        json.set("/stamps", [if electronic { "electronic" } else { "fee" }]);
        if electronic {
            json.set("/inspections", [self.inspection("valid", self.issued_on().plus(2))]);
        }
        Issued { json, bill, total }
    }

    /// An inspection of the receipt on a day.
    pub(crate) fn inspection(&self, status: &str, day: Day) -> Json {
        object! {
            "inspectedAt": format!("{day}T09:30:00+08:00"),
            "status": status,
            "exchangedForPaper": self.form == Form::Exchanged,
        }
    }

    /// The total amount, the out-of-catalogue cost, and the payments of the funds.
    fn amounts(&self, random: &mut Random) -> (i64, i64, Funds) {
        let outside = self.burden * random.within(10, 40) / 100;
        // Drawn in any case, so that the payment does not change the numbers drawn after it.
        let (rate, illness, assistance) = (random.within(40, 72), random.within(5, 15), random.within(10, 25));
        let assisted = match self.payment {
            Payment::Own => {
                // Without insurance, all charges are outside the catalogue.
                return (self.burden, self.burden, Funds { pooled: 0, illness: 0, assistance: 0 });
            }
            Payment::Insured { assisted } | Payment::Later { assisted } => assisted,
        };
        let all = self.burden * rate / (100 - rate);
        let illness = if self.last.is_some() { all * illness / 100 } else { 0 };
        let assistance = if assisted { all * assistance / 100 } else { 0 };
        let funds = Funds { pooled: all - illness - assistance, illness, assistance };
        (self.burden + all, outside, funds)
    }

    fn describe(&self, json: &mut Json) {
        let electronic = matches!(self.form, Form::Electronic | Form::Exchanged);
        let visit = if self.last.is_some() { "住院" } else { "门诊" };
        json.set(
            "/title",
            match self.form {
                Form::Electronic | Form::Exchanged => format!("示例省医疗{visit}收费票据（电子）（虚构）"),
                Form::Printed => format!("示例省医疗{visit}收费票据（机打）（虚构）"),
                Form::Tax => "电子发票（普通发票）（虚构）".to_owned(),
                Form::Legacy => format!("示例省医疗{visit}收据（虚构）"),
            },
        );
        json.set("/form", if electronic || self.form == Form::Tax { "electronic-file" } else { "original" });
        json.set("/status", "valid");
        json.set("/issuedOn", self.issued_on().to_string());
        json.set("/issuer", self.hospital.json());
        json.set("/payerName", self.patient);
        json.set("/patientName", self.patient);
        json.set("/patientSex", self.sex);
        json.set("/businessNumber", self.serial.record("YW"));
        match self.last {
            Some(last) => {
                json.set("/inpatientNumber", format!("ZY-{}", self.patient_number));
                json.set("/department", self.department);
                json.set("/stay", object! {"start": self.first.to_string(), "end": last.to_string()});
                json.set("/stayDays", self.first.until(last));
                json.set("/visitKind", "inpatient");
            }
            None => {
                json.set("/outpatientNumber", format!("MZ-{}", self.patient_number));
                json.set("/visitDate", self.first.to_string());
                json.set("/department", self.department);
                json.set("/visitKind", "outpatient");
            }
        }
        if self.payment == Payment::Own {
            json.set("/insuranceKind", "self-pay");
        } else {
            json.set("/insuranceKind", "resident");
            json.set("/insuranceNumber", self.insurance_number.as_str());
        }
    }

    fn settlement(&self, total: i64, outside: i64, advance: i64, funds: Funds, random: &mut Random) -> Json {
        let later = matches!(self.payment, Payment::Later { .. });
        let in_scope = total - outside - advance;
        let deductible = (random.within(2, 15) * 10_000).min(in_scope);
        let settled = if later { self.issued_on().plus(10) } else { self.issued_on() };
        object! {
            "number": self.serial.record("JS"),
            "settledOn": settled.to_string(),
            "mode": if later { "manual" } else { "at-hospital" },
            "insurer": insurer(self.hospital.division),
            "insuranceKind": "resident",
            "visitKind": if self.last.is_some() { "inpatient" } else { "outpatient" },
            "totalCost": yuan(total),
            "outOfCatalogue": yuan(outside),
            "overPriceLimit": "0.00",
            "advanceSelfPaid": yuan(advance),
            "inScope": yuan(in_scope),
            "deductible": yuan(deductible),
            "pooledFund": yuan(funds.pooled),
            "criticalIllnessInsurance": yuan(funds.illness),
            "medicalAssistance": yuan(funds.assistance),
            "otherFunds": "0.00",
            "fundTotal": yuan(funds.sum()),
            "hospitalBorne": "0.00",
            "personBorne": yuan(self.burden),
            "personalAccount": "0.00",
            "cash": yuan(self.burden),
        }
    }
}

fn other_payers(funds: Funds) -> Json {
    let payers = [
        ("critical-illness-insurance", funds.illness, "大病保险支付"),
        ("medical-assistance", funds.assistance, "医疗救助支付"),
    ];
    let paid = payers.into_iter().filter(|(_, amount, _)| *amount > 0);
    paid.map(|(payer, amount, name)| object! {"payer": payer, "amount": yuan(amount), "name": name}).collect()
}
