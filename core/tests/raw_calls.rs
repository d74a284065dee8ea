//! Any other call, operations of one's own, and the responses of calls.

#![cfg(feature = "blocking")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at anything unexpected"
)]

mod support;

use std::borrow::Cow;
use std::collections::BTreeSet;

use sendgrid_accounts::api_keys::DeleteApiKey;
use sendgrid_accounts::user::{GetEmail, UpdateEmail, UpdatePassword};
use sendgrid_accounts::{
    CallOptions, Client, Error, ErrorKind, Idempotency, Method, OnBehalfOf, Operation,
    OperationInfo, Outcome, RawRequest, RawResponse, Request, Response, Verdict, blocking,
};
use support::sandbox_calls::start;
use support::scripted_server::ScriptedServer;

const LIMITED: &str = "200 OK\nDate: Tue, 14 Nov 2023 22:13:20 GMT\nX-Request-Id: r-1\n\
    X-RateLimit-Limit: 600\nX-RateLimit-Remaining: 599\nX-RateLimit-Reset: 1700000500\n\
    Set-Cookie: very-secret";

fn client(url: &str) -> Client {
    Client::builder().api_key("SG.key").base_url(url).build().unwrap()
}

fn get(path: &str) -> RawRequest {
    RawRequest::new(Method::Get, path)
}

fn limit_of<T>(raw: &RawResponse<T>) -> (&str, Option<&str>, Option<u64>, Option<u64>) {
    let limit = raw.rate_limit().unwrap();
    (&limit.operation, limit.on_behalf_of.as_deref(), limit.limit, limit.remaining)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_result_comes_with_its_response() {
    let body = "{\"email\":\"a@example.com\"}";
    let server = ScriptedServer::start(move |_| format!("{LIMITED}\n\n{body}")).await;
    let client = client(&server.url);
    let raw = client.execute_with_raw_response(GetEmail).await.unwrap();
    assert_eq!(raw.parsed().email.as_deref(), Some("a@example.com"));
    assert_eq!((raw.status(), raw.request_id()), (200, Some("r-1")));
    assert_eq!(raw.headers()["x-ratelimit-limit"], "600");
    assert_eq!(limit_of(&raw), ("user.get_email", None, Some(600), Some(599)));
    assert_eq!(client.rate_limits(), [raw.rate_limit().unwrap().clone()]);
    assert_eq!(format!("{raw:?}"), "RawResponse { status: 200, request_id: Some(\"r-1\"), .. }");
    let view = client.on_behalf_of(&OnBehalfOf::Subuser("subuser".into())).unwrap();
    let raw = view.execute_with_raw_response(get("/v3/stats")).await.unwrap();
    assert_eq!(limit_of(&raw), ("GET /v3/stats", Some("subuser"), Some(600), Some(599)));
    assert_eq!(raw.into_parsed().body(), body);
    let change = UpdateEmail { email: "a@example.com".into() };
    let blocking = blocking::Client::from(view);
    let raw = blocking.execute_with_raw_response(change).unwrap();
    assert_eq!(limit_of(&raw), ("user.update_email", Some("subuser"), Some(600), Some(599)));
    assert_eq!(blocking.request(get("/v3/stats")).unwrap().body(), body);
}

#[tokio::test]
async fn a_wrapped_operation_keeps_its_class_and_its_expectation() {
    let server = ScriptedServer::start(|_| "503 Service Unavailable".into()).await;
    let client = client(&server.url);
    let change = UpdatePassword { old_password: "old-1".into(), new_password: "new-2".into() };
    let error = client.execute_with_raw_response(change).await.unwrap_err();
    assert_eq!((error.operation(), error.attempts()), (Some("user.update_password"), 1));
    assert_eq!(server.requests(), 1);
    let change = UpdateEmail { email: "a@example.com".into() };
    let error = client.execute_with_raw_response(change).await.unwrap_err();
    assert_eq!((error.attempts(), error.outcome()), (2, Outcome::Unknown));
    assert!(error.change().is_some());
}

/// The wrapper of an operation forwards every function that the trait has a default for.
#[test]
fn a_wrapped_operation_keeps_every_function() {
    let functions = |text: &str| -> BTreeSet<String> {
        let lines = text.lines().filter_map(|line| line.strip_prefix("    fn "));
        lines.map(|rest| rest.split('(').next().unwrap().to_owned()).collect()
    };
    let (_, operation) =
        include_str!("../src/operation/mod.rs").split_once("pub trait Operation").unwrap();
    let (_, wrapper) = include_str!("../src/client/raw_response.rs")
        .split_once("Operation for WithRawResponse<O> {")
        .unwrap();
    let wrapper = functions(wrapper.split_once("\n}").unwrap().0);
    assert!(wrapper.len() > 8, "{wrapper:?}");
    assert_eq!(wrapper, functions(operation));
}

#[tokio::test]
async fn a_wrapped_deletion_of_the_own_key_is_refused() {
    let server = ScriptedServer::start(|_| "204 No Content".to_owned()).await;
    let client = Client::builder().api_key("SG.own.secret").base_url(&server.url).build().unwrap();
    let delete = |id: &str| DeleteApiKey { api_key_id: id.to_owned(), allow_own: false };
    let error = client.execute_with_raw_response(delete("own")).await.unwrap_err();
    assert_eq!((error.field(), server.requests()), (Some("api_key_id"), 0));
    let raw = client.execute_with_raw_response(delete("another")).await.unwrap();
    assert_eq!((raw.status(), server.requests()), (204, 1));
}

#[tokio::test]
async fn an_endpoint_does_not_stop_another() {
    let last = LIMITED.replace("599", "0");
    let response = move |number| if number == 1 { last.clone() } else { "200 OK".into() };
    let server = ScriptedServer::start(response).await;
    let client = client(&server.url);
    client.request(get("/v3/stats")).await.unwrap();
    for request in [get("/v3/stats/x"), get("/v3/alerts")] {
        client.request(request).await.unwrap();
    }
    let change = RawRequest {
        idempotency: Some(Idempotency::Once),
        ..RawRequest::new(Method::Post, "/v3/stats")
    };
    client.request(change).await.unwrap();
    let with_params = RawRequest { params: vec![("a".into(), "b".into())], ..get("/v3/stats") };
    for request in [get("/v3/stats"), with_params] {
        let error = client.request(request).await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::RateLimit, Outcome::NotSent));
    }
    assert_eq!(server.requests(), 4);
}

