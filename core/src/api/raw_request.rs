//! Any other call: a request whose method and path the caller writes.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use crate::auth::secret::Password;
use crate::client::Client;
use crate::codec::json::{describe, parse};
use crate::error::{Error, Result};
use crate::operation::{Form, Idempotency, Method, Operation, OperationInfo, Request, Response};
use crate::validate::request as validate;

/// Parts of the names of members and parameters whose strings errors redact.
const SECRET_NAMES: [&str; 6] = ["password", "passwd", "secret", "token", "api_key", "apikey"];

/// A call of a v3 API for which this crate has no operation, such as `GET /v3/stats`.
///
/// Authentication, `On-Behalf-Of`, retries and errors are those of every other operation; each method and
/// path has a rate limiter of its own. The result of any 2xx is its [`Response`], whose size the limit of
/// lists bounds. Errors redact the strings of the body whose names contain `password`, `secret`, `token`
/// or `api_key`.
///
/// ```
/// use sendgrid_accounts::{Idempotency, Method, RawRequest};
///
/// let params = vec![("limit".to_owned(), "10".to_owned())];
/// let list = RawRequest { params, ..RawRequest::new(Method::Get, "/v3/alerts") };
/// let change = RawRequest {
///     idempotency: Some(Idempotency::Idempotent),
///     json: Some(r#"{"frequency":"daily"}"#.to_owned()),
///     ..RawRequest::new(Method::Patch, "/v3/alerts/48")
/// };
/// # let _ = (list, change);
/// ```
#[derive(Clone)]
pub struct RawRequest {
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL, percent-encoded, such as `/v3/stats`. Refused: scheme, host, query,
    /// fragment, and empty or relative segments, also encoded ones.
    pub path: String,
    /// Effect of a retry; mandatory for every method but `GET`, whose default is [`Idempotency::Safe`].
    pub idempotency: Option<Idempotency>,
    /// Parameters of the query, in order. A name may occur several times.
    pub params: Vec<(String, String)>,
    /// JSON text of the body, sent unchanged; not with `form`.
    pub json: Option<String>,
    /// Parameters of a form as the body; not with `json`.
    pub form: Option<Vec<(String, String)>>,
    /// Further headers; those that the client sets itself are refused. See [`Request::with_header`].
    pub headers: Vec<(String, String)>,
}

impl RawRequest {
    /// A request without parameters, body and headers.
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            idempotency: None,
            params: Vec::new(),
            json: None,
            form: None,
            headers: Vec::new(),
        }
    }

    fn with_body(&self) -> Result<Request> {
        match (&self.json, &self.form) {
            (Some(_), Some(_)) => Err(Error::invalid_input("form", "and json cannot both be set")),
            (Some(json), None) => {
                let value: Value = serde_json::from_str(json).map_err(|error| {
                    let (line, column) = (error.line(), error.column());
                    // The only message of `serde_json` that is read: it contains no value.
                    if error.to_string().starts_with("recursion limit") {
                        return Error::invalid_input("json", "is nested too deeply");
                    }
                    let problem = format_args!("is not JSON at line {line}, column {column}");
                    Error::invalid_input("json", problem)
                })?;
                Ok(with_secrets(Request::json(json.clone()), &value))
            }
            (None, Some(parameters)) => {
                validate::parameters("form", parameters)?;
                let (mut form, mut secrets) = (Form::default(), Vec::new());
                for (name, value) in parameters {
                    form.add(name.clone(), value.clone());
                    secrets.extend(is_secret(name).then(|| Password::from(value.clone())));
                }
                let request = Request::form(form);
                Ok(secrets.iter().fold(request, Request::with_secret))
            }
            (None, None) => Ok(Request::empty()),
        }
    }
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_NAMES.iter().any(|secret| name.contains(secret))
}

/// Adds the strings of a body whose names are those of secrets.
fn with_secrets(request: Request, body: &Value) -> Request {
    match body {
        Value::Array(items) => items.iter().fold(request, with_secrets),
        Value::Object(members) => {
            members.iter().fold(request, |request, (name, value)| match value.as_str() {
                Some(secret) if is_secret(name) => request.with_secret(&Password::from(secret)),
                _ => with_secrets(request, value),
            })
        }
        _ => request,
    }
}

impl Operation for RawRequest {
    type Output = Response;
    const INFO: OperationInfo =
        OperationInfo::new("request", Idempotency::Once, Method::Get, "/").with_list();

    fn info(&self) -> OperationInfo {
        let idempotency = match (self.idempotency, self.method) {
            (Some(idempotency), _) => idempotency,
            (None, Method::Get) => Idempotency::Safe,
            (None, _) => Idempotency::Once,
        };
        OperationInfo { idempotency, method: self.method, ..Self::INFO }
    }

    fn path(&self) -> Cow<'static, str> {
        Cow::Owned(self.path.clone())
    }

    fn request(&self) -> Result<Request> {
        if self.idempotency.is_none() && self.method != Method::Get {
            let problem = "is required for every method but GET: safe, idempotent or once";
            return Err(Error::invalid_input("idempotency", problem));
        }
        validate::parameters("params", &self.params)?;
        let mut request = self.with_body()?;
        for (name, value) in &self.params {
            request = request.with_query(name.clone(), value.clone());
        }
        for (name, value) in &self.headers {
            request = request.with_header(name.clone(), value.clone());
        }
        Ok(request)
    }

    fn decode(&self, response: &Response) -> Result<Response> {
        Ok(response.clone())
    }
}

impl fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("idempotency", &self.idempotency)
            .finish_non_exhaustive()
    }
}

impl Response {
    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// [`Response`](crate::ErrorKind::Response) if the body is not JSON, with the position and without
    /// the body. Its outcome is unknown: it is open whether the API sent the body.
    pub fn json(&self) -> Result<Value> {
        parse(&self.text()).map_err(|error| {
            let mut error = self.error(describe("the body", &error));
            error.fields_mut().body = None;
            error
        })
    }
}

impl Client {
    /// Makes a call for which this crate has no operation.
    ///
    /// # Errors
    ///
    /// [`Error`], as its documentation describes.
    pub async fn request(&self, request: RawRequest) -> Result<Response> {
        self.execute(request).await
    }
}

#[cfg(feature = "blocking")]
impl crate::client::blocking::Client {
    /// Makes a call for which this crate has no operation.
    ///
    /// # Errors
    ///
    /// [`Error`], as its documentation describes.
    pub fn request(&self, request: RawRequest) -> Result<Response> {
        self.execute(request)
    }
}
