//! Supporting documents of an application.
//!
//! In member names, supporting documents are `materials` in an application, where they are submitted, and `papers` in a programme
//! and an adjudication, where they are required and judged.

use crate::{
    code::{MaterialKind, ReceiptForm, StampKind},
    finding::{At, Check, rules},
    period::check_period,
    record::{organisation::Organisation, place, receipt::Receipt},
    value::{Date, LocalId, Note, Period, RecordNumber, Sha256Digest, Text},
    wire::{Integer, List, MemberName, Privacy, record},
};

record! {
    /// 材料 · Supporting document.
    pub struct Material {
        required {
            /// 材料种类 · Kind of supporting document.
            public kind: MaterialKind,
        }
        optional {
            /// 文内标识 · Identifier within the document.
            pseudonymous id: LocalId,
            /// 材料名称 · Title.
            personal title: Text<1, 200>,
            /// 编号 · Document number.
            personal number: RecordNumber,
            /// 提交形式 · Submission form.
            public form: ReceiptForm,
            /// 文件摘要 · File digest.
            pseudonymous digest: Sha256Digest,
            /// 媒体类型 · Media type.
            ///
            /// 如 application/pdf。
            /// For example application/pdf.
            public media_type: Text<1, 100>,
            /// 文件字节数 · File size in bytes.
            public size_bytes: Integer<0, 1099511627776>,
            /// 页数 · Number of pages.
            public pages: Integer<1, 10000>,
            /// 出具机构 · Issuing organisation.
            personal issuer: Organisation,
            /// 出具日期 · Date of issue.
            personal issued_on: Date,
            /// 有效期 · Period of validity.
            personal validity: Period,
            /// 印章 · Stamps.
            public stamps: List<StampKind, 0, 10>,
            /// 所证明的内容 · Parts of the application that it proves.
            ///
            /// 诊断、治疗、票据、监护人、其他救助、参保情况或困难证明的文内标识，或者 child、household、payee。
            /// Identifiers within the document of diagnoses, treatments, receipts, guardians, other aid, insurance
            /// coverages or hardship certificates; or child, household or payee.
            pseudonymous proves: List<LocalId, 0, 100>,
            /// 说明 · Remarks.
            personal note: Note<2000>,
        }
    }
}

rules! { Material;
    /// 同一文件提交两次 · Same file submitted twice.
    SAME_FILE = "material.same-file" Warning Duplicate {
        zh: "同一文件（摘要相同）作为两份材料提交", en: "the same file (with the same digest) is submitted as two supporting documents",
        hint_zh: "请核对是否传错文件", hint_en: "check whether a wrong file was uploaded",
        source: "materials are identified by their SHA-256 digest",
    }
    /// 材料不在有效期内 · Supporting document not valid on the date of submission.
    ///
    /// 未填写提交日期的，以首次录入日期为准。
    /// If the date of submission is omitted, the date of first entry is used.
    EXPIRED = "material.expired" Warning Evidence {
        zh: "材料在提交日期（未填写的，首次录入日期）尚未生效或已过期", en: "the supporting document is not yet valid or has expired on the date of submission, or of first entry if that is omitted",
        hint_zh: "请提交有效期内的材料", hint_en: "submit a document that is valid on this date",
        source: "programme notices: documents 有效期内",
    }
    /// 材料在有效期结束后出具 · Supporting document issued after its validity ended.
    DATE_ORDER = "material.date-order" Error Value {
        zh: "材料的出具日期晚于有效期的止期", en: "the supporting document was issued after the end of its period of validity",
        hint_zh: "请核对出具日期和有效期", hint_en: "check the date of issue and the period of validity",
        source: "plain fact",
    }
    /// 结算单未录入票据 · Settlement sheet whose amounts are not entered on the receipt.
    ///
    /// 结算单注明所证明票据的，看所注明的票据；未注明的，各票据均未填写医保结算的才报告。票据已列明各支付方的，不报告。
    /// If the sheet names the receipts that it proves, each of them is examined; otherwise it is reported only if no receipt has a
    /// settlement. A receipt that states all payers is not reported.
    SETTLEMENT_NOT_ENTERED = "material.settlement-not-entered" Warning Evidence {
        zh: "提交了医保结算单，但票据未填写医保结算，也未列明各支付方", en: "a settlement sheet is submitted, but the receipt states neither its settlement nor all payers",
        hint_zh: "请将结算单上的金额填入票据的 settlement：统筹基金、大病保险、医疗救助等各付的金额", hint_en: "enter the amounts of the sheet under `settlement` of the receipt: pooled fund, critical illness insurance, medical assistance",
        source: "医保结算单: payers that the receipt does not list",
    }
    /// 材料没有文件摘要 · Electronic supporting document without a file digest.
    DIGEST_MISSING = "material.digest-missing" Info Evidence {
        zh: "电子材料没有文件摘要，接收方无法核对文件", en: "the electronic file has no digest, so the receiver cannot verify it",
        hint_zh: "请填写文件的 SHA-256 摘要", hint_en: "enter the SHA-256 digest of the file",
        source: "materials are identified by their SHA-256 digest",
    }
}

