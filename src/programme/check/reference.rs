//! Rules for references inside a programme: to sets, sources, statistics, benefit items and facts.

use crate::{
    fact::{Fact, Scope},
    finding::{At, rules},
    programme::{AssessmentSubject, NamedSet, Programme, ProgrammeItem, SetMembers, StatisticMultiple},
    value::LocalId,
    wire::MemberName,
};
use std::collections::{HashMap, HashSet};

rules! { ProgrammeReference;
    /// 项目内标识重复 · Duplicate identifier in a programme.
    ID_DUPLICATE = "programme.id-duplicate" Error Duplicate {
        zh: "同一列表内标识重复", en: "the identifier occurs twice in the list",
        hint_zh: "请为每一项使用不同的标识", hint_en: "give each entry its own identifier",
        source: "identifiers inside one document",
    }
    /// 标识形近 · Identifiers that look alike.
    ID_LOOK_ALIKE = "programme.id-look-alike" Warning Value {
        zh: "标识与 {other} 形近，易混淆", en: "the identifier looks like {other} and is easily confused with it",
        hint_zh: "请更换标识；仅 0 与 O、1 与 l 和 I、大小写、连接符不同的，不足以区分", hint_en: "choose another identifier; it must differ by more than 0 and O, 1, l and I, letter case or joining characters",
        source: "Unicode Technical Standard #39: confusable characters",
    }
    /// 引用的内容不存在 · Reference to a missing part of the programme.
    UNKNOWN = "programme.reference-unknown" Error Reference {
        zh: "项目中没有标识为 {id} 的{whatZh}", en: "the programme has no {what} with the identifier {id}",
        hint_zh: "请核对标识，或补充被引用的内容", hint_en: "check the identifier, or add the missing part",
        source: "identifiers inside one document",
    }
    /// 清单种类不符 · Set of the wrong kind.
    SET_KIND = "programme.set-kind" Error Reference {
        zh: "应引用{expectedZh}清单，实际引用{actualZh}清单", en: "a set of {expected} is required, but this is a set of {actual}",
        hint_zh: "请引用种类相符的清单", hint_en: "refer to a set of the required kind",
        source: "predicates are typed",
    }
    /// 事实不适用于此处 · Fact that is not available here.
    FACT_SCOPE = "programme.fact-scope" Error Reference {
        zh: "事实 {fact} 属于单张票据或单次手术，此处只能使用整个申请的事实", en: "the fact {fact} belongs to one receipt or operation; only facts of the whole application can be used here",
        hint_zh: "请将条件移至票据范围的要求中，或改用申请的事实", hint_en: "move the condition to the requirements of the receipts, or use a fact of the application",
        source: "registry of facts: scope",
    }
    /// 不得作为计算日期 · Date on which an age cannot be determined.
    AGE_AT_BIRTH = "programme.age-at-birth" Error Reference {
        zh: "不得以出生日期作为计算年龄的日期", en: "the age must not be determined on the date of birth",
        hint_zh: "请指定计算年龄的日期，如首次录入日期", hint_en: "choose the date on which the age is determined, for example the date of first entry",
        source: "小天使基金 notices: the age is counted on the day of the first entry",
    }
    /// 前项给付的次序不符 · Reference to a later benefit item.
    ITEM_ORDER = "programme.item-order" Error Reference {
        zh: "只能扣除排列在前的给付项", en: "only the awards of preceding benefit items can be deducted",
        hint_zh: "请调整给付项的次序", hint_en: "change the order of the benefit items",
        source: "benefit items are computed in order, in one pass",
    }
    /// 未使用的清单、统计值或评估事项 · Unused set, statistic or assessment.
    UNUSED = "programme.unused" Warning Reference {
        zh: "没有规则引用此清单、统计值或评估事项", en: "no rule refers to this set, statistic or assessment",
        hint_zh: "请删除，或在规则中引用", hint_en: "remove it, or refer to it in a rule",
        source: "every published part has an effect",
    }
    /// 依据公告而未列来源 · Programme based on a notice without a source.
    NOTICE_MISSING = "programme.notice-missing" Error Evidence {
        zh: "注明依据公告，但未列出来源", en: "the programme is based on a published notice, but lists no source",
        hint_zh: "请在来源中列出公告，或注明为示例", hint_en: "list the notice among the sources, or mark the programme as illustrative",
        source: "tongbiao 童标: an amount of a real programme needs its notice",
    }
}

