//! A request: read strictly, answered, and every error a JSON value.

use crate::{
    failure::{Failure, FailureCode},
    reply::Reply,
};
use tongbiao::{check::Limits, reading, wire::Wire};

/// The most bytes that a request may have: a request holds documents, and a document may have 16 MiB.
const BYTES_MAX: usize = 1 << 30;

/// A request: a record that is answered by one call.
pub trait Request: Wire {
    /// What the call replies with.
    type Reply: Reply;

    /// Answers the request.
    ///
    /// # Errors
    /// What the request names cannot be used; the error says what, where and why.
    fn answer(&self) -> Result<Self::Reply, Failure>;
}

/// Reads a request and answers it.
pub(crate) fn answered<R: Request>(request: &[u8]) -> Result<String, Failure> {
    let limits = Limits { bytes_max: BYTES_MAX, ..Limits::default() };
    let request: R = reading::value(request, &limits)
        .map_err(|refused| Failure::of(FailureCode::RequestInvalid).with(refused.checked(), limits))?;
    Ok(request.answer()?.to_json()?)
}
