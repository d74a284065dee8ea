//! The state of a rate limiter, by the server's responses. Pure: the time is an argument.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use crate::http::rate_limit_headers::{RateLimitObservation, ReportedLimit};
use crate::retry::backoff::Backoff;

/// Maximum jitter on the server's times, which are rounded to whole seconds.
const JITTER: Duration = Duration::from_secs(1);
/// The longest closure by one response. After it one call asks again: a server's time may be a mistake,
/// and must not stop a program for years.
const MAX_CLOSURE: Duration = Duration::from_secs(60 * 60);
/// The ramp ends beyond this number of concurrent requests.
const MAX_RAMP: u32 = 64;

/// The requests that a server allows in the scope of one rate limit.
#[derive(Debug, Default)]
pub(crate) struct Window {
    in_flight: u32,
    closed_until: Option<Instant>,
    /// End of the closure, by the server's clock.
    pub(crate) reset_at: Option<SystemTime>,
    consecutive_429: u32,
    /// Maximum number of concurrent requests while the limiter ramps up after a closure.
    ramp: Option<u32>,
    current: Option<ServerWindow>,
    limit: Option<ReportedLimit>,
}

/// The server's current window.
#[derive(Clone, Copy, Debug)]
struct ServerWindow {
    /// The lowest reported number: responses may arrive out of order.
    remaining: u64,
    /// End, by the server's clock.
    reset_at: SystemTime,
    /// End, by the local clock.
    until: Instant,
}

/// The decision on a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    /// The request counts as in flight.
    Granted,
    /// Wait until then; `None`: until another request ends.
    Wait(Option<Instant>),
}

impl Window {
    /// Admits a request, or returns the time to try again.
    pub(crate) fn try_admit(&mut self, now: Instant) -> Admission {
        if let Some(until) = self.opens_at(now) {
            return Admission::Wait(Some(until));
        }
        if self.closed_until.take().is_some() {
            self.ramp = Some(1);
        }
        if let Some(ended) = self.current.take_if(|window| window.until <= now) {
            // Nothing is known of the next window: a single request probes it.
            self.ramp = if ended.remaining == 0 { Some(1) } else { self.ramp };
        }
        // The server may not have counted the requests in flight yet.
        let remaining = self.current.map_or(u64::MAX, |window| window.remaining);
        if u64::from(self.in_flight) >= self.ramp.map_or(u64::MAX, u64::from).min(remaining) {
            return Admission::Wait(None);
        }
        self.in_flight = self.in_flight.saturating_add(1);
        Admission::Granted
    }

    /// The end of the closure; `None` if the window is open.
    pub(crate) fn opens_at(&self, now: Instant) -> Option<Instant> {
        let exhausted = self.current.filter(|window| window.remaining == 0);
        let exhausted_until = exhausted.map(|window| window.until);
        self.closed_until.into_iter().chain(exhausted_until).max().filter(|until| now < *until)
    }

    /// Whether an admitted request may still be sent. An exhausted window does not stop it: the last
    /// admitted request of a window has been counted.
    pub(crate) fn may_proceed(&self, now: Instant) -> bool {
        self.in_flight <= self.ramp.unwrap_or(u32::MAX)
            && self.closed_until.is_none_or(|until| until <= now)
    }

    /// Ends an admitted request, with or without a response.
    pub(crate) fn release(&mut self) {
        self.in_flight = self.in_flight.saturating_sub(1);
    }

    /// Records the response to a request in flight. `backoff` applies to an HTTP 429 without a time;
    /// `random` is in `0.0..1.0`.
    pub(crate) fn observe(
        &mut self,
        observation: &RateLimitObservation,
        backoff: Backoff,
        now: Instant,
        random: f64,
    ) {
        if observation.status == 429 {
            self.record_limit_of_429(observation);
            return self.close(observation, backoff, now, random);
        }
        self.limit = observation.limit.or(self.limit);
        if observation.status < 500 {
            self.consecutive_429 = 0;
            self.grow_ramp();
        }
        self.record_window(observation, now, random);
    }

    /// The server's last reported limit.
    pub(crate) fn limit(&self) -> Option<ReportedLimit> {
        self.limit
    }

    /// A 429 may have a time alone, which replaces what earlier responses said of the window.
    fn record_limit_of_429(&mut self, observation: &RateLimitObservation) {
        let reset_at = observation.reset_at;
        let known = self.limit.is_some() || reset_at.is_some();
        let limit = self.limit.and_then(|limit| limit.limit);
        let time_alone = known.then_some(ReportedLimit { limit, remaining: None, reset_at });
        self.limit = observation.limit.or(time_alone);
    }

    fn close(
        &mut self,
        observation: &RateLimitObservation,
        backoff: Backoff,
        now: Instant,
        random: f64,
    ) {
        // At least half of the backoff: an overloaded server must not see a retry at once.
        let backoff = backoff.wait(self.consecutive_429).mul_f64(0.5 + random / 2.0);
        let wait = observation
            .retry_after
            .map_or(backoff, |wait| wait.min(MAX_CLOSURE).saturating_add(JITTER.mul_f64(random)));
        self.consecutive_429 = self.consecutive_429.saturating_add(1);
        self.ramp = Some(1);
        self.current = None;
        let until = later(now, wait);
        if self.closed_until.is_none_or(|closed_until| closed_until < until) {
            self.closed_until = Some(until);
            self.reset_at = observation.reset_at;
        }
    }

    /// Doubles the ramp after a success.
    fn grow_ramp(&mut self) {
        self.ramp = self.ramp.map(|ramp| ramp.saturating_mul(2)).filter(|ramp| *ramp <= MAX_RAMP);
    }

    /// Records the number of requests that the server has left in its window.
    fn record_window(&mut self, observation: &RateLimitObservation, now: Instant, random: f64) {
        let reset_at = observation.limit.and_then(|limit| limit.reset_at);
        let (Some(remaining), Some(window_left), Some(reset_at)) =
            (observation.remaining, observation.window_left, reset_at)
        else {
            return;
        };
        match &mut self.current {
            Some(window) if window.reset_at > reset_at => return,
            Some(window) if window.reset_at == reset_at => {
                window.remaining = window.remaining.min(remaining);
            }
            _ => {
                let wait = window_left.min(MAX_CLOSURE).saturating_add(JITTER.mul_f64(random));
                let until = later(now, wait);
                self.current = Some(ServerWindow { remaining, reset_at, until });
            }
        }
        if remaining == 0 {
            self.reset_at = observation.reset_at;
        }
    }
}

/// A time after a wait, which is at most a closure or a backoff.
fn later(now: Instant, wait: Duration) -> Instant {
    now.checked_add(wait).unwrap_or(now)
}

#[cfg(test)]
mod tests;
