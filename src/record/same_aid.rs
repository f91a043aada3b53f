//! Which entries of aid are one grant, and which are payments that a receipt shows. One definition for awards, for facts and for the
//! checks.

use super::{aid::Aid, organisation::Organisation, receipt::Receipt};
use crate::{
    code::{AidStatus, PayerClass},
    value::{LocalId, Money, SignedMoney},
};

/// Whether a member of two entries is equal. `None` if not both state it.
type Compared = Option<bool>;

/// Two entries that may be one grant, with the members that decide: the place of the entry and the member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AidDoubt {
    pub(crate) one: usize,
    pub(crate) other: usize,
    pub(crate) wants: Vec<(usize, &'static str)>,
}

impl Aid {
    /// The members that two entries of one grant have in common: the name, whether each entry states it, and whether
    /// the statements are equal.
    fn members_with(&self, other: &Self) -> [(&'static str, [bool; 2], Compared); 10] {
        fn member<T>(
            name: &'static str,
            one: Option<&T>,
            other: Option<&T>,
            is_equal: impl Fn(&T, &T) -> bool,
        ) -> (&'static str, [bool; 2], Compared) {
            (name, [one.is_some(), other.is_some()], one.zip(other).map(|(a, b)| is_equal(a, b)))
        }
        let (own, theirs) = (self.named_ids(), other.named_ids());
        [
            member("organisation", self.organisation.as_ref(), other.organisation.as_ref(), Organisation::is_same),
            member("programme", self.programme.as_ref(), other.programme.as_ref(), PartialEq::eq),
            member("programmeId", self.programme_id.as_ref(), other.programme_id.as_ref(), PartialEq::eq),
            member("number", self.number.as_ref(), other.number.as_ref(), |a, b| {
                a.comparison_form() == b.comparison_form()
            }),
            member("requestedOn", self.requested_on.as_ref(), other.requested_on.as_ref(), PartialEq::eq),
            member("decidedOn", self.decided_on.as_ref(), other.decided_on.as_ref(), PartialEq::eq),
            member("receivedOn", self.received_on.as_ref(), other.received_on.as_ref(), PartialEq::eq),
            member("receipts", own.as_ref(), theirs.as_ref(), PartialEq::eq),
            member("inKind", self.in_kind.as_ref(), other.in_kind.as_ref(), PartialEq::eq),
            member("amount", self.amount.as_ref(), other.amount.as_ref(), PartialEq::eq),
        ]
    }

    /// The receipts that it names, each once. `None` if it names none.
    fn named_ids(&self) -> Option<Vec<&LocalId>> {
        let mut named: Vec<&LocalId> = self.receipts.as_deref().filter(|ids| !ids.is_empty())?.iter().collect();
        named.sort_unstable_by_key(|id| id.as_str());
        named.dedup();
        Some(named)
    }

    /// Whether one entry is in kind without an amount, and the other one is money.
    fn is_goods_and_money(&self, other: &Self) -> bool {
        let is_money = |aid: &Self| aid.amount.is_some() && aid.in_kind.is_none();
        self.is_without_money() && is_money(other) || other.is_without_money() && is_money(self)
    }

    /// Whether both entries are one grant: payer and status are equal, no member that both state differs, and they state
    /// the same members, or the same number and both or neither an amount. `None` if one states more than the other. A
    /// commitment and the receipt of its amount may be one grant.
    fn is_one_with(&self, other: &Self) -> Option<bool> {
        let is_kept = |one: AidStatus, other| one == AidStatus::Committed && other == AidStatus::Received;
        let status =
            self.status == other.status || is_kept(self.status, other.status) || is_kept(other.status, self.status);
        if !status || self.payer != other.payer || self.is_goods_and_money(other) {
            return Some(false);
        }
        let members = self.members_with(other);
        if members.iter().any(|(.., equal)| *equal == Some(false)) {
            return Some(false);
        }
        let number = members.iter().any(|(name, _, equal)| *name == "number" && *equal == Some(true));
        let alike = members.iter().all(|(_, [one, other], _)| one == other);
        let amount = self.amount.is_some() == other.amount.is_some();
        (number && amount || alike).then_some(true)
    }
}

/// For each entry, the entry that it repeats. Of a commitment and a received amount, the commitment is the repetition;
/// otherwise the later entry.
pub(crate) fn repeated(aid: &[Aid]) -> Vec<Option<usize>> {
    let mut all = vec![None; aid.len()];
    let mut order: Vec<usize> = (0..aid.len()).collect();
    order.sort_by_key(|place| aid.get(*place).map(|aid| aid.status == AidStatus::Committed));
    let mut kept: Vec<(usize, &Aid)> = Vec::with_capacity(aid.len());
    for place in order {
        let Some(own) = aid.get(place) else { continue };
        match kept.iter().find(|(_, other)| own.is_one_with(other) == Some(true)) {
            Some((first, _)) => all.iter_mut().skip(place).take(1).for_each(|one| *one = Some(*first)),
            None => kept.push((place, own)),
        }
    }
    all
}

/// The entries that are not repetitions, each with its place.
pub(crate) fn kept(aid: &[Aid]) -> Vec<(usize, &Aid)> {
    let repeated = repeated(aid);
    let all = aid.iter().enumerate().zip(repeated);
    all.filter(|(_, repeated)| repeated.is_none()).map(|(entry, _)| entry).collect()
}

/// The entries among some that may be one grant.
pub(crate) fn doubts(kept: &[(usize, &Aid)]) -> Vec<AidDoubt> {
    let mut found = Vec::new();
    for (count, (other, after)) in kept.iter().enumerate() {
        for (one, before) in kept.iter().take(count).filter(|(_, before)| before.is_one_with(after).is_none()) {
            let mut wants = Vec::new();
            for (member, [first, second], _) in before.members_with(after) {
                wants.extend((first && !second).then_some((*other, member)));
                wants.extend((second && !first).then_some((*one, member)));
            }
            found.push(AidDoubt { one: *one, other: *other, wants });
        }
    }
    found
}

/// A payment that a receipt shows.
#[derive(Debug, Clone, Copy)]
struct Shown<'a> {
    receipt: usize,
    payer: PayerClass,
    fen: i64,
    organisation: Option<&'a Organisation>,
}

