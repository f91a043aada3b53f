//! Relations between people.

use crate::wire::code_list;

code_list! {
    /// 与患儿的关系 · Relation to the child.
    ///
    /// 表示此人与患儿的关系：51 即患儿的父亲。机构监护人不填此代码。
    /// States who the person is to the child: 51 is the child's father. Not used for institutional guardians.
    pub enum Relation from "GB/T 4761—2008" {
        /// 本人 · Self.
        ThePerson = "01",
        /// 户主 · Head of household.
        HeadOfHousehold = "02",
        /// 配偶 · Spouse.
        Spouse = "10",
        /// 夫 · Husband.
        Husband = "11",
        /// 妻 · Wife.
        Wife = "12",
        /// 子 · Son.
        Son = "20",
        /// 独生子 · Only son.
        OnlySon = "21",
        /// 长子 · Eldest son.
        EldestSon = "22",
        /// 次子 · Second son.
        SecondSon = "23",
        /// 三子 · Third son.
        ThirdSon = "24",
        /// 四子 · Fourth son.
        FourthSon = "25",
        /// 五子 · Fifth son.
        FifthSon = "26",
        /// 养子或继子 · Adopted son or stepson.
        AdoptedSonOrStepson = "27",
        /// 女婿 · Son-in-law.
        SonInLaw = "28",
        /// 其他儿子 · Other son.
        OtherSon = "29",
        /// 女 · Daughter.
        Daughter = "30",
        /// 独生女 · Only daughter.
        OnlyDaughter = "31",
        /// 长女 · Eldest daughter.
        EldestDaughter = "32",
        /// 次女 · Second daughter.
        SecondDaughter = "33",
        /// 三女 · Third daughter.
        ThirdDaughter = "34",
        /// 四女 · Fourth daughter.
        FourthDaughter = "35",
        /// 五女 · Fifth daughter.
        FifthDaughter = "36",
        /// 养女或继女 · Adopted daughter or stepdaughter.
        AdoptedDaughterOrStepdaughter = "37",
        /// 儿媳 · Daughter-in-law.
        DaughterInLaw = "38",
        /// 其他女儿 · Other daughter.
        OtherDaughter = "39",
        /// 孙辈 · Grandchild.
        Grandchild = "40",
        /// 孙子 · Son's son.
        SonsSon = "41",
        /// 孙女 · Son's daughter.
        SonsDaughter = "42",
        /// 外孙子 · Daughter's son.
        DaughtersSon = "43",
        /// 外孙女 · Daughter's daughter.
        DaughtersDaughter = "44",
        /// 孙媳妇或外孙媳妇 · Grandson's wife.
        GrandsonsWife = "45",
        /// 孙女婿或外孙女婿 · Granddaughter's husband.
        GranddaughtersHusband = "46",
        /// 曾孙子或外曾孙子 · Great-grandson.
        GreatGrandson = "47",
        /// 曾孙女或外曾孙女 · Great-granddaughter.
        GreatGranddaughter = "48",
        /// 其他孙辈 · Other grandchild.
        OtherGrandchild = "49",
        /// 父母 · Parent.
        Parent = "50",
        /// 父亲 · Father.
        Father = "51",
        /// 母亲 · Mother.
        Mother = "52",
        /// 公公 · Husband's father.
        HusbandsFather = "53",
        /// 婆婆 · Husband's mother.
        HusbandsMother = "54",
        /// 岳父 · Wife's father.
        WifesFather = "55",
        /// 岳母 · Wife's mother.
        WifesMother = "56",
        /// 继父或养父 · Stepfather or adoptive father.
        StepfatherOrAdoptiveFather = "57",
        /// 继母或养母 · Stepmother or adoptive mother.
        StepmotherOrAdoptiveMother = "58",
        /// 其他父母关系 · Other parental relation.
        OtherParentalRelation = "59",
        /// 祖辈 · Grandparent.
        Grandparent = "60",
        /// 祖父 · Father's father.
        FathersFather = "61",
        /// 祖母 · Father's mother.
        FathersMother = "62",
        /// 外祖父 · Mother's father.
        MothersFather = "63",
        /// 外祖母 · Mother's mother.
        MothersMother = "64",
        /// 配偶的祖父母或外祖父母 · Spouse's grandparent.
        SpousesGrandparent = "65",
        /// 曾祖父 · Great-grandfather.
        GreatGrandfather = "66",
        /// 曾祖母 · Great-grandmother.
        GreatGrandmother = "67",
        /// 配偶的曾祖父母或外曾祖父母 · Spouse's great-grandparent.
        SpousesGreatGrandparent = "68",
        /// 其他祖辈 · Other grandparent.
        OtherGrandparent = "69",
        /// 兄弟姐妹 · Sibling.
        Sibling = "70",
        /// 兄 · Elder brother.
        ElderBrother = "71",
        /// 嫂 · Elder brother's wife.
        ElderBrothersWife = "72",
        /// 弟 · Younger brother.
        YoungerBrother = "73",
        /// 弟媳 · Younger brother's wife.
        YoungerBrothersWife = "74",
        /// 姐姐 · Elder sister.
        ElderSister = "75",
        /// 姐夫 · Elder sister's husband.
        ElderSistersHusband = "76",
        /// 妹妹 · Younger sister.
        YoungerSister = "77",
        /// 妹夫 · Younger sister's husband.
        YoungerSistersHusband = "78",
        /// 其他兄弟姐妹 · Other sibling.
        OtherSibling = "79",
        /// 其他 · Other.
        Other = "80",
        /// 伯父 · Father's elder brother.
        FathersElderBrother = "81",
        /// 伯母 · Father's elder brother's wife.
        FathersElderBrothersWife = "82",
        /// 叔父 · Father's younger brother.
        FathersYoungerBrother = "83",
        /// 婶母 · Father's younger brother's wife.
        FathersYoungerBrothersWife = "84",
        /// 舅父 · Mother's brother.
        MothersBrother = "85",
        /// 舅母 · Mother's brother's wife.
        MothersBrothersWife = "86",
        /// 姨父 · Mother's sister's husband.
        MothersSistersHusband = "87",
        /// 姨母 · Mother's sister.
        MothersSister = "88",
        /// 姑父 · Father's sister's husband.
        FathersSistersHusband = "89",
        /// 姑母 · Father's sister.
        FathersSister = "90",
        /// 堂兄弟、堂姐妹 · Cousin, child of the father's brother.
        CousinOnTheMaleLine = "91",
        /// 表兄弟、表姐妹 · Cousin, child of the father's sister or the mother's sibling.
        CousinOnAFemaleLine = "92",
        /// 侄子 · Brother's son.
        BrothersSon = "93",
        /// 侄女 · Brother's daughter.
        BrothersDaughter = "94",
        /// 外甥 · Sister's son.
        SistersSon = "95",
        /// 外甥女 · Sister's daughter.
        SistersDaughter = "96",
        /// 其他亲属 · Other relative.
        OtherRelative = "97",
        /// 保姆 · Domestic helper.
        Nursemaid = "98",
        /// 非亲属 · Not related.
        NotRelated = "99",
    }
}

impl Relation {
    /// Whether the person is a parent of the child, also by adoption or remarriage.
    pub const fn is_parent(self) -> bool {
        matches!(
            self,
            Self::Parent
                | Self::Father
                | Self::Mother
                | Self::StepfatherOrAdoptiveFather
                | Self::StepmotherOrAdoptiveMother
                | Self::OtherParentalRelation
        )
    }
}
