//! The short form in which a register keeps receipts, names and numbers.

use crate::{
    record::receipt::{Receipt, Traces},
    value::{Fingerprint, PersonName},
};
use std::{
    collections::HashMap,
    fmt,
    hash::{BuildHasher, Hash, RandomState},
    num::NonZeroU64,
};

/// Digests with keys that no one can predict, so that no text can be made whose digest is that of another.
#[derive(Debug, Default)]
pub(super) struct Digests {
    one: RandomState,
    other: RandomState,
}

impl Digests {
    /// A digest that two different values may share by chance. A match must be compared.
    pub(super) fn short(&self, value: &impl Hash) -> u64 {
        self.one.hash_one(value)
    }

    /// A digest that two different values never share in practice.
    pub(super) fn long(&self, value: &(impl Hash + ?Sized)) -> u128 {
        u128::from(self.one.hash_one(value)) << 64 | u128::from(self.other.hash_one(value))
    }

    /// The digest of all members of a receipt, except the references to other records of its application.
    pub(super) fn of_content(&self, receipt: &Receipt) -> u64 {
        if receipt.diagnoses.is_none() && receipt.treatments.is_none() {
            return self.of_json(receipt);
        }
        let mut content = receipt.clone();
        (content.diagnoses, content.treatments) = (None, None);
        self.of_json(&content)
    }

    fn of_json(&self, receipt: &Receipt) -> u64 {
        // A receipt was read from JSON, and is written as such.
        self.short(&serde_json::to_vec(receipt).unwrap_or_default())
    }
}

/// Texts, each once, with their numbers.
#[derive(Default)]
pub(super) struct Names {
    /// All texts, one after the other.
    texts: String,
    /// The end of each text.
    ends: Vec<usize>,
    numbers: HashMap<u128, u32>,
}

impl Names {
    /// The number of a text with its long digest. The text is added if it is new.
    pub(super) fn number(&mut self, text: &str, digest: u128) -> u32 {
        *self.numbers.entry(digest).or_insert_with(|| {
            self.texts.push_str(text);
            self.ends.push(self.texts.len());
            number(self.ends.len() - 1)
        })
    }

    /// The text with a number.
    pub(super) fn get(&self, number: u32) -> &str {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let text = self.ends.get(number).and_then(|end| self.texts.get(start..*end));
        text.unwrap_or_default()
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Names({})", self.ends.len())
    }
}

/// The number of the next thing after others. The memory of no computer holds more than the highest number.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A receipt of an earlier file: what identifies it, as JSON, and the digests of its numbers.
pub(super) struct Kept {
    receipt: Box<[u8]>,
    patient_name: Option<PersonName>,
    settlement: Option<NonZeroU64>,
    business: Option<NonZeroU64>,
    inpatient: Option<NonZeroU64>,
    number: Option<NonZeroU64>,
}

/// The digests of the numbers of a receipt that is compared.
#[derive(Debug)]
pub(super) struct OwnTraces {
    settlement: Option<NonZeroU64>,
    business: Option<NonZeroU64>,
    inpatient: Option<NonZeroU64>,
    numbers: [Option<NonZeroU64>; 3],
}

/// The digest of a trace.
fn digest(trace: Option<&Fingerprint>, digests: &Digests) -> Option<NonZeroU64> {
    trace.and_then(|trace| NonZeroU64::new(digests.short(trace) | 1))
}

impl OwnTraces {
    pub(super) fn new(traces: &Traces, digests: &Digests) -> Self {
        let digest = |trace: &Option<Fingerprint>| digest(trace.as_ref(), digests);
        let [one, other] = &traces.numbers;
        let own = traces.number.as_ref().filter(|_| traces.is_own).cloned();
        Self {
            settlement: digest(&traces.settlement),
            business: digest(&traces.business),
            inpatient: digest(&traces.inpatient),
            numbers: [digest(one), digest(other), digest(&own)],
        }
    }
}

impl Kept {
    /// Keeps what identifies a receipt, with its traces.
    pub(super) fn new(identifying: &Receipt, traces: &Traces, digests: &Digests) -> Self {
        let OwnTraces { settlement, business, inpatient, .. } = OwnTraces::new(traces, digests);
        let number = digest(traces.number.as_ref(), digests);
        // A receipt was read from JSON, and is written as such.
        let mut kept = identifying.clone();
        // The name is kept as it is: many receipts of one day and one total differ by it.
        let patient_name = kept.patient_name.take();
        let receipt = serde_json::to_vec(&kept).unwrap_or_default();
        Self { receipt: receipt.into(), patient_name, settlement, business, inpatient, number }
    }

    /// The name of the patient.
    pub(super) fn patient_name(&self) -> Option<&PersonName> {
        self.patient_name.as_ref()
    }

    /// The receipt, with the members that identify it except the name of the patient.
    pub(super) fn receipt(&self) -> Option<Receipt> {
        serde_json::from_slice(&self.receipt).ok()
    }

    /// Whether the numbers alone show that the two are different receipts, as in [`Receipt::may_be_across`]: none is the same, and one
    /// differs.
    pub(super) fn is_apart_from(&self, own: &OwnTraces) -> bool {
        let pairs = [(self.settlement, own.settlement), (self.business, own.business), (self.inpatient, own.inpatient)];
        let both = || pairs.iter().filter_map(|(one, other)| Some((*one)? == (*other)?));
        let shares_number = || self.number.is_some_and(|number| own.numbers.contains(&Some(number)));
        both().any(|is_same| !is_same) && !both().any(|is_same| is_same) && !shares_number()
    }
}

// A receipt is not shown when a register is logged.
impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_numbers() {
        let (digests, mut names) = (Digests::default(), Names::default());
        let numbers = ["", "a.json", "童.json", "", "a.json"].map(|name| names.number(name, digests.long(name)));
        assert_eq!(numbers, [0, 1, 2, 0, 1]);
        assert_eq!([0, 1, 2, 3].map(|number| names.get(number)), ["", "a.json", "童.json", ""]);
    }
}
