//! Whether a formula is well-behaved: the award has no cliffs and never grows by more than one fen per fen.

use crate::{
    code::{BandMethod, Measure, MoneyFact, OtherAid, RoundingUnit},
    programme::{
        AmountParam, Basis, Benefit, LineRule, Part, Predicate, Programme, ProgrammeItem, RateParam, ReceiptWindow,
        Rounding, Scenario, parts, scenarios,
    },
    wire::Label,
};
use rust_decimal::Decimal;

/// A reason why a formula is not well-behaved.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Steepness {
    /// The part of the programme, as a JSON Pointer.
    pub pointer: String,
    /// The kind of steepness.
    pub kind: SteepnessKind,
}

/// A kind of steepness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SteepnessKind {
    /// Fixed amounts by band of the basis.
    Brackets,
    /// One rate for the whole amount, which changes at the end of a band.
    WholeBands,
    /// An amount or a rate that is looked up by another amount.
    ByAmount,
    /// Tiers that depend on an amount.
    TiersByAmount,
    /// A condition for an award or a limit that depends on charges or on other aid.
    ConditionByAmount,
    /// A threshold of the basis, below which nothing is awarded.
    Threshold,
    /// Nothing is awarded before a limit of an earlier item is used up.
    AfterLimit,
    /// Any other aid, however small, excludes the award.
    OtherAid,
    /// A rounding unit above one yuan.
    Rounding,
    /// A minimum award: below it, nothing or the minimum is paid.
    MinimumAward,
    /// Benefit items that together pay more than one fen per fen, unless the cap reduces them.
    RatesAboveOne,
    /// More than one fen per fen of another payer.
    MatchAboveOne,
}

impl SteepnessKind {
    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Brackets => "brackets",
            Self::WholeBands => "whole-bands",
            Self::ByAmount => "by-amount",
            Self::TiersByAmount => "tiers-by-amount",
            Self::ConditionByAmount => "condition-by-amount",
            Self::Threshold => "threshold",
            Self::AfterLimit => "after-limit",
            Self::OtherAid => "other-aid",
            Self::Rounding => "rounding",
            Self::MinimumAward => "minimum-award",
            Self::RatesAboveOne => "rates-above-one",
            Self::MatchAboveOne => "match-above-one",
        }
    }

    /// Its label in Chinese and English.
    pub const fn label(self) -> Label {
        match self {
            Self::Brackets => Label { zh: "按金额分段定额", en: "fixed amounts by band of the basis" },
            Self::WholeBands => Label {
                zh: "全额适用一个比例，比例随金额变化",
                en: "one rate for the whole amount, which changes with the amount",
            },
            Self::ByAmount => Label {
                zh: "金额或比例取决于另一金额",
                en: "an amount or a rate that is looked up by another amount",
            },
            Self::TiersByAmount => Label { zh: "档次取决于金额", en: "tiers that depend on an amount" },
            Self::ConditionByAmount => Label {
                zh: "给付或限额的条件取决于费用或其他救助的金额",
                en: "a condition for an award or a limit that depends on charges or on other aid",
            },
            Self::Threshold => Label {
                zh: "基数未达到给付门槛的不给付",
                en: "nothing is awarded below the threshold of the basis",
            },
            Self::AfterLimit => Label {
                zh: "前项限额用尽后才给付",
                en: "nothing is awarded before the limit of an earlier item is used up",
            },
            Self::OtherAid => Label {
                zh: "已有其他救助的，无论金额大小，均不给付",
                en: "no award if any other aid exists, however small",
            },
            Self::Rounding => Label { zh: "舍入单位大于一元", en: "rounding unit above one yuan" },
            Self::MinimumAward => Label { zh: "有最低给付", en: "minimum award" },
            Self::RatesAboveOne => Label {
                zh: "各给付项合计，费用每增加一分，给付可增加超过一分，受封顶限制的除外",
                en: "benefit items that together pay more than one fen per fen of charges, unless the cap reduces them",
            },
            Self::MatchAboveOne => {
                Label { zh: "配套超过一倍", en: "matching of more than one fen per fen of another payer" }
            }
        }
    }
}

