//! Reads a stream line by line, each line up to the maximum size of a document.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

/// One line of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// Its number, from 1.
    pub(crate) number: usize,
    /// Its size in bytes.
    pub(crate) size: u64,
    /// The bytes without the end of the line; none if the line is too long.
    pub(crate) bytes: Option<&'a [u8]>,
    /// The end of the line; empty if the stream ends without one.
    pub(crate) ending: &'static [u8],
}

/// Reads lines up to a maximum size. A longer line is skipped and not kept in memory.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    reader: R,
    bytes_max: usize,
    number: usize,
    line: Vec<u8>,
}

impl<R: Read> Lines<BufReader<R>> {
    /// Whether the next line is in the buffer, so that it is returned without waiting for the stream.
    pub(crate) fn is_buffered(&self) -> bool {
        self.reader.buffer().contains(&b'\n')
    }
}

impl<R: BufRead> Lines<R> {
    /// A reader of lines up to a maximum size.
    pub(crate) fn new(reader: R, bytes_max: usize) -> Self {
        Self { reader, bytes_max, number: 0, line: Vec::new() }
    }

    /// The stream behind the lines that were read.
    pub(crate) fn into_inner(self) -> R {
        self.reader
    }

    /// The next line, or none at the end of the stream.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let mut size = 0_u64;
        let mut any = false;
        let mut ending: &[u8] = b"";
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                break;
            }
            any = true;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
            size += part.len() as u64;
            // One byte more than allowed is kept: a carriage return at the end of the line does not count.
            let room = (self.bytes_max + 1).saturating_sub(self.line.len());
            self.line.extend(part.iter().take(room));
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                ending = b"\n";
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.number += 1;
        if size == self.line.len() as u64 && self.line.last() == Some(&b'\r') {
            self.line.pop();
            size -= 1;
            ending = if ending.is_empty() { b"\r" } else { b"\r\n" };
        }
        let whole = size <= self.bytes_max as u64;
        Ok(Some(Line { number: self.number, size, bytes: whole.then_some(self.line.as_slice()), ending }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (usize, u64, Option<Vec<u8>>);

    /// Reads through a buffer of three bytes, so that lines are put together from pieces.
    fn lines(text: &[u8], bytes_max: usize) -> io::Result<Vec<Read>> {
        let mut lines = Lines::new(BufReader::with_capacity(3, text), bytes_max);
        let mut all = Vec::new();
        while let Some(line) = lines.next()? {
            all.push((line.number, line.size, line.bytes.map(<[u8]>::to_vec)));
        }
        Ok(all)
    }

    #[test]
    fn lines_with_their_endings_are_the_text() -> io::Result<()> {
        for text in ["", "a", "a\n", "\r\n\nab\r\nx\r", "\r", "a\rb\n"] {
            let mut lines = Lines::new(text.as_bytes(), 4);
            let mut whole = Vec::new();
            while let Some(line) = lines.next()? {
                whole.extend_from_slice(line.bytes.unwrap_or_default());
                whole.extend_from_slice(line.ending);
            }
            assert_eq!(whole, text.as_bytes(), "{text:?}");
        }
        Ok(())
    }

    #[test]
    fn lines_are_bounded() -> io::Result<()> {
        let whole = |number, text: &str| (number, text.len() as u64, Some(text.as_bytes().to_vec()));
        assert_eq!(lines(b"", 4)?, []);
        assert_eq!(lines(b"ab", 4)?, [whole(1, "ab")]);
        assert_eq!(lines(b"ab\n", 4)?, [whole(1, "ab")]);
        assert_eq!(lines(b"\r\n\nabcd\r\nx", 4)?, [whole(1, ""), whole(2, ""), whole(3, "abcd"), whole(4, "x")]);
        assert_eq!(lines(b"abcdefghij\nxy", 4)?, [(1, 10, None), whole(2, "xy")]);
        assert_eq!(lines(b"abcd\nabcde", 4)?, [whole(1, "abcd"), (2, 5, None)]);
        Ok(())
    }
}
