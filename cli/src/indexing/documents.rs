//! The documents of an index: applications, receipts and outcomes.

use crate::{
    arguments::DocumentArguments,
    intake::{Inputs, Made},
    language::Said,
};
use tongbiao::check::{AnyDocument, Checked};

/// The inputs of a command.
pub(super) fn inputs(arguments: &DocumentArguments) -> Inputs {
    let DocumentArguments { paths, ndjson, jobs, quiet } = arguments;
    Inputs { paths: paths.clone(), ndjson: *ndjson, jobs: *jobs, quiet: *quiet, out: None, kind: None, start: None }
}

/// What is made of a checked text, if it is a document that an index uses.
pub(super) fn made<T>(checked: Checked, make: impl FnOnce(AnyDocument) -> Option<T>) -> Made<T> {
    match checked.document.map(make) {
        Some(Some(made)) => Made::Used(made),
        Some(None) => Made::OtherKind(None),
        None => Made::Invalid(None),
    }
}

/// The message for paths without a document of these kinds.
pub(super) fn nothing(zh: &str, en: &str) -> Said {
    Said::new(format!("未找到{zh}；请核对路径"), format!("no {en} was found; check the paths"))
}
