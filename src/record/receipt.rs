//! Hospital receipts: the face, the lines, who paid, and what has become of the paper.

mod amounts;
mod face;
mod line;
mod number;
mod sums;

pub(crate) use amounts::supplier_of;
pub use amounts::{Absent, Amount, Amounts};
pub use line::{FeeCategoryAmount, LocalElement, PayerAmount, ReceiptLine};
pub use number::{FiscalNumber, FiscalPaperNumber, LegacyNumber, ReceiptKey, ReceiptNumber, TaxInvoiceIdentity};
pub(crate) use number::{Known, KnownSet};
pub(crate) use sums::RULES as SUM_RULES;

use crate::{
    code::{InsuranceKind, ReceiptForm, ReceiptKind, ReceiptStatus, Sex, StampKind, VisitKind},
    finding::{At, rules},
    record::{
        identity::Child,
        organisation::{Hospital, Organisation},
        place,
        settlement::Settlement,
    },
    value::{
        Capitals, Date, DivisionCode, Extensions, Instant, LocalId, Money, Note, Period, PersonName, RecordNumber,
        SignedMoney, Text, Uscc,
    },
    wire::{Integer, List, MemberName, record},
};

record! {
    /// 查验结果 · Result of an inspection.
    ///
    /// 电子票据以代码、号码、校验码、开票日期、金额五项查验。
    /// An electronic receipt is inspected by code, number, check code, day of issue and amount.
    pub struct Inspection {
        required {
            /// 查验时间 · When it was inspected.
            public inspected_at: Instant,
            /// 票据状态 · State found.
            financial status: ReceiptStatus,
        }
        optional {
            /// 是否已换开纸质票据 · Whether it has been exchanged for paper.
            financial exchanged_for_paper: bool,
        }
    }
}

