//! Ethnic groups.

use crate::wire::code_list;

code_list! {
    /// 民族 · Ethnic group.
    pub enum EthnicGroup from "GB/T 3304—1991" {
        /// 汉族 · Han.
        Han = "01",
        /// 蒙古族 · Mongol.
        Mongol = "02",
        /// 回族 · Hui.
        Hui = "03",
        /// 藏族 · Tibetan.
        Tibetan = "04",
        /// 维吾尔族 · Uyghur.
        Uyghur = "05",
        /// 苗族 · Miao.
        Miao = "06",
        /// 彝族 · Yi.
        Yi = "07",
        /// 壮族 · Zhuang.
        Zhuang = "08",
        /// 布依族 · Buyi.
        Buyi = "09",
        /// 朝鲜族 · Korean.
        Korean = "10",
        /// 满族 · Manchu.
        Manchu = "11",
        /// 侗族 · Dong.
        Dong = "12",
        /// 瑶族 · Yao.
        Yao = "13",
        /// 白族 · Bai.
        Bai = "14",
        /// 土家族 · Tujia.
        Tujia = "15",
        /// 哈尼族 · Hani.
        Hani = "16",
        /// 哈萨克族 · Kazakh.
        Kazakh = "17",
        /// 傣族 · Dai.
        Dai = "18",
        /// 黎族 · Li.
        Li = "19",
        /// 傈僳族 · Lisu.
        Lisu = "20",
        /// 佤族 · Va.
        Va = "21",
        /// 畲族 · She.
        She = "22",
        /// 高山族 · Gaoshan.
        Gaoshan = "23",
        /// 拉祜族 · Lahu.
        Lahu = "24",
        /// 水族 · Sui.
        Sui = "25",
        /// 东乡族 · Dongxiang.
        Dongxiang = "26",
        /// 纳西族 · Naxi.
        Naxi = "27",
        /// 景颇族 · Jingpo.
        Jingpo = "28",
        /// 柯尔克孜族 · Kirgiz.
        Kirgiz = "29",
        /// 土族 · Tu.
        Tu = "30",
        /// 达斡尔族 · Daur.
        Daur = "31",
        /// 仫佬族 · Mulao.
        Mulao = "32",
        /// 羌族 · Qiang.
        Qiang = "33",
        /// 布朗族 · Blang.
        Blang = "34",
        /// 撒拉族 · Salar.
        Salar = "35",
        /// 毛南族 · Maonan.
        Maonan = "36",
        /// 仡佬族 · Gelao.
        Gelao = "37",
        /// 锡伯族 · Xibe.
        Xibe = "38",
        /// 阿昌族 · Achang.
        Achang = "39",
        /// 普米族 · Pumi.
        Pumi = "40",
        /// 塔吉克族 · Tajik.
        Tajik = "41",
        /// 怒族 · Nu.
        Nu = "42",
        /// 乌孜别克族 · Uzbek.
        Uzbek = "43",
        /// 俄罗斯族 · Russian.
        Russian = "44",
        /// 鄂温克族 · Ewenki.
        Ewenki = "45",
        /// 德昂族 · Deang.
        Deang = "46",
        /// 保安族 · Bonan.
        Bonan = "47",
        /// 裕固族 · Yugur.
        Yugur = "48",
        /// 京族 · Gin.
        Gin = "49",
        /// 塔塔尔族 · Tatar.
        Tatar = "50",
        /// 独龙族 · Derung.
        Derung = "51",
        /// 鄂伦春族 · Oroqen.
        Oroqen = "52",
        /// 赫哲族 · Hezhen.
        Hezhen = "53",
        /// 门巴族 · Monba.
        Monba = "54",
        /// 珞巴族 · Lhoba.
        Lhoba = "55",
        /// 基诺族 · Jino.
        Jino = "56",
        /// 其他 · Other.
        ///
        /// 医疗卫生信息系统的扩展，不在国家标准内。
        /// Extension by health information systems, not part of the national standard.
        Other = "97",
        /// 外国血统中国籍人士 · Chinese national of foreign descent.
        ///
        /// 医疗卫生信息系统的扩展，不在国家标准内。
        /// Extension by health information systems, not part of the national standard.
        ForeignDescent = "98",
    }
}
