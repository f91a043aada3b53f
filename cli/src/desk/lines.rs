//! The outcomes as lines of JSON, each with its input.

use super::{form::Form, judged::Judged};
use crate::exit::Stop;
use tongbiao_json::{many::InputReply, reply};

/// The formats `json` and `ndjson`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// A line for each application and programme, with the outcome as a document; under a plan, a line for each application.
    Outcomes,
    /// A line for each application, with the results for all programmes.
    Matches,
}

impl Form for Lines {
    fn entry(&self, judged: &Judged<'_>) -> Result<String, Stop> {
        let replies = match (&judged.outcomes, self) {
            (Ok(_), _) if judged.joint.is_some() => {
                let replies = judged.joint.iter().map(|joint| InputReply::jointly(judged.source, joint.clone()));
                replies.collect::<Result<_, _>>()?
            }
            (Err(failure), _) => vec![InputReply::failed(judged.source, failure.clone())],
            (Ok(outcomes), Self::Matches) => vec![InputReply::matched(judged.source, outcomes)?],
            (Ok(outcomes), Self::Outcomes) => {
                let replies =
                    outcomes.iter().map(|(_, outcome)| InputReply::adjudicated(judged.source, outcome.clone()));
                replies.collect()
            }
        };
        let mut lines = String::new();
        for reply in replies {
            lines.push_str(&reply::line(&reply)?);
            lines.push('\n');
        }
        Ok(lines)
    }
}
