//! The names of entries of archives.

use encoding_rs::GBK;

/// The name of an entry for messages and reports.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) shown: String,
    /// Whether the name was read as GBK, which the archive does not state.
    pub(super) is_assumed: bool,
}

impl Name {
    /// Reads a name as UTF-8, or else as GBK, in which older programs on Chinese systems write names. Bytes that are neither are shown as
    /// `\xd6`, so that different names remain different.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let (name, is_assumed) = match std::str::from_utf8(bytes) {
            Ok(name) => (name.to_owned(), false),
            Err(_) => match GBK.decode_without_bom_handling_and_without_replacement(bytes) {
                Some(name) => (name.into_owned(), true),
                None => (escaped(bytes), false),
            },
        };
        Self { shown: name.trim_start_matches("./").to_owned(), is_assumed }
    }
}

fn escaped(bytes: &[u8]) -> String {
    let mut name = String::new();
    for chunk in bytes.utf8_chunks() {
        name.push_str(chunk.valid());
        name.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_entries() {
        for (bytes, expected, is_assumed) in [
            (&b"./a/b.json"[..], "a/b.json", false),
            ("童/a.json".as_bytes(), "童/a.json", false),
            // 中, 童 in GBK; a character whose second byte is that of a backslash.
            (b"\xd6\xd0\xcd\xaf/a.json", "中童/a.json", true),
            (b"\x81\x5c.json", "\u{4e57}.json", true),
            // Half a character, and bytes that are in neither encoding.
            (b"\xd6", "\\xd6", false),
            (b"\xff\xd6\xd0a.json", "\\xff\\xd6\\xd0a.json", false),
            (b"", "", false),
        ] {
            assert_eq!(Name::of(bytes), Name { shown: expected.to_owned(), is_assumed }, "{bytes:?}");
        }
    }
}
