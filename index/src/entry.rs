//! What an index keeps of a document: digests, and nothing else of the document.

use crate::{
    Key,
    key::{Digest, DocumentId, Domain},
};
use std::fmt::Display;
use tongbiao::{
    adjudication::{Adjudication, digested as of_outcome},
    check::AnyDocument,
    code::{AdjudicationDecision, AidStatus},
    record::{
        aid::Aid,
        application::Application,
        receipt::Receipt,
        register::digested::{Aspect, Trails, aspects, trails},
    },
    value::{Date, Fingerprint},
};

/// The kind of an item of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum ItemKind {
    Receipt = 1,
    Child = 2,
    Aid = 3,
}

impl ItemKind {
    fn of(code: u8) -> Option<Self> {
        [Self::Receipt, Self::Child, Self::Aid].into_iter().find(|kind| *kind as u8 == code)
    }
}

/// A receipt, the child or a grant of aid in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) kind: ItemKind,
    /// The place of the receipt or the grant in its list.
    pub(crate) place: u16,
    /// Makes the digests of equal values of two items differ.
    pub(crate) salt: Digest,
    /// The digests under which the item is found.
    pub(crate) rows: Vec<(Row, Digest)>,
    /// The digests of the values that are compared, each with the code of its aspect.
    pub(crate) aspects: Vec<(u8, Digest)>,
}

/// The use of a digest under which an item is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    Number,
    Trail,
    ChildNumber,
    ChildName,
    Aid,
}

impl Row {
    const ALL: [Self; 5] = [Self::Number, Self::Trail, Self::ChildNumber, Self::ChildName, Self::Aid];

    pub(crate) const fn domain(self) -> Domain {
        match self {
            Self::Number => Domain::Number,
            Self::Trail => Domain::Trail,
            Self::ChildNumber => Domain::ChildNumber,
            Self::ChildName => Domain::ChildName,
            Self::Aid => Domain::Aid,
        }
    }
}

/// The kind of a document in an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum EntryKind {
    /// An application.
    Application = 1,
    /// A receipt alone.
    Receipt = 2,
    /// The outcome of an application under a programme.
    Outcome = 3,
}

impl EntryKind {
    /// The kind with a code in the file.
    pub(crate) fn of(code: u8) -> Option<Self> {
        [Self::Application, Self::Receipt, Self::Outcome].into_iter().find(|kind| *kind as u8 == code)
    }
}

/// What an index keeps of an application, a receipt or an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub(crate) id: DocumentId,
    /// The application of an outcome; the document itself otherwise.
    pub(crate) application: DocumentId,
    pub(crate) kind: EntryKind,
    pub(crate) charity: String,
    pub(crate) day: Date,
    pub(crate) items: Vec<Item>,
}

impl Entry {
    /// The entry of a document of a charity, entered on a day. `None` if the document is none of an application, a receipt and an
    /// outcome, or an outcome that another key sealed. Of an outcome, the receipts that it pays and its child are kept; one that this key
    /// sealed is opened.
    ///
    /// The charity is named by any text that its members agree on, such as its unified social credit code. It is kept as it is.
    pub fn of(document: &AnyDocument, key: &Key, charity: &str, day: Date) -> Option<Self> {
        let text = document_text(document, charity)?;
        let mut items = Items { key, text: &text, all: Vec::new() };
        let kind = match document {
            AnyDocument::Application(document) => {
                items.application(&document.body);
                EntryKind::Application
            }
            AnyDocument::Receipt(document) => {
                items.receipt(0, &document.body);
                EntryKind::Receipt
            }
            AnyDocument::Adjudication(document) => {
                items.outcome(&key.seal().open(&document.body).ok()?);
                EntryKind::Outcome
            }
            _ => return None,
        };
        let id = key.document(&text);
        let application = match document {
            AnyDocument::Adjudication(document) => application_id(&document.body.application, charity, key),
            _ => id,
        };
        Some(Self { id, application, kind, charity: charity.to_owned(), day, items: items.all })
    }

    /// The number of receipts of the entry.
    pub fn receipts(&self) -> usize {
        self.items.iter().filter(|item| item.kind == ItemKind::Receipt).count()
    }

    /// The digests under which the parts of the document are found.
    pub fn digests(&self) -> impl Iterator<Item = Digest> {
        self.items.iter().flat_map(|item| item.rows.iter().map(|(_, digest)| *digest))
    }
}

