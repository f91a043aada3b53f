//! The explanation of the members of a document, from the labels of the standard.

use crate::language::Language;
use std::collections::BTreeSet;
use tongbiao::{
    check::Limits,
    document::Body,
    wire::{CodeList, Json, JsonValue, Label, Member, Record, Shape, parse_json},
};

/// A list with more codes is named and not printed.
const CODES_MAX: usize = 9;

/// One line for each member of a document that contains no other members: its place, its label and its codes. Of the items of a list,
/// a member is explained once.
pub(crate) fn explanation<T: Body>(text: &str, language: Language) -> Vec<String> {
    let limits = Limits::default();
    let Ok(json) = parse_json(text, limits.depth_max, limits.values_max) else { return Vec::new() };
    let mut lines = Lines { language, lines: Vec::new(), seen: BTreeSet::new() };
    if let (JsonValue::Object(members), Shape::Record(record)) = (&json.value, T::SHAPE) {
        for entry in members {
            let member = record.member(&entry.name).or_else(|| T::ENVELOPE.iter().find(|one| one.name == entry.name));
            if let Some(member) = member {
                lines.member(member, &entry.value, "");
            }
        }
    }
    lines.lines
}

struct Lines {
    language: Language,
    lines: Vec<String>,
    /// The explained places, with `*` for indices.
    seen: BTreeSet<String>,
}

impl Lines {
    fn member(&mut self, member: &Member, value: &Json, at: &str) {
        let at = format!("{at}/{}", member.name);
        match member.shape {
            shape if shape.is_container() => self.value(shape, value, &at),
            Shape::Code(list) | Shape::List { item: Shape::Code(list), .. } => self.line(&at, member.label, Some(list)),
            _ => self.line(&at, member.label, None),
        }
    }

    fn value(&mut self, shape: &Shape, value: &Json, at: &str) {
        match (shape, &value.value) {
            (Shape::Record(record), JsonValue::Object(_)) => self.record(record, value, at),
            (Shape::Union(union), JsonValue::Object(_)) => {
                let tag = value.get(union.tag).and_then(Json::as_str).unwrap_or_default();
                let others = union.variants.iter().map(|variant| variant.code).collect::<Vec<_>>().join(", ");
                let label = self.language.label(union.label);
                self.push(&format!("{at}/{}", union.tag), &format!("{label} [{others}]"));
                if let Some(variant) = union.variants.iter().find(|variant| variant.code == tag) {
                    self.record(variant.record, value, at);
                }
            }
            (Shape::List { item, .. }, JsonValue::List(items)) => {
                for (place, value) in items.iter().enumerate() {
                    self.value(item, value, &format!("{at}/{place}"));
                }
            }
            _ => {}
        }
    }

    fn record(&mut self, record: &Record, value: &Json, at: &str) {
        let JsonValue::Object(members) = &value.value else { return };
        for entry in members {
            if let Some(member) = record.member(&entry.name) {
                self.member(member, &entry.value, at);
            }
        }
    }

    fn line(&mut self, at: &str, label: Label, list: Option<&CodeList>) {
        let label = self.language.label(label);
        let codes = match list {
            Some(list) if (2..=CODES_MAX).contains(&list.codes.len()) => {
                format!(" [{}]", list.codes.iter().map(|code| code.code).collect::<Vec<_>>().join(", "))
            }
            Some(list) if list.codes.len() > CODES_MAX => format!(" [codes --list {}]", list.name),
            _ => String::new(),
        };
        self.push(at, &format!("{label}{codes}"));
    }

    fn push(&mut self, at: &str, words: &str) {
        let is_index = |step: &&str| step.parse::<usize>().is_ok();
        let place = at.split('/').map(|step| if is_index(&step) { "*" } else { step }).collect::<Vec<_>>().join("/");
        if self.seen.insert(place) {
            self.lines.push(format!("{at}  {words}"));
        }
    }
}
