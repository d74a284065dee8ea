//! `sendgrid_accounts.Client` and `sendgrid_accounts.AsyncClient`, from one declaration.

use std::path::PathBuf;
use std::time::Duration;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use sendgrid_accounts::{CallOptions, ClientBuilder, OnBehalfOf, Region};

use crate::arguments::{Count, FilePath, OrDefault, Seconds, Text, optional, optional_fields};
use crate::asyncio::{prepare as prepare_awaited, ready_coroutine};
use crate::customers::{AsyncCustomers, Customers};
use crate::errors::{prepare, to_python};
use crate::options::{
    account, build, clamped, representation, saturated, set_limits, set_options, set_retry,
};
use crate::rate_limit::{RateLimits, SharedRateLimiter};
use crate::reseller::Reseller;
use crate::user::{AsyncUser, User};

/// Declares a client. What differs: its documentation, its name as a type, its groups of calls.
macro_rules! client {
    (
        $(#[$class_doc:meta])*
        $class:ident, $name:literal, $user:ident, $customers:ident, $prepare:path;
        $($context:tt)*
    ) => {
        $(#[$class_doc])*
        ///
        /// Making one opens no connection, and reads no credential from the environment.
        ///
        /// Args:
        ///     api_key: The API key for the Users API.
        ///     reseller: The credential for the customer API; a client may have both.
        ///     region: `"global"` or `"eu"`: whose servers are called; default: global.
        ///     base_url: Another server than the region's, such as a sandbox.
        ///     on_behalf_of: The subuser that every call acts for.
        ///     timeout: Time limit of a whole call in seconds, with all its attempts and waits;
        ///         default: 60.
        ///     attempt_timeout: Time limit of one attempt in seconds; default: 15.
        ///     connect_timeout: Time limit of making a connection in seconds; default: 5.
        ///     max_retries: Maximum number of retries of one call, where it may be retried at all;
        ///         default: 2.
        ///     max_rate_limit_wait: Longest wait for a rate limit in seconds; a call that would wait longer
        ///         fails at once; default: 120.
        ///     max_connections: Maximum number of connections, and so of concurrent calls; further calls
        ///         wait; default: 64.
        ///     retry: How failed calls are retried: waits, and a budget.
        ///     limits: Limits of responses and connections.
        ///     ca_bundle: A PEM file of the certificate authorities to trust instead of the machine's.
        ///     proxy: The URL of a proxy for all calls: `http`, `https`, `socks5` or `socks5h`.
        ///     trust_env: Without a `proxy`, use that of `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY`, with
        ///         the exceptions of `NO_PROXY`. This machine is never reached by a proxy of these.
        ///     shared_rate_limiter: Shares the rate limits of the servers with the other clients that have
        ///         it; default: with the views of this client only.
        ///     allow_insecure_transport: Allows plain `http` to other hosts than this machine.
        ///
        /// Raises:
        ///     TypeError: An argument is of another type.
        ///     InvalidInputError: An argument is refused; `field` names it.
        ///     ConfigError: The whole does not work, such as plain `http` to another host.
        #[pyclass(frozen, module = "sendgrid_accounts")]
        pub(crate) struct $class {
            client: sendgrid_accounts::Client,
        }

        #[cfg(feature = "hooks")]
        impl $class {
            pub(crate) fn core(&self) -> &sendgrid_accounts::Client {
                &self.client
            }
        }

        #[pymethods]
        impl $class {
            #[new]
            #[pyo3(signature = (
                api_key=None, *, reseller=None, region=Text::of_str("global"), base_url=None, on_behalf_of=None,
                timeout=OrDefault::Default, attempt_timeout=OrDefault::Default,
                connect_timeout=OrDefault::Default, max_retries=OrDefault::Default,
                max_rate_limit_wait=OrDefault::Default, max_connections=OrDefault::Default,
                retry=None, limits=None, ca_bundle=None, proxy=None, trust_env=true,
                shared_rate_limiter=None, allow_insecure_transport=false
            ), text_signature = "(api_key=None, *, reseller=None, region='global', base_url=None, \
                on_behalf_of=None, timeout=60.0, attempt_timeout=15.0, connect_timeout=5.0, \
                max_retries=2, max_rate_limit_wait=120.0, max_connections=64, retry=None, limits=None, \
                ca_bundle=None, proxy=None, trust_env=True, shared_rate_limiter=None, \
                allow_insecure_transport=False)")]
            #[expect(clippy::too_many_arguments, reason = "the settings, by keyword")]
            fn new(
                py: Python<'_>,
                api_key: Option<Text>,
                reseller: Option<&Reseller>,
                region: Text,
                base_url: Option<Text>,
                on_behalf_of: Option<Text>,
                timeout: OrDefault<Seconds>,
                attempt_timeout: OrDefault<Seconds>,
                connect_timeout: OrDefault<Seconds>,
                max_retries: OrDefault<Count>,
                max_rate_limit_wait: OrDefault<Seconds>,
                max_connections: OrDefault<Count>,
                retry: Option<&Bound<'_, PyAny>>,
                limits: Option<&Bound<'_, PyAny>>,
                ca_bundle: Option<FilePath>,
                proxy: Option<Text>,
                trust_env: bool,
                shared_rate_limiter: Option<&SharedRateLimiter>,
                allow_insecure_transport: bool,
            ) -> PyResult<Self> {
                let region: Result<Region, _> = region.get(py, "region")?.parse();
                let mut builder = sendgrid_accounts::Client::builder()
                    .region(region.map_err(|error| to_python(py, &error))?)
                    .trust_env(trust_env)
                    .allow_insecure_transport(allow_insecure_transport);
                set_options!(py, builder, String::from; api_key, base_url, proxy);
                set_options!(py, builder, OnBehalfOf::Subuser; on_behalf_of);
                set_options!(
                    py, builder, Duration::from;
                    timeout, attempt_timeout, connect_timeout, max_rate_limit_wait
                );
                set_options!(py, builder, saturated; max_retries);
                set_options!(py, builder, clamped; max_connections);
                set_options!(py, builder, PathBuf::from; ca_bundle);
                if let Some(retry) = retry {
                    builder = set_retry(builder, retry)?;
                }
                if let Some(limits) = limits {
                    builder = set_limits(builder, limits)?;
                }
                if let Some(reseller) = reseller {
                    builder = builder.reseller(reseller.credential());
                }
                if let Some(shared) = shared_rate_limiter {
                    builder = builder.shared_rate_limiter(shared.core());
                }
                $prepare(py)?;
                Ok(Self { client: build(py, builder)? })
            }

            /// Makes a client from `SENDGRID_API_KEY`, or `SENDGRID_RESELLER_USERNAME` with
            /// `SENDGRID_RESELLER_PASSWORD`, or all of them, and, where set, `SENDGRID_REGION`.
            ///
            /// Raises:
            ///     InvalidInputError: A variable holds what cannot be sent; `field` names it.
            ///     ConfigError: There is no credential, or the region is neither `global` nor `eu`.
            #[staticmethod]
            fn from_env(py: Python<'_>) -> PyResult<Self> {
                let builder = ClientBuilder::default().from_env().map_err(|error| to_python(py, &error))?;
                $prepare(py)?;
                Ok(Self { client: build(py, builder)? })
            }

            /// The calls of the Users API; they raise `ConfigError` where the client has no API key.
            #[getter]
            fn user(&self) -> $user {
                $user(self.client.clone())
            }

            /// The calls of the resellers' customer API; they raise `ConfigError` where the client has no
            /// credential of a reseller.
            #[getter]
            fn customers(&self) -> $customers {
                $customers(self.client.clone())
            }

            /// Returns a client whose calls act for another account. It shares connections with this one,
            /// which stays as it is.
            ///
            /// Args:
            ///     subuser: The username of a subuser.
            ///     account_id: The number of a customer account, for reseller partners.
            ///
            /// Raises:
            ///     InvalidInputError: The name cannot stand in a header, or both are given.
            ///     TypeError: Neither is given.
            #[pyo3(signature = (subuser=None, *, account_id=None))]
            fn on_behalf_of(
                &self,
                py: Python<'_>,
                subuser: Option<Text>,
                account_id: Option<Text>,
            ) -> PyResult<Self> {
                let account = account(py, subuser, account_id)?;
                let client = self.client.on_behalf_of(&account).map_err(|error| to_python(py, &error))?;
                Ok(Self { client })
            }

            /// Returns a client whose calls have other limits. It shares connections and all else with
            /// this one, which stays as it is.
            ///
            /// Args:
            ///     timeout: Time limit of a whole call in seconds, with all its attempts and waits.
            ///     attempt_timeout: Time limit of one attempt in seconds.
            ///     max_retries: Maximum number of retries of one call, where it may be retried at all.
            ///     max_rate_limit_wait: Longest wait for a rate limit in seconds.
            ///     max_unknown_retries: Maximum number of retries of an idempotent change whose outcome is
            ///         unknown.
            ///     backoff: Longest wait in seconds before the first retry after a failure.
            ///     rate_limit_backoff: Longest wait in seconds after the first HTTP 429 without a time.
            ///     max_backoff: Upper bound of both kinds of waits as they double, in seconds.
            ///     max_response_bytes: Maximum size of a response about one account.
            ///     max_list_bytes: Maximum size of a list.
            ///
            /// Raises:
            ///     InvalidInputError: A limit is out of its bounds; `field` names it.
            #[pyo3(signature = (
                *, timeout=None, attempt_timeout=None, max_retries=None, max_rate_limit_wait=None,
                max_unknown_retries=None, backoff=None, rate_limit_backoff=None, max_backoff=None,
                max_response_bytes=None, max_list_bytes=None
            ))]
            #[expect(clippy::too_many_arguments, reason = "the limits, by keyword")]
            fn with_options(
                &self,
                py: Python<'_>,
                timeout: Option<Seconds>,
                attempt_timeout: Option<Seconds>,
                max_retries: Option<Count>,
                max_rate_limit_wait: Option<Seconds>,
                max_unknown_retries: Option<Count>,
                backoff: Option<Seconds>,
                rate_limit_backoff: Option<Seconds>,
                max_backoff: Option<Seconds>,
                max_response_bytes: Option<Count>,
                max_list_bytes: Option<Count>,
            ) -> PyResult<Self> {
                let options = optional_fields!(py, CallOptions {
                    timeout, attempt_timeout, max_rate_limit_wait, backoff, rate_limit_backoff, max_backoff,
                }
                    max_retries: optional(py, "max_retries", max_retries)?.map(saturated),
                    max_unknown_retries: optional(py, "max_unknown_retries", max_unknown_retries)?
                        .map(saturated),
                    max_response_bytes: optional(py, "max_response_bytes", max_response_bytes)?.map(clamped),
                    max_list_bytes: optional(py, "max_list_bytes", max_list_bytes)?.map(clamped)
                );
                let client = self.client.with_options(&options);
                Ok(Self { client: client.map_err(|error| to_python(py, &error))? })
            }

            /// What the servers have said of their rate limits, to calls of this client and of those
            /// that share its connections.
            #[getter]
            fn rate_limits(&self) -> RateLimits {
                self.client.rate_limits().into()
            }

            /// Refuses further calls and closes idle connections. Calls under way go on, later ones raise
            /// `ClosedError`. A client may be closed twice.
            fn close(&self) {
                self.client.close();
            }

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                representation(py, stringify!($class), &self.client)
            }

            fn __reduce__(&self) -> PyResult<()> {
                Err(PyTypeError::new_err(concat!(
                    "a ",
                    $name,
                    " holds a key and open connections and cannot be pickled or copied: make one where it \
                     is needed"
                )))
            }

            $($context)*
        }
    };
}

client! {
    /// Makes calls, and waits for them with the interpreter released.
    ///
    /// One client serves any number of threads; make one and keep it, since it keeps connections
    /// open.
    Client, "Client", User, Customers, prepare;

    fn __enter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, _exception: &Bound<'_, PyTuple>) {
        self.client.close();
    }
}

client! {
    /// Makes calls that are awaited: the same as those of `Client`.
    ///
    /// One client serves any number of tasks, loops and threads; make one and keep it, since it
    /// keeps connections open. Cancelling a task cancels its call and closes its connection.
    AsyncClient, "AsyncClient", AsyncUser, AsyncCustomers, prepare_awaited;

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
}
