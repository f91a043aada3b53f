//! The operations of an application, with the key that identifies each.

use crate::{
    evaluate::column::{Column, Index, OperationIx},
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
