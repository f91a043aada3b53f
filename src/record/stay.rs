//! Which receipts are of one hospital stay. One definition for the units of a benefit item, for limits, for numbers of days and for
//! the checks.

use super::{organisation::Hospital, receipt::Receipt, treatment::Treatment};
use crate::{
    code::ReceiptKind,
    value::{Date, HospitalCode, Period, RecordNumber, Uscc, organisation_name_form},
};

/// The statements of a receipt on its stay.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct StayFacts<T> {
    pub(crate) uscc: Option<T>,
    pub(crate) code: Option<T>,
    pub(crate) name: T,
    pub(crate) start: Option<Date>,
    pub(crate) end: Option<Date>,
    /// The inpatient number in its form for comparison.
    pub(crate) number: Option<T>,
}

/// The statements of a receipt of an application.
pub(crate) type OwnStay = StayFacts<String>;

impl<T: PartialEq> StayFacts<T> {
    /// Whether both are of the same hospital: it is not known to be another one, and they have its `uscc`, its `code` or
    /// its name in common.
    fn is_same_hospital(&self, other: &Self) -> bool {
        let equal = |a: &Option<T>, b: &Option<T>| a.as_ref().zip(b.as_ref()).map(|(a, b)| a == b);
        let (uscc, code) = (equal(&self.uscc, &other.uscc), equal(&self.code, &other.code));
        uscc.or(code).unwrap_or_else(|| self.name == other.name)
    }

    /// Whether both are of the same hospital and state the same days.
    pub(crate) fn has_days_of(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end) && self.is_same_hospital(other)
    }

    /// The days, if this is a part of the same stay and shares a day with it, with other days of its own; and whether that is
    /// certain: both state the inpatient number.
    pub(crate) fn days_shared_with(&self, other: &Self) -> Option<(Days, bool)> {
        let days = self.start.zip(self.end)?;
        let (start, end) = other.start.zip(other.end)?;
        let may_be_one = self.is_same_hospital(other) && !self.has_another_number(other);
        let is_certain = self.number.is_some() && other.number.is_some();
        (may_be_one && days.0 <= end && start <= days.1).then_some((days, is_certain))
    }

    /// Whether both state an inpatient number, and not the same.
    pub(crate) fn has_another_number(&self, other: &Self) -> bool {
        self.number.as_ref().zip(other.number.as_ref()).is_some_and(|(a, b)| a != b)
    }

    /// Whether the days overlap, or one begins on the last day of the other or on the next day.
    fn touches(&self, other: &Self) -> bool {
        let begins_within = |end: Option<Date>, start: Option<Date>| {
            end.zip(start).is_some_and(|(end, start)| end.days_until(start) <= 1)
        };
        begins_within(self.end, other.start) && begins_within(other.end, self.start)
    }

    /// Whether the days overlap by more than a day on which one ends and the other begins.
    fn overlaps(&self, other: &Self) -> bool {
        let is_before = |start: Option<Date>, end: Option<Date>| start.zip(end).is_some_and(|(start, end)| start < end);
        is_before(self.start, other.end) && is_before(other.start, self.end)
    }

    /// Whether both have one inpatient number, and neither the hospitals, if both are stated, nor the days that are stated show two
    /// stays.
    pub(crate) fn may_be_one_with(&self, other: &Self, are_at: bool) -> bool {
        let is_beyond = |end: Option<Date>, start: Option<Date>| {
            end.zip(start).is_some_and(|(end, start)| end.days_until(start) > 1)
        };
        self.number.is_some()
            && self.number == other.number
            && (!are_at || self.is_same_hospital(other))
            && !is_beyond(self.end, other.start)
            && !is_beyond(other.end, self.start)
    }

    /// Whether both are parts of one stay. `None` if the inpatient number of one decides and is absent.
    pub(crate) fn is_one_with(&self, other: &Self) -> Option<bool> {
        let is_equal = (self.start, self.end) == (other.start, other.end);
        if !(is_equal || self.touches(other)) || !self.is_same_hospital(other) {
            return Some(false);
        }
        match (&self.number, &other.number) {
            (Some(a), Some(b)) => Some(a == b),
            _ if is_equal => Some(true),
            _ => None,
        }
    }
}

