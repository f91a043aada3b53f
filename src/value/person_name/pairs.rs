//! Pairs of invented names with the right answer, and how many of them are answered how.

use super::{NameDoubt, NameMatch, PersonName};
use std::{collections::BTreeSet, fmt::Write, fs};
use tongbiao_testkit::size::size;

/// Pairs of each kind.
const PAIRS: usize = 400;

/// What the comparison must answer for a kind of pair.
#[derive(Clone, Copy, PartialEq)]
enum Answer {
    Same,
    Variant,
    Unknown(&'static [NameDoubt]),
    Other,
}

/// A kind of pair.
struct Kind {
    zh: &'static str,
    en: &'static str,
    one_person: bool,
    answer: Answer,
    make: fn(&mut Draw) -> (String, String),
}

/// Numbers that look random and are the same in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Two different items.
    fn two<T: Copy>(&mut self, all: &[T]) -> (T, T) {
        let (first, step) = (self.below(all.len()), 1 + self.below(all.len() - 1));
        (all[first], all[(first + step) % all.len()])
    }

    fn surname(&mut self) -> &'static str {
        self.of(SURNAMES).0
    }

    /// One or two characters of a given name.
    fn given(&mut self) -> String {
        let length = 1 + self.below(2);
        (0..length).map(|_| self.of(GIVEN).0).collect()
    }

    fn chinese(&mut self) -> String {
        format!("{}{}", self.surname(), self.given())
    }

    /// A given name and the father's name, with a dot.
    fn dotted(&mut self) -> String {
        let (own, father) = self.two(TRANSCRIBED);
        format!("{own}·{father}")
    }

    fn latin(&mut self) -> String {
        let (first, second) = self.two(LATIN);
        format!("{first} {second} {}", self.of(FAMILY))
    }

    fn insert(&mut self, name: &str, item: &str) -> String {
        let chars: Vec<char> = name.chars().collect();
        let at = 1 + self.below(chars.len() - 1);
        let (start, end) = chars.split_at(at);
        start.iter().collect::<String>() + item + &end.iter().collect::<String>()
    }

    /// A surname, a given name and one or the other of two characters.
    fn pair(&mut self, pairs: &[(&'static str, &'static str)]) -> (String, String) {
        let (one, other) = self.of(pairs);
        let (surname, given, last) = (self.surname(), self.of(GIVEN).0, self.below(2) == 0);
        let name = |c| if last { format!("{surname}{given}{c}") } else { format!("{surname}{c}") };
        (name(one), name(other))
    }
}

/// Surnames and their pinyin. No two sound or look alike.
#[rustfmt::skip]
const SURNAMES: &[(&str, &str)] = &[
    ("童", "TONG"), ("王", "WANG"), ("赵", "ZHAO"), ("周", "ZHOU"), ("吴", "WU"), ("徐", "XU"), ("孙", "SUN"),
    ("胡", "HU"), ("朱", "ZHU"), ("高", "GAO"), ("林", "LIN"), ("何", "HE"), ("郭", "GUO"), ("罗", "LUO"),
    ("梁", "LIANG"), ("宋", "SONG"), ("郑", "ZHENG"), ("谢", "XIE"), ("唐", "TANG"), ("冯", "FENG"), ("邓", "DENG"),
    ("曹", "CAO"), ("彭", "PENG"), ("曾", "ZENG"), ("肖", "XIAO"), ("田", "TIAN"), ("潘", "PAN"), ("蔡", "CAI"),
    ("蒋", "JIANG"), ("余", "YU"), ("杜", "DU"), ("苏", "SU"), ("欧阳", "OUYANG"), ("诸葛", "ZHUGE"),
    ("上官", "SHANGGUAN"), ("慕容", "MURONG"),
];

