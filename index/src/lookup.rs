//! The look-up of a document in an index.

use crate::{
    EntryKind, Index, Key, Problem,
    entry::{GRANT_IDENTITY, GRANT_MEMBERS, Item, ItemKind, child, document_text, grant_aspects, grant_texts},
    filter::Filter,
    format::{CHARITIES, DOCUMENTS, Header, ITEMS, ROWS, guarded, item_key, row_key},
    key::{Digest, Domain},
};
use redb::{ReadOnlyTable, ReadableTable, ReadableTableMetadata};
use std::{
    cell::LazyCell,
    collections::{BTreeMap, BTreeSet},
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};
use tongbiao::{
    check::AnyDocument,
    code::DuplicateEvidence,
    record::{
        aid::Aid,
        application::Application,
        receipt::Receipt,
        register::digested::{Aspect, Sought, trails},
    },
    value::Date,
};

/// The highest number of matches of a receipt, a child or a grant that are listed.
pub const MATCHES_MAX: usize = 20;
/// The highest number of items under one digest that are compared.
pub const COMPARED_MAX: usize = 5_000;

/// The filter is made after one look-up of an absent digest for this number of digests. With ten million digests that is after about 16,000
/// receipts; making it takes as long as the look-up of 50,000 receipts without it.
const FILTERED: u64 = 128;

/// What of a document an index has too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The matches: of the child, of the receipts in their order, of the aid.
    pub matches: Vec<Match>,
    /// Whether some matches are not listed, or some entries were not compared, because they are too many.
    pub is_cut: bool,
}

/// A part of a document that an entry of the index has too.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Match {
    /// The part of the document.
    pub subject: Subject,
    /// Why the part may be that of the entry.
    pub ground: Ground,
    /// The charity of the entry.
    pub charity: String,
    /// The day of the entry.
    pub day: Date,
    /// The kind of the document of the entry.
    pub document: EntryKind,
    /// The part of the document of the entry.
    pub other: Subject,
    /// The members of a grant of aid that the two documents state differently.
    pub members: Vec<&'static str>,
}

/// A part of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The child of an application.
    Child,
    /// The receipt at a place of an application, or a receipt alone.
    Receipt(usize),
    /// The grant of aid at a place of an application.
    Aid(usize),
}

/// Why a part of a document may be that of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Ground {
    /// The receipts have a number in common: certain.
    SameReceipt,
    /// The receipts may be one.
    MayBeOne(DuplicateEvidence),
    /// The children have an identity number in common: certain.
    SameIdentityNumber,
    /// The children have a name and the birth date in common.
    SameNameAndBirthDate,
    /// One grant of aid to the child, known by its identity number, is recorded differently: certain.
    AidDiffers,
    /// One grant of aid to the child, known by its name and birth date, is recorded differently.
    AidMayDiffer,
}

impl Ground {
    /// Whether there is no doubt.
    pub const fn is_certain(self) -> bool {
        matches!(self, Self::SameReceipt | Self::SameIdentityNumber | Self::AidDiffers)
    }
}

/// An index at a moment, for look-ups on any number of threads.
///
/// After many look-ups of digests that the index does not have, it makes a filter of all digests, which answers for most of them. The
/// filter uses two bytes for each digest, and 32 MiB at most.
pub struct Reader {
    key: Key,
    rows: ReadOnlyTable<&'static [u8; 14], ()>,
    items: ReadOnlyTable<&'static [u8; 6], &'static [u8]>,
    documents: ReadOnlyTable<u32, &'static [u8]>,
    charities: BTreeMap<u32, String>,
    /// The number of digests.
    digests: u64,
    /// The number of look-ups of digests that the index does not have, without a filter.
    absent: AtomicU64,
    filter: OnceLock<Filter>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reader(…)")
    }
}

/// An item of the index that may be a part of a document.
struct Candidate {
    document: u32,
    item: Item,
}

impl Index {
    /// Begins to look up documents. Entries that are added later are not found.
    ///
    /// # Errors
    /// [`Problem::WrongKey`] if the index has another key; any [`Problem`] of the file.
    pub fn reader(&self, key: &Key) -> Result<Reader, Problem> {
        if self.key_id()? != key.id() {
            return Err(Problem::WrongKey);
        }
        let read = self.read()?;
        let mut charities = BTreeMap::new();
        for row in read.open_table(CHARITIES)?.iter()? {
            let (number, name) = row?;
            charities.insert(number.value(), name.value().to_owned());
        }
        let rows = read.open_table(ROWS)?;
        Ok(Reader {
            key: key.clone(),
            digests: rows.len()?,
            absent: AtomicU64::new(0),
            filter: OnceLock::new(),
            rows,
            items: read.open_table(ITEMS)?,
            documents: read.open_table(DOCUMENTS)?,
            charities,
        })
    }
}

