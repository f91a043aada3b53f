//! Cases of several facts as boxes: for each fact, the values that it may have.
//!
//! Boxes are split into disjoint boxes and never copied into overlapping ones, so each step only makes them smaller.
//! The number of boxes and the work for one document are bounded. Beyond the bounds there is no result.

use crate::programme::interval::Intervals;
use std::{cell::Cell, collections::BTreeSet};

/// The maximum number of boxes examined together.
pub(super) const BLOCKS_MAX: usize = 4_096;
/// The maximum number of comparisons for one document.
const WORK_MAX: usize = 1_000_000;

/// The values of one fact that satisfy a condition, and those that do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Atom {
    pub(super) axis: usize,
    pub(super) values: Intervals,
    pub(super) others: Intervals,
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Literal {
    /// One of these is sufficient.
    Any(Vec<Atom>),
    /// All of these are required.
    All(Vec<Atom>),
}

impl Literal {
    /// The negation if requested.
    pub(super) fn negated_if(self, negated: bool) -> Self {
        if negated { self.negated() } else { self }
    }

    /// The negation.
    pub(super) fn negated(self) -> Self {
        let opposite = |atoms: Vec<Atom>| {
            let swap = |Atom { axis, values, others }| Atom { axis, values: others, others: values };
            atoms.into_iter().map(swap).collect()
        };
        match self {
            Self::Any(atoms) => Self::All(opposite(atoms)),
            Self::All(atoms) => Self::Any(opposite(atoms)),
        }
    }

    /// The facts that it uses.
    fn axes(&self) -> impl Iterator<Item = usize> {
        let (Self::Any(atoms) | Self::All(atoms)) = self;
        atoms.iter().map(|atom| atom.axis)
    }
}

/// Whether two lists of conditions share a fact. `None` beyond the bounds.
pub(super) fn share_a_fact(some: &[Literal], others: &[Literal], work: &Work) -> Option<bool> {
    let axes: BTreeSet<usize> = some.iter().flat_map(Literal::axes).collect();
    let mut steps = axes.len();
    let shared = others.iter().flat_map(Literal::axes).inspect(|_| steps += 1).any(|axis| axes.contains(&axis));
    work.spend(steps).map(|()| shared)
}

/// A box: the values of each listed fact, in the order of the facts. Other facts may have any value.
#[derive(Debug, Clone, Default)]
struct Block(Vec<(usize, Intervals)>);

impl Block {
    /// The part of the box in which a fact has one of the values. `None` if it is empty.
    fn with(&self, axis: usize, values: &Intervals, work: &Work) -> Option<Self> {
        work.spend(self.0.len() + values.len())?;
        let place = self.0.binary_search_by_key(&axis, |(axis, _)| *axis);
        let met = match place.ok().and_then(|place| self.0.get(place)) {
            Some((_, own)) => own.meet(values),
            None => values.clone(),
        };
        if met.is_empty() {
            return None;
        }
        let mut block = self.0.clone();
        match place {
            Ok(place) => *block.get_mut(place)? = (axis, met),
            Err(place) => block.insert(place, (axis, met)),
        }
        Some(Self(block))
    }

    /// The parts of the box in which a condition holds and those in which it does not, all disjoint.
    fn split(&self, literal: &Literal, work: &Work) -> (Vec<Self>, Vec<Self>) {
        let (Literal::Any(atoms) | Literal::All(atoms)) = literal;
        let any = matches!(literal, Literal::Any(_));
        let (mut found, mut rest) = (Vec::new(), Some(self.clone()));
        for Atom { axis, values, others } in atoms {
            let Some(block) = rest else { break };
            // Among alternatives, one that holds ends the search. Among required conditions, one that fails does.
            let (ends, goes_on) = if any { (values, others) } else { (others, values) };
            found.extend(block.with(*axis, ends, work));
            rest = block.with(*axis, goes_on, work);
        }
        let rest = rest.into_iter().collect();
        if any { (found, rest) } else { (rest, found) }
    }
}

/// The remaining work.
#[derive(Debug)]
pub(super) struct Work(Cell<usize>);

impl Default for Work {
    fn default() -> Self {
        Self(Cell::new(WORK_MAX))
    }
}

impl Work {
    fn spend(&self, cost: usize) -> Option<()> {
        let left = self.0.get().saturating_sub(cost + 1);
        self.0.set(left);
        (left > 0).then_some(())
    }

    /// Whether all requested work was done. Otherwise no result is valid.
    pub(super) fn is_left(&self) -> bool {
        self.0.get() > 0
    }
}

/// Disjoint boxes: all cases that are still possible.
#[derive(Debug, Clone)]
pub(super) struct Blocks(Vec<Block>);

impl Blocks {
    /// Every case.
    pub(super) fn everything() -> Self {
        Self(vec![Block::default()])
    }

