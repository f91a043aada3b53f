//! Digests of files.

use crate::wire::word;

word! {
    /// 文件摘要 · File digest.
    ///
    /// 文件字节的 SHA-256 摘要，写作 sha256: 加 64 位小写十六进制。
    /// The SHA-256 digest of the bytes of a file: sha256: and 64 lower-case hexadecimal digits.
    pub struct Sha256Digest(text) {
        pattern: "^sha256:[0-9a-f]{64}$", length: 71..=71, example: "sha256:0000000000000000000000000000000000000000000000000000000000000000", form: |t| t.strip_prefix("sha256:").is_some_and(|h| h.len() == 64 && h.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))),
    }
}
