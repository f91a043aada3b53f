//! Aid that an application lists, with the receipts that it names.

use crate::{
    code::FactSupplier,
    evaluate::{
        column::ReceiptIx,
        missing::{Lacks, wanted},
    },
    programme::Programme,
    record::aid::Aid,
};

/// Aid of the application, and the receipts that it names.
#[derive(Debug)]
pub(crate) struct ListedAid<'a> {
    pub(crate) place: usize,
    pub(crate) aid: &'a Aid,
    /// `None` if it names no receipts. Otherwise the receipts that it names, without void ones.
    pub(crate) receipts: Option<Vec<ReceiptIx>>,
}

impl ListedAid<'_> {
    pub(crate) fn wants(&self, member: &str) -> Lacks {
        wanted("aid", format!("/aid/{}/{member}", self.place), FactSupplier::Family)
    }

    /// Reports that it is unknown whether the aid is the programme's own.
    pub(crate) fn doubt(&self) -> Lacks {
        self.wants(self.aid.doubtful_member())
    }

    /// Whether it is the programme's own. `None` if that is unknown.
    pub(crate) fn is_own(&self, programme: &Programme) -> Option<bool> {
        self.aid.is_of(&programme.id, programme.payer)
    }

    /// The receipts that it names.
    pub(crate) fn named(&self) -> &[ReceiptIx] {
        self.receipts.as_deref().unwrap_or_default()
    }

    /// Whether it names one of the receipts.
    pub(crate) fn names_any(&self, mut receipts: impl Iterator<Item = ReceiptIx>) -> bool {
        let named = self.named();
        !named.is_empty() && receipts.any(|receipt| named.contains(&receipt))
    }
}
