//! The table of receipts and lines for the case worker: what each party pays, to the fen.

use super::{
    Words, phrase,
    receipt::{number, numbered},
    words::{all_of, say},
};
use crate::{
    adjudication::{Adjudication, Adjustment, ReceiptOutcome},
    code::{Bearer, ReasonCode, Truth},
    value::Money,
    wire::List,
};

/// The parties whose amounts have columns, in the order of the columns.
const PARTIES: [Bearer; 5] =
    [Bearer::Insurer, Bearer::Hospital, Bearer::OtherFunder, Bearer::Programme, Bearer::Family];

/// A row: its name, its amounts, and why the family pays.
struct Row {
    name: Words,
    amounts: Vec<String>,
    reasons: Words,
}

/// The table: for each admitted receipt a row, and a row for each of its lines. Where the parts of the bill are stated, the columns after
/// the amount add up to it. Empty if no receipt is admitted.
pub(super) fn lines(outcome: &Adjudication) -> Vec<(usize, Words)> {
    let admitted = outcome.receipts.iter().flat_map(|all| all.iter()).filter(|one| one.admitted == Truth::Yes);
    let rows: Vec<Row> = admitted.flat_map(rows).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    // A party that pays nothing on any receipt has no column.
    let kept: Vec<usize> = (0..PARTIES.len() + 2).filter(|column| is_kept(&rows, *column)).collect();
    let texts: [fn(&Words) -> &str; 2] = [|words| &words.zh, |words| &words.en];
    let [zh, en] = texts.map(|text| written(&rows, &kept, text));
    zh.into_iter().zip(en).map(|(zh, en)| (1, Words { zh, en })).collect()
}

fn is_kept(rows: &[Row], column: usize) -> bool {
    let has_amount = |row: &Row| row.amounts.get(column).is_some_and(|text| !text.is_empty() && text != "0.00");
    column == 0 || column > PARTIES.len() || rows.iter().any(has_amount)
}

fn rows(receipt: &ReceiptOutcome) -> Vec<Row> {
    let name = numbered(&receipt.receipt);
    let billed = receipt.billed.to_string();
    let mut rows = vec![row(name.clone(), billed, receipt.adjustments.as_ref(), receipt.award)];
    for line in receipt.lines.iter().flat_map(|all| all.iter()) {
        let place = number(&line.line).unwrap_or_default();
        let name = say!("  明细 {n}", "  line {n}", n = place);
        rows.push(row(name, line.billed.to_string(), line.adjustments.as_ref(), line.award));
    }
    rows
}

fn row(name: Words, billed: String, parts: Option<&List<Adjustment, 0, 400>>, award: Money) -> Row {
    let paid = |bearer: Bearer| {
        let own = parts?.iter().filter(|part| part.bearer == bearer).map(|part| part.amount);
        own.into_iter().try_fold(Money::ZERO, Money::checked_add).map(|sum| sum.to_string())
    };
    let parties = PARTIES.into_iter().map(|bearer| paid(bearer).unwrap_or_default());
    let amounts = std::iter::once(billed).chain(parties).chain([award.to_string()]).collect();
    let mut codes: Vec<ReasonCode> = Vec::new();
    for part in parts.into_iter().flat_map(|all| all.iter()).filter(|part| part.bearer == Bearer::Family) {
        if part.amount > Money::ZERO && !codes.contains(&part.code) {
            codes.push(part.code);
        }
    }
    Row { name, amounts, reasons: all_of(codes.into_iter().map(|code| phrase::reason(code).into())) }
}

/// The names of the columns. Where the parts of the bill are not stated, the reasons have no column.
fn head(has_reasons: bool) -> Vec<Words> {
    let parties = [
        say!("保险人或政府", "insurers, government"),
        say!("医院", "hospital"),
        say!("其他资助方", "other funders"),
        say!("以往给付", "awarded before"),
        say!("家庭", "family"),
    ];
    let first = [say!("票据、明细", "receipt, line"), say!("金额", "amount")];
    let reasons = if has_reasons { say!("家庭承担的原因", "why the family pays") } else { Words::default() };
    let last = [say!("本次给付", "awarded now"), reasons];
    first.into_iter().chain(parties).chain(last).collect()
}

/// The lines of the table in one language. Names are on the left of their column, amounts on the right.
fn written(rows: &[Row], kept: &[usize], text: fn(&Words) -> &str) -> Vec<String> {
    let head = head(rows.iter().any(|row| !row.reasons.is_empty()));
    let titles = kept.iter().map(|column| head.get(column.saturating_add(1)).map(text).unwrap_or_default());
    let first = head.first().map(text).unwrap_or_default();
    let last = head.last().map(text).unwrap_or_default();
    let mut table: Vec<Vec<String>> =
        vec![std::iter::once(first).chain(titles).chain([last]).map(str::to_owned).collect()];
    table.extend(rows.iter().map(|row| {
        let amounts = kept.iter().map(|column| row.amounts.get(*column).cloned().unwrap_or_default());
        std::iter::once(text(&row.name).to_owned()).chain(amounts).chain([text(&row.reasons).to_owned()]).collect()
    }));
    let columns = kept.len().saturating_add(2);
    let widths: Vec<usize> = (0..columns)
        .map(|column| table.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0))
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, most))| {
            let gap = " ".repeat(most.saturating_sub(width(cell)));
            if column == 0 || column.saturating_add(1) == columns {
                format!("{cell}{gap}")
            } else {
                format!("{gap}{cell}")
            }
        });
        cells.collect::<Vec<_>>().join(" | ").trim_end_matches([' ', '|']).to_owned()
    };
    table.iter().map(line).collect()
}

/// The width of a text on a terminal: Chinese characters take two columns.
fn width(text: &str) -> usize {
    text.chars()
        .map(|c| {
            if matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}') { 2 } else { 1 }
        })
        .sum()
}
