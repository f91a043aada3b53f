//! The receipts of the files of one run.
//!
//! Receipts of earlier files are found by what two receipts for one payment have in common, so that the time does not grow with the
//! square of their number. A run may have millions of receipts: of each, a short text and digests are kept.

#[cfg(test)]
pub(super) mod definition;
mod kept;
mod prepared;

use super::{DUPLICATE_ACROSS, POSSIBLE_ACROSS};
use crate::{
    code::DuplicateEvidence,
    finding::Finding,
    record::receipt::{HospitalTrace, Receipt},
};
use kept::{Digests, Kept, Names};
use prepared::{Counted, PreparedReceipt};
pub use prepared::{Prepared, Preparer};
use std::{collections::HashMap, sync::Arc};

/// The receipts of the files of one run.
#[derive(Debug, Default)]
pub struct Register {
    digests: Arc<Digests>,
    files: Names,
    pointers: Names,
    /// The first receipt with each number in an application, by the digest of the number.
    first: HashMap<u128, Place>,
    /// The first receipt with each number that is a document of its own.
    first_alone: HashMap<u128, Place>,
    /// Each receipt that counts, in the order of the run.
    seen: Vec<Seen>,
    hospitals: Vec<HospitalTrace>,
    hospital_numbers: HashMap<HospitalTrace, u32>,
    /// The receipts by their total and by what another receipt may have in common, as a digest.
    groups: HashMap<u64, Group>,
}

/// A receipt in a file, by the numbers of the file and of the pointer.
#[derive(Debug, Clone, Copy)]
struct Place {
    file: u32,
    pointer: u32,
    /// The digest of its content.
    content: u64,
    /// Whether the receipt is a document of its own.
    is_alone: bool,
}

impl Place {
    /// Whether one of two places is a document of its own and the other an application with the same receipt.
    fn has_same_document(&self, other: &Self) -> bool {
        self.is_alone != other.is_alone && self.content == other.content
    }
}

/// A receipt of an earlier file.
#[derive(Debug)]
struct Seen {
    place: Place,
    kept: Kept,
}

/// Receipts by hospital, each with its place in `seen`, in ascending order. Most groups have one receipt.
#[derive(Debug)]
enum Group {
    One { hospital: u32, seen: usize },
    Many(HashMap<u32, Vec<usize>>),
}

impl Group {
    fn add(&mut self, hospital: u32, seen: usize) {
        if let Self::One { hospital, seen } = *self {
            *self = Self::Many(HashMap::from([(hospital, vec![seen])]));
        }
        if let Self::Many(all) = self {
            all.entry(hospital).or_default().push(seen);
        }
    }

    /// The receipts of each hospital.
    fn hospitals(&self) -> impl Iterator<Item = (u32, &[usize])> {
        let (one, many) = match self {
            Self::One { hospital, seen } => (Some((*hospital, std::slice::from_ref(seen))), None),
            Self::Many(all) => (None, Some(all.iter().map(|(hospital, seen)| (*hospital, seen.as_slice())))),
        };
        one.into_iter().chain(many.into_iter().flatten())
    }
}