/// The kinds of sets, in both languages.
pub(super) const DISEASES: (&str, &str) = ("疾病", "diseases");
pub(super) const OPERATIONS: (&str, &str) = ("手术", "operations");
pub(super) const HOSPITALS: (&str, &str) = ("医院", "hospitals");
pub(super) const CHARGE_ITEMS: (&str, &str) = ("药品耗材项目", "charge items");

/// The lists whose entries must be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Set,
    Statistic,
    Assessment,
}

/// The identifiers of a programme, and those referred to so far.
pub(super) struct Names<'a> {
    sets: HashMap<&'a str, &'a NamedSet>,
    sources: HashSet<&'a str>,
    statistics: HashSet<&'a str>,
    assessments: HashMap<&'a str, &'a AssessmentSubject>,
    items: Vec<&'a str>,
    /// The identifiers referred to, by the list that they belong to: a set and a statistic may share one.
    used: std::cell::RefCell<HashSet<(Kind, String)>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(programme: &'a Programme) -> Self {
        let sets = programme.sets.iter().flat_map(|sets| sets.iter());
        let sources = programme.sources.iter().flat_map(|sources| sources.iter());
        let statistics = programme.statistics.iter().flat_map(|statistics| statistics.iter());
        let assessments = programme.assessments.iter().flat_map(|subjects| subjects.iter());
        Self {
            sets: sets.map(|set| (set.id.as_str(), set)).collect(),
            sources: sources.map(|source| source.id.as_str()).collect(),
            statistics: statistics.map(|statistic| statistic.id.as_str()).collect(),
            assessments: assessments.map(|subject| (subject.key.as_str(), subject)).collect(),
            items: programme.items.iter().map(|item| item.id.as_str()).collect(),
            used: std::cell::RefCell::default(),
        }
    }

    /// Judges a reference to a set of the given kind.
    pub(super) fn set(&self, name: MemberName, id: Option<&LocalId>, kind: (&str, &str), at: &mut At) {
        let Some(id) = id else { return };
        self.used.borrow_mut().insert((Kind::Set, id.to_string()));
        let set = self.sets.get(id.as_str());
        self.known(name, id, set.is_some(), ("清单", "set"), at);
        let actual = set.map(|set| kind_of(&set.members));
        at.judge_member(&SET_KIND, name, actual.map(|actual| actual == kind), |f| {
            let actual = actual.unwrap_or_default();
            f.param("expectedZh", kind.0).param("expected", kind.1);
            f.param("actualZh", actual.0).param("actual", actual.1);
        });
    }

    /// The members of a set.
    pub(super) fn members(&self, id: &LocalId) -> Option<&'a SetMembers> {
        self.sets.get(id.as_str()).map(|set| &set.members)
    }

    /// Judges a reference to a source.
    pub(super) fn source(&self, id: Option<&LocalId>, at: &mut At) {
        if let Some(id) = id {
            self.known(ProgrammeItem::MEMBERS.source, id, self.sources.contains(id.as_str()), ("来源", "source"), at);
        }
    }

    /// Judges a reference to a statistic.
    pub(super) fn statistic(&self, id: &LocalId, at: &mut At) {
        self.used.borrow_mut().insert((Kind::Statistic, id.to_string()));
        self.known(
            StatisticMultiple::MEMBERS.statistic,
            id,
            self.statistics.contains(id.as_str()),
            ("统计值", "statistic"),
            at,
        );
    }

    /// The subject of assessments with this key, which is then used.
    pub(super) fn assessment(&self, key: &LocalId) -> Option<&'a AssessmentSubject> {
        self.used.borrow_mut().insert((Kind::Assessment, key.to_string()));
        self.assessments.get(key.as_str()).copied()
    }

    /// Judges a list of references to benefit items. The references of an item must be to preceding items.
    pub(super) fn items(&self, name: MemberName, ids: Option<&[LocalId]>, before: Option<usize>, at: &mut At) {
        at.each(name, ids.unwrap_or_default(), |at, id| {
            let place = self.items.iter().position(|item| *item == id.as_str());
            judge_known(id, place.is_some(), ("给付项", "item"), at);
            let in_order = place.zip(before).map(|(place, before)| place < before);
            at.judge(&ITEM_ORDER, in_order, |_| {});
        });
    }

    pub(super) fn known(&self, name: MemberName, id: &LocalId, known: bool, what: (&str, &str), at: &mut At) {
        at.within(name, |at| judge_known(id, known, what, at));
    }

    /// Judges whether every set, statistic and subject of assessments is used.
    pub(super) fn check_used(&self, programme: &Programme, at: &mut At) {
        let used = self.used.borrow();
        let used = |kind: Kind, id: &LocalId| Some(used.contains(&(kind, id.to_string())));
        at.each(Programme::MEMBERS.sets, programme.sets.as_deref().unwrap_or_default(), |at, set| {
            at.judge(&UNUSED, used(Kind::Set, &set.id), |_| {});
        });
        at.each(Programme::MEMBERS.statistics, programme.statistics.as_deref().unwrap_or_default(), |at, statistic| {
            at.judge(&UNUSED, used(Kind::Statistic, &statistic.id), |_| {});
        });
        at.each(Programme::MEMBERS.assessments, programme.assessments.as_deref().unwrap_or_default(), |at, subject| {
            at.judge(&UNUSED, used(Kind::Assessment, &subject.key), |_| {});
        });
    }
}

