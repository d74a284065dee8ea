//! The state of a client in one process: HTTP client, retry budget and rate limiters.

use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Semaphore;

use crate::error::Result;
use crate::http::client::{HttpClient, HttpOptions};
use crate::operation::Api;
use crate::rate_limit::limiter::RateLimiter;
use crate::retry::budget::{RetryBudget, RetryCosts};

/// Shared by the clones of a client and the clients derived from it.
pub(crate) struct Connections {
    /// `None` after the client is closed.
    pub(crate) http: RwLock<Option<HttpClient>>,
    /// One permit for each connection that may be open.
    pub(crate) permits: Semaphore,
    pub(crate) retry_budget: RetryBudget,
    /// One for each API, by `SharedRateLimiter`.
    limiters: [Arc<RateLimiter>; 2],
}

impl Connections {
    pub(crate) fn new(
        options: &Arc<HttpOptions>,
        retry_costs: RetryCosts,
        limiters: [Arc<RateLimiter>; 2],
    ) -> Result<Self> {
        Ok(Self {
            http: RwLock::new(Some(HttpClient::new(options)?)),
            permits: Semaphore::new(options.max_connections),
            retry_budget: RetryBudget::new(retry_costs),
            limiters,
        })
    }

    pub(crate) fn limiter(&self, api: Api) -> &RateLimiter {
        let [users, customers] = &self.limiters;
        match api {
            Api::Users => users,
            Api::Customers => customers,
        }
    }

    pub(crate) fn close(&self) {
        self.http.write().unwrap_or_else(PoisonError::into_inner).take();
    }
}
