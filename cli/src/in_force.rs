//! Which revision of a programme applies, where several are named.

use crate::{
    documents,
    exit::{Status, complain},
    language::{Language, Said},
    ledger::complain_unsound,
};
use std::path::PathBuf;
use tongbiao::{
    code::Truth,
    eligibility::{Circumstances, eligibility},
    programme::Programme,
    record::application::Application,
};

type Named = (PathBuf, Programme);

/// Of each programme the revision in force on the day of its `appliesBy`, in the order in which programmes were first named.
///
/// Of several in force it is the one with the highest number; without one, the one of which that is not known; without that, the
/// highest of all, which then says that it is not in force. Two different documents with that number are both refused.
pub(crate) fn revisions(
    programmes: Vec<Named>,
    application: &Application,
    circumstances: &Circumstances<'_>,
    status: &mut Status,
    language: Language,
) -> Vec<Named> {
    let mut groups: Vec<Vec<Named>> = Vec::new();
    for named in programmes {
        match groups.iter_mut().find(|group| group.iter().any(|(_, other)| other.id == named.1.id)) {
            Some(group) => group.push(named),
            None => groups.push(vec![named]),
        }
    }
    let chosen = groups.into_iter().filter_map(|group| {
        if group.len() == 1 {
            return group.into_iter().next();
        }
        let mut ranked = Vec::new();
        for (path, programme) in group {
            let in_force = match eligibility(&programme, application, circumstances).map(|answer| answer.in_force) {
                Ok(Truth::Yes) => 2,
                Ok(Truth::Unknown) => 1,
                Ok(_) => 0,
                Err(error) => {
                    *status = (*status).max(complain_unsound(&path, &error, language));
                    continue;
                }
            };
            ranked.push(((in_force, programme.revision.get()), (path, programme)));
        }
        let best = ranked.iter().map(|(rank, _)| *rank).max()?;
        let mut best = ranked.into_iter().filter(|(rank, _)| *rank == best).map(|(_, named)| named);
        let first = best.next()?;
        if best.any(|(_, other)| other != first.1) {
            complain(&twice(&first), language);
            *status = (*status).max(Status::Found);
            return None;
        }
        Some(first)
    });
    chosen.collect()
}

fn twice((path, programme): &Named) -> Said {
    let (name, id, revision) = (documents::name(path), &programme.id, programme.revision);
    Said::new(
        format!("{name}：{id} 的第 {revision} 版有两份不同的文件，都不采用；请运行 `tongbiao lint`"),
        format!(
            "{name}: two different files say that they are {id}@{revision}, and neither is applied; run `tongbiao lint` on them"
        ),
    )
}
