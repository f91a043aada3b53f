//! Documents that each test one keyword of a schema: one just inside the allowed range, others just outside.

use crate::schema::{LEAVES, Place, Schema, Shape};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Documents with the keyword that each tests. Everything else in them is valid and as small as possible.
pub fn directed(schema: &Schema) -> Vec<(String, Value)> {
    let mut directing = Directing { schema, seen: BTreeSet::new(), documents: Vec::new() };
    directing.visit(&schema.root(), &|value| value);
    directing.documents
}

struct Directing<'a> {
    schema: &'a Schema,
    seen: BTreeSet<String>,
    documents: Vec<(String, Value)>,
}

/// Puts a value at a place of the schema, in a document that is otherwise valid.
type Embed<'e> = &'e dyn Fn(Value) -> Value;

impl<'a> Directing<'a> {
    fn aim(&mut self, place: &Place<'_>, keyword: &str, value: Value, embed: Embed<'_>) {
        self.documents.push((format!("{}/{keyword}", place.at), embed(value)));
    }

    fn visit(&mut self, place: &Place<'a>, embed: Embed<'_>) {
        if !self.seen.insert(place.at.clone()) {
            return;
        }
        let good = self.sample(place);
        for other in [json!(null), json!(true), json!("1"), json!(1.5), json!([]), json!({})] {
            let keyword = ["type", "const", "oneOf"].into_iter().find(|keyword| place.schema.contains_key(*keyword));
            if let Some(keyword) = keyword.filter(|_| kind_of(&other) != kind_of(&good)) {
                self.aim(place, keyword, other, embed);
            }
        }
        match self.schema.shape(place) {
            Shape::Union(tag, variants) => self.union(place, tag, &variants, embed),
            Shape::Codes(codes) => codes.iter().for_each(|code| self.code(place, "oneOf", code, embed)),
            Shape::Constant(code) => self.code(place, "const", code.as_str().unwrap_or_default(), embed),
            Shape::Record => self.record(place, embed),
            Shape::Map => self.map(place, embed),
            Shape::List => self.list(place, &good, embed),
            Shape::Text => self.text(place, &good, embed),
            Shape::Number => self.number(place, embed),
            Shape::Flag => [true, false].into_iter().for_each(|flag| self.aim(place, "type", flag.into(), embed)),
            Shape::Anything => self.aim(place, "true", json!([{"a": [1, 2.5, null, "b", {}]}]), embed),
        }
    }

    fn code(&mut self, place: &Place<'_>, keyword: &str, code: &str, embed: Embed<'_>) {
        for text in [code.to_owned(), format!("{code}x"), code.to_uppercase()] {
            self.aim(place, keyword, text.into(), embed);
        }
    }

