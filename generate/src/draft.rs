//! A document while it is made: its value, and a fault of its text.

use crate::{
    json::Json,
    kind::Kind,
    number::{Day, fen},
};
use tongbiao::check::Limits;

/// A label: the code and the place of a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The code of the finding.
    pub code: &'static str,
    /// The place as an RFC 6901 pointer.
    pub pointer: String,
}

/// A fault of the text that no value can express.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spoil {
    ByteOrderMark,
    Empty,
    NotUtf8,
    /// Blanks after the text exceed the size limit.
    TooLarge,
    /// The end of the text is missing.
    CutOff,
}

/// A document while it is made.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) kind: Kind,
    pub(crate) json: Json,
    pub(crate) spoil: Option<Spoil>,
}

impl Draft {
    /// The pointer of the first receipt, with more names.
    pub(crate) fn receipt(&self, names: &str) -> String {
        let prefix = if self.kind == Kind::Application { "/receipts/0" } else { "" };
        format!("{prefix}{names}")
    }

    /// The pointer of the receipt of an outpatient, with more names.
    pub(crate) fn visit(&self, names: &str) -> String {
        let prefix = if self.kind == Kind::Application { "/receipts/1" } else { "" };
        format!("{prefix}{names}")
    }

    /// The pointer of the first diagnosis, with more names.
    pub(crate) fn diagnosis(&self, names: &str) -> String {
        let prefix = if self.kind == Kind::Application { "/diagnoses/0" } else { "" };
        format!("{prefix}{names}")
    }

    /// The pointer of a part with free texts, with more names: the diagnosis, or the receipt.
    pub(crate) fn part(&self, names: &str) -> String {
        if self.kind == Kind::Receipt { self.receipt(names) } else { self.diagnosis(names) }
    }

    pub(crate) fn text(&self, pointer: &str) -> Option<&str> {
        self.json.text(pointer)
    }

    /// The amount at a pointer in fen.
    pub(crate) fn fen(&self, pointer: &str) -> Option<i64> {
        fen(self.text(pointer)?)
    }

    pub(crate) fn day(&self, pointer: &str) -> Option<Day> {
        Day::read(self.text(pointer)?)
    }

    pub(crate) fn set(&mut self, pointer: &str, value: impl Into<Json>) -> Option<()> {
        self.json.set(pointer, value)
    }

    /// Adds fen to the amount at a pointer.
    pub(crate) fn add(&mut self, pointer: &str, more: i64) -> Option<()> {
        let amount = self.fen(pointer)?.checked_add(more)?;
        self.set(pointer, crate::number::yuan(amount))
    }

    /// Moves the day at a pointer.
    pub(crate) fn shift(&mut self, pointer: &str, days: i64) -> Option<()> {
        let day = self.day(pointer)?.plus(days);
        self.set(pointer, day.to_string())
    }

    pub(crate) fn remove(&mut self, pointer: &str) -> Option<Json> {
        self.json.remove(pointer)
    }

    pub(crate) fn push(&mut self, pointer: &str, value: impl Into<Json>) -> Option<usize> {
        self.json.push(pointer, value)
    }

    pub(crate) fn count(&self, pointer: &str) -> usize {
        self.json.items(pointer).len()
    }

    /// The text of the document, on one line or indented.
    pub(crate) fn bytes(&self, is_indented: bool) -> Vec<u8> {
        let text = if is_indented { self.json.pretty() } else { self.json.line() };
        let mut bytes = text.into_bytes();
        match self.spoil {
            None => {}
            Some(Spoil::ByteOrderMark) => drop(bytes.splice(0..0, *b"\xef\xbb\xbf")),
            Some(Spoil::Empty) => bytes.clear(),
            Some(Spoil::NotUtf8) => {
                // A character of the name of the kind becomes a byte that UTF-8 does not contain.
                if let Some(byte) = bytes.get_mut(3) {
                    *byte = 0xff;
                }
            }
            Some(Spoil::TooLarge) => bytes.resize(Limits::default().bytes_max + 1, b' '),
            Some(Spoil::CutOff) => bytes.truncate(bytes.trim_ascii_end().len().saturating_sub(1)),
        }
        bytes
    }
}
