//! The balance of receipts: the treatment of every fen of the admitted receipts.

use super::payer::payers;
use crate::{
    code::{Bearer, PayerClass, ReasonCode},
    evaluate::{
        aid::{counted, on_receipts},
        allocation::allocated,
        award::{Awarded, UnitAward},
        borne::unnamed_aid,
        column::{Astray, Column, ItemIx, LineIx, ReceiptIx},
        input::Input,
        ledger::Of,
        measured::Measured,
        node::Node,
        notes::Notes,
        reduction::{Part, Reduction, bearer},
        unit::is_of_unit,
    },
};

/// For each line, the amounts that are not awarded, with reasons.
pub(crate) type Parts = Column<LineIx, Vec<Part>>;

/// The parts of every line of the application.
pub(crate) fn parts(input: &Input<'_>, awarded: &Awarded<'_>, notes: &Notes) -> Result<Parts, Astray> {
    let mut sums = Column::<LineIx, i64>::like(&input.case.lines, 0);
    for grant in &awarded.grants {
        *sums.get_mut(grant.line)? += grant.amount;
    }
    let lines = input.case.lines.values().zip(sums.values());
    let left = lines.map(|(line, awarded)| (line.burden - awarded).max(0)).collect();
    let parts = Column::like(&input.case.lines, Vec::new());
    let mut balance = Balance { input, awarded, left, parts };
    balance.payers()?;
    balance.facts()?;
    balance.others()?;
    balance.refused()?;
    for reduction in notes.reductions() {
        balance.reduction(reduction)?;
    }
    balance.rest()?;
    Ok(balance.parts)
}

/// The lines of all receipts, with the parts balanced so far.
struct Balance<'b, 'r> {
    input: &'b Input<'r>,
    awarded: &'b Awarded<'r>,
    /// The part of the family's share that is not balanced yet, line by line.
    left: Column<LineIx, i64>,
    parts: Parts,
}

impl<'b, 'r> Balance<'b, 'r> {
    /// The amounts that other payers paid of each line, as far as the printed receipt states the payers.
    fn payers(&mut self) -> Result<(), Astray> {
        for measured in self.input.case.receipts.values() {
            let Some(borne) = measured.borne() else { continue };
            let lines = self.input.case.lines_of(measured)?;
            let mut room: Vec<i64> = lines.iter().map(|line| (line.net - line.burden).max(0)).collect();
            let mut left = (measured.billed() - borne).max(0);
            for (payer, amount) in payers(measured.receipt) {
                let amount = amount.min(left);
                left -= amount;
                self.pay(measured, payer, amount, &mut room)?;
            }
            self.pay(measured, None, left, &mut room)?;
        }
        Ok(())
    }

    fn pay(
        &mut self,
        measured: &Measured<'_>,
        payer: Option<PayerClass>,
        amount: i64,
        room: &mut [i64],
    ) -> Result<(), Astray> {
        let parts = allocated(amount, room);
        for ((line, amount), room) in measured.lines.iter().zip(parts).zip(room) {
            *room -= amount;
            let bearer = payer.map_or(Bearer::Insurer, bearer);
            self.push(line, Part { code: ReasonCode::PaidByPayer, bearer, payer, at: None, amount })?;
        }
        Ok(())
    }

