//! The comparison of two programmes, member by member along their shape.

use super::{
    Bearing, Change, ChangeKind, Direction, Side,
    bearing::{Listing, Order, Rule, Sense, absent, is_context, is_of_param, name_of, rule},
    direction::{Sign, measure, of_item, of_presence, of_values},
    order::{Both, moved},
    pairing::Pairing,
    values::{Holding, differing},
};
use crate::{
    explain::{Words, called, code_of, in_order, listed_item, numbered, part, path, quoted},
    programme::Programme,
    wire::{Label, Record, Shape, Wire},
};
use serde_json::Value;

/// A programme in two forms: as compared, with old references replaced by the new identifiers, and as shown.
pub(super) struct Document<'a> {
    pub(super) programme: &'a Programme,
    pub(super) written: Value,
    pub(super) compared: Value,
}

/// The changes from an old document to a new one, and the new places of list items.
pub(super) struct Comparing<'a> {
    documents: [&'a Document<'a>; 2],
    pub(super) changes: Vec<Change>,
    pub(super) places: Vec<(String, String)>,
}

/// A place in both documents.
#[derive(Debug, Clone)]
struct Place {
    pointers: [String; 2],
    /// The names on the way to it.
    names: Vec<Words>,
    bearing: Bearing,
    sense: Sense,
    sign: Sign,
    /// The fact whose codes are at this place.
    fact: Option<String>,
}

/// A member with a list, as the list is compared.
struct Listed<'a> {
    record: &'static Record,
    name: &'static str,
    label: Label,
    item: &'static Shape,
    rule: Rule,
    both: Both<'a>,
}

const NO_ITEMS: &[Value] = &[];

impl<'a> Comparing<'a> {
    /// Compares two documents.
    pub(super) fn new(old: &'a Document<'a>, new: &'a Document<'a>) -> Self {
        let mut comparing = Self { documents: [old, new], changes: Vec::new(), places: Vec::new() };
        if let Shape::Record(record) = Programme::SHAPE {
            let place = Place {
                pointers: [String::new(), String::new()],
                names: Vec::new(),
                bearing: Bearing::Outcome,
                sense: Sense::None,
                sign: Sign::Plain,
                fact: None,
            };
            comparing.record(record, &old.compared, &new.compared, &place);
        }
        comparing
    }

    fn record(&mut self, record: &'static Record, old: &Value, new: &Value, place: &Place) {
        let changed = |name: &str| {
            let of = |value: &Value| value.get(name).cloned().or_else(|| absent(record.name, name));
            of(old) != of(new)
        };
        let changed: Vec<_> = record.members.iter().filter(|member| changed(member.name)).collect();
        let is_loose = changed.iter().any(|member| is_context(member.name));
        let place = Place { sign: sign_of(record, old, new, place.sign, is_loose), ..place.clone() };
        for member in changed.into_iter().filter(|member| (record.name, member.name) != ("Programme", "revision")) {
            let rule = rule(record.name, member.name);
            let sense = if rule.sense == Sense::Inherited { place.sense } else { rule.sense };
            let mut below = place.clone();
            below.pointers = place.pointers.clone().map(|at| format!("{at}/{}", member.name));
            below.bearing = place.bearing.max(rule.bearing);
            // Numbers with different units, days or facts cannot be compared. Deeper members have their own context.
            below.sense = if is_loose && !member.shape.is_container() { Sense::None } else { sense };
            below.sign = if rule.is_open { Sign::Open } else { place.sign };
            below.fact = old.get("fact").and_then(Value::as_str).map(str::to_owned);
            if let Shape::List { item, bound } = member.shape {
                let lists = [old, new].map(|holder| holder.get(member.name).and_then(Value::as_array));
                if bound.min == 0 || lists.iter().all(Option::is_some) {
                    let lists = lists.map(|list| list.map_or(NO_ITEMS, Vec::as_slice));
                    let programmes = self.documents.map(|document| &document.compared);
                    let both = Both { lists, holders: [old, new], programmes };
                    let (name, label) = (member.name, member.label);
                    self.list(&Listed { record, name, label, item, rule, both }, &below);
                    continue;
                }
            }
            // A fixed amount has the name of the member that contains it.
            if !(is_of_param(record.name) && record.name.starts_with("Fixed")) {
                below.names.push(called(member.label));
            }
            match (old.get(member.name), new.get(member.name)) {
                (Some(old), Some(new)) => self.value(member.shape, old, new, &below),
                (old, new) => {
                    let direction = presence((record, member.name), rule.sense, (member.shape, &below), old, new);
                    self.push(member.shape, &below, [old.is_some(), new.is_some()], direction);
                }
            }
        }
    }

