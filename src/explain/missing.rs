//! Missing facts, and who supplies them.

use super::{
    Words,
    part::called,
    phrase::{evidence, settled_by},
    words::{joined_path, say},
};
use crate::{
    adjudication::{AlikeReceipt, MissingFact},
    fact::facts,
    programme::{Predicate, Programme},
    record::{
        application::Application,
        receipt::{Receipt, ReceiptLine},
    },
    value::{LocalId, Pointer},
    wire::{Label, MemberName, Shape, Wire},
};

/// The members of a receipt that an insurer's settlement sheet states too.
const SETTLED: [MemberName; 8] = [
    Receipt::MEMBERS.pooled_fund,
    Receipt::MEMBERS.other_funds,
    Receipt::MEMBERS.other_fund_payers,
    Receipt::MEMBERS.personal_account,
    Receipt::MEMBERS.relative_account,
    Receipt::MEMBERS.cash,
    Receipt::MEMBERS.self_paid,
    Receipt::MEMBERS.self_financed,
];

/// A missing fact, for the family: its name, and who supplies it.
pub(super) fn asked(missing: &MissingFact, programme: Option<&Programme>) -> Words {
    if let Some(doubt) = missing.name_doubt {
        return say!(
            "{name}：{question}{remedy}",
            "{name}: {question} {remedy}",
            name = name(missing, programme),
            question = doubt.question().into(),
            remedy = doubt.remedy().into(),
        );
    }
    if let Some(alike) = &missing.alike {
        return say!(
            "{both}可能是同一张：{evidence}。{remedy}",
            "{both} may be one: {evidence}. {remedy}",
            both = both(missing, alike),
            evidence = evidence(alike.evidence).into(),
            remedy = settled_by(alike.evidence).into(),
        );
    }
    say!(
        "{name}（由{supplier}提供）",
        "{name} (to be supplied by {supplier})",
        name = name(missing, programme),
        supplier = missing.supplier.label().into(),
    )
}

/// Two receipts that may be one, by their numbers in the application.
fn both(missing: &MissingFact, alike: &AlikeReceipt) -> Words {
    let number = |pointer: Option<&Pointer>| {
        let place = pointer.and_then(|pointer| first_number(pointer.as_str()));
        place.map(|place| Words::same(place.saturating_add(1)))
    };
    let own = number(missing.pointer.as_ref()).unwrap_or_default();
    match number(alike.receipt.as_ref()) {
        Some(other) => {
            say!("第 {own} 张与第 {other} 张票据", "receipts no. {own} and no. {other}", own = own, other = other)
        }
        None => say!(
            "第 {own} 张票据与另一申请（{other}）中已计入的一张票据",
            "receipt no. {own} and a receipt that another application ({other}) already used",
            own = own,
            other = alike.application.as_ref().map_or_else(Words::default, Words::same),
        ),
    }
}

/// A missing fact with its code and its place, for the case worker.
pub(super) fn noted(missing: &MissingFact, programme: Option<&Programme>) -> Words {
    let pointer = missing.pointer.as_ref().map_or("", |pointer| pointer.as_str());
    let place = format!("{} {pointer}", missing.fact);
    let place = Words::same(place.trim_end());
    say!("{asked} [{place}]", "{asked} [{place}]", asked = asked(missing, programme), place = place)
}

/// The request for a missing fact: in words of documents and facts, or else the name of the fact in the registry, of an assessment or
/// a statistic in the programme, or of the missing member.
fn name(missing: &MissingFact, programme: Option<&Programme>) -> Words {
    let code = missing.fact.as_str();
    let pointer = missing.pointer.as_ref().map(|pointer| pattern(pointer.as_str()));
    let place = missing.pointer.as_ref().and_then(|pointer| first_number(pointer.as_str()));
    if let Some(words) = missing.pointer.as_ref().and_then(of_line) {
        return words;
    }
    if let Some(words) = requested(code, pointer.as_deref().unwrap_or_default(), place) {
        return words;
    }
    // Facts of different kinds may have the same code: the place distinguishes them.
    let is_meant = |paths: &[&str]| pointer.as_ref().is_none_or(|pointer| paths.contains(&pointer.as_str()));
    if let Some(fact) = facts().find(|fact| fact.code == code && is_meant(fact.paths)) {
        return fact.label.into();
    }
    if let Some(title) = programme.and_then(|programme| titled(programme, code)) {
        return match missing.on {
            Some(day) => {
                say!("{title}在 {day} 的数值", "value of {title} on {day}", title = title, day = Words::same(day))
            }
            None => title,
        };
    }
    let member = missing.pointer.as_ref().and_then(|pointer| member(pointer.as_str()));
    member.unwrap_or_else(|| Words::same(code))
}

