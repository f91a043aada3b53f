//! What of a report nobody sees who did not ask to see values: member names that may be a person's name or number.

/// What replaces a step of a pointer that is not shown.
const HIDDEN: &str = "…";

/// Whether a member name may be shown: a plain word, and nothing that could be a person's number or name.
pub fn is_plain_name(name: &str) -> bool {
    name.len() <= 64
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'$' | b'.'))
        && name.bytes().filter(u8::is_ascii_digit).count() < 5
}

/// A pointer without the member names that may not be shown.
///
/// # Example
/// ```
/// use tongbiao::report::masked_pointer;
///
/// assert_eq!(masked_pointer("/receipts/12/totalAmount"), "/receipts/12/totalAmount");
/// assert_eq!(masked_pointer("/extensions/13800000000"), "/extensions/…");
/// ```
pub fn masked_pointer(pointer: &str) -> String {
    // An index of a list is shown; a longer run of digits may be a member name that is a person's number.
    let is_index = |step: &str| step.len() <= 7 && step.bytes().all(|byte| byte.is_ascii_digit());
    let shown = |step| if is_index(step) || is_plain_name(step) { step } else { HIDDEN };
    pointer.split('/').map(shown).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_show_plain_names_only() {
        for (pointer, expected) in [
            ("", ""),
            ("/receipts/12/totalAmount", "/receipts/12/totalAmount"),
            ("/李明/a~1b", "/…/…"),
            ("/extensions/13800000000", "/extensions/…"),
            ("/receipts/999999", "/receipts/999999"),
        ] {
            assert_eq!(masked_pointer(pointer), expected);
        }
    }
}
