//! Paths in the form in which outputs and policies state them, on all systems.

use crate::input::STANDARD_INPUT;

/// A path without a leading `./`, with `/` between its parts. None for the standard input.
pub(crate) fn portable_path(name: &str) -> Option<String> {
    if name == STANDARD_INPUT {
        return None;
    }
    let name = if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() };
    Some(name.trim_start_matches("./").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_portable() {
        for (name, expected) in [
            ("a.json", Some("a.json")),
            ("./a/b.json", Some("a/b.json")),
            ("/a.json", Some("/a.json")),
            ("<stdin>", None),
        ] {
            assert_eq!(portable_path(name).as_deref(), expected);
        }
    }
}