/// Characters of given names and their pinyin. No two sound or look alike.
#[rustfmt::skip]
const GIVEN: &[(&str, &str)] = &[
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
const TRANSCRIBED: &[&str] = &[
    "古丽米热", "艾比布力", "阿依努尔", "买买提江", "吐尔逊", "热依汗", "库尔班", "木拉提", "帕提古丽", "赛买提", "依布拉音", "玉素甫", "祖丽皮亚", "哈斯木",
    "努尔兰", "达吾列提", "巴合提", "叶尔肯", "沙吾列", "卓玛央金", "扎西顿珠", "次仁", "乌云其木格", "巴雅尔",
];

/// Given names in letters. Any two differ in more than two letters.
#[rustfmt::skip]
const LATIN: &[&str] = &[
    "MARIA", "JOSEPHINE", "TOMAS", "VIKTOR", "ELENA", "SOFIA", "OLUWASEUN", "PATRICK", "GABRIELLE", "NGUYET",
    "HENRIK", "YUSUF", "DMITRI", "FATIMAH", "LEOPOLD", "BEATRICE",
];

#[rustfmt::skip]
const FAMILY: &[&str] = &[
    "IVANOVSKI", "SANTOS", "OKONKWO", "LINDQVIST", "FERREIRA", "KOWALCZYK", "HASHIMOTO", "DUBOIS", "WHITFIELD",
    "ARSLAN",
];

/// Characters that are not in GB/T 2312, and their pinyin.
#[rustfmt::skip]
const RARE: &[(&str, &str)] = &[
    ("䶮", "YAN"), ("玥", "YUE"), ("祎", "YI"), ("堃", "KUN"), ("喆", "ZHE"), ("珺", "JUN"), ("翀", "CHONG"),
    ("燊", "SHEN"), ("垚", "YAO"), ("𬱖", "DI"), ("𫘧", "LU"), ("㛃", "JIE"),
];

const DOTS: &[&str] = &["•", "・", "･", "．", ".", "‧", "∙", "⋅", "\u{387}", "。", "｡"];
const NO_DOTS: &[&str] = &["", " ", "\u{3000}", "-", "－", "—", " · ", "\u{a0}"];
const SPACES: &[&str] = &[" ", "\u{3000}", "  ", "\u{a0}", "\u{2003}"];
const INVISIBLE: &[&str] =
    &["\u{200b}", "\u{feff}", "\u{200d}", "\u{2060}", "\u{ad}", "\u{fe00}", "\u{e0100}", "\u{200e}"];
#[rustfmt::skip]
const EQUIVALENT: &[(&str, &str)] = &[
    ("立", "⽴"), ("金", "⾦"), ("玉", "⽟"), ("石", "⽯"), ("青", "⻘"), ("马", "⻢"), ("龙", "⻰"), ("麦", "⻨"),
    ("兀", "\u{fa0c}"), ("朗", "\u{f929}"), ("龍", "\u{f9c4}"), ("蓮", "\u{f999}"), ("凉", "\u{f979}"),
    ("眞", "\u{2f945}"), ("子", "⼦"), ("女", "⼥"), ("雨", "⾬"),
];
#[rustfmt::skip]
const TRADITIONAL: &[(&str, &str)] = &[
    ("华", "華"), ("伟", "偉"), ("丽", "麗"), ("兰", "蘭"), ("国", "國"), ("强", "強"), ("艳", "艷"), ("杰", "傑"), ("涛", "濤"),
    ("鹏", "鵬"), ("飞", "飛"), ("红", "紅"), ("军", "軍"), ("云", "雲"), ("凤", "鳳"), ("龙", "龍"), ("晓", "曉"), ("东", "東"),
    ("庆", "慶"), ("贤", "賢"), ("颖", "穎"), ("莹", "瑩"), ("义", "義"), ("爱", "愛"), ("学", "學"), ("宝", "寶"), ("贵", "貴"),
    ("发", "發"), ("发", "髮"), ("宁", "寧"),
];
#[rustfmt::skip]
const VARIANTS: &[(&str, &str)] = &[
    ("峰", "峯"), ("群", "羣"), ("昆", "崑"), ("升", "昇"), ("坤", "堃"), ("哲", "喆"), ("韵", "韻"), ("韵", "韵"), ("炮", "砲"),
    ("杯", "盃"), ("泛", "氾"), ("栖", "棲"), ("强", "彊"), ("宁", "甯"), ("凉", "涼"), ("净", "淨"), ("教", "敎"), ("户", "戶"),
    ("真", "眞"), ("晋", "晉"),
];
#[rustfmt::skip]
const LOOK_ALIKES: &[(&str, &str)] = &[
    ("己", "已"), ("巳", "已"), ("戊", "戌"), ("戌", "戍"), ("士", "土"), ("未", "末"), ("晴", "睛"), ("拔", "拨"), ("栗", "粟"),
    ("崇", "祟"), ("杨", "扬"), ("祇", "祗"), ("昊", "吴"), ("冶", "治"), ("毫", "亳"), ("享", "亨"), ("宣", "宜"),
];
#[rustfmt::skip]
const SOUNDS: &[(&str, &str)] = &[
    ("伟", "炜"), ("伟", "玮"), ("晓", "小"), ("宇", "雨"), ("静", "婧"), ("颖", "影"), ("辰", "晨"), ("佳", "嘉"), ("艺", "怡"),
    ("涵", "晗"), ("子", "梓"), ("轩", "萱"), ("婷", "廷"), ("莉", "力"), ("丽", "莉"), ("敏", "民"), ("霞", "侠"), ("雯", "文"),
    ("豪", "浩"), ("磊", "蕾"),
];
/// Transcriptions of one name.
#[rustfmt::skip]
const TRANSCRIPTIONS: &[(&str, &str)] = &[
    ("古丽米热", "古力米热"), ("买买提江", "麦麦提江"), ("吐尔逊", "图尔逊"), ("阿不都", "阿布都"), ("依布拉音", "伊不拉音"), ("努尔兰", "奴尔兰"),
    ("赛买提", "赛麦提"), ("帕提古丽", "帕提古力"), ("艾比布力", "艾比布拉"), ("买合木提", "买合提"), ("玉素甫", "玉苏甫"), ("沙吾列", "沙吾烈"),
];
#[rustfmt::skip]
const MARKED: &[(&str, &str)] = &[
    ("José", "JOSE"), ("Müller", "MUELLER"), ("Müller", "MULLER"), ("Nguyễn", "NGUYEN"), ("Đặng", "DANG"),
    ("Łukasz", "LUKASZ"), ("Søren", "SOREN"), ("Søren", "SOEREN"), ("Håkan", "HAKAN"), ("Lü", "LYU"),
    ("Lü", "LV"), ("Lü", "LU"), ("Şule", "SULE"), ("O’Brien", "OBRIEN"),
];
const SIGNS: &[&str] = &["□", "?", "？", "■", "〓", "\u{fffd}", "??", "▯"];
#[rustfmt::skip]
const BIRTHS: &[&str] = &[
    "之子", "之女", "之婴", "之大子", "之二女", "之双子", "（婴）", "(之子)", "女婴", "男婴", "之子1", "婴儿", "BB", "宝宝", "大女", " 之女",
];
const NOTES: &[&str] = &["（男）", "(2)", "1", "01", "【急诊】", "（大宝）", "(退)", "[A]"];

const KINDS: &[Kind] = &[
    kind("相同", "Identical", true, Answer::Same, |d| {
        let name = if d.below(2) == 0 { d.chinese() } else { d.dotted() };
        (name.clone(), name)
    }),
    kind("间隔号形式不同", "Dot in another form", true, Answer::Variant, |d| {
        let name = d.dotted();
        let other = name.replace('·', d.of(DOTS));
        (name, other)
    }),
    kind("间隔号缺失、为空格或连字符", "No dot, a space or a hyphen", true, Answer::Variant, |d| {
        let name = d.dotted();
        let other = name.replace('·', d.of(NO_DOTS));
        (name, other)
    }),
    kind("姓名中有空格", "Space inside a Chinese name", true, Answer::Variant, |d| {
        let (name, space) = (d.chinese(), d.of(SPACES));
        let other = d.insert(&name, space);
        (name, other)
    }),
    kind("含不可见字符", "Invisible character", true, Answer::Variant, |d| {
        let (name, item) = (d.chinese(), d.of(INVISIBLE));
        let other = d.insert(&name, item);
        (name, other)
    }),
    kind("全角字母", "Full-width letters", true, Answer::Variant, |d| {
        let name = d.latin();
        let other = wide(&name);
        (name, other)
    }),
    kind("大小写不同", "Letter case", true, Answer::Variant, |d| {
        let name = d.latin();
        let other = name.to_lowercase();
        (name, other)
    }),
    kind("附加符号的编码不同", "Composed and decomposed diacritics", true, Answer::Variant, |d| {
        let (composed, decomposed) = d.of(&[
            ("José", "Jose\u{301}"),
            ("Müller", "Mu\u{308}ller"),
            ("Nguyễn", "Nguye\u{302}\u{303}n"),
            ("Ệ", "E\u{323}\u{302}"),
            ("Ệ", "E\u{302}\u{323}"),
            ("Åsa", "\u{212b}sa"),
            ("ﬁnn", "FINN"),
            ("Straße", "STRASSE"),
            ("길동", "\u{1100}\u{1175}\u{11af}\u{1103}\u{1169}\u{11bc}"),
        ]);
        let family = d.of(&["", "a", "be"]);
        (format!("{composed}{family}"), format!("{decomposed}{family}"))
    }),
    kind("兼容汉字与部首字符", "Compatibility ideographs and radicals", true, Answer::Variant, |d| {
        d.pair(EQUIVALENT)
    }),
    kind(
        "繁体与简体",
        "Traditional and simplified",
        true,
        Answer::Unknown(&[NameDoubt::VariantCharacters]),
        |d| d.pair(TRADITIONAL),
    ),
    kind("异体字", "Other variant characters", true, Answer::Unknown(&[NameDoubt::VariantCharacters]), |d| {
        let distinct: Vec<_> = VARIANTS.iter().copied().filter(|(a, b)| a != b).collect();
        d.pair(&distinct)
    }),
    kind("形近字", "Look-alike characters", true, Answer::Unknown(&[NameDoubt::LookAlikes]), |d| {
        d.pair(LOOK_ALIKES)
    }),
    kind("同音字", "Characters with one pronunciation", true, Answer::Unknown(&[NameDoubt::SameSound]), |d| {
        d.pair(SOUNDS)
    }),
    kind(
        "译音用字不同",
        "Other characters of a transcription",
        true,
        Answer::Unknown(&[NameDoubt::Spelling, NameDoubt::SameSound]),
        |d| {
            let ((one, other), father) = (d.of(TRANSCRIPTIONS), d.of(&["艾山江", "卡德尔", "司马义"]));
            (format!("{one}·{father}"), format!("{other}·{father}"))
        },
    ),
    kind("私有区字符", "Private-use character", true, Answer::Unknown(&[NameDoubt::PrivateUse]), |d| {
        let (surname, rare, private) =
            (d.surname(), d.of(RARE).0, d.of(&["\u{e863}", "\u{e000}", "\u{f8ff}", "\u{f0000}"]));
        (format!("{surname}{rare}"), format!("{surname}{private}"))
    }),
    kind(
        "以符号代替无法显示的字",
        "Sign for an unprintable character",
        true,
        Answer::Unknown(&[NameDoubt::Unprintable]),
        |d| {
            let (surname, rare, sign, given) = (d.surname(), d.of(RARE).0, d.of(SIGNS), d.of(&["", "安", "宁"]));
            (format!("{surname}{rare}{given}"), format!("{surname}{sign}{given}"))
        },
    ),
    kind(
        "以拼音代替生僻字",
        "Pinyin for a rare character",
        true,
        Answer::Unknown(&[NameDoubt::Transliteration]),
        |d| {
            let (surname, (rare, pinyin), given) = (d.surname(), d.of(RARE), d.of(&["", "安", "宁"]));
            (format!("{surname}{rare}{given}"), format!("{surname}{pinyin}{given}"))
        },
    ),
    kind("缺生僻字", "Rare character missing", true, Answer::Unknown(&[NameDoubt::MissingCharacter]), |d| {
        let (surname, rare, given) = (d.surname(), d.of(RARE).0, d.of(&["", "安", "宁"]));
        (format!("{surname}{rare}{given}"), format!("{surname}{given}"))
    }),
    kind("姓名被遮盖", "Masked name", true, Answer::Unknown(&[NameDoubt::Masked]), |d| {
        let name = d.chinese();
        let length = name.chars().count();
        let (first, last): (String, String) =
            (name.chars().take(1).collect(), name.chars().last().into_iter().collect());
        let mask = d.of(&["*", "＊", "某", "×", "x", "X", "●", "○"]);
        let other = match d.below(4) {
            0 => first + &mask.repeat(length - 1),
            1 => mask.repeat(length - 1) + &last,
            2 if length > 2 => first + mask + &last,
            _ => first + mask,
        };
        (name, other)
    }),
    kind("新生儿代称", "Description of a newborn", true, Answer::Unknown(&[NameDoubt::Newborn]), |d| {
        let (father, mother) = d.two(SURNAMES);
        let (given, parent, birth) = (d.given(), d.given(), d.of(BIRTHS));
        let parent = if d.below(2) == 0 { format!("{}{parent}", father.0) } else { format!("{}{parent}", mother.0) };
        (format!("{}{given}", father.0), format!("{parent}{birth}"))
    }),
    kind(
        "拼音与汉字",
        "Pinyin and Chinese characters",
        true,
        Answer::Unknown(&[NameDoubt::Transliteration]),
        |d| {
            let ((surname, family), (given, own)) = (d.of(SURNAMES), d.of(GIVEN));
            let spell = [
                format!("{family} {own}"),
                format!("{own} {family}"),
                format!("{family}{own}").to_lowercase(),
                format!("{family}, {own}"),
            ];
            (format!("{surname}{given}"), spell[d.below(4)].clone())
        },
    ),
    kind(
        "姓名被字段长度截断",
        "Name cut off by a field length",
        true,
        Answer::Unknown(&[NameDoubt::Truncated, NameDoubt::Incomplete]),
        |d| {
            let first: Vec<&str> = TRANSCRIBED.iter().copied().filter(|name| name.chars().count() > 3).collect();
            let name = format!("{}·{}", d.of(&first), d.of(&first));
            let length = name.chars().count();
            let cut = 6 + d.below(length - 6);
            let other = name.chars().take(cut).collect();
            (name, other)
        },
    ),
    kind(
        "缺间隔号后的部分",
        "Part of a dotted name only",
        true,
        Answer::Unknown(&[NameDoubt::Incomplete]),
        |d| {
            let name = d.dotted();
            let other = name.split('·').nth(d.below(2)).unwrap().to_owned();
            (name, other)
        },
    ),
    kind("仅有姓或名", "Surname or given name only", true, Answer::Unknown(&[NameDoubt::Incomplete]), |d| {
        let (surname, given) = (d.surname(), d.given());
        let other = if d.below(2) == 0 { surname.to_owned() } else { given.clone() };
        (format!("{surname}{given}"), other)
    }),
    kind("外文姓名次序不同", "Order of a name in letters", true, Answer::Unknown(&[NameDoubt::Order]), |d| {
        let name = d.latin();
        let words: Vec<&str> = name.split(' ').collect();
        let other = d.of(&["{2} {0} {1}", "{2}, {0} {1}", "{1} {2} {0}", "{2} {1} {0}"]);
        let other = (0..3).fold(other.to_owned(), |text, i| text.replace(&format!("{{{i}}}"), words[i]));
        (name, other)
    }),
    kind(
        "附加符号省略或改写",
        "Diacritics omitted or rewritten",
        true,
        Answer::Unknown(&[NameDoubt::Spelling]),
        |d| {
            let ((marked, plain), family) = (d.of(MARKED), d.of(FAMILY));
            (format!("{marked} {family}"), format!("{plain} {family}"))
        },
    ),
    kind(
        "字母姓名分写与连写",
        "Word division in letters",
        true,
        Answer::Unknown(&[NameDoubt::Spelling]),
        |d| {
            let (family, (first, second)) = (d.of(SURNAMES).1, d.two(GIVEN));
            (format!("{family} {} {}", first.1, second.1), format!("{family} {}{}", first.1, second.1))
        },
    ),
    kind(
        "外文名缩写或缺中间名",
        "Initials or middle name missing",
        true,
        Answer::Unknown(&[NameDoubt::Incomplete]),
        |d| {
            let ((first, second), family) = (d.two(LATIN), d.of(FAMILY));
            let initial = second.chars().next().unwrap();
            let other = d.of(&["{f} {i}. {l}", "{f} {l}"]);
            let other = other.replace("{f}", first).replace("{i}", &initial.to_string()).replace("{l}", family);
            (format!("{first} {second} {family}"), other)
        },
    ),
    kind("姓名带附注", "Text added to the name", true, Answer::Unknown(&[NameDoubt::Addition]), |d| {
        let name = d.chinese();
        let other = format!("{name}{}", d.of(NOTES));
        (name, other)
    }),
    kind("兄弟姐妹", "Siblings", false, Answer::Other, |d| {
        let (surname, (one, other)) = (d.surname(), d.two(GIVEN));
        (format!("{surname}{}", one.0), format!("{surname}{}", other.0))
    }),
    kind("兄弟姐妹，有共同的字", "Siblings with one character in common", false, Answer::Other, |d| {
        let (surname, (one, other), common) = (d.surname(), d.two(GIVEN), d.of(&["小", "志", "建"]));
        if d.below(2) == 0 {
            return (format!("{surname}{common}{}", one.0), format!("{surname}{common}{}", other.0));
        }
        (format!("{surname}{}{common}", one.0), format!("{surname}{}{common}", other.0))
    }),
    kind("同姓，名多一字", "One surname, one character more", false, Answer::Other, |d| {
        let (surname, (one, other)) = (d.of(&SURNAMES[..32]).0, d.two(GIVEN));
        (format!("{surname}{}", one.0), format!("{surname}{}{}", one.0, other.0))
    }),
    kind("同名不同姓", "One given name, another surname", false, Answer::Other, |d| {
        let ((one, other), given) = (d.two(SURNAMES), d.given());
        (format!("{}{given}", one.0), format!("{}{given}", other.0))
    }),
    kind("姓名均不同", "Strangers", false, Answer::Other, |d| {
        let ((one, other), (first, second)) = (d.two(SURNAMES), d.two(GIVEN));
        let (one_more, other_more) = (d.of(&["", "小", "志"]), d.of(&["", "建", "大"]));
        (format!("{}{one_more}{}", one.0, first.0), format!("{}{other_more}{}", other.0, second.0))
    }),
    kind("父名相同的兄弟姐妹", "Siblings with one father's name", false, Answer::Other, |d| {
        let ((one, other), father) = (d.two(TRANSCRIBED), d.of(&["艾山江", "卡德尔", "司马义"]));
        (format!("{one}·{father}"), format!("{other}·{father}"))
    }),
    kind("字母姓名的兄弟姐妹", "Siblings with names in letters", false, Answer::Other, |d| {
        let ((one, other), family) = (d.two(LATIN), d.of(FAMILY));
        (format!("{one} {family}"), format!("{other} {family}"))
    }),
    kind("字母姓名均不同", "Strangers with names in letters", false, Answer::Other, |d| {
        let ((one, other), (family, second)) = (d.two(LATIN), d.two(FAMILY));
        (format!("{one} {family}"), format!("{other} {second}"))
    }),
    kind("遮盖姓名与其他姓", "Masked name with another surname", false, Answer::Other, |d| {
        let ((one, other), given, mask) = (d.two(&SURNAMES[..32]), d.given(), d.of(&["*", "某", "**", "×", "□", "?"]));
        (format!("{}{given}", one.0), format!("{}{mask}", other.0))
    }),
    kind(
        "拼音分界不同的两人",
        "Two people whose pinyin differs in word division",
        false,
        Answer::Unknown(&[NameDoubt::Spelling]),
        |d| {
            let (one, other) =
                d.of(&[("FANG AN", "FAN GAN"), ("XI AN", "XIAN"), ("TAN GE", "TANG E"), ("LI ANG", "LIANG")]);
            let given = d.of(GIVEN).1;
            (format!("{one} {given}"), format!("{other} {given}"))
        },
    ),
    kind(
        "用字相同、次序不同的两人",
        "Two people with the same characters in another order",
        false,
        Answer::Unknown(&[NameDoubt::Order]),
        |d| {
            let (surname, (one, other)) = (d.surname(), d.two(GIVEN));
            (format!("{surname}{}{}", one.0, other.0), format!("{surname}{}{}", other.0, one.0))
        },
    ),
    kind(
        "名字同音的两人",
        "Two people whose names sound the same",
        false,
        Answer::Unknown(&[NameDoubt::SameSound]),
        |d| d.pair(SOUNDS),
    ),
    kind(
        "同一母亲的双胞胎",
        "Newborn twins of one mother",
        false,
        Answer::Unknown(&[NameDoubt::Newborn]),
        |d| {
            let mother = d.chinese();
            let (one, other) =
                d.of(&[("之大子", "之二子"), ("之子", "之女"), ("之大女", "之小女"), ("之子1", "之子2")]);
            (format!("{mother}{one}"), format!("{mother}{other}"))
        },
    ),
];

const fn kind(
    zh: &'static str,
    en: &'static str,
    one_person: bool,
    answer: Answer,
    make: fn(&mut Draw) -> (String, String),
) -> Kind {
    Kind { zh, en, one_person, answer, make }
}

/// The text with full-width forms in place of ASCII.
fn wide(text: &str) -> String {
    let wide = |c: char| match c {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
        c => c,
    };
    text.chars().map(wide).collect()
}

fn compared(one: &str, other: &str) -> NameMatch {
    let parsed = |name: &str| PersonName::parse(name).unwrap_or_else(|_| panic!("{name:?}"));
    let (one, other) = (parsed(one), parsed(other));
    let found = one.compare(&other);
    assert_eq!(other.compare(&one), found, "{one} and {other}: symmetric");
    let equal = one.comparison_form() == other.comparison_form();
    assert!(equal || !found.is_same(), "{one} and {other}: one form");
    found
}

/// Pairs of names at random.
const STRANGERS: usize = 2_000;

/// How many pairs of different names at random are not certain.
fn strangers_asked() -> usize {
    let all: BTreeSet<char> = super::table::SOUNDS.chars().filter(|c| super::character::is_in_gb2312(*c)).collect();
    let all: Vec<char> = all.into_iter().collect();
    let mut draw = Draw(97);
    let mut asked = 0;
    for i in 0..STRANGERS {
        let surname = draw.surname();
        let (one, other, (more, last)) = (draw.two(&all), draw.two(&all), draw.two(&all));
        let [one, other] = match i % 3 {
            0 => [format!("{surname}{}", one.0), format!("{surname}{}", one.1)],
            1 => [format!("{surname}{}{more}", one.0), format!("{surname}{}{more}", one.1)],
            _ => [format!("{surname}{}{more}", one.0), format!("{surname}{}{last}", other.0)],
        };
        let found = compared(&one, &other);
        assert!(!found.is_same(), "{one} and {other}");
        asked += usize::from(found != NameMatch::Other);
    }
    asked
}

/// The table of `docs/names.md`.
fn table() -> String {
    let mut out = String::from(
        "| 类型 Kind | 同一人 One person | 相同 Same | 写法不同 Variant | 不确定 Unknown | 不同 Other |\n|---|---|---:|---:|---:|---:|\n",
    );
    let (mut all, mut wrong, mut sums) = (0, 0, [[0; 4]; 2]);
    let mut failures = Vec::new();
    for (i, kind) in KINDS.iter().enumerate() {
        let mut draw = Draw(u64::try_from(i).unwrap() * 1_000_003 + 7);
        let mut counts = [0; 4];
        let mut seen = BTreeSet::new();
        for _ in 0..PAIRS {
            let (one, other) = (kind.make)(&mut draw);
            let found = compared(&one, &other);
            let expected = match (kind.answer, found) {
                (Answer::Same, NameMatch::Same)
                | (Answer::Variant, NameMatch::Variant)
                | (Answer::Other, NameMatch::Other) => true,
                (Answer::Unknown(doubts), NameMatch::Unknown(doubt)) => doubts.contains(&doubt),
                _ => false,
            };
            // The same difference in a text that another system stored: no certain answer may become wrong.
            let noisy = compared(&one, &format!("\u{200b}{}", wide(&other)));
            let is_wrong = if kind.one_person { noisy == NameMatch::Other } else { noisy.is_same() };
            if !expected || is_wrong {
                failures.push(format!("{}: {one} and {other}: {found:?}", kind.en));
            }
            let column = match found {
                NameMatch::Same => 0,
                NameMatch::Variant => 1,
                NameMatch::Unknown(_) => 2,
                NameMatch::Other => 3,
            };
            counts[column] += 1;
            sums[usize::from(!kind.one_person)][column] += 1;
            all += 1;
            wrong += usize::from(if kind.one_person { found == NameMatch::Other } else { found.is_same() });
            seen.insert((one, other));
        }
        assert!(seen.len() > 8, "{}: {} pairs", kind.en, seen.len());
        let [same, variant, unknown, other] = counts;
        let person = if kind.one_person { "是 yes" } else { "否 no" };
        writeln!(out, "| {} {} | {person} | {same} | {variant} | {unknown} | {other} |", kind.zh, kind.en).unwrap();
    }
    for (person, [same, variant, unknown, other]) in ["是 yes", "否 no"].iter().zip(sums) {
        writeln!(out, "| **合计 Total** | {person} | {same} | {variant} | {unknown} | {other} |").unwrap();
    }
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(all >= 10_000, "{all} pairs");
    assert_eq!(wrong, 0, "certain and wrong");
    let asked = strangers_asked();
    writeln!(
        out,
        "\n同姓、名为 GB/T 2312 中任意一字或两字的 {STRANGERS} 对不同姓名，{asked} 对不确定，其余为不同。\nOf {STRANGERS} pairs with one surname and any one or two characters of GB/T 2312 as given names, {asked} are unknown and the others are other names.",
    )
    .unwrap();
    writeln!(out, "\n{all} 对姓名，确定而错误的为 {wrong} 对。{all} pairs; certain and wrong: {wrong}.").unwrap();
    out
}

#[test]
fn pairs_are_answered_as_published() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/names.md");
    let (start, end) = ("<!-- pairs -->\n", "<!-- end of pairs -->");
    let text = fs::read_to_string(path).unwrap();
    let (before, rest) = text.split_once(start).unwrap();
    let (stated, after) = rest.split_once(end).unwrap();
    let found = table();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, format!("{before}{start}{found}{end}{after}")).unwrap();
        return;
    }
    assert_eq!(stated, found, "docs/names.md is not up to date: run `UPDATE=1 cargo test` and read what changed");
}

