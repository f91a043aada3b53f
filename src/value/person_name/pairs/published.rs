//! The published pairs: `cases/names/pairs.json`, for programs in other languages.

use super::{
    compared,
    draw::{Draw, wide},
    kinds::KINDS,
};
use crate::value::{NameDoubt, NameMatch, PersonName};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fmt::Write};
use tongbiao_testkit::files::{folder, kept_text};

/// Published pairs of each kind.
const PAIRS: usize = 25;

/// Published pairs and single names of mixed pieces.
const MIXED: usize = 300;

/// Pairs at both sides of the bounds of the rules, and pairs in which the order of the rules decides.
#[rustfmt::skip]
const BOUNDS: &[(&str, &str)] = &[
    // Reading and folding.
    (" 童安\u{3000}", "童安"), ("童\t\n安", "童 安"), ("童&#x4dae;", "童&#19886;"), ("童&#X4DAE;", "童䶮"), ("童&#;", "童"), ("童&#x110000;", "童安"),
    ("童&#xd800;", "童安"), ("童&#38;#19886;", "童䶮"), ("童&#19886", "童䶮"), ("&#32;童安&#9;", "童安"), ("Ệ", "E\u{302}\u{323}"), ("Straße", "STRASSE"),
    ("길동", "\u{1100}\u{1175}\u{11af}\u{1103}\u{1169}\u{11bc}"), ("가", "\u{1100}\u{1161}"), ("O’Brien", "O'BRIEN"), ("O´Brien", "O`BRIEN"), ("'", "A"), ("'", "’"),
    ("童-安", "童・安"), ("AB-CD", "AB CD"), ("AB-CD", "ABCD"), ("1-2", "12"), ("童-A", "童A"), ("⻢安", "马安"), ("\u{2f945}安", "眞安"), ("〇安", "零安"), ("々安", "安安"),
    ("·", "·"), ("·", "•"), ("\u{200b}", "童安"), ("\u{3000}", "童安"),
    // Scripts.
    ("Aйша", "Айша"), ("Aйша", "Aйра"), ("TONG 某", "TONG AN"), ("TONG *", "童安"), ("***", "TONG AN"), ("ABC", "АВС"), ("ÅSA", "ASA"), ("αβγ", "ΑΒΓ"), ("Фатима", "Фатима А"), ("123", "童安"), ("123", "456"), ("123", "abc"),
    // Texts in place of a name, and labels.
    ("无名氏", "无名氏"), ("(无名氏)", "无名氏"), ("[无名氏]", "无名氏"), ("患者", "患者：童安"), ("患者：", "童安"), ("患者：不详", "童安"), ("姓名: 童安", "童安"), ("患者姓名 患者童安", "童安"),
    ("患儿姓名：AN TONG", "AN TONG"), ("姓名", "姓安"), ("病人*", "病人"), ("患者某", "童安"),
    // Gaps.
    ("童*", "王安"), ("*", "童安"), ("*安", "童宁安"), ("童*安", "童安"), ("童**安", "童宁"), ("童*", "童□"), ("童*", "王□"), ("童□*", "童*□安"), ("张*", "張安"), ("童（女）", "童安"), ("童（女", "童安"), ("童）", "童安"), ("童[A]安", "童安"), ("【急诊】童安", "童安"), ("(童安", "童安"),
    ("童《安》", "童"), ("童1", "童2"), ("童1安", "童2宁"), ("童…", "童安"), ("童…", "王安"), ("童⿰氵吉", "童洁"), ("童⿲氵吉安宁", "童洁宁"), ("童⿰⿰氵吉安宁", "童洁宁"), ("童\u{2ffe}安", "童洁安"), ("⿰", "童安"), ("童⿰氵", "童安"),
    ("童x", "童安"), ("童xX", "童安宁"), ("童xy", "童安"), ("吕YAN", "吕䶮"), ("吕YAN安", "王䶮安"), ("吕'", "吕安"), ("童\u{f0000}", "童\u{e000}"), ("童\u{e863}", "童\u{e863}安"), ("童×安", "童*安"), ("T*G", "TONG"), ("T*G", "T G"), ("T.", "TONG"),
    ("童安男3岁", "童安"), ("童安男3岁", "童安宁"), ("童3岁", "童"), ("童安3岁", "童"), ("患者童安3", "童安"), ("童安（男）", "童安（女）"), ("童安（男）", "童宁（男）"),
    // Newborns.
    ("李梅之子", "李梅之女"), ("李梅之子", "李梅"), ("李梅之子", "李兰"), ("李之子", "童安"), ("李之子", "李之女"), ("李*之子", "李*之子 "), ("李*之子", "李梅"), ("李梅的女儿", "童安"), ("李梅之老大女", "童安"), ("李梅之子甲", "童安"), ("李梅之子五", "童安"), ("李梅之子ii", "童安"),
    ("李梅之子之女", "童安"), ("李梅大子", "童安"), ("李梅子", "童安"), ("李梅(子)", "童安"), ("李(子)", "童安"), ("李大婴", "童安"), ("李大女婴", "童安"), ("大女婴", "童安"), ("女婴大", "童安"), ("大婴大", "童安"), ("婴", "童安"), ("婴儿女", "童安"), ("新生儿2", "童安"), ("毛毛", "童安"), ("李毛毛", "童安"), ("王毛毛", "李毛毛"),
    ("BABY", "TONG AN"), ("BABY BOY 1", "TONG AN"), ("BABY BOY 12", "TONG AN"), ("LI MEI'S BABY", "TONG AN"), ("LI MEI ZHI ZI", "TONG AN"), ("ZHI ZI", "TONG AN"), ("LI ZHI NÜ", "TONG AN"), ("LI ZHI NV", "TONG AN"), ("BABY OF LI MEI", "童安"), ("患者：李梅之子", "童安"),
    // A family name in place of a name.
    ("童氏", "童安"), ("王氏", "童安"), ("王童氏", "童安"), ("某某氏", "童安"), ("氏", "童安"), ("童氏", "童氏 "), ("童氏之女", "童安"), ("童婴", "童安"), ("童女婴2", "童安"), ("童大婴", "王安"), ("欧阳男孩", "欧阳安"), ("欧阳氏", "童安"), ("童BB", "王安"), ("童BABY", "童安"), ("新生儿李梅", "童安"), ("新生儿童", "童安"),
    ("童毛毛", "童安"), ("童毛毛", "王安"), ("童毛毛", "童"), ("童小宝", "童安宁"), ("童小宝", "童大宝"), ("童之子", "童安"), ("童之子", "王安"), ("童女", "童安"), ("童（男）", "王安"), ("童（男）", "童安"), ("童女（急诊）", "童安"), ("童毛毛1", "童安"), ("张毛毛", "張安"), ("欧阳宝宝", "欧阳安"), ("童毛毛", "童*"), ("童毛毛", "王*"), ("童男", "TONG AN"),
    ("无名儿", "童安"), ("尚未取名", "童安"), ("UNNAMED", "TONG AN"), ("NO NAME", "TONG AN"), ("B/O TONG LI", "TONG AN"), ("B/O TONG LI", "TONG LI"), ("B/O TONG LI", "童安"), ("b／o TONG LI", "WANG AN"), ("B/OTONG LI", "TONG AN"), ("NB TONG LI", "TONG AN"), ("BABYGIRL TONG", "TONG AN"),
    // Chinese names.
    ("童己", "童已"), ("童己张", "童已張"), ("童伟", "童炜"), ("童偉", "童炜"), ("发", "髮"), ("發安", "髮安"), ("童安宁", "安宁童"), ("童安寧", "宁安童"), ("童安", "安童"), ("吴昊", "昊吴"), ("单安", "善安"), ("单安", "丹安"), ("陈安", "程安"),
    ("阿依努尔江", "阿依努尔安"), ("阿依努尔江甲", "阿依努尔江乙"), ("阿依努尔江", "阿依努尔江乙"), ("阿依努江", "阿依努尔江"), ("阿依努尔江甲", "阿依兰尔江乙"), ("阿依努尔江甲", "依努尔江甲"), ("阿依努尔江甲", "阿努依尔江甲乙"),
    ("童䶮", "童天"), ("童䶮", "童"), ("童䶮", "童龙天"), ("童䶮", "王天"), ("童玥", "童"), ("童玥", "童月"), ("童玥", "童王月"), ("童安玥", "童玥"), ("䶮", "童"), ("䶮䶮", "龑"), ("喆哲", "哲"), ("喆喆", "哲"), ("吉吉安", "安"),
    ("童安", "童"), ("童安", "安"), ("童安宁", "安宁"), ("童安宁康", "安宁康"), ("童安宁康国", "安宁康国"), ("欧阳", "欧"), ("欧阳", "阳"), ("欧阳安", "欧阳"), ("欧阳安", "安"), ("欧阳安", "阳安"), ("欧阳安宁", "安宁"), ("歐陽安", "欧阳"),
    ("古丽·米热", "古丽"), ("古丽·米热", "古"), ("古丽·米热", "米热"), ("古丽米热", "米热"), ("古丽·米·热", "丽米"), ("买买提·艾力", "买买提·艾"), ("买买提·艾力", "买买·提"), ("买买提·艾", "买买提"), ("买买艾力江", "买买艾力"), ("买·买艾力江", "买买艾力"), ("买买艾力", "买买艾"), ("买买艾力江安", "买买艾力"), ("买买艾力江安", "买买艾"),
    ("童安宁康国", "童安"), ("童安宁康国", "康国"), ("童安宁康国", "童"), ("童安宁康", "童安"), ("童安宁康国", "安宁"), ("童安", "童宁"), ("童安", "王安"),
    // Names in letters.
    ("Müller", "Mueller"), ("Müller", "Myller"), ("Müller", "Mvller"), ("Müller", "Myuller"), ("Mu\u{304}\u{308}ller", "Mueller"), ("Lǖ", "LV"), ("Bär", "BAER"), ("Größe", "GROESSE"), ("Þór", "THOR"), ("Sırma", "SIRMA"), ("Əli", "ELI"), ("Ħal", "HAL"), ("ÆØŒ", "AEOOE"), ("Åsa", "AASA"),
    ("YI AN", "YIAN"), ("Y I AN", "YIAN"), ("TONG AN", "AN TONG"), ("A B C", "C A B"), ("A B C", "C B A"), ("MARIA ELENA", "ELENAMARIA"), ("AB CD EF", "CDEF AB"), ("AB CD EF", "CD EFAB"), ("AB CD EF", "EF CDAB"), ("José An", "AN JOSE"),
    ("MARIA E SANTOS", "MARIA ELENA SANTOS"), ("M E SANTOS", "MARIA ELENA SANTOS"), ("SANTOS M E", "MARIA ELENA SANTOS"), ("M SANTOS", "MARIA ELENA"), ("M S", "MARIA SANTOS"), ("M", "MARIA"), ("A B", "A C"), ("A BC", "A BD"), ("A BC", "AD BC"),
    ("MARIA SANTOS", "MARIA ELENA SANTOS"), ("SANTOS MARIA", "MARIA ELENA SANTOS"), ("MARIA MARIA", "MARIA ELENA SANTOS"), ("SANTOS", "MARIA SANTOS"), ("MARIA SAN", "MARIA SANTOS"), ("MARIASA", "MARIASANTOS"), ("MARIASAN", "MARIASANTOS"), ("MARI ASAN", "MARIA SANTOS"),
    ("TOMASZ", "TOMASA"), ("TOMAS", "TOMAZ"), ("TOMASZ A", "TOMASA A"), ("TOMASZ A", "TOMASA B"), ("MOHAMMED", "MUHAMAD"), ("MOHAMED", "MHAMUD"), ("KATARINA", "KETERENO"), ("KATORINO", "KETERENU"), ("KATTARINA", "KETERIN"), ("VIKTOR", "IKTORV"), ("VIKTOR", "VIKTTOR"), ("VIKTOR", "VIKT"),
];

