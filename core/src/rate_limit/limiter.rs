//! Where calls wait for their turn while the server has had enough: first come, first served.

use std::future::Future;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use tokio::sync::{Mutex as FifoMutex, watch};
use tokio::time::{Instant, sleep_until};

use crate::error::{Error, Result};
use crate::error::{ErrorKind, Outcome};
use crate::http::rate_limit_headers::{RateLimit, RateLimitObservation};
use crate::rate_limit::window::{Admission, Window};
use crate::retry::backoff::Backoff;

/// What all calls of one credential to one API pass through.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    window: Mutex<Window>,
    /// Whoever holds it is next; the others wait for it in their order.
    queue: FifoMutex<()>,
    /// Told of every change that those who wait may want to know.
    changed: watch::Sender<()>,
}

/// The right to send one attempt. Dropping it says that the attempt has ended.
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

    /// What the server has said of its limit.
    pub(crate) fn limit(&self) -> Option<RateLimit> {
        self.window().limit()
    }

    /// Waits for one's turn, unless it is known to come too late: beyond the deadline, or after a
    /// longer wait than the caller has the patience for.
    pub(crate) async fn acquire(&self, deadline: Instant, longest: Duration) -> Result<Permit<'_>> {
        // Nobody waits, and it is open: the usual case.
        if let Ok(_turn) = self.queue.try_lock() {
            if let Admission::Granted = self.window().enter(Instant::now()) {
                return Ok(Permit(self));
            }
        }
        let mut changes = self.changed.subscribe();
        let mut turn = pin!(self.queue.lock());
        let _turn = loop {
            self.check(deadline, longest)?;
            if let Some(turn) = first(&mut turn, changes.changed(), deadline).await {
                break turn;
            }
        };
        loop {
            changes.borrow_and_update();
            let now = Instant::now();
            let until = match self.window().enter(now) {
                Admission::Granted => return Ok(Permit(self)),
                Admission::LockedOut(until) => return Err(shut(until.duration_since(now))),
                Admission::Wait(until) => until.unwrap_or(deadline),
            };
            self.check(deadline, longest)?;
            let never = std::future::pending::<()>();
            first(pin!(never), changes.changed(), until.min(deadline)).await;
        }
    }

    /// The refusal of a call that has come too late, where that was for the rate.
    pub(crate) fn closed(&self) -> Option<Error> {
        let now = Instant::now();
        let window = self.window();
        let opens = window.opens(now)?;
        Some(closed(opens.duration_since(now), window.reset_at))
    }

    /// Refuses a call whose turn is known to come too late.
    pub(crate) fn check(&self, deadline: Instant, longest: Duration) -> Result<()> {
        let now = Instant::now();
        let window = self.window();
        let opens = window.opens(now).unwrap_or(now);
        if opens.duration_since(now) <= longest && opens < deadline && now < deadline {
            return Ok(());
        }
        Err(closed(opens.duration_since(now), window.reset_at))
    }
}

/// The result of the work, or none where something changed or the time came first.
async fn first<W: Future + Unpin>(
    work: W,
    change: impl Future,
    time: Instant,
) -> Option<W::Output> {
    let (mut work, mut change, mut time) = (pin!(work), pin!(change), pin!(sleep_until(time)));
    std::future::poll_fn(|context| {
        if let Poll::Ready(done) = work.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        let woken =
            change.as_mut().poll(context).is_ready() || time.as_mut().poll(context).is_ready();
        if woken { Poll::Ready(None) } else { Poll::Pending }
    })
    .await
}

impl Permit<'_> {
    /// Whether it is still worth something: others may have been refused meanwhile.
    pub(crate) fn is_open(&self) -> bool {
        self.0.window().stays_open(Instant::now())
    }

    /// What time it is at the server when it is that time here, as far as it has told.
    pub(crate) fn server_time(&self, ours: SystemTime) -> SystemTime {
        self.0.window().server_time(ours)
    }

    /// The attempt has its answer.
    pub(crate) fn observe(&self, seen: &RateLimitObservation, backoff: Backoff) {
        self.0.window().observe(seen, backoff, Instant::now(), fastrand::f64());
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.window().leave();
        if self.0.changed.receiver_count() > 0 {
            self.0.changed.send_replace(());
        }
    }
}

fn closed(wait: Duration, reset_at: Option<SystemTime>) -> Error {
    let message =
        "the server's rate limit is used up, and the call cannot wait for the next window";
    let mut error = Error::new(ErrorKind::RateLimit, Outcome::NotSent, message);
    let fields = error.fields_mut();
    fields.status = Some(429);
    fields.retry_after = Some(wait).filter(|wait| !wait.is_zero());
    fields.reset_at = reset_at;
    error
}

fn shut(wait: Duration) -> Error {
    let message = format!(
        "the credential was refused several times in a row: no call is made for {} s, so that the \
         server does not lock the account",
        wait.as_secs().max(1)
    );
    let mut error = Error::new(ErrorKind::Authentication, Outcome::NotSent, message);
    error.fields_mut().status = Some(401);
    error
}
