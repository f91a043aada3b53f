//! Codes on receipts.

use crate::wire::code_list;

code_list! {
    /// 票据种类 · Kind of receipt.
    pub enum ReceiptKind from "财综〔2019〕29号 annexes 1, 2, 4, 5; tax invoices and older receipts as they occur" {
        /// 医疗门诊收费票据（电子） · Electronic outpatient receipt.
        OutpatientElectronic = "outpatient-electronic",
        /// 医疗住院收费票据（电子） · Electronic inpatient receipt.
        InpatientElectronic = "inpatient-electronic",
        /// 医疗门诊收费票据（机打） · Machine-printed outpatient receipt.
        OutpatientPrinted = "outpatient-printed",
        /// 医疗住院收费票据（机打） · Machine-printed inpatient receipt.
        InpatientPrinted = "inpatient-printed",
        /// 医疗发票 · Tax invoice with medical details.
        TaxInvoice = "tax-invoice",
        /// 旧式票据 · Receipt of an older type.
        Legacy = "legacy",
        /// 费用分割单 · Split sheet.
        ///
        /// 由留存原票据的保险人等出具，须注明原票据。
        /// Issued by the insurer or other party that keeps the original receipt. Must state the original receipt.
        SplitSheet = "split-sheet",
    }
}

code_list! {
    /// 票据提交形式 · Submission form of a receipt.
    pub enum ReceiptForm from "practice of the programme notices" {
        /// 电子票据文件 · Electronic receipt file.
        ElectronicFile = "electronic-file",
        /// 纸质原件 · Paper original.
        Original = "original",
        /// 盖章复印件 · Stamped copy.
        StampedCopy = "stamped-copy",
        /// 复印件 · Unstamped copy.
        PlainCopy = "plain-copy",
    }
}

code_list! {
    /// 票据状态 · Status of a receipt.
    pub enum ReceiptStatus from "the inspection of electronic receipts: reversal and exchange for paper" {
        /// 正常 · Valid.
        Valid = "valid",
        /// 已冲红 · Reversed.
        Reversed = "reversed",
        /// 已作废 · Voided.
        Voided = "voided",
    }
}

code_list! {
    /// 收费项目类别 · Fee category.
    ///
    /// 国家医保局医疗收费项目类别 01—14。
    /// Categories 01 to 14 of medical charges of the National Healthcare Security Administration.
    pub enum FeeCategory from "医疗保障基金结算清单 med_chrgitm_type" {
        /// 床位费 · Bed.
        ///
        /// 国家代码 National code: 01
        Bed = "bed",
        /// 诊察费 · Consultation.
        ///
        /// 国家代码 National code: 02
        Consultation = "consultation",
        /// 检查费 · Examination.
        ///
        /// 国家代码 National code: 03
        Examination = "examination",
        /// 化验费 · Laboratory tests.
        ///
        /// 国家代码 National code: 04
        Laboratory = "laboratory",
        /// 治疗费 · Therapy.
        ///
        /// 国家代码 National code: 05
        Therapy = "therapy",
        /// 手术费 · Surgery.
        ///
        /// 国家代码 National code: 06
        Surgery = "surgery",
        /// 护理费 · Nursing.
        ///
        /// 国家代码 National code: 07
        Nursing = "nursing",
        /// 卫生材料费 · Medical consumables.
        ///
        /// 国家代码 National code: 08
        Materials = "materials",
        /// 西药费 · Western medicine.
        ///
        /// 国家代码 National code: 09
        WesternMedicine = "western-medicine",
        /// 中药饮片费 · Chinese herbal medicine.
        ///
        /// 国家代码 National code: 10
        HerbalMedicine = "herbal-medicine",
        /// 中成药费 · Chinese patent medicine.
        ///
        /// 国家代码 National code: 11
        PatentChineseMedicine = "patent-chinese-medicine",
        /// 一般诊疗费 · General consultation and treatment.
        ///
        /// 国家代码 National code: 12
        GeneralTreatment = "general-treatment",
        /// 挂号费 · Registration.
        ///
        /// 国家代码 National code: 13
        Registration = "registration",
        /// 其他费 · Other.
        ///
        /// 国家代码 National code: 14
        Other = "other",
    }
}

code_list! {
    /// 医保目录等级 · Catalogue class.
    pub enum CatalogueClass from "医疗保障基金结算清单 chrgitm_lv 01, 02, 03" {
        /// 甲类 · Class A.
        A = "a",
        /// 乙类 · Class B.
        B = "b",
        /// 丙类（目录外） · Class C, outside the catalogue.
        C = "c",
    }
}

