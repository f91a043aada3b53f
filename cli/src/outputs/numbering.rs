//! The numbers of equal findings in a file.

use std::collections::HashMap;

/// The maximum number of different findings of one file that are distinguished. For larger files, the numbers begin again.
const DIFFERENT_MAX: usize = 100_000;

/// Numbers the findings of a file that have the same fingerprint, from 1.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    path: String,
    numbers: HashMap<String, usize>,
}

impl Numbering {
    /// The number of the next finding with a fingerprint in a file.
    pub(crate) fn next(&mut self, path: &str, fingerprint: &str) -> usize {
        if self.path != path {
            path.clone_into(&mut self.path);
            self.numbers.clear();
        }
        if self.numbers.len() >= DIFFERENT_MAX {
            self.numbers.clear();
        }
        let number = self.numbers.entry(fingerprint.to_owned()).or_default();
        *number += 1;
        *number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_findings_of_a_file_are_numbered() {
        let mut numbering = Numbering::default();
        let all = [("a", "x"), ("a", "y"), ("a", "x"), ("b", "x"), ("b", "x"), ("a", "x")];
        assert_eq!(all.map(|(path, fingerprint)| numbering.next(path, fingerprint)), [1, 1, 2, 1, 2, 1]);
    }
}