#[tokio::test]
async fn limits_of_a_call_apply() {
    let server = ScriptedServer::start(|_| format!("200 OK\n\n{}", "x".repeat(300_000))).await;
    let client = client(&server.url);
    assert_eq!(client.request(get("/v3/stats")).await.unwrap().body().len(), 300_000);
    let options = CallOptions { max_list_bytes: Some(100), ..CallOptions::default() };
    let error = client.with_options(&options).unwrap().request(get("/v3/stats")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Response);
}

#[tokio::test]
async fn a_change_of_unknown_outcome_cannot_be_read_back() {
    let server = ScriptedServer::start(|_| "500 Internal Server Error".into()).await;
    let client = client(&server.url);
    let change = RawRequest {
        idempotency: Some(Idempotency::Once),
        ..RawRequest::new(Method::Delete, "/v3/alerts/1")
    };
    let error = client.request(change).await.unwrap_err();
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 1));
    assert_eq!(client.reconcile(&error).await.verdict, Verdict::Inconclusive);
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_body_is_in_no_debug_output() {
    let secret = "{\"api_key\":\"very-secret\"}";
    let server = ScriptedServer::start(move |_| format!("200 OK\n\n{secret}")).await;
    let request = RawRequest {
        json: Some(secret.into()),
        idempotency: Some(Idempotency::Once),
        headers: vec![("X-Secret".into(), "very-secret".into())],
        params: vec![("token".into(), "very-secret".into())],
        ..RawRequest::new(Method::Post, "/v3/keys")
    };
    assert!(!format!("{request:?} {:?}", request.request()).contains("very-secret"));
    let response = client(&server.url).request(request).await.unwrap();
    assert_eq!(response.json().unwrap()["api_key"], "very-secret");
    assert!(!format!("{response:?}").contains("very-secret"));
    let empty = Response::new(200, http::HeaderMap::new(), "very-secret");
    let error = empty.json().unwrap_err();
    assert!(!format!("{error} {error:?} {:?}", error.body()).contains("very-secret"));
    assert_eq!((error.kind(), error.status()), (ErrorKind::Response, Some(200)));
}

