//! Why a sandbox did not start.

use std::net::{IpAddr, SocketAddr};
use std::{error, fmt, io};

/// Why [`Sandbox::start`](crate::Sandbox::start) failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The host is not a loopback address.
    NotLoopback(IpAddr),
    /// The rate window has no length.
    EmptyWindow,
    /// The address could not be listened on.
    Bind {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The system gave no random bytes for the API key.
    Random(io::Error),
    /// The server's thread or its event loop could not be made.
    Thread(io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoopback(host) => {
                write!(out, "the sandbox listens on loopback addresses only, not on {host}")
            }
            Self::EmptyWindow => out.write_str("the rate window must last at least one second"),
            Self::Bind { address, source } => write!(out, "cannot listen on {address}: {source}"),
            Self::Random(source) => write!(out, "no random bytes for an API key: {source}"),
            Self::Thread(source) => write!(out, "cannot start the server thread: {source}"),
        }
    }
}

impl error::Error for StartError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::NotLoopback(_) | Self::EmptyWindow => None,
            Self::Bind { source, .. } | Self::Random(source) | Self::Thread(source) => Some(source),
        }
    }
}
