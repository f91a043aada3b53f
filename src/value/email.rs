//! Email addresses.

use crate::wire::word;

word! {
    /// 电子邮箱 · Email address.
    ///
    /// 用户名、@ 和域名，只用 ASCII 字符。
    /// User name, @ and domain name, in ASCII characters only.
    pub struct Email(text) {
        pattern: "^[0-9A-Za-z._%+-]{1,64}@[0-9A-Za-z.-]{1,190}$", length: 3..=255, example: "family@example.org", form: is_email,
    }
}

fn is_email(text: &str) -> bool {
    let Some((user, domain)) = text.split_once('@') else { return false };
    let user_byte = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-');
    let domain_byte = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
    (1..=64).contains(&user.len())
        && user.bytes().all(user_byte)
        && (1..=190).contains(&domain.len())
        && domain.bytes().all(domain_byte)
}
