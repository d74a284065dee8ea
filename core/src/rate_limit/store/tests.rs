//! The bounds of a store.

use std::collections::HashSet;
use std::time::Duration;

use http::HeaderValue;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tokio::runtime::Builder;
use url::Url;

use super::*;
use crate::error::{Error, ErrorKind};
use crate::http::rate_limit_headers::{RateLimitObservation, ReportedLimit};
use crate::operation::Api;
use crate::retry::backoff::Backoff;

const BACKOFF: Backoff = Backoff { first: Duration::from_secs(1), max: Duration::from_secs(1) };

fn credential(store: &mut Store, name: &str) -> Arc<Credential> {
    let server = Url::parse("https://example.com").unwrap();
    store.credential(CredentialKey::new(Api::V3, &server, &[name]))
}

fn scope(account: usize) -> Scope {
    let account = Some(HeaderValue::from_str(&format!("subuser-{account}")).unwrap());
    Scope { operation: "user.get_email".into(), account }
}

/// Makes a call with a limiter whose response has a status.
async fn call(limiter: &RateLimiter, status: u16) {
    let minute = Duration::from_secs(60);
    let permit = limiter.acquire(Instant::now() + minute, minute, |_| ()).await.unwrap();
    let limit = Some(ReportedLimit { limit: Some(7), remaining: None, reset_at: None });
    let retry_after = (status == 429).then_some(minute);
    let observation =
        RateLimitObservation { status, limit, retry_after, ..RateLimitObservation::default() };
    permit.observe(&observation, BACKOFF);
}

#[tokio::test]
async fn the_number_of_idle_limiters_is_bounded() {
    let mut store = Store::default();
    let credential = credential(&mut store, "SG.key");
    for account in 0..5 * MAX_LIMITERS {
        call(&store.limiter(&credential, scope(account)), 200).await;
        assert!(store.limiters.len() <= MAX_LIMITERS);
    }
    assert!(store.limiters.len() > MAX_LIMITERS / 2);
    assert_eq!(store.limits(&credential).len(), store.limiters.len());
}

#[tokio::test]
async fn closed_and_recent_limiters_and_those_in_use_are_kept() {
    let mut store = Store::default();
    let credential = credential(&mut store, "SG.key");
    let closed = scope(0);
    call(&store.limiter(&credential, closed.clone()), 429).await;
    let in_use = store.limiter(&credential, scope(1));
    for account in 2..MAX_LIMITERS {
        store.limiter(&credential, scope(account));
    }
    let old = store.limiter(&credential, scope(2));
    store.limiter(&credential, scope(MAX_LIMITERS));
    assert_eq!(store.limiters.len(), MAX_LIMITERS - MAX_LIMITERS / 4 + 1);
    assert!(store.limiter(&credential, closed).is_closed(Instant::now()));
    assert!(Arc::ptr_eq(&in_use, &store.limiter(&credential, scope(1))));
    assert!(Arc::ptr_eq(&old, &store.limiter(&credential, scope(2))), "used recently");
    assert!(!store.limiters.contains_key(&(credential.number, scope(3))), "used least recently");
}

#[test]
fn limiters_of_calls_in_progress_are_not_removed() {
    let mut store = Store::default();
    let credential = credential(&mut store, "SG.key");
    let count = 2 * MAX_LIMITERS;
    let in_use: Vec<_> = (0..count).map(|n| store.limiter(&credential, scope(n))).collect();
    assert_eq!(store.limiters.len(), count);
    for (account, limiter) in in_use.iter().enumerate() {
        assert!(Arc::ptr_eq(limiter, &store.limiter(&credential, scope(account))));
    }
    drop(in_use);
    for account in count..2 * count {
        store.limiter(&credential, scope(account));
    }
    assert!(store.limiters.len() <= MAX_LIMITERS, "{}", store.limiters.len());
}

#[test]
fn unused_credentials_are_removed() {
    let mut store = Store::default();
    let used = credential(&mut store, "SG.used");
    let with_limiter = credential(&mut store, "SG.with-limiter").number;
    let state = credential(&mut store, "SG.with-limiter");
    store.limiter(&state, scope(1));
    drop(state);
    for number in 0..10 * MAX_CREDENTIALS {
        credential(&mut store, &number.to_string());
        assert!(store.credentials.len() <= MAX_CREDENTIALS);
    }
    assert!(Arc::ptr_eq(&used, &credential(&mut store, "SG.used")));
    assert_eq!(credential(&mut store, "SG.with-limiter").number, with_limiter);
}

/// The state of every scope and account by a simple reference, without time: a 429 closes its scope;
/// three refusals in a row lock an account, unless the credential succeeds anywhere.
#[derive(Default)]
struct Reference {
    closed: HashSet<(usize, usize)>,
    refusals: HashMap<usize, u32>,
}

impl Reference {
    fn expected(&self, operation: usize, account: usize) -> Option<ErrorKind> {
        if self.refusals.get(&account).is_some_and(|count| *count >= 3) {
            return Some(ErrorKind::Authentication);
        }
        self.closed.contains(&(operation, account)).then_some(ErrorKind::RateLimit)
    }

    fn respond(&mut self, operation: usize, account: usize, status: u16) {
        match status {
            200 => self.refusals.clear(),
            401 => *self.refusals.entry(account).or_default() += 1,
            429 => drop(self.closed.insert((operation, account))),
            _ => drop(self.refusals.remove(&account)),
        }
    }
}

const OPERATIONS: [&str; 3] = ["user.get_email", "user.update_email", "user.get_username"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn responses_hold_back_calls_of_their_own_scope_or_account_alone(
        calls in vec((0..3_usize, 0..3_usize, select(vec![200_u16, 401, 401, 401, 404, 429])), 0..60),
    ) {
        let runtime = Builder::new_current_thread().enable_time().build().unwrap();
        let (mut store, mut reference) = (Store::default(), Reference::default());
        let credential = credential(&mut store, "SG.key");
        for (operation, account, status) in calls {
            let name = ["first", "second"].get(account).map(|name| HeaderValue::from_static(name));
            let scope = Scope { operation: OPERATIONS[operation].into(), account: name };
            let limiter = store.limiter(&credential, scope);
            let deadline = Instant::now() + Duration::from_secs(60);
            let max_wait = Duration::from_millis(1);
            let permit = runtime.block_on(limiter.acquire(deadline, max_wait, |_| ()));
            let held_back = permit.as_ref().err().map(Error::kind);
            prop_assert_eq!(held_back, reference.expected(operation, account));
            if let Ok(permit) = permit {
                let retry_after = (status == 429).then_some(Duration::from_secs(30));
                let success = status == 200;
                let observation =
                    RateLimitObservation { status, success, retry_after, ..Default::default() };
                permit.observe(&observation, BACKOFF);
                reference.respond(operation, account, status);
            }
        }
    }
}
