//! Documents by number.

use crate::{
    application::{Alone, alone, application},
    defect::{self, EXCLUDED, Planted},
    draft::{Draft, Label},
    kind::Kind,
    need::Needs,
    outcome, programme,
    random::Random,
};

/// The shares of documents with defects.
#[derive(Debug, Clone, Default)]
pub struct Defects {
    /// The codes with their shares in millionths, in the order of their statement.
    shares: Vec<(Selected, u64)>,
}

#[derive(Debug, Clone)]
enum Selected {
    One(Planted),
    /// One of all defects of the kind, each equally often, except a document that exceeds the size limit.
    All(Vec<Planted>),
}

/// Why defects are not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejected {
    /// The standard has no such code. The nearest codes follow.
    Unknown(Vec<&'static str>),
    /// No document has it alone, or none of this kind: the reason in Chinese and English.
    Excluded(&'static str, &'static str),
    /// Documents of this kind cannot have it. The kinds that can follow.
    OtherKind(Vec<Kind>),
    /// The shares exceed one together.
    Sum,
}

/// The layout of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One line, without a line feed.
    Line,
    /// Indented, for a file of its own.
    File,
}

impl Defects {
    /// The code `all`: one of all defects, except a document that exceeds the size limit.
    pub const ALL: &'static str = "all";
    const WHOLE: u64 = 1_000_000;

    /// Adds a code, or `all`, with its share in millionths.
    ///
    /// # Errors
    /// If no document of this kind can have the finding, or the shares exceed one.
    pub fn add(&mut self, code: &str, millionths: u64, kind: Kind, layout: Layout) -> Result<(), Rejected> {
        let selected = if code == Self::ALL {
            let fits =
                |defect: &Planted| defect.code() != LARGE && (layout == Layout::File || !is_for_files(defect.code()));
            Selected::All(defect::of_kind(kind).filter(fits).collect())
        } else {
            Selected::One(Self::one(code, kind, layout)?)
        };
        self.shares.push((selected, millionths));
        let sum = self.shares.iter().fold(0_u64, |sum, (_, share)| sum.saturating_add(*share));
        if sum > Self::WHOLE { Err(Rejected::Sum) } else { Ok(()) }
    }

    fn one(code: &str, kind: Kind, layout: Layout) -> Result<Planted, Rejected> {
        if layout == Layout::Line && is_for_files(code) {
            return Err(Rejected::Excluded(
                "该文件不能写成一行；请用 --out 指定文件夹",
                "such a document cannot be a line; state a folder by --out",
            ));
        }
        if let Some(defect) = defect::find(code, kind) {
            return Ok(defect);
        }
        if tongbiao::catalogue::rule(code).is_none() {
            return Err(Rejected::Unknown(tongbiao::catalogue::nearest(code)));
        }
        if let Some(known) = EXCLUDED.iter().find(|known| known.code == code) {
            return Err(Rejected::Excluded(known.zh, known.en));
        }
        let kinds = defect::defects().filter(|defect| defect.code() == code).flat_map(Planted::kinds);
        Err(Rejected::OtherKind(kinds.collect()))
    }

    /// The defect of a document. It depends on the seed and the number of the document.
    fn choose(&self, random: &mut Random) -> Option<Planted> {
        let mut left = random.millionths();
        for (selected, share) in &self.shares {
            if left < *share {
                return match selected {
                    Selected::One(defect) => Some(*defect),
                    Selected::All(defects) => random.pick(defects).copied(),
                };
            }
            left -= share;
        }
        None
    }
}

/// The defect of documents that exceed the size limit. Each has more than 16 MiB, so `all` does not include it.
const LARGE: &str = "json.too-large";

/// Whether a defect is one of a file: a line of a file in NDJSON cannot have it.
fn is_for_files(code: &str) -> bool {
    matches!(code, "json.empty" | "json.byte-order-mark" | "json.not-utf8")
}

/// A generated document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its number, from one.
    pub number: u64,
    /// Its text. The text of a defect may not be UTF-8.
    pub bytes: Vec<u8>,
    /// The findings that were planted.
    pub labels: Vec<Label>,
}

/// Generates documents of one kind.
#[derive(Debug, Clone)]
pub struct Generator {
    seed: u64,
    kind: Kind,
    layout: Layout,
    defects: Defects,
}

impl Generator {
    /// A generator.
    #[must_use]
    pub const fn new(seed: u64, kind: Kind, layout: Layout, defects: Defects) -> Self {
        Self { seed, kind, layout, defects }
    }

    /// The codes that documents of a kind can have, in the order of the tables.
    pub fn codes(kind: Kind) -> impl Iterator<Item = &'static str> {
        defect::of_kind(kind).map(Planted::code)
    }

    /// The document with this number, from one. It depends on the seed, the kind, the layout, the defects and the number only.
    #[must_use]
    pub fn document(&self, number: u64) -> Option<Document> {
        let defect = self.defects.choose(&mut Random::of(self.seed, number, 1));
        let needs = defect.map_or(Needs::default(), Planted::needs);
        let mut random = Random::of(self.seed, number, 2);
        let place = number.wrapping_sub(1);
        let mut case = |needs| application(self.seed, place, needs, &mut random);
        let json = match self.kind {
            Kind::Application => case(needs),
            Kind::Adjudication => outcome::adjudication(&case(needs)?),
            Kind::JointAdjudication => outcome::joint_adjudication(&case(needs)?),
            Kind::Receipt => alone(Alone::Receipt, self.seed, place, needs, &mut random),
            Kind::Diagnosis => alone(Alone::Diagnosis, self.seed, place, needs, &mut random),
            Kind::Programme | Kind::Plan => {
                programme::document(self.kind, number, defect.and_then(Planted::patch), &mut random)
            }
        };
        let mut draft = Draft { kind: self.kind, json: json?, spoil: None };
        let labels = match defect {
            Some(defect) => defect.plant(&mut draft, &mut Random::of(self.seed, number, 3))?,
            None => Vec::new(),
        };
        Some(Document { number, bytes: draft.bytes(self.layout == Layout::File), labels })
    }
}
