//! Stays (docs/evaluation.md, section 5, unit, stays).

use super::{
    Case,
    ledger::{Key, Past, PastCell, PastReceipt, PastUnit},
    unit::Unit,
};
use tongbiao::{
    code::{AwardUnit, LimitScope, ReceiptKind},
    eligibility::Truth,
    programme::{Benefit, ProgrammeItem, UnitCount},
    record::{organisation::Hospital, receipt::Receipt},
    value::{Date, Period, RecordNumber, organisation_name_form},
};

/// The statements of a receipt on its stay.
#[derive(Debug, Clone, PartialEq)]
pub struct Stay {
    /// Its uscc, its code, its name.
    pub hospital: [Option<String>; 3],
    pub days: (Option<Date>, Option<Date>),
    pub number: Option<String>,
}

/// The stay of a receipt, if it states one.
pub fn stay_of(receipt: &Receipt) -> Option<Stay> {
    stay_at(receipt.issuer.as_ref()?, receipt.stay.as_ref()?, receipt.inpatient_number.as_ref())
}

/// A stay by its hospital, its days and its number.
pub fn stay_at(hospital: &Hospital, days: &Period, number: Option<&RecordNumber>) -> Option<Stay> {
    let (uscc, code) =
        (hospital.uscc.as_ref().map(ToString::to_string), hospital.code.as_ref().map(ToString::to_string));
    let number = number.map(|number| number.comparison_form().into_owned());
    Some(Stay {
        hospital: [uscc, code, Some(organisation_name_form(hospital.name.as_str()).into_owned())],
        days: (days.start, days.end),
        number,
    })
}

impl Stay {
    pub fn is_at(&self, other: &Self) -> bool {
        let both = self.hospital.iter().zip(&other.hospital).find_map(|(a, b)| Some(a.as_ref()? == b.as_ref()?));
        both.unwrap()
    }

    pub fn has_days_of(&self, other: &Self) -> bool {
        self.days == other.days && self.is_at(other)
    }

    /// Whether both are parts of one stay and share a day: unknown if an inpatient number decides and is absent.
    pub fn is_counted_with(&self, other: &Self) -> Truth {
        let days = |one: &Self| one.days.0.zip(one.days.1);
        let share = days(self).zip(days(other)).is_some_and(|(own, other)| own.0 <= other.1 && other.0 <= own.1);
        match (&self.number, &other.number) {
            _ if !share || !self.is_at(other) => Truth::No,
            (Some(a), Some(b)) => Truth::of(Some(a == b)),
            _ => Truth::Unknown,
        }
    }

    /// Whether both are parts of one stay.
    pub fn is_part_with(&self, other: &Self) -> Truth {
        let follows = |a: &Self, b: &Self| match (a.days.0, b.days.1) {
            (Some(start), Some(end)) => start.to_chrono() <= end.to_chrono() + chrono::Days::new(1),
            _ => false,
        };
        let touch = self.days == other.days || follows(self, other) && follows(other, self);
        if !touch || !self.is_at(other) {
            return Truth::No;
        }
        match (&self.number, &other.number) {
            (Some(a), Some(b)) => Truth::of(Some(a == b)),
            _ if self.days == other.days => Truth::Yes,
            _ => Truth::Unknown,
        }
    }
}

