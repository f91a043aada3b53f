//! A programme made ready: computed once, used for any number of applications.

use super::{
    exact::{micro, ppm},
    missing::Wanted,
    node::Node,
};
use crate::{
    code::{
        Attribution, AwardCeiling, AwardUnit, CatalogueClass, CodeFact, FeeCategory, HospitalGrade, HospitalLevel,
        HospitalOwnership, LimitScope, RoundingMode, RoundingUnit, VisitKind,
    },
    eligibility::{Reading, Unsound, require_sound},
    fact::Scope,
    programme::{AmountParam, Benefit, Limit, LineRule, Programme, ProgrammeItem, RateParam, Rounding},
    record::{organisation::Hospital, receipt::Receipt},
    value::{Fingerprint, Fnv, LocalId, Money, Rate},
};
use std::{collections::HashSet, sync::OnceLock};

/// A programme, made ready.
#[derive(Debug)]
pub struct Plan<'a> {
    pub(super) programme: &'a Programme,
    pub(super) items: Vec<PlannedItem<'a>>,
    /// Every limit, in the order in which they apply.
    pub(super) limits: Vec<PlannedLimit<'a>>,
    /// Whether it looks at receipts at all.
    pub(super) reads_receipts: bool,
    /// How many amounts and rates of the application as a whole it has.
    pub(super) slots: usize,
    digest: OnceLock<Fingerprint>,
}

/// An item, made ready.
#[derive(Debug)]
pub(super) struct PlannedItem<'a> {
    pub(super) item: &'a ProgrammeItem,
    pub(super) lines: Option<PlannedLines<'a>>,
    pub(super) deductible: Option<Value<'a, AmountParam>>,
    pub(super) benefit: PlannedBenefit<'a>,
    pub(super) rounding: (RoundingUnit, RoundingMode, Node),
    /// The items that its basis is less.
    pub(super) less_items: Vec<usize>,
    /// For what it is computed; nothing without a basis.
    pub(super) per: Option<AwardUnit>,
    /// Whether what the family bears bounds it.
    pub(super) has_ceiling: bool,
}

/// Which lines count.
#[derive(Debug)]
pub(super) struct PlannedLines<'a> {
    pub(super) node: Node,
    pub(super) attribution: Attribution,
    /// The categories that count, as bits; with that of an absent one where the rule does not ask for it.
    pub(super) categories: u64,
    /// The classes that count, in the same way.
    pub(super) classes: u64,
    pub(super) charge_items: Option<HashSet<&'a str>>,
    pub(super) except_charge_items: Option<HashSet<&'a str>>,
}

/// A limit, made ready.
#[derive(Debug)]
pub(super) struct PlannedLimit<'a> {
    pub(super) limit: &'a Limit,
    pub(super) node: Node,
    /// The items that it is for, as bits.
    pub(super) items: u64,
    pub(super) amount: Option<Value<'a, AmountParam>>,
}

