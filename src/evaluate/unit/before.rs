//! The earlier awards of the ledger for the same unit.

use super::identity::{UnitId, UnitOf};
use crate::evaluate::{
    input::Input,
    ledger::{Of, PastAward, PastUnit},
};

/// The awards to other applications for a unit.
pub(crate) fn awarded_before(input: &Input<'_>, id: &UnitId<'_>) -> i64 {
    let ledger = input.ledger;
    if !ledger.is_adjudicated || !ledger.has_units() {
        return 0;
    }
    // Other applications have other units for the stays of their receipts.
    if matches!(id.of, UnitOf::Stay { .. }) {
        return 0;
    }
    let key = id.key(input.case);
    let same = |award: &PastAward<'_>, past: &PastUnit<'_>| match &id.of {
        UnitOf::Receipt(measured) => {
            let of = award.receipt();
            let same = of == Some(measured.ix) || (of.is_none() && past.key == Some(&key));
            past.item == Some(id.item()) && same
        }
        _ => past.key == Some(&key),
    };
    ledger.parts(Of::Others).filter(|(award, past)| same(award, past)).map(|(award, _)| award.amount).sum()
}