/// A text as JSON. Everything that is not easily seen is escaped.
fn text(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(out, "\\{c}").unwrap(),
            ' '..='~' | '·' | '（' | '）' | '：' | '\u{4e00}'..='\u{9fff}' => out.push(c),
            c => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| write!(out, "\\u{unit:04x}").unwrap()),
        }
    }
    out + "\""
}

/// A pair with its result and reason.
fn row(one: &str, other: &str, found: NameMatch) -> String {
    let (result, reason) = match found {
        NameMatch::Same => ("same", None),
        NameMatch::Variant => ("variant", None),
        NameMatch::Other => ("other", None),
        NameMatch::Unknown(doubt) => ("unknown", Some(doubt)),
    };
    let reason = reason.map(|doubt| format!(", \"{doubt}\"")).unwrap_or_default();
    format!("[{}, {}, \"{result}\"{reason}]", text(one), text(other))
}

/// What one name shows, as an object.
fn single(name: &PersonName) -> String {
    let mut out = format!("{{\"name\": {}, \"form\": {}", text(name.as_str()), text(&name.comparison_form()));
    if let Some(doubt) = name.doubt() {
        write!(out, ", \"doubt\": \"{doubt}\"").unwrap();
    }
    if let Some(parent) = name.newborn_of() {
        write!(out, ", \"parent\": {}", text(parent.as_str())).unwrap();
    }
    write!(out, ", \"unclear\": {}}}", name.is_unclear()).unwrap();
    out
}