/// The text that identifies a document of a charity: an application by its identifier, a receipt by its numbers, an outcome by the
/// programme, the application and its own identifier, or else its day.
pub(crate) fn document_text(document: &AnyDocument, charity: &str) -> Option<Vec<u8>> {
    let text = match document {
        AnyDocument::Application(document) => format!("{charity}\0application\0{}", document.body.id),
        AnyDocument::Receipt(document) => {
            format!("{charity}\0receipt\0{}", trails(&document.body).numbers.join("\0"))
        }
        AnyDocument::Adjudication(document) => {
            let Adjudication { programme, application, id, as_of, .. } = &document.body;
            let decision = id.as_ref().map_or_else(|| format!("on {as_of}"), |id| format!("id {id}"));
            format!("{charity}\0outcome\0{programme}\0{application}\0{decision}")
        }
        _ => return None,
    };
    Some(text.into_bytes())
}

/// The identifier of an application of a charity.
pub(crate) fn application_id(application: &impl Display, charity: &str, key: &Key) -> DocumentId {
    key.document(format!("{charity}\0application\0{application}").as_bytes())
}

/// The items of a document that are collected.
struct Items<'a> {
    key: &'a Key,
    text: &'a [u8],
    all: Vec<Item>,
}

impl Items<'_> {
    fn application(&mut self, application: &Application) {
        let (numbers, names) = child(application);
        let digests = |row: Row, texts: &[String]| -> Vec<(Row, Digest)> {
            texts.iter().map(|text| (row, self.key.digest(row.domain(), text.as_bytes()))).collect()
        };
        let rows = [digests(Row::ChildNumber, &numbers), digests(Row::ChildName, &names)].concat();
        self.add(ItemKind::Child, 0, rows, &[]);
        for (place, receipt) in application.receipts.iter().flat_map(|all| all.iter()).enumerate() {
            self.receipt(place, receipt);
        }
        for (place, aid) in application.aid.iter().flat_map(|all| all.iter()).enumerate() {
            let texts = grant_texts(aid, numbers.iter().chain(&names));
            let rows = texts.iter().map(|text| (Row::Aid, self.key.digest(Domain::Aid, text.as_bytes())));
            self.add(ItemKind::Aid, place, rows.collect(), &grant_aspects(aid));
        }
    }

    /// The child of an outcome that awards something, and the receipts that it pays.
    fn outcome(&mut self, outcome: &Adjudication) {
        if outcome.decision == AdjudicationDecision::Awarded {
            let names = outcome.child.iter().flat_map(|names| names.iter());
            let digest = |name: &Fingerprint| self.key.digest(Domain::ChildName, name.as_str().as_bytes());
            let rows = names.map(|name| (Row::ChildName, digest(name))).collect();
            self.add(ItemKind::Child, 0, rows, &[]);
        }
        for (place, receipt) in of_outcome::paid(outcome) {
            self.compared(place, of_outcome::trails(receipt), of_outcome::aspects(receipt));
        }
    }

    fn receipt(&mut self, place: usize, receipt: &Receipt) {
        self.compared(place, trails(receipt), aspects(receipt));
    }

    /// Adds a receipt with the texts under which it is found and the values that are compared.
    fn compared(&mut self, place: usize, trails: Trails, aspects: Vec<(Aspect, String)>) {
        let numbers = trails.numbers.iter().map(|text| (Row::Number, text));
        let all = numbers.chain(trails.kept.iter().map(|text| (Row::Trail, text)));
        let rows = all.map(|(row, text)| (row, self.key.digest(row.domain(), text.as_bytes())));
        let aspects: Vec<(u8, String)> = aspects.into_iter().map(|(aspect, value)| (aspect.code(), value)).collect();
        self.add(ItemKind::Receipt, place, rows.collect(), &aspects);
    }

    /// Adds an item, unless nothing can find it.
    fn add(&mut self, kind: ItemKind, place: usize, rows: Vec<(Row, Digest)>, values: &[(u8, String)]) {
        let Ok(place) = u16::try_from(place) else { return };
        let Ok(number) = u16::try_from(self.all.len()) else { return };
        if rows.is_empty() {
            return;
        }
        let salt = self.key.salt(self.text, number);
        let shown = self.key.shown(salt);
        let aspects = values.iter().map(|(code, value)| (*code, self.key.aspect(shown, *code, value))).collect();
        self.all.push(Item { kind, place, salt, rows, aspects });
    }
}

/// The texts that identify the child of an application: its identity numbers, and its names with the birth date.
pub(crate) fn child(application: &Application) -> (Vec<String>, Vec<String>) {
    let names = application.child_marks().iter().map(ToString::to_string).collect();
    (application.child_numbers(), names)
}

