//! One declaration of both client classes, so that they stay the same.

/// Declares a client class: its docstring, name, call groups, imports and context manager.
macro_rules! client {
    (
        $(#[$class_doc:meta])*
        $class:ident, $user:ident, $customers:ident, $subusers:ident, $api_keys:ident, $scopes:ident,
        $prepare:path;
        $($context:tt)*
    ) => {
        $(#[$class_doc])*
        ///
        /// Creating a client opens no connection and reads no credentials from the environment.
        ///
        /// Args:
        ///     api_key: API key for both APIs. One that does not begin with `SG.` causes a `UserWarning`.
        ///     reseller: Dialect, format and, for old servers, username and password of the customer API;
        ///         default: `Reseller()`, which uses the API key.
        ///     region: Region of the servers, `"global"` or `"eu"`; default: global. Calls of `subusers` and
        ///         `customers` go to the global one, which serves the accounts of both.
        ///     base_url: URL of another server than the region's, such as a sandbox; `/v3` at its end is
        ///         dropped.
        ///     on_behalf_of: Subuser that every call acts for.
        ///     timeout: Time limit of a whole call in seconds, including all attempts and waits;
        ///         default: 60.
        ///     attempt_timeout: Time limit of one attempt in seconds; default: 15.
        ///     connect_timeout: Time limit of connecting in seconds: name lookup, TCP and TLS; default: 5.
        ///     max_retries: Maximum number of retries of one call; default: 2.
        ///     max_rate_limit_wait: Maximum wait for a rate limit in seconds; a call that would wait longer
        ///         fails at once; default: 120.
        ///     max_connections: Maximum number of connections, and so of concurrent calls; further calls
        ///         wait; default: 64.
        ///     retry: Backoff and retry budget; default: `Retry()`.
        ///     limits: Limits of responses and idle connections; default: `Limits()`.
        ///     ca_bundle: PEM file of the certificate authorities to trust; default: the machine's.
        ///     proxy: URL of a proxy for all calls: `http`, `https`, `socks5` or `socks5h`.
        ///     trust_env: Without a `proxy`, use the one of `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY`, with
        ///         the exceptions of `NO_PROXY` and of loopback addresses; default: true.
        ///     shared_rate_limiter: Shares rate limits with the other clients that have it; default: only
        ///         the views of this client share them.
        ///     allow_insecure_transport: Allow plain `http` to other machines, or by a proxy on one; default:
        ///         false.
        ///     empty: Meaning of an empty string in an update: `"clear"` clears the field, `"ignore"` keeps
        ///         it; default: clear.
        ///
        /// Raises:
        ///     TypeError: An argument has the wrong type.
        ///     InvalidInputError: An argument is refused; `field` names it.
        ///     ConfigError: There is no credential, the options do not work together, such as plain
        ///         `http` to another host, or the CA bundle cannot be read.
        #[pyclass(frozen, module = "sendgrid_accounts")]
        pub(crate) struct $class {
            client: Caller,
        }

        #[cfg(feature = "hooks")]
        impl $class {
            pub(crate) fn core(&self) -> &Caller {
                &self.client
            }
        }

        #[pymethods]
        impl $class {
            #[new]
            #[pyo3(signature = (
                api_key=None, *, reseller=None, region=Str::literal("global"), base_url=None,
                on_behalf_of=None, timeout=Seconds::literal(Duration::from_secs(60)),
                attempt_timeout=Seconds::literal(Duration::from_secs(15)),
                connect_timeout=Seconds::literal(Duration::from_secs(5)), max_retries=Count::literal(2u32),
                max_rate_limit_wait=Seconds::literal(Duration::from_secs(120)),
                max_connections=Count::literal(64usize), retry=None, limits=None, ca_bundle=None,
                proxy=None, trust_env=true, shared_rate_limiter=None, allow_insecure_transport=false,
                empty=EmptyArgument::literal(Empty::Clear)
            ), text_signature = "(api_key=None, *, reseller=None, region='global', base_url=None, \
                on_behalf_of=None, timeout=60.0, attempt_timeout=15.0, connect_timeout=5.0, \
                max_retries=2, max_rate_limit_wait=120.0, max_connections=64, retry=None, limits=None, \
                ca_bundle=None, proxy=None, trust_env=True, shared_rate_limiter=None, \
                allow_insecure_transport=False, empty='clear')")]
            #[expect(clippy::too_many_arguments, reason = "the options, by keyword")]
            fn new(
                py: Python<'_>, api_key: Option<Str>, reseller: Option<&Reseller>, region: Str,
                base_url: Option<Str>, on_behalf_of: Option<Str>, timeout: Seconds,
                attempt_timeout: Seconds, connect_timeout: Seconds, max_retries: Count<u32>,
                max_rate_limit_wait: Seconds, max_connections: Count<usize>,
                retry: Option<&Bound<'_, PyAny>>, limits: Option<&Bound<'_, PyAny>>,
                ca_bundle: Option<FilePath>, proxy: Option<Str>, trust_env: bool,
                shared_rate_limiter: Option<&SharedRateLimiter>, allow_insecure_transport: bool,
                empty: EmptyArgument,
            ) -> PyResult<Self> {
                let options = ClientOptions {
                    api_key, reseller, region: Some(region), base_url, on_behalf_of, timeout, attempt_timeout,
                    connect_timeout, max_retries, max_rate_limit_wait, max_connections, retry, limits,
                    ca_bundle, proxy, trust_env, shared_rate_limiter, allow_insecure_transport, empty,
                };
                $prepare(py)?;
                Ok(Self { client: build(py, options.builder(py)?)?.into() })
            }

            /// Creates a client from environment variables; arguments win. An empty or blank variable is unset.
            ///
            /// Args:
            ///     api_key: API key for both APIs; default: `SENDGRID_API_KEY`.
            ///     reseller: Dialect, format and credential of the customer API; default: for old servers
            ///         `SENDGRID_RESELLER_USERNAME` and `SENDGRID_RESELLER_PASSWORD`, else `Reseller()`.
            ///     region: Region of the servers; default: `SENDGRID_REGION`, or global.
            ///     base_url: URL of another server, such as a sandbox; default: `SENDGRID_BASE_URL`, or that of
            ///         the region.
            ///     on_behalf_of: Subuser that every call acts for; default: `SENDGRID_ON_BEHALF_OF`, which may also
            ///         be `account-id` and the number of a customer account.
            ///     timeout: As for the client.
            ///     attempt_timeout: As for the client.
            ///     connect_timeout: As for the client.
            ///     max_retries: As for the client.
            ///     max_rate_limit_wait: As for the client.
            ///     max_connections: As for the client.
            ///     retry: As for the client.
            ///     limits: As for the client.
            ///     ca_bundle: As for the client.
            ///     proxy: As for the client.
            ///     trust_env: As for the client.
            ///     shared_rate_limiter: As for the client.
            ///     allow_insecure_transport: As for the client.
            ///     empty: As for the client.
            ///
            /// Raises:
            ///     TypeError: An argument has the wrong type.
            ///     InvalidInputError: An argument or a variable is refused; `field` names it.
            ///     ConfigError: As for the client; or the region is neither `global` nor `eu`, or only one of
            ///         username and password is set.
            #[staticmethod]
            #[pyo3(signature = (
                *, api_key=None, reseller=None, region=None, base_url=None, on_behalf_of=None,
                timeout=Seconds::literal(Duration::from_secs(60)),
                attempt_timeout=Seconds::literal(Duration::from_secs(15)),
                connect_timeout=Seconds::literal(Duration::from_secs(5)), max_retries=Count::literal(2u32),
                max_rate_limit_wait=Seconds::literal(Duration::from_secs(120)),
                max_connections=Count::literal(64usize), retry=None, limits=None, ca_bundle=None,
                proxy=None, trust_env=true, shared_rate_limiter=None, allow_insecure_transport=false,
                empty=EmptyArgument::literal(Empty::Clear)
            ), text_signature = "(*, api_key=None, reseller=None, region=None, base_url=None, \
                on_behalf_of=None, timeout=60.0, attempt_timeout=15.0, connect_timeout=5.0, \
                max_retries=2, max_rate_limit_wait=120.0, max_connections=64, retry=None, limits=None, \
                ca_bundle=None, proxy=None, trust_env=True, shared_rate_limiter=None, \
                allow_insecure_transport=False, empty='clear')")]
            #[expect(clippy::too_many_arguments, reason = "the options, by keyword")]
            fn from_env(
                py: Python<'_>, api_key: Option<Str>, reseller: Option<&Reseller>, region: Option<Str>,
                base_url: Option<Str>, on_behalf_of: Option<Str>, timeout: Seconds,
                attempt_timeout: Seconds, connect_timeout: Seconds, max_retries: Count<u32>,
                max_rate_limit_wait: Seconds, max_connections: Count<usize>,
                retry: Option<&Bound<'_, PyAny>>, limits: Option<&Bound<'_, PyAny>>,
                ca_bundle: Option<FilePath>, proxy: Option<Str>, trust_env: bool,
                shared_rate_limiter: Option<&SharedRateLimiter>, allow_insecure_transport: bool,
                empty: EmptyArgument,
            ) -> PyResult<Self> {
                let options = ClientOptions {
                    api_key, reseller, region, base_url, on_behalf_of, timeout, attempt_timeout,
                    connect_timeout, max_retries, max_rate_limit_wait, max_connections, retry, limits,
                    ca_bundle, proxy, trust_env, shared_rate_limiter, allow_insecure_transport, empty,
                };
                let builder = options.builder(py)?.from_env().map_err(|error| to_python(py, &error))?;
                $prepare(py)?;
                Ok(Self { client: build(py, builder)?.into() })
            }

            /// Calls of the Users API. They raise `ConfigError` if the client has no API key.
            #[getter]
            fn user(&self) -> $user {
                $user(self.client.clone())
            }

            /// Calls of the customer API.
            #[getter]
            fn customers(&self) -> $customers {
                $customers(self.client.clone())
            }

            /// Calls of the Subusers API. They raise `ConfigError` if the client has no API key, or acts for
            /// another account.
            #[getter]
            fn subusers(&self) -> $subusers {
                $subusers(self.client.clone())
            }

            /// Calls of the API keys API. They raise `ConfigError` if the client has no API key.
            #[getter]
            fn api_keys(&self) -> $api_keys {
                $api_keys(self.client.clone())
            }

            /// Calls of the scopes API. They raise `ConfigError` if the client has no API key.
            #[getter]
            fn scopes(&self) -> $scopes {
                $scopes(self.client.clone())
            }

            /// Returns a view whose calls act for another account. The view shares the connections of this
            /// client, which does not change.
            ///
            /// Args:
            ///     subuser: Username of a subuser.
            ///     account_id: Number of a customer account, for reseller partners.
            ///
            /// Raises:
            ///     InvalidInputError: The name is not a valid header value, or both arguments are present.
            ///     TypeError: Both arguments are missing, or one has the wrong type.
            #[pyo3(signature = (subuser=None, *, account_id=None))]
            fn on_behalf_of(
                &self,
                py: Python<'_>,
                subuser: Option<Str>,
                account_id: Option<Str>,
            ) -> PyResult<Self> {
                let account = account(py, subuser, account_id)?;
                let client = self.client.on_behalf_of(&account).map_err(|error| to_python(py, &error))?;
                Ok(Self { client: client.into() })
            }

            /// Returns a client with other options for its calls. It shares connections, rate limits and
            /// the retry budget with this client, which does not change. `None` keeps a value.
            ///
            /// Args:
            ///     timeout: Time limit of a whole call in seconds, including all attempts and waits.
            ///     attempt_timeout: Time limit of one attempt in seconds.
            ///     max_retries: Maximum number of retries of one call.
            ///     max_rate_limit_wait: Maximum wait for a rate limit in seconds.
            ///     max_unknown_retries: Maximum number of retries of an idempotent change whose outcome is
            ///         unknown.
            ///     backoff: Maximum wait in seconds before the first retry after a failure.
            ///     rate_limit_backoff: Maximum wait in seconds after the first HTTP 429 without a time.
            ///     max_backoff: Upper bound of both backoffs, in seconds.
            ///     max_response_bytes: Maximum size of a response body other than a list, in bytes.
            ///     max_list_bytes: Maximum size of the response body of a list, in bytes.
            ///     empty: Meaning of an empty string in an update, `"clear"` or `"ignore"`.
            ///
            /// Raises:
            ///     TypeError: An argument has the wrong type.
            ///     InvalidInputError: A value is out of bounds; `field` names it.
            #[pyo3(signature = (
                *, timeout=None, attempt_timeout=None, max_retries=None, max_rate_limit_wait=None,
                max_unknown_retries=None, backoff=None, rate_limit_backoff=None, max_backoff=None,
                max_response_bytes=None, max_list_bytes=None, empty=None
            ))]
            #[expect(clippy::too_many_arguments, reason = "the options, by keyword")]
            fn with_options(
                &self, py: Python<'_>, timeout: Option<Seconds>, attempt_timeout: Option<Seconds>,
                max_retries: Option<Count<u32>>, max_rate_limit_wait: Option<Seconds>,
                max_unknown_retries: Option<Count<u32>>, backoff: Option<Seconds>,
                rate_limit_backoff: Option<Seconds>, max_backoff: Option<Seconds>,
                max_response_bytes: Option<Count<usize>>, max_list_bytes: Option<Count<usize>>,
                empty: Option<EmptyArgument>,
            ) -> PyResult<Self> {
                let options: PyResult<_> = from_arguments!(py, CallOptions {
                    timeout, attempt_timeout, max_retries, max_unknown_retries, max_rate_limit_wait,
                    backoff, rate_limit_backoff, max_backoff, max_response_bytes, max_list_bytes, empty,
                });
                let client = self.client.with_options(&options?);
                Ok(Self { client: client.map_err(|error| to_python(py, &error))?.into() })
            }

            /// Calls whose results come with their responses: `client.with_raw_response.user.get_profile()`
            /// returns a `RawResponse` of the `Profile`, with status, headers, identifier and rate limit.
            #[getter]
            fn with_raw_response<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                let client = Self { client: self.client.with_raw_response() };
                let class = concat!(stringify!($class), "WithRawResponse");
                py.import("sendgrid_accounts._raw_response")?.getattr(class)?.call1((client,))
            }

            /// Rate limits as the servers last reported them to this client, to its views and to clients that
            /// share its rate limiter, by operation and account. A limit is missing until a response reports
            /// it, and may be missing if it was not used for long, once there are 10,000.
            #[getter]
            fn rate_limits<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
                rate_limits(py, &self.client)
            }

            /// Refuses further calls and closes idle connections. Running calls continue; later calls raise
            /// `ClosedError`. Closing a client twice is a no-op.
            fn close(&self) {
                self.client.close();
            }

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                representation(py, stringify!($class), &self.client)
            }

            fn __reduce__(&self) -> PyResult<()> {
                Err(PyTypeError::new_err(concat!(
                    stringify!($class),
                    " holds a key and open connections and cannot be pickled or copied: create one where \
                     it is needed"
                )))
            }

            $($context)*
        }
    };
}

pub(super) use client;