#[test]
fn comparison_is_reflexive_and_symmetric() {
    const PIECES: &[&str] = &[
        "童", "安", "宁", "張", "张", "䶮", "古丽", "米热", "·", "•", " ", "\u{3000}", "-", "*", "某", "□", "?",
        "\u{e863}", "之子", "之女", "婴", "（", "）", "A", "b", "é", "e\u{301}", "ü", "TONG", "An", "'", ",", "1", "ﬁ",
        "Ａ", "Ж", "ك", "길", "⻢", "⿰", "氵", "…", "\u{200b}", "x", "BB", "之", "大", "子",
    ];
    let mut draw = Draw(20_240_101);
    let mut name = || loop {
        let length = 1 + draw.below(6);
        let text: String = (0..length).map(|_| draw.of(PIECES)).collect();
        if let Ok(name) = PersonName::parse(&text) {
            break name;
        }
    };
    for _ in 0..size(4_000, 100_000) {
        let (one, other) = (name(), name());
        assert_eq!(one.compare(&one), NameMatch::Same);
        let found = compared(one.as_str(), other.as_str());
        if one.comparison_form() == other.comparison_form() && !one.comparison_form().is_empty() {
            let hidden = |doubt: NameDoubt| doubt.hides();
            assert!(found.is_same() || found.doubt().is_some_and(hidden), "{one} and {other}: {found:?}");
        }
        if let Ok(form) = PersonName::parse(&one.comparison_form()) {
            assert_eq!(form.comparison_form(), one.comparison_form(), "{one}: the form of the form");
        }
    }
}

