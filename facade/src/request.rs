//! Requests: parsed strictly, answered, with every error as a JSON value.

use crate::{
    failure::{Failure, FailureCode},
    reply::Reply,
};
use tongbiao::{check::Limits, reading, wire::Wire};

/// The maximum size of a request in bytes. A request contains documents of up to 16 MiB each.
const BYTES_MAX: usize = 1 << 30;

/// A request: a record that is answered by one call.
pub trait Request: Wire {
    /// The reply of the call.
    type Reply: Reply;

    /// Answers the request.
    ///
    /// # Errors
    /// A document or an option of the request cannot be used. The error states the place and the reason.
    fn answer(&self) -> Result<Self::Reply, Failure>;
}

/// Reads a request and answers it.
pub(crate) fn answered<R: Request>(request: &[u8]) -> Result<String, Failure> {
    let limits = Limits { bytes_max: BYTES_MAX, ..Limits::default() };
    let request: R = reading::value(request, &limits)
        .map_err(|refused| Failure::of(FailureCode::RequestInvalid).with(refused.checked(), limits))?;
    Ok(request.answer()?.to_json()?)
}
