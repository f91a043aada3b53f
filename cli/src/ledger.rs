//! What decisions depend on beside the application and the programme, as the command line gives it.

use crate::{
    arguments::CircumstanceArguments,
    columns::visible,
    documents,
    exit::{Status, Stop, complain},
    language::{Language, Said},
};
use std::path::{Path, PathBuf};
use tongbiao::{
    adjudication::{Adjudication, EARLIER_MAX},
    eligibility::Unsound,
    record::application::Application,
};
use tongbiao_json::circumstances::Ledger;

/// Reads what is given.
pub(crate) fn ledger(arguments: &CircumstanceArguments, application: &Application) -> Result<Ledger, Stop> {
    let as_of = arguments.as_of.or_else(|| application.papers_day()).ok_or_else(|| {
        Stop::Usage(Said::new(
            "申请没有提交日期；请用 --as-of 给出核定日期",
            "the application has no day of submission; give the day of the decision with --as-of",
        ))
    })?;
    let is_given = arguments.no_earlier || !arguments.earlier.is_empty();
    let earlier = is_given.then(|| earlier(&arguments.earlier)).transpose()?;
    if earlier.as_ref().is_some_and(|earlier| earlier.len() > EARLIER_MAX) {
        return Err(Stop::Usage(Said::new(
            format!("此前的核定最多 {EARLIER_MAX} 份；请只给同一患儿的"),
            format!("at most {EARLIER_MAX} earlier outcomes; give those on this child only"),
        )));
    }
    let (quota_left, fund_balance) = (arguments.quota_left, arguments.fund_balance);
    Ok(Ledger { as_of, quota_left, fund_balance, earlier })
}

/// The earlier outcomes in some files, in their order.
pub(crate) fn earlier(paths: &[PathBuf]) -> Result<Vec<Adjudication>, Stop> {
    let mut all = Vec::new();
    for path in paths {
        all.extend(documents::outcomes(path).map_err(Stop::File)?);
    }
    Ok(all)
}

/// Says that a programme has errors and is not applied.
pub(crate) fn complain_unsound(path: &Path, error: &Unsound, language: Language) -> Status {
    let name = visible(&path.to_string_lossy());
    let said = Said::new(
        format!("{name}：项目文件有错误，不能使用；请运行 `tongbiao check`（{error}）"),
        format!("{name}: {error}; run `tongbiao check` on it"),
    );
    complain(&said, language);
    Status::Found
}
