//! The facts of the registry and the conditions as records.

use super::example;
use crate::{
    failure::listed,
    text::{AnyText, Said, said},
};
use std::sync::OnceLock;
use tongbiao::{
    analysis::Analysis,
    code::{CodeFact, DateFact, DivisionFact, FactSupplier, FlagFact, MoneyFact, NumberFact},
    fact::{self, Fact, Scope},
    programme::Predicate,
    report::PrivacyCode,
    wire::{CodeList, Label, List, Member, Privacy, Shape, Variant, Wire, code_list, record},
};

code_list! {
    /// 事实种类 · Kind of a fact.
    pub enum FactKind from "tongbiao 童标: registry of facts" {
        /// 代码 · Code.
        Code = "code",
        /// 是非 · Yes or no.
        Flag = "flag",
        /// 金额 · Amount.
        Money = "money",
        /// 数值 · Number.
        Number = "number",
        /// 日期 · Date.
        Date = "date",
        /// 地区 · Administrative division.
        Region = "region",
        /// 条件 · Condition without a fact of the registry.
        ///
        /// 年龄、疾病、手术、医院名单等条件，不引用事实代码。
        /// Conditions on age, diseases, operations, listed hospitals and others. They state no code of a fact.
        Condition = "condition",
    }
}

record! {
    /// 条件的成员 · Member of a condition.
    pub struct ConditionMember {
        required {
            /// 成员名 · Name of the member.
            public name: AnyText,
            /// 名称 · Label.
            public label: Said,
            /// 是否必填 · Whether it is required.
            public required: bool,
        }
        optional {}
    }
}

record! {
    /// 条件的写法 · Condition that uses a fact.
    pub struct FactUse {
        required {
            /// 条件代码 · Value of the member `test`.
            public test: AnyText,
            /// 名称 · Label.
            public label: Said,
            /// 成员 · Members of the condition, in their order.
            public members: List<ConditionMember, 0, 100>,
        }
        optional {}
    }
}

record! {
    /// 可引用的事实或条件 · Fact or condition that a programme may use.
    pub struct ListedFact from NewListedFact {
        required {
            /// 代码 · Code.
            public code: AnyText,
            /// 事实种类 · Kind.
            public kind: FactKind,
            /// 名称 · Label.
            public label: Said,
            /// 条件 · Conditions that use it. The first one is that of the example.
            public uses: List<FactUse, 0, 20>,
            /// 是否只取自票据或治疗 · Whether it is read from one receipt or treatment, not from the whole application.
            public of_unit: bool,
            /// 可否有多个代码 · Whether it can have several codes at the same time.
            public several: bool,
            /// 提供者 · Supplier.
            public supplier: FactSupplier,
            /// 信息分级 · Privacy class.
            public privacy: PrivacyCode,
            /// 申请中的位置 · Places in an application, with `*` in place of list indices.
            ///
            /// 空列表表示不在申请中，由项目在核定时提供。
            /// Empty if it is not part of an application. The programme supplies it with each adjudication.
            public paths: List<AnyText, 0, 100>,
        }
        optional {
            /// 单位 · Unit.
            public unit: Said,
            /// 代码表 · Name of the code list.
            public list: AnyText,
            /// 示例 · Example of a condition.
            public example: Predicate,
        }
    }
}

/// The member that names a fact in a condition.
const FACT: &str = "fact";

/// Every fact, kind by kind, and then the conditions without a fact of the registry. They are computed once.
pub(super) fn all() -> &'static [ListedFact] {
    static ALL: OnceLock<Vec<ListedFact>> = OnceLock::new();
    ALL.get_or_init(|| {
        let conditions = conditions().filter(|test| test.record.member(FACT).is_none());
        fact::facts().filter_map(of_fact).chain(conditions.map(of_condition)).collect()
    })
}

/// The codes that a fact can have.
pub(super) fn codes(fact: &ListedFact) -> impl Iterator<Item = (&'static str, Label)> {
    let list = code_fact(fact.kind, fact.code.as_str()).and_then(CodeFact::list);
    list.into_iter().flat_map(|list| list.codes.iter().map(|code| (code.code, code.label)))
}

/// The fact with a code of a list.
fn code_fact(kind: FactKind, code: &str) -> Option<CodeFact> {
    CodeFact::ALL.iter().copied().find(|fact| kind == FactKind::Code && fact.as_str() == code)
}

fn conditions() -> impl Iterator<Item = &'static Variant> {
    let variants = match Predicate::SHAPE {
        Shape::Union(union) => union.variants,
        _ => &[],
    };
    variants.iter()
}

/// The code list of a member, or of the items of a list.
fn list_of(member: &Member) -> Option<&'static CodeList> {
    match member.shape {
        Shape::Code(list) | Shape::List { item: Shape::Code(list), .. } => Some(list),
        _ => None,
    }
}

