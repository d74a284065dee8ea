//! `sendgrid_accounts.sandbox`: the local server, in the same process.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::{PyOSError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use sendgrid_accounts_sandbox as sandbox;

use crate::arguments::{Argument, Str, StrList};
use crate::json;

/// Interval of the checks for signals.
const SIGNAL_TICK: Duration = Duration::from_millis(50);

/// Local stand-in server. It runs from its creation until it is closed.
///
/// Args:
///     port: Port to listen on; 0 selects a free one.
///     host: Loopback address to listen on.
///     permissive: Accept any non-empty API key and any non-empty username and password, and create
///         the accounts that `On-Behalf-Of` names: every program that can connect can read and
///         change all accounts, the parent included.
///     reseller_password: Password of the reseller, which is that of the parent account; random by
///         default.
///     allowed_hosts: Names or addresses, without a port, that the header `Host` may have besides
///         loopback addresses and `localhost`.
///     window: Requests allowed per key and operation, and the length of the window in seconds;
///         default: (600, 60).
///     latency_ms: Delay of each response in milliseconds.
///     errors: Form of the customer API's error bodies, `"documented"` or `"2014"`.
///     customers: Number of generated customers beside the two of the documents.
///     subusers: Number of generated subusers beside the three of the documents.
///     journal_bytes: Maximum size of the journal; the oldest entries are dropped, but never the
///         newest one.
///     request_timeout_ms: Time in milliseconds in which the head of a request must arrive, then its
///         body, and in which a client must read a part of the response. An idle connection is
///         closed after it. At least 1, at most a day.
///     max_connections: Maximum number of open connections; further ones get status 503.
///
/// Raises:
///     TypeError: An argument has the wrong type.
///     ValueError: An argument has an impossible value; the message names it.
///     OSError: The port is in use.
#[pyclass(frozen, module = "sendgrid_accounts.sandbox")]
pub(crate) struct Sandbox {
    /// URL of the server.
    #[pyo3(get)]
    url: String,
    /// Full access key of the parent account.
    #[pyo3(get)]
    api_key: String,
    /// Username of the reseller.
    #[pyo3(get)]
    reseller_username: String,
    /// Password of the reseller at the start, which is that of the parent account.
    #[pyo3(get)]
    reseller_password: String,
    /// Token of the control API, for the header `X-Sandbox-Token`.
    #[pyo3(get)]
    control_token: String,
    server: Mutex<Option<sandbox::Sandbox>>,
}

impl Sandbox {
    fn with<T>(&self, use_server: impl FnOnce(&sandbox::Sandbox) -> T) -> PyResult<T> {
        let server = self.server.lock().unwrap_or_else(PoisonError::into_inner);
        let server = server.as_ref();
        server.map(use_server).ok_or_else(|| PyRuntimeError::new_err("the sandbox is closed"))
    }
}

