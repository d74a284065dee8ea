//! Request of an operation, as a plain value.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use bytes::Bytes;
use http::HeaderMap;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::form::Form;
use crate::auth::secret::Password;
use crate::error::{Error, Result, named};
use crate::validate;

named! {
    /// HTTP method of an operation.
    #[non_exhaustive]
    pub enum Method {
        /// `DELETE`
        Delete = "DELETE",
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

impl FromStr for Method {
    type Err = Error;

    /// Parses the name of a method, in any letter case.
    fn from_str(name: &str) -> Result<Self> {
        let method = Self::ALL.iter().find(|method| method.as_str().eq_ignore_ascii_case(name));
        method.copied().ok_or_else(|| {
            Error::invalid_input("method", "must be DELETE, GET, PATCH, POST or PUT")
        })
    }
}

/// Request of an operation. Method and path are in [`Operation::INFO`](crate::Operation::INFO); the
/// client adds credentials and headers.
#[derive(Clone, Default)]
pub struct Request {
    body: Body,
    segments: Vec<(&'static str, String)>,
    query: Vec<(Cow<'static, str>, String)>,
    headers: Vec<(String, String)>,
    secrets: Vec<Password>,
}

/// The characters of a value in a path that are sent as they are (RFC 3986, section 2.3).
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

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
        Self { body: Body::Json(body.into()), ..Self::default() }
    }

    /// Creates a request with a form body, to which credentials may be added.
    pub fn form(form: Form) -> Self {
        Self { body: Body::Form(form), ..Self::default() }
    }

    /// Adds a secret of the body, which errors redact in strings of the server.
    #[must_use]
    pub fn with_secret(mut self, secret: &Password) -> Self {
        self.secrets.push(secret.clone());
        self
    }

    /// Sets the segment of the path whose name in braces is in [`OperationInfo::path`]. The value is
    /// percent-encoded and always one segment.
    ///
    /// [`OperationInfo::path`]: crate::OperationInfo::path
    #[must_use]
    pub fn with_segment(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.segments.push((name, value.into()));
        self
    }

    /// Adds a parameter of the query. A name may occur several times.
    #[must_use]
    pub fn with_query(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<String>,
    ) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Adds a header, or replaces `Accept` or `User-Agent`. Refused before anything is sent: a name that
    /// occurs twice, and headers that the client sets itself, such as `Authorization`, `Content-Length`
    /// and, with a body, `Content-Type`.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The path of this template with the segments of the request.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) for a value that is no segment.
    pub(crate) fn path(&self, template: &str) -> Result<String> {
        let mut path = template.to_owned();
        for (name, value) in &self.segments {
            validate::segment(name, value)?;
            let encoded = utf8_percent_encode(value, UNRESERVED).to_string();
            path = path.replace(&format!("{{{name}}}"), &encoded);
        }
        Ok(path)
    }

    pub(crate) fn query(&self) -> &[(Cow<'static, str>, String)] {
        &self.query
    }

    /// The headers of the operation.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) for a header that is not valid, or that the client
    /// sets itself.
    pub(crate) fn headers(&self) -> Result<HeaderMap> {
        validate::request::headers(&self.headers, !matches!(self.body, Body::Empty))
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