/// A fact whose name in the registry or the schema is no request that a family or an office can act on.
fn requested(code: &str, pattern: &str, place: Option<usize>) -> Option<Words> {
    let number = Words::same(place.map_or(1, |place| place.saturating_add(1)));
    let words = match (code, pattern, place) {
        ("earlier-adjudications", ..) => say!("该患儿的以往核定结果", "earlier adjudications of this child"),
        ("fund-balance", ..) => say!("资金余额", "fund balance"),
        ("commercial-insurance", "/aid", _) => say!(
            "商业保险的理赔结果（赔付金额，或拒赔通知）",
            "the result of the claim on the commercial insurance (the amount paid, or the refusal)"
        ),
        ("mutual-fund", "/aid", _) => say!(
            "互助基金的给付结果（给付金额，或不予给付的通知）",
            "the result of the claim on the mutual fund (the amount paid, or the refusal)"
        ),
        (_, "/aid", _) => say!(
            "患儿已申请或已得到的其他救助；没有的，请写明“无”",
            "all other aid requested or received for the child; state “none” if no aid was requested"
        ),
        (_, "/aid/*/programmeId", Some(_)) => say!(
            "申请中第 {n} 笔其他救助是否由本项目支付",
            "whether aid no. {n} in the application was paid by this programme",
            n = number
        ),
        (_, "/aid/*/programmeId", None) => {
            say!("申请所列其他救助各由哪一救助项目支付", "which programme paid each aid listed in the application")
        }
        (_, "/household/certificates/*/validity", _) => {
            say!("困难证明的有效期起止日期", "first and last day of validity of the hardship certificate")
        }
        (_, "/household/certificates/*/validity/start", _) => {
            say!("困难证明的有效期起始日期", "first day of validity of the hardship certificate")
        }
        ("poverty-category", ..) | ("poverty-category-at-visit", "/household/certificates/*/category", _) => say!(
            "有效的困难证明（如低保证、特困证）；没有的，请写明“无”",
            "a valid hardship certificate, for example for the minimum living allowance; state “none” if the family has none"
        ),
        (_, "/child/disabilities/*/validity", _) => {
            say!("残疾人证的有效期起止日期", "first and last day of validity of the disability certificate")
        }
        (_, "/child/disabilities/*/validity/start", _) => {
            say!("残疾人证的有效期起始日期", "first day of validity of the disability certificate")
        }
        ("disability-kind" | "disability-grade", ..) => {
            say!(
                "有效的残疾人证；没有的，请写明“无”",
                "a valid disability certificate; state “none” if the child has none"
            )
        }
        (_, "/guardians/*/disabilities/*/validity", _) => {
            say!("父母残疾人证的有效期起止日期", "first and last day of validity of a parent's disability certificate")
        }
        (_, "/guardians/*/disabilities/*/validity/start", _) => {
            say!("父母残疾人证的有效期起始日期", "first day of validity of a parent's disability certificate")
        }
        ("parent-disability-kind" | "parent-disability-grade", ..) => say!(
            "父母有效的残疾人证；没有的，请写明“无”",
            "valid disability certificates of the parents; state “none” if neither has one"
        ),
        ("disabled", ..) => say!("患儿是否有残疾", "whether the child has a disability"),
        (_, "/insurance/*/period", _) => {
            say!("医疗保障的参保起止日期", "first and last day of the insurance coverage")
        }
        (
            "insured" | "insurance-kind" | "insurance" | "insured-months" | "insured-from",
            "/insurance/*/period/start",
            _,
        ) => {
            say!("医疗保障的参保起始日期", "first day of the insurance coverage")
        }
        ("insurance-kind", ..) => say!(
            "患儿参加的各项医疗保障（包括商业保险和互助基金）；没有的，请写明“无”",
            "each insurance of the child, including commercial insurance and mutual funds; state “none” if the child has none"
        ),
        ("insured", ..) => {
            say!("患儿是否参加基本医疗保险", "whether the child is covered by basic medical insurance")
        }
        ("in-treatment", ..) => say!("患儿是否正在治疗", "whether the child is in treatment"),
        ("institutional-guardian", ..) => {
            say!("患儿是否由机构监护", "whether the child is in the care of an institution")
        }
        (_, "/diagnoses", _) => say!("诊断证明", "certificate of the diagnosis"),
        (_, "/diagnoses/*/codings", _) => say!("诊断的疾病编码", "disease code of the diagnosis"),
        (_, "/diagnoses/*/certainty", _) => {
            say!("诊断是否已确诊", "whether the diagnosis is confirmed")
        }
        (_, "/diagnoses/*/rank", _) => say!("主要诊断是哪一项", "which diagnosis is the principal one"),
        (_, "/receipts", _) => say!("医疗费票据", "hospital receipts"),
        (_, "/receipts/*/diagnoses", Some(_)) => {
            say!("第 {n} 张票据所治疗的疾病", "disease treated on receipt no. {n}", n = number)
        }
        (_, "/receipts/*/lines", Some(_)) => {
            say!("第 {n} 张票据的费用清单", "fee list of receipt no. {n}", n = number)
        }
        (_, "/treatments", _) => say!("治疗和手术情况", "treatments and operations"),
        (_, "/treatments/*/operations", Some(_)) => {
            say!("第 {n} 项治疗所做或拟做的手术", "operations of treatment no. {n}, completed or planned", n = number)
        }
        (_, "/treatments/*/operations", None) => say!("所做或拟做的手术", "operations, completed or planned"),
        (_, "/treatments/*/operations/*/code", _) => say!("手术的编码", "code of the operation"),
        (_, "/treatments/*/operations/*/performedOn", _) => say!("手术的日期", "day of the operation"),
        (_, "/aid/*/payer", Some(_)) => {
            say!("申请中第 {n} 笔其他救助由何方支付", "who paid aid no. {n} in the application", n = number)
        }
        (_, "/aid/*/receipts", Some(_)) => say!(
            "申请中第 {n} 笔其他救助所针对的票据",
            "receipts for which aid no. {n} in the application was paid",
            n = number
        ),
        (_, "/receipts/*/settlement", Some(_)) => {
            say!("第 {n} 张票据的医保结算单", "insurer's settlement sheet for receipt no. {n}", n = number)
        }
        (_, _, Some(_)) => return of_settlement_sheet(pattern, number.clone()).or_else(|| of_receipt(pattern, number)),
        _ => return None,
    };
    Some(words)
}

