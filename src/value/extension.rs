//! Extensions of a document by an organisation.

#![allow(rustdoc::bare_urls, reason = "what is published is plain text")]

use crate::wire::{Entries, Json, word};

word! {
    /// 扩展名称 · Extension name.
    ///
    /// https 网址或倒写的域名，如 https://example.org/ward 或 org.example.ward；不得含个人信息。
    /// An https address or a reversed domain name, such as https://example.org/ward or org.example.ward. Must not contain personal data.
    pub struct ExtensionName(text) {
        pattern: "^(?:https://[0-9A-Za-z][0-9A-Za-z._/~-]{2,180}|[a-z][0-9a-z]{1,20}(?:[.][0-9A-Za-z_-]{1,40}){1,8})$",
        length: 4..=349, example: "org.example.ward", form: is_extension_name,
    }
}

fn is_extension_name(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix("https://") {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'/' | b'~' | b'-');
        return (3..=181).contains(&rest.len())
            && rest.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric())
            && rest.bytes().all(allowed);
    }
    let mut labels = text.split('.');
    let first = labels.next().unwrap_or_default();
    let first_holds = (2..=21).contains(&first.len())
        && first.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && first.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let others: Vec<_> = labels.collect();
    let label_holds = |label: &&str| {
        (1..=40).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    };
    first_holds && (1..=8).contains(&others.len()) && others.iter().all(label_holds)
}

/// Values defined by organisations. The name of each value identifies the organisation.
pub type Extensions = Entries<ExtensionName, Json, 32>;