#[test]
fn what_a_name_alone_shows() {
    let doubt = |text: &str| PersonName::parse(text).unwrap().doubt();
    for plain in ["童安", "古丽米热·艾比布力", "吕䶮", "TONG AN", "李之子", "王羲之", "李毛毛", "陈一二", "赵小宝"]
    {
        assert_eq!(doubt(plain), None, "{plain}");
    }
    for (text, expected) in [
        ("童*", NameDoubt::Masked),
        ("童某", NameDoubt::Masked),
        ("童□", NameDoubt::Unprintable),
        ("童⿰氵吉", NameDoubt::Unprintable),
        ("童\u{e863}", NameDoubt::PrivateUse),
        ("吕YAN", NameDoubt::Transliteration),
        ("童安2", NameDoubt::Addition),
        ("李梅之子", NameDoubt::Newborn),
        ("···", NameDoubt::Unprintable),
    ] {
        assert_eq!(doubt(text), Some(expected), "{text}");
    }
    for (text, parent) in [
        ("李梅之子", Some("李梅")),
        ("李梅之大女", Some("李梅")),
        ("李梅（婴）", Some("李梅")),
        ("李梅女婴", Some("李梅")),
        ("李梅大子", Some("李梅")),
        ("李梅之子2", Some("李梅")),
        ("古丽米热·艾比布力之女", Some("古丽米热艾比布力")),
        ("BABY OF LI MEI", Some("li mei")),
        ("LI MEI ZHI ZI", Some("li mei")),
        ("李之子", None),
        ("童安", None),
    ] {
        let found = PersonName::parse(text).unwrap().newborn_of();
        assert_eq!(found.as_ref().map(PersonName::as_str), parent, "{text}");
    }
}

