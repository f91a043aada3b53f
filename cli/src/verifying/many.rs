//! The outcomes of many applications: the applications are read on all processors, and the results are printed in their order. No
//! application is kept in memory.

use super::{receiving::Receiving, work::Found};
use crate::{
    arguments::VerifyArguments,
    exit::{Status, Stop, complain},
    intake::{self, Inputs, Made, Use},
    language::{Language, Said},
};
use std::{io::Write, sync::Arc};
use tongbiao::{
    check::{AnyDocument, Checked},
    document::DocumentKind,
};
use tongbiao_json::input::Source;

/// Verifies all outcomes.
pub(super) fn all(
    arguments: &VerifyArguments,
    mut receiving: Receiving<'_>,
    language: Language,
) -> Result<Status, Stop> {
    let applications = Inputs {
        paths: arguments.application.clone(),
        jobs: arguments.jobs,
        quiet: arguments.quiet,
        kind: Some(DocumentKind::Application),
        ..Inputs::default()
    };
    let work = Arc::clone(&receiving.work);
    let make = move |_: &Source<'_>, mut checked: Checked| match checked.document.take() {
        Some(AnyDocument::Application(document)) => Made::Used(work.on(&document.body)),
        // The check requires an application. A document of another kind has this finding.
        _ if checked.has("document.kind-other") => Made::OtherKind(None),
        _ => Made::Invalid(None),
    };
    let taken = intake::all(&applications, language, make, &mut receiving)?;
    if !taken.is_interrupted {
        receiving.rest()?;
    }
    let mut said = receiving.counts.said(taken.skipped);
    let status = receiving.finished()?;
    if taken.is_interrupted {
        said.zh.push_str("；已中断，其余核定结果未处理");
        said.en.push_str("; interrupted, the remaining outcomes were not processed");
    }
    if !arguments.quiet {
        complain(&said, language);
    }
    Ok(status.max(taken.status))
}

impl Use<Vec<Found>> for Receiving<'_> {
    fn document(&mut self, _: &Source<'_>, all: Vec<Found>) -> Result<(), Stop> {
        self.counts.applications += 1;
        self.counts.without_outcome += usize::from(all.is_empty());
        all.into_iter().try_for_each(|found| self.receive(found))
    }

    fn nothing(&self) -> Said {
        Said::new("未找到申请；请核对路径", "no application was found; check the paths")
    }

    fn pause(&mut self) -> Result<(), Stop> {
        Ok(self.shown.out.flush()?)
    }

    fn end(&mut self) -> Result<(), Stop> {
        Ok(())
    }
}
