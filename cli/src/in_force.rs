//! Which revision of a programme applies, where several are named, and what is said of those that cannot be used.

use crate::{
    documents,
    exit::{Status, complain},
    language::{Language, Said},
    ledger::complain_unsound,
};
use std::path::PathBuf;
use tongbiao::{
    eligibility::Circumstances, programme::Programme, record::application::Application, revision::applicable,
};

type Named = (PathBuf, Programme);

/// Of each programme the revision that applies, in the order in which programmes were first named.
pub(crate) fn revisions(
    programmes: Vec<Named>,
    application: &Application,
    circumstances: &Circumstances<'_>,
    status: &mut Status,
    language: Language,
) -> Vec<Named> {
    let all: Vec<&Programme> = programmes.iter().map(|(_, programme)| programme).collect();
    let found = applicable(&all, application, circumstances);
    for (place, error) in &found.unsound {
        if let Some((path, _)) = programmes.get(*place) {
            *status = (*status).max(complain_unsound(path, error, language));
        }
    }
    for named in found.duplicate.iter().filter_map(|place| programmes.get(*place)) {
        complain(&twice(named), language);
        *status = (*status).max(Status::Found);
    }
    let mut programmes: Vec<Option<Named>> = programmes.into_iter().map(Some).collect();
    found.chosen.iter().filter_map(|place| programmes.get_mut(*place).and_then(Option::take)).collect()
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
