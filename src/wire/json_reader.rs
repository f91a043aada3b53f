//! A strict RFC 8259 reader that keeps positions and duplicate members, to report the errors of a text.
//!
//! It never reads valid documents: serde does. It accepts what serde_json accepts, except for texts that are nested too
//! deep.

use super::{Entry, Json, JsonValue, Number, Span};

/// The reason why a text is not JSON, with its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{syntax} at byte {offset}")]
pub struct JsonFault {
    /// The error.
    pub syntax: Syntax,
    /// The offset of the byte at which reading stopped.
    pub offset: usize,
}

/// The errors of a text that is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Syntax {
    /// The text contains only white space.
    #[error("the text is empty")]
    Empty,
    /// The text ends inside a value.
    #[error("the text ends too early")]
    EndOfText,
    /// A character that is not allowed at this position.
    #[error("an unexpected character")]
    Unexpected,
    /// There is further text after the document.
    #[error("something follows the document")]
    Trailing,
    /// A comma before a closing bracket.
    #[error("a comma before a closing bracket")]
    TrailingComma,
    /// A line break or another control character inside a string.
    #[error("a control character inside a string")]
    ControlCharacter,
    /// An escape sequence that JSON does not have, or half of a surrogate pair.
    #[error("an escape sequence that is not allowed")]
    Escape,
    /// A number in a notation that JSON does not have, such as `01`, `.5` or `NaN`.
    #[error("a number that is not written as JSON has it")]
    Number,
    /// A number that is too large for any program.
    #[error("a number out of range")]
    NumberRange,
    /// The text is nested deeper than allowed.
    #[error("nested too deep")]
    Depth,
    /// The text has more values than allowed.
    #[error("too many values")]
    Size,
}

/// Reads one JSON text within limits of nesting and of the number of values.
///
/// # Errors
/// Anything that RFC 8259 does not allow: `{"a":1,}`, `01`, `NaN`, `"\x"`, a lone surrogate, text after the end. Also
/// `[[[…]]]` deeper than `depth_max`, and more than `values_max` values.
pub fn parse(text: &str, depth_max: usize, values_max: usize) -> Result<Json, JsonFault> {
    let mut reader = Reader { text, at: 0, values_left: values_max };
    reader.skip_space();
    if reader.peek().is_none() {
        return Err(reader.fault(Syntax::Empty));
    }
    let value = reader.value(depth_max)?;
    reader.skip_space();
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.fault(Syntax::Trailing)),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    values_left: usize,
}

type Read<T> = Result<T, JsonFault>;

