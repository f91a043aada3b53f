//! The outputs of a check. Each receives the documents one by one, in the order of the input.

mod counted;
mod csv;
pub(crate) mod examined;
mod github;
mod gitlab;
mod html;
mod junit;
mod markdown;
mod numbering;
mod one_line;
pub(crate) mod output;
mod reports;
mod sarif;
mod text;
mod uri;
mod xml;

use self::{
    counted::Counted, csv::Csv, github::Github, gitlab::Gitlab, html::Html, junit::Junit, markdown::Markdown,
    one_line::OneLine, output::Output, reports::Reports, sarif::Sarif, text::Text,
};
use crate::{
    arguments::{CheckArguments, CheckFormat},
    language::Language,
};

pub(crate) use self::{
    csv::{MARK as CSV_MARK, row as csv_row},
    html::both,
    xml::escaped,
};

/// The output of a format. `is_one`: a single document is checked.
pub(crate) fn output(arguments: &CheckArguments, is_one: bool, language: Language) -> Box<dyn Output> {
    if arguments.statistics {
        return Box::new(Counted::new(language, arguments.format == CheckFormat::Json));
    }
    match arguments.format {
        CheckFormat::Text => Box::new(Text::new(language, arguments.ungrouped)),
        CheckFormat::OneLine => Box::new(OneLine::new(language)),
        CheckFormat::Json if is_one => Box::new(Reports::One),
        CheckFormat::Json | CheckFormat::Ndjson => Box::new(Reports::Lines),
        CheckFormat::Csv => Box::new(Csv),
        CheckFormat::Markdown => Box::new(Markdown::new(language)),
        CheckFormat::Html => Box::new(Html::new(language)),
        CheckFormat::Github => Box::new(Github::new(language)),
        CheckFormat::Gitlab => Box::new(Gitlab::new(language)),
        CheckFormat::Junit => Box::new(Junit::new(language, arguments.fail_on)),
        CheckFormat::Sarif => Box::new(Sarif::new(language)),
    }
}
