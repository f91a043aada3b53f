//! What an application is still due after its own earlier decisions (docs/evaluation.md, section 9, award).

use super::{
    Case,
    award::{Cell, Done},
    exact::spread,
    ledger::{Key, PastUnit},
};
use rust_decimal::Decimal;
use tongbiao::code::LimitScope;

impl Case<'_> {
    /// The amount due to each unit beyond the earlier awards of this application.
    pub fn supplement(&self, target: Vec<Done>) -> Vec<Done> {
        let mut all: Vec<Done> = Vec::new();
        let mut gone: Vec<(i128, Decimal)> =
            (0..self.programme.items.len()).map(|item| self.gone(item, &target)).collect();
        for mut one in target {
            let item = &self.programme.items[one.unit.item];
            let own = self.own_units_of(&one.unit);
            let before: i128 = own.iter().map(PastUnit::award).sum();
            one.overpaid += (before - one.award()).max(0);
            let moved = gone[one.unit.item].0.min((one.award() - before).max(0));
            gone[one.unit.item].0 -= moved;
            if before > 0 || moved > 0 {
                let due = (one.award() - before).max(0) - moved;
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
                let mut due = (count.now - before).max(Decimal::ZERO);
                if moved > 0 {
                    let number = gone[one.unit.item].1.min(due);
                    gone[one.unit.item].1 -= number;
                    due -= number;
                }
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

    /// What own earlier adjudications awarded to units of an item that are no units today: the amount, and the number.
    fn gone(&self, item: usize, target: &[Done]) -> (i128, Decimal) {
        let (mut sum, mut number) = (0, Decimal::ZERO);
        for past in self.past().into_iter().filter(|past| past.application == self.application.id) {
            for own in past.units.iter().filter(|own| own.item == self.programme.items[item].id) {
                let today = || target.iter().filter(|done| done.unit.item == item).map(|done| &done.unit);
                let is_there = |stay: Option<usize>| {
                    today().any(|unit| match unit.key {
                        Key::Stay(..) => stay == Some(self.stay(unit.receipts[0])),
                        _ => own.key.is(&unit.key),
                    })
                };
                for cell in own.cells.iter().filter(|cell| !is_there(self.stay_of_cell(past, own, cell))) {
                    sum += cell.award;
                }
                if own.award() > 0 && !is_there(self.stay_of_past(past, own)) {
                    number += own.count.map_or(Decimal::ZERO, |count| count.now);
                }
            }
        }
        (sum, number)
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
