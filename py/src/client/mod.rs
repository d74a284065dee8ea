//! `sendgrid_accounts.Client` and `sendgrid_accounts.AsyncClient`.

mod class;

use std::time::Duration;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use sendgrid_accounts::{CallOptions, Empty};

use crate::api_keys::{ApiKeys, AsyncApiKeys};
use crate::arguments::{Count, EmptyArgument, FilePath, Seconds, Str, from_arguments};
use crate::asyncio::{coroutine, prepare as prepare_awaited, ready_coroutine};
use crate::blocking::wait;
use crate::bulk::{BulkRunner, Settings};
use crate::client::class::client;
use crate::customers::{AsyncCustomers, Customers};
use crate::errors::{prepare, to_python};
use crate::methods::raises_of_change;
use crate::options::{ClientOptions, account, build, representation};
use crate::rate_limit::{SharedRateLimiter, rate_limits};
use crate::request::{HeaderArguments, Parameters, RequestArguments};
use crate::reseller::Reseller;
use crate::response::Caller;
use crate::scopes::{AsyncScopes, Scopes};
use crate::subusers::{AsyncSubusers, Subusers};
use crate::user::{AsyncUser, User};

client! {
    /// Blocking client; it releases the interpreter while a call waits.
    ///
    /// Create one client and keep it: it reuses connections, and any number of threads can share it.
    Client, User, Customers, Subusers, ApiKeys, Scopes, prepare;

    fn __enter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, _exception: &Bound<'_, PyTuple>) {
        self.client.close();
    }

    /// Makes many calls, a number of them at once, paced by the rate limits, and returns an iterator over
    /// their results, in the order in which they end.
    ///
    /// A job is pulled when there is room for it, in the thread that iterates. An exception of the iterable
    /// stops the run and is raised after the results of the jobs in progress. Ctrl-C stops it too, and raises
    /// `KeyboardInterrupt` once the jobs in progress have ended.
    ///
    /// Args:
    ///     jobs: Iterable of `(operation, arguments)`, such as
    ///         `("customers.disable", {"user": "name"})`, or of `BulkJob`; or a `BulkFile`.
    ///     concurrency: Number of jobs at once, from 1 to 1,000; default: 16.
    ///     ledger: File that records each job before it is sent and what became of it. Another run with the
    ///         same file resumes this one; default: no ledger.
    ///     progress: True for a progress bar on a terminal, which needs `tqdm`, or a function that is called
    ///         with the `BulkProgress` at most ten times per second; default: false.
    ///     description: Text that the ledger keeps, such as the name of a file; it must not have secrets.
    ///     retry_rejected: Whether calls that the server refused in an earlier run are made again; default:
    ///         only those refused for the rate, the credential or a fault of the server.
    ///     max_per_minute: Maximum number of calls that the run begins in a minute, evenly spaced: its part of
    ///         a rate limit that others use at the same time; default: only the server limits the rate.
    ///
    /// Raises:
    ///     TypeError: An argument has the wrong type.
    ///     InvalidInputError: A setting is out of bounds; `field` names it.
    ///     LedgerError: The ledger cannot be opened, or another run uses it.
    #[pyo3(signature = (
        jobs, *, concurrency=Count::literal(16usize), ledger=None, progress=None,
        description=None, retry_rejected=false, max_per_minute=None
    ), text_signature = "($self, jobs, *, concurrency=16, ledger=None, progress=False, description=None, \
        retry_rejected=False, max_per_minute=None)")]
    #[expect(clippy::too_many_arguments, reason = "the settings, by keyword")]
    fn bulk<'py>(
        &self, jobs: &Bound<'py, PyAny>, concurrency: Count<usize>, ledger: Option<FilePath>,
        progress: Option<Bound<'py, PyAny>>, description: Option<Str>, retry_rejected: bool,
        max_per_minute: Option<Count<u32>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let settings =
            Settings { concurrency, ledger, description, retry_rejected, max_per_minute, progress };
        BulkRunner::iterate(&self.client, ("sendgrid_accounts._bulk", "BulkRun"), jobs, settings)
    }

    /// Makes a call for which this package has no method, such as `GET /v3/stats`. Authentication,
    /// `On-Behalf-Of`, retries and errors are those of every call; each method and path has a rate limit
    /// of its own.
    ///
    /// Args:
    ///     method: `"GET"`, `"POST"`, `"PUT"`, `"PATCH"` or `"DELETE"`.
    ///     path: Path below the base URL, percent-encoded, such as `"/v3/stats"`. Refused: scheme, host,
    ///         query, fragment, and empty or relative segments, also encoded ones.
    ///     params: Parameters of the query. A list repeats its name.
    ///     json: JSON value of the body; `None` is no body. Errors redact its strings whose names contain
    ///         `password`, `secret`, `token` or `api_key`.
    ///     form: Parameters of a form as the body; not with `json`. Errors redact as for `json`.
    ///     idempotency: Effect of a retry: `"safe"` for a read, `"idempotent"` for an absolute state, or
    ///         `"once"` for a call that is never retried. Mandatory for every method but `GET`, whose
    ///         default is `"safe"`.
    ///     headers: Further headers; refused are those that the client sets itself, such as
    ///         `Authorization` and, with a body, `Content-Type`.
    ///
    /// Returns:
    ///     The response of any 2xx, with any body. The limit of lists, `max_list_bytes`, bounds its size.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (
        method, path, *, params=None, json=None, form=None, idempotency=None, headers=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "the arguments, by keyword")]
    fn request(
        &self, py: Python<'_>, method: Str, path: Str, params: Option<Parameters>,
        json: Option<&Bound<'_, PyAny>>, form: Option<Parameters>, idempotency: Option<Str>,
        headers: Option<HeaderArguments>,
    ) -> PyResult<Py<PyAny>> {
        let arguments =
            RequestArguments { method, path, params, json, form, idempotency, headers };
        wait(py, &self.client, arguments.request(py)?)
    }
}