    /// Whether no case remains.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The facts of each box, with their values.
    pub(super) fn facts(&self) -> impl Iterator<Item = &[(usize, Intervals)]> {
        self.0.iter().map(|Block(facts)| facts.as_slice())
    }

    /// The cases in which one of the conditions holds, and those in which none does. `None` beyond the bounds.
    pub(super) fn any(&self, literals: &[Literal], work: &Work) -> Option<(Self, Self)> {
        let (mut holds, mut rest) = (Vec::new(), self.0.clone());
        for literal in literals {
            let (found, left) = divided(&rest, literal, work)?;
            holds.extend(found);
            rest = left;
        }
        Some((bounded(holds)?, bounded(rest)?))
    }

    /// The cases in which one of each group of conditions holds, and the others. `None` beyond the bounds.
    pub(super) fn every(&self, clauses: &[Vec<Literal>], work: &Work) -> Option<(Self, Self)> {
        let (mut holds, mut fails) = (self.clone(), Vec::new());
        for clause in clauses {
            let (found, left) = holds.any(clause, work)?;
            fails.extend(left.0);
            holds = found;
        }
        Some((holds, bounded(fails)?))
    }

    /// The cases in which all of the conditions hold, and those in which one does not. `None` beyond the bounds.
    pub(super) fn all(&self, literals: &[Literal], work: &Work) -> Option<(Self, Self)> {
        let (mut holds, mut fails) = (self.0.clone(), Vec::new());
        for literal in literals {
            let (found, left) = divided(&holds, literal, work)?;
            fails.extend(left);
            holds = found;
        }
        Some((bounded(holds)?, bounded(fails)?))
    }
}

fn bounded(blocks: Vec<Block>) -> Option<Blocks> {
    (blocks.len() <= BLOCKS_MAX).then_some(Blocks(blocks))
}

fn divided(blocks: &[Block], literal: &Literal, work: &Work) -> Option<(Vec<Block>, Vec<Block>)> {
    let (mut holds, mut fails) = (Vec::new(), Vec::new());
    for block in blocks {
        let (yes, no) = block.split(literal, work);
        holds.extend(yes);
        fails.extend(no);
        if !work.is_left() || holds.len().max(fails.len()) > BLOCKS_MAX {
            return None;
        }
    }
    Some((holds, fails))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atom(axis: usize, lower: i64, upper: i64) -> Atom {
        let values = Intervals::between(lower, upper);
        Atom { axis, others: values.others((0, 9)), values }
    }

    /// Counts the points of a plane by boxes and one by one.
    #[test]
    fn boxes_are_the_points_that_satisfy() {
        let literals = [
            Literal::Any(vec![atom(0, 2, 6)]),
            Literal::Any(vec![atom(0, 0, 3), atom(1, 5, 9)]),
            Literal::All(vec![atom(0, 1, 8), atom(1, 0, 7)]),
        ];
        let holds = |literal: &Literal, point: [i64; 2]| {
            let inside =
                |atom: &Atom| !atom.values.meet(&Intervals::between(point[atom.axis], point[atom.axis])).is_empty();
            match literal {
                Literal::Any(atoms) => atoms.iter().any(inside),
                Literal::All(atoms) => atoms.iter().all(inside),
            }
        };
        let work = Work::default();
        let counted = |blocks: &Blocks, point: [i64; 2]| {
            let inside = |block: &&Block| {
                block
                    .0
                    .iter()
                    .all(|(axis, values)| !values.meet(&Intervals::between(point[*axis], point[*axis])).is_empty())
            };
            blocks.0.iter().filter(inside).count()
        };
        for mask in 0..8 {
            let chosen: Vec<Literal> =
                literals.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, l)| l.clone()).collect();
            let (all, not_all) = Blocks::everything().all(&chosen, &work).unwrap();
            let (any, none) = Blocks::everything().any(&chosen, &work).unwrap();
            for point in (0..100).map(|i| [i / 10, i % 10]) {
                let expected = chosen.iter().all(|literal| holds(literal, point));
                assert_eq!(counted(&all, point), usize::from(expected), "{mask} {point:?}");
                assert_eq!(counted(&not_all, point), usize::from(!expected), "{mask} {point:?}");
                let expected = chosen.iter().any(|literal| holds(literal, point));
                assert_eq!(counted(&any, point), usize::from(expected), "{mask} {point:?}");
                assert_eq!(counted(&none, point), usize::from(!expected), "{mask} {point:?}");
            }
        }
    }

    #[test]
    fn beyond_the_bounds_nothing_is_said() {
        let work = Work::default();
        let mut blocks = Some(Blocks::everything());
        for step in 0..20 {
            let pair = Literal::Any(vec![atom(2 * step, 0, 1), atom(2 * step + 1, 0, 1)]);
            blocks = blocks.and_then(|blocks| Some(blocks.all(&[pair], &work)?.0));
        }
        assert!(blocks.is_none());
    }
}
