//! Selects the revision of a programme that applies, if several are given (norm, section 2).

use crate::{
    eligibility::{Circumstances, Truth, Unsound, eligibility},
    programme::Programme,
    record::application::Application,
};

/// The revisions that apply. Each document is identified by its index in the given list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Applicable {
    /// For each programme the revision that applies, in the order of the first appearance of the programmes.
    pub chosen: Vec<usize>,
    /// Revisions that cannot be applied because their documents have errors. A single revision is chosen even so.
    pub unsound: Vec<(usize, Unsound)>,
    /// Revisions that would apply, but for which two different documents with the same revision number exist: neither is chosen.
    pub duplicate: Vec<usize>,
}

/// Selects the revision of each programme that applies to an application.
///
/// Each revision is judged by the day of its own `appliesBy`. The highest revision in force applies. If none is in force, the highest
/// revision for which this is unknown applies; otherwise the highest of all, and its outcome states that it is not in force. If two
/// different documents have the number of the revision that applies, neither is chosen.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::{
///     check::read,
///     eligibility::Circumstances,
///     programme::Programme,
///     record::application::Application,
///     revision::applicable,
///     value::Date,
/// };
///
/// let third = include_str!("../cases/programmes/little-angel-leukaemia.json");
/// let second = include_str!("../examples/revisions/little-angel-leukaemia.2.json");
/// let [second, third] = [second, third].map(|text| read::<Programme>(text.as_bytes()).map(|document| document.body));
/// let (second, third) = (second?, third?);
/// let case = read::<Application>(include_bytes!("../cases/b-leukaemia-transplant/application.json"))?.body;
///
/// let on = Circumstances::on(Date::parse("2026-06-01")?);
/// assert_eq!(applicable(&[&second, &third], &case, &on).chosen, [1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn applicable(
    programmes: &[&Programme],
    application: &Application,
    circumstances: &Circumstances<'_>,
) -> Applicable {
    let mut revisions: Vec<Vec<(usize, &Programme)>> = Vec::new();
    for (place, programme) in programmes.iter().enumerate() {
        match revisions.iter_mut().find(|all| all.iter().any(|(_, other)| other.id == programme.id)) {
            Some(all) => all.push((place, programme)),
            None => revisions.push(vec![(place, programme)]),
        }
    }
    let mut applicable = Applicable::default();
    for all in revisions {
        applicable.choose(&all, application, circumstances);
    }
    applicable
}

impl Applicable {
    /// Selects among the revisions of one programme.
    fn choose(&mut self, all: &[(usize, &Programme)], application: &Application, circumstances: &Circumstances<'_>) {
        if let [(only, _)] = all {
            self.chosen.push(*only);
            return;
        }
        let mut ranked = Vec::new();
        for (place, programme) in all {
            let in_force = match eligibility(programme, application, circumstances).map(|answer| answer.in_force) {
                Ok(Truth::Yes) => 2,
                Ok(Truth::Unknown) => 1,
                Ok(_) => 0,
                Err(error) => {
                    self.unsound.push((*place, error));
                    continue;
                }
            };
            ranked.push(((in_force, programme.revision.get()), *place, *programme));
        }
        let best = ranked.iter().map(|(rank, ..)| *rank).max();
        let mut best = ranked.iter().filter(|(rank, ..)| Some(*rank) == best);
        let Some((_, place, first)) = best.next() else { return };
        if best.all(|(_, _, other)| other == first) {
            self.chosen.push(*place);
        } else {
            self.duplicate.push(*place);
        }
    }
}
