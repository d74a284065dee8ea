//! Bulk runs: their results, their ledger, and their pace.

#![cfg(feature = "bulk")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test stops at anything unexpected, and the long forms print their figures"
)]

#[cfg(feature = "blocking")]
mod blocking;
mod damage;
mod figures;
mod kills;
mod ledger;
mod pace;
mod panics;
mod resume;
mod runs;

use std::fs;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll};

use futures_core::Stream;
use sendgrid_accounts::{
    Bulk, BulkJob, BulkOptions, BulkResult, Client, ClientBuilder, Ledger, LedgerRow,
};
use sendgrid_accounts_sandbox::{Fault, JournalEntry, Options, Sandbox, Window};
use serde_json::{Value, json};

/// A limit that no test reaches.
const UNLIMITED: Window = Window { limit: 10_000_000, seconds: 60 };

/// An iterator as a stream.
struct Jobs<I>(I);

impl<I: Iterator<Item = BulkJob> + Unpin> Stream for Jobs<I> {
    type Item = BulkJob;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<BulkJob>> {
        Poll::Ready(self.0.next())
    }
}

/// A folder that is deleted with its content.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("bulk-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn ledger(&self) -> PathBuf {
        self.0.join("job.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn sandbox(customers: usize) -> Sandbox {
    let options = Options { window: UNLIMITED, customers, ..Options::default() };
    Sandbox::start(options).unwrap()
}

fn builder(sandbox: &Sandbox) -> ClientBuilder {
    Client::builder().api_key(sandbox.api_key()).base_url(sandbox.url())
}

fn client(sandbox: &Sandbox) -> Client {
    builder(sandbox).build().unwrap()
}

fn options(ledger: &Path) -> BulkOptions {
    let mut options = BulkOptions::default();
    options.ledger = Some(ledger.to_owned());
    options
}

fn job(operation: &str, arguments: &Value) -> BulkJob {
    BulkJob::new(operation, arguments.as_object().unwrap())
}

fn disable(number: usize) -> BulkJob {
    job("customers.disable", &json!({ "user": format!("customer{number}@example.com") }))
}

fn create(username: &str, password: &str) -> BulkJob {
    let arguments = json!({
        "username": username, "password": password, "email": "new@example.com",
        "first_name": "First", "last_name": "Last", "address": "1 Street", "city": "City",
        "state": "CA", "zip": "91234", "country": "US", "phone": "555", "website": "example.com",
    });
    job("customers.create", &arguments)
}

/// All results of a run that does not fail.
async fn all(bulk: &Bulk, jobs: impl IntoIterator<Item = BulkJob>) -> Vec<BulkResult> {
    let mut results = bulk.run(Jobs(jobs.into_iter().collect::<Vec<_>>().into_iter()));
    let mut ended = Vec::new();
    while let Some(result) = results.next().await {
        ended.push(result.unwrap());
    }
    ended
}

/// The results of a run of its own, by the order of the jobs.
async fn run(
    client: &Client,
    options: &BulkOptions,
    jobs: impl IntoIterator<Item = BulkJob>,
) -> Vec<BulkResult> {
    let bulk = client.bulk(options).unwrap();
    let mut results = all(&bulk, jobs).await;
    results.sort_by_key(|result| result.line);
    results
}

fn rows(ledger: &Path) -> Vec<LedgerRow> {
    Ledger::open_read_only(ledger).unwrap().rows().map(Result::unwrap).collect()
}

/// Orders faults, each with its operation.
fn inject(sandbox: &Sandbox, faults: &Value) {
    for fault in faults.as_array().unwrap() {
        let mut ordered = Fault::from_json(fault["fault"].as_object().unwrap().clone());
        if let Some(nth) = fault["on"]["nth"].as_u64() {
            ordered = ordered.nth(nth);
        }
        if let Some(user) = fault["on"]["user"].as_str() {
            ordered = ordered.user(user);
        }
        if let Some(times) = fault["times"].as_u64() {
            ordered = ordered.times(usize::try_from(times).unwrap());
        }
        sandbox.fault(fault["operation"].as_str().unwrap(), ordered).unwrap();
    }
}

/// The requests of an operation.
fn requests(sandbox: &Sandbox, operation: &str) -> Vec<JournalEntry> {
    let mut journal = sandbox.journal();
    journal.retain(|entry| entry.operation == Some(operation));
    journal
}
