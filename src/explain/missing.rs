//! Missing facts, and who supplies them.

use super::{
    Words,
    words::{joined_path, say},
};
use crate::{
    adjudication::MissingFact,
    fact::facts,
    programme::{Predicate, Programme},
    record::application::Application,
    value::LocalId,
    wire::{Label, Shape, Wire},
};

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
    say!(
        "{name}（由{supplier}提供）",
        "{name} (to be supplied by {supplier})",
        name = name(missing, programme),
        supplier = missing.supplier.label().into(),
    )
}

/// A missing fact with its code and its place, for the case worker.
pub(super) fn noted(missing: &MissingFact, programme: Option<&Programme>) -> Words {
    let pointer = missing.pointer.as_ref().map_or("", |pointer| pointer.as_str());
    let place = format!("{} {pointer}", missing.fact);
    let place = Words::same(place.trim_end());
    say!("{asked} [{place}]", "{asked} [{place}]", asked = asked(missing, programme), place = place)
}

/// The name of a fact in the registry, of an assessment or a statistic in the programme, or else the place of the missing member
/// in the application.
fn name(missing: &MissingFact, programme: Option<&Programme>) -> Words {
    let code = missing.fact.as_str();
    let pointer = missing.pointer.as_ref().map(|pointer| pattern(pointer.as_str()));
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
    let path = missing.pointer.as_ref().and_then(|pointer| path(pointer.as_str()));
    path.unwrap_or_else(|| match code {
        "earlier-adjudications" => {
            say!("该患儿的以往核定结果", "earlier adjudications of this child")
        }
        "fund-balance" => say!("资金余额", "fund balance"),
        _ => Words::same(code),
    })
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
    let requirements = programme.requirements.as_deref().unwrap_or_default().iter().flat_map(|one| one.any_of.iter());
    let whens = programme.items.iter().flat_map(|item| item.when.iter().flat_map(|when| when.iter()));
    requirements.chain(whens).find_map(|predicate| match predicate {
        Predicate::Assessed(test) if test.key.as_str() == code => {
            Some(super::title::name(&test.key, Some(test.title.as_ref()?), test.title_en.as_ref()))
        }
        _ => None,
    })
}

/// The names of the members on the way to a place in an application.
fn path(pointer: &str) -> Option<Words> {
    let mut shape = Application::SHAPE;
    let mut labels: Vec<Label> = Vec::new();
    let mut ordinal = None;
    for step in pointer.strip_prefix('/')?.split('/') {
        shape = match shape {
            Shape::Record(record) => {
                let member = record.member(step)?;
                labels.push(member.label);
                member.shape
            }
            Shape::List { item, .. } => {
                ordinal = ordinal.or_else(|| step.parse::<usize>().ok());
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
    let path = joined_path(labels.into_iter().map(Words::from));
    Some(match ordinal {
        Some(place) => {
            let number = Words::same(place.saturating_add(1));
            say!("{path}（第 {number} 项）", "{path} (no. {number})", path = path, number = number)
        }
        None => path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_names() {
        for (pointer, zh, en) in [
            ("/aid", "其他救助", "aid"),
            ("/receipts/2/settlement", "（第 3 项）", "(no. 3)"),
            ("/treatments/*/operations/*/code", "手术", "operation"),
        ] {
            let words = path(pointer).unwrap_or_default();
            assert!(words.zh.contains(zh) && words.en.contains(en) && !words.en.is_empty(), "{pointer}: {words:?}");
        }
        assert_eq!(path("/nothing"), None);
        assert_eq!(path("elsewhere"), None);
    }
}