/// A list, one item per line.
fn list(items: &[String], indent: &str) -> String {
    let joint = format!(",\n{indent}  ");
    format!("[\n{indent}  {}\n{indent}]", items.join(&joint))
}

struct Published {
    groups: Vec<String>,
    rows: Vec<String>,
}

impl Published {
    fn add(
        &mut self,
        (zh, en): (&str, &str),
        one_person: Option<bool>,
        pairs: impl IntoIterator<Item = (String, String)>,
    ) {
        let rows: Vec<String> =
            pairs.into_iter().map(|(one, other)| row(&one, &other, compared(&one, &other))).collect();
        let one_person = one_person.map(|is| format!(", \"onePerson\": {is}")).unwrap_or_default();
        self.groups.push(format!("{{\"zh\": {zh:?}, \"en\": {en:?}{one_person}, \"pairs\": {}}}", list(&rows, "    ")));
        self.rows.extend(rows);
    }
}

#[test]
fn published_pairs_are_up_to_date() {
    let mut all = Published { groups: Vec::new(), rows: Vec::new() };
    for (i, kind) in KINDS.iter().enumerate() {
        let mut draw = Draw(u64::try_from(i).unwrap() * 1_000_003 + 7);
        let pairs: BTreeSet<_> = (0..PAIRS).map(|_| (kind.make)(&mut draw)).collect();
        all.add((kind.zh, kind.en), Some(kind.one_person), pairs);
    }
    let mut draw = Draw(11);
    let noisy =
        KINDS.iter().map(|kind| (kind.make)(&mut draw)).map(|(one, other)| (one, format!("\u{200b}{}", wide(&other))));
    all.add(("全角并含不可见字符", "In full width, with an invisible character"), None, noisy);
    let own =
        |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
    all.add(("各规则的界限和次序", "Bounds and order of the rules"), None, own(BOUNDS));
    let mut draw = Draw(23);
    let mut mixed = || (draw.mixed().as_str().to_owned(), draw.mixed().as_str().to_owned());
    all.add(("任意片段", "Mixed pieces"), None, (0..MIXED).map(|_| mixed()));

    let mut draw = Draw(31);
    let bounds = BOUNDS.iter().flat_map(|(a, b)| [*a, *b]).map(|name| PersonName::parse(name).unwrap());
    let names: BTreeSet<_> = bounds.chain((0..MIXED).map(|_| draw.mixed())).map(|name| single(&name)).collect();
    let near = ["张安", "王小明", "吕䶮", "欧阳康", "古丽·米热", "TONG AN"].map(|name| {
        let forms: Vec<String> = PersonName::parse(name).unwrap().near_forms().iter().map(|form| text(form)).collect();
        format!("{{\"name\": {}, \"forms\": [{}]}}", text(name), forms.join(", "))
    });
    let written = format!(
        "{{\n  \"zh\": \"姓名对及其比对结果，姓名均为虚构\",\n  \"en\": \"Pairs of names with the result of the comparison. All names are invented\",\n  \"groups\": {},\n  \"names\": {},\n  \"nearForms\": {}\n}}\n",
        list(&all.groups, "  "),
        list(&names.into_iter().collect::<Vec<_>>(), "  "),
        list(&near, "  "),
    );

    let json: Value = serde_json::from_str(&written).unwrap();
    let pairs: Vec<&Value> =
        json["groups"].as_array().unwrap().iter().flat_map(|kind| kind["pairs"].as_array().unwrap()).collect();
    assert_eq!(pairs.len(), all.rows.len());
    assert!((1_000..2_000).contains(&pairs.len()), "{} pairs", pairs.len());
    for pair in &pairs {
        let [one, other] = [0, 1].map(|i| pair[i].as_str().unwrap());
        assert_eq!(json!(pair), serde_json::from_str::<Value>(&row(one, other, compared(one, other))).unwrap());
    }
    for doubt in NameDoubt::ALL {
        let count = pairs.iter().filter(|pair| pair.get(3) == Some(&json!(doubt.as_str()))).count();
        assert!(count > 5, "{doubt}: {count} pairs");
    }
    for result in ["same", "variant", "other"] {
        assert!(pairs.iter().filter(|pair| pair[2] == *result).count() > 20, "{result}");
    }
    kept_text(&folder("cases/names/pairs.json"), &written);
}