/// An amount or a rate: known, or to be looked up, once for an application or for each unit.
#[derive(Debug)]
pub(super) enum Value<'a, P> {
    /// In millionths of a fen, or in millionths.
    Known(i128),
    Once(&'a P, usize),
    /// By one code of a unit.
    ByCode(UnitTable),
    PerUnit(&'a P),
}

/// A table by one code of a unit: a hospital's level, a kind of visit and the like.
#[derive(Debug)]
pub(super) struct UnitTable {
    pub(super) fact: CodeFact,
    /// For the codes whose bits are set, the value.
    rows: Vec<(u64, i128)>,
    otherwise: i128,
}

impl UnitTable {
    /// The value for a code, given as its bit.
    pub(super) fn at(&self, code: u64) -> i128 {
        self.rows.iter().find(|(codes, _)| codes & code != 0).map_or(self.otherwise, |(_, value)| *value)
    }

    /// A table by one fact of a unit; nothing for any other.
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

/// The bit of the code that a receipt has.
pub(super) fn receipt_bit(fact: CodeFact, receipt: &Receipt) -> Option<u64> {
    match fact {
        CodeFact::VisitKind => receipt.visit_kind.map(|kind| bit(kind as u32)),
        _ => hospital_bit(fact, receipt.issuer.as_ref()),
    }
}

/// The bit of the code that a hospital has.
pub(super) fn hospital_bit(fact: CodeFact, hospital: Option<&Hospital>) -> Option<u64> {
    match fact {
        CodeFact::HospitalLevel => hospital?.level.map(|level| bit(level as u32)),
        CodeFact::HospitalGrade => hospital?.grade.map(|grade| bit(grade as u32)),
        CodeFact::HospitalOwnership => hospital?.ownership.map(|ownership| bit(ownership as u32)),
        _ => None,
    }
}

/// The amounts and rates of a benefit.
#[derive(Debug)]
pub(super) enum PlannedBenefit<'a> {
    /// One amount: fixed, or for each unit of a number.
    Amount(Value<'a, AmountParam>),
    /// One for each tier, bracket or price.
    Amounts(Vec<Value<'a, AmountParam>>),
    /// One rate.
    Rate(Value<'a, RateParam>),
    /// One for each band, and one that is added.
    Bands(Vec<Value<'a, RateParam>>, Option<Value<'a, RateParam>>),
    /// What each service is settled with.
    Services(Vec<Option<Value<'a, AmountParam>>>),
    /// None of its own.
    None,
}

impl<'a> Plan<'a> {
    /// Makes a programme ready.
    ///
    /// # Errors
    /// The programme breaks a rule of severity error: no amount is better than one by a rule that contradicts itself.
    pub fn of(programme: &'a Programme) -> Result<Self, Unsound> {
        require_sound(programme)?;
        let mut slots = 0;
        let items: Vec<PlannedItem<'a>> = (0_usize..)
            .zip(programme.items.iter())
            .map(|(index, item)| PlannedItem::of(programme, item, index, &mut slots))
            .collect();
        let reads_receipts = items.iter().any(PlannedItem::reads_receipts);
        let limits = limits(programme, &mut slots);
        Ok(Self { programme, items, limits, reads_receipts, slots, digest: OnceLock::new() })
    }

    /// The programme.
    pub fn programme(&self) -> &'a Programme {
        self.programme
    }

    /// The digest of the programme, computed once, and only where somebody asks for it.
    pub(super) fn digest(&self) -> Fingerprint {
        self.digest.get_or_init(|| Fnv::of_record(self.programme)).clone()
    }

    /// Whether what the family bears bounds some award.
    pub(super) fn has_ceiling(&self) -> bool {
        self.programme.coordination.ceiling == AwardCeiling::FamilyBorne
    }
}

impl<'a> PlannedItem<'a> {
    fn of(programme: &'a Programme, item: &'a ProgrammeItem, index: usize, slots: &mut usize) -> Self {
        let own = item.rounding.as_ref().map(|rounding| (rounding, Node::Rounding(Some(index))));
        let rounding = own.or_else(|| programme.rounding.as_ref().map(|rounding| (rounding, Node::Rounding(None))));
        let rounding = match rounding {
            Some((Rounding { unit, mode }, node)) => (*unit, *mode, node),
            None => (RoundingUnit::Fen, RoundingMode::HalfUp, Node::Item(index)),
        };
        let own = item.lines.as_ref().map(|lines| (lines, Node::ItemLines(index)));
        let lines = own.or_else(|| programme.lines.as_ref().map(|lines| (lines, Node::Lines)));
        let less = item.basis.iter().flat_map(|basis| basis.less_items.iter().flat_map(|items| items.iter()));
        let ceiling = programme.coordination.ceiling == AwardCeiling::FamilyBorne;
        let bounded = match item.benefit {
            Benefit::InKind(_) => false,
            Benefit::Units(_) => item.basis.is_some(),
            _ => true,
        };
        Self {
            item,
            lines: lines.and_then(|(lines, node)| PlannedLines::of(programme, lines, node)),
            deductible: item.deductible.as_ref().map(|amount| amount.planned(slots)),
            benefit: PlannedBenefit::of(&item.benefit, slots),
            rounding,
            less_items: less.filter_map(|id| programme.items.iter().position(|other| other.id == *id)).collect(),
            per: item.basis.as_ref().map(|basis| basis.per),
            has_ceiling: ceiling && bounded,
        }
    }

    /// Whether it asks for receipts.
    pub(super) fn reads_receipts(&self) -> bool {
        self.per.is_some() || self.has_ceiling || matches!(self.item.benefit, Benefit::Prices(_))
    }
}

impl<'a> PlannedLines<'a> {
    /// Nothing where the rule restricts nothing.
    fn of(programme: &'a Programme, rule: &'a LineRule, node: Node) -> Option<Self> {
        let LineRule { attribution, categories, except_categories, catalogue, charge_items, except_charge_items } =
            rule;
        let restricts = categories.is_some()
            || except_categories.is_some()
            || catalogue.is_some()
            || charge_items.is_some()
            || except_charge_items.is_some();
        let set = |name: &Option<LocalId>| name.as_ref().map(|name| charge_item_set(programme, name));
        let category_bits = |list: &[FeeCategory]| list.iter().fold(0, |bits, code| bits | bit(*code as u32));
        let class_bits = |list: &[CatalogueClass]| list.iter().fold(0, |bits, code| bits | bit(*code as u32));
        let only = categories.as_deref().map_or(u64::MAX, category_bits);
        let except = except_categories.as_deref().map_or(0, category_bits);
        let asked = if categories.is_some() || except_categories.is_some() { ABSENT } else { 0 };
        restricts.then(|| Self {
            node,
            attribution: *attribution,
            categories: only & !except & !asked,
            classes: catalogue.as_deref().map_or(u64::MAX, class_bits),
            charge_items: set(charge_items),
            except_charge_items: set(except_charge_items),
        })
    }
}

/// The bit that stands for a code that is absent: no list has so many codes.
pub(super) const ABSENT: u64 = 1 << 63;

/// The bit that stands for a code.
pub(super) const fn bit(code: u32) -> u64 {
    1_u64.wrapping_shl(code)
}

fn charge_item_set<'a>(programme: &'a Programme, name: &LocalId) -> HashSet<&'a str> {
    programme.charge_items(name).into_iter().flat_map(|items| items.codes.iter()).map(|code| code.as_str()).collect()
}

impl<'a> PlannedBenefit<'a> {
    fn of(benefit: &'a Benefit, slots: &mut usize) -> Self {
        match benefit {
            Benefit::Fixed(fixed) => Self::Amount(fixed.amount.planned(slots)),
            Benefit::Units(units) => Self::Amount(units.amount.planned(slots)),
            Benefit::Tiers(tiers) => Self::Amounts(tiers.tiers.iter().map(|tier| tier.amount.planned(slots)).collect()),
            Benefit::Brackets(brackets) => {
                Self::Amounts(brackets.brackets.iter().map(|bracket| bracket.amount.planned(slots)).collect())
            }
            Benefit::Prices(prices) => {
                Self::Amounts(prices.prices.iter().map(|price| price.price.planned(slots)).collect())
            }
            Benefit::Rate(rate) => Self::Rate(rate.rate.planned(slots)),
            Benefit::Gap(gap) => Self::Rate(gap.rate.planned(slots)),
            Benefit::Bands(bands) => {
                let rates = bands.bands.iter().map(|band| band.rate.planned(slots)).collect();
                Self::Bands(rates, bands.add_rate.as_ref().map(|rate| rate.planned(slots)))
            }
            Benefit::InKind(service) => {
                let services = service.services.iter();
                Self::Services(services.map(|s| s.settled.as_ref().map(|amount| amount.planned(slots))).collect())
            }
            Benefit::Match(_) => Self::None,
        }
    }
}

/// The limits in the order in which they apply: by scope, an item's own before the programme's.
fn limits<'a>(programme: &'a Programme, slots: &mut usize) -> Vec<PlannedLimit<'a>> {
    let mut limits = Vec::new();
    for (item, of) in programme.items.iter().enumerate() {
        for (place, limit) in of.limits.iter().flat_map(|limits| limits.iter()).enumerate() {
            let amount = limit.amount.as_ref().map(|amount| amount.planned(slots));
            limits.push(PlannedLimit { limit, node: Node::ItemLimit(item, place), items: bit(item as u32), amount });
        }
    }
    for (place, limit) in programme.limits.iter().flat_map(|limits| limits.iter()).enumerate() {
        let amount = limit.amount.as_ref().map(|amount| amount.planned(slots));
        let items = programme.items.iter().enumerate();
        let named = items.filter(|(_, item)| limit.items.as_ref().is_none_or(|ids| ids.contains(&item.id)));
        let items = named.fold(0, |bits, (index, _)| bits | bit(index as u32));
        limits.push(PlannedLimit { limit, node: Node::Limit(place), items, amount });
    }
    limits.sort_by_key(|limit| order(limit.limit.scope));
    limits
}

