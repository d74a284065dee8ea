//! When a call may be sent, by what the server has said of its rate limit. Pure: the time is given.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use crate::http::rate_limit_headers::{RateLimit, Seen};
use crate::retry::backoff::Backoff;

/// The server counts whole seconds: a little more keeps clear of the edge.
const SPREAD: Duration = Duration::from_secs(1);
/// So many calls at once are no ramp any more.
const END_OF_RAMP: u32 = 64;
/// So many refusals of a credential in a row are no accident.
const MOST_REFUSALS: u32 = 3;
/// How long no call is made then. Servers lock accounts that go on.
const SHUT: Duration = Duration::from_secs(30);

/// What one credential may do at one API.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    /// Calls that have entered and not left.
    inside: u32,
    closed_until: Option<Instant>,
    /// When that is, by the server's clock.
    pub(crate) reset_at: Option<SystemTime>,
    /// Refusals for the rate, in a row.
    throttled: u32,
    /// Most calls at once, while it is found out what the server takes again.
    ramp: Option<u32>,
    /// What is left of the server's window.
    window: Option<Window>,
    /// Refusals of the credential, in a row.
    refused: u32,
    shut_until: Option<Instant>,
    limit: Option<RateLimit>,
    /// The server's clock and ours, when it last told.
    clocks: Option<(SystemTime, SystemTime)>,
}

/// A window of the server's, as its answers tell of it.
#[derive(Clone, Copy, Debug)]
struct Window {
    /// The least that was told to be left: answers may come in another order than they were given.
    left: u64,
    /// When it ends, by the server's clock and by ours.
    ends: SystemTime,
    until: Instant,
}

/// What becomes of a call that wants to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// It has entered.
    Go,
    /// Not before then; where no time is known, not before another call has ended.
    Wait(Option<Instant>),
    /// The credential was refused too often.
    Shut(Instant),
}

impl Pace {
    /// Lets a call in, or says when to ask again.
    pub(crate) fn enter(&mut self, now: Instant) -> Entry {
        if let Some(until) = self.shut_until {
            // One call finds out; the others go on being refused until it has.
            if now < until || self.inside > 0 {
                return Entry::Shut(until.max(now));
            }
        }
        if let Some(until) = self.opens(now) {
            return Entry::Wait(Some(until));
        }
        if self.closed_until.take().is_some() {
            self.ramp = Some(1);
        }
        if let Some(over) = self.window.take_if(|window| window.until <= now) {
            // Of the next one nothing is known yet.
            self.ramp = if over.left == 0 { Some(1) } else { self.ramp };
        }
        // Those who are under way may not have been counted yet.
        let room = self.window.map_or(u64::MAX, |window| window.left);
        if u64::from(self.inside) >= self.ramp.map_or(u64::MAX, u64::from).min(room) {
            return Entry::Wait(None);
        }
        self.inside += 1;
        Entry::Go
    }

