//! Rules for named sets of codes and hospitals.

use super::{
    coding::{check_diseases, check_operation},
    reference::Names,
};
use crate::{
    finding::{At, rules},
    period::check_period,
    programme::{DiseaseSet, HospitalSet, ListedHospital, NamedSet, OperationSet, Programme, SetMembers},
    value::DiseasePrefix,
    wire::MemberName,
};
use std::collections::HashSet;

rules! { ProgrammeSet;
    /// 代码前缀已包括在内 · Code prefix included in another.
    PREFIX_COVERED = "programme.prefix-covered" Warning Duplicate {
        zh: "此前缀已包括在前缀 {other} 之内", en: "the prefix is already included in the prefix {other}",
        hint_zh: "请删除较长的前缀", hint_en: "remove the longer prefix",
        source: "a set lists each code once",
    }
    /// 除外前缀不在清单之内 · Excluded prefix outside its set.
    EXCEPTION_OUTSIDE = "programme.exception-outside" Warning Value {
        zh: "除外的前缀不在清单的任何前缀之内，不起作用", en: "the excluded prefix is not included in any prefix of the set and has no effect",
        hint_zh: "请核对前缀", hint_en: "check the prefixes",
        source: "every published rule has an effect",
    }
    /// 列出的医院没有代码 · Listed hospital without a code.
    HOSPITAL_WITHOUT_CODE = "programme.hospital-without-code" Error Evidence {
        zh: "列出的医院没有统一社会信用代码，也没有定点医药机构代码，无法与票据核对", en: "the listed hospital has neither a unified social credit code nor a code of the designated medical institution: receipts cannot be matched",
        hint_zh: "请至少填写一个代码；名称可能变更或重复", hint_en: "enter at least one of the codes; names change and are not unique",
        source: "a hospital is identified by its codes",
    }
}

pub(super) fn check_sets(programme: &Programme, names: &Names<'_>, at: &mut At) {
    at.each(Programme::MEMBERS.sets, programme.sets.as_deref().unwrap_or_default(), |at, set| {
        names.source(set.source.as_ref(), at);
        at.within(NamedSet::MEMBERS.members, |at| match &set.members {
            SetMembers::Disease(diseases) => {
                check_diseases(diseases, at);
                check_disease_prefixes(diseases, at);
            }
            SetMembers::Operation(operations) => {
                at.each(OperationSet::MEMBERS.prefixes, &operations.prefixes, |at, prefix| check_operation(prefix, at));
                check_prefixes(
                    DiseaseSet::MEMBERS.prefixes,
                    operations.prefixes.iter().map(|prefix| prefix.as_str()).collect(),
                    at,
                );
            }
            SetMembers::Hospital(hospitals) => {
                at.each(HospitalSet::MEMBERS.hospitals, &hospitals.hospitals, |at, hospital| {
                    let coded = hospital.uscc.is_some() || hospital.code.is_some();
                    at.judge(&HOSPITAL_WITHOUT_CODE, Some(coded), |_| {});
                    check_period(ListedHospital::MEMBERS.period, hospital.period.as_ref(), at);
                    crate::record::organisation::check_uscc(hospital.uscc.as_ref(), at);
                })
            }
            SetMembers::ChargeItem(_) => {}
        });
    });
}

/// Judges that no prefix or range is included in another, that no range is empty, and that each exception is in the set.
fn check_disease_prefixes(diseases: &DiseaseSet, at: &mut At) {
    let prefixes: &[DiseasePrefix] = &diseases.prefixes;
    let texts: HashSet<&str> = prefixes.iter().filter(|one| one.range().is_none()).map(DiseasePrefix::as_str).collect();
    let mut ranges: Vec<&DiseasePrefix> = prefixes.iter().filter(|one| one.range().is_some()).collect();
    ranges.sort_by_key(|one| one.range());
    // For each range in this order, the one among it and those before it that ends last.
    let mut widest: Vec<&DiseasePrefix> = Vec::with_capacity(ranges.len());
    for range in &ranges {
        let last = |one: &DiseasePrefix| one.range().map(|(_, last)| last.to_owned());
        widest.push(widest.last().copied().filter(|one| last(one) >= last(range)).unwrap_or(range));
    }
    let including = |own: &DiseasePrefix| {
        let category = own.as_str().get(..3).unwrap_or_default();
        let before = ranges.partition_point(|one| one.range().is_some_and(|(first, _)| first <= category));
        let wider = before.checked_sub(1).and_then(|place| widest.get(place)).filter(|one| **one != own);
        let mut shorter = beginnings(own.as_str()).filter(|one| own.range().is_none() && *one != own.as_str());
        shorter
            .find_map(|one| texts.get(one).copied())
            .or_else(|| wider.filter(|one| one.includes(own)).map(|one| one.as_str()))
    };
    let mut seen = HashSet::new();
    at.each(DiseaseSet::MEMBERS.prefixes, prefixes, |at, prefix| {
        let again = (!seen.insert(prefix.as_str())).then(|| prefix.as_str());
        let other = again.or_else(|| including(prefix));
        at.judge(&PREFIX_COVERED, Some(other.is_none()), |f| {
            f.param("other", other.unwrap_or_default());
        });
        at.judge(&super::condition::RANGE_EMPTY, prefix.range().map(|(first, last)| first <= last), |_| {});
    });
    at.each(DiseaseSet::MEMBERS.except, diseases.except.as_deref().unwrap_or_default(), |at, exception| {
        let inside = texts.contains(exception.as_str()) || including(exception).is_some();
        at.judge(&EXCEPTION_OUTSIDE, Some(inside || ranges.contains(&exception)), |_| {});
        at.judge(&super::condition::RANGE_EMPTY, exception.range().map(|(first, last)| first <= last), |_| {});
    });
}

/// Every prefix of a code, the shortest first, and the code itself.
pub(super) fn beginnings(code: &str) -> impl Iterator<Item = &str> {
    (1..=code.len()).filter_map(|end| code.get(..end))
}

/// Judges that no prefix is included in another. In sorted order, a prefix follows the shorter prefixes that include
/// it.
fn check_prefixes(name: MemberName, prefixes: Vec<&str>, at: &mut At) {
    let mut sorted: Vec<(&str, usize)> = prefixes.iter().enumerate().map(|(index, prefix)| (*prefix, index)).collect();
    sorted.sort_unstable();
    let mut covered = vec![None; prefixes.len()];
    let mut open: Option<&str> = None;
    for (prefix, index) in sorted {
        match open {
            Some(other) if prefix.starts_with(other) => {
                if let Some(slot) = covered.get_mut(index) {
                    *slot = Some(other);
                }
            }
            _ => open = Some(prefix),
        }
    }
    at.each(name, &covered, |at, other| {
        at.judge(&PREFIX_COVERED, Some(other.is_none()), |f| {
            f.param("other", other.unwrap_or_default());
        });
    });
}
