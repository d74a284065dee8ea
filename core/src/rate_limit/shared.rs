//! The rate limiters of a process, by API, host and credential.

use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::HeaderValue;

use crate::fork::PerProcess;
use crate::operation::OperationInfo;
use crate::rate_limit::credential::Credential;
use crate::rate_limit::credential_key::CredentialKey;
use crate::rate_limit::limiter::RateLimiter;
use crate::rate_limit::limits::RateLimit;
use crate::rate_limit::scope::Scope;
use crate::rate_limit::store::Store;

/// Rate limiters that several clients share.
///
/// Clients built with clones of one [`SharedRateLimiter`] use the same rate limiters for the same host
/// and credential, so that a program with a client per job or per thread waits like a program with a
/// single client. Without it, a client shares its rate limiters only with its clones and the clients
/// derived from it.
///
/// Each operation of the Users API has a rate limiter for each account acted for; the customer API has
/// one for all its operations. It stores a fingerprint of each credential, and a few hundred bytes for
/// each of at most 10,000 rate limiters; more only while more calls are in progress. The ones that
/// hold back no call and were used least recently are removed first. A forked child starts with an
/// empty one.
#[derive(Clone)]
pub struct SharedRateLimiter {
    stores: Arc<PerProcess<SharedStore>>,
}

type SharedStore = Arc<Mutex<Store>>;

impl SharedRateLimiter {
    /// A limiter without any state.
    pub fn new() -> Self {
        Self { stores: Arc::new(PerProcess::new()) }
    }

    /// The rate limiters of a credential in this process.
    pub(crate) fn limiters(&self, key: CredentialKey) -> CredentialLimiters {
        let Ok(store) =
            self.stores.get_or_try_init(|| Ok::<_, Infallible>(SharedStore::default()), drop);
        let credential = lock(store).credential(key);
        CredentialLimiters { store: Arc::clone(store), credential }
    }
}

/// The rate limiters of one credential at one API of one host.
#[derive(Debug)]
pub(crate) struct CredentialLimiters {
    store: SharedStore,
    credential: Arc<Credential>,
}

impl CredentialLimiters {
    /// The rate limiter of an operation for an account.
    pub(crate) fn limiter(
        &self,
        info: &OperationInfo,
        account: Option<&HeaderValue>,
    ) -> Arc<RateLimiter> {
        lock(&self.store).limiter(&self.credential, Scope::new(info, account))
    }

    /// The known limits, in no order.
    pub(crate) fn limits(&self) -> Vec<RateLimit> {
        lock(&self.store).limits(&self.credential)
    }
}

fn lock(store: &SharedStore) -> MutexGuard<'_, Store> {
    store.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Default for SharedRateLimiter {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for SharedRateLimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedRateLimiter").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::api::customers::ListCustomers;
    use crate::api::user::{GetEmail, GetUsername, UpdateEmail};
    use crate::operation::{Api, Operation};

    fn key(api: Api, server: &str, credential: &[&str]) -> CredentialKey {
        CredentialKey::new(api, &Url::parse(server).unwrap(), credential)
    }

    /// The rate limiter of an operation for the credential's own account.
    fn limiter(shared: &SharedRateLimiter, key: CredentialKey) -> Arc<RateLimiter> {
        shared.clone().limiters(key).limiter(&GetEmail::INFO, None)
    }

    #[test]
    fn only_the_same_api_host_and_credential_share_a_limiter() {
        let shared = SharedRateLimiter::new();
        let first = limiter(&shared, key(Api::V3, "https://example.com/a", &["SG.key"]));
        let same = limiter(&shared, key(Api::V3, "https://EXAMPLE.com:443/b", &["SG.key"]));
        assert!(Arc::ptr_eq(&first, &same));
        for other in [
            key(Api::Customers, "https://example.com", &["SG.key"]),
            key(Api::V3, "https://eu.example.com", &["SG.key"]),
            key(Api::V3, "https://example.com:444", &["SG.key"]),
            key(Api::V3, "https://example.com", &["SG.kez"]),
            key(Api::V3, "https://example.com", &["SG.", "key"]),
            key(Api::V3, "https://example.com", &[]),
        ] {
            assert!(!Arc::ptr_eq(&first, &limiter(&shared, other)));
        }
        let same_key = key(Api::V3, "https://example.com", &["SG.key"]);
        assert!(!Arc::ptr_eq(&first, &limiter(&SharedRateLimiter::new(), same_key)));
    }

    #[test]
    fn operations_of_the_users_api_have_a_limiter_for_each_account() {
        let shared = SharedRateLimiter::new();
        let limiters = shared.limiters(key(Api::V3, "https://example.com", &["SG.key"]));
        let [first, second] = ["first", "second"].map(HeaderValue::from_static);
        let email = limiters.limiter(&GetEmail::INFO, Some(&first));
        assert!(Arc::ptr_eq(&email, &limiters.limiter(&GetEmail::INFO, Some(&first.clone()))));
        for (info, account) in [
            (&GetEmail::INFO, None),
            (&GetEmail::INFO, Some(&second)),
            (&UpdateEmail::INFO, Some(&first)),
            (&GetUsername::INFO, Some(&first)),
        ] {
            assert!(!Arc::ptr_eq(&email, &limiters.limiter(info, account)), "{}", info.name);
        }
    }

    #[test]
    fn operations_of_the_customer_api_share_a_limiter() {
        let shared = SharedRateLimiter::new();
        let limiters =
            shared.limiters(key(Api::Customers, "https://example.com", &["user", "word"]));
        let list = limiters.limiter(&ListCustomers::INFO, None);
        let customers = crate::OPERATIONS.iter().filter(|info| info.api == Api::Customers);
        let limiters: Vec<_> = customers.map(|info| limiters.limiter(info, None)).collect();
        assert_eq!(limiters.len(), 12);
        assert!(limiters.iter().all(|limiter| Arc::ptr_eq(limiter, &list)));
    }
}
