//! The names, texts and signs of a source, without comments and tests; its `use` statements, its paths and its
//! comments.

use std::{collections::BTreeSet, ops::Range};

/// A name, a text in quotation marks, or a sign; `::` is one sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Name(String),
    Text(String),
    Path,
    Sign(char),
}

impl Token {
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    fn is(&self, sign: char) -> bool {
        *self == Self::Sign(sign)
    }
}

/// The tokens of a source.
pub fn tokens(text: &str) -> Vec<Token> {
    scan(&text.chars().collect::<Vec<_>>()).0
}

/// The comments of a source without their marks, each with the number of its first line. Comments with the same mark on
/// consecutive lines are one.
pub fn comments(text: &str) -> Vec<(usize, String)> {
    let text: Vec<char> = text.chars().collect();
    let mut found: Vec<(usize, String)> = Vec::new();
    let (mut line, mut at, mut before) = (1, 0, None);
    for range in scan(&text).1 {
        line += text[at..range.start].iter().filter(|c| **c == '\n').count();
        at = range.start;
        let comment: String = text[range].iter().collect();
        let inside = comment.trim_start_matches(['/', '!', '*']);
        let mark = &comment[..comment.len() - inside.len()];
        let starts_line =
            text[..at].iter().rev().find(|c| **c == '\n' || !c.is_whitespace()).is_none_or(|c| *c == '\n');
        let key = (line, mark.to_owned());
        match found.last_mut() {
            Some((_, text)) if starts_line && before.as_ref() == Some(&key) => {
                text.push('\n');
                text.push_str(inside);
            }
            _ => found.push((line, inside.to_owned())),
        }
        before = starts_line.then_some((line + 1, key.1));
    }
    found
}

/// The tokens of a source, and the places of its comments.
fn scan(text: &[char]) -> (Vec<Token>, Vec<Range<usize>>) {
    let at = |index: usize| text.get(index).copied().unwrap_or('\0');
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let (mut found, mut comments, mut i) = (Vec::new(), Vec::new(), 0);
    while i < text.len() {
        match (at(i), at(i + 1)) {
            ('/', '/') => {
                let end = (i..text.len()).find(|k| at(*k) == '\n').unwrap_or(text.len());
                comments.push(i..end);
                i = end;
            }
            ('/', '*') => {
                let end = (i + 2..text.len()).find(|k| at(*k) == '*' && at(*k + 1) == '/');
                let end = end.map_or(text.len(), |end| end + 2);
                comments.push(i..end);
                i = end;
            }
            ('r', '"' | '#') if i == 0 || !is_name(at(i - 1)) => {
                let hashes = (i + 1..text.len()).take_while(|k| at(*k) == '#').count();
                if at(i + 1 + hashes) != '"' {
                    // A raw name.
                    i += 1 + hashes;
                    continue;
                }
                let closes = |k: usize| at(k) == '"' && (1..=hashes).all(|h| at(k + h) == '#');
                let end = (i + 2 + hashes..text.len()).find(|k| closes(*k)).unwrap_or(text.len());
                found.push(Token::Text(text[(i + 2 + hashes).min(end)..end].iter().collect()));
                i = end + 1 + hashes;
            }
            ('"', _) => {
                let mut inside = String::new();
                i += 1;
                while i < text.len() && at(i) != '"' {
                    match (at(i), at(i + 1)) {
                        // A text continues after the end of a line, without the blanks at the start of the next line.
                        ('\\', '\n') => i += 1 + (i + 1..text.len()).take_while(|k| at(*k).is_whitespace()).count(),
                        ('\\', escaped) => {
                            inside.push(if escaped == 'n' { '\n' } else { escaped });
                            i += 2;
                        }
                        (c, _) => {
                            inside.push(c);
                            i += 1;
                        }
                    }
                }
                found.push(Token::Text(inside));
                i += 1;
            }
            ('\'', '\\') => i = (i + 3..text.len()).find(|k| at(*k) == '\'').unwrap_or(text.len()) + 1,
            ('\'', _) if at(i + 2) == '\'' => i += 3,
            // A lifetime.
            ('\'', _) => i += 1 + (i + 1..text.len()).take_while(|k| is_name(at(*k))).count(),
            (':', ':') => {
                found.push(Token::Path);
                i += 2;
            }
            (c, _) if is_name(c) => {
                let name: String = text[i..].iter().copied().take_while(|c| is_name(*c)).collect();
                i += name.chars().count();
                found.push(Token::Name(name));
            }
            (c, _) if c.is_whitespace() => i += 1,
            (c, _) => {
                found.push(Token::Sign(c));
                i += 1;
            }
        }
    }
    (found, comments)
}

