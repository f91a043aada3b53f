//! The lines of receipts (docs/evaluation.md, section 4, measured): usable lines, admitted lines, and their measures.

use super::{
    Case,
    exact::{Exact, ZERO, spread},
    judge::Answer,
    table::Known,
};
use std::collections::BTreeSet;
use tongbiao::{
    code::{Attribution, CatalogueClass, Measure, ReasonCode},
    eligibility::Truth,
    programme::{LineRule, ProgrammeItem, SetMembers},
    record::receipt::ReceiptLine,
    value::{LineAmount, LocalId},
};

/// A line after refunds.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its index in the receipt.
    pub index: usize,
    pub net: i128,
    pub class: Option<CatalogueClass>,
    pub self_financed: Option<i128>,
    pub person_borne: Option<i128>,
    /// The refunds that are deducted from it.
    pub refunds: Vec<usize>,
}

/// Amounts in fen. The sum of the first k is the exact sum of the first k amounts, rounded half up.
fn in_fen(amounts: &[Option<LineAmount>]) -> Vec<Option<i128>> {
    let (mut sum, mut given) = (ZERO, 0);
    let mut fen = Vec::new();
    for amount in amounts {
        fen.push(amount.map(|amount| {
            sum = sum + Exact::fen(amount.get());
            let together = sum.half_up();
            let part = together - given;
            given = together;
            part
        }));
    }
    fen
}

/// Whether a refund is of that line.
fn same(a: &ReceiptLine, b: &ReceiptLine) -> bool {
    let named = if a.code.is_none() && b.code.is_none() { a.name == b.name } else { a.code == b.code };
    named && a.category == b.category && a.catalogue_class == b.catalogue_class
}

