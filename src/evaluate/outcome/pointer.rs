//! Pointers to places of an application.

use crate::{
    evaluate::{
        measured::{Line, Measured},
        unit::UnitOf,
    },
    value::Pointer,
};

pub(crate) fn of_receipt(measured: &Measured<'_>) -> Pointer {
    Pointer::cleaned(&format!("/receipts/{}", measured.place))
}

pub(crate) fn of_line(measured: &Measured<'_>, line: &Line<'_>) -> Pointer {
    Pointer::cleaned(&format!("/receipts/{}/lines/{}", measured.place, line.place()))
}

pub(crate) fn of_operation(of: &UnitOf<'_>) -> Option<Pointer> {
    let UnitOf::Operation(of) = of else { return None };
    Some(Pointer::cleaned(&format!("/treatments/{}/operations/{}", of.treatment, of.place)))
}