#[test]
fn names_of_methods_and_classes_are_parsed() {
    assert_eq!("patch".parse::<Method>().unwrap(), Method::Patch);
    for method in ["HEAD", "", " GET", "GET\r\n"] {
        assert_eq!(method.parse::<Method>().unwrap_err().field(), Some("method"));
    }
    assert_eq!("once".parse::<Idempotency>().unwrap(), Idempotency::Once);
    for class in ["", "Once", "twice"] {
        assert_eq!(class.parse::<Idempotency>().unwrap_err().field(), Some("idempotency"));
    }
}

#[tokio::test]
async fn a_wrong_json_text_is_refused() {
    let client = client("http://127.0.0.1:9");
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    for (json, message) in [
        ("", "json is not JSON at line 1, column 0"),
        ("{\"very-secret\":", "json is not JSON at line 1, column 15"),
        ("{} {}", "json is not JSON at line 1, column 4"),
        (&deep, "json is nested too deeply"),
    ] {
        let request = RawRequest { json: Some(json.into()), ..get("/v3/stats") };
        let error = client.request(request).await.unwrap_err();
        assert_eq!((error.field(), error.message()), (Some("json"), message));
    }
}

/// Deletes a thing by its number.
struct DeleteThing(String);

impl Operation for DeleteThing {
    type Output = u16;
    const INFO: OperationInfo = OperationInfo::new(
        "things.delete",
        Idempotency::Idempotent,
        Method::Delete,
        "/v3/things/{id}",
    )
    .with_scope("things.delete")
    .without_on_behalf_of();

    fn path(&self) -> Cow<'static, str> {
        if self.0.starts_with('/') {
            Cow::Owned(self.0.clone())
        } else {
            Cow::Borrowed(Self::INFO.path)
        }
    }

    fn request(&self) -> Result<Request, Error> {
        Ok(Request::empty().with_segment("id", self.0.clone()).with_header("X-Trace", "1"))
    }

    fn decode(&self, response: &Response) -> Result<u16, Error> {
        Ok(response.status())
    }
}

#[tokio::test]
async fn an_operation_of_ones_own_has_errors_and_limits_like_any_other() {
    let refusal = "403 Forbidden\n\n{\"errors\":[{\"message\":\"access forbidden\"}]}";
    let respond = |number| if number == 1 { refusal.into() } else { LIMITED.into() };
    let server = ScriptedServer::start(respond).await;
    let client = client(&server.url);
    let error = client.execute(DeleteThing("a/b".into())).await.unwrap_err();
    assert_eq!(error.required_scope(), Some("things.delete"));
    assert_eq!(error.operation(), Some("things.delete"));
    assert_eq!(client.execute(DeleteThing("a/b".into())).await.unwrap(), 200);
    assert_eq!(client.rate_limits()[0].operation, "things.delete");
    let view = client.on_behalf_of(&OnBehalfOf::Subuser("subuser".into())).unwrap();
    assert_eq!(view.execute(DeleteThing("1".into())).await.unwrap_err().kind(), ErrorKind::Config);
    for path in ["/v3/../x", "/v3//x", "/v3/%2e%2e"] {
        let error = client.execute(DeleteThing(path.into())).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidInput, Some("path")));
    }
    assert_eq!(server.requests(), 2);
}

#[tokio::test]
async fn any_other_call_works_against_the_sandbox() {
    let (_sandbox, client) = start();
    let profile = client.request(get("/v3/user/profile")).await.unwrap();
    assert_eq!(profile.json().unwrap()["city"], "Orange");
    let error = client.request(get("/v3/no_such_thing")).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::NotFound, Some(404)));
}
