//! Rate limits as servers report them and as clients share them.

use std::time::UNIX_EPOCH;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyTuple};

/// Rate limit as the headers of the server's last response reported it (`X-RateLimit-Limit`,
/// `X-RateLimit-Remaining` and `X-RateLimit-Reset`).
#[pyclass(frozen, eq, hash, module = "sendgrid_accounts")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct RateLimit(pub(crate) sendgrid_accounts::RateLimit);

#[pymethods]
impl RateLimit {
    /// Operation that has the limit, such as `"user.get_email"`; method and path of `client.request()`,
    /// such as `"GET /v3/stats"`; `"customers"` for the customer API, whose operations share one limit.
    #[getter]
    fn operation(&self) -> &str {
        &self.0.operation
    }

    /// Account acted for, as the value of the header `On-Behalf-Of`; `None` for the account of the
    /// credential.
    #[getter]
    fn on_behalf_of(&self) -> Option<&str> {
        self.0.on_behalf_of.as_deref()
    }

    /// Number of calls that a window allows; `None` if unknown.
    #[getter]
    fn limit(&self) -> Option<u64> {
        self.0.limit
    }

    /// Number of calls that remained in the window; `None` if unknown.
    #[getter]
    fn remaining(&self) -> Option<u64> {
        self.0.remaining
    }

    /// Start of the next window, by the server's clock; `None` if unknown.
    #[getter]
    fn reset_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        let since = self.0.reset_at.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let utc = pyo3::types::PyTzInfo::utc(py)?;
        since
            .map(|since| PyDateTime::from_timestamp(py, since.as_secs_f64(), Some(&utc)))
            .transpose()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!(
            "RateLimit(operation={}, on_behalf_of={}, limit={}, remaining={}, reset_at={})",
            self.operation().into_pyobject(py)?.repr()?,
            self.on_behalf_of().into_pyobject(py)?.repr()?,
            self.limit().into_pyobject(py)?.repr()?,
            self.remaining().into_pyobject(py)?.repr()?,
            self.reset_at(py)?.into_pyobject(py)?.repr()?
        ))
    }
}

/// The known rate limits of a client.
pub(crate) fn rate_limits<'py>(
    py: Python<'py>,
    client: &sendgrid_accounts::Client,
) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, client.rate_limits().into_iter().map(RateLimit))
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
