//! Single names and single pairs.

use super::compared;
use crate::value::{NameDoubt, NameMatch, PersonName};

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
        ("童氏", NameDoubt::Newborn),
        ("童婴", NameDoubt::Newborn),
        ("B/O TONG LI", NameDoubt::Newborn),
        ("B/O李梅", NameDoubt::Newborn),
        ("某某氏", NameDoubt::Masked),
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
        // What is added to a name never makes it another one.
        ("童女（急诊）", "童安", Unknown(NameDoubt::Newborn)),
        ("王女（急诊）", "童安", Other),
        ("李梅之子（急诊）", "童安", Unknown(NameDoubt::Newborn)),
        ("患者：童毛毛", "童安", Unknown(NameDoubt::Newborn)),
        ("未知（急诊）", "童安", Unknown(NameDoubt::NoName)),
        ("童炜（男）", "童伟", Unknown(NameDoubt::SameSound)),
        ("童炜3床", "童伟3床（男）", Unknown(NameDoubt::SameSound)),
        ("童宁（男）", "童安", Other),
        ("TONG NING (M)", "TONG AN", Other),
        ("TONG AN (M)", "AN TONG", Unknown(NameDoubt::Order)),
        ("（男）TONG (2) AN", "TONG AN", Unknown(NameDoubt::Addition)),
        ("(m)TONG (2) AN", "TONG AN", Unknown(NameDoubt::Addition)),
        // A description of a newborn that joins letters and Chinese characters, or has no space after its word.
        ("B/O李梅", "童安", Unknown(NameDoubt::Newborn)),
        ("Baby of 李梅", "童安", Unknown(NameDoubt::Newborn)),
        ("S/O 李梅", "童安", Unknown(NameDoubt::Newborn)),
        ("B/OTONG LI", "TONG AN", Unknown(NameDoubt::Newborn)),
        ("B/OTONG LI", "B/O TONG LI", Variant),
        ("JACOB/OTT", "TONG AN", Other),
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
    assert!(super::super::table::FOLDED.is_sorted_by(|a, b| a.0 < b.0));
    assert!(super::super::table::FOLDED_TO_MANY.is_sorted_by(|a, b| a.0 < b.0));
    assert!(super::super::table::ALPHABETIC.is_sorted_by(|a, b| a.0 <= a.1 && a.1 < b.0));
}

/// A program that normalises the published texts does not change them.
#[test]
fn compared_characters_are_folded() {
    use super::super::{character::fold, table};
    for text in [table::VARIANTS, table::ALIKE, table::SOUNDS, table::COMPOUND_SURNAMES] {
        for c in text.chars() {
            let mut folded = Vec::new();
            fold(c, &mut folded);
            assert_eq!(folded, [c], "{text:.20}: {c} is folded");
        }
    }
}