/// The statements of a receipt on its stay. `None` without a hospital or without a stay.
pub(crate) fn stay_of(receipt: &Receipt) -> Option<OwnStay> {
    Some(facts(receipt.issuer.as_ref()?, receipt.stay.as_ref()?, receipt.inpatient_number.as_ref()))
}

/// Whether two receipts that state one inpatient number may be of one stay, because one of them lacks the hospital or a day that
/// shows it.
pub(crate) fn may_be_of_one(one: &Receipt, other: &Receipt) -> bool {
    let lacks = [one, other].into_iter().any(|receipt| unstated(receipt).next().is_some());
    let both = || loose(one).zip(loose(other));
    lacks && both().is_some_and(|((a, a_at), (b, b_at))| a.may_be_one_with(&b, a_at && b_at))
}

/// The statements of a receipt that states an inpatient number, and whether it states the hospital. Outpatient receipts are of no
/// stay.
pub(crate) fn loose(receipt: &Receipt) -> Option<(OwnStay, bool)> {
    let number = receipt.inpatient_number.as_ref()?;
    let none = Period::new();
    let days = receipt.stay.as_ref().unwrap_or(&none);
    let nowhere =
        || StayFacts { uscc: None, code: None, name: String::new(), start: days.start, end: days.end, number: None };
    let issuer = receipt.issuer.as_ref();
    let mut own = issuer.map_or_else(nowhere, |issuer| facts(issuer, days, None));
    own.number = Some(number.comparison_form().into_owned());
    let is_outpatient =
        matches!(receipt.receipt_kind, ReceiptKind::OutpatientElectronic | ReceiptKind::OutpatientPrinted);
    (!is_outpatient).then_some((own, issuer.is_some()))
}

/// The members that a receipt lacks of its hospital and its stay.
pub(crate) fn unstated(receipt: &Receipt) -> impl Iterator<Item = &'static str> {
    let stay = receipt.stay.as_ref();
    let lacks = [
        (receipt.issuer.is_none(), "issuer"),
        (stay.is_none(), "stay"),
        (stay.is_some_and(|stay| stay.start.is_none()), "stay/start"),
        (stay.is_some_and(|stay| stay.end.is_none()), "stay/end"),
    ];
    lacks.into_iter().filter_map(|(lacks, member)| lacks.then_some(member))
}

/// The statements of a treatment on its stay. `None` without a hospital or without a period.
pub(crate) fn stay_of_treatment(treatment: &Treatment) -> Option<OwnStay> {
    Some(facts(treatment.hospital.as_ref()?, treatment.period.as_ref()?, treatment.inpatient_number.as_ref()))
}

fn facts(hospital: &Hospital, days: &Period, number: Option<&RecordNumber>) -> OwnStay {
    let Hospital { uscc, code, name, .. } = hospital;
    StayFacts {
        uscc: uscc.as_ref().map(|uscc| Uscc::as_str(uscc).to_owned()),
        code: code.as_ref().map(|code| HospitalCode::as_str(code).to_owned()),
        name: organisation_name_form(name.as_str()).into_owned(),
        start: days.start,
        end: days.end,
        number: number.map(|number| number.comparison_form().into_owned()),
    }
}

/// Whether a treatment is of the stay of these receipts: a part of one stay with one of them or, if it states no inpatient number,
/// from the first to the last day of all.
pub(crate) fn is_of_stay(treatment: &OwnStay, parts: &[&OwnStay]) -> bool {
    let days: Option<Vec<Days>> = parts.iter().map(|part| part.start.zip(part.end)).collect();
    let whole = days.and_then(|days| {
        let (starts, ends): (Vec<Date>, Vec<Date>) = days.into_iter().unzip();
        starts.into_iter().min().zip(ends.into_iter().max())
    });
    let is_whole = whole.is_some() && whole == treatment.start.zip(treatment.end);
    parts.iter().any(|part| treatment.is_one_with(part) == Some(true))
        || (is_whole && treatment.number.is_none() && parts.iter().any(|part| treatment.is_same_hospital(part)))
}

