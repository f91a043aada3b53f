//! The digests that identify a stay and a receipt in another application.

use crate::{
    adjudication::ReceiptStay,
    record::{
        receipt::{Known, Receipt},
        stay::{OwnStay, StayFacts, stay_of},
    },
    value::{Fingerprint, Fnv},
};

/// The digest of a number that identifies a receipt.
pub(crate) fn digest(key: &Known<'_>) -> Fingerprint {
    key.digest()
}

/// The stay of a receipt in its published form.
pub(crate) fn marked(receipt: &Receipt) -> Option<ReceiptStay> {
    let StayFacts { uscc, code, name, start, end, number } = digested(&stay_of(receipt)?);
    let mut marked = ReceiptStay::new(name);
    (marked.uscc, marked.code, marked.start, marked.end) = (uscc, code, start, end);
    marked.inpatient_number = number;
    Some(marked)
}

/// The same statements as digests.
pub(crate) fn digested(stay: &OwnStay) -> StayFacts<Fingerprint> {
    let of = |what: &str, text: &str| Fnv::of([what, text]);
    StayFacts {
        uscc: stay.uscc.as_ref().map(|text| of("uscc", text)),
        code: stay.code.as_ref().map(|text| of("code", text)),
        name: of("hospital", &stay.name),
        start: stay.start,
        end: stay.end,
        number: stay.number.as_ref().map(|text| of("inpatient-number", text)),
    }
}

/// The statements of a receipt of an earlier adjudication.
pub(crate) fn stated(marked: &ReceiptStay) -> StayFacts<Fingerprint> {
    let ReceiptStay { name, uscc, code, start, end, inpatient_number } = marked;
    let (uscc, code, name) = (uscc.clone(), code.clone(), name.clone());
    StayFacts { uscc, code, name, start: *start, end: *end, number: inpatient_number.clone() }
}
