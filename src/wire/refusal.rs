//! All reasons why a JSON value does not have a shape.
//!
//! The serde readers stop at the first reason. If they refuse a document, this walk over the same shapes finds all
//! reasons. A test ensures that the walk finds reasons exactly for the documents that the readers refuse.

use super::{
    Bound, Entry, Json, JsonValue, Privacy, Record, Shape, Span, Spelling, Union, Word,
    choice::{CodeChoice, Guess, Names},
    integer::whole,
    json::ANY_DEPTH_MAX,
    nearest,
    real::within,
    tidy,
};
use std::{cell::OnceCell, collections::HashSet};

/// After this number of reasons there are no more suggestions, because the document is probably of another format.
const GUESSES_MAX: usize = 1000;

/// One reason, with its place.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// The place as an RFC 6901 pointer.
    pub pointer: String,
    /// The position in the text.
    pub span: Span,
    /// The privacy class of the value.
    pub privacy: Privacy,
    /// The reason.
    pub refused: Refused,
}

/// The reason for which a value is refused.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Refused {
    /// A value of another JSON type.
    Type {
        /// The expected type.
        expected: JsonType,
        /// The actual type.
        actual: JsonType,
        /// The word that must be there, if one must.
        word: Option<&'static Word>,
    },
    /// `null`. An unknown value must be omitted.
    Null,
    /// A missing member. The pointer is that of the object.
    Missing {
        /// Its name.
        member: &'static str,
        /// Its label.
        label: super::Label,
        /// The list from which its code must be, if it is a code.
        choice: Option<CodeChoice>,
    },
    /// A member that the standard does not define.
    Unknown {
        /// Its name.
        name: String,
        /// Similar names of members that are not present yet.
        nearest: Vec<&'static str>,
    },
    /// A second member with the same name.
    Duplicate(String),
    /// A code that is not on its list.
    Code {
        /// The label of the list and its codes.
        list: CodeChoice,
        /// The codes that may be meant.
        guess: Guess,
    },
    /// A string that does not have its form.
    Form(&'static Word),
    /// A free text that is read without some of its blanks or control characters.
    Untidy(&'static Word),
    /// The name of a member of another form.
    Name(&'static Word),
    /// A list with too few or too many items.
    Length {
        /// The allowed number of items.
        bound: Bound,
        /// The actual number of items.
        actual: usize,
    },
    /// A number outside its range, or not whole where it must be.
    Range {
        /// The minimum.
        min: i64,
        /// The maximum.
        max: i64,
        /// Whether the number must be whole.
        whole: bool,
    },
    /// A value without a fixed shape that is nested too deep.
    Depth(usize),
}

/// The type of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonType {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

impl JsonType {
    fn of(json: &Json) -> Self {
        match json.value {
            JsonValue::Null => Self::Null,
            JsonValue::Flag(_) => Self::Flag,
            JsonValue::Number(_) => Self::Number,
            JsonValue::Text(_) => Self::Text,
            JsonValue::List(_) => Self::List,
            JsonValue::Object(_) => Self::Object,
        }
    }
}

/// All reasons why the value does not have the shape, in the order of the text.
pub fn refusals(json: &Json, shape: &'static Shape, extra: &'static [super::Member]) -> Vec<Refusal> {
    let mut found = walk(json, shape, extra);
    found.retain(|refusal| !matches!(refusal.refused, Refused::Untidy(_)));
    found
}

/// All free texts of the value that are not read as they are written, in the order of the text.
pub(crate) fn untidy(json: &Json, shape: &'static Shape, extra: &'static [super::Member]) -> Vec<Refusal> {
    let mut found = walk(json, shape, extra);
    found.retain(|refusal| matches!(refusal.refused, Refused::Untidy(_)));
    found
}

fn walk(json: &Json, shape: &'static Shape, extra: &'static [super::Member]) -> Vec<Refusal> {
    let mut walk =
        Walk { pointer: String::new(), privacy: Privacy::Public, found: Vec::new(), names: Names::default() };
    match (shape, &json.value) {
        (Shape::Record(record), JsonValue::Object(entries)) => walk.members(json, entries, record, extra, None),
        _ => walk.value(json, shape),
    }
    walk.found.sort_by_key(|refusal| refusal.span.start);
    walk.found
}

struct Walk {
    pointer: String,
    privacy: Privacy,
    found: Vec<Refusal>,
    names: Names,
}

impl Walk {
    fn refuse(&mut self, span: Span, refused: Refused) {
        self.found.push(Refusal { pointer: self.pointer.clone(), span, privacy: self.privacy, refused });
    }

    fn guesses(&self) -> bool {
        self.found.len() < GUESSES_MAX
    }

    fn within(&mut self, step: &str, walk: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        if step.contains(['~', '/']) {
            self.pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
        } else {
            self.pointer.push_str(step);
        }
        walk(self);
        self.pointer.truncate(length);
    }

    fn value(&mut self, json: &Json, shape: &'static Shape) {
        match (shape, &json.value) {
            (Shape::Record(record), JsonValue::Object(entries)) => self.members(json, entries, record, &[], None),
            (Shape::Union(union), JsonValue::Object(entries)) => self.union(json, entries, union),
            (Shape::Code(list), JsonValue::Text(text)) => {
                if !list.codes.iter().any(|c| c.code == text) {
                    let list = CodeChoice::List(list);
                    let guess = list.guess(text, self.guesses(), &mut self.names);
                    self.refuse(json.span, Refused::Code { list, guess });
                }
            }
            (Shape::Code(list), JsonValue::Number(number)) => {
                let list = CodeChoice::List(list);
                let raw = number.to_json().map(|number| number.to_string()).unwrap_or_default();
                match list.guess_number(&raw).filter(|_| self.guesses()) {
                    Some(guess) => self.refuse(json.span, Refused::Code { list, guess }),
                    None => self.mistyped(json, shape),
                }
            }
            (Shape::Word(word), JsonValue::Text(text)) => {
                if !(word.accepts)(text) {
                    self.refuse(json.span, Refused::Form(word));
                } else if matches!(word.spelling, Spelling::Free(lines) if tidy(text, lines) != *text) {
                    self.refuse(json.span, Refused::Untidy(word));
                }
            }
            (Shape::Integer(min, max), JsonValue::Number(number)) => {
                let whole = number.to_json().as_ref().and_then(whole);
                if !whole.is_some_and(|n| (*min..=*max).contains(&n)) {
                    self.refuse(json.span, Refused::Range { min: *min, max: *max, whole: true });
                }
            }
            (Shape::Real(min, max), JsonValue::Number(number)) => {
                let number = number.to_json().as_ref().and_then(serde_json::Number::as_f64);
                if !number.is_some_and(|number| within(number, *min, *max)) {
                    self.refuse(json.span, Refused::Range { min: *min, max: *max, whole: false });
                }
            }
            (Shape::Flag, JsonValue::Flag(_)) => {}
            (Shape::List { item, bound }, JsonValue::List(items)) => self.items(json, items, item, *bound),
            (Shape::Entries { name, value, max }, JsonValue::Object(entries)) => {
                self.entries(json, entries, name, value, *max);
            }
            (Shape::Any, _) => self.any(json),
            (_, JsonValue::Null) => self.refuse(json.span, Refused::Null),
            _ => self.mistyped(json, shape),
        }
    }

    fn mistyped(&mut self, json: &Json, shape: &'static Shape) {
        let word = if let Shape::Word(word) = shape { Some(*word) } else { None };
        let (expected, actual) = (expected(shape), JsonType::of(json));
        self.refuse(json.span, Refused::Type { expected, actual, word });
    }

    fn members(
        &mut self,
        json: &Json,
        entries: &[Entry],
        record: &'static Record,
        extra: &'static [super::Member],
        tag: Option<&'static str>,
    ) {
        let members = || extra.iter().chain(record.members);
        let names: OnceCell<HashSet<&str>> = OnceCell::new();
        let mut seen = HashSet::with_capacity(entries.len());
        for entry in entries {
            if !seen.insert(entry.name.as_str()) {
                self.within(&entry.name, |walk| walk.refuse(entry.span, Refused::Duplicate(entry.name.clone())));
                continue;
            }
            if Some(entry.name.as_str()) == tag {
                continue;
            }
            let privacy = self.privacy;
            match members().find(|m| m.name == entry.name) {
                Some(member) => {
                    self.privacy = member.privacy;
                    self.within(&entry.name, |walk| walk.value(&entry.value, member.shape));
                }
                None => {
                    // The privacy class of a member that the standard does not define is unknown.
                    self.privacy = Privacy::Personal;
                    let names = || names.get_or_init(|| entries.iter().map(|entry| entry.name.as_str()).collect());
                    let free = members().map(|m| m.name).filter(|n| !names().contains(n));
                    let nearest = if self.guesses() { nearest(&entry.name, free) } else { Vec::new() };
                    let refused = Refused::Unknown { name: entry.name.clone(), nearest };
                    self.within(&entry.name, |walk| walk.refuse(entry.span, refused));
                }
            }
            self.privacy = privacy;
        }
        for member in members().filter(|m| m.required && !seen.contains(m.name)) {
            let choice = if let Shape::Code(list) = member.shape { Some(CodeChoice::List(list)) } else { None };
            self.refuse(json.span, Refused::Missing { member: member.name, label: member.label, choice });
        }
    }

    fn union(&mut self, json: &Json, entries: &[Entry], union: &'static Union) {
        let Some(tag) = entries.iter().find(|e| e.name == union.tag) else {
            let (member, label) = (union.tag, union.label);
            let choice = Some(CodeChoice::Tags(union));
            self.refuse(json.span, Refused::Missing { member, label, choice });
            return;
        };
        let list = CodeChoice::Tags(union);
        let code = tag.value.as_str();
        match union.variants.iter().find(|v| Some(v.code) == code) {
            Some(variant) => self.members(json, entries, variant.record, &[], Some(union.tag)),
            // The tag decides which other members are allowed. For an unknown alternative nothing more can be checked.
            None => {
                self.within(union.tag, |walk| match code {
                    Some(text) => {
                        let guess = list.guess(text, walk.guesses(), &mut walk.names);
                        walk.refuse(tag.value.span, Refused::Code { list, guess });
                    }
                    None if JsonType::of(&tag.value) == JsonType::Null => walk.refuse(tag.value.span, Refused::Null),
                    None => {
                        let actual = JsonType::of(&tag.value);
                        let refused = Refused::Type { expected: JsonType::Text, actual, word: None };
                        walk.refuse(tag.value.span, refused);
                    }
                });
            }
        }
    }

    fn items(&mut self, json: &Json, items: &[Json], item: &'static Shape, bound: Bound) {
        if items.len() < bound.min || items.len() > bound.max {
            self.refuse(json.span, Refused::Length { bound, actual: items.len() });
        }
        for (i, json) in items.iter().enumerate() {
            self.within(&i.to_string(), |walk| walk.value(json, item));
        }
    }

    fn entries(&mut self, json: &Json, entries: &[Entry], name: &'static Word, value: &'static Shape, max: usize) {
        if entries.len() > max {
            self.refuse(json.span, Refused::Length { bound: Bound { min: 0, max }, actual: entries.len() });
        }
        let mut seen = HashSet::new();
        for entry in entries {
            self.within(&entry.name, |walk| {
                if !seen.insert(entry.name.as_str()) {
                    walk.refuse(entry.span, Refused::Duplicate(entry.name.clone()));
                } else if !(name.accepts)(&entry.name) {
                    walk.refuse(entry.span, Refused::Name(name));
                } else {
                    walk.value(&entry.value, value);
                }
            });
        }
    }

    fn any(&mut self, json: &Json) {
        if json.depth() > ANY_DEPTH_MAX {
            self.refuse(json.span, Refused::Depth(ANY_DEPTH_MAX));
            return;
        }
        match &json.value {
            JsonValue::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.within(&i.to_string(), |walk| walk.any(item));
                }
            }
            JsonValue::Object(entries) => {
                let mut seen = HashSet::new();
                for entry in entries {
                    self.within(&entry.name, |walk| {
                        if !seen.insert(entry.name.as_str()) {
                            walk.refuse(entry.span, Refused::Duplicate(entry.name.clone()));
                        } else {
                            walk.any(&entry.value);
                        }
                    });
                }
            }
            _ => {}
        }
    }
}

fn expected(shape: &Shape) -> JsonType {
    match shape {
        Shape::Record(_) | Shape::Union(_) | Shape::Entries { .. } | Shape::Any => JsonType::Object,
        Shape::Code(_) | Shape::Word(_) => JsonType::Text,
        Shape::Integer(..) | Shape::Real(..) => JsonType::Number,
        Shape::Flag => JsonType::Flag,
        Shape::List { .. } => JsonType::List,
    }
}
