//! The key of an index: the digests of an index can be made and compared only with it.

use crate::Problem;
use hmac::Hmac;
use sha2::Sha256;
use std::{
    fmt,
    fs::{self, File, OpenOptions},
    io::{Read, Write},
    path::Path,
};
use tongbiao_seal::{DigestKey, SECRET, Secrets, chained};

/// A digest in an index: the first eight bytes of an HMAC.
pub type Digest = [u8; 8];
/// The digest that identifies a document of a charity.
pub type DocumentId = [u8; 16];

/// The largest file of a key in bytes.
const FILE_MAX: u64 = 8 * 1024;

/// The use of a digest. The digests of one text for two uses differ. `tongbiao_seal` has the use 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Domain {
    /// A number of a receipt.
    Number = 1,
    /// What a receipt has in common with one that may be the same.
    Trail = 2,
    /// An identity number of the child.
    ChildNumber = 3,
    /// A name with the birth date of the child.
    ChildName = 4,
    /// A grant of aid to a child.
    Aid = 5,
    /// A document of a charity.
    Document = 6,
    /// The salt of an item.
    Salt = 7,
    /// A value of an item.
    Aspect = 8,
    /// The identifier of the key.
    Key = 9,
}

/// The key of an index. It has one secret, and one more for each rotation: a digest is made with the first secret, then digested
/// with the second one, and so on.
#[derive(Clone)]
pub struct Key {
    secrets: Secrets,
    stages: Vec<Hmac<Sha256>>,
    seal: DigestKey,
}

// A key is never shown when a value is logged.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    fn of(secrets: Vec<[u8; SECRET]>) -> Result<Self, Problem> {
        Secrets::new(secrets).and_then(Self::with).map_err(|_| Problem::NoKey)
    }

    fn with(secrets: Secrets) -> Result<Self, tongbiao_seal::Problem> {
        Ok(Self { stages: secrets.stages(), seal: DigestKey::of(&secrets)?, secrets })
    }

    /// A new key, from the random numbers of the system.
    ///
    /// # Errors
    /// [`Problem::NoRandom`] if the system supplies no random numbers.
    pub fn generate() -> Result<Self, Problem> {
        Self::of(vec![random()?])
    }

    /// A new key that follows this one: an index of this key can be rotated to it.
    ///
    /// # Errors
    /// [`Problem::NoRandom`] if the system supplies no random numbers, [`Problem::NoKey`] after 63 rotations.
    pub fn next(&self) -> Result<Self, Problem> {
        Self::of([self.secrets.all(), &[random()?]].concat())
    }

    /// Reads a key from the text of its file.
    ///
    /// # Errors
    /// [`Problem::NoKey`] if the text is not a key.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Secrets::parse(text).and_then(Self::with).map_err(|_| Problem::NoKey)
    }

    /// The key as far as it seals the digests of outcomes.
    pub const fn seal(&self) -> &DigestKey {
        &self.seal
    }

    /// Writes the key to a new file that only its owner can read. An existing file is never replaced.
    ///
    /// # Errors
    /// [`Problem::File`] if the file exists or cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), Problem> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        let written = file.write_all(self.secrets.text().as_bytes()).and_then(|()| file.sync_all());
        if written.is_err() {
            // A part of a key is of no use.
            let _ = fs::remove_file(path);
        }
        Ok(written?)
    }

    /// Reads a key from its file.
    ///
    /// # Errors
    /// [`Problem::KeyIsPublic`] if other users of the system can read the file, [`Problem::NoKey`] if it contains no key,
    /// [`Problem::File`] if it cannot be read.
    pub fn read(path: &Path) -> Result<Self, Problem> {
        let file = File::open(path)?;
        #[cfg(unix)]
        if std::os::unix::fs::PermissionsExt::mode(&file.metadata()?.permissions()) & 0o077 != 0 {
            return Err(Problem::KeyIsPublic);
        }
        let mut bytes = Vec::new();
        file.take(FILE_MAX).read_to_end(&mut bytes)?;
        Self::parse(std::str::from_utf8(&bytes).map_err(|_| Problem::NoKey)?)
    }

    /// What identifies the key without showing it. An index states it, so that another key is refused.
    pub fn id(&self) -> Digest {
        self.digest(Domain::Key, b"")
    }

    /// The number of rotations.
    pub fn rotations(&self) -> usize {
        self.secrets.all().len().saturating_sub(1)
    }

    /// The secrets that this key has after those of an earlier key, as a step from digests of that key. `None` if it does not
    /// follow that key.
    pub(crate) fn step_from(&self, earlier: &Self) -> Option<Step> {
        self.secrets.all().strip_prefix(earlier.secrets.all()).filter(|rest| !rest.is_empty())?;
        let stages = self.stages.get(earlier.stages.len()..)?.to_vec();
        Some(Step { earlier: earlier.clone(), stages })
    }

    /// The digest of a text.
    pub(crate) fn digest(&self, domain: Domain, text: &[u8]) -> Digest {
        chained(&self.stages, &[domain as u8], text)
    }

    /// The digest of the value of an item, with the salt itself.
    pub(crate) fn aspect(&self, salt: Digest, code: u8, value: &str) -> Digest {
        chained(&self.stages, &aspect_start(salt, code), value.as_bytes())
    }

    /// The digest that identifies a document of a charity.
    pub(crate) fn document(&self, text: &[u8]) -> DocumentId {
        chained(&self.stages, &[Domain::Document as u8], text)
    }

    /// The salt of an item as it is kept. The salt itself depends on the first secret only; the later ones hide it.
    pub(crate) fn salt(&self, document: &[u8], item: u16) -> Digest {
        let text = [document, &item.to_be_bytes()].concat();
        let (first, later) = self.stages.split_at_checked(1).unwrap_or_default();
        hidden(later, chained(first, &[Domain::Salt as u8], &text))
    }

    /// The salt itself, from the salt that is kept.
    pub(crate) fn shown(&self, kept: Digest) -> Digest {
        let later = self.stages.get(1..).unwrap_or_default();
        later.iter().rev().fold(kept, |salt, stage| exchanged(stage, salt, [3, 2, 1, 0]))
    }
}