const fn order(scope: LimitScope) -> u8 {
    match scope {
        LimitScope::Line => 0,
        LimitScope::Receipt => 1,
        LimitScope::Hospitalisation => 2,
        LimitScope::Operation => 3,
        LimitScope::Application => 4,
        LimitScope::Period => 5,
        LimitScope::Lifetime => 6,
        LimitScope::FundBalance => 7,
    }
}

/// An amount or a rate that may depend on facts.
pub(super) trait Param: Sized {
    /// The value, if it depends on nothing.
    fn known(&self) -> Option<i128>;
    /// Whether it depends on facts of a unit.
    fn is_of_unit(&self) -> bool;
    /// The table, if it is one by one code of a unit.
    fn table(&self) -> Option<UnitTable>;
    /// The value for what is read.
    fn read(&self, reading: &Reading<'_>) -> Result<i128, Wanted>;

    fn planned(&self, slots: &mut usize) -> Value<'_, Self> {
        match self.known() {
            Some(known) => Value::Known(known),
            None if self.is_of_unit() => self.table().map_or(Value::PerUnit(self), Value::ByCode),
            None => {
                *slots += 1;
                Value::Once(self, *slots - 1)
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
        is_of_unit!(self, AmountParam, { AmountParam::Statistic(multiple) => multiple.at.fact().scope == Scope::Unit, })
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
    fn read(&self, reading: &Reading<'_>) -> Result<i128, Wanted> {
        micro(reading.threshold(self).map_err(Wanted::from)?).ok_or(Wanted::Range)
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
    fn read(&self, reading: &Reading<'_>) -> Result<i128, Wanted> {
        ppm(reading.rate(self).map_err(Wanted::from)?).ok_or(Wanted::Range)
    }
}
