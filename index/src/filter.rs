//! A filter of the digests of an index. Most digests that are looked up are not in the index; the filter answers for them without a look
//! at the file.

use crate::key::Digest;

/// The highest number of words of eight bytes: 32 MiB.
const WORDS_MAX: u64 = 1 << 22;
/// The number of digests for each word. A word has four bits of each digest.
const DIGESTS: u64 = 4;

/// A set of digests that may also have some that were not added: of a hundred, about one.
pub(crate) struct Filter {
    words: Vec<u64>,
}

impl Filter {
    /// An empty filter for a number of digests. It uses two bytes for each, and 32 MiB at most; with more than 16 million digests, it has
    /// more of those that were not added.
    pub(crate) fn of(digests: u64) -> Self {
        let words = digests.div_ceil(DIGESTS).clamp(1, WORDS_MAX);
        Self { words: vec![0; usize::try_from(words).unwrap_or(1)] }
    }

    pub(crate) fn add(&mut self, digest: Digest) {
        let (place, bits) = self.place(digest);
        if let Some(word) = self.words.get_mut(place) {
            *word |= bits;
        }
    }

    /// Whether the digest may have been added. If not, it was not.
    pub(crate) fn may_have(&self, digest: Digest) -> bool {
        let (place, bits) = self.place(digest);
        self.words.get(place).is_none_or(|word| word & bits == bits)
    }

    /// The word of a digest, and its bits. The bits of a digest are those of an HMAC, so that no further hash is needed.
    fn place(&self, digest: Digest) -> (usize, u64) {
        let number = u64::from_be_bytes(digest);
        let words = u64::try_from(self.words.len()).unwrap_or(WORDS_MAX);
        let place = usize::try_from(((number >> 32) * words) >> 32).unwrap_or(usize::MAX);
        (place, [0, 6, 12, 18].into_iter().fold(0, |bits, shift| bits | 1 << (number >> shift & 63)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tongbiao_testkit::random::Random;

    #[test]
    fn a_filter_has_what_was_added_and_little_more() {
        for count in [0, 1, 5, 50_000] {
            let mut random = Random(7);
            let mut drawn = || random.next().to_be_bytes();
            let (added, others): (Vec<Digest>, Vec<Digest>) = (0..count).map(|_| (drawn(), drawn())).unzip();
            let mut filter = Filter::of(count);
            assert!(!others.iter().any(|digest| filter.may_have(*digest)));
            added.iter().for_each(|digest| filter.add(*digest));
            assert!(added.iter().all(|digest| filter.may_have(*digest)));
            let wrong = others.iter().filter(|digest| filter.may_have(**digest)).count();
            assert!(wrong * 50 <= others.len() || others.len() < 50, "{wrong} of {count}");
        }
        // A word for each digest would use more than is allowed.
        assert_eq!(Filter::of(u64::MAX).words.len() * 8, 32 * 1024 * 1024);
    }
}