/// The texts that identify a grant of aid to a child: the payer with the case number, or with the programme and a date.
pub(crate) fn grant_texts<'a>(aid: &Aid, children: impl Iterator<Item = &'a String>) -> Vec<String> {
    if aid.status == AidStatus::Requested {
        return Vec::new();
    }
    let number = aid.number.as_ref().map(|number| format!("number\0{}", number.comparison_form()));
    let dates = [("decided", aid.decided_on), ("received", aid.received_on)];
    let dated = aid.programme_id.as_ref().map(|programme| {
        let dated = dates.iter().filter_map(|(word, day)| Some((word, (*day)?)));
        dated.map(|(word, day)| format!("programme\0{programme}\0{word}\0{day}")).collect::<Vec<_>>()
    });
    let grants: Vec<String> = number.into_iter().chain(dated.into_iter().flatten()).collect();
    children
        .flat_map(|child| grants.iter().map(move |grant| format!("{child}\0{}\0{grant}", aid.payer.as_str())))
        .collect()
}

/// The members of a grant that two applications may state differently, by the codes of their aspects.
pub(crate) const GRANT_MEMBERS: [(u8, &str); 5] =
    [(1, "amount"), (2, "status"), (3, "decidedOn"), (4, "receivedOn"), (5, "inKind")];
/// The members that distinguish two grants.
pub(crate) const GRANT_IDENTITY: [u8; 3] = [16, 17, 18];

/// The values of a grant that are compared.
pub(crate) fn grant_aspects(aid: &Aid) -> Vec<(u8, String)> {
    let is_granted = matches!(aid.status, AidStatus::Committed | AidStatus::Received);
    let status = match aid.status {
        AidStatus::Committed | AidStatus::Received => Some("granted"),
        AidStatus::Refused => Some("refused"),
        // Money that was returned had been granted.
        _ => None,
    };
    let organisation = aid.organisation.as_ref().and_then(|organisation| organisation.uscc.as_ref());
    let values = [
        (1, aid.amount.filter(|_| is_granted).map(|amount| amount.to_string())),
        (2, status.map(str::to_owned)),
        (3, aid.decided_on.map(|day| day.to_string())),
        (4, aid.received_on.map(|day| day.to_string())),
        (5, aid.in_kind.as_ref().map(ToString::to_string)),
        (16, aid.number.as_ref().map(|number| number.comparison_form().into_owned())),
        (17, aid.programme_id.as_ref().map(ToString::to_string)),
        (18, organisation.map(ToString::to_string)),
    ];
    values.into_iter().filter_map(|(code, value)| Some((code, value?))).collect()
}

impl Item {
    /// The bytes in the file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let [high, low] = self.place.to_be_bytes();
        let mut bytes = vec![self.kind as u8, high, low];
        bytes.extend(self.salt);
        bytes.push(u8::try_from(self.rows.len()).unwrap_or(u8::MAX));
        for (row, digest) in self.rows.iter().take(usize::from(u8::MAX)) {
            bytes.push(row.domain() as u8);
            bytes.extend(digest);
        }
        for (code, digest) in &self.aspects {
            bytes.push(*code);
            bytes.extend(digest);
        }
        bytes
    }

    /// The item in some bytes.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk::<12>()?;
        let [kind, high, low, salt @ .., count] = *head;
        let (rows, aspects) = rest.split_at_checked(usize::from(count) * 9)?;
        let nine = |bytes: &[u8]| -> Option<Vec<(u8, Digest)>> {
            let (parts, rest) = bytes.as_chunks::<9>();
            rest.is_empty().then(|| parts.iter().map(|[code, digest @ ..]| (*code, *digest)).collect())
        };
        let row = |code: u8| Row::ALL.into_iter().find(|row| row.domain() as u8 == code);
        let rows: Option<Vec<_>> = nine(rows)?.into_iter().map(|(code, digest)| Some((row(code)?, digest))).collect();
        Some(Self {
            kind: ItemKind::of(kind)?,
            place: u16::from_be_bytes([high, low]),
            salt,
            rows: rows?,
            aspects: nine(aspects)?,
        })
    }

    /// Whether the digest of a value is among those of its aspect; `None` if the item has none of this aspect.
    pub(crate) fn states(&self, key: &Key, code: u8, value: &str) -> Option<bool> {
        let mut own = self.aspects.iter().filter(|(other, _)| *other == code).map(|(_, digest)| digest).peekable();
        own.peek()?;
        let digest = key.aspect(key.shown(self.salt), code, value);
        Some(own.any(|one| *one == digest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_its_bytes() {
        let digest = |byte: u8| [byte; 8];
        let rows = vec![(Row::Number, digest(1)), (Row::Trail, digest(2))];
        let item = Item { kind: ItemKind::Receipt, place: 300, salt: digest(3), rows, aspects: vec![(7, digest(4))] };
        assert_eq!(Item::parse(&item.bytes()), Some(item.clone()));
        for end in 0..item.bytes().len() {
            let cut = Item::parse(&item.bytes()[..end]);
            assert!(cut.is_none_or(|cut| cut.aspects.is_empty() && cut.rows == item.rows), "{end}");
        }
        assert_eq!(Item::parse(&[9; 40]), None);
    }
}
