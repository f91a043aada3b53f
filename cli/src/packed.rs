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

/// A stream whose name says nothing of its compression.
pub(crate) enum Stream {
    /// It is not compressed.
    Plain(Box<dyn Read>),
    /// It is compressed; with its content.
    Packed(Box<dyn Read>),
    /// It is a zip archive, whose list is at its end.
    Zip,
}

/// Recognises the compression of a stream by its first bytes.
pub(crate) fn stream(mut stream: impl Read + 'static) -> io::Result<Stream> {
    let (mut first, mut count) = ([0; 4], 0);
    // A stream that is not compressed is not read further than necessary: the next bytes may arrive much later.
    while count < first.len() && may_be_packed(first.get(..count).unwrap_or_default()) {
        match stream.read(first.get_mut(count..).unwrap_or_default()) {
            Ok(0) => break,
            Ok(more) => count += more,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let compression = match first {
        [0x1f, 0x8b, ..] if count >= 2 => Compression::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => Compression::Zstd,
        [b'P', b'K', 3, 4] | [b'P', b'K', 5, 6] => return Ok(Stream::Zip),
        _ => Compression::None,
    };
    let whole = io::Cursor::new(first).take(count as u64).chain(stream);
    let content = unpacked(whole, compression);
    Ok(if compression == Compression::None { Stream::Plain(content) } else { Stream::Packed(content) })
}

/// Whether some bytes are the beginning of a compressed stream or an archive, as far as they say it.
fn may_be_packed(first: &[u8]) -> bool {
    matches!(first.first(), None | Some(0x1f | 0x28 | 0x50..=0x5f))
}

/// The message for a zip archive in a stream.
pub(crate) fn zip_in_stream(path: &Path) -> Said {
    said(
        path,
        "为 zip 归档文件，不能从标准输入读取；请存为扩展名为 .zip 的文件后指定",
        "a zip archive, which cannot be read from the standard input; store it in a file named .zip, and name the file",
    )
}

/// The remark on names of entries that are not in UTF-8.
pub(crate) fn assumed(archive: &Path) -> Said {
    said(
        archive,
        "条目名称不是 UTF-8，且归档文件未注明编码；已按 GBK 读取",
        "names of entries are not in UTF-8, and the archive does not state their encoding; read as GBK",
    )
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
    if path.as_os_str() == input::STANDARD_INPUT {
        return said(
            path,
            "压缩的内容已损坏或不完整；请重新获取",
            "compressed, and damaged or incomplete; obtain it again",
        );
    }
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