/// An amount of a receipt that its settlement sheet states too.
fn of_settlement_sheet(pattern: &str, number: Words) -> Option<Words> {
    let Shape::Record(receipt) = Receipt::SHAPE else { return None };
    let name = pattern.strip_prefix("/receipts/*/")?;
    let is_on_sheet = SETTLED.iter().any(|member| member.as_str() == name);
    let label = receipt.member(name).filter(|_| is_on_sheet)?.label;
    Some(say!(
        "第 {n} 张票据或其医保结算单上的“{label}”",
        "“{label}” on receipt no. {n} or on its settlement sheet",
        n = number,
        label = label.into(),
    ))
}

/// A member of a line of a receipt, or of each of its lines.
fn of_line(pointer: &Pointer) -> Option<Words> {
    let steps: Vec<&str> = pointer.as_str().split('/').collect();
    let ["", "receipts", receipt, "lines", line, member] = steps.as_slice() else { return None };
    let Shape::Record(record) = ReceiptLine::SHAPE else { return None };
    let label = record.member(member)?.label;
    let number = |step: &str| step.parse::<usize>().ok().map(|place| Words::same(place.saturating_add(1)));
    let receipt = number(receipt)?;
    Some(match number(line) {
        Some(line) => say!(
            "第 {receipt} 张票据第 {line} 项明细的{label}",
            "{label}: line {line} of receipt no. {receipt}",
            receipt = receipt,
            line = line,
            label = label.into(),
        ),
        None => say!(
            "第 {receipt} 张票据各项明细的{label}",
            "{label}: each line of receipt no. {receipt}",
            receipt = receipt,
            label = label.into(),
        ),
    })
}

