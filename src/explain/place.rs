//! Administrative divisions by the name of their province.

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

/// A division. A province has its name; a smaller division has the name of its province and its code.
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
    say!("{name}（行政区划代码 {code}）", "{name} (division {code})", name = name, code = Words::same(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions_have_the_name_of_their_province() {
        for (code, zh, en) in [
            ("410000", "河南省", "Henan"),
            ("440100", "广东省（行政区划代码 440100）", "Guangdong (division 440100)"),
            ("990000", "行政区划 990000", "division 990000"),
        ] {
            let words = place(code.parse().unwrap());
            assert_eq!((words.zh.as_str(), words.en.as_str()), (zh, en));
        }
        assert!(PROVINCES.iter().all(|(code, ..)| code.parse::<DivisionCode>().is_ok_and(DivisionCode::is_known)));
    }
}
