//! Entries of aid that are one grant, or a payment on a receipt (docs/evaluation.md, section 6, other aid).

use super::Case;
use serde_json::Value;
use std::collections::BTreeSet;
use tongbiao::{
    code::{AidStatus, OtherAid, PayerClass},
    eligibility::Truth,
    programme::{Benefit, ProgrammeItem},
    record::receipt::Receipt,
    value::{RecordNumber, organisation_name_form},
};

const MEMBERS: [&str; 10] = [
    "organisation",
    "programme",
    "programmeId",
    "number",
    "requestedOn",
    "decidedOn",
    "receivedOn",
    "receipts",
    "inKind",
    "amount",
];

/// A payment that a receipt shows: the receipt, the payer, the amount and the organisation.
type Shown = (usize, PayerClass, i64, Option<Value>);

fn same_organisation(one: &Value, other: &Value) -> bool {
    match (one.get("uscc"), other.get("uscc")) {
        (Some(a), Some(b)) => a == b,
        _ => {
            let form =
                |organisation: &Value| organisation_name_form(organisation["name"].as_str().unwrap()).into_owned();
            form(one) == form(other)
        }
    }
}

fn stated<'v>(aid: &'v Value, member: &str) -> Option<&'v Value> {
    aid.get(member).filter(|value| value.as_array().is_none_or(|all| !all.is_empty()))
}

fn equal(member: &str, one: &Value, other: &Value) -> bool {
    let set = |value: &Value| value.as_array().unwrap().iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    match member {
        "organisation" => same_organisation(one, other),
        "number" => {
            let form = |number: &Value| {
                let number = RecordNumber::parse(number.as_str().unwrap()).unwrap();
                number.comparison_form().into_owned()
            };
            form(one) == form(other)
        }
        "receipts" => set(one) == set(other),
        _ => one == other,
    }
}

