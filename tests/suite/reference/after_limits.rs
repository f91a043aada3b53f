//! Limits that must be used up before an item awards (docs/evaluation.md, 8.24 and 8.25).

use super::{
    Case,
    award::{Cell, Done},
    unit::Unit,
};
use tongbiao::{
    eligibility::Truth,
    programme::{Limit, ProgrammeItem},
    value::LocalId,
};

impl Case<'_> {
    /// Awards nothing in each place in which one of the limits of `afterLimits` still leaves something.
    pub fn after_limits(&self, item: &ProgrammeItem, unit: &Unit, cells: &mut [Cell], done: &[Done]) {
        for id in item.after_limits.iter().flat_map(|ids| ids.iter()) {
            if cells.iter().all(|cell| cell.award == 0) {
                return;
            }
            let (limit, items) = self.earlier_limit(item, id);
            let answer = self.judge_all(limit.when.as_deref(), limit.when_any_of.as_deref(), &self.subject(unit));
            if answer.truth == Truth::No {
                cells.iter_mut().for_each(|cell| cell.award = 0);
                return;
            }
            self.missing.borrow_mut().extend(answer.missing);
            let gaps = self.limit_gaps(limit);
            self.missing.borrow_mut().extend(gaps);
            for cell in cells.iter_mut() {
                let Some(group) = self.group(limit, unit, cell).filter(|_| cell.award > 0) else {
                    cell.award = 0;
                    continue;
                };
                let most = self.known(self.amount(limit.amount.as_ref().unwrap(), &self.subject(unit)));
                let Some(most) = most.map(super::exact::Exact::floor) else { continue };
                if self.used_of(limit, &items, &group, done) < most {
                    cell.award = 0;
                }
            }
        }
    }

    /// The limit of preceding items with an identifier, and the items to which it applies.
    fn earlier_limit(&self, item: &ProgrammeItem, id: &LocalId) -> (&Limit, Vec<LocalId>) {
        let before = self.programme.items.iter().take_while(|other| other.id != item.id);
        let own = before.flat_map(|other| {
            other.limits.iter().flat_map(|limits| limits.iter()).map(|limit| (limit, vec![other.id.clone()]))
        });
        let shared = self.programme.limits.iter().flat_map(|limits| limits.iter());
        let shared = shared.filter_map(|limit| Some((limit, limit.items.as_ref()?.to_vec())));
        own.chain(shared).find(|(limit, items)| limit.id == *id && !items.contains(&item.id)).unwrap()
    }
}
