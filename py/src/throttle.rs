//! `sendgrid_accounts.Throttle`.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

/// Lets clients share what they know of rate limits.
///
/// Those that are made with the same one and call the same API of the same host with the same
/// credential wait as one: a program that makes a client for each job needs it, a program with one
/// client and its views does not. Clients of both kinds may share it, on any threads and loops. It
/// knows credentials by a fingerprint only. A process that is forked begins anew.
///
/// Source: this library's own; no document describes it.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct Throttle {
    throttle: sendgrid_accounts::Throttle,
}

impl Throttle {
    pub(crate) fn core(&self) -> sendgrid_accounts::Throttle {
        self.throttle.clone()
    }
}

#[pymethods]
impl Throttle {
    #[new]
    fn new() -> Self {
        Self { throttle: sendgrid_accounts::Throttle::new() }
    }

    #[pyo3(signature = () -> "typing.NoReturn")]
    #[expect(clippy::unused_self, reason = "a method in Python")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a Throttle is what clients of one process share and cannot be pickled or copied",
        ))
    }
}
