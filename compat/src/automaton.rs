//! Matches texts against a pattern, and finds texts that match one pattern and not another.

use crate::pattern::{self, Node, Ranges};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A pattern with more states is not decided.
const STATES_MAX: usize = 20_000;
/// The maximum number of combinations of states, and of states in them, before a search stops.
const VISITS_MAX: usize = 100_000;
const WORK_MAX: usize = 3_000_000;

#[derive(Debug)]
enum State {
    Read(Ranges, usize),
    Split(Vec<usize>),
    End,
}

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Automaton {
    states: Vec<State>,
    start: usize,
}

/// The result of a search.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// The shortest such text.
    Text(String),
    /// No such text exists.
    Nothing,
    /// The search is too long.
    TooHard,
}

impl Automaton {
    /// None if the pattern is outside the supported subset, or too large.
    pub(crate) fn new(pattern: &str) -> Option<Self> {
        Self::of(&pattern::read(pattern)?)
    }

    /// The automaton that accepts only the given texts.
    pub(crate) fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let one = |c: char| Node::One(vec![(c.into(), c.into())]);
        Self::of(&Node::Any(texts.into_iter().map(|text| Node::All(text.chars().map(one).collect())).collect()))
    }

    fn of(node: &Node) -> Option<Self> {
        let mut automaton = Self { states: vec![State::End], start: 0 };
        automaton.start = automaton.add(node, 0)?;
        Some(automaton)
    }

    fn push(&mut self, state: State) -> Option<usize> {
        self.states.push(state);
        (self.states.len() <= STATES_MAX).then(|| self.states.len() - 1)
    }

    /// Adds the part to read before `next`, and returns its first state.
    fn add(&mut self, node: &Node, next: usize) -> Option<usize> {
        match node {
            Node::One(ranges) => self.push(State::Read(ranges.clone(), next)),
            Node::All(parts) => parts.iter().rev().try_fold(next, |next, part| self.add(part, next)),
            Node::Any(alternatives) => {
                let starts: Option<Vec<usize>> = alternatives.iter().map(|node| self.add(node, next)).collect();
                self.push(State::Split(starts?))
            }
            Node::Repeat(inner, min, max) => {
                let mut start = match max {
                    Some(max) => (*min..*max).try_fold(next, |rest, _| {
                        let again = self.add(inner, rest)?;
                        self.push(State::Split(vec![again, next]))
                    })?,
                    None => {
                        let fork = self.push(State::Split(Vec::new()))?;
                        let again = self.add(inner, fork)?;
                        if let Some(State::Split(ways)) = self.states.get_mut(fork) {
                            ways.extend([again, next]);
                        }
                        fork
                    }
                };
                for _ in 0..*min {
                    start = self.add(inner, start)?;
                }
                Some(start)
            }
        }
    }

    /// The states that are reached without reading a character.
    fn reached(&self, from: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let mut open: Vec<usize> = from.into_iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(state) = open.pop() {
            if seen.insert(state)
                && let Some(State::Split(ways)) = self.states.get(state)
            {
                open.extend(ways);
            }
        }
        seen.retain(|state| !matches!(self.states.get(*state), Some(State::Split(_))));
        seen.into_iter().collect()
    }

    fn after(&self, states: &[usize], c: u32) -> Vec<usize> {
        let read = states.iter().filter_map(|state| match self.states.get(*state) {
            Some(State::Read(ranges, next)) if ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)) => {
                Some(*next)
            }
            _ => None,
        });
        self.reached(read)
    }

    fn ends(&self, states: &[usize]) -> bool {
        states.iter().any(|state| matches!(self.states.get(*state), Some(State::End)))
    }

    /// Whether a text matches.
    pub(crate) fn accepts(&self, text: &str) -> bool {
        let start = self.reached([self.start]);
        self.ends(&text.chars().fold(start, |states, c| self.after(&states, c.into())))
    }
}

/// The shortest text of that length that matches all of `within` and none of `without`.
pub(crate) fn find(within: &[&Automaton], without: &[&Automaton], min: u64, max: Option<u64>) -> Found {
    Search { all: [within, without].concat(), needed: within.len(), min, max }.run()
}

struct Search<'a> {
    all: Vec<&'a Automaton>,
    /// The number of automata at the start that must match; the others must not match.
    needed: usize,
    min: u64,
    max: Option<u64>,
}

/// How a state of the search was reached: the previous state and the character.
struct Visit {
    from: Option<(usize, char)>,
    states: Vec<Vec<usize>>,
    length: u64,
}