/// Another member of a receipt.
fn of_receipt(pattern: &str, number: Words) -> Option<Words> {
    let Shape::Record(receipt) = Receipt::SHAPE else { return None };
    let label = receipt.member(pattern.strip_prefix("/receipts/*/")?)?.label;
    Some(say!("第 {n} 张票据的{label}", "{label} on receipt no. {n}", n = number, label = label.into()))
}

/// The first list index of a pointer.
fn first_number(pointer: &str) -> Option<usize> {
    pointer.split('/').find_map(|step| step.parse().ok())
}

/// A pointer with `*` in place of each list index, as in the registry.
fn pattern(pointer: &str) -> String {
    let step = |step| if str::parse::<usize>(step).is_ok() { "*" } else { step };
    pointer.split('/').map(step).collect::<Vec<_>>().join("/")
}

/// The title of an assessment or a statistic in a programme.
fn titled(programme: &Programme, code: &str) -> Option<Words> {
    if let Some(statistic) = LocalId::parse(code).ok().and_then(|id| programme.statistic(&id)) {
        return Some(super::title::name(&statistic.id, Some(&statistic.title), statistic.title_en.as_ref()));
    }
    if let Some(subject) = LocalId::parse(code).ok().and_then(|key| programme.assessment(&key)) {
        return Some(super::title::name(&subject.key, Some(&subject.title), subject.title_en.as_ref()));
    }
    let requirements = programme.requirements.as_deref().unwrap_or_default().iter().flat_map(|one| one.any_of.iter());
    let whens = programme.items.iter().flat_map(|item| item.conditions().predicates());
    requirements.chain(whens).find_map(|predicate| match predicate {
        Predicate::Assessed(test) if test.key.as_str() == code => {
            Some(super::title::name(&test.key, Some(test.title.as_ref()?), test.title_en.as_ref()))
        }
        _ => None,
    })
}

