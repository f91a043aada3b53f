//! The data of the comparison as a published file, made from the tables and the functions that the comparison uses.

use super::{NameDoubt, character, folded, folded::Part, han, letters, near, newborn, table};
use serde_json::{Map, Value, json};
use std::{char::from_u32, sync::LazyLock};

/// The licence notice of the Unicode data, and the sources: both are published with the data.
const NOTICE: &str = include_str!("NOTICE.md");

/// The published data of the comparison of names: `names.json`.
pub(crate) fn data() -> &'static Value {
    static DATA: LazyLock<Value> = LazyLock::new(made);
    &DATA
}

fn made() -> Value {
    let mut out = described(
        "姓名比对所用的数据。比对方法见 docs/names.md",
        "Data of the comparison of names. The method is stated in docs/names.md",
    );
    out.insert("sources".to_owned(), sources());
    out.insert("licences".to_owned(), licences());
    out.insert("notation".to_owned(), json!({
        "zh": "字符以 Unicode 码点表示，为十六进制数；范围以两个点连接首尾，含首尾。可见的单个字符直接写出",
        "en": "A character is written as the hexadecimal number of its code point. A range has two dots between its ends, both inclusive. Texts of visible characters are written directly",
    }));
    let parts = [
        ("sets", sets()),
        ("scripts", scripts()),
        ("folding", folding()),
        ("markClasses", mark_classes()),
        ("brackets", brackets()),
        ("descriptions", descriptions()),
        ("fieldLabels", texts("姓名前的栏目名称", "Labels of a form before a name", &folded::LABELS)),
        ("noNames", texts("代替姓名填写的文字", "Texts that are entered in place of a name", &folded::NO_NAMES)),
        ("newborns", newborns()),
        ("spellings", spellings()),
        (
            "variants",
            groups(
                "异体字组：同组的字互为繁简或异体",
                "Variant characters: the characters of a group are variants of each other",
                table::VARIANTS,
            ),
        ),
        (
            "lookAlikes",
            groups("形近字组：同组的字形近", "Look-alikes: the characters of a group look alike", table::ALIKE),
        ),
        ("readings", readings()),
        (
            "compoundSurnames",
            texts(
                "复姓",
                "Compound surnames of two characters",
                &table::COMPOUND_SURNAMES.split_ascii_whitespace().collect::<Vec<_>>(),
            ),
        ),
        ("bounds", bounds()),
    ];
    out.extend(parts.map(|(name, part)| (name.to_owned(), part)));
    Value::Object(out)
}

/// An object with a description in both languages.
fn described(zh: &str, en: &str) -> Map<String, Value> {
    [("zh".to_owned(), Value::from(zh)), ("en".to_owned(), Value::from(en))].into_iter().collect()
}

/// A part of the file: its description, and one member with its data.
fn part(zh: &str, en: &str, name: &str, value: Value) -> Value {
    let mut all = described(zh, en);
    all.insert(name.to_owned(), value);
    Value::Object(all)
}

fn texts(zh: &str, en: &str, all: &[&str]) -> Value {
    part(zh, en, "texts", json!(all))
}

fn groups(zh: &str, en: &str, all: &'static str) -> Value {
    part(zh, en, "groups", all.split_ascii_whitespace().collect())
}

/// The rows of the table of sources in the notice.
fn sources() -> Value {
    let rows = NOTICE.lines().filter(|line| line.starts_with('|')).skip(2).take(SOURCES);
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        json!({"source": cells.first(), "version": cells.get(1), "data": cells.get(2)})
    };
    rows.map(row).collect()
}

/// The number of sources in the notice.
const SOURCES: usize = 5;

/// The paragraphs about licences in the notice, as its lines.
fn licences() -> Value {
    let text = NOTICE.split_once("## Licences\n").map_or(NOTICE, |(_, text)| text);
    text.lines().map(|line| line.trim_start_matches(['>', '#']).trim()).filter(|line| !line.is_empty()).collect()
}

/// All characters of Unicode.
fn characters() -> impl Iterator<Item = char> {
    (0..=u32::from(char::MAX)).filter_map(from_u32)
}

fn point(c: char) -> String {
    format!("{:04X}", u32::from(c))
}

