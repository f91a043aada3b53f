//! Open questions about the receipts of one application: whether a receipt is valid, which receipt a refund belongs to,
//! whether two receipts are one. Also parts that exceed their original.

use super::{Standing, standing::Alike};
use crate::{
    code::{DuplicateEvidence, ReceiptKind},
    record::receipt::{Known, Receipt, ReceiptNumber, Traces},
};
use std::collections::{HashMap, HashSet};

/// Records the open questions. Most applications have none, so each kind is first tested for cheaply. A receipt that is
/// known to be of another patient is not paid, and so it is not compared.
pub(super) fn note(receipts: &[Receipt], is_of_other: impl Fn(&Receipt) -> bool, all: &mut [Standing]) {
    if all.iter().any(|standing| standing.duplicate) {
        note_contradictions(receipts, all);
    }
    if receipts.iter().any(|receipt| receipt.total_amount.fen() < 0) {
        note_refunds(receipts, all);
    }
    if receipts.iter().any(|receipt| receipt.receipt_kind == ReceiptKind::SplitSheet) {
        note_parts(receipts, all);
        note_unnamed(receipts, all);
        note_originals_without_code(receipts, all);
    }
    let mut of_hospitals = receipts.iter().filter(|receipt| receipt.number.is_of_hospital());
    if of_hospitals.nth(1).is_some() {
        note_unidentified(receipts, &is_of_other, all);
        note_told_in_two_ways(receipts, &is_of_other, all);
    }
    note_possible(receipts, is_of_other, all);
}

/// Receipts that share a number, one valid and one not. Which statement is newer is unknown, so the valid receipt is
/// neither paid nor refused as a duplicate of the other.
fn note_contradictions(receipts: &[Receipt], all: &mut [Standing]) {
    let denied: HashSet<Known<'_>> =
        receipts.iter().filter(|receipt| receipt.denies_itself()).flat_map(Receipt::known).collect();
    let mut seen: HashSet<Known<'_>> = HashSet::new();
    let found = receipts.iter().zip(all.iter()).map(|(receipt, standing)| {
        if receipt.denies_itself() {
            return (standing.duplicate, false);
        }
        let again = receipt.known().fold(false, |again, key| !seen.insert(key) | again);
        (again, !standing.void && receipt.known().any(|key| denied.contains(&key)))
    });
    let found: Vec<(bool, bool)> = found.collect();
    for (standing, (duplicate, contradicted)) in all.iter_mut().zip(found) {
        (standing.duplicate, standing.doubt.is_contradicted) = (duplicate, contradicted);
    }
}

/// A refund reduces another receipt. Without that receipt, the excess payment is unknown.
fn note_refunds(receipts: &[Receipt], all: &mut [Standing]) {
    for (place, receipt) in receipts.iter().enumerate() {
        let stands = receipt.is_valid() && receipt.reversed_by.is_none();
        if !stands || receipt.total_amount.fen() >= 0 {
            continue;
        }
        let refunded: Vec<Known<'_>> =
            receipt.reverses.iter().flat_map(|number| receipt.known_as_issuer(number)).collect();
        let is_it = |other: &Receipt| other.known().any(|key| refunded.contains(&key));
        let is_there = receipts.iter().enumerate().any(|(other, receipt)| other != place && is_it(receipt));
        if let Some(standing) = all.get_mut(place) {
            standing.doubt.is_unmatched = !is_there;
        }
    }
}