/// The payments on a receipt and on its settlement sheet. A payment that both show is listed once.
fn shown_on(receipt: usize, of: &Receipt) -> Vec<Shown<'_>> {
    let named = of.other_fund_payers.iter().chain(&of.local_payers).flat_map(|list| list.iter());
    let mut all: Vec<Shown<'_>> = named
        .map(|paid| Shown {
            receipt,
            payer: paid.payer,
            fen: paid.amount.fen(),
            organisation: paid.organisation.as_ref(),
        })
        .collect();
    let mut add = |payer, fen: Option<i64>| {
        if let Some(fen) = fen
            && all.iter().all(|known| (known.payer, known.fen) != (payer, fen))
        {
            all.push(Shown { receipt, payer, fen, organisation: None });
        }
    };
    add(PayerClass::BasicInsurance, of.pooled_fund.map(|fund| fund.fen()));
    if let Some(settlement) = &of.settlement {
        for (payer, amount) in [
            (PayerClass::BasicInsurance, settlement.pooled_fund),
            (PayerClass::MedicalAssistance, settlement.medical_assistance),
            (PayerClass::CriticalIllnessInsurance, settlement.critical_illness_insurance),
        ] {
            add(payer, amount.map(SignedMoney::fen));
        }
    }
    all.retain(|shown| shown.fen > 0);
    all
}

