//! A problem in a policy file.

use crate::language::Said;

/// A problem and its place.
#[derive(Debug)]
pub(crate) struct Problem {
    /// The offset of the place in bytes.
    pub(crate) offset: usize,
    /// The message.
    pub(crate) said: Said,
}

impl Problem {
    /// The message after the name of the file, the line and the column.
    pub(crate) fn said(&self, name: &str, text: &str) -> Said {
        let before = text.get(..self.offset.min(text.len())).unwrap_or(text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |start| start.chars().count()) + 1;
        let Said { zh, en } = &self.said;
        Said::new(format!("{name}:{line}:{column}：{zh}"), format!("{name}:{line}:{column}: {en}"))
    }
}
