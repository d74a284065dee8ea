//! The state of a client in one process: HTTP client, retry budget and rate limiters.

use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Semaphore;

use crate::error::Result;
use crate::http::client::{HttpClient, HttpOptions};
use crate::operation::Destination;
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
    /// Those of each host, by `SharedRateLimiter`.
    limiters: [CredentialLimiters; 3],
}

impl Connections {
    pub(crate) fn new(
        options: &Arc<HttpOptions>,
        retry_costs: RetryCosts,
        limiters: [CredentialLimiters; 3],
    ) -> Result<Self> {
        Ok(Self {
            http: RwLock::new(Some(HttpClient::new(options)?)),
            permits: Semaphore::new(options.max_connections),
            retry_budget: RetryBudget::new(retry_costs),
            limiters,
        })
    }

    /// The rate limiter of a scope at a host.
    pub(crate) fn limiter(&self, destination: Destination, scope: Scope) -> Arc<RateLimiter> {
        let [of_region, global, customers] = &self.limiters;
        let limiters = match destination {
            Destination::OfRegion => of_region,
            Destination::Global => global,
            Destination::Customers => customers,
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
        // Two hosts may be one, whose limiters are the same.
        limits.dedup_by(|a, b| a.operation == b.operation && a.on_behalf_of == b.on_behalf_of);
        limits
    }

    pub(crate) fn close(&self) {
        self.http.write().unwrap_or_else(PoisonError::into_inner).take();
    }
}
