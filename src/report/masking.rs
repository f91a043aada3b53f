//! Hides member names that may be a person's name or number, unless the check was requested to show values.

/// The replacement of a hidden step of a pointer.
const HIDDEN: &str = "…";

/// Whether a member name may be shown: a plain word that cannot be a person's number or name.
pub fn is_plain_name(name: &str) -> bool {
    name.len() <= 64
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'$' | b'.'))
        && name.bytes().filter(u8::is_ascii_digit).count() < 5
}

/// A pointer with hidden member names replaced.
///
/// # Example
/// ```
/// use tongbiao::report::masked_pointer;
///
/// assert_eq!(masked_pointer("/receipts/12/totalAmount"), "/receipts/12/totalAmount");
/// assert_eq!(masked_pointer("/extensions/13800000000"), "/extensions/…");
/// ```
pub fn masked_pointer(pointer: &str) -> String {
    // A list index is shown. A longer run of digits may be a person's number.
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
