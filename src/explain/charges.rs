//! Who pays the charges on the admitted receipts: one table of all payers, whose amounts add up to the bill.

use super::{Words, numeral::yuan, receipt::place, words::say};
use crate::{
    adjudication::{Adjudication, Adjustment, ReceiptOutcome},
    code::{Bearer, PayerClass, ReasonCode, SettlementMode},
    record::{application::Application, receipt::Receipt},
    value::{Money, SignedMoney},
};

/// A party that pays a part of a bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Party {
    Payer(PayerClass),
    /// A payer that pays by agreement with the programme what no receipt shows.
    Agreed(Option<PayerClass>),
    Bearer(Bearer),
}

impl Party {
    const fn of(part: &Adjustment) -> Self {
        if matches!(part.code, ReasonCode::CoFunded) {
            return Self::Agreed(part.payer);
        }
        match part.payer {
            Some(payer) => Self::Payer(payer),
            None => match part.bearer {
                Bearer::Hospital => Self::Payer(PayerClass::Hospital),
                // What the programme pays now is the award. Of the remainder, only earlier awards are not the family's.
                Bearer::Programme if !matches!(part.code, ReasonCode::AwardedBefore) => Self::Bearer(Bearer::Family),
                bearer => Self::Bearer(bearer),
            },
        }
    }

    fn name(self) -> Words {
        match self {
            Self::Payer(payer) => payer.label().into(),
            Self::Agreed(payer) => {
                let payer = payer.map_or_else(|| say!("其他资助方", "another funder"), |payer| payer.label().into());
                say!("{payer}，按协议（票据未列）", "{payer}, by agreement (not on the receipts)", payer = payer)
            }
            Self::Bearer(Bearer::Insurer) => say!("其他保险人或政府", "another insurer or the government"),
            Self::Bearer(Bearer::Programme) => say!("本项目以往给付", "this programme, by earlier awards"),
            Self::Bearer(Bearer::Family) => say!("家庭", "the family"),
            Self::Bearer(bearer) => bearer.label().into(),
        }
    }
}

/// The parties with their amounts, and the sum. Empty if the outcome does not state the parts of the bill. With the application, funds
/// that only the settlement of a receipt names are listed by their names.
pub(super) fn lines(outcome: &Adjudication, application: Option<&Application>) -> Vec<(usize, Words)> {
    let receipts = outcome.receipts.iter().flat_map(|all| all.iter());
    let stated: Vec<&ReceiptOutcome> = receipts.filter(|receipt| receipt.adjustments.is_some()).collect();
    let Some(Sums { award, billed, parties }) = sums(&stated, application) else { return Vec::new() };
    let row = |name: Words, amount: Words| (1, say!("{name}：{x}", "{name}: {x}", name = name, x = amount));
    let mut lines = Vec::new();
    if award > Money::ZERO {
        lines.push(row(say!("本项目本次给付", "this programme, by this award"), yuan(award)));
    }
    lines.extend(parties.into_iter().map(|(party, amount)| row(party.name(), yuan(amount))));
    if lines.is_empty() {
        return lines;
    }
    lines.push(row(say!("合计（等于票面金额）", "total, equal to the bill"), yuan(billed)));
    lines
}

/// The part of the award that is in no row of the table, such as an allowance for travel. Omitted if the table has all.
pub(super) fn apart_from(outcome: &Adjudication) -> Option<Words> {
    if lines(outcome, None).is_empty() {
        return None;
    }
    let receipts = outcome.receipts.iter().flat_map(|all| all.iter()).filter(|one| one.adjustments.is_some());
    let listed = receipts.map(|receipt| receipt.award).try_fold(Money::ZERO, Money::checked_add)?;
    let rest = Money::from_fen(outcome.amount?.fen().checked_sub(listed.fen())?).ok()?;
    (rest > Money::ZERO).then(|| {
        say!(
            "给付中的 {x}不针对票据上的费用，不列入费用承担情况",
            "{x} of the award is not for charges on receipts and is not listed under “Who pays the charges”",
            x = yuan(rest),
        )
    })
}

