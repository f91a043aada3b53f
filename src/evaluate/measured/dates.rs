//! The dates of a receipt.

use crate::{adjudication::ReceiptDates, code::ReceiptDate, record::receipt::Receipt, value::Date};

/// The dates of a receipt in one struct.
pub(crate) fn dates(receipt: &Receipt) -> ReceiptDates {
    let mut dates = ReceiptDates::new();
    dates.visited_on = receipt.visited_on();
    dates.discharged_on = receipt.discharged_on();
    dates.issued_on = receipt.issued_on;
    dates.settled_on = receipt.settled_on();
    dates
}

impl ReceiptDate {
    /// One of the dates.
    pub(crate) const fn of(self, dates: &ReceiptDates) -> Option<Date> {
        match self {
            Self::VisitedOn => dates.visited_on,
            Self::DischargedOn => dates.discharged_on,
            Self::IssuedOn => dates.issued_on,
            Self::SettledOn => dates.settled_on,
        }
    }

    /// Its path in a receipt.
    pub(crate) const fn member(self) -> &'static str {
        match self {
            Self::VisitedOn => "visitDate",
            Self::DischargedOn => "stay/end",
            Self::IssuedOn => "issuedOn",
            Self::SettledOn => "settlement/settledOn",
        }
    }
}
