//! The value of an amount or a rate of a programme for a unit.

use super::{
    column::{Column, OnceIx},
    input::Input,
    measured::{Measured, Operated},
    missing::Lacks,
    plan::{Param, Value, hospital_bit, receipt_bit},
};
use crate::{
    code::CodeFact,
    eligibility::{Reading, Subject},
    record::receipt::Receipt,
};
use std::cell::OnceCell;

/// The subject whose facts are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum About<'u, 'r> {
    /// The receipts of a unit.
    Receipts(&'u [&'r Measured<'r>]),
    /// The treatment of an operation.
    Operation(&'r Operated<'r>),
}

/// The amounts and rates of a programme for an application. A value that is looked up once for an application is looked
/// up on first use.
pub(super) struct Values<'r> {
    reading: Reading<'r>,
    once: Column<OnceIx, OnceCell<Result<i128, Lacks>>>,
}

impl<'r> Values<'r> {
    pub(super) fn of(input: &Input<'r>) -> Self {
        let once = (0..input.plan.looked_up_once).map(|_| OnceCell::new()).collect();
        Self { reading: input.reading, once }
    }

    /// The value of an amount or a rate, in millionths of a fen or in millionths.
    pub(super) fn value<P: Param>(&self, value: &Value<'_, P>, about: About<'_, 'r>) -> Result<i128, Lacks> {
        match value {
            Value::Known(known) => Ok(*known),
            Value::Once(param, ix) => self.once.get(*ix)?.get_or_init(|| param.read(&self.reading)).clone(),
            Value::ByCode(table) => self.code(table.fact, about).map(|code| table.at(code)),
            Value::PerUnit(param) => match about {
                About::Operation(of) => param.read(&self.reading.of(Subject::Treatment(of.treatment, of.of))),
                About::Receipts(receipts) => param.read(&self.reading.of(Subject::Receipts(&listed(receipts)))),
            },
        }
    }

    /// The value of an amount that does not depend on a unit, if it was looked up.
    pub(super) fn known<P: Param>(&self, value: &Value<'_, P>) -> Option<i128> {
        match value {
            Value::Known(known) => Some(*known),
            Value::Once(_, ix) => self.once.get(*ix).ok()?.get()?.as_ref().ok().copied(),
            Value::ByCode(_) | Value::PerUnit(_) => None,
        }
    }

    /// The code of a unit, as its bit. If the receipts of a unit have different codes, it is unknown.
    fn code(&self, fact: CodeFact, about: About<'_, 'r>) -> Result<u64, Lacks> {
        let wants = |subject: Subject<'_>| Lacks::from(self.reading.of(subject).wants(fact.fact()));
        match about {
            About::Operation(of) => {
                let code = hospital_bit(fact, of.of.hospital.as_ref());
                code.ok_or_else(|| wants(Subject::Treatment(of.treatment, of.of)))
            }
            About::Receipts(receipts) => {
                let Some((first, others)) = receipts.split_first() else {
                    return Err(wants(Subject::Receipts(&[])));
                };
                let code = receipt_bit(fact, first.receipt);
                let agreed = others.iter().all(|other| receipt_bit(fact, other.receipt) == code);
                code.filter(|_| agreed).ok_or_else(|| {
                    let listed = listed(receipts);
                    let missing = self.reading.of(Subject::Receipts(&listed)).codes(fact).err();
                    missing.map_or_else(|| wants(Subject::Receipts(&listed)), Lacks::from)
                })
            }
        }
    }
}

/// The receipts of a unit, each with its index in the application.
pub(super) fn listed<'r>(receipts: &[&'r Measured<'r>]) -> Vec<(usize, &'r Receipt)> {
    receipts.iter().map(|measured| (measured.place, measured.receipt)).collect()
}