    fn union(&mut self, place: &Place<'a>, tag: &str, variants: &[Place<'a>], embed: Embed<'_>) {
        for variant in variants {
            let sample = self.sample(variant);
            let code = sample[tag].as_str().unwrap_or_default();
            for other in [format!("{code}x"), code.to_uppercase()] {
                let mut mistaken = sample.clone();
                mistaken[tag] = other.into();
                self.aim(place, "oneOf", mistaken, embed);
            }
            self.visit(variant, embed);
        }
    }

    fn record(&mut self, place: &Place<'a>, embed: Embed<'_>) {
        let good = self.sample(place);
        self.aim(place, "properties", good.clone(), embed);
        for name in required(place) {
            let mut lacking = good.clone();
            lacking.as_object_mut().unwrap().remove(name);
            self.aim(place, "required", lacking, embed);
        }
        for (name, member) in self.schema.members(place) {
            let misspelt = if name.is_ascii() { name.to_uppercase() } else { format!("{name}x") };
            self.aim(place, "additionalProperties", with(&good, &misspelt, self.sample(&member)), embed);
            self.aim(place, "properties", with(&good, name, self.sample(&member)), embed);
            self.visit(&member, &|value| embed(with(&good, name, value)));
        }
        self.aim(place, "additionalProperties", with(&good, "zzz", json!(null)), embed);
    }

    fn map(&mut self, place: &Place<'a>, embed: Embed<'_>) {
        let names = self.schema.below(place, "propertyNames");
        let value = self.schema.below(place, "additionalProperties");
        let sample = value.as_ref().map_or(Value::Null, |value| self.sample(value));
        let good = names.as_ref().map_or_else(|| "a".to_owned(), |names| text_of(&self.sample_text(names)));
        let entry = |name: &str| json!({name: sample.clone()});
        self.aim(place, "additionalProperties", entry(&good), embed);
        if let Some(names) = &names {
            for (keyword, name) in self.texts(names, &good) {
                self.aim(place, &format!("propertyNames/{keyword}"), entry(&name), embed);
            }
        }
        if let Some(max) = bound(place, "maxProperties") {
            for count in [max, max + 1] {
                let many = (0..count).map(|index| (format!("{good}{index}"), sample.clone()));
                self.aim(place, "maxProperties", Value::Object(many.collect()), embed);
            }
        }
        if let Some(value) = value {
            self.visit(&value, &|inner| embed(json!({good.as_str(): inner})));
        }
    }

    fn list(&mut self, place: &Place<'a>, good: &Value, embed: Embed<'_>) {
        let Some(items) = self.schema.below(place, "items") else { return };
        let item = self.sample(&items);
        for (keyword, count) in around(place, "minItems", "maxItems") {
            self.aim(place, keyword, vec![item.clone(); count].into(), embed);
        }
        let min = good.as_array().map_or(0, Vec::len).max(1);
        self.visit(&items, &|value| {
            let mut list = vec![item.clone(); min];
            list[0] = value;
            embed(list.into())
        });
    }

    fn text(&mut self, place: &Place<'_>, good: &Value, embed: Embed<'_>) {
        self.aim(place, "pattern", good.clone(), embed);
        for (keyword, text) in self.texts(place, &text_of(good)) {
            self.aim(place, keyword, text.into(), embed);
        }
    }

    /// Texts at the bounds of a word, beyond them, and of another form.
    fn texts(&self, place: &Place<'_>, good: &str) -> Vec<(&'static str, String)> {
        let mut texts = Vec::new();
        for (keyword, count) in around(place, "minLength", "maxLength") {
            let fits = |text: &str| self.schema.satisfies(place, "pattern", &json!(text));
            let stretched = stretched(good, count).into_iter().find(|text| fits(text));
            let starts = [good].into_iter().chain(OTHER_FORMS.iter().copied()).filter(|text| fits(text));
            let found = stretched.or_else(|| starts.filter_map(|start| grown(start, count, &fits)).next());
            texts.push((keyword, found.unwrap_or_else(|| good.chars().cycle().take(count).collect())));
        }
        let spoilt = spoilt(good).into_iter().filter(|text| !self.schema.satisfies(place, "pattern", &json!(text)));
        texts.extend(spoilt.take(12).map(|text| ("pattern", text)));
        texts
    }

    fn number(&mut self, place: &Place<'_>, embed: Embed<'_>) {
        let bounds = [("minimum", -1), ("maximum", 1)];
        for (keyword, beyond) in bounds {
            if let Some(limit) = place.schema.get(keyword).and_then(Value::as_i64) {
                self.aim(place, keyword, limit.into(), embed);
                self.aim(place, keyword, (limit + beyond).into(), embed);
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "the limits are whole numbers that every reader of JSON has"
                )]
                self.aim(place, keyword, json!(limit as f64), embed);
            }
        }
    }

    /// A value of a schema, as small as possible.
    fn sample(&self, place: &Place<'a>) -> Value {
        match self.schema.shape(place) {
            Shape::Union(_, variants) => self.sample(&variants[0]),
            Shape::Codes(codes) => codes[0].into(),
            Shape::Constant(value) => value.clone(),
            Shape::Record => {
                let required = required(place);
                let members = self.schema.members(place).into_iter().filter(|(name, _)| required.contains(name));
                Value::Object(members.map(|(name, member)| (name.to_owned(), self.sample(&member))).collect())
            }
            Shape::Map => json!({}),
            Shape::List => {
                let items = self.schema.below(place, "items").map(|items| self.sample(&items));
                vec![items.unwrap_or_default(); bound(place, "minItems").unwrap_or(0)].into()
            }
            Shape::Text => self.sample_text(place),
            Shape::Number => place.schema.get("minimum").cloned().unwrap_or_else(|| 0.into()),
            Shape::Flag => true.into(),
            Shape::Anything => Value::Null,
        }
    }

    /// A text of the form: the example of the schema, or a matching text.
    fn sample_text(&self, place: &Place<'_>) -> Value {
        const TEXTS: &[&str] = &["甲", "0", "1", "00", "a", "A", "x.y", "2024-01-01", "org.example.x", "甲甲"];
        let stated = place.schema.get("examples").and_then(Value::as_array).into_iter().flatten().cloned();
        let few = TEXTS.iter().map(|text| json!(text));
        let many = (1..40).flat_map(|count| ["1", "a", "0"].map(|text| json!(text.repeat(count))));
        let found = stated.chain(few).chain(many).find(|text| self.schema.satisfies_all(place, text));
        found.unwrap_or_else(|| panic!("{}: no text of that form is known; give it an example", place.at))
    }
}

