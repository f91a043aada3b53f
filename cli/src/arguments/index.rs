//! The arguments of `index`.

use super::date;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;
use tongbiao::value::Date;

const INDEX_EXAMPLES: &str = "\
Examples:
  tongbiao index key --out alliance.key
  tongbiao index add cases.index --key alliance.key --as FUND-A intake/
  tongbiao index check cases.index --key alliance.key --as FUND-A new.json
  tongbiao index merge cases.index from-fund-b.index --key alliance.key
  tongbiao index show cases.index

An index is a file of keyed digests. Charities that share the key find receipts
that were used twice, children with several applications, and aid that two
applications record differently, also across the runs of the tool. The file
contains no name, number, amount or date of a document. It does contain the
names of the charities and the days of entry. The documents must not be
published, and neither must the key: a person with the file and the key can
test guesses, such as a list of identity numbers.

Exit codes:
  0  done; `check`: nothing reaches --fail-on
  1  `check`: a match reaches --fail-on; `forget`, `export`: the index does not
     have the named charity or application; `check`, `merge`: the index that is
     read is empty
  2  invalid command line
  3  an input, the index or the key could not be read or written
  4  internal error
  130  interrupted (Ctrl-C): what was added before is in the index

中文：索引是由密钥生成的摘要文件，供多家机构查找重复使用的票据、同一患儿的
多份申请和记录不一致的救助，不含姓名、号码、金额和文件中的日期，但含机构
名称和录入日期。退出码：0 完成，1 check 有达到 --fail-on 的匹配，或 forget、
export 指定的机构或申请不在索引中，或 check、merge 所读的索引为空，2 参数有误，
3 无法读取或写入，4 程序内部错误，130 已中断。";

/// Arguments of `index`.
#[derive(Debug, Args)]
#[command(after_help = INDEX_EXAMPLES, arg_required_else_help = true)]
pub(crate) struct IndexArguments {
    /// The command on the index.
    #[command(subcommand)]
    pub(crate) command: IndexCommand,
}

/// The commands on an index.
#[derive(Debug, Subcommand)]
pub(crate) enum IndexCommand {
    /// Make a key in a new file (生成密钥)
    Key(KeyArguments),
    /// Add documents to an index or a new one (录入)
    Add(AddArguments),
    /// Find the receipts and the child of documents in an index (查找)
    Check(IndexCheckArguments),
    /// Show the number of entries (统计)
    Show(ShowArguments),
    /// Delete documents from an index (删除)
    Forget(ForgetArguments),
    /// Add the entries of another index (合并)
    Merge(MergeArguments),
    /// Write a part of an index to a new file (导出)
    Export(ExportArguments),
    /// Change the key of an index (更换密钥)
    Rotate(RotateArguments),
}

const KEY_EXAMPLES: &str = "\
Examples:
  tongbiao index key --out alliance.key
  tongbiao index key --out alliance-2.key --after alliance.key

The key is made from random numbers of the system and is never printed. Only
the owner of the file can read it; an existing file is never replaced. Give the
file to the other charities on a separate, encrypted way. With --after, the new
key follows an earlier one: `index rotate` changes an index to it.

中文：密钥由系统随机数生成，不显示，只有文件所有者可以读取；已有文件不会被
覆盖。请另行加密交给其他机构。--after 生成用于更换的新密钥。";

/// Arguments of `index key`.
#[derive(Debug, Args)]
#[command(after_help = KEY_EXAMPLES)]
pub(crate) struct KeyArguments {
    /// New file for the key
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Key that the new key follows
    #[arg(long, value_name = "FILE")]
    pub(crate) after: Option<PathBuf>,
}

/// The key of an index.
#[derive(Debug, Args)]
pub(crate) struct KeyFile {
    /// File of the key. Other users of the system must not be able to read it
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,
}

