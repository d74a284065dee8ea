//! The state of a client in one process: HTTP client, retry budget and rate limiters.

use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Semaphore;

use crate::error::Result;
use crate::http::client::{HttpClient, HttpOptions};
use crate::operation::Api;
use crate::rate_limit::limiter::RateLimiter;
use crate::rate_limit::limits::RateLimit;
use crate::rate_limit::scope::Scope;
use crate::rate_limit::shared::CredentialLimiters;
use crate::retry::budget::{RetryBudget, RetryCosts};

/// Shared by the clones of a client and the clients derived from it.
pub(crate) struct Connections {
    /// `None` after the client is closed.
    pub(crate) http: RwLock<Option<HttpClient>>,
    /// One permit for each connection that may be open.
    pub(crate) permits: Semaphore,
    pub(crate) retry_budget: RetryBudget,
    /// Those of each API, by `SharedRateLimiter`.
    limiters: [CredentialLimiters; 2],
}

impl Connections {
    pub(crate) fn new(
        options: &Arc<HttpOptions>,
        retry_costs: RetryCosts,
        limiters: [CredentialLimiters; 2],
    ) -> Result<Self> {
        Ok(Self {
            http: RwLock::new(Some(HttpClient::new(options)?)),
            permits: Semaphore::new(options.max_connections),
            retry_budget: RetryBudget::new(retry_costs),
            limiters,
        })
    }

    /// The rate limiter of a scope at an API.
    pub(crate) fn limiter(&self, api: Api, scope: Scope) -> Arc<RateLimiter> {
        let [users, customers] = &self.limiters;
        let limiters = match api {
            Api::V3 => users,
            Api::Customers => customers,
        };
        limiters.limiter(scope)
    }

    /// The known rate limits, by operation and account.
    pub(crate) fn rate_limits(&self) -> Vec<RateLimit> {
        let mut limits: Vec<_> =
            self.limiters.iter().flat_map(CredentialLimiters::limits).collect();
        limits.sort_unstable_by(|a, b| {
            a.operation.cmp(&b.operation).then_with(|| a.on_behalf_of.cmp(&b.on_behalf_of))
        });
        limits
    }

    pub(crate) fn close(&self) {
        self.http.write().unwrap_or_else(PoisonError::into_inner).take();
    }
}