/// Every reason why a programme's formula is not well-behaved. Rounding to a yuan or less is ignored.
pub(super) fn of(programme: &Programme) -> Vec<Steepness> {
    let mut found = Vec::new();
    of_conditions(programme, &mut found);
    for (index, item) in programme.items.iter().enumerate() {
        let at = format!("/items/{index}");
        of_item(item, &at, &mut found);
        of_rounding(item, programme.rounding.as_ref(), &at, &mut found);
    }
    if programme.coordination.other_aid == OtherAid::Exclusive {
        found.push(Steepness { pointer: "/coordination/otherAid".to_owned(), kind: SteepnessKind::OtherAid });
    }
    for (index, limit) in programme.limits.iter().flat_map(|limits| limits.iter()).enumerate() {
        of_amount(limit.amount.as_ref(), &format!("/limits/{index}/amount"), &mut found);
    }
    let minimum = programme.minimum_award.as_ref();
    // Below the minimum award, either nothing or the minimum is paid: the award jumps in both cases.
    if minimum.is_some_and(|minimum| minimum.amount.fen() > 1) {
        found.push(Steepness { pointer: "/minimumAward".to_owned(), kind: SteepnessKind::MinimumAward });
    }
    if together(programme) > Decimal::ONE {
        found.push(Steepness { pointer: "/items".to_owned(), kind: SteepnessKind::RatesAboveOne });
    }
    found
}

/// Conditions whose result can change with one more fen of charges or of other aid. Conditions of tiers are reported
/// with the tier. Conditions of supporting documents change no amount.
fn of_conditions(programme: &Programme, found: &mut Vec<Steepness>) {
    for (pointer, part) in parts(programme) {
        let Part::Condition(predicate) = part else { continue };
        if pointer.starts_with("/papers/") || pointer.contains("/benefit/tiers/") {
            continue;
        }
        let kind = match predicate {
            Predicate::Money(test) if moves(test.fact) => SteepnessKind::ConditionByAmount,
            Predicate::Ratio(test) if moves(test.of) || moves(test.to) => SteepnessKind::ConditionByAmount,
            Predicate::EarlierAid(test) if test.programme.as_ref() != Some(&programme.id) => SteepnessKind::OtherAid,
            _ => continue,
        };
        found.push(Steepness { pointer, kind });
    }
}

/// Whether a fact changes with the charges or with other aid. The household's income and property do not.
const fn moves(fact: MoneyFact) -> bool {
    match fact {
        MoneyFact::Billed
        | MoneyFact::FamilyBorne
        | MoneyFact::FamilyBorneTwelveMonths
        | MoneyFact::SelfPaid
        | MoneyFact::SelfPaidTwelveMonths
        | MoneyFact::EstimatedCost
        | MoneyFact::MedicalSpending
        | MoneyFact::AidReceived => true,
        MoneyFact::HouseholdIncome
        | MoneyFact::IncomePerHead
        | MoneyFact::HouseholdProperty
        | MoneyFact::HouseholdDebts => false,
    }
}

/// Fixed amounts always round to the same amount. For other amounts, one fen can change the award by a whole rounding
/// unit.
fn of_rounding(item: &ProgrammeItem, programme: Option<&Rounding>, at: &str, found: &mut Vec<Steepness>) {
    let own = item.rounding.as_ref();
    let coarse = own.or(programme).is_some_and(|rounding| rounding.unit.fen() > RoundingUnit::Yuan.fen());
    let varies = matches!(item.benefit, Benefit::Rate(_) | Benefit::Bands(_) | Benefit::Gap(_) | Benefit::Match(_));
    if coarse && varies {
        let pointer = if own.is_some() { format!("{at}/rounding") } else { "/rounding".to_owned() };
        found.push(Steepness { pointer, kind: SteepnessKind::Rounding });
    }
}

