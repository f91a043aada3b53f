//! What counts of a receipt for an item, line by line.

use super::{
    bill::{Bill, Cell, self_financed},
    missing::Wanted,
    plan::{ABSENT, PlannedLines, bit},
    spread::spread,
};
use crate::code::{Attribution, CatalogueClass, Measure, ReasonCode};

/// What a line rule says of a line.
pub(super) type Verdict = Result<Option<ReasonCode>, Wanted>;

impl PlannedLines<'_> {
    /// Whether a line counts, as far as its two codes tell: two masks, for nearly every line.
    fn admits(&self, cell: &Cell<'_>) -> bool {
        let by_codes = self.categories & cell.category_bit() != 0 && self.classes & cell.class_bit() != 0;
        by_codes && self.charge_items.is_none() && self.except_charge_items.is_none()
    }

    /// Why a line does not count; nothing where it does.
    pub(super) fn judge(&self, cell: &Cell<'_>, bill: &Bill<'_>) -> Verdict {
        let mut open = None;
        if self.categories & cell.category_bit() == 0 {
            match cell.category {
                Some(_) => return Ok(Some(ReasonCode::LineCategory)),
                None => open = Some("category"),
            }
        }
        if self.classes & cell.class_bit() == 0 {
            match cell.class {
                Some(_) => return Ok(Some(ReasonCode::LineCatalogue)),
                None => open = open.or(Some("catalogueClass")),
            }
        }
        if self.charge_items.is_some() || self.except_charge_items.is_some() {
            match cell.code() {
                Some(code)
                    if self.charge_items.as_ref().is_some_and(|set| !set.contains(code))
                        || self.except_charge_items.as_ref().is_some_and(|set| set.contains(code)) =>
                {
                    return Ok(Some(ReasonCode::LineChargeItem));
                }
                Some(_) => {}
                None => open = open.or(Some("code")),
            }
        }
        // What has refused a line decides, whatever else is not known of it.
        match open {
            Some(member) => Err(bill.wants(&format!("lines/{}/{member}", cell.line().unwrap_or_default()))),
            None => Ok(None),
        }
    }
}

/// A receipt, its lines, and the places to fill for each: what counts of it, and why it does not.
pub(super) struct Measuring<'m, 'a> {
    pub(super) bill: &'m Bill<'a>,
    pub(super) cells: &'m [Cell<'a>],
    pub(super) basis: &'m mut [i64],
    pub(super) refused: &'m mut [Option<ReasonCode>],
    pub(super) weights: &'m mut Vec<i64>,
    /// Room for what lines state to lie outside the catalogue.
    pub(super) financed: &'m mut Vec<Option<i64>>,
}

impl Measuring<'_, '_> {
    /// Fills in what counts of each line.
    pub(super) fn fill(&mut self, measure: Measure, rule: Option<&PlannedLines<'_>>) -> Result<(), Wanted> {
        self.basis.fill(0);
        self.refused.fill(None);
        let Some(rule) = rule else { return self.fill_whole(measure) };
        if !self.bill.has_lines {
            return Err(self.bill.wants("lines"));
        }
        let (mut inside, mut outside) = (false, false);
        for (cell, refused) in self.cells.iter().zip(&mut *self.refused) {
            if cell.net == 0 {
                continue;
            }
            *refused = if rule.admits(cell) { None } else { rule.judge(cell, self.bill)? };
            if refused.is_some() { outside = true } else { inside = true }
        }
        match (inside, outside) {
            (_, false) => self.fill_whole(measure),
            (false, true) => Ok(()),
            (true, true) if measure == Measure::Billed => self.fill_each(|_, cell| Ok(cell.net)),
            (true, true) if rule.attribution == Attribution::ProRata => self.fill_pro_rata(measure),
            (true, true) => self.fill_exactly(measure),
        }
    }

    /// The whole measure, spread by what was billed.
    fn fill_whole(&mut self, measure: Measure) -> Result<(), Wanted> {
        let amount = self.bill.measure(measure)?;
        self.weights.clear();
        self.weights.extend(self.cells.iter().map(|cell| cell.net));
        spread(amount, self.weights, self.basis);
        Ok(())
    }

