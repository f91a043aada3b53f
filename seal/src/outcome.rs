//! The documents whose digests can be sealed.

use tongbiao::{adjudication::Adjudication, document::Body, joint::JointAdjudication, value::KeyIdentifier};

/// A document whose digests can be sealed.
pub trait Outcome: Body + Clone + 'static {
    /// The identifier of the key that sealed it.
    fn digest_key(&self) -> Option<&KeyIdentifier>;

    /// States the key that sealed it.
    fn set_digest_key(&mut self, key: Option<KeyIdentifier>);
}

impl Outcome for Adjudication {
    fn digest_key(&self) -> Option<&KeyIdentifier> {
        self.digest_key.as_ref()
    }

    fn set_digest_key(&mut self, key: Option<KeyIdentifier>) {
        self.digest_key = key;
    }
}

impl Outcome for JointAdjudication {
    fn digest_key(&self) -> Option<&KeyIdentifier> {
        self.digest_key.as_ref()
    }

    fn set_digest_key(&mut self, key: Option<KeyIdentifier>) {
        self.digest_key = key;
    }
}
