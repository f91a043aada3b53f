//! A small generator of random numbers.

/// Pseudo-random numbers that are the same in every run.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).unwrap()).unwrap()
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// True with that probability, in percent.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// That number of different items of a list, in the order of the list.
    pub fn some<T: Clone>(&mut self, items: &[T], least: usize) -> Vec<T> {
        let mut kept: Vec<T> = items.iter().filter(|_| self.chance(45)).cloned().collect();
        for item in items.iter().take(least) {
            if kept.len() < least {
                kept.push(item.clone());
            }
        }
        kept
    }

    /// An amount in fen: small, medium or large, often round.
    pub fn fen(&mut self, most: i64) -> i64 {
        let most = usize::try_from(most).unwrap();
        let fen = match self.below(10) {
            0 => self.below(200.min(most) + 1),
            1..=3 => self.below(most / 100 + 1) * 100,
            4 => self.below(most / 10_000 + 1) * 10_000,
            _ => self.below(most + 1),
        };
        i64::try_from(fen).unwrap()
    }
}
