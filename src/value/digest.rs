//! File digests.

use crate::wire::{Spelling, lower_case, word};

word! {
    /// 文件摘要 · File digest.
    ///
    /// 文件字节的 SHA-256 摘要，写作 sha256: 加 64 位小写十六进制数字。
    /// The SHA-256 digest of the file's bytes: sha256: followed by 64 lower-case hexadecimal digits.
    pub struct Sha256Digest(text) {
        pattern: "^sha256:[0-9a-f]{64}$", length: 71..=71, example: "sha256:0000000000000000000000000000000000000000000000000000000000000000", form: |t| t.strip_prefix("sha256:").is_some_and(|h| h.len() == 64 && h.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))),
        spelling: Spelling::Ascii(lower_case),
    }
}

word! {
    /// 摘要 · Digest.
    ///
    /// 算法名、冒号、十六进制数字，如 fnv1a128:0…；用于比对，不能防伪。文件摘要用 sha256。
    /// Algorithm name, colon and hexadecimal digits. For comparison only; does not protect against forgery. File digests use sha256.
    pub struct Fingerprint(text) {
        pattern: "^[a-z0-9]{3,12}:[0-9a-f]{16,64}$", length: 20..=77,
        example: "fnv1a128:00000000000000000000000000000000",
        form: |t| t.split_once(':').is_some_and(|(name, digits)| {
            (3..=12).contains(&name.len())
                && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
                && (16..=64).contains(&digits.len())
                && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        }),
    }
}

/// A digest made by the program itself needs no validation.
impl Fingerprint {
    pub(crate) fn cleaned(text: &str) -> Self {
        Self(text.into())
    }
}

/// FNV-1a with 128 bits.
pub(crate) struct Fnv(u128);

/// Keeps only the digest of the written bytes.
impl std::io::Write for Fnv {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Default for Fnv {
    fn default() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Fnv {
    /// Adds a text and an end mark.
    pub(crate) fn write(&mut self, text: &str) {
        self.add(text.as_bytes());
        self.add(&[0xff]);
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }

    /// The digest of a record as written, without storing the written text.
    pub(crate) fn of_record(record: &impl serde::Serialize) -> Fingerprint {
        let mut hash = Self::default();
        // INVARIANT: the hash accepts every write, so writing a record cannot fail.
        let _ = serde_json::to_writer(&mut hash, record);
        hash.add(&[0xff]);
        Fingerprint::cleaned(&hash.finish())
    }

    /// The digest so far.
    pub(crate) fn finish(&self) -> String {
        format!("fnv1a128:{:032x}", self.0)
    }

    /// The digest of several texts.
    pub(crate) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Fingerprint {
        let mut hash = Self::default();
        texts.into_iter().for_each(|text| hash.write(text));
        Fingerprint::cleaned(&hash.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn record_is_its_text() {
        let record = serde_json::json!({"名": "值", "n": [1, null, "\n"]});
        assert_eq!(Fnv::of_record(&record), Fnv::of([record.to_string().as_str()]));
    }
}
