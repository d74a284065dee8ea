//! Rate limits as servers report them and as clients share them.

use std::time::{SystemTime, UNIX_EPOCH};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyDict, PyTuple};
use sendgrid_accounts::Extra;

use crate::value_object::{ValueObject, value_methods};

/// Rate limit as the headers of the server's last response reported it (`X-RateLimit-Limit`,
/// `X-RateLimit-Remaining` and `X-RateLimit-Reset`).
///
/// Args:
///     operation: Operation that has the limit.
///     on_behalf_of: Account acted for.
///     limit: Number of calls that a window allows.
///     remaining: Number of calls that remained in the window.
///     reset_at: Start of the next window, with a time zone.
#[pyclass(frozen, eq, module = "sendgrid_accounts")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RateLimit {
    operation: String,
    on_behalf_of: Option<String>,
    limit: Option<u64>,
    remaining: Option<u64>,
    reset_at: Option<SystemTime>,
}

impl From<sendgrid_accounts::RateLimit> for RateLimit {
    fn from(known: sendgrid_accounts::RateLimit) -> Self {
        Self {
            operation: known.operation.into_owned(),
            on_behalf_of: known.on_behalf_of,
            limit: known.limit,
            remaining: known.remaining,
            reset_at: known.reset_at,
        }
    }
}

impl ValueObject for RateLimit {
    const FIELDS: &[&str] = &["operation", "on_behalf_of", "limit", "remaining", "reset_at"];
    const TYPES: &[&str] = &["String", "String", "u64", "u64", "SystemTime"];
    const HAS_EXTRA: bool = false;

    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let reset_at = self.reset_at(py)?;
        (&self.operation, &self.on_behalf_of, self.limit, self.remaining, reset_at)
            .into_pyobject(py)
    }

    fn extra_fields(&self) -> Option<&Extra> {
        None
    }

    /// The time as a text, as JSON has none.
    fn as_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (field, value) in Self::FIELDS.iter().zip(self.values(py)?) {
            dict.set_item(field, value)?;
        }
        if let Some(time) = self.reset_at(py)? {
            dict.set_item("reset_at", time.call_method0("isoformat")?)?;
        }
        Ok(dict)
    }
}

value_methods! { RateLimit {
    #[new]
    #[pyo3(signature = (operation, on_behalf_of=None, limit=None, remaining=None, reset_at=None))]
    fn new(
        operation: String,
        on_behalf_of: Option<String>,
        limit: Option<u64>,
        remaining: Option<u64>,
        reset_at: Option<SystemTime>,
    ) -> Self {
        Self { operation, on_behalf_of, limit, remaining, reset_at }
    }

    /// Operation that has the limit, such as `"user.get_email"`; method and path of `client.request()`,
    /// such as `"GET /v3/stats"`; `"customers"` for the customer API, whose operations share one limit.
    #[getter]
    fn operation(&self) -> &str {
        &self.operation
    }

    /// Account acted for, as the value of the header `On-Behalf-Of`; `None` for the account of the
    /// credential.
    #[getter]
    fn on_behalf_of(&self) -> Option<&str> {
        self.on_behalf_of.as_deref()
    }

    /// Number of calls that a window allows; `None` if unknown.
    #[getter]
    fn limit(&self) -> Option<u64> {
        self.limit
    }

    /// Number of calls that remained in the window; `None` if unknown.
    #[getter]
    fn remaining(&self) -> Option<u64> {
        self.remaining
    }

    /// Start of the next window, by the server's clock; `None` if unknown.
    #[getter]
    fn reset_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        let since = self.reset_at.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let utc = pyo3::types::PyTzInfo::utc(py)?;
        since
            .map(|since| PyDateTime::from_timestamp(py, since.as_secs_f64(), Some(&utc)))
            .transpose()
    }
} }

/// The known rate limits of a client.
pub(crate) fn rate_limits<'py>(
    py: Python<'py>,
    client: &sendgrid_accounts::Client,
) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, client.rate_limits().into_iter().map(RateLimit::from))
}

/// Rate limits that several clients share.
///
/// Clients with the same limiter that call the same operation of the same host with the same
/// credential, for the same account, wait together. A program that creates a client for each job
/// needs it; a program with one client and its views does not. Blocking and asyncio clients can share
/// it, on any thread and event loop. It stores a fingerprint of each credential, and at most 10,000
/// limits beyond those of calls in progress. A forked process starts without known limits.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct SharedRateLimiter(pub(crate) sendgrid_accounts::SharedRateLimiter);

#[pymethods]
impl SharedRateLimiter {
    #[new]
    fn new() -> Self {
        Self(sendgrid_accounts::SharedRateLimiter::new())
    }

    #[expect(clippy::unused_self, reason = "a method in Python")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a SharedRateLimiter belongs to one process and cannot be pickled or copied",
        ))
    }
}
