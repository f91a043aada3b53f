//! From the basis to the award (docs/evaluation.md, sections 5 to 9: unit, entitlement, placed, award).

use super::{
    Case,
    aid::{Pool, Taken},
    count::Count,
    exact::{Exact, spread},
    judge::day_of,
    ledger::{Key, PastUnit, Told},
    period,
    placed::SCOPES,
    table::Known,
    unit::Unit,
};
use std::collections::{BTreeMap, BTreeSet};
use tongbiao::{
    code::{AwardCeiling, AwardUnit, LimitScope, OtherAid, RoundingMode, ThresholdBound},
    eligibility::Truth,
    programme::{Benefit, Limit, ProgrammeItem},
    value::LocalId,
};

/// The award on one line, on a receipt whose lines cannot be used, or on a unit as a whole.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The receipts to which it belongs.
    pub receipts: Vec<usize>,
    pub line: Option<usize>,
    /// Whether it is for a part of a receipt. Otherwise it is for the unit as a whole.
    pub on_receipt: bool,
    pub award: i128,
}

/// A unit that is computed.
#[derive(Debug, Clone)]
pub struct Done {
    pub unit: Unit,
    /// The basis of this application before deductions.
    pub basis: i128,
    pub cells: Vec<Cell>,
    pub count: Option<Count>,
    pub overpaid: i128,
    /// Whether a service is given.
    pub given: bool,
    /// The amounts that limits removed, by their scopes.
    pub cut_by: BTreeSet<LimitScope>,
    /// Whether its basis is below the threshold.
    pub below: bool,
}

impl Done {
    pub fn award(&self) -> i128 {
        self.cells.iter().map(|cell| cell.award).sum()
    }
}

/// The state while units are computed.
struct Progress {
    /// The remaining share of each cell of each receipt.
    still: Vec<Vec<i128>>,
    /// The amount that the cap at the family's share still allows for the application.
    left: i128,
    /// The remainder of each part of the aid that is the ledger, and the last unit that it is of.
    told: BTreeMap<(usize, Option<usize>), (i128, usize)>,
    done: Vec<Done>,
}

