//! Mutated responses: no panic, no success or refusal that a separate reference does not find, and memory
//! within the budget of the body.
//!
//! `SENDGRID_ACCOUNTS_MUTATIONS` sets the number of mutations of each decoder, and
//! `SENDGRID_ACCOUNTS_SEED` the first seed; a failure prints the one of its response.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test panics on unexpected results, and prints its figures"
)]

mod mutation;
mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use fastrand::Rng;
use http::HeaderMap;
use mutation::corpus::{Sample, samples};
use mutation::{json, mutator, text, xml};
use peak_alloc::PeakAlloc;
use sendgrid_accounts::customers::{DeleteCustomer, ListCustomers};
use sendgrid_accounts::{Error, ErrorKind, Operation, Outcome, Response};
use serde_json::{Value, json as object};
use support::dispatch::{Executor, dispatch};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Held by the decoder that is tested: the allocator counts for the whole process.
static ALONE: Mutex<()> = Mutex::new(());

/// A mutated response.
struct Mutated<'a> {
    operation: &'a str,
    status: u16,
    body: &'a [u8],
}

/// Counts of the results, each of which must occur.
#[derive(Debug, Default)]
struct Counts {
    successes: u64,
    refusals: u64,
    others: u64,
}

impl Counts {
    fn add<T>(&mut self, result: &Result<T, Error>) {
        let count = match result {
            Ok(_) => &mut self.successes,
            Err(error) if error.kind() == ErrorKind::Response => &mut self.others,
            Err(_) => &mut self.refusals,
        };
        *count += 1;
    }
}

/// Mutates responses of the vectors, and checks each.
fn mutate(
    name: &str,
    mut samples: Vec<Sample>,
    check: impl Fn(&Mutated<'_>, &mut Counts),
) -> Counts {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    samples.sort();
    samples.dedup_by(|a, b| (&a.operation, a.status, &a.body) == (&b.operation, b.status, &b.body));
    assert!(samples.len() > 10, "{name}: {} samples", samples.len());
    let (count, first) = mutator::scale();
    let mut counts = Counts::default();
    let mut body = Vec::new();
    for seed in first..first + count {
        let mut rng = Rng::with_seed(seed);
        let (sample, other) = (rng.choice(&samples).unwrap(), rng.choice(&samples).unwrap());
        body.clone_from(&sample.body);
        mutator::mutate(&mut body, &other.body, &mut rng);
        let mutated = Mutated { operation: &sample.operation, status: sample.status, body: &body };
        let checked = catch_unwind(AssertUnwindSafe(|| check(&mutated, &mut counts)));
        if let Err(panic) = checked {
            let body = String::from_utf8_lossy(&body);
            eprintln!("{name}: SENDGRID_ACCOUNTS_SEED={seed} HTTP {} {body:?}", sample.status);
            std::panic::resume_unwind(panic);
        }
    }
    eprintln!("{name}: {count} mutations from seed {first}: {counts:?}");
    counts
}

/// Decodes a response within its budget. No outcome is one that a whole response cannot have.
fn decode<O: Operation>(operation: &O, mutated: &Mutated<'_>) -> Result<O::Output, Error> {
    let response = Response::new(mutated.status, HeaderMap::new(), mutated.body.to_vec());
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let result = operation.decode(&response);
    let peak = ALLOCATOR.peak_usage().saturating_sub(before);
    let budget = 4 * mutated.body.len() + (16 << 20);
    assert!(peak <= budget, "{peak} bytes of {budget}");
    if let Err(error) = &result {
        assert!(!error.message().is_empty());
        assert!(matches!(error.outcome(), Outcome::Unknown | Outcome::Rejected), "{error:?}");
        assert!(error.details().len() <= 32, "{error:?}");
    }
    result
}

fn of(operations: &[&str], statuses: std::ops::Range<u16>, first: &[u8]) -> Vec<Sample> {
    let mut samples = samples();
    samples.retain(|sample| {
        operations.iter().any(|operation| sample.operation.starts_with(operation))
            && statuses.contains(&sample.status)
            && text(&sample.body).1.is_some_and(|byte| first.contains(&byte))
    });
    samples
}

/// Checks a refusal in a response whose status is a success: the body reads as a document.
fn check_refusal(error: &Error, body: &[u8]) {
    if error.kind() == ErrorKind::Response {
        assert_eq!(error.outcome(), Outcome::Unknown, "{error:?}");
        return;
    }
    let (text, first) = text(body);
    let reads = match first {
        Some(b'<') => !xml::readings(text).is_empty(),
        _ => json::read(text).is_some_and(|node| !node.repeats()),
    };
    assert!(reads, "{error:?}");
}

/// The usernames that the reference finds in a list; several if the encoding is not certain.
fn check_list(rows: &[Option<String>], body: &[u8]) {
    let (text, first) = text(body);
    let same = |names: &[Option<&str>]| {
        names.len() == rows.len()
            && names
                .iter()
                .zip(rows)
                .all(|(name, row)| name.is_none_or(|it| Some(it) == row.as_deref()))
    };
    if first == Some(b'<') {
        let found: Vec<_> = xml::readings(text).iter().map(|it| xml::usernames(it)).collect();
        let is_same = |names: &Vec<String>| {
            same(&names.iter().map(|name| Some(name.as_str())).collect::<Vec<_>>())
        };
        assert!(found.iter().flatten().any(is_same), "{rows:?} is not in {found:?}");
        return;
    }
    let bracketed = [b"[", text, b"]"].concat();
    let found = [json::read(text), json::read(&bracketed)];
    let is_same = |node: &json::Node| node.usernames().is_some_and(|names| same(&names));
    assert!(found.iter().flatten().any(is_same), "{rows:?} is not in {found:?}");
}

fn check_customers(mutated: &Mutated<'_>, counts: &mut Counts) {
    let result = decode(&ListCustomers::default(), mutated);
    counts.add(&result);
    match result {
        Ok(list) => {
            let names = list.rows().map(|row| row.username().map(str::to_owned));
            check_list(&names.collect::<Vec<_>>(), mutated.body);
        }
        Err(error) => check_refusal(&error, mutated.body),
    }
}

struct Decoder<'a>(&'a Mutated<'a>);

impl Executor for Decoder<'_> {
    fn run<O: Operation>(&self, operation: O) -> Result<O::Output, Error> {
        decode(&operation, self.0)
    }
}

