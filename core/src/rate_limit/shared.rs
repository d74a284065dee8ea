//! Which gates the calls of a client pass, and how clients share them.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use ring::digest::{Context, SHA256};
use url::Url;

use crate::fork::PerProcess;
use crate::operation::Api;
use crate::rate_limit::limiter::Gate;

/// Lets clients share what they know of rate limits: those that are built with clones of one
/// [`Throttle`] and call the same API of the same host with the same credential pass one gate. So a
/// program that makes a client for each job, or for each thread, waits as one with a single client
/// does. Without it, each client and its views have gates of their own.
///
/// It knows credentials by a fingerprint only, and keeps a few hundred bytes for each as long as it
/// or a client with it lives. A process that is forked begins anew.
#[derive(Clone)]
pub struct Throttle {
    gates: Arc<PerProcess<Known>>,
}

type Known = Mutex<HashMap<Passage, Arc<Gate>>>;

impl Throttle {
    /// A throttle that knows of no limit yet.
    pub fn new() -> Self {
        Self { gates: Arc::new(PerProcess::new()) }
    }

    /// The gate of this process for a passage.
    pub(crate) fn gate(&self, passage: &Passage) -> Arc<Gate> {
        let known = self.gates.get_or_try_init(|| Ok::<_, Infallible>(Known::default()), drop);
        let Ok(known) = known;
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(gate) = known.get(passage) {
            return Arc::clone(gate);
        }
        let gate = Arc::new(Gate::new());
        known.insert(passage.clone(), Arc::clone(&gate));
        gate
    }
}

impl Default for Throttle {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Throttle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Throttle").finish_non_exhaustive()
    }
}

/// What a server counts together: the calls of one credential to one API of one host.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Passage {
    api: Api,
    host: String,
    port: Option<u16>,
    credential: Fingerprint,
}

/// Tells credentials apart, and nobody what they are.
type Fingerprint = [u8; 8];

impl Passage {
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

    fn passage(api: Api, server: &str, credential: &[&str]) -> Passage {
        Passage::new(api, &Url::parse(server).unwrap(), credential)
    }

    #[test]
    fn only_the_same_api_host_and_credential_share_a_gate() {
        let throttle = Throttle::new();
        let gate = |passage: Passage| throttle.clone().gate(&passage);
        let first = gate(passage(Api::Users, "https://example.com/a", &["SG.key"]));
        let same = gate(passage(Api::Users, "https://EXAMPLE.com:443/b", &["SG.key"]));
        assert!(Arc::ptr_eq(&first, &same));
        for other in [
            passage(Api::Customers, "https://example.com", &["SG.key"]),
            passage(Api::Users, "https://eu.example.com", &["SG.key"]),
            passage(Api::Users, "https://example.com:444", &["SG.key"]),
            passage(Api::Users, "https://example.com", &["SG.kez"]),
            passage(Api::Users, "https://example.com", &["SG.", "key"]),
            passage(Api::Users, "https://example.com", &[]),
        ] {
            assert!(!Arc::ptr_eq(&first, &gate(other)));
        }
        let own = Throttle::new().gate(&passage(Api::Users, "https://example.com", &["SG.key"]));
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
