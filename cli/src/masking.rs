//! Masks the values of a document. Only punctuation and plain member names remain visible.

use std::ops::Range;
use tongbiao::report::is_plain_name;

/// The text in place of a masked value. It is constant, so that it does not reveal the length of the value.
pub(crate) const MASK: &str = "•••";

/// A part of a line of JSON, or of a text that resembles JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Its range in bytes.
    pub(crate) range: Range<usize>,
    /// The text in its place if values are not shown; none if it may be visible.
    pub(crate) mask: Option<&'static str>,
}

/// The token that begins at a place. It ends at the end of the line at the latest.
///
/// It is read without the text before it. All text that is not certainly punctuation or a plain member name is treated as
/// a value, also words outside quotation marks in a text that only resembles JSON.
pub(crate) fn token(line: &str, start: usize) -> Option<Token> {
    let rest = line.as_bytes().get(start..)?;
    let first = rest.first()?;
    let run = |keep: fn(&u8) -> bool| rest.iter().take_while(|byte| keep(byte)).count();
    let (length, mask) = match first {
        b'"' => {
            let (length, closed) = quoted(rest);
            let is_name = closed && followed_by_colon(rest.get(length..).unwrap_or_default());
            let inner = line.get(start + 1..(start + length).saturating_sub(1)).unwrap_or_default();
            let mask = match (is_name && is_plain_name(inner), closed) {
                (true, _) => None,
                (false, true) => Some("\"•••\""),
                (false, false) => Some("\"•••"),
            };
            (length, mask)
        }
        b'{' | b'}' | b'[' | b']' | b',' | b':' => (1, None),
        space if space.is_ascii_whitespace() => (run(u8::is_ascii_whitespace), None),
        _ => {
            let length = run(|byte| !byte.is_ascii_whitespace() && !b"\"{}[],:".contains(byte));
            // `null` is the error itself and reveals nothing.
            let is_null = rest.get(..length) == Some(b"null");
            (length, (!is_null).then_some(MASK))
        }
    };
    Some(Token { range: start..start + length, mask })
}

/// The length of a quoted text including its quotation marks, and whether it ends on this line.
fn quoted(bytes: &[u8]) -> (usize, bool) {
    let mut escaped = false;
    for (at, byte) in bytes.iter().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return (at + 1, true),
            _ => {}
        }
    }
    (bytes.len(), false)
}

fn followed_by_colon(bytes: &[u8]) -> bool {
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(line: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        while let Some(token) = token(line, at) {
            at = token.range.end;
            out.push_str(token.mask.unwrap_or_else(|| line.get(token.range).unwrap_or_default()));
        }
        out
    }

    #[test]
    fn values_are_masked_and_names_are_kept() {
        for (line, expected) in [
            ("", ""),
            (r#"  "name": "李明","#, r#"  "name": "•••","#),
            (r#"{"a":1,"b" : -2.5e3,"c":true,"d":null}"#, r#"{"a":•••,"b" : •••,"c":•••,"d":null}"#),
            (r#""note": "say \"x\": y","#, r#""note": "•••","#),
            (r#"["6222020000000000001", 5]"#, r#"["•••", •••]"#),
            // Names that may be those of a person.
            (
                r#"{"李明":1,"41000020210315":2,"a b":3,"x12345":4,"x1234":5}"#,
                r#"{"•••":•••,"•••":•••,"•••":•••,"•••":•••,"x1234":•••}"#,
            ),
            (r#"{"$schema":"x","com.example-a_b":1}"#, r#"{"$schema":"•••","com.example-a_b":•••}"#),
            (&format!("\"{}\": 1", "a".repeat(65)), "\"•••\": •••"),
            // Not JSON: words outside quotes, quotes that do not close, a line that begins inside a string.
            ("姓名: 李明", "•••: •••"),
            ("{name: 'Li Ming'}", "{•••: ••• •••}"),
            (r#""name": "Li Mi"#, r#""name": "•••"#),
            (r#""name": "Li\""#, r#""name": "•••"#),
            (r#"Ming", "phone": "138""#, r#"•••"•••"•••"•••"•••"•••"#),
            ("nullable", "•••"),
        ] {
            assert_eq!(masked(line), expected, "{line}");
        }
    }
}
