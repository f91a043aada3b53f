//! The lines of a receipt that an item admits, and the admitted amount of each.

use super::price::{Above, Capped, cap};
use crate::{
    code::{Attribution, CatalogueClass, Measure, ReasonCode},
    evaluate::{
        allocation::allocate,
        bit::{ABSENT, bit},
        column::{Column, LineIx},
        measured::{Case, Line, Measured, self_financed},
        missing::Lacks,
        plan::PlannedLines,
    },
};

/// The result of a line rule for a line.
pub(crate) type Verdict = Result<Option<ReasonCode>, Lacks>;

impl PlannedLines<'_> {
    /// Whether the two codes of a line admit it. Two masks decide nearly every line.
    fn admits(&self, line: &Line<'_>) -> bool {
        let by_codes = self.categories & line.category_bit() != 0 && self.classes & line.class_bit() != 0;
        by_codes && self.charge_items.is_none() && self.except_charge_items.is_none()
    }

    /// Why a line is excluded. `None` if it is admitted.
    pub(crate) fn judge(&self, line: &Line<'_>, measured: &Measured<'_>) -> Verdict {
        let mut open = Vec::new();
        if self.categories & line.category_bit() == 0 {
            match line.category {
                Some(_) => return Ok(Some(ReasonCode::LineCategory)),
                None => open.push("category"),
            }
        }
        if self.classes & line.class_bit() == 0 {
            match line.class {
                Some(_) => return Ok(Some(ReasonCode::LineCatalogue)),
                None => open.push("catalogueClass"),
            }
        }
        if self.charge_items.is_some() || self.except_charge_items.is_some() {
            match line.code() {
                Some(code)
                    if self.charge_items.as_ref().is_some_and(|set| !set.contains(code))
                        || self.except_charge_items.as_ref().is_some_and(|set| set.contains(code)) =>
                {
                    return Ok(Some(ReasonCode::LineChargeItem));
                }
                Some(_) => {}
                None => open.push("code"),
            }
        }
        // A reason to exclude the line decides, even if other facts about the line are missing.
        let mut lacks = Lacks::default();
        open.into_iter().for_each(|member| lacks.add(measured.wants(&format!("lines/{}/{member}", line.place()))));
        lacks.or(None)
    }
}

/// The amount that an item admits of each line, and the reason why it excludes a line.
#[derive(Debug, Clone)]
pub(crate) struct CountedLines {
    pub(crate) basis: Column<LineIx, i64>,
    pub(crate) refused: Column<LineIx, Option<ReasonCode>>,
    /// What lines have above their prices, which is not in `basis`, in the order in which it was found.
    pub(crate) above: Vec<Above>,
}

impl CountedLines {
    /// All lines, without measuring them.
    pub(crate) fn whole(case: &Case<'_>) -> Self {
        Self { basis: Column::like(&case.lines, 0), refused: Column::like(&case.lines, None), above: Vec::new() }
    }

    /// The amounts that an item admits of the lines of some receipts, or what is missing to compute them.
    pub(crate) fn of(
        case: &Case<'_>,
        receipts: &[&Measured<'_>],
        measure: Measure,
        rule: Option<&PlannedLines<'_>>,
    ) -> (Self, Lacks) {
        let (mut counted, mut lacks) = (Self::whole(case), Lacks::default());
        let (mut weights, mut financed) = (Vec::new(), Vec::new());
        for measured in receipts {
            let counts = counted.receipt(case, measured, (&mut weights, &mut financed));
            let filled = counts.and_then(|mut counting| counting.fill(measure, rule));
            let capped = filled.and_then(|()| match rule {
                Some(rule) => {
                    let Self { basis, refused, above } = &mut counted;
                    cap(case, measured, measure, rule, &mut Capped { basis, refused, above })
                }
                None => Ok(()),
            });
            lacks.value(capped);
        }
        (counted, lacks)
    }

    fn receipt<'m, 'a>(
        &'m mut self,
        case: &'m Case<'a>,
        measured: &'m Measured<'a>,
        (weights, financed): (&'m mut Vec<i64>, &'m mut Vec<Option<i64>>),
    ) -> Result<Counting<'m, 'a>, Lacks> {
        let basis = self.basis.rows_mut(measured.lines)?;
        let refused = self.refused.rows_mut(measured.lines)?;
        Ok(Counting { measured, lines: case.lines_of(measured)?, basis, refused, weights, financed })
    }
}

/// A receipt with its lines, and the fields to fill for each line: the admitted amount, and the reason for exclusion.
struct Counting<'m, 'a> {
    measured: &'m Measured<'a>,
    lines: &'m [Line<'a>],
    basis: &'m mut [i64],
    refused: &'m mut [Option<ReasonCode>],
    /// Memory for weights, reused for each receipt.
    weights: &'m mut Vec<i64>,
    /// Memory for the out-of-catalogue costs that lines state, reused for each receipt.
    financed: &'m mut Vec<Option<i64>>,
}

