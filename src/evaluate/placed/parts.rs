//! The award of a unit, part by part.

use crate::evaluate::{
    allocation::allocate,
    column::{Column, LimitIx, LineIx, PlaceIx},
};

/// The award of a unit: on lines, or for the unit as a whole in one part. The struct is passed from unit to unit to
/// reuse its memory.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// The line of each part. Empty if the unit is one part.
    pub(crate) lines: Vec<LineIx>,
    pub(crate) amounts: Vec<i64>,
    /// The place of each part under each limit that applies to the unit.
    pub(crate) places: Column<LimitIx, Vec<Option<PlaceIx>>>,
    /// The parts that have a place, each after its place. This is memory for sorting them.
    pub(crate) order: Vec<(PlaceIx, usize)>,
    weights: Vec<i64>,
    lowered: Vec<i64>,
}

impl Parts {
    /// Memory for that number of limits.
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

    /// A part for each of some lines, with amount zero.
    pub(crate) fn put_on(&mut self, lines: &[LineIx]) {
        self.clear();
        self.lines.extend_from_slice(lines);
        self.amounts.resize(lines.len(), 0);
    }

    /// Adds an amount to the parts, in proportion to the weights that the closure fills in.
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

    /// Replaces the amounts of the parts by an amount, allocated in proportion to the weights.
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

    /// Lowers some parts, given by their indices, to a sum.
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
