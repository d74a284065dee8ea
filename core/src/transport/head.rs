//! The heads of HTTP/1.1 messages: how a request is written and an answer begins.

use std::io;
use std::mem::MaybeUninit;
use std::ops::Range;

use bytes::BytesMut;
use http::header::PROXY_AUTHORIZATION;
use httparse::{Header, ParserConfig, Response, Status};

use crate::headers::{Headers, Place};
use crate::transport::body::Framing;
use crate::transport::{HeadLimits, HttpRequest};

/// The head of an answer.
pub(super) struct Head {
    pub(super) status: u16,
    pub(super) headers: Headers,
    pub(super) framing: Framing,
    /// Another request may follow on the connection.
    pub(super) keeps: bool,
}

/// Writes a request. Names begin in upper case: a lower-case `on-behalf-of` was once ignored, and the
/// parent account answered (sendgrid/docs#3751).
pub(super) fn write(output: &mut BytesMut, request: &HttpRequest<'_>) {
    for part in [request.method, " ", &request.target, " HTTP/1.1\r\n"] {
        output.extend_from_slice(part.as_bytes());
    }
    let to_proxy = request.proxy_authorization.map(|value| (&PROXY_AUTHORIZATION, value));
    for (name, value) in request.headers.iter().chain(to_proxy) {
        let start = output.len();
        output.extend_from_slice(name.as_str().as_bytes());
        capitalize(output.get_mut(start..).unwrap_or_default());
        output.extend_from_slice(b": ");
        output.extend_from_slice(value.as_bytes());
        output.extend_from_slice(b"\r\n");
    }
    if let Some(body) = request.body {
        output.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
        output.extend_from_slice(body);
    } else {
        output.extend_from_slice(b"\r\n");
    }
}

fn capitalize(name: &mut [u8]) {
    for word in name.split_mut(|byte| *byte == b'-') {
        if let Some(first) = word.first_mut() {
            first.make_ascii_uppercase();
        }
    }
}

/// Reads heads.
pub(super) struct HeadReader {
    limits: HeadLimits,
    /// How much of the input was looked at before.
    seen: usize,
}

/// So many headers are looked for without asking for memory.
const USUAL: usize = 100;

impl HeadReader {
    pub(super) fn new(limits: HeadLimits) -> Self {
        Self { limits, seen: 0 }
    }

    /// The head, once all of it is there. What comes before the final answer is left out.
    pub(super) fn read(&mut self, input: &mut BytesMut) -> io::Result<Option<Head>> {
        loop {
            // What comes in small pieces is not parsed again for each.
            let is_new = self.seen == 0 || has_blank_line(input, self.seen);
            let parsed = if is_new { self.parse(input)? } else { None };
            let Some((head, length)) = parsed else {
                self.seen = input.len();
                if input.len() >= self.limits.largest {
                    return Err(invalid("message head is too large"));
                }
                return Ok(None);
            };
            self.seen = 0;
            let bytes = input.split_to(length).freeze();
            if !matches!(head.status, 100 | 102..=199) {
                let headers = Headers::new(bytes, head.places);
                let framing = Framing::of(head.status, head.is_old, &headers)?;
                let keeps = keeps(head.is_old, &headers) && head.status != 101;
                return Ok(Some(Head { status: head.status, headers, framing, keeps }));
            }
        }
    }

    fn parse(&self, input: &[u8]) -> io::Result<Option<(Parsed, usize)>> {
        let mut usual = [const { MaybeUninit::uninit() }; USUAL];
        if let Some(found) = usual.get_mut(..self.limits.most_headers) {
            return parse(input, found);
        }
        let mut found = Vec::new();
        found.resize_with(self.limits.most_headers, MaybeUninit::uninit);
        parse(input, &mut found)
    }
}

struct Parsed {
    status: u16,
    /// It is HTTP/1.0.
    is_old: bool,
    places: Vec<Place>,
}

fn parse<'a>(
    input: &'a [u8],
    found: &mut [MaybeUninit<Header<'a>>],
) -> io::Result<Option<(Parsed, usize)>> {
    let mut response = Response::new(&mut []);
    let parsed = ParserConfig::default()
        .parse_response_with_uninit_headers(&mut response, input, found)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let Status::Complete(length) = parsed else { return Ok(None) };
    let status = response.code.filter(|code| *code >= 100);
    let status = status.ok_or_else(|| invalid("invalid response status"))?;
    let place = |text: &[u8]| -> Range<usize> {
        let start = text.as_ptr().addr().saturating_sub(input.as_ptr().addr());
        start..start + text.len()
    };
    let places = response.headers.iter();
    let places =
        places.map(|header| (place(header.name.as_bytes()), place(header.value))).collect();
    Ok(Some((Parsed { status, is_old: response.version == Some(0), places }, length)))
}

/// Whether a line without anything ends in what is new.
fn has_blank_line(input: &[u8], seen: usize) -> bool {
    let tail = input.get(seen.saturating_sub(3)..).unwrap_or_default();
    tail.windows(2).any(|pair| pair == b"\n\n") || tail.windows(3).any(|three| three == b"\n\r\n")
}

fn keeps(is_old: bool, headers: &Headers) -> bool {
    let says = |token: &str| headers.all("connection").any(|value| names(value, token));
    if is_old { says("keep-alive") } else { !says("close") }
}