impl Counting<'_, '_> {
    /// Fills in the admitted amount of each line.
    fn fill(&mut self, measure: Measure, rule: Option<&PlannedLines<'_>>) -> Result<(), Lacks> {
        let Some(rule) = rule else { return self.fill_whole(measure) };
        if !self.measured.has_lines {
            return Err(self.measured.wants("lines"));
        }
        let (mut inside, mut outside, mut lacks) = (false, false, Lacks::default());
        for (line, refused) in self.lines.iter().zip(&mut *self.refused) {
            if line.net == 0 {
                continue;
            }
            *refused = if rule.admits(line) { None } else { lacks.value(rule.judge(line, self.measured)).flatten() };
            if refused.is_some() { outside = true } else { inside = true }
        }
        lacks.or(())?;
        match (inside, outside) {
            (_, false) => self.fill_whole(measure),
            (false, true) => Ok(()),
            (true, true) if measure == Measure::Billed => self.fill_each(|line| Ok(line.net)),
            (true, true) if rule.attribution == Attribution::ProRata => self.fill_pro_rata(measure),
            (true, true) => self.fill_exactly(measure),
        }
    }

    /// The whole measure, allocated in proportion to the billed amounts.
    fn fill_whole(&mut self, measure: Measure) -> Result<(), Lacks> {
        let amount = self.measured.measure(measure)?;
        self.weights.clear();
        self.weights.extend(self.lines.iter().map(|line| line.net));
        allocate(amount, self.weights, self.basis);
        Ok(())
    }

