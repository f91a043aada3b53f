//! Receipts seen before. One receipt never counts twice, within one application or across the files of one run.

mod across;
pub mod digested;
mod doubt;
#[cfg(test)]
mod pairs;
mod standing;

use crate::{
    code::ReceiptKind,
    finding::{At, rules},
    record::{
        place,
        receipt::{Known, KnownSet, Receipt, ReceiptKey},
        stay::{overlapping, stay_of},
    },
};
pub use across::{Prepared, Preparer, Register};
pub(crate) use standing::{Alike, Doubt, Standing};
use std::{collections::HashMap, hash::BuildHasherDefault};

rules! { ReceiptRegister;
    /// 同一票据提交两次 · Same receipt submitted twice.
    ///
    /// 电子票据号码和换开的纸质票据号码属于同一张票据。
    /// The electronic number and the paper number issued in exchange belong to one receipt.
    DUPLICATE = "receipt.duplicate" Error Duplicate {
        zh: "同一票据（电子票据号码或纸质票据号码相同）在申请中出现两次", en: "the same receipt (by its electronic or paper number) occurs twice in the application",
        hint_zh: "请删除重复的一张；电子票据与换开的纸质票据视为同一张", hint_en: "delete one of them; an electronic receipt and the paper receipt issued in exchange are one receipt",
        source: "财政电子票据: 换开纸质票据",
    }
    /// 同一票据出现在两份文件 · Same receipt in two files of one run.
    ///
    /// 一份为该票据单独的文件、另一份为列入该票据的申请，且各成员相同的，不报告；引用申请中诊断、治疗的成员不比较。
    /// Not reported if one is the receipt's own document, the other an application with it, and all members are equal. References to
    /// diagnoses and treatments of the application are not compared.
    DUPLICATE_ACROSS = "receipt.duplicate-across-files" Warning Duplicate {
        zh: "同一票据已出现在另一份文件中", en: "the same receipt also occurs in another file",
        hint_zh: "请核对是否重复申请；另一项目资助同一票据的，只按余额资助；单独的票据文件与申请中的不一致的，请改为一致", hint_en: "check for a duplicate claim; a second programme pays the remaining amount only. If one is the receipt's own document, correct the members that differ",
        source: "programme notices: 重复票据",
    }
    /// 可能为同一张票据 · Two receipts that may be one.
    ///
    /// 号码不同，总金额相等，另有依据表明可能为同一次收费。核定时待定，不重复给付。
    /// Their numbers differ, their totals are equal, and there is evidence of one payment. The outcome is undetermined: neither is
    /// paid twice.
    POSSIBLE = "receipt.possible-duplicate" Warning Duplicate {
        zh: "与申请中另一张票据可能为同一张（{evidenceLabelZh}）", en: "the receipt may be the same as another one in the application ({evidenceLabel})",
        hint_zh: "请与医院核对：确为同一张的，请删除一张，或注明换开的纸质票据，或将已冲红、作废的一张改为相应状态；确为两张的，请在 distinctFrom 中填写另一张的编号", hint_en: "ask the hospital: if they are one, delete one, state the paper receipt issued in exchange, or set the status of the reversed or voided one; if they are two, enter the number of the other one in `distinctFrom`",
        source: "财政电子票据: 换开纸质票据, 冲红重开",
    }
    /// 可能与另一份文件中的票据为同一张 · Receipt that may be one in another file.
    POSSIBLE_ACROSS = "receipt.possible-duplicate-across-files" Warning Duplicate {
        zh: "与另一份文件中的票据可能为同一张（{evidenceLabelZh}）", en: "the receipt may be the same as one in another file ({evidenceLabel})",
        hint_zh: "请与医院核对；确为两张的，请在 distinctFrom 中填写另一张的编号", hint_en: "ask the hospital; if they are two, enter the number of the other one in `distinctFrom`",
        source: "programme notices: 重复票据",
    }
    /// 被冲红的票据仍按有效票据填写 · Reversed receipt entered as valid.
    REVERSED_COUNTED = "receipt.reversed-counted" Error Reference {
        zh: "另一张票据冲红了本票，本票仍按有效票据填写", en: "another receipt reverses this one, which is still entered as valid",
        hint_zh: "请将状态改为已冲红", hint_en: "set the status to reversed",
        source: "财政电子票据: 红冲",
    }
    /// 冲红金额与被冲红的票据不符 · Reversal of a different amount.
    REVERSAL_AMOUNT = "receipt.reversal-amount" Error Arithmetic {
        zh: "冲红票据的金额与被冲红的票据不能相抵", en: "the amount of the reversal does not cancel the reversed receipt",
        hint_zh: "请核对两张票据的金额", hint_en: "check the amounts of both receipts",
        source: "财政电子票据: 红冲",
    }
    /// 冲红早于被冲红的票据 · Reversal dated before the reversed receipt.
    REVERSAL_DATE = "receipt.reversal-before-original" Warning Value {
        zh: "冲红票据的开票日期早于被冲红的票据", en: "the reversal was issued before the receipt that it reverses",
        hint_zh: "请核对两张票据的开票日期和被冲红票据的编号", hint_en: "check the dates of issue of both receipts and the number of the reversed receipt",
        source: "财政电子票据: 红冲; plain fact",
    }
    /// 分割单与其原票据同时列入 · Split sheet together with its original.
    PART_BESIDE_ORIGINAL = "receipt.part-beside-original" Error Duplicate {
        zh: "分割单与其原票据同时列入，同一笔费用会重复计算", en: "a split sheet and its original are both listed, so the same cost would count twice",
        hint_zh: "请只保留其中一张；已列原票据的，分割单作为材料提交", hint_en: "keep one of them; if the original is listed, submit the split sheet as a supporting document",
        source: "parts never exceed the whole",
    }
    /// 各分割单之和超过原票据 · Split sheets that together exceed their original.
    PARTS_EXCEED = "receipt.parts-exceed-original" Error Arithmetic {
        zh: "同一原票据的各分割单之和超过原票据总金额", en: "the sum of the split sheets of one original exceeds its total amount",
        hint_zh: "请核对各分割单的金额", hint_en: "check the amounts of the split sheets",
        source: "parts never exceed the whole",
    }
    /// 住院期间重叠 · Overlapping hospital stays.
    ///
    /// 同一次住院分段结算的各张票据不在此列：同一医院、住院号相同、日期相接或重叠。
    /// Receipts that settle parts of one stay are not reported: the same hospital and inpatient number, and days that adjoin or
    /// overlap.
    STAYS_OVERLAP = "receipt.stays-overlap" Warning Duplicate {
        zh: "同一患儿两次住院的日期重叠", en: "two hospital stays of the child overlap",
        hint_zh: "请核对住院时间；属同一次住院的，请在两张票据上填写住院号", hint_en: "check the days; if both receipts are for one stay, enter the inpatient number on both",
        source: "住院票据: 分段结算（中途结账）",
    }
}

