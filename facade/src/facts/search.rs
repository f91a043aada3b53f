//! The search for words of both languages.

use std::collections::BTreeSet;
use tongbiao::wire::nearest as nearest_names;

/// The texts under which a thing is found.
#[derive(Debug, Default)]
pub(super) struct Words {
    code: String,
    names: Vec<String>,
    details: Vec<String>,
}

impl Words {
    pub(super) fn of(code: &str) -> Self {
        Self { code: folded(code), ..Self::default() }
    }

    /// Adds a name or a synonym.
    pub(super) fn name(&mut self, text: &str) {
        add(&mut self.names, text);
    }

    /// Adds a text that matters less than a name, such as the label of one of its codes.
    pub(super) fn detail(&mut self, text: &str) {
        add(&mut self.details, text);
    }

    /// How well a term matches: zero if it does not.
    fn score(&self, term: &str) -> u32 {
        if self.code == term {
            return 100;
        }
        let of_names = self.names.iter().map(|name| score(name, term)).max().unwrap_or(0);
        let of_code = score(&self.code.replace('-', " "), term);
        let of_details = self.details.iter().map(|detail| score(detail, term) / 4).max().unwrap_or(0);
        of_names.max(of_code).max(of_details)
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.code).chain(&self.names).chain(&self.details).map(String::as_str)
    }
}

fn add(texts: &mut Vec<String>, text: &str) {
    let text = folded(text);
    if !text.is_empty() {
        texts.push(text);
    }
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The parts of a query between spaces and punctuation.
fn terms(query: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    folded(query).split(|c: char| !is_part(c)).filter(|term| !term.is_empty()).map(str::to_owned).collect()
}

/// How well one text matches a term.
fn score(text: &str, term: &str) -> u32 {
    if text == term {
        return 80;
    }
    if term.is_ascii() {
        // Words of English are compared as whole words or by their beginning.
        let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let of_word = |word: &str| match () {
            () if word == term => 40,
            () if term.len() >= 3 && word.starts_with(term) => 20,
            () if word.len() >= 4 && term.starts_with(word) => 20,
            () => 0,
        };
        return words.by_ref().map(of_word).max().unwrap_or(0);
    }
    // Chinese has no spaces: a term may be a part of the text, or a sentence that contains the text.
    let length = text.chars().count();
    if text.contains(term) {
        40
    } else if !text.is_ascii() && length >= 2 && term.contains(text) {
        20 + u32::try_from(length.min(10)).unwrap_or(0)
    } else {
        0
    }
}

/// The places of the things that match a query, best first: those that match every term, or else those that match one.
pub(super) fn found(query: &str, all: &[Words]) -> Vec<usize> {
    let terms = terms(query);
    let scores: Vec<Vec<u32>> = all.iter().map(|words| terms.iter().map(|term| words.score(term)).collect()).collect();
    let ranked = |is_match: &dyn Fn(&[u32]) -> bool| {
        let places = scores.iter().enumerate().filter(|(_, scores)| is_match(scores.as_slice()));
        let mut ranked: Vec<(u32, usize)> = places.map(|(place, scores)| (scores.iter().sum(), place)).collect();
        ranked.sort_by_key(|(score, place)| (std::cmp::Reverse(*score), *place));
        ranked.into_iter().map(|(_, place)| place).collect::<Vec<_>>()
    };
    let every = ranked(&|scores| scores.iter().all(|score| *score > 0));
    if every.is_empty() { ranked(&|scores| scores.iter().any(|score| *score > 0)) } else { every }
}

/// The places of the three things that are most similar to a query that nothing matches.
pub(super) fn nearest(query: &str, all: &[Words]) -> Vec<usize> {
    let terms = terms(query);
    let mut ranked: Vec<(u32, usize)> = Vec::new();
    for (place, words) in all.iter().enumerate() {
        let is_near = |term: &String| {
            let parts = words.texts().flat_map(|text| std::iter::once(text).chain(text.split([' ', '-'])));
            !nearest_names(term, parts).is_empty()
        };
        let alike = terms.iter().map(|term| words.texts().map(|text| alike(text, term)).max().unwrap_or(0));
        let score = alike.max().unwrap_or(0) + if terms.iter().any(is_near) { 50 } else { 0 };
        if score > 0 {
            ranked.push((score, place));
        }
    }
    ranked.sort_by_key(|(score, place)| (std::cmp::Reverse(*score), *place));
    ranked.into_iter().take(3).map(|(_, place)| place).collect()
}

/// The share of characters that two Chinese texts have in common, in percent.
fn alike(text: &str, term: &str) -> u32 {
    let characters = |text: &str| text.chars().filter(|c| !c.is_ascii()).collect::<BTreeSet<char>>();
    let (text, term) = (characters(text), characters(term));
    let common = text.intersection(&term).count();
    let all = text.union(&term).count().max(1);
    u32::try_from(common.saturating_mul(100).checked_div(all).unwrap_or(0)).unwrap_or(0)
}