    fn fill_each(&mut self, amount: impl Fn(&Line<'_>) -> Result<i64, Lacks>) -> Result<(), Lacks> {
        let mut lacks = Lacks::default();
        for ((line, refused), basis) in self.lines.iter().zip(&*self.refused).zip(&mut *self.basis) {
            if refused.is_none() {
                *basis = lacks.value(amount(line)).unwrap_or_default();
            }
        }
        lacks.or(())
    }

    fn fill_pro_rata(&mut self, measure: Measure) -> Result<(), Lacks> {
        let amount = self.measured.measure(measure);
        let outside = bit(CatalogueClass::C as u32);
        let weighing = match measure {
            Measure::InCatalogue | Measure::SelfPaid => !outside & !ABSENT,
            Measure::SelfFinanced => outside,
            _ => u64::MAX,
        };
        self.weights.clear();
        let mut lacks = Lacks::default();
        for line in self.lines {
            let class = line.class_bit();
            if class == ABSENT && line.net > 0 && weighing != u64::MAX {
                lacks.value(class_of(self.measured, line));
            }
            self.weights.push(if class & weighing != 0 { line.net } else { 0 });
        }
        // Missing classes and a missing amount are reported together.
        let Some(amount) = lacks.value(amount) else { return Err(lacks) };
        lacks.or(())?;
        if self.weights.iter().all(|weight| *weight == 0) {
            self.weights.clear();
            self.weights.extend(self.lines.iter().map(|line| line.net));
        }
        allocate(amount, self.weights, self.basis);
        for (basis, refused) in self.basis.iter_mut().zip(&*self.refused) {
            if refused.is_some() {
                *basis = 0;
            }
        }
        Ok(())
    }

    fn fill_exactly(&mut self, measure: Measure) -> Result<(), Lacks> {
        let mut financed = std::mem::take(self.financed);
        if matches!(measure, Measure::SelfFinanced | Measure::InCatalogue | Measure::SelfPaid) {
            self_financed(self.lines, &mut financed);
        }
        let filled = self.fill_by_statement(measure, &financed);
        *self.financed = financed;
        filled
    }

    /// The amounts that the lines themselves state, without the out-of-catalogue cost that each states.
    fn fill_by_statement(&mut self, measure: Measure, financed: &[Option<i64>]) -> Result<(), Lacks> {
        let measured = self.measured;
        let outside = |line: &Line<'_>| outside_of(measured, financed, line);
        match measure {
            Measure::SelfFinanced => return self.fill_each(outside),
            Measure::InCatalogue => return self.fill_each(|line| Ok(line.net - outside(line)?)),
            _ => {}
        }
        let amount = self.measured.measure(measure)?;
        if amount == 0 {
            return Ok(());
        }
        if self.measured.person_stated {
            match measure {
                Measure::FamilyBorne => return self.fill_each(|line| Ok(line.burden)),
                Measure::SelfPaid => {
                    return self.fill_each(|line| Ok((line.burden - outside(line)?).max(0)));
                }
                Measure::Cash if self.measured.amounts.cash == self.measured.amounts.family_borne => {
                    return self.fill_each(|line| Ok(line.burden));
                }
                _ => {}
            }
        }
        if measure == Measure::SelfPaid && self.lines.iter().all(Line::states_person_borne) {
            // Only the family's share shows whether these amounts are it.
            self.measured.measure(Measure::FamilyBorne)?;
        }
        if amount == self.measured.billed() {
            return self.fill_each(|line| Ok(line.net));
        }
        let refused = self.lines.iter().zip(&*self.refused).filter(|(_, refused)| refused.is_some());
        let mut refused = refused.map(|(line, _)| line.class);
        if measure == Measure::SelfPaid && refused.all(|class| class == Some(CatalogueClass::C)) {
            return self.fill_inside(amount);
        }
        Err(Lacks { is_split_unknown: true, ..self.measured.wants("lines/*/personBorne") })
    }

    /// The whole amount, allocated to the admitted lines. Out-of-catalogue costs have no share in it.
    fn fill_inside(&mut self, amount: i64) -> Result<(), Lacks> {
        let inside = |refused: &Option<ReasonCode>, line: &Line<'_>| if refused.is_none() { line.net } else { 0 };
        self.weights.clear();
        let mut lacks = Lacks::default();
        for (line, refused) in self.lines.iter().zip(&*self.refused) {
            let net = inside(refused, line);
            let class = if net > 0 { lacks.value(class_of(self.measured, line)) } else { None };
            let weighs = class.is_some_and(|class| class != CatalogueClass::C);
            self.weights.push(if weighs { net } else { 0 });
        }
        lacks.or(())?;
        if self.weights.iter().all(|weight| *weight == 0) {
            let all = self.lines.iter().zip(&*self.refused);
            self.weights.clear();
            self.weights.extend(all.map(|(line, refused)| inside(refused, line)));
        }
        allocate(amount, self.weights, self.basis);
        Ok(())
    }
}

fn class_of(measured: &Measured<'_>, line: &Line<'_>) -> Result<CatalogueClass, Lacks> {
    line.class.ok_or_else(|| measured.wants(&format!("lines/{}/catalogueClass", line.place())))
}

/// The out-of-catalogue cost of a line.
fn outside_of(measured: &Measured<'_>, financed: &[Option<i64>], line: &Line<'_>) -> Result<i64, Lacks> {
    // A line that was refunded in full requires no facts.
    if line.net == 0 {
        return Ok(0);
    }
    Ok(match class_of(measured, line)? {
        CatalogueClass::C => line.net,
        CatalogueClass::A => 0,
        _ => {
            let place = usize::try_from(line.place()).unwrap_or(usize::MAX);
            let stated = financed.get(place).copied().flatten();
            let stated = stated.ok_or_else(|| measured.wants(&format!("lines/{place}/selfFinanced")))?;
            stated.clamp(0, line.net)
        }
    })
}
