//! Parts that a defect needs, and that a document otherwise has only by chance.

/// A part of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// A hardship certificate of the household.
    Certificate,
    /// Two guardians.
    Father,
    /// A receipt of an outpatient visit, the second receipt of an application.
    Outpatient,
    /// A reversed receipt, its reversal and the receipt issued again: the last three receipts of an application.
    Reversal,
    /// A payee with a bank card.
    Card,
    /// A first receipt that is electronic.
    Electronic,
    /// A first receipt that is settled by the insurer at the hospital.
    AtHospital,
    /// A first receipt of an inpatient.
    Inpatient,
    /// A first receipt with more lines than the printed receipt holds, and a fee list.
    Long,
    /// A child below eight years of age.
    Young,
}

/// The parts that a document needs.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Needs(pub(crate) &'static [Need]);

impl Needs {
    pub(crate) fn has(self, need: Need) -> bool {
        self.0.contains(&need)
    }
}
