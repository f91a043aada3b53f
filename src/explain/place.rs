//! Administrative divisions by name.

use super::{Words, words::say};
use crate::value::DivisionCode;

/// The provinces of GB/T 2260.
const PROVINCES: [(&str, &str, &str); 34] = [
    ("110000", "北京市", "Beijing"),
    ("120000", "天津市", "Tianjin"),
    ("130000", "河北省", "Hebei"),
    ("140000", "山西省", "Shanxi"),
    ("150000", "内蒙古自治区", "Inner Mongolia"),
    ("210000", "辽宁省", "Liaoning"),
    ("220000", "吉林省", "Jilin"),
    ("230000", "黑龙江省", "Heilongjiang"),
    ("310000", "上海市", "Shanghai"),
    ("320000", "江苏省", "Jiangsu"),
    ("330000", "浙江省", "Zhejiang"),
    ("340000", "安徽省", "Anhui"),
    ("350000", "福建省", "Fujian"),
    ("360000", "江西省", "Jiangxi"),
    ("370000", "山东省", "Shandong"),
    ("410000", "河南省", "Henan"),
    ("420000", "湖北省", "Hubei"),
    ("430000", "湖南省", "Hunan"),
    ("440000", "广东省", "Guangdong"),
    ("450000", "广西壮族自治区", "Guangxi"),
    ("460000", "海南省", "Hainan"),
    ("500000", "重庆市", "Chongqing"),
    ("510000", "四川省", "Sichuan"),
    ("520000", "贵州省", "Guizhou"),
    ("530000", "云南省", "Yunnan"),
    ("540000", "西藏自治区", "Tibet"),
    ("610000", "陕西省", "Shaanxi"),
    ("620000", "甘肃省", "Gansu"),
    ("630000", "青海省", "Qinghai"),
    ("640000", "宁夏回族自治区", "Ningxia"),
    ("650000", "新疆维吾尔自治区", "Xinjiang"),
    ("710000", "台湾省", "Taiwan"),
    ("810000", "香港特别行政区", "Hong Kong"),
    ("820000", "澳门特别行政区", "Macao"),
];

/// A division by its name, from the province down. Without a known name, by the name of its province and its code.
pub(super) fn place(division: DivisionCode) -> Words {
    let code = division.to_string();
    let province = division.province().to_string();
    let Some((_, zh, en)) = PROVINCES.iter().find(|(known, ..)| *known == province) else {
        return say!("行政区划 {code}", "division {code}", code = Words::same(code));
    };
    let name = Words { zh: (*zh).to_owned(), en: (*en).to_owned() };
    if code == province {
        return name;
    }
    let Some(own) = division.local_name() else {
        return say!(
            "{name}（行政区划代码 {code}）",
            "{name} (division {code})",
            name = name,
            code = Words::same(code)
        );
    };
    // A municipality has the same name as its province, and a group of divisions has none.
    let prefecture = division.prefecture();
    let above = prefecture.local_name().filter(|above| prefecture != division && above != zh);
    let local: Vec<&str> = above.into_iter().chain((own != *zh).then_some(own)).collect();
    let english: Vec<&str> = local.iter().rev().copied().chain([*en]).collect();
    Words { zh: [*zh].into_iter().chain(local).collect(), en: english.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions_have_their_name() {
        for (code, zh, en) in [
            ("410000", "河南省", "Henan"),
            ("440100", "广东省广州市", "广州市, Guangdong"),
            ("440106", "广东省广州市天河区", "天河区, 广州市, Guangdong"),
            ("110105", "北京市朝阳区", "朝阳区, Beijing"),
            ("110100", "北京市", "Beijing"),
            // A county directly below the province, and one whose code was given up.
            ("419001", "河南省济源市", "济源市, Henan"),
            ("110103", "北京市崇文区", "崇文区, Beijing"),
            ("440199", "广东省（行政区划代码 440199）", "Guangdong (division 440199)"),
            ("990000", "行政区划 990000", "division 990000"),
        ] {
            let words = place(code.parse().unwrap());
            assert_eq!((words.zh.as_str(), words.en.as_str()), (zh, en));
        }
        assert!(PROVINCES.iter().all(|(code, ..)| code.parse::<DivisionCode>().is_ok_and(DivisionCode::is_known)));
    }
}
