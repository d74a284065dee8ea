//! A request and an answer as plain values: what an operation makes and what it reads.

use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;
use http::HeaderMap;

use crate::form::Form;
use crate::secret::Password;

/// The HTTP methods of the documented calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// `GET`
    Get,
    /// `PATCH`
    Patch,
    /// `POST`
    Post,
    /// `PUT`
    Put,
}

impl Method {
    /// The method as it stands on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Patch => "PATCH",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// What an operation wants to say. Method and path stand in its
/// [`INFO`](crate::Operation::INFO); credentials and the client's own headers are added later.
#[derive(Clone, Default)]
pub struct Request {
    body: Body,
    secrets: Vec<Password>,
}

/// The body of a request.
#[derive(Clone, Default)]
pub(crate) enum Body {
    #[default]
    Empty,
    Json(Bytes),
    Form(Form),
}

impl Request {
    /// A request without a body.
    pub fn empty() -> Self {
        Self::default()
    }

    /// A request with a JSON body.
    pub fn json(body: impl Into<Bytes>) -> Self {
        Self { body: Body::Json(body.into()), secrets: Vec::new() }
    }

    /// A request with a form as its body. Credentials may be added to it.
    pub fn form(form: Form) -> Self {
        Self { body: Body::Form(form), secrets: Vec::new() }
    }

    /// Names a secret that the body holds, so that no error ever repeats it, whatever the server
    /// echoes.
    #[must_use]
    pub fn with_secret(mut self, secret: &Password) -> Self {
        self.secrets.push(secret.clone());
        self
    }

    pub(crate) fn body(&self) -> &Body {
        &self.body
    }

    pub(crate) fn secrets(&self) -> &[Password] {
        &self.secrets
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = match &self.body {
            Body::Empty => "none",
            Body::Json(_) => "json",
            Body::Form(_) => "form",
        };
        f.debug_struct("Request").field("body", &form).finish_non_exhaustive()
    }
}

/// What a server answered.
#[derive(Clone)]
pub struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
    /// What time it is where it comes from, as far as that is known.
    server_time: Option<SystemTime>,
}

impl Answer {
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

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
