//! Runs `tests/vectors` with the async and the blocking client.

#![cfg(feature = "blocking")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics on unexpected results"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sendgrid_accounts::{
    ApiKey, CallOptions, Client, ClientBuilder, Empty, Error, NamedCall, NamedResult, OPERATIONS,
    OnBehalfOf, Operation, Outcome, RawRequest, Reseller, VERSION, blocking,
};
use serde_json::{Map, Value, json};
use support::dispatch::{Executor, dispatch};
use support::replay_server::{RecordedRequest, ReplayServer};
use support::vector_files::{vector_files, vectors_folder};

struct Async(Client, tokio::runtime::Runtime);

impl Executor for Async {
    fn run<O: Operation>(&self, operation: O) -> Result<O::Output, Error> {
        self.1.block_on(self.0.execute(operation))
    }
}

impl Executor for blocking::Client {
    fn run<O: Operation>(&self, operation: O) -> Result<O::Output, Error> {
        self.execute(operation)
    }
}

/// Executes the call of a vector through a client.
type Execute<'a> = &'a dyn Fn(Client, &Value) -> Result<Value, Error>;

#[test]
fn every_vector_through_the_async_client() {
    run_all(&|client, call| {
        dispatch(&Async(client, tokio::runtime::Runtime::new().unwrap()), call)
    });
}

#[test]
fn every_vector_through_the_blocking_client() {
    run_all(&|client, call| dispatch(&blocking::Client::from(client), call));
}

#[test]
fn every_vector_by_the_name_of_its_operation() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    run_all(&|client, call| {
        let arguments = call["arguments"].as_object().unwrap();
        let named = NamedCall::new(call["operation"].as_str().unwrap(), arguments)?;
        let NamedResult { mut value, api_key, .. } = runtime.block_on(named.execute(&client))?;
        if let Some(key) = api_key {
            assert!(!value.to_string().contains(key.reveal()), "the secret is in the result");
            value["api_key"] = key.reveal().into();
        }
        Ok(value)
    });
}

#[test]
fn every_operation_has_a_vector_that_succeeds() {
    let succeeding: BTreeSet<String> = vectors()
        .into_values()
        .filter(|vector| vector.get("result").is_some())
        .map(|vector| vector["call"]["operation"].as_str().unwrap().to_owned())
        .collect();
    let names = OPERATIONS.iter().map(|info| info.name).chain([RawRequest::INFO.name]);
    let operations: BTreeSet<String> = names.map(str::to_owned).collect();
    assert_eq!(succeeding, operations);
}

fn run_all(execute: Execute<'_>) {
    let settings = settings();
    let vectors = vectors();
    assert!(!vectors.is_empty());
    for (name, vector) in vectors {
        for variant in variants(&vector) {
            run(&format!("{name} {variant:?}"), &vector, &variant, &settings, execute);
        }
    }
}

/// A dialect and a format of the customer API; both empty for the Users API.
type Variant = (String, String);

fn variants(vector: &Value) -> Vec<Variant> {
    let reseller = &vector["client"]["reseller"];
    let names = |field: &str| -> Vec<String> {
        let names = reseller[field].as_array().into_iter().flatten();
        names.map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    if reseller.is_null() {
        return vec![Variant::default()];
    }
    let formats = names("formats");
    let all = |dialect: String| formats.iter().map(move |f| (dialect.clone(), f.clone()));
    names("dialects").into_iter().flat_map(all).collect()
}

fn run(
    name: &str,
    vector: &Value,
    (dialect, format): &Variant,
    settings: &Value,
    execute: Execute<'_>,
) {
    let trap = ReplayServer::start([]);
    let exchange = vector["exchange"].as_array().unwrap();
    let responses: Vec<Value> = exchange
        .iter()
        .map(|step| substitute(in_format(&step["response"], format), &[("{trap}", trap.address())]))
        .collect();
    let server = ReplayServer::start(responses.clone());
    let mut builder = client(vector, settings).base_url(server.url());
    if !dialect.is_empty() {
        let reseller = reseller(&vector["client"]["reseller"], settings)
            .dialect(dialect.parse().unwrap())
            .format(format.parse().unwrap());
        builder = builder.reseller(reseller);
    }
    let options =
        CallOptions { empty: empty(&vector["call"]["options"]), ..CallOptions::default() };
    let client = builder.build().unwrap().with_options(&options).unwrap();
    let outcome = execute(client, &vector["call"]);

    match outcome {
        Ok(result) => assert_eq!(json!({ "result": result }), expected_result(vector), "{name}"),
        Err(error) => check_error(name, vector, responses.last(), settings, &error),
    }
    assert_eq!(
        server.requests(),
        expected_requests(exchange, &server, (dialect, format)),
        "{name}"
    );
    assert_eq!(trap.connections(), 0, "{name}");
    if exchange.is_empty() {
        assert_eq!(server.connections(), 0, "{name}");
    }
}

/// A response may differ between the formats.
fn in_format<'a>(response: &'a Value, format: &str) -> &'a Value {
    response.get(format).unwrap_or(response)
}

