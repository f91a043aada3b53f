//! Chooses the revision that applies if several revisions of a programme are named, and reports unusable ones.

use crate::{
    documents,
    exit::{Status, complain},
    language::{Language, Said},
    ledger::complain_unsound,
};
use std::path::{Path, PathBuf};
use tongbiao::{
    eligibility::Circumstances, programme::Programme, record::application::Application, revision::applicable,
};

type Named = (PathBuf, Programme);

/// The revision of each programme that applies, in the order in which the programmes were first named.
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
        complain(&twice(&named.0, &named.1), language);
        *status = (*status).max(Status::Found);
    }
    let mut programmes: Vec<Option<Named>> = programmes.into_iter().map(Some).collect();
    found.chosen.iter().filter_map(|place| programmes.get_mut(*place).and_then(Option::take)).collect()
}

/// The message for a revision that two different documents state.
pub(crate) fn twice(path: &Path, programme: &Programme) -> Said {
    let (name, id, revision) = (documents::name(path), &programme.id, programme.revision);
    Said::new(
        format!("{name}：{id} 第 {revision} 版有两份内容不同的文件，均不采用；请运行 `tongbiao lint`"),
        format!(
            "{name}: two different files state {id}@{revision}; none of them is applied; run `tongbiao lint` on them"
        ),
    )
}
