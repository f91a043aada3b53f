//! The effect of a new revision on a case: both outcomes, compared.

use super::Amendment;
use crate::{
    adjudication::{Adjudication, MissingFact, TraceStep},
    code::{PaperState, ReasonCode, StepKind, Truth},
    value::{LocalId, Money},
    wire::Label,
};
use serde_json::{Value, json};

/// How an outcome changes. Each case of a set has exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Shift {
    /// More is awarded.
    More,
    /// Less is awarded.
    Less,
    /// The amount was undetermined before and is determined now.
    Determined,
    /// The amount was determined before and is undetermined now.
    Undetermined,
    /// The amount is the same; the decision, the payees, the services, the documents or the missing facts differ.
    Otherwise,
    /// The decision, the payments and the required information are the same.
    Same,
}

impl Shift {
    /// Every way, in order.
    pub const ALL: [Self; 6] =
        [Self::More, Self::Less, Self::Determined, Self::Undetermined, Self::Otherwise, Self::Same];

    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::Less => "less",
            Self::Determined => "determined",
            Self::Undetermined => "undetermined",
            Self::Otherwise => "otherwise",
            Self::Same => "same",
        }
    }

    /// Its name in Chinese and English.
    pub const fn label(self) -> Label {
        match self {
            Self::More => Label { zh: "增加", en: "more" },
            Self::Less => Label { zh: "减少", en: "less" },
            Self::Determined => Label { zh: "由待定变为确定", en: "determined now" },
            Self::Undetermined => Label { zh: "变为待定", en: "no longer determined" },
            Self::Otherwise => Label { zh: "金额相同，其他内容有变化", en: "same amount, other changes" },
            Self::Same => Label { zh: "不变", en: "the same" },
        }
    }
}

/// The award of an item under both programmes; `None` if one of them does not have the item.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemEffect {
    /// The item, by its new identifier.
    pub item: LocalId,
    /// The award before.
    pub before: Option<Money>,
    /// The award after.
    pub after: Option<Money>,
}

/// The first step of the computation that differs.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct StepChange {
    /// The step under the old programme; `None` if that computation has fewer steps.
    pub before: Option<TraceStep>,
    /// The step under the new programme; `None` if that computation has fewer steps.
    pub after: Option<TraceStep>,
}

/// The changes on one case.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::{
///     amendment::{Amendment, Effect, Shift},
///     check::read,
///     eligibility::Circumstances,
///     evaluate::{Detail, adjudicate},
///     programme::Programme,
///     record::application::Application,
///     value::Date,
/// };
///
/// let text = include_str!("../../cases/programmes/angel-sunshine-heart.json");
/// let old = read::<Programme>(text.as_bytes())?.body;
/// // Move the end of a bracket and the beginning of the next one: 11,516.00 is now in the lower bracket.
/// let new = read::<Programme>(text.replace("\"10000.00\",\n            \"upper\"", "\"11600.00\",\n            \"upper\"")
///     .replace("\"upper\": \"10000.00\"", "\"upper\": \"11600.00\"").as_bytes())?.body;
/// let case = read::<Application>(include_bytes!("../../cases/a-heart-surgery/application.json"))?.body;
///
/// let on = Circumstances::on(Date::parse("2024-06-01")?);
/// let [before, after] = [adjudicate(&old, &case, &on, Detail::Full)?, adjudicate(&new, &case, &on, Detail::Full)?];
/// let effect = Effect::of(&Amendment::of(&old, &new, None), before, after);
/// assert_eq!((effect.shift, effect.difference_fen()), (Shift::Less, Some(-500_000)));
/// let step = effect.step.and_then(|step| step.after).ok_or("step")?;
/// assert_eq!(step.at.as_str(), "/items/0/benefit/brackets/0");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Effect {
    /// The outcome under the old programme.
    pub before: Adjudication,
    /// The outcome under the new programme.
    pub after: Adjudication,
    /// How it changes.
    pub shift: Shift,
    /// The items whose award changes.
    pub items: Vec<ItemEffect>,
    /// The first step that differs, if both outcomes have steps and their amounts differ.
    pub step: Option<StepChange>,
}

