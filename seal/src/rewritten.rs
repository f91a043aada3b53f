//! A document with other digests. Sealing and opening are this one walk.

use crate::Problem;
use serde::{
    Serialize, Serializer,
    ser::{Error, SerializeMap, SerializeSeq},
};
use tongbiao::{
    adjudication::sealed::{has_sealed_digest, is_sealed_digest},
    wire::{Privacy, Shape, View, Wire},
};

/// The document with each digest that is sealed replaced. All other values, and the order of the members, remain as they are. The problem
/// is that of a digest that cannot be replaced.
pub(crate) fn rewritten<T: Wire>(
    document: &T,
    problem: Problem,
    replace: &dyn Fn(&str) -> Option<String>,
) -> Result<T, Problem> {
    let whole = Rewritten { view: document.view(), shape: T::SHAPE, privacy: Privacy::Public, replace };
    let text = serde_json::to_vec(&whole).map_err(|_| problem.clone())?;
    // INVARIANT: a document whose digests are replaced by digests is a document.
    serde_json::from_slice(&text).map_err(|_| problem)
}

/// A value of the document, with its declaration.
struct Rewritten<'a> {
    view: View<'a>,
    shape: &'static Shape,
    privacy: Privacy,
    replace: &'a dyn Fn(&str) -> Option<String>,
}

impl Rewritten<'_> {
    fn part<'b>(&'b self, view: View<'b>, shape: &'static Shape, privacy: Privacy) -> Rewritten<'b> {
        Rewritten { view, shape, privacy, replace: self.replace }
    }
}

impl Serialize for Rewritten<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if !has_sealed_digest(self.shape, self.privacy) {
            return self.view.serialize(s);
        }
        match (self.view, self.shape) {
            (View::Object(object), Shape::Record(record)) => {
                let mut map = s.serialize_map(None)?;
                let mut written = Ok(());
                object.members(&mut |name, value| {
                    if written.is_ok() {
                        written = match record.member(name) {
                            Some(member) => map.serialize_entry(name, &self.part(value, member.shape, member.privacy)),
                            None => map.serialize_entry(name, &value),
                        };
                    }
                });
                written?;
                map.end()
            }
            (View::List(list), Shape::List { item, .. }) => {
                let mut seq = s.serialize_seq(Some(list.count()))?;
                let mut written = Ok(());
                list.items(&mut |value| {
                    if written.is_ok() {
                        written = seq.serialize_element(&self.part(value, item, self.privacy));
                    }
                });
                written?;
                seq.end()
            }
            (View::Word(digest), shape) if is_sealed_digest(shape, self.privacy) => {
                let digest = (self.replace)(&digest.to_string())
                    .ok_or_else(|| S::Error::custom("a digest cannot be replaced"))?;
                s.serialize_str(&digest)
            }
            // No outcome has digests in a union or under free member names. If one had, it would have to be written here.
            _ => Err(S::Error::custom("a digest at an unexpected place")),
        }
    }
}