#[pymethods]
impl Sandbox {
    #[new]
    #[pyo3(signature = (
        *, port=0, host=Str::literal("127.0.0.1"), permissive=false, reseller_password=None,
        allowed_hosts=StrList::literal([]), window=(600, 60), latency_ms=0,
        errors=Str::literal("documented"), customers=0, subusers=0, journal_bytes=268_435_456,
        request_timeout_ms=30_000, max_connections=1000
    ), text_signature = "(*, port=0, host='127.0.0.1', permissive=False, reseller_password=None, \
        allowed_hosts=(), window=(600, 60), latency_ms=0, errors='documented', customers=0, \
        subusers=0, journal_bytes=268435456, request_timeout_ms=30000, max_connections=1000)")]
    #[expect(clippy::too_many_arguments, reason = "the options, by keyword")]
    fn new(
        py: Python<'_>,
        port: u16,
        host: Str,
        permissive: bool,
        reseller_password: Option<Str>,
        allowed_hosts: StrList,
        window: (u32, u32),
        latency_ms: u64,
        errors: Str,
        customers: usize,
        subusers: usize,
        journal_bytes: usize,
        request_timeout_ms: u64,
        max_connections: usize,
    ) -> PyResult<Self> {
        let host: IpAddr = host
            .get(py, "host")?
            .parse()
            .map_err(|_| PyValueError::new_err("host is not an IP address"))?;
        let window = format!("{}/{}", window.0, window.1)
            .parse()
            .map_err(|error: sandbox::ParseWindowError| PyValueError::new_err(error.to_string()))?;
        let errors = errors
            .get(py, "errors")?
            .parse()
            .map_err(|_| PyValueError::new_err("errors is neither \"documented\" nor \"2014\""))?;
        let options = sandbox::Options {
            host,
            port,
            permissive,
            reseller_password: reseller_password.get(py, "reseller_password")?,
            allowed_hosts: allowed_hosts.get(py, "allowed_hosts")?,
            window,
            latency: Duration::from_millis(latency_ms),
            errors,
            customers,
            subusers,
            journal_bytes,
            request_timeout: Duration::from_millis(request_timeout_ms),
            max_connections,
        };
        let server =
            py.detach(|| sandbox::Sandbox::start(options)).map_err(|error| match error {
                sandbox::StartError::NotLoopback(_) | sandbox::StartError::Invalid { .. } => {
                    PyValueError::new_err(error.to_string())
                }
                _ => PyOSError::new_err(error.to_string()),
            })?;
        Ok(Self {
            url: server.url().to_owned(),
            api_key: server.api_key().to_owned(),
            reseller_username: server.reseller_username().to_owned(),
            reseller_password: server.reseller_password().to_owned(),
            control_token: server.control_token().to_owned(),
            server: Mutex::new(Some(server)),
        })
    }

    /// Returns the journal of requests, oldest first, with secrets as hashes. `journal_dropped()` is
    /// the number of older entries that are no longer in it.
    ///
    /// Raises:
    ///     RuntimeError: The sandbox is closed.
    fn journal<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let journal = self.with(sandbox::Sandbox::journal)?;
        let journal = serde_json::to_value(journal)
            .map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        json::to_python(py, &journal)
    }

    /// Returns the number of entries that the journal has dropped since the start or the last reset,
    /// because it reached `journal_bytes`.
    ///
    /// Raises:
    ///     RuntimeError: The sandbox is closed.
    fn journal_dropped(&self) -> PyResult<u64> {
        self.with(sandbox::Sandbox::journal_dropped)
    }

    /// Returns the current state of all accounts, API keys and IP addresses, with passwords as hashes
    /// and without the keys themselves.
    ///
    /// Raises:
    ///     RuntimeError: The sandbox is closed.
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::to_python(py, &self.with(sandbox::Sandbox::state)?)
    }

    /// Restores the initial state and empties the journal and the rate windows.
    ///
    /// Raises:
    ///     RuntimeError: The sandbox is closed.
    fn reset(&self) -> PyResult<()> {
        self.with(sandbox::Sandbox::reset)
    }

    /// Stops the server and closes its connections.
    fn close(&self, py: Python<'_>) {
        let server = self.server.lock().unwrap_or_else(PoisonError::into_inner).take();
        py.detach(|| drop(server));
    }

    fn __enter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, py: Python<'_>, _exception: &Bound<'_, PyTuple>) {
        self.close(py);
    }

    fn __repr__(&self) -> String {
        format!("Sandbox(url='{}')", self.url)
    }
}

/// Runs the server as a program with these command line arguments until a signal handler raises.
/// Returns the exit status.
#[pyfunction]
pub(crate) fn run_sandbox(py: Python<'_>, arguments: Vec<String>) -> u8 {
    py.detach(|| sandbox::run(arguments, until_signalled))
}

fn until_signalled() {
    let is_interrupted = || Python::attach(|py| py.check_signals().is_err());
    while !is_interrupted() {
        std::thread::sleep(SIGNAL_TICK);
    }
}
