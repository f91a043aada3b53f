//! Amounts that a unit is not awarded: the amount, the reason, the clause, and the party that pays it instead.

use super::{
    column::{Index, UnitIx},
    exact::money,
    node::Node,
};
use crate::{
    adjudication::Adjustment,
    code::{Bearer, ExcessBearer, PayerClass, ReasonCode},
    programme::{Benefit, Programme},
    value::Pointer,
};

/// An amount that a unit is not awarded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reduction {
    pub(super) unit: UnitIx,
    pub(super) code: ReasonCode,
    pub(super) at: Node,
    pub(super) amount: i64,
    pub(super) payer: Option<PayerClass>,
}

/// A part of a bill that is not awarded, with the party that pays it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    pub(super) code: ReasonCode,
    pub(super) bearer: Bearer,
    pub(super) payer: Option<PayerClass>,
    pub(super) at: Option<Node>,
    pub(super) amount: i64,
}

impl Reduction {
    /// Whether it is the reduction of this unit, reason and clause, without a payer.
    pub(super) fn is_of(&self, unit: UnitIx, code: ReasonCode, at: Node) -> bool {
        (self.unit, self.code, self.at, self.payer) == (unit, code, at, None)
    }

    /// The same with the party that pays it.
    pub(super) fn part(&self, programme: &Programme) -> Part {
        let Self { code, at, amount, payer, .. } = *self;
        let bearer = match code {
            ReasonCode::LessPayer | ReasonCode::OtherAid | ReasonCode::CoFunded => {
                payer.map_or(Bearer::OtherFunder, bearer)
            }
            ReasonCode::JointAward => Bearer::OtherFunder,
            ReasonCode::AbovePrice => excess_bearer(at, programme),
            // No party pays the amount above the family's share: it stays with the programme.
            ReasonCode::AwardedBefore | ReasonCode::LessItem | ReasonCode::AboveBurden => Bearer::Programme,
            _ => Bearer::Family,
        };
        Part { code, bearer, payer, at: Some(at), amount }
    }

    /// Whether it is made on the basis of the unit, before the benefit.
    pub(super) const fn is_of_basis(&self) -> bool {
        self.stage() < 3
    }

    /// The stage at which it is made, on the way from the bill to the award.
    pub(super) const fn stage(&self) -> u8 {
        match (self.code, self.at) {
            (_, Node::Minimum) => 8,
            (_, Node::Ceiling) => 7,
            (_, Node::ItemLimit(..) | Node::Limit(_)) => 6,
            (ReasonCode::AwardedBefore, _) => 5,
            (ReasonCode::Rounding, _) => 4,
            (ReasonCode::CoPayment | ReasonCode::SetAmount | ReasonCode::LimitUnits, _) => 3,
            (ReasonCode::ThresholdNotReached | ReasonCode::Deductible, _) => 2,
            (ReasonCode::AbovePrice | ReasonCode::AboveLinePrice, _) => 0,
            _ => 1,
        }
    }
}

/// The party that pays the amount above a price.
fn excess_bearer(at: Node, programme: &Programme) -> Bearer {
    let Node::Price(item, _) = at else { return Bearer::Family };
    match programme.items.get(item.place()).map(|item| &item.benefit) {
        Some(Benefit::Prices(prices)) if prices.excess == ExcessBearer::Hospital => Bearer::Hospital,
        _ => Bearer::Family,
    }
}

impl Part {
    /// The reduction in its published form.
    pub(super) fn published(self) -> Adjustment {
        let mut adjustment = Adjustment::new(self.code, self.bearer, money(self.amount));
        adjustment.payer = self.payer;
        adjustment.at = self.at.map(|at| Pointer::cleaned(&at.to_string()));
        adjustment
    }

    /// Adds it to the others with the same reason.
    pub(super) fn add_to(self, parts: &mut Vec<Self>) {
        let same = |other: &&mut Self| Self { amount: 0, ..**other } == Self { amount: 0, ..self };
        match parts.iter_mut().find(same) {
            Some(other) => other.amount += self.amount,
            None => parts.push(self),
        }
    }
}

/// The party of a class of payers.
pub(super) const fn bearer(payer: PayerClass) -> Bearer {
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