/// The sums of all receipts.
struct Sums {
    award: Money,
    billed: Money,
    /// Each party with its amount: the largest first, the family last.
    parties: Vec<(Party, Money)>,
}

/// The sums. `None` if one is out of range.
fn sums(receipts: &[&ReceiptOutcome], application: Option<&Application>) -> Option<Sums> {
    let mut parties: Vec<(Party, Money)> = Vec::new();
    for (party, amount) in receipts.iter().flat_map(|receipt| parts(receipt, application)) {
        match parties.iter_mut().find(|(known, _)| *known == party) {
            Some((_, sum)) => *sum = sum.checked_add(amount)?,
            None => parties.push((party, amount)),
        }
    }
    let award = receipts.iter().try_fold(Money::ZERO, |sum, receipt| sum.checked_add(receipt.award))?;
    let billed = receipts.iter().try_fold(0_i64, |sum, receipt| sum.checked_add(receipt.billed.fen()))?;
    parties.retain(|(_, amount)| *amount > Money::ZERO);
    // The sort is stable: equal amounts stay in the order of the document.
    parties.sort_by_key(|(party, amount)| (*party == Party::Bearer(Bearer::Family), std::cmp::Reverse(*amount)));
    Some(Sums { award, billed: Money::from_fen(billed).ok()?, parties })
}

/// The parts of the bill of a receipt that the programme does not pay now.
fn parts(receipt: &ReceiptOutcome, application: Option<&Application>) -> Vec<(Party, Money)> {
    const UNNAMED: Party = Party::Bearer(Bearer::Insurer);
    let stated = receipt.adjustments.iter().flat_map(|all| all.iter());
    let mut parts: Vec<(Party, Money)> = stated.map(|part| (Party::of(part), part.amount)).collect();
    let unnamed = parts.iter().filter(|(party, _)| *party == UNNAMED).map(|(_, amount)| *amount);
    let Some(unnamed) = Money::checked_sum(unnamed) else { return parts };
    let listed = application.and_then(|application| application.receipts.as_deref()?.get(place(&receipt.receipt)?));
    let named = listed.map(funds).unwrap_or_default();
    let sum = Money::checked_sum(named.iter().map(|(_, amount)| *amount));
    // Funds that amount to more than the part without a name are not those of this part.
    let Some(rest) = sum.and_then(|sum| unnamed.checked_sub(sum)) else { return parts };
    parts.retain(|(party, _)| *party != UNNAMED);
    parts.extend(named.into_iter().map(|(payer, amount)| (Party::Payer(payer), amount)));
    parts.push((UNNAMED, rest));
    parts
}

/// The funds that the settlement of a receipt names in addition to the receipt: critical illness insurance, medical assistance and
/// supplements. A manual settlement is named in the outcome.
fn funds(receipt: &Receipt) -> Vec<(PayerClass, Money)> {
    let settlement = receipt.settlement.as_ref().filter(|settlement| settlement.mode != Some(SettlementMode::Manual));
    let Some(settlement) = settlement else { return Vec::new() };
    let stated = [
        (PayerClass::CriticalIllnessInsurance, settlement.critical_illness_insurance),
        (PayerClass::MedicalAssistance, settlement.medical_assistance),
        (PayerClass::CivilServantSupplement, settlement.civil_servant_supplement),
        (PayerClass::EnterpriseSupplement, settlement.enterprise_supplement),
        (PayerClass::LargeAmountSupplement, settlement.large_amount_supplement),
    ];
    let listed = receipt.other_fund_payers.as_deref().unwrap_or_default();
    let rest = |payer: PayerClass, amount: SignedMoney| {
        let known = listed.iter().filter(|one| one.payer == payer).map(|one| one.amount.fen()).sum::<i64>();
        Money::from_fen(amount.fen().checked_sub(known)?).ok().filter(|rest| *rest > Money::ZERO)
    };
    stated.into_iter().filter_map(|(payer, amount)| Some((payer, rest(payer, amount?)?))).collect()
}