/// The step from the digests of a key to those of a later key.
pub(crate) struct Step {
    earlier: Key,
    stages: Vec<Hmac<Sha256>>,
}

impl Step {
    pub(crate) fn digest(&self, domain: Domain, digest: Digest) -> Digest {
        chained(&self.stages, &[domain as u8], &digest)
    }

    /// The digest of a value, with the salt that is kept before the step.
    pub(crate) fn aspect(&self, kept: Digest, code: u8, digest: Digest) -> Digest {
        chained(&self.stages, &aspect_start(self.earlier.shown(kept), code), &digest)
    }

    /// The salt that is kept after the step.
    pub(crate) fn salt(&self, kept: Digest) -> Digest {
        hidden(&self.stages, kept)
    }

    pub(crate) fn document(&self, id: DocumentId) -> DocumentId {
        chained(&self.stages, &[Domain::Document as u8], &id)
    }
}

/// The salt hidden by some secrets, so that the entries of two files with two keys have no salt in common.
fn hidden(stages: &[Hmac<Sha256>], salt: Digest) -> Digest {
    stages.iter().fold(salt, |salt, stage| exchanged(stage, salt, [0, 1, 2, 3]))
}

/// A permutation of salts in four rounds of Feistel's scheme. The rounds in reverse order undo it.
fn exchanged(stage: &Hmac<Sha256>, salt: Digest, rounds: [u8; 4]) -> Digest {
    let number = u64::from_be_bytes(salt);
    let is_reverse = rounds.first() > rounds.last();
    let [mut left, mut right] = [number >> 32, number & 0xffff_ffff];
    let mixed = |round: u8, half: u64| -> u64 {
        let digest: [u8; 4] = chained(std::slice::from_ref(stage), &[Domain::Salt as u8, round], &half.to_be_bytes());
        u64::from(u32::from_be_bytes(digest))
    };
    for round in rounds {
        (left, right) =
            if is_reverse { (right ^ mixed(round, left), left) } else { (right, left ^ mixed(round, right)) };
    }
    (left << 32 | right).to_be_bytes()
}

