//! The arguments of the commands with which an author of documents begins: `facts` and `new`.

use clap::{Args, ValueEnum};

const FACTS_EXAMPLES: &str = "\
Examples:
  tongbiao facts                        list all facts and conditions
  tongbiao facts 低保                   search in Chinese
  tongbiao facts income                 search in English
  tongbiao facts 家庭年收入低于5万元    search with a sentence of a notice
  tongbiao facts --format json > facts.json

A programme may use only these facts. For each match, the output shows the
members of an application from which it is read, its supplier, its codes, the
members of its condition and an example. A rule about anything else requires an
assessment by a person: `tongbiao facts assessed`.

Exit codes:
  0  at least one fact matches
  1  no fact matches; the most similar ones are stated
  2  invalid command line

中文：tongbiao facts 关键词 --lang zh 查找项目可引用的事实：取自申请的哪个
成员、由何方提供、代码表、条件的写法和示例。可直接用公告中的句子查找。
退出码：0 有相符的，1 无相符的（列出最相近的），2 参数有误。";

/// Arguments of `facts`.
#[derive(Debug, Args)]
#[command(after_help = FACTS_EXAMPLES)]
pub(crate) struct FactsArguments {
    /// Words in Chinese or English, or a sentence of a notice; if omitted, all facts are listed
    #[arg(value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = FactsFormat::Text)]
    pub(crate) format: FactsFormat,
}

/// The output format of `facts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FactsFormat {
    /// For people
    Text,
    /// One JSON object, in both languages
    Json,
}