/// Texts of words with several forms, in another form than that of the example. Only one form reaches a limit.
const OTHER_FORMS: &[&str] = &["+861234", "0371-1234567", "90000000000000000X", "-1.00", "https://a.b"];

fn kind_of(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        // Here a whole number and a fraction are of different types.
        Value::Number(number) if number.is_f64() => 2,
        Value::Number(_) => 3,
        Value::String(_) => 4,
        Value::Array(_) => 5,
        Value::Object(_) => 6,
    }
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

pub fn required<'a>(place: &Place<'a>) -> Vec<&'a str> {
    let names = place.schema.get("required").and_then(Value::as_array).into_iter().flatten();
    names.filter_map(Value::as_str).collect()
}

fn bound(place: &Place<'_>, keyword: &str) -> Option<usize> {
    debug_assert!(LEAVES.contains(&keyword));
    usize::try_from(place.schema.get(keyword)?.as_u64()?).ok()
}

/// The counts at two bounds, and one beyond each.
fn around(place: &Place<'_>, min: &'static str, max: &'static str) -> Vec<(&'static str, usize)> {
    let least = bound(place, min).into_iter().flat_map(|count| [Some(count), count.checked_sub(1)]);
    let most = bound(place, max).into_iter().flat_map(|count| [count, count + 1]);
    least.flatten().map(|count| (min, count)).chain(most.map(|count| (max, count))).collect()
}

fn with(record: &Value, name: &str, value: Value) -> Value {
    let mut members: Map<String, Value> = record.as_object().cloned().unwrap_or_default();
    members.insert(name.to_owned(), value);
    members.into()
}

/// A text with a given length, made by repeating or removing one of its characters.
fn stretched(text: &str, count: usize) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| {
        let mut out = chars.clone();
        if chars.len() < count {
            out.splice(index..index, std::iter::repeat_n(chars[index], count - chars.len()));
        } else {
            let end = (index + chars.len() - count).min(chars.len());
            out.drain(index..end);
        }
        out.into_iter().collect::<String>()
    };
    (0..chars.len()).map(at).filter(|text| text.chars().count() == count).collect()
}

/// A text with a given length, made by small changes that preserve its form.
fn grown(text: &str, count: usize, fits: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut text = text.to_owned();
    loop {
        let length = text.chars().count();
        if length == count {
            return Some(text);
        }
        let next = if length < count { longer(&text) } else { shorter(&text) };
        text = next.into_iter().find(|text| fits(text))?;
    }
}

fn shorter(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let without = |gone| chars.iter().enumerate().filter(|(index, _)| *index != gone).map(|(_, c)| c).collect();
    (0..chars.len()).rev().map(without).collect()
}

fn longer(text: &str) -> Vec<String> {
    // The places where a text of any of the forms may have more characters: first one character, then two.
    const MORE: &[&str] = &[
        "0", "1", "a", "A", "x", "-", ".", "+", "*", ".0", "-1", "+1", "x0", "/a", ".a", "+A00", "x000", ".x", "+M00*",
    ];
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let insert = |more: &&str| -> Vec<String> {
        places
            .iter()
            .rev()
            .map(|at| [text.get(..*at), Some(more), text.get(*at..)].into_iter().flatten().collect())
            .collect()
    };
    MORE.iter().flat_map(insert).collect()
}

/// Texts with a small change. Changes that readers are known to overlook come first.
fn spoilt(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut spoilt =
        vec![format!("{text}\n"), format!("{text} "), format!(" {text}"), format!("{text}x"), String::new()];
    let wide = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(u32::from('０') + digit));
    spoilt.extend(
        chars.iter().position(|c| wide(*c).is_some()).map(|index| {
            chars.iter().enumerate().map(|(i, c)| wide(*c).filter(|_| i == index).unwrap_or(*c)).collect()
        }),
    );
    spoilt.extend(shorter(text));
    spoilt.extend(["\u{7f}", "\u{0}", "a\tb", "😀", "-"].map(str::to_owned));
    spoilt
}
