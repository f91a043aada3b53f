//! A receipt of an application, made ready: its amounts in fen, its dates, its lines, and what is known of its state.

use super::{
    amounts::{Amounts, manual, mode_missing},
    dates::dates,
};
use crate::{
    adjudication::ReceiptDates,
    code::{FactSupplier, Measure},
    evaluate::{
        column::{LineIx, ReceiptIx, Rows},
        missing::{Lacks, wanted},
    },
    record::{
        receipt::Receipt,
        register::{Doubt, Standing},
        settlement::Settlement,
    },
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
    pub(crate) not_child: Option<bool>,
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
        called: Option<bool>,
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
            not_child: called.map(|called| !called),
            lines,
            has_lines: stated.is_some(),
            amounts,
            person_stated: stated.unwrap_or_default(),
            dates: dates(receipt),
        }
    }

    /// A measure of the receipt, between nothing and what was billed.
    pub(crate) fn measure(&self, measure: Measure) -> Result<i64, Lacks> {
        let paid_back = self.manual().map(|s| s.fund_total);
        let amount = match measure {
            Measure::Billed => Some(self.amounts.billed),
            Measure::FamilyBorne => self.amounts.borne,
            Measure::Cash => self.amounts.cash,
            Measure::SelfPaid => self.amounts.self_paid,
            Measure::SelfFinanced => self.amounts.outside,
            Measure::InCatalogue => self.amounts.outside.map(|outside| self.amounts.billed - outside),
        };
        amount.map(|fen| fen.clamp(0, self.amounts.billed.max(0))).ok_or_else(|| {
            let member = match measure {
                _ if mode_missing(self.receipt) => "settlement/mode",
                Measure::FamilyBorne | Measure::Cash if paid_back == Some(None) => "settlement/fundTotal",
                Measure::SelfFinanced | Measure::InCatalogue if self.manual().is_some() => "settlement/outOfCatalogue",
                Measure::SelfPaid if paid_back == Some(None) => "settlement/fundTotal",
                Measure::SelfPaid if self.amounts.outside.is_none() && self.manual().is_some() => {
                    "settlement/outOfCatalogue"
                }
                Measure::FamilyBorne | Measure::SelfPaid if self.manual().is_some() || measure != Measure::SelfPaid => {
                    if self.receipt.cash.is_none() {
                        "cash"
                    } else {
                        "personalAccount"
                    }
                }
                Measure::Cash => "cash",
                Measure::SelfPaid => "selfPaid",
                _ => "selfFinanced",
            };
            self.wants(member)
        })
    }

    /// The family's share of it, where that is known.
    pub(crate) fn burden(&self) -> i64 {
        self.amounts.borne.unwrap_or_default()
    }

    /// Says that a member of the receipt is missing.
    pub(crate) fn wants(&self, member: &str) -> Lacks {
        of_receipt(self.place, member)
    }

    fn manual(&self) -> Option<&Settlement> {
        manual(self.receipt)
    }
}

/// Says that a member of the receipt at a place of the application is missing.
pub(crate) fn of_receipt(place: usize, member: &str) -> Lacks {
    let supplier = if member.starts_with("settlement") { FactSupplier::Insurer } else { FactSupplier::Hospital };
    wanted("receipt", format!("/receipts/{place}/{member}"), supplier)
}
