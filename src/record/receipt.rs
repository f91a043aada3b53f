//! Hospital receipts: the printed receipt, its lines, the payers and the status.
//!
//! # Example
//! ```
//! use tongbiao::{
//!     code::ReceiptKind,
//!     date,
//!     record::receipt::{FiscalNumber, Receipt},
//!     signed_money,
//! };
//!
//! // The number of an electronic receipt: its code of eight digits, its number of ten digits, and its check code.
//! let mut number = FiscalNumber::new("41060225".parse()?, "0000000001".parse()?);
//! number.check_code = Some("a1b2c3".parse()?);
//! let mut receipt = Receipt::new(ReceiptKind::InpatientElectronic, number.into(), signed_money!("3200.00"));
//! receipt.issued_on = Some(date!("2024-05-18"));
//! # Ok::<(), tongbiao::value::Invalid>(())
//! ```

mod amounts;
mod contradiction;
mod face;
mod likeness;
mod line;
mod number;
mod patient;
mod sign;
mod sums;

pub(crate) use amounts::supplier_of;
pub use amounts::{Absent, Amount, Amounts};
pub(crate) use contradiction::{Contradictions, RULES as CONTRADICTION_RULES};
pub(crate) use likeness::{FiscalForm, HospitalTrace, Traces, Trail, is_not_exchanged};
pub use line::{FeeCategoryAmount, LocalElement, PayerAmount, ReceiptLine};
pub use number::{FiscalNumber, FiscalPaperNumber, LegacyNumber, ReceiptKey, ReceiptNumber, TaxInvoiceIdentity};
pub(crate) use number::{Known, KnownSet};
pub(crate) use patient::RULES as PATIENT_RULES;
pub(crate) use sign::RULES as SIGN_RULES;
pub(crate) use sums::RULES as SUM_RULES;

use crate::{
    code::{InsuranceKind, ReceiptForm, ReceiptKind, ReceiptStatus, Sex, StampKind, VisitKind},
    finding::{At, rules},
    record::{
        organisation::{Hospital, Organisation},
        settlement::Settlement,
    },
    value::{
        Capitals, Date, DivisionCode, Extensions, Instant, LocalId, Money, Note, Period, PersonName, RecordNumber,
        SignedMoney, Text, Uscc,
    },
    wire::{List, Real, record},
};
use std::borrow::Cow;

record! {
    /// 查验结果 · Inspection result.
    ///
    /// 电子票据凭代码、号码、校验码、开票日期、金额五项查验。
    /// An electronic receipt is inspected by its code, number, check code, date of issue and amount.
    pub struct Inspection {
        required {
            /// 查验时间 · Time of inspection.
            public inspected_at: Instant,
            /// 票据状态 · Receipt status found.
            financial status: ReceiptStatus,
        }
        optional {
            /// 是否已换开纸质票据 · Whether the receipt was exchanged for a paper receipt.
            financial exchanged_for_paper: bool,
        }
    }
}

