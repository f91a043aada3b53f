//! The operations of an application, with the key that identifies each.

use crate::{
    code::{FactSupplier, TreatmentStatus},
    evaluate::{
        column::{Column, Index, OperationIx},
        missing::{Lacks, wanted},
    },
    record::{
        application::Application,
        organisation::Hospital,
        treatment::{Operation, Treatment},
    },
    value::Date,
};
use std::{borrow::Cow, collections::HashMap};

/// An operation of the application, with the key that identifies it: hospital, code, day, and its number among equal
/// operations.
#[derive(Debug)]
pub(crate) struct Operated<'a> {
    pub(crate) ix: OperationIx,
    pub(crate) of: &'a Treatment,
    pub(crate) operation: &'a Operation,
    /// The index of its treatment in the application.
    pub(crate) treatment: usize,
    /// Its index in its treatment.
    pub(crate) place: usize,
    pub(crate) hospital: Cow<'a, str>,
    pub(crate) code: &'a str,
    pub(crate) day: Option<Date>,
    pub(crate) like: usize,
}

impl Operated<'_> {
    /// Its day. `None` if it is not performed yet. Of a completed treatment the day is missing if it is absent.
    pub(crate) fn performed_on(&self) -> Result<Option<Date>, Lacks> {
        match self.operation.performed_on {
            None if self.of.status == TreatmentStatus::Completed => {
                let at = format!("/treatments/{}/operations/{}/performedOn", self.treatment, self.place);
                Err(wanted("operations", at, FactSupplier::Hospital))
            }
            day => Ok(day),
        }
    }
}

/// Every operation, in the order of the application.
pub(crate) fn operations(application: &Application) -> Column<OperationIx, Operated<'_>> {
    let mut known: HashMap<(Cow<'_, str>, &str, Option<Date>), usize> = HashMap::new();
    let mut all = Column::default();
    for (treatment, of) in application.treatments.iter().flat_map(|all| all.iter()).enumerate() {
        let hospital = of.hospital.as_ref().map_or(Cow::Borrowed(""), Hospital::identity);
        for (place, operation) in of.operations.iter().flat_map(|all| all.iter()).enumerate() {
            let code = operation.code.as_ref().map_or("", |code| code.as_str());
            let day = operation.performed_on.or_else(|| of.period.as_ref()?.start);
            let alike = known.entry((hospital.clone(), code, day)).or_default();
            all.push(Operated {
                ix: OperationIx::at(all.len()),
                of,
                operation,
                treatment,
                place,
                hospital: hospital.clone(),
                code,
                day,
                like: *alike,
            });
            *alike += 1;
        }
    }
    all
}