/// Parts whose sum exceeds their original. Which part is wrong is unknown, so no part counts. A part that is listed
/// together with its original would count the same cost twice.
fn note_parts(receipts: &[Receipt], all: &mut [Standing]) {
    let counting =
        receipts.iter().zip(all.iter()).enumerate().filter(|(_, (r, standing))| r.is_part() && standing.counts());
    let parts: Vec<(usize, &Receipt, Vec<Known<'_>>)> =
        counting.map(|(place, (receipt, _))| (place, receipt, receipt.known_original().collect())).collect();
    // A sheet that is itself a part is judged by its standing before this function.
    let void: Vec<bool> = all.iter().map(|standing| standing.void).collect();
    for (place, _, original) in &parts {
        let same = || {
            let shares = |other: &[Known<'_>]| other.iter().any(|key| original.contains(key));
            parts.iter().filter(move |(_, _, other)| shares(other)).map(|(_, receipt, _)| receipt)
        };
        let sum = same().map(|receipt| receipt.total_amount.fen()).fold(0, i64::saturating_add);
        let whole = same().filter_map(|receipt| receipt.original_total).map(crate::value::Money::fen).min();
        // A sheet may have the number of its original. A receipt that is a part of the same original is not the
        // original.
        let is_other_part =
            |other: &Receipt| other.is_part() && other.known_original().any(|key| original.contains(&key));
        let is_original = |other: &Receipt| {
            other.known().any(|key| original.contains(&key)) && !is_other_part(other) && !other.is_unnamed_part()
        };
        let others = receipts.iter().zip(&void).enumerate().filter(|(other, _)| other != place);
        let beside = others.filter(|(_, (receipt, _))| is_original(receipt)).map(|(_, (_, void))| *void);
        let (is_void, is_beside) = beside.fold((true, false), |(every, _), void| (every && void, true));
        if let Some(standing) = all.get_mut(*place) {
            standing.void |= is_beside && is_void;
            standing.exceeds = (is_beside && !is_void) || whole.is_some_and(|whole| sum > whole);
        }
    }
}

/// A split sheet without its original may be a part of any original. Its own original is unknown, and it may cause any
/// other original to be exceeded. A sheet with the number of a part's original may be that original or one more part of
/// it.
fn note_unnamed(receipts: &[Receipt], all: &mut [Standing]) {
    let sheets = receipts.iter().enumerate().filter(|(_, receipt)| receipt.is_unnamed_part());
    let sheets: Vec<(usize, &Receipt, bool)> =
        sheets.map(|(place, sheet)| (place, sheet, all.get(place).is_some_and(Standing::counts))).collect();
    if sheets.is_empty() {
        return;
    }
    for (receipt, standing) in receipts.iter().zip(all) {
        if receipt.receipt_kind != ReceiptKind::SplitSheet || !standing.counts() {
            continue;
        }
        let may_be_original = |sheet: &Receipt| sheet.known().any(|key| receipt.known_original().any(|own| own == key));
        let open = sheets.iter().filter(|(_, sheet, counts)| *counts || may_be_original(sheet));
        standing.doubt.unnamed = open.map(|(place, ..)| *place).collect();
    }
}

/// A number of a hospital's own without its code may be the number of another receipt with a code. Of a split sheet, its original
/// may then be in the application, or one more part of the original.
fn note_originals_without_code(receipts: &[Receipt], all: &mut [Standing]) {
    let counts: Vec<bool> = all.iter().map(Standing::counts).collect();
    let present: Vec<bool> = all.iter().map(|standing| !standing.duplicate && !standing.void).collect();
    let is_counting = |place: usize| counts.get(place) == Some(&true);
    let is_present = |place: usize| present.get(place) == Some(&true);
    let parts = receipts.iter().enumerate().filter(|(_, receipt)| receipt.is_part());
    let parts = parts.filter_map(|(place, receipt)| Some((place, receipt, receipt.original.as_ref()?)));
    let parts: Vec<(usize, &Receipt, &ReceiptNumber)> =
        parts.filter(|(_, _, original)| original.is_of_hospital()).collect();
    for (place, part, original) in parts.iter().filter(|(place, ..)| is_counting(*place)) {
        let mut lacking: Vec<(usize, &'static str)> = Vec::new();
        // A part that is not admitted because it exceeds its original may be one of the same original.
        let of_other_parts = parts.iter().filter(|(other, ..)| is_present(*other));
        for (other, _, theirs) in of_other_parts.filter(|(_, other, _)| !are_of_two_hospitals(part, other)) {
            lacking.extend(original.lacks_code_of(theirs).then_some((*place, "original")));
            lacking.extend(theirs.lacks_code_of(original).then_some((*other, "original")));
        }
        let is_other_part = |other: &Receipt| {
            other.is_part() && other.known_original().any(|key| part.known_original().any(|own| own == key))
        };
        let others = receipts.iter().enumerate().filter(|(other, receipt)| {
            other != place
                && !receipt.is_unnamed_part()
                && !is_other_part(receipt)
                && !are_of_two_hospitals(part, receipt)
        });
        for (other, receipt) in others {
            lacking.extend(original.lacks_code_of(&receipt.number).then_some((*place, "original")));
            lacking.extend(receipt.number.lacks_code_of(original).then_some((other, "number/code")));
        }
        lacking.sort_unstable();
        lacking.dedup();
        if let Some(standing) = all.get_mut(*place) {
            standing.doubt.without_code = lacking;
        }
    }
}

/// Whether the hospitals of two receipts are known to differ.
fn are_of_two_hospitals(one: &Receipt, other: &Receipt) -> bool {
    one.issuer.as_ref().zip(other.issuer.as_ref()).is_some_and(|(one, other)| one.is_same(other) == Some(false))
}

/// A number that is unique only within one hospital identifies nothing without the hospital. Another receipt of the same number,
/// day and amount may be the same receipt.
fn note_unidentified(receipts: &[Receipt], is_of_other: impl Fn(&Receipt) -> bool, all: &mut [Standing]) {
    for (place, vague) in receipts.iter().enumerate().filter(|(_, receipt)| !receipt.is_identified()) {
        for (other, receipt) in receipts.iter().enumerate().filter(|(other, _)| *other != place) {
            let is_printed =
                vague.number.is_printed_as(&receipt.number) && !is_of_other(vague) && !is_of_other(receipt);
            if is_printed && may_be_one((place, vague), (other, receipt), all) {
                doubt(Alike { place, member: "issuer", other, evidence: DuplicateEvidence::HospitalUnclear }, all);
            }
        }
    }
}

/// One receipt may have two keys if its hospital is stated once by name and once by code, or if its own code is stated once. Such
/// receipts may be one.
fn note_told_in_two_ways(receipts: &[Receipt], is_of_other: impl Fn(&Receipt) -> bool, all: &mut [Standing]) {
    for (place, receipt) in receipts.iter().enumerate().filter(|(_, receipt)| receipt.number.is_of_hospital()) {
        let before = receipts.iter().enumerate().take(place);
        for (other, earlier) in before.filter(|(_, earlier)| earlier.number.is_printed_as(&receipt.number)) {
            let are_told = receipt.is_identified() && earlier.is_identified();
            let is_other = is_of_other(receipt) || is_of_other(earlier);
            if !are_told || is_other || are_of_two_hospitals(receipt, earlier) {
                continue;
            }
            let lack_code = [&earlier.number, &receipt.number].map(|number| number.own_code().is_none());
            let by_code = lack_code[0] != lack_code[1];
            // A receipt that is void is void without its code too, and may be the other one.
            let may_be = if by_code {
                are_alike(receipt, earlier) && !(is_void(place, all) && is_void(other, all))
            } else {
                may_be_one((place, receipt), (other, earlier), all)
            };
            if !may_be {
                continue;
            }
            for (own, theirs, receipt) in [(other, place, earlier), (place, other, receipt)] {
                let lacks = match &receipt.issuer {
                    _ if by_code => receipt.number.own_code().is_none().then_some("number/code"),
                    None => Some("issuer"),
                    Some(issuer) => issuer.uscc.is_none().then_some("issuer/uscc"),
                };
                let alike =
                    |member| Alike { place: own, member, other: theirs, evidence: DuplicateEvidence::HospitalUnclear };
                lacks.into_iter().for_each(|member| doubt(alike(member), all));
            }
        }
    }
}

/// Whether two receipts that share no number have the same amount and day, and neither is void.
fn may_be_one((own, receipt): (usize, &Receipt), (place, other): (usize, &Receipt), all: &[Standing]) -> bool {
    are_alike(receipt, other) && !is_void(own, all) && !is_void(place, all)
}

fn is_void(place: usize, all: &[Standing]) -> bool {
    all.get(place).is_none_or(|standing| standing.void)
}

/// Whether two receipts share no number, have the same amount and day, and are not distinguished.
fn are_alike(receipt: &Receipt, other: &Receipt) -> bool {
    let days = receipt.visited_on().zip(other.visited_on());
    receipt.total_amount == other.total_amount
        && days.is_none_or(|(a, b)| a == b)
        && !receipt.is_told_from(other)
        && !other.is_told_from(receipt)
        && !receipt.known().any(|key| other.known().any(|theirs| theirs == key))
}

/// Receipts of one total with another number, and with evidence that they are one.
fn note_possible(receipts: &[Receipt], is_of_other: impl Fn(&Receipt) -> bool, all: &mut [Standing]) {
    let mut of_total: HashMap<i64, Vec<usize>> = HashMap::with_capacity(receipts.len());
    for (place, (receipt, standing)) in receipts.iter().zip(all.iter()).enumerate() {
        if !standing.void {
            of_total.entry(receipt.total_amount.fen()).or_default().push(place);
        }
    }
    for places in of_total.values().filter(|places| places.len() > 1) {
        let of_one: Vec<(usize, &Receipt)> =
            places.iter().filter_map(|place| Some((*place, receipts.get(*place)?))).collect();
        let of_one: Vec<(usize, &Receipt, Traces)> =
            of_one.into_iter().map(|(place, receipt)| (place, receipt, receipt.traces())).collect();
        for (number, (place, receipt, own)) in of_one.iter().enumerate() {
            for (other, earlier, theirs) in of_one.iter().take(number) {
                let Some(evidence) = receipt.may_be(own, earlier, theirs) else { continue };
                if !is_of_other(receipt) && !is_of_other(earlier) {
                    doubt(Alike { place: *place, member: "distinctFrom", other: *other, evidence }, all);
                }
            }
        }
    }
}

/// Records for both receipts that they may be one, unless one is void. Of several receipts that may be one with it, the first is stated.
fn doubt(alike: Alike, all: &mut [Standing]) {
    let is_it = |known: &Alike| (known.place, known.member) == (alike.place, alike.member);
    for place in [alike.place, alike.other] {
        if let Some(standing) = all.get_mut(place).filter(|one| !one.void && !one.doubt.alike.iter().any(is_it)) {
            standing.doubt.alike.push(alike);
        }
    }
}