record! {
    /// 医疗收费票据 · Receipt of a hospital.
    ///
    /// 票面内容照录；金额为人民币元。票面没有的栏目不填，票面印为 0.00 的填 0.00。
    /// What the face says, in yuan. What the face does not have is left out; what it prints as 0.00 is given as 0.00.
    pub struct Receipt {
        required {
            /// 票据种类 · Kind of receipt.
            public receipt_kind: ReceiptKind,
            /// 票据编号 · Numbers that identify the receipt.
            financial number: ReceiptNumber,
            /// 总金额小写 · Total amount in figures.
            ///
            /// 冲红票据为负。
            /// Negative on a reversal.
            financial total_amount: SignedMoney,
        }
        optional {
            /// 文内标识 · Identifier inside one document.
            pseudonymous id: LocalId,
            /// 所针对的诊断 · Diagnoses that it is for.
            pseudonymous diagnoses: List<LocalId, 0, 50>,
            /// 所针对的治疗 · Treatments that it is for.
            pseudonymous treatments: List<LocalId, 0, 50>,
            /// 票据名称 · Title of the receipt.
            public title: Text<1, 100>,
            /// 提交形式 · Form in which it is handed in.
            public form: ReceiptForm,
            /// 票据状态 · State.
            financial status: ReceiptStatus,
            /// 开票日期 · Day of issue.
            financial issued_on: Date,
            /// 收款单位 · Hospital that received the money.
            health issuer: Hospital,
            /// 交款人 · Payer.
            personal payer_name: Text<1, 100>,
            /// 交款人统一社会信用代码 · Unified social credit code of the payer.
            ///
            /// 交款人为单位时填写；个人不填身份号码。
            /// For a payer that is an organisation; no identity number of a person.
            personal payer_uscc: Uscc,
            /// 患者姓名 · Name of the patient.
            personal patient_name: PersonName,
            /// 性别 · Sex of the patient.
            personal patient_sex: Sex,
            /// 业务流水号 · Serial number of the business.
            personal business_number: RecordNumber,
            /// 门诊号 · Out-patient number.
            personal outpatient_number: RecordNumber,
            /// 就诊日期 · Day of the visit.
            health visit_date: Date,
            /// 病历号 · Number of the record.
            personal case_number: RecordNumber,
            /// 住院号 · Number of the hospital stay.
            personal inpatient_number: RecordNumber,
            /// 科别 · Department.
            health department: Text<1, 100>,
            /// 住院时间 · Stay, admission and discharge.
            health stay: Period,
            /// 住院天数 · Days of the stay as printed.
            health stay_days: Integer<0, 20000>,
            /// 就诊类别 · Kind of visit.
            health visit_kind: VisitKind,
            /// 医保类型 · Kind of insurance.
            personal insurance_kind: InsuranceKind,
            /// 医保编号 · Number of the insured person.
            personal insurance_number: RecordNumber,
            /// 门诊慢特病病种 · Chronic or special disease.
            health special_disease: Text<1, 200>,
            /// 总金额大写 · Total amount in capitals.
            financial total_in_capitals: Capitals,
            /// 收费大项 · Amounts by fee category.
            financial categories: List<FeeCategoryAmount, 0, 60>,
            /// 收费明细 · Lines.
            financial lines: List<ReceiptLine, 0, 5000>,
            /// 医保统筹基金支付 · Paid by the pooled fund of the basic insurance.
            financial pooled_fund: SignedMoney,
            /// 其他支付 · Paid by other insurance and assistance.
            ///
            /// 大病保险、医疗救助、公务员补助等；慈善资助不计入，另列。
            /// Critical illness insurance, medical assistance, supplements; never charity, which is named by itself.
            financial other_funds: SignedMoney,
            /// 其他支付的构成 · What the other funds consist of.
            financial other_fund_payers: List<PayerAmount, 0, 20>,
            /// 个人账户支付 · Paid from the personal account.
            financial personal_account: SignedMoney,
            /// 个人现金支付 · Paid in cash.
            ///
            /// 现金、银行卡、移动支付等实际支付的金额。
            /// What was in fact paid in cash, by card or by telephone.
            financial cash: SignedMoney,
            /// 个人自付 · Borne by the person inside the catalogue.
            financial self_paid: SignedMoney,
            /// 个人自费 · Borne by the person outside the catalogue.
            financial self_financed: SignedMoney,
            /// 另列的支付方 · Payers that the face names beside these.
            ///
            /// 医院承担、政策性减免、慈善资助等。
            /// The hospital's share, relief by policy, charity and the like.
            financial local_payers: List<PayerAmount, 0, 20>,
            /// 预缴金额 · Prepaid.
            ///
            /// 冲红票据为负。
            /// Negative on a reversal.
            financial prepaid: SignedMoney,
            /// 补缴金额 · Paid on top.
            financial topped_up: SignedMoney,
            /// 退费金额 · Paid back.
            financial refunded: SignedMoney,
            /// 票据其他信息 · Other elements of the face.
            ///
            /// 各地自有的栏目，按票面顺序。
            /// Elements of one region, in the order of the face.
            financial local_elements: List<LocalElement, 0, 60>,
            /// 医保结算 · Insurer settlement.
            financial settlement: Settlement,
            /// 被本票冲红的票据 · Receipt that this one reverses.
            financial reverses: ReceiptNumber,
            /// 冲红本票的票据 · Receipt that reverses this one.
            financial reversed_by: ReceiptNumber,
            /// 原票据 · Original of a copy or of a split sheet.
            financial original: ReceiptNumber,
            /// 原票据总金额 · Total amount of the original.
            financial original_total: Money,
            /// 原件留存单位 · Who keeps the original.
            financial original_held_by: Organisation,
            /// 复核人 · Checked by.
            personal reviewer: Text<1, 100>,
            /// 收款人 · Received by.
            personal cashier: Text<1, 100>,
            /// 财政部门行政区划 · Division of the fiscal authority.
            public supervisor_division: DivisionCode,
            /// 电子票据模板代码 · Code of the template.
            public template_code: RecordNumber,
            /// 印章 · Stamps.
            public stamps: List<StampKind, 0, 10>,
            /// 查验结果 · Inspections.
            financial inspections: List<Inspection, 0, 20>,
            /// 备注 · Remarks.
            personal note: Note<2000>,
            /// 扩展 · Extensions.
            personal extensions: Extensions,
        }
    }
}

