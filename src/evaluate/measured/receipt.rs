//! A prepared receipt of an application: its amounts in fen, its dates, its lines, and its state.

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
        receipt::{Amounts, Contradictions, Receipt},
        register::{Doubt, Standing},
    },
    value::{Date, Money, NameDoubt, NameMatch},
};
use std::sync::OnceLock;

/// A prepared receipt of an application.
#[derive(Debug)]
pub(crate) struct Measured<'a> {
    pub(crate) ix: ReceiptIx,
    /// Its index in the application.
    pub(crate) place: usize,
    pub(crate) receipt: &'a Receipt,
    /// Whether the receipt, or one of its numbers, occurs earlier in the application.
    pub(crate) duplicate: bool,
    /// Whether it was voided or reversed, or is a reversal.
    pub(crate) void: bool,
    /// Whether it is a split sheet, and the split sheets exceed their original.
    pub(crate) exceeds: bool,
    /// Facts that must be known before the receipt can be admitted or excluded.
    pub(crate) doubt: Doubt,
    /// The stated facts that cannot all be right.
    pub(crate) contradictions: Contradictions,
    /// The name on it, compared with the child's; `None` if it states none.
    pub(crate) patient: Option<NameMatch>,
    /// Its lines, or the receipt itself if they cannot be used.
    pub(crate) lines: Rows<LineIx>,
    pub(crate) has_lines: bool,
    pub(crate) amounts: Amounts,
    /// Whether its lines state the family's share and the shares add up.
    pub(crate) person_stated: bool,
    /// Its dates. A rule about a date need not read the whole receipt.
    pub(crate) dates: ReceiptDates,
    /// The first and the last day that it states. Computed on first use.
    span: OnceLock<Option<(Date, Date)>>,
}

impl<'a> Measured<'a> {
    /// A receipt with its amounts and its lines, whether the lines are usable and state the family's share, and whether
    /// the receipt names the child and contradicts something.
    pub(crate) fn of(
        (ix, place): (ReceiptIx, usize),
        receipt: &'a Receipt,
        standing: Standing,
        amounts: Amounts,
        (lines, stated): (Rows<LineIx>, Option<bool>),
        (patient, contradictions): (Option<NameMatch>, Contradictions),
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
            contradictions,
            patient,
            lines,
            has_lines: stated.is_some(),
            amounts,
            person_stated: stated.unwrap_or_default(),
            dates: dates(receipt),
            span: OnceLock::new(),
        }
    }

    /// The first and the last of the days of its visit, its stay and its lines.
    pub(crate) fn span(&self) -> Option<(Date, Date)> {
        *self.span.get_or_init(|| {
            let stay = self.receipt.stay.as_ref();
            let of_stay = [stay.and_then(|stay| stay.start), stay.and_then(|stay| stay.end), self.receipt.visit_date];
            let lines = self.receipt.lines.iter().flat_map(|lines| lines.iter());
            let days = || of_stay.into_iter().flatten().chain(lines.clone().filter_map(|line| line.charged_on));
            days().min().zip(days().max())
        })
    }

    /// A measure of the receipt, in fen, or all members that are missing to compute it.
    pub(crate) fn measure(&self, measure: Measure) -> Result<i64, Lacks> {
        let missing = |member| Missing::of_receipt("receipt", self.place, member);
        let amount = self.amounts.measure(measure);
        amount.map(Money::fen).map_err(|absent| absent.members().map(missing).collect::<Vec<_>>().into())
    }

    /// Whether it is neither void nor a duplicate nor another person's.
    pub(crate) fn is_of_child(&self) -> bool {
        !self.void && !self.duplicate && self.patient != Some(NameMatch::Other)
    }

    /// The billed amount, in fen.
    pub(crate) const fn billed(&self) -> i64 {
        self.amounts.billed.fen()
    }

    /// The family's share in fen, if it is known.
    pub(crate) fn borne(&self) -> Option<i64> {
        self.amounts.family_borne.ok().map(Money::fen)
    }

    /// The weight of the receipt for an allocation in proportion to the family's share. Zero if the share is unknown.
    pub(crate) fn burden(&self) -> i64 {
        self.borne().unwrap_or_default()
    }

    /// States that it is uncertain whether the name on the receipt is the child's.
    pub(crate) fn wants_name(&self, doubt: NameDoubt) -> Lacks {
        Missing::of_name("receipt", self.place, doubt).into()
    }

    /// Reports a member of the receipt as missing.
    pub(crate) fn wants(&self, member: &str) -> Lacks {
        of_receipt(self.place, member)
    }
}

/// Reports a member of the receipt with that index as missing.
pub(crate) fn of_receipt(place: usize, member: &str) -> Lacks {
    Missing::of_receipt("receipt", place, member).into()
}
