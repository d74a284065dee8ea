//! Driver of the tests that compare the languages. Each line of standard input is a call: fields
//! `name=value`, percent-encoded and separated by tabs. Each line of standard output is its result
//! in JSON. The drivers of Python, C and C++ in `tests` have the same interface.
//!
//! The field `times` makes a line a series: one client makes the call that often, `at_once` calls
//! at a time, with a pause of `pause_ms` after each; `{n}` in an argument is the number of the call.
//! With `odd_on_behalf_of`, the calls with an odd number act for that subuser, by a view of the client.
//! The output is `{"responses": [...]}`, where each result has its number `n` and its time `ms`.
//!
//! With the argument `trace`, the driver logs all events to standard error.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "an invalid line must fail the test that wrote it, and the output is the interface"
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

struct Async<'a>(Client, &'a Runtime);

impl Executor for Async<'_> {
    fn run<O: Operation>(&self, operation: O) -> Result<O::Output, Error> {
        self.1.block_on(self.0.execute(operation))
    }
}

fn main() {
    if env::args().nth(1).as_deref() == Some("trace") {
        tracing_subscriber::fmt().with_max_level(Level::TRACE).with_writer(stderr).init();
    }
    // A worker polls the tasks of idle connections between calls.
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    for line in stdin().lock().lines() {
        let fields = Fields::read(&line.unwrap());
        println!("{}", result(&fields, &runtime));
        stdout().flush().unwrap();
    }
    // Dropping the runtime would wait for name lookups in progress.
    runtime.shutdown_background();
}

fn result(fields: &Fields, runtime: &Runtime) -> Value {
    let client = match settings::client(fields) {
        Ok(client) => client,
        Err(error) => return json!({ "error": describe(&error) }),
    };
    let odd = settings::view_of_odd(&client, fields);
    let call = |client: &Client, fields: &Fields| match dispatch(
        &Async(client.clone(), runtime),
        &fields.call(),
    ) {
        Ok(result) => json!({ "result": result }),
        Err(error) => json!({ "error": describe(&error) }),
    };
    let Some(series) = series::of(fields) else { return call(&client, fields) };
    series
        .run(|number| call(if number % 2 == 0 { &client } else { &odd }, &fields.numbered(number)))
}

/// The same JSON of an error as in `tests/c/vector_json.c`.
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
