//! Any part of a programme in words: as its clause, or else member by member.

use super::{
    Words, benefit, item,
    numeral::{percent, yuan},
    param::{amount, code_name, rate},
    predicate::{group, predicate, requirement, set},
    programme::{paper, source, statistic},
    scope,
    words::{all_of, first_of, joined_path, labels, say},
};
use crate::{
    code::CodeFact,
    programme::{
        Alternatives, AmountParam, Basis, Benefit, Limit, LineRule, NamedSet, OperationPrice, PaperRequirement,
        PayeeShare, Predicate, Programme, ProgrammeItem, ReceiptRule, Requirement, Service, Tier,
    },
    value::{Money, Rate},
    wire::{Label, Record, Shape, Wire},
};
use serde_json::Value;

/// The number of values of a list that are listed.
const VALUES_MAX: usize = 12;

/// A part of a programme, by its shape. The programme is the one that contains it and names sets and statistics.
pub(crate) fn part(shape: &Shape, value: &Value, programme: &Programme) -> Words {
    clause(shape, value, programme).unwrap_or_else(|| plain(shape, value, programme))
}

/// The name of a code in the list of its fact.
pub(crate) fn code_of(fact: &str, code: &str) -> Option<Words> {
    CodeFact::ALL.iter().find(|known| known.as_str() == fact).map(|fact| code_name(*fact, code))
}

/// Names from the whole to a part.
pub(crate) fn path(steps: &[Words]) -> Words {
    joined_path(steps.iter().cloned())
}

/// The label of a member, up to the first comma.
pub(crate) fn called(label: Label) -> Words {
    let Words { zh, en } = label.into();
    let head = |text: &str, ends: &[char]| text.split(ends).next().unwrap_or_default().to_owned();
    Words { zh: head(&zh, &['，', '；']), en: head(&en, &[',', ';']) }
}

/// An item of a list: the name of the list, and the name or the number of the item.
pub(crate) fn listed_item(list: Label, name: Words) -> Words {
    say!("{list} {name}", "{list} {name}", list = called(list), name = name)
}

/// An identifier in quotes.
pub(crate) fn quoted(id: &str) -> Words {
    Words::quoted(id)
}

/// The number of an item without a name, from 1.
pub(crate) fn numbered(place: usize) -> Words {
    say!("第 {n} 项", "no. {n}", n = Words::same(place.saturating_add(1)))
}

/// Names in a significant order.
pub(crate) fn in_order(names: impl Iterator<Item = Words>) -> Words {
    labels(names)
}

fn clause(shape: &Shape, value: &Value, programme: &Programme) -> Option<Words> {
    let of = Typed { shape, value };
    of.worded(|amount: &Money| yuan(amount))
        .or_else(|| of.worded(|rate: &Rate| percent(*rate)))
        .or_else(|| of.worded(|one: &Requirement| requirement(one, programme)))
        .or_else(|| of.worded(|one: &Predicate| predicate(one, programme)))
        .or_else(|| of.worded(|one: &Alternatives| group(&one.any_of, programme)))
        .or_else(|| of.worded(|one: &AmountParam| amount(one, programme)))
        .or_else(|| of.worded(rate))
        .or_else(|| of.worded(|one: &Tier| benefit::tier(one, programme)))
        .or_else(|| of.worded(|one: &OperationPrice| benefit::price(one, programme)))
        .or_else(|| of.worded(|one: &Service| benefit::service(one, programme)))
        .or_else(|| of.worded(|one: &PayeeShare| benefit::payees(std::slice::from_ref(one))))
        .or_else(|| {
            of.worded(|one: &Benefit| {
                all_of(std::iter::once(benefit::headline(one, programme)).chain(benefit::rows(one, programme)))
            })
        })
        .or_else(|| {
            of.worded(|one: &ProgrammeItem| all_of(item::lines(one, programme).into_iter().map(|(_, line)| line)))
        })
        .or_else(|| of.worded(|one: &Basis| item::basis(one, programme)))
        .or_else(|| of.worded(|one: &Limit| item::limit(one, programme)))
        .or_else(|| of.worded(item::minimum))
        .or_else(|| of.worded(item::rounding))
        .or_else(|| of.worded(|one: &PaperRequirement| paper(one, programme)))
        .or_else(|| of.worded(|one: &ReceiptRule| all_of(scope::receipts(one, programme))))
        .or_else(|| of.worded(|one: &LineRule| all_of(scope::lines(one, programme))))
        .or_else(|| of.worded(scope::period))
        .or_else(|| of.worded(scope::period_rule))
        .or_else(|| of.worded(|one: &NamedSet| set(&one.id, programme)))
        .or_else(|| of.worded(statistic))
        .or_else(|| of.worded(source))
}

/// A value and the shape of its type.
struct Typed<'a> {
    shape: &'a Shape,
    value: &'a Value,
}

impl Typed<'_> {
    /// The value in words, if it is of that type. It is parsed from text, as documents are, so that no other parser is compiled.
    fn worded<T: Wire>(&self, words: impl FnOnce(&T) -> Words) -> Option<Words> {
        let read = || serde_json::from_str::<T>(&self.value.to_string()).ok();
        self.shape.is_of::<T>().then(read).flatten().map(|value| words(&value))
    }
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
        // An organisation's own data may be of any form: only the names are listed.
        (Shape::Entries { .. }, Value::Object(entries)) => first_of(entries.keys().map(Words::same), VALUES_MAX),
        (_, value) => Words::same(value),
    }
}

fn members(record: &Record, value: &Value, programme: &Programme) -> Words {
    let members = record.members.iter().filter_map(|member| {
        let words = part(member.shape, value.get(member.name)?, programme);
        let label = member.label.into();
        Some(say!("{label}：{words}", "{label}: {words}", label = label, words = words))
    });
    labels(members)
}
