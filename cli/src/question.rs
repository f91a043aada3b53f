//! The inputs of `adjudicate` and `match`: an application, the programmes in force, and the circumstances.

use crate::{
    arguments::QuestionArguments,
    documents,
    exit::{Status, Stop, complain},
    in_force,
    language::{Language, Said},
    ledger::{complain_unsound, ledger},
    sealing::seals,
};
use std::path::PathBuf;
use tongbiao::{adjudication::Adjudication, evaluate::Detail, programme::Programme, record::application::Application};
use tongbiao_json::{Seals, circumstances::Ledger, question::outcomes};

/// The inputs, read from files.
pub(crate) struct Question {
    application: Application,
    /// In the order of the files.
    programmes: Vec<(PathBuf, Programme)>,
    ledger: Ledger,
    seals: Seals,
}

impl Question {
    /// Reads the named files and reports those that cannot be used. Returns the highest status.
    pub(crate) fn read(arguments: &QuestionArguments, language: Language) -> Result<(Self, Status), Stop> {
        let (application, mut status) = documents::application(&arguments.application, language).map_err(Stop::File)?;
        let seals = seals(arguments.circumstances.digest_key.as_deref())?;
        let ledger = ledger(&arguments.circumstances, &application, &seals)?;
        let programmes = documents::programmes(arguments.programmes(), &mut status, language);
        // The shell may have replaced a pattern by the names of several applications.
        if status >= Status::Unreadable && documents::any_application(arguments.programmes()) {
            complain(
                &Said::new(
                    "指定多份申请的，请用 --programmes 指定项目",
                    "to name several applications, name the programmes with --programmes",
                ),
                language,
            );
        }
        if programmes.is_empty() && status < Status::Unreadable {
            return Err(Stop::Usage(documents::no_programme()));
        }
        let programmes = in_force::revisions(programmes, &application, &ledger.circumstances(), &mut status, language);
        Ok((Self { application, programmes, ledger, seals }, status))
    }

    /// The key of the alliance, for outcomes that are written.
    pub(crate) const fn seals(&self) -> &Seals {
        &self.seals
    }

    /// The outcome under each programme, in the order of the files. Programmes with errors are reported and skipped.
    pub(crate) fn outcomes(
        &self,
        detail: Detail,
        status: &mut Status,
        language: Language,
    ) -> Vec<(&Programme, Adjudication)> {
        let programmes = self.programmes.iter().map(|(_, programme)| programme);
        let made = outcomes(programmes, &self.application, &self.ledger.circumstances(), detail);
        let mut outcomes = Vec::new();
        for ((path, programme), made) in self.programmes.iter().zip(made) {
            match made {
                Ok(outcome) => outcomes.push((programme, outcome)),
                Err(error) => *status = (*status).max(complain_unsound(path, &error, language)),
            }
        }
        outcomes
    }
}