    /// Earlier awards of this programme, and other aid for a receipt.
    fn facts(&mut self) -> Result<(), Astray> {
        let (input, case) = (self.input, self.input.case);
        let mut before = Column::<ReceiptIx, i64>::like(&case.receipts, 0);
        for (award, _) in input.ledger.parts(Of::All).filter(|(_, past)| !past.is_shown) {
            if let Some(receipt) = award.receipt() {
                *before.get_mut(receipt)? += award.amount;
            }
        }
        let (code, bearer_of) = (ReasonCode::AwardedBefore, Bearer::Programme);
        for (measured, amount) in case.receipts.values().zip(before.values()) {
            let part = Part { code, bearer: bearer_of, payer: None, at: None, amount: *amount };
            self.allocate(measured.lines.iter(), part)?;
        }
        let counted = counted(input.plan, case).0;
        let of = |payer, amount| {
            let code = ReasonCode::OtherAid;
            Part { code, bearer: bearer(payer), payer: Some(payer), at: None, amount }
        };
        for other in counted.iter().filter(|other| !other.listed.is_shown()) {
            for (measured, amount) in on_receipts(case, other)? {
                self.allocate(measured.lines.iter(), of(other.payer, amount))?;
            }
        }
        // Aid that names no receipts is of all admitted receipts together.
        let admitted = self.admitted();
        for other in unnamed_aid(&counted) {
            let lines = admitted.iter().flat_map(|measured| measured.lines.iter());
            self.allocate(lines, of(other.payer, other.amount))?;
        }
        Ok(())
    }

    /// The awards of the other members of a joint relief plan.
    fn others(&mut self) -> Result<(), Astray> {
        let Some(others) = self.input.under.and_then(|under| under.others) else { return Ok(()) };
        let (code, bearer) = (ReasonCode::JointAward, Bearer::OtherFunder);
        for (line, amount) in others.iter() {
            let part = Part { code, bearer, payer: None, at: None, amount: *amount };
            self.allocate([line].into_iter(), part)?;
        }
        Ok(())
    }

    /// The receipts that an item admits and whose family's share is known, in canonical order.
    fn admitted(&self) -> Vec<&'b Measured<'r>> {
        let items = || self.awarded.items.values().filter_map(|item| item.admitted.as_ref());
        let is_admitted =
            |own: &Measured<'_>| items().any(|item| item.receipts.iter().any(|measured| measured.ix == own.ix));
        let all = self.input.case.receipts.values();
        all.filter(|measured| measured.borne().is_some() && is_admitted(measured)).collect()
    }

    /// Lines that no item admits, each with the reason of the first item that excludes it.
    fn refused(&mut self) -> Result<(), Astray> {
        let mut all = Column::<LineIx, Counted>::like(&self.input.case.lines, Counted::default());
        for (planned, item) in self.input.plan.items.values().zip(self.awarded.items.values()) {
            let Some(admitted) = &item.admitted else { continue };
            if planned.item.basis.is_none() {
                for unit in self.awarded.units.values().filter(|unit| unit.id.item() == planned.ix) {
                    for measured in self.awarded.members.rows(unit.receipts)? {
                        all.rows_mut(measured.lines)?.iter_mut().for_each(|line| line.counts = true);
                    }
                }
                continue;
            }
            let at = planned.lines.as_ref().map_or(Node::Lines, |lines| lines.node);
            for measured in &admitted.receipts {
                let refused = admitted.lines.refused.rows(measured.lines)?;
                for (line, refused) in all.rows_mut(measured.lines)?.iter_mut().zip(refused) {
                    line.counts |= refused.is_none();
                    line.refused = line.refused.or(refused.map(|code| (code, at)));
                }
            }
        }
        for (line, counted) in all.iter() {
            if let (false, Some((code, at))) = (counted.counts, counted.refused) {
                let amount = *self.left.get(line)?;
                let part = Part { code, bearer: Bearer::Family, payer: None, at: Some(at), amount };
                self.allocate([line].into_iter(), part)?;
            }
        }
        Ok(())
    }

