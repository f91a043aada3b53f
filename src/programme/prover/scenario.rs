//! Scenarios of a programme: the benefit items that apply at the same time, and the values that tables have at the same
//! time.

use super::{
    axis::Axes,
    block::{Blocks, Literal, Work},
    table::{amount_rows, rate_rows},
};
use crate::{
    code::MoneyFact,
    programme::{AmountParam, Benefit, Predicate, Programme, ProgrammeItem, RateParam, Requirement, When},
    value::{Money, Rate},
};

/// The maximum number of scenarios examined together.
const SCENARIOS_MAX: usize = 256;

/// An amount or a rate of a programme.
#[derive(Debug, Clone, Copy)]
pub(in crate::programme) enum Param<'a> {
    Amount(&'a AmountParam),
    Rate(&'a RateParam),
}

/// The value that an amount or a rate has in a scenario.
#[derive(Debug, Clone, Copy)]
enum Value {
    Amount(Money),
    Rate(Rate),
}

/// One scenario.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scenario<'a> {
    /// The indices of the benefit items that do not apply.
    without: Vec<usize>,
    values: Vec<(Param<'a>, Value)>,
}

/// The search for scenarios among the cases that meet a programme's requirements.
#[derive(Debug)]
pub(in crate::programme) struct Scene<'a> {
    axes: Axes<'a>,
    work: Work,
    base: Blocks,
}

/// One step of the search.
enum Step<'a> {
    /// Whether the item applies: one of the alternatives of each condition must hold.
    Item(usize, Vec<Vec<Literal>>),
    /// The row of a table that applies, and its value. The last value is that of all other cases, if it is stated.
    Table(usize, Param<'a>, Vec<Vec<Literal>>, Vec<Value>),
}

/// All scenarios of the items of a programme and of the rates of their benefits. `None` if there are too many.
pub(crate) fn scenarios(programme: &Programme) -> Option<Vec<Scenario<'_>>> {
    let rates = |item| rates(item).into_iter().map(Param::Rate).collect();
    let (found, is_complete) = Scene::of(programme, None).all(programme, |_| true, rates);
    is_complete.then_some(found)
}

/// The rates of an item's benefit.
fn rates(item: &ProgrammeItem) -> Vec<&RateParam> {
    match &item.benefit {
        Benefit::Rate(rate) => vec![&rate.rate],
        Benefit::Gap(gap) => vec![&gap.rate],
        Benefit::Bands(bands) => bands.bands.iter().map(|band| &band.rate).chain(&bands.add_rate).collect(),
        _ => Vec::new(),
    }
}

impl<'a> Scene<'a> {
    /// The cases that meet the requirements of a programme and the conditions of an item. If they are too complex, all
    /// cases.
    pub(in crate::programme) fn of(programme: &'a Programme, item: Option<&'a ProgrammeItem>) -> Self {
        let mut scene = Self {
            axes: Axes::new(programme.assessments.as_deref()),
            work: Work::default(),
            base: Blocks::everything(),
        };
        let rules = [
            Some(programme.requirements.as_deref()),
            programme.receipts.as_ref().map(|rule| rule.requirements.as_deref()),
        ];
        let mut clauses: Vec<Vec<Literal>> = Vec::new();
        for requirements in rules.into_iter().flatten().flatten() {
            clauses.extend(scene.clauses(requirements));
        }
        clauses.extend(item.into_iter().flat_map(|item| scene.clauses_of(item, &|_| true)));
        let mut base = Some(Blocks::everything());
        for clause in &clauses {
            base = base.and_then(|base| Some(base.any(clause, &scene.work)?.0));
        }
        match base {
            Some(base) => scene.base = base,
            None => scene.work = Work::default(),
        }
        scene
    }

    /// The cases of a scene in which a part applies. If they are too complex, the cases of the scene.
    pub(in crate::programme) fn narrowed(mut self, when: When<'a>) -> Self {
        for clause in when.clauses() {
            let clause: Vec<Literal> = clause.iter().map(|predicate| self.axes.literal(predicate)).collect();
            if let Some((holds, _)) = self.base.any(&clause, &self.work) {
                self.base = holds;
            }
        }
        self
    }

    /// Whether a fact can have an amount in one of the cases. If that is unknown, yes.
    pub(in crate::programme) fn can_be(&mut self, fact: MoneyFact, fen: i64) -> bool {
        let amount = self.axes.fen_between(fact, Some(fen), Some(fen));
        self.base.any(&[amount], &self.work).is_none_or(|(holds, _)| !holds.is_empty())
    }