impl Register {
    /// Records the receipts of a file and reports those that occurred in an earlier file.
    ///
    /// Each receipt comes with its pointer inside the file, as [`AnyDocument::receipts`](crate::check::AnyDocument::receipts) returns
    /// them. The findings refer to the file by `name`.
    ///
    /// A receipt that is a document of its own (its pointer is empty) and the same receipt in an application are not reported. They are
    /// the same if all members are equal, except the references to diagnoses and treatments of the application.
    ///
    /// # Example
    /// ```
    /// use tongbiao::{
    ///     code::ReceiptKind,
    ///     record::{
    ///         receipt::{LegacyNumber, Receipt},
    ///         register::Register,
    ///     },
    ///     signed_money,
    /// };
    ///
    /// let number = LegacyNumber::new("00012345678".parse()?);
    /// let receipt = Receipt::new(ReceiptKind::Legacy, number.into(), signed_money!("3200.00"));
    ///
    /// let mut register = Register::default();
    /// assert!(register.add("first.json", [(String::new(), &receipt)]).is_empty());
    /// let found = register.add("second.json", [(String::new(), &receipt)]);
    /// assert_eq!(found[0].rule.code, "receipt.duplicate-across-files");
    /// # Ok::<(), tongbiao::value::Invalid>(())
    /// ```
    pub fn add<'a>(&mut self, name: &str, receipts: impl IntoIterator<Item = (String, &'a Receipt)>) -> Vec<Finding> {
        self.add_prepared(name, self.preparer().prepared(receipts))
    }

    /// Prepares receipts for this register. Most of the work of [`Register::add`] depends on one document alone; a preparer does it on
    /// other threads, before [`Register::add_prepared`].
    ///
    /// # Example
    /// ```
    /// use tongbiao::{
    ///     code::ReceiptKind,
    ///     record::{
    ///         receipt::{LegacyNumber, Receipt},
    ///         register::Register,
    ///     },
    ///     signed_money,
    /// };
    ///
    /// let number = LegacyNumber::new("00012345678".parse()?);
    /// let receipt = Receipt::new(ReceiptKind::Legacy, number.into(), signed_money!("3200.00"));
    ///
    /// let mut register = Register::default();
    /// let preparer = register.preparer();
    /// let prepared = [1, 2].map(|_| preparer.prepared([(String::new(), &receipt)]));
    /// let found = prepared.into_iter().zip(["first.json", "second.json"]);
    /// let found: Vec<usize> = found.map(|(prepared, name)| register.add_prepared(name, prepared).len()).collect();
    /// assert_eq!(found, [0, 1]);
    /// # Ok::<(), tongbiao::value::Invalid>(())
    /// ```
    pub fn preparer(&self) -> Preparer {
        Preparer::new(&self.digests)
    }

    /// Records the receipts of a file as [`Register::add`] does. They must have been prepared by a preparer of this register: receipts
    /// that were prepared for another register have other digests, and are not found.
    pub fn add_prepared(&mut self, name: &str, receipts: Prepared) -> Vec<Finding> {
        let file = self.files.number(name, self.digests.long(name));
        let mut found = Vec::new();
        for prepared in receipts.receipts {
            let pointer = self.pointers.number(&prepared.pointer, prepared.pointer_digest);
            let is_alone = prepared.pointer.is_empty();
            let place = Place { file, pointer, content: prepared.content, is_alone };
            if let Some(first) = self.same_number(&prepared.keys, &place) {
                let mut finding = Finding::new(&DUPLICATE_ACROSS, format!("{}/number", prepared.pointer));
                finding.related("first", self.shown(first));
                found.push(finding);
            } else {
                found.extend(self.possible(&place, &prepared));
            }
            if let Some(counted) = prepared.counted {
                self.record(place, &prepared.traces.hospital, counted);
            }
            let first = if is_alone { &mut self.first_alone } else { &mut self.first };
            for key in prepared.keys {
                first.entry(key).or_insert(place);
            }
        }
        found
    }

    /// The first receipt of another file with one of the numbers, unless it is the same receipt as a document of its own or in an
    /// application.
    fn same_number(&self, keys: &[u128], place: &Place) -> Option<Place> {
        let first = |seen: &HashMap<u128, Place>| {
            let first = keys.iter().find_map(|key| seen.get(key)).filter(|first| first.file != place.file);
            first.filter(|first| !first.has_same_document(place)).copied()
        };
        let (like, other) =
            if place.is_alone { (&self.first_alone, &self.first) } else { (&self.first, &self.first_alone) };
        first(like).or_else(|| first(other))
    }

    /// The place of a receipt in another file, for a finding.
    fn shown(&self, place: Place) -> String {
        format!("{}#{}", self.files.get(place.file), self.pointers.get(place.pointer))
    }

    fn record(&mut self, place: Place, hospital: &HospitalTrace, counted: Counted) {
        let seen = self.seen.len();
        let hospital = self.hospital(hospital);
        for trail in counted.trails {
            let group = self.groups.entry(trail);
            group.and_modify(|group| group.add(hospital, seen)).or_insert(Group::One { hospital, seen });
        }
        self.seen.push(Seen { place, kept: counted.kept });
    }

    /// The number of a hospital.
    fn hospital(&mut self, trace: &HospitalTrace) -> u32 {
        if let Some(number) = self.hospital_numbers.get(trace) {
            return *number;
        }
        let number = kept::number(self.hospitals.len());
        self.hospitals.push(trace.clone());
        self.hospital_numbers.insert(trace.clone(), number);
        number
    }

    /// Reports the first receipt of an earlier file that may be the same one.
    fn possible(&self, own: &Place, prepared: &PreparedReceipt) -> Option<Finding> {
        let (_, place, evidence) = self.first_alike(own, prepared)?;
        let mut finding = Finding::new(&POSSIBLE_ACROSS, format!("{}/number", prepared.pointer));
        let label = evidence.label();
        finding.param("evidence", evidence).param("evidenceLabel", label.en).param("evidenceLabelZh", label.zh);
        finding.related("first", self.shown(place));
        Some(finding)
    }

    /// The first receipt of another file that may be the same one, with its place in `seen` and the evidence.
    fn first_alike(&self, own_place: &Place, prepared: &PreparedReceipt) -> Option<(usize, Place, DuplicateEvidence)> {
        let mut first: Option<(usize, Place, DuplicateEvidence)> = None;
        let PreparedReceipt { receipt, traces, own, sought, .. } = prepared;
        let differs = |hospital: u32| {
            let other = self.hospitals.get(usize::try_from(hospital).unwrap_or(usize::MAX));
            other.is_some_and(|other| traces.hospital.differs_from(other))
        };
        let groups = sought.iter().filter_map(|trail| self.groups.get(trail));
        for (_, places) in groups.flat_map(Group::hospitals).filter(|(hospital, _)| !differs(*hospital)) {
            let before = places.iter().take_while(|place| first.as_ref().is_none_or(|(known, ..)| *place < known));
            let others = before.filter_map(|place| Some((*place, self.seen.get(*place)?)));
            let others = others.filter(|(_, seen)| {
                seen.place.file != own_place.file
                    && !seen.place.has_same_document(own_place)
                    && !seen.kept.is_apart_from(own)
            });
            let mut others = others.filter(|(_, seen)| !receipt.is_of_other_patient_than(seen.kept.patient_name()));
            let alike = others.find_map(|(place, seen)| {
                let other = seen.kept.receipt()?;
                // The digest of another total may be the same.
                let is_of_total = other.total_amount == receipt.total_amount;
                let evidence = is_of_total.then(|| receipt.may_be_across(traces, &other, &other.traces())).flatten()?;
                Some((place, seen.place, evidence))
            });
            first = alike.or(first);
        }
        first
    }
}