fn of_item(item: &ProgrammeItem, at: &str, found: &mut Vec<Steepness>) {
    let mut add = |pointer: String, kind| found.push(Steepness { pointer, kind });
    match &item.benefit {
        Benefit::Brackets(brackets) => {
            let ends = brackets.brackets.iter().any(|bracket| bracket.lower.is_some() || bracket.upper.is_some());
            if ends {
                add(format!("{at}/benefit/brackets"), SteepnessKind::Brackets);
            }
        }
        Benefit::Bands(bands) if bands.method == BandMethod::Whole && bands.bands.len() > 1 => {
            add(format!("{at}/benefit/bands"), SteepnessKind::WholeBands);
        }
        Benefit::Tiers(tiers) => {
            let by_amount = |predicate: &Predicate| matches!(predicate, Predicate::Money(_) | Predicate::Ratio(_));
            for (index, tier) in tiers.tiers.iter().enumerate() {
                if tier.conditions().predicates().any(by_amount) {
                    add(format!("{at}/benefit/tiers/{index}"), SteepnessKind::TiersByAmount);
                }
            }
        }
        Benefit::Match(matched) if matched.times.get() > Decimal::ONE => {
            add(format!("{at}/benefit/times"), SteepnessKind::MatchAboveOne);
        }
        _ => {}
    }
    if let Some(threshold) = item.basis.as_ref().and_then(|basis| basis.threshold.as_ref()) {
        let at = format!("{at}/basis/threshold");
        of_amount(Some(&threshold.amount), &format!("{at}/amount"), found);
        found.push(Steepness { pointer: at, kind: SteepnessKind::Threshold });
    }
    if item.after_limits.is_some() {
        found.push(Steepness { pointer: format!("{at}/afterLimits"), kind: SteepnessKind::AfterLimit });
    }
    of_amount(item.deductible.as_ref(), &format!("{at}/deductible"), found);
    for (index, limit) in item.limits.iter().flat_map(|limits| limits.iter()).enumerate() {
        of_amount(limit.amount.as_ref(), &format!("{at}/limits/{index}/amount"), found);
    }
    of_tables(&item.benefit, &format!("{at}/benefit"), found);
}

/// The tables of a benefit that depend on an amount.
fn of_tables(benefit: &Benefit, at: &str, found: &mut Vec<Steepness>) {
    match benefit {
        Benefit::Fixed(fixed) => of_amount(Some(&fixed.amount), &format!("{at}/amount"), found),
        Benefit::Units(units) => of_amount(Some(&units.amount), &format!("{at}/amount"), found),
        Benefit::Rate(rate) => of_rate(&rate.rate, &format!("{at}/rate"), found),
        Benefit::Gap(gap) => of_rate(&gap.rate, &format!("{at}/rate"), found),
        Benefit::Tiers(tiers) => {
            for (index, tier) in tiers.tiers.iter().enumerate() {
                of_amount(Some(&tier.amount), &format!("{at}/tiers/{index}/amount"), found);
            }
        }
        Benefit::Bands(bands) => {
            for (index, band) in bands.bands.iter().enumerate() {
                of_rate(&band.rate, &format!("{at}/bands/{index}/rate"), found);
            }
            bands.add_rate.iter().for_each(|rate| of_rate(rate, &format!("{at}/addRate"), found));
        }
        Benefit::Prices(prices) => {
            for (index, price) in prices.prices.iter().enumerate() {
                of_amount(Some(&price.price), &format!("{at}/prices/{index}/price"), found);
            }
        }
        // Fixed amounts by band are always steep. A service pays no money to the family.
        Benefit::Brackets(_) | Benefit::Match(_) | Benefit::InKind(_) => {}
    }
}

fn of_amount(amount: Option<&AmountParam>, at: &str, found: &mut Vec<Steepness>) {
    if let Some(AmountParam::ByMoney(table)) = amount
        && table.rows.len() > 1
    {
        found.push(Steepness { pointer: at.to_owned(), kind: SteepnessKind::ByAmount });
    }
}

fn of_rate(rate: &RateParam, at: &str, found: &mut Vec<Steepness>) {
    if let RateParam::ByMoney(table) = rate
        && table.rows.len() > 1
    {
        found.push(Steepness { pointer: at.to_owned(), kind: SteepnessKind::ByAmount });
    }
}