#[test]
fn json_is_a_result_only_if_the_reference_reads_it() {
    let samples = of(&["user.get", "user.update", "customers.list"], 200..300, b"{[");
    let counts = mutate("JSON", samples, |mutated, counts| {
        if mutated.operation == "customers.list" {
            return check_customers(mutated, counts);
        }
        let call = object!({ "operation": mutated.operation, "arguments": {
            "email": "e@example.com", "old_password": "o", "new_password": "n", "username": "u",
        }});
        let result: Result<Value, Error> = dispatch(&Decoder(mutated), &call);
        counts.add(&result);
        match result {
            Ok(_) => {
                let (text, first) = text(mutated.body);
                let is_result = json::read(text).is_some_and(|node| node.is_result());
                assert!(is_result || first.is_none());
            }
            Err(error) => check_refusal(&error, mutated.body),
        }
    });
    assert!(counts.successes > 0 && counts.refusals > 0 && counts.others > 0, "{counts:?}");
}

#[test]
fn xml_is_a_list_only_if_the_reference_reads_it() {
    let samples = of(&["customers.list"], 200..300, b"<");
    let counts = mutate("XML", samples, check_customers);
    assert!(counts.successes > 0 && counts.refusals > 0 && counts.others > 0, "{counts:?}");
}

#[test]
fn a_reply_confirms_only_if_the_reference_confirms() {
    let operations = ["create", "delete", "enable", "disable", "update"];
    let operations = operations.map(|operation| format!("customers.{operation}"));
    let samples = of(&operations.each_ref().map(String::as_str), 200..300, b"{<");
    let counts = mutate("replies", samples, |mutated, counts| {
        let result = decode(&DeleteCustomer { user: "a".into() }, mutated);
        counts.add(&result);
        match result {
            Ok(()) => {
                let (text, first) = text(mutated.body);
                let confirms = match first {
                    Some(b'<') => xml::readings(text).iter().any(|it| xml::confirms(it)),
                    _ => json::read(text).is_some_and(|node| node.confirms()),
                };
                assert!(confirms);
            }
            Err(error) => check_refusal(&error, mutated.body),
        }
    });
    assert!(counts.successes > 0 && counts.refusals > 0 && counts.others > 0, "{counts:?}");
}

#[test]
fn an_error_body_never_changes_what_a_status_says() {
    let mut samples = of(&[""], 400..600, b"{[<\"");
    samples.extend(of(&["customers"], 200..300, b"{<"));
    let statuses = [400, 401, 403, 404, 409, 413, 500, 502, 503];
    let counts = mutate("error bodies", samples, |mutated, counts| {
        // The status of a sample decides, or its length if it is a success.
        let status = match mutated.status {
            200..300 => statuses[mutated.body.len() % statuses.len()],
            status => status,
        };
        let mutated = Mutated { status, ..*mutated };
        for result in [
            decode(&DeleteCustomer { user: "a".into() }, &mutated),
            decode(&ListCustomers::default(), &mutated).map(drop),
        ] {
            counts.add(&result);
            let error = result.unwrap_err();
            // A code in the body counts as the status.
            let certain = error.status().is_some_and(|status| status < 500 && status != 408);
            let is_certain = error.outcome() == Outcome::Rejected;
            assert!(certain == is_certain || error.kind() == ErrorKind::Response, "{error:?}");
        }
    });
    assert!(counts.successes == 0 && counts.refusals > 0 && counts.others > 0, "{counts:?}");
}