/// The characters for which something holds, as ranges.
fn ranges(is: impl Fn(char) -> bool) -> Value {
    let mut found: Vec<(char, char)> = Vec::new();
    for c in characters().filter(|c| is(*c)) {
        match found.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(c) => *last = c,
            _ => found.push((c, c)),
        }
    }
    let text = |(first, last): (char, char)| {
        if first == last { point(first) } else { format!("{}..{}", point(first), point(last)) }
    };
    found.into_iter().map(text).collect()
}

fn sets() -> Value {
    let is_gap = |doubt: NameDoubt| move |c: char| folded::part(c) == Part::Gap(doubt);
    let set = |zh: &str, en: &str, ranges: Value| part(zh, en, "characters", ranges);
    json!({
        "zh": "字符集合",
        "en": "Sets of characters",
        "ignored": set("不可见字符和字形选择符", "Invisible characters, and characters that only select a glyph", ranges(character::is_ignored)),
        "separators": set("间隔号、空白、连字符、逗号", "Dots, white space, hyphens and commas", ranges(character::is_separator)),
        "apostrophes": set("撇号", "Apostrophes", ranges(character::is_apostrophe)),
        "marks": set("字母的附加符号", "Marks above or below a letter", ranges(character::is_mark)),
        "chinese": set("汉字，含 々 〆 〇", "Chinese characters, with 々, 〆 and 〇", ranges(character::is_han)),
        "letters": set("字母，含附加符号和撇号", "Letters of alphabets, with marks and apostrophes", ranges(character::is_letter)),
        "masks": set("遮盖姓名的字符", "Characters that mask a name", ranges(is_gap(NameDoubt::Masked))),
        "privateUse": set("私有区字符", "Private-use characters", ranges(is_gap(NameDoubt::PrivateUse))),
        "ellipses": set("省略号", "Ellipses", ranges(is_gap(NameDoubt::Truncated))),
        "digits": set("数字", "Digits", ranges(is_gap(NameDoubt::Addition))),
        "gb2312": set("GB/T 2312 的汉字", "Chinese characters of GB/T 2312", ranges(character::is_in_gb2312)),
        "gbk": set("较旧系统可录入的汉字（GBK）", "Chinese characters that older systems can store (GBK)", ranges(character::is_in_gbk)),
    })
}

fn scripts() -> Value {
    const NAMES: [(u32, &str); 6] =
        [(1, "Latin"), (2, "Greek"), (3, "Cyrillic"), (4, "Arabic"), (5, "Kana"), (6, "Hangul")];
    let entry = |(number, name): (u32, &str)| json!({"name": name, "characters": ranges(|c| character::script(c) == Some(number))});
    part(
        "字母所属文字；不在各文字范围内的，每 256 个码点为一种文字",
        "Scripts of letters. Outside these ranges each block of 256 code points is a script",
        "scripts",
        NAMES.map(entry).into_iter().collect(),
    )
}

fn folding() -> Value {
    let folded = |all: &[char]| all.iter().filter(|c| **c != '\0').map(|c| point(*c)).collect::<Vec<_>>().join(" ");
    let one = table::FOLDED.iter().map(|(c, to)| (point(*c), Value::from(folded(&[*to]))));
    let many = table::FOLDED_TO_MANY.iter().map(|(c, to)| (point(*c), Value::from(folded(to))));
    part(
        "每个字符替换为一个或几个字符；韩文音节按算式分解，见 docs/names.md；未列出的字符不变",
        "A character, and the characters that replace it. Syllables of Hangul are decomposed by computation, see docs/names.md. A character that is not listed does not change",
        "replaced",
        Value::Object(one.chain(many).collect()),
    )
}

fn mark_classes() -> Value {
    let classes: std::collections::BTreeSet<u8> = table::MARK_ORDER.into_iter().filter(|class| *class > 0).collect();
    let entry = |class: u8| json!({"class": class, "characters": ranges(|c| character::mark_class(c) == class)});
    part(
        "附加符号的组合类（Canonical_Combining_Class）",
        "Combining classes of marks (Canonical_Combining_Class)",
        "classes",
        classes.into_iter().map(entry).collect(),
    )
}

fn brackets() -> Value {
    let pairs = characters().filter_map(|c| Some(format!("{c}{}", folded::closing(c)?)));
    texts(
        "括号：左、右",
        "Brackets: opening, closing",
        &pairs.collect::<Vec<_>>().iter().map(String::as_str).collect::<Vec<_>>(),
    )
}

