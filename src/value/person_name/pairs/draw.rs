//! Invented names, and the characters from which they are made.

use crate::value::PersonName;

/// Numbers that look random and are the same in every run.
pub(super) struct Draw(pub(super) u64);

impl Draw {
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    pub(super) fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Two different items.
    pub(super) fn two<T: Copy>(&mut self, all: &[T]) -> (T, T) {
        let (first, step) = (self.below(all.len()), 1 + self.below(all.len() - 1));
        (all[first], all[(first + step) % all.len()])
    }

    pub(super) fn surname(&mut self) -> &'static str {
        self.of(SURNAMES).0
    }

    /// One or two characters of a given name.
    pub(super) fn given(&mut self) -> String {
        let length = 1 + self.below(2);
        (0..length).map(|_| self.of(GIVEN).0).collect()
    }

    pub(super) fn chinese(&mut self) -> String {
        format!("{}{}", self.surname(), self.given())
    }

    /// A given name and the father's name, with a dot.
    pub(super) fn dotted(&mut self) -> String {
        let (own, father) = self.two(TRANSCRIBED);
        format!("{own}·{father}")
    }

    pub(super) fn latin(&mut self) -> String {
        let (first, second) = self.two(LATIN);
        format!("{first} {second} {}", self.of(FAMILY))
    }

    /// Up to six pieces that occur in names, and in texts that are none.
    pub(super) fn mixed(&mut self) -> PersonName {
        loop {
            let length = 1 + self.below(6);
            let text: String = (0..length).map(|_| self.of(PIECES)).collect();
            if let Ok(name) = PersonName::parse(&text) {
                return name;
            }
        }
    }

    pub(super) fn insert(&mut self, name: &str, item: &str) -> String {
        let chars: Vec<char> = name.chars().collect();
        let at = 1 + self.below(chars.len() - 1);
        let (start, end) = chars.split_at(at);
        start.iter().collect::<String>() + item + &end.iter().collect::<String>()
    }

    /// A surname, a given name and one or the other of two characters.
    pub(super) fn pair(&mut self, pairs: &[(&'static str, &'static str)]) -> (String, String) {
        let (one, other) = self.of(pairs);
        let (surname, given, last) = (self.surname(), self.of(GIVEN).0, self.below(2) == 0);
        let name = |c| if last { format!("{surname}{given}{c}") } else { format!("{surname}{c}") };
        (name(one), name(other))
    }
}

/// Surnames and their pinyin. No two sound or look alike.
#[rustfmt::skip]
pub(super) const SURNAMES: &[(&str, &str)] = &[
    ("童", "TONG"), ("王", "WANG"), ("赵", "ZHAO"), ("周", "ZHOU"), ("吴", "WU"), ("徐", "XU"), ("孙", "SUN"),
    ("胡", "HU"), ("朱", "ZHU"), ("高", "GAO"), ("林", "LIN"), ("何", "HE"), ("郭", "GUO"), ("罗", "LUO"),
    ("梁", "LIANG"), ("宋", "SONG"), ("郑", "ZHENG"), ("谢", "XIE"), ("唐", "TANG"), ("冯", "FENG"), ("邓", "DENG"),
    ("曹", "CAO"), ("彭", "PENG"), ("曾", "ZENG"), ("肖", "XIAO"), ("田", "TIAN"), ("潘", "PAN"), ("蔡", "CAI"),
    ("蒋", "JIANG"), ("余", "YU"), ("杜", "DU"), ("苏", "SU"), ("欧阳", "OUYANG"), ("诸葛", "ZHUGE"),
    ("上官", "SHANGGUAN"), ("慕容", "MURONG"),
];

/// Characters of given names and their pinyin. No two sound or look alike.
#[rustfmt::skip]
pub(super) const GIVEN: &[(&str, &str)] = &[
    ("安", "AN"), ("宁", "NING"), ("康", "KANG"), ("欣", "XIN"), ("怡", "YI"), ("宸", "CHEN"), ("涵", "HAN"),
    ("梓", "ZI"), ("轩", "XUAN"), ("雨", "YU"), ("梅", "MEI"), ("博", "BO"), ("文", "WEN"), ("睿", "RUI"),
    ("思", "SI"), ("佳", "JIA"), ("琪", "QI"), ("浩", "HAO"), ("然", "RAN"), ("明", "MING"), ("月", "YUE"),
    ("春", "CHUN"), ("兰", "LAN"), ("国", "GUO"), ("强", "QIANG"), ("伟", "WEI"), ("芳", "FANG"), ("娜", "NA"),
    ("静", "JING"), ("磊", "LEI"), ("洋", "YANG"), ("勇", "YONG"), ("艳", "YAN"), ("杰", "JIE"), ("娟", "JUAN"),
    ("涛", "TAO"), ("超", "CHAO"), ("秀", "XIU"), ("霞", "XIA"), ("平", "PING"), ("刚", "GANG"), ("桂", "GUI"),
    ("英", "YING"), ("华", "HUA"), ("鹏", "PENG"), ("飞", "FEI"), ("红", "HONG"), ("军", "JUN"),
];

