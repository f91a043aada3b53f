//! The supported regular expressions: the common subset of ECMA-262, Rust, RE2 and Python.
//!
//! Each supported pattern is a regular language, so two patterns are compared exactly, not by samples. Unsupported features
//! (lookaround, back-references, `\s`, `\b`, inner anchors) make a comparison undecided, never wrong.

/// Characters as ordered, disjoint ranges of code points.
pub(crate) type Ranges = Vec<(u32, u32)>;

/// All characters, without surrogates.
const ALL: [(u32, u32); 2] = [(0, 0xD7FF), (0xE000, 0x0010_FFFF)];
/// The maximum nesting of groups, and the maximum size of expanded repetitions.
const DEPTH_MAX: usize = 50;
const TIMES_MAX: usize = 2000;

/// The structure of a pattern.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    One(Ranges),
    All(Vec<Node>),
    Any(Vec<Node>),
    Repeat(Box<Node>, usize, Option<usize>),
}

/// Reads a pattern; none if it uses an unsupported feature.
pub(crate) fn read(pattern: &str) -> Option<Node> {
    let mut reader = Reader { chars: pattern.chars().collect(), at: 0 };
    let mut alternatives = Vec::new();
    loop {
        alternatives.push(reader.anchored()?);
        if !reader.took('|') {
            break;
        }
    }
    (reader.peek().is_none()).then_some(Node::Any(alternatives))
}

struct Reader {
    chars: Vec<char>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    fn took(&mut self, c: char) -> bool {
        let is = self.peek() == Some(c);
        self.at += usize::from(is);
        is
    }

    /// An alternative of the whole pattern. Without an anchor, any text may precede or follow.
    fn anchored(&mut self) -> Option<Node> {
        let anything = || Node::Repeat(Box::new(Node::One(ALL.to_vec())), 0, None);
        let mut parts = Vec::new();
        if !self.took('^') {
            parts.push(anything());
        }
        parts.push(self.sequence(0)?);
        if !self.took('$') {
            parts.push(anything());
        }
        Some(Node::All(parts))
    }

    fn alternatives(&mut self, depth: usize) -> Option<Node> {
        let mut alternatives = vec![self.sequence(depth)?];
        while self.took('|') {
            alternatives.push(self.sequence(depth)?);
        }
        Some(Node::Any(alternatives))
    }

    fn sequence(&mut self, depth: usize) -> Option<Node> {
        let mut parts = Vec::new();
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ')' | '$') {
                break;
            }
            let atom = self.atom(depth)?;
            parts.push(self.repeated(atom)?);
        }
        Some(Node::All(parts))
    }

    fn atom(&mut self, depth: usize) -> Option<Node> {
        match self.next()? {
            '(' => {
                // Capturing has no effect on matching; any other `(?` is unsupported.
                if self.took('?') && !self.took(':') || depth >= DEPTH_MAX {
                    return None;
                }
                let inner = self.alternatives(depth + 1)?;
                self.took(')').then_some(inner)
            }
            '[' => self.class().map(Node::One),
            '.' => Some(Node::One(without(&[(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)]))),
            '\\' => self.escape().map(Node::One),
            '^' | '$' | '*' | '+' | '?' | '{' | '}' | ']' | ')' | '|' => None,
            c => Some(Node::One(vec![(c.into(), c.into())])),
        }
    }

    fn repeated(&mut self, atom: Node) -> Option<Node> {
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.at += 1;
                let min = self.number()?;
                let max =
                    if self.took(',') { (self.peek() != Some('}')).then(|| self.number()) } else { Some(Some(min)) };
                let max = match max {
                    Some(max) => Some(max?),
                    None => None,
                };
                if self.peek() != Some('}') || max.is_some_and(|max| max < min) {
                    return None;
                }
                (min, max)
            }
            _ => return Some(atom),
        };
        self.at += 1;
        // A lazy repetition matches the same texts. A second quantifier is invalid in ECMA-262.
        self.took('?');
        let again = matches!(self.peek(), Some('*' | '+' | '?' | '{'));
        (!again).then(|| Node::Repeat(Box::new(atom), min, max))
    }

    fn number(&mut self) -> Option<usize> {
        let start = self.at;
        let mut number = 0_usize;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            self.at += 1;
            number = number * 10 + digit as usize;
            if number > TIMES_MAX {
                return None;
            }
        }
        (self.at > start).then_some(number)
    }

    fn class(&mut self) -> Option<Ranges> {
        let negated = self.took('^');
        let mut ranges = Ranges::new();
        loop {
            let low = match self.next()? {
                ']' => break,
                '[' => return None,
                '\\' => self.escape()?,
                c => vec![(c.into(), c.into())],
            };
            let dash = self.peek() == Some('-') && self.chars.get(self.at + 1).is_some_and(|next| *next != ']');
            let [(from, to)] = low[..] else {
                ranges.extend(low);
                continue;
            };
            if !dash || from != to {
                ranges.push((from, to));
                continue;
            }
            self.at += 1;
            let high = match self.next()? {
                '[' => return None,
                '\\' => self.escape()?,
                c => vec![(c.into(), c.into())],
            };
            let [(high, end)] = high[..] else { return None };
            if high != end || high < from {
                return None;
            }
            ranges.push((from, high));
        }
        let ranges = tidy(ranges);
        Some(if negated { without(&ranges) } else { ranges })
    }

    /// Reads the escape after a backslash.
    fn escape(&mut self) -> Option<Ranges> {
        let one = |c: u32| Some(vec![(c, c)]);
        match self.next()? {
            'x' => {
                let c = self.hexadecimal(2)?;
                one(c)
            }
            'u' => {
                let c = self.hexadecimal(4)?;
                char::from_u32(c).and_then(|_| one(c))
            }
            'd' => Some(vec![(0x30, 0x39)]),
            'w' => Some(vec![(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)]),
            't' => one(0x09),
            'n' => one(0x0A),
            'v' => one(0x0B),
            'f' => one(0x0C),
            'r' => one(0x0D),
            c if c.is_ascii_punctuation() => one(c.into()),
            _ => None,
        }
    }

    fn hexadecimal(&mut self, digits: usize) -> Option<u32> {
        (0..digits).try_fold(0, |number, _| Some(number * 16 + self.next()?.to_digit(16)?))
    }
}

fn tidy(mut ranges: Ranges) -> Ranges {
    ranges.sort_unstable();
    let mut tidied = Ranges::new();
    for (from, to) in ranges {
        match tidied.last_mut() {
            Some((_, end)) if from <= end.saturating_add(1) => *end = to.max(*end),
            _ => tidied.push((from, to)),
        }
    }
    tidied
}

/// All characters except the given ones.
fn without(ranges: &[(u32, u32)]) -> Ranges {
    let mut left = Ranges::new();
    for (first, last) in ALL {
        let mut next = first;
        for (from, to) in ranges.iter().filter(|(from, to)| *to >= first && *from <= last) {
            if *from > next {
                left.push((next, from - 1));
            }
            next = next.max(to.saturating_add(1));
        }
        if next <= last {
            left.push((next, last));
        }
    }
    left
}