code_list! {
    /// 就诊类别 · Kind of visit.
    pub enum VisitKind from "医疗保障 med_type; 16 as in the list of openhis (EncounterYbClass)" {
        /// 普通门诊 · Outpatient visit.
        ///
        /// 国家代码 National code: 11
        Outpatient = "outpatient",
        /// 门诊挂号 · Outpatient registration.
        ///
        /// 国家代码 National code: 12
        Registration = "registration",
        /// 急诊 · Emergency visit.
        ///
        /// 国家代码 National code: 13
        Emergency = "emergency",
        /// 门诊慢特病 · Outpatient treatment of a chronic or special disease.
        ///
        /// 国家代码 National code: 14
        OutpatientChronicSpecial = "outpatient-chronic-special",
        /// 特药 · Special drug supply.
        ///
        /// 国家代码 National code: 15
        SpecialDrug = "special-drug",
        /// 中医特色门诊 · Outpatient visit for Chinese medicine.
        ///
        /// 国家代码 National code: 16
        OutpatientChineseMedicine = "outpatient-chinese-medicine",
        /// 普通住院 · Inpatient stay.
        ///
        /// 国家代码 National code: 21
        Inpatient = "inpatient",
        /// 外伤住院 · Inpatient stay for an injury.
        ///
        /// 国家代码 National code: 22
        InpatientInjury = "inpatient-injury",
        /// 转外诊治住院 · Inpatient stay after referral to another region.
        ///
        /// 国家代码 National code: 23
        InpatientReferred = "inpatient-referred",
        /// 急诊转住院 · Inpatient stay after an emergency visit.
        ///
        /// 国家代码 National code: 24
        EmergencyToInpatient = "emergency-to-inpatient",
        /// 异地住院 · Inpatient stay outside the insured region.
        ///
        /// 国家代码 National code: 25
        InpatientElsewhere = "inpatient-elsewhere",
        /// 单病种住院 · Inpatient stay under a single-disease package.
        ///
        /// 国家代码 National code: 26
        SingleDisease = "single-disease",
        /// 自主就医 · Care without referral.
        ///
        /// 国家代码 National code: 27
        SelfReferred = "self-referred",
        /// 日间手术 · Day surgery.
        ///
        /// 国家代码 National code: 28
        DaySurgery = "day-surgery",
        /// 定点药店 · Designated pharmacy.
        ///
        /// 国家代码 National code: 41
        Pharmacy = "pharmacy",
        /// 生育门诊 · Outpatient maternity care.
        ///
        /// 国家代码 National code: 51
        MaternityOutpatient = "maternity-outpatient",
        /// 生育住院 · Inpatient maternity care.
        ///
        /// 国家代码 National code: 52
        MaternityInpatient = "maternity-inpatient",
        /// 其他 · Other.
        ///
        /// 不属于上列各类；在“就诊类别文字”中照录票面文字。
        /// None of the kinds above. State the printed text in the member for it.
        Other = "other",
    }
}

code_list! {
    /// 两张票据可能为同一张的依据 · Evidence that two receipts may be one.
    ///
    /// 两张票据号码不同，总金额相等。
    /// The two receipts have different numbers and the same total amount.
    pub enum DuplicateEvidence from "tongbiao 童标: the same receipt, docs/receipts.md" {
        /// 结算编号相同 · Same settlement number.
        SettlementNumber = "settlement-number",
        /// 业务流水号相同 · Same transaction serial number.
        BusinessNumber = "business-number",
        /// 住院号和住院时间相同 · Same inpatient number and stay.
        InpatientNumber = "inpatient-number",
        /// 票据号码相同，代码或种类不同 · Same receipt number with another code or of another kind.
        ReceiptNumber = "receipt-number",
        /// 电子票据已换开纸质票据 · Electronic receipt exchanged for a paper receipt.
        ///
        /// 查验结果显示已换开，票据未注明换开的纸质票据。
        /// An inspection found the exchange. The electronic receipt does not state the paper receipt.
        ExchangedForPaper = "exchanged-for-paper",
        /// 同日的电子票据和纸质票据 · Electronic and paper receipt of one day.
        ElectronicAndPaper = "electronic-and-paper",
        /// 医院或票据代码不明 · Hospital or receipt code not identified.
        ///
        /// 票据号由医院自编，未注明医院、医院写法不同，或只有一张注明票据代码；日期相同。
        /// The number is the hospital's own, and the hospital is omitted or written in two ways, or only one receipt states its code. The
        /// day is the same.
        HospitalUnclear = "hospital-unclear",
    }
}
