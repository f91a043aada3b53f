//! The arguments of `generate`.

use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use std::path::PathBuf;
use tongbiao::{document::DocumentKind, value::Rate};
use tongbiao_generate::Kind;

const GENERATE_EXAMPLES: &str = "\
Examples:
  tongbiao generate --seed 7 --count 100 > cases.ndjson
  tongbiao generate --count 20 --out cases/      one file for each document
  tongbiao generate --kind receipt --count 1000000 | tongbiao check - --ndjson
  tongbiao generate --count 1000 --defects receipt.payers-total:0.05 \\
      --defects identity.check-digit:0.01 --labels labels.ndjson > cases.ndjson
  tongbiao generate --defects all:0.2 --labels labels.ndjson --out cases/

Writes invented documents without any finding. With --defects, a share of them
has exactly one defect. --labels states each finding that was planted: number
of the document, code and place. Some defects unavoidably cause a second
finding; the labels state both. One document has one defect, so the shares
amount to 1 at most.

A document depends on the seed, its number and the options, not on the count:
the first 100 of 1000 documents are the same as 100 documents. The mix is close
to the figures of the alliance (8 disease groups, 24 programmes, 13,000
children, 287 million yuan); everything else is illustrative. Names, numbers
and organisations are invented: see docs/generate.md.

Exit codes:
  0    written
  2    invalid command line
  3    the output could not be written
  4    internal error
  130  interrupted

中文：生成虚构的文件，每份文件均无任何检查结果；--defects 代码:比例 在该比例的
文件中各植入一处缺陷，--labels 写出植入的检查结果（文件序号、代码、位置）；
--out 指定文件（.ndjson、.jsonl、.json）或文件夹。同一种子、序号和选项生成的文件
相同，与份数无关。病种分布、救助金额等见 docs/generate.md。
退出码：0 已写出，2 参数有误，3 无法写出，4 程序内部错误，130 已中断。";

/// Arguments of `generate`.
#[derive(Debug, Args)]
#[command(after_help = GENERATE_EXAMPLES)]
pub(crate) struct GenerateArguments {
    /// Seed of the random numbers (种子)
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Number of documents [default: 13000, the children of the alliance] (份数)
    #[arg(long, value_name = "M", default_value_t = tongbiao_generate::mix::CHILDREN, hide_default_value = true)]
    pub(crate) count: u64,
    /// Kind of document (文件种类)
    #[arg(long, value_name = "KIND", default_value = "application", value_parser = kind_parser())]
    pub(crate) kind: Kind,
    /// Defect as CODE:RATE, such as receipt.payers-total:0.05; `all` for any code; repeatable (缺陷:比例)
    #[arg(long, value_name = "CODE:RATE", value_parser = Share::parse)]
    pub(crate) defects: Vec<Share>,
    /// File for the planted findings as NDJSON (标注)
    #[arg(long, value_name = "FILE")]
    pub(crate) labels: Option<PathBuf>,
    /// Output: a file (.ndjson, .jsonl or .json), or a folder for one file per document [default: NDJSON on the
    /// standard output]
    #[arg(long, short, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// Do not show the progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// The kinds that are generated. The crate that generates them defines them.
fn kind_parser() -> impl TypedValueParser<Value = Kind> {
    let kinds = Kind::ALL.iter().map(|kind| {
        let label = kind.as_str().parse::<DocumentKind>().map(DocumentKind::label);
        let help = label.map_or_else(|_| String::new(), |label| format!("{} · {}", label.zh, label.en));
        PossibleValue::new(kind.as_str()).help(help)
    });
    PossibleValuesParser::new(kinds)
        .try_map(|text| Kind::ALL.iter().copied().find(|kind| kind.as_str() == text).ok_or("no such kind"))
}

/// A code and the share of the documents that have its finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Share {
    /// The code, or `all`.
    pub(crate) code: String,
    /// The share in millionths.
    pub(crate) millionths: u64,
}

impl Share {
    /// Reads `CODE:RATE`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let form =
            || "应为 代码:比例，如 receipt.payers-total:0.05 · must be CODE:RATE, such as receipt.payers-total:0.05";
        let (code, rate) = text.split_once(':').filter(|(code, _)| !code.is_empty()).ok_or_else(form)?;
        let range = || "比例为 0 至 1，至多六位小数 · the rate must be from 0 to 1, with six decimals at most";
        let millionths = match rate {
            "0" => 0,
            "1" => 1_000_000,
            rate => millionths(rate).ok_or_else(range)?,
        };
        Ok(Self { code: code.to_owned(), millionths })
    }
}

/// A rate in millionths.
fn millionths(rate: &str) -> Option<u64> {
    Rate::parse(rate).ok()?;
    let (whole, decimals) = rate.split_once('.').unwrap_or((rate, ""));
    let padded = format!("{whole}{decimals:0<6}");
    padded.parse().ok().filter(|_| decimals.len() <= 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_exactly() {
        let share = |text: &str| Share::parse(text).map(|share| share.millionths).ok();
        assert_eq!(
            ["a.b:0.05", "a.b:1", "a.b:0", "a.b:1.0", "all:0.000001", "all:0.5"].map(share),
            [Some(50_000), Some(1_000_000), Some(0), Some(1_000_000), Some(1), Some(500_000)]
        );
        for wrong in
            ["a.b", "a.b:", ":0.5", "a.b:1.1", "a.b:-0.1", "a.b:2", "a.b:0.0000001", "a.b:x", "a.b:.5", "a.b:NaN"]
        {
            assert!(share(wrong).is_none(), "{wrong}");
        }
    }
}