/// Transcribed names. Any two differ in at least two characters.
#[rustfmt::skip]
pub(super) const TRANSCRIBED: &[&str] = &[
    "古丽米热", "艾比布力", "阿依努尔", "买买提江", "吐尔逊", "热依汗", "库尔班", "木拉提", "帕提古丽", "赛买提", "依布拉音", "玉素甫", "祖丽皮亚", "哈斯木",
    "努尔兰", "达吾列提", "巴合提", "叶尔肯", "沙吾列", "卓玛央金", "扎西顿珠", "次仁", "乌云其木格", "巴雅尔",
];

/// Given names in letters. Any two differ in more than two letters.
#[rustfmt::skip]
pub(super) const LATIN: &[&str] = &[
    "MARIA", "JOSEPHINE", "TOMAS", "VIKTOR", "ELENA", "SOFIA", "OLUWASEUN", "PATRICK", "GABRIELLE", "NGUYET",
    "HENRIK", "YUSUF", "DMITRI", "FATIMAH", "LEOPOLD", "BEATRICE",
];

#[rustfmt::skip]
pub(super) const FAMILY: &[&str] = &[
    "IVANOVSKI", "SANTOS", "OKONKWO", "LINDQVIST", "FERREIRA", "KOWALCZYK", "HASHIMOTO", "DUBOIS", "WHITFIELD",
    "ARSLAN",
];

/// Characters that are not in GB/T 2312, and their pinyin.
#[rustfmt::skip]
pub(super) const RARE: &[(&str, &str)] = &[
    ("䶮", "YAN"), ("玥", "YUE"), ("祎", "YI"), ("堃", "KUN"), ("喆", "ZHE"), ("珺", "JUN"), ("翀", "CHONG"),
    ("燊", "SHEN"), ("垚", "YAO"), ("𬱖", "DI"), ("𫘧", "LU"), ("㛃", "JIE"),
];

pub(super) const DOTS: &[&str] = &["•", "・", "･", "．", ".", "‧", "∙", "⋅", "\u{387}", "。", "｡"];
pub(super) const NO_DOTS: &[&str] = &["", " ", "\u{3000}", "-", "－", "—", " · ", "\u{a0}"];
pub(super) const SPACES: &[&str] = &[" ", "\u{3000}", "  ", "\u{a0}", "\u{2003}"];
pub(super) const INVISIBLE: &[&str] =
    &["\u{200b}", "\u{feff}", "\u{200d}", "\u{2060}", "\u{ad}", "\u{fe00}", "\u{e0100}", "\u{200e}"];
