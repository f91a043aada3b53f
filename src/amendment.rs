//! The changes that a new revision of a programme makes, clause by clause and on cases.
//!
//! Two programmes are compared by their meaning, not by their text. Requirements, documents, items, tiers, prices, limits and sets
//! are matched by their identifiers; brackets, bands, rows and conditions by their common members. A different order is a change
//! only if the order affects the rule. Changes of names are separated from changes that can alter an outcome. A direction is stated
//! only if it is certain.
//!
//! On cases both programmes are evaluated and the outcomes compared: see [`Effect`].

mod bearing;
mod change;
mod comparing;
mod direction;
mod effect;
mod force;
mod order;
mod pairing;
mod reach;
mod rename;
mod renewal;
mod values;

pub use bearing::Bearing;
pub use change::{Change, ChangeKind, Side};
pub use direction::Direction;
pub use effect::{Effect, ItemEffect, Shift, StepChange, Totals};
pub use force::InForce;
pub use reach::{BirthChange, Reach};
pub use renewal::Renewal;

use crate::{programme::Programme, value::Date};
use comparing::{Comparing, Document};

/// The changes between two revisions of a programme, or the differences between two programmes.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::{
///     amendment::{Amendment, Bearing, ChangeKind, Direction, Reach},
///     check::read,
///     programme::Programme,
/// };
///
/// let text = include_str!("../cases/programmes/angel-sunshine-heart.json");
/// let old = read::<Programme>(text.as_bytes())?.body;
/// let text = text.replace(r#""atMost": 14"#, r#""atMost": 17"#).replace(r#""先申请后手术""#, r#""先申请，后手术""#);
/// let new = read::<Programme>(text.as_bytes())?.body;
///
/// let amendment = Amendment::of(&old, &new, None);
/// let age = &amendment.changes[0];
/// assert_eq!((age.kind, age.direction), (ChangeKind::Changed, Some(Direction::Wider)));
/// assert_eq!(age.after.as_ref().map(|side| side.pointer.as_str()), Some("/requirements/0/anyOf/0/atMost"));
/// assert!(age.what.en.contains("“age”"));
/// // Every child that was eligible still is; children born from 2004 on are eligible now too.
/// assert_eq!(amendment.reach, Reach::Wider);
/// let births = &amendment.births[0].after.as_ref().ok_or("births")?[0];
/// assert_eq!(births.start.map(|day| day.to_string()).as_deref(), Some("2004-01-01"));
/// // The title of a requirement is wording only.
/// assert_eq!(amendment.changes[1].bearing, Bearing::Wording);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Amendment {
    /// Whether both have the same programme identifier.
    pub is_same_programme: bool,
    /// Every change, in the order of the document.
    pub changes: Vec<Change>,
    /// The effect of all changes on eligibility, apart from the periods in which the revisions are in force.
    pub reach: Reach,
    /// Overlap or gap of the periods in which the two are in force.
    pub in_force: InForce,
    /// The day on which ages are computed for `births`; `None` if none was given and no revision has a first day.
    pub as_of: Option<Date>,
    /// For each age condition of the requirements whose eligible birth dates change, these birth dates.
    pub births: Vec<BirthChange>,
    /// Removed items together with new items, in two revisions of one programme.
    pub renewal: Option<Renewal>,
    /// Old and new places of list items.
    places: Vec<(String, String)>,
}

impl Amendment {
    /// Compares two programmes. Ages are computed on the given day, or else on the first day of the later revision.
    ///
    /// Programmes with errors can be compared, but not evaluated.
    pub fn of(old: &Programme, new: &Programme, as_of: Option<Date>) -> Self {
        let [before, after] = [old, new].map(|programme| serde_json::to_value(programme).unwrap_or_default());
        let compared = rename::renamed(&before, &after);
        let before = Document { programme: old, written: before, compared };
        let after = Document { programme: new, compared: after.clone(), written: after };
        let Comparing { changes, places, .. } = Comparing::new(&before, &after);
        let as_of = as_of.or_else(|| old.effective.start.max(new.effective.start));
        let mut amendment = Self {
            is_same_programme: old.id == new.id,
            reach: reach::reach(&changes, [&before.compared, &after.compared]),
            in_force: InForce::of(&old.effective, &new.effective),
            as_of,
            births: Vec::new(),
            renewal: Renewal::of(old, new).filter(|_| old.id == new.id),
            changes,
            places,
        };
        let births = as_of.map(|day| reach::births(old, new, day, |pointer| amendment.moved_to(pointer)));
        amendment.births = births.unwrap_or_default();
        amendment
    }

    /// The changes that can alter an outcome, or those that cannot.
    pub fn of_bearing(&self, bearing: Bearing) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.bearing == bearing)
    }

    /// Whether any change can alter an outcome.
    pub fn is_substantial(&self) -> bool {
        self.of_bearing(Bearing::Outcome).next().is_some()
    }

    /// The new place of a part of the old document; `None` if the part was removed.
    pub fn moved_to(&self, pointer: &str) -> Option<String> {
        let is_above = |at: &str| pointer.strip_prefix(at).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let item = self.places.iter().filter(|(old, _)| is_above(old)).max_by_key(|(old, _)| old.len());
        let (old, new) = item.map_or(("", ""), |(old, new)| (old.as_str(), new.as_str()));
        let rest = pointer.strip_prefix(old)?;
        let is_gone = self
            .changes
            .iter()
            .any(|change| change.after.is_none() && change.before.as_ref().is_some_and(|side| is_above(&side.pointer)));
        (!is_gone).then(|| format!("{new}{rest}"))
    }
}
