//! Checks of one receipt without regard to its application.

use super::{CHECK_CODE_MISSING, NUMBER_KIND, Receipt, sums};
use crate::{
    code::ReceiptKind,
    extension::check_extensions,
    finding::{At, Check},
    period::check_period,
    record::{
        kind_text,
        organisation::{DIVISION_UNKNOWN, check_uscc_at},
    },
    value::DivisionCode,
};

impl Receipt {
    /// Checks whether the lines require a separate fee list.
    pub(crate) fn check_fee_list(&self, has_list: bool, at: &mut At) {
        sums::check_line_count(self, has_list, at);
    }

    /// Checks the receipt without regard to the document that contains it.
    pub(crate) fn check_face(&self, at: &mut At) {
        check_period(Self::MEMBERS.stay, self.stay.as_ref(), at);
        check_extensions(Self::MEMBERS.extensions, self.extensions.as_ref(), at);
        let belongs = self.number.belongs_to(self.receipt_kind);
        at.judge_member(&NUMBER_KIND, Self::MEMBERS.number, belongs, |_| {});
        let electronic =
            matches!(self.receipt_kind, ReceiptKind::OutpatientElectronic | ReceiptKind::InpatientElectronic);
        let check_code = electronic.then(|| self.number.has_check_code()).flatten();
        at.judge_member(&CHECK_CODE_MISSING, Self::MEMBERS.number, check_code, |_| {});
        self.check_state(at);
        self.check_original(at);
        self.check_dates(at);
        self.check_contradictions(at);
        kind_text::check(
            (self.visit_kind, self.visit_kind_text.is_some()),
            (self.insurance_kind, self.insurance_kind_text.is_some()),
            (Self::MEMBERS.visit_kind, Self::MEMBERS.insurance_kind),
            at,
        );
        sums::check(self, at);
        self.check_signs(at);
        at.member(Self::MEMBERS.issuer, self.issuer.as_ref());
        at.member(Self::MEMBERS.settlement, self.settlement.as_ref());
        at.member(Self::MEMBERS.original_held_by, self.original_held_by.as_ref());
        check_uscc_at(Self::MEMBERS.payer_uscc, self.payer_uscc.as_ref(), at);
        let known = self.supervisor_division.map(DivisionCode::is_known);
        at.judge_member(&DIVISION_UNKNOWN, Self::MEMBERS.supervisor_division, known, |_| {});
    }
}

/// A receipt that is exchanged on its own has no separate fee list.
impl Check for Receipt {
    fn check(&self, at: &mut At) {
        self.check_face(at);
        self.check_fee_list(false, at);
    }

    fn check_as_part(&self, at: &mut At) {
        self.check_face(at);
    }
}