    /// A value that both documents have and that differs.
    fn value(&mut self, shape: &'static Shape, old: &Value, new: &Value, place: &Place) {
        match shape {
            Shape::Record(record) => self.record(record, old, new, place),
            Shape::Union(union) if old.get(union.tag) == new.get(union.tag) => {
                let tag = old.get(union.tag).and_then(Value::as_str);
                if let Some(variant) = union.variants.iter().find(|variant| Some(variant.code) == tag) {
                    self.record(variant.record, old, new, place);
                }
            }
            _ => {
                let measures = (measure(shape, old), measure(shape, new));
                // 0.5 is 0.50.
                if measures.0.is_none() || measures.0 != measures.1 {
                    let direction = of_values(place.sense, place.sign, shape, old, new);
                    self.push(shape, place, [true, true], direction);
                }
            }
        }
    }

    fn list(&mut self, listed: &Listed<'_>, place: &Place) {
        let [old, new] = listed.both.lists;
        match listed.rule.listing {
            Listing::Whole => {
                let mut place = place.clone();
                place.names.push(called(listed.label));
                let direction = None;
                self.push(listed.item, &place, [true, true], direction);
            }
            Listing::Values(order) => {
                self.values(listed, place);
                self.moved(order, &Pairing::by_likeness(old, new), listed, place);
            }
            Listing::Named(order) => self.items(order, &Pairing::by_name(old, new), listed, place),
            Listing::Alike(order) => self.items(order, &Pairing::by_likeness(old, new), listed, place),
        }
    }

    fn items(&mut self, order: Order, pairing: &Pairing, listed: &Listed<'_>, place: &Place) {
        let [old, new] = listed.both.lists;
        let more = of_item(place.sense, place.sign);
        let below = |(before, after): (usize, usize), value: &Value| {
            let mut below = place.clone();
            let [old_at, new_at] = &place.pointers;
            below.pointers = [format!("{old_at}/{before}"), format!("{new_at}/{after}")];
            let number = if old.get(before) == Some(value) { before } else { after };
            below.names.push(listed_item(listed.label, item_name(listed.item, value, number)));
            below
        };
        for before in &pairing.only_old {
            let Some(value) = old.get(*before) else { continue };
            let direction = more.map(Direction::reversed);
            self.push(listed.item, &below((*before, 0), value), [true, false], direction);
        }
        for (before, after) in &pairing.both {
            let (Some(left), Some(right)) = (old.get(*before), new.get(*after)) else { continue };
            let below = below((*before, *after), right);
            let [old_at, new_at] = below.pointers.clone();
            self.places.push((old_at, new_at));
            if left != right {
                self.value(listed.item, left, right, &below);
            }
        }
        for after in &pairing.only_new {
            let Some(value) = new.get(*after) else { continue };
            self.push(listed.item, &below((0, *after), value), [false, true], more);
        }
        self.moved(order, pairing, listed, place);
    }

    fn values(&mut self, listed: &Listed<'_>, place: &Place) {
        let [old, new] = listed.both.lists;
        let holding = Holding::of(listed.record.name, listed.name);
        let (removed, added) = differing(holding, (place.sense, place.sign), old, new);
        let mut place = place.clone();
        place.names.push(called(listed.label));
        let removed = removed.into_iter().map(|single| (single, [true, false]));
        let added = added.into_iter().map(|single| (single, [false, true]));
        for ((index, direction), is_there) in removed.chain(added) {
            let mut below = place.clone();
            below.pointers = place.pointers.clone().map(|at| format!("{at}/{index}"));
            self.push(listed.item, &below, is_there, direction);
        }
    }

