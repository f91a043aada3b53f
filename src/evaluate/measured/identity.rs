//! The digests that identify a stay and a receipt in another application.

use crate::{
    record::receipt::{Known, Receipt},
    value::{Date, Fingerprint, Fnv},
};

/// The digest of a number that identifies a receipt.
pub(crate) fn digest(key: &Known<'_>) -> Fingerprint {
    Fnv::of(["receipt", key.key().as_str()])
}

/// The digest of the stay of a receipt.
pub(crate) fn stay_digest(receipt: &Receipt) -> Option<Fingerprint> {
    let stay = receipt.stay.as_ref()?;
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let issuer = receipt.issuer.as_ref()?.identity();
    Some(Fnv::of(["stay", issuer, &day(stay.start), &day(stay.end)]))
}
