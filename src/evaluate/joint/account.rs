//! The account of a plan: for each line and in total the family's share, the aid already given, the award of each member, and what
//! remains (norm, section 14).

use super::{award::Account, gap::Before, member::Member};
use crate::{
    adjudication::{Adjudication, PlanOfAward},
    code::{PayerClass, WholeAwards},
    evaluate::{
        column::Index,
        exact::money,
        measured::{Case, Measured},
    },
    joint::{JointAmount, JointLine, JointMember, JointReceipt, JointTotals, NewJointMember, NewJointTotals},
    value::{Fingerprint, Money, Pointer},
    wire::{Integer, List},
};

/// The accounts of the receipts and the totals; none if what remains is unknown.
pub(super) fn account(
    case: &Case<'_>,
    members: &[Member<'_>],
    before: Option<&Before>,
    last: &Account,
) -> (Vec<JointReceipt>, Option<JointTotals>) {
    let Some(before) = before else { return (Vec::new(), None) };
    let count = last.on_lines.len();
    let own: Vec<Vec<i64>> = members.iter().map(|member| member.on_lines(count)).collect();
    let inside = case.receipts.values().zip(before.receipts.values()).filter(|(_, inside)| **inside);
    let mut receipts: Vec<(usize, JointReceipt)> =
        inside.map(|(measured, _)| (measured.place, receipt(measured, before, &own))).collect();
    receipts.sort_by_key(|(place, _)| *place);
    let whole: i64 = members.iter().map(whole_inside).sum();
    let awarded = last.on_lines.iter().sum::<i64>() + whole;
    let prior = before.prior.values().sum::<i64>() + before.unnamed;
    let mut totals = JointTotals::new(NewJointTotals {
        borne: money(before.borne),
        prior: money(prior),
        awarded: money(awarded),
        left: money(before.borne - prior - awarded),
    });
    totals.apart = (last.apart > 0).then(|| money(last.apart));
    totals.excess = (last.excess > 0).then(|| money(last.excess));
    (receipts.into_iter().map(|(_, receipt)| receipt).collect(), Some(totals))
}

/// The part of a member's awards as a whole that the family's share covers.
fn whole_inside(member: &Member<'_>) -> i64 {
    if member.below_minimum || member.whole_awards() == WholeAwards::Apart {
        return 0;
    }
    let whole = member.placed.iter().filter(|placed| placed.lines.is_empty());
    whole.map(|placed| placed.amount - placed.excess).sum()
}

fn receipt(measured: &Measured<'_>, before: &Before, own: &[Vec<i64>]) -> JointReceipt {
    let sums = |lines: &mut dyn Iterator<Item = usize>| -> (i64, i64, Vec<i64>) {
        let (mut left, mut prior, mut awards) = (0, 0, vec![0; own.len()]);
        for line in lines {
            left += before.gap.lines.get(line).copied().unwrap_or(0);
            prior += before.prior.values().nth(line).copied().unwrap_or(0);
            for (award, own) in awards.iter_mut().zip(own) {
                *award += own.get(line).copied().unwrap_or(0);
            }
        }
        let awarded: i64 = awards.iter().sum();
        (left - awarded, prior, awards)
    };
    let place = |line: usize| Pointer::cleaned(&format!("/receipts/{}/lines/{line}", measured.place));
    let (left, prior, awards) = sums(&mut measured.lines.iter().map(Index::place));
    let borne = left + prior + awards.iter().sum::<i64>();
    let at = Pointer::cleaned(&format!("/receipts/{}", measured.place));
    let mut account = JointReceipt::new(at, money(borne), money(left));
    account.id = measured.receipt.id.clone();
    account.prior = stated(prior);
    account.awards = amounts(&awards);
    if measured.has_lines {
        let lines = measured.lines.iter().enumerate().map(|(number, line)| {
            let (left, prior, awards) = sums(&mut std::iter::once(line.place()));
            let borne = left + prior + awards.iter().sum::<i64>();
            let mut account = JointLine::new(place(number), money(borne), money(left));
            account.prior = stated(prior);
            account.awards = amounts(&awards);
            account
        });
        account.lines = List::new(lines.collect()).ok();
    }
    account
}

fn stated(amount: i64) -> Option<Money> {
    (amount > 0).then(|| money(amount))
}

fn amounts(awards: &[i64]) -> Option<List<JointAmount, 0, 400>> {
    let awarded = awards.iter().enumerate().filter(|(_, award)| **award > 0);
    let amounts = awarded.filter_map(|(member, award)| {
        Some(JointAmount::new(Integer::new(i64::try_from(member).ok()?).ok()?, money(*award)))
    });
    List::new(amounts.collect()).ok().filter(|amounts| !amounts.is_empty())
}

/// The amounts of a member, before its adjudication is written.
pub(super) struct Amounts {
    payer: PayerClass,
    /// What it would award alone, if that is known.
    alone: Option<Money>,
    award: Money,
}

impl Amounts {
    pub(super) fn of(member: &Member<'_>) -> Self {
        let alone = member.lacks.is_none().then(|| money(member.alone));
        Self { payer: member.programme().payer, alone, award: money(member.award()) }
    }

    /// The outcome of a member, with its adjudication and the digest of that. Without an award, it is undetermined.
    pub(super) fn outcome(
        &self,
        (document, digest): (&Adjudication, Fingerprint),
        of: &PlanOfAward,
        is_decided: bool,
    ) -> JointMember {
        let mut outcome = JointMember::new(NewJointMember {
            stage: of.stage.clone(),
            programme: document.programme.clone(),
            revision: document.revision,
            payer: self.payer,
            decision: document.decision,
            adjudication: digest,
        });
        outcome.alone = self.alone;
        outcome.award = is_decided.then_some(self.award);
        outcome.due = document.amount.filter(|_| is_decided);
        outcome.overpaid = document.overpaid;
        outcome
    }
}