/// Whether each of some entries is a payment that a receipt shows: it was received, and a payment of the same class of payers, of the
/// same amount and not of another organisation is on a receipt that it names. `None` for an entry without receipts, unless the
/// organisations are stated and the same. A payment is that of one entry; several payments of the named receipts may be that of one
/// entry together.
pub(crate) fn are_shown(entries: &[(&Aid, Option<Vec<usize>>)], receipts: &[Option<&Receipt>]) -> Vec<Option<bool>> {
    let on = receipts.iter().enumerate().filter_map(|(place, receipt)| Some(shown_on(place, (*receipt)?)));
    let mut left: Vec<Shown<'_>> = on.flatten().collect();
    let mut all = vec![Some(false); entries.len()];
    if left.is_empty() {
        return all;
    }
    let order = |names: bool| entries.iter().enumerate().filter(move |(_, (_, named))| named.is_some() == names);
    for (place, (aid, named)) in order(true).chain(order(false)) {
        let Some(amount) = aid.amount.map(Money::fen).filter(|fen| *fen > 0 && aid.status == AidStatus::Received)
        else {
            continue;
        };
        let of = aid.organisation.as_ref();
        let is_same = |shown: &Shown<'_>| Some(shown.organisation?.is_same(of?));
        let may_be = |shown: &Shown<'_>| {
            let is_named = named.as_ref().is_none_or(|named| named.contains(&shown.receipt));
            is_named && shown.payer == aid.payer && is_same(shown) != Some(false)
        };
        let fits: Vec<usize> = (0..left.len()).filter(|one| left.get(*one).is_some_and(may_be)).collect();
        let fen = |one: &usize| left.get(*one).map_or(0, |shown| shown.fen);
        let found = match fits.iter().find(|one| fen(one) == amount) {
            Some(one) => vec![*one],
            None if fits.iter().map(fen).sum::<i64>() == amount => fits,
            None => continue,
        };
        let is_certain =
            named.is_some() || found.iter().all(|one| left.get(*one).is_some_and(|shown| is_same(shown) == Some(true)));
        let result = is_certain.then_some(true);
        all.iter_mut().skip(place).take(1).for_each(|one| *one = result);
        if is_certain {
            let mut place = 0;
            left.retain(|_| {
                place += 1;
                !found.contains(&(place - 1))
            });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::read;

    fn aid(text: &str) -> Vec<Aid> {
        let text = format!(
            r#"{{"kind": "application", "standard": "1.0", "id": "case", "child": {{"name": "童例"}}, "aid": [{text}]}}"#
        );
        let document = read::<crate::record::application::Application>(text.as_bytes()).unwrap();
        document.body.aid.unwrap().to_vec()
    }

    #[test]
    fn grants_that_are_one() {
        let grant = r#""payer": "charity", "amount": "3000.00", "organisation": {"name": "示例基金会甲（虚构）"}"#;
        let received = |more: &str| format!(r#"{{{grant}, "status": "received"{more}}}"#);
        let committed = |more: &str| format!(r#"{{{grant}, "status": "committed"{more}}}"#);
        let number = r#", "number": "JZ-001""#;
        for (one, other, expected) in [
            (received(""), received(""), Some(true)),
            (received(number), received(r#", "number": "jz-001", "receivedOn": "2024-05-20""#), Some(true)),
            (received(number), received(r#", "number": "JZ-002""#), Some(false)),
            (received(number), received(""), None),
            (received(""), received(r#", "receivedOn": "2024-05-20""#), None),
            (
                received(r#", "receivedOn": "2024-05-20", "number": "JZ-001""#),
                received(r#", "receivedOn": "2024-06-20", "number": "JZ-001""#),
                Some(false),
            ),
            (received(r#", "note": "甲""#), received(r#", "id": "aid-2""#), Some(true)),
            (committed(number), received(number), Some(true)),
            (committed(r#", "decidedOn": "2024-05-10""#), received(r#", "receivedOn": "2024-05-20""#), None),
            (received(r#", "receipts": ["a", "b"]"#), received(r#", "receipts": ["b", "a", "a"]"#), Some(true)),
            (received(r#", "receipts": ["a"]"#), received(r#", "receipts": ["b"]"#), Some(false)),
        ] {
            let all = aid(&format!("{one}, {other}"));
            assert_eq!(all[0].is_one_with(&all[1]), expected, "{one} {other}");
            assert_eq!(all[1].is_one_with(&all[0]), expected, "{other} {one}");
        }
        let of = |members: &str| format!(r#"{{"payer": "charity", "status": "received"{members}}}"#);
        let (money, goods) = (r#", "amount": "3000.00""#, r#", "inKind": "轮椅""#);
        for (one, other, expected) in [
            (of(money), of(""), None),
            (of(&format!("{money}{number}")), of(number), None),
            (of(number), of(number), Some(true)),
            (of(money), of(goods), Some(false)),
            (of(&format!("{money}{goods}")), of(goods), None),
            (of(goods), of(""), None),
            (of(money), of(r#", "amount": "3000.01""#), Some(false)),
        ] {
            let all = aid(&format!("{one}, {other}"));
            assert_eq!(all[0].is_one_with(&all[1]), expected, "{one} {other}");
            assert_eq!(all[1].is_one_with(&all[0]), expected, "{other} {one}");
        }
        let all = aid(&format!("{}, {}, {}", committed(number), received(number), received("")));
        assert_eq!(repeated(&all), [Some(1), None, None]);
        let doubts = doubts(&kept(&all));
        assert_eq!(doubts, [AidDoubt { one: 1, other: 2, wants: vec![(2, "number")] }]);
    }
}
