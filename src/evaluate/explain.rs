//! What became of every fen of the receipts that count.

use super::{
    bill::Bill,
    case::Case,
    exact::money,
    node::Node,
    spread::spread,
    work::{Cut, Work},
};
use crate::{
    adjudication::Adjustment,
    code::{Bearer, PayerClass, ReasonCode, SettlementMode},
    programme::Programme,
    record::receipt::{PayerAmount, Receipt},
    value::{Money, Pointer, SignedMoney},
};

/// Part of a line that is not awarded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    pub(super) code: ReasonCode,
    pub(super) bearer: Bearer,
    pub(super) payer: Option<PayerClass>,
    pub(super) at: Option<Node>,
    pub(super) amount: i64,
}

impl Part {
    pub(super) fn published(self) -> Adjustment {
        let mut adjustment = Adjustment::new(self.code, self.bearer, money(self.amount));
        adjustment.payer = self.payer;
        adjustment.at = self.at.map(|at| Pointer::cleaned(&at.to_string()));
        adjustment
    }
}

/// Explains the lines of every receipt that counts: for each line what it is not awarded, and why.
pub(super) struct Explanation<'e, 'a> {
    case: &'e Case<'a>,
    work: &'e Work,
    /// What has not been explained yet of what the family bears, line by line.
    left: Vec<i64>,
    parts: Vec<Vec<Part>>,
}

impl<'e, 'a> Explanation<'e, 'a> {
    /// The parts of every line, by cell.
    pub(super) fn of(case: &'e Case<'a>, work: &'e Work, facts: &Facts<'_>) -> Vec<Vec<Part>> {
        let mut awarded = vec![0_i64; case.cells.len()];
        for grant in &work.grants {
            if let Some(sum) = awarded.get_mut(grant.cell) {
                *sum += grant.amount;
            }
        }
        let left = case.cells.iter().zip(&awarded).map(|(cell, awarded)| (cell.burden - awarded).max(0)).collect();
        let mut explanation = Self { case, work, left, parts: vec![Vec::new(); case.cells.len()] };
        explanation.explain_payers();
        explanation.explain_facts(facts);
        explanation.explain_refused();
        for cut in &work.cuts {
            explanation.explain_cut(cut, facts.programme);
        }
        explanation.explain_rest();
        explanation.parts
    }

    /// What others paid of each line, as far as the face says who.
    fn explain_payers(&mut self) {
        for bill in &self.case.bills {
            let Some(borne) = bill.borne() else { continue };
            let cells = self.case.cells.get(bill.cells.clone()).unwrap_or_default();
            let mut room: Vec<i64> = cells.iter().map(|cell| (cell.net - cell.burden).max(0)).collect();
            let mut left = (bill.billed() - borne).max(0);
            for (payer, amount) in payers(bill.receipt) {
                let amount = amount.min(left);
                left -= amount;
                self.pay(bill, payer, amount, &mut room);
            }
            self.pay(bill, None, left, &mut room);
        }
    }

    fn pay(&mut self, bill: &Bill<'_>, payer: Option<PayerClass>, amount: i64, room: &mut [i64]) {
        let mut parts = vec![0; room.len()];
        spread(amount, room, &mut parts);
        for ((cell, part), room) in bill.cells.clone().zip(parts).zip(room) {
            *room -= part;
            let bearer = payer.map_or(Bearer::Insurer, bearer);
            self.push(cell, Part { code: ReasonCode::PaidByPayer, bearer, payer, at: None, amount: part });
        }
    }

    /// What this programme awarded before, and what others gave for a receipt.
    fn explain_facts(&mut self, facts: &Facts<'_>) {
        for (bill, amount) in facts.awarded_before.iter().enumerate() {
            let part = Part {
                code: ReasonCode::AwardedBefore,
                bearer: Bearer::Programme,
                payer: None,
                at: None,
                amount: *amount,
            };
            self.explain_bill(bill, part);
        }
        for (bill, payer, amount) in facts.aid {
            let code = ReasonCode::OtherAid;
            let part = Part { code, bearer: bearer(*payer), payer: Some(*payer), at: None, amount: *amount };
            self.explain_bill(*bill, part);
        }
    }

    fn explain_bill(&mut self, bill: usize, part: Part) {
        let Some(bill) = self.case.bills.get(bill) else { return };
        let cells: Vec<usize> = bill.cells.clone().collect();
        self.explain(&cells, part);
    }

    /// Lines that no item counted, each with the reason of the first that refused it.
    fn explain_refused(&mut self) {
        for cell in 0..self.case.cells.len() {
            let counts = self.work.line_counts.get(cell).copied().unwrap_or_default();
            let reason = self.work.line_reasons.get(cell).copied().flatten().filter(|_| !counts);
            let Some((code, at)) = reason else { continue };
            let amount = self.left.get(cell).copied().unwrap_or_default();
            self.explain(&[cell], Part { code, bearer: Bearer::Family, payer: None, at: Some(at), amount });
        }
    }