/// Whether a list of tokens has one.
pub(super) fn names(list: &[u8], token: &str) -> bool {
    let mut tokens = list.split(|byte| *byte == b',');
    tokens.any(|each| each.trim_ascii().eq_ignore_ascii_case(token.as_bytes()))
}

pub(super) fn invalid(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    use bytes::Bytes;
    use http::HeaderMap;

    fn read(text: &str) -> io::Result<Option<Head>> {
        HeadReader::new(HeadLimits::default()).read(&mut text.into())
    }

    fn refused(text: &str) -> String {
        read(text).err().map_or_else(String::new, |error| error.to_string())
    }

    #[test]
    fn a_request_is_written_as_servers_expect_it() {
        let mut headers = HeaderMap::new();
        headers.insert("host", "api.example".parse().unwrap());
        headers.insert("on-behalf-of", "account-id 7".parse().unwrap());
        let (body, credential) = (Bytes::from_static(b"{}"), "Basic eDp5".parse().unwrap());
        let mut request = HttpRequest {
            method: "PUT",
            target: "/v3/user/email?a=b".into(),
            headers: &headers,
            proxy_authorization: None,
            body: Some(&body),
        };
        let mut output = BytesMut::new();
        write(&mut output, &request);
        let lines = "Host: api.example\r\nOn-Behalf-Of: account-id 7\r\n";
        let whole =
            format!("PUT /v3/user/email?a=b HTTP/1.1\r\n{lines}Content-Length: 2\r\n\r\n{{}}");
        assert_eq!(output, whole.as_bytes());
        output.clear();
        request.target = "http://api.example/v3".into();
        request.proxy_authorization = Some(&credential);
        request.body = None;
        write(&mut output, &request);
        let lines = format!("{lines}Proxy-Authorization: Basic eDp5\r\n\r\n");
        assert_eq!(output, format!("PUT http://api.example/v3 HTTP/1.1\r\n{lines}").as_bytes());
    }

    #[test]
    fn a_head_is_read_however_it_comes_and_what_follows_is_left() {
        let text = "HTTP/1.1 103 Hints\r\nA: b\r\n\r\nHTTP/1.1 429 No\nX-One:  two \r\nX-One: 3\r\n\r\nrest";
        for piece in [1, 2, 3, 7, text.len()] {
            let (mut reader, mut input) = (HeadReader::new(HeadLimits::default()), BytesMut::new());
            let mut found = None;
            for part in text.as_bytes().chunks(piece) {
                input.extend_from_slice(part);
                if found.is_none() {
                    found = reader.read(&mut input).unwrap();
                }
            }
            let head = found.unwrap();
            let values: Vec<&[u8]> = head.headers.all("x-one").collect();
            assert_eq!((head.status, values), (429, vec![b"two".as_slice(), b"3"]));
            assert!(head.keeps && head.headers.all("a").next().is_none());
            assert_eq!(input, b"rest"[..]);
        }
    }

    #[test]
    fn a_connection_is_kept_where_both_sides_mean_it() {
        for (start, connection, expected) in [
            ("HTTP/1.1 200 OK", "upgrade, keep-alive", true),
            ("HTTP/1.1 200 OK", "Keep-Alive , CLOSE", false),
            ("HTTP/1.0 200 OK", "close", false),
            ("HTTP/1.0 200 OK", "x, Keep-Alive", true),
            ("HTTP/1.1 101 Switching", "upgrade", false),
        ] {
            let head = read(&format!("{start}\r\nConnection: {connection}\r\n\r\n"));
            assert_eq!(head.unwrap().unwrap().keeps, expected, "{start} {connection}");
        }
        assert!(!read("HTTP/1.0 200 OK\r\n\r\n").unwrap().unwrap().keeps);
    }

    #[test]
    fn what_is_no_head_is_refused_as_soon_as_that_is_seen() {
        for (text, why) in [
            ("garbage", "invalid HTTP version"),
            ("HTTP/2.0 200 OK\r\n\r\n", "invalid HTTP version"),
            ("HTTP/1.1 099 Low\r\n\r\n", "invalid response status"),
            ("HTTP/1.1 20x No\r\n\r\n", "invalid response status"),
            ("HTTP/1.1 200 OK\r\nA B: c\r\n\r\n", "invalid header name"),
            ("HTTP/1.1 200 OK\r\nA: \0\r\n\r\n", "invalid header value"),
            ("HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n", "invalid header name"),
        ] {
            assert!(refused(text).contains(why), "{text:?}: {}", refused(text));
        }
    }

    #[test]
    fn a_head_has_limits() {
        let headers = |count: usize| format!("HTTP/1.1 200 OK\r\n{}\r\n", "A: b\r\n".repeat(count));
        assert!(read(&headers(100)).unwrap().is_some());
        assert_eq!(refused(&headers(101)), "too many headers");
        let limits = HeadLimits { largest: 1 << 16, most_headers: 150 };
        let mut reader = HeadReader::new(limits);
        assert!(reader.read(&mut headers(150).as_str().into()).unwrap().is_some());
        assert!(reader.read(&mut headers(151).as_str().into()).is_err());
        let long = format!("HTTP/1.1 200 OK\r\nA: {}", "b".repeat(1 << 16));
        assert_eq!(refused(&long), "message head is too large");
    }
}
