//! Receipts seen so far: the same one never counts twice, in one application or across the files of one run.

mod doubt;
mod standing;

use crate::{
    code::ReceiptKind,
    finding::{At, Finding, rules},
    record::{
        place,
        receipt::{Known, KnownSet, Receipt, ReceiptKey},
    },
};
pub(crate) use standing::{Doubt, Standing};
use std::{collections::HashMap, hash::BuildHasherDefault};

rules! { Register;
    /// 同一票据提交两次 · Same receipt handed in twice.
    ///
    /// 电子号和换开的纸质号是同一张票据。
    DUPLICATE = "receipt.duplicate" Error Duplicate {
        zh: "同一票据（电子号或纸质号相同）在申请中出现两次", en: "the same receipt, by its electronic or its paper number, stands twice in the application",
        hint_zh: "请删除重复的一张；换开纸质后电子票与纸质票只算一张", hint_en: "delete one of them; an electronic receipt and the paper for which it was exchanged are one",
        source: "财政电子票据: 换开纸质票据",
    }
    /// 同一票据出现在两份文件 · Same receipt in two files of one run.
    DUPLICATE_ACROSS = "receipt.duplicate-across-files" Warning Duplicate {
        zh: "同一票据已出现在另一份文件中", en: "the same receipt stands in another file too",
        hint_zh: "请核对是否重复申请；不同项目资助同一票据时，后者只按余额", hint_en: "check whether it was asked for twice; a second programme pays what is left only",
        source: "programme notices: 重复票据",
    }
    /// 被冲红的票据没有标明 · Receipt that another one reverses, and that still counts.
    REVERSED_COUNTED = "receipt.reversed-counted" Error Reference {
        zh: "另一张票据冲红了本票，本票仍按正常票据计入", en: "another receipt reverses this one, yet it still counts",
        hint_zh: "请将状态改为已冲红", hint_en: "set its state to reversed",
        source: "财政电子票据: 红冲",
    }
    /// 冲红金额与原票据不符 · Reversal of another amount.
    REVERSAL_AMOUNT = "receipt.reversal-amount" Error Arithmetic {
        zh: "冲红票据的金额与被冲红的票据不能相抵", en: "the amount of the reversal does not cancel the receipt that it reverses",
        hint_zh: "请核对两张票据的金额", hint_en: "check both amounts",
        source: "财政电子票据: 红冲",
    }
    /// 分割单与其原票据同时计入 · Split sheet beside its own original.
    PART_BESIDE_ORIGINAL = "receipt.part-beside-original" Error Duplicate {
        zh: "分割单与其原票据同时列入，同一笔费用会计算两次", en: "a split sheet stands beside its own original, so the same cost would count twice",
        hint_zh: "只保留其中一张：有原票据的不列分割单", hint_en: "keep one of them: where the original is there, the split sheet is a paper, not a receipt",
        source: "parts never exceed the whole",
    }
    /// 各分割单之和超过原票据 · Split sheets that together exceed their original.
    PARTS_EXCEED = "receipt.parts-exceed-original" Error Arithmetic {
        zh: "同一原票据的各分割单之和超过原票据总金额", en: "the split sheets of one original together exceed its total amount",
        hint_zh: "请核对各分割单的金额", hint_en: "check the amounts of the split sheets",
        source: "parts never exceed the whole",
    }
}

/// What each receipt of an application is among the others, in their order. Numbers are compared where they stand.
pub(crate) fn standings(receipts: &[Receipt]) -> Vec<Standing> {
    let reversed: KnownSet<'_> = receipts.iter().flat_map(reversed_by).collect();
    let mut seen = KnownSet::with_capacity_and_hasher(receipts.len(), BuildHasherDefault::default());
    let is_void = |receipt: &Receipt| {
        // Most applications have no reversal, and then no number is looked for.
        let is_reversed = !reversed.is_empty() && receipt.known().any(|key| reversed.contains(&key));
        receipt.total_amount.fen() < 0 || receipt.denies_itself() || is_reversed
    };
    let standing =
        |receipt: &'_ Receipt, duplicate| Standing { duplicate, void: is_void(receipt), ..Standing::default() };
    let each = receipts.iter().map(|receipt| {
        // Every number is noted, also after one that was seen.
        let duplicate = receipt.known().fold(false, |seen_before, key| !seen.insert(key) | seen_before);
        standing(receipt, duplicate)
    });
    let mut all: Vec<Standing> = each.collect();
    doubt::note(receipts, &mut all);
    all
}

