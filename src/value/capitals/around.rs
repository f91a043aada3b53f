//! Words and signs around an amount in capitals.

/// Words before an amount. Each may occur once, in brackets or not.
const WORDS: [&str; 10] = ["⊗", "人民币", "合计", "总计", "总金额", "金额", "大写", "RMB", "CNY", "¥"];

/// Signs of a negative amount.
const SIGNS: [&str; 3] = ["负数", "负", "-"];

/// Signs of a negative amount after it. An unbracketed sign is not one.
const SIGNS_AFTER: [&str; 2] = ["(负数)", "(负)"];

/// Whether the amount is negative, and the amount without the words and signs around it.
pub(super) fn sign_and_amount(text: &str) -> Option<(bool, &str)> {
    let text = text.strip_suffix(['。', '.']).unwrap_or(text);
    let (before, rest) = heading(text)?;
    match SIGNS_AFTER.iter().find_map(|sign| rest.strip_suffix(sign)) {
        Some(rest) => (!before).then_some((true, rest)),
        None => Some((before, rest)),
    }
}

/// The sign before an amount, and the amount after all words.
fn heading(text: &str) -> Option<(bool, &str)> {
    let (mut rest, mut negative, mut seen) = (text, false, [false; WORDS.len()]);
    let mut before = "";
    loop {
        let item = |word: &str| {
            let after = strip_item(rest, word)?;
            Some(after.strip_prefix(':').unwrap_or(after))
        };
        if let Some((sign, after)) = SIGNS.iter().find_map(|sign| Some((*sign, item(sign)?))) {
            // A hyphen after a word may only separate the two.
            let is_clear = sign != "-" || ["", "¥", "RMB", "CNY"].contains(&before);
            if !is_clear || std::mem::replace(&mut negative, true) {
                return None;
            }
            rest = after;
            continue;
        }
        let mut words = WORDS.iter().zip(&mut seen);
        let Some((word, after, seen)) = words.find_map(|(word, seen)| Some((*word, item(word)?, seen))) else {
            return Some((negative, rest));
        };
        if std::mem::replace(seen, true) {
            return None;
        }
        (rest, before) = (after, word);
    }
}

/// The text after a word that may be in brackets.
fn strip_item<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let bracketed = || text.strip_prefix('(')?.strip_prefix(word)?.strip_prefix(')');
    text.strip_prefix(word).or_else(bracketed)
}
