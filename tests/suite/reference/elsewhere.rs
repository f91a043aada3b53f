//! Receipts that other applications have used (docs/evaluation.md, section 3).

use super::{
    Case,
    admitted::share_a_key,
    judge::Answer,
    ledger::{PastPart, PastReceipt},
};
use std::collections::BTreeSet;
use tongbiao::record::receipt::Receipt;

impl Case<'_> {
    /// The receipts of other applications that were used: an award was made for them, or they count in a period.
    fn used_elsewhere(&self) -> Vec<&PastReceipt> {
        let others = self.past().into_iter().filter(|past| past.application != self.application.id);
        let units = others.flat_map(|past| &past.units);
        units.filter(|unit| unit.award() > 0 || unit.key.span().is_some()).flat_map(|unit| &unit.all).collect()
    }

    pub fn is_used_elsewhere(&self, index: usize) -> bool {
        let keys = self.receipts()[index].keys();
        let original = if self.is_part(index) { self.original(index) } else { Vec::new() };
        self.used_elsewhere().into_iter().any(|used| {
            let of_this = used.part.as_ref().is_some_and(|part| share_a_key(&part.original, &keys));
            share_a_key(&used.keys, &keys) || share_a_key(&used.keys, &original) || of_this
        })
    }

    /// Whether it was not used elsewhere. It may have been under another number.
    pub fn unused_elsewhere(&self, index: usize) -> Answer {
        if self.is_used_elsewhere(index) {
            return Answer::of(false);
        }
        let may_be = self.used_elsewhere().into_iter().any(|used| self.may_be_used(index, used));
        if may_be {
            return Answer::unknown(format!("/receipts/{index}/distinctFrom"));
        }
        let places = self.without_one_code(index);
        if places.is_empty() { Answer::of(true) } else { Answer::unknown_at(places) }
    }

    /// 3.47: the places of the codes that settle whether a used receipt is of the same original, or is the original.
    fn without_one_code(&self, index: usize) -> BTreeSet<String> {
        let receipt = &self.receipts()[index];
        let original = receipt.original.as_ref().filter(|_| self.is_part(index));
        let of_original = original.map(|number| super::alike::traces_of(number, receipt));
        let own = super::alike::traces(receipt);
        let here = [Some((false, "number/code", &own)), of_original.as_ref().map(|traces| (true, "original", traces))];
        let mut places = BTreeSet::new();
        for used in self.used_elsewhere() {
            let part = used.part.as_ref().and_then(|part| part.traces.as_ref());
            let theirs = [Some((false, &used.traces)), part.map(|traces| (true, traces))];
            let are_apart = share_a_key(&used.keys, &own.others)
                || share_a_key(&used.traces.others, &receipt.keys())
                || (used.traces.of_hospital && own.others_of_hospital.contains(&used.traces.plain))
                || super::hospital::differ(&own.hospital, &used.traces.hospital);
            for (is_original, member, mine) in here.iter().flatten().filter(|_| !are_apart) {
                for (of_original, their) in theirs.iter().flatten() {
                    let is_number = mine.of_hospital && their.of_hospital && mine.plain == their.plain;
                    let one_code = mine.code.is_some() != their.code.is_some();
                    if is_number && one_code && (*is_original || *of_original) {
                        let member = if mine.code.is_some() { "distinctFrom" } else { member };
                        places.insert(format!("/receipts/{index}/{member}"));
                    }
                }
            }
        }
        places
    }

    /// Whether the split sheets of its original, here and elsewhere, exceed the original.
    pub fn exceeds_with_others(&self, index: usize) -> bool {
        if !self.is_part(index) {
            return false;
        }
        let original = self.original(index);
        let here = self.parts_here(&original);
        let is_here =
            |used: &PastReceipt| here.iter().any(|part| share_a_key(&self.receipts()[*part].keys(), &used.keys));
        let mut elsewhere: Vec<(&PastReceipt, &PastPart)> = Vec::new();
        for used in self.used_elsewhere().into_iter().rev() {
            let Some(part) = used.part.as_ref().filter(|part| share_a_key(&part.original, &original)) else { continue };
            if !is_here(used) && elsewhere.iter().all(|(known, _)| !share_a_key(&known.keys, &used.keys)) {
                elsewhere.push((used, part));
            }
        }
        let own: Vec<&Receipt> = here.iter().map(|part| &self.receipts()[*part]).collect();
        let sum: i64 = own.iter().map(|part| part.total_amount.fen()).sum::<i64>()
            + elsewhere.iter().map(|(_, part)| part.total).sum::<i64>();
        let stated = own.iter().filter_map(|part| part.original_total).map(|total| total.fen());
        let totals: Vec<i64> = stated.chain(elsewhere.iter().filter_map(|(_, part)| part.original_total)).collect();
        here.contains(&index) && !elsewhere.is_empty() && totals.into_iter().any(|total| sum > total)
    }

    /// The information about a split sheet that later decisions use.
    pub fn past_part(&self, index: usize) -> Option<PastPart> {
        let receipt = &self.receipts()[index];
        let original_total = receipt.original_total.map(|total| total.fen());
        let part = || PastPart {
            original: self.original(index),
            traces: receipt.original.as_ref().map(|number| super::alike::traces_of(number, receipt)),
            total: receipt.total_amount.fen(),
            original_total,
        };
        self.is_part(index).then(part)
    }
}
