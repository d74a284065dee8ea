//! Handles of the core's objects.

use sendgrid_accounts::{ApiKeySecret, Client, SecretToken, SharedRateLimiter};

use crate::ffi::error::LostChange;
use crate::ffi::handles::Handle;

/// Rate limiter for several clients: their calls of the same operation of the same host with the
/// same credential, for the same account, wait in one queue. Freed by
/// sga_shared_rate_limiter_free().
pub struct sga_shared_rate_limiter {
    _handle: (),
}

impl Handle for sga_shared_rate_limiter {
    type Object = SharedRateLimiter;
    const NAME: &'static str = "shared_rate_limiter";
}

/// Makes calls. Any number of threads can use one client. Keep it between calls, since it keeps
/// connections open. Freed by sga_client_free().
pub struct sga_client {
    _handle: (),
}

impl Handle for sga_client {
    type Object = Client;
    const NAME: &'static str = "client";
}

/// A change with an unknown outcome; it belongs to its error.
pub struct sga_change {
    _handle: (),
}

impl Handle for sga_change {
    type Object = LostChange;
    const NAME: &'static str = "change";
}

/// A token of a created subuser; it belongs to its result.
pub struct sga_secret_token {
    _handle: (),
}

impl Handle for sga_secret_token {
    /// It ends with NUL.
    type Object = SecretToken;
    const NAME: &'static str = "token";
}

/// The secret of a created API key; it belongs to the created key.
pub struct sga_api_key_secret {
    _handle: (),
}

impl Handle for sga_api_key_secret {
    /// It ends with NUL.
    type Object = ApiKeySecret;
    const NAME: &'static str = "secret";
}