    /// The scenarios of all items: which of them apply, by those of their conditions that are kept, and the values of
    /// their tables. Whether the search was complete.
    pub(in crate::programme) fn all(
        &mut self,
        programme: &'a Programme,
        is_kept: impl Fn(&Predicate) -> bool,
        params: impl Fn(&'a ProgrammeItem) -> Vec<Param<'a>>,
    ) -> (Vec<Scenario<'a>>, bool) {
        let mut steps: Vec<Step<'a>> = Vec::new();
        for (index, item) in programme.items.iter().enumerate() {
            steps.push(Step::Item(index, self.clauses_of(item, &is_kept)));
            steps.extend(params(item).into_iter().filter_map(|param| self.step(index, param)));
        }
        self.search(&steps)
    }

    /// The combinations of values that the amounts and rates have at the same time. Empty if one of them depends on an
    /// amount or on a statistic.
    pub(in crate::programme) fn values(&mut self, params: &[Param<'a>]) -> Vec<Scenario<'a>> {
        let are_known = params.iter().all(|param| match param {
            Param::Amount(amount) => {
                !matches!(amount, AmountParam::ByMoney(_) | AmountParam::Statistic(_) | AmountParam::Assessed(_))
            }
            Param::Rate(rate) => !matches!(rate, RateParam::ByMoney(_)),
        });
        if !are_known {
            return Vec::new();
        }
        let steps: Vec<Step<'a>> = params.iter().filter_map(|param| self.step(0, *param)).collect();
        self.search(&steps).0
    }

    /// Every scenario that was found, and whether the search was complete.
    fn search(&self, steps: &[Step<'a>]) -> (Vec<Scenario<'a>>, bool) {
        let mut found = Vec::new();
        let is_complete = self.walk(&self.base, steps, &Scenario::default(), &mut found).is_some();
        (found, is_complete)
    }

    fn walk(
        &self,
        cases: &Blocks,
        steps: &[Step<'a>],
        so_far: &Scenario<'a>,
        found: &mut Vec<Scenario<'a>>,
    ) -> Option<()> {
        if cases.is_empty() {
            return Some(());
        }
        let Some((step, others)) = steps.split_first() else {
            found.push(so_far.clone());
            return (found.len() < SCENARIOS_MAX).then_some(());
        };
        match step {
            Step::Item(index, clauses) => {
                let mut holds = cases.clone();
                let mut without = so_far.clone();
                without.without.push(*index);
                for clause in clauses {
                    let (yes, no) = holds.any(clause, &self.work)?;
                    self.walk(&no, others, &without, found)?;
                    holds = yes;
                }
                self.walk(&holds, others, so_far, found)
            }
            Step::Table(index, ..) if so_far.without.contains(index) => self.walk(cases, others, so_far, found),
            Step::Table(_, param, rows, values) => {
                let mut rest = cases.clone();
                for (place, value) in values.iter().enumerate() {
                    let mut with = so_far.clone();
                    with.values.push((*param, *value));
                    let Some(row) = rows.get(place) else {
                        self.walk(&rest, others, &with, found)?;
                        continue;
                    };
                    let (yes, no) = rest.all(row, &self.work)?;
                    self.walk(&yes, others, &with, found)?;
                    rest = no;
                }
                Some(())
            }
        }
    }

    /// The step of a table by codes, age or number. `None` for any other amount or rate.
    fn step(&mut self, item: usize, param: Param<'a>) -> Option<Step<'a>> {
        let (rows, values): (_, Vec<Value>) = match param {
            Param::Amount(
                AmountParam::Fixed(_) | AmountParam::ByMoney(_) | AmountParam::Statistic(_) | AmountParam::Assessed(_),
            ) => return None,
            Param::Rate(RateParam::Fixed(_) | RateParam::ByMoney(_)) => return None,
            Param::Amount(amount) => {
                (amount_rows(amount, &mut self.axes), amount.values().into_iter().map(Value::Amount).collect())
            }
            Param::Rate(rate) => {
                (rate_rows(rate, &mut self.axes), rate.values().into_iter().map(Value::Rate).collect())
            }
        };
        Some(Step::Table(item, param, rows, values))
    }

    /// The conditions of an item: its own, and those of its receipts.
    fn clauses_of(&mut self, item: &'a ProgrammeItem, is_kept: &dyn Fn(&Predicate) -> bool) -> Vec<Vec<Literal>> {
        let when = item.conditions().clauses().filter(|clause| clause.iter().all(is_kept));
        let mut clauses: Vec<Vec<Literal>> =
            when.map(|clause| clause.iter().map(|predicate| self.axes.literal(predicate)).collect()).collect();
        let of_receipts = item.receipts.as_ref().and_then(|receipts| receipts.requirements.as_deref());
        clauses.extend(self.clauses(of_receipts.unwrap_or_default()));
        clauses
    }

    fn clauses(&mut self, requirements: &'a [Requirement]) -> Vec<Vec<Literal>> {
        let any_of = |requirement: &'a Requirement| &requirement.any_of;
        requirements
            .iter()
            .map(|requirement| any_of(requirement).iter().map(|predicate| self.axes.literal(predicate)).collect())
            .collect()
    }
}

impl Scenario<'_> {
    /// Whether the item at the index applies.
    pub(crate) fn applies(&self, item: usize) -> bool {
        !self.without.contains(&item)
    }

    /// The amount in this scenario. `None` if it depends on an amount or on a statistic.
    pub(in crate::programme) fn amount(&self, param: &AmountParam) -> Option<Money> {
        let found = self.values.iter().find_map(|(own, value)| match (own, value) {
            (Param::Amount(own), Value::Amount(amount)) if std::ptr::eq(*own, param) => Some(*amount),
            _ => None,
        });
        found.or_else(|| param.fixed())
    }

    /// The rate in this scenario. `None` if it depends on an amount.
    pub(crate) fn rate(&self, param: &RateParam) -> Option<Rate> {
        let found = self.values.iter().find_map(|(own, value)| match (own, value) {
            (Param::Rate(own), Value::Rate(rate)) if std::ptr::eq(*own, param) => Some(*rate),
            _ => None,
        });
        let fixed = if let RateParam::Fixed(fixed) = param { Some(fixed.rate) } else { None };
        found.or(fixed)
    }
}
