//! The position of one value in a text that is known to be JSON, without reading the other values.

use super::Span;

/// The position of the value at an RFC 6901 pointer, if the text contains it. For an object or a list, the position of
/// its first bracket.
///
/// The text must be JSON without duplicate members. For any other text the function returns, but its result is
/// meaningless.
pub fn find(text: &str, pointer: &str) -> Option<Span> {
    let mut skipper = Skipper { bytes: text.as_bytes(), at: 0 };
    skipper.space();
    let steps = pointer.strip_prefix('/').map(|steps| steps.split('/'));
    for step in steps.into_iter().flatten() {
        let step = step.replace("~1", "/").replace("~0", "~");
        match skipper.peek()? {
            b'{' => skipper.enter_member(text, &step)?,
            b'[' => skipper.enter_item(step.parse().ok()?)?,
            _ => return None,
        }
    }
    let start = skipper.at;
    match skipper.peek()? {
        b'{' | b'[' => skipper.at += 1,
        _ => skipper.value()?,
    }
    Some(Span { start, end: skipper.at })
}

struct Skipper<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Skipper<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Moves to the value of the member with that name.
    fn enter_member(&mut self, text: &str, name: &str) -> Option<()> {
        self.at += 1;
        self.space();
        while self.peek()? != b'}' {
            let start = self.at;
            self.string()?;
            let same = is_name(text.get(start..self.at)?, name);
            self.space();
            self.at += 1;
            self.space();
            if same {
                return Some(());
            }
            self.value()?;
            self.comma();
        }
        None
    }

    /// Moves to the item with that index.
    fn enter_item(&mut self, index: usize) -> Option<()> {
        self.at += 1;
        self.space();
        for _ in 0..index {
            if self.peek()? == b']' {
                return None;
            }
            self.value()?;
            self.comma();
        }
        (self.peek()? != b']').then_some(())
    }

    fn comma(&mut self) {
        self.space();
        if self.peek() == Some(b',') {
            self.at += 1;
            self.space();
        }
    }

    /// Skips a value. Brackets are counted, not matched, because the text is JSON.
    fn value(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => self.string()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' => {
                    self.at += 1;
                    continue;
                }
                _ => {
                    while !matches!(self.peek(), None | Some(b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r')) {
                        self.at += 1;
                    }
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            let rest = self.bytes.get(self.at..)?;
            let run = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
            self.at += run + 1;
            if rest.get(run) == Some(&b'"') {
                return Some(());
            }
            self.at += 1;
        }
    }
}

/// Whether a quoted name in the text is that name.
fn is_name(quoted: &str, name: &str) -> bool {
    let inner = quoted.strip_prefix('"').and_then(|q| q.strip_suffix('"')).unwrap_or_default();
    inner == name || (inner.contains('\\') && serde_json::from_str::<String>(quoted).is_ok_and(|text| text == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_pointer_names() {
        let text = r#" { "a" : [ 1 , {"b\"c":"x]}"}, [] , -2.5e3 ] , "d/e":null,"f":{}, "a~":true, "\u0067":"last" }"#;
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        for pointer in ["", "/a", "/a/0", "/a/1", "/a/1/b\"c", "/a/2", "/a/3", "/d~1e", "/f", "/a~0", "/g"] {
            let span = find(text, pointer).unwrap_or_else(|| panic!("{pointer}"));
            let there = value.pointer(pointer).unwrap();
            match text.get(span.start..span.end).unwrap() {
                "{" => assert!(there.is_object(), "{pointer}"),
                "[" => assert!(there.is_array(), "{pointer}"),
                scalar => assert_eq!(serde_json::from_str::<serde_json::Value>(scalar).unwrap(), *there, "{pointer}"),
            }
        }
        for pointer in ["/a/4", "/a/x", "/b", "/f/a", "/d~1e/a", "a"] {
            assert!(pointer == "a" || find(text, pointer).is_none(), "{pointer}");
        }
        for odd in ["", "{", "[1", "{\"a", "{\"a\":", "}"] {
            assert!(find(odd, "/a").is_none());
        }
    }
}