impl Case<'_> {
    fn entries(&self) -> &[Value] {
        self.document.get("aid").and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// Whether two entries are one grant.
    fn are_one_grant(&self, a: usize, b: usize) -> Truth {
        let (one, other) = (&self.entries()[a], &self.entries()[b]);
        let mut states = [one["status"].as_str().unwrap(), other["status"].as_str().unwrap()];
        states.sort_unstable();
        let agree = states[0] == states[1] || states == ["committed", "received"];
        let has = |aid: &Value, amount: bool, kind: bool| {
            (aid.get("amount").is_some(), aid.get("inKind").is_some()) == (amount, kind)
        };
        let goods_and_money = |a, b| has(a, false, true) && has(b, true, false);
        let differ = goods_and_money(one, other) || goods_and_money(other, one);
        if !agree || one["payer"] != other["payer"] || differ {
            return Truth::No;
        }
        let (mut number, mut alike) = (false, true);
        for member in MEMBERS {
            match (stated(one, member), stated(other, member)) {
                (Some(a), Some(b)) if !equal(member, a, b) => return Truth::No,
                (Some(_), Some(_)) => number |= member == "number",
                (None, None) => {}
                _ => alike = false,
            }
        }
        let amounts = one.get("amount").is_some() == other.get("amount").is_some();
        if number && amounts || alike { Truth::Yes } else { Truth::Unknown }
    }

    /// The entries that repeat no other one, in the order of the list.
    pub fn kept(&self) -> Vec<usize> {
        let mut kept: Vec<usize> = Vec::new();
        let committed = |place: &usize| self.aid()[*place].status == AidStatus::Committed;
        let (later, earlier): (Vec<usize>, Vec<usize>) = (0..self.aid().len()).partition(committed);
        for place in earlier.into_iter().chain(later) {
            if kept.iter().all(|other| self.are_one_grant(*other, place) != Truth::Yes) {
                kept.push(place);
            }
        }
        kept.sort_unstable();
        kept
    }

    /// Two entries among some that may be one grant, with the members that decide.
    pub fn same_grants(&self, among: &[usize]) -> Vec<(usize, usize, BTreeSet<String>)> {
        let mut all = Vec::new();
        for (count, b) in among.iter().enumerate() {
            for a in among.iter().take(count).filter(|a| self.are_one_grant(**a, *b) == Truth::Unknown) {
                let mut wants = BTreeSet::new();
                for member in MEMBERS {
                    for (own, other) in [(a, b), (b, a)] {
                        let [own, other] = [own, other].map(|place| (place, stated(&self.entries()[*place], member)));
                        if own.1.is_none() && other.1.is_some() {
                            wants.insert(format!("/aid/{}/{member}", own.0));
                        }
                    }
                }
                all.push((*a, *b, wants));
            }
        }
        all
    }

    /// The members that decide, of entries with an amount.
    pub fn grant_gaps(&self, among: &[usize]) -> BTreeSet<String> {
        let brings = |place: &usize| self.aid()[*place].amount.is_some_and(|amount| amount.fen() > 0);
        let among: Vec<usize> = among.iter().copied().filter(brings).collect();
        self.same_grants(&among).into_iter().flat_map(|(.., wants)| wants).collect()
    }

    fn payments(index: usize, receipt: &Receipt) -> Vec<Shown> {
        let named = receipt.other_fund_payers.iter().chain(&receipt.local_payers).flat_map(|list| list.iter());
        let mut all: Vec<Shown> = named
            .map(|paid| {
                let organisation = paid.organisation.as_ref().map(|one| serde_json::to_value(one).unwrap());
                (index, paid.payer, paid.amount.fen(), organisation)
            })
            .collect();
        let mut more = vec![(PayerClass::BasicInsurance, receipt.pooled_fund.map(|fund| fund.fen()))];
        if let Some(settlement) = &receipt.settlement {
            more.push((PayerClass::BasicInsurance, settlement.pooled_fund.map(|fund| fund.fen())));
            more.push((PayerClass::MedicalAssistance, settlement.medical_assistance.map(|fund| fund.fen())));
            let critical = settlement.critical_illness_insurance;
            more.push((PayerClass::CriticalIllnessInsurance, critical.map(|fund| fund.fen())));
        }
        for (payer, fen) in more {
            if let Some(fen) = fen
                && !all.iter().any(|known| known.1 == payer && known.2 == fen)
            {
                all.push((index, payer, fen, None));
            }
        }
        all
    }

    /// Whether each kept entry is a payment that a receipt shows.
    fn all_shown(&self) -> Vec<(usize, Truth)> {
        let counts = |index: &usize| self.is_of_child(*index);
        let order = self.canonical_order().into_iter().filter(counts);
        let mut left: Vec<Shown> = order.flat_map(|index| Self::payments(index, &self.receipts()[index])).collect();
        left.retain(|shown| shown.2 > 0);
        let mut all = Vec::new();
        let (named, unnamed): (Vec<usize>, Vec<usize>) =
            self.kept().into_iter().partition(|place| self.named(*place).is_some());
        for place in named.into_iter().chain(unnamed) {
            let aid = &self.aid()[place];
            let organisation = self.entries()[place].get("organisation");
            let amount = aid.amount.map_or(0, |amount| amount.fen());
            if aid.status != AidStatus::Received || amount == 0 {
                continue;
            }
            let same = |shown: &Shown| Some(same_organisation(shown.3.as_ref()?, organisation?));
            let receipts = self.named(place);
            let fits: Vec<usize> = (0..left.len())
                .filter(|one| {
                    let shown = &left[*one];
                    let inside = receipts.as_ref().is_none_or(|receipts| receipts.contains(&shown.0));
                    inside && shown.1 == aid.payer && same(shown) != Some(false)
                })
                .collect();
            let found = match fits.iter().find(|one| left[**one].2 == amount) {
                Some(one) => vec![*one],
                None if fits.iter().map(|one| left[*one].2).sum::<i64>() == amount => fits,
                None => continue,
            };
            if receipts.is_some() || found.iter().all(|one| same(&left[*one]) == Some(true)) {
                all.push((place, Truth::Yes));
                let kept = left.into_iter().enumerate().filter(|(one, _)| !found.contains(one));
                left = kept.map(|(_, shown)| shown).collect();
            } else {
                all.push((place, Truth::Unknown));
            }
        }
        all
    }

    /// Whether an entry is a payment that a receipt shows.
    pub fn is_shown(&self, place: usize) -> Truth {
        self.all_shown().into_iter().find(|(other, _)| *other == place).map_or(Truth::No, |(_, truth)| truth)
    }

    /// Entries without receipts that may be such payments, if an item is awarded more then.
    pub fn require_shown(&self, items: &[&ProgrammeItem]) {
        let other_aid = self.programme.coordination.other_aid;
        for place in self.counted() {
            let aid = &self.aid()[place];
            if aid.amount.is_none_or(|amount| amount.fen() == 0) || self.is_shown(place) != Truth::Unknown {
                continue;
            }
            let less = |item: &&&ProgrammeItem| {
                let deducts = item.basis.as_ref().is_some_and(|basis| {
                    let less = basis.less_payers.as_deref().unwrap_or_default().contains(&aid.payer);
                    less || matches!(item.benefit, Benefit::Gap(_)) || other_aid == OtherAid::ReducesBasis
                });
                let is_net = item.basis.as_ref().is_some_and(|basis| Self::is_net(basis.measure));
                deducts && is_net || self.has_ceiling(item) && (deducts || other_aid != OtherAid::Ignore)
            };
            if other_aid != OtherAid::Exclusive && items.iter().any(|item| self.asks_for_aid(item) && less(&item)) {
                self.want(&format!("/aid/{place}/receipts"));
            }
        }
    }

    /// Whether a measure is already without what a receipt shows.
    pub fn is_net(measure: tongbiao::code::Measure) -> bool {
        ["family-borne", "cash", "self-paid"].contains(&measure.as_str())
    }
}