/// The stays of some receipts.
#[derive(Debug, Default)]
pub(crate) struct Stays {
    /// For each receipt, the first receipt of its stay.
    first: Vec<usize>,
    /// Receipts of two stays that may be one.
    open: Vec<(usize, usize)>,
}

impl Stays {
    /// Groups receipts. A receipt without statements is a stay of its own.
    ///
    /// A receipt without an inpatient number has that of the first receipt of the same hospital and the same days.
    pub(crate) fn of(stays: &mut [Option<OwnStay>]) -> Self {
        let numbers: Vec<Option<String>> = stays.iter().map(|stay| number_of(stay.as_ref()?, stays)).collect();
        for (stay, number) in stays.iter_mut().zip(numbers) {
            if let Some(stay) = stay {
                stay.number = number;
            }
        }
        let mut first: Vec<usize> = (0..stays.len()).collect();
        let mut open = Vec::new();
        for (place, stay) in stays.iter().enumerate() {
            let Some(stay) = stay else { continue };
            for (before, other) in stays.iter().enumerate().take(place) {
                match other.as_ref().map(|other| stay.is_one_with(other)) {
                    Some(Some(true)) => join(&mut first, place, before),
                    Some(None) => open.push((before, place)),
                    _ => {}
                }
            }
        }
        open.retain(|(one, other)| first.get(*one) != first.get(*other));
        Self { first, open }
    }

    /// The first receipt of the stay of a receipt.
    pub(crate) fn first(&self, place: usize) -> usize {
        self.first.get(place).copied().unwrap_or(place)
    }

    /// Receipts of two stays that may be one.
    pub(crate) fn open(&self) -> &[(usize, usize)] {
        &self.open
    }
}

/// The inpatient number of a receipt, or else that of the first receipt of the same hospital and the same days.
fn number_of(stay: &OwnStay, all: &[Option<OwnStay>]) -> Option<String> {
    let same = || all.iter().flatten().filter(|other| other.has_days_of(stay));
    stay.number.clone().or_else(|| same().find_map(|other| other.number.clone()))
}

/// Joins the stays of two receipts.
fn join(first: &mut [usize], one: usize, other: usize) {
    let (Some(a), Some(b)) = (first.get(one).copied(), first.get(other).copied()) else { return };
    let (least, most) = (a.min(b), a.max(b));
    first.iter_mut().filter(|place| **place == most).for_each(|place| *place = least);
}

/// Pairs of receipts that state stays of one child that overlap and are not known to be one stay: for each receipt the first such
/// receipt before it.
pub(crate) fn overlapping(stays: &mut [Option<OwnStay>]) -> Vec<(usize, usize)> {
    let grouped = Stays::of(stays);
    let overlap = |place: usize| {
        let stay = stays.get(place)?.as_ref()?;
        let mut before = stays.iter().enumerate().take(place);
        let (other, _) = before.find(|(other, before)| {
            grouped.first(*other) != grouped.first(place) && before.as_ref().is_some_and(|before| stay.overlaps(before))
        })?;
        Some((place, other))
    };
    (0..stays.len()).filter_map(overlap).collect()
}

/// The first and the last day of a stay.
pub(crate) type Days = (Date, Date);

/// The days of the parts of one stay, if they state different days or share days with parts that are counted elsewhere: the days of all
/// parts, less those of the parts that are counted. `None` if all state the same days, or a day is absent.
pub(crate) fn days_of_several(parts: &[&Receipt], counted: &[Days]) -> Option<i64> {
    let (first, others) = parts.split_first()?;
    if counted.is_empty() && others.iter().all(|other| other.stay == first.stay) {
        return None;
    }
    let days = parts.iter().map(|receipt| receipt.stay.as_ref().and_then(|stay| Some((stay.start?, stay.end?))));
    let mut all: Vec<Days> = days.collect::<Option<_>>()?;
    all.extend(counted);
    Some((days_in_runs(all) - days_in_runs(counted.to_vec())).max(0))
}

