//! Hospitals.

use crate::wire::code_list;

code_list! {
    /// 医院级别 · Hospital level.
    pub enum HospitalLevel from "《医院分级管理办法》 in the values of the insurer settlement list" {
        /// 三级 · Level three.
        Level3 = "level-3",
        /// 二级 · Level two.
        Level2 = "level-2",
        /// 一级 · Level one.
        Level1 = "level-1",
        /// 未定级 · Unrated.
        Unrated = "unrated",
    }
}

code_list! {
    /// 医院等次 · Hospital grade.
    pub enum HospitalGrade from "《医院分级管理办法》 in the values of the insurer settlement list" {
        /// 特等 · Special grade.
        Special = "special",
        /// 甲等 · Grade A.
        GradeA = "grade-a",
        /// 乙等 · Grade B.
        GradeB = "grade-b",
        /// 丙等 · Grade C.
        GradeC = "grade-c",
        /// 未定等 · Ungraded.
        Ungraded = "ungraded",
    }
}

code_list! {
    /// 医院性质 · Hospital ownership.
    pub enum HospitalOwnership from "practice of the receipts: GB 32100 registration classes" {
        /// 公立 · Public.
        Public = "public",
        /// 民办非营利 · Private, not for profit.
        PrivateNonprofit = "private-nonprofit",
        /// 营利性 · For profit.
        ForProfit = "for-profit",
    }
}