rules! { Receipt;
    /// 票据编号与票据种类不符 · Number that does not belong to the kind of receipt.
    NUMBER_KIND = "receipt.number-kind-mismatch" Error Reference {
        zh: "票据编号的形式与票据种类不符", en: "the form of the number does not belong to the kind of receipt",
        hint_zh: "请核对票据种类和编号", hint_en: "check the kind of receipt and its number",
        source: "财综〔2019〕29号",
    }
    /// 电子票据没有校验码 · Electronic receipt without its check code.
    CHECK_CODE_MISSING = "receipt.check-code-missing" Warning Evidence {
        zh: "电子票据没有校验码，无法查验", en: "the electronic receipt has no check code and cannot be inspected",
        hint_zh: "请补填票面上的六位校验码", hint_en: "give the six characters printed on the face",
        source: "five elements of inspection: 代码, 号码, 校验码, 开票日期, 金额",
    }
    /// 负数票据没有注明所冲红的票据 · Negative receipt that names nothing it reverses.
    REVERSES_MISSING = "receipt.reverses-missing" Error Reference {
        zh: "总金额为负，但没有注明所冲红的票据", en: "the total is negative, yet the receipt names nothing that it reverses",
        hint_zh: "请填写相关票据代码和号码", hint_en: "give the code and number of the related receipt",
        source: "财政电子票据 RelatedInvoiceCode, RelatedInvoiceNumber",
    }
    /// 冲红票据金额不为负 · Reversal whose amount is not negative.
    REVERSAL_POSITIVE = "receipt.reversal-not-negative" Error Value {
        zh: "冲红票据的总金额应为负数", en: "the total of a reversal must be negative",
        hint_zh: "请核对总金额的正负号", hint_en: "check the sign of the total",
        source: "财政电子票据: red receipts",
    }
    /// 已被冲红的票据仍为正常状态 · Receipt that is reversed and yet valid.
    REVERSED_BUT_VALID = "receipt.reversed-but-valid" Error Reference {
        zh: "票据已被冲红，状态却为正常", en: "the receipt has been reversed, yet its state is valid",
        hint_zh: "请将状态改为已冲红；冲红的票据不得计入", hint_en: "set its state to reversed; a reversed receipt never counts",
        source: "财政电子票据: 红冲",
    }
    /// 查验结果与票据状态不符 · State that differs from the last inspection.
    INSPECTION_DIFFERS = "receipt.inspection-differs" Error Reference {
        zh: "票据状态与最近一次查验结果不符", en: "the state differs from what the last inspection found",
        hint_zh: "请以查验结果为准", hint_en: "the inspection decides",
        source: "inspection of electronic receipts",
    }
    /// 分割单没有注明原票据 · Split sheet that does not name its original.
    ORIGINAL_MISSING = "receipt.original-missing" Warning Evidence {
        zh: "分割单没有注明原票据", en: "the split sheet does not name its original",
        hint_zh: "请填写原票据的代码和号码", hint_en: "give the code and number of the original",
        source: "practice of 分割单: the original stays with the insurer",
    }
    /// 分割单金额超过原票据 · Split sheet larger than its original.
    ORIGINAL_EXCEEDED = "receipt.original-exceeded" Error Arithmetic {
        zh: "分割单金额超过原票据总金额", en: "the split sheet is larger than its original",
        hint_zh: "请核对两张票据的金额", hint_en: "check both amounts",
        source: "parts never exceed the whole",
    }
    /// 住院天数与住院时间不符 · Days of the stay that differ from its dates.
    STAY_DAYS = "receipt.stay-days" Warning Arithmetic {
        zh: "住院天数与入出院日期不符（相差超过一天）", en: "the days of the stay differ from its dates by more than one",
        hint_zh: "请核对住院天数和入出院日期；算头不算尾或头尾都算均可", hint_en: "check both; counting the day of discharge or not are both right",
        source: "财综〔2019〕29号: 住院时间 and 住院天数",
    }
    /// 开票早于就诊 · Receipt issued before the visit.
    ISSUED_BEFORE_VISIT = "receipt.issued-before-visit" Warning Value {
        zh: "开票日期早于就诊或入院日期", en: "the receipt was issued before the visit or the admission",
        hint_zh: "请核对日期", hint_en: "check the dates",
        source: "plain fact",
    }
    /// 票据早于出生 · Receipt before the birth.
    BEFORE_BIRTH = "receipt.before-birth" Error Reference {
        zh: "票据日期早于患儿出生日期", en: "the receipt is dated before the birth of the child",
        hint_zh: "请核对票据是否属于该患儿", hint_en: "check whether the receipt is the child's",
        source: "plain fact",
    }
    /// 票据上的姓名不是患儿 · Receipt in another name.
    OTHER_PATIENT = "receipt.other-patient" Warning Reference {
        zh: "票据上的姓名与患儿姓名不同", en: "the name on the receipt is not the child's",
        hint_zh: "请核对票据是否属于该患儿；新生儿票据写母亲姓名的，请附证明", hint_en: "check whether the receipt is the child's; a newborn's may bear the mother's name, then add a proof",
        source: "programme notices: receipts of the child only",
    }
    /// 票据性别与患儿不符 · Sex on the receipt that is not the child's.
    OTHER_SEX = "receipt.patient-sex-mismatch" Warning Reference {
        zh: "票据上的性别与患儿性别不同", en: "the sex on the receipt is not the child's",
        hint_zh: "请核对票据是否属于该患儿", hint_en: "check whether the receipt is the child's",
        source: "财综〔2019〕29号: 性别 on the face",
    }
}

