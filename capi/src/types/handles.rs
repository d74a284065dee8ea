//! Handles of the core's objects.

use std::ops::Deref;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sendgrid_accounts::{ApiKeySecret, Client, RawResponse, SecretToken, SharedRateLimiter};

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
    type Object = Caller;
    const NAME: &'static str = "client";
}

/// A response without its result.
pub(crate) type Head = RawResponse<()>;

/// A client, and the response of its last call, if it keeps responses.
pub(crate) struct Caller {
    client: Client,
    last: Option<Mutex<Option<Head>>>,
}

impl Caller {
    /// A client derived from this one, which keeps responses as this one does.
    pub(crate) fn derived(&self, client: Client) -> Self {
        Self { client, last: self.last.as_ref().map(|_| Mutex::default()) }
    }

    /// The same client, which keeps responses.
    pub(crate) fn keeping_responses(&self) -> Self {
        Self { client: self.client.clone(), last: Some(Mutex::default()) }
    }

    /// The response of the last call; `None` if the client keeps no responses.
    pub(crate) fn last_response(&self) -> Option<MutexGuard<'_, Option<Head>>> {
        self.last.as_ref().map(|last| last.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl From<Client> for Caller {
    fn from(client: Client) -> Self {
        Self { client, last: None }
    }
}

impl Deref for Caller {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
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

/// The secret of a created API key; it belongs to the created key or the result of a bulk job.
pub struct sga_api_key_secret {
    _handle: (),
}

impl Handle for sga_api_key_secret {
    /// It ends with NUL.
    type Object = ApiKeySecret;
    const NAME: &'static str = "secret";
}
