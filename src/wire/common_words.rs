//! Words in common use for codes with other labels, such as 众筹 for `crowdfunding`.

/// The words of a list of codes, each with the code that is suggested for it.
struct Words {
    list: &'static str,
    words: &'static [(&'static str, &'static str)],
}

const WORDS: &[Words] = &[
    Words {
        list: "PayerClass",
        words: &[
            ("crowdfunding", "众筹 网络众筹 网络筹款 筹款 水滴筹 轻松筹 crowd-funding fundraising"),
            ("basic-insurance", "医保 社保 医保基金 统筹 统筹基金 基本医保 居民医保 职工医保 新农合"),
            ("critical-illness-insurance", "大病 大病医保"),
            ("commercial-insurance", "商保 商业保险 商业医保"),
            ("charity", "基金会 慈善 慈善组织 慈善机构 红十字会 foundation ngo"),
            ("mutual-fund", "互助 互助金"),
            ("employer", "单位"),
        ],
    },
    Words {
        list: "InsuranceKind",
        words: &[
            ("new-rural-cooperative", "新农合 农合 农村合作医疗 新型农村合作医疗 rural"),
            ("resident", "居民医保 城乡居民 城乡居民医保 城乡居民基本医疗保险 rural-residents"),
            ("urban-resident", "城镇居民 城镇居民医保"),
            ("employee", "职工医保 城镇职工 城镇职工医保"),
            ("self-pay", "自费 全自费 无医保 none"),
            ("commercial", "商保 商业保险"),
        ],
    },
    Words {
        list: "MaterialKind",
        words: &[
            ("household-register", "户口本 户口簿 户口页"),
            ("identity-card", "身份证 身份证复印件 id-card"),
            ("birth-certificate", "出生证 出生证明"),
            ("diagnosis", "诊断书 诊断证明 诊断证明书 疾病诊断证明"),
            ("discharge-summary", "出院小结 出院记录"),
            ("record-front-page", "病案首页"),
            ("receipt", "发票 票据 收据 invoice"),
            ("fee-list", "清单 费用清单 费用明细"),
            ("settlement-sheet", "结算单 医保结算单"),
            ("hardship-certificate", "低保证 贫困证明 困难证明"),
            ("income-proof", "收入证明"),
            ("bank-card", "银行卡 银行卡复印件"),
            ("photograph", "照片 photo"),
        ],
    },
    Words { list: "Relation", words: &[("51", "爸爸 爸 dad"), ("52", "妈妈 妈 mom mum")] },
    Words { list: "Sex", words: &[("male", "男孩 男童 boy"), ("female", "女孩 女童 girl")] },
];

/// The code of a list that a word in common use may mean. `is_same` compares the word with one of the table.
pub(super) fn commonly(list: &str, is_same: impl Fn(&str) -> bool) -> Option<&'static str> {
    let of_list = WORDS.iter().find(|words| words.list == list)?;
    of_list.words.iter().find(|(_, words)| words.split(' ').any(&is_same)).map(|(code, _)| *code)
}

/// The lists with such words, and the codes that are suggested.
#[cfg(test)]
pub(crate) fn suggested() -> impl Iterator<Item = (&'static str, &'static str)> {
    WORDS.iter().flat_map(|words| words.words.iter().map(|(code, _)| (words.list, *code)))
}
