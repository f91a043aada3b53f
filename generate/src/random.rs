//! Random numbers whose sequence never changes: `SplitMix64`. The same seed gives the same documents in every version of a release
//! line and on every machine.

/// A source of random numbers.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    /// The source of a document. It depends on the seed, the number of the document, and the purpose.
    pub(crate) fn of(seed: u64, document: u64, purpose: u64) -> Self {
        let mut random = Self(seed ^ 0x6A09_E667_F3BC_C908);
        let mut mixed = random.next();
        for word in [document, purpose] {
            random = Self(mixed ^ word.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            mixed = random.next();
        }
        Self(mixed)
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number from zero to below the bound. The bound is at least one. The high bits decide; for the small bounds of this crate, the
    /// bias is negligible.
    fn below(&mut self, bound: u64) -> u64 {
        let wide = u128::from(self.next()) * u128::from(bound.max(1));
        u64::try_from(wide >> 64).unwrap_or_default()
    }

    /// A number in a range, both ends inclusive.
    pub(crate) fn within(&mut self, least: i64, most: i64) -> i64 {
        let span = u64::try_from(most.saturating_sub(least)).unwrap_or_default();
        least.saturating_add(i64::try_from(self.below(span.saturating_add(1))).unwrap_or_default())
    }

    /// Whether an event of this chance in percent occurs.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// A number of millionths, from zero to below one million.
    pub(crate) fn millionths(&mut self) -> u64 {
        self.below(1_000_000)
    }

    /// One of some items, which are not none.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let place = self.below(u64::try_from(items.len()).unwrap_or_default());
        items.get(usize::try_from(place).ok()?)
    }

    /// One of some items by weight.
    pub(crate) fn weighted<'a, T>(&mut self, items: &'a [T], weight: impl Fn(&T) -> u64) -> Option<&'a T> {
        let mut left = self.below(items.iter().map(&weight).sum());
        items.iter().find(|item| {
            let own = weight(item);
            let found = left < own;
            left = left.saturating_sub(own);
            found
        })
    }

    /// Hexadecimal digits.
    pub(crate) fn hex(&mut self, words: usize) -> String {
        (0..words).map(|_| format!("{:016x}", self.next())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_that_of_splitmix64() {
        // The reference values of the published algorithm for the seed 1234567.
        let mut random = Random(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn choices_are_in_their_ranges() {
        let mut random = Random::of(1, 2, 3);
        let numbers: Vec<i64> = (0..2000).map(|_| random.within(-3, 4)).collect();
        assert!((-3..=4).all(|number| numbers.contains(&number)) && numbers.iter().all(|n| (-3..=4).contains(n)));
        let heavy = (0..4000).filter(|_| random.weighted(&[1_u64, 3], |w| *w) == Some(&3)).count();
        assert!((2800..3200).contains(&heavy), "{heavy}");
        assert_eq!(random.within(5, 5), 5);
        assert_ne!(Random::of(1, 2, 3).next(), Random::of(1, 3, 2).next());
    }
}
