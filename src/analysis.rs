//! What can be said of a programme before anybody applies: who is of age on a day, where one fen costs thousands, what is
//! asked for, how much there is to compute.

mod birth;
mod cost;
mod steepness;
mod surplus;

pub use birth::AgeWindow;
pub use cost::Cost;
pub use steepness::{Steepness, SteepnessKind};
pub use surplus::{Surplus, surplus};

pub use crate::programme::{AskedFact, Cliff};

use crate::{
    code::MaterialKind,
    programme::{self, Programme},
    value::{Date, LocalId},
};

/// A paper that a programme asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AskedPaper {
    /// The requirement.
    pub id: LocalId,
    /// Kinds of paper, one of which is enough.
    pub any_of: Vec<MaterialKind>,
    /// Whether it is needed under conditions only.
    pub conditional: bool,
}

/// An account of a programme's rules.
///
/// # Example
/// ```
/// use tongbiao::{analysis::Analysis, check::read, programme::Programme, value::Date};
///
/// let heart = read::<Programme>(include_bytes!("../cases/programmes/angel-sunshine-heart.json"))?.body;
/// let analysis = Analysis::of(&heart, Some(tongbiao::date!("2026-06-01")));
///
/// // Children born on these days are of age on 1 June 2026.
/// let births = &analysis.ages[0].births[0];
/// assert_eq!(births.start.map(|day| day.to_string()).as_deref(), Some("2011-06-01"));
/// assert_eq!(births.end.map(|day| day.to_string()).as_deref(), Some("2026-06-01"));
///
/// // One fen at 30,000.00 makes 20,000.00 into 30,000.00: the formula is not well-behaved.
/// let cliff = &analysis.cliffs[4];
/// let amounts = [cliff.at, cliff.before, cliff.after].map(|amount| amount.to_string());
/// assert_eq!(amounts, ["30000.00", "20000.00", "30000.00"]);
/// assert!(!analysis.is_well_behaved());
///
/// // What it asks for, from whom, and who may see that.
/// let diagnoses = analysis.facts.iter().find(|fact| fact.code == "diagnoses").ok_or("fact")?;
/// assert_eq!((diagnoses.supplier.as_str(), diagnoses.privacy.as_str()), ("hospital", "health"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Analysis {
    /// The day for which it is made; nothing where none was given and the revision has no first day.
    pub as_of: Option<Date>,
    /// For each condition on the age among the requirements, who satisfies it on that day.
    pub ages: Vec<AgeWindow>,
    /// Every place where one fen changes the award by more than a fen and both amounts are known.
    pub cliffs: Vec<Cliff>,
    /// Why the formula is not well-behaved; nothing where it is.
    pub steepness: Vec<Steepness>,
    /// The facts that it asks for.
    pub facts: Vec<AskedFact>,
    /// The papers that it asks for.
    pub papers: Vec<AskedPaper>,
    /// How much there is to compute.
    pub cost: Cost,
}

impl Analysis {
    /// The account of a programme for a day; where none is given, for the first day on which the revision is in force.
    pub fn of(programme: &Programme, as_of: Option<Date>) -> Self {
        let as_of = as_of.or(programme.effective.start);
        let papers = programme.papers.iter().flat_map(|papers| papers.iter());
        Self {
            as_of,
            ages: as_of.map_or_else(Vec::new, |day| birth::windows(programme, day)),
            cliffs: programme::cliffs(programme),
            steepness: steepness::of(programme),
            facts: programme::asked(programme),
            papers: papers
                .map(|paper| AskedPaper {
                    id: paper.id.clone(),
                    any_of: paper.any_of.to_vec(),
                    conditional: paper.when.as_ref().is_some_and(|when| !when.is_empty()),
                })
                .collect(),
            cost: Cost::of(programme),
        }
    }

    /// Whether the award never jumps and never pays more than one fen for a fen, but for rounding to a yuan or less.
    ///
    /// Where it is, a larger bill never leaves a family with less, and what another payer gives never costs it more.
    pub fn is_well_behaved(&self) -> bool {
        self.steepness.is_empty()
    }
}
