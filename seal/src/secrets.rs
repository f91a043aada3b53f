//! The secrets in the file of a key, and the digests that are made with them.

use crate::Problem;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;

/// The first line of the file of a key.
const HEADING: &str = "tongbiao index key 1";
/// The size of a secret in bytes.
pub const SECRET: usize = 32;
/// The highest number of secrets of a key. Each rotation adds one.
pub const SECRETS_MAX: usize = 64;

/// The secrets of a key: one, and one more for each rotation.
#[derive(Clone, PartialEq, Eq)]
pub struct Secrets(Vec<[u8; SECRET]>);

// A key is never shown when a value is logged.
impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// Some secrets, the oldest first.
    ///
    /// # Errors
    /// [`Problem::NoKey`] if there are none or more than [`SECRETS_MAX`].
    pub fn new(secrets: Vec<[u8; SECRET]>) -> Result<Self, Problem> {
        if (1..=SECRETS_MAX).contains(&secrets.len()) { Ok(Self(secrets)) } else { Err(Problem::NoKey) }
    }

    /// Reads the text of the file of a key.
    ///
    /// # Errors
    /// [`Problem::NoKey`] if the text is not a key.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let mut lines = text.lines();
        let heading = lines.next().filter(|first| *first == HEADING);
        let secrets: Option<Vec<_>> = heading.and_then(|_| lines.map(secret_in).collect());
        secrets.ok_or(Problem::NoKey).and_then(Self::new)
    }

    /// The text of the file of the key.
    pub fn text(&self) -> String {
        let mut text = format!("{HEADING}\n");
        for secret in &self.0 {
            text.extend(secret.iter().map(|byte| format!("{byte:02x}")));
            text.push('\n');
        }
        text
    }

    /// The secrets, the oldest first.
    pub fn all(&self) -> &[[u8; SECRET]] {
        &self.0
    }

    /// The HMAC of each secret.
    pub fn stages(&self) -> Vec<Hmac<Sha256>> {
        // INVARIANT: HMAC accepts a secret of any length.
        self.0.iter().filter_map(|secret| Hmac::new_from_slice(secret).ok()).collect()
    }
}

/// The digest of a text under the first secret, digested under the second one, and so on. Each is cut to its first bytes.
pub fn chained<const N: usize>(stages: &[Hmac<Sha256>], start: &[u8], text: &[u8]) -> [u8; N] {
    let mut digest = [0; N];
    for (number, stage) in stages.iter().enumerate() {
        let mut mac = stage.clone();
        mac.update(start);
        mac.update(if number == 0 { text } else { &digest });
        let whole = mac.finalize().into_bytes();
        digest = whole.first_chunk::<N>().copied().unwrap_or(digest);
    }
    digest
}

/// The secret in a line.
fn secret_in(line: &str) -> Option<[u8; SECRET]> {
    if line.len() != 2 * SECRET || !line.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut secret = [0; SECRET];
    for (place, byte) in secret.iter_mut().enumerate() {
        *byte = u8::from_str_radix(line.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(secret)
}