#[rustfmt::skip]
pub(super) const EQUIVALENT: &[(&str, &str)] = &[
    ("立", "⽴"), ("金", "⾦"), ("玉", "⽟"), ("石", "⽯"), ("青", "⻘"), ("马", "⻢"), ("龙", "⻰"), ("麦", "⻨"),
    ("兀", "\u{fa0c}"), ("朗", "\u{f929}"), ("龍", "\u{f9c4}"), ("蓮", "\u{f999}"), ("凉", "\u{f979}"),
    ("眞", "\u{2f945}"), ("子", "⼦"), ("女", "⼥"), ("雨", "⾬"),
];
#[rustfmt::skip]
pub(super) const TRADITIONAL: &[(&str, &str)] = &[
    ("华", "華"), ("伟", "偉"), ("丽", "麗"), ("兰", "蘭"), ("国", "國"), ("强", "強"), ("艳", "艷"), ("杰", "傑"), ("涛", "濤"),
    ("鹏", "鵬"), ("飞", "飛"), ("红", "紅"), ("军", "軍"), ("云", "雲"), ("凤", "鳳"), ("龙", "龍"), ("晓", "曉"), ("东", "東"),
    ("庆", "慶"), ("贤", "賢"), ("颖", "穎"), ("莹", "瑩"), ("义", "義"), ("爱", "愛"), ("学", "學"), ("宝", "寶"), ("贵", "貴"),
    ("发", "發"), ("发", "髮"), ("宁", "寧"),
];
#[rustfmt::skip]
pub(super) const VARIANTS: &[(&str, &str)] = &[
    ("峰", "峯"), ("群", "羣"), ("昆", "崑"), ("升", "昇"), ("坤", "堃"), ("哲", "喆"), ("韵", "韻"), ("韵", "韵"), ("炮", "砲"),
    ("杯", "盃"), ("泛", "氾"), ("栖", "棲"), ("强", "彊"), ("宁", "甯"), ("凉", "涼"), ("净", "淨"), ("教", "敎"), ("户", "戶"),
    ("真", "眞"), ("晋", "晉"),
];
#[rustfmt::skip]
pub(super) const LOOK_ALIKES: &[(&str, &str)] = &[
    ("己", "已"), ("巳", "已"), ("戊", "戌"), ("戌", "戍"), ("士", "土"), ("未", "末"), ("晴", "睛"), ("拔", "拨"), ("栗", "粟"),
    ("崇", "祟"), ("杨", "扬"), ("祇", "祗"), ("昊", "吴"), ("冶", "治"), ("毫", "亳"), ("享", "亨"), ("宣", "宜"), ("祎", "袆"), ("芃", "芄"),
];
#[rustfmt::skip]
pub(super) const SOUNDS: &[(&str, &str)] = &[
    ("伟", "炜"), ("伟", "玮"), ("晓", "小"), ("宇", "雨"), ("静", "婧"), ("颖", "影"), ("辰", "晨"), ("佳", "嘉"), ("艺", "怡"),
    ("涵", "晗"), ("子", "梓"), ("轩", "萱"), ("婷", "廷"), ("莉", "力"), ("丽", "莉"), ("敏", "民"), ("霞", "侠"), ("雯", "文"),
    ("豪", "浩"), ("磊", "蕾"),
];
/// Transcriptions of one name.
#[rustfmt::skip]
pub(super) const TRANSCRIPTIONS: &[(&str, &str)] = &[
    ("古丽米热", "古力米热"), ("买买提江", "麦麦提江"), ("吐尔逊", "图尔逊"), ("阿不都", "阿布都"), ("依布拉音", "伊不拉音"), ("努尔兰", "奴尔兰"),
    ("赛买提", "赛麦提"), ("帕提古丽", "帕提古力"), ("艾比布力", "艾比布拉"), ("买合木提", "买合提"), ("玉素甫", "玉苏甫"), ("沙吾列", "沙吾烈"),
];
#[rustfmt::skip]
pub(super) const MARKED: &[(&str, &str)] = &[
    ("José", "JOSE"), ("Müller", "MUELLER"), ("Müller", "MULLER"), ("Nguyễn", "NGUYEN"), ("Đặng", "DANG"),
    ("Łukasz", "LUKASZ"), ("Søren", "SOREN"), ("Søren", "SOEREN"), ("Håkan", "HAKAN"), ("Lü", "LYU"),
    ("Lü", "LV"), ("Lü", "LU"), ("Şule", "SULE"), ("O’Brien", "OBRIEN"),
];
#[rustfmt::skip]
pub(super) const PIECES: &[&str] = &[
    "童", "安", "宁", "張", "张", "䶮", "古丽", "米热", "·", "•", " ", "\u{3000}", "-", "*", "某", "□", "?", "\u{e863}",
    "之子", "之女", "婴", "（", "）", "A", "b", "é", "e\u{301}", "ü", "TONG", "An", "'", ",", "1", "ﬁ", "Ａ", "Ж", "ك", "길",
    "⻢", "⿰", "氵", "…", "\u{200b}", "x", "BB", "之", "大", "子",
];
pub(super) const SIGNS: &[&str] = &["□", "?", "？", "■", "〓", "\u{fffd}", "??", "▯"];
#[rustfmt::skip]
pub(super) const BIRTHS: &[&str] = &[
    "之子", "之女", "之婴", "之大子", "之二女", "之双子", "（婴）", "(之子)", "女婴", "男婴", "之子1", "婴儿", "BB", "宝宝", "大女", " 之女",
];
pub(super) const NOTES: &[&str] = &["（男）", "(2)", "1", "01", "【急诊】", "（大宝）", "(退)", "[A]"];

/// The text with full-width forms in place of ASCII.
pub(super) fn wide(text: &str) -> String {
    let wide = |c: char| match c {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
        c => c,
    };
    text.chars().map(wide).collect()
}
