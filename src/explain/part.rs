//! Any part of a programme in words: as its clause is told where it has one, member by member otherwise.

use super::{
    Words, benefit, item,
    numeral::{percent, yuan},
    param::{amount, code_name, rate},
    predicate::{predicate, requirement, set},
    programme::{paper, source, statistic},
    scope,
    words::{all_of, first_of, joined_path, labels, say},
};
use crate::{
    code::CodeFact,
    programme::{NamedSet, PayeeShare, Programme},
    wire::{Label, Record, Shape},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// How many values of a list are told.
const VALUES_MAX: usize = 12;

/// A part of a programme, told by its shape. The programme is the one that holds it: sets and statistics are told by it.
pub(crate) fn part(shape: &Shape, value: &Value, programme: &Programme) -> Words {
    clause(shape, value, programme).unwrap_or_else(|| plain(shape, value, programme))
}

/// A code of a fact: as the list of the fact names it.
pub(crate) fn code_of(fact: &str, code: &str) -> Option<Words> {
    CodeFact::ALL.iter().find(|known| known.as_str() == fact).map(|fact| code_name(*fact, code))
}

/// Names that lead from the whole to a part.
pub(crate) fn path(steps: &[Words]) -> Words {
    joined_path(steps.iter().cloned())
}

/// What a member is called, without what its label says besides.
pub(crate) fn called(label: Label) -> Words {
    let Words { zh, en } = label.into();
    let head = |text: &str, ends: &[char]| text.split(ends).next().unwrap_or_default().to_owned();
    Words { zh: head(&zh, &['，', '；']), en: head(&en, &[',', ';']) }
}

/// An item of a list: what the list is called, and the name or the number of the item.
pub(crate) fn listed_item(list: Label, name: Words) -> Words {
    say!("{list} {name}", "{list} {name}", list = called(list), name = name)
}

/// An identifier in quotes.
pub(crate) fn quoted(id: &str) -> Words {
    Words::quoted(id)
}

/// The place of an item that has no name, from 1.
pub(crate) fn numbered(place: usize) -> Words {
    say!("第 {n} 项", "no. {n}", n = Words::same(place.saturating_add(1)))
}

/// Names one after another, of which the order counts.
pub(crate) fn in_order(names: impl Iterator<Item = Words>) -> Words {
    labels(names)
}

fn clause(shape: &Shape, value: &Value, programme: &Programme) -> Option<Words> {
    let name = match shape {
        Shape::Record(record) => record.name,
        Shape::Union(union) => union.name,
        Shape::Word(word) => word.name,
        _ => return None,
    };
    Some(match name {
        "Money" => yuan(value.as_str()?),
        "Rate" => percent(read(value)?),
        "Requirement" => requirement(&read(value)?, programme),
        "Predicate" => predicate(&read(value)?, programme),
        "AmountParam" => amount(&read(value)?, programme),
        "RateParam" => rate(&read(value)?),
        "Tier" => benefit::tier(&read(value)?, programme),
        "OperationPrice" => benefit::price(&read(value)?, programme),
        "Service" => benefit::service(&read(value)?, programme),
        "PayeeShare" => benefit::payees(&[read::<PayeeShare>(value)?]),
        "Benefit" => {
            let of = read(value)?;
            all_of(std::iter::once(benefit::headline(&of, programme)).chain(benefit::rows(&of, programme)))
        }
        "ProgrammeItem" => all_of(item::lines(&read(value)?, programme).into_iter().map(|(_, line)| line)),
        "Basis" => item::basis(&read(value)?, programme),
        "Limit" => item::limit(&read(value)?, programme),
        "MinimumAward" => item::minimum(&read(value)?),
        "Rounding" => item::rounding(&read(value)?),
        "PaperRequirement" => paper(&read(value)?, programme),
        "ReceiptRule" => all_of(scope::receipts(&read(value)?, programme)),
        "LineRule" => all_of(scope::lines(&read(value)?, programme)),
        "Period" => scope::period(&read(value)?),
        "PeriodRule" => scope::period_rule(&read(value)?),
        "NamedSet" => set(&read::<NamedSet>(value)?.id, programme),
        "Statistic" => statistic(&read(value)?),
        "ProgrammeSource" => source(&read(value)?),
        _ => return None,
    })
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

fn plain(shape: &Shape, value: &Value, programme: &Programme) -> Words {
    match (shape, value) {
        (Shape::Code(list), Value::String(text)) => {
            let known = list.codes.iter().find(|known| known.code == text);
            known.map_or_else(|| Words::same(text), |known| known.label.into())
        }
        (Shape::Flag, Value::Bool(true)) => say!("是", "yes"),
        (Shape::Flag, Value::Bool(false)) => say!("否", "no"),
        (Shape::List { item, .. }, Value::Array(items)) => {
            first_of(items.iter().map(|value| part(item, value, programme)), VALUES_MAX)
        }
        (Shape::Record(record), value) => members(record, value, programme),
        (Shape::Union(union), value) => {
            let code = value.get(union.tag).and_then(Value::as_str);
            let variant = union.variants.iter().find(|variant| Some(variant.code) == code);
            variant.map_or_else(Words::default, |variant| {
                let (kind, rest) = (variant.label.into(), members(variant.record, value, programme));
                if rest.is_empty() { kind } else { say!("{kind}：{rest}", "{kind}: {rest}", kind = kind, rest = rest) }
            })
        }
        (_, Value::String(text)) => Words::same(text),
        // What is an organisation's own may be anything: only its name is told.
        (Shape::Entries { .. }, Value::Object(entries)) => first_of(entries.keys().map(Words::same), VALUES_MAX),
        (_, value) => Words::same(value),
    }
}

fn members(record: &Record, value: &Value, programme: &Programme) -> Words {
    let told = record.members.iter().filter_map(|member| {
        let words = part(member.shape, value.get(member.name)?, programme);
        let label = member.label.into();
        Some(say!("{label}：{words}", "{label}: {words}", label = label, words = words))
    });
    labels(told)
}