/// The documents that are read.
#[derive(Debug, Args)]
pub(crate) struct DocumentArguments {
    /// Files, folders, archives, patterns such as 'intake/*.json', or `-` for the standard input, as in `tongbiao check`
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Read the standard input and the named files as one document per line, whatever their extension
    #[arg(long)]
    pub(crate) ndjson: bool,
    /// Number of documents that are read at the same time [default: the number of processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// Print no summary and no progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

const ADD_EXAMPLES: &str = "\
Examples:
  tongbiao index add cases.index --key alliance.key --as FUND-A intake/
  tongbiao index add cases.index --key alliance.key --as FUND-A 2026.ndjson.gz

Adds applications, receipts and outcomes; other documents are skipped. Of an
outcome with an award, the child and the receipts that it pays are added. Of a
line that `adjudicate --format ndjson` writes, the outcome is added; with
--plan, the outcomes of the members are added. An application is identified by
its `id` together with the charity, a receipt by its numbers, and an outcome by
programme, application and `id`, or by `asOf` if `id` is omitted. A document
that the charity added before is replaced. If a run ends suddenly, the index has
only whole documents. Run the same command again.

中文：录入申请、票据和核定结果，其他文件跳过；有给付的核定结果，录入患儿和所
给付的票据。adjudicate --format ndjson 输出的每一行，录入其中的核定结果；用
--plan 的，录入各成员的核定结果。同一机构的同一申请（按 id）、同一票据（按号码）
或同一核定结果再次录入的，替换原有内容。运行中断后索引仍完整，可重新运行。";

/// Arguments of `index add`.
#[derive(Debug, Args)]
#[command(override_usage = "tongbiao index add [OPTIONS] --key <FILE> --as <CHARITY>\n       <INDEX> <PATH>...")]
#[command(after_help = ADD_EXAMPLES)]
pub(crate) struct AddArguments {
    /// The index; created if it does not exist
    #[arg(value_name = "INDEX")]
    pub(crate) index: PathBuf,
    #[command(flatten)]
    pub(crate) key: KeyFile,
    /// The charity of the documents: its unified social credit code or another name that all charities use. It is not a secret
    #[arg(long = "as", value_name = "CHARITY", value_parser = charity)]
    pub(crate) charity: String,
    /// Day of entry [default: today in China]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) on: Option<Date>,
    /// Number of documents that are written to the disk together. Fewer are slower, and fewer are added again after a sudden end
    /// [default: those of one second or more]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=50_000))]
    pub(crate) commit_every: Option<u32>,
    #[command(flatten)]
    pub(crate) documents: DocumentArguments,
}

const INDEX_CHECK_EXAMPLES: &str = "\
Examples:
  tongbiao index check cases.index --key alliance.key new.json
  tongbiao index check cases.index --key alliance.key --as FUND-A intake/
  tongbiao index check cases.index --key alliance.key intake/ --format json

Certain matches:
  same-receipt                 a number of the receipt is the same
  same-identity-number         an identity number of the child is the same
  aid-differs                  one grant of aid to this child is recorded
                               differently
Possible matches, which a person must examine:
  settlement-number, business-number, inpatient-number, receipt-number,
  exchanged-for-paper, electronic-and-paper, hospital-unclear
                               evidence that two receipts are one, as `check`
                               finds it across the files of one run
  same-name-and-birth-date     a name of the child with its birth date
  aid-may-differ               the same for aid to a child of this name

Format json: one object for each document, on one line
  file, line      the document
  matches         [{pointer, certainty, code, label, charity, enteredOn,
                  document, otherPlace, members}]
                  document: the kind of the other document: application,
                  receipt, outcome
                  otherPlace: the number of the receipt or the grant in the
                  other document, from 0
                  members: of aid, those that differ
  isCut           true if there are more matches than are listed

The same child in several applications is no error: several programmes may pay
for one child. The matches show with which charity to speak.

中文：certain 为确定：票据号码相同、证件号码相同、同一笔救助记录不一致；
possible 为可能，须由人核实，依据与 check 相同。同一患儿有多份申请不是错误。";

/// Arguments of `index check`.
#[derive(Debug, Args)]
#[command(after_help = INDEX_CHECK_EXAMPLES)]
pub(crate) struct IndexCheckArguments {
    /// The index
    #[arg(value_name = "INDEX")]
    pub(crate) index: PathBuf,
    #[command(flatten)]
    pub(crate) key: KeyFile,
    /// The charity of the documents: its own entry of a document, and its own outcomes on it, are no matches
    #[arg(long = "as", value_name = "CHARITY", value_parser = charity)]
    pub(crate) charity: Option<String>,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = IndexFormat::Text)]
    pub(crate) format: IndexFormat,
    /// Matches for which the exit code is 1
    #[arg(long, value_enum, value_name = "CERTAINTY", default_value_t = FailOnMatch::Certain)]
    pub(crate) fail_on: FailOnMatch,
    #[command(flatten)]
    pub(crate) documents: DocumentArguments,
}

