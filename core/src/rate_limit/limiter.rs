//! The rate limiter: calls wait in it, first come, first served.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use tokio::sync::{Mutex as FifoMutex, watch};
use tokio::time::{Instant, timeout_at};

use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::http::rate_limit_headers::RateLimitObservation;
use crate::rate_limit::credential::Credential;
use crate::rate_limit::limits::RateLimit;
use crate::rate_limit::lockout::THRESHOLD;
use crate::rate_limit::scope::Scope;
use crate::rate_limit::waiting::{Wait, Waiting};
use crate::rate_limit::window::{Admission, Window};
use crate::retry::backoff::Backoff;

/// The rate limiter of one scope of a credential.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    scope: Scope,
    credential: Arc<Credential>,
    window: Mutex<Window>,
    /// Held by the call that is next; the others queue for it.
    queue: FifoMutex<()>,
    /// Notifies waiting calls that the window may have changed.
    changed: watch::Sender<()>,
}

/// The permit to send one attempt. Dropping it ends the attempt.
#[derive(Debug)]
pub(crate) struct Permit<'a> {
    limiter: &'a RateLimiter,
    /// Whether the attempt tries the credential after a lockout.
    is_probe: bool,
}

/// The decision on an attempt.
enum Decision<'a> {
    Granted(Permit<'a>),
    /// Wait until then; `None`: until another attempt ends.
    Wait(Option<Instant>),
}

impl RateLimiter {
    pub(crate) fn new(scope: Scope, credential: Arc<Credential>) -> Self {
        let (changed, _) = watch::channel(());
        Self { scope, credential, window: Mutex::default(), queue: FifoMutex::new(()), changed }
    }

    fn window(&self) -> MutexGuard<'_, Window> {
        self.window.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The server's last reported limit.
    pub(crate) fn limit(&self) -> Option<RateLimit> {
        self.window().limit().map(|reported| RateLimit::new(&self.scope, reported))
    }

    /// Whether a call would not be sent now.
    pub(crate) fn is_closed(&self, now: Instant) -> bool {
        self.window().opens_at(now).is_some()
            || self.credential.lockouts().is_locked(&self.scope.account, now)
    }

    /// Waits for a permit. `report` receives each wait. Fails as soon as the window is known to open
    /// after `deadline` or in more than `max_wait`, and during a lockout.
    pub(crate) async fn acquire(
        &self,
        deadline: Instant,
        max_wait: Duration,
        report: impl Fn(Wait) + Send,
    ) -> Result<Permit<'_>> {
        // The common case: no queue, and an open window.
        if let Ok(_guard) = self.queue.try_lock() {
            if let Decision::Granted(permit) = self.decide(Instant::now())? {
                return Ok(permit);
            }
        }
        let mut waiting = Waiting::start(Instant::now(), report);
        let permit = self.wait(deadline, max_wait, &mut waiting).await;
        waiting.end(Instant::now());
        permit
    }

    async fn wait<F: Fn(Wait) + Send>(
        &self,
        deadline: Instant,
        max_wait: Duration,
        waiting: &mut Waiting<F>,
    ) -> Result<Permit<'_>> {
        let mut changes = self.changed.subscribe();
        let mut lock = pin!(self.queue.lock());
        let _guard = loop {
            self.check_wait(deadline, max_wait)?;
            self.report_closure(waiting);
            let event = timeout_at(deadline, changes.changed());
            if let Some(guard) = lock_unless(lock.as_mut(), event).await {
                break guard;
            }
        };
        loop {
            changes.borrow_and_update();
            let until = match self.decide(Instant::now())? {
                Decision::Granted(permit) => return Ok(permit),
                Decision::Wait(until) => until.unwrap_or(deadline),
            };
            self.check_wait(deadline, max_wait)?;
            self.report_closure(waiting);
            let _ = timeout_at(until.min(deadline), changes.changed()).await;
        }
    }

    fn report_closure<F: Fn(Wait)>(&self, waiting: &mut Waiting<F>) {
        let now = Instant::now();
        let opens_at = self.window().opens_at(now);
        opens_at.inspect(|until| waiting.until(*until, now));
    }

    /// Grants an attempt, or tells when to ask again. Fails during a lockout.
    fn decide(&self, now: Instant) -> Result<Decision<'_>> {
        let account = &self.scope.account;
        let admitted = self.credential.lockouts().admit(account, now);
        let is_probe = admitted.map_err(|until| {
            let server_time = self.credential.server_time(SystemTime::now());
            lockout_error(until.saturating_duration_since(now), server_time, account.is_some())
        })?;
        let admission = self.window().try_admit(now);
        match admission {
            Admission::Granted => Ok(Decision::Granted(Permit { limiter: self, is_probe })),
            Admission::Wait(until) => {
                if is_probe {
                    self.credential.lockouts().end_probe(account);
                }
                Ok(Decision::Wait(until))
            }
        }
    }

    /// The error of a call that reached its deadline, if the window is closed.
    pub(crate) fn closed_error(&self) -> Option<Error> {
        let now = Instant::now();
        let window = self.window();
        let opens_at = window.opens_at(now)?;
        Some(exhausted_error(opens_at.saturating_duration_since(now), window.reset_at))
    }

    /// Fails if the window opens after `deadline` or in more than `max_wait`.
    pub(crate) fn check_wait(&self, deadline: Instant, max_wait: Duration) -> Result<()> {
        let now = Instant::now();
        let window = self.window();
        let opens_at = window.opens_at(now).unwrap_or(now);
        let wait = opens_at.saturating_duration_since(now);
        if wait <= max_wait && opens_at < deadline && now < deadline {
            return Ok(());
        }
        Err(exhausted_error(wait, window.reset_at))
    }
}

