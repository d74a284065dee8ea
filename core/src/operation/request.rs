//! Request of an operation, as a plain value.

use std::fmt;

use bytes::Bytes;

use super::form::Form;
use crate::auth::secret::Password;
use crate::error::named;

named! {
    /// HTTP method of an operation.
    #[non_exhaustive]
    pub enum Method {
        /// `GET`
        Get = "GET",
        /// `PATCH`
        Patch = "PATCH",
        /// `POST`
        Post = "POST",
        /// `PUT`
        Put = "PUT",
    }
}

/// Request of an operation. Method and path are in [`Operation::INFO`](crate::Operation::INFO); the
/// client adds credentials and headers.
#[derive(Clone, Default)]
pub struct Request {
    body: Body,
    secrets: Vec<Password>,
}

/// Body of a request.
#[derive(Clone, Default)]
pub(crate) enum Body {
    #[default]
    Empty,
    Json(Bytes),
    Form(Form),
}

impl Request {
    /// Creates a request without a body.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Creates a request with a JSON body.
    pub fn json(body: impl Into<Bytes>) -> Self {
        Self { body: Body::Json(body.into()), secrets: Vec::new() }
    }

    /// Creates a request with a form body, to which credentials may be added.
    pub fn form(form: Form) -> Self {
        Self { body: Body::Form(form), secrets: Vec::new() }
    }

    /// Adds a secret of the body, which errors redact in strings of the server.
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
