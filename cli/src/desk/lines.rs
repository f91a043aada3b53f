//! The outcomes as lines of JSON, each with its input.

use super::{form::Form, judged::Judged};
use crate::exit::Stop;
use tongbiao_json::{Failure, Seals, many::InputReply, reply};

/// The formats `json` and `ndjson`.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    pub(super) of: Content,
    /// The key of the alliance, with which outcomes are sealed.
    pub(super) seals: Seals,
}

/// The content of the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A line for each application and programme, with the outcome as a document; under a plan, a line for each application.
    Outcomes,
    /// A line for each application, with the results for all programmes.
    Matches,
}

impl Form for Lines {
    fn entry(&self, judged: &Judged<'_>) -> Result<String, Stop> {
        let replies = match (&judged.outcomes, self.of) {
            (Ok(_), _) if judged.joint.is_some() => {
                let replies = judged
                    .joint
                    .iter()
                    .map(|joint| InputReply::jointly(judged.source, self.seals.seal_joint(joint.clone())?));
                replies.collect::<Result<_, _>>()?
            }
            (Err(failure), _) => vec![InputReply::failed(judged.source, failure.clone())],
            (Ok(outcomes), Content::Matches) => vec![InputReply::matched(judged.source, outcomes)?],
            (Ok(outcomes), Content::Outcomes) => {
                let sealed = outcomes.iter().map(|(_, outcome)| self.seals.seal(outcome.clone()));
                let replies = sealed.map(|outcome| Ok(InputReply::adjudicated(judged.source, outcome?)));
                replies.collect::<Result<_, Failure>>()?
            }
        };
        let mut lines = String::new();
        for mut reply in replies {
            // The digest of the application's file has no key: a person who knows the rest of the file could try values.
            reply.input.digest = reply.input.digest.filter(|_| self.seals.key().is_none());
            lines.push_str(&reply::line(&reply)?);
            lines.push('\n');
        }
        Ok(lines)
    }
}