#[test]
fn single_pairs() {
    use NameMatch::{Other, Unknown, Variant};
    for (one, other, expected) in [
        ("古丽米热·艾比布力", "古丽米热•艾比布力", Variant),
        ("古丽米热·艾比布力", "古丽米热艾比布力", Variant),
        ("童䶮", "童\u{e863}", Unknown(NameDoubt::PrivateUse)),
        ("童安", "童宁", Other),
        ("童安", "*安", Unknown(NameDoubt::Masked)),
        ("童宁", "*安", Other),
        ("买买提·艾力", "买买提·艾", Unknown(NameDoubt::Truncated)),
        ("童安", "童安宁", Other),
        ("欧阳安", "欧阳宁", Other),
        ("张安", "張安", Unknown(NameDoubt::VariantCharacters)),
        ("萧安", "肖安", Unknown(NameDoubt::VariantCharacters)),
        ("TONG AN", "TONG NING", Other),
        ("ZHANG AN", "ZHENG AN", Other),
        ("Aйша", "Айша", Unknown(NameDoubt::Transliteration)),
        ("Айша", "Фатима", Other),
        ("Mohammed Ali", "Muhammad Ali", Unknown(NameDoubt::Spelling)),
        ("***", "童安", Unknown(NameDoubt::Masked)),
        ("***", "TONG AN", Unknown(NameDoubt::Masked)),
        ("T*** AN", "TONG AN", Unknown(NameDoubt::Masked)),
        ("T*** AN", "WANG AN", Other),
        ("童䶮", "童龙天", Unknown(NameDoubt::MissingCharacter)),
        ("童玥", "童安宁", Other),
        ("王小明", "王晓明", Unknown(NameDoubt::SameSound)),
        ("阿卜杜热合曼", "阿不都热合曼", Unknown(NameDoubt::SameSound)),
        ("古丽米热·艾比布力", "艾比布力·古丽米热", Unknown(NameDoubt::Order)),
        ("古丽米热&#183;艾比布力", "古丽米热·艾比布力", Variant),
        ("童&#x4DAE;", "童䶮", Variant),
        ("童&#;", "童䶮", Unknown(NameDoubt::Unprintable)),
        ("吕䶮", "吕龑", Unknown(NameDoubt::VariantCharacters)),
        ("欧阳安宁", "安宁", Unknown(NameDoubt::Incomplete)),
        ("葛\u{e0100}安", "葛安", Variant),
        ("TONG, AN", "Tong An", Variant),
        ("BABY OF LI MEI", "TONG AN", Unknown(NameDoubt::Newborn)),
        ("李*之子", "童安", Unknown(NameDoubt::Newborn)),
        ("童安", "童安小朋友", Unknown(NameDoubt::Addition)),
        ("童安", "童安男3岁", Unknown(NameDoubt::Addition)),
        ("童宁", "童安男3岁", Other),
        ("童安宁", "患儿童安宁", Unknown(NameDoubt::Addition)),
        ("童安", "童安（女）", Unknown(NameDoubt::Addition)),
        ("童⿰氵吉", "童洁", Unknown(NameDoubt::Unprintable)),
    ] {
        assert_eq!(compared(one, other), expected, "{one} and {other}");
    }
}

#[test]
fn the_tables_are_sorted() {
    assert!(super::table::FOLDED.is_sorted_by(|a, b| a.0 < b.0));
    assert!(super::table::FOLDED_TO_MANY.is_sorted_by(|a, b| a.0 < b.0));
}
