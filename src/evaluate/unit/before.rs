//! The earlier awards for the same unit, from the ledger.

use super::identity::{UnitId, UnitOf};
use crate::evaluate::{
    input::Input,
    ledger::{Of, PastAward, PastUnit},
    measured::Measured,
};

/// The awards to other applications for a unit, or the aid of this programme that the application lists for it.
pub(crate) fn awarded_before(input: &Input<'_>, id: &UnitId<'_>, receipts: &[&Measured<'_>]) -> i64 {
    let ledger = input.ledger;
    if !ledger.has_units() {
        return 0;
    }
    let key = ledger.is_adjudicated.then(|| id.key(input.case));
    let same = |award: &PastAward<'_>, past: &PastUnit<'_>| match (&id.of, &key) {
        (UnitOf::Receipt(measured), Some(key)) => {
            let of = award.receipt();
            let same = of == Some(measured.ix) || (of.is_none() && past.key == Some(key));
            past.item == Some(id.item()) && same
        }
        (_, Some(key)) => past.key == Some(key),
        (UnitOf::Period(period), None) if !past.names_receipts => {
            past.day.and_then(|day| period.contains(day)) == Some(true)
        }
        (_, None) => award.is_within(receipts),
    };
    ledger.parts(Of::Others).filter(|(award, past)| same(award, past)).map(|(award, _)| award.amount).sum()
}