fn aspect_start(salt: Digest, code: u8) -> [u8; 10] {
    let [a, b, c, d, e, f, g, h] = salt;
    [Domain::Aspect as u8, a, b, c, d, e, f, g, h, code]
}

fn random() -> Result<[u8; SECRET], Problem> {
    let mut secret = [0; SECRET];
    getrandom::fill(&mut secret).map_err(|_| Problem::NoRandom)?;
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key with known secrets.
    fn key(secrets: &[u8]) -> Key {
        Key::of(secrets.iter().map(|byte| [*byte; SECRET]).collect()).unwrap()
    }

    #[test]
    fn digests_are_those_of_hmac() {
        // HMAC-SHA-256 of the bytes 01 61 under 32 bytes 07, computed by another program.
        let one = key(&[7]);
        assert_eq!(one.digest(Domain::Number, b"a"), KNOWN);
        assert_ne!(one.digest(Domain::Trail, b"a"), KNOWN, "another use");
        assert_ne!(key(&[8]).digest(Domain::Number, b"a"), KNOWN, "another key");
    }

    const KNOWN: Digest = [150, 174, 134, 176, 166, 234, 103, 244];

    #[test]
    fn a_step_makes_the_digests_of_the_later_key() {
        let (one, three) = (key(&[1]), key(&[1, 2, 3]));
        let step = three.step_from(&one).unwrap();
        let salt = one.salt(b"document", 4);
        assert_eq!(step.digest(Domain::Aid, one.digest(Domain::Aid, b"x")), three.digest(Domain::Aid, b"x"));
        assert_eq!(step.aspect(salt, 7, one.aspect(salt, 7, "x")), three.aspect(salt, 7, "x"));
        assert_eq!(step.document(one.document(b"x")), three.document(b"x"));
        let kept = three.salt(b"document", 4);
        assert_eq!((step.salt(salt), three.shown(kept), one.shown(salt)), (kept, salt, salt));
        assert_ne!(kept, salt, "the salts of two files do not show that entries are the same");
        let (two, four) = (key(&[1, 2]), key(&[1, 2, 3, 4]));
        let step = four.step_from(&two).unwrap();
        let digest = two.aspect(two.shown(two.salt(b"x", 0)), 7, "y");
        assert_eq!(step.aspect(two.salt(b"x", 0), 7, digest), four.aspect(four.shown(four.salt(b"x", 0)), 7, "y"));
        for (later, earlier) in [(&one, &three), (&one, &one), (&three, &key(&[2]))] {
            assert!(later.step_from(earlier).is_none());
        }
    }

    #[test]
    fn a_key_is_its_text() {
        let made = Key::generate().unwrap().next().unwrap();
        let read = Key::parse(&made.secrets.text()).unwrap();
        assert_eq!((read.id(), read.rotations()), (made.id(), 1));
        assert_eq!(format!("{made:?}"), "Key(…)");
        // The seal states the key as the index does.
        let id: String = made.id().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(made.seal().identifier().as_str(), id);
        let good = key(&[1]).secrets.text();
        for bad in [
            "",
            "tongbiao index key 1",
            "x",
            &good.replace("01", "0g"),
            &good.replace("key 1", "key 2"),
            &format!("{good}\n\n"),
        ] {
            assert!(matches!(Key::parse(bad), Err(Problem::NoKey)), "{bad}");
        }
    }
}
