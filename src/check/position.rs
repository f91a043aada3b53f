//! Positions in a text as lines and columns.

use crate::wire::Span;

/// The position of a finding in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line number, from 1.
    pub line: usize,
    /// The column number in characters, from 1.
    pub column: usize,
    /// The first byte.
    pub span: Span,
}

/// The position of a part of a text.
pub(crate) fn position(text: &str, offset: usize, length: usize) -> Position {
    LineIndex::new(text).position(Span { start: offset, end: offset + length })
}

/// Converts offsets to lines and columns. It is fast for ascending offsets.
pub(super) struct LineIndex<'a> {
    text: &'a str,
    line: usize,
    line_start: usize,
    at: usize,
    column: usize,
}

impl<'a> LineIndex<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, line: 1, line_start: 0, at: 0, column: 1 }
    }

    pub(super) fn position(&mut self, span: Span) -> Position {
        if span.start < self.at {
            *self = Self::new(self.text);
        }
        let between = self.text.as_bytes().get(self.at..span.start).unwrap_or_default();
        for (i, byte) in between.iter().enumerate() {
            if *byte == b'\n' {
                self.line += 1;
                self.line_start = self.at + i + 1;
                self.column = 1;
            } else if *byte & 0xc0 != 0x80 {
                // This byte begins a character.
                self.column += 1;
            }
        }
        self.at = span.start;
        Position { line: self.line, column: self.column, span }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters() {
        let mut index = LineIndex::new("ab\n童标c\nd");
        let place = |index: &mut LineIndex<'_>, at| {
            let position = index.position(Span { start: at, end: at });
            (position.line, position.column)
        };
        assert_eq!(place(&mut index, 0), (1, 1));
        assert_eq!(place(&mut index, 3), (2, 1));
        assert_eq!(place(&mut index, 9), (2, 3));
        assert_eq!(place(&mut index, 11), (3, 1));
        assert_eq!(place(&mut index, 1), (1, 2));
    }
}
