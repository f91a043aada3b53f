//! What became of each receipt, to the fen.

use crate::{
    code::{Bearer, PayerClass, ReasonCode, Truth},
    value::{Date, Fingerprint, LocalId, Money, Pointer, SignedMoney},
    wire::{Integer, List, record},
};

record! {
    /// 差额 · Part that is not awarded.
    pub struct Adjustment {
        required {
            /// 原因代码 · Reason.
            financial code: ReasonCode,
            /// 承担方 · Who bears it.
            financial bearer: Bearer,
            /// 金额 · Amount.
            financial amount: Money,
        }
        optional {
            /// 支付方类别 · Class of payer who paid it.
            financial payer: PayerClass,
            /// 项目中的位置 · Where the rule stands in the programme.
            public at: Pointer,
        }
    }
}

record! {
    /// 给付份额 · Part of a unit's award that is for a receipt or a line.
    pub struct ReceiptShare {
        required {
            /// 计算单元序号 · Which unit, from 0.
            financial unit: Integer<0, 11999>,
            /// 给付 · Awarded now.
            financial award: Money,
        }
        optional {}
    }
}

record! {
    /// 明细结果 · Outcome of a line.
    pub struct LineOutcome {
        required {
            /// 位置 · Where the line stands in the application.
            pseudonymous line: Pointer,
            /// 计费金额 · Billed, rounded to fen and less what was refunded.
            financial billed: Money,
            /// 给付 · Awarded now.
            financial award: Money,
        }
        optional {
            /// 各计算单元的份额 · Parts of units.
            financial shares: List<ReceiptShare, 0, 12000>,
            /// 差额 · What is not awarded.
            ///
            /// 计费金额等于给付与各差额之和；给付不以家庭负担为限的项目不写。
            /// What was billed is the award and all that is not awarded; absent under a programme that what the family bears does not bound.
            financial adjustments: List<Adjustment, 0, 400>,
        }
    }
}

record! {
    /// 票据日期 · Dates of a receipt.
    pub struct ReceiptDates {
        required {}
        optional {
            /// 就诊日期 · Day of the visit or admission.
            health visited_on: Date,
            /// 出院日期 · Day of discharge.
            health discharged_on: Date,
            /// 开票日期 · Day of issue.
            financial issued_on: Date,
            /// 结算日期 · Day of the insurer's settlement.
            financial settled_on: Date,
        }
    }
}

record! {
    /// 票据结果 · Outcome of a receipt.
    pub struct ReceiptOutcome from NewReceiptOutcome {
        required {
            /// 位置 · Where the receipt stands in the application.
            pseudonymous receipt: Pointer,
            /// 票据编号摘要 · Digests of the numbers under which it is known.
            pseudonymous keys: List<Fingerprint, 0, 10>,
            /// 是否计入 · Whether it counts for any item.
            financial admitted: Truth,
            /// 票面金额 · Total of the face.
            financial billed: SignedMoney,
            /// 给付 · Awarded now.
            financial award: Money,
        }
        optional {
            /// 文内标识 · Identifier inside the application.
            pseudonymous id: LocalId,
            /// 原票据编号摘要 · Digests of the numbers of the original of which it is a part.
            ///
            /// 分割单才写；原票据或其他分割单日后在另一申请中出现时，据此认出。
            /// Of split sheets only: by these the original, or another part of it, is known again in another application.
            pseudonymous original: List<Fingerprint, 1, 10>,
            /// 原票据总金额 · Total of that original.
            financial original_total: Money,
            /// 不计入的原因 · Why it does not count.
            financial reasons: List<ReasonCode, 0, 20>,
            /// 票据日期 · Dates by which periods are told.
            health dates: ReceiptDates,
            /// 住院摘要 · Digest of the stay that it is for.
            pseudonymous stay: Fingerprint,
            /// 各计算单元的份额 · Parts of units.
            financial shares: List<ReceiptShare, 0, 12000>,
            /// 差额 · What is not awarded.
            ///
            /// 计入的票据：票面金额等于给付与各差额之和。
            /// Of a receipt that counts: the total is the award and all that is not awarded.
            financial adjustments: List<Adjustment, 0, 400>,
            /// 明细 · Lines.
            financial lines: List<LineOutcome, 0, 5000>,
        }
    }
}
