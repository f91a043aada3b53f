//! The receipts of the files of one run.
//!
//! Receipts of earlier files are found by what two receipts for one payment have in common, so that the time does not grow with the
//! square of their number.

#[cfg(test)]
mod definition;

use super::{DUPLICATE_ACROSS, POSSIBLE_ACROSS};
use crate::{
    code::DuplicateEvidence,
    finding::Finding,
    record::receipt::{HospitalTrace, Receipt, ReceiptKey, Traces, Trail},
};
use std::collections::HashMap;

/// The receipts of the files of one run.
#[derive(Debug, Default)]
pub struct Register {
    files: Vec<String>,
    file_of: HashMap<String, usize>,
    /// The first receipt with each number: its file, and its place in the file.
    first: HashMap<ReceiptKey, (usize, String)>,
    /// Each receipt that counts, in the order of the run.
    seen: Vec<Seen>,
    /// The places in `seen` by total and by what another receipt may have in common, by hospital, in ascending order.
    places: HashMap<(i64, Trail), HashMap<HospitalTrace, Vec<usize>>>,
}

/// A receipt of an earlier file.
#[derive(Debug)]
struct Seen {
    file: usize,
    pointer: String,
    receipt: Receipt,
    traces: Traces,
}

impl Register {
    /// Records the receipts of a file and reports those that occurred in an earlier file.
    ///
    /// Each receipt comes with its pointer inside the file, as [`AnyDocument::receipts`](crate::check::AnyDocument::receipts) returns
    /// them. The findings refer to the file by `name`.
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
        let file = self.file(name);
        let mut found = Vec::new();
        for (pointer, receipt) in receipts {
            let keys = receipt.keys();
            let traces = receipt.traces();
            let first = keys.iter().find_map(|key| self.first.get(key)).filter(|(other, _)| *other != file);
            if let Some((other, place)) = first {
                let mut finding = Finding::new(&DUPLICATE_ACROSS, format!("{pointer}/number"));
                finding.related("first", self.place(*other, place));
                found.push(finding);
            } else {
                found.extend(self.possible(file, &pointer, receipt, &traces));
            }
            if !receipt.denies_itself() && receipt.total_amount.fen() >= 0 {
                self.record(Seen { file, pointer: pointer.clone(), receipt: receipt.identifying(), traces });
            }
            for key in keys {
                self.first.entry(key).or_insert_with(|| (file, pointer.clone()));
            }
        }
        found
    }

    /// The number of the file with that name.
    fn file(&mut self, name: &str) -> usize {
        if let Some(file) = self.file_of.get(name) {
            return *file;
        }
        let file = self.files.len();
        self.files.push(name.to_owned());
        self.file_of.insert(name.to_owned(), file);
        file
    }

    /// The place of a receipt in another file, for a finding.
    fn place(&self, file: usize, pointer: &str) -> String {
        let name = self.files.get(file).map_or("", String::as_str);
        format!("{name}#{pointer}")
    }

    fn record(&mut self, seen: Seen) {
        let (place, total) = (self.seen.len(), seen.receipt.total_amount.fen());
        let hospital = seen.traces.hospital.clone();
        for trail in seen.receipt.trails(&seen.traces) {
            self.places.entry((total, trail)).or_default().entry(hospital.clone()).or_default().push(place);
        }
        self.seen.push(seen);
    }

    /// Reports the first receipt of an earlier file that may be the same one.
    fn possible(&self, file: usize, pointer: &str, receipt: &Receipt, traces: &Traces) -> Option<Finding> {
        if receipt.denies_itself() {
            return None;
        }
        let (_, seen, evidence) = self.first_alike(file, receipt, traces)?;
        let mut finding = Finding::new(&POSSIBLE_ACROSS, format!("{pointer}/number"));
        let label = evidence.label();
        finding.param("evidence", evidence).param("evidenceLabel", label.en).param("evidenceLabelZh", label.zh);
        finding.related("first", self.place(seen.file, &seen.pointer));
        Some(finding)
    }

    /// The first receipt of another file that may be the same one, with its place and the evidence.
    fn first_alike(
        &self,
        file: usize,
        receipt: &Receipt,
        traces: &Traces,
    ) -> Option<(usize, &Seen, DuplicateEvidence)> {
        let mut first: Option<(usize, &Seen, DuplicateEvidence)> = None;
        let total = receipt.total_amount.fen();
        let hospital = &traces.hospital;
        let sought = receipt.trails_of_others(traces).into_iter();
        let groups = sought.filter_map(|trail| self.places.get(&(total, trail))).flatten();
        for (_, places) in groups.filter(|(other, _)| !hospital.differs_from(other)) {
            let before = places.iter().take_while(|place| first.as_ref().is_none_or(|(known, ..)| *place < known));
            let others = before.filter_map(|place| Some((*place, self.seen.get(*place)?)));
            let alike = others.filter(|(_, seen)| seen.file != file).find_map(|(place, seen)| {
                let evidence = receipt.may_be_across(traces, &seen.receipt, &seen.traces)?;
                (!receipt.is_of_other_patient_than(&seen.receipt)).then_some((place, seen, evidence))
            });
            first = alike.or(first);
        }
        first
    }
}
