//! Documents as they come in: from files, lines and the standard input, never read further than a document may be long.

use crate::{columns::visible, language::Said};
use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

/// How the standard input is called in findings and reports.
pub(crate) const STANDARD_INPUT: &str = "<stdin>";

/// What was read of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Whole {
    /// All of it.
    Bytes(Vec<u8>),
    /// It is larger than allowed; how large, if that is known.
    TooLarge(Option<u64>),
}

/// Reads a file of at most so many bytes; a larger one is not opened further than to see that.
pub(crate) fn read_file(file: File, bytes_max: usize) -> io::Result<Whole> {
    let size = file.metadata()?.len();
    if size > bytes_max as u64 {
        return Ok(Whole::TooLarge(Some(size)));
    }
    read_whole(file, usize::try_from(size).unwrap_or(0), bytes_max)
}

/// Reads a stream of at most so many bytes. What a file says of its size is only a guess: it may grow, or be a device.
pub(crate) fn read_whole(reader: impl Read, size: usize, bytes_max: usize) -> io::Result<Whole> {
    let mut bytes = Vec::with_capacity(size.saturating_add(1));
    reader.take(bytes_max as u64 + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() > bytes_max { Whole::TooLarge(None) } else { Whole::Bytes(bytes) })
}

/// Why a file could not be read. What the file holds is not part of it.
pub(crate) fn unread(path: &Path, error: &io::Error) -> Said {
    let name = visible(&path.display().to_string());
    let (zh, en) = match error.kind() {
        io::ErrorKind::NotFound => {
            ("文件不存在，请核对路径".to_owned(), "there is no such file; check the path".to_owned())
        }
        io::ErrorKind::PermissionDenied => {
            ("没有读取权限，请核对权限".to_owned(), "it may not be read; check its permissions".to_owned())
        }
        io::ErrorKind::IsADirectory => {
            ("这是文件夹，请给出其中的文件".to_owned(), "this is a folder; give a file of it".to_owned())
        }
        kind => (
            format!("读取失败（{kind}），请重试或重新取得文件"),
            format!("reading failed ({kind}); try again, or get the file again"),
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
        // A stream without end is left at the limit.
        assert_eq!(read_whole(io::repeat(b' '), 0, 1000)?, Whole::TooLarge(None));
        Ok(())
    }

    #[test]
    fn names_cannot_control_a_terminal() {
        let said = unread(Path::new("a\u{1b}[2J"), &io::Error::from(io::ErrorKind::NotFound));
        assert_eq!(said.en, "a\\u{1b}[2J: there is no such file; check the path");
    }
}
