//! Every outcome of the cases is sealed and opened.

use std::{collections::BTreeMap, error::Error, fs, path::PathBuf};
use tongbiao::{
    adjudication::{Adjudication, sealed::has_sealed_digest},
    check::{Limits, check, read},
    document::{Body, Document, DocumentKind},
    finding::Severity,
    joint::JointAdjudication,
    wire::{Privacy, Shape, Wire},
};
use tongbiao_seal::{DigestKey, Outcome, Problem};
use tongbiao_testkit::files::folder;

type Tested = Result<(), Box<dyn Error>>;

/// A key with known secrets.
fn text(secrets: &[u8]) -> String {
    let lines: String = secrets.iter().map(|byte| format!("{byte:02x}").repeat(32) + "\n").collect();
    format!("tongbiao index key 1\n{lines}")
}

fn key(secrets: &[u8]) -> Result<DigestKey, Problem> {
    DigestKey::parse(&text(secrets))
}

/// The files of the cases with a document of a kind.
fn files<T: Body>() -> Result<Vec<(PathBuf, String)>, Box<dyn Error>> {
    let (mut found, mut folders) = (Vec::new(), vec![folder("cases")]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let text = fs::read_to_string(&path)?;
                if read::<T>(text.as_bytes()).is_ok() {
                    found.push((path, text));
                }
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The digests in a text, each with the number of its occurrences.
fn digests(text: &str, algorithm: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for part in text.split('"').filter(|part| part.starts_with(algorithm)) {
        *found.entry(part.to_owned()).or_insert(0) += 1;
    }
    found
}

fn round_trip<T: Outcome + PartialEq>(kind: DocumentKind) -> Tested {
    let (alliance, other, rotated) = (key(&[7])?, key(&[8])?, key(&[7, 9])?);
    let files = files::<T>()?;
    assert!(files.len() > 2, "{kind}");
    for (path, text) in files {
        let name = path.display();
        let document = read::<T>(text.as_bytes())?;
        let sealed = alliance.seal(&document.body)?;
        assert_eq!(sealed.digest_key(), Some(&alliance.identifier()), "{name}");
        let written = Document::new(sealed.clone()).to_json()?;
        let checked = check(written.as_bytes(), Some(kind), &Limits::default());
        let errors = checked.findings.iter().filter(|one| one.finding.rule.severity >= Severity::Error);
        assert_eq!(errors.count(), 0, "{name}");

        // What remains without a key are the digests of published documents.
        let (plain, hidden) = (digests(&text, "fnv1a128:"), digests(&written, "aes128:"));
        let left = digests(&written, "fnv1a128:");
        assert!(!hidden.is_empty() && left.len() <= 2, "{name}: {left:?}");
        for digest in left.keys() {
            let members = ["programmeDigest", "planDigest"];
            assert!(
                written
                    .lines()
                    .filter(|line| line.contains(digest))
                    .all(|line| members.iter().any(|m| line.contains(m))),
                "{name}: {digest}"
            );
        }
        // Equal digests remain equal, and others differ.
        let counts = |of: &BTreeMap<String, usize>| {
            let mut counts: Vec<usize> = of.values().copied().collect();
            counts.sort_unstable();
            counts
        };
        let private = plain.into_iter().filter(|(digest, _)| !left.contains_key(digest)).collect();
        assert_eq!(counts(&private), counts(&hidden), "{name}");

        let opened = Document { schema: document.schema, body: alliance.open(&sealed)? };
        assert!(opened.body == document.body, "{name}");
        assert_eq!(opened.to_json()?, text, "{name}");
        assert!(other.open(&sealed).is_err_and(|why| why == Problem::OtherKey(alliance.identifier())), "{name}");

        // After a rotation the old seals are opened, and new ones are of the new key.
        assert!(rotated.open(&sealed)? == opened.body, "{name}");
        let again = rotated.seal(&sealed)?;
        assert_eq!(again.digest_key(), Some(&rotated.identifier()), "{name}");
        assert!(again == rotated.seal(&opened.body)? && !alliance.opens(&again), "{name}");
    }
    Ok(())
}

#[test]
fn adjudications_are_sealed_and_opened() -> Tested {
    round_trip::<Adjudication>(DocumentKind::Adjudication)
}

#[test]
fn joint_adjudications_are_sealed_and_opened() -> Tested {
    round_trip::<JointAdjudication>(DocumentKind::JointAdjudication)
}

fn outcome() -> Result<Adjudication, Box<dyn Error>> {
    let path = folder("cases").join("a-heart-surgery/adjudication.angel-sunshine-heart.json");
    Ok(read::<Adjudication>(&fs::read(path)?)?.body)
}

#[test]
fn an_altered_outcome_is_refused() -> Tested {
    let (alliance, plain) = (key(&[7])?, outcome()?);
    let mut altered = alliance.seal(&plain)?;
    altered.child = plain.child.clone();
    assert_eq!(alliance.open(&altered).err(), Some(Problem::Altered));
    // Without the member that states the key, neither opening nor sealing passes it over.
    let mut without_key = alliance.seal(&plain)?;
    without_key.digest_key = None;
    assert_eq!(alliance.open(&without_key).err(), Some(Problem::KeyMissing));
    assert_eq!(alliance.seal(&without_key).err(), Some(Problem::KeyMissing));
    let mut other = plain;
    other.computed_from.application_digest = format!("sha256:{}", "0".repeat(64)).parse()?;
    assert_eq!(alliance.seal(&other).err(), Some(Problem::OtherAlgorithm));
    Ok(())
}

/// AES-128 of known digests under the key of the seal, computed by another program.
#[test]
fn seals_are_those_of_aes() -> Tested {
    let mut plain = outcome()?;
    let digest = |text: &str| -> Result<_, Box<dyn Error>> { Ok(text.parse()?) };
    plain.computed_from.application_digest = digest("fnv1a128:000102030405060708090a0b0c0d0e0f")?;
    for (secrets, identifier, expected) in [KNOWN_ONE, KNOWN_TWO] {
        let sealed = key(secrets)?.seal(&plain)?;
        assert_eq!(sealed.digest_key.map(|key| key.to_string()).as_deref(), Some(identifier));
        assert_eq!(sealed.computed_from.application_digest.as_str(), expected);
    }
    Ok(())
}

type Known = (&'static [u8], &'static str, &'static str);
const KNOWN_ONE: Known = (&[7], "9b58cea83460c0f5", "aes128:aee4f253ffbdef62bcf7ae70a0c37db8");
const KNOWN_TWO: Known = (&[7, 9], "8f9711f091d9a471", "aes128:cbaac30f3e02bdf7631f50029f2355b8");

#[test]
fn a_key_is_never_shown() -> Tested {
    let shown = format!("{:?} {:?}", key(&[7])?, tongbiao_seal::Secrets::parse(&text(&[7]))?);
    assert!(!shown.contains("0707") && shown == "DigestKey(…) Secrets(…)");
    for bad in ["", "tongbiao index key 1", "x", &text(&[7]).replace("07", "0g"), &text(&[1; 65])] {
        assert_eq!(DigestKey::parse(bad).err(), Some(Problem::NoKey), "{bad}");
    }
    Ok(())
}

/// The walk writes records and lists. A digest that is sealed must not be anywhere else.
#[test]
fn digests_are_in_records_and_lists_only() {
    fn within(shape: &'static Shape, privacy: Privacy, place: &str) {
        match shape {
            Shape::Record(record) => record
                .members
                .iter()
                .for_each(|member| within(member.shape, member.privacy, &format!("{place}/{}", member.name))),
            Shape::List { item, .. } => within(item, privacy, place),
            Shape::Union(_) | Shape::Entries { .. } => assert!(!has_sealed_digest(shape, privacy), "{place}"),
            _ => {}
        }
    }
    within(Adjudication::SHAPE, Privacy::Public, "");
    within(JointAdjudication::SHAPE, Privacy::Public, "");
    assert!(has_sealed_digest(Adjudication::SHAPE, Privacy::Public));
    assert!(has_sealed_digest(JointAdjudication::SHAPE, Privacy::Public));
}
