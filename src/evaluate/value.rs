//! What an amount or a rate of a programme comes to for a unit.

use super::{
    missing::Wanted,
    plan::{Param, Value, hospital_bit, receipt_bit},
    run::Run,
};
use crate::{
    code::CodeFact,
    eligibility::Subject,
    record::{receipt::Receipt, treatment::Treatment},
};

/// Of what the facts of a unit are asked.
pub(super) enum Subjects<'s> {
    /// The receipts of a unit.
    Bills(std::ops::Range<usize>),
    /// The treatment of an operation, with its place in the application.
    Treatment(usize, &'s Treatment),
}

impl Run<'_, '_> {
    /// What an amount or a rate comes to.
    pub(super) fn value<P: Param>(&mut self, value: &Value<'_, P>, of: &Subjects<'_>) -> Option<i128> {
        match value {
            Value::Known(known) => Some(*known),
            Value::Once(param, slot) => {
                if let Some(Some(known)) = self.work.slots.get(*slot) {
                    return Some(*known);
                }
                let read = param.read(&self.reading);
                let read = self.need(read)?;
                if let Some(slot) = self.work.slots.get_mut(*slot) {
                    *slot = Some(read);
                }
                Some(read)
            }
            Value::ByCode(table) => {
                let code = self.code_of(table.fact, of);
                self.need(code).map(|code| table.at(code))
            }
            Value::PerUnit(param) => {
                let read = match of {
                    Subjects::Treatment(place, treatment) => {
                        param.read(&self.reading.of(Subject::Treatment(*place, treatment)))
                    }
                    Subjects::Bills(range) => {
                        let bills = self.work.unit_bills.get(range.clone()).unwrap_or_default().iter();
                        let receipts: Vec<(usize, &Receipt)> =
                            bills.filter_map(|bill| self.case.bills.get(*bill)).map(|b| (b.place, b.receipt)).collect();
                        param.read(&self.reading.of(Subject::Receipts(&receipts)))
                    }
                };
                self.need(read)
            }
        }
    }

    /// The code of a unit, as its bit. What the receipts of a unit do not agree on is not known.
    fn code_of(&self, fact: CodeFact, of: &Subjects<'_>) -> Result<u64, Wanted> {
        let wants = |subject: Subject<'_>| Wanted::from(self.reading.of(subject).wants(fact.fact()));
        match of {
            Subjects::Treatment(place, treatment) => {
                let code = hospital_bit(fact, treatment.hospital.as_ref());
                code.ok_or_else(|| wants(Subject::Treatment(*place, treatment)))
            }
            Subjects::Bills(range) => {
                let bills = self.work.unit_bills.get(range.clone()).unwrap_or_default().iter();
                let mut bills = bills.filter_map(|bill| self.case.bills.get(*bill));
                let first = bills.next();
                let code = first.and_then(|bill| receipt_bit(fact, bill.receipt));
                let agreed = bills.all(|bill| receipt_bit(fact, bill.receipt) == code);
                code.filter(|_| agreed).ok_or_else(|| match first {
                    Some(bill) => wants(Subject::Receipts(&[(bill.place, bill.receipt)])),
                    None => wants(Subject::Receipts(&[])),
                })
            }
        }
    }
}