/// The numbers that a receipt reverses. One that was itself voided, or that is not negative, reverses nothing.
fn reversed_by(receipt: &Receipt) -> impl Iterator<Item = Known<'_>> {
    let red = receipt.total_amount.fen() < 0 && receipt.is_valid();
    receipt.reverses.iter().filter(move |_| red).flat_map(|number| receipt.known_as_issuer(number))
}

/// Judges the receipts of one application among each other. The place is the application.
pub(crate) fn check_within(receipts: &[Receipt], at: &mut At) {
    let mut seen: HashMap<ReceiptKey, usize> = HashMap::new();
    let mut reversals: HashMap<ReceiptKey, &Receipt> = HashMap::new();
    let mut parts: HashMap<ReceiptKey, i64> = HashMap::new();
    for receipt in receipts {
        reversals.extend(reversed_by(receipt).map(|key| (key.key(), receipt)));
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
        let reversal = keys.iter().find_map(|key| reversals.get(key));
        at.judge_member(&REVERSED_COUNTED, Receipt::MEMBERS.status, reversal.map(|_| receipt.denies_itself()), |_| {});
        let cancels = reversal.map(|r| r.total_amount.fen() + receipt.total_amount.fen() == 0);
        at.judge_member(&REVERSAL_AMOUNT, Receipt::MEMBERS.total_amount, cancels, |_| {});
        let originals = || receipt.original.iter().flat_map(|number| receipt.keys_as_issuer(number));
        let split = receipt.receipt_kind == ReceiptKind::SplitSheet && !receipt.denies_itself();
        let is_original = |other: &Receipt| {
            // Sheets may bear the number of their original: one that is a part of the same is none.
            let mut theirs = other.known_original().filter(|_| other.is_part());
            !theirs.any(|key| receipt.known_original().any(|own| own == key))
        };
        let beside = split.then(|| {
            let mut beside = originals().filter_map(|key| wholes.get(&key)).flatten();
            beside.any(|other| !std::ptr::eq(*other, receipt) && is_original(other))
        });
        at.judge_member(&PART_BESIDE_ORIGINAL, Receipt::MEMBERS.original, beside.map(|beside| !beside), |_| {});
        let sum = receipt.original_total.filter(|_| !receipt.denies_itself()).map(|total| {
            // The sums of all numbers of one original are kept alike, so that any of them finds it.
            let before = originals().filter_map(|key| parts.get(&key)).max().copied().unwrap_or_default();
            let sum = before.saturating_add(receipt.total_amount.fen());
            parts.extend(originals().map(|key| (key, sum)));
            (before, sum, total)
        });
        // The first part by itself is judged with the receipt.
        let within = sum.filter(|(before, ..)| *before > 0).map(|(_, sum, total)| sum <= total.fen());
        at.judge_member(&PARTS_EXCEED, Receipt::MEMBERS.total_amount, within, |_| {});
        for key in keys {
            seen.entry(key).or_insert(index);
        }
        index += 1;
    });
}

/// The receipts of the files of one run.
#[derive(Debug, Default)]
pub struct Register {
    seen: HashMap<ReceiptKey, (String, String)>,
}

impl Register {
    /// Notes the receipts of a file and says which of them stood in an earlier one.
    ///
    /// The receipts come with their pointers inside the file; `name` is how the file is called in the findings.
    pub fn add<'a>(&mut self, name: &str, receipts: impl Iterator<Item = (String, &'a Receipt)>) -> Vec<Finding> {
        let mut found = Vec::new();
        for (pointer, receipt) in receipts {
            let keys = receipt.keys();
            let other = keys.iter().find_map(|key| self.seen.get(key)).filter(|(file, _)| file != name);
            if let Some((file, place)) = other {
                let mut finding = Finding::new(&DUPLICATE_ACROSS, format!("{pointer}/number"));
                finding.related("first", format!("{file}#{place}"));
                found.push(finding);
            }
            for key in keys {
                self.seen.entry(key).or_insert_with(|| (name.to_owned(), pointer.clone()));
            }
        }
        found
    }
}
