//! The outcome of each receipt, to the fen.

use crate::{
    code::{Bearer, PayerClass, ReasonCode, Truth},
    value::{Date, Fingerprint, LocalId, Money, Pointer, SignedMoney},
    wire::{Integer, List, record},
};

record! {
    /// 差额 · Amount not awarded.
    pub struct Adjustment {
        required {
            /// 原因代码 · Reason code.
            financial code: ReasonCode,
            /// 承担方 · Payer of the amount.
            financial bearer: Bearer,
            /// 金额 · Amount.
            financial amount: Money,
        }
        optional {
            /// 支付方类别 · Payer class of the payer that paid the amount.
            financial payer: PayerClass,
            /// 项目中的位置 · Place of the rule in the programme.
            public at: Pointer,
        }
    }
}

record! {
    /// 给付份额 · Share of a unit's award for a receipt or a line.
    pub struct ReceiptShare {
        required {
            /// 计算单元序号 · Index of the unit, from 0.
            financial unit: Integer<0, 11999>,
            /// 给付 · Amount awarded by this adjudication.
            financial award: Money,
        }
        optional {}
    }
}

record! {
    /// 明细结果 · Outcome of a line.
    pub struct LineOutcome {
        required {
            /// 位置 · Place of the line in the application.
            pseudonymous line: Pointer,
            /// 计费金额 · Billed amount, less refunds, rounded to fen.
            financial billed: Money,
            /// 给付 · Amount awarded by this adjudication.
            financial award: Money,
        }
        optional {
            /// 发生日期 · Date of the charge.
            health charged_on: Date,
            /// 各计算单元的份额 · Shares of the units.
            financial shares: List<ReceiptShare, 0, 12000>,
            /// 差额 · Amounts not awarded.
            ///
            /// 计费金额等于给付与各差额之和。项目的给付不以家庭负担为限的，不填。
            /// The billed amount equals the sum of the award and the adjustments. Omitted if the programme does not cap awards at the
            /// family's share.
            financial adjustments: List<Adjustment, 0, 400>,
        }
    }
}

record! {
    /// 票据日期 · Dates of a receipt.
    pub struct ReceiptDates {
        required {}
        optional {
            /// 就诊或入院日期 · Date of the visit or admission.
            health visited_on: Date,
            /// 出院日期 · Date of discharge.
            health discharged_on: Date,
            /// 开票日期 · Date of issue.
            financial issued_on: Date,
            /// 结算日期 · Date of the insurer's settlement.
            financial settled_on: Date,
        }
    }
}

record! {
    /// 识别摘要 · Digests for the recognition of a receipt under another number.
    ///
    /// 同一次结算的票据换了号码，或以电子、纸质两种形式提交的，据此识别。
    /// They identify a receipt for the same payment that has another number or another form.
    pub struct ReceiptTraces {
        required {}
        optional {
            /// 结算编号摘要 · Digest of the settlement number.
            pseudonymous settlement: Fingerprint,
            /// 业务流水号摘要 · Digest of the transaction serial number.
            pseudonymous business: Fingerprint,
            /// 住院号和住院时间摘要 · Digest of the inpatient number with the stay.
            pseudonymous inpatient: Fingerprint,
            /// 票据号码摘要 · Digest of the receipt number without its code.
            pseudonymous number: Fingerprint,
            /// 医院自编号码的票据代码摘要 · Digest of the code of a hospital's own number.
            ///
            /// 仅用于旧式票据和八位号码的发票。
            /// Omitted unless it is a receipt of an older type or a tax invoice of eight digits, with a code.
            pseudonymous own_code: Fingerprint,
            /// 原票据号码摘要 · Digest of the number of a split sheet's original, without its code.
            ///
            /// 仅用于分割单，且原票据为旧式票据或号码为八位的发票。
            /// Omitted unless the receipt is a split sheet and its original is a receipt of an older type or a tax invoice with a number of
            /// eight digits.
            pseudonymous original_number: Fingerprint,
            /// 原票据代码摘要 · Digest of the code of a split sheet's original.
            ///
            /// 未填写 originalNumber，或原票据未注明代码的，不填。
            /// Omitted if `originalNumber` is omitted or the original is stated without its code.
            pseudonymous original_code: Fingerprint,
            /// 换开摘要 · Digest of the form of the receipt, the day of visit and the total.
            ///
            /// 仅用于未注明换开的纸质票据的电子票据，以及纸质财政票据。
            /// Omitted unless it is an electronic receipt without its paper receipt, or a paper fiscal receipt.
            pseudonymous exchange: Fingerprint,
            /// 查验为未换开的日期 · Day of an inspection that found no exchange.
            ///
            /// 仅用于未注明纸质票据的电子票据，且最近一次查验为未换开。
            /// Omitted unless the latest inspection of an electronic receipt found that it was not exchanged for a paper receipt.
            financial not_exchanged_on: Date,
            /// 医院统一社会信用代码摘要 · Digest of the hospital's unified social credit code.
            pseudonymous uscc: Fingerprint,
            /// 定点医药机构代码摘要 · Digest of the hospital's code as a designated medical institution.
            pseudonymous code: Fingerprint,
            /// 已核实为另一张的票据编号摘要 · Digests of the numbers of receipts verified to be different.
            pseudonymous distinct_from: List<Fingerprint, 1, 40>,
        }
    }
}

