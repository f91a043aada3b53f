//! The reconciliation of an advance: what follows after the receipts are issued.

use super::{Words, words::say};
use crate::{adjudication::Adjudication, code::AwardCeiling, programme::Programme, value::Money};

/// Whether an amount is awarded in advance, and compared with the receipts later.
fn is_advance(outcome: &Adjudication, programme: Option<&Programme>) -> bool {
    let is_paid = outcome.amount.is_some_and(|amount| amount > Money::ZERO);
    let is_advance = |programme: &Programme| programme.coordination.ceiling == AwardCeiling::AtReconciliation;
    is_paid && programme.is_some_and(is_advance)
}

/// The reconciliation, for the family: what follows, and which documents are required. Empty unless an advance is awarded.
pub(super) fn announced(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<Words> {
    if !is_advance(outcome, programme) {
        return Vec::new();
    }
    vec![
        say!(
            "本次金额为先行给付。费用结算后，本项目核对该金额是否超过家庭负担；超过的如何处理，请向本项目询问",
            "the amount is paid in advance. After the hospital's bill is settled, the programme checks whether it exceeds the family's \
             share; ask the programme how it treats an excess"
        ),
        say!(
            "请保留全部医疗收费票据、医保结算单和其他支付方的给付凭证，按本项目的要求提交",
            "keep all hospital receipts, the insurer's settlement sheets and proof of payments by other payers, and submit them when \
             the programme requires them"
        ),
    ]
}

/// The reconciliation, for the case worker. Empty unless an advance is awarded.
pub(super) fn noted(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<Words> {
    if !is_advance(outcome, programme) {
        return Vec::new();
    }
    vec![
        say!(
            "先行给付：本次核定未与家庭负担比较；费用结算后，须核对给付金额是否超过家庭负担 [{code}]",
            "paid in advance: this adjudication did not compare the award with the family's share; check after the hospital's bill is \
             settled whether the award exceeds it [{code}]",
            code = Words::same(AwardCeiling::AtReconciliation),
        ),
        say!(
            "核对所需材料：全部医疗收费票据、医保结算单和其他支付方的给付凭证",
            "documents for this check: all hospital receipts, the insurer's settlement sheets and proof of payments by other payers"
        ),
    ]
}
