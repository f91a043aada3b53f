//! A receipt of an application, made ready: its amounts in fen, its dates, its lines, and what is known of its state.

use super::dates::dates;
use crate::{
    adjudication::ReceiptDates,
    code::Measure,
    eligibility::Missing,
    evaluate::{
        column::{LineIx, ReceiptIx, Rows},
        missing::Lacks,
    },
    record::{
        receipt::{Amounts, Receipt},
        register::{Doubt, Standing},
    },
    value::{Money, NameDoubt, NameMatch},
};

/// A receipt of an application, made ready.
#[derive(Debug)]
pub(crate) struct Measured<'a> {
    pub(crate) ix: ReceiptIx,
    /// Its place in the application.
    pub(crate) place: usize,
    pub(crate) receipt: &'a Receipt,
    /// Whether it, or a number of it, occurs in the application before.
    pub(crate) duplicate: bool,
    /// Whether it was voided, is reversed or a reversal.
    pub(crate) void: bool,
    /// Whether it is a part of an original that is more than the whole of it.
    pub(crate) exceeds: bool,
    /// What must be known of it before it is known whether it counts.
    pub(crate) doubt: Doubt,
    /// The name on it, compared with the child's; `None` if it states none.
    pub(crate) patient: Option<NameMatch>,
    /// Its lines, or itself where they cannot be used.
    pub(crate) lines: Rows<LineIx>,
    pub(crate) has_lines: bool,
    pub(crate) amounts: Amounts,
    /// Whether its lines state the family's share, and it adds up.
    pub(crate) person_stated: bool,
    /// Its dates, side by side: where a receipt is placed by one, the whole of it need not be looked at.
    pub(crate) dates: ReceiptDates,
}

impl<'a> Measured<'a> {
    /// A receipt with its amounts; its lines, and whether these, where they can be used, state the family's share; and whether it
    /// names the child.
    pub(crate) fn of(
        (ix, place): (ReceiptIx, usize),
        receipt: &'a Receipt,
        standing: Standing,
        amounts: Amounts,
        (lines, stated): (Rows<LineIx>, Option<bool>),
        patient: Option<NameMatch>,
    ) -> Self {
        let Standing { duplicate, void, exceeds, doubt } = standing;
        Self {
            ix,
            place,
            receipt,
            duplicate,
            void,
            exceeds,
            doubt,
            patient,
            lines,
            has_lines: stated.is_some(),
            amounts,
            person_stated: stated.unwrap_or_default(),
            dates: dates(receipt),
        }
    }

    /// A measure of the receipt, in fen; otherwise every member that is missing to know it.
    pub(crate) fn measure(&self, measure: Measure) -> Result<i64, Lacks> {
        let missing = |member| Missing::of_receipt("receipt", self.place, member);
        let amount = self.amounts.measure(measure);
        amount.map(Money::fen).map_err(|absent| absent.members().map(missing).collect::<Vec<_>>().into())
    }

    /// What was billed, in fen.
    pub(crate) const fn billed(&self) -> i64 {
        self.amounts.billed.fen()
    }

    /// The family's share, in fen, where it is known.
    pub(crate) fn borne(&self) -> Option<i64> {
        self.amounts.family_borne.ok().map(Money::fen)
    }

    /// The weight of the receipt where something is allocated by the family's share: `None` if it is not known.
    pub(crate) fn burden(&self) -> i64 {
        self.borne().unwrap_or_default()
    }

    /// States that it is uncertain whether the name on the receipt is the child's.
    pub(crate) fn wants_name(&self, doubt: NameDoubt) -> Lacks {
        Missing::of_name("receipt", self.place, doubt).into()
    }

    /// Says that a member of the receipt is missing.
    pub(crate) fn wants(&self, member: &str) -> Lacks {
        of_receipt(self.place, member)
    }
}

/// Says that a member of the receipt at a place of the application is missing.
pub(crate) fn of_receipt(place: usize, member: &str) -> Lacks {
    Missing::of_receipt("receipt", place, member).into()
}
