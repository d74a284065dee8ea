//! The error type of [`Sandbox::start`](crate::Sandbox::start).

use std::net::{IpAddr, SocketAddr};
use std::{error, fmt, io};

use crate::seed::SeedError;

/// The reason why [`Sandbox::start`](crate::Sandbox::start) failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The host of the options is not a loopback address, and `allow_remote` is not set.
    NotLoopback(IpAddr),
    /// The rate window of the options has a length of 0 seconds.
    EmptyWindow,
    /// Another option has an invalid value.
    Invalid {
        /// The name of the field of the options.
        option: &'static str,
        /// The values that are possible, for example `must be at least 1`.
        reason: &'static str,
    },
    /// Listening on the address failed, for example because the port is in use.
    Bind {
        /// The address of the options.
        address: SocketAddr,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The seed of the options is refused.
    Seed(SeedError),
    /// Making the certificate for HTTPS failed, or writing that of its authority.
    Tls(Box<dyn error::Error + Send + Sync>),
    /// Reading random bytes for the API key, the control token or the password failed.
    Random(io::Error),
    /// Starting the server thread or its event loop failed.
    Thread(io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoopback(host) => {
                write!(
                    out,
                    "host must be a loopback address, not {host}; allow_remote (--allow-remote) \
                     permits other addresses"
                )
            }
            Self::EmptyWindow => out.write_str("the rate window must be at least one second long"),
            Self::Invalid { option, reason } => write!(out, "{option} {reason}"),
            Self::Bind { address, source } => write!(out, "cannot listen on {address}: {source}"),
            Self::Seed(source) => write!(out, "seed: {source}"),
            Self::Tls(source) => write!(out, "cannot make a certificate: {source}"),
            Self::Random(source) => {
                write!(out, "cannot generate an API key and a password: {source}")
            }
            Self::Thread(source) => write!(out, "cannot start the server thread: {source}"),
        }
    }
}

impl error::Error for StartError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::NotLoopback(_) | Self::EmptyWindow | Self::Invalid { .. } => None,
            Self::Seed(source) => Some(source),
            Self::Tls(source) => Some(&**source),
            Self::Bind { source, .. } | Self::Random(source) | Self::Thread(source) => Some(source),
        }
    }
}
