//! The body of an answer: where it ends, and what of it has come.

use std::io;

use bytes::{Buf, Bytes, BytesMut};
use httparse::{InvalidChunkSize, Status, parse_chunk_size};

use crate::headers::Headers;
use crate::transport::head::{invalid, names};

/// How it is told where a body ends (RFC 9112, 6.3).
pub(super) enum Framing {
    /// So much of it is left.
    Length(u64),
    Chunks(Chunks),
    /// It ends with the connection.
    UntilClose,
}

/// Where in a body of chunks its reader is.
pub(super) enum Chunks {
    /// Before the size of the next one.
    Size,
    /// So much of one is left, the end of its line included.
    Data(u64),
    /// After the last one.
    Trailers { read: usize },
}

/// No server writes longer lines around its chunks, nor more of them at the end.
const LONGEST_LINES: usize = 16 * 1024;

impl Framing {
    pub(super) fn of(status: u16, is_old: bool, headers: &Headers) -> io::Result<Self> {
        if matches!(status, 101 | 204 | 304) {
            return Ok(Self::Length(0));
        }
        let mut codings = headers.all("transfer-encoding").peekable();
        if codings.peek().is_some() {
            if is_old {
                return Err(invalid("unexpected transfer-encoding parsed"));
            }
            let last = codings.last().and_then(|value| value.rsplit(|byte| *byte == b',').next());
            let is_chunked = last.is_some_and(|last| names(last, "chunked"));
            return Ok(if is_chunked { Self::Chunks(Chunks::Size) } else { Self::UntilClose });
        }
        let mut lengths =
            headers.all("content-length").flat_map(|value| value.split(|b| *b == b','));
        let Some(first) = lengths.next() else { return Ok(Self::UntilClose) };
        let length =
            number(first).filter(|length| lengths.all(|other| number(other) == Some(*length)));
        length.map(Self::Length).ok_or_else(|| invalid("invalid content-length parsed"))
    }

    /// How much of the body is still to come, where that is known.
    pub(super) fn left(&self) -> usize {
        match self {
            Self::Length(left) => usize::try_from(*left).unwrap_or(usize::MAX),
            Self::Chunks(_) | Self::UntilClose => 0,
        }
    }

    /// So much of it has come another way.
    pub(super) fn took(&mut self, count: usize) {
        if let Self::Length(left) = self {
            *left = left.saturating_sub(count as u64);
        }
    }

    /// Takes what there is of the body, and says whether that was its end.
    pub(super) fn take(&mut self, input: &mut BytesMut, body: &mut Body) -> io::Result<bool> {
        match self {
            Self::Length(left) => {
                *left -= body.take(input, *left);
                Ok(*left == 0)
            }
            Self::Chunks(chunks) => chunks.take(input, body),
            Self::UntilClose => {
                body.take(input, u64::MAX);
                Ok(false)
            }
        }
    }

    /// Whether the body may end where the connection does.
    pub(super) fn end(&self) -> io::Result<()> {
        match self {
            Self::UntilClose => Ok(()),
            Self::Length(_) => Err(early("end of file before message length reached")),
            Self::Chunks(_) => Err(early("unexpected EOF during chunk size line")),
        }
    }
}

impl Chunks {
    fn take(&mut self, input: &mut BytesMut, body: &mut Body) -> io::Result<bool> {
        loop {
            match self {
                Self::Size => match parse_chunk_size(input) {
                    Ok(Status::Complete((length, size))) => {
                        input.advance(length);
                        *self =
                            if size == 0 { Self::Trailers { read: 0 } } else { Self::Data(size) };
                    }
                    Ok(Status::Partial) if input.len() <= LONGEST_LINES => return Ok(false),
                    Ok(Status::Partial) | Err(InvalidChunkSize) => {
                        return Err(invalid("invalid chunk size parsed"));
                    }
                },
                Self::Data(left) => {
                    *left -= body.take(input, *left);
                    if *left > 0 {
                        return Ok(false);
                    }
                    let Some(line) = input.get(..2) else { return Ok(false) };
                    if line != b"\r\n" {
                        return Err(invalid("invalid end of a chunk parsed"));
                    }
                    input.advance(2);
                    *self = Self::Size;
                }
                Self::Trailers { read } => {
                    let Some(end) = input.iter().position(|byte| *byte == b'\n') else {
                        return if *read + input.len() > LONGEST_LINES {
                            Err(invalid("the lines after the last chunk are too long"))
                        } else {
                            Ok(false)
                        };
                    };
                    let line = input.split_to(end + 1);
                    *read += line.len();
                    if matches!(line.as_ref(), b"\n" | b"\r\n") {
                        return Ok(true);
                    }
                }
            }
        }
    }
}

fn number(text: &[u8]) -> Option<u64> {
    let text = text.trim_ascii();
    let is_number = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    std::str::from_utf8(text).ok().filter(|_| is_number)?.parse().ok()
}

fn early(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, what)
}

/// Room is made at once for a body that is announced, up to here: a server may announce what it
/// never sends.
const MOST_RESERVED: usize = 64 << 20;

/// A body as it comes in; the usual single piece is not copied.
#[derive(Default)]
pub(super) struct Body {
    first: Bytes,
    rest: BytesMut,
}

impl Body {
    pub(super) fn len(&self) -> usize {
        self.first.len() + self.rest.len()
    }

    /// Takes so much of the input, or all of it: how much that was.
    fn take(&mut self, input: &mut BytesMut, most: u64) -> u64 {
        let length = usize::try_from(most).unwrap_or(usize::MAX).min(input.len());
        if self.len() == 0 {
            self.first = input.split_to(length).freeze();
        } else {
            self.room(length).extend_from_slice(input.get(..length).unwrap_or_default());
            input.advance(length);
        }
        length as u64
    }