/// Of each run of parts that share a day, the days from the first to the last, at least one. A part that begins on the day after another
/// one counts alone, as it does in an application of its own.
fn days_in_runs(mut days: Vec<Days>) -> i64 {
    days.sort_unstable();
    let mut runs: Vec<Days> = Vec::new();
    for (start, end) in days {
        match runs.last_mut() {
            Some((_, last)) if start <= *last => *last = (*last).max(end),
            _ => runs.push((start, end)),
        }
    }
    runs.into_iter().map(|(start, end)| start.days_until(end).max(1)).sum()
}

/// The days of the one stay of some receipts. `None` if they are of several stays, or all state the same days.
pub(crate) fn days_of_one_stay(receipts: &[&Receipt]) -> Option<i64> {
    let mut stays: Vec<Option<OwnStay>> = receipts.iter().map(|receipt| stay_of(receipt)).collect();
    let grouped = Stays::of(&mut stays);
    let is_one = stays.iter().all(Option::is_some) && (0..receipts.len()).all(|place| grouped.first(place) == 0);
    if is_one { days_of_several(receipts, &[]) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::RecordNumber;

    fn stay(hospital: [Option<&'static str>; 2], days: [u8; 2], number: Option<&'static str>) -> OwnStay {
        let day = |day: u8| Date::parse(&format!("2025-03-{day:02}")).ok();
        StayFacts {
            uscc: hospital[0].map(str::to_owned),
            code: hospital[1].map(str::to_owned),
            name: "示例医院（虚构）".into(),
            start: day(days[0]),
            end: day(days[1]),
            number: number.map(|number| RecordNumber::parse(number).unwrap().comparison_form().into_owned()),
        }
    }

    const ONE: [Option<&str>; 2] = [Some("1"), None];

    #[test]
    fn parts_of_one_stay() {
        let (n, m) = (Some("1"), Some("2"));
        for (one, other, expected) in [
            (stay(ONE, [1, 5], n), stay(ONE, [5, 9], n), Some(true)),
            (stay(ONE, [1, 5], n), stay(ONE, [6, 9], Some("001")), Some(true)),
            (stay(ONE, [1, 5], n), stay(ONE, [7, 9], n), Some(false)),
            (stay(ONE, [1, 5], n), stay(ONE, [5, 9], m), Some(false)),
            (stay(ONE, [1, 5], n), stay(ONE, [5, 9], None), None),
            (stay(ONE, [1, 5], n), stay(ONE, [7, 9], None), Some(false)),
            (stay(ONE, [1, 5], n), stay(ONE, [1, 5], None), Some(true)),
            (stay(ONE, [1, 5], n), stay(ONE, [1, 5], m), Some(false)),
            (stay(ONE, [1, 5], n), stay([None, Some("H")], [5, 9], n), Some(true)),
            (stay(ONE, [1, 5], n), stay([Some("2"), None], [5, 9], n), Some(false)),
            (stay([None, Some("G")], [1, 5], n), stay([Some("2"), Some("H")], [5, 9], n), Some(false)),
        ] {
            assert_eq!(one.is_one_with(&other), expected, "{one:?} {other:?}");
            assert_eq!(other.is_one_with(&one), expected, "{other:?} {one:?}");
        }
    }

    /// Parts count in a chain. A receipt without a number has that of a receipt of the same days.
    #[test]
    fn chains() {
        let of = |stays: &[OwnStay]| {
            let mut stays: Vec<_> = stays.iter().cloned().map(Some).collect();
            let grouped = Stays::of(&mut stays);
            ((0..stays.len()).map(|place| grouped.first(place)).collect::<Vec<_>>(), grouped.open().to_vec())
        };
        let (n, m) = (Some("1"), Some("2"));
        let chain = [stay(ONE, [9, 12], n), stay(ONE, [1, 5], n), stay(ONE, [5, 8], n), stay(ONE, [20, 22], n)];
        assert_eq!(of(&chain), (vec![0, 0, 0, 3], vec![]));
        let like = [stay(ONE, [1, 5], n), stay(ONE, [1, 5], None), stay(ONE, [5, 8], m), stay(ONE, [5, 8], None)];
        assert_eq!(of(&like), (vec![0, 0, 2, 2], vec![]));
        let open = [stay(ONE, [1, 5], n), stay(ONE, [5, 8], None)];
        assert_eq!(of(&open), (vec![0, 1], vec![(0, 1)]));
    }
}