pub(super) fn judge_known(id: &LocalId, known: bool, what: (&str, &str), at: &mut At) {
    at.judge(&UNKNOWN, Some(known), |f| {
        f.param("id", id).param("whatZh", what.0).param("what", what.1);
    });
}

fn kind_of(members: &SetMembers) -> (&'static str, &'static str) {
    match members {
        SetMembers::Disease(_) => DISEASES,
        SetMembers::Operation(_) => OPERATIONS,
        SetMembers::Hospital(_) => HOSPITALS,
        SetMembers::ChargeItem(_) => CHARGE_ITEMS,
    }
}

/// Judges that no identifier occurs twice in the list of a member.
pub(super) fn check_unique<'a, T>(name: MemberName, items: Option<&'a [T]>, id: fn(&'a T) -> &'a LocalId, at: &mut At) {
    let (mut seen, mut looks) = (HashSet::new(), HashMap::new());
    at.each(name, items.unwrap_or_default(), |at, item| {
        let id = id(item).as_str();
        let new = seen.insert(id);
        at.judge_member(&ID_DUPLICATE, ProgrammeItem::MEMBERS.id, Some(new), |_| {});
        let alike = looks.insert(skeleton(id), id).filter(|_| new);
        at.judge_member(&ID_LOOK_ALIKE, ProgrammeItem::MEMBERS.id, new.then_some(alike.is_none()), |f| {
            f.param("other", alike.unwrap_or_default());
        });
    });
}

/// The skeleton of an identifier: easily confused characters are mapped to one character.
fn skeleton(id: &str) -> String {
    let look = |c: char| match c {
        '0' | 'O' | 'o' => 'o',
        '1' | 'I' | 'l' => 'l',
        '_' | '.' | '-' => '-',
        other => other.to_ascii_lowercase(),
    };
    id.chars().map(look).collect()
}

/// Judges that a fact is available where it is used.
pub(super) fn check_scope(name: MemberName, fact: Fact, scope: Scope, at: &mut At) {
    at.judge_member(&FACT_SCOPE, name, Some(fact.scope <= scope), |f| {
        f.param("fact", fact.code);
    });
    at.within(name, |at| crate::programme::asked::check_supplied(fact, at));
}
