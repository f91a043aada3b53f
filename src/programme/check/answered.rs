//! The pairs of codes that the rows of a table cover so far.

use std::collections::HashMap;

/// The covered pairs of codes: for each first code, a bit for each second code.
///
/// A document may list millions of pairs. A row adds all of its second codes at once.
#[derive(Debug, Default)]
pub(super) struct Answered<'a> {
    places: HashMap<&'a str, usize>,
    rows: HashMap<&'a str, Vec<u64>>,
}

impl<'a> Answered<'a> {
    /// Adds every pair of a row. Returns whether one of them is new.
    pub(super) fn add(&mut self, firsts: impl Iterator<Item = &'a str>, seconds: &[&'a str]) -> bool {
        let mut mask: Vec<u64> = Vec::new();
        for second in seconds {
            let next = self.places.len();
            let place = *self.places.entry(second).or_insert(next);
            let (word, bit) = (place / 64, 1_u64 << (place % 64));
            if mask.len() <= word {
                mask.resize(word + 1, 0);
            }
            mask.iter_mut().skip(word).take(1).for_each(|own| *own |= bit);
        }
        let mut new = false;
        for first in firsts {
            let answered = self.rows.entry(first).or_default();
            if answered.len() < mask.len() {
                answered.resize(mask.len(), 0);
            }
            for (own, added) in answered.iter_mut().zip(&mask) {
                new |= added & !*own != 0;
                *own |= added;
            }
        }
        new
    }

    /// Whether a pair is covered.
    pub(super) fn contains(&self, first: &str, second: &str) -> bool {
        let word = self.places.get(second).and_then(|place| Some((*self.rows.get(first)?.get(place / 64)?, place)));
        word.is_some_and(|(word, place)| word >> (place % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_answered_once() {
        let mut answered = Answered::default();
        let many: Vec<String> = (0..200).map(|i| format!("s{i}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(answered.add(["a", "b"].into_iter(), &many[..100]));
        assert!(!answered.add(["b"].into_iter(), &many[..100]));
        assert!(answered.add(["b"].into_iter(), &many[99..]));
        assert!(answered.contains("b", "s199") && !answered.contains("a", "s199"));
        assert!(answered.contains("a", "s99") && !answered.contains("c", "s0") && !answered.contains("a", "x"));
        assert!(!answered.add([].into_iter(), &many));
    }
}
