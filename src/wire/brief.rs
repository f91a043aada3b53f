//! A text that needs no memory of its own if it is short.

use std::{
    borrow::Cow,
    cmp::Ordering,
    hash::{Hash, Hasher},
    ops::Deref,
};

/// The longest text in bytes that is kept in place. The whole value has three machine words.
const IN_PLACE: usize = 22;

/// An immutable text. Most texts of documents are short: codes, numbers, amounts, names of items.
#[derive(Clone)]
pub struct Brief(Kept);

#[derive(Clone)]
enum Kept {
    /// The length, and the bytes of a text; zeros follow.
    InPlace(u8, [u8; IN_PLACE]),
    Apart(Box<str>),
}

impl Deref for Brief {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            // INVARIANT: the bytes are those of a text, see `From<&str>`.
            Kept::InPlace(..) => str::from_utf8(self.bytes()).unwrap_or_default(),
            Kept::Apart(text) => text,
        }
    }
}

impl Brief {
    fn bytes(&self) -> &[u8] {
        match &self.0 {
            Kept::InPlace(length, bytes) => bytes.get(..usize::from(*length)).unwrap_or_default(),
            Kept::Apart(text) => text.as_bytes(),
        }
    }
}

impl From<&str> for Brief {
    fn from(text: &str) -> Self {
        let mut bytes = [0; IN_PLACE];
        match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(place), Ok(length)) => {
                place.copy_from_slice(text.as_bytes());
                Self(Kept::InPlace(length, bytes))
            }
            _ => Self(Kept::Apart(text.into())),
        }
    }
}

impl From<String> for Brief {
    fn from(text: String) -> Self {
        if text.len() <= IN_PLACE { text.as_str().into() } else { Self(Kept::Apart(text.into())) }
    }
}

impl From<Cow<'_, str>> for Brief {
    fn from(text: Cow<'_, str>) -> Self {
        match text {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        }
    }
}

impl From<Brief> for String {
    fn from(text: Brief) -> Self {
        if let Kept::Apart(text) = text.0 { text.into() } else { (*text).to_owned() }
    }
}

impl PartialEq for Brief {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl Eq for Brief {}

impl PartialOrd for Brief {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

// Texts are ordered by their bytes, as `str` is.
impl Ord for Brief {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes().cmp(other.bytes())
    }
}

impl Hash for Brief {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_every_length_are_kept() {
        assert_eq!(size_of::<Brief>(), 24);
        assert_eq!(size_of::<Option<Brief>>(), 24);
        let mut texts: Vec<String> = (0..40).map(|length| "a".repeat(length)).collect();
        texts.extend((0..14).map(|length| "童".repeat(length)));
        texts.extend(["\0".to_owned(), "é".repeat(11), format!("{}é", "a".repeat(21))]);
        for text in &texts {
            for brief in [Brief::from(text.as_str()), Brief::from(text.clone()), Brief::from(Cow::from(text.as_str()))]
            {
                assert_eq!(*brief, **text);
                assert_eq!(String::from(brief.clone()), *text);
                for other in &texts {
                    assert_eq!(brief.cmp(&Brief::from(other.as_str())), text.cmp(other));
                }
            }
        }
    }
}
