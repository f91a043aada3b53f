//! What `adjudicate` and `match` are asked: an application, the programmes in force, and what else decisions depend on.

use crate::{
    arguments::QuestionArguments,
    documents,
    exit::{Status, Stop},
    in_force,
    language::Language,
    ledger::Ledger,
};
use std::path::PathBuf;
use tongbiao::{eligibility::Circumstances, programme::Programme, record::application::Application};

/// The question, all of it read.
pub(crate) struct Question<'a> {
    pub(crate) application: Application,
    /// In the order of their files.
    pub(crate) programmes: Vec<(PathBuf, Programme)>,
    ledger: Ledger<'a>,
}

impl<'a> Question<'a> {
    /// Reads what the arguments name, and says what cannot be used of it: the worst of that is the status.
    pub(crate) fn read(arguments: &'a QuestionArguments, language: Language) -> Result<(Self, Status), Stop> {
        let (application, mut status) = documents::application(&arguments.application, language).map_err(Stop::File)?;
        let ledger = Ledger::new(&arguments.circumstances, &application)?;
        let programmes = documents::programmes(&arguments.programmes, &mut status, language);
        if programmes.is_empty() && status < Status::Unreadable {
            return Err(Stop::Usage(documents::no_programme()));
        }
        let programmes = in_force::revisions(programmes, &application, &ledger.circumstances(), &mut status, language);
        Ok((Self { application, programmes, ledger }, status))
    }

    /// What else decisions depend on, as the library takes it.
    pub(crate) fn circumstances(&self) -> Circumstances<'_> {
        self.ledger.circumstances()
    }
}
