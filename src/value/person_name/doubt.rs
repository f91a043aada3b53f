//! Why two names cannot be compared with certainty.

use crate::wire::{Label, code_list};

code_list! {
    /// 姓名不能确定是否一致的原因 · Reason why a comparison of names is undecided.
    pub enum NameDoubt from "tongbiao 童标: comparison of names, docs/names.md" {
        /// 姓名不完整 · Part of the name only.
        ///
        /// 一处只有姓或名，或者缺少间隔号后的部分。
        /// One text has the surname or the given name only, or lacks a part after a dot.
        Incomplete = "incomplete",
        /// 姓名被截断 · Name cut off.
        ///
        /// 较短的姓名是较长姓名的开头，可能受系统字段长度限制。
        /// The shorter text is the beginning of the longer one. A system may limit the length.
        Truncated = "truncated",
        /// 缺字 · Rare character missing.
        ///
        /// 一处缺少的字不在 GB/T 2312 内，系统可能无法录入。
        /// One text lacks a character that is not in GB/T 2312. A system may be unable to store it.
        MissingCharacter = "missing-character",
        /// 字序不同 · Other order.
        Order = "order",
        /// 拼写不同 · Other spelling.
        ///
        /// 附加符号、分写连写、译音用字或个别字母不同。
        /// Diacritics, word division, characters of a transcription, or one letter differ.
        Spelling = "spelling",
        /// 同音字 · Same pronunciation.
        ///
        /// 字不同而读音相同，可能按口述录入。
        /// Other characters with the same pronunciation. The name may have been entered from dictation.
        SameSound = "same-sound",
        /// 形近字 · Look-alike characters.
        LookAlikes = "look-alikes",
        /// 繁简或异体字 · Variant characters.
        VariantCharacters = "variant-characters",
        /// 文字不同 · Other script.
        ///
        /// 一处为汉字，另一处为拼音、外文或少数民族文字；或以拼音代替生僻字。
        /// One text is in Chinese characters, the other in pinyin or another script; or pinyin replaces a rare character.
        Transliteration = "transliteration",
        /// 新生儿代称 · Description of a newborn.
        ///
        /// 以父母姓名加“之子”“之女”“之婴”等代称，或者只有姓，如“某氏”“某女婴”。
        /// The name of a parent with 之子, 之女, 之婴 or similar; or a family name alone, with 氏, 女婴 or similar.
        Newborn = "newborn",
        /// 附注 · Additional text.
        ///
        /// 姓名中有数字、括号内文字等非姓名内容。
        /// The text contains digits, brackets or other text that is not part of a name.
        Addition = "addition",
        /// 自造字 · Private-use character.
        ///
        /// 含 Unicode 私有区字符，各系统含义不同。
        /// A character of a private-use area of Unicode. Its meaning depends on the system.
        PrivateUse = "private-use",
        /// 无法显示的字 · Unprintable character.
        ///
        /// 以 □、? 等代替系统无法显示的字。
        /// A sign such as □ or ? replaces a character that a system could not print.
        Unprintable = "unprintable",
        /// 姓名被遮盖 · Masked name.
        ///
        /// 以 *、某、× 等遮盖。
        /// A sign such as *, 某 or × hides part of the name.
        Masked = "masked",
        /// 文字不是姓名 · Text that is not a name.
        ///
        /// 如“无名氏”“不详”“同上”。
        /// Such as 无名氏, 不详 or 同上: unnamed, unknown, ditto.
        NoName = "no-name",
    }
}

impl NameDoubt {
    /// Whether a part of the name is not in the text.
    pub(super) const fn hides(self) -> bool {
        matches!(self, Self::Masked | Self::Unprintable | Self::PrivateUse)
    }
}

