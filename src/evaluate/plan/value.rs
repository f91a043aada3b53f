//! The prepared amounts and rates of a programme: those that are looked up in advance, and those that depend on a unit.

use crate::{
    code::{CodeFact, HospitalGrade, HospitalLevel, HospitalOwnership, VisitKind},
    eligibility::Reading,
    evaluate::{
        bit::bit,
        column::{Index, OnceIx},
        exact::{micro, ppm},
        missing::Lacks,
    },
    fact::Scope,
    programme::{AmountParam, RateParam},
    record::{organisation::Hospital, receipt::Receipt},
    value::{LocalId, Money, Rate},
};

/// An amount or a rate: known, or looked up once for an application or once for each unit.
#[derive(Debug)]
pub(crate) enum Value<'a, P> {
    /// In millionths of a fen, or in millionths.
    Known(i128),
    Once(&'a P, OnceIx),
    /// By one code of a unit.
    ByCode(UnitTable),
    PerUnit(&'a P),
}

/// A table by one code of a unit, such as the level of a hospital or a kind of visit.
#[derive(Debug)]
pub(crate) struct UnitTable {
    pub(crate) fact: CodeFact,
    /// Values, each with the bits of its codes.
    rows: Vec<(u64, i128)>,
    otherwise: i128,
}

impl UnitTable {
    /// The value for a code, given as its bit.
    pub(crate) fn at(&self, code: u64) -> i128 {
        self.rows.iter().find(|(codes, _)| codes & code != 0).map_or(self.otherwise, |(_, value)| *value)
    }

    /// A table by one fact of a unit. `None` for any other fact.
    fn of<'a>(
        by: &[CodeFact],
        rows: impl Iterator<Item = (&'a [LocalId], Option<i128>)>,
        otherwise: Option<i128>,
    ) -> Option<Self> {
        let [fact] = by else { return None };
        let bits = |codes: &[LocalId]| {
            codes.iter().map(|code| code_bit(*fact, code.as_str())).try_fold(0, |a, b| Some(a | b?))
        };
        let rows = rows.map(|(codes, value)| Some((bits(codes)?, value?))).collect::<Option<Vec<_>>>()?;
        Some(Self { fact: *fact, rows, otherwise: otherwise.unwrap_or_default() })
    }
}

/// The bit of a code of a unit's fact.
fn code_bit(fact: CodeFact, code: &str) -> Option<u64> {
    fn of<T: std::str::FromStr>(code: &str, place: fn(T) -> u32) -> Option<u64> {
        code.parse().ok().map(place).filter(|place| *place < 64).map(bit)
    }
    match fact {
        CodeFact::HospitalLevel => of::<HospitalLevel>(code, |level| level as u32),
        CodeFact::HospitalGrade => of::<HospitalGrade>(code, |grade| grade as u32),
        CodeFact::HospitalOwnership => of::<HospitalOwnership>(code, |ownership| ownership as u32),
        CodeFact::VisitKind => of::<VisitKind>(code, |kind| kind as u32),
        _ => None,
    }
}

/// The bit of a receipt's code.
pub(crate) fn receipt_bit(fact: CodeFact, receipt: &Receipt) -> Option<u64> {
    match fact {
        CodeFact::VisitKind => receipt.visit_kind.map(|kind| bit(kind as u32)),
        _ => hospital_bit(fact, receipt.issuer.as_ref()),
    }
}

/// The bit of a hospital's code.
pub(crate) fn hospital_bit(fact: CodeFact, hospital: Option<&Hospital>) -> Option<u64> {
    match fact {
        CodeFact::HospitalLevel => hospital?.level.map(|level| bit(level as u32)),
        CodeFact::HospitalGrade => hospital?.grade.map(|grade| bit(grade as u32)),
        CodeFact::HospitalOwnership => hospital?.ownership.map(|ownership| bit(ownership as u32)),
        _ => None,
    }
}

/// An amount or a rate that may depend on facts.
pub(crate) trait Param: Sized {
    /// The value, if it depends on no fact.
    fn known(&self) -> Option<i128>;
    /// Whether it depends on facts of a unit.
    fn is_of_unit(&self) -> bool;
    /// The table, if it depends on one code of a unit.
    fn table(&self) -> Option<UnitTable>;
    /// The value for the facts that are read.
    fn read(&self, reading: &Reading<'_>) -> Result<i128, Lacks>;

    fn planned(&self, once: &mut usize) -> Value<'_, Self> {
        match self.known() {
            Some(known) => Value::Known(known),
            None if self.is_of_unit() => self.table().map_or(Value::PerUnit(self), Value::ByCode),
            None => {
                *once += 1;
                Value::Once(self, OnceIx::at(*once - 1))
            }
        }
    }
}

macro_rules! is_of_unit {
    ($param:expr, $of:ident, { $($own:tt)* }) => {
        match $param {
            $of::Fixed(_) => false,
            $of::ByCode(table) => table.by.iter().any(|fact| fact.fact().scope == Scope::Unit),
            $of::ByAge(table) => table.at.fact().scope == Scope::Unit,
            $of::ByNumber(table) => table.fact.fact().scope == Scope::Unit,
            $of::ByMoney(table) => table.fact.fact().scope == Scope::Unit,
            $($own)*
        }
    };
}

impl Param for AmountParam {
    fn known(&self) -> Option<i128> {
        self.fixed().map(Money::to_decimal).and_then(micro)
    }
    fn is_of_unit(&self) -> bool {
        is_of_unit!(self, AmountParam, {
            AmountParam::Statistic(multiple) => multiple.at.fact().scope == Scope::Unit,
            AmountParam::Assessed(_) => false,
        })
    }
    fn table(&self) -> Option<UnitTable> {
        let Self::ByCode(table) = self else { return None };
        if table.rows.iter().any(|row| row.and_codes.is_some()) {
            return None;
        }
        let micro = |amount: Money| micro(amount.to_decimal());
        let rows = table.rows.iter().map(|row| (&*row.codes, micro(row.amount)));
        UnitTable::of(&table.by, rows, table.otherwise.and_then(micro))
    }
    fn read(&self, reading: &Reading<'_>) -> Result<i128, Lacks> {
        micro(reading.threshold(self).map_err(Lacks::from)?).ok_or_else(Lacks::range)
    }
}

impl Param for RateParam {
    fn known(&self) -> Option<i128> {
        match self {
            Self::Fixed(fixed) => ppm(Rate::get(fixed.rate)),
            _ => None,
        }
    }
    fn is_of_unit(&self) -> bool {
        is_of_unit!(self, RateParam, {})
    }
    fn table(&self) -> Option<UnitTable> {
        let Self::ByCode(table) = self else { return None };
        if table.rows.iter().any(|row| row.and_codes.is_some()) {
            return None;
        }
        let ppm = |rate: Rate| ppm(rate.get());
        let rows = table.rows.iter().map(|row| (&*row.codes, ppm(row.rate)));
        UnitTable::of(&table.by, rows, table.otherwise.and_then(ppm))
    }
    fn read(&self, reading: &Reading<'_>) -> Result<i128, Lacks> {
        ppm(reading.rate(self).map_err(Lacks::from)?).ok_or_else(Lacks::range)
    }
}