record! {
    /// 医疗收费票据 · Hospital receipt.
    ///
    /// 照录票面（显示或打印）内容，金额为人民币元。票面未印的栏目不填，票面印为 0.00 的填 0.00。
    /// Copy the receipt as displayed or printed; amounts in yuan. Omit fields that are not printed; enter 0.00 where 0.00 is printed.
    pub struct Receipt {
        required {
            /// 票据种类 · Kind of receipt.
            public receipt_kind: ReceiptKind,
            /// 票据编号 · Receipt number.
            financial number: ReceiptNumber,
            /// 总金额小写 · Total amount in figures.
            ///
            /// 冲红票据为负数。
            /// Negative on a reversal.
            financial total_amount: SignedMoney,
        }
        optional {
            /// 文内标识 · Identifier within the document.
            pseudonymous id: LocalId,
            /// 所针对的诊断 · Diagnoses to which the receipt relates.
            pseudonymous diagnoses: List<LocalId, 0, 50>,
            /// 所针对的治疗 · Treatments to which the receipt relates.
            pseudonymous treatments: List<LocalId, 0, 50>,
            /// 票据名称 · Title of the receipt.
            public title: Text<1, 100>,
            /// 提交形式 · Submission form.
            ///
            /// 提交的是原件、复印件还是电子文件。与票据编号中的 form（编号形式）无关。
            /// Whether the original, a copy or an electronic file is submitted. Not related to `form` in the receipt number.
            public form: ReceiptForm,
            /// 票据状态 · Receipt status.
            financial status: ReceiptStatus,
            /// 开票日期 · Date of issue.
            financial issued_on: Date,
            /// 收款单位 · Issuing hospital.
            health issuer: Hospital,
            /// 交款人 · Payer named on the receipt.
            personal payer_name: Text<1, 100>,
            /// 交款人统一社会信用代码 · Unified social credit code of the payer.
            ///
            /// 仅交款人为单位时填写；不得填写个人身份号码。
            /// Only for a payer that is an organisation. Must not contain a person's identity number.
            personal payer_uscc: Uscc,
            /// 患者姓名 · Patient name.
            personal patient_name: PersonName,
            /// 性别 · Patient sex.
            personal patient_sex: Sex,
            /// 业务流水号 · Transaction serial number.
            personal business_number: RecordNumber,
            /// 门诊号 · Outpatient number.
            personal outpatient_number: RecordNumber,
            /// 就诊日期 · Date of the visit.
            health visit_date: Date,
            /// 病历号 · Medical record number.
            personal case_number: RecordNumber,
            /// 住院号 · Inpatient number.
            personal inpatient_number: RecordNumber,
            /// 科别 · Department.
            health department: Text<1, 100>,
            /// 住院时间 · Inpatient stay: admission and discharge.
            health stay: Period,
            /// 住院天数 · Length of stay in days, as printed.
            ///
            /// 照录票面；出院当日计入或不计入均可。按半日计的票面为小数，如 22.5；按日计算的给付中，不足一日按一日计。
            /// As printed, with or without the day of discharge. A receipt that counts half days states a fraction, such as 22.5; a benefit
            /// per day counts a part of a day as a whole day.
            health stay_days: Real<0, 20000>,
            /// 就诊类别 · Kind of visit.
            health visit_kind: VisitKind,
            /// 就诊类别文字 · Kind of visit as printed.
            ///
            /// 就诊类别为 other 时，照录票面文字。
            /// The printed text, if the kind of visit is `other`.
            health visit_kind_text: Text<1, 100>,
            /// 医保类型 · Kind of insurance.
            personal insurance_kind: InsuranceKind,
            /// 医保类型文字 · Kind of insurance as printed.
            ///
            /// 医保类型为 other 时，照录票面文字。
            /// The printed text, if the kind of insurance is `other`.
            personal insurance_kind_text: Text<1, 100>,
            /// 医保编号 · Insurance number.
            personal insurance_number: RecordNumber,
            /// 门诊慢特病病种 · Outpatient chronic or special disease.
            health special_disease: Text<1, 200>,
            /// 总金额大写 · Total amount in words (Chinese capital numerals).
            financial total_in_capitals: Capitals,
            /// 收费大项 · Amounts by fee category.
            financial categories: List<FeeCategoryAmount, 0, 60>,
            /// 收费明细 · Lines of the fee list.
            financial lines: List<ReceiptLine, 0, 10000>,
            /// 医保统筹基金支付 · Paid by the pooled fund.
            financial pooled_fund: SignedMoney,
            /// 其他支付 · Other payments.
            ///
            /// 统筹基金以外的全部基金支付：大病保险、医疗救助、公务员医疗补助等；不含慈善资助，慈善资助另列。
            /// Paid by all funds except the pooled fund: critical illness insurance, medical assistance, subsidies and
            /// supplements. Excludes charitable aid, which is listed separately.
            ///
            /// 有的票面将医院承担、减免计入其他支付，在其构成中列明。
            /// Some receipts include the hospital's share or a fee reduction; list it in the breakdown.
            financial other_funds: SignedMoney,
            /// 其他支付的构成 · Breakdown of the other payments.
            financial other_fund_payers: List<PayerAmount, 0, 20>,
            /// 个人账户支付 · Paid from personal account.
            financial personal_account: SignedMoney,
            /// 账户共济支付 · Paid from a relative's personal account.
            ///
            /// 票面另列的，填写此栏；已计入个人账户支付的，不填。
            /// Omitted if it is not printed separately or is included in the personal account.
            financial relative_account: SignedMoney,
            /// 个人现金支付 · Amount paid by the family (cash, card or mobile payment).
            ///
            /// 家庭以现金、银行卡、移动支付等方式实际支付的金额。
            /// Amount actually paid in cash, by card or by mobile payment.
            financial cash: SignedMoney,
            /// 欠费 · Outstanding amount.
            ///
            /// 医院已计费、尚未支付的金额，属于家庭负担，不计入个人现金支付。无欠费的，不填。
            /// Amount billed by the hospital and not yet paid. Part of the family's share, and not included in the cash
            /// payment. Omitted if nothing is outstanding.
            financial outstanding: SignedMoney,
            /// 分币误差 · Cash rounding difference.
            ///
            /// 现金按角取整的，填写实收金额减应收金额：多收为正数，少收为负数，绝对值小于 0.10 元。未取整的，不填。
            /// If the cash is rounded to 0.10 yuan: the amount received less the amount due. Positive if rounded up, negative
            /// if rounded down, below 0.10 yuan in absolute value. Omitted if the cash is not rounded.
            financial cash_rounding: SignedMoney,
            /// 个人自付 · Co-payment.
            ///
            /// 基本医疗保险目录范围内由患者负担的费用。明细的 selfPaid 仅为先行自付金额。
            /// Cost inside the insurance catalogue that the patient pays. `selfPaid` of a line is the up-front co-payment only.
            financial self_paid: SignedMoney,
            /// 个人自费 · Out-of-catalogue cost.
            ///
            /// 基本医疗保险目录范围外由患者全额负担的费用。
            /// Cost outside the insurance catalogue that the patient pays in full.
            financial self_financed: SignedMoney,
            /// 另列的支付方 · Other payers printed on the receipt.
            ///
            /// 如医院承担、政策性减免、慈善资助。
            /// For example the hospital's share, a fee reduction by policy or charitable aid.
            financial local_payers: List<PayerAmount, 0, 20>,
            /// 预缴金额 · Prepaid amount.
            ///
            /// 冲红票据为负数。
            /// Negative on a reversal.
            financial prepaid: SignedMoney,
            /// 补缴金额 · Additional payment.
            financial topped_up: SignedMoney,
            /// 退费金额 · Refunded amount.
            financial refunded: SignedMoney,
            /// 票据其他信息 · Other information on the receipt.
            ///
            /// 各地自设的栏目，按票面顺序填写。
            /// Fields used in one region only, in the order of the printed receipt.
            financial local_elements: List<LocalElement, 0, 60>,
            /// 医保结算 · Insurance settlement.
            financial settlement: Settlement,
            /// 被本票冲红的票据 · Receipt reversed by this one.
            financial reverses: ReceiptNumber,
            /// 冲红本票的票据 · Receipt that reverses this one.
            financial reversed_by: ReceiptNumber,
            /// 已核实为另一张的票据 · Receipts verified to be different from this one.
            ///
            /// 两张票据看似同一张，经核对医院记录确为两张的，填写另一张的编号；可为另一申请中的票据。确为同一张的，不填：请删除一张，
            /// 或填写换开的纸质票据编号，或更正已冲红、作废的票据的状态。
            /// The numbers of receipts that look like this one and are other receipts according to the hospital's records; also of
            /// receipts in other applications. Omitted if they are one receipt: delete one of them, state the paper receipt issued in
            /// exchange, or correct the status of the reversed or voided receipt.
            financial distinct_from: List<ReceiptNumber, 0, 20>,
            /// 原票据 · Original of a copy or split sheet.
            financial original: ReceiptNumber,
            /// 原票据总金额 · Total amount of the original.
            financial original_total: Money,
            /// 原件留存单位 · Organisation that keeps the original.
            financial original_held_by: Organisation,
            /// 复核人 · Reviewer.
            personal reviewer: Text<1, 100>,
            /// 收款人 · Cashier.
            personal cashier: Text<1, 100>,
            /// 财政部门行政区划 · Division of the fiscal authority.
            public supervisor_division: DivisionCode,
            /// 电子票据模板代码 · Template code of the electronic receipt.
            public template_code: RecordNumber,
            /// 印章 · Stamps.
            public stamps: List<StampKind, 0, 10>,
            /// 查验结果 · Inspection results.
            financial inspections: List<Inspection, 0, 20>,
            /// 备注 · Remarks.
            personal note: Note<2000>,
            /// 扩展 · Extensions.
            personal extensions: Extensions,
        }
    }
}

