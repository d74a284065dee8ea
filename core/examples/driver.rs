//! Makes calls for tests that compare the languages: one per line of standard input, with tabs
//! between its fields, each of which is name=value, percent-encoded. Writes what came of it, one
//! line of JSON per call. The drivers of C and C++ in `tests` speak the same.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a line that cannot be read must end the test that wrote it, which reads what is printed"
)]

#[path = "../tests/dispatch/mod.rs"]
mod dispatch;

use std::io::{BufRead, Write, stdin, stdout};

use dispatch::{Face, dispatch};
use percent_encoding::percent_decode_str;
use sendgrid_accounts::{ApiKey, Client, Error, OnBehalfOf, Operation, Phase, Reseller};
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

struct Awaited<'a>(Client, &'a Runtime);

impl Face for Awaited<'_> {
    fn call<O: Operation>(&self, operation: O) -> Result<O::Output, Error> {
        self.1.block_on(self.0.execute(operation))
    }
}

fn main() {
    // Idle connections need their tasks polled between calls too.
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    for line in stdin().lock().lines() {
        let fields = Fields::read(&line.unwrap());
        let shown = match outcome(&fields, &runtime) {
            Ok(result) => json!({ "result": result }),
            Err(error) => json!({ "error": describe(&error) }),
        };
        println!("{shown}");
        stdout().flush().unwrap();
    }
}

fn outcome(fields: &Fields, runtime: &Runtime) -> Result<Value, Error> {
    dispatch(&Awaited(client(fields)?, runtime), &fields.call())
}

/// What a line says; a name may stand there several times.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn read(line: &str) -> Self {
        let decoded = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
        let fields = line.split('\t').map(|field| field.split_once('=').unwrap());
        Self(fields.map(|(name, value)| (decoded(name), decoded(value))).collect())
    }

    fn get(&self, wanted: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    fn call(&self) -> Value {
        let mut arguments = Map::new();
        for (name, value) in &self.0 {
            let Some(name) = name.strip_prefix("arg.") else { continue };
            let value = match name {
                "ip" | "ip_group" => {
                    let values = arguments.entry(name).or_insert_with(|| json!([]));
                    values.as_array_mut().unwrap().push(json!(value));
                    continue;
                }
                "active" | "free_user" => json!(value == "true"),
                "limit" | "offset" => json!(value.parse::<u64>().unwrap()),
                _ => json!(value),
            };
            arguments.insert(name.into(), value);
        }
        json!({ "operation": self.get("operation"), "arguments": arguments })
    }
}

fn client(fields: &Fields) -> Result<Client, Error> {
    let mut builder = Client::builder();
    if let Some(key) = fields.get("api_key") {
        builder = builder.api_key(key);
    }
    if let Some(url) = fields.get("base_url") {
        builder = builder.base_url(url);
    }
    if let Some(attempts) = fields.get("max_attempts") {
        builder = builder.max_attempts(attempts.parse().unwrap());
    }
    if let Some(account) = fields.get("on_behalf_of") {
        builder = builder.on_behalf_of(OnBehalfOf::Subuser(account.into()));
    }
    if let Some(account) = fields.get("account_id") {
        builder = builder.on_behalf_of(OnBehalfOf::Account(account.into()));
    }
    if let Some(dialect) = fields.get("dialect") {
        let reseller = reseller(fields)?
            .dialect(dialect.parse().unwrap())
            .format(fields.get("format").unwrap_or("json").parse().unwrap());
        builder = builder.reseller(reseller);
    }
    builder.build()
}

fn reseller(fields: &Fields) -> Result<Reseller, Error> {
    let text = |name: &str| fields.get(name).unwrap_or_default();
    let (username, password) = (text("reseller_username"), text("reseller_password"));
    Ok(match text("auth") {
        "api_key" => Reseller::with_api_key(ApiKey::new(text("reseller_api_key"))?),
        "basic" => Reseller::with_basic_auth(username, password),
        _ => Reseller::new(username, password),
    })
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