impl Check for Material {
    fn check(&self, at: &mut At) {
        let electronic = self.form == Some(ReceiptForm::ElectronicFile);
        check_period(Self::MEMBERS.validity, self.validity.as_ref(), at);
        let end = self.validity.as_ref().and_then(|validity| validity.end);
        let ordered = self.issued_on.zip(end).map(|(issued, end)| issued <= end);
        at.judge_member(&DATE_ORDER, Self::MEMBERS.issued_on, ordered, |_| {});
        at.judge(&DIGEST_MISSING, electronic.then_some(self.digest.is_some()), |_| {});
        at.member(Self::MEMBERS.issuer, self.issuer.as_ref());
    }
}

impl Material {
    /// The first receipt whose settlement is on this sheet and is not entered. `None` if this is no settlement sheet of a receipt.
    fn not_entered(&self, receipts: &[Receipt]) -> Option<Option<usize>> {
        if self.kind != MaterialKind::SettlementSheet || receipts.is_empty() {
            return None;
        }
        let proves = self.proves.as_deref().unwrap_or_default();
        let is_named = |receipt: &Receipt| receipt.id.as_ref().is_some_and(|id| proves.contains(id));
        let names_any = receipts.iter().any(is_named);
        let is_any_settled = receipts.iter().any(|receipt| receipt.settlement.is_some());
        let is_open = |receipt: &Receipt| {
            let is_meant = if names_any { is_named(receipt) } else { !is_any_settled };
            is_meant && receipt.settlement.is_none() && !receipt.states_all_payers()
        };
        Some(receipts.iter().position(is_open))
    }
}

/// Checks the supporting documents against each other, against the receipts, and against the date of submission, or else of first
/// entry. The current place must be the application.
pub(crate) fn check_materials(materials: &[Material], receipts: &[Receipt], day: Option<Date>, at: &mut At) {
    let mut seen = std::collections::HashMap::new();
    let mut index = 0_usize;
    at.each(place::MATERIALS, materials, |at, material| {
        material.check(at);
        if let Some(digest) = &material.digest {
            let first = *seen.entry(digest).or_insert(index);
            at.judge_member(&SAME_FILE, Material::MEMBERS.digest, Some(first == index), |f| {
                f.related("first", format!("/{}/{first}/{}", place::MATERIALS, Material::MEMBERS.digest));
            });
        }
        let open = material.not_entered(receipts);
        at.judge_member(&SETTLEMENT_NOT_ENTERED, Material::MEMBERS.kind, open.map(|open| open.is_none()), |f| {
            f.related("receipt", format!("/{}/{}", place::RECEIPTS, open.flatten().unwrap_or_default()));
        });
        let in_force = day.zip(material.validity.as_ref()).and_then(|(day, validity)| validity.contains(day));
        at.judge_member(&EXPIRED, Material::MEMBERS.validity, in_force, |f| {
            f.actual(Privacy::Personal, material.validity.as_ref().map_or_else(String::new, Period::span));
            f.related("application-date", MemberName::pointer([place::SUBMITTED_ON]));
        });
        index += 1;
    });
}