    /// Where more can be written, with room for so much if that is not too much to be believed.
    pub(super) fn room(&mut self, more: usize) -> &mut BytesMut {
        if self.rest.capacity() == self.rest.len() {
            let more = more.min(MOST_RESERVED);
            self.rest.reserve(self.first.len() + more.max(self.rest.len()));
            self.rest.extend_from_slice(&std::mem::take(&mut self.first));
        }
        &mut self.rest
    }

    pub(super) fn into_bytes(self) -> Bytes {
        if self.rest.is_empty() { self.first } else { self.rest.freeze() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use http::{HeaderMap, HeaderName};
    use proptest::prelude::*;

    fn framing(status: u16, is_old: bool, headers: &[(&'static str, &str)]) -> io::Result<String> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_static(name), value.parse().unwrap());
        }
        Framing::of(status, is_old, &map.into()).map(|framing| match framing {
            Framing::Length(length) => length.to_string(),
            Framing::Chunks(_) => "chunks".to_owned(),
            Framing::UntilClose => "until close".to_owned(),
        })
    }

    #[test]
    fn the_head_says_where_the_body_ends() {
        const LENGTH: &str = "content-length";
        const CODING: &str = "transfer-encoding";
        for (status, headers, expected) in [
            (200, vec![], Some("until close")),
            (200, vec![(LENGTH, "5")], Some("5")),
            (200, vec![(LENGTH, "5, 5"), (LENGTH, " 5")], Some("5")),
            (200, vec![(LENGTH, "5"), (LENGTH, "6")], None),
            (200, vec![(LENGTH, "5,")], None),
            (200, vec![(LENGTH, "+5")], None),
            (200, vec![(LENGTH, "18446744073709551616")], None),
            (200, vec![(CODING, "chunked"), (LENGTH, "5")], Some("chunks")),
            (200, vec![(CODING, "gzip"), (CODING, "x , CHUNKED")], Some("chunks")),
            (200, vec![(CODING, "chunked, gzip")], Some("until close")),
            (204, vec![(LENGTH, "5")], Some("0")),
            (304, vec![(CODING, "chunked")], Some("0")),
            (101, vec![], Some("0")),
        ] {
            let found = framing(status, false, &headers).ok();
            assert_eq!(found.as_deref(), expected, "{status} {headers:?}");
        }
        assert!(framing(200, true, &[(CODING, "chunked")]).is_err());
    }

    /// What is taken of an input that comes in pieces: the body, what is left, and whether it ended.
    fn take(mut framing: Framing, pieces: &[&[u8]]) -> io::Result<(Vec<u8>, Vec<u8>, bool)> {
        let (mut input, mut body, mut ended) = (BytesMut::new(), Body::default(), false);
        for piece in pieces {
            input.extend_from_slice(piece);
            ended = ended || framing.take(&mut input, &mut body)?;
        }
        Ok((body.into_bytes().into(), input.to_vec(), ended))
    }

    proptest! {
        #[test]
        fn chunks_are_put_together_however_they_come(
            chunks in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..50), 0..6),
            piece in 1_usize..40,
        ) {
            let mut wire = Vec::new();
            for (place, chunk) in chunks.iter().enumerate() {
                let extension = if place % 2 == 0 { "" } else { ";a=\"b\"" };
                wire.extend(format!("{:X}{extension}\r\n", chunk.len()).into_bytes());
                wire.extend(chunk.iter().chain(b"\r\n"));
            }
            wire.extend(b"0\r\nA-Trailer: of no use\r\n\r\nrest");
            let pieces: Vec<&[u8]> = wire.chunks(piece).collect();
            let (body, left, ended) = take(Framing::Chunks(Chunks::Size), &pieces).unwrap();
            prop_assert!(ended);
            prop_assert_eq!(body, chunks.concat());
            prop_assert_eq!(left, b"rest");
        }

        #[test]
        fn no_bytes_make_a_reader_of_chunks_panic(wire in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = take(Framing::Chunks(Chunks::Size), &[&wire]);
        }
    }

    #[test]
    fn chunks_that_are_none_are_refused() {
        let long = [b"0\r\n".to_vec(), vec![b'a'; LONGEST_LINES + 1]].concat();
        let lines =
            [b"0\r\n".to_vec(), b"a: b\r\n".repeat(LONGEST_LINES / 6), vec![b'c'; 9]].concat();
        let extension = [b"1;".to_vec(), vec![b'a'; LONGEST_LINES]].concat();
        for wire in
            [&b"x\r\n"[..], b"1\r\nab\r\n", b"11111111111111111\r\n", &long, &lines, &extension]
        {
            let taken = take(Framing::Chunks(Chunks::Size), &[wire]);
            assert!(taken.is_err(), "{}", String::from_utf8_lossy(&wire[..wire.len().min(20)]));
        }
        let open = Framing::Chunks(Chunks::Size).end().unwrap_err();
        assert_eq!(open.kind(), io::ErrorKind::UnexpectedEof);
    }

    #[test]
    fn a_body_of_known_length_leaves_what_comes_after_it() {
        let (body, left, ended) = take(Framing::Length(4), &[b"on", b"e 2"]).unwrap();
        assert_eq!((&body[..], &left[..], ended), (&b"one "[..], &b"2"[..], true));
        assert!(Framing::Length(1).end().is_err() && Framing::UntilClose.end().is_ok());
    }

    #[test]
    fn an_announcement_is_believed_up_to_a_point() {
        let mut body = Body::default();
        body.take(&mut b"begun"[..].into(), u64::MAX);
        assert!(body.room(usize::MAX).capacity() < 2 * MOST_RESERVED);
        assert_eq!(body.into_bytes(), b"begun"[..]);
    }
}
