//! When a call may be sent, by what the server has said of its rate limit. Pure: the time is given.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use crate::http::rate_limit_headers::{RateLimit, RateLimitObservation};
use crate::retry::backoff::Backoff;

/// The server counts whole seconds: a little more keeps clear of the edge.
const SPREAD: Duration = Duration::from_secs(1);
/// So many calls at once are no ramp any more.
const MAX_RAMP: u32 = 64;
/// So many refusals of a credential in a row are no accident.
const MAX_REFUSALS: u32 = 3;
/// How long no call is made then. Servers lock accounts that go on.
const LOCKOUT: Duration = Duration::from_secs(30);

/// What one credential may do at one API.
#[derive(Debug, Default)]
pub(crate) struct Window {
    /// Calls that have entered and not left.
    inside: u32,
    closed_until: Option<Instant>,
    /// When that is, by the server's clock.
    pub(crate) reset_at: Option<SystemTime>,
    /// Refusals for the rate, in a row.
    rate_limited: u32,
    /// Most calls at once, while it is found out what the server takes again.
    ramp: Option<u32>,
    /// What is left of the server's window.
    current: Option<ServerWindow>,
    /// Refusals of the credential, in a row.
    refused: u32,
    shut_until: Option<Instant>,
    limit: Option<RateLimit>,
    /// The server's clock and ours, when it last told.
    clocks: Option<(SystemTime, SystemTime)>,
}

/// A window of the server's, as its answers tell of it.
#[derive(Clone, Copy, Debug)]
struct ServerWindow {
    /// The least that was told to be left: answers may come in another order than they were given.
    left: u64,
    /// When it ends, by the server's clock and by ours.
    ends: SystemTime,
    until: Instant,
}

/// What becomes of a call that wants to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    /// It has entered.
    Granted,
    /// Not before then; where no time is known, not before another call has ended.
    Wait(Option<Instant>),
    /// The credential was refused too often.
    LockedOut(Instant),
}

impl Window {
    /// Lets a call in, or says when to ask again.
    pub(crate) fn enter(&mut self, now: Instant) -> Admission {
        if let Some(until) = self.shut_until {
            // One call finds out; the others go on being refused until it has.
            if now < until || self.inside > 0 {
                return Admission::LockedOut(until.max(now));
            }
        }
        if let Some(until) = self.opens(now) {
            return Admission::Wait(Some(until));
        }
        if self.closed_until.take().is_some() {
            self.ramp = Some(1);
        }
        if let Some(over) = self.current.take_if(|window| window.until <= now) {
            // Of the next one nothing is known yet.
            self.ramp = if over.left == 0 { Some(1) } else { self.ramp };
        }
        // Those who are under way may not have been counted yet.
        let room = self.current.map_or(u64::MAX, |window| window.left);
        if u64::from(self.inside) >= self.ramp.map_or(u64::MAX, u64::from).min(room) {
            return Admission::Wait(None);
        }
        self.inside += 1;
        Admission::Granted
    }

    /// When it opens again, where it is closed now.
    pub(crate) fn opens(&self, now: Instant) -> Option<Instant> {
        let used_up = self.current.filter(|window| window.left == 0).map(|window| window.until);
        self.closed_until.into_iter().chain(used_up).max().filter(|until| now < *until)
    }

    /// Whether a call that has entered may still be sent. One that is alone inside is the one that
    /// finds out what the server takes.
    pub(crate) fn stays_open(&self, now: Instant) -> bool {
        let over = |until: &Instant| *until <= now;
        self.inside <= self.ramp.unwrap_or(u32::MAX)
            && self.closed_until.as_ref().is_none_or(over)
            && self.shut_until.as_ref().is_none_or(over)
    }

    /// A call has ended, with an answer or without.
    pub(crate) fn leave(&mut self) {
        self.inside = self.inside.saturating_sub(1);
    }

    /// A call that is still inside has its answer. `backoff` is for refusals that name no time,
    /// `random` is in `0.0..1.0`.
    pub(crate) fn observe(
        &mut self,
        seen: &RateLimitObservation,
        backoff: Backoff,
        now: Instant,
        random: f64,
    ) {
        self.limit = seen.limit.or(self.limit);
        self.clocks = seen.clocks.or(self.clocks);
        match seen.status {
            429 => self.close(seen, backoff, now, random),
            401 => self.refuse(now),
            status => {
                self.refused = 0;
                self.shut_until = None;
                if status < 500 {
                    self.rate_limited = 0;
                    self.widen();
                }
                self.count(seen, now, random);
            }
        }
    }

    /// What the server has said of its limit.
    pub(crate) fn limit(&self) -> Option<RateLimit> {
        self.limit
    }