/// The output format of `index check` and `index show`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum IndexFormat {
    /// For people
    Text,
    /// JSON, in both languages
    Json,
}

/// The matches with which a run fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOnMatch {
    /// Certain matches
    Certain,
    /// Certain and possible matches
    Possible,
    /// None; an input that cannot be read still fails
    Never,
}

const SHOW_EXAMPLES: &str = "\
Examples:
  tongbiao index show cases.index
  tongbiao index show cases.index --verify
  tongbiao index show cases.index --format json

Shows counts: documents, entries, digests, deletions, and the charities with
their first and last days of entry. No key is required.

中文：显示数量：文件、条目、摘要、已删除的文件，以及各机构的录入日期范围。
不需要密钥。--verify 读取全部内容并核对。";

/// Arguments of `index show`.
#[derive(Debug, Args)]
#[command(after_help = SHOW_EXAMPLES)]
pub(crate) struct ShowArguments {
    /// The index
    #[arg(value_name = "INDEX")]
    pub(crate) index: PathBuf,
    /// File of a key; it is an error if the index has another one
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
    /// Read the whole index and report damage
    #[arg(long)]
    pub(crate) verify: bool,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = IndexFormat::Text)]
    pub(crate) format: IndexFormat,
}

const FORGET_EXAMPLES: &str = "\
Examples:
  tongbiao index forget cases.index --key alliance.key --charity FUND-A \\
      --application HF-2026-00017
  tongbiao index forget cases.index --key alliance.key --charity FUND-A
  tongbiao index forget cases.index --key alliance.key --before 2024-01-01

A document must meet all given conditions. The file is written anew, so that no
digest of a deleted document remains in it. The identifier of each deleted
document remains as a digest: `merge` deletes the document in other copies too,
and does not bring it back. Copies and backups must be treated separately.

If the index has no document of the charity, or no such application, nothing is
deleted, and the exit code is 1: the name may be misspelt. With an application
that was deleted before, or if no document of the charity is old enough, the
exit code is 0.

中文：删除符合全部条件的文件，索引重新写入，被删内容的摘要不再保留；仅保留
文件标识的摘要，合并时其他副本也会删除。备份须另行处理。指定的机构或申请不在
索引中的，未删除任何内容，退出码为 1，请核对名称；申请此前已删除的，为 0。";

/// Arguments of `index forget`.
#[derive(Debug, Args)]
#[command(
    override_usage = "tongbiao index forget [OPTIONS] --key <FILE>\n       <--charity <CHARITY>|--before <DATE>> <INDEX>"
)]
#[command(after_help = FORGET_EXAMPLES)]
#[command(group = clap::ArgGroup::new("condition").required(true).multiple(true).args(["charity", "before"]))]
pub(crate) struct ForgetArguments {
    /// The index
    #[arg(value_name = "INDEX")]
    pub(crate) index: PathBuf,
    #[command(flatten)]
    pub(crate) key: KeyFile,
    /// Documents of this charity
    #[arg(long, value_name = "CHARITY", value_parser = charity)]
    pub(crate) charity: Option<String>,
    /// The application with this `id`, and its outcomes
    #[arg(long, value_name = "ID", requires = "charity")]
    pub(crate) application: Option<String>,
    /// Documents that were entered before this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) before: Option<Date>,
    /// Day of the deletion [default: today in China]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) on: Option<Date>,
}