fn of_fact(fact: Fact) -> Option<ListedFact> {
    let kind: FactKind = fact.kind.parse().ok()?;
    let facts = facts_of(kind)?;
    let is_of = |member: &Member| list_of(member).is_some_and(|list| std::ptr::eq(list, facts));
    let own = conditions().find(|test| test.code == fact.kind);
    let others = conditions().filter(|test| test.code != fact.kind && test.record.members.iter().any(is_of));
    let code = code_fact(kind, fact.code);
    let mut listed_fact = ListedFact::new(NewListedFact {
        code: fact.code.into(),
        kind,
        label: fact.label.into(),
        uses: listed(own.into_iter().chain(others).map(use_of)).unwrap_or_default(),
        of_unit: fact.scope == Scope::Unit,
        several: code.is_some_and(|code| code.is_multiple()),
        supplier: fact.supplier,
        privacy: fact.privacy.into(),
        paths: listed(fact.paths.iter().map(|path| (*path).into())).unwrap_or_default(),
    });
    listed_fact.unit = fact.unit.map(unit);
    listed_fact.list = code.and_then(|code| code.list()).map(|list| list.name.into());
    listed_fact.example = example::of_fact(fact);
    Some(listed_fact)
}

/// The code list of the facts of a kind.
fn facts_of(kind: FactKind) -> Option<&'static CodeList> {
    let shape = match kind {
        FactKind::Code => CodeFact::SHAPE,
        FactKind::Flag => FlagFact::SHAPE,
        FactKind::Money => MoneyFact::SHAPE,
        FactKind::Number => NumberFact::SHAPE,
        FactKind::Date => DateFact::SHAPE,
        FactKind::Region => DivisionFact::SHAPE,
        FactKind::Condition => return None,
    };
    match shape {
        Shape::Code(list) => Some(list),
        _ => None,
    }
}

fn of_condition(test: &'static Variant) -> ListedFact {
    let example = example::of_condition(test.code);
    // The places, the supplier and the class are those of the facts that a programme with the example requires.
    let programme = example.clone().and_then(example::programme);
    let asked = programme.map(|programme| Analysis::of(&programme, None).facts).unwrap_or_default();
    let own = || asked.iter().filter(|fact| fact.uses.iter().any(|place| place.starts_with(example::PLACE)));
    let paths = own().flat_map(|fact| fact.paths.iter()).map(|path| AnyText::from(*path));
    let mut listed_fact = ListedFact::new(NewListedFact {
        code: test.code.into(),
        kind: FactKind::Condition,
        label: test.label.into(),
        uses: listed([use_of(test)]).unwrap_or_default(),
        of_unit: test.code == "hospital",
        several: false,
        supplier: own().next().map_or(FactSupplier::Family, |fact| fact.supplier),
        privacy: own().map(|fact| fact.privacy).max().unwrap_or(Privacy::Public).into(),
        paths: listed(paths).unwrap_or_default(),
    });
    listed_fact.example = example;
    listed_fact
}

fn use_of(test: &'static Variant) -> FactUse {
    let members = test.record.members.iter().filter(|member| member.name != FACT);
    let members = members.map(|member| ConditionMember::new(member.name.into(), member.label.into(), member.required));
    FactUse::new(test.code.into(), test.label.into(), listed(members).unwrap_or_default())
}

/// The unit of a fact. The registry states it in English.
fn unit(unit: &'static str) -> Said {
    let zh = match unit {
        "yuan" => "元",
        "yuan a year" => "元（每年）",
        "persons" => "人",
        "grams" => "克",
        "sessions or days" => "次或天",
        "full years" => "足年",
        "full months" => "足月",
        "days" => "天",
        "places" => "个名额",
        other => other,
    };
    said(zh, unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tongbiao::check::{Limits, check};

    #[test]
    fn every_unit_has_a_chinese_name() {
        for fact in fact::facts() {
            assert!(fact.unit.is_none_or(|name| !unit(name).zh.as_str().is_ascii()), "{:?}", fact.unit);
        }
    }

    #[test]
    fn every_example_is_valid_in_a_programme() {
        for fact in all() {
            let code = fact.code.as_str();
            let Some(example) = fact.example.clone() else { panic!("{code} has no example") };
            let Some(programme) = example::programme(example) else { panic!("{code}: no programme") };
            let text = tongbiao::document::Document::new(programme).to_json().unwrap();
            let findings = check(text.as_bytes(), None, &Limits::default()).findings;
            let codes: Vec<_> = findings.iter().map(|one| one.finding.rule.code).collect();
            let expected: &[&str] = if fact.paths.is_empty() && code != "decided-on" {
                &["programme.fact-not-in-application"]
            } else {
                &[]
            };
            assert_eq!(codes, expected, "{code}: {text}");
        }
    }

    #[test]
    fn conditions_state_their_places() {
        for (code, path) in [
            ("age", "/child/birthDate"),
            ("disease", "/diagnoses/*/codings"),
            ("operation", "/treatments/*/operations/*/code"),
            ("hospital", "/receipts/*/issuer"),
            ("earlier-aid", "/aid/*/status"),
            ("assessed", "/assessments/*/result"),
        ] {
            let fact = all().iter().find(|fact| fact.code.as_str() == code && fact.kind == FactKind::Condition);
            let fact = fact.unwrap_or_else(|| panic!("{code}"));
            assert!(fact.paths.iter().any(|one| one.as_str() == path), "{code}: {:?}", fact.paths.len());
        }
    }
}