    /// What time it is at the server when it is that time here.
    pub(crate) fn server_time(&self, ours: SystemTime) -> SystemTime {
        let Some((server, then)) = self.clocks else { return ours };
        let time = match ours.duration_since(then) {
            Ok(since) => server.checked_add(since),
            Err(before) => server.checked_sub(before.duration()),
        };
        time.unwrap_or(ours)
    }

    fn close(&mut self, seen: &RateLimitObservation, backoff: Backoff, now: Instant, random: f64) {
        // At least half of it: a server that has had enough must not be asked again at once.
        let own = backoff.after(self.rate_limited).mul_f64(0.5 + random / 2.0);
        let wait = seen.wait.map_or(own, |asked| asked + SPREAD.mul_f64(random));
        self.rate_limited = self.rate_limited.saturating_add(1);
        self.ramp = Some(1);
        self.current = None;
        let until = now + wait;
        if self.closed_until.is_none_or(|known| known < until) {
            self.closed_until = Some(until);
            self.reset_at = seen.reset_at;
        }
    }

    fn refuse(&mut self, now: Instant) {
        self.refused += 1;
        if self.refused >= MAX_REFUSALS {
            self.shut_until = Some(now + LOCKOUT);
        }
    }

    /// Each success doubles what may be under way.
    fn widen(&mut self) {
        self.ramp = self.ramp.map(|most| most * 2).filter(|most| *most <= MAX_RAMP);
    }