/// Declares the texts of each reason: the question to the person who decides, and the document or correction that settles it.
macro_rules! texts {
    ($( $( $doubt:ident: $zh:literal, $en:literal; )+ => $remedy_zh:literal, $remedy_en:literal; )+) => {
        impl NameDoubt {
            /// The question to the person who decides.
            pub const fn question(self) -> Label {
                match self { $( $( Self::$doubt => Label { zh: $zh, en: $en }, )+ )+ }
            }

            /// The document or correction that settles the question.
            pub const fn remedy(self) -> Label {
                match self { $( $( Self::$doubt )|+ => Label { zh: $remedy_zh, en: $remedy_en }, )+ }
            }

            /// The question, the remedy, and how a confirmed name is recorded.
            pub const fn advice(self) -> Label {
                match self { $( $( Self::$doubt => Label {
                    zh: concat!($zh, $remedy_zh, "；确认为患儿的，请将该姓名填入曾用名，并附证明"),
                    en: concat!($en, " ", $remedy_en, ". If it is the child, enter this name under the former names and attach proof"),
                }, )+ )+ }
            }
        }
    };
}

texts! {
    Incomplete: "一处姓名不完整，两处是否为同一人？", "One of the names is incomplete. Is it the same person?";
    Truncated: "一处姓名可能被截断，两处是否为同一人？", "One of the names may be cut off. Is it the same person?";
        => "请提供载有全名和证件号码的材料，或由出具单位注明全名", "Submit a document with the full name and the identity number, or have the issuer state the full name";
    MissingCharacter: "一处姓名可能缺少生僻字，两处是否为同一人？", "One of the names may lack a rare character. Is it the same person?";
    PrivateUse: "姓名中的自造字是何字，两处是否为同一人？", "Which character is meant by the private-use character? Is it the same person?";
    Unprintable: "姓名中无法显示的字是何字，两处是否为同一人？", "Which character could not be printed? Is it the same person?";
        => "请按身份证件填写该字，并核对材料上的证件号码；无证件号码的，请由出具单位盖章注明姓名", "Enter the character of the identity document, and compare the identity number on the document. If it has no number, have the issuer certify the name";
    Order: "两处姓名用字相同、次序不同，是否为同一人？", "The names have the same words in another order. Is it the same person?";
    Spelling: "两处姓名拼写或译音用字不同，是否为同一人？", "The names are spelled differently. Is it the same person?";
    SameSound: "两处姓名读音相同、用字不同，是否为同一人？", "The names sound the same and have other characters. Is it the same person?";
    LookAlikes: "两处姓名用字形近，是否为同一人？", "The names have characters that look alike. Is it the same person?";
    VariantCharacters: "两处姓名仅有繁简或异体字之别，是否为同一人？", "The names differ in variant characters only. Is it the same person?";
        => "请核对身份证件和证件号码；录入有误的，请按证件更正，票据有误的，请由医院出具更正或证明", "Compare the identity document and its number. Correct an entry error. If the receipt is wrong, have the hospital correct or certify it";
    Transliteration: "两处姓名所用文字不同，是否为同一人？", "The names are in different scripts. Is it the same person?";
        => "请提供同时载有两种文字姓名的证件，或由出具单位注明中文姓名", "Submit an identity document with both forms of the name, or have the issuer state the Chinese name";
    Newborn: "新生儿代称是否指患儿？", "Does the description of the newborn refer to the child?";
        => "请提供已填写姓名的出生医学证明，其父母姓名（只有姓的，患儿或父母的姓）须与代称一致", "Submit the birth certificate with the name of the child; the name of the parent, or the family name, must match the description";
    Addition: "姓名中的附注是否影响身份，两处是否为同一人？", "One of the names has additional text. Is it the same person?";
        => "请只填写姓名，附注填入备注", "Enter the name only. Enter the additional text as a note";
    NoName: "姓名一栏未填写姓名，是否为患儿的票据？", "The text is not a name. Does the document belong to the child?";
        => "请由出具单位注明患者姓名", "Have the issuer state the name of the patient";
    Masked: "被遮盖的姓名是否为患儿姓名？", "Is the masked name the name of the child?";
        => "请提供未遮盖姓名的材料", "Submit the document with the unmasked name";
}
