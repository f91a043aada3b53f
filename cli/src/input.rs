//! Reads files and the standard input, up to the maximum size of a document.

use crate::{columns::visible, language::Said};
use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

/// The name of the standard input in findings and reports.
pub(crate) const STANDARD_INPUT: &str = "<stdin>";

/// The content of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Whole {
    /// All of it.
    Bytes(Vec<u8>),
    /// The stream is larger than allowed; with its size, if known.
    TooLarge(Option<u64>),
}

/// Reads a file up to a maximum size. The content of a larger file is not read.
pub(crate) fn read_file(file: File, bytes_max: usize) -> io::Result<Whole> {
    let size = file.metadata()?.len();
    if size > bytes_max as u64 {
        return Ok(Whole::TooLarge(Some(size)));
    }
    read_whole(file, usize::try_from(size).unwrap_or(0), bytes_max)
}

/// Reads a stream up to a maximum size. The stated size is only an estimate: a file may grow, or be a device.
pub(crate) fn read_whole(reader: impl Read, size: usize, bytes_max: usize) -> io::Result<Whole> {
    let mut bytes = Vec::with_capacity(size.saturating_add(1));
    reader.take(bytes_max as u64 + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() > bytes_max { Whole::TooLarge(None) } else { Whole::Bytes(bytes) })
}

/// The message for a file that cannot be read. It contains no text of the file.
pub(crate) fn unread(path: &Path, error: &io::Error) -> Said {
    let name = visible(&path.display().to_string());
    let (zh, en) = match error.kind() {
        io::ErrorKind::NotFound => ("文件不存在；请核对路径".to_owned(), "file not found; check the path".to_owned()),
        io::ErrorKind::PermissionDenied => {
            ("无读取权限；请核对权限".to_owned(), "permission denied; check the permissions of the file".to_owned())
        }
        io::ErrorKind::IsADirectory => {
            ("路径为文件夹；请指定其中的文件".to_owned(), "the path is a folder; name a file in it".to_owned())
        }
        kind => (
            format!("读取失败（{kind}）；请重试，或重新获取文件"),
            format!("read error ({kind}); try again, or obtain the file again"),
        ),
    };
    Said::new(format!("{name}：{zh}"), format!("{name}: {en}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_stops_at_the_limit() -> io::Result<()> {
        for (text, size, expected) in [
            ("abc", 3, Whole::Bytes(b"abc".to_vec())),
            ("abcd", 4, Whole::Bytes(b"abcd".to_vec())),
            ("abcde", 5, Whole::TooLarge(None)),
            ("abcde", 0, Whole::TooLarge(None)),
            ("", 9, Whole::Bytes(Vec::new())),
        ] {
            assert_eq!(read_whole(text.as_bytes(), size, 4)?, expected, "{text}");
        }
        // Reading an endless stream stops at the limit.
        assert_eq!(read_whole(io::repeat(b' '), 0, 1000)?, Whole::TooLarge(None));
        Ok(())
    }

    #[test]
    fn names_cannot_control_a_terminal() {
        let said = unread(Path::new("a\u{1b}[2J"), &io::Error::from(io::ErrorKind::NotFound));
        assert_eq!(said.en, "a\\u{1b}[2J: file not found; check the path");
    }
}
