//! Paths as URIs (RFC 3986).

/// The URI of a file: relative for a relative path. The standard input has the URI `stdin:`.
pub(crate) fn uri(path: Option<&str>) -> String {
    let Some(path) = path else { return "stdin:".to_owned() };
    let mut uri = String::new();
    let is_drive = matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if is_drive {
        uri.push_str("file:///");
    }
    for (at, byte) in path.bytes().enumerate() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || is_drive && at == 1;
        if is_plain {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uris() {
        for (path, expected) in [
            (Some("a/b.json"), "a/b.json"),
            (Some("a b%.json"), "a%20b%25.json"),
            (Some("x:y.json"), "x%3Ay.json"),
            (Some("患.json"), "%E6%82%A3.json"),
            (Some("/a#?.json"), "file:///a%23%3F.json"),
            (Some("C:/a.json"), "file:///C:/a.json"),
            (None, "stdin:"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }
}
