//! `sendgrid_accounts.sandbox`: the stand-in server, in the same process.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::{PyOSError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use sendgrid_accounts_sandbox as sandbox;

use crate::arguments::Text;
use crate::json;

/// How often the program looks for signals.
const SIGNAL_TICK: Duration = Duration::from_millis(50);

/// A stand-in server on this machine. It serves from the moment it is made until it is closed.
///
/// Args:
///     port: The port to listen on; 0 takes any free one.
///     host: The loopback address to listen on.
///     permissive: Accept any API key, and make up unknown on-behalf-of accounts.
///     window: Requests allowed per key and operation, and in how many seconds; default: 600
///         in 60.
///     latency_ms: Milliseconds that each request waits before it is looked at.
///     errors: `"seeds"` or `"2014"`: the generation of the customer API's error bodies.
///     customers: How many generated customers to start with beside the two of the documents.
///
/// Raises:
///     ValueError: The host is not a loopback address, or the window is not positive.
///     OSError: The port is taken.
#[pyclass(frozen, module = "sendgrid_accounts.sandbox")]
pub(crate) struct Sandbox {
    /// Where the server is reached.
    #[pyo3(get)]
    url: String,
    /// The API key that it accepts.
    #[pyo3(get)]
    api_key: String,
    /// The username of the reseller.
    #[pyo3(get)]
    reseller_username: String,
    /// The password of the reseller.
    #[pyo3(get)]
    reseller_password: String,
    /// The token of its control API, for the header `X-Sandbox-Token`.
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
        *, port=0, host=Text::of_str("127.0.0.1"), permissive=false, window=(600, 60),
        latency_ms=0, errors=Text::of_str("seeds"), customers=0
    ))]
    #[expect(clippy::too_many_arguments, reason = "the options, by keyword")]
    fn new(
        py: Python<'_>,
        port: u16,
        host: Text,
        permissive: bool,
        window: (u32, u32),
        latency_ms: u64,
        errors: Text,
        customers: usize,
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
            .map_err(|_| PyValueError::new_err("errors is neither \"seeds\" nor \"2014\""))?;
        let latency = Duration::from_millis(latency_ms);
        let options =
            sandbox::Options { host, port, permissive, window, latency, errors, customers };
        let server =
            py.detach(|| sandbox::Sandbox::start(options)).map_err(|error| match error {
                sandbox::StartError::NotLoopback(_) => PyValueError::new_err(error.to_string()),
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

    /// Returns the requests that were served, oldest first, with secrets as hashes.
    ///
    /// Raises:
    ///     RuntimeError: The sandbox is closed.
    fn journal<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let journal = self.with(sandbox::Sandbox::journal)?;
        let journal = serde_json::to_value(journal)
            .map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        json::to_python(py, &journal)
    }

    /// Returns all accounts as they are now, with passwords as hashes.
    ///
    /// Raises:
    ///     RuntimeError: The sandbox is closed.
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::to_python(py, &self.with(sandbox::Sandbox::state)?)
    }

    /// Goes back to the start state, and empties the journal and the rate windows.
    ///
    /// Raises:
    ///     RuntimeError: The sandbox is closed.
    fn reset(&self) -> PyResult<()> {
        self.with(sandbox::Sandbox::reset)
    }

    /// Stops the server; open connections are dropped.
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

/// Runs the server as a program with these command line arguments, until a signal's handler raises;
/// returns its exit status.
#[pyfunction]
#[pyo3(signature = (arguments: "list[str]"))]
pub(crate) fn run_sandbox(py: Python<'_>, arguments: Vec<String>) -> u8 {
    py.detach(|| sandbox::run(arguments, until_signalled))
}

fn until_signalled() {
    let raised = || Python::attach(|py| py.check_signals().is_err());
    while !raised() {
        std::thread::sleep(SIGNAL_TICK);
    }
}