fn client(vector: &Value, settings: &Value) -> ClientBuilder {
    let mut builder = Client::builder().api_key(settings["api_key"].as_str().unwrap());
    let options = &vector["client"];
    if let Some(retries) = options["max_retries"].as_u64() {
        builder = builder.max_retries(u32::try_from(retries).unwrap());
    }
    if let Some(empty) = empty(options) {
        builder = builder.empty(empty);
    }
    if let Some(account) = options["on_behalf_of"]["subuser"].as_str() {
        builder = builder.on_behalf_of(OnBehalfOf::Subuser(account.into()));
    }
    if let Some(account) = options["on_behalf_of"]["account_id"].as_str() {
        builder = builder.on_behalf_of(OnBehalfOf::Account(account.into()));
    }
    builder
}

fn empty(options: &Value) -> Option<Empty> {
    options["empty"].as_str().map(|empty| match empty {
        "clear" => Empty::Clear,
        "ignore" => Empty::Ignore,
        unknown => panic!("unknown meaning of empty: {unknown}"),
    })
}

fn reseller(options: &Value, settings: &Value) -> Reseller {
    let string = |value: &Value| value.as_str().unwrap().to_owned();
    let or = |value: &Value, default: &str| {
        string(if value.is_null() { &settings[default] } else { value })
    };
    let username = or(&options["username"], "reseller_username");
    let password = or(&options["password"], "reseller_password");
    match options["auth"].as_str() {
        None => Reseller::new(username, password),
        Some("basic") => Reseller::with_basic_auth(username, password),
        Some("client_key") => Reseller::default(),
        Some("api_key") => {
            Reseller::with_api_key(ApiKey::new(string(&settings["api_key"])).unwrap())
        }
        Some(unknown) => panic!("unknown authentication {unknown}"),
    }
}

/// Serde writes unknown fields beside the known ones.
fn expected_result(vector: &Value) -> Value {
    let mut result = vector.get("result").cloned().expect("the vector expects an error");
    let rows = match &mut result {
        Value::Array(rows) => rows.iter_mut().collect(),
        other => vec![other],
    };
    for fields in rows.into_iter().filter_map(Value::as_object_mut) {
        if let Some(Value::Object(extra)) = fields.remove("extra") {
            fields.extend(extra);
        }
    }
    json!({ "result": result })
}

fn check_error(
    name: &str,
    vector: &Value,
    response: Option<&Value>,
    settings: &Value,
    error: &Error,
) {
    let mut expected = match vector.get("error") {
        Some(Value::Object(expected)) => expected.clone(),
        _ => panic!("{name}: {error:?}"),
    };
    let mut actual = describe(error);
    if !expected.contains_key("message") {
        actual.remove("message");
    }
    match expected["body"].as_str() {
        // The body of the response, in either format.
        Some("{body}") => expected["body"] = response.unwrap()["body"].clone(),
        Some("{redacted}") => {
            expected.remove("body");
            let body = actual.remove("body").unwrap();
            assert_eq!(body.as_str().unwrap().matches("[redacted]").count(), 3, "{body}");
        }
        _ => {}
    }
    let cause = expected.remove("cause");
    let source = std::error::Error::source(error).and_then(|source| source.downcast_ref::<Error>());
    assert_eq!(source.map(|source| source.kind().as_str()), cause.as_ref().and_then(Value::as_str));
    if let Some(source) = source {
        assert_eq!(source.outcome(), Outcome::Rejected, "{name}");
        assert_eq!((source.status(), source.body()), (error.status(), error.body()), "{name}");
        assert!(error.message().ends_with(source.message()), "{name}");
    }
    check_message(name, error);
    expected.entry("operation").or_insert(vector["call"]["operation"].clone());
    expected.entry("retry_budget_exhausted").or_insert(false.into());
    assert_eq!(Value::Object(actual), Value::Object(expected), "{name}");

    let output = format!("{error} {error:?} {:#?} {:?}", error, sources(error));
    let arguments = vector["call"]["arguments"].as_object().unwrap();
    let passwords = arguments.iter().filter(|(field, _)| field.ends_with("password"));
    let credentials = ["api_key", "reseller_password"].map(|name| &settings[name]);
    let created = vector["secrets"].as_array().into_iter().flatten();
    let secrets = passwords.map(|(_, value)| value).chain(credentials).chain(created);
    let secrets = secrets.map(|secret| secret.as_str().unwrap());
    // Two documented example passwords are also names of fields.
    let names = ["old_password", "new_password"];
    // A shorter one is redacted as a whole word only.
    for secret in secrets.filter(|s| s.chars().count() >= 4 && !names.contains(s)) {
        assert!(!output.contains(secret), "{name}: a secret is in {output}");
    }
}

