//! What other applications bring to a period, without what earlier items were awarded on it (docs/evaluation.md, 5.8 and 5.33).

use super::{
    Case, admitted,
    ledger::{Past, PastCell, PastUnit},
    line_days, period,
};
use tongbiao::programme::ProgrammeItem;

impl Case<'_> {
    /// The awards of the deducted items to an application on the receipts of its unit.
    pub fn less_before(&self, item: &ProgrammeItem, last: &Past, unit: &PastUnit) -> i128 {
        let basis = item.basis.as_ref().unwrap();
        let (Some(less), Some(rule)) = (&basis.less_items, &basis.period) else { return 0 };
        let is_other_period = |cell: &PastCell| {
            let day = cell.charged_on.filter(|_| line_days::by_line(rule));
            day.is_some_and(|day| period::holding(rule, day, self.given.as_of) != unit.key.span())
        };
        let is_on_unit = |cell: &PastCell| {
            let on = |keys| unit.all.iter().any(|own| admitted::share_a_key(&own.keys, keys));
            !cell.receipts.is_empty() && cell.receipts.iter().all(|receipt| on(&receipt.keys))
        };
        let pasts = self.past().into_iter().filter(|past| past.application == last.application);
        let units = pasts.flat_map(|past| &past.units).filter(|unit| less.contains(&unit.item));
        let cells = units.flat_map(|unit| &unit.cells);
        cells.filter(|cell| is_on_unit(cell) && !is_other_period(cell)).map(|cell| cell.award).sum()
    }
}
