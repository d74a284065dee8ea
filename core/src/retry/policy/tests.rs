//! The decision table over its whole input space, as a file that can be read, and what must hold of
//! every sequence of failures.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::client::config::Limits;

const CLASSES: [Idempotency; 3] = [Idempotency::Safe, Idempotency::Idempotent, Idempotency::Once];

/// Every way in which an attempt can fail, as the classifier reports it.
fn failures() -> Vec<(&'static str, Failure)> {
    use ErrorKind as K;
    use Outcome as O;
    let plain =
        |kind, outcome, status| Failure { kind, outcome, status, permanent: false, asked: None };
    let mut all = vec![
        ("argument refused", plain(K::InvalidInput, O::NotSent, None)),
        ("client closed", plain(K::Closed, O::NotSent, None)),
        ("set up wrongly", plain(K::Config, O::NotSent, None)),
        ("no connection", plain(K::Connect, O::NotSent, None)),
        ("bad certificate", Failure { permanent: true, ..plain(K::Connect, O::NotSent, None) }),
        ("no connection in time", plain(K::Timeout, O::NotSent, None)),
        ("connection lost", plain(K::Transport, O::Unknown, None)),
        ("no response in time", plain(K::Timeout, O::Unknown, None)),
        ("response cut off, v3", plain(K::Transport, O::Applied, Some(200))),
        ("response stalled, v3", plain(K::Timeout, O::Applied, Some(200))),
        ("response cut off, v2", plain(K::Transport, O::Unknown, Some(200))),
        ("response stalled, v2", plain(K::Timeout, O::Unknown, Some(200))),
        ("2xx unreadable, v3", plain(K::Response, O::Applied, Some(200))),
        ("2xx unreadable, v2", plain(K::Response, O::Unknown, Some(200))),
        (
            "2xx too large, v3",
            Failure { permanent: true, ..plain(K::Response, O::Applied, Some(200)) },
        ),
        (
            "2xx too large, v2",
            Failure { permanent: true, ..plain(K::Response, O::Unknown, Some(200)) },
        ),
        ("200 with a refusal, v2", plain(K::Api, O::Rejected, Some(200))),
    ];
    for status in [301, 400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 501, 502, 503, 504, 505] {
        let name = Box::leak(status.to_string().into_boxed_str());
        let kind = crate::http::status::kind_of(status);
        let kind = if status == 301 { K::Response } else { kind };
        all.push((name, plain(kind, crate::http::status::outcome_of(status), Some(status))));
    }
    for (name, status, asked) in
        [("503, wait 5 s", 503, 5), ("503, wait 100 s", 503, 100), ("503, wait 121 s", 503, 121)]
    {
        let asked = Some(Duration::from_secs(asked));
        all.push((name, Failure { asked, ..plain(K::Server, O::Unknown, Some(status)) }));
    }
    all
}

/// What is allowed, at each attempt: `-` nothing, else the wait in milliseconds at the middle of
/// its spread.
fn row(idempotency: Idempotency, failure: &Failure) -> String {
    let start = Instant::now();
    let mut text = String::new();
    for (left, since) in [(60_u64, 1_u64), (60, 11), (2, 1)] {
        for attempts in 1..=3 {
            for maybe_applied in 0..=attempts {
                let now = start + Duration::from_secs(since);
                let history = History {
                    attempts,
                    max_retries: 2,
                    maybe_applied,
                    max_unknown_retries: Limits::default().max_unknown_retries,
                    first_sent: start,
                    deadline: now + Duration::from_secs(left),
                    max_rate_limit_wait: Duration::from_secs(120),
                    backoff: Limits::default().after_failures(),
                };
                match decide(idempotency, failure, &history, now, 0.5) {
                    Action::Retry(wait) => write!(text, "{:>6}", wait.as_millis()).unwrap(),
                    Action::Stop => write!(text, "{:>6}", "-").unwrap(),
                }
            }
            text.push_str(" |");
        }
        text.push('|');
    }
    text
}

fn table() -> String {
    let mut text = String::from(
        "What follows a failed attempt: the wait in ms before the next, or - for none.\n\
         Blocks: 60 s left, first sent 1 s ago || 60 s left, 11 s ago || 2 s left, 1 s ago.\n\
         In each: after attempt 1 | 2 | 3 of 3, of which 0, 1, ... may have been applied.\n\
         After a 429 the rate limiter says how long; here it waits 0.\n\n",
    );
    for (name, failure) in failures() {
        for idempotency in CLASSES {
            writeln!(
                text,
                "{name:<24}{:<11}{}",
                format!("{idempotency:?}"),
                row(idempotency, &failure)
            )
            .unwrap();
        }
    }
    text
}

