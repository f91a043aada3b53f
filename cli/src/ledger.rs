//! The circumstances of decisions from the command line.

use crate::{
    arguments::CircumstanceArguments,
    columns::visible,
    exit::{Status, Stop, complain},
    language::{Language, Said},
    sealing::outcomes,
};
use std::path::{Path, PathBuf};
use tongbiao::{
    adjudication::{Adjudication, EARLIER_MAX},
    eligibility::Unsound,
    record::application::Application,
};
use tongbiao_json::{Seals, circumstances::Ledger};

/// Reads the circumstances.
pub(crate) fn ledger(
    arguments: &CircumstanceArguments,
    application: &Application,
    seals: &Seals,
) -> Result<Ledger, Stop> {
    let as_of = arguments.as_of.or_else(|| application.papers_day()).ok_or_else(|| Stop::Usage(no_day()))?;
    let earlier = given_earlier(arguments, seals)?;
    let (quota_left, fund_balance) = (arguments.quota_left, arguments.fund_balance);
    Ok(Ledger { as_of, quota_left, fund_balance, earlier })
}

/// The message for an application without a day of the decision.
pub(crate) fn no_day() -> Said {
    Said::new(
        "申请未填写提交日期；请用 --as-of 指定核定日期",
        "the application has no date of submission; specify the day of the decision with --as-of",
    )
}

/// The earlier outcomes that the options name; `None` if they are unknown.
pub(crate) fn given_earlier(
    arguments: &CircumstanceArguments,
    seals: &Seals,
) -> Result<Option<Vec<Adjudication>>, Stop> {
    let is_given = arguments.no_earlier || !arguments.earlier.is_empty();
    let earlier = is_given.then(|| earlier(&arguments.earlier, seals)).transpose()?;
    if earlier.as_ref().is_some_and(|earlier| earlier.len() > EARLIER_MAX) {
        return Err(Stop::Usage(Said::new(
            format!("以往核定不得超过 {EARLIER_MAX} 份；请仅指定同一患儿的核定"),
            format!("more than {EARLIER_MAX} earlier outcomes; specify only those on this child"),
        )));
    }
    Ok(earlier)
}

/// The earlier outcomes in some files, in their order, opened if they are sealed.
pub(crate) fn earlier(paths: &[PathBuf], seals: &Seals) -> Result<Vec<Adjudication>, Stop> {
    let mut all = Vec::new();
    for path in paths {
        all.extend(outcomes(path, seals).map_err(Stop::File)?);
    }
    Ok(all)
}

/// Reports that a programme has errors and is not applied.
pub(crate) fn complain_unsound(path: &Path, error: &Unsound, language: Language) -> Status {
    let name = visible(&path.to_string_lossy());
    let said = Said::new(
        format!("{name}：项目文件有错误，不予采用；请运行 `tongbiao check`（{error}）"),
        format!("{name}: {error}; run `tongbiao check` on the file"),
    );
    complain(&said, language);
    Status::Found
}