impl Case<'_> {
    /// Whether a receipt counts as one of the child's: it is not void, no duplicate and not another person's.
    pub fn is_of_child(&self, index: usize) -> bool {
        !self.is_void(index) && !self.is_duplicate(index) && self.is_childs(index) != Some(Truth::No)
    }

    /// The stays that some receipts state. A receipt without a number has that of the first one with the same days.
    fn stated(&self, of: &[usize]) -> Vec<(usize, Stay)> {
        let order = self.canonical_order().into_iter().filter(|index| of.contains(index));
        let stays: Vec<(usize, Stay)> =
            order.filter_map(|index| Some((index, stay_of(&self.receipts()[index])?))).collect();
        let told = |stay: &Stay| {
            let same = stays.iter().filter(|(_, other)| other.has_days_of(stay));
            stay.number.clone().or_else(|| same.filter_map(|(_, other)| other.number.clone()).next())
        };
        stays.iter().map(|(index, stay)| (*index, Stay { number: told(stay), ..stay.clone() })).collect()
    }

    fn stated_of_child(&self) -> Vec<(usize, Stay)> {
        let of: Vec<usize> = (0..self.receipts().len()).filter(|index| self.is_of_child(*index)).collect();
        self.stated(&of)
    }

    /// What a receipt states on its stay, if it counts.
    pub fn stated_here(&self, index: usize) -> Option<Stay> {
        self.stated_of_child().into_iter().find(|(other, _)| *other == index).map(|(_, stay)| stay)
    }

    /// The first receipt, in canonical order, of the stay of each of some receipts.
    fn grouped(stated: &[(usize, Stay)]) -> Vec<(usize, usize)> {
        let mut first: Vec<usize> = (0..stated.len()).collect();
        loop {
            let before = first.clone();
            for (a, (_, one)) in stated.iter().enumerate() {
                for (b, (_, other)) in stated.iter().enumerate() {
                    if one.is_part_with(other) == Truth::Yes {
                        first[a] = first[a].min(first[b]);
                    }
                }
            }
            if before == first {
                return stated.iter().zip(first).map(|((index, _), first)| (*index, stated[first].0)).collect();
            }
        }
    }

    /// The stay of a receipt, by its first receipt.
    pub fn stay(&self, index: usize) -> usize {
        let all = Self::grouped(&self.stated_of_child());
        all.into_iter().find(|(other, _)| *other == index).map_or(index, |(_, first)| first)
    }

    /// Whether some receipts alone are one stay.
    pub fn are_one_stay(&self, of: &[usize]) -> bool {
        let grouped = Self::grouped(&self.stated(of));
        grouped.len() == of.len() && grouped.iter().all(|(_, first)| *first == grouped[0].1)
    }

    /// The days of several parts with different days, or of parts that share days with parts counted elsewhere.
    pub fn days_of_parts(&self, parts: &[usize], elsewhere: &[Stay]) -> Option<i64> {
        let of_receipt = |part: &usize| self.receipts()[*part].stay.clone();
        if elsewhere.is_empty() && parts.iter().all(|part| of_receipt(part) == of_receipt(&parts[0])) {
            return None;
        }
        let own: Option<Vec<_>> =
            parts.iter().map(|part| of_receipt(part).and_then(|stay| Some((stay.start?, stay.end?)))).collect();
        let counted: Vec<_> = elsewhere.iter().map(|stay| (stay.days.0.unwrap(), stay.days.1.unwrap())).collect();
        let days = days_in_runs(own?.into_iter().chain(counted.clone())) - days_in_runs(counted.into_iter());
        Some(days.max(0))
    }

    /// The receipts that the units of the ledger list.
    fn past_receipts(&self) -> Vec<&PastReceipt> {
        let all = self.given.ledger.iter().flatten();
        let all = all.filter(|past| past.programme == self.programme.id && past.decided);
        all.flat_map(|past| &past.units).flat_map(|unit| &unit.all).collect()
    }

    /// The stay of today that has this receipt itself.
    fn here(&self, past: &PastReceipt) -> Option<usize> {
        let of = |index: &usize| super::admitted::share_a_key(&past.keys, &self.receipts()[*index].keys());
        let first = self.canonical_order().into_iter().filter(|index| !self.is_duplicate(*index)).find(of)?;
        self.is_of_child(first).then(|| self.stay(first))
    }

    /// The stay of today to which a receipt of the ledger belongs.
    pub fn past_stay(&self, past: &PastReceipt) -> Option<usize> {
        if let Some(here) = self.here(past) {
            return Some(here);
        }
        let own = past.stay.as_ref()?;
        let order = self.canonical_order();
        let place = |stay: &usize| order.iter().position(|index| index == stay);
        let mut met: Vec<(Stay, usize)> = Vec::new();
        for (index, stay) in self.stated_of_child() {
            met.push((stay, self.stay(index)));
        }
        let mut left: Vec<Stay> = Vec::new();
        for receipt in self.past_receipts() {
            let Some(stay) = &receipt.stay else { continue };
            match self.here(receipt) {
                Some(here) => met.push((stay.clone(), here)),
                None => left.push(stay.clone()),
            }
        }
        // A receipt with the same statements as one of today is of that stay.
        let told = |met: &[(Stay, usize)], stay: &Stay| {
            let same = met.iter().filter(|(other, _)| other == stay).map(|(_, first)| *first).min_by_key(&place);
            let part = met.iter().filter(|(other, _)| stay.is_part_with(other) == Truth::Yes);
            same.or(part.map(|(_, first)| *first).min_by_key(&place))
        };
        loop {
            if let Some(found) = told(&met, own) {
                return Some(found);
            }
            let found: Vec<(Stay, usize)> =
                left.iter().filter_map(|stay| Some((stay.clone(), told(&met, stay)?))).collect();
            if found.is_empty() {
                return None;
            }
            left.retain(|stay| found.iter().all(|(other, _)| other != stay));
            met.extend(found);
        }
    }

    /// The item of a unit of the ledger, if its units are stays.
    fn is_of_stays(&self, unit: &PastUnit) -> bool {
        let item = self.programme.items.iter().find(|item| item.id == unit.item);
        item.and_then(|item| item.basis.as_ref()).is_some_and(|basis| basis.per == AwardUnit::Hospitalisation)
    }

    /// The stay of today that a unit of an own earlier adjudication is.
    pub fn stay_of_past(&self, past: &Past, unit: &PastUnit) -> Option<usize> {
        let is_own = past.application == self.application.id && self.is_of_stays(unit);
        unit.all.iter().filter(|_| is_own).find_map(|receipt| self.past_stay(receipt))
    }

    /// The stay of today for which a part of such a unit was awarded.
    pub fn stay_of_cell(&self, past: &Past, unit: &PastUnit, cell: &PastCell) -> Option<usize> {
        let of_unit = self.stay_of_past(past, unit)?;
        let stays: Vec<Option<usize>> = cell.receipts.iter().map(|receipt| self.past_stay(receipt)).collect();
        let first = stays.first().copied().flatten();
        Some(first.filter(|_| stays.iter().all(|stay| *stay == first)).unwrap_or(of_unit))
    }

    /// The units of own earlier adjudications that are the same as a unit of today. Of a stay, these are the parts that are of it.
    pub fn own_units_of(&self, unit: &Unit) -> Vec<PastUnit> {
        let mut all = Vec::new();
        for past in self.past().into_iter().filter(|past| past.application == self.application.id) {
            for own in past.units.iter().filter(|own| own.item == self.programme.items[unit.item].id && own.award() > 0)
            {
                if !matches!(unit.key, Key::Stay(..)) {
                    all.extend(own.key.is(&unit.key).then(|| own.clone()));
                    continue;
                }
                let stay = Some(self.stay(unit.receipts[0]));
                let mut part = own.clone();
                part.cells.retain(|cell| self.stay_of_cell(past, own, cell) == stay);
                part.count = own.count.filter(|_| self.stay_of_past(past, own) == stay);
                all.push(part);
            }
        }
        all
    }

    /// The inpatient numbers that decide whether receipts are of one stay, if items to which that matters admit them.
    pub fn require_stays(&self) {
        let matters = |item: &&ProgrammeItem| {
            let of_stays = item.basis.as_ref().is_some_and(|basis| basis.per == AwardUnit::Hospitalisation);
            let counts = match &item.benefit {
                Benefit::Units(units) => {
                    matches!(&units.count, UnitCount::Fact(fact) if fact.fact.as_str() == "stay-days")
                }
                _ => false,
            };
            let limited = self.limits_for(item).into_iter().any(|(limit, _)| {
                let when = self.judge_all(
                    limit.when.as_deref(),
                    limit.when_any_of.as_deref(),
                    &super::judge::Subject::Application,
                );
                limit.scope == LimitScope::Hospitalisation && when.truth != Truth::No
            });
            of_stays || counts || limited
        };
        let admitted: Vec<usize> =
            self.programme.items.iter().filter(matters).flat_map(|item| self.admitted_to(item)).collect();
        let stated = self.stated_of_child();
        for (a, (one, stay)) in stated.iter().enumerate() {
            for (other, after) in &stated[a + 1..] {
                let is_open = stay.is_part_with(after) == Truth::Unknown && self.stay(*one) != self.stay(*other);
                if is_open && admitted.contains(one) && admitted.contains(other) {
                    for (index, stay) in [(one, stay), (other, after)] {
                        if self.stated_here(*index).is_some() && stay.number.is_none() {
                            self.want(&format!("/receipts/{index}/inpatientNumber"));
                        }
                    }
                }
            }
        }
        self.require_statements(&admitted);
        self.require_earlier_stays();
    }

    /// 5.27: the hospitals and days that are absent, of receipts with one inpatient number.
    fn require_statements(&self, admitted: &[usize]) {
        let numbered = |index: &usize| {
            let receipt = &self.receipts()[*index];
            let is_outpatient =
                matches!(receipt.receipt_kind, ReceiptKind::OutpatientElectronic | ReceiptKind::OutpatientPrinted);
            let number = receipt.inpatient_number.as_ref().filter(|_| !is_outpatient)?;
            Some((*index, number.comparison_form().into_owned()))
        };
        let all: Vec<(usize, String)> = admitted.iter().filter_map(numbered).collect();
        let days =
            |index: usize| self.receipts()[index].stay.clone().map_or((None, None), |stay| (stay.start, stay.end));
        let absent = |index: usize| {
            let receipt = &self.receipts()[index];
            let mut all = Vec::new();
            all.extend(receipt.issuer.is_none().then_some("issuer"));
            match &receipt.stay {
                None => all.push("stay"),
                Some(stay) => {
                    all.extend(stay.start.is_none().then_some("stay/start"));
                    all.extend(stay.end.is_none().then_some("stay/end"));
                }
            }
            all
        };
        let is_later = |start: Option<Date>, end: Option<Date>| match (start, end) {
            (Some(start), Some(end)) => start.to_chrono() > end.to_chrono() + chrono::Days::new(1),
            _ => false,
        };
        for (a, number) in &all {
            for (b, _) in all.iter().filter(|(b, other)| a != b && number == other) {
                let at = |index: usize| stay_at(self.receipts()[index].issuer.as_ref()?, &Period::new(), None);
                let apart = at(*a).zip(at(*b)).is_some_and(|(one, other)| !one.is_at(&other))
                    || is_later(days(*a).0, days(*b).1)
                    || is_later(days(*b).0, days(*a).1)
                    || self.stay(*a) == self.stay(*b);
                if !apart {
                    for index in [a, b] {
                        absent(*index).iter().for_each(|member| self.want(&format!("/receipts/{index}/{member}")));
                    }
                }
            }
        }
    }

    /// 5.25: the inpatient numbers that decide whether receipts of earlier awards are of a stay of today.
    fn require_earlier_stays(&self) {
        for past in self.past() {
            let is_own = past.application == self.application.id;
            for unit in &past.units {
                let receipts = unit.cells.iter().filter(|cell| cell.award > 0).flat_map(|cell| &cell.receipts);
                for theirs in receipts.filter(|receipt| self.past_stay(receipt).is_none()) {
                    let Some(stay) = &theirs.stay else { continue };
                    for item in self.programme.items.iter().filter(|item| self.reads_stays_of(item, unit, is_own)) {
                        for index in self.admitted_to(item) {
                            self.require_of_earlier(index, stay);
                            let own = self.stated_here(index).filter(|own| own.is_part_with(stay) == Truth::Unknown);
                            let Some(own) = own else { continue };
                            if own.number.is_none() {
                                self.want(&format!("/receipts/{index}/inpatientNumber"));
                            }
                            if stay.number.is_none() && !is_own {
                                self.want("earlier-adjudications");
                            }
                        }
                    }
                }
            }
        }
    }

    /// 5.28: what a receipt lacks that may be of the stay of an earlier receipt, by the inpatient number.
    fn require_of_earlier(&self, index: usize, earlier: &Stay) {
        let receipt = &self.receipts()[index];
        let outpatient = [ReceiptKind::OutpatientElectronic, ReceiptKind::OutpatientPrinted];
        let number = receipt.inpatient_number.as_ref().map(|number| number.comparison_form().into_owned());
        if outpatient.contains(&receipt.receipt_kind) || number.is_none() || number != earlier.number {
            return;
        }
        let (start, end) = receipt.stay.as_ref().map_or((None, None), |stay| (stay.start, stay.end));
        let next = |day: Date| day.to_chrono() + chrono::Days::new(1);
        let late = start.zip(earlier.days.1).is_some_and(|(start, end)| start.to_chrono() > next(end));
        let early = end.zip(earlier.days.0).is_some_and(|(end, start)| start.to_chrono() > next(end));
        let issuer = receipt.issuer.as_ref().and_then(|issuer| stay_at(issuer, &Period::new(), None));
        if late || early || issuer.is_some_and(|own| !own.is_at(earlier)) {
            return;
        }
        let lacks = [
            ("issuer", receipt.issuer.is_none()),
            ("stay", receipt.stay.is_none()),
            ("stay/start", receipt.stay.as_ref().is_some_and(|stay| stay.start.is_none())),
            ("stay/end", receipt.stay.as_ref().is_some_and(|stay| stay.end.is_none())),
        ];
        for (member, _) in lacks.iter().filter(|(_, lacks)| *lacks) {
            self.want(&format!("/receipts/{index}/{member}"));
        }
    }

    /// Whether an item reads the stays of the receipts of a unit of the ledger.
    fn reads_stays_of(&self, item: &ProgrammeItem, unit: &PastUnit, is_own: bool) -> bool {
        let of_stays = item.basis.as_ref().is_some_and(|basis| basis.per == AwardUnit::Hospitalisation);
        (is_own && of_stays && unit.item == item.id)
            || self.limits_for(item).into_iter().any(|(limit, items)| {
                let when = self.judge_all(
                    limit.when.as_deref(),
                    limit.when_any_of.as_deref(),
                    &super::judge::Subject::Application,
                );
                let applies = limit.scope == LimitScope::Hospitalisation && when.truth != Truth::No;
                applies && items.contains(&unit.item)
            })
    }
}

/// Each run of periods that share a day counts from its first day to its last, at least one.
fn days_in_runs(periods: impl Iterator<Item = (Date, Date)>) -> i64 {
    let mut runs: Vec<_> = Vec::new();
    for (start, end) in periods {
        let (mut start, mut end) = (start.to_chrono(), end.to_chrono());
        // The runs that share a day with the period become one run with it.
        runs.retain(|(from, to)| {
            let shares = *from <= end && start <= *to;
            if shares {
                (start, end) = (start.min(*from), end.max(*to));
            }
            !shares
        });
        runs.push((start, end));
    }
    runs.into_iter().map(|(start, end)| (end - start).num_days().max(1)).sum()
}