impl Case<'_> {
    /// Computes every unit of every item. With `raise`, the entitlement of that unit is raised by that amount.
    pub fn compute(&self, raise: Option<(usize, i128)>) -> Vec<Done> {
        let mut progress = Progress { still: self.still_borne(), left: 0, told: BTreeMap::new(), done: Vec::new() };
        progress.left = self.left_altogether(&progress.still);
        for (place, item) in self.programme.items.iter().enumerate() {
            let when =
                self.judge_all(item.when.as_deref(), item.when_any_of.as_deref(), &super::judge::Subject::Application);
            self.missing.borrow_mut().extend(when.missing);
            if when.truth != Truth::Yes {
                continue;
            }
            let admitted = self.admitted(item);
            let ((mut less, mut others), mut taken) = (self.pools(item), Taken::new());
            less.iter().chain(&others).for_each(|pool| self.require_parts(pool, &admitted));
            for unit in self.units(place, item, &admitted) {
                let raised = raise.filter(|(which, _)| *which == progress.done.len()).map_or(0, |(_, by)| by);
                let done = self.unit(item, unit.clone(), (&mut less, &mut others, &mut taken), raised, &mut progress);
                progress.done.push(done.unwrap_or(Done {
                    unit,
                    basis: 0,
                    cells: Vec::new(),
                    count: None,
                    overpaid: 0,
                    given: false,
                    cut_by: BTreeSet::new(),
                    below: false,
                }));
            }
        }
        for (left, last) in progress.told.into_values() {
            progress.done[last].overpaid += left;
        }
        progress.done
    }

    /// The aid of `lessPayers`, and all other aid that reduces the basis.
    fn pools(&self, item: &ProgrammeItem) -> (Vec<Pool>, Option<Pool>) {
        let Some(basis) = &item.basis else { return (Vec::new(), None) };
        let payers = basis.less_payers.as_deref().unwrap_or_default();
        // A basis of the family's share is already without what a receipt shows.
        let is_net = Self::is_net(basis.measure);
        let brings = |place: usize| !is_net || self.is_shown(place) != Truth::Yes;
        let mut distinct = payers.to_vec();
        distinct.dedup();
        let less = distinct
            .iter()
            .map(|payer| self.pool(|place| self.aid()[place].payer == *payer && brings(place)))
            .collect();
        let reduces = self.programme.coordination.other_aid == OtherAid::ReducesBasis;
        let gap = matches!(item.benefit, Benefit::Gap(_));
        let others =
            (reduces || gap).then(|| self.pool(|place| !payers.contains(&self.aid()[place].payer) && brings(place)));
        (less, others)
    }

    fn unit(
        &self,
        item: &ProgrammeItem,
        unit: Unit,
        (less, others, taken): (&mut Vec<Pool>, &mut Option<Pool>, &mut Taken),
        raised: i128,
        progress: &mut Progress,
    ) -> Option<Done> {
        let parts: Vec<Option<Vec<i128>>> =
            unit.receipts.iter().map(|receipt| self.known(self.parts(item, *receipt))).collect();
        let mut parts: Vec<Vec<i128>> = parts.into_iter().collect::<Option<_>>()?;
        for (receipt, parts) in unit.receipts.iter().zip(&mut parts) {
            for (cell, part) in parts.iter_mut().enumerate().filter(|(_, part)| **part > 0) {
                if !self.is_in_unit(item, &unit, *receipt, cell) {
                    *part = 0;
                }
            }
        }
        let own: i128 = parts.iter().flatten().sum();
        let mut rest = self.bounded(own + self.basis_before(item, &unit))?;
        for pool in less {
            rest = self.take((pool, taken), &unit.receipts, rest);
        }
        for earlier in item.basis.iter().flat_map(|basis| basis.less_items.iter()).flat_map(|ids| ids.iter()) {
            rest = (rest - self.awarded_by(earlier, item, &unit, &progress.done)).max(0);
        }
        if let Some(pool) = others {
            rest = self.take((pool, taken), &unit.receipts, rest);
        }
        for (receipt, line) in self.deducted.borrow().keys() {
            let admitted = item.basis.as_ref().and_then(|_| self.admitted_lines(item, *receipt).ok().flatten());
            if item.basis.is_some()
                && unit.receipts.contains(receipt)
                && admitted.is_none_or(|admitted| admitted[*line])
                && self.is_in_unit(item, &unit, *receipt, *line)
            {
                rest = (rest - self.deducted.borrow()[&(*receipt, *line)]).max(0);
            }
        }
        let below = self.is_below(item, &unit, rest)?;
        let mut basis = Exact::whole(rest);
        if let (Some(deductible), Some(_), false) = (&item.deductible, &item.basis, below) {
            basis = (basis - self.known(self.amount(deductible, &self.subject(&unit)))?).or_zero();
        }
        let (count, entitled) = if below {
            (self.known(self.count_below(item, &unit))?, 0)
        } else {
            let count = self.known(self.count(item, &unit, &progress.done))?;
            let number = count.as_ref().map(|(_, number)| *number);
            let result = self.known(self.benefit(item, &unit, basis, number))?;
            (count.map(|(count, _)| count), self.bounded(self.rounded(item, result))?)
        };
        let entitlement = entitled - self.known(self.before(item, &unit, entitled, progress))?;
        let overpaid = (-entitlement).max(0);
        let entitled = entitlement.max(0) + raised;
        let still = self.less_own_aid(item, &unit, &progress.still);
        let mut cells = self.cells_of(item, &unit, &parts, entitled, &still);
        self.after_limits(item, &unit, &mut cells, &progress.done);
        let mut given = unit.service;
        let mut cut_by = BTreeSet::new();
        for scope in SCOPES {
            for (limit, items) in self.limits_for(item).into_iter().filter(|(limit, _)| limit.scope == scope) {
                let stood: i128 = cells.iter().map(|cell| cell.award).sum();
                let was_given = given;
                self.limit(limit, &items, &unit, &mut cells, &mut given, &progress.done);
                if cells.iter().map(|cell| cell.award).sum::<i128>() < stood || given != was_given {
                    cut_by.insert(scope);
                }
            }
        }
        if self.has_ceiling(item) {
            let standing: Vec<i128> = cells.iter().map(|cell| cell.award).collect();
            let left = (progress.left - self.beside_own_aid(item)).max(0).min(standing.iter().sum());
            for (cell, part) in cells.iter_mut().zip(spread(left, &standing)) {
                cell.award = part;
            }
            for cell in &cells {
                progress.left -= cell.award;
                if let ([receipt], true) = (cell.receipts.as_slice(), cell.on_receipt) {
                    progress.still[*receipt][cell.line.unwrap_or(0)] -= cell.award;
                }
            }
        }
        Some(Done { unit, basis: own, cells, count, overpaid, given, cut_by, below })
    }

    /// Whether the basis of a unit, after all deductions but the deductible, does not reach the threshold of the item.
    fn is_below(&self, item: &ProgrammeItem, unit: &Unit, rest: i128) -> Option<bool> {
        let Some(threshold) = item.basis.as_ref().and_then(|basis| basis.threshold.as_ref()) else {
            return Some(false);
        };
        let amount = self.known(self.amount(&threshold.amount, &self.subject(unit)))?;
        let basis = Exact::whole(rest);
        Some(match threshold.bound {
            ThresholdBound::Over => basis <= amount,
            _ => basis < amount,
        })
    }

    /// For a period, the basis of the same unit in the last adjudications of other applications.
    fn basis_before(&self, item: &ProgrammeItem, unit: &Unit) -> i128 {
        if item.basis.as_ref().is_none_or(|basis| basis.per != AwardUnit::Period) {
            return 0;
        }
        let mut last: Vec<(&LocalId, i128)> = Vec::new();
        for past in self.past().into_iter().filter(|past| past.application != self.application.id) {
            let same = past.units.iter().filter(|other| other.item == item.id && other.key.is(&unit.key));
            let net = |other: &PastUnit| (other.basis - self.less_before(item, past, other)).max(0);
            let basis = same.map(net).sum();
            last.retain(|(application, _)| **application != past.application);
            last.push((&past.application, basis));
        }
        last.into_iter().map(|(_, basis)| basis).sum()
    }

    /// The award of an earlier item on the lines of a unit, now and in the ledger.
    fn awarded_by(&self, earlier: &LocalId, item: &ProgrammeItem, unit: &Unit, done: &[Done]) -> i128 {
        let of_item = |done: &&Done| self.programme.items[done.unit.item].id == *earlier;
        if matches!(unit.key, Key::Application(_)) {
            let now: i128 = done.iter().filter(of_item).map(Done::award).sum();
            let past = self.past().into_iter().filter(|past| past.application == self.application.id);
            let units = past.flat_map(|past| &past.units).filter(|unit| unit.item == *earlier);
            return now + units.map(super::ledger::PastUnit::award).sum::<i128>();
        }
        let mut sum = 0;
        for cell in done.iter().filter(of_item).flat_map(|done| &done.cells) {
            let inside = !cell.receipts.is_empty() && cell.receipts.iter().all(|r| unit.receipts.contains(r));
            let counts = match cell.line {
                Some(line) if inside => {
                    self.admitted_lines(item, cell.receipts[0]).ok().flatten().is_none_or(|admitted| admitted[line])
                }
                _ => inside,
            };
            let counts =
                counts && (!cell.on_receipt || self.is_in_unit(item, unit, cell.receipts[0], cell.line.unwrap_or(0)));
            sum += if counts { cell.award } else { 0 };
        }
        for past in self.past().into_iter().flat_map(|past| &past.units).filter(|unit| unit.item == *earlier) {
            for cell in past.cells.iter().filter(|cell| !cell.receipts.is_empty()) {
                let held = cell.receipts.iter().all(|receipt| {
                    unit.receipts
                        .iter()
                        .any(|own| super::admitted::share_a_key(&receipt.keys, &self.receipts()[*own].keys()))
                });
                sum += if held { cell.award } else { 0 };
            }
        }
        sum
    }

    fn rounded(&self, item: &ProgrammeItem, result: Exact) -> i128 {
        let Some(rounding) = item.rounding.as_ref().or(self.programme.rounding.as_ref()) else {
            return result.half_up();
        };
        let unit = i128::from(rounding.unit.fen());
        let per_unit = result * Exact::decimal(rust_decimal::Decimal::ONE / rust_decimal::Decimal::from(unit));
        let whole = match rounding.mode {
            RoundingMode::HalfUp => per_unit.half_up(),
            RoundingMode::Down => per_unit.floor(),
            _ => per_unit.ceiling(),
        };
        whole * unit
    }

    /// What the ledger awarded for the same unit and item; with `topUp`, by the item at all. Of a ledger that is made of aid, a unit
    /// uses up no more than its entitlement.
    fn before(&self, item: &ProgrammeItem, unit: &Unit, entitled: i128, progress: &mut Progress) -> Known<i128> {
        let tops_up = matches!(&item.benefit, Benefit::Tiers(tiers) if tiers.top_up);
        let of_period = unit.key.span().is_some();
        if tops_up || of_period {
            let gaps = self.ledger_gaps(of_period && !tops_up);
            if !gaps.is_empty() {
                return Err(gaps);
            }
        }
        let past = self.past().into_iter().flat_map(|past| &past.units).filter(|past| past.item == item.id);
        let same = past.filter(|past| tops_up || past.key.is(&unit.key));
        let mut sum: i128 = same.map(super::ledger::PastUnit::award).sum();
        let rule = item.basis.as_ref().and_then(|basis| basis.period.as_ref());
        for told in self.told() {
            let amount = told.amount.unwrap_or(0);
            let day = |told: &Told| told.day.and_then(|day| period::holding(rule.unwrap(), day, self.given.as_of));
            let parts: Vec<(Option<usize>, i128)> = match &told.receipts {
                Some(named) if tops_up => self.whole_in_parts(named, amount),
                // What names receipts is spread over them by their shares; the parts of the unit's receipts are of the unit.
                Some(named) => {
                    let mut paid: Vec<Vec<i128>> =
                        (0..self.receipts().len()).map(|index| vec![0; self.cells(index)]).collect();
                    if named.iter().any(|receipt| unit.receipts.contains(receipt)) {
                        self.put(&mut paid, named, amount);
                    }
                    unit.receipts.iter().map(|receipt| (Some(*receipt), paid[*receipt].iter().sum())).collect()
                }
                None if tops_up || (of_period && day(&told) == unit.key.span()) => vec![(None, amount)],
                None => Vec::new(),
            };
            for (receipt, part) in parts.into_iter().filter(|(_, part)| *part > 0) {
                let (left, last) = progress.told.entry((told.place, receipt)).or_insert((part, 0));
                let used = (*left).min((entitled - sum).max(0));
                *left -= used;
                *last = progress.done.len();
                sum += used;
            }
        }
        Ok(sum)
    }

    /// Allocates the entitlement to the lines of a unit.
    fn cells_of(
        &self,
        item: &ProgrammeItem,
        unit: &Unit,
        parts: &[Vec<i128>],
        award: i128,
        still: &[Vec<i128>],
    ) -> Vec<Cell> {
        let basis: i128 = parts.iter().flatten().sum();
        if !self.has_ceiling(item) && (item.basis.is_none() || basis == 0) {
            return vec![Cell { receipts: unit.receipts.clone(), line: None, on_receipt: false, award }];
        }
        let mut places = Vec::new();
        let (mut weights, mut beyond, mut measures) = (Vec::new(), Vec::new(), Vec::new());
        for (receipt, parts) in unit.receipts.iter().zip(parts) {
            let lines = self.lines(*receipt).is_some();
            let admitted = item.basis.as_ref().and_then(|_| self.admitted_lines(item, *receipt).ok().flatten());
            for (line, part) in parts.iter().enumerate() {
                if !self.is_in_unit(item, unit, *receipt, line) {
                    continue;
                }
                measures.push(*part);
                // The lines of a unit are the admitted ones. Without a basis, they are all lines.
                let counts = admitted.as_ref().is_none_or(|admitted| admitted[line]);
                let bears = if counts { still[*receipt][line].max(0) } else { 0 };
                let weight = (*part).min(bears);
                weights.push(weight);
                beyond.push(bears - weight);
                places.push((*receipt, lines.then_some(line)));
            }
        }
        if !self.has_ceiling(item) {
            // No cap applies: the whole amount is allocated in proportion to the admitted amounts of the lines.
            let cells = places.into_iter().zip(spread(award, &measures));
            let cells =
                cells.map(|((receipt, line), award)| Cell { receipts: vec![receipt], line, on_receipt: true, award });
            return cells.collect();
        }
        let first = award.min(weights.iter().sum());
        let second = (award - first).min(beyond.iter().sum());
        let awards = spread(first, &weights).into_iter().zip(spread(second, &beyond)).map(|(a, b)| a + b);
        let cells = places.into_iter().zip(awards);
        cells.map(|((receipt, line), award)| Cell { receipts: vec![receipt], line, on_receipt: true, award }).collect()
    }

    /// The limits that apply to an item, each with the items to which it applies. The item's own limits come first.
    pub fn limits_for<'a>(&'a self, item: &'a ProgrammeItem) -> Vec<(&'a Limit, Vec<LocalId>)> {
        let own = item.limits.as_deref().unwrap_or_default().iter().map(|limit| (limit, vec![item.id.clone()]));
        // A limit of the whole programme is also for items that the programme no longer has.
        let before = self.past().into_iter().flat_map(|past| past.units.iter().map(|unit| unit.item.clone()));
        let all: Vec<LocalId> = self.programme.items.iter().map(|item| item.id.clone()).chain(before).collect();
        let shared = self.programme.limits.as_deref().unwrap_or_default().iter();
        let shared =
            shared.map(|limit| (limit, limit.items.as_deref().map_or_else(|| all.clone(), <[LocalId]>::to_vec)));
        own.chain(shared.filter(|(_, items)| items.contains(&item.id))).collect()
    }

    /// The remaining share of each cell of each receipt: its share less other aid and less the ledger's awards on it.
    fn still_borne(&self) -> Vec<Vec<i128>> {
        let count = self.receipts().len();
        let mut still: Vec<Vec<i128>> = (0..count).map(|index| vec![0; self.cells(index)]).collect();
        let admitted = self.under_ceiling();
        if admitted.is_empty() {
            return still;
        }
        let (aid, _) = self.aid_on_receipts();
        let ledger = self.ledger_on_receipts();
        for index in admitted {
            let burden = self.known(self.burden(index)).unwrap_or(vec![0; self.cells(index)]);
            for (cell, burden) in burden.into_iter().enumerate() {
                still[index][cell] = (burden - aid[index][cell] - ledger[index][cell]).max(0);
            }
        }
        still
    }

    /// The remaining shares for an item of a programme that ignores other aid: less the aid that the item deducts.
    fn less_own_aid(&self, item: &ProgrammeItem, unit: &Unit, still: &[Vec<i128>]) -> Vec<Vec<i128>> {
        let mut still = still.to_vec();
        if !self.has_ceiling(item) || self.programme.coordination.other_aid != OtherAid::Ignore {
            return still;
        }
        let (less, others) = self.pools(item);
        let mut paid: Vec<Vec<i128>> = still.iter().map(|cells| vec![0; cells.len()]).collect();
        for (place, amount) in less.into_iter().flatten().chain(others.into_iter().flatten()) {
            let named = self.named(place).unwrap_or_default();
            if self.is_shown(place) != Truth::Yes && named.iter().any(|receipt| unit.receipts.contains(receipt)) {
                for (receipt, part) in self.parts_of_aid(&named, amount) {
                    self.put(&mut paid, &[receipt], part);
                }
            }
        }
        for (left, paid) in still.iter_mut().flatten().zip(paid.into_iter().flatten()) {
            *left = (*left - paid).max(0);
        }
        still
    }

    /// The same of the remaining total: the aid that the item deducts and that names no receipt.
    fn beside_own_aid(&self, item: &ProgrammeItem) -> i128 {
        if self.programme.coordination.other_aid != OtherAid::Ignore {
            return 0;
        }
        let (less, others) = self.pools(item);
        let all = less.into_iter().flatten().chain(others.into_iter().flatten());
        let beside = all.filter(|(place, _)| self.named(*place).is_none() && self.is_shown(*place) != Truth::Yes);
        beside.map(|(_, amount)| amount).sum()
    }

    /// The remaining shares of all lines of all admitted receipts together, less other aid and own aid that name no receipt.
    fn left_altogether(&self, still: &[Vec<i128>]) -> i128 {
        if self.under_ceiling().is_empty() {
            return 0;
        }
        let (_, beside) = self.aid_on_receipts();
        let own = self.told().into_iter();
        let own = own.filter(|told| told.receipts.is_none() && self.is_shown(told.place) != Truth::Yes);
        let own: i128 = own.filter_map(|told| told.amount).sum();
        (still.iter().flatten().sum::<i128>() - beside - own).max(0)
    }

    /// The receipts whose family's share is the cap.
    fn under_ceiling(&self) -> Vec<usize> {
        let ceiling = self.programme.coordination.ceiling == AwardCeiling::FamilyBorne;
        if ceiling { self.admitted_by_programme() } else { Vec::new() }
    }

    /// The receipts admitted to an item that applies, for rules outside the item.
    pub fn admitted_to(&self, item: &ProgrammeItem) -> Vec<usize> {
        let when =
            self.judge_all(item.when.as_deref(), item.when_any_of.as_deref(), &super::judge::Subject::Application);
        if when.truth == Truth::Yes { self.admitted(item) } else { Vec::new() }
    }

    /// Sections 5 to 8, and the amount overpaid before.
    pub fn awards(&self) -> (Vec<Done>, i128) {
        if self.own_units().is_empty() {
            let done = self.within_fund(self.with_minimum());
            let overpaid = done.iter().map(|done| done.overpaid).sum();
            return (done, overpaid);
        }
        self.anew.set(true);
        let target = self.with_minimum();
        self.anew.set(false);
        if !self.missing.borrow().is_empty() {
            return (target, 0);
        }
        let past: i128 = self.own_units().into_iter().map(PastUnit::award).sum();
        let whole: i128 = target.iter().map(Done::award).sum();
        let others: i128 = target.iter().map(|done| done.overpaid).sum();
        let done = self.within_fund(self.supplement(target));
        // The earlier and the current award together, beyond the target.
        let now: i128 = done.iter().map(Done::award).sum();
        (done, others + (past + now - whole).max(0))
    }

    /// The day of a receipt under each rule, for the ledger.
    pub fn days(&self, receipt: usize) -> [Option<tongbiao::value::Date>; 4] {
        use tongbiao::code::ReceiptDate::{DischargedOn, IssuedOn, SettledOn, VisitedOn};
        [VisitedOn, DischargedOn, IssuedOn, SettledOn].map(|by| day_of(&self.receipts()[receipt], by))
    }
}
