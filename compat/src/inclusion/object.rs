//! Objects: records with known members, and maps with free names.

use super::{At, Inclusion, What};
use crate::{
    accept::{Accepted, Judge},
    automaton::{Automaton, Found, find},
    example::{Examples, Step, name_of},
    set::Place,
    view::{Object, Text},
    why::Why,
};
use serde_json::{Map, Value};
use std::{collections::BTreeSet, rc::Rc};

type Objects<'b, 'a> = (&'b Place<'a>, &'b Rc<Object<'a>>);

impl<'a> Inclusion<'a> {
    pub(super) fn objects(&mut self, at: &At<'a>, sub: Objects<'_, 'a>, sup: Objects<'_, 'a>) {
        self.properties(at, sub, sup);
        self.others(at, sub, sup);
        self.names(at, sub, sup);
        let ((from, all), (to, covers)) = (sub, sup);
        for name in covers.required.difference(&all.required) {
            let mut members = Examples::new(self.sub).object_of(all, None);
            if let Some(members) = &mut members {
                members.remove(*name);
            }
            let example = members.map(Value::from);
            self.lose(at, from, to, "required", What::Required((*name).to_owned()), example);
        }
        self.counts(at, sub, sup);
    }

    /// Compares the members that one side names.
    fn properties(&mut self, at: &At<'a>, (from, all): Objects<'_, 'a>, (to, covers): Objects<'_, 'a>) {
        for (name, place) in &all.properties {
            let below = at.below(Step::Member(Rc::clone(all), (*name).to_owned()));
            match (covers.properties.get(name), &covers.others) {
                (Some(other), _) | (None, Some(other)) => self.compare(&below, place, other),
                (None, None) => {
                    let value = Examples::new(self.sub).of(place);
                    // A member without any valid value is not a loss.
                    if value.is_none() && place.schema.as_bool() == Some(false) {
                        continue;
                    }
                    let example = self.with(all, (*name).to_owned(), value);
                    self.lose(at, from, to, "properties", What::Property((*name).to_owned()), example);
                }
            }
        }
    }

    /// Compares members with other names.
    fn others(&mut self, at: &At<'a>, (from, all): Objects<'_, 'a>, (to, covers): Objects<'_, 'a>) {
        let Some(place) = &all.others else { return };
        if place.schema.as_bool() == Some(false) {
            return;
        }
        let named = covers.properties.iter().filter(|(name, _)| !all.properties.contains_key(*name));
        for (name, other) in named {
            let example: Value = (*name).into();
            let may = all
                .names
                .as_ref()
                .is_none_or(|(names, _)| Judge::new(self.sub).accepts(names, &example) != Accepted::No);
            if may {
                self.compare(&at.below(Step::Member(Rc::clone(all), (*name).to_owned())), place, other);
            }
        }
        let taken = all.properties.keys().chain(covers.properties.keys()).map(|name| (*name).to_owned()).collect();
        let Some(name) = name_of(all, &taken) else {
            return self.undecided(at, from, to, "propertyNames", Why::NoExample);
        };
        match &covers.others {
            Some(other) => self.compare(&at.below(Step::Member(Rc::clone(all), name)), place, other),
            None => {
                let example = self.with(all, name, Examples::new(self.sub).of(place));
                self.lose(at, from, to, "additionalProperties", What::Others, example);
            }
        }
    }

    /// Compares the allowed names of members.
    fn names(&mut self, at: &At<'a>, (from, all): Objects<'_, 'a>, (to, covers): Objects<'_, 'a>) {
        let Some((_, asked)) = &covers.names else { return };
        for (name, place) in &all.properties {
            if let Some((names, _)) = &covers.names
                && Judge::new(self.sup).accepts(names, &(*name).into()) != Accepted::Yes
            {
                let example = self.with(all, (*name).to_owned(), Examples::new(self.sub).of(place));
                self.lose(at, from, to, "propertyNames", What::Property((*name).to_owned()), example);
            }
        }
        let Some(place) = &all.others else { return };
        let any = Text { pattern: None, format: None, min: 0, max: None };
        let own = all.names.as_ref().map_or(any, |(_, text)| *text);
        match lost_name(&own, asked) {
            Found::Nothing => {}
            Found::TooHard => self.undecided(at, from, to, "propertyNames", Why::Pattern),
            Found::Text(name) => {
                let example = self.with(all, name, Examples::new(self.sub).of(place));
                self.lose(at, from, to, "propertyNames", What::Names, example);
            }
        }
    }

    fn counts(&mut self, at: &At<'a>, (from, all): Objects<'_, 'a>, (to, covers): Objects<'_, 'a>) {
        let least = all.min.max(all.required.len() as u64);
        let named = all.others.is_none().then_some(all.properties.len() as u64);
        let most = [all.max, named].into_iter().flatten().min();
        if covers.min > least {
            let example = Examples::new(self.sub).object_of(all, Some(least)).map(Value::from);
            self.lose(at, from, to, "minProperties", What::Beyond, example);
        }
        if let Some(max) = covers.max.filter(|max| most.is_none_or(|most| most > *max)) {
            let length = max.saturating_add(1).max(least);
            let example = Examples::new(self.sub).object_of(all, Some(length)).map(Value::from);
            self.lose(at, from, to, "maxProperties", What::Beyond, example);
        }
    }

    /// An example of the object with the value as a member.
    fn with(&self, object: &Rc<Object<'a>>, name: String, value: Option<Value>) -> Option<Value> {
        let mut members: Map<String, Value> = Examples::new(self.sub).object_of(object, None)?;
        members.insert(name, value?);
        Some(members.into())
    }
}

/// A name that one side allows and the other refuses.
fn lost_name(own: &Text<'_>, asked: &Text<'_>) -> Found {
    let ready = |pattern: Option<&str>| pattern.map(Automaton::new).map_or(Some(None), |automaton| automaton.map(Some));
    let same = own.pattern == asked.pattern;
    let Some(within) = ready(own.pattern) else { return Found::TooHard };
    let within: Vec<&Automaton> = within.iter().collect();
    let mut searches = BTreeSet::new();
    if asked.min > own.min {
        searches.insert((own.min, Some(asked.min - 1)));
    }
    if let Some(max) = asked.max.filter(|max| own.max.is_none_or(|own| own > *max)) {
        searches.insert((own.min.max(max.saturating_add(1)), own.max));
    }
    let lengths = searches.into_iter().map(|(min, max)| find(&within, &[], min, max));
    let other = match ready(asked.pattern) {
        None => Some(Found::TooHard),
        Some(Some(other)) if !same => Some(find(&within, &[&other], own.min, own.max)),
        Some(_) => None,
    };
    let found: Vec<Found> = lengths.chain(other).collect();
    let hard = found.contains(&Found::TooHard);
    let texts = found.into_iter().filter_map(|found| match found {
        Found::Text(text) => Some(text),
        Found::Nothing | Found::TooHard => None,
    });
    let shortest = texts.min_by_key(String::len).map(Found::Text);
    shortest.unwrap_or(if hard { Found::TooHard } else { Found::Nothing })
}
