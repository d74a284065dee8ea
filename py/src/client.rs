//! `sendgrid_accounts.Client` and `sendgrid_accounts.AsyncClient`, from one declaration.

use std::path::PathBuf;
use std::time::Duration;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use sendgrid_accounts::{CallOptions, ClientBuilder, OnBehalfOf, Region};

use crate::arguments::{Count, FilePath, OrUsual, Seconds, Text, given, given_fields};
use crate::asyncio::{prepare as prepare_awaited, ready_coroutine};
use crate::customers::{AsyncCustomers, Customers};
use crate::errors::{prepare, to_python};
use crate::options::{account, build, clamped, saturated, set_given, shown};
use crate::rate_limit::{RateLimits, Throttle};
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
        ///     timeout: Limit of a whole call in seconds, with all its attempts and waits;
        ///         default: 60.
        ///     attempt_timeout: Limit of one attempt in seconds; default: 15.
        ///     connect_timeout: Limit of making a connection in seconds; default: 5.
        ///     max_attempts: Most attempts of one call, where it may be repeated at all; default: 3.
        ///     max_connections: Most calls at a time; further ones wait; default: 64.
        ///     longest_wait: Longest wait for a rate limit in seconds; a call that would have to wait
        ///         longer fails at once; default: 120.
        ///     max_unknown_attempts: Most attempts of a call that sets a state, where it is unknown what
        ///         became of the last one; default: 2, within ten seconds; with 1 none is repeated.
        ///     retry_quota: How much may be repeated while calls fail, in tokens: repeats take from it,
        ///         and successes give back; default: 500. With 0 nothing is repeated.
        ///     retry_cost: What a repeat after a failure takes from it, and gives back where the call
        ///         succeeds; default: 14.
        ///     throttle_retry_cost: The same of a repeat after a refusal for the rate; default: 5.
        ///     retry_gain: What a call that succeeds at once gives to it; default: 1.
        ///     backoff: Longest wait in seconds before the first repeat after a failure; it doubles with
        ///         each further one, and chance picks each wait between nothing and that; default: 0.05.
        ///     throttle_backoff: Longest wait in seconds after the first refusal for the rate that names
        ///         no time; it doubles with each further one in a row, and chance picks each wait
        ///         between half of that and all; default: 1.
        ///     longest_backoff: What both double up to, in seconds; default: 20.
        ///     idle_timeout: How long in seconds a connection is kept that nobody uses; default: 10.
        ///     largest_answer: Most bytes of an answer about one account; a larger one is refused;
        ///         default: 256 KiB.
        ///     largest_list: Most bytes of a list; a larger one is refused; default: 256 MiB.
        ///     most_headers: Most headers of an answer; one with more is refused; default: 100.
        ///     throttle: Shares what is known of rate limits with the other clients that have it; default:
        ///         with the views of this one only.
        ///     ca_bundle: A PEM file of the certificate authorities to trust instead of the machine's.
        ///     proxy: The URL of a proxy for all calls: `http`, `https`, `socks5` or `socks5h`.
        ///     trust_env: Without a `proxy`, use that of `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY`, with
        ///         the exceptions of `NO_PROXY`. This machine is never reached by a proxy of these.
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
                timeout=OrUsual::Usual, attempt_timeout=OrUsual::Usual, connect_timeout=OrUsual::Usual,
                max_attempts=OrUsual::Usual, max_connections=OrUsual::Usual, longest_wait=OrUsual::Usual,
                max_unknown_attempts=OrUsual::Usual, retry_quota=OrUsual::Usual,
                retry_cost=OrUsual::Usual, throttle_retry_cost=OrUsual::Usual, retry_gain=OrUsual::Usual,
                backoff=OrUsual::Usual, throttle_backoff=OrUsual::Usual, longest_backoff=OrUsual::Usual,
                idle_timeout=OrUsual::Usual, largest_answer=OrUsual::Usual, largest_list=OrUsual::Usual,
                most_headers=OrUsual::Usual, throttle=None,
                ca_bundle: "str | os.PathLike[str] | None"=None, proxy=None, trust_env=true,
                allow_insecure_transport=false
            ))]
            #[expect(clippy::too_many_arguments, reason = "the settings, by keyword")]
            fn new(
                py: Python<'_>,
                api_key: Option<Text>,
                reseller: Option<&Reseller>,
                region: Text,
                base_url: Option<Text>,
                on_behalf_of: Option<Text>,
                timeout: OrUsual<Seconds>,
                attempt_timeout: OrUsual<Seconds>,
                connect_timeout: OrUsual<Seconds>,
                max_attempts: OrUsual<Count>,
                max_connections: OrUsual<Count>,
                longest_wait: OrUsual<Seconds>,
                max_unknown_attempts: OrUsual<Count>,
                retry_quota: OrUsual<Count>,
                retry_cost: OrUsual<Count>,
                throttle_retry_cost: OrUsual<Count>,
                retry_gain: OrUsual<Count>,
                backoff: OrUsual<Seconds>,
                throttle_backoff: OrUsual<Seconds>,
                longest_backoff: OrUsual<Seconds>,
                idle_timeout: OrUsual<Seconds>,
                largest_answer: OrUsual<Count>,
                largest_list: OrUsual<Count>,
                most_headers: OrUsual<Count>,
                throttle: Option<&Throttle>,
                ca_bundle: Option<FilePath>,
                proxy: Option<Text>,
                trust_env: bool,
                allow_insecure_transport: bool,
            ) -> PyResult<Self> {
                let region: Result<Region, _> = region.get(py, "region")?.parse();
                let mut builder = sendgrid_accounts::Client::builder()
                    .region(region.map_err(|error| to_python(py, &error))?)
                    .trust_env(trust_env)
                    .allow_insecure_transport(allow_insecure_transport);
                set_given!(py, builder, String::from; api_key, base_url, proxy);
                set_given!(py, builder, OnBehalfOf::Subuser; on_behalf_of);
                set_given!(
                    py, builder, Duration::from;
                    timeout, attempt_timeout, connect_timeout, longest_wait, backoff, throttle_backoff,
                    longest_backoff, idle_timeout
                );
                set_given!(
                    py, builder, clamped;
                    max_attempts, max_unknown_attempts, max_connections, retry_cost, throttle_retry_cost,
                    retry_gain, largest_answer, largest_list, most_headers
                );
                set_given!(py, builder, saturated; retry_quota);
                set_given!(py, builder, PathBuf::from; ca_bundle);
                if let Some(reseller) = reseller {
                    builder = builder.reseller(reseller.credential());
                }
                if let Some(throttle) = throttle {
                    builder = builder.throttle(throttle.core());
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
            ///     timeout: Limit of a whole call in seconds, with all its attempts and waits.
            ///     attempt_timeout: Limit of one attempt in seconds.
            ///     max_attempts: Most attempts of one call, where it may be repeated at all.
            ///     max_unknown_attempts: Most attempts of a call that sets a state, where it is unknown
            ///         what became of the last one; with 1 none is repeated.
            ///     longest_wait: Longest wait for a rate limit in seconds.
            ///     backoff: Longest wait in seconds before the first repeat after a failure.
            ///     throttle_backoff: Longest wait in seconds after the first refusal for the rate that
            ///         names no time.
            ///     longest_backoff: What both double up to, in seconds.
            ///     largest_answer: Most bytes of an answer about one account.
            ///     largest_list: Most bytes of a list.
            ///
            /// Raises:
            ///     InvalidInputError: A limit is out of its bounds; `field` names it.
            #[pyo3(signature = (
                *, timeout=None, attempt_timeout=None, max_attempts=None, max_unknown_attempts=None,
                longest_wait=None, backoff=None,
                throttle_backoff=None, longest_backoff=None, largest_answer=None, largest_list=None
            ))]
            #[expect(clippy::too_many_arguments, reason = "the limits, by keyword")]
            fn with_options(
                &self,
                py: Python<'_>,
                timeout: Option<Seconds>,
                attempt_timeout: Option<Seconds>,
                max_attempts: Option<Count>,
                max_unknown_attempts: Option<Count>,
                longest_wait: Option<Seconds>,
                backoff: Option<Seconds>,
                throttle_backoff: Option<Seconds>,
                longest_backoff: Option<Seconds>,
                largest_answer: Option<Count>,
                largest_list: Option<Count>,
            ) -> PyResult<Self> {
                let options = given_fields!(py, CallOptions {
                    timeout, attempt_timeout, longest_wait, backoff, throttle_backoff, longest_backoff,
                }
                    max_attempts: given(py, "max_attempts", max_attempts)?.map(clamped),
                    max_unknown_attempts: given(py, "max_unknown_attempts", max_unknown_attempts)?
                        .map(clamped),
                    largest_answer: given(py, "largest_answer", largest_answer)?.map(clamped),
                    largest_list: given(py, "largest_list", largest_list)?.map(clamped)
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
                shown(py, stringify!($class), &self.client)
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
