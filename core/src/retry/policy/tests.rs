//! The whole decision table as a golden file, and the bounds of every sequence of failures.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::client::config::Limits;

const CLASSES: [Idempotency; 3] = [Idempotency::Safe, Idempotency::Idempotent, Idempotency::Once];

/// Every failure of an attempt.
fn failures() -> Vec<(&'static str, Failure)> {
    use ErrorKind as K;
    use Outcome as O;
    let plain = |kind, outcome, status| Failure {
        kind,
        outcome,
        status,
        permanent: false,
        retry_after: None,
    };
    let mut all = vec![
        ("invalid argument", plain(K::InvalidInput, O::NotSent, None)),
        ("client closed", plain(K::Closed, O::NotSent, None)),
        ("invalid settings", plain(K::Config, O::NotSent, None)),
        ("no connection", plain(K::Connect, O::NotSent, None)),
        ("bad certificate", Failure { permanent: true, ..plain(K::Connect, O::NotSent, None) }),
        ("no connection in time", plain(K::Timeout, O::NotSent, None)),
        ("connection lost", plain(K::Transport, O::Unknown, None)),
        ("no response in time", plain(K::Timeout, O::Unknown, None)),
        ("response cut off, v3", plain(K::Transport, O::Applied, Some(200))),
        ("response stalled, v3", plain(K::Timeout, O::Applied, Some(200))),
        ("response cut off, v2", plain(K::Transport, O::Unknown, Some(200))),
        ("response stalled, v2", plain(K::Timeout, O::Unknown, Some(200))),
        ("2xx unreadable, v2", plain(K::Response, O::Unknown, Some(200))),
        (
            "2xx not understood",
            Failure { permanent: true, ..plain(K::Response, O::Unknown, Some(200)) },
        ),
        ("error in a 200, v2", plain(K::Api, O::Rejected, Some(200))),
    ];
    for status in [301, 400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 501, 502, 503, 504, 505] {
        let name = Box::leak(status.to_string().into_boxed_str());
        let kind = crate::http::status::kind_of(status);
        let kind = if status == 301 { K::Response } else { kind };
        all.push((name, plain(kind, crate::http::status::outcome_of(status), Some(status))));
    }
    for (name, seconds) in
        [("503, wait 5 s", 5), ("503, wait 100 s", 100), ("503, wait 121 s", 121)]
    {
        let retry_after = Some(Duration::from_secs(seconds));
        all.push((name, Failure { retry_after, ..plain(K::Server, O::Unknown, Some(503)) }));
    }
    all
}

fn history(max: [u32; 2], first_sent: Instant, deadline: Instant) -> History {
    let [max_retries, max_unknown_retries] = max;
    History {
        attempts: 0,
        max_retries,
        maybe_applied: 0,
        max_unknown_retries,
        first_sent,
        deadline,
        max_rate_limit_wait: Duration::from_secs(120),
        backoff: Limits::default().failure_backoff(),
    }
}

/// The decision at each attempt: `-` for none, else the wait in milliseconds at half its jitter.
fn row(idempotency: Idempotency, failure: &Failure) -> String {
    let start = Instant::now();
    let mut row = String::new();
    for (left, since) in [(60_u64, 1_u64), (60, 11), (2, 1)] {
        for attempts in 1..=3 {
            for maybe_applied in 0..=attempts {
                let now = start + Duration::from_secs(since);
                let deadline = now + Duration::from_secs(left);
                let history =
                    History { attempts, maybe_applied, ..history([2, 1], start, deadline) };
                match decide(idempotency, failure, &history, now, 0.5) {
                    Action::Retry(wait) => write!(row, "{:>6}", wait.as_millis()).unwrap(),
                    Action::Stop => write!(row, "{:>6}", "-").unwrap(),
                }
            }
            row.push_str(" |");
        }
        row.push('|');
    }
    row
}

