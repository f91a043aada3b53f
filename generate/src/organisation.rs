//! Invented hospitals and organisations.

use crate::{
    json::{Json, object},
    number::credit_code,
    random::Random,
};

/// A hospital of a province.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hospital {
    pub(crate) division: &'static str,
    serial: i64,
}

impl Hospital {
    /// One of the four hospitals of a province.
    pub(crate) fn of(division: &'static str, random: &mut Random) -> Self {
        Self { division, serial: random.within(1, 4) }
    }

    pub(crate) fn name(&self) -> String {
        let kind = match self.serial {
            1 => "省儿童医院",
            2 => "大学附属儿童医院",
            3 => "市妇女儿童医院",
            _ => "仁童儿童医院",
        };
        format!("示例{kind}（虚构）")
    }

    pub(crate) fn uscc(&self) -> String {
        let class = if self.serial == 4 { "52" } else { "12" };
        credit_code(class, self.division, 40_000_000 + self.serial)
    }

    pub(crate) fn json(&self) -> Json {
        let (level, ownership) =
            if self.serial == 4 { ("level-2", "private-nonprofit") } else { ("level-3", "public") };
        let province = self.division.get(..2).unwrap_or_default();
        object! {
            "name": self.name(),
            "uscc": self.uscc(),
            "code": format!("H{province}000000{:03}", self.serial),
            "division": self.division,
            "level": level,
            "grade": "grade-a",
            "ownership": ownership,
            "institutionType": "儿童医院",
        }
    }

    /// The hospital as the issuer of a supporting document.
    pub(crate) fn issuer(&self) -> Json {
        object! {"name": self.name(), "uscc": self.uscc()}
    }
}

/// The centre that receives applications.
pub(crate) fn intake() -> Json {
    object! {
        "name": "示例儿童大病救助受理中心（虚构）",
        "uscc": credit_code("52", "110000", 50_000_051),
        "contactName": "示例受理员",
        "phone": "010-00000011",
    }
}

/// The foundation of the programmes.
pub(crate) fn foundation() -> Json {
    object! {
        "name": "示例儿童大病基金会（虚构）",
        "uscc": credit_code("53", "110000", 50_000_003),
        "contactName": "示例项目官员",
        "phone": "010-00000012",
    }
}

/// The civil affairs bureau of a county in a province.
pub(crate) fn bureau(division: &str) -> Json {
    object! {"name": "示例县民政局（虚构）", "uscc": credit_code("11", division, 22)}
}

/// The insurer of a province.
pub(crate) fn insurer(division: &str) -> Json {
    object! {"name": "示例市医疗保障中心（虚构）", "uscc": credit_code("12", division, 237)}
}
