//! Rate limits as servers report them and as clients share them.

use std::time::UNIX_EPOCH;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDateTime;

/// Rate limit of an API, as the headers of its last response reported it (`X-RateLimit-Limit`,
/// `X-RateLimit-Remaining` and `X-RateLimit-Reset`).
#[pyclass(frozen, eq, module = "sendgrid_accounts")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct RateLimit(sendgrid_accounts::RateLimit);

#[pymethods]
impl RateLimit {
    /// Number of calls that a window allows.
    #[getter]
    fn limit(&self) -> Option<u64> {
        self.0.limit
    }

    /// Number of calls that remained in the window.
    #[getter]
    fn remaining(&self) -> Option<u64> {
        self.0.remaining
    }

    /// Start of the next window, by the server's clock.
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
            "RateLimit(limit={}, remaining={}, reset_at={})",
            self.limit().into_pyobject(py)?.repr()?,
            self.remaining().into_pyobject(py)?.repr()?,
            self.reset_at(py)?.into_pyobject(py)?.repr()?
        ))
    }
}

/// Rate limits of both APIs.
#[pyclass(frozen, eq, get_all, module = "sendgrid_accounts")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct RateLimits {
    /// Rate limit of the Users API; `None` until a response reports it.
    user: Option<RateLimit>,
    /// Rate limit of the customer API; `None` until a response reports it.
    customers: Option<RateLimit>,
}

impl From<sendgrid_accounts::RateLimits> for RateLimits {
    fn from(core: sendgrid_accounts::RateLimits) -> Self {
        Self { user: core.user.map(RateLimit), customers: core.customers.map(RateLimit) }
    }
}

#[pymethods]
impl RateLimits {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let repr = |limit: Option<RateLimit>| {
            limit.map_or_else(|| Ok("None".to_owned()), |limit| limit.__repr__(py))
        };
        Ok(format!("RateLimits(user={}, customers={})", repr(self.user)?, repr(self.customers)?))
    }
}

/// Rate limits that several clients share.
///
/// Clients with the same limiter that call the same API of the same host with the same credential
/// wait together. A program that creates a client for each job needs it; a program with one client
/// and its views does not. Blocking and asyncio clients can share it, on any thread and event loop.
/// It stores a fingerprint of each credential. A forked process starts without known limits.
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
