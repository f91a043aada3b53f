//! Relations between conditions: which follow from others, and which exclude each other.

use super::{
    Reach,
    block::{Blocks, Literal, share_a_fact},
};

impl Reach<'_> {
    /// The preceding requirements that exclude the one at the index, reduced to the necessary ones.
    pub(super) fn culprits(&mut self, base: &Blocks, clauses: &[Vec<Literal>], index: usize) -> Vec<usize> {
        let mut others: Vec<usize> = (0..index).collect();
        for candidate in 0..index {
            let fewer: Vec<usize> = others.iter().copied().filter(|other| *other != candidate).collect();
            let mut left = Some(base.clone());
            for clause in fewer.iter().chain([&index]).filter_map(|place| clauses.get(*place)) {
                left = left.and_then(|left| Some(self.any(&left, clause)?.0));
            }
            if left.is_some_and(|left| left.is_empty()) {
                others = fewer;
            }
        }
        others
    }

    /// A requirement that implies the one at the index. Of two equivalent requirements, the later one is redundant.
    pub(super) fn implied(&mut self, index: usize, clauses: &[Vec<Literal>]) -> Option<usize> {
        let own = clauses.get(index)?;
        (0..clauses.len()).filter(|other| *other != index).find(|other| {
            let Some(clause) = clauses.get(*other) else { return false };
            self.clause_follows(clause, own) && (*other < index || !self.clause_follows(own, clause))
        })
    }

    /// Whether a requirement follows from another.
    pub(super) fn clause_follows(&mut self, from: &[Literal], clause: &[Literal]) -> bool {
        if !self.share_a_fact(from, clause) {
            return false;
        }
        let holds = self.any(&Blocks::everything(), from).map(|(holds, _)| holds);
        let open = holds.filter(|holds| !holds.is_empty()).and_then(|holds| Some(self.any(&holds, clause)?.1));
        open.is_some_and(|open| open.is_empty())
    }

    /// A literal of a list that makes the one at the index redundant. Of two equivalent literals, the later one is
    /// redundant.
    pub(super) fn covering(
        &mut self,
        index: usize,
        literals: &[Literal],
        covers: impl Fn(&mut Self, &Literal, &Literal) -> bool,
    ) -> Option<usize> {
        let own = literals.get(index)?;
        (0..literals.len()).filter(|other| *other != index).find(|other| {
            let Some(literal) = literals.get(*other) else { return false };
            covers(self, own, literal) && (*other < index || !covers(self, literal, own))
        })
    }

    /// Whether the second follows from the first.
    pub(super) fn follows(&mut self, first: &Literal, second: &Literal) -> bool {
        let shared = self.share_a_fact(std::slice::from_ref(first), std::slice::from_ref(second));
        if !shared || self.never(first) != Some(false) {
            return false;
        }
        let both = [first.clone(), second.clone().negated()];
        self.all(&Blocks::everything(), &both).is_some_and(|(holds, _)| holds.is_empty())
    }

    /// Whether two lists of conditions share a fact. Otherwise neither follows from the other.
    pub(super) fn share_a_fact(&mut self, some: &[Literal], others: &[Literal]) -> bool {
        let shared = share_a_fact(some, others, &self.work);
        self.missed |= shared.is_none();
        shared == Some(true)
    }

    /// Whether a condition never holds.
    pub(super) fn never(&mut self, literal: &Literal) -> Option<bool> {
        Some(self.all(&Blocks::everything(), std::slice::from_ref(literal))?.0.is_empty())
    }

    pub(super) fn any(&mut self, blocks: &Blocks, literals: &[Literal]) -> Option<(Blocks, Blocks)> {
        let parts = blocks.any(literals, &self.work);
        self.missed |= parts.is_none();
        parts
    }

    pub(super) fn every(&mut self, blocks: &Blocks, clauses: &[Vec<Literal>]) -> Option<(Blocks, Blocks)> {
        let parts = blocks.every(clauses, &self.work);
        self.missed |= parts.is_none();
        parts
    }

    pub(super) fn all(&mut self, blocks: &Blocks, literals: &[Literal]) -> Option<(Blocks, Blocks)> {
        let parts = blocks.all(literals, &self.work);
        self.missed |= parts.is_none();
        parts
    }
}