rules! { Receipt;
    /// 票据编号与票据种类不符 · Number that does not match the kind of receipt.
    NUMBER_KIND = "receipt.number-kind-mismatch" Error Reference {
        zh: "票据编号的形式与票据种类不符", en: "the form of the number does not match the kind of receipt",
        hint_zh: "请核对票据种类和编号", hint_en: "check the kind of receipt and its number",
        source: "财综〔2019〕29号",
    }
    /// 电子票据没有校验码 · Electronic receipt without a check code.
    CHECK_CODE_MISSING = "receipt.check-code-missing" Warning Evidence {
        zh: "电子票据没有校验码，无法查验", en: "the electronic receipt has no check code and cannot be inspected",
        hint_zh: "请填写票面上的六位校验码", hint_en: "enter the six-character check code printed on the receipt",
        source: "five elements of inspection: 代码, 号码, 校验码, 开票日期, 金额",
    }
    /// 负数票据未注明被冲红的票据 · Negative receipt without the receipt that it reverses.
    REVERSES_MISSING = "receipt.reverses-missing" Error Reference {
        zh: "总金额为负，但未注明被冲红的票据", en: "the total amount is negative, but the receipt does not state which receipt it reverses",
        hint_zh: "请在 reverses 中填写被冲红票据的编号", hint_en: "enter the number of the reversed receipt in `reverses`",
        source: "财政电子票据 RelatedInvoiceCode, RelatedInvoiceNumber",
    }
    /// 冲红票据金额为正 · Reversal with a positive amount.
    REVERSAL_POSITIVE = "receipt.reversal-not-negative" Error Value {
        zh: "冲红票据的总金额不得为正数", en: "the total amount of a reversal must not be positive",
        hint_zh: "请核对总金额的正负号", hint_en: "check the sign of the total amount",
        source: "财政电子票据: reversals",
    }
    /// 被冲红的票据状态不是已冲红 · Reversed receipt with another status.
    REVERSED_BUT_VALID = "receipt.reversed-but-valid" Error Reference {
        zh: "票据已被冲红，状态却不是已冲红", en: "the receipt has been reversed, but its status is not reversed",
        hint_zh: "请将状态改为已冲红；已冲红的票据不得计入", hint_en: "set the status to reversed; a reversed receipt is not admitted",
        source: "财政电子票据: 红冲",
    }
    /// 票据状态与查验结果不符 · Status that differs from the latest inspection.
    INSPECTION_DIFFERS = "receipt.inspection-differs" Error Reference {
        zh: "票据状态与最近一次查验结果不符", en: "the status differs from the result of the latest inspection",
        hint_zh: "请以查验结果为准", hint_en: "correct the status according to the inspection",
        source: "inspection of electronic receipts",
    }
    /// 分割单未注明原票据 · Split sheet without its original.
    ORIGINAL_MISSING = "receipt.original-missing" Warning Evidence {
        zh: "分割单未注明原票据", en: "the split sheet does not state its original",
        hint_zh: "请填写原票据的代码和号码", hint_en: "enter the code and number of the original receipt",
        source: "practice of 分割单: the original stays with the insurer",
    }
    /// 票据金额超过原票据 · Amount above the original.
    ORIGINAL_EXCEEDED = "receipt.original-exceeded" Error Arithmetic {
        zh: "票据金额超过原票据总金额", en: "the amount of the receipt exceeds the total amount of its original",
        hint_zh: "请核对两张票据的金额", hint_en: "check the amounts of both receipts",
        source: "parts never exceed the whole",
    }
    /// 住院天数与住院时间不符 · Length of stay that does not match its dates.
    STAY_DAYS = "receipt.stay-days" Warning Arithmetic {
        zh: "住院天数与入出院日期不符", en: "the length of stay does not match the dates of admission and discharge",
        hint_zh: "请核对住院天数和入出院日期；出院当日计入或不计入均可", hint_en: "check the length and the dates; the day of discharge may be counted or not",
        source: "财综〔2019〕29号: 住院时间 and 住院天数",
    }
    /// 开票早于就诊 · Receipt issued before the visit.
    ISSUED_BEFORE_VISIT = "receipt.issued-before-visit" Warning Value {
        zh: "开票日期早于就诊或入院日期", en: "the receipt was issued before the visit or the admission",
        hint_zh: "请核对日期", hint_en: "check the dates",
        source: "plain fact",
    }
}

