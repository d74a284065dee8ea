//! Response to an operation, as a plain value.

use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;
use http::HeaderMap;

use crate::error::{Error, ErrorKind, Outcome};

/// Byte order mark of UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";
/// Maximum length of a string of the server that is redacted, in bytes: many times what an error shows,
/// so that a secret at the end of what is shown is found whole.
pub(crate) const MAX_REDACTED: usize = 16 * 1024;

/// Response of a server.
#[derive(Clone)]
pub struct Response {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
    /// Server clock when the response arrived, if known.
    server_time: Option<SystemTime>,
}

impl Response {
    /// Creates a response.
    pub fn new(status: u16, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: body.into(), server_time: None }
    }

    /// Sets the server clock.
    pub(crate) fn at(self, server_time: SystemTime) -> Self {
        Self { server_time: Some(server_time), ..self }
    }

    /// Value of the header `Date`.
    pub(crate) fn date(&self) -> Option<SystemTime> {
        self.header("date").and_then(|date| httpdate::parse_http_date(date).ok())
    }

    /// Server clock when the response arrived; the local clock if it is unknown.
    pub(crate) fn server_time(&self) -> SystemTime {
        self.date().or(self.server_time).unwrap_or_else(SystemTime::now)
    }

    /// HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Identifier of the call at the server, for its support; `None` if the response has none.
    pub fn request_id(&self) -> Option<&str> {
        self.header("x-request-id")
    }

    /// Value of the first header with this name, if it is visible ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The elements of a header that is a list, from all its lines (RFC 9110, section 5.6.1).
    pub(crate) fn header_elements(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        let lines = self.headers.get_all(name).into_iter();
        lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b',')).map(<[u8]>::trim_ascii)
    }

    /// Body, unchanged.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Body without its byte order mark, as decoders read it.
    pub(crate) fn text(&self) -> Bytes {
        let start = if self.body.starts_with(BOM) { BOM.len() } else { 0 };
        self.body.slice(start..)
    }

    /// Body for an error, not redacted yet; `None` if it is empty.
    pub(crate) fn raw_body(&self) -> Option<String> {
        let text = self.text();
        let body = text.get(..MAX_REDACTED).unwrap_or(&text);
        (!body.is_empty()).then(|| String::from_utf8_lossy(body).into_owned())
    }

    /// Error of an [`Operation`](crate::Operation) that cannot decode this response: it has status,
    /// body and identifier of the response, an unknown outcome, and is not retried.
    pub fn error(&self, message: impl Into<String>) -> Error {
        self.unusable(Outcome::Unknown, message).permanent()
    }

    /// Error of a response that is not usable.
    pub(crate) fn unusable(&self, outcome: Outcome, message: impl Into<String>) -> Error {
        let mut error = Error::new(ErrorKind::Response, outcome, message).with_status(self.status);
        error.fields_mut().body = self.raw_body();
        error
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
