//! The printed text of a kind that has no code of its own.

use crate::{
    code::{InsuranceKind, VisitKind},
    finding::{At, rules},
    wire::MemberName,
};

rules! { KindText;
    /// 类别为其他而未照录文字 · Kind `other` without the printed text.
    TEXT_MISSING = "receipt.kind-text-missing" Warning Evidence {
        zh: "类别为 other，但未照录票面或结算单上的文字", en: "the kind is `other`, but the text printed on the receipt or the settlement sheet is missing",
        hint_zh: "请将所印文字填入 visitKindText 或 insuranceKindText", hint_en: "enter the printed text in `visitKindText` or `insuranceKindText`",
        source: "医疗保障 med_type and insutype: regions add values of their own",
    }
}

/// Whether each kind that is `other` has its text. `members` are the members of the kinds.
pub(crate) fn check(
    visit: (Option<VisitKind>, bool),
    insurance: (Option<InsuranceKind>, bool),
    members: (MemberName, MemberName),
    at: &mut At,
) {
    let told = |is_other: bool, has_text: bool| is_other.then_some(has_text);
    at.judge_member(&TEXT_MISSING, members.0, told(visit.0 == Some(VisitKind::Other), visit.1), |_| {});
    let is_other = insurance.0 == Some(InsuranceKind::Other);
    at.judge_member(&TEXT_MISSING, members.1, told(is_other, insurance.1), |_| {});
}
