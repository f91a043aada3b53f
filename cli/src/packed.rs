//! Compressed files and archives, recognised by their extensions.

mod guard;
mod zstd;

pub(crate) use self::guard::{Counted, Guard};
use self::zstd::Zstd;
use crate::{columns::visible, folder::Layout, input, language::Said};
use flate2::bufread::MultiGzDecoder;
use std::{
    cell::Cell,
    io::{self, BufReader, ErrorKind, Read},
    path::Path,
    rc::Rc,
};

/// The size of the buffer between a file and its decompression.
const BUFFER: usize = 64 * 1024;

/// The compression of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    None,
    Gzip,
    Zstd,
}

/// The content of a compressed file or an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// One document, or one on each line; none if the extension does not say it.
    Documents(Option<Layout>),
    /// A tar archive.
    Tar,
    /// A zip archive.
    Zip,
}

/// A compressed file or an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Packing {
    /// The compression of the whole file.
    pub(crate) compression: Compression,
    /// The content behind the compression.
    pub(crate) content: Content,
}

impl Packing {
    /// The packing of a file; none if its extension is not that of a compressed file or an archive.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let packing = |compression, content| Some(Self { compression, content });
        match ending(path)?.as_str() {
            "zip" => packing(Compression::None, Content::Zip),
            "tar" => packing(Compression::None, Content::Tar),
            "tgz" => packing(Compression::Gzip, Content::Tar),
            "tzst" => packing(Compression::Zstd, Content::Tar),
            "gz" => packing(Compression::Gzip, content(path)),
            "zst" => packing(Compression::Zstd, content(path)),
            _ => None,
        }
    }

    /// Whether the file may contain documents, as far as its name says it.
    pub(crate) fn has_documents(self) -> bool {
        self.content != Content::Documents(None)
    }

    /// Whether the file is an archive.
    pub(crate) fn is_archive(self) -> bool {
        matches!(self.content, Content::Tar | Content::Zip)
    }
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

/// The content of a compressed file, by the extension before the last.
fn content(path: &Path) -> Content {
    let inner = Path::new(path.file_stem().unwrap_or_default());
    match ending(inner).as_deref() {
        Some("tar") => Content::Tar,
        _ => Content::Documents(Layout::of(inner)),
    }
}

/// A reader of the content of a file.
pub(crate) fn unpacked(file: impl Read + 'static, compression: Compression) -> Box<dyn Read> {
    let read = Rc::new(Cell::new(0));
    let counted = BufReader::with_capacity(BUFFER, Counted::new(file, Rc::clone(&read)));
    let written = Rc::new(Cell::new(0));
    match compression {
        Compression::None => Box::new(counted),
        Compression::Gzip => Box::new(Guard::new(MultiGzDecoder::new(counted), read, written)),
        Compression::Zstd => Box::new(Guard::new(Zstd::new(counted), read, written)),
    }
}

/// The message for a compressed file, an archive or an entry that cannot be read.
pub(crate) fn unread(path: &Path, error: &io::Error) -> Said {
    match error.kind() {
        // The kinds with which decoders report damage.
        ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof | ErrorKind::Other => damaged(path),
        ErrorKind::FileTooLarge => said(
            path,
            "解压后的大小超过文件的 1000 倍，已停止读取；确认内容无误的，请解压后校验",
            "expands to more than 1000 times its size, and was not read further; if this is intended, unpack it and check \
             the content",
        ),
        ErrorKind::Unsupported => unsupported(path),
        _ => input::unread(path, error),
    }
}

/// The message for a damaged file or entry.
pub(crate) fn damaged(path: &Path) -> Said {
    said(
        path,
        "压缩文件或归档文件已损坏，或格式与扩展名不符；请重新获取文件",
        "damaged, or not in the format that its extension states; obtain the file again",
    )
}

/// The message for an encrypted entry of an archive.
pub(crate) fn encrypted(path: &Path) -> Said {
    said(
        path,
        "条目已加密；请用密码解压后校验",
        "the entry is encrypted; unpack the archive with its password, and check the files",
    )
}

/// The message for an entry with another compression.
pub(crate) fn unsupported(path: &Path) -> Said {
    said(
        path,
        "不支持条目的压缩方法；请解压后校验",
        "the compression of the entry is not supported; unpack the archive, and check the files",
    )
}

/// The message for a compressed file that is to be corrected.
pub(crate) fn uncorrected(path: &Path) -> Said {
    said(
        path,
        "不能修正压缩文件和归档文件；请解压后使用 --fix",
        "compressed files and archives cannot be corrected; unpack the file before using --fix",
    )
}

fn said(path: &Path, zh: &str, en: &str) -> Said {
    let name = visible(&path.display().to_string());
    Said::new(format!("{name}：{zh}"), format!("{name}: {en}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_determine_the_packing() {
        use Compression::{Gzip, None as Plain, Zstd};
        let documents = |layout| Content::Documents(Some(layout));
        for (name, expected) in [
            ("a.zip", Some((Plain, Content::Zip))),
            ("a.json.ZIP", Some((Plain, Content::Zip))),
            ("a.tar", Some((Plain, Content::Tar))),
            ("a.tar.gz", Some((Gzip, Content::Tar))),
            ("a.tgz", Some((Gzip, Content::Tar))),
            ("a.tar.zst", Some((Zstd, Content::Tar))),
            ("a.tzst", Some((Zstd, Content::Tar))),
            ("a.json.gz", Some((Gzip, documents(Layout::One)))),
            ("d/a.ndjson.zst", Some((Zstd, documents(Layout::Lines)))),
            ("a.jsonl.gz", Some((Gzip, documents(Layout::Lines)))),
            ("a.gz", Some((Gzip, Content::Documents(None)))),
            (".gz", None),
            ("a.json", None),
            ("zip", None),
        ] {
            let expected = expected.map(|(compression, content)| Packing { compression, content });
            assert_eq!(Packing::of(Path::new(name)), expected, "{name}");
        }
    }
}