/// The tokens without the items that are compiled only for tests.
pub fn code(tokens: Vec<Token>) -> Vec<Token> {
    let mark = self::tokens("#[cfg(test)]");
    let mut kept = Vec::new();
    let mut rest = &tokens[..];
    while let Some((first, after)) = rest.split_first() {
        if let Some(item) = rest.strip_prefix(&mark[..]) {
            // The item ends at a `;` outside brackets, or with its block.
            let mut depth = 0;
            let end = item.iter().position(|token| match token {
                Token::Sign('{' | '(' | '[') => {
                    depth += 1;
                    false
                }
                Token::Sign(close @ ('}' | ')' | ']')) => {
                    depth -= 1;
                    depth == 0 && *close == '}'
                }
                Token::Sign(';') => depth == 0,
                _ => false,
            });
            rest = end.map_or(&[], |end| &item[end + 1..]);
        } else {
            kept.push(first.clone());
            rest = after;
        }
    }
    kept
}

/// A name that a `use` introduces, and its path.
#[derive(Debug, PartialEq, Eq)]
pub struct Leaf {
    pub name: String,
    pub path: Vec<String>,
    pub is_public: bool,
}

/// The names that the `use` statements introduce, and the other tokens.
pub fn use_leaves(tokens: &[Token]) -> (Vec<Leaf>, Vec<Token>) {
    let (mut leaves, mut rest, mut i) = (Vec::new(), Vec::new(), 0);
    while i < tokens.len() {
        // In a macro `$crate` is the crate.
        if tokens[i].is('$') && tokens.get(i + 1).and_then(Token::name) == Some("crate") {
            i += 1;
        }
        // `use<…>` lists the captures of a type.
        let is_use = tokens[i].name() == Some("use") && !tokens.get(i + 1).is_some_and(|token| token.is('<'));
        if !is_use {
            rest.push(tokens[i].clone());
            i += 1;
            continue;
        }
        let is_public = i > 0 && (tokens[i - 1].name() == Some("pub") || tokens[i - 1].is(')'));
        let end = tokens[i..].iter().position(|token| token.is(';')).map_or(tokens.len(), |end| i + end);
        tree(&tokens[i + 1..end], &[], is_public, &mut leaves);
        i = end + 1;
    }
    (leaves, rest)
}

/// The leaves of one use-tree.
fn tree(tokens: &[Token], before: &[String], is_public: bool, leaves: &mut Vec<Leaf>) {
    let mut path = before.to_vec();
    let mut tokens = tokens.iter().filter(|token| !token.is('$')).collect::<Vec<_>>().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            Token::Name(word) if word == "as" => {
                let name = tokens.next().and_then(Token::name).unwrap_or_default().to_owned();
                leaves.push(Leaf { name, path, is_public });
                return;
            }
            Token::Name(name) => path.push(name.clone()),
            Token::Sign('{') => {
                let (mut depth, mut part) = (0, Vec::new());
                for token in tokens.by_ref() {
                    match token {
                        Token::Sign(',') if depth == 0 => tree(&std::mem::take(&mut part), &path, is_public, leaves),
                        Token::Sign('}') if depth == 0 => break,
                        other => {
                            depth += i32::from(other.is('{')) - i32::from(other.is('}'));
                            part.push(other.clone());
                        }
                    }
                }
                if !part.is_empty() {
                    tree(&part, &path, is_public, leaves);
                }
                return;
            }
            Token::Sign('*') => path.push("*".to_owned()),
            _ => {}
        }
    }
    if path.last().is_some_and(|name| name == "self") && path.len() > 1 {
        path.pop();
    }
    if let Some(name) = path.last().cloned() {
        if name == "*" {
            path.pop();
        }
        leaves.push(Leaf { name, path, is_public });
    }
}

/// The paths of more than one name.
pub fn paths(tokens: &[Token]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let mut path: Vec<String> = tokens[i].name().map(str::to_owned).into_iter().collect();
        // A name after `::` belongs to the path before it.
        let ends = path.is_empty() || i > 0 && tokens[i - 1] == Token::Path;
        i += 1;
        while !ends
            && tokens.get(i) == Some(&Token::Path)
            && let Some(name) = tokens.get(i + 1).and_then(Token::name)
        {
            path.push(name.to_owned());
            i += 2;
        }
        if path.len() > 1 {
            found.push(path);
        }
    }
    found
}

/// The names of the items that a source defines.
pub fn definitions(tokens: &[Token]) -> BTreeSet<String> {
    let is_keyword = |token: &Token| {
        token
            .name()
            .is_some_and(|name| ["struct", "enum", "union", "trait", "type", "fn", "const", "static"].contains(&name))
    };
    let pairs = tokens.windows(2).filter(|pair| is_keyword(&pair[0]));
    pairs.filter_map(|pair| pair[1].name().map(str::to_owned)).collect()
}

/// The names in a source, except those of the modules that it declares.
pub fn named(tokens: &[Token]) -> BTreeSet<&str> {
    let before = [None].into_iter().chain(tokens.iter().map(Token::name));
    let pairs = before.zip(tokens).filter(|(before, _)| *before != Some("mod"));
    pairs.filter_map(|(_, token)| token.name()).collect()
}