/// The standing of each receipt relative to the other receipts of the application, in their order. Compares borrowed
/// numbers. `is_of_other` says whether a receipt is known to be of another patient.
pub(crate) fn standings(receipts: &[Receipt], is_of_other: impl Fn(&Receipt) -> bool) -> Vec<Standing> {
    let reversed: KnownSet<'_> = receipts.iter().flat_map(reversed_by).collect();
    let mut seen = KnownSet::with_capacity_and_hasher(receipts.len(), BuildHasherDefault::default());
    let is_void = |receipt: &Receipt| {
        // Most applications have no reversal, and then no number is looked up.
        let is_reversed = !reversed.is_empty() && receipt.known().any(|key| reversed.contains(&key));
        receipt.total_amount.fen() < 0 || receipt.denies_itself() || is_reversed
    };
    let standing =
        |receipt: &'_ Receipt, duplicate| Standing { duplicate, void: is_void(receipt), ..Standing::default() };
    let each = receipts.iter().map(|receipt| {
        // Record every number, even after one that was seen before.
        let duplicate = receipt.known().fold(false, |seen_before, key| !seen.insert(key) | seen_before);
        standing(receipt, duplicate)
    });
    let mut all: Vec<Standing> = each.collect();
    doubt::note(receipts, is_of_other, &mut all);
    all
}

/// The numbers that a receipt reverses. A receipt that is not valid or not negative reverses nothing.
fn reversed_by(receipt: &Receipt) -> impl Iterator<Item = Known<'_>> {
    let red = receipt.total_amount.fen() < 0 && receipt.is_valid();
    receipt.reverses.iter().filter(move |_| red).flat_map(|number| receipt.known_as_issuer(number))
}

/// Checks the stays of the child against each other. Receipts that are void, repeated or another person's are not compared. The
/// current place must be the application. `is_of_other` says whether a receipt is known to be of another patient.
pub(crate) fn check_stays(receipts: &[Receipt], is_of_other: impl Fn(&Receipt) -> bool, at: &mut At) {
    let standings = standings(receipts, &is_of_other);
    let stated = receipts.iter().zip(&standings).map(|(receipt, standing)| {
        stay_of(receipt).filter(|_| !standing.void && !standing.duplicate && !is_of_other(receipt))
    });
    let mut stays: Vec<_> = stated.collect();
    let found: HashMap<usize, usize> = overlapping(&mut stays).into_iter().collect();
    let mut index = 0_usize;
    at.each(place::RECEIPTS, receipts, |at, _| {
        let other = found.get(&index);
        let is_alone = stays.get(index).is_some_and(Option::is_some).then_some(other.is_none());
        at.judge_member(&STAYS_OVERLAP, Receipt::MEMBERS.stay, is_alone, |f| {
            let other = other.copied().unwrap_or_default();
            f.related("first", format!("/{}/{other}/{}", place::RECEIPTS, Receipt::MEMBERS.stay));
        });
        index += 1;
    });
}

