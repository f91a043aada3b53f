//! The digests of an outcome that a key seals, and the rule that all of them are sealed or none is.
//!
//! A sealed digest is the digest encrypted with a key that charities share. Equal digests of one key remain equal. The library has no key: it
//! recognises sealed documents, and does not compare them. Which digests are sealed follows from the declarations of the members: those of
//! class `pseudonymous`. Digests of published documents, such as programmes and plans, are of class `public` and remain as they are.

use crate::{
    finding::{At, Rule},
    value::{Fingerprint, KeyIdentifier},
    wire::{Privacy, Record, Shape, Step, View, Wire},
};

/// Whether a value of this shape and class is a digest that is sealed.
pub fn is_sealed_digest(shape: &Shape, privacy: Privacy) -> bool {
    privacy == Privacy::Pseudonymous && shape.is_of::<Fingerprint>()
}

/// Whether a value of this shape and class is or contains such a digest.
pub fn has_sealed_digest(shape: &Shape, privacy: Privacy) -> bool {
    let in_record =
        |record: &Record| record.members.iter().any(|member| has_sealed_digest(member.shape, member.privacy));
    match shape {
        Shape::Record(record) => in_record(record),
        Shape::Union(union) => union.variants.iter().any(|variant| in_record(variant.record)),
        Shape::List { item, .. } => has_sealed_digest(item, privacy),
        Shape::Entries { value, .. } => has_sealed_digest(value, privacy),
        _ => is_sealed_digest(shape, privacy),
    }
}

/// Judges that a document that states a key has sealed digests only, and any other document has none. The finding is at the first digest
/// that contradicts it.
pub(crate) fn check_seal<T: Wire>(document: &T, key: Option<&KeyIdentifier>, rule: &'static Rule, at: &mut At) {
    let contradicts = Contradicts { is_sealed: key.is_some(), rule };
    if !contradicts.within(document.view(), T::SHAPE, Privacy::Public, at) {
        at.judge(rule, Some(true), |_| {});
    }
}

struct Contradicts {
    is_sealed: bool,
    rule: &'static Rule,
}

impl Contradicts {
    /// Reports the first digest in a value that contradicts the document. Returns whether there was one.
    fn within(&self, value: View<'_>, shape: &Shape, privacy: Privacy, at: &mut At) -> bool {
        let mut found = false;
        match (value, shape) {
            (View::Object(object), Shape::Record(record)) => object.members(&mut |name, value| {
                let member = record.member(name).filter(|member| has_sealed_digest(member.shape, member.privacy));
                if let Some(member) = member.filter(|_| !found) {
                    at.enter(Step::Member(member.name));
                    found = self.within(value, member.shape, member.privacy, at);
                    at.leave();
                }
            }),
            (View::List(list), Shape::List { item, .. }) => {
                let mut place = 0;
                list.items(&mut |value| {
                    if !found {
                        at.enter(Step::Item(place));
                        found = self.within(value, item, privacy, at);
                        at.leave();
                    }
                    place += 1;
                });
            }
            (View::Word(digest), _) if is_sealed_digest(shape, privacy) => {
                found =
                    Fingerprint::parse(&digest.to_string()).is_ok_and(|digest| digest.is_sealed()) != self.is_sealed;
                at.judge(self.rule, found.then_some(false), |_| {});
            }
            _ => {}
        }
        found
    }
}
