//! The inputs of `adjudicate` and `match`: an application, the programme revisions that apply to it, and the circumstances.

use crate::{
    circumstances::{CircumstanceOptions, Ledger},
    documents,
    failure::{Failure, FailureCode},
    input::DocumentText,
    seals::{KeyText, Seals},
};
use tongbiao::{
    adjudication::Adjudication,
    eligibility::{Circumstances, Unsound},
    evaluate::{Case, Detail, Evaluation, Plan},
    programme::Programme,
    record::application::Application,
    revision::applicable,
};

/// The parsed inputs. Of several revisions of a programme only the one that applies is kept.
pub(crate) struct Question<'a> {
    application: Application,
    programmes: Vec<(&'a DocumentText, String, Programme)>,
    ledger: Ledger,
    /// The key of the request.
    pub(crate) seals: Seals,
}

/// The texts of the inputs.
pub(crate) struct Asked<'a> {
    pub(crate) application: &'a DocumentText,
    /// The programmes with their places in the request.
    pub(crate) programmes: Vec<(&'a DocumentText, String)>,
    pub(crate) circumstances: Option<&'a CircumstanceOptions>,
    /// Whether an application with errors is accepted, and programmes that cannot be applied are skipped.
    pub(crate) is_lenient: bool,
    pub(crate) key: Option<&'a KeyText>,
}

impl<'a> Question<'a> {
    /// Parses the texts and selects the revisions that apply.
    pub(crate) fn read(asked: Asked<'a>) -> Result<Self, Failure> {
        let application = documents::application(asked.application, "/application", asked.is_lenient)?;
        let seals = Seals::read(asked.key)?;
        let ledger = Ledger::read(asked.circumstances, &application, &seals)?;
        let given = asked.programmes.into_iter();
        let programmes = given.map(|(text, at)| documents::document(text, &at).map(|programme| (text, at, programme)));
        let programmes = programmes.collect::<Result<Vec<(_, _, Programme)>, _>>()?;
        let all: Vec<&Programme> = programmes.iter().map(|(_, _, programme)| programme).collect();
        let found = applicable(&all, &application, &ledger.circumstances());
        if !asked.is_lenient {
            let at = |place: &usize| programmes.get(*place);
            if let Some((text, at, _)) = found.unsound.first().and_then(|(place, _)| at(place)) {
                return Err(documents::unsound(text, at));
            }
            if let Some((_, at, _)) = found.duplicate.first().and_then(at) {
                return Err(Failure::of(FailureCode::RevisionDuplicate).at(at));
            }
        }
        let mut given: Vec<Option<_>> = programmes.into_iter().map(Some).collect();
        let chosen = found.chosen.iter().filter_map(|place| given.get_mut(*place).and_then(Option::take));
        let programmes = chosen.collect();
        Ok(Self { application, programmes, ledger, seals })
    }

    /// The outcome under each programme, in the given order.
    pub(crate) fn outcomes(
        &self,
        detail: Detail,
        is_lenient: bool,
    ) -> Result<Vec<(&Programme, Adjudication)>, Failure> {
        let programmes = self.programmes.iter().map(|(_, _, programme)| programme);
        let made = outcomes(programmes, &self.application, &self.ledger.circumstances(), detail);
        let mut outcomes = Vec::new();
        for ((text, at, programme), made) in self.programmes.iter().zip(made) {
            match made {
                Ok(outcome) => outcomes.push((programme, outcome)),
                Err(_) if is_lenient => {}
                Err(_) => return Err(documents::unsound(text, at)),
            }
        }
        Ok(outcomes)
    }
}

/// The outcome of an application under each programme, or an error for a programme that has errors.
pub fn outcomes<'a>(
    programmes: impl IntoIterator<Item = &'a Programme>,
    application: &'a Application,
    circumstances: &Circumstances<'a>,
    detail: Detail,
) -> Vec<Result<Adjudication, Unsound>> {
    let (case, mut evaluation) = (Case::of(application), Evaluation::default());
    let mut outcome = |programme| Ok(evaluation.adjudicate(&Plan::of(programme)?, &case, circumstances, detail));
    programmes.into_iter().map(&mut outcome).collect()
}