impl Effect {
    /// Compares the outcomes of one application under both programmes.
    pub fn of(amendment: &Amendment, before: Adjudication, after: Adjudication) -> Self {
        let items = items(amendment, &before, &after);
        let shift = shift(amendment, &before, &after, &items);
        let both_eligible = before.eligible == Truth::Yes && after.eligible == Truth::Yes;
        let has_step = both_eligible && matches!(shift, Shift::More | Shift::Less);
        let step = has_step.then(|| first_step(amendment, &before, &after)).flatten();
        Self { before, after, shift, items, step }
    }

    /// The change of the award in fen; `None` if one of the amounts is undetermined.
    pub fn difference_fen(&self) -> Option<i64> {
        let (before, after) = self.before.amount.zip(self.after.amount)?;
        after.fen().checked_sub(before.fen())
    }

    /// Whether the child is eligible now and was not before.
    pub fn is_newly_eligible(&self) -> bool {
        self.before.eligible == Truth::No && self.after.eligible == Truth::Yes
    }

    /// Whether the child was eligible before and is not now.
    pub fn is_no_longer_eligible(&self) -> bool {
        self.before.eligible == Truth::Yes && self.after.eligible == Truth::No
    }

    /// The facts that are missing now and were not before.
    pub fn newly_missing(&self) -> impl Iterator<Item = &MissingFact> {
        let before = self.before.missing.as_deref().unwrap_or_default();
        self.after.missing.iter().flat_map(|all| all.iter()).filter(|missing| !before.contains(missing))
    }

    /// Whether only one of the two programmes is in force on its day for selecting the revision.
    pub fn is_out_of_force(&self) -> bool {
        let outside = |outcome: &Adjudication| {
            outcome.reasons.iter().flat_map(|all| all.iter()).any(|reason| reason.code == ReasonCode::RuleNotInForce)
        };
        outside(&self.before) != outside(&self.after)
    }

    /// The requirements that are not met under the new programme.
    pub fn not_met(&self) -> impl Iterator<Item = &LocalId> {
        not_met(&self.after)
    }
}

fn not_met(outcome: &Adjudication) -> impl Iterator<Item = &LocalId> {
    let judged = outcome.requirements.iter().flat_map(|all| all.iter());
    judged.filter(|one| one.judgement == Truth::No).map(|one| &one.requirement)
}

fn items(amendment: &Amendment, before: &Adjudication, after: &Adjudication) -> Vec<ItemEffect> {
    let list = |outcome: &Adjudication| outcome.items.as_deref().unwrap_or_default().to_vec();
    let (old, new) = (list(before), list(after));
    let mut seen = vec![false; new.len()];
    let mut changes = Vec::new();
    for (place, item) in old.iter().enumerate() {
        let there = amendment.moved_to(&format!("/items/{place}"));
        let there = there.and_then(|at| at.strip_prefix("/items/")?.parse::<usize>().ok());
        if let Some(seen) = there.and_then(|place| seen.get_mut(place)) {
            *seen = true;
        }
        let now = there.and_then(|place| new.get(place));
        if now.map(|now| now.award) != Some(item.award) {
            let name = now.map_or(&item.item, |now| &now.item).clone();
            changes.push(ItemEffect { item: name, before: Some(item.award), after: now.map(|now| now.award) });
        }
    }
    let fresh = new.iter().zip(seen).filter(|(_, seen)| !seen);
    changes.extend(fresh.map(|(item, _)| ItemEffect {
        item: item.item.clone(),
        before: None,
        after: Some(item.award),
    }));
    changes
}

fn shift(amendment: &Amendment, before: &Adjudication, after: &Adjudication, items: &[ItemEffect]) -> Shift {
    let moved = |pointer: String| amendment.moved_to(&pointer);
    match (before.amount, after.amount) {
        (Some(old), Some(new)) if new > old => Shift::More,
        (Some(old), Some(new)) if new < old => Shift::Less,
        (Some(_), None) => Shift::Undetermined,
        (None, Some(_)) => Shift::Determined,
        _ if contents(before, moved) == contents(after, Some) && items.iter().all(is_nothing) => Shift::Same,
        _ => Shift::Otherwise,
    }
}

/// Whether only one programme has the item and it awards nothing.
fn is_nothing(item: &ItemEffect) -> bool {
    item.before.or(item.after) == Some(Money::ZERO) && (item.before.is_none() || item.after.is_none())
}

