//! A response as a plain value: what an operation reads.

use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;
use http::HeaderMap;

/// What a server answered.
#[derive(Clone)]
pub struct Response {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
    /// What time it is where it comes from, as far as that is known.
    server_time: Option<SystemTime>,
}

impl Response {
    /// An answer from its parts.
    pub fn new(status: u16, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: body.into(), server_time: None }
    }

    /// The same, from a server whose clock is known.
    pub(crate) fn at(self, server_time: SystemTime) -> Self {
        Self { server_time: Some(server_time), ..self }
    }

    /// When it was sent, if it says so.
    pub(crate) fn date(&self) -> Option<SystemTime> {
        self.header("date").and_then(|date| httpdate::parse_http_date(date).ok())
    }

    /// The time where it comes from: that of this machine if nothing else is known.
    pub(crate) fn server_time(&self) -> SystemTime {
        self.date().or(self.server_time).unwrap_or_else(SystemTime::now)
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The first header of that name, if it is ASCII text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as it came.
    pub fn body(&self) -> &Bytes {
        &self.body
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
