//! What stands on receipts.

use crate::wire::code_list;

code_list! {
    /// 票据种类 · Kind of receipt.
    pub enum ReceiptKind from "财综〔2019〕29号 annexes 1, 2, 4, 5; tax invoices and older receipts as they occur" {
        /// 医疗门诊收费票据（电子） · Out-patient receipt, electronic.
        OutpatientElectronic = "outpatient-electronic",
        /// 医疗住院收费票据（电子） · In-patient receipt, electronic.
        InpatientElectronic = "inpatient-electronic",
        /// 医疗门诊收费票据（机打） · Out-patient receipt, printed.
        OutpatientPrinted = "outpatient-printed",
        /// 医疗住院收费票据（机打） · In-patient receipt, printed.
        InpatientPrinted = "inpatient-printed",
        /// 医疗发票 · Tax invoice with a medical block.
        TaxInvoice = "tax-invoice",
        /// 旧式票据 · Older receipt.
        Legacy = "legacy",
        /// 费用分割单 · Split sheet.
        ///
        /// 原件由保险人等留存时由其出具，须注明原票据。Issued by an insurer or another who keeps the original, which it must name.
        SplitSheet = "split-sheet",
    }
}

code_list! {
    /// 票据提交形式 · Form in which a receipt is handed in.
    pub enum ReceiptForm from "practice of the programme notices" {
        /// 电子票据文件 · Electronic file.
        ElectronicFile = "electronic-file",
        /// 纸质原件 · Paper original.
        Original = "original",
        /// 盖章复印件 · Stamped copy.
        StampedCopy = "stamped-copy",
        /// 复印件 · Copy without a stamp.
        PlainCopy = "plain-copy",
    }
}

code_list! {
    /// 票据状态 · State of a receipt.
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
    /// The fourteen categories of the National Healthcare Security Administration.
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
        /// 化验费 · Laboratory.
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
        /// 卫生材料费 · Medical materials.
        ///
        /// 国家代码 National code: 08
        Materials = "materials",
        /// 西药费 · Western medicine.
        ///
        /// 国家代码 National code: 09
        WesternMedicine = "western-medicine",
        /// 中药饮片费 · Herbal medicine.
        ///
        /// 国家代码 National code: 10
        HerbalMedicine = "herbal-medicine",
        /// 中成药费 · Patent Chinese medicine.
        ///
        /// 国家代码 National code: 11
        PatentChineseMedicine = "patent-chinese-medicine",
        /// 一般诊疗费 · General treatment.
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
    /// 医保目录等级 · Class in the insurance catalogue.
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
    pub enum VisitKind from "医疗保障 med_type" {
        /// 普通门诊 · Out-patient.
        ///
        /// 国家代码 National code: 11
        Outpatient = "outpatient",
        /// 门诊挂号 · Out-patient registration.
        ///
        /// 国家代码 National code: 12
        Registration = "registration",
        /// 急诊 · Emergency.
        ///
        /// 国家代码 National code: 13
        Emergency = "emergency",
        /// 门诊慢特病 · Out-patient treatment of a chronic or special disease.
        ///
        /// 国家代码 National code: 14
        OutpatientChronicSpecial = "outpatient-chronic-special",
        /// 特药 · Special drug.
        ///
        /// 国家代码 National code: 15
        SpecialDrug = "special-drug",
        /// 普通住院 · In-patient.
        ///
        /// 国家代码 National code: 21
        Inpatient = "inpatient",
        /// 外伤住院 · In-patient, injury.
        ///
        /// 国家代码 National code: 22
        InpatientInjury = "inpatient-injury",
        /// 转外诊治住院 · In-patient, referred elsewhere.
        ///
        /// 国家代码 National code: 23
        InpatientReferred = "inpatient-referred",
        /// 急诊转住院 · Emergency, then in-patient.
        ///
        /// 国家代码 National code: 24
        EmergencyToInpatient = "emergency-to-inpatient",
        /// 异地住院 · In-patient away from home.
        ///
        /// 国家代码 National code: 25
        InpatientElsewhere = "inpatient-elsewhere",
        /// 单病种住院 · In-patient, single-disease package.
        ///
        /// 国家代码 National code: 26
        SingleDisease = "single-disease",
        /// 日间手术 · Day surgery.
        ///
        /// 国家代码 National code: 28
        DaySurgery = "day-surgery",
        /// 定点药店 · Designated pharmacy.
        ///
        /// 国家代码 National code: 41
        Pharmacy = "pharmacy",
    }
}
