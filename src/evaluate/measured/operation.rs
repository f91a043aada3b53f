//! The operations of an application, and by what each is known again.

use super::identity::name_of;
use crate::{
    application::Application,
    evaluate::column::{Column, Index, OperationIx},
    treatment::{Operation, Treatment},
    value::Date,
};
use std::collections::HashMap;

/// An operation of the application, and by what it is known again: hospital, code, day, and which of those alike it is.
#[derive(Debug)]
pub(in crate::evaluate) struct Operated<'a> {
    pub(in crate::evaluate) ix: OperationIx,
    pub(in crate::evaluate) of: &'a Treatment,
    pub(in crate::evaluate) operation: &'a Operation,
    /// The place of its treatment in the application.
    pub(in crate::evaluate) treatment: usize,
    /// Its place in its treatment.
    pub(in crate::evaluate) place: usize,
    pub(in crate::evaluate) hospital: &'a str,
    pub(in crate::evaluate) code: &'a str,
    pub(in crate::evaluate) day: Option<Date>,
    pub(in crate::evaluate) like: usize,
}

/// Every operation, in the order of the application.
pub(in crate::evaluate) fn operations(application: &Application) -> Column<OperationIx, Operated<'_>> {
    let mut known: HashMap<(&str, &str, Option<Date>), usize> = HashMap::new();
    let mut all = Column::default();
    for (treatment, of) in application.treatments.iter().flat_map(|all| all.iter()).enumerate() {
        let hospital = of.hospital.as_ref().map_or("", name_of);
        for (place, operation) in of.operations.iter().flat_map(|all| all.iter()).enumerate() {
            let code = operation.code.as_ref().map_or("", |code| code.as_str());
            let day = operation.performed_on.or_else(|| of.period.as_ref()?.start);
            let alike = known.entry((hospital, code, day)).or_default();
            all.push(Operated {
                ix: OperationIx::at(all.len()),
                of,
                operation,
                treatment,
                place,
                hospital,
                code,
                day,
                like: *alike,
            });
            *alike += 1;
        }
    }
    all
}
