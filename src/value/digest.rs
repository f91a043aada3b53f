//! File digests.

use crate::wire::{Spelling, lower_case, word};
use std::io::{BufWriter, Write};

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

word! {
    /// 密钥标识 · Identifier of a key.
    ///
    /// 生成密钥时显示的十六位小写十六进制数字；由密钥算出，不能由其还原密钥。
    /// Sixteen lower-case hexadecimal digits, printed when the key is made. They are computed from the key and do not reveal it.
    pub struct KeyIdentifier(text) {
        pattern: "^[0-9a-f]{16}$", length: 16..=16, example: "0000000000000000",
        form: |t| t.len() == 16 && t.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')),
        spelling: Spelling::Ascii(lower_case),
    }
}

/// A digest made by the program itself needs no validation.
impl Fingerprint {
    /// The name of the algorithm of a sealed digest.
    pub const SEALED: &str = "aes128";

    /// Whether it is a sealed digest: encrypted with a key, so that no guess can be tested on it without the key.
    pub fn is_sealed(&self) -> bool {
        self.as_str().split_once(':').is_some_and(|(name, _)| name == Self::SEALED)
    }

    pub(crate) fn cleaned(text: &str) -> Self {
        Self(text.into())
    }
}

/// How many bytes of a record are collected before they are added to its digest.
const BUFFER: usize = 1 << 13;

/// The number of digests that are computed together.
const LANES: usize = 4;

/// The digest of no bytes.
const START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;

/// FNV-1a with 128 bits.
pub(crate) struct Fnv(u128);

/// Keeps only the digest of the written bytes.
impl Write for Fnv {
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
        Self(START)
    }
}

impl Fnv {
    /// Adds a text and an end mark.
    pub(crate) fn write(&mut self, text: &str) {
        self.add(text.as_bytes());
        self.add(&[0xff]);
    }

    fn add(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.step(*byte));
    }

    #[inline]
    fn step(&mut self, byte: u8) {
        self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }

    /// The digest of a record as written, without storing all of the written text.
    pub(crate) fn of_record(record: &impl serde::Serialize) -> Fingerprint {
        let mut hash = Self::default();
        // A record is written in many short texts.
        let mut written = BufWriter::with_capacity(BUFFER, &mut hash);
        // INVARIANT: the hash accepts every write, so writing a record cannot fail.
        let _ = serde_json::to_writer(&mut written, record).map(|()| written.flush());
        drop(written);
        hash.add(&[0xff]);
        Fingerprint::cleaned(&hash.finish())
    }

    /// The digests of several records, each as by [`Self::of_record`]. Each step of a digest waits for the one before. The steps of four
    /// digests wait at the same time.
    pub(crate) fn of_records(records: &[impl serde::Serialize]) -> Vec<Fingerprint> {
        // INVARIANT: a record has only members that can be written.
        let texts: Vec<Vec<u8>> = records.iter().map(|one| serde_json::to_vec(one).unwrap_or_default()).collect();
        let mut digests: Vec<(usize, Fingerprint)> = Vec::with_capacity(texts.len());
        let mut by_length: Vec<(usize, &[u8])> = texts.iter().map(Vec::as_slice).enumerate().collect();
        // Texts of about one length are digested together.
        by_length.sort_by_key(|(_, text)| text.len());
        for group in by_length.chunks(LANES) {
            let mut lanes = [const { Self(START) }; LANES];
            let mut rest = [&[][..]; LANES];
            let common = group.first().map_or(0, |(_, shortest)| shortest.len());
            if let [(_, a), (_, b), (_, c), (_, d)] = group {
                for (((a, b), c), d) in a.iter().zip(*b).zip(*c).zip(*d) {
                    let [first, second, third, fourth] = &mut lanes;
                    first.step(*a);
                    second.step(*b);
                    third.step(*c);
                    fourth.step(*d);
                }
                rest = [a, b, c, d].map(|text| text.get(common..).unwrap_or_default());
            } else {
                group.iter().zip(&mut rest).for_each(|((_, text), rest)| *rest = text);
            }
            for (((place, _), lane), rest) in group.iter().zip(&mut lanes).zip(rest) {
                lane.add(rest);
                lane.add(&[0xff]);
                digests.push((*place, Fingerprint::cleaned(&lane.finish())));
            }
        }
        digests.sort_by_key(|(place, _)| *place);
        digests.into_iter().map(|(_, digest)| digest).collect()
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

    #[test]
    fn records_together_are_each_as_alone() {
        for count in 0..14_usize {
            let records: Vec<_> =
                (0..count).map(|n| "值".repeat(n * 37 % 11 + usize::from(n % 3 == 0) * 5000)).collect();
            let alone: Vec<_> = records.iter().map(Fnv::of_record).collect();
            assert_eq!(Fnv::of_records(&records), alone, "{count} records");
        }
    }
}