impl Case<'_> {
    /// The lines, if they can be used.
    pub fn lines(&self, receipt: usize) -> Option<Vec<Line>> {
        let total = i128::from(self.receipts()[receipt].total_amount.fen());
        let lines = self.receipts()[receipt].lines.as_deref()?;
        let exact = lines.iter().fold(ZERO, |sum, line| sum + Exact::fen(line.amount.get()));
        let allowed = Exact::whole(i128::try_from(lines.len()).unwrap());
        if exact - Exact::whole(total) >= allowed || Exact::whole(total) - exact >= allowed {
            return None;
        }
        let amounts: Vec<_> = lines.iter().map(|line| Some(line.amount)).collect();
        let mut net: Vec<i128> = in_fen(&amounts).into_iter().flatten().collect();
        let difference = total - net.iter().sum::<i128>();
        *net.last_mut()? += difference;
        let mut financed = in_fen(&lines.iter().map(|line| line.self_financed).collect::<Vec<_>>());
        let mut borne = in_fen(&lines.iter().map(|line| line.person_borne).collect::<Vec<_>>());
        let mut refunds = vec![Vec::new(); lines.len()];
        for refund in 0..lines.len() {
            let amount = net[refund];
            if amount >= 0 {
                continue;
            }
            let mut candidates = (0..refund).rev().chain(refund + 1..lines.len());
            let of = candidates.find(|other| same(&lines[*other], &lines[refund]) && net[*other] >= -amount)?;
            net[of] += amount;
            refunds[of].push(refund);
            net[refund] = 0;
            // The family's share that a refund states reduces that of its line.
            for column in [&mut financed, &mut borne] {
                column[of] = column[of].zip(column[refund]).map(|(a, b)| a + b);
                column[refund] = column[refund].map(|_| 0);
            }
        }
        let all = lines.iter().enumerate().map(|(index, line)| Line {
            index,
            net: net[index],
            class: line.catalogue_class,
            self_financed: financed[index],
            person_borne: borne[index],
            refunds: refunds[index].clone(),
        });
        Some(all.collect())
    }

    pub fn line_rule<'a>(&'a self, item: &'a ProgrammeItem) -> Option<&'a LineRule> {
        let rule = item.lines.as_ref().or(self.programme.lines.as_ref())?;
        let LineRule { categories, except_categories, catalogue, charge_items, except_charge_items, .. } = rule;
        let restricts = categories.is_some()
            || except_categories.is_some()
            || catalogue.is_some()
            || charge_items.is_some()
            || except_charge_items.is_some()
            || rule.price_list.is_some()
            || rule.within_price_limits == Some(true);
        restricts.then_some(rule)
    }

    pub fn admits(&self, rule: &LineRule, receipt: usize, line: &ReceiptLine, index: usize) -> Answer {
        let place = |member: &str| Answer::unknown(format!("/receipts/{receipt}/lines/{index}/{member}"));
        let mut answers = Vec::new();
        if rule.categories.is_some() || rule.except_categories.is_some() {
            answers.push(line.category.map_or_else(
                || place("category"),
                |category| {
                    let among = rule.categories.as_ref().is_none_or(|all| all.contains(&category));
                    Answer::of(among && !rule.except_categories.as_ref().is_some_and(|all| all.contains(&category)))
                },
            ));
        }
        if let Some(classes) = &rule.catalogue {
            answers.push(
                line.catalogue_class
                    .map_or_else(|| place("catalogueClass"), |class| Answer::of(classes.contains(&class))),
            );
        }
        if rule.charge_items.is_some() || rule.except_charge_items.is_some() {
            answers.push(line.code.as_ref().map_or_else(
                || place("code"),
                |code| {
                    let within = |set: &LocalId| self.charge_items(set).contains(&code.as_str().to_owned());
                    let among = rule.charge_items.as_ref().is_none_or(within);
                    Answer::of(among && !rule.except_charge_items.as_ref().is_some_and(within))
                },
            ));
        }
        Answer::all(answers)
    }

    fn charge_items(&self, set: &LocalId) -> Vec<String> {
        let sets = self.programme.sets.as_deref().unwrap_or_default();
        match sets.iter().find(|named| named.id == *set).map(|named| &named.members) {
            Some(SetMembers::ChargeItem(items)) => items.codes.iter().map(|code| code.as_str().to_owned()).collect(),
            _ => panic!("the programme is sound"),
        }
    }

    /// Whether each line of a receipt is admitted. `None` if no rule restricts lines.
    pub fn admitted_lines(&self, item: &ProgrammeItem, receipt: usize) -> Known<Option<Vec<bool>>> {
        let Some(rule) = self.line_rule(item) else { return Ok(None) };
        let Some(lines) = self.lines(receipt) else { return Err(self.gap(receipt, "lines")) };
        let stated = self.receipts()[receipt].lines.as_deref().unwrap_or_default();
        let mut missing = BTreeSet::new();
        let mut admitted = Vec::new();
        for line in &lines {
            let answer = self.admits(rule, receipt, &stated[line.index], line.index);
            // Nothing depends on a line that was refunded in full.
            if line.net > 0 {
                missing.extend(answer.missing);
            }
            admitted.push(answer.truth == Truth::Yes);
        }
        if missing.is_empty() { Ok(Some(admitted)) } else { Err(missing) }
    }

    /// The contribution of each cell of a receipt to the basis: each line, or the receipt if the lines cannot be used.
    pub fn parts(&self, item: &ProgrammeItem, receipt: usize) -> Known<Vec<i128>> {
        let parts = self.measured_parts(item, receipt)?;
        match (&item.basis, self.line_rule(item)) {
            (Some(basis), Some(rule)) => self.within_prices(item, rule, (receipt, basis.measure), parts),
            _ => Ok(parts),
        }
    }

    fn measured_parts(&self, item: &ProgrammeItem, receipt: usize) -> Known<Vec<i128>> {
        let Some(basis) = &item.basis else { return Ok(vec![0; self.cells(receipt)]) };
        let measure = basis.measure;
        let admitted = self.admitted_lines(item, receipt)?;
        let Some(lines) = self.lines(receipt) else { return Ok(vec![self.face(receipt, measure)?]) };
        let all =
            admitted.as_ref().is_none_or(|admitted| lines.iter().zip(admitted).all(|(l, yes)| *yes || l.net == 0));
        if all {
            let weights: Vec<i128> = lines.iter().map(|line| line.net).collect();
            return Ok(spread(self.face(receipt, measure)?, &weights));
        }
        let admitted = admitted.unwrap_or_default();
        let kept =
            |parts: Vec<i128>| parts.iter().zip(&admitted).map(|(part, yes)| if *yes { *part } else { 0 }).collect();
        if lines.iter().zip(&admitted).all(|(line, yes)| !*yes || line.net == 0) {
            return Ok(vec![0; lines.len()]);
        }
        if measure == Measure::Billed {
            return Ok(kept(lines.iter().map(|line| line.net).collect()));
        }
        let rule = item.lines.as_ref().or(self.programme.lines.as_ref());
        if rule.is_some_and(|rule| rule.attribution == Attribution::ProRata) {
            let weights = self.weights(measure, receipt, &lines)?;
            return Ok(kept(spread(self.face(receipt, measure)?, &weights)));
        }
        self.line_by_line(measure, receipt, &lines, &admitted).map(kept)
    }

    /// The weights with which a measure is allocated to lines.
    fn weights(&self, measure: Measure, receipt: usize, lines: &[Line]) -> Known<Vec<i128>> {
        let by_class = match measure {
            Measure::InCatalogue | Measure::SelfPaid => Some(false),
            Measure::SelfFinanced => Some(true),
            _ => None,
        };
        let nets: Vec<i128> = lines.iter().map(|line| line.net).collect();
        let Some(outside) = by_class else { return Ok(nets) };
        let unknown = lines.iter().filter(|line| line.net > 0 && line.class.is_none());
        let missing: BTreeSet<String> =
            unknown.map(|l| format!("/receipts/{receipt}/lines/{}/catalogueClass", l.index)).collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        let weighs = |line: &Line| (line.class == Some(CatalogueClass::C)) == outside;
        let weights: Vec<i128> = lines.iter().map(|line| if weighs(line) { line.net } else { 0 }).collect();
        Ok(if weights.iter().all(|weight| *weight == 0) { nets } else { weights })
    }

    /// Attribution `line`: exact, or undetermined.
    fn line_by_line(&self, measure: Measure, receipt: usize, lines: &[Line], admitted: &[bool]) -> Known<Vec<i128>> {
        let asked: Vec<bool> = lines.iter().zip(admitted).map(|(line, yes)| *yes && line.net > 0).collect();
        let financed = || -> Known<Vec<i128>> {
            let mut missing = BTreeSet::new();
            let mut financed = vec![0; lines.len()];
            for (line, _) in lines.iter().zip(&asked).filter(|(_, asked)| **asked) {
                let place = |member: &str| format!("/receipts/{receipt}/lines/{}/{member}", line.index);
                match (line.class, line.self_financed) {
                    (Some(CatalogueClass::C), _) => financed[line.index] = line.net,
                    (Some(CatalogueClass::A), _) => {}
                    (Some(_), Some(stated)) => financed[line.index] = stated.clamp(0, line.net),
                    (Some(_), None) => drop(missing.insert(place("selfFinanced"))),
                    (None, _) => drop(missing.insert(place("catalogueClass"))),
                }
            }
            if missing.is_empty() { Ok(financed) } else { Err(missing) }
        };
        let nets = || lines.iter().map(|line| line.net);
        match measure {
            Measure::SelfFinanced => return financed(),
            Measure::InCatalogue => return Ok(nets().zip(financed()?).map(|(net, financed)| net - financed).collect()),
            _ => {}
        }
        let whole = self.face(receipt, measure)?;
        if whole == 0 {
            return Ok(vec![0; lines.len()]);
        }
        if let Some(borne) = self.stated_burden(receipt, lines) {
            let all_is_cash = self.face(receipt, Measure::FamilyBorne)? == whole;
            match measure {
                Measure::FamilyBorne => return Ok(borne),
                Measure::SelfPaid => {
                    return Ok(borne
                        .iter()
                        .zip(financed()?)
                        .map(|(borne, financed)| (borne - financed).max(0))
                        .collect());
                }
                _ if all_is_cash => return Ok(borne),
                _ => {}
            }
        }
        if measure == Measure::SelfPaid && lines.iter().all(|line| line.person_borne.is_some()) {
            self.face(receipt, Measure::FamilyBorne)?;
        }
        if whole == i128::from(self.receipts()[receipt].total_amount.fen()) {
            return Ok(nets().collect());
        }
        let others_outside = lines
            .iter()
            .zip(&asked)
            .all(|(line, asked)| *asked || line.net == 0 || line.class == Some(CatalogueClass::C));
        if measure == Measure::SelfPaid && others_outside {
            let only: Vec<Line> = lines
                .iter()
                .zip(&asked)
                .map(|(line, asked)| Line { net: if *asked { line.net } else { 0 }, ..line.clone() })
                .collect();
            return Ok(spread(whole, &self.weights(measure, receipt, &only)?));
        }
        self.reasons.borrow_mut().insert(ReasonCode::LineSplitUnknown);
        Err(self.gap(receipt, "lines/*/personBorne"))
    }

    /// `personBorne` of the lines, if every line states it and the sum equals the family's share.
    fn stated_burden(&self, receipt: usize, lines: &[Line]) -> Option<Vec<i128>> {
        let borne = lines.iter().map(|line| line.person_borne).collect::<Option<Vec<i128>>>()?;
        let face = self.face(receipt, Measure::FamilyBorne).ok()?;
        let inside = borne.iter().zip(lines).all(|(borne, line)| (0..=line.net).contains(borne));
        (inside && borne.iter().sum::<i128>() == face).then_some(borne)
    }

    /// The number of cells of a receipt: its lines, or one if they cannot be used.
    pub fn cells(&self, receipt: usize) -> usize {
        self.lines(receipt).map_or(1, |lines| lines.len())
    }

    /// The family's share of each cell.
    pub fn burden(&self, receipt: usize) -> Known<Vec<i128>> {
        let face = self.face(receipt, Measure::FamilyBorne)?;
        let Some(lines) = self.lines(receipt) else { return Ok(vec![face]) };
        if let Some(borne) = self.stated_burden(receipt, &lines) {
            return Ok(borne);
        }
        Ok(spread(face, &lines.iter().map(|line| line.net).collect::<Vec<_>>()))
    }

    pub fn gap(&self, receipt: usize, member: &str) -> BTreeSet<String> {
        BTreeSet::from([format!("/receipts/{receipt}/{member}")])
    }
}
