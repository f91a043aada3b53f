//! Which revision of a programme applies, where several are given (norm, section 2).

use crate::{
    eligibility::{Circumstances, Truth, Unsound, eligibility},
    programme::Programme,
    record::application::Application,
};

/// The revisions that apply, of all that are given. Each programme is named by its place among those given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Applicable {
    /// The revision of each programme that applies, in the order in which the programmes first appear.
    pub chosen: Vec<usize>,
    /// Revisions that cannot be applied: their documents have errors. One that is the only revision is chosen all the same.
    pub unsound: Vec<(usize, Unsound)>,
    /// Revisions that would apply, but two different documents have that number: neither does.
    pub duplicate: Vec<usize>,
}

/// Chooses the revision of each programme that applies to an application.
///
/// Each revision is asked by the day of its own `appliesBy`. Of several in force the one with the highest number applies;
/// otherwise the highest of those for which that is unknown; otherwise the highest of all, whose outcome then says that it is not
/// in force. Two different documents with that number are both refused.
///
/// # Example
/// ```
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
    /// Chooses among the revisions of one programme.
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
