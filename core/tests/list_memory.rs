//! Memory and time of a long list. In a process of its own, because other tests would count too.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics on unexpected results")]
#![cfg(target_os = "linux")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use http::HeaderMap;
use sendgrid_accounts::customers::{CustomerList, ListCustomers};
use sendgrid_accounts::{Operation, Response};

const FIELDS: [&str; 12] = [
    "username",
    "email",
    "first_name",
    "last_name",
    "address",
    "city",
    "state",
    "zip",
    "country",
    "phone",
    "website",
    "company",
];

fn json(count: usize) -> String {
    let rows = (0..count).map(|number| {
        let fields = FIELDS.map(|name| format!(r#""{name}":"{name} of number {number}""#));
        format!(r#"{{"active":"true",{}}}"#, fields.join(","))
    });
    format!("[{}]", rows.collect::<Vec<_>>().join(","))
}

fn xml(count: usize) -> String {
    let mut document = String::from("<users>");
    for number in 0..count {
        document.push_str("<user><active>true</active>");
        for name in FIELDS {
            write!(document, "<{name}>{name} of number {number}</{name}>").unwrap();
        }
        document.push_str("</user>");
    }
    document + "</users>"
}

/// A value of `/proc/self/status`, in bytes.
fn memory(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    let kib: usize = line.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
    kib * 1024
}

/// The list, the time to decode it, and the peak memory beside the body, in bytes.
fn read(body: String) -> (CustomerList, Duration, usize) {
    let response = Response::new(200, HeaderMap::new(), body);
    // Resets the peak size (proc(5)).
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let (before, started) = (memory("VmRSS:"), Instant::now());
    let list = ListCustomers::default().decode(&response).unwrap();
    (list, started.elapsed(), memory("VmHWM:").saturating_sub(before))
}

#[test]
fn a_long_list_needs_half_its_body_and_linear_time() {
    for body in [json, xml] {
        let (short, short_time, _) = read(body(10_000));
        let long_body = body(100_000);
        let size = long_body.len();
        assert!(size > 30 << 20, "{size}");
        let (long, long_time, peak) = read(long_body);
        assert_eq!((short.len(), long.len()), (10_000, 100_000));
        assert!(peak <= size / 2, "{peak} bytes beside {size}");
        // Ten times as long, and a margin for other processes of the machine.
        assert!(long_time < short_time * 40, "{short_time:?} and {long_time:?}");
    }
}