/// The name of the operation is in `operation` and in what is displayed, and nowhere else.
fn check_message(name: &str, error: &Error) {
    let operation = error.operation().unwrap();
    assert_eq!(error.to_string(), format!("{operation}: {}", error.message()), "{name}");
    // Some operations have the name of their scope.
    let message = error.message().split("may need the scope").next().unwrap();
    for info in OPERATIONS {
        assert!(!message.contains(info.name), "{name}: {}", error.message());
    }
}

#[test]
fn the_message_of_a_call_that_cannot_start_does_not_name_the_operation() {
    let closed = Client::with_api_key("SG.key").unwrap();
    closed.close();
    let user = OnBehalfOf::Subuser("user".into());
    let view = Client::builder().api_key("SG.key").on_behalf_of(user).build().unwrap();
    let reseller = Reseller::new("user", "password");
    let without_key = Client::builder().reseller(reseller).build().unwrap();
    let unreachable =
        |builder: ClientBuilder| builder.max_retries(0).base_url("http://127.0.0.1:1");
    let unreachable = unreachable(Client::builder().api_key("SG.key")).build().unwrap();
    let mut seen = BTreeSet::new();
    for (name, vector) in vectors() {
        let operation = vector["call"]["operation"].as_str().unwrap();
        let acts_for_others =
            OPERATIONS.iter().any(|info| info.name == operation && info.on_behalf_of);
        let misfit = if acts_for_others { &without_key } else { &view };
        for client in [&closed, misfit, &unreachable] {
            let client = blocking::Client::from(client.clone());
            let error = dispatch(&client, &vector["call"]).unwrap_err();
            check_message(&name, &error);
            seen.insert((error.operation(), error.kind().as_str()));
        }
    }
    for info in OPERATIONS {
        for kind in ["closed", "config", "connect"] {
            assert!(seen.contains(&(Some(info.name), kind)), "{} {kind}", info.name);
        }
    }
}

fn describe(error: &Error) -> Map<String, Value> {
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
    let description = json!({
        "operation": error.operation(),
        "kind": error.kind().as_str(),
        "outcome": error.outcome().as_str(),
        "safe_to_retry": error.safe_to_retry(),
        "attempts": error.attempts(),
        "retry_budget_exhausted": error.retry_budget_exhausted(),
        "status": error.status(),
        "message": error.message(),
        "details": details,
        "body": error.body(),
        "request_id": error.request_id(),
        "field": error.field(),
        "phase": error.phase().map(sendgrid_accounts::Phase::as_str),
        "required_scope": error.required_scope(),
        "retry_after_seconds": error.retry_after().map(|wait| wait.as_secs()),
    });
    description.as_object().unwrap().clone()
}

fn sources(error: &Error) -> Vec<String> {
    let first = std::error::Error::source(error);
    std::iter::successors(first, |cause| cause.source())
        .map(|cause| format!("{cause} {cause:?}"))
        .collect()
}

fn expected_requests(
    exchange: &[Value],
    server: &ReplayServer,
    (dialect, format): (&str, &str),
) -> Vec<RecordedRequest> {
    let replacements = [
        ("{host}", server.address()),
        ("{version}", VERSION),
        ("{binding}", "rust"),
        ("{folder}", if dialect == "reseller" { "apiv2" } else { "api" }),
        ("{dialect}", dialect),
        ("{format}", format),
    ];
    exchange
        .iter()
        .map(|step| {
            let request = substitute(&step["request"], &replacements);
            let string = |value: &Value| value.as_str().unwrap().to_owned();
            let mut headers: Vec<String> =
                request["headers"].as_array().unwrap().iter().map(string).collect();
            headers.sort();
            (string(&request["line"]), headers, string(&request["body"]))
        })
        .collect()
}

fn substitute(value: &Value, replacements: &[(&str, &str)]) -> Value {
    match value {
        Value::String(string) => Value::String(
            replacements.iter().fold(string.clone(), |string, (from, to)| string.replace(from, to)),
        ),
        Value::Array(items) => items.iter().map(|item| substitute(item, replacements)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, field)| (name.clone(), substitute(field, replacements)))
            .collect(),
        other => other.clone(),
    }
}

fn vectors() -> BTreeMap<String, Value> {
    let (long, capped) = ("x".repeat(60_000), "x".repeat(2048));
    let texts = [("{long}", long.as_str()), ("{capped}", &capped)];
    let name = |file: &Path| {
        let parts = [file.parent().unwrap().file_name(), file.file_stem()];
        parts.map(|part| part.unwrap().to_str().unwrap()).join("-")
    };
    let files = vector_files().into_iter();
    files.map(|file| (name(&file), substitute(&read(&file), &texts))).collect()
}

fn settings() -> Value {
    read(&vectors_folder().join("settings.json"))
}

fn read(file: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(file).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
