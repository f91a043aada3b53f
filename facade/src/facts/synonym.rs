//! Words of notices under which a fact is found, in addition to its label and to the labels of its codes.

use super::FactKind;

/// Kind, code, Chinese words separated by spaces, English words or phrases separated by semicolons.
#[rustfmt::skip]
const SYNONYMS: &[(FactKind, &str, &str, &str)] = &[
    (FactKind::Code, "sex", "男孩 女孩 男童 女童", "gender;boy;girl"),
    (FactKind::Code, "nationality", "中国籍 中国公民 外籍", "citizenship;citizen;chinese"),
    (FactKind::Code, "registration-kind", "户口 农村户口 城镇户口 户口性质", "hukou;rural;urban"),
    (FactKind::Code, "insurance-kind", "医保 居民医保 职工医保 新农合 参保", "medical insurance;resident insurance;employee insurance"),
    (FactKind::Code, "poverty-category", "低保 低保户 低保边缘 特困 困难 家庭困难 经济困难 贫困 低收入 建档立卡 孤儿 困境儿童 脱贫", "poverty;poor;low income;hardship;minimum living allowance;orphan;economic hardship"),
    (FactKind::Code, "poverty-category-at-visit", "就医时低保 就诊时低保 住院时低保 就医时困难 就诊日", "hardship at the visit;poor on the day of the visit"),
    (FactKind::Code, "disability-kind", "残疾 残疾证 残疾人证 听障 听力残疾 视障 视力残疾 脑瘫 肢体残疾 智力残疾 孤独症", "disability;disabled;deaf;blind"),
    (FactKind::Code, "disability-grade", "残疾 残疾等级 重度残疾", "disability;severe disability;disability grade"),
    (FactKind::Code, "treatment-done", "已移植 已手术 移植 手术 化疗 放疗 已治疗", "transplanted;operated;chemotherapy;surgery;transplant"),
    (FactKind::Code, "treatment-ahead", "拟移植 拟手术 待手术 移植 手术 化疗 放疗 将要治疗", "planned operation;planned transplant;surgery;transplant"),
    (FactKind::Code, "hospital-level", "三级 二级 一级 三甲 三级医院 二级医院 一级医院 医院等级", "tertiary hospital;secondary hospital;primary hospital;level"),
    (FactKind::Code, "hospital-grade", "三甲 甲等 乙等 医院等级", "grade A hospital"),
    (FactKind::Code, "hospital-ownership", "公立医院 民营医院 公立 民营", "public hospital;private hospital"),
    (FactKind::Code, "visit-kind", "门诊 住院 急诊 门诊慢特病 日间手术 药店 备案 未备案 异地就医 转诊 自行就医 异地安置", "outpatient;inpatient;emergency;referral;without referral;filed;care elsewhere"),
    (FactKind::Code, "receipt-insurance-kind", "医保 自费结算 异地就医", "insurance on the bill"),
    (FactKind::Flag, "insured", "医保 基本医保 参保 参加医保 未参保", "medical insurance;uninsured;insurance"),
    (FactKind::Flag, "disabled", "残疾 残疾证 残疾儿童", "disability;disability certificate"),
    (FactKind::Flag, "in-treatment", "在治 住院治疗 正在住院", "under treatment"),
    (FactKind::Flag, "institutional-guardian", "福利院 福利机构 机构养育 孤儿 集中供养", "orphanage;welfare home;orphan"),
    (FactKind::Money, "household-income", "年收入 收入 家庭收入 家庭年收入", "income;family income;annual income"),
    (FactKind::Money, "income-per-head", "人均收入 收入 人均可支配收入 月收入", "income;per capita income"),
    (FactKind::Money, "household-property", "财产 存款 房产 车辆", "assets;property;savings;car"),
    (FactKind::Money, "household-debts", "欠债 借款 负债 外债", "debt;loan"),
    (FactKind::Money, "medical-spending", "医疗支出 已花费 医药费", "medical expenses;spent"),
    (FactKind::Money, "estimated-cost", "预算 预估 手术费用 预计医疗费", "estimate;budget;quotation"),
    (FactKind::Money, "billed", "总费用 医疗费 医疗总费用 医药费", "total cost;hospital charges;billed"),
    (FactKind::Money, "family-borne", "自付 自费 个人负担 自付费用 个人自付 自负", "out of pocket;self-paid;co-payment"),
    (FactKind::Money, "family-borne-12-months", "一年内自付 年度自付 个人负担 灾难性支出", "out of pocket;a year;catastrophic"),
    (FactKind::Money, "aid-received", "其他救助 已获救助 已获得资助 未获得其他救助 社会捐助 众筹 水滴筹 轻松筹", "donation;crowdfunding;other charity;other aid"),
    (FactKind::Number, "household-members", "人口 家庭成员 多子女 共同生活", "family size;persons;members"),
    (FactKind::Number, "birth-weight-grams", "出生体重 早产 极低体重", "premature;birth weight"),
    (FactKind::Number, "body-weight-grams", "体重", "weight"),
    (FactKind::Number, "treatment-sessions", "疗程 次数 康复次数 训练天数", "sessions;courses"),
    (FactKind::Number, "membership-years", "互助 连续参加 参保年限", "mutual fund;membership"),
    (FactKind::Number, "stay-days", "住院 住院日 天数", "days in hospital;length of stay"),
    (FactKind::Number, "quota-left", "名额 限额人数 资金用完为止 先到先得", "places;quota;first come"),
    (FactKind::Date, "birth-date", "出生 生日 年龄 出生日期", "birthday;born;age"),
    (FactKind::Date, "entered-on", "录入 登记日期 首次录入", "entry;registered"),
    (FactKind::Date, "submitted-on", "申请日 提交 申请日期 申请之日", "application date;submission"),
    (FactKind::Date, "application-year-start", "当年1月1日 年初 申请当年 当年一月一日", "start of the year;first of january;new year"),
    (FactKind::Date, "diagnosed-on", "确诊 确诊日期 诊断日期", "diagnosis date;diagnosed"),
    (FactKind::Date, "admitted-on", "入院 入院日期", "admission"),
    (FactKind::Date, "operated-on", "手术日期 移植日期 术后", "operation date;surgery date"),
    (FactKind::Date, "membership-from", "参加互助 入会", "joined"),
    (FactKind::Date, "decided-on", "核定日 审批日 审核", "decision date;today"),
    (FactKind::Date, "receipt-visited-on", "就诊日期 入院日期 票据日期", "visit date;date of the bill"),
    (FactKind::Date, "receipt-discharged-on", "出院日期 出院", "discharge"),
    (FactKind::Date, "receipt-issued-on", "开票 票据日期", "invoice date"),
    (FactKind::Date, "receipt-settled-on", "结算 报销日期", "settlement date"),
    (FactKind::Region, "registration", "户籍 户口 户口所在地 本省户籍 本市户籍", "hukou;registered residence;household registration"),
    (FactKind::Region, "residence", "居住 常住 居住证 流动儿童", "living in;resident;address"),
    (FactKind::Region, "insurance", "参保地 医保所在地", "insured in"),
    (FactKind::Region, "hospital", "医院地区 就医地 本省医院 异地就医", "hospital location"),
    (FactKind::Condition, "age", "年龄 周岁 岁 未满 以下 儿童 未成年 月龄 新生儿", "age;years old;under;minor;child;months"),
    (FactKind::Condition, "disease", "病种 疾病 诊断 确诊 白血病 先心病 先天性心脏病 肿瘤 血友病 地中海贫血 唇腭裂 尿毒症 罕见病", "disease;illness;diagnosis;leukaemia;leukemia;cancer;tumour;heart disease;haemophilia"),
    (FactKind::Condition, "operation", "手术 手术名称 介入 移植手术 人工耳蜗 植入", "operation;surgery;procedure;implant;cochlear implant"),
    (FactKind::Condition, "hospital", "定点 定点医院 指定医院 合作医院", "designated hospital;partner hospital"),
    (FactKind::Condition, "days-between", "天内 个月内 期限 时限 申请期限", "within;deadline;days after"),
    (FactKind::Condition, "ratio", "占比 比例 百分之 超过收入", "share of income;percent of;ratio"),
    (FactKind::Condition, "earlier-aid", "限一次 只能申请一次 已资助 未受资助 以往救助 重复申请", "once;only once;earlier grant;repeat"),
    (FactKind::Condition, "assessed", "评估 入户调查 审核 专家评审 家访 综合评定 核实 听力损失 听力 残联 评定等级 辅具 助听器", "assessment;home visit;interview;review;discretion;hearing loss;hearing aid"),
];

/// The Chinese words, separated by spaces, and the English phrases, separated by semicolons.
pub(super) fn synonyms(kind: FactKind, code: &str) -> (&'static str, &'static str) {
    let row = SYNONYMS.iter().find(|(of, name, _, _)| *of == kind && *name == code);
    row.map_or(("", ""), |(_, _, zh, en)| (zh, en))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::entry;

    #[test]
    fn every_row_is_of_a_listed_fact() {
        let all = entry::all();
        for (kind, code, zh, en) in SYNONYMS {
            let is_listed = all.iter().any(|fact| fact.kind == *kind && fact.code.as_str() == *code);
            assert!(is_listed, "{kind} {code} is no fact");
            assert!(!zh.is_ascii() && en.is_ascii() && !en.is_empty(), "{code}");
        }
    }
}