record! {
    /// 票据的住院 · Hospital stay of a receipt.
    ///
    /// 分段结算的各张票据据此识别为同一次住院。医院和住院号为摘要。
    /// It identifies receipts that settle parts of one stay. The hospital and the inpatient number are digests.
    pub struct ReceiptStay {
        required {
            /// 医院名称摘要 · Digest of the name of the hospital.
            pseudonymous name: Fingerprint,
        }
        optional {
            /// 统一社会信用代码摘要 · Digest of the hospital's unified social credit code.
            pseudonymous uscc: Fingerprint,
            /// 定点医药机构代码摘要 · Digest of the hospital's code as a designated medical institution.
            pseudonymous code: Fingerprint,
            /// 入院日期 · First day.
            health start: Date,
            /// 出院或结算日期 · Last day.
            health end: Date,
            /// 住院号摘要 · Digest of the inpatient number.
            pseudonymous inpatient_number: Fingerprint,
        }
    }
}

record! {
    /// 票据结果 · Outcome of a receipt.
    pub struct ReceiptOutcome from NewReceiptOutcome {
        required {
            /// 位置 · Place of the receipt in the application.
            pseudonymous receipt: Pointer,
            /// 票据编号摘要 · Digests of the numbers that identify the receipt.
            pseudonymous keys: List<Fingerprint, 0, 10>,
            /// 是否计入 · Whether the receipt is admitted for any benefit item.
            financial admitted: Truth,
            /// 票面金额 · Total of the receipt.
            financial billed: SignedMoney,
            /// 给付 · Amount awarded by this adjudication.
            financial award: Money,
        }
        optional {
            /// 文内标识 · Identifier inside the application.
            pseudonymous id: LocalId,
            /// 原票据编号摘要 · Digests of the numbers of the original receipt.
            ///
            /// 仅用于分割单；原票据或其他分割单在另一申请中出现时，据此识别。
            /// Omitted unless the receipt is a split sheet. They identify the original or another split sheet of it in another application.
            pseudonymous original: List<Fingerprint, 1, 10>,
            /// 识别摘要 · Digests that identify the receipt under another number.
            pseudonymous traces: ReceiptTraces,
            /// 原票据总金额 · Total of the original receipt.
            financial original_total: Money,
            /// 不计入的原因 · Reasons why the receipt is not admitted.
            financial reasons: List<ReasonCode, 0, 20>,
            /// 家庭负担中尚欠开票医院的部分 · Part of the family's share that is still owed to the issuing hospital.
            ///
            /// 由项目规定收款方；允许选择的，先付医院。无欠费或票据未计入的，不填。
            /// The programme determines the payees. Where it allows a choice, pay the hospital first. Omitted if nothing is
            /// outstanding, or if the receipt is not admitted.
            financial outstanding: Money,
            /// 票据日期 · Dates that assign the receipt to periods.
            health dates: ReceiptDates,
            /// 住院 · Hospital stay.
            pseudonymous stay: ReceiptStay,
            /// 各计算单元的份额 · Shares of the units.
            financial shares: List<ReceiptShare, 0, 12000>,
            /// 差额 · Amounts not awarded.
            ///
            /// 计入的票据，票面金额等于给付与各差额之和。项目的给付不以家庭负担为限的，不填。
            /// For an admitted receipt the total equals the sum of the award and the adjustments. Omitted if the programme does not cap
            /// awards at the family's share.
            financial adjustments: List<Adjustment, 0, 400>,
            /// 明细 · Outcomes of the lines.
            financial lines: List<LineOutcome, 0, 10000>,
        }
    }
}
