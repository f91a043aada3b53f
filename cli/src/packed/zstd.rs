//! A stream of Zstandard frames (RFC 8878).

use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};
use std::io::{self, BufRead, ErrorKind, Read};

/// Decompresses all frames of a stream. Skippable frames are skipped. Checksums are compared.
pub(crate) struct Zstd<R> {
    source: R,
    decoder: FrameDecoder,
    is_in_frame: bool,
    /// Whether a frame was found. A stream without one is not compressed.
    any: bool,
}

impl<R: BufRead> Zstd<R> {
    /// Decompresses a stream.
    pub(crate) fn new(source: R) -> Self {
        Self { source, decoder: FrameDecoder::new(), is_in_frame: false, any: false }
    }

    /// Begins the next frame. False at the end of the stream.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.source) {
                Ok(()) => {
                    (self.is_in_frame, self.any) = (true, true);
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let length = u64::from(length);
                    if io::copy(&mut (&mut self.source).take(length), &mut io::sink())? < length {
                        return Err(ErrorKind::UnexpectedEof.into());
                    }
                    self.any = true;
                }
                Err(error) => return Err(damaged(error)),
            }
        }
        if self.any { Ok(false) } else { Err(ErrorKind::UnexpectedEof.into()) }
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.is_in_frame && !self.begin()? {
                return Ok(0);
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.source, one).map_err(damaged)?;
            }
            let count = self.decoder.read(bytes)?;
            if count > 0 {
                return Ok(count);
            }
            self.is_in_frame = false;
            let stated = self.decoder.get_checksum_from_data();
            if stated.is_some() && stated != self.decoder.get_calculated_checksum() {
                return Err(ErrorKind::InvalidData.into());
            }
        }
    }
}

/// The error of a damaged stream. The cause is not part of messages.
fn damaged(_: FrameDecoderError) -> io::Error {
    ErrorKind::InvalidData.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    fn read(bytes: &[u8]) -> Result<Vec<u8>, ErrorKind> {
        let mut all = Vec::new();
        Zstd::new(bytes).read_to_end(&mut all).map(|_| all).map_err(|error| error.kind())
    }

    #[test]
    fn all_frames_are_read() {
        let (one, two) = (vec![b'a'; 300_000], b"bcd".repeat(50_000));
        let frames = [&one, &two].map(|text| compress_to_vec(text.as_slice(), CompressionLevel::Fastest));
        let skippable = [&b"\x53\x2a\x4d\x18\x05\x00\x00\x00"[..], b"12345"].concat();
        let [first, second] = &frames;
        assert_eq!(read(&[&skippable[..], first, &skippable, second].concat()), Ok([one, two].concat()));
        assert_eq!(read(&skippable), Ok(Vec::new()));
        for damaged in [&b""[..], b"{}", &skippable[..9], first.get(..first.len() - 1).unwrap_or_default()] {
            assert!(read(damaged).is_err(), "{damaged:?}");
        }
        // A frame with a wrong checksum, and text after a frame.
        let mut wrong = first.clone();
        if let Some(last) = wrong.last_mut() {
            *last ^= 1;
        }
        assert_eq!(read(&wrong), Err(ErrorKind::InvalidData));
        assert!(read(&[first, &b"text"[..]].concat()).is_err());
    }
}
