//! Rate limits: as servers report them, and as clients share them.

use std::time::UNIX_EPOCH;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDateTime;

/// What a server has said of its rate limit, in the headers of its last answer.
#[pyclass(frozen, eq, module = "sendgrid_accounts")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct RateLimit {
    core: sendgrid_accounts::RateLimit,
}

impl From<sendgrid_accounts::RateLimit> for RateLimit {
    fn from(core: sendgrid_accounts::RateLimit) -> Self {
        Self { core }
    }
}

#[pymethods]
impl RateLimit {
    /// Calls that a window allows.
    #[getter]
    fn limit(&self) -> Option<u64> {
        self.core.limit
    }

    /// Calls that were left of it.
    #[getter]
    fn remaining(&self) -> Option<u64> {
        self.core.remaining
    }

    /// When the next window begins, by the server's clock.
    #[getter]
    fn reset_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        let since = self.core.reset_at.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
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

/// The rate limits of both APIs.
#[pyclass(frozen, eq, get_all, module = "sendgrid_accounts")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct RateLimits {
    /// Of the Users API; none where no answer has told.
    user: Option<RateLimit>,
    /// Of the customer API; none where no answer has told.
    customers: Option<RateLimit>,
}

impl From<sendgrid_accounts::RateLimits> for RateLimits {
    fn from(core: sendgrid_accounts::RateLimits) -> Self {
        Self {
            user: core.user.map(RateLimit::from),
            customers: core.customers.map(RateLimit::from),
        }
    }
}

#[pymethods]
impl RateLimits {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let shown = |limit: Option<RateLimit>| {
            limit.map_or_else(|| Ok("None".to_owned()), |limit| limit.__repr__(py))
        };
        Ok(format!("RateLimits(user={}, customers={})", shown(self.user)?, shown(self.customers)?))
    }
}

/// Lets clients share what they know of rate limits.
///
/// Those that are made with the same one and call the same API of the same host with the same
/// credential wait as one: a program that makes a client for each job needs it, a program with one
/// client and its views does not. Clients of both kinds may share it, on any threads and loops. It
/// knows credentials by a fingerprint only. A process that is forked begins anew.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct SharedRateLimiter {
    throttle: sendgrid_accounts::SharedRateLimiter,
}

impl SharedRateLimiter {
    pub(crate) fn core(&self) -> sendgrid_accounts::SharedRateLimiter {
        self.throttle.clone()
    }
}

#[pymethods]
impl SharedRateLimiter {
    #[new]
    fn new() -> Self {
        Self { throttle: sendgrid_accounts::SharedRateLimiter::new() }
    }

    #[expect(clippy::unused_self, reason = "a method in Python")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a SharedRateLimiter is what clients of one process share and cannot be pickled or copied",
        ))
    }
}