    /// When it opens again, where it is closed now.
    pub(crate) fn opens(&self, now: Instant) -> Option<Instant> {
        let used_up = self.window.filter(|window| window.left == 0).map(|window| window.until);
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
    pub(crate) fn hear(&mut self, seen: &Seen, backoff: Backoff, now: Instant, random: f64) {
        self.limit = seen.limit.or(self.limit);
        self.clocks = seen.clocks.or(self.clocks);
        match seen.status {
            429 => self.close(seen, backoff, now, random),
            401 => self.refuse(now),
            status => {
                self.refused = 0;
                self.shut_until = None;
                if status < 500 {
                    self.throttled = 0;
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

    fn close(&mut self, seen: &Seen, backoff: Backoff, now: Instant, random: f64) {
        // At least half of it: a server that has had enough must not be asked again at once.
        let own = backoff.after(self.throttled).mul_f64(0.5 + random / 2.0);
        let wait = seen.wait.map_or(own, |asked| asked + SPREAD.mul_f64(random));
        self.throttled = self.throttled.saturating_add(1);
        self.ramp = Some(1);
        self.window = None;
        let until = now + wait;
        if self.closed_until.is_none_or(|known| known < until) {
            self.closed_until = Some(until);
            self.reset_at = seen.reset_at;
        }
    }

    fn refuse(&mut self, now: Instant) {
        self.refused += 1;
        if self.refused >= MOST_REFUSALS {
            self.shut_until = Some(now + SHUT);
        }
    }

    /// Each success doubles what may be under way.
    fn widen(&mut self) {
        self.ramp = self.ramp.map(|most| most * 2).filter(|most| *most <= END_OF_RAMP);
    }

    /// What the server has left: its own word counts, as long as it speaks of the same window.
    fn count(&mut self, seen: &Seen, now: Instant, random: f64) {
        let ends = seen.limit.and_then(|limit| limit.reset_at);
        let (Some(left), Some(wait), Some(ends)) = (seen.remaining, seen.window, ends) else {
            return;
        };
        match &mut self.window {
            Some(known) if known.ends > ends => return,
            Some(known) if known.ends == ends => known.left = known.left.min(left),
            _ => {
                let until = now + wait + SPREAD.mul_f64(random);
                self.window = Some(Window { left, ends, until });
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

    fn seen(status: u16) -> Seen {
        Seen { status, ..Seen::default() }
    }

    fn second(number: u64) -> Duration {
        Duration::from_secs(number)
    }

    fn answer(pace: &mut Pace, seen: &Seen, now: Instant) {
        pace.hear(seen, Limits::default().after_throttling(), now, 0.0);
        pace.leave();
    }

    #[test]
    fn a_429_closes_until_the_servers_time_and_then_one_call_finds_out() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        for _ in 0..3 {
            assert_eq!(pace.enter(now), Entry::Go);
        }
        let refusal = Seen { wait: Some(second(2)), ..seen(429) };
        for _ in 0..3 {
            answer(&mut pace, &refusal, now);
        }
        assert_eq!(pace.enter(now + second(1)), Entry::Wait(Some(now + second(2))));
        let later = now + second(2);
        assert_eq!(pace.enter(later), Entry::Go);
        assert_eq!(pace.enter(later), Entry::Wait(None));
        answer(&mut pace, &seen(200), later);
        let entered = (0..10).filter(|_| pace.enter(later) == Entry::Go).count();
        assert_eq!(entered, 2, "after one success two at once");
    }

    #[test]
    fn the_servers_clock_is_reckoned_from_when_it_last_told() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        let ours = SystemTime::UNIX_EPOCH + second(1_700_000_000);
        assert_eq!(pace.server_time(ours), ours);
        pace.enter(now);
        let told = Some((ours - second(3600), ours));
        answer(&mut pace, &Seen { clocks: told, ..seen(200) }, now);
        pace.enter(now);
        answer(&mut pace, &seen(200), now);
        assert_eq!(pace.server_time(ours + second(5)), ours - second(3595));
        assert_eq!(pace.server_time(ours - second(5)), ours - second(3605));
    }

    #[test]
    fn the_ramp_ends() {
        let (mut pace, mut now) = (Pace::default(), Instant::now());
        pace.enter(now);
        answer(&mut pace, &Seen { wait: Some(second(1)), ..seen(429) }, now);
        now += second(1);
        for _ in 0..7 {
            assert_eq!(pace.enter(now), Entry::Go);
            answer(&mut pace, &seen(200), now);
        }
        let entered = (0..1000).filter(|_| pace.enter(now) == Entry::Go).count();
        assert_eq!(entered, 1000);
    }

    #[test]
    fn refusals_without_a_time_double_the_wait() {
        let (mut pace, mut now) = (Pace::default(), Instant::now());
        for expected in [500, 1000, 2000, 4000, 8000, 10_000, 10_000] {
            assert_eq!(pace.enter(now), Entry::Go);
            answer(&mut pace, &seen(429), now);
            let Entry::Wait(Some(until)) = pace.enter(now) else { panic!("it is open") };
            assert_eq!(until - now, Duration::from_millis(expected));
            now = until;
        }
    }

    /// An answer with so much left of the window that ends in so many seconds of the test.
    fn left(remaining: u64, ends: u64, started: Instant, now: Instant) -> Seen {
        let window = Some((started + second(ends)).duration_since(now));
        let reset_at = Some(SystemTime::UNIX_EPOCH + second(1_700_000_000 + ends));
        let limit = Some(RateLimit { limit: Some(100), remaining: Some(remaining), reset_at });
        Seen { remaining: Some(remaining), window, limit, reset_at, ..seen(200) }
    }

    #[test]
    fn a_window_that_is_used_up_closes_before_the_server_refuses() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        assert_eq!(pace.enter(now), Entry::Go);
        answer(&mut pace, &left(1, 5, now, now), now);
        assert_eq!(pace.enter(now), Entry::Go);
        assert_eq!(pace.enter(now), Entry::Wait(None), "the last one is under way");
        answer(&mut pace, &left(0, 5, now, now), now);
        let later = now + second(5);
        assert_eq!(pace.enter(now + second(4)), Entry::Wait(Some(later)));
        assert_eq!(pace.enter(later), Entry::Go);
        assert_eq!(pace.enter(later), Entry::Wait(None), "one call finds out");
        answer(&mut pace, &left(50, 10, now, later), later);
        let entered = (0..10).filter(|_| pace.enter(later) == Entry::Go).count();
        assert_eq!(entered, 2, "after one success two at once");
    }

    #[test]
    fn what_is_under_way_counts_as_used() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        for _ in 0..5 {
            pace.enter(now);
        }
        answer(&mut pace, &left(6, 5, now, now), now);
        let entered = (0..10).filter(|_| pace.enter(now) == Entry::Go).count();
        assert_eq!(entered, 2);
    }

    #[test]
    fn the_servers_word_counts_and_not_how_often_it_was_asked() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        for _ in 0..1000 {
            assert_eq!(pace.enter(now), Entry::Go);
            answer(&mut pace, &left(99, 5, now, now), now);
        }
    }

    #[test]
    fn answers_that_overtake_each_other_do_not_give_anything_back() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        for _ in 0..3 {
            pace.enter(now);
        }
        for remaining in [0, 1] {
            answer(&mut pace, &left(remaining, 5, now, now), now);
        }
        assert_eq!(pace.enter(now), Entry::Wait(Some(now + second(5))));
    }

    #[test]
    fn the_next_window_takes_the_place_of_the_last_one() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        for _ in 0..3 {
            pace.enter(now);
        }
        answer(&mut pace, &left(90, 2, now, now), now);
        // By our clock the first window is not over yet.
        answer(&mut pace, &left(2, 4, now, now), now);
        // Late news of a window that is gone.
        answer(&mut pace, &left(89, 2, now, now), now);
        let entered = (0..10).filter(|_| pace.enter(now) == Entry::Go).count();
        assert_eq!(entered, 2);
        let after_the_first = now + second(3);
        assert_eq!(pace.enter(after_the_first), Entry::Wait(None), "it is still counted");
    }

    #[test]
    fn a_credential_that_is_refused_thrice_is_tried_once_in_a_while() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        for _ in 0..3 {
            assert_eq!(pace.enter(now), Entry::Go);
            answer(&mut pace, &seen(401), now);
        }
        assert_eq!(pace.enter(now), Entry::Shut(now + SHUT));
        let later = now + SHUT;
        assert_eq!(pace.enter(later), Entry::Go);
        assert_eq!(pace.enter(later), Entry::Shut(later), "one call finds out");
        answer(&mut pace, &seen(401), later);
        assert_eq!(pace.enter(later + second(1)), Entry::Shut(later + SHUT));
        assert_eq!(pace.enter(later + SHUT), Entry::Go);
        answer(&mut pace, &seen(200), later + SHUT);
        assert_eq!(pace.enter(later + SHUT), Entry::Go);
    }

    #[test]
    fn other_answers_between_refusals_start_the_count_anew() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        for status in [401, 401, 404, 401, 401] {
            assert_eq!(pace.enter(now), Entry::Go);
            answer(&mut pace, &seen(status), now);
        }
        assert_eq!(pace.enter(now), Entry::Go);
    }
}
