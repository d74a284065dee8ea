//! The rate limiters of a process, by API, host and credential.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use ring::digest::{Context, SHA256};
use url::Url;

use crate::fork::PerProcess;
use crate::operation::Api;
use crate::rate_limit::limiter::RateLimiter;

/// Rate limiters that several clients share.
///
/// Clients built with clones of one [`SharedRateLimiter`] use the same limiter for the same API, host
/// and credential, so that a program with a client per job or per thread waits like a program with a
/// single client. Without it, a client shares its limiters only with its clones and the clients
/// derived from it.
///
/// It stores a fingerprint of each credential and a few hundred bytes of state, until it and all its
/// clients are dropped. A forked child starts with an empty one.
#[derive(Clone)]
pub struct SharedRateLimiter {
    limiters: Arc<PerProcess<Limiters>>,
}

type Limiters = Mutex<HashMap<LimiterKey, Arc<RateLimiter>>>;

impl SharedRateLimiter {
    /// A limiter without any state.
    pub fn new() -> Self {
        Self { limiters: Arc::new(PerProcess::new()) }
    }

    /// The limiter of a key in this process.
    pub(crate) fn limiter(&self, key: LimiterKey) -> Arc<RateLimiter> {
        let Ok(limiters) =
            self.limiters.get_or_try_init(|| Ok::<_, Infallible>(Limiters::default()), drop);
        let mut limiters = limiters.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(limiters.entry(key).or_insert_with(|| Arc::new(RateLimiter::new())))
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

/// The scope of a server's rate limit: one credential at one API of one host.
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct LimiterKey {
    api: Api,
    host: String,
    port: Option<u16>,
    credential: Fingerprint,
}

/// Distinguishes credentials without storing them.
type Fingerprint = [u8; 8];

impl LimiterKey {
    /// `credential` has the parts of the credential; none if the client has none for this API.
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
        // Parts contain no NUL: this separator keeps different credentials different.
        context.update(b"\0");
    }
    let mut fingerprint = Fingerprint::default();
    fingerprint.iter_mut().zip(context.finish().as_ref()).for_each(|(to, from)| *to = *from);
    fingerprint
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(api: Api, server: &str, credential: &[&str]) -> LimiterKey {
        LimiterKey::new(api, &Url::parse(server).unwrap(), credential)
    }

    #[test]
    fn only_the_same_api_host_and_credential_share_a_limiter() {
        let shared_rate_limiter = SharedRateLimiter::new();
        let limiter = |key| shared_rate_limiter.clone().limiter(key);
        let first = limiter(key(Api::Users, "https://example.com/a", &["SG.key"]));
        let same = limiter(key(Api::Users, "https://EXAMPLE.com:443/b", &["SG.key"]));
        assert!(Arc::ptr_eq(&first, &same));
        for other in [
            key(Api::Customers, "https://example.com", &["SG.key"]),
            key(Api::Users, "https://eu.example.com", &["SG.key"]),
            key(Api::Users, "https://example.com:444", &["SG.key"]),
            key(Api::Users, "https://example.com", &["SG.kez"]),
            key(Api::Users, "https://example.com", &["SG.", "key"]),
            key(Api::Users, "https://example.com", &[]),
        ] {
            assert!(!Arc::ptr_eq(&first, &limiter(other)));
        }
        let same_key = key(Api::Users, "https://example.com", &["SG.key"]);
        assert!(!Arc::ptr_eq(&first, &SharedRateLimiter::new().limiter(same_key)));
    }

    #[test]
    fn a_fingerprint_is_the_start_of_a_sha_256() {
        // printf 'user\0word\0' | sha256sum
        assert_eq!(
            fingerprint(&["user", "word"]),
            [0xea, 0xcd, 0x38, 0xff, 0x05, 0x5a, 0x84, 0xef]
        );
    }
}