/// Checks the receipts of one application against each other. The current place must be the application. `is_of_other` says
/// whether a receipt is known to be of another patient.
pub(crate) fn check_within(receipts: &[Receipt], is_of_other: impl Fn(&Receipt) -> bool, at: &mut At) {
    let standings = standings(receipts, is_of_other);
    let mut seen: HashMap<ReceiptKey, usize> = HashMap::new();
    let mut reversals: HashMap<ReceiptKey, (usize, &Receipt)> = HashMap::new();
    let mut parts: HashMap<ReceiptKey, i64> = HashMap::new();
    for (place, receipt) in receipts.iter().enumerate() {
        reversals.extend(reversed_by(receipt).map(|key| (key.key(), (place, receipt))));
    }
    let mut wholes: HashMap<ReceiptKey, Vec<&Receipt>> = HashMap::new();
    let has_sheets = receipts.iter().any(|receipt| receipt.receipt_kind == ReceiptKind::SplitSheet);
    for receipt in receipts.iter().filter(|receipt| has_sheets && !receipt.denies_itself()) {
        receipt.keys().into_iter().for_each(|key| wholes.entry(key).or_default().push(receipt));
    }
    let mut index = 0_usize;
    at.each(place::RECEIPTS, receipts, |at, receipt| {
        let keys = receipt.keys();
        let first = keys.iter().find_map(|key| seen.get(key)).copied();
        at.judge_member(&DUPLICATE, Receipt::MEMBERS.number, Some(first.is_none()), |f| {
            f.related(
                "first",
                format!("/{}/{}/{}", place::RECEIPTS, first.unwrap_or_default(), Receipt::MEMBERS.number),
            );
        });
        // The later one of the two is reported, or the one that is not void.
        let is_reported = |other: &usize| *other < index || standings.get(*other).is_some_and(|other| other.void);
        let alike = standings.get(index).into_iter().flat_map(|standing| &standing.doubt.alike);
        let mut alike = alike.filter_map(|alike| Some((alike, alike.apart_from(index).filter(is_reported)?)));
        let earlier = alike.next().filter(|_| first.is_none());
        at.judge_member(&POSSIBLE, Receipt::MEMBERS.number, Some(earlier.is_none()), |f| {
            if let Some((alike, other)) = earlier {
                let label = alike.evidence.label();
                f.param("evidence", alike.evidence).param("evidenceLabel", label.en).param("evidenceLabelZh", label.zh);
                f.related("first", format!("/{}/{other}/{}", place::RECEIPTS, Receipt::MEMBERS.number));
            }
        });
        let reversal = keys.iter().find_map(|key| reversals.get(key));
        at.judge_member(&REVERSED_COUNTED, Receipt::MEMBERS.status, reversal.map(|_| receipt.denies_itself()), |_| {});
        let cancels = reversal.map(|(_, r)| r.total_amount.fen() + receipt.total_amount.fen() == 0);
        at.judge_member(&REVERSAL_AMOUNT, Receipt::MEMBERS.total_amount, cancels, |_| {});
        let follows = reversal.and_then(|(_, r)| Some(receipt.issued_on? <= r.issued_on?));
        at.judge_member(&REVERSAL_DATE, Receipt::MEMBERS.issued_on, follows, |f| {
            let red = reversal.map_or(index, |(red, _)| *red);
            f.related("reversal", format!("/{}/{red}/{}", place::RECEIPTS, Receipt::MEMBERS.issued_on));
        });
        let originals = || receipt.original.iter().flat_map(|number| receipt.keys_as_issuer(number));
        let split = receipt.receipt_kind == ReceiptKind::SplitSheet && !receipt.denies_itself();
        let is_original = |other: &Receipt| {
            // A sheet may have the number of its original. A receipt that is a part of the same original is not the
            // original.
            let mut theirs = other.known_original().filter(|_| other.is_part());
            !theirs.any(|key| receipt.known_original().any(|own| own == key))
        };
        let beside = split.then(|| {
            let mut beside = originals().filter_map(|key| wholes.get(&key)).flatten();
            beside.any(|other| !std::ptr::eq(*other, receipt) && is_original(other))
        });
        at.judge_member(&PART_BESIDE_ORIGINAL, Receipt::MEMBERS.original, beside.map(|beside| !beside), |_| {});
        let sum = receipt.original_total.filter(|_| !receipt.denies_itself()).map(|total| {
            // Store the sum under every number of the original, so that any of them finds it.
            let before = originals().filter_map(|key| parts.get(&key)).max().copied().unwrap_or_default();
            let sum = before.saturating_add(receipt.total_amount.fen());
            parts.extend(originals().map(|key| (key, sum)));
            (before, sum, total)
        });
        // The first part alone is checked with the receipt.
        let within = sum.filter(|(before, ..)| *before > 0).map(|(_, sum, total)| sum <= total.fen());
        at.judge_member(&PARTS_EXCEED, Receipt::MEMBERS.total_amount, within, |_| {});
        for key in keys {
            seen.entry(key).or_insert(index);
        }
        index += 1;
    });
}