impl Reader<'_> {
    fn fault(&self, syntax: Syntax) -> JsonFault {
        JsonFault { syntax, offset: self.at }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn unexpected(&self) -> JsonFault {
        self.fault(if self.peek().is_none() { Syntax::EndOfText } else { Syntax::Unexpected })
    }

    fn take(&mut self, byte: u8) -> bool {
        let taken = self.peek() == Some(byte);
        self.at += usize::from(taken);
        taken
    }

    fn expect(&mut self, byte: u8) -> Read<()> {
        if self.take(byte) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth_left: usize) -> Read<Json> {
        self.values_left = self.values_left.checked_sub(1).ok_or_else(|| self.fault(Syntax::Size))?;
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => JsonValue::Object(self.object(self.inner(depth_left)?)?),
            Some(b'[') => JsonValue::List(self.list(self.inner(depth_left)?)?),
            Some(b'"') => JsonValue::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => JsonValue::Number(self.number()?),
            Some(b't') => self.literal("true", JsonValue::Flag(true))?,
            Some(b'f') => self.literal("false", JsonValue::Flag(false))?,
            Some(b'n') => self.literal("null", JsonValue::Null)?,
            Some(b'N' | b'I' | b'+' | b'.') => return Err(self.fault(Syntax::Number)),
            _ => return Err(self.unexpected()),
        };
        Ok(Json { span: Span { start, end: self.at }, value })
    }

    fn inner(&self, depth_left: usize) -> Read<usize> {
        depth_left.checked_sub(1).ok_or_else(|| self.fault(Syntax::Depth))
    }

    fn literal(&mut self, word: &str, value: JsonValue) -> Read<JsonValue> {
        for byte in word.bytes() {
            self.expect(byte)?;
        }
        Ok(value)
    }

    fn list(&mut self, depth_left: usize) -> Read<Vec<Json>> {
        self.expect(b'[')?;
        let mut items = Vec::new();
        self.skip_space();
        if self.take(b']') {
            return Ok(items);
        }
        loop {
            self.skip_space();
            items.push(self.value(depth_left)?);
            if self.ends(b']')? {
                return Ok(items);
            }
        }
    }

    fn object(&mut self, depth_left: usize) -> Read<Vec<Entry>> {
        self.expect(b'{')?;
        let mut entries = Vec::new();
        self.skip_space();
        if self.take(b'}') {
            return Ok(entries);
        }
        loop {
            self.skip_space();
            let start = self.at;
            let name = self.string()?;
            let span = Span { start, end: self.at };
            self.skip_space();
            self.expect(b':')?;
            self.skip_space();
            entries.push(Entry { name, span, value: self.value(depth_left)? });
            if self.ends(b'}')? {
                return Ok(entries);
            }
        }
    }

    /// After an item: whether the bracket closes. Otherwise a comma and a further item follow.
    fn ends(&mut self, close: u8) -> Read<bool> {
        self.skip_space();
        if self.take(close) {
            return Ok(true);
        }
        let comma = self.at;
        self.expect(b',')?;
        self.skip_space();
        if self.peek() == Some(close) {
            return Err(JsonFault { syntax: Syntax::TrailingComma, offset: comma });
        }
        Ok(false)
    }

    fn number(&mut self) -> Read<Number> {
        let start = self.at;
        self.take(b'-');
        let leading_zero = self.peek() == Some(b'0');
        let whole = self.digits()?;
        if leading_zero && whole > 1 {
            return Err(JsonFault { syntax: Syntax::Number, offset: start });
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            self.digits()?;
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        Number::parse(text).ok_or(JsonFault { syntax: Syntax::NumberRange, offset: start })
    }

    fn digits(&mut self) -> Read<usize> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        match self.at - start {
            0 => Err(self.fault(if self.peek().is_none() { Syntax::EndOfText } else { Syntax::Number })),
            count => Ok(count),
        }
    }

    fn string(&mut self) -> Read<String> {
        self.expect(b'"')?;
        let mut out = String::new();
        loop {
            let run = self.at;
            while self.peek().is_some_and(|b| b != b'"' && b != b'\\' && b >= 0x20) {
                self.at += 1;
            }
            out.push_str(self.text.get(run..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                Some(_) => return Err(self.fault(Syntax::ControlCharacter)),
                None => return Err(self.fault(Syntax::EndOfText)),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        let start = self.at;
        let bad = JsonFault { syntax: Syntax::Escape, offset: start };
        self.expect(b'\\')?;
        let byte = self.peek().ok_or_else(|| self.unexpected())?;
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.hex4().ok_or(bad)?;
                if !(0xD800..0xDC00).contains(&first) {
                    return char::from_u32(first).ok_or(bad);
                }
                let second = (self.take(b'\\') && self.take(b'u')).then(|| self.hex4()).flatten().ok_or(bad)?;
                let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400).ok_or(bad)?;
                char::from_u32(0x10000 + ((first - 0xD800) << 10) + low).ok_or(bad)?
            }
            _ => return Err(bad),
        })
    }

    fn hex4(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at.checked_add(4)?)?;
        let value = u32::from_str_radix(digits, 16).ok().filter(|_| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        self.at += 4;
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_what_serde_json_accepts() {
        let texts = [
            "",
            " ",
            "null",
            "true",
            "tru",
            "nul",
            "0",
            "-0",
            "-",
            "01",
            "1.",
            ".5",
            "1e5",
            "1e",
            "1E+2",
            "1e400",
            "NaN",
            "-Infinity",
            "+1",
            "\"a\"",
            "\"a",
            "\"\\u00e9\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\udc00\"",
            "\"\\ud83d\\u0041\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u+123\"",
            "\"\n\"",
            "\"\u{7f}\"",
            "[]",
            "[1,]",
            "[,]",
            "[1 2]",
            "{}",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "{a:1}",
            "{\"a\":1,\"a\":2}",
            "[1] 2",
            "[[[]]]",
            "{\"a\":[{}]}",
            "]",
            "18446744073709551616",
            "-9223372036854775809",
            "'a'",
            "// x\n1",
            "[1}",
            "\u{feff}1",
        ];
        for text in texts {
            let ours = parse(text, 64, 1000);
            assert_eq!(ours.is_ok(), serde_json::from_str::<serde_json::Value>(text).is_ok(), "{text:?}: {ours:?}");
        }
    }

    #[test]
    fn faults_say_what_and_where() {
        let fault = |text| parse(text, 3, 5).map_err(|f| (f.syntax, f.offset)).err();
        assert_eq!(fault("[[[[]]]]"), Some((Syntax::Depth, 3)));
        assert_eq!(fault("[1,2,3,4,5]"), Some((Syntax::Size, 9)));
        assert_eq!(fault("{\"a\":1,}"), Some((Syntax::TrailingComma, 6)));
        assert_eq!(fault(" "), Some((Syntax::Empty, 1)));
        assert_eq!(fault("[1"), Some((Syntax::EndOfText, 2)));
        assert_eq!(fault("[NaN]"), Some((Syntax::Number, 1)));
        assert_eq!(fault("[1]x"), Some((Syntax::Trailing, 3)));
    }
}