#[test]
fn the_decision_table_is_the_one_that_was_agreed() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/decisions.txt");
    let table = table();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(file, &table).unwrap();
    }
    let golden = std::fs::read_to_string(file).unwrap();
    for (line, (now, agreed)) in table.lines().zip(golden.lines()).enumerate() {
        assert_eq!(now, agreed, "line {}", line + 1);
    }
    assert_eq!(table, golden);
}

#[test]
fn a_change_of_unknown_outcome_is_retried_up_to_its_maximum() {
    let now = Instant::now();
    let lost = failures().into_iter().filter(|(_, failure)| failure.outcome == Outcome::Unknown);
    let mut retries = [0; 3];
    for ((_, failure), idempotency) in
        lost.flat_map(|failure| CLASSES.map(|idempotency| (failure, idempotency)))
    {
        for (max_unknown_retries, maybe_applied) in
            (0..=4).flat_map(|m| (1..=5).map(move |n| (m, n)))
        {
            let history = History {
                attempts: maybe_applied,
                max_retries: 99,
                maybe_applied,
                max_unknown_retries,
                first_sent: now,
                deadline: now + Duration::from_secs(60),
                max_rate_limit_wait: Duration::from_secs(120),
                backoff: Limits::default().after_failures(),
            };
            let action = decide(idempotency, &failure, &history, now, 0.0);
            let again = matches!(action, Action::Retry(_));
            if idempotency == Idempotency::Idempotent && maybe_applied > max_unknown_retries {
                assert!(!again, "{failure:?} {max_unknown_retries} {maybe_applied}");
            }
            retries[idempotency as usize] += u32::from(again);
        }
    }
    // Of 25 combinations 10 are within the maximum.
    let [reads, sets, onces] = retries;
    assert_eq!((reads % 25, sets, onces), (0, reads / 25 * 10, 0));
    assert!(sets > 0);
}

fn any_failure() -> impl Strategy<Value = Failure> {
    let all: Vec<Failure> = failures().into_iter().map(|(_, failure)| failure).collect();
    (prop::sample::select(all), prop::option::of(0_u64..200)).prop_map(|(failure, asked)| Failure {
        asked: asked.map(Duration::from_secs).or(failure.asked),
        ..failure
    })
}

/// What came of a call whose attempts fail one after the other.
struct Course {
    attempts: u32,
    /// Attempts after which bytes may have arrived without a refusal.
    maybe_applied: Vec<bool>,
    slept: Duration,
}

/// Plays a call on a clock of its own.
fn play(
    idempotency: Idempotency,
    max: [u32; 2],
    limit: Duration,
    steps: &[(Failure, u64, f64)],
) -> Course {
    let start = Instant::now();
    let [max_retries, max_unknown_retries] = max;
    let mut now = start;
    let mut course = Course { attempts: 0, maybe_applied: Vec::new(), slept: Duration::ZERO };
    for (failure, took, random) in steps {
        now += Duration::from_millis(*took);
        course.attempts += 1;
        course.maybe_applied.push(failure.outcome == Outcome::Unknown);
        let history = History {
            attempts: course.attempts,
            max_retries,
            max_unknown_retries,
            maybe_applied: u32::try_from(course.maybe_applied.iter().filter(|m| **m).count())
                .unwrap(),
            first_sent: start,
            deadline: start + limit,
            max_rate_limit_wait: Duration::from_secs(120),
            backoff: Limits::default().after_failures(),
        };
        match decide(idempotency, failure, &history, now, *random) {
            Action::Retry(wait) => {
                course.slept += wait;
                now += wait;
            }
            Action::Stop => break,
        }
    }
    course
}

proptest! {
    #[test]
    fn every_course_keeps_its_bounds(
        idempotency in prop::sample::select(CLASSES.to_vec()),
        max_retries in 0_u32..5,
        max_unknown_retries in 0_u32..5,
        limit in 1_u64..200,
        steps in prop::collection::vec((any_failure(), 0_u64..20_000, 0.0..1.0_f64), 1..12),
    ) {
        let limit = Duration::from_secs(limit);
        let course = play(idempotency, [max_retries, max_unknown_retries], limit, &steps);
        prop_assert!(course.attempts <= max_retries + 1);
        prop_assert!(course.slept <= limit);
        let retried = &course.maybe_applied[..course.maybe_applied.len() - 1];
        let retries = retried.iter().filter(|maybe| **maybe).count();
        match idempotency {
            Idempotency::Once => prop_assert_eq!(retries, 0, "retried though it may have been applied"),
            Idempotency::Idempotent => prop_assert!(retries <= usize::try_from(max_unknown_retries).unwrap()),
            Idempotency::Safe => {}
        }
    }
}