    /// What a unit was not awarded, on its lines.
    fn explain_cut(&mut self, cut: &Cut, programme: &Programme) {
        // What was awarded before is told of the receipts on which it stands.
        if cut.code == ReasonCode::AwardedBefore {
            return;
        }
        let Some(unit) = self.work.units.get(cut.unit) else { return };
        let bills = self.work.unit_bills.get(unit.bills.clone()).unwrap_or_default();
        let cells: Vec<usize> =
            bills.iter().filter_map(|bill| self.case.bills.get(*bill)).flat_map(|bill| bill.cells.clone()).collect();
        let mut part = cut.part(programme);
        if cut.code == ReasonCode::CoFunded {
            part.amount = (part.amount - self.paid_by(cut.payer, &cells)).max(0);
        }
        self.explain(&cells, part);
    }

    /// What a payer is already told to have paid of some lines.
    fn paid_by(&self, payer: Option<PayerClass>, cells: &[usize]) -> i64 {
        let parts = cells.iter().filter_map(|cell| self.parts.get(*cell)).flatten();
        let paid = |part: &&Part| matches!(part.code, ReasonCode::PaidByPayer | ReasonCode::OtherAid);
        parts.filter(paid).filter(|part| part.payer == payer).map(|part| part.amount).sum()
    }

    fn explain_rest(&mut self) {
        for cell in 0..self.case.cells.len() {
            let amount = self.left.get(cell).copied().unwrap_or_default();
            let part = Part { code: ReasonCode::NotMeasured, bearer: Bearer::Family, payer: None, at: None, amount };
            self.push(cell, part);
        }
    }

    /// Spreads a part over what has not been explained yet of some lines.
    fn explain(&mut self, cells: &[usize], part: Part) {
        let weights: Vec<i64> = cells.iter().map(|cell| self.left.get(*cell).copied().unwrap_or_default()).collect();
        let sum: i64 = weights.iter().sum();
        let mut parts = vec![0; weights.len()];
        spread(part.amount.min(sum), &weights, &mut parts);
        for (cell, amount) in cells.iter().zip(parts) {
            if let Some(left) = self.left.get_mut(*cell) {
                *left -= amount;
            }
            self.push(*cell, Part { amount, ..part });
        }
    }

    fn push(&mut self, cell: usize, part: Part) {
        let Some(parts) = self.parts.get_mut(cell).filter(|_| part.amount > 0) else { return };
        add(parts, part);
    }
}

/// Adds a part to those of the same reason.
pub(super) fn add(parts: &mut Vec<Part>, part: Part) {
    let same = |other: &&mut Part| Part { amount: 0, ..**other } == Part { amount: 0, ..part };
    match parts.iter_mut().find(same) {
        Some(other) => other.amount += part.amount,
        None => parts.push(part),
    }
}

/// What is known of a receipt beside its face.
pub(super) struct Facts<'f> {
    pub(super) programme: &'f Programme,
    /// What this programme awarded before, by receipt.
    pub(super) awarded_before: &'f [i64],
    /// What others gave for a receipt.
    pub(super) aid: &'f [(usize, PayerClass, i64)],
}

pub(super) fn bearer(payer: PayerClass) -> Bearer {
    match payer {
        PayerClass::Hospital | PayerClass::PolicyRelief => Bearer::Hospital,
        PayerClass::Charity
        | PayerClass::Crowdfunding
        | PayerClass::Employer
        | PayerClass::ThirdParty
        | PayerClass::Other => Bearer::OtherFunder,
        _ => Bearer::Insurer,
    }
}

/// Who paid what of a receipt, as far as it says so.
fn payers(receipt: &Receipt) -> Vec<(Option<PayerClass>, i64)> {
    let mut payers = Vec::new();
    let mut add = |payer: Option<PayerClass>, fen: i64| {
        if fen > 0 {
            payers.push((payer, fen));
        }
    };
    let signed = |amount: Option<SignedMoney>| amount.map_or(0, SignedMoney::fen);
    add(Some(PayerClass::BasicInsurance), signed(receipt.pooled_fund));
    let named =
        |list: Option<&[PayerAmount]>| list.unwrap_or_default().iter().map(|p| (p.payer, p.amount.fen())).collect();
    let others: Vec<(PayerClass, i64)> = named(receipt.other_fund_payers.as_deref());
    let known: i64 = others.iter().map(|(_, amount)| amount).sum();
    others.into_iter().for_each(|(payer, amount)| add(Some(payer), amount));
    add(None, signed(receipt.other_funds) - known);
    let local: Vec<(PayerClass, i64)> = named(receipt.local_payers.as_deref());
    local.into_iter().for_each(|(payer, amount)| add(Some(payer), amount));
    if let Some(settlement) = receipt.settlement.as_ref().filter(|s| s.mode == Some(SettlementMode::Manual)) {
        let fen = |amount: Option<Money>| amount.map_or(0, Money::fen);
        let parts = [
            (PayerClass::BasicInsurance, fen(settlement.pooled_fund)),
            (PayerClass::CriticalIllnessInsurance, fen(settlement.critical_illness_insurance)),
            (PayerClass::MedicalAssistance, fen(settlement.medical_assistance)),
            (PayerClass::CivilServantSupplement, fen(settlement.civil_servant_supplement)),
            (PayerClass::EnterpriseSupplement, fen(settlement.enterprise_supplement)),
            (PayerClass::LargeAmountSupplement, fen(settlement.large_amount_supplement)),
        ];
        let known: i64 = parts.iter().map(|(_, amount)| amount).sum();
        parts.into_iter().for_each(|(payer, amount)| add(Some(payer), amount));
        add(None, fen(settlement.fund_total) - known);
    }
    payers
}
