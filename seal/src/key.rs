//! The key that seals digests and opens them.

use crate::{Problem, Secrets, outcome::Outcome, rewritten::rewritten, secrets::chained};
use aes::{
    Aes128,
    cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit},
};
use std::fmt;
use tongbiao::value::{Fingerprint, KeyIdentifier};

/// What the secrets are used for: the identifier of the key, as in an index, and the key of the seal. `index/src/key.rs` lists the other uses.
const IDENTIFIER: u8 = 9;
const SEAL: u8 = 10;
/// The text from which the key of the seal is made.
const LABEL: &[u8] = b"tongbiao digests aes128";
/// The algorithm of the digests that are sealed.
const PLAIN: &str = "fnv1a128";

/// The key of an alliance, as far as it seals digests. It is read from the file that `tongbiao index key` makes.
#[derive(Clone)]
pub struct DigestKey {
    /// The seal of the key.
    latest: Seal,
    /// The seals of the keys before it, the oldest first.
    earlier: Vec<Seal>,
}

#[derive(Clone)]
struct Seal {
    identifier: KeyIdentifier,
    cipher: Aes128,
}

// A key is never shown when a value is logged.
impl fmt::Debug for DigestKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DigestKey(…)")
    }
}

impl DigestKey {
    /// The key in the text of its file.
    ///
    /// # Errors
    /// [`Problem::NoKey`] if the text is not a key.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::of(&Secrets::parse(text)?)
    }

    /// The key of some secrets.
    ///
    /// # Errors
    /// [`Problem::NoKey`] if there are no secrets.
    pub fn of(secrets: &Secrets) -> Result<Self, Problem> {
        let stages = secrets.stages();
        let seals = (1..=stages.len()).filter_map(|number| {
            let stages = stages.get(..number)?;
            let identifier = chained::<8>(stages, &[IDENTIFIER], b"");
            let identifier: String = identifier.iter().map(|byte| format!("{byte:02x}")).collect();
            let cipher = Aes128::new(&chained::<16>(stages, &[SEAL], LABEL).into());
            Some(Seal { identifier: KeyIdentifier::parse(&identifier).ok()?, cipher })
        });
        let mut earlier: Vec<Seal> = seals.collect();
        let latest = earlier.pop().ok_or(Problem::NoKey)?;
        Ok(Self { latest, earlier })
    }

    /// The identifier of the key, as `tongbiao index key` prints it. It does not reveal the key.
    pub fn identifier(&self) -> KeyIdentifier {
        self.latest.identifier.clone()
    }

    /// Whether an outcome is not sealed, or this key or an earlier one sealed it.
    pub fn opens<T: Outcome>(&self, outcome: &T) -> bool {
        outcome.digest_key().is_none_or(|stated| self.seal_of(stated).is_some())
    }

    /// The outcome with sealed digests. One that an earlier key sealed is sealed again with this key.
    ///
    /// # Errors
    /// [`Problem::OtherKey`] if it was sealed with another key, [`Problem::Altered`] if some of its digests are not sealed although it
    /// states a key, [`Problem::KeyMissing`] if some are sealed although it states none, [`Problem::OtherAlgorithm`] if another program made its digests in another way.
    pub fn seal<T: Outcome>(&self, outcome: &T) -> Result<T, Problem> {
        let seal = &self.latest;
        let opened = self.open(outcome)?;
        let mut sealed = rewritten(&opened, Problem::OtherAlgorithm, &|digest| seal.sealed(digest))?;
        sealed.set_digest_key(Some(seal.identifier.clone()));
        Ok(sealed)
    }

    /// The outcome as it was before it was sealed. One that is not sealed is returned as it is.
    ///
    /// # Errors
    /// [`Problem::OtherKey`] if it was sealed with another key, [`Problem::Altered`] if some of its digests are not sealed although it
    /// states a key, [`Problem::KeyMissing`] if some are sealed although it states none.
    pub fn open<T: Outcome>(&self, outcome: &T) -> Result<T, Problem> {
        let Some(stated) = outcome.digest_key() else {
            let plain = |digest: &str| (!digest.starts_with(Fingerprint::SEALED)).then(|| digest.to_owned());
            return rewritten(outcome, Problem::KeyMissing, &plain);
        };
        let seal = self.seal_of(stated).ok_or_else(|| Problem::OtherKey(stated.clone()))?;
        let mut opened = rewritten(outcome, Problem::Altered, &|digest| seal.opened(digest))?;
        opened.set_digest_key(None);
        Ok(opened)
    }

    fn seal_of(&self, stated: &KeyIdentifier) -> Option<&Seal> {
        self.earlier.iter().chain([&self.latest]).find(|seal| seal.identifier == *stated)
    }
}

impl Seal {
    fn sealed(&self, digest: &str) -> Option<String> {
        let mut block = bytes(digest, PLAIN)?.into();
        self.cipher.encrypt_block(&mut block);
        Some(written(Fingerprint::SEALED, &block))
    }

    fn opened(&self, digest: &str) -> Option<String> {
        let mut block = bytes(digest, Fingerprint::SEALED)?.into();
        self.cipher.decrypt_block(&mut block);
        Some(written(PLAIN, &block))
    }
}

/// The bytes of a digest of an algorithm.
fn bytes(digest: &str, algorithm: &str) -> Option<[u8; 16]> {
    let digits = digest.strip_prefix(algorithm)?.strip_prefix(':').filter(|digits| digits.len() == 32)?;
    u128::from_str_radix(digits, 16).ok().map(u128::to_be_bytes)
}

fn written(algorithm: &str, bytes: &[u8]) -> String {
    bytes.iter().fold(format!("{algorithm}:"), |text, byte| text + &format!("{byte:02x}"))
}
