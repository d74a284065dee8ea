//! Which limiters the calls of a client pass, and how clients share them.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use ring::digest::{Context, SHA256};
use url::Url;

use crate::fork::PerProcess;
use crate::operation::Api;
use crate::rate_limit::limiter::RateLimiter;

/// Lets clients share what they know of rate limits: those that are built with clones of one
/// [`SharedRateLimiter`] and call the same API of the same host with the same credential pass one limiter. So a
/// program that makes a client for each job, or for each thread, waits as one with a single client
/// does. Without it, each client and its views have limiters of their own.
///
/// It knows credentials by a fingerprint only, and keeps a few hundred bytes for each as long as it
/// or a client with it lives. A process that is forked begins anew.
#[derive(Clone)]
pub struct SharedRateLimiter {
    limiters: Arc<PerProcess<Known>>,
}

type Known = Mutex<HashMap<LimiterKey, Arc<RateLimiter>>>;

impl SharedRateLimiter {
    /// Makes one that knows of no limit yet.
    pub fn new() -> Self {
        Self { limiters: Arc::new(PerProcess::new()) }
    }

    /// The limiter of this process for a passage.
    pub(crate) fn limiter(&self, passage: &LimiterKey) -> Arc<RateLimiter> {
        let known = self.limiters.get_or_try_init(|| Ok::<_, Infallible>(Known::default()), drop);
        let Ok(known) = known;
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(limiter) = known.get(passage) {
            return Arc::clone(limiter);
        }
        let limiter = Arc::new(RateLimiter::new());
        known.insert(passage.clone(), Arc::clone(&limiter));
        limiter
    }
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

/// What a server counts together: the calls of one credential to one API of one host.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct LimiterKey {
    api: Api,
    host: String,
    port: Option<u16>,
    credential: Fingerprint,
}

/// Tells credentials apart, and nobody what they are.
type Fingerprint = [u8; 8];

impl LimiterKey {
    /// The passage for a credential, given in its parts; without any where there is none.
    pub(crate) fn new(api: Api, server: &Url, credential: &[&str]) -> Self {
        Self {
            api,
            host: server.host_str().unwrap_or_default().to_owned(),
            port: server.port_or_known_default(),
            credential: fingerprint(credential),
        }
    }
}

fn fingerprint(credential: &[&str]) -> Fingerprint {
    let mut context = Context::new(&SHA256);
    for part in credential {
        context.update(part.as_bytes());
        // No part holds one: two credentials cannot be cut from the same text.
        context.update(b"\0");
    }
    let mut fingerprint = Fingerprint::default();
    fingerprint.iter_mut().zip(context.finish().as_ref()).for_each(|(to, from)| *to = *from);
    fingerprint
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(api: Api, server: &str, credential: &[&str]) -> LimiterKey {
        LimiterKey::new(api, &Url::parse(server).unwrap(), credential)
    }

    #[test]
    fn only_the_same_api_host_and_credential_share_a_gate() {
        let shared_rate_limiter = SharedRateLimiter::new();
        let limiter = |passage: LimiterKey| shared_rate_limiter.clone().limiter(&passage);
        let first = limiter(passage(Api::Users, "https://example.com/a", &["SG.key"]));
        let same = limiter(passage(Api::Users, "https://EXAMPLE.com:443/b", &["SG.key"]));
        assert!(Arc::ptr_eq(&first, &same));
        for other in [
            passage(Api::Customers, "https://example.com", &["SG.key"]),
            passage(Api::Users, "https://eu.example.com", &["SG.key"]),
            passage(Api::Users, "https://example.com:444", &["SG.key"]),
            passage(Api::Users, "https://example.com", &["SG.kez"]),
            passage(Api::Users, "https://example.com", &["SG.", "key"]),
            passage(Api::Users, "https://example.com", &[]),
        ] {
            assert!(!Arc::ptr_eq(&first, &limiter(other)));
        }
        let own = SharedRateLimiter::new().limiter(&passage(
            Api::Users,
            "https://example.com",
            &["SG.key"],
        ));
        assert!(!Arc::ptr_eq(&first, &own));
    }

    #[test]
    fn a_fingerprint_is_the_beginning_of_a_sha_256() {
        // printf 'user\0word\0' | sha256sum
        assert_eq!(
            fingerprint(&["user", "word"]),
            [0xea, 0xcd, 0x38, 0xff, 0x05, 0x5a, 0x84, 0xef]
        );
    }
}
