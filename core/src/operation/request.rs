//! A request as a plain value: what an operation sends.

use std::fmt;

use bytes::Bytes;

use super::form::Form;
use crate::auth::secret::Password;

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