impl Reader {
    /// Whether the index has no document, so that nothing is found.
    ///
    /// # Errors
    /// Any [`Problem`] of the file.
    pub fn is_empty(&self) -> Result<bool, Problem> {
        guarded(|| Ok(self.documents.is_empty()?))
    }

    /// Finds the parts of a document that entries of the index have too. `own`: the charity whose own entry of this document, and whose
    /// own outcomes of it, are no matches.
    ///
    /// # Errors
    /// Any [`Problem`] of the file.
    pub fn find(&self, document: &AnyDocument, own: Option<&str>) -> Result<Found, Problem> {
        let own = own.and_then(|own| document_text(document, own)).map(|text| self.key.document(&text));
        let mut search = Search { reader: self, own, found: Found::default() };
        guarded(|| {
            match document {
                AnyDocument::Application(document) => search.application(&document.body)?,
                AnyDocument::Receipt(document) => search.receipt(0, &document.body)?,
                _ => {}
            }
            Ok(search.found)
        })
    }

    /// The items under a digest, and whether some were left out.
    fn items_under(&self, digest: Digest) -> Result<(Vec<[u8; 6]>, bool), Problem> {
        let mut places = Vec::new();
        if self.filter.get().is_some_and(|filter| !filter.may_have(digest)) {
            return Ok((places, false));
        }
        let (first, last) = (row_key(digest, [0; 6]), row_key(digest, [u8::MAX; 6]));
        for row in self.rows.range::<&[u8; 14]>(&first..=&last)? {
            if places.len() == COMPARED_MAX {
                return Ok((places, true));
            }
            places.extend(row?.0.value().last_chunk::<6>().copied());
        }
        if places.is_empty() {
            self.note_absent()?;
        }
        Ok((places, false))
    }

    /// Counts a digest that the index does not have. The filter is made after many of them: for a few documents it is not worth its
    /// time. One thread makes it, and the others do not wait.
    fn note_absent(&self) -> Result<(), Problem> {
        if self.absent.fetch_add(1, Ordering::Relaxed) == self.digests / FILTERED {
            let mut filter = Filter::of(self.digests);
            for row in self.rows.iter()? {
                row?.0.value().first_chunk::<8>().into_iter().for_each(|digest| filter.add(*digest));
            }
            // No other thread has set it.
            let _ = self.filter.set(filter);
        }
        Ok(())
    }

    fn candidate(&self, at: [u8; 6]) -> Result<Candidate, Problem> {
        let [a, b, c, d, e, f] = at;
        let (document, number) = (u32::from_be_bytes([a, b, c, d]), u16::from_be_bytes([e, f]));
        let item = self.items.get(&item_key(document, number))?.and_then(|bytes| Item::parse(bytes.value()));
        Ok(Candidate { document, item: item.ok_or(Problem::Damaged)? })
    }

    fn header(&self, document: u32) -> Result<Header, Problem> {
        let header = self.documents.get(document)?.and_then(|bytes| Header::parse(bytes.value()));
        header.ok_or(Problem::Damaged)
    }
}

/// The search for one document.
struct Search<'a> {
    reader: &'a Reader,
    own: Option<[u8; 16]>,
    found: Found,
}

