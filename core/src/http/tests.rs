//! Mutated headers: no panic, no time beyond its bound, and no success that a separate reference does not
//! find. `make mutations` runs it on ten million.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use fastrand::Rng;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::api::user::GetProfile;
use crate::error::ErrorKind;
use crate::http::rate_limit_headers::RateLimitObservation;
use crate::http::status::classify;
use crate::operation::{Operation, Response};

#[path = "../../tests/mutation/corpus.rs"]
mod corpus;
#[path = "../../tests/mutation/mutator.rs"]
mod mutator;

const DAY: Duration = Duration::from_secs(86_400);
/// The end of the year 9999.
const LATEST: Duration = Duration::from_secs(253_402_300_799);
/// The headers that the library reads, with a value of each form.
const HEADERS: [(&str, &str); 16] = [
    ("retry-after", "5"),
    ("retry-after", "1.5"),
    ("retry-after", "18446744073709551615"),
    ("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"),
    ("x-ratelimit-reset", "1392815263"),
    ("x-ratelimit-reset", "1392815263000"),
    ("x-ratelimit-reset", "60"),
    ("x-ratelimit-remaining", "0"),
    ("x-ratelimit-limit", "500"),
    ("date", "Wed, 19 Feb 2014 13:06:43 GMT"),
    ("date", "Wednesday, 19-Feb-14 13:06:43 GMT"),
    ("content-encoding", "identity"),
    ("content-encoding", "gzip"),
    ("content-encoding", "x-gzip, br"),
    ("content-encoding", "utf-8"),
    ("x-request-id", "a1b2"),
];

#[test]
fn mutated_headers_have_bounded_times_and_hide_no_coding() {
    let (count, first) = mutator::scale();
    let mut headers: Vec<(String, Vec<u8>)> =
        HEADERS.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    for sample in corpus::samples() {
        let lines = sample.headers.into_iter().map(|(name, value)| (name, value.into_bytes()));
        headers.extend(lines.filter(|(_, value)| value.len() < 200));
    }
    let (mut accepted, mut limited, mut compressed) = (0, 0, 0);
    for seed in first..first + count {
        let mut rng = Rng::with_seed(seed);
        let mut map = HeaderMap::new();
        for _ in 0..=rng.u8(..4) {
            let (name, value) = rng.choice(&headers).unwrap();
            let (_, other) = rng.choice(&headers).unwrap();
            let mut value = value.clone();
            if rng.bool() {
                mutator::mutate(&mut value, other, &mut rng);
            }
            // Others never leave the HTTP parser.
            let Ok(value) = HeaderValue::from_bytes(&value) else { continue };
            map.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), value);
        }
        let status = *rng.choice(&[200, 204, 302, 400, 429, 429, 503]).unwrap();
        let response = Response::new(status, map.clone(), if rng.bool() { "{}" } else { "" });
        let at = format!("SENDGRID_ACCOUNTS_SEED={seed} HTTP {status} {map:?}");
        check_times(&response, &at);
        let is_empty = response.body().is_empty();
        match classify(&GetProfile::INFO, &response) {
            Ok(()) => {
                accepted += 1;
                assert!(status < 300 && (is_empty || !has_coding(&map)), "{at}");
            }
            Err(error) => {
                compressed += u32::from(status < 300);
                limited += u32::from(status == 429);
                assert!(status >= 300 || (!is_empty && has_coding(&map)), "{at}");
                assert_eq!(status == 429, error.kind() == ErrorKind::RateLimit, "{at}");
                assert!(error.retry_after().is_none_or(|wait| wait <= DAY), "{at}");
                assert!(error.reset_at().is_none_or(is_in_range), "{at}");
            }
        }
    }
    assert!(accepted > 0 && limited > 0 && compressed > 0, "{accepted} {limited} {compressed}");
}

fn check_times(response: &Response, at: &str) {
    let observation = RateLimitObservation::new(response, SystemTime::now());
    let waits = [observation.window_left, observation.retry_after];
    assert!(waits.iter().flatten().all(|wait| *wait <= DAY && !wait.is_zero()), "{at}");
    let limit = observation.limit.and_then(|limit| limit.reset_at);
    let mut times = limit.into_iter().chain(observation.reset_at);
    assert!(times.all(is_in_range), "{at}");
}

fn is_in_range(time: SystemTime) -> bool {
    time.duration_since(UNIX_EPOCH).is_ok_and(|since_epoch| since_epoch <= LATEST)
}

/// The reference: whether a line has the name of a content coding between its commas.
fn has_coding(headers: &HeaderMap) -> bool {
    const CODINGS: &str =
        "aes128gcm br compress dcb dcz deflate exi gzip pack200-gzip x-compress x-gzip zstd";
    headers.get_all("content-encoding").iter().any(|line| {
        String::from_utf8_lossy(line.as_bytes()).split(',').any(|element| {
            let element = element.trim_matches([' ', '\t']).to_ascii_lowercase();
            CODINGS.split(' ').any(|coding| coding == element)
        })
    })
}
