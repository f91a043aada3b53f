//! Why an item awards nothing, or less than it might.

use super::{Words, clause::clause, item::item_name, numeral::yuan, phrase, words::say};
use crate::{
    adjudication::{Adjustment, ItemOutcome},
    code::{Bearer, PayerClass, ReasonCode},
    programme::Programme,
    value::{Money, Pointer},
};

/// Why an item awards nothing; nothing where it awards something, or gives a service.
pub(super) fn nothing(item: &ItemOutcome, programme: Option<&Programme>) -> Option<Words> {
    let code = item.reason?;
    let cut = item.cuts.iter().flat_map(|all| all.iter()).rfind(|cut| cut.code == code);
    let reason = ruled(phrase::reason(code).into(), cut.and_then(|cut| cut.at.as_ref()), programme);
    let name = item_name(&item.item, programme);
    Some(say!("{name}没有给付：{reason}", "{name}, nothing: {reason}", name = name, reason = reason))
}

/// What an item does not award for one reason, with the rule where it bounds the award.
pub(super) fn less(item: &ItemOutcome, cut: &Adjustment, programme: Option<&Programme>) -> Words {
    let name = item_name(&item.item, programme);
    say!("{name}，{cut}", "{name}, {cut}", name = name, cut = cut_words(cut, programme))
}

/// An amount that is not awarded, why, and by which rule.
pub(super) fn cut_words(cut: &Adjustment, programme: Option<&Programme>) -> Words {
    ruled(adjusted(cut.code, cut.bearer, cut.payer, cut.amount), cut.at.as_ref(), programme)
}

/// An amount that is not awarded, why, and who bears it.
pub(super) fn adjusted(code: ReasonCode, bearer: Bearer, payer: Option<PayerClass>, amount: Money) -> Words {
    match payer {
        Some(payer) => say!(
            "{amount}：{reason}（{payer}）",
            "{amount}: {reason} ({payer})",
            amount = yuan(amount),
            reason = phrase::reason(code).into(),
            payer = payer.label().into(),
        ),
        // What stays with the family, or is paid by the programme itself, needs no word about who bears it.
        None if matches!(bearer, Bearer::Family | Bearer::Programme) => {
            say!(
                "{amount}：{reason}",
                "{amount}: {reason}",
                amount = yuan(amount),
                reason = phrase::reason(code).into()
            )
        }
        None => say!(
            "{amount}：{reason}（由{bearer}承担）",
            "{amount}: {reason} (borne by {bearer})",
            amount = yuan(amount),
            reason = phrase::reason(code).into(),
            bearer = bearer.label().into(),
        ),
    }
}

/// With the rule behind it, where it is a limit, a deductible or a smallest award.
fn ruled(words: Words, at: Option<&Pointer>, programme: Option<&Programme>) -> Words {
    let bounds =
        |at: &&Pointer| ["/limits/", "/deductible", "/minimumAward"].iter().any(|part| at.as_str().contains(part));
    let rule = at.filter(bounds).zip(programme).and_then(|(at, programme)| clause(programme, at).words);
    match rule {
        Some(rule) => say!("{words}（{rule}）", "{words} ({rule})", words = words, rule = rule),
        None => words,
    }
}

/// Whether a reason lowers what an item comes to by its own rule, and does not only say how it comes about.
pub(super) const fn lowers(code: ReasonCode) -> bool {
    matches!(
        code,
        ReasonCode::AwardedBefore
            | ReasonCode::OtherAid
            | ReasonCode::AboveBurden
            | ReasonCode::LessPayer
            | ReasonCode::NotMeasured
            | ReasonCode::BelowMinimum
            | ReasonCode::LimitLine
            | ReasonCode::LimitReceipt
            | ReasonCode::LimitHospitalisation
            | ReasonCode::LimitOperation
            | ReasonCode::LimitApplication
            | ReasonCode::LimitPeriod
            | ReasonCode::LimitLifetime
            | ReasonCode::LimitFund
            | ReasonCode::LimitCount
            | ReasonCode::LimitUnits
    )
}
