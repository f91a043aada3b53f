//! Household: hardship categories, property, household registration.

use crate::wire::code_list;

code_list! {
    /// 困难类别 · Hardship category.
    ///
    /// 由发证机关的困难证明证实，证明有有效期。
    /// Shown by a hardship certificate of the issuing authority, with a period of validity.
    pub enum PovertyCategory from "国办发〔2023〕39号; 民发〔2019〕62号; older categories as they occur" {
        /// 最低生活保障对象 · Recipient of the minimum living allowance.
        MinimumLivingAllowance = "minimum-living-allowance",
        /// 特困人员 · Recipient of extreme poverty support.
        ExtremePoverty = "extreme-poverty",
        /// 最低生活保障边缘家庭成员 · Member of a household near the minimum living allowance.
        NearMinimumLiving = "near-minimum-living",
        /// 刚性支出困难家庭成员 · Member of a household in hardship due to unavoidable expenses.
        RigidExpenditure = "rigid-expenditure",
        /// 防止返贫监测对象 · Person monitored against return to poverty.
        ReturnToPovertyMonitored = "return-to-poverty-monitored",
        /// 孤儿 · Orphan.
        Orphan = "orphan",
        /// 事实无人抚养儿童 · De facto unattended child.
        DeFactoUnattended = "de-facto-unattended",
        /// 残疾人 · Person with a disability.
        Disabled = "disabled",
        /// 建档立卡贫困人口（脱贫人口） · Member of a registered poor household (lifted out of poverty).
        ///
        /// 历史类别，脱贫户填写此项；与防止返贫监测对象不是同一类别。
        /// Historical category, for households that were lifted out of poverty. Not the same as return-to-poverty-monitored.
        RegisteredPoor = "registered-poor",
        /// 其他困难人员 · Other person in hardship.
        OtherHardship = "other-hardship",
    }
}

code_list! {
    /// 财产类别 · Kind of property.
    pub enum PropertyKind from "民政 household means checks: 家庭财产 items" {
        /// 银行存款 · Bank deposit.
        Deposit = "deposit",
        /// 证券基金 · Securities and funds.
        Securities = "securities",
        /// 商业保险现金价值 · Cash value of commercial insurance.
        InsuranceValue = "insurance-value",
        /// 债权 · Receivable.
        Claim = "claim",
        /// 互联网金融资产 · Internet finance assets.
        OnlineAssets = "online-assets",
        /// 市场主体 · Business entity.
        Business = "business",
        /// 机动车船农机 · Motor vehicle, vessel or farm machinery.
        Vehicle = "vehicle",
        /// 房屋 · Housing.
        Housing = "housing",
        /// 林木 · Standing timber.
        Forest = "forest",
        /// 其他 · Other.
        Other = "other",
    }
}

code_list! {
    /// 户口类别 · Kind of household registration.
    pub enum RegistrationKind from "户口簿; agricultural and non-agricultural are historical but still in use" {
        /// 居民户口 · Resident.
        Resident = "resident",
        /// 农业户口 · Agricultural.
        Agricultural = "agricultural",
        /// 非农业户口 · Non-agricultural.
        NonAgricultural = "non-agricultural",
        /// 集体户口 · Collective.
        Collective = "collective",
    }
}