    /// The reductions of a unit, on its lines.
    fn reduction(&mut self, reduction: &Reduction) -> Result<(), Astray> {
        // Earlier awards, and those of others, are listed with the lines for which they were made.
        if matches!(reduction.code, ReasonCode::AwardedBefore | ReasonCode::JointAward) {
            return Ok(());
        }
        let unit = self.awarded.units.get(reduction.unit)?;
        if reduction.code == ReasonCode::AboveLinePrice {
            return self.above_prices(unit.id.item(), reduction);
        }
        let lines = self.lines_of(unit)?;
        let lines = lines.iter().copied();
        let mut part = reduction.part(self.input.plan.programme);
        // What others paid is listed once. What is deducted beyond that on these lines, no other party paid.
        if matches!(reduction.code, ReasonCode::CoFunded | ReasonCode::LessPayer | ReasonCode::OtherAid) {
            part.amount = (part.amount - self.paid_by(reduction.payer, lines.clone())?).max(0);
        }
        if matches!(reduction.code, ReasonCode::LessPayer | ReasonCode::OtherAid) {
            (part.bearer, part.payer) = (Bearer::Family, None);
        }
        self.allocate(lines, part)
    }

    /// All lines of the receipts of a unit; of a period with line days, those in the period.
    fn lines_of(&self, unit: &UnitAward<'_>) -> Result<Vec<LineIx>, Astray> {
        let mut lines = Vec::new();
        for measured in self.awarded.members.rows(unit.receipts)? {
            for line in measured.lines.iter() {
                if is_of_unit(self.input, &unit.id, measured, line)? {
                    lines.push(line);
                }
            }
        }
        Ok(lines)
    }

    /// What the lines of a unit have above a price, on these lines. Each line is in one unit of the item only.
    fn above_prices(&mut self, item: ItemIx, reduction: &Reduction) -> Result<(), Astray> {
        let unit = self.awarded.units.get(reduction.unit)?;
        let lines = self.lines_of(unit)?;
        let Some(admitted) = &self.awarded.items.get(item)?.admitted else { return Ok(()) };
        let is_own = |line: LineIx| lines.contains(&line);
        let above = admitted.lines.above.iter().filter(|above| above.at == reduction.at && is_own(above.line));
        let part = reduction.part(self.input.plan.programme);
        for above in above {
            self.allocate([above.line].into_iter(), Part { amount: above.amount, ..part })?;
        }
        Ok(())
    }

    /// The amount of a payer that is already listed for some lines; without a payer, that of all who gave other aid.
    fn paid_by(&self, payer: Option<PayerClass>, lines: impl Iterator<Item = LineIx>) -> Result<i64, Astray> {
        let is_paid = |part: &&Part| match payer {
            Some(_) => matches!(part.code, ReasonCode::PaidByPayer | ReasonCode::OtherAid) && part.payer == payer,
            None => part.code == ReasonCode::OtherAid && part.bearer != Bearer::Family,
        };
        let mut sum = 0;
        for line in lines {
            sum += self.parts.get(line)?.iter().filter(is_paid).map(|part| part.amount).sum::<i64>();
        }
        Ok(sum)
    }

    fn rest(&mut self) -> Result<(), Astray> {
        let (code, bearer) = (ReasonCode::NotMeasured, Bearer::Family);
        for (line, left) in self.left.clone().iter() {
            self.push(line, Part { code, bearer, payer: None, at: None, amount: *left })?;
        }
        Ok(())
    }

    /// Allocates a part to the amounts of some lines that are not balanced yet.
    fn allocate(&mut self, lines: impl Iterator<Item = LineIx> + Clone, part: Part) -> Result<(), Astray> {
        let weights: Vec<i64> = lines.clone().map(|line| self.left.get(line).copied()).collect::<Result<_, _>>()?;
        let sum: i64 = weights.iter().sum();
        for (line, amount) in lines.zip(allocated(part.amount.min(sum), &weights)) {
            *self.left.get_mut(line)? -= amount;
            self.push(line, Part { amount, ..part })?;
        }
        Ok(())
    }

    fn push(&mut self, line: LineIx, part: Part) -> Result<(), Astray> {
        let parts = self.parts.get_mut(line)?;
        if part.amount > 0 {
            part.add_to(parts);
        }
        Ok(())
    }
}

/// Whether some item admits a line, and the reason of the first item that does not.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    counts: bool,
    refused: Option<(ReasonCode, Node)>,
}