fn table() -> String {
    let mut table = String::from(
        "The wait in ms between a failed attempt and its retry, or - for no retry.\n\
         Blocks: 60 s left, first sent 1 s ago || 60 s left, 11 s ago || 2 s left, 1 s ago.\n\
         In each: after attempt 1 | 2 | 3 of 3, of which 0, 1, ... may have been applied.\n\
         After HTTP 429 the rate limiter waits; the wait of the policy is 0.\n\n",
    );
    for (name, failure) in failures() {
        for idempotency in CLASSES {
            let class = format!("{idempotency:?}");
            writeln!(table, "{name:<24}{class:<11}{}", row(idempotency, &failure)).unwrap();
        }
    }
    table
}

#[test]
fn the_decision_table_matches_the_golden_file() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/decisions.txt");
    let table = table();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(file, &table).unwrap();
    }
    let golden = std::fs::read_to_string(file).unwrap();
    for (index, (actual, expected)) in table.lines().zip(golden.lines()).enumerate() {
        assert_eq!(actual, expected, "line {}", index + 1);
    }
    assert_eq!(table, golden);
}

fn any_failure() -> impl Strategy<Value = Failure> {
    let all: Vec<Failure> = failures().into_iter().map(|(_, failure)| failure).collect();
    (prop::sample::select(all), prop::option::of(0_u64..200)).prop_map(|(failure, seconds)| {
        let retry_after = seconds.map(Duration::from_secs).or(failure.retry_after);
        Failure { retry_after, ..failure }
    })
}

/// The attempts and waits of a call that fails.
struct Simulation {
    attempts: u32,
    /// For each attempt, whether it may have applied the change.
    maybe_applied: Vec<bool>,
    waits: Duration,
}

/// Runs a call on a simulated clock. Each step is a failure, the milliseconds until it, and the random
/// number.
fn simulate(
    idempotency: Idempotency,
    max: [u32; 2],
    timeout: Duration,
    steps: &[(Failure, u64, f64)],
) -> Simulation {
    let start = Instant::now();
    let mut now = start;
    let mut call = Simulation { attempts: 0, maybe_applied: Vec::new(), waits: Duration::ZERO };
    for (failure, elapsed, random) in steps {
        now += Duration::from_millis(*elapsed);
        call.attempts += 1;
        call.maybe_applied.push(failure.outcome == Outcome::Unknown);
        let maybe_applied = call.maybe_applied.iter().filter(|maybe| **maybe).count();
        let history = History {
            attempts: call.attempts,
            maybe_applied: u32::try_from(maybe_applied).unwrap(),
            ..history(max, start, start + timeout)
        };
        match decide(idempotency, failure, &history, now, *random) {
            Action::Retry(wait) => {
                call.waits += wait;
                now += wait;
            }
            Action::Stop => break,
        }
    }
    call
}

proptest! {
    #[test]
    fn retries_and_waits_stay_within_their_limits(
        idempotency in prop::sample::select(CLASSES.to_vec()),
        max_retries in 0_u32..5,
        max_unknown_retries in 0_u32..5,
        timeout in 1_u64..200,
        steps in prop::collection::vec((any_failure(), 0_u64..20_000, 0.0..1.0_f64), 1..12),
    ) {
        let timeout = Duration::from_secs(timeout);
        let call = simulate(idempotency, [max_retries, max_unknown_retries], timeout, &steps);
        prop_assert!(call.attempts <= max_retries + 1);
        prop_assert!(call.waits <= timeout);
        let retried = &call.maybe_applied[..call.maybe_applied.len() - 1];
        let retries = retried.iter().filter(|maybe| **maybe).count();
        match idempotency {
            Idempotency::Once => prop_assert_eq!(retries, 0, "a retry may apply the change twice"),
            Idempotency::Idempotent => prop_assert!(retries <= usize::try_from(max_unknown_retries).unwrap()),
            Idempotency::Safe => {}
        }
    }
}
