//! The window on a simulated clock.

use super::*;
use crate::client::config::Limits;

fn response(status: u16) -> RateLimitObservation {
    RateLimitObservation { status, ..RateLimitObservation::default() }
}

fn second(number: u64) -> Duration {
    Duration::from_secs(number)
}

/// Ends a request in flight with a response.
fn finish(window: &mut Window, observation: &RateLimitObservation, now: Instant) {
    window.observe(observation, Limits::default().rate_limit_backoff(), now, 0.0);
    window.release();
}

#[test]
fn a_429_closes_the_window_and_one_request_probes_it() {
    let (mut window, now) = (Window::default(), Instant::now());
    for _ in 0..3 {
        assert_eq!(window.try_admit(now), Admission::Granted);
    }
    let rejection = RateLimitObservation { retry_after: Some(second(2)), ..response(429) };
    for _ in 0..3 {
        finish(&mut window, &rejection, now);
    }
    assert_eq!(window.try_admit(now + second(1)), Admission::Wait(Some(now + second(2))));
    let later = now + second(2);
    assert_eq!(window.try_admit(later), Admission::Granted);
    assert_eq!(window.try_admit(later), Admission::Wait(None));
    finish(&mut window, &response(200), later);
    let admitted = (0..10).filter(|_| window.try_admit(later) == Admission::Granted).count();
    assert_eq!(admitted, 2, "two concurrent requests after one success");
}

#[test]
fn the_ramp_ends_after_seven_successes() {
    let (mut window, mut now) = (Window::default(), Instant::now());
    window.try_admit(now);
    finish(
        &mut window,
        &RateLimitObservation { retry_after: Some(second(1)), ..response(429) },
        now,
    );
    now += second(1);
    for _ in 0..7 {
        assert_eq!(window.try_admit(now), Admission::Granted);
        finish(&mut window, &response(200), now);
    }
    let admitted = (0..1000).filter(|_| window.try_admit(now) == Admission::Granted).count();
    assert_eq!(admitted, 1000);
}

#[test]
fn a_429_without_a_time_doubles_the_backoff() {
    let (mut window, mut now) = (Window::default(), Instant::now());
    for expected in [500, 1000, 2000, 4000, 8000, 10_000, 10_000] {
        assert_eq!(window.try_admit(now), Admission::Granted);
        finish(&mut window, &response(429), now);
        let Admission::Wait(Some(until)) = window.try_admit(now) else {
            panic!("the window is open")
        };
        assert_eq!(until - now, Duration::from_millis(expected));
        now = until;
    }
}

/// A response with `remaining` requests in the window that ends `end` seconds after `start`.
fn remaining(remaining: u64, end: u64, start: Instant, now: Instant) -> RateLimitObservation {
    let window_left = Some((start + second(end)).duration_since(now));
    let reset_at = Some(SystemTime::UNIX_EPOCH + second(1_700_000_000 + end));
    let limit = Some(ReportedLimit { limit: Some(100), remaining: Some(remaining), reset_at });
    let remaining = Some(remaining);
    RateLimitObservation { limit, remaining, window_left, reset_at, ..response(200) }
}

#[test]
fn an_exhausted_window_closes_without_a_429() {
    let (mut window, now) = (Window::default(), Instant::now());
    assert_eq!(window.try_admit(now), Admission::Granted);
    finish(&mut window, &remaining(1, 5, now, now), now);
    assert_eq!(window.try_admit(now), Admission::Granted);
    assert_eq!(window.try_admit(now), Admission::Wait(None), "the last request is in flight");
    finish(&mut window, &remaining(0, 5, now, now), now);
    let later = now + second(5);
    assert_eq!(window.try_admit(now + second(4)), Admission::Wait(Some(later)));
    assert_eq!(window.try_admit(later), Admission::Granted);
    assert_eq!(window.try_admit(later), Admission::Wait(None), "a single request probes");
    finish(&mut window, &remaining(50, 10, now, later), later);
    let admitted = (0..10).filter(|_| window.try_admit(later) == Admission::Granted).count();
    assert_eq!(admitted, 2, "two concurrent requests after one success");
}

#[test]
fn requests_in_flight_count_as_used() {
    let (mut window, now) = (Window::default(), Instant::now());
    for _ in 0..5 {
        window.try_admit(now);
    }
    finish(&mut window, &remaining(6, 5, now, now), now);
    let admitted = (0..10).filter(|_| window.try_admit(now) == Admission::Granted).count();
    assert_eq!(admitted, 2);
}

#[test]
fn the_reported_number_counts_rather_than_the_requests_sent() {
    let (mut window, now) = (Window::default(), Instant::now());
    for _ in 0..1000 {
        assert_eq!(window.try_admit(now), Admission::Granted);
        finish(&mut window, &remaining(99, 5, now, now), now);
    }
}

