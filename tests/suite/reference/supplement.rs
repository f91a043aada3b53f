//! What an application is still due after its own earlier decisions (docs/evaluation.md, section 9, award).

use super::{
    Case,
    award::{Cell, Done},
    exact::spread,
    ledger::PastUnit,
};
use rust_decimal::Decimal;
use tongbiao::code::LimitScope;

impl Case<'_> {
    /// The amount due to each unit beyond the earlier awards of this application.
    pub fn supplement(&self, target: Vec<Done>) -> Vec<Done> {
        let mut all: Vec<Done> = Vec::new();
        for mut one in target {
            let item = &self.programme.items[one.unit.item];
            let own = self.own_units_of(&one.unit);
            let before: i128 = own.iter().map(PastUnit::award).sum();
            one.overpaid = (before - one.award()).max(0);
            if before > 0 {
                let due = (one.award() - before).max(0);
                let weights: Vec<i128> = if one.cells.len() == 1 {
                    vec![1]
                } else {
                    let paid = self.paid_on(&one.cells, &own);
                    one.cells.iter().zip(paid).map(|(cell, paid)| (cell.award - paid).max(0)).collect()
                };
                for (cell, part) in one.cells.iter_mut().zip(spread(due, &weights)) {
                    cell.award = part;
                }
            }
            if let Some(count) = &mut one.count {
                let before: Decimal = own.iter().filter_map(|past| past.count).map(|count| count.now).sum();
                let due = (count.now - before).max(Decimal::ZERO);
                count.now = if one.cells.iter().any(|cell| cell.award > 0) { due } else { Decimal::ZERO };
            }
            let together = [LimitScope::Application, LimitScope::Period, LimitScope::Lifetime];
            for scope in together {
                for (limit, items) in self.limits_for(item).into_iter().filter(|(limit, _)| limit.scope == scope) {
                    self.cut_by_units(limit, &items, &mut one, &all);
                    // A service that was given stays given.
                    let mut given = false;
                    self.limit(limit, &items, &one.unit, &mut one.cells, &mut given, &all);
                }
            }
            all.push(one);
        }
        all
    }

    /// The amount paid on each line of a unit. The amount paid on a receipt without lines is allocated in proportion to
    /// the awards of its lines.
    fn paid_on(&self, cells: &[Cell], own: &[PastUnit]) -> Vec<i128> {
        let mut paid = vec![0; cells.len()];
        for past in own.iter().flat_map(|unit| &unit.cells).filter(|past| past.receipts.len() == 1) {
            let same = |cell: &Cell| {
                let [receipt] = cell.receipts.as_slice() else { return false };
                super::admitted::share_a_key(&self.receipts()[*receipt].keys(), &past.receipts[0].keys)
            };
            let on_line = |cell: &Cell| past.line.is_none() || past.line == cell.line;
            let of: Vec<usize> = (0..cells.len()).filter(|at| same(&cells[*at]) && on_line(&cells[*at])).collect();
            let targets: Vec<i128> = of.iter().map(|at| cells[*at].award).collect();
            let parts = if past.line.is_some() { vec![past.award; of.len()] } else { spread(past.award, &targets) };
            of.into_iter().zip(parts).for_each(|(at, part)| paid[at] += part);
        }
        paid
    }
}
