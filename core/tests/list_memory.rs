//! What a long list costs beside its text. Alone in its process: others would be counted in.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets something unexpected must stop"
)]
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
    let mut text = String::from("<users>");
    for number in 0..count {
        text.push_str("<user><active>true</active>");
        for name in FIELDS {
            write!(text, "<{name}>{name} of number {number}</{name}>").unwrap();
        }
        text.push_str("</user>");
    }
    text + "</users>"
}

/// A line of this process' own account of its memory, in bytes.
fn memory(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    let kib: usize = line.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
    kib * 1024
}

/// The list, how long it took, and what was needed at most beside the text.
fn read(text: String) -> (CustomerList, Duration, usize) {
    let answer = Response::new(200, HeaderMap::new(), text);
    // From here on the greatest size is counted anew (proc(5)).
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let (before, started) = (memory("VmRSS:"), Instant::now());
    let list = ListCustomers::default().decode(&answer).unwrap();
    (list, started.elapsed(), memory("VmHWM:").saturating_sub(before))
}

#[test]
fn a_long_list_costs_half_its_text_and_grows_evenly() {
    for make in [json, xml] {
        let (few, short, _) = read(make(10_000));
        let text = make(100_000);
        let size = text.len();
        assert!(size > 30 << 20, "{size}");
        let (many, long, peak) = read(text);
        assert_eq!((few.len(), many.len()), (10_000, 100_000));
        assert!(peak <= size / 2, "{peak} bytes beside {size}");
        // Ten times as many take ten times as long; the rest is for whoever else computes here.
        assert!(long < short * 40, "{short:?} and {long:?}");
    }
}
