//! The comparison by digests agrees with the comparison of the receipts themselves.

use super::{Aspect, Sought, aspects, trails};
use crate::{
    code::DuplicateEvidence,
    record::{receipt::Receipt, register::across::definition::receipts},
};
use std::collections::{BTreeMap, BTreeSet};
use tongbiao_testkit::random::Random;

/// The evidence in the receipts themselves, as the register of a run finds it, and whether only the names show two patients.
fn in_clear(own: &Receipt, other: &Receipt) -> (Option<DuplicateEvidence>, bool) {
    let counts = !other.denies_itself() && other.total_amount.fen() >= 0 && !own.denies_itself();
    let of_total = counts && own.total_amount == other.total_amount;
    let found = of_total.then(|| own.may_be_across(&own.traces(), other, &other.traces())).flatten();
    (found, own.is_of_other_patient_than(other.patient_name.as_ref()))
}

#[test]
fn digests_show_what_the_receipts_show() {
    let mut counts: BTreeMap<Option<DuplicateEvidence>, usize> = BTreeMap::new();
    let (mut certain, mut unclear, mut unrecognised, mut two_patients) = (0, 0, 0, 0);
    let sets = if std::env::var_os("SUITE").is_some() { 100_000 } else { 1_500 };
    for seed in 1..=sets {
        let mut random = Random(seed * 1_000_003);
        let all: Vec<Receipt> =
            receipts(&mut random).into_iter().map(|json| serde_json::from_value(json).unwrap()).collect();
        for (place, other) in all.iter().enumerate() {
            let kept: BTreeSet<(Aspect, String)> = aspects(other).into_iter().collect();
            let under = trails(other);
            let is = |aspect: Aspect, value: &str| {
                let states = kept.iter().any(|(own, _)| *own == aspect);
                states.then(|| kept.contains(&(aspect, value.to_owned())))
            };
            for own in all.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, own)| own) {
                let shares = own.keys().iter().any(|key| other.keys().contains(key));
                assert_eq!(Sought::new(own).is_same(&is), shares, "seed {seed}");
                assert_eq!(trails(own).numbers.iter().any(|number| under.numbers.contains(number)), shares);
                certain += usize::from(shares);
                let (expected, is_of_two) = in_clear(own, other);
                let is_found = trails(own).sought.iter().any(|trail| under.kept.contains(trail));
                let found = is_found.then(|| Sought::new(own).evidence(&is)).flatten();
                assert!(
                    is_found || Sought::new(own).evidence(&is).is_none() || expected.is_none(),
                    "seed {seed}: no trail"
                );
                match (expected, is_of_two) {
                    (expected, false) if found != expected => {
                        // A difference of the names that is not recognised from a digest.
                        assert!(found.is_none() && own.patient_name != other.patient_name, "seed {seed}");
                        unrecognised += 1;
                    }
                    (expected, false) => *counts.entry(expected).or_default() += 1,
                    (Some(_), true) if found.is_some() => {
                        // No name that is clear on both receipts is treated as another name's.
                        let names = [own, other].map(|one| one.patient_name.as_ref().unwrap());
                        assert!(names.iter().any(|name| name.is_unclear()), "seed {seed}");
                        unclear += 1;
                    }
                    (Some(_), true) => two_patients += 1,
                    (None, true) => assert_eq!(found, None, "seed {seed}"),
                }
            }
        }
    }
    let found: usize = counts.iter().filter(|(evidence, _)| evidence.is_some()).map(|(_, count)| count).sum();
    eprintln!(
        "{certain} certain, {counts:?}; {unrecognised} unrecognised, {unclear} unclear, {two_patients} of two patients"
    );
    assert!(counts.len() == 8 && counts.values().all(|count| *count > 20), "{counts:?}");
    assert!(unrecognised * 50 < found, "{unrecognised} of {found}");
}