    /// What the server has left: its own word counts, as long as it speaks of the same window.
    fn count(&mut self, seen: &RateLimitObservation, now: Instant, random: f64) {
        let ends = seen.limit.and_then(|limit| limit.reset_at);
        let (Some(left), Some(wait), Some(ends)) = (seen.remaining, seen.window, ends) else {
            return;
        };
        match &mut self.current {
            Some(known) if known.ends > ends => return,
            Some(known) if known.ends == ends => known.left = known.left.min(left),
            _ => {
                let until = now + wait + SPREAD.mul_f64(random);
                self.current = Some(ServerWindow { left, ends, until });
            }
        }
        if left == 0 {
            self.reset_at = seen.reset_at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::config::Limits;

    fn seen(status: u16) -> RateLimitObservation {
        RateLimitObservation { status, ..RateLimitObservation::default() }
    }

    fn second(number: u64) -> Duration {
        Duration::from_secs(number)
    }

    fn answer(window: &mut Window, seen: &RateLimitObservation, now: Instant) {
        window.observe(seen, Limits::default().after_rate_limit(), now, 0.0);
        window.leave();
    }

    #[test]
    fn a_429_closes_until_the_servers_time_and_then_one_call_finds_out() {
        let (mut window, now) = (Window::default(), Instant::now());
        for _ in 0..3 {
            assert_eq!(window.enter(now), Admission::Granted);
        }
        let refusal = RateLimitObservation { wait: Some(second(2)), ..seen(429) };
        for _ in 0..3 {
            answer(&mut window, &refusal, now);
        }
        assert_eq!(window.enter(now + second(1)), Admission::Wait(Some(now + second(2))));
        let later = now + second(2);
        assert_eq!(window.enter(later), Admission::Granted);
        assert_eq!(window.enter(later), Admission::Wait(None));
        answer(&mut window, &seen(200), later);
        let entered = (0..10).filter(|_| window.enter(later) == Admission::Granted).count();
        assert_eq!(entered, 2, "after one success two at once");
    }

    #[test]
    fn the_servers_clock_is_reckoned_from_when_it_last_told() {
        let (mut window, now) = (Window::default(), Instant::now());
        let ours = SystemTime::UNIX_EPOCH + second(1_700_000_000);
        assert_eq!(window.server_time(ours), ours);
        window.enter(now);
        let told = Some((ours - second(3600), ours));
        answer(&mut window, &RateLimitObservation { clocks: told, ..seen(200) }, now);
        window.enter(now);
        answer(&mut window, &seen(200), now);
        assert_eq!(window.server_time(ours + second(5)), ours - second(3595));
        assert_eq!(window.server_time(ours - second(5)), ours - second(3605));
    }

    #[test]
    fn the_ramp_ends() {
        let (mut window, mut now) = (Window::default(), Instant::now());
        window.enter(now);
        answer(&mut window, &RateLimitObservation { wait: Some(second(1)), ..seen(429) }, now);
        now += second(1);
        for _ in 0..7 {
            assert_eq!(window.enter(now), Admission::Granted);
            answer(&mut window, &seen(200), now);
        }
        let entered = (0..1000).filter(|_| window.enter(now) == Admission::Granted).count();
        assert_eq!(entered, 1000);
    }

    #[test]
    fn refusals_without_a_time_double_the_wait() {
        let (mut window, mut now) = (Window::default(), Instant::now());
        for expected in [500, 1000, 2000, 4000, 8000, 10_000, 10_000] {
            assert_eq!(window.enter(now), Admission::Granted);
            answer(&mut window, &seen(429), now);
            let Admission::Wait(Some(until)) = window.enter(now) else { panic!("it is open") };
            assert_eq!(until - now, Duration::from_millis(expected));
            now = until;
        }
    }

    /// An answer with so much left of the window that ends in so many seconds of the test.
    fn left(remaining: u64, ends: u64, started: Instant, now: Instant) -> RateLimitObservation {
        let window = Some((started + second(ends)).duration_since(now));
        let reset_at = Some(SystemTime::UNIX_EPOCH + second(1_700_000_000 + ends));
        let limit = Some(RateLimit { limit: Some(100), remaining: Some(remaining), reset_at });
        RateLimitObservation { remaining: Some(remaining), window, limit, reset_at, ..seen(200) }
    }

    #[test]
    fn a_window_that_is_used_up_closes_before_the_server_refuses() {
        let (mut window, now) = (Window::default(), Instant::now());
        assert_eq!(window.enter(now), Admission::Granted);
        answer(&mut window, &left(1, 5, now, now), now);
        assert_eq!(window.enter(now), Admission::Granted);
        assert_eq!(window.enter(now), Admission::Wait(None), "the last one is under way");
        answer(&mut window, &left(0, 5, now, now), now);
        let later = now + second(5);
        assert_eq!(window.enter(now + second(4)), Admission::Wait(Some(later)));
        assert_eq!(window.enter(later), Admission::Granted);
        assert_eq!(window.enter(later), Admission::Wait(None), "one call finds out");
        answer(&mut window, &left(50, 10, now, later), later);
        let entered = (0..10).filter(|_| window.enter(later) == Admission::Granted).count();
        assert_eq!(entered, 2, "after one success two at once");
    }

    #[test]
    fn what_is_under_way_counts_as_used() {
        let (mut window, now) = (Window::default(), Instant::now());
        for _ in 0..5 {
            window.enter(now);
        }
        answer(&mut window, &left(6, 5, now, now), now);
        let entered = (0..10).filter(|_| window.enter(now) == Admission::Granted).count();
        assert_eq!(entered, 2);
    }

    #[test]
    fn the_servers_word_counts_and_not_how_often_it_was_asked() {
        let (mut window, now) = (Window::default(), Instant::now());
        for _ in 0..1000 {
            assert_eq!(window.enter(now), Admission::Granted);
            answer(&mut window, &left(99, 5, now, now), now);
        }
    }

    #[test]
    fn answers_that_overtake_each_other_do_not_give_anything_back() {
        let (mut window, now) = (Window::default(), Instant::now());
        for _ in 0..3 {
            window.enter(now);
        }
        for remaining in [0, 1] {
            answer(&mut window, &left(remaining, 5, now, now), now);
        }
        assert_eq!(window.enter(now), Admission::Wait(Some(now + second(5))));
    }

    #[test]
    fn the_next_window_takes_the_place_of_the_last_one() {
        let (mut window, now) = (Window::default(), Instant::now());
        for _ in 0..3 {
            window.enter(now);
        }
        answer(&mut window, &left(90, 2, now, now), now);
        // By our clock the first window is not over yet.
        answer(&mut window, &left(2, 4, now, now), now);
        // Late news of a window that is gone.
        answer(&mut window, &left(89, 2, now, now), now);
        let entered = (0..10).filter(|_| window.enter(now) == Admission::Granted).count();
        assert_eq!(entered, 2);
        let after_the_first = now + second(3);
        assert_eq!(window.enter(after_the_first), Admission::Wait(None), "it is still counted");
    }

    #[test]
    fn a_credential_that_is_refused_thrice_is_tried_once_in_a_while() {
        let (mut window, now) = (Window::default(), Instant::now());
        for _ in 0..3 {
            assert_eq!(window.enter(now), Admission::Granted);
            answer(&mut window, &seen(401), now);
        }
        assert_eq!(window.enter(now), Admission::LockedOut(now + LOCKOUT));
        let later = now + LOCKOUT;
        assert_eq!(window.enter(later), Admission::Granted);
        assert_eq!(window.enter(later), Admission::LockedOut(later), "one call finds out");
        answer(&mut window, &seen(401), later);
        assert_eq!(window.enter(later + second(1)), Admission::LockedOut(later + LOCKOUT));
        assert_eq!(window.enter(later + LOCKOUT), Admission::Granted);
        answer(&mut window, &seen(200), later + LOCKOUT);
        assert_eq!(window.enter(later + LOCKOUT), Admission::Granted);
    }

    #[test]
    fn other_answers_between_refusals_start_the_count_anew() {
        let (mut window, now) = (Window::default(), Instant::now());
        for status in [401, 401, 404, 401, 401] {
            assert_eq!(window.enter(now), Admission::Granted);
            answer(&mut window, &seen(status), now);
        }
        assert_eq!(window.enter(now), Admission::Granted);
    }
}
