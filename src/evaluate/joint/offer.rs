//! What units offer, what remains for them, and what they are awarded.

use crate::evaluate::allocation::allocated;

/// What a unit of a member offers.
#[derive(Debug, Clone, Default)]
pub(super) struct Offer {
    /// The index of the unit among those of the member.
    pub(super) unit: usize,
    pub(super) amount: i64,
    /// Its lines, each with the part of the amount that the unit alone would pay there. Empty for an award as a whole.
    pub(super) lines: Vec<(usize, i64)>,
    /// Whether a limit binds each part to its line.
    pub(super) is_bound: bool,
}

impl Offer {
    /// The offer lowered to an amount. What a bound unit can be paid on each line stays.
    pub(super) fn cut(&mut self, most: i64) {
        self.amount = self.amount.min(most.max(0));
    }

    /// Its lines that have something left.
    pub(super) fn open_lines<'o>(&'o self, gap: &'o Gap) -> impl Iterator<Item = usize> + 'o {
        self.lines.iter().map(|(line, _)| *line).filter(|line| gap.of(*line) > 0)
    }

    /// The parts of the offer, lowered to an amount, if no line has less than its part left.
    pub(super) fn kept(&self, amount: i64, gap: &Gap) -> Option<Placed> {
        let parts: Vec<i64> = self.lines.iter().map(|(_, part)| *part).collect();
        let lines = self.lines.iter().map(|(line, _)| *line).zip(allocated(amount, &parts)).collect();
        let kept = Placed { amount, lines, excess: 0 };
        kept.lines.iter().all(|(line, part)| *part <= gap.of(*line)).then_some(kept)
    }

    /// An amount of the offer on lines of one class: its own parts if they fit, otherwise spread by what remains of each line.
    pub(super) fn in_class(&self, amount: i64, gap: &Gap) -> Placed {
        self.kept(amount, gap).unwrap_or_else(|| {
            let mut lines: Vec<(usize, i64)> =
                self.lines.iter().map(|(line, _)| (*line, gap.of(*line).max(0))).collect();
            lines.sort_unstable();
            let weights: Vec<i64> = lines.iter().map(|(_, left)| *left).collect();
            let lines = lines.into_iter().map(|(line, _)| line).zip(allocated(amount, &weights));
            Placed { amount, lines: lines.collect(), excess: 0 }
        })
    }
}

/// Offers that together have a maximum: those of a member.
#[derive(Debug, Clone, Default)]
pub(super) struct Group<'o> {
    pub(super) most: i64,
    pub(super) offers: Vec<&'o Offer>,
}

impl Group<'_> {
    /// The sum of its offers.
    pub(super) fn offered(&self) -> i64 {
        self.offers.iter().map(|offer| offer.amount).fold(0, i64::saturating_add)
    }
}

/// What remains of the family's share: of each line, and in total.
#[derive(Debug, Clone, Default)]
pub(super) struct Gap {
    pub(super) lines: Vec<i64>,
    pub(super) total: i64,
}

impl Gap {
    pub(super) fn of(&self, line: usize) -> i64 {
        self.lines.get(line).copied().unwrap_or(0)
    }

    /// Lowers it by what is awarded.
    pub(super) fn lower(&mut self, placed: &Placed) {
        self.total -= placed.amount;
        for (line, amount) in &placed.lines {
            if let Some(left) = self.lines.get_mut(*line) {
                *left -= amount;
            }
        }
    }
}

/// The award of a unit under the plan.
#[derive(Debug, Clone, Default)]
pub(super) struct Placed {
    pub(super) amount: i64,
    /// Its part on each line; empty for an award as a whole.
    pub(super) lines: Vec<(usize, i64)>,
    /// The part of an advance above what remained.
    pub(super) excess: i64,
}
