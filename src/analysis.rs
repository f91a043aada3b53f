//! Analysis of a programme before any application: eligible dates of birth on a day, cliffs in the award, required
//! data, and size of the computation.

mod birth;
mod cost;
mod steepness;
mod surplus;

pub use birth::AgeWindow;
pub use cost::Cost;
pub use steepness::{Steepness, SteepnessKind};
pub use surplus::{Surplus, surplus};

#[doc(no_inline)]
pub use crate::programme::{Cliff, RequiredFact};

use crate::{
    code::MaterialKind,
    programme::{self, Programme},
    value::{Date, LocalId},
};

/// A supporting document that a programme requires.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequiredPaper {
    /// The identifier of the document requirement.
    pub id: LocalId,
    /// Accepted kinds of document. One of them is sufficient.
    pub any_of: Vec<MaterialKind>,
    /// Whether it is required only under conditions.
    pub conditional: bool,
}

/// An analysis of a programme's rules.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::{analysis::Analysis, check::read, programme::Programme, value::Date};
///
/// let heart = read::<Programme>(include_bytes!("../cases/programmes/angel-sunshine-heart.json"))?.body;
/// let analysis = Analysis::of(&heart, Some(tongbiao::date!("2026-06-01")));
///
/// // Children born in this period meet the age requirement on 1 June 2026.
/// let births = &analysis.ages[0].births[0];
/// assert_eq!(births.start.map(|day| day.to_string()).as_deref(), Some("2011-06-01"));
/// assert_eq!(births.end.map(|day| day.to_string()).as_deref(), Some("2026-06-01"));
///
/// // At 30,000.00, one fen changes the award from 20,000.00 to 30,000.00: the formula is not well-behaved.
/// let cliff = &analysis.cliffs[4];
/// let amounts = [cliff.at, cliff.before, cliff.after].map(|amount| amount.to_string());
/// assert_eq!(amounts, ["30000.00", "20000.00", "30000.00"]);
/// assert!(!analysis.is_well_behaved());
///
/// // The required facts, with their supplier and privacy class.
/// let diagnoses = analysis.facts.iter().find(|fact| fact.code == "diagnoses").ok_or("fact")?;
/// assert_eq!((diagnoses.supplier.as_str(), diagnoses.privacy.as_str()), ("hospital", "health"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Analysis {
    /// The day of the analysis. `None` if none was given and the revision has no start date.
    pub as_of: Option<Date>,
    /// For each condition on age in the requirements, the eligible dates of birth on that day.
    pub ages: Vec<AgeWindow>,
    /// Every amount at which one fen changes the award by more than a fen, if both awards are known.
    pub cliffs: Vec<Cliff>,
    /// The reasons why the formula is not well-behaved. Empty if it is.
    pub steepness: Vec<Steepness>,
    /// The facts that the programme requires.
    pub facts: Vec<RequiredFact>,
    /// The supporting documents that the programme requires.
    pub papers: Vec<RequiredPaper>,
    /// The size of the computation.
    pub cost: Cost,
}

impl Analysis {
    /// The analysis of a programme for a day. Without a day, the first day in force of the revision is used.
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
                .map(|paper| RequiredPaper {
                    id: paper.id.clone(),
                    any_of: paper.any_of.to_vec(),
                    conditional: !paper.conditions().is_empty(),
                })
                .collect(),
            cost: Cost::of(programme),
        }
    }

    /// Whether the award has no cliffs and never grows by more than one fen per fen, apart from rounding to a yuan or
    /// less.
    ///
    /// If it is, higher charges never leave a family with a smaller award, and a payment by another payer never reduces
    /// the award by more than that payment.
    pub fn is_well_behaved(&self) -> bool {
        self.steepness.is_empty()
    }
}
