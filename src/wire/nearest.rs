//! "Did you mean": the names that are most similar to a misspelt one.

/// The candidates that are most similar to a text, best first, at most three. Case, `_`, `-` and spaces are ignored.
/// There are no suggestions for texts shorter than three characters.
pub fn nearest<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = folded(text);
    // A text much longer than any name is not a misspelling, and the comparison would be expensive.
    if wanted.len() < 3 || wanted.len() > 64 {
        return Vec::new();
    }
    let tolerance = (wanted.len() / 3).min(3);
    let mut found: Vec<(usize, &str)> = candidates
        .map(|candidate| (distance(&wanted, &folded(candidate)), candidate))
        .filter(|(distance, _)| *distance <= tolerance)
        .collect();
    found.sort_unstable();
    found.into_iter().take(3).map(|(_, candidate)| candidate).collect()
}

fn folded(text: &str) -> Vec<char> {
    text.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).take(65).collect()
}

/// The least number of characters that are inserted, deleted, replaced or swapped with a neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let get = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX - 1);
            let mut best = (get(&last, j) + usize::from(x != y)).min(get(&last, j + 1) + 1).min(get(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(get(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_names() {
        let names = ["totalAmount", "totalInWords", "issueDate", "lines"];
        let near = |text| nearest(text, names.into_iter());
        assert_eq!(near("totalAmuont"), ["totalAmount"]);
        assert_eq!(near("total_amount"), ["totalAmount"]);
        assert_eq!(near("IssueDate"), ["issueDate"]);
        assert_eq!(near("issuedate1"), ["issueDate"]);
        assert_eq!(near("line"), ["lines"]);
        assert!(near("xy").is_empty());
        assert!(near("somethingElse").is_empty());
        assert!(near(&"a".repeat(10_000)).is_empty());
    }
}