/// The most that the benefit items that apply at the same time pay together for one more fen of charges.
fn together(programme: &Programme) -> Decimal {
    let most =
        |scenarios: &[Scenario<'_>]| scenarios.iter().map(|scenario| together_in(programme, Some(scenario))).max();
    match scenarios(programme) {
        Some(scenarios) => most(&scenarios).unwrap_or(Decimal::ZERO),
        None => together_in(programme, None),
    }
}

/// The most that benefit items pay together in a scenario. Without one, of all items at their greatest rates.
fn together_in(programme: &Programme, scenario: Option<&Scenario<'_>>) -> Decimal {
    let mut slopes: Vec<(&ProgrammeItem, &Basis, Decimal)> = Vec::new();
    for (index, item) in programme.items.iter().enumerate() {
        let Some(basis) = item.basis.as_ref().filter(|_| scenario.is_none_or(|scenario| scenario.applies(index)))
        else {
            continue;
        };
        // An item that deducts earlier items is paid on the remainder.
        let less = basis.less_items.as_deref().unwrap_or_default();
        let taken: Decimal =
            slopes.iter().filter(|(other, ..)| less.contains(&other.id)).map(|(.., slope)| slope).sum();
        let slope = slope(&item.benefit, &|rate| greatest(rate, scenario));
        slopes.push((item, basis, slope * (Decimal::ONE - taken).max(Decimal::ZERO)));
    }
    let each = slopes.iter().map(|(item, basis, _)| {
        let alike = slopes.iter().filter(|(other, measure, _)| {
            overlap(basis.measure, measure.measure)
                && share_lines(item, other, programme.lines.as_ref())
                && share_receipts(item, other)
        });
        alike.map(|(.., slope)| slope).sum::<Decimal>()
    });
    each.max().unwrap_or(Decimal::ZERO)
}

/// The most that a benefit pays for one more fen of its basis, apart from its cliffs.
fn slope(benefit: &Benefit, greatest: &dyn Fn(&RateParam) -> Decimal) -> Decimal {
    match benefit {
        Benefit::Rate(rate) => greatest(&rate.rate),
        Benefit::Gap(gap) => greatest(&gap.rate),
        Benefit::Bands(bands) => {
            let steepest = bands.bands.iter().map(|band| greatest(&band.rate)).max().unwrap_or(Decimal::ZERO);
            steepest + bands.add_rate.as_ref().map_or(Decimal::ZERO, greatest)
        }
        _ => Decimal::ZERO,
    }
}

/// The rate in a scenario. Without one, or if it depends on an amount, the greatest rate.
fn greatest(rate: &RateParam, scenario: Option<&Scenario<'_>>) -> Decimal {
    let known = scenario.and_then(|scenario| scenario.rate(rate));
    known.or_else(|| rate.greatest()).map_or(Decimal::ZERO, |rate| rate.get())
}

/// Whether one fen of charges can belong to both measures. In-catalogue and out-of-catalogue charges never overlap.
fn overlap(one: Measure, other: Measure) -> bool {
    let inside = |measure| matches!(measure, Measure::InCatalogue | Measure::SelfPaid);
    let outside = |measure| measure == Measure::SelfFinanced;
    !(inside(one) && outside(other) || outside(one) && inside(other))
}

/// Whether one line can be admitted by both items.
fn share_lines(one: &ProgrammeItem, other: &ProgrammeItem, lines: Option<&LineRule>) -> bool {
    let (Some(one), Some(other)) = (one.lines.as_ref().or(lines), other.lines.as_ref().or(lines)) else { return true };
    let excludes = |one: &LineRule, other: &LineRule| {
        let (only, except) = (one.categories.as_deref(), other.except_categories.as_deref());
        only.zip(except).is_some_and(|(only, except)| only.iter().all(|category| except.contains(category)))
    };
    meet(one.categories.as_deref(), other.categories.as_deref())
        && meet(one.catalogue.as_deref(), other.catalogue.as_deref())
        && !excludes(one, other)
        && !excludes(other, one)
}

/// Whether one receipt can be admitted by both items.
fn share_receipts(one: &ProgrammeItem, other: &ProgrammeItem) -> bool {
    let (Some(one), Some(other)) = (&one.receipts, &other.receipts) else { return true };
    let windows = one.window.as_ref().zip(other.window.as_ref()).filter(|(one, other)| one.by == other.by);
    let ends_before = |one: &ReceiptWindow, other: &ReceiptWindow| {
        one.period.end.zip(other.period.start).is_some_and(|(end, start)| end < start)
    };
    meet(one.kinds.as_deref(), other.kinds.as_deref())
        && meet(one.forms.as_deref(), other.forms.as_deref())
        && meet(one.visit_kinds.as_deref(), other.visit_kinds.as_deref())
        && windows.is_none_or(|(one, other)| !ends_before(one, other) && !ends_before(other, one))
}

/// Whether two lists have an entry in common. A list that is omitted contains everything.
fn meet<T: PartialEq>(one: Option<&[T]>, other: Option<&[T]>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one.iter().any(|entry| other.contains(entry)))
}
