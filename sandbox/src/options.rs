//! The options of a sandbox.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

use axum::http::uri::Authority;
use tokio::sync::Semaphore;

use crate::error::StartError;
use crate::error_bodies::ErrorBodies;
use crate::seed::Seed;
use crate::window::Window;
use crate::{messages, secret};

/// The options of [`Sandbox::start`](crate::Sandbox::start). The default is a strict server on a
/// free port of 127.0.0.1.
///
/// ```
/// use sendgrid_accounts_sandbox::{Options, Window};
///
/// let tight = Options { window: Window { limit: 3, seconds: 3600 }, ..Options::default() };
/// assert_eq!(tight.port, 0);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Options {
    /// The address to listen on; a loopback address unless [`Self::allow_remote`] is set.
    pub host: IpAddr,
    /// The port to listen on; 0 selects a free port.
    pub port: u16,
    /// Allow a [`Self::host`] that other computers can reach, for example in a container. Everyone who
    /// can connect can then guess at credentials. The headers `Host`, `Origin` and `Sec-Fetch-Site` and
    /// the control token are checked as without it; besides loopback addresses and
    /// [`Self::allowed_hosts`], the header `Host` may have the address of this option.
    pub allow_remote: bool,
    /// Serve HTTPS instead of HTTP, with a certificate for `localhost`, the loopback addresses, the host
    /// and the allowed hosts. It is made at the start, by a certificate authority of its own, whose
    /// certificate is in the file [`Sandbox::ca_file`](crate::Sandbox::ca_file).
    pub tls: bool,
    /// The file for the certificate of the authority, in PEM, which replaces an existing one; by default
    /// a new temporary file, which the server removes when it stops. It requires [`Self::tls`].
    pub ca_file: Option<PathBuf>,
    /// A full access key of the parent; random by default. It has the form `SG.ID.SECRET`, of letters,
    /// digits, `-` and `_`, and at most 200 characters.
    pub api_key: Option<String>,
    /// Accept any non-empty API key and any non-empty username and password, and create the
    /// accounts that `On-Behalf-Of` names. Every program that can connect can then read and change
    /// all accounts, the parent included. Requests from web pages are refused as without it.
    pub permissive: bool,
    /// The password of the parent, with which a reseller authenticates in the customers API; random
    /// by default. It must be non-empty and without control characters.
    pub reseller_password: Option<String>,
    /// Names or addresses, without a port, that `Host` may have besides loopback addresses and
    /// `localhost`, for example that of a proxy in front of the sandbox.
    pub allowed_hosts: Vec<String>,
    /// The rate limit: under `/v3/` per API key and operation, in the customers API per
    /// credential.
    pub window: Window,
    /// The delay before each API request is processed. If the client disconnects during the delay,
    /// the request has no effect.
    pub latency: Duration,
    /// The edition of the error bodies that the customers API sends.
    pub errors: ErrorBodies,
    /// The number of generated customers, in addition to the two of the documents.
    pub customers: usize,
    /// The number of generated subusers, in addition to the three of the documents.
    pub subusers: usize,
    /// Accounts and API keys that exist at the start and after each reset, beside or instead of those of
    /// the documents.
    pub seed: Option<Seed>,
    /// The maximum size of the journal in bytes; the oldest entries are dropped, but never the
    /// newest one.
    pub journal_bytes: usize,
    /// The maximum time in which the head of a request must arrive, from the start of the connection
    /// or from the previous response, and then its body, and in which a client must read a part of
    /// the response; at least a millisecond, at most a day. The server closes a connection that is
    /// idle for this time.
    pub request_timeout: Duration,
    /// The maximum number of open connections, at least 1. Further ones get status 503.
    pub max_connections: usize,
}

/// The minimum and the maximum of the request timeout.
const REQUEST_TIMEOUTS: std::ops::RangeInclusive<Duration> =
    Duration::from_millis(1)..=Duration::from_secs(24 * 60 * 60);

impl Options {
    /// Checks all options.
    pub(crate) fn check(&self) -> Result<(), StartError> {
        let invalid = |option, reason| Err(StartError::Invalid { option, reason });
        if !self.host.is_loopback() && !self.allow_remote {
            return Err(StartError::NotLoopback(self.host));
        }
        if self.window.seconds == 0 {
            return Err(StartError::EmptyWindow);
        }
        let password = self.reseller_password.as_deref();
        if password.is_some_and(|it| it.is_empty() || it.contains(char::is_control)) {
            return invalid("reseller_password", "must be non-empty, without control characters");
        }
        if !self.api_key.as_deref().is_none_or(secret::is_api_key) {
            return invalid("api_key", messages::API_KEY_OPTION);
        }
        if self.ca_file.is_some() && !self.tls {
            return invalid("ca_file", "requires tls");
        }
        if !self.allowed_hosts.iter().all(|host| is_host(host)) {
            return invalid("allowed_hosts", "must be host names or IP addresses, without a port");
        }
        if !REQUEST_TIMEOUTS.contains(&self.request_timeout) {
            return invalid("request_timeout", "must be from 1 millisecond to 1 day");
        }
        if !(1..=Semaphore::MAX_PERMITS).contains(&self.max_connections) {
            return invalid("max_connections", "must be at least 1 and a possible number");
        }
        Ok(())
    }

    /// The scheme of the server's URL.
    pub(crate) fn scheme(&self) -> &'static str {
        if self.tls { "https" } else { "http" }
    }
}

/// Whether this is the name or the address of a host without a port, as in `Host`.
fn is_host(name: &str) -> bool {
    name.parse::<Authority>().is_ok_and(|authority| authority.as_str() == authority.host())
}

impl fmt::Debug for Options {
    /// All options except the API key, the password and the accounts.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            host,
            port,
            allow_remote,
            tls,
            ca_file,
            api_key: _,
            permissive,
            reseller_password: _,
            allowed_hosts,
            window,
            latency,
            errors,
            customers,
            subusers,
            seed: _,
            journal_bytes,
            request_timeout,
            max_connections,
        } = self;
        out.debug_struct("Options")
            .field("host", host)
            .field("port", port)
            .field("allow_remote", allow_remote)
            .field("tls", tls)
            .field("ca_file", ca_file)
            .field("permissive", permissive)
            .field("allowed_hosts", allowed_hosts)
            .field("window", window)
            .field("latency", latency)
            .field("errors", errors)
            .field("customers", customers)
            .field("subusers", subusers)
            .field("journal_bytes", journal_bytes)
            .field("request_timeout", request_timeout)
            .field("max_connections", max_connections)
            .finish_non_exhaustive()
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            allow_remote: false,
            tls: false,
            ca_file: None,
            api_key: None,
            permissive: false,
            reseller_password: None,
            allowed_hosts: Vec::new(),
            window: Window::default(),
            latency: Duration::ZERO,
            errors: ErrorBodies::default(),
            customers: 0,
            subusers: 0,
            seed: None,
            journal_bytes: 256 * 1024 * 1024,
            request_timeout: Duration::from_secs(30),
            // Below 1024, the usual limit of file descriptors, beyond which no error is possible.
            max_connections: 1000,
        }
    }
}
