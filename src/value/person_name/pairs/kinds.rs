//! Kinds of pairs of names, each with the right answer.

use super::draw::{
    BIRTHS, DOTS, Draw, EQUIVALENT, FAMILY, GIVEN, INVISIBLE, LATIN, LOOK_ALIKES, MARKED, NO_DOTS, NOTES, RARE, SIGNS,
    SOUNDS, SPACES, SURNAMES, TRADITIONAL, TRANSCRIBED, TRANSCRIPTIONS, VARIANTS, wide,
};
use crate::value::NameDoubt;

/// What the comparison must answer for a kind of pair.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Answer {
    Same,
    Variant,
    Unknown(&'static [NameDoubt]),
    Other,
}

/// A kind of pair.
pub(super) struct Kind {
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    pub(super) one_person: bool,
    pub(super) answer: Answer,
    pub(super) make: fn(&mut Draw) -> (String, String),
}

pub(super) const KINDS: &[Kind] = &[
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
    kind("以文字代替姓名", "Text in place of a name", true, Answer::Unknown(&[NameDoubt::NoName]), |d| {
        let name = d.chinese();
        (
            name,
            d.of(&["无名氏", "佚 名", "不详", "（未知）", "同上", "见附件", "姓名不详", "暂无", "患者", "UNKNOWN"])
                .to_owned(),
        )
    }),
    kind("姓名前有栏目名称", "Label before the name", true, Answer::Unknown(&[NameDoubt::Addition]), |d| {
        let (name, label) = (d.chinese(), d.of(&["患者：", "患儿:", "姓名", "患者姓名： ", "病人 ", "患儿姓名"]));
        let labelled = format!("{label}{name}");
        (name, labelled)
    }),
    kind(
        "新生儿代称，无父母姓名",
        "Description of a newborn without a name",
        true,
        Answer::Unknown(&[NameDoubt::Newborn]),
        |d| {
            let name = d.chinese();
            (
                name,
                d.of(&["女婴", "男婴", "新生儿", "婴儿（男）", "大女婴", "双婴", "宝宝", "新生儿2", "小男婴"])
                    .to_owned(),
            )
        },
    ),
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
    kind(
        "只有姓的新生儿代称",
        "Family name in place of the name of a newborn",
        true,
        Answer::Unknown(&[NameDoubt::Newborn, NameDoubt::Addition]),
        |d| {
            let (surname, given) = (d.surname(), d.given());
            let end =
                d.of(&["氏", "婴", "女婴", "大男婴", "（女婴）", "毛毛", "小宝", "之子", "之婴", "女孩", "宝宝2"]);
            (format!("{surname}{given}"), format!("{surname}{end}"))
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