impl Search<'_> {
    /// The items of a kind under the digests of some texts, each once.
    fn candidates(&mut self, domain: Domain, texts: &[String], kind: ItemKind) -> Result<Vec<Candidate>, Problem> {
        let mut places = BTreeSet::new();
        for text in texts {
            let (found, is_cut) = self.reader.items_under(self.reader.key.digest(domain, text.as_bytes()))?;
            places.extend(found);
            self.found.is_cut |= is_cut;
        }
        let all: Result<Vec<Candidate>, Problem> = places.into_iter().map(|at| self.reader.candidate(at)).collect();
        Ok(all?.into_iter().filter(|candidate| candidate.item.kind == kind).collect())
    }

    /// Adds a match, unless it is the own entry of the document, or of an outcome of it. Returns whether it was added.
    fn add(
        &mut self,
        subject: Subject,
        ground: Ground,
        of: &Candidate,
        members: Vec<&'static str>,
    ) -> Result<bool, Problem> {
        let header = self.reader.header(of.document)?;
        if self.own == Some(header.application) {
            return Ok(false);
        }
        if self.found.matches.iter().filter(|known| known.subject == subject).count() == MATCHES_MAX {
            self.found.is_cut = true;
            return Ok(true);
        }
        let charity = self.reader.charities.get(&header.charity).cloned().ok_or(Problem::Damaged)?;
        let place = usize::from(of.item.place);
        let other = match of.item.kind {
            ItemKind::Receipt => Subject::Receipt(place),
            ItemKind::Child => Subject::Child,
            ItemKind::Aid => Subject::Aid(place),
        };
        self.found.matches.push(Match {
            subject,
            ground,
            charity,
            day: header.day,
            document: header.kind,
            other,
            members,
        });
        Ok(true)
    }

    fn application(&mut self, application: &Application) -> Result<(), Problem> {
        let (numbers, names) = child(application);
        let by_number = self.candidates(Domain::ChildNumber, &numbers, ItemKind::Child)?;
        let certain: BTreeSet<u32> = by_number.iter().map(|candidate| candidate.document).collect();
        for candidate in &by_number {
            self.add(Subject::Child, Ground::SameIdentityNumber, candidate, Vec::new())?;
        }
        let by_name = self.candidates(Domain::ChildName, &names, ItemKind::Child)?;
        let mut applications = BTreeSet::new();
        for candidate in by_number.iter().chain(&by_name) {
            let header = self.reader.header(candidate.document)?;
            applications.extend((header.kind == EntryKind::Application).then_some(header.id));
        }
        for candidate in by_name.iter().filter(|candidate| !certain.contains(&candidate.document)) {
            let header = self.reader.header(candidate.document)?;
            // The application of an outcome is shown in its place.
            if header.kind != EntryKind::Outcome || !applications.contains(&header.application) {
                self.add(Subject::Child, Ground::SameNameAndBirthDate, candidate, Vec::new())?;
            }
        }
        for (place, receipt) in application.receipts.iter().flat_map(|all| all.iter()).enumerate() {
            self.receipt(place, receipt)?;
        }
        for (place, aid) in application.aid.iter().flat_map(|all| all.iter()).enumerate() {
            self.aid(place, aid, &numbers, &names)?;
        }
        Ok(())
    }

    fn receipt(&mut self, place: usize, receipt: &Receipt) -> Result<(), Problem> {
        let (subject, trails) = (Subject::Receipt(place), trails(receipt));
        // Most receipts have no candidate to be compared with.
        let sought = LazyCell::new(|| Sought::new(receipt));
        let key = &self.reader.key;
        let mut is_certain = false;
        for candidate in self.candidates(Domain::Number, &trails.numbers, ItemKind::Receipt)? {
            let is = |aspect: Aspect, value: &str| candidate.item.states(key, aspect.code(), value);
            if sought.is_same(&is) {
                is_certain |= self.add(subject, Ground::SameReceipt, &candidate, Vec::new())?;
            }
        }
        if is_certain {
            return Ok(());
        }
        for candidate in self.candidates(Domain::Trail, &trails.sought, ItemKind::Receipt)? {
            let is = |aspect: Aspect, value: &str| candidate.item.states(key, aspect.code(), value);
            if let Some(evidence) = sought.evidence(&is) {
                self.add(subject, Ground::MayBeOne(evidence), &candidate, Vec::new())?;
            }
        }
        Ok(())
    }

    fn aid(&mut self, place: usize, aid: &Aid, numbers: &[String], names: &[String]) -> Result<(), Problem> {
        let mut seen = BTreeSet::new();
        for (children, ground) in [(numbers, Ground::AidDiffers), (names, Ground::AidMayDiffer)] {
            let texts = grant_texts(aid, children.iter());
            for candidate in self.candidates(Domain::Aid, &texts, ItemKind::Aid)? {
                let members = self.differing(aid, &candidate.item);
                if seen.insert((candidate.document, candidate.item.place)) && !members.is_empty() {
                    self.add(Subject::Aid(place), ground, &candidate, members)?;
                }
            }
        }
        Ok(())
    }

    /// The members of a grant that an item states differently. None if the item is another grant.
    fn differing(&self, aid: &Aid, item: &Item) -> Vec<&'static str> {
        let own = grant_aspects(aid);
        let differs = |code: u8| {
            let value = own.iter().find(|(other, _)| *other == code).map(|(_, value)| value);
            value.and_then(|value| item.states(&self.reader.key, code, value)) == Some(false)
        };
        if GRANT_IDENTITY.into_iter().any(differs) {
            return Vec::new();
        }
        GRANT_MEMBERS.iter().filter(|(code, _)| differs(*code)).map(|(_, name)| *name).collect()
    }
}
