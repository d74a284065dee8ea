//! What a client holds open in one process, and what it knows of its servers.

use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Semaphore;

use crate::error::Result;
use crate::http::client::{HttpClient, HttpOptions};
use crate::operation::Api;
use crate::rate_limit::limiter::RateLimiter;
use crate::retry::budget::{RetryBudget, RetryCosts};

/// Shared by all clones and views of a client.
pub(crate) struct Connections {
    /// Empty once the client is closed.
    pub(crate) http: RwLock<Option<HttpClient>>,
    pub(crate) free: Semaphore,
    pub(crate) retry_budget: RetryBudget,
    /// One for each API, and so for each credential; other clients may have the same.
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
            free: Semaphore::new(options.max_connections),
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