    fn fill_each(&mut self, amount: impl Fn(&Self, &Cell<'_>) -> Result<i64, Wanted>) -> Result<(), Wanted> {
        for place in 0..self.cells.len() {
            let counts = self.refused.get(place).is_some_and(Option::is_none);
            if let (true, Some(cell)) = (counts, self.cells.get(place)) {
                let amount = amount(self, cell)?;
                if let Some(basis) = self.basis.get_mut(place) {
                    *basis = amount;
                }
            }
        }
        Ok(())
    }

    fn fill_pro_rata(&mut self, measure: Measure) -> Result<(), Wanted> {
        let amount = self.bill.measure(measure);
        let outside = bit(CatalogueClass::C as u32);
        let weighing = match measure {
            Measure::InCatalogue | Measure::SelfPaid => !outside & !ABSENT,
            Measure::SelfFinanced => outside,
            _ => u64::MAX,
        };
        self.weights.clear();
        for cell in self.cells {
            let class = cell.class_bit();
            if class == ABSENT
                && cell.net > 0
                && weighing != u64::MAX
                && let Err(lacks) = self.class(cell)
            {
                // Both are asked for at once.
                return Err(lacks.and(amount.err()));
            }
            self.weights.push(if class & weighing != 0 { cell.net } else { 0 });
        }
        if self.weights.iter().all(|weight| *weight == 0) {
            self.weights.clear();
            self.weights.extend(self.cells.iter().map(|cell| cell.net));
        }
        spread(amount?, self.weights, self.basis);
        for (basis, refused) in self.basis.iter_mut().zip(&*self.refused) {
            if refused.is_some() {
                *basis = 0;
            }
        }
        Ok(())
    }

    fn fill_exactly(&mut self, measure: Measure) -> Result<(), Wanted> {
        if matches!(measure, Measure::SelfFinanced | Measure::InCatalogue | Measure::SelfPaid) {
            self_financed(self.cells, self.financed);
        }
        match measure {
            Measure::SelfFinanced => return self.fill_each(Self::self_financed),
            Measure::InCatalogue => return self.fill_each(|own, cell| Ok(cell.net - own.self_financed(cell)?)),
            _ => {}
        }
        let amount = self.bill.measure(measure)?;
        if amount == 0 {
            return Ok(());
        }
        if self.bill.person_stated {
            match measure {
                Measure::FamilyBorne => return self.fill_each(|_, cell| Ok(cell.burden)),
                Measure::SelfPaid => {
                    return self.fill_each(|own, cell| Ok((cell.burden - own.self_financed(cell)?).max(0)));
                }
                Measure::Cash if self.bill.amounts.cash == self.bill.amounts.family_borne => {
                    return self.fill_each(|_, cell| Ok(cell.burden));
                }
                _ => {}
            }
        }
        if amount == self.bill.billed() {
            return self.fill_each(|_, cell| Ok(cell.net));
        }
        let outside = self.cells.iter().zip(&*self.refused).filter(|(_, refused)| refused.is_some());
        let mut outside = outside.map(|(cell, _)| cell.class);
        if measure == Measure::SelfPaid && outside.all(|class| class == Some(CatalogueClass::C)) {
            return self.fill_inside(amount);
        }
        Err(self.bill.wants("lines/*/personBorne"))
    }

    /// All of an amount, spread over the lines that count; those outside the catalogue have no part in it.
    fn fill_inside(&mut self, amount: i64) -> Result<(), Wanted> {
        let inside = |refused: &Option<ReasonCode>, cell: &Cell<'_>| if refused.is_none() { cell.net } else { 0 };
        self.weights.clear();
        for (cell, refused) in self.cells.iter().zip(&*self.refused) {
            let net = inside(refused, cell);
            let weighs = net > 0 && self.class(cell)? != CatalogueClass::C;
            self.weights.push(if weighs { net } else { 0 });
        }
        if self.weights.iter().all(|weight| *weight == 0) {
            let all = self.cells.iter().zip(&*self.refused);
            self.weights.clear();
            self.weights.extend(all.map(|(cell, refused)| inside(refused, cell)));
        }
        spread(amount, self.weights, self.basis);
        Ok(())
    }

    fn class(&self, cell: &Cell<'_>) -> Result<CatalogueClass, Wanted> {
        let line = cell.line().unwrap_or_default();
        cell.class.ok_or_else(|| self.bill.wants(&format!("lines/{line}/catalogueClass")))
    }

    /// What lies outside the catalogue of a line.
    fn self_financed(&self, cell: &Cell<'_>) -> Result<i64, Wanted> {
        // Of a line of which nothing is left nothing need be known.
        if cell.net == 0 {
            return Ok(0);
        }
        let line = cell.line().unwrap_or_default();
        Ok(match self.class(cell)? {
            CatalogueClass::C => cell.net,
            CatalogueClass::A => 0,
            _ => {
                let place = usize::try_from(line).unwrap_or(usize::MAX);
                let stated = self.financed.get(place).copied().flatten();
                let stated = stated.ok_or_else(|| self.bill.wants(&format!("lines/{line}/selfFinanced")))?;
                stated.clamp(0, cell.net)
            }
        })
    }
}
