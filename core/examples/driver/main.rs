//! Makes calls for tests that compare the languages: one per line of standard input, with tabs
//! between its fields, each of which is name=value, percent-encoded. Writes what came of it, one
//! line of JSON per call. The drivers of Python, C and C++ in `tests` speak the same.
//!
//! A field `times` makes a line a series: the call is made that often by one client, `at_once` at a
//! time, with `pause_ms` after each; `{n}` in an argument is the number of the call. What is written
//! is `{"answers": [...]}`, where each answer also has its number `n` and its time `ms`.
//!
//! With the argument `trace` it logs on standard error all that there is.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a line that cannot be read must end the test that wrote it, which reads what is printed"
)]

#[path = "../../tests/support/dispatch.rs"]
mod dispatch;
mod fields;
mod series;
mod settings;

use std::env;
use std::io::{BufRead, Write, stderr, stdin, stdout};

use dispatch::{Executor, dispatch};
use fields::Fields;
use sendgrid_accounts::{Client, Error, Operation, Phase};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tracing::Level;

struct Awaited<'a>(Client, &'a Runtime);

impl Executor for Awaited<'_> {
    fn run<O: Operation>(&self, operation: O) -> Result<O::Output, Error> {
        self.1.block_on(self.0.execute(operation))
    }
}

fn main() {
    if env::args().nth(1).as_deref() == Some("trace") {
        tracing_subscriber::fmt().with_max_level(Level::TRACE).with_writer(stderr).init();
    }
    // Idle connections need their tasks polled between calls too.
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    for line in stdin().lock().lines() {
        let fields = Fields::read(&line.unwrap());
        println!("{}", answer(&fields, &runtime));
        stdout().flush().unwrap();
    }
    // Dropping it would wait for names that are still looked up.
    runtime.shutdown_background();
}

fn answer(fields: &Fields, runtime: &Runtime) -> Value {
    let client = match settings::client(fields) {
        Ok(client) => client,
        Err(error) => return json!({ "error": describe(&error) }),
    };
    let make = |fields: &Fields| match dispatch(&Awaited(client.clone(), runtime), &fields.call()) {
        Ok(result) => json!({ "result": result }),
        Err(error) => json!({ "error": describe(&error) }),
    };
    series::of(fields).map_or_else(|| make(fields), |series| series.run(fields, make))
}

/// The JSON that `tests/c/vector_json.c` makes of an error.
fn describe(error: &Error) -> Value {
    let details: Vec<Value> = error
        .details()
        .iter()
        .map(|detail| {
            json!({
                "message": detail.message,
                "field": detail.field,
                "help": detail.help,
                "error_id": detail.error_id,
            })
        })
        .collect();
    json!({
        "kind": error.kind().as_str(),
        "operation": error.operation(),
        "message": error.message(),
        "outcome": error.outcome().as_str(),
        "safe_to_retry": error.safe_to_retry(),
        "attempts": error.attempts(),
        "retry_budget_exhausted": error.retry_budget_exhausted(),
        "status": error.status(),
        "details": details,
        "body": error.body(),
        "request_id": error.request_id(),
        "field": error.field(),
        "phase": error.phase().map(Phase::as_str),
        "required_scope": error.required_scope(),
        "retry_after_seconds": error.retry_after().map(|wait| wait.as_secs()),
    })
}
