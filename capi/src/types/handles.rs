//! The handles of objects of the core.

use sendgrid_accounts::{Client, SharedRateLimiter};

use crate::ffi::error::LostChange;
use crate::ffi::handles::Handle;

/// Lets clients share what they know of rate limits: those that are made with the same one and call
/// the same API of the same host with the same credential wait as one. Freed by
/// sga_shared_rate_limiter_free().
pub struct sga_shared_rate_limiter {
    _handle: (),
}

impl Handle for sga_shared_rate_limiter {
    type Object = SharedRateLimiter;
    const NAME: &'static str = "shared_rate_limiter";
}

/// Makes calls. One client serves any number of threads; make one and keep it, since it keeps
/// connections open. Freed by sga_client_free().
pub struct sga_client {
    _handle: (),
}

impl Handle for sga_client {
    type Object = Client;
    const NAME: &'static str = "client";
}

/// A change whose outcome is unknown, as an error has it.
pub struct sga_change {
    _handle: (),
}

impl Handle for sga_change {
    type Object = LostChange;
    const NAME: &'static str = "change";
}
