//! What a sandbox can be started with.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use crate::errors::ErrorBodies;
use crate::window::Window;

/// How a sandbox behaves; the default is a strict server on any free port.
///
/// ```
/// use sendgrid_accounts_sandbox::{Options, Window};
///
/// let tight = Options { window: Window { limit: 3, seconds: 3600 }, ..Options::default() };
/// assert_eq!(tight.port, 0);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The address to listen on. Only a loopback address is accepted.
    pub host: IpAddr,
    /// The port to listen on; 0 takes any free one.
    pub port: u16,
    /// Accept any credentials that are not empty, and make up an unknown `On-Behalf-Of` account.
    pub permissive: bool,
    /// How many requests each API key may make to each operation of the Users API, and each
    /// credential to the whole customers API, and per how many seconds.
    pub window: Window,
    /// How long each API request waits before it is looked at. A client that hangs up in the
    /// meantime has changed nothing.
    pub latency: Duration,
    /// Which documents' error bodies the customers API answers with.
    pub errors: ErrorBodies,
    /// How many made-up customers to start with, besides the two of the documents.
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