#[test]
fn the_lowest_number_wins_among_reordered_responses() {
    let (mut window, now) = (Window::default(), Instant::now());
    for _ in 0..3 {
        window.try_admit(now);
    }
    for number in [0, 1] {
        finish(&mut window, &remaining(number, 5, now, now), now);
    }
    assert_eq!(window.try_admit(now), Admission::Wait(Some(now + second(5))));
}

#[test]
fn the_next_window_replaces_the_previous_one() {
    let (mut window, now) = (Window::default(), Instant::now());
    for _ in 0..3 {
        window.try_admit(now);
    }
    finish(&mut window, &remaining(90, 2, now, now), now);
    // By the local clock the first window has not ended yet.
    finish(&mut window, &remaining(2, 4, now, now), now);
    // A late response of the previous window.
    finish(&mut window, &remaining(89, 2, now, now), now);
    let admitted = (0..10).filter(|_| window.try_admit(now) == Admission::Granted).count();
    assert_eq!(admitted, 2);
    let after_first_window = now + second(3);
    assert_eq!(
        window.try_admit(after_first_window),
        Admission::Wait(None),
        "the second window still applies"
    );
}

#[test]
fn a_refused_credential_uses_the_window_like_other_responses() {
    let (mut window, now) = (Window::default(), Instant::now());
    window.try_admit(now);
    let refusal = RateLimitObservation { status: 401, ..remaining(0, 5, now, now) };
    finish(&mut window, &refusal, now);
    assert_eq!(window.try_admit(now), Admission::Wait(Some(now + second(5))));
    // As the probe of the next window it is a response, and the ramp goes on.
    let later = now + second(5);
    assert_eq!(window.try_admit(later), Admission::Granted);
    finish(&mut window, &response(401), later);
    let admitted = (0..10).filter(|_| window.try_admit(later) == Admission::Granted).count();
    assert_eq!(admitted, 2);
}

#[test]
fn a_429_without_limit_headers_replaces_the_time_alone() {
    let (mut window, now) = (Window::default(), Instant::now());
    window.try_admit(now);
    finish(&mut window, &response(429), now);
    assert_eq!(window.limit(), None, "nothing is known");
    finish(&mut window, &remaining(40, 5, now, now), now);
    let reset_at = Some(SystemTime::UNIX_EPOCH + second(1_700_000_009));
    let retry_after = Some(second(9));
    finish(&mut window, &RateLimitObservation { retry_after, reset_at, ..response(429) }, now);
    let expected = ReportedLimit { limit: Some(100), remaining: None, reset_at };
    assert_eq!(window.limit(), Some(expected));
    finish(&mut window, &remaining(30, 20, now, now), now);
    assert_eq!(window.limit().unwrap().remaining, Some(30));
}

#[test]
fn no_response_closes_the_window_for_more_than_an_hour() {
    let (mut window, now) = (Window::default(), Instant::now());
    let hour = second(60 * 60);
    for observation in [
        RateLimitObservation { retry_after: Some(Duration::MAX), ..response(429) },
        RateLimitObservation { retry_after: Some(second(315_360_000)), ..response(429) },
        RateLimitObservation { window_left: Some(Duration::MAX), ..remaining(0, 5, now, now) },
    ] {
        window.try_admit(now);
        finish(&mut window, &observation, now);
        assert_eq!(window.try_admit(now), Admission::Wait(Some(now + hour)), "{observation:?}");
        // Then one call asks, and no other before its response.
        assert_eq!(window.try_admit(now + hour), Admission::Granted);
        assert_eq!(window.try_admit(now + hour), Admission::Wait(None));
        window = Window::default();
    }
}

proptest::proptest! {
    /// No number of a server panics, and none closes the window for more than an hour and its jitter.
    #[test]
    fn any_numbers_are_survived(
        steps in proptest::collection::vec(
            (200..600u16, 0..=u64::MAX, 0..=u64::MAX, 0..=u64::MAX, 0.0..1.0f64),
            1..20,
        )
    ) {
        let (mut window, now) = (Window::default(), Instant::now());
        for (status, wait, left, remaining, random) in steps {
            let at = SystemTime::UNIX_EPOCH + Duration::from_secs(left % 253_402_300_799);
            let limit = ReportedLimit { limit: None, remaining: Some(remaining), reset_at: Some(at) };
            let observation = RateLimitObservation {
                status,
                limit: Some(limit),
                remaining: Some(remaining % 3),
                window_left: Some(Duration::from_secs(left)),
                retry_after: Some(Duration::from_secs(wait)),
                ..RateLimitObservation::default()
            };
            window.try_admit(now);
            window.observe(&observation, Limits::default().rate_limit_backoff(), now, random);
            window.release();
            let opens_at = window.opens_at(now).unwrap_or(now);
            proptest::prop_assert!(opens_at <= now + second(60 * 60 + 1));
        }
    }
}
