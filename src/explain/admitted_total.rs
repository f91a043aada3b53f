//! The charges of the receipts that a decision admits.

use super::{Words, numeral::yuan, words::say};
use crate::{
    adjudication::{Adjudication, ReceiptOutcome},
    code::Truth,
    value::SignedMoney,
};

/// The number of admitted receipts and the sum of their charges. `None` if none is admitted, or if the sum is not an amount of a
/// document.
pub(super) fn stated(outcome: &Adjudication) -> Option<Words> {
    let admitted = || {
        let all = outcome.receipts.iter().flat_map(|all| all.iter());
        all.filter(|receipt: &&ReceiptOutcome| receipt.admitted == Truth::Yes)
    };
    let sum = admitted().try_fold(SignedMoney::ZERO, |sum, receipt| sum.checked_add(receipt.billed))?;
    let (count, sum) = (Words::same(admitted().count()), yuan(sum));
    match admitted().count() {
        0 => None,
        1 => Some(say!("计入票据 1 张，费用 {x}", "charges on the one admitted receipt: {x}", x = sum)),
        _ => Some(say!(
            "计入票据 {n} 张，费用合计 {x}",
            "charges on the {n} admitted receipts, in total: {x}",
            n = count,
            x = sum
        )),
    }
}
