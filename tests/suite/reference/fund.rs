//! What the fund and the smallest award leave of the awards (docs/evaluation.md, section 8).

use super::{Case, award::Done};
use tongbiao::code::{BelowMinimum, LimitScope};

impl Case<'_> {
    /// The part of the amount due that the fund covers. It is zero if it is then below a minimum award.
    pub fn within_fund(&self, due: Vec<Done>) -> Vec<Done> {
        let mut all: Vec<Done> = Vec::new();
        for mut one in due {
            let item = &self.programme.items[one.unit.item];
            let stood = one.award();
            for (limit, items) in self.limits_for(item) {
                if limit.scope == LimitScope::FundBalance {
                    let mut given = false;
                    self.limit(limit, &items, &one.unit, &mut one.cells, &mut given, &all);
                }
            }
            if one.award() < stood {
                one.cut_by.insert(LimitScope::FundBalance);
            }
            all.push(one);
        }
        let sum: i128 = all.iter().map(Done::award).sum();
        if let Some(minimum) = &self.programme.minimum_award
            && minimum.below == BelowMinimum::PayNothing
            && sum < i128::from(minimum.amount.fen())
        {
            all.iter_mut().flat_map(|done| &mut done.cells).for_each(|cell| cell.award = 0);
        }
        all
    }

    /// Sections 5 to 8 with the minimum award.
    pub fn with_minimum(&self) -> Vec<Done> {
        let mut done = self.compute(None);
        let sum: i128 = done.iter().map(Done::award).sum();
        let Some(minimum) = &self.programme.minimum_award else { return done };
        let least = i128::from(minimum.amount.fen());
        if sum == 0 || sum >= least {
            return done;
        }
        match minimum.below {
            BelowMinimum::PayNothing => {
                done.iter_mut().flat_map(|done| &mut done.cells).for_each(|cell| cell.award = 0);
                done
            }
            _ => {
                let first = done.iter().position(|done| done.award() > 0).unwrap();
                self.compute(Some((first, least - sum)))
            }
        }
    }
}
