//! The messages for an index or a key that cannot be used.

use crate::{
    columns::visible,
    exit::{Status, Stop, complain},
    language::{Language, Said},
};
use std::{fmt::Write, io, path::Path};
use tongbiao_index::Problem;

/// The reason to stop, with the name of the file.
pub(super) fn at(path: &Path) -> impl FnOnce(Problem) -> Stop + '_ {
    move |problem| Stop::File(said(path, &problem))
}

/// The message for a problem of a file.
pub(super) fn said(path: &Path, problem: &Problem) -> Said {
    let name = visible(&path.display().to_string());
    let (zh, en) = match problem {
        Problem::File(error) => return of_file(&name, error),
        Problem::Full => (
            "空间不足；此前提交的内容已保留，请清理磁盘后重新运行",
            "no space; what was committed before is kept. Free some space and run the command again",
        ),
        Problem::Damaged => ("不是索引，或已损坏；请使用备份", "not an index, or damaged; use a backup"),
        Problem::Version(_) => (
            "索引的格式由其他版本的程序写入；请使用该版本",
            "an index of another version of this program; use that version",
        ),
        Problem::WrongKey => ("索引由另一密钥生成；请使用该密钥", "the index was made with another key; use that key"),
        Problem::InUse => ("另一程序正在使用此索引；请稍后重试", "another program uses the index; try again later"),
        Problem::NoKey => {
            ("不是密钥文件；请用 `tongbiao index key` 生成", "not a key; make one with `tongbiao index key`")
        }
        Problem::KeyIsPublic => (
            "其他用户可以读取密钥文件；请改为仅所有者可读（chmod 600）",
            "other users can read the key; make it readable for its owner only (chmod 600)",
        ),
        Problem::KeyDoesNotFollow => (
            "新密钥不是由索引的密钥生成；请用 `tongbiao index key --after` 生成",
            "the new key does not follow that of the index; make it with `tongbiao index key --after`",
        ),
        Problem::NoRandom => {
            ("系统未提供随机数；请检查系统", "the system supplies no random numbers; check the system")
        }
        _ => ("无法使用", "cannot be used"),
    };
    Said::new(format!("{name}：{zh}"), format!("{name}: {en}"))
}

fn of_file(name: &str, error: &io::Error) -> Said {
    let (zh, en) = match error.kind() {
        io::ErrorKind::NotFound => ("文件不存在；请核对路径".to_owned(), "file not found; check the path".to_owned()),
        io::ErrorKind::AlreadyExists => (
            "文件已存在，不会被覆盖；请另选名称".to_owned(),
            "the file exists and is not replaced; choose another name".to_owned(),
        ),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => (
            "无读写权限；请核对权限，或使用可写的副本".to_owned(),
            "permission denied; check the permissions, or use a copy that can be written".to_owned(),
        ),
        kind => (format!("读写失败（{kind}）；请检查磁盘"), format!("error of the file ({kind}); check the disk")),
    };
    Said::new(format!("{name}：{zh}"), format!("{name}: {en}"))
}

/// Reports that the index does not have what the arguments name. A misspelt name must not look like success.
pub(super) fn unknown(path: &Path, is_application: bool, language: Language) -> Status {
    let name = visible(&path.display().to_string());
    let said = if is_application {
        Said::new(
            format!(
                "{name}：未找到符合条件的申请；请核对 --charity 和 --application，机构名称见 `tongbiao index show`"
            ),
            format!(
                "{name}: no application meets the conditions; check --charity and --application. \
                 `tongbiao index show` lists the charities"
            ),
        )
    } else {
        Said::new(
            format!("{name}：没有该机构的文件；请核对 --charity，机构名称见 `tongbiao index show`"),
            format!("{name}: no document of this charity; check --charity. `tongbiao index show` lists the charities"),
        )
    };
    complain(&said, language);
    Status::Found
}

/// Reports an index without entries, in which nothing can be found.
pub(super) fn empty(path: &Path, language: Language) -> Status {
    let name = visible(&path.display().to_string());
    complain(
        &Said::new(
            format!("{name}：索引中没有文件；请核对路径"),
            format!("{name}: the index contains no document; check the path"),
        ),
        language,
    );
    Status::Found
}

/// Bytes as hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        // INVARIANT: a text accepts every write.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
