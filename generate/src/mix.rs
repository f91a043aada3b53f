//! The mix of cases. Facts: 8 disease groups, 24 programmes, over 13,000 children and over 287 million yuan (report of the
//! fourth forum on relief for seriously ill children, November 2016). Illustrative: which diseases the groups are, their shares, the names of the
//! programmes, and all amounts of single cases. The shares of the grants are chosen so that 13,000 grants are about 287 million yuan.

/// The number of children that the alliance reported.
pub const CHILDREN: u64 = 13_000;
/// The amount that the alliance reported, in fen.
pub const AMOUNT_FEN: i64 = 28_700_000_000;

/// A disease group of the mix.
#[derive(Debug)]
pub struct Disease {
    /// Its name.
    pub name: &'static str,
    /// The code of the Chinese edition of ICD-10.
    pub code: &'static str,
    /// The code of the edition of WHO.
    pub who: &'static str,
    /// Its share in percent.
    pub share: u64,
    /// The department that treats it.
    pub department: &'static str,
    /// The treatment, and its code in the list of operations if it is an operation.
    pub(crate) treatment: (&'static str, &'static str, Option<&'static str>),
    /// The youngest and the oldest age at the application, in days.
    pub(crate) age: (i64, i64),
    /// The shortest and the longest stay in days.
    pub(crate) stay: (i64, i64),
    /// The names of its three programmes, in the order of their shares: 50, 30 and 20 percent.
    pub programmes: [&'static str; 3],
}

/// The shares of the three programmes of a disease group, in percent.
pub const PROGRAMME_SHARES: [u64; 3] = [50, 30, 20];

/// The eight disease groups.
pub static DISEASES: [Disease; 8] = [
    Disease {
        name: "急性淋巴细胞白血病",
        code: "C91.000",
        who: "C91.0",
        share: 26,
        department: "血液科",
        treatment: ("chemotherapy", "诱导缓解化疗", None),
        age: (400, 5800),
        stay: (18, 40),
        programmes: [
            "示例白血病儿童救助项目（虚构）",
            "示例血液病移植救助项目（虚构）",
            "示例白血病用药救助项目（虚构）",
        ],
    },
    Disease {
        name: "室间隔缺损",
        code: "Q21.000",
        who: "Q21.0",
        share: 24,
        department: "心脏外科",
        treatment: ("surgery", "室间隔缺损修补术", Some("35.5300")),
        age: (90, 2600),
        stay: (8, 21),
        programmes: ["示例先心病救助项目（虚构）", "示例先心病手术定额项目（虚构）", "示例复杂先心病救助项目（虚构）"],
    },
    Disease {
        name: "重型β地中海贫血",
        code: "D56.100",
        who: "D56.1",
        share: 12,
        department: "血液科",
        treatment: ("transplant", "造血干细胞移植", Some("41.0500")),
        age: (700, 5400),
        stay: (25, 45),
        programmes: ["示例地贫救助项目（虚构）", "示例地贫移植项目（虚构）", "示例地贫输血救助项目（虚构）"],
    },
    Disease {
        name: "单侧唇裂",
        code: "Q36.900",
        who: "Q36.9",
        share: 10,
        department: "口腔颌面外科",
        treatment: ("surgery", "单侧唇裂修补术", Some("27.5400")),
        age: (100, 1500),
        stay: (5, 10),
        programmes: ["示例唇腭裂手术项目（虚构）", "示例唇腭裂序列治疗项目（虚构）", "示例颅颌面救助项目（虚构）"],
    },
    Disease {
        name: "神经母细胞瘤",
        code: "C74.900",
        who: "C74.9",
        share: 10,
        department: "肿瘤外科",
        treatment: ("chemotherapy", "实体瘤联合化疗", None),
        age: (300, 3600),
        stay: (10, 30),
        programmes: ["示例儿童肿瘤救助项目（虚构）", "示例实体瘤用药救助项目（虚构）", "示例肿瘤放疗救助项目（虚构）"],
    },
    Disease {
        name: "遗传性因子Ⅷ缺乏症",
        code: "D66.x01",
        who: "D66",
        share: 7,
        department: "血液科",
        treatment: ("medication", "凝血因子替代治疗", None),
        age: (500, 5800),
        stay: (5, 14),
        programmes: ["示例血友病用药项目（虚构）", "示例血友病预防治疗项目（虚构）", "示例血友病急救项目（虚构）"],
    },
    Disease {
        name: "慢性肾脏病5期",
        code: "N18.000",
        who: "N18.5",
        share: 6,
        department: "肾脏科",
        treatment: ("dialysis", "血液透析", None),
        age: (1500, 6000),
        stay: (10, 28),
        programmes: ["示例尿毒症儿童救助项目（虚构）", "示例儿童透析救助项目（虚构）", "示例肾移植救助项目（虚构）"],
    },
    Disease {
        name: "新生儿坏死性小肠结肠炎",
        code: "P77.x00",
        who: "P77",
        share: 5,
        department: "新生儿科",
        treatment: ("surgery", "小肠部分切除术", Some("45.6200")),
        age: (60, 120),
        stay: (12, 40),
        programmes: ["示例新生儿急救项目（虚构）", "示例早产儿救助项目（虚构）", "示例新生儿外科救助项目（虚构）"],
    },
];

/// A grant in fen and its share in percent.
pub static GRANTS: [(i64, u64); 4] = [(1_000_000, 34), (2_000_000, 30), (3_000_000, 26), (5_000_000, 10)];

/// A province: its division code, and its share in percent. The first two digits begin the codes of its receipts.
pub(crate) static PROVINCES: [(&str, u64); 10] = [
    ("410000", 16),
    ("510000", 14),
    ("520000", 12),
    ("430000", 11),
    ("450000", 10),
    ("360000", 9),
    ("620000", 8),
    ("440000", 8),
    ("130000", 7),
    ("530000", 5),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mix_agrees_with_the_reported_figures() {
        let sum = |shares: &mut dyn Iterator<Item = u64>| shares.sum::<u64>();
        assert_eq!(sum(&mut DISEASES.iter().map(|disease| disease.share)), 100);
        assert_eq!(sum(&mut PROVINCES.iter().map(|(_, share)| *share)), 100);
        assert_eq!(sum(&mut GRANTS.iter().map(|(_, share)| *share)), 100);
        assert_eq!(PROGRAMME_SHARES.iter().sum::<u64>(), 100);
        let names: std::collections::BTreeSet<_> = DISEASES.iter().flat_map(|disease| disease.programmes).collect();
        assert_eq!((DISEASES.len(), names.len()), (8, 24));
        let mean: i64 = GRANTS.iter().map(|(fen, share)| fen * i64::try_from(*share).unwrap() / 100).sum();
        let all = mean * i64::try_from(CHILDREN).unwrap();
        assert!((AMOUNT_FEN..AMOUNT_FEN * 102 / 100).contains(&all), "{all}");
    }
}
