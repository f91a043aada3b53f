//! Exclusions from receipts and lines: those that exclude nothing, and those that exclude everything.

use super::reference::Names;
use crate::{
    finding::{At, rules},
    programme::{DiseaseSet, LineRule, ReceiptRule, SetMembers},
    value::LocalId,
    wire::MemberName,
};

rules! { ProgrammeExclusion;
    /// 不起作用的除外规定 · Exclusion without effect.
    IDLE = "programme.exclusion-idle" Warning Value {
        zh: "除外的内容均不在允许的范围内，不起作用", en: "nothing of what is excluded is admitted in the first place: the exclusion has no effect",
        hint_zh: "请核对两份清单，或删除除外规定", hint_en: "compare the two lists, or remove the exclusion",
        source: "every published rule has an effect",
    }
    /// 全部被除外 · Everything excluded.
    EVERYTHING = "programme.everything-excluded" Error Value {
        zh: "允许的内容全部被除外，没有费用可以计入", en: "all that is admitted is also excluded: no charge can be admitted",
        hint_zh: "请核对两份清单", hint_en: "compare the two lists",
        source: "every published rule has an effect",
    }
}

/// Judges the diseases that a rule for receipts excludes.
pub(super) fn check_receipts(rule: &ReceiptRule, names: &Names<'_>, at: &mut At) {
    let diseases = |id: Option<&LocalId>| match names.members(id?)? {
        SetMembers::Disease(set) => Some(set),
        _ => None,
    };
    let both = diseases(rule.diseases.as_ref()).zip(diseases(rule.except_diseases.as_ref()));
    judge(ReceiptRule::MEMBERS.except_diseases, both.map(|(admitted, excluded)| relation(admitted, excluded)), at);
}

/// Judges the categories and charge items that a rule for lines excludes.
pub(super) fn check_lines(rule: &LineRule, names: &Names<'_>, at: &mut At) {
    let both = rule.categories.as_deref().zip(rule.except_categories.as_deref());
    judge(LineRule::MEMBERS.except_categories, both.map(|(admitted, excluded)| of_lists(admitted, excluded)), at);
    let codes = |id: Option<&LocalId>| match names.members(id?)? {
        SetMembers::ChargeItem(set) => Some(&*set.codes),
        _ => None,
    };
    let both = codes(rule.charge_items.as_ref()).zip(codes(rule.except_charge_items.as_ref()));
    judge(LineRule::MEMBERS.except_charge_items, both.map(|(admitted, excluded)| of_lists(admitted, excluded)), at);
}

/// What an exclusion does to the admitted list: whether it excludes something, and whether it leaves something.
type Relation = (bool, bool);

fn judge(name: MemberName, relation: Option<Relation>, at: &mut At) {
    at.judge_member(&IDLE, name, relation.map(|(excludes, _)| excludes), |_| {});
    at.judge_member(&EVERYTHING, name, relation.map(|(_, leaves)| leaves), |_| {});
}

fn of_lists<T: PartialEq>(admitted: &[T], excluded: &[T]) -> Relation {
    let is_excluded = |one: &&T| excluded.contains(one);
    (admitted.iter().any(|one| is_excluded(&one)), !admitted.iter().all(|one| is_excluded(&one)))
}

/// An excluded prefix with exceptions may leave anything.
fn relation(admitted: &DiseaseSet, excluded: &DiseaseSet) -> Relation {
    let is_plain = excluded.except.is_none() && excluded.except_names.is_none();
    let mut pairs = excluded.prefixes.iter().flat_map(|own| admitted.prefixes.iter().map(move |other| (own, other)));
    let excludes = pairs.any(|(own, other)| own.includes(other) || other.includes(own));
    let all = admitted.prefixes.iter().all(|own| excluded.prefixes.iter().any(|other| other.includes(own)));
    (excludes, !(is_plain && all))
}