/// The guard of `lock`, or `None` if `event` completes first.
async fn lock_unless<L: Future>(mut lock: Pin<&mut L>, event: impl Future) -> Option<L::Output> {
    let mut event = pin!(event);
    poll_fn(|context| match lock.as_mut().poll(context) {
        Poll::Ready(guard) => Poll::Ready(Some(guard)),
        Poll::Pending => event.as_mut().poll(context).map(|_| None),
    })
    .await
}

impl Permit<'_> {
    /// Whether the attempt may still be sent: a response to another call may have closed the window,
    /// or begun a lockout.
    pub(crate) fn is_valid(&self) -> bool {
        let (now, RateLimiter { scope, credential, .. }) = (Instant::now(), self.limiter);
        self.limiter.window().may_proceed(now)
            && !credential.lockouts().is_locked(&scope.account, now)
    }

    /// The server's time at a local time, as far as it is known.
    pub(crate) fn server_time(&self, local_time: SystemTime) -> SystemTime {
        self.limiter.credential.server_time(local_time)
    }

    /// Records the response to the attempt.
    pub(crate) fn observe(&self, observation: &RateLimitObservation, backoff: Backoff) {
        let (now, RateLimiter { scope, credential, .. }) = (Instant::now(), self.limiter);
        credential.observe(&scope.account, observation, now);
        self.limiter.window().observe(observation, backoff, now, fastrand::f64());
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let RateLimiter { scope, credential, changed, .. } = self.limiter;
        if self.is_probe {
            credential.lockouts().end_probe(&scope.account);
        }
        self.limiter.window().release();
        if changed.receiver_count() > 0 {
            changed.send_replace(());
        }
    }
}

fn exhausted_error(wait: Duration, reset_at: Option<SystemTime>) -> Error {
    let message = "the call was not sent: its rate limit is exhausted, and the call cannot wait for \
                   the next window";
    let mut error = Error::new(ErrorKind::RateLimit, Outcome::NotSent, message);
    let fields = error.fields_mut();
    fields.status = Some(429);
    fields.retry_after = Some(wait).filter(|wait| !wait.is_zero());
    fields.reset_at = reset_at;
    error
}

/// The end of a lockout is not known while a probe is under way: `wait` is then zero.
fn lockout_error(wait: Duration, server_time: SystemTime, on_behalf_of: bool) -> Error {
    let account = if on_behalf_of { " for the account acted for" } else { "" };
    let message = format!(
        "the call was not sent: the server refused the credential{account} (HTTP 401) {THRESHOLD} \
         times in a row or more, and might lock the account if this went on; retry in {} s",
        wait.as_secs_f64().ceil().max(1.0)
    );
    let mut error = Error::new(ErrorKind::Authentication, Outcome::NotSent, message);
    let fields = error.fields_mut();
    fields.status = Some(401);
    fields.retry_after = Some(wait).filter(|wait| !wait.is_zero());
    fields.reset_at = fields.retry_after.and_then(|wait| server_time.checked_add(wait));
    error
}