    fn moved(&mut self, order: Order, pairing: &Pairing, listed: &Listed<'_>, place: &Place) {
        let [old, new] = listed.both.lists;
        let side = |list: &[Value], places: &[usize], pointer: &String| {
            let items = places.iter().filter_map(|place| Some((*place, list.get(*place)?)));
            let names = items.map(|(number, value)| match value {
                Value::Object(_) => item_name(listed.item, value, number),
                value => self.words(1, listed.item, value, place),
            });
            let value = places.iter().filter_map(|place| list.get(*place));
            let value = value.map(|item| name_of(item).map_or_else(|| item.clone(), Value::from)).collect();
            Side { pointer: pointer.clone(), value, words: in_order(names) }
        };
        let mut changes = Vec::new();
        for pairs in moved(order, pairing, listed.both) {
            let (mut olds, news): (Vec<usize>, Vec<usize>) = pairs.into_iter().unzip();
            olds.sort_unstable();
            let mut names = place.names.clone();
            names.push(called(listed.label));
            let [old_at, new_at] = &place.pointers;
            changes.push(Change {
                kind: ChangeKind::Moved,
                bearing: place.bearing,
                what: path(&names),
                before: Some(side(old, &olds, old_at)),
                after: Some(side(new, &news, new_at)),
                direction: None,
            });
        }
        self.changes.extend(changes);
    }

    fn words(&self, side: usize, shape: &Shape, value: &Value, place: &Place) -> Words {
        let code = place.fact.as_deref().zip(value.as_str()).filter(|_| matches!(shape, Shape::Word(_)));
        let named = code.and_then(|(fact, code)| code_of(fact, code));
        let programme = self.documents.get(side).map(|document| document.programme);
        named.or_else(|| Some(part(shape, value, programme?))).unwrap_or_default()
    }

    fn push(&mut self, shape: &Shape, place: &Place, is_there: [bool; 2], direction: Option<Direction>) {
        let side = |number: usize| {
            let (document, pointer) = (self.documents.get(number)?, place.pointers.get(number)?);
            let value = document.written.pointer(pointer)?;
            let words = self.words(number, shape, value, place);
            Some(Side { pointer: pointer.clone(), value: value.clone(), words })
        };
        let [was, is] = is_there;
        let (before, after) = (was.then(|| side(0)).flatten(), is.then(|| side(1)).flatten());
        let kind = match is_there {
            [true, true] => ChangeKind::Changed,
            [true, false] => ChangeKind::Removed,
            _ => ChangeKind::Added,
        };
        let what = path(&place.names);
        let direction = direction.filter(|_| place.bearing == Bearing::Outcome);
        self.changes.push(Change { kind, bearing: place.bearing, what, before, after, direction });
    }
}

/// Whether a condition is negated.
fn sign_of(record: &Record, old: &Value, new: &Value, sign: Sign, is_loose: bool) -> Sign {
    let is_negated = |value: &Value| value.get("negated").and_then(Value::as_bool) == Some(true);
    match (sign, is_loose) {
        (Sign::Open, _) | (_, true) => Sign::Open,
        // A member inside a condition is subject to at most one negation.
        (sign, false) if record.member("negated").is_none() => sign,
        _ => match (is_negated(old), is_negated(new)) {
            (false, false) => Sign::Plain,
            (true, true) => Sign::Negated,
            _ => Sign::Open,
        },
    }
}

/// The direction of adding or removing a member.
fn presence(
    (record, member): (&Record, &str),
    sense: Sense,
    (shape, place): (&Shape, &Place),
    old: Option<&Value>,
    new: Option<&Value>,
) -> Option<Direction> {
    if let Some(meant) = absent(record.name, member) {
        return of_values(place.sense, place.sign, shape, old.unwrap_or(&meant), new.unwrap_or(&meant));
    }
    // The amount for another case is not a bound of its own.
    let said = if sense == Sense::Inherited { None } else { of_presence(place.sense, place.sign) };
    if new.is_some() { said } else { said.map(Direction::reversed) }
}

/// The name of a list item.
fn item_name(shape: &Shape, value: &Value, number: usize) -> Words {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    if let Some(id) = text("id") {
        return quoted(id);
    }
    let members = match shape {
        Shape::Record(record) => record.members,
        Shape::Union(union) => {
            let kind = union.variants.iter().find(|variant| Some(variant.code) == text(union.tag));
            return kind.map_or_else(|| numbered(number), |kind| kind.label.into());
        }
        _ => return numbered(number),
    };
    let coded = members.iter().find_map(|member| match member.shape {
        Shape::Code(list) if ["to", "payer"].contains(&member.name) => {
            list.codes.iter().find(|code| Some(code.code) == text(member.name))
        }
        _ => None,
    });
    coded.map(|code| code.label.into()).or_else(|| text("name").map(quoted)).unwrap_or_else(|| numbered(number))
}
