//! `sendgrid_accounts.sandbox`: the local server, in the same process.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::{PyOSError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use sendgrid_accounts_sandbox as sandbox;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::arguments::{Argument, Count, FilePath, Str, StrList, WrongType};

/// Interval of the checks for signals.
const SIGNAL_TICK: Duration = Duration::from_millis(50);

/// Local stand-in server. It runs from its creation until it is closed.
///
/// Args:
///     port: Port to listen on; 0 selects a free one.
///     host: Address to listen on; a loopback address unless `allow_remote` is set.
///     allow_remote: Allow a `host` that other computers can reach. The header `Host` is checked as
///         without it; besides loopback addresses and `allowed_hosts` it may have the `host`.
///     tls: Serve HTTPS, with a certificate that is made at the start. The client trusts it with
///         `ca_bundle=sandbox.ca_file`.
///     ca_file: File for the certificate of the authority, in PEM, which is replaced; by default a
///         temporary file, which `close()` removes. It requires `tls`.
///     api_key: Full access key of the parent account, of the form `SG.ID.SECRET`; random by default.
///     seed: Accounts and API keys that exist at the start and after each reset: a file in JSON or
///         YAML, or a dictionary with the same fields. The sandbox's README describes them.
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
///     OSError: The port is in use, or the certificate cannot be written.
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
    /// URL of the console for a browser, with the control token.
    #[pyo3(get)]
    console_url: String,
    /// PEM file of the certificate authority with `tls`, for the `ca_bundle` of a client; otherwise
    /// `None`.
    #[pyo3(get)]
    ca_file: Option<String>,
    server: Mutex<Option<sandbox::Sandbox>>,
}

impl Sandbox {
    fn with<T>(&self, use_server: impl FnOnce(&sandbox::Sandbox) -> T) -> PyResult<T> {
        let server = self.server.lock().unwrap_or_else(PoisonError::into_inner);
        let server = server.as_ref();
        server.map(use_server).ok_or_else(|| PyRuntimeError::new_err("the sandbox is closed"))
    }

    /// Returns what a control method returns, as a Python object.
    fn get<'py, T: Serialize>(
        &self,
        py: Python<'py>,
        read: impl FnOnce(&sandbox::Sandbox) -> Result<T, sandbox::ControlError>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let value = self.with(read)?.map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(pythonize::pythonize(py, &value)?)
    }
}

/// The fields of a dictionary of JSON values.
fn fields<T: DeserializeOwned>(value: &Bound<'_, PyAny>, name: &str) -> PyResult<T> {
    if !value.is_instance_of::<PyDict>() {
        return Err(WrongType::of(value).error(name, "a dict"));
    }
    pythonize::depythonize(value).map_err(|error| PyValueError::new_err(format!("{name}: {error}")))
}

fn seed(value: &Bound<'_, PyAny>) -> PyResult<sandbox::Seed> {
    let py = value.py();
    let seed = if value.is_instance_of::<PyDict>() {
        sandbox::Seed::from_value(fields(value, "seed")?)
    } else {
        let path: FilePath = value.extract()?;
        sandbox::Seed::from_file(path.get(py, "seed")?)
    };
    seed.map_err(|error| PyValueError::new_err(format!("seed: {error}")))
}