/// The name of a member of an application, with the numbered items that contain it.
pub(super) fn member(pointer: &str) -> Option<Words> {
    let mut shape = Application::SHAPE;
    let mut labels: Vec<Label> = Vec::new();
    let mut items: Vec<Words> = Vec::new();
    for step in pointer.strip_prefix('/')?.split('/') {
        shape = match shape {
            Shape::Record(record) => {
                let member = record.member(step)?;
                labels.push(member.label);
                member.shape
            }
            Shape::List { item, .. } => {
                let list = called(labels.pop()?);
                items.push(match step.parse::<usize>() {
                    Ok(place) => {
                        let number = Words::same(place.saturating_add(1));
                        say!("{list}第 {number} 项", "{list}, item {number}", list = list, number = number)
                    }
                    Err(_) => list,
                });
                item
            }
            Shape::Union(union) => {
                let member = union.variants.iter().find_map(|variant| variant.record.member(step))?;
                labels.push(member.label);
                member.shape
            }
            _ => return None,
        };
    }
    let name = joined_path(labels.into_iter().map(Words::from));
    let items = joined_path(items);
    Some(match (name.is_empty(), items.is_empty()) {
        (true, _) => items,
        (false, true) => name,
        (false, false) => say!("{name}（{items}）", "{name} ({items})", name = name, items = items),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_have_names() {
        for (pointer, zh, en) in [
            ("/receipts/2/settlement", "医保结算（票据第 3 项）", "insurance settlement (receipts, item 3)"),
            ("/aid/0/amount", "金额（其他救助第 1 项）", "amount (other aid, item 1)"),
            ("/treatments/*/operations/*/code", "（治疗 › 手术操作）", "operations)"),
        ] {
            let words = member(pointer).unwrap_or_default();
            assert!(words.zh.contains(zh) && words.en.contains(en), "{pointer}: {words:?}");
        }
        assert_eq!(member("/nothing"), None);
        assert_eq!(member("elsewhere"), None);
    }

    /// A family is asked in words of documents and facts, never by a path.
    #[test]
    fn a_family_is_asked_for_documents_and_facts() {
        for (fact, pointer, zh) in [
            ("aid", "/aid/0/programmeId", "申请中第 1 笔其他救助是否由本项目支付（由家庭提供）"),
            ("aid", "/aid", "患儿已申请或已得到的其他救助；没有的，请写明“无”（由家庭提供）"),
            (
                "poverty-category",
                "/household/certificates/*/category",
                "有效的困难证明（如低保证、特困证）；没有的，请写明“无”（由家庭提供）",
            ),
            ("diagnoses", "/diagnoses/*/certainty", "诊断是否已确诊（由家庭提供）"),
            ("commercial-insurance", "/aid", "商业保险的理赔结果（赔付金额，或拒赔通知）（由家庭提供）"),
            (
                "insurance-kind",
                "/insurance/*/kind",
                "患儿参加的各项医疗保障（包括商业保险和互助基金）；没有的，请写明“无”（由家庭提供）",
            ),
            ("operation", "/treatments/1/operations", "第 2 项治疗所做或拟做的手术（由家庭提供）"),
            ("receipt", "/receipts/1/lines/6/quantity", "第 2 张票据第 7 项明细的数量（由家庭提供）"),
            ("receipt", "/receipts/1/lines/*/personBorne", "第 2 张票据各项明细的个人负担金额（由家庭提供）"),
            ("receipt", "/receipts/2/visitDate", "第 3 张票据的就诊日期（由家庭提供）"),
            ("receipts", "/receipts/0/settlement", "第 1 张票据的医保结算单（由家庭提供）"),
            ("receipts", "/receipts/1/otherFundPayers", "第 2 张票据或其医保结算单上的“其他支付的构成”（由家庭提供）"),
            (
                "family-borne",
                "/receipts/0/personalAccount",
                "第 1 张票据或其医保结算单上的“个人账户支付”（由家庭提供）",
            ),
        ] {
            let mut missing = MissingFact::new(LocalId::parse(fact).unwrap(), crate::code::FactSupplier::Family);
            missing.pointer = crate::value::Pointer::parse(pointer).ok();
            assert_eq!(asked(&missing, None).zh, zh);
        }
    }

    /// The letter names both receipts, why they may be one, and what settles it.
    #[test]
    fn receipts_that_may_be_one_are_named() {
        let mut missing = MissingFact::new(LocalId::parse("receipt").unwrap(), crate::code::FactSupplier::Hospital);
        missing.pointer = Pointer::parse("/receipts/2/distinctFrom").ok();
        let mut alike = AlikeReceipt::new(crate::code::DuplicateEvidence::SettlementNumber);
        alike.receipt = Pointer::parse("/receipts/0").ok();
        missing.alike = Some(alike.clone());
        let words = asked(&missing, None);
        assert!(words.zh.starts_with("第 3 张与第 1 张票据可能是同一张：医保结算编号和金额相同。"), "{}", words.zh);
        assert!(
            words.en.starts_with("receipts no. 3 and no. 1 may be one: the insurer's settlement number"),
            "{}",
            words.en
        );
        (alike.receipt, alike.application) = (None, LocalId::parse("case-7").ok());
        missing.alike = Some(alike);
        assert!(asked(&missing, None).zh.contains("另一申请（case-7）中已计入的一张票据"));
    }
}