client! {
    /// Asynchronous client for asyncio: the calls of `Client` as coroutines.
    ///
    /// Create one client and keep it: it reuses connections, and any number of tasks, event loops and
    /// threads can share it. Cancelling a task cancels its call and closes its connection.
    AsyncClient, AsyncUser, AsyncCustomers, AsyncSubusers, AsyncApiKeys, AsyncScopes, prepare_awaited;

    fn __aenter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        ready_coroutine(slf.py(), slf)
    }

    #[pyo3(signature = (*_exception))]
    fn __aexit__<'py>(
        &self,
        py: Python<'py>,
        _exception: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.client.close();
        ready_coroutine(py, py.None())
    }

    /// Makes many calls, a number of them at once, paced by the rate limits, and returns an iterator over
    /// their results, in the order in which they end.
    ///
    /// A job is pulled when there is room for it, in the thread that iterates. An exception of the iterable
    /// stops the run and is raised after the results of the jobs in progress. Cancelling the task
    /// stops it too; its jobs in progress end in the background.
    ///
    /// Args:
    ///     jobs: Iterable or asynchronous iterable of `(operation, arguments)`, such as
    ///         `("customers.disable", {"user": "name"})`, or of `BulkJob`; or a `BulkFile`.
    ///     concurrency: Number of jobs at once, from 1 to 1,000; default: 16.
    ///     ledger: File that records each job before it is sent and what became of it. Another run with the
    ///         same file resumes this one; default: no ledger.
    ///     progress: True for a progress bar on a terminal, which needs `tqdm`, or a function that is called
    ///         with the `BulkProgress` at most ten times per second; default: false.
    ///     description: Text that the ledger keeps, such as the name of a file; it must not have secrets.
    ///     retry_rejected: Whether calls that the server refused in an earlier run are made again; default:
    ///         only those refused for the rate, the credential or a fault of the server.
    ///     max_per_minute: Maximum number of calls that the run begins in a minute, evenly spaced: its part of
    ///         a rate limit that others use at the same time; default: only the server limits the rate.
    ///
    /// Raises:
    ///     TypeError: An argument has the wrong type.
    ///     InvalidInputError: A setting is out of bounds; `field` names it.
    ///     LedgerError: The ledger cannot be opened, or another run uses it.
    #[pyo3(signature = (
        jobs, *, concurrency=Count::literal(16usize), ledger=None, progress=None,
        description=None, retry_rejected=false, max_per_minute=None
    ), text_signature = "($self, jobs, *, concurrency=16, ledger=None, progress=False, description=None, \
        retry_rejected=False, max_per_minute=None)")]
    #[expect(clippy::too_many_arguments, reason = "the settings, by keyword")]
    fn bulk<'py>(
        &self, jobs: &Bound<'py, PyAny>, concurrency: Count<usize>, ledger: Option<FilePath>,
        progress: Option<Bound<'py, PyAny>>, description: Option<Str>, retry_rejected: bool,
        max_per_minute: Option<Count<u32>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let settings =
            Settings { concurrency, ledger, description, retry_rejected, max_per_minute, progress };
        let iterator = ("sendgrid_accounts._bulk_async", "AsyncBulkRun");
        BulkRunner::iterate(&self.client, iterator, jobs, settings)
    }

    /// Makes a call for which this package has no method, such as `GET /v3/stats`. Authentication,
    /// `On-Behalf-Of`, retries and errors are those of every call; each method and path has a rate limit
    /// of its own.
    ///
    /// Args:
    ///     method: `"GET"`, `"POST"`, `"PUT"`, `"PATCH"` or `"DELETE"`.
    ///     path: Path below the base URL, percent-encoded, such as `"/v3/stats"`. Refused: scheme, host,
    ///         query, fragment, and empty or relative segments, also encoded ones.
    ///     params: Parameters of the query. A list repeats its name.
    ///     json: JSON value of the body; `None` is no body. Errors redact its strings whose names contain
    ///         `password`, `secret`, `token` or `api_key`.
    ///     form: Parameters of a form as the body; not with `json`. Errors redact as for `json`.
    ///     idempotency: Effect of a retry: `"safe"` for a read, `"idempotent"` for an absolute state, or
    ///         `"once"` for a call that is never retried. Mandatory for every method but `GET`, whose
    ///         default is `"safe"`.
    ///     headers: Further headers; refused are those that the client sets itself, such as
    ///         `Authorization` and, with a body, `Content-Type`.
    ///
    /// Returns:
    ///     The response of any 2xx, with any body. The limit of lists, `max_list_bytes`, bounds its size.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (
        method, path, *, params=None, json=None, form=None, idempotency=None, headers=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "the arguments, by keyword")]
    fn request<'py>(
        &self, py: Python<'py>, method: Str, path: Str, params: Option<Parameters>,
        json: Option<&Bound<'_, PyAny>>, form: Option<Parameters>, idempotency: Option<Str>,
        headers: Option<HeaderArguments>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let arguments =
            RequestArguments { method, path, params, json, form, idempotency, headers };
        coroutine(py, &self.client, arguments.request(py)?)
    }
}