#[pymethods]
impl Sandbox {
    #[new]
    #[pyo3(signature = (
        *, port=0, host=Str::literal("127.0.0.1"), allow_remote=false, tls=false, ca_file=None,
        api_key=None, seed=None, permissive=false, reseller_password=None,
        allowed_hosts=StrList::literal([]), window=(600, 60), latency_ms=0,
        errors=Str::literal("documented"), customers=0, subusers=0, journal_bytes=268_435_456,
        request_timeout_ms=30_000, max_connections=1000
    ), text_signature = "(*, port=0, host='127.0.0.1', allow_remote=False, tls=False, ca_file=None, \
        api_key=None, seed=None, permissive=False, reseller_password=None, allowed_hosts=(), window=(600, 60), latency_ms=0, errors='documented', customers=0, \
        subusers=0, journal_bytes=268435456, request_timeout_ms=30000, max_connections=1000)")]
    #[expect(clippy::too_many_arguments, reason = "the options, by keyword")]
    fn new(
        py: Python<'_>,
        port: u16,
        host: Str,
        allow_remote: bool,
        tls: bool,
        ca_file: Option<FilePath>,
        api_key: Option<Str>,
        seed: Option<&Bound<'_, PyAny>>,
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
            allow_remote,
            tls,
            ca_file: ca_file.get(py, "ca_file")?,
            api_key: api_key.get(py, "api_key")?,
            seed: seed.map(self::seed).transpose()?,
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
                sandbox::StartError::NotLoopback(_)
                | sandbox::StartError::Invalid { .. }
                | sandbox::StartError::Seed(_) => PyValueError::new_err(error.to_string()),
                _ => PyOSError::new_err(error.to_string()),
            })?;
        Ok(Self {
            url: server.url().to_owned(),
            api_key: server.api_key().to_owned(),
            reseller_username: server.reseller_username().to_owned(),
            reseller_password: server.reseller_password().to_owned(),
            control_token: server.control_token().to_owned(),
            console_url: server.console_url(),
            ca_file: server.ca_file().map(|file| file.display().to_string()),
            server: Mutex::new(Some(server)),
        })
    }

    /// Adds a fault to the next requests of an operation.
    ///
    /// Args:
    ///     operation: Name of the operation, such as `customers.disable`, or `*` for any.
    ///     fault: Kind of the fault and its fields, such as `{"kind": "status", "status": 503}`.
    ///     nth: Number of the matching request that meets the fault; the ones before it do not.
    ///     user: Customer or subuser that the request must name or act for; default: any.
    ///     times: Number of times that the fault is added.
    ///
    /// Returns:
    ///     The numbers of the added faults.
    ///
    /// Raises:
    ///     ValueError: There is no such operation, or the fault has an unknown or invalid field.
    ///     RuntimeError: The sandbox is closed.
    #[pyo3(signature = (operation, fault, *, nth=1, user=None, times=1))]
    fn fault<'py>(
        &self,
        py: Python<'py>,
        operation: Str,
        fault: &Bound<'py, PyAny>,
        nth: u64,
        user: Option<Str>,
        times: usize,
    ) -> PyResult<Bound<'py, PyAny>> {
        let operation = operation.get(py, "operation")?;
        let mut fault = sandbox::Fault::from_json(fields(fault, "fault")?).times(times);
        if nth != 1 {
            fault = fault.nth(nth);
        }
        if let Some(user) = user.get(py, "user")? {
            fault = fault.user(&user);
        }
        self.get(py, |server| server.fault(&operation, fault))
    }

    /// Returns the faults that no request has met yet, and those that were injected.
    ///
    /// Raises:
    ///     RuntimeError: The sandbox is closed.
    fn faults<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.get(py, |server| Ok(server.faults()))
    }

    /// Removes all faults. Their numbers are not reused.
    ///
    /// Raises:
    ///     RuntimeError: The sandbox is closed.
    fn clear_faults(&self) -> PyResult<()> {
        self.with(sandbox::Sandbox::clear_faults)
    }

    /// Shifts the clock of the server, which is that of the header `Date` and of the rate windows.
    ///
    /// Args:
    ///     shift_seconds: Offset from the real time, which can be negative; it replaces an earlier
    ///         one.
    ///
    /// Raises:
    ///     RuntimeError: The sandbox is closed.
    fn clock(&self, py: Python<'_>, shift_seconds: Count<i64>) -> PyResult<()> {
        let shift_seconds = shift_seconds.get(py, "shift_seconds")?;
        self.with(|server| server.clock(shift_seconds))
    }

    /// Sets rate limits, which resets their counts, and returns all limits with their windows.
    /// Without arguments it only returns them.
    ///
    /// Args:
    ///     v3: Limit under `/v3/` per API key and operation, such as
    ///         `{"limit": 2, "window_seconds": 60}`. It replaces those of single operations.
    ///     customers: Limit of the customer API per credential.
    ///     operations: Limits of single operations under `/v3/`, by their names.
    ///
    /// Raises:
    ///     ValueError: A limit has an unknown or invalid field, or there is no such operation.
    ///     RuntimeError: The sandbox is closed.
    #[pyo3(signature = (*, v3=None, customers=None, operations=None))]
    fn windows<'py>(
        &self,
        py: Python<'py>,
        v3: Option<&Bound<'py, PyAny>>,
        customers: Option<&Bound<'py, PyAny>>,
        operations: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let windows = sandbox::Windows {
            v3: v3.map(|rule| fields(rule, "v3")).transpose()?,
            customers: customers.map(|rule| fields(rule, "customers")).transpose()?,
            operations: operations
                .map(|rules| fields(rules, "operations"))
                .transpose()?
                .unwrap_or_default(),
        };
        self.get(py, |server| server.windows(&windows))
    }

    /// Begins or ends a simulated outage, in which every request except control requests gets one
    /// status.
    ///
    /// Args:
    ///     down: Begin the outage; false ends it.
    ///     status: Status of every response.
    ///
    /// Raises:
    ///     ValueError: The status does not have three digits.
    ///     RuntimeError: The sandbox is closed.
    #[pyo3(signature = (down=true, *, status=503))]
    fn down<'py>(&self, py: Python<'py>, down: bool, status: u16) -> PyResult<Bound<'py, PyAny>> {
        self.get(py, |server| server.down(down.then_some(status)))
    }

    /// Returns the journal of requests, oldest first, with secrets as hashes. `journal_dropped()` is
    /// the number of older entries that are no longer in it.
    ///
    /// Args:
    ///     since: Number of an entry; only newer ones are returned.
    ///
    /// Raises:
    ///     RuntimeError: The sandbox is closed.
    #[pyo3(signature = (since=0))]
    fn journal<'py>(&self, py: Python<'py>, since: u64) -> PyResult<Bound<'py, PyAny>> {
        self.get(py, |server| Ok(server.journal_since(since)))
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
        self.get(py, |server| Ok(server.state()))
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