const MERGE_EXAMPLES: &str = "\
Examples:
  tongbiao index merge cases.index from-fund-b.index --key alliance.key

Adds the entries of the other index, and repeats its deletions. Both indexes
must have the same key. Of two forms of a document the later one is kept. A
second merge of the same file changes nothing. If the other index has neither an
entry nor a deletion, the exit code is 1.

中文：将另一索引的条目加入本索引，并执行其中的删除。两个索引的密钥须相同。
重复合并不产生变化。另一索引既无条目也无删除记录的，退出码为 1。";

/// Arguments of `index merge`.
#[derive(Debug, Args)]
#[command(after_help = MERGE_EXAMPLES)]
pub(crate) struct MergeArguments {
    /// The index; created if it does not exist
    #[arg(value_name = "INDEX")]
    pub(crate) index: PathBuf,
    /// The other index. It is not changed
    #[arg(value_name = "OTHER")]
    pub(crate) other: PathBuf,
    #[command(flatten)]
    pub(crate) key: KeyFile,
}

const EXPORT_EXAMPLES: &str = "\
Examples:
  tongbiao index export cases.index --key alliance.key --charity FUND-A \\
      --since 2026-01-01 --out for-fund-b.index

Writes the entries that meet all given conditions, and all deletions, to a new
index with the same key. If the index has no document of the charity, nothing is
written, and the exit code is 1.

中文：将符合条件的条目和全部删除记录写入新的索引，密钥相同。指定的机构不在
索引中的，不写入，退出码为 1。";

/// Arguments of `index export`.
#[derive(Debug, Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub(crate) struct ExportArguments {
    /// The index
    #[arg(value_name = "INDEX")]
    pub(crate) index: PathBuf,
    #[command(flatten)]
    pub(crate) key: KeyFile,
    /// New file for the part
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Documents of this charity
    #[arg(long, value_name = "CHARITY", value_parser = charity)]
    pub(crate) charity: Option<String>,
    /// Documents that were entered on this day or later
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) since: Option<Date>,
}

const ROTATE_EXAMPLES: &str = "\
Examples:
  tongbiao index key --out alliance-2.key --after alliance.key
  tongbiao index rotate cases.index --key alliance.key --new-key alliance-2.key

The digests of the new key are made from those of the old one; the documents are
not required. A person with the old key only can no longer use the index. A
person with the old key and an old copy of the index still can.

中文：由原摘要生成新摘要，不需要文件。只有旧密钥的人不能再使用更换后的索引；
同时有旧密钥和旧副本的人仍可使用旧副本。";

/// Arguments of `index rotate`.
#[derive(Debug, Args)]
#[command(after_help = ROTATE_EXAMPLES)]
pub(crate) struct RotateArguments {
    /// The index
    #[arg(value_name = "INDEX")]
    pub(crate) index: PathBuf,
    #[command(flatten)]
    pub(crate) key: KeyFile,
    /// File of the new key, made by `index key --after`
    #[arg(long, value_name = "FILE")]
    pub(crate) new_key: PathBuf,
}

/// Reads the name of a charity.
fn charity(text: &str) -> Result<String, String> {
    let is_name = !text.trim().is_empty() && text.chars().count() <= 100 && !text.chars().any(char::is_control);
    is_name
        .then(|| text.trim().to_owned())
        .ok_or_else(|| "机构名称须为 1 至 100 个字符 · the name of a charity must have 1 to 100 characters".to_owned())
}