impl Receipt {
    /// Every number that identifies the receipt: electronic and, after an exchange, paper. A legacy number is unique
    /// only within one hospital, so its key includes the hospital; and its code, if that is stated.
    pub fn keys(&self) -> Vec<ReceiptKey> {
        self.keys_as_issuer(&self.number)
    }

    /// The same keys, borrowed instead of copied.
    pub(crate) fn known(&self) -> impl Iterator<Item = Known<'_>> {
        self.known_as_issuer(&self.number)
    }

    /// The keys of a number issued by the hospital of this receipt.
    pub(crate) fn keys_as_issuer(&self, number: &ReceiptNumber) -> Vec<ReceiptKey> {
        number.keys_of(self.issued_by())
    }

    /// The same keys, borrowed instead of copied.
    pub(crate) fn known_as_issuer<'a>(&'a self, number: &'a ReceiptNumber) -> impl Iterator<Item = Known<'a>> {
        number.known_as(self.issued_by())
    }

    /// Whether the receipt is a part of another receipt whose number it states.
    pub(crate) fn is_part(&self) -> bool {
        self.receipt_kind == ReceiptKind::SplitSheet && self.original.is_some()
    }

    /// Whether the receipt is a part of another receipt whose number it does not state.
    pub(crate) fn is_unnamed_part(&self) -> bool {
        self.receipt_kind == ReceiptKind::SplitSheet && self.original.is_none()
    }

    /// The keys of the original's number, borrowed instead of copied.
    pub(crate) fn known_original(&self) -> impl Iterator<Item = Known<'_>> {
        self.original.iter().flat_map(|number| self.known_as_issuer(number))
    }

    /// What identifies the issuing hospital.
    fn issued_by(&self) -> Cow<'_, str> {
        self.issuer.as_ref().map_or(Cow::Borrowed(""), Hospital::issuer_identity)
    }

    /// Whether the number distinguishes the receipt from every other. A number that is unique only within one hospital
    /// does so only together with the hospital.
    pub(crate) fn is_identified(&self) -> bool {
        self.issuer.is_some() || self.number.is_unique()
    }

    /// Whether the receipt states every fund that paid: the pooled fund, and the other payments with their payers or as zero.
    pub(crate) fn states_all_payers(&self) -> bool {
        let has_no_others = self.other_funds.is_some_and(|funds| funds.fen() == 0);
        self.pooled_fund.is_some() && (has_no_others || self.other_fund_payers.is_some())
    }

    /// Whether the status is valid. An omitted status counts as valid.
    pub fn is_valid(&self) -> bool {
        matches!(self.status, None | Some(ReceiptStatus::Valid))
    }

    /// Whether the receipt itself states that it does not count: it is not valid, is reversed, or is a reversal.
    pub fn denies_itself(&self) -> bool {
        !self.is_valid() || self.reverses.is_some() || self.reversed_by.is_some()
    }

    /// The date of the visit, or else of admission, or else of issue.
    pub fn visited_on(&self) -> Option<Date> {
        self.visit_date.or_else(|| self.stay.as_ref()?.start).or(self.issued_on)
    }

    /// The length of the stay in days: as printed, a part of a day as a day; otherwise computed from its dates, with a
    /// minimum of one day.
    pub fn days_of_stay(&self) -> Option<i64> {
        let dates = || self.stay.as_ref().and_then(|stay| Some(stay.start?.days_until(stay.end?).max(1)));
        self.stay_days.map(Real::rounded_up).or_else(dates)
    }

    /// The date of discharge. Without a stay, the date of the visit.
    pub fn discharged_on(&self) -> Option<Date> {
        match &self.stay {
            Some(stay) => stay.end,
            None => self.visit_date,
        }
    }

    /// The date of the insurance settlement, or else of issue.
    pub fn settled_on(&self) -> Option<Date> {
        self.settlement.as_ref().and_then(|settlement| settlement.settled_on).or(self.issued_on)
    }

    /// The latest inspection. Instants are compared, not texts, because the texts may have different offsets.
    pub(crate) fn last_inspection(&self) -> Option<&Inspection> {
        self.inspections.as_deref().unwrap_or_default().iter().max_by_key(|i| i.inspected_at.to_chrono())
    }

    fn check_state(&self, at: &mut At) {
        let negative = self.total_amount.fen() < 0;
        at.judge(&REVERSES_MISSING, negative.then_some(self.reverses.is_some()), |_| {});
        let reversal = self.reverses.as_ref().map(|_| negative || self.total_amount.fen() == 0);
        at.judge_member(&REVERSAL_POSITIVE, Self::MEMBERS.total_amount, reversal, |_| {});
        let marked = self.reversed_by.as_ref().map(|_| self.status == Some(ReceiptStatus::Reversed));
        at.judge_member(&REVERSED_BUT_VALID, Self::MEMBERS.reversed_by, marked, |_| {});
        let last = self.last_inspection();
        let stated = self.status.unwrap_or(ReceiptStatus::Valid);
        at.judge_member(&INSPECTION_DIFFERS, Self::MEMBERS.inspections, last.map(|i| i.status == stated), |_| {});
    }

    fn check_original(&self, at: &mut At) {
        let split = self.receipt_kind == ReceiptKind::SplitSheet;
        at.judge(&ORIGINAL_MISSING, split.then_some(self.original.is_some()), |_| {});
        let within = self.original_total.map(|total| self.total_amount.fen() <= total.fen());
        at.judge_member(&ORIGINAL_EXCEEDED, Self::MEMBERS.total_amount, within, |f| {
            f.related("original", format!("{}/originalTotal", at_parent(&f.pointer)));
        });
    }

    fn check_dates(&self, at: &mut At) {
        let stay = self.stay.as_ref();
        let span = stay.and_then(|stay| Some(stay.start?.days_until(stay.end?)));
        let holds = span.zip(self.stay_days).map(|(span, days)| {
            let least = i32::try_from(span).map_or(f64::MAX, f64::from);
            (least..=least + 1.0).contains(&days.get())
        });
        // For admission and discharge on the same day, a length of zero or one is accepted.
        at.judge_member(&STAY_DAYS, Self::MEMBERS.stay_days, holds, |_| {});
        let first = self.visit_date.or_else(|| stay?.start);
        let ordered = first.zip(self.issued_on).map(|(first, issued)| first <= issued);
        at.judge_member(&ISSUED_BEFORE_VISIT, Self::MEMBERS.issued_on, ordered, |_| {});
    }
}

/// The pointer of the object that contains the member.
fn at_parent(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}
