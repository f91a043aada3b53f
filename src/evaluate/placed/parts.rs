//! What a unit is awarded, part by part.

use crate::evaluate::{
    allocation::allocate,
    column::{Column, LimitIx, LineIx, PlaceIx},
};

/// What a unit is awarded: on lines, or as a whole in one part. It is handed from unit to unit, so that its room is used again.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// The line of each part; none where the unit is one part.
    pub(crate) lines: Vec<LineIx>,
    pub(crate) amounts: Vec<i64>,
    /// Where each part counts, under each limit that is for the unit.
    pub(crate) places: Column<LimitIx, Vec<Option<PlaceIx>>>,
    /// Each part that counts somewhere, after its place: room to put them together.
    pub(crate) order: Vec<(PlaceIx, usize)>,
    weights: Vec<i64>,
    lowered: Vec<i64>,
}

impl Parts {
    /// Room for that number of limits.
    pub(crate) fn of(limits: usize) -> Self {
        Self { places: (0..limits).map(|_| Vec::new()).collect(), ..Self::default() }
    }

    pub(crate) fn sum(&self) -> i64 {
        self.amounts.iter().sum()
    }

    pub(crate) fn clear(&mut self) {
        self.lines.clear();
        self.amounts.clear();
    }

    /// One part, for the unit as a whole.
    pub(crate) fn put_whole(&mut self, amount: i64) {
        self.clear();
        self.amounts.push(amount);
    }

    /// A part for each of some lines, of nothing yet.
    pub(crate) fn put_on(&mut self, lines: &[LineIx]) {
        self.clear();
        self.lines.extend_from_slice(lines);
        self.amounts.resize(lines.len(), 0);
    }

    /// Adds an amount to the parts, by the weight of each, as it is filled in.
    pub(crate) fn allocate<E>(
        &mut self,
        amount: impl FnOnce(i64) -> i64,
        fill: impl FnOnce(&[LineIx], &mut Vec<i64>) -> Result<(), E>,
    ) -> Result<i64, E> {
        fill(&self.lines, &mut self.weights)?;
        let amount = amount(self.weights.iter().sum());
        allocate(amount, &self.weights, &mut self.amounts);
        Ok(amount)
    }

    /// An amount for the parts, by the weight of each, in place of what they were.
    pub(crate) fn put_by(&mut self, amount: i64, weights: &[i64]) {
        self.amounts.fill(0);
        allocate(amount, weights, &mut self.amounts);
    }

    /// Lowers all parts together to a sum.
    pub(crate) fn lower(&mut self, left: i64) {
        self.weights.clone_from(&self.amounts);
        self.amounts.fill(0);
        allocate(left, &self.weights, &mut self.amounts);
    }

    /// Lowers those of some parts, given by their numbers, to a sum.
    pub(crate) fn lower_some(&mut self, group: &[(PlaceIx, usize)], left: i64) {
        self.weights.clear();
        self.weights.extend(group.iter().filter_map(|(_, part)| self.amounts.get(*part)));
        self.lowered.clear();
        self.lowered.resize(self.weights.len(), 0);
        allocate(left, &self.weights, &mut self.lowered);
        for ((_, part), lowered) in group.iter().zip(&self.lowered) {
            if let Some(amount) = self.amounts.get_mut(*part) {
                *amount = *lowered;
            }
        }
    }
}
