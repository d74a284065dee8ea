//! Responses: of `client.request`, and beside the results of `client.with_raw_response`.

use std::ops::Deref;

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sendgrid_accounts::{Client, RawResponse as CoreRawResponse, Response as CoreResponse};

use crate::errors::to_python;
use crate::json;
use crate::rate_limit::RateLimit;
use crate::value_object::CallResult;

/// A client, and whether its calls return their responses beside the results.
#[derive(Clone)]
pub(crate) struct Caller {
    client: Client,
    raw: bool,
}

impl Caller {
    /// The same client, whose calls return their responses beside the results.
    pub(crate) fn with_raw_response(&self) -> Self {
        Self { client: self.client.clone(), raw: true }
    }

    pub(crate) fn is_raw(&self) -> bool {
        self.raw
    }
}

impl Deref for Caller {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl From<Client> for Caller {
    fn from(client: Client) -> Self {
        Self { client, raw: false }
    }
}

/// Names and values of the headers of a response.
fn lines(headers: &http::HeaderMap) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| bytes.iter().copied().map(char::from).collect();
    headers.iter().map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect()
}

fn headers<'py>(py: Python<'py>, lines: &[(String, String)]) -> PyResult<Bound<'py, PyAny>> {
    py.import("sendgrid_accounts._headers")?.getattr("Headers")?.call1((lines,))
}

/// Response to `client.request()`, with the status 2xx. Its repr shows neither headers nor body.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct Response(CoreResponse);

#[pymethods]
impl Response {
    /// HTTP status, 200 to 299.
    #[getter]
    fn status(&self) -> u16 {
        self.0.status()
    }

    /// Headers: a mapping whose names have any letter case. Several lines of one name are one value.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        headers(py, &lines(self.0.headers()))
    }

    /// Body, unchanged; empty if the response has no body.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.body())
    }

    /// Identifier of the call at the server, for its support; `None` if the response has none.
    #[getter]
    fn request_id(&self) -> Option<&str> {
        self.0.request_id()
    }

    /// Parses the body as JSON.
    ///
    /// Raises:
    ///     ResponseError: The body is not JSON; it is open whether the API sent it.
    fn json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let value = self.0.json().map_err(|error| to_python(py, &error))?;
        json::to_python(py, &value)
    }

    fn __repr__(&self) -> String {
        format!("Response(status={}, body_bytes={})", self.0.status(), self.0.body().len())
    }
}

impl CallResult for CoreResponse {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Response(self).into_py_any(py)
    }
}

/// Result of a call of `client.with_raw_response`, and the response that it comes from. Its repr shows
/// neither the result nor the headers.
#[pyclass(frozen, generic, module = "sendgrid_accounts")]
pub(crate) struct RawResponse {
    parsed: Py<PyAny>,
    response: CoreRawResponse<()>,
}

#[pymethods]
impl RawResponse {
    /// HTTP status, 200 to 299.
    #[getter]
    fn status(&self) -> u16 {
        self.response.status()
    }

    /// Headers: a mapping whose names have any letter case. Several lines of one name are one value.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        headers(py, &lines(self.response.headers()))
    }

    /// Identifier of the call at the server, for its support; `None` if the response has none.
    #[getter]
    fn request_id(&self) -> Option<&str> {
        self.response.request_id()
    }

    /// Rate limit that the response reports; `None` if it reports none.
    #[getter]
    fn rate_limit(&self) -> Option<RateLimit> {
        self.response.rate_limit().cloned().map(RateLimit::from)
    }

    /// Returns the result of the call, such as a `Profile`.
    fn parse(&self, py: Python<'_>) -> Py<PyAny> {
        self.parsed.clone_ref(py)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let request_id = self.request_id().into_pyobject(py)?.repr()?;
        Ok(format!("RawResponse(status={}, request_id={request_id})", self.status()))
    }
}

impl<V: CallResult> CallResult for CoreRawResponse<V> {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let (parsed, response) = self.into_parts();
        RawResponse { parsed: parsed.into_python(py)?, response }.into_py_any(py)
    }
}
