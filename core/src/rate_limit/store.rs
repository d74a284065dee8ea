//! The rate limiters of a process, in bounded memory.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::time::Instant;

use crate::rate_limit::credential::Credential;
use crate::rate_limit::credential_key::CredentialKey;
use crate::rate_limit::limiter::RateLimiter;
use crate::rate_limit::limits::RateLimit;
use crate::rate_limit::scope::Scope;

/// Maximum number of rate limiters beyond those of calls in progress.
pub(crate) const MAX_LIMITERS: usize = 10_000;
/// Unused credentials are removed at the latest at this number.
const MAX_CREDENTIALS: usize = 1000;

/// The rate limiters, by the number of their credential and their scope.
#[derive(Debug)]
pub(crate) struct Store {
    limiters: HashMap<(u64, Scope), Entry>,
    credentials: HashMap<CredentialKey, Arc<Credential>>,
    /// Number of credentials so far.
    credential_count: u64,
    /// Number of uses so far, as a clock.
    uses: u64,
    /// The sizes at which unused entries are removed. They grow with the entries in use, so that the
    /// cost per insertion stays constant.
    limiters_full: usize,
    credentials_full: usize,
}

#[derive(Debug)]
struct Entry {
    limiter: Arc<RateLimiter>,
    last_used: u64,
}

impl Default for Store {
    fn default() -> Self {
        Self {
            limiters: HashMap::new(),
            credentials: HashMap::new(),
            credential_count: 0,
            uses: 0,
            limiters_full: MAX_LIMITERS,
            credentials_full: MAX_CREDENTIALS,
        }
    }
}

impl Store {
    /// The state of a credential. It is kept while a client or a rate limiter uses it.
    pub(crate) fn credential(&mut self, key: CredentialKey) -> Arc<Credential> {
        if let Some(credential) = self.credentials.get(&key) {
            return Arc::clone(credential);
        }
        if self.credentials.len() >= self.credentials_full {
            self.credentials.retain(|_, credential| Arc::strong_count(credential) > 1);
            self.credentials_full = MAX_CREDENTIALS.max(self.credentials.len().saturating_mul(2));
        }
        self.credential_count = self.credential_count.wrapping_add(1);
        let credential = Arc::new(Credential::new(self.credential_count));
        self.credentials.insert(key, Arc::clone(&credential));
        credential
    }

    /// The rate limiter of a scope of a credential.
    pub(crate) fn limiter(
        &mut self,
        credential: &Arc<Credential>,
        scope: Scope,
    ) -> Arc<RateLimiter> {
        self.uses = self.uses.wrapping_add(1);
        let key = (credential.number, scope);
        if let Some(entry) = self.limiters.get_mut(&key) {
            entry.last_used = self.uses;
            return Arc::clone(&entry.limiter);
        }
        if self.limiters.len() >= self.limiters_full {
            self.remove_idle_limiters(Instant::now());
        }
        let limiter = Arc::new(RateLimiter::new(key.1.clone(), Arc::clone(credential)));
        let entry = Entry { limiter: Arc::clone(&limiter), last_used: self.uses };
        self.limiters.insert(key, entry);
        limiter
    }

    /// The known limits of a credential.
    pub(crate) fn limits(&self, credential: &Credential) -> Vec<RateLimit> {
        let of_credential =
            self.limiters.iter().filter(|((number, _), _)| *number == credential.number);
        of_credential.filter_map(|(_, entry)| entry.limiter.limit()).collect()
    }

    /// Removes a quarter of the rate limiters, without those of calls in progress: open ones before
    /// closed ones, and those first that were used least recently. A removed closure costs one
    /// request, which the server rejects.
    fn remove_idle_limiters(&mut self, now: Instant) {
        let excess = self.limiters.len().saturating_sub(MAX_LIMITERS - MAX_LIMITERS / 4);
        let idle = self.limiters.iter().filter(|(_, entry)| Arc::strong_count(&entry.limiter) == 1);
        let mut idle: Vec<_> = idle
            .map(|(key, entry)| (entry.limiter.is_closed(now), entry.last_used, key.clone()))
            .collect();
        idle.sort_unstable_by_key(|(closed, last_used, _)| (*closed, *last_used));
        for (_, _, key) in idle.iter().take(excess) {
            self.limiters.remove(key);
        }
        self.limiters_full = MAX_LIMITERS.max(self.limiters.len().saturating_add(MAX_LIMITERS / 4));
    }
}

#[cfg(test)]
mod tests;
