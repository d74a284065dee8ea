//! The options of a sandbox.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use crate::error_bodies::ErrorBodies;
use crate::window::Window;

/// The options of [`Sandbox::start`](crate::Sandbox::start). The default is a strict server on a
/// free port of 127.0.0.1.
///
/// ```
/// use sendgrid_accounts_sandbox::{Options, Window};
///
/// let tight = Options { window: Window { limit: 3, seconds: 3600 }, ..Options::default() };
/// assert_eq!(tight.port, 0);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The address to listen on; it must be a loopback address.
    pub host: IpAddr,
    /// The port to listen on; 0 selects a free port.
    pub port: u16,
    /// Accept any non-empty credentials, and create unknown `On-Behalf-Of` accounts.
    pub permissive: bool,
    /// The rate limit: in the Users API per API key and operation, in the customers API per
    /// credential.
    pub window: Window,
    /// The delay before each API request is processed. If the client disconnects during the delay,
    /// the request has no effect.
    pub latency: Duration,
    /// The edition of the error bodies that the customers API sends.
    pub errors: ErrorBodies,
    /// The number of generated customers, in addition to the two of the documents.
    pub customers: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            permissive: false,
            window: Window::default(),
            latency: Duration::ZERO,
            errors: ErrorBodies::default(),
            customers: 0,
        }
    }
}
