//! An example of a receipt of each kind.

use super::{
    made::{Skeleton, document},
    member::put,
    person::{CHILD, MOTHER, hospital, later},
};
use crate::{arguments::NewReceiptArguments, exit::Stop, language::Language};
use serde_json::{Value, json};
use tongbiao::{
    code::ReceiptKind,
    date, money,
    record::receipt::Receipt,
    value::{Date, Money},
};

/// An example of a receipt.
pub(crate) fn receipt(arguments: &NewReceiptArguments, language: Language) -> Result<Skeleton, Stop> {
    let made = Example {
        kind: arguments.kind.unwrap_or(ReceiptKind::InpatientElectronic),
        day: arguments.date.unwrap_or(date!("2026-02-02")),
        total: arguments.total.unwrap_or(money!("12000.00")),
        number: 1,
        has_lines: arguments.lines,
        has_settlement: arguments.settlement,
    };
    document::<Receipt>(made.value(), arguments.output.schema.as_deref(), language)
}

/// The parts of an example.
pub(super) struct Example {
    pub(super) kind: ReceiptKind,
    /// The day of the visit or of the admission.
    pub(super) day: Date,
    pub(super) total: Money,
    /// Its number among the receipts of one application.
    pub(super) number: u32,
    pub(super) has_lines: bool,
    pub(super) has_settlement: bool,
}

/// An amount in fen as text.
fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

impl Example {
    fn is_inpatient(&self) -> bool {
        !matches!(
            self.kind,
            ReceiptKind::OutpatientElectronic | ReceiptKind::OutpatientPrinted | ReceiptKind::TaxInvoice
        )
    }

    /// The last day: that of discharge, or of the visit.
    pub(super) fn last_day(&self) -> Date {
        if self.is_inpatient() { later(self.day, 10) } else { self.day }
    }

    /// The receipt. A tenth is out of the catalogue, and the pooled fund pays 60 % of the rest.
    pub(super) fn value(&self) -> Value {
        let total = self.total.fen();
        let self_financed = total / 10;
        let pooled = if self.is_of_a_company() { 0 } else { (total - self_financed) * 6 / 10 };
        let cash = total - pooled;
        let mut value = json!({
            "receiptKind": self.kind.as_str(), "number": self.own_number(), "totalAmount": yuan(total),
            "id": format!("receipt-{}", self.number), "form": self.form(), "status": "valid",
            "issuedOn": self.last_day().to_string(), "issuer": hospital(), "payerName": MOTHER, "patientName": CHILD,
            "visitKind": if self.is_inpatient() { "inpatient" } else { "outpatient" },
            "insuranceKind": if pooled > 0 { "resident" } else { "self-pay" },
            "pooledFund": yuan(pooled), "otherFunds": "0.00", "personalAccount": "0.00", "cash": yuan(cash),
            "selfPaid": yuan(cash - self_financed), "selfFinanced": yuan(self_financed),
        });
        let mut more = json!({});
        if self.is_inpatient() {
            put(&mut more, "stay", json!({"start": self.day.to_string(), "end": self.last_day().to_string()}));
            put(&mut more, "inpatientNumber", format!("ZY-EX-{:04}", self.number));
        } else {
            put(&mut more, "visitDate", self.day.to_string());
        }
        if self.kind == ReceiptKind::SplitSheet {
            put(
                &mut more,
                "original",
                json!({"form": "fiscal-paper", "code": self.fiscal_code(), "number": format!("{:010}", 700 + self.number)}),
            );
            put(&mut more, "originalTotal", yuan(total.saturating_mul(2)));
            put(&mut more, "originalHeldBy", json!({"name": "示例健康保险公司（虚构）", "uscc": "91440300000001505H"}));
        }
        if self.has_lines {
            put(
                &mut more,
                "lines",
                json!([
                    {"name": "床位费", "amount": yuan(self_financed), "category": "bed", "catalogueClass": "c"},
                    {"name": "西药", "amount": yuan(total - self_financed), "category": "western-medicine", "catalogueClass": "a"},
                ]),
            );
        }
        if self.has_settlement && pooled > 0 {
            put(
                &mut more,
                "settlement",
                json!({
                    "number": format!("JS-EX-{:04}", self.number), "settledOn": self.last_day().to_string(), "mode": "at-hospital",
                    "insuranceKind": "resident", "totalCost": yuan(total), "outOfCatalogue": yuan(self_financed),
                    "overPriceLimit": "0.00", "advanceSelfPaid": "0.00", "inScope": yuan(total - self_financed),
                    "deductible": "0.00", "pooledFund": yuan(pooled), "fundTotal": yuan(pooled), "personBorne": yuan(cash),
                    "personalAccount": "0.00", "cash": yuan(cash),
                }),
            );
        }
        if let (Some(members), Value::Object(more)) = (value.as_object_mut(), more) {
            members.extend(more);
        }
        value
    }

    /// Whether the insurer has not settled it at the hospital.
    fn is_of_a_company(&self) -> bool {
        matches!(self.kind, ReceiptKind::TaxInvoice | ReceiptKind::SplitSheet)
    }

    fn form(&self) -> &'static str {
        match self.kind {
            ReceiptKind::OutpatientElectronic | ReceiptKind::InpatientElectronic | ReceiptKind::TaxInvoice => {
                "electronic-file"
            }
            _ => "original",
        }
    }

    /// The code of a receipt of the ministry of finance: division, kind of receipt and year.
    fn fiscal_code(&self) -> String {
        let kind = if self.is_inpatient() { 2 } else { 1 };
        format!("4106{kind:02}{:02}", self.last_day().year() % 100)
    }

    fn own_number(&self) -> Value {
        let number = format!("{:010}", self.number);
        match self.kind {
            ReceiptKind::OutpatientElectronic | ReceiptKind::InpatientElectronic => {
                json!({"form": "fiscal-electronic", "code": self.fiscal_code(), "number": number, "checkCode": "a1b2c3"})
            }
            ReceiptKind::OutpatientPrinted | ReceiptKind::InpatientPrinted => {
                json!({"form": "fiscal-paper", "code": self.fiscal_code(), "number": number})
            }
            ReceiptKind::TaxInvoice => {
                let number = format!("{:02}412{:015}", self.last_day().year() % 100, self.number);
                json!({"form": "tax-invoice", "number": number, "invoiceKind": "digital-ordinary"})
            }
            ReceiptKind::Legacy => json!({"form": "legacy", "number": format!("EX-{number}")}),
            _ => json!({"form": "legacy", "number": format!("FGD-EX-{number}")}),
        }
    }
}