fn descriptions() -> Value {
    let entry =
        |count: usize| json!({"components": count, "characters": ranges(|c| folded::components(c) == Some(count))});
    part(
        "以部件描述字形的符号，及其后的部件数",
        "Signs that describe a character by components, with the number of components after them",
        "signs",
        [3, 2, 0].map(entry).into_iter().collect(),
    )
}

fn newborns() -> Value {
    json!({
        "zh": "新生儿代称的用词；各表按先后次序使用",
        "en": "Words of descriptions of newborns. Each list is used in its order",
        "of": part("父母姓名与称谓之间的字", "Characters between the name of the parent and the end", "texts", json!(newborn::OF)),
        "afterOf": texts("“之”后的称谓", "Ends after 之 or 的", newborn::AFTER_OF),
        "ends": texts("无“之”的称谓", "Ends without 之", newborn::ENDS),
        "familyEnds": texts("姓后的称谓", "Ends after a family name", newborn::FAMILY_ENDS),
        "clan": newborn::CLAN,
        "begins": texts("开头的称谓", "Beginnings of a description", newborn::BEGINS),
        "milkNames": texts("姓后代替名的称谓，也可能是本名", "Texts after a family name in place of a given name; some people also have them", newborn::MILK_NAMES),
        "order": texts("次序", "Order of the children", newborn::ORDER),
        "numbers": texts("称谓后的次序", "Order of the children after the end", newborn::NUMBERS),
        "children": texts("须有次序或括号的称谓", "Ends that require an order or a bracket", newborn::CHILDREN),
        "childOrder": texts("上述称谓前的次序", "Order before such an end", newborn::CHILD_ORDER),
        "sexes": texts("无姓名代称后的性别", "Sex after a description without a name", newborn::SEXES),
        "brackets": part("代称中可省略的括号", "Brackets that a description may have", "characters", ranges(newborn::is_bracket)),
        "words": texts("字母姓名中表示新生儿的词", "Words of a newborn in a name in letters", newborn::WORDS),
        "strokeWords": texts("带斜线的词", "Words with a stroke", &folded::STROKE_WORDS),
        "otherWords": texts("与之同用的词", "Words that occur next to them", newborn::OTHER_WORDS),
        "possessive": newborn::POSSESSIVE,
        "pinyinOf": newborn::PINYIN_OF,
        "pinyinEnds": texts("“之”后称谓的拼音", "Pinyin of the ends after 之", newborn::PINYIN_ENDS),
    })
}

fn spellings() -> Value {
    let object = |all: &[(char, &str)]| all.iter().map(|(c, to)| (point(*c), Value::from(*to))).collect::<Map<_, _>>();
    json!({
        "zh": "字母的改写",
        "en": "Letters in other spellings",
        "plain": part("改写的字母；撇号略去", "Letters that are replaced; apostrophes are left out", "replaced", object(&letters::PLAIN).into()),
        "diaeresis": point(letters::DIAERESIS),
        "diaereses": part(
            "带分音符的字母的四种写法",
            "Four ways to write letters with a diaeresis",
            "ways",
            letters::UMLAUTS.iter().map(|way| Value::Object(object(way))).collect(),
        ),
        "vowels": letters::VOWELS,
    })
}

fn readings() -> Value {
    let entry = |syllable: &str| {
        let start = syllable.find(|c: char| !c.is_ascii()).unwrap_or(syllable.len());
        let (letters, characters) = syllable.split_at(start);
        format!("{letters} {characters}")
    };
    part(
        "拼音音节（不计声调）与读此音的字：每项为音节的字母、一个空格和各字；ü 写作 v",
        "Syllables of pinyin without tone: each entry has the letters of the syllable, a space, and the characters that have the reading. ü is written v",
        "syllables",
        table::SOUNDS.split_ascii_whitespace().map(entry).collect(),
    )
}

fn bounds() -> Value {
    json!({
        "zh": "各规则的长度下限和上限",
        "en": "Bounds of the rules",
        "cutCharacters": han::CUT,
        "transcriptionCharacters": han::TRANSCRIPTION,
        "cutLetters": letters::CUT,
        "longWordLetters": letters::LONG,
        "consonants": letters::CONSONANTS,
        "reorderedCharacters": near::ORDER_MAX,
        "variantForms": near::VARIANTS_MAX,
    })
}
