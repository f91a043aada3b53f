//! What one receipt is among those of its application.

/// What a receipt is among those of its application.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    /// Whether it, or a number of it, stands in the application before.
    pub(crate) duplicate: bool,
    /// Whether it was voided, is reversed (as it says itself, or another one) or a reversal.
    pub(crate) void: bool,
    /// Whether it is a part of an original that is more than the whole of it, by itself or with others.
    pub(crate) exceeds: bool,
    /// What must be known of it before it is known whether it counts.
    pub(crate) doubt: Doubt,
}

impl Standing {
    /// Whether it counts, if it is the child's and nothing is in doubt.
    pub(crate) const fn counts(&self) -> bool {
        !self.duplicate && !self.void && !self.exceeds
    }
}

/// What must be known of a receipt before it is known whether it counts.
#[derive(Debug, Default)]
pub(crate) struct Doubt {
    /// Whether it is valid, and another one of its number says that it is not.
    pub(crate) is_contradicted: bool,
    /// Whether it refunds what the application does not hold.
    pub(crate) is_unmatched: bool,
    /// What would tell it apart from receipts of which it may be one more copy: of which receipt, and which member.
    pub(crate) alike: Vec<(usize, &'static str)>,
    /// The split sheets that do not name their original, by which it may be exceeded: their places.
    pub(crate) unnamed: Vec<usize>,
}

impl Doubt {
    /// What is missing, if anything is: of which receipt, and which member. `own` is the receipt's place.
    pub(crate) fn wants(&self, own: usize) -> impl Iterator<Item = (usize, &'static str)> {
        let status = self.is_contradicted.then_some((own, "status"));
        let reverses = self.is_unmatched.then_some((own, "reverses"));
        let originals = self.unnamed.iter().map(|place| (*place, "original"));
        status.into_iter().chain(reverses).chain(self.alike.iter().copied()).chain(originals)
    }
}
