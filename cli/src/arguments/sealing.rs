//! The arguments of `seal`.

use clap::Args;
use std::path::PathBuf;

const SEAL_EXAMPLES: &str = "\
Examples:
  tongbiao seal outcome.json --digest-key alliance.key --out sealed.json
  tongbiao seal sealed.json --digest-key alliance.key --open
  tongbiao seal outcomes.ndjson --digest-key alliance.key --out sealed.ndjson

The digests in an outcome show a later decision that a child, a receipt or a
hospital stay is the same. They have no key: a person who tries all names with
birth dates finds the child within hours. In a sealed outcome, these digests are
encrypted with the key of the alliance, and `digestKey` identifies the key.
Without the key no guess can be tested on a digest. `adjudicate`, `match`,
`verify`, `explain` and `diff` read sealed outcomes with --digest-key, and
`index add` with the key of the index.

A file may have one outcome per line, as `adjudicate --format ndjson` writes it.
Each outcome is sealed. The digest of the application's file (`input.digest`)
has no key and is omitted. Lines with `error` in place of an outcome remain as
they are, without `input.digest`.

All other members remain readable: amounts, days, identifiers, diagnoses that
do not meet a requirement, extensions. A sealed outcome is still personal data.
Destroy plain copies after sealing. --open restores the outcome, but not an
omitted `input.digest`. The key is that of an index (`tongbiao index key`). A
key made with `index key --after` opens outcomes that the earlier keys sealed.
Sealing such an outcome again uses the new key.

Exit codes:
  0  written
  2  invalid command line
  3  the outcome or the key could not be read, another key sealed the outcome,
     or the output could not be written
  4  internal error

中文：tongbiao seal 核定结果 --digest-key 密钥 将核定结果中患儿、票据、住院和
申请的摘要加密，没有密钥不能由穷举还原；--open 解密，还原核定结果。摘要以外的
内容（金额、日期、编号、诊断等）不加密，加密后的核定结果仍是个人信息；加密后请
销毁未加密的副本。文件可每行一份核定结果（adjudicate --format ndjson 的输出），
逐行加密，并删去 input.digest（申请文件的摘要，不含密钥），--open 不能还原该项；
无核定结果而有 error 的行，除删去 input.digest 外保持原样。密钥由
tongbiao index key 生成；以 --after 生成的新密钥可以解密以较早密钥加密的摘要，
再次加密的，改用新密钥。
退出码：0 已写出，2 参数有误，3 无法读写，或摘要以另一密钥加密，4 程序内部
错误。";

/// Arguments of `seal`.
#[derive(Debug, Args)]
#[command(after_help = SEAL_EXAMPLES)]
pub(crate) struct SealArguments {
    /// Outcome of a programme, or joint adjudication of a plan, or a file with one outcome per line; `-` for the standard input
    #[arg(value_name = "OUTCOME")]
    pub(crate) file: PathBuf,
    /// Key of the alliance, made by `tongbiao index key`
    #[arg(long, value_name = "FILE")]
    pub(crate) digest_key: PathBuf,
    /// Open a sealed outcome instead. The output is personal data; delete it after use
    #[arg(long)]
    pub(crate) open: bool,
    /// Output file, replaced when the output is complete [default: the standard output]
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}