impl Search<'_> {
    fn run(&self) -> Found {
        let letters = self.letters();
        let start = self.all.iter().map(|automaton| automaton.reached([automaton.start])).collect();
        let mut visits = vec![Visit { from: None, states: start, length: 0 }];
        let mut seen = BTreeSet::new();
        let mut open = VecDeque::from([0]);
        let mut work = 0;
        while let Some(index) = open.pop_front() {
            let Some(Visit { states, length, .. }) = visits.get(index) else { continue };
            if *length >= self.min && self.fits(states) {
                return Found::Text(text(&visits, index));
            }
            if self.max.is_some_and(|max| *length >= max) {
                continue;
            }
            let length = length + 1;
            let nexts: Vec<(char, Vec<Vec<usize>>)> = letters
                .iter()
                .map(|c| (*c, self.all.iter().zip(states).map(|(a, s)| a.after(s, (*c).into())).collect()))
                .collect();
            for (c, states) in nexts {
                // Shorter texts are found first: with enough characters, the first way to a state is the best.
                if self.is_lost(&states) || !seen.insert((states.clone(), length.min(self.min))) {
                    continue;
                }
                work += states.iter().map(Vec::len).sum::<usize>();
                if visits.len() >= VISITS_MAX || work >= WORK_MAX {
                    return Found::TooHard;
                }
                open.push_back(visits.len());
                visits.push(Visit { from: Some((index, c)), states, length });
            }
        }
        Found::Nothing
    }

    fn fits(&self, states: &[Vec<usize>]) -> bool {
        let ends = |(index, states): (usize, &Vec<usize>)| self.all.get(index).is_some_and(|a| a.ends(states));
        states.iter().enumerate().all(|(index, states)| ends((index, states)) == (index < self.needed))
    }

    fn is_lost(&self, states: &[Vec<usize>]) -> bool {
        states.iter().take(self.needed).any(Vec::is_empty)
    }

    /// One character for each set of characters that the patterns distinguish, easily readable characters first.
    fn letters(&self) -> Vec<char> {
        let mut bounds = BTreeSet::from([0, 0xD800, 0xE000, 0x0011_0000]);
        for state in self.all.iter().flat_map(|automaton| &automaton.states) {
            if let State::Read(ranges, _) = state {
                bounds.extend(ranges.iter().flat_map(|(from, to)| [*from, to + 1]));
            }
        }
        let mut letters = BTreeMap::new();
        let bounds: Vec<u32> = bounds.into_iter().collect();
        for (from, to) in bounds.iter().zip(bounds.iter().skip(1)) {
            let liked = "1Aa0x9Zz童-._ ".chars().enumerate().find(|(_, c)| (*from..*to).contains(&u32::from(*c)));
            let letter = liked.or_else(|| Some((usize::MAX, char::from_u32(*from)?)));
            if let Some((rank, letter)) = letter {
                letters.insert((rank, letter), letter);
            }
        }
        letters.into_values().collect()
    }
}

fn text(visits: &[Visit], mut index: usize) -> String {
    let mut chars = Vec::new();
    while let Some(Visit { from: Some((before, c)), .. }) = visits.get(index) {
        chars.push(*c);
        index = *before;
    }
    chars.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_match() {
        for (pattern, good, bad) in [
            ("^[0-9]{8}$", &["00000000"][..], &["", "0000000", "000000000", "0000000x"][..]),
            ("^(?:a|bc)*$", &["", "a", "bca"], &["b", "cb"]),
            ("a|^b$", &["xax", "b", "ba"], &["xb", "bx"]),
            (
                "^[^\\x00-\\x20\\x7f](?:[^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$",
                &["童", "a b"],
                &[" a", "a ", "", "a\nb"],
            ),
            ("^\\d+[.]\\w{2,3}?$", &["1.ab", "12.a_1"], &["1.a", "x.ab", "1xab"]),
            ("^[a-c-]$", &["a", "-"], &["d", ""]),
            ("^.$", &["x", "😀"], &["\n", "xx"]),
        ] {
            let automaton = Automaton::new(pattern).unwrap();
            assert!(good.iter().all(|text| automaton.accepts(text)), "{pattern}");
            assert!(!bad.iter().any(|text| automaton.accepts(text)), "{pattern}");
        }
    }

    #[test]
    fn what_is_not_read_is_not_guessed() {
        for pattern in [
            "(?=a)", "a**", "(a", "a)", "[a", "\\s", "\\1", "(?<n>a)", "a{2", "a{3,2}", "^a^b$", "[z-a]", "\\b", "{1}",
            "a{9999}",
        ] {
            assert!(Automaton::new(pattern).is_none(), "{pattern}");
        }
        assert!(Automaton::new(&"(?:".repeat(10_000)).is_none());
        assert!(Automaton::new("^(?:(?:a{1000}){1000}){1000}$").is_none());
    }

    #[test]
    fn what_one_has_and_another_has_not() {
        let found =
            |a: &str, b: &str, min, max| find(&[&Automaton::new(a).unwrap()], &[&Automaton::new(b).unwrap()], min, max);
        let text = |text: &str| Found::Text(text.to_owned());
        assert_eq!(found("^[0-9]{8}$", "^\\d{4}\\d{4}$", 0, None), Found::Nothing);
        assert_eq!(found("^[0-9]{8,10}$", "^[0-9]{8}$", 0, None), text("111111111"));
        assert_eq!(found("^[0-9]{8,10}$", "^[0-9]{8}$", 0, Some(8)), Found::Nothing);
        assert_eq!(found("^[0-9]{8,10}$", "^[0-9]{8}$", 10, None), text("1111111111"));
        assert_eq!(found("^[A-Z]+$", "^[A-HJ-NP-Z]+$", 0, None), text("I"));
        assert_eq!(found("^a*$", "^(?:aa)*$", 0, None), text("a"));
        assert_eq!(
            find(&[&Automaton::new("^[^\\x00-\\x20]*$").unwrap()], &[], 501, Some(2000)),
            text(&"1".repeat(501))
        );
        // Both depend on the character twenty places before: too many states for a complete search.
        let hard = ["^[ab]*a[ab]{20}$", "^[ab]*a[ab]{20}[ab]?$"];
        assert_eq!(found(hard[0], hard[1], 0, None), Found::TooHard);
    }
}