impl Receipt {
    /// Every number under which the receipt is known: electronic and, once exchanged, paper. Older numbers are given by
    /// each hospital for itself, so its name belongs to them.
    pub fn keys(&self) -> Vec<ReceiptKey> {
        self.keys_as_issuer(&self.number)
    }

    /// The same, without a copy of any of them.
    pub(crate) fn known(&self) -> impl Iterator<Item = Known<'_>> {
        self.known_as_issuer(&self.number)
    }

    /// The keys of a number that the hospital of this receipt issued.
    pub(crate) fn keys_as_issuer(&self, number: &ReceiptNumber) -> Vec<ReceiptKey> {
        number.keys_of(self.issued_by())
    }

    /// The same, without a copy of any of them.
    pub(crate) fn known_as_issuer<'a>(&'a self, number: &'a ReceiptNumber) -> impl Iterator<Item = Known<'a>> {
        number.known_as(self.issued_by())
    }

    /// Whether it is a part of another receipt, of which it gives the number.
    pub(crate) fn is_part(&self) -> bool {
        self.receipt_kind == ReceiptKind::SplitSheet && self.original.is_some()
    }

    /// Whether it is a part of another receipt, and does not say of which.
    pub(crate) fn is_unnamed_part(&self) -> bool {
        self.receipt_kind == ReceiptKind::SplitSheet && self.original.is_none()
    }

    /// The keys of the number that it gives of its original, without a copy of any of them.
    pub(crate) fn known_original(&self) -> impl Iterator<Item = Known<'_>> {
        self.original.iter().flat_map(|number| self.known_as_issuer(number))
    }

    /// By what the hospital is known that issued it.
    fn issued_by(&self) -> &str {
        self.issuer.as_ref().map_or("", Hospital::issuer_identity)
    }

    /// Whether its number tells it apart from every other receipt: a number that hospitals give, each for itself, does so
    /// only with the hospital.
    pub(crate) fn is_identified(&self) -> bool {
        self.issuer.is_some() || self.number.is_unique()
    }

    /// Whether its state is valid, as it is where none is stated.
    pub fn is_valid(&self) -> bool {
        matches!(self.status, None | Some(ReceiptStatus::Valid))
    }

    /// Whether it says itself that it does not count: it is not valid, or is reversed, or is a reversal.
    pub fn denies_itself(&self) -> bool {
        !self.is_valid() || self.reverses.is_some() || self.reversed_by.is_some()
    }

    /// The day of the visit: its date, or the day of admission, or the day of issue.
    pub fn visited_on(&self) -> Option<Date> {
        self.visit_date.or_else(|| self.stay.as_ref()?.start).or(self.issued_on)
    }

    /// The days of the stay as printed, or else as its dates say: at least one.
    pub fn days_of_stay(&self) -> Option<i64> {
        let dates = || self.stay.as_ref().and_then(|stay| Some(stay.start?.days_until(stay.end?).max(1)));
        self.stay_days.map(Integer::get).or_else(dates)
    }

    /// Whether the name on it is one of the child's.
    pub fn is_of(&self, child: &Child) -> Option<bool> {
        self.patient_name.as_ref().map(|name| child.is_called(name))
    }

    /// The day of discharge; without a stay, that of the visit.
    pub fn discharged_on(&self) -> Option<Date> {
        match &self.stay {
            Some(stay) => stay.end,
            None => self.visit_date,
        }
    }

    /// The day of the insurer's settlement, or else of issue.
    pub fn settled_on(&self) -> Option<Date> {
        self.settlement.as_ref().and_then(|settlement| settlement.settled_on).or(self.issued_on)
    }

    /// Judges the receipt against the child.
    pub(crate) fn check_child(&self, child: &Child, born: Option<Date>, at: &mut At) {
        let sex = child.sex;
        at.judge_member(&OTHER_PATIENT, Self::MEMBERS.patient_name, self.is_of(child), |_| {});
        let known = |sex: Option<Sex>| sex.filter(|s| matches!(s, Sex::Male | Sex::Female));
        let same_sex = known(self.patient_sex).zip(known(sex)).map(|(a, b)| a == b);
        at.judge_member(&OTHER_SEX, Self::MEMBERS.patient_sex, same_sex, |_| {});
        let after_birth = born.zip(self.visited_on()).map(|(born, day)| born <= day);
        at.judge(&BEFORE_BIRTH, after_birth, |f| {
            f.related("birth-date", MemberName::pointer([place::CHILD, Child::MEMBERS.birth_date]));
        });
    }

    fn check_state(&self, at: &mut At) {
        let negative = self.total_amount.fen() < 0;
        at.judge(&REVERSES_MISSING, negative.then_some(self.reverses.is_some()), |_| {});
        let reversal = self.reverses.as_ref().map(|_| negative || self.total_amount.fen() == 0);
        at.judge_member(&REVERSAL_POSITIVE, Self::MEMBERS.total_amount, reversal, |_| {});
        let marked = self.reversed_by.as_ref().map(|_| self.status == Some(ReceiptStatus::Reversed));
        at.judge_member(&REVERSED_BUT_VALID, Self::MEMBERS.reversed_by, marked, |_| {});
        // Moments are compared as moments: the texts may have different offsets.
        let inspections = self.inspections.as_deref().unwrap_or_default();
        let last = inspections.iter().max_by_key(|i| i.inspected_at.to_chrono());
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
        let holds = span.zip(self.stay_days).map(|(span, days)| (span..=span + 1).contains(&days.get()));
        // Admitted and discharged on one day is one day, however it is counted.
        at.judge_member(&STAY_DAYS, Self::MEMBERS.stay_days, holds, |_| {});
        let first = self.visit_date.or_else(|| stay?.start);
        let ordered = first.zip(self.issued_on).map(|(first, issued)| first <= issued);
        at.judge_member(&ISSUED_BEFORE_VISIT, Self::MEMBERS.issued_on, ordered, |_| {});
    }
}

/// The pointer of the object that holds a member.
fn at_parent(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}
