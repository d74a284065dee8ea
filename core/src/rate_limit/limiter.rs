//! The rate limiter: calls wait in it, first come, first served.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use tokio::sync::{Mutex as FifoMutex, watch};
use tokio::time::{Instant, timeout_at};

use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::http::rate_limit_headers::{RateLimit, RateLimitObservation};
use crate::rate_limit::window::{Admission, Window};
use crate::retry::backoff::Backoff;

/// The rate limiter of one credential at one API.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    window: Mutex<Window>,
    /// Held by the call that is next; the others queue for it.
    queue: FifoMutex<()>,
    /// Notifies waiting calls that the window may have changed.
    changed: watch::Sender<()>,
}

/// The permit to send one attempt. Dropping it ends the attempt.
#[derive(Debug)]
pub(crate) struct Permit<'a>(&'a RateLimiter);

impl RateLimiter {
    pub(crate) fn new() -> Self {
        let (changed, _) = watch::channel(());
        Self { window: Mutex::default(), queue: FifoMutex::new(()), changed }
    }

    fn window(&self) -> MutexGuard<'_, Window> {
        self.window.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The server's last reported limit.
    pub(crate) fn limit(&self) -> Option<RateLimit> {
        self.window().limit()
    }

    /// Waits for a permit. Fails as soon as the window is known to open after `deadline` or in more
    /// than `max_wait`.
    pub(crate) async fn acquire(
        &self,
        deadline: Instant,
        max_wait: Duration,
    ) -> Result<Permit<'_>> {
        // The common case: no queue, and an open window.
        if let Ok(_guard) = self.queue.try_lock() {
            if let Admission::Granted = self.window().try_admit(Instant::now()) {
                return Ok(Permit(self));
            }
        }
        let mut changes = self.changed.subscribe();
        let mut lock = pin!(self.queue.lock());
        let _guard = loop {
            self.check_wait(deadline, max_wait)?;
            let event = timeout_at(deadline, changes.changed());
            if let Some(guard) = lock_unless(lock.as_mut(), event).await {
                break guard;
            }
        };
        loop {
            changes.borrow_and_update();
            let now = Instant::now();
            let until = match self.window().try_admit(now) {
                Admission::Granted => return Ok(Permit(self)),
                Admission::LockedOut(until) => return Err(lockout_error(until - now)),
                Admission::Wait(until) => until.unwrap_or(deadline),
            };
            self.check_wait(deadline, max_wait)?;
            let _ = timeout_at(until.min(deadline), changes.changed()).await;
        }
    }

    /// The error of a call that reached its deadline, if the window is closed.
    pub(crate) fn closed_error(&self) -> Option<Error> {
        let now = Instant::now();
        let window = self.window();
        let opens_at = window.opens_at(now)?;
        Some(exhausted_error(opens_at - now, window.reset_at))
    }

    /// Fails if the window opens after `deadline` or in more than `max_wait`.
    pub(crate) fn check_wait(&self, deadline: Instant, max_wait: Duration) -> Result<()> {
        let now = Instant::now();
        let window = self.window();
        let opens_at = window.opens_at(now).unwrap_or(now);
        if opens_at - now <= max_wait && opens_at < deadline && now < deadline {
            return Ok(());
        }
        Err(exhausted_error(opens_at - now, window.reset_at))
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
    /// Whether the attempt may still be sent: a response to another call may have closed the window.
    pub(crate) fn is_valid(&self) -> bool {
        self.0.window().may_proceed(Instant::now())
    }

    /// The server's time at a local time, as far as it is known.
    pub(crate) fn server_time(&self, local_time: SystemTime) -> SystemTime {
        self.0.window().server_time(local_time)
    }

    /// Records the response to the attempt.
    pub(crate) fn observe(&self, observation: &RateLimitObservation, backoff: Backoff) {
        self.0.window().observe(observation, backoff, Instant::now(), fastrand::f64());
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.window().release();
        if self.0.changed.receiver_count() > 0 {
            self.0.changed.send_replace(());
        }
    }
}

fn exhausted_error(wait: Duration, reset_at: Option<SystemTime>) -> Error {
    let message = "the server's rate limit is exhausted, and the call cannot wait for the next \
                   window";
    let mut error = Error::new(ErrorKind::RateLimit, Outcome::NotSent, message);
    let fields = error.fields_mut();
    fields.status = Some(429);
    fields.retry_after = Some(wait).filter(|wait| !wait.is_zero());
    fields.reset_at = reset_at;
    error
}

fn lockout_error(wait: Duration) -> Error {
    let message = format!(
        "the server rejected the credential several times in a row: no call is sent for {} s, so \
         that the server does not lock the account",
        wait.as_secs().max(1)
    );
    let mut error = Error::new(ErrorKind::Authentication, Outcome::NotSent, message);
    error.fields_mut().status = Some(401);
    error
}