/// The decision, the payments and the required information without the amount, in a fixed order. Requirements and documents are
/// identified by their places in the new programme, because an identifier may have been renamed.
fn contents(outcome: &Adjudication, place: impl Fn(String) -> Option<String>) -> Value {
    let wanted = |state: PaperState| !matches!(state, PaperState::Present | PaperState::NotNeeded);
    let papers = outcome.papers.iter().flat_map(|all| all.iter()).enumerate();
    let papers = papers.filter(|(_, paper)| wanted(paper.state));
    let papers = papers.map(|(number, paper)| json!([place(format!("/papers/{number}")), paper.state])).collect();
    let not_met = outcome.requirements.iter().flat_map(|all| all.iter()).enumerate();
    let not_met = not_met.filter(|(_, one)| one.judgement == Truth::No);
    let not_met = not_met.map(|(number, _)| json!(place(format!("/requirements/{number}")))).collect();
    let missing = outcome.missing.iter().flat_map(|all| all.iter()).map(|missing| json!(missing)).collect();
    let payments = outcome.payments.iter().flat_map(|all| all.iter()).map(|payment| json!(payment)).collect();
    let services = outcome.services.iter().flat_map(|all| all.iter());
    let services = services
        .map(|one| json!([one.item, one.service, one.operation, one.settled, one.family_charge, one.co_funding]));
    let mut lists: [Vec<Value>; 5] = [papers, not_met, missing, payments, services.collect()];
    lists.iter_mut().for_each(|list| list.sort_by_key(Value::to_string));
    json!([outcome.decision, outcome.eligible, outcome.overpaid, lists])
}

/// The first step of the computation that differs. Judgements of requirements are not compared.
fn first_step(amendment: &Amendment, before: &Adjudication, after: &Adjudication) -> Option<StepChange> {
    let steps = |outcome: &Adjudication| {
        let steps = outcome.trace.iter().flat_map(|all| all.iter());
        steps.filter(|step| step.step != StepKind::Requirement).cloned().collect::<Vec<TraceStep>>()
    };
    let (old, new) = (steps(before), steps(after));
    let same = |old: &TraceStep, new: &TraceStep| {
        let mut moved = old.clone();
        moved.at = new.at.clone();
        moved == *new && amendment.moved_to(old.at.as_str()).as_deref() == Some(new.at.as_str())
    };
    let is_other = |place: &usize| match (old.get(*place), new.get(*place)) {
        (Some(old), Some(new)) => !same(old, new),
        _ => true,
    };
    let place = (0..old.len().max(new.len())).find(is_other)?;
    Some(StepChange { before: old.get(place).cloned(), after: new.get(place).cloned() })
}

/// The changes on a set of cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Totals {
    /// Number of cases.
    pub cases: usize,
    /// Number of cases for each shift, in the order of [`Shift::ALL`].
    pub shifts: [usize; 6],
    /// Children that are eligible now and were not before.
    pub newly_eligible: usize,
    /// Children that were eligible before and are not now.
    pub no_longer_eligible: usize,
    /// Cases for which only one of the programmes is in force.
    pub out_of_force: usize,
    /// The sum of the awards before, over cases with both amounts determined, in fen.
    pub before_fen: i64,
    /// The sum of the awards after, over the same cases, in fen.
    pub after_fen: i64,
}

impl Totals {
    /// Adds one case.
    pub fn add(&mut self, effect: &Effect) {
        self.cases = self.cases.saturating_add(1);
        for (shift, count) in Shift::ALL.iter().zip(&mut self.shifts) {
            *count = count.saturating_add(usize::from(*shift == effect.shift));
        }
        self.newly_eligible = self.newly_eligible.saturating_add(usize::from(effect.is_newly_eligible()));
        self.no_longer_eligible = self.no_longer_eligible.saturating_add(usize::from(effect.is_no_longer_eligible()));
        self.out_of_force = self.out_of_force.saturating_add(usize::from(effect.is_out_of_force()));
        if let Some((before, after)) = effect.before.amount.zip(effect.after.amount) {
            self.before_fen = self.before_fen.saturating_add(before.fen());
            self.after_fen = self.after_fen.saturating_add(after.fen());
        }
    }

    /// Number of cases with a shift.
    pub fn of(&self, shift: Shift) -> usize {
        Shift::ALL.iter().zip(self.shifts).find(|(one, _)| **one == shift).map_or(0, |(_, count)| count)
    }
}
