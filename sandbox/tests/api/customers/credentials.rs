//! Authentication in the customers API.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sendgrid_accounts_sandbox::{Options, Sandbox, Window};

use super::{LIST, MANAGE, Pairs, SUCCESS, anonymous, encoded, path, post};
use crate::raw_http::{self, Call, Response, sandbox, send};

const WRONG: &str = r#"{"error":{"code":401,"message":"Permission denied, wrong credentials"}}"#;
const NOT_AUTHORIZED: &str =
    r#"{"error":{"code":401,"message":"Permission denied, not authorized"}}"#;

/// `test_username:old_password`
const BASIC: &str = "Basic dGVzdF91c2VybmFtZTpvbGRfcGFzc3dvcmQ=";
/// `user1:user1_password`
const BASIC_USER1: &str = "Basic dXNlcjE6dXNlcjFfcGFzc3dvcmQ=";
/// `test_username:wrong`
const BASIC_WRONG: &str = "Basic dGVzdF91c2VybmFtZTp3cm9uZw==";

const ENABLE: [(&str, &str); 2] = [("method", "enable"), ("user", "user2")];

fn with_header(sandbox: &Sandbox, authorization: &str, pairs: Pairs<'_>) -> Response {
    let call = Call::new("POST", MANAGE).header("Authorization", authorization);
    call.form(&encoded(&[&ENABLE, pairs].concat())).send(sandbox.url())
}

fn as_user(sandbox: &Sandbox, username: &str, password: &str) -> String {
    let credentials = [("api_user", username), ("api_key", password)];
    anonymous(sandbox, MANAGE, &[&credentials, &ENABLE[..]].concat()).body
}

#[test]
fn accepts_the_parent_with_each_form_of_credentials() {
    let sandbox = sandbox();
    assert_eq!(post(&sandbox, MANAGE, &ENABLE).body, SUCCESS);
    assert_eq!(with_header(&sandbox, BASIC, &[]).body, SUCCESS);
    assert_eq!(with_header(&sandbox, &format!("Bearer {}", sandbox.api_key()), &[]).body, SUCCESS);
    assert_eq!(as_user(&sandbox, "apikey", sandbox.api_key()), SUCCESS);
    let pair = BASE64_STANDARD.encode(format!("apikey:{}", sandbox.api_key()));
    assert_eq!(with_header(&sandbox, &format!("Basic {pair}"), &[]).body, SUCCESS);
    let query = encoded(&[&super::PARENT, &ENABLE[..]].concat());
    let call = Call::new("GET", &format!("{MANAGE}?{query}"));
    assert_eq!(call.send(sandbox.url()).body, SUCCESS);
    let call = Call::new("GET", &format!("{MANAGE}?{}", encoded(&ENABLE)));
    assert_eq!(call.header("Authorization", BASIC).send(sandbox.url()).body, SUCCESS);
}

#[test]
fn rejects_wrong_and_missing_credentials_with_status_200() {
    let sandbox = sandbox();
    for (username, password) in [
        ("test_username", "wrong"),
        ("test_username", ""),
        ("", "old_password"),
        ("", ""),
        ("nobody", "old_password"),
        ("Test_username", "old_password"),
        ("user1", "old_password"),
        ("apikey", "wrong"),
        ("apikey", "old_password"),
        ("apikey", ""),
        ("Apikey", sandbox.api_key()),
    ] {
        assert_eq!(as_user(&sandbox, username, password), WRONG, "{username} {password}");
    }
    for authorization in
        ["", BASIC_WRONG, "Basic", "Basic ?", "Bearer wrong", "Bearer old_password"]
    {
        let response = with_header(&sandbox, authorization, &[]);
        assert_eq!((response.status, response.body.as_str()), (200, WRONG), "{authorization}");
    }
    assert_eq!(anonymous(&sandbox, MANAGE, &ENABLE).body, WRONG);
    assert_eq!(super::row(&sandbox, "user2").unwrap()["active"], "false");

    for dialect in ["reseller", "distributor"] {
        let xml = anonymous(&sandbox, &path(MANAGE, dialect, "xml"), &LIST);
        assert_eq!((xml.status, xml.header("content-type")), (200, Some("text/xml")));
        let error = "<error>\n   <code>401</code>\n   \
                     <message>Permission denied, wrong credentials</message>\n</error>\n";
        assert!(xml.body.ends_with(error), "{}", xml.body);
    }
}

#[test]
fn authorizes_only_the_parent() {
    let sandbox = sandbox();
    for (username, password) in [
        ("user1", "user1_password"),
        ("user2", "user2_password"),
        ("test_subuser", "subuser_password"),
    ] {
        assert_eq!(as_user(&sandbox, username, password), NOT_AUTHORIZED, "{username}");
    }
    assert_eq!(with_header(&sandbox, BASIC_USER1, &[]).body, NOT_AUTHORIZED);
    assert!(sandbox.journal().iter().all(|entry| !entry.applied));
}

#[test]
fn prefers_parameters_to_the_header() {
    let sandbox = sandbox();
    let right = super::PARENT;
    assert_eq!(with_header(&sandbox, BASIC_WRONG, &right).body, SUCCESS);
    assert_eq!(with_header(&sandbox, BASIC, &[right[0], ("api_key", "wrong")]).body, WRONG);
    assert_eq!(with_header(&sandbox, BASIC, &right[..1]).body, WRONG, "one parameter is missing");
    assert_eq!(with_header(&sandbox, BASIC, &right[1..]).body, WRONG, "one parameter is missing");
}

#[test]
fn applies_changes_of_the_users_api_immediately() {
    let sandbox = sandbox();
    let body = r#"{"new_password":"next","old_password":"old_password"}"#;
    assert_eq!(send(&sandbox, "PUT", "/v3/user/password", body).status, 200);
    assert_eq!(as_user(&sandbox, "test_username", "old_password"), WRONG);
    assert_eq!(as_user(&sandbox, "test_username", "next"), SUCCESS);
    assert_eq!(with_header(&sandbox, BASIC, &[]).body, WRONG);
    let body = r#"{"username":"renamed"}"#;
    assert_eq!(send(&sandbox, "PUT", "/v3/user/username", body).status, 200);
    assert_eq!(as_user(&sandbox, "test_username", "next"), WRONG);
    assert_eq!(as_user(&sandbox, "renamed", "next"), SUCCESS);
    assert_eq!(sandbox.reseller_username(), "test_username", "as at the start");
    assert_eq!(sandbox.reseller_password(), "old_password");
}

#[test]
fn accepts_any_non_empty_credentials_if_permissive() {
    let options = Options { permissive: true, ..raw_http::options() };
    let sandbox = Sandbox::start(options).unwrap();
    assert_eq!(as_user(&sandbox, "anyone", "anything"), SUCCESS);
    assert_eq!(with_header(&sandbox, BASIC_WRONG, &[]).body, SUCCESS);
    assert_eq!(with_header(&sandbox, "Bearer anything", &[]).body, SUCCESS);
    assert_eq!(as_user(&sandbox, "", "anything"), WRONG);
    assert_eq!(as_user(&sandbox, "anyone", ""), WRONG);
    assert_eq!(anonymous(&sandbox, MANAGE, &ENABLE).body, WRONG);
}

#[test]
fn counts_all_operations_of_a_credential_in_one_window() {
    let window = Window { limit: 3, seconds: 1_000_000_000 };
    let sandbox = Sandbox::start(Options { window, ..raw_http::options() }).unwrap();
    let remaining =
        |response: &Response| (response.status, response.number("X-RateLimit-Remaining"));
    assert_eq!(remaining(&post(&sandbox, MANAGE, &LIST)), (200, 2));
    assert_eq!(remaining(&post(&sandbox, MANAGE, &ENABLE)), (200, 1));
    let xml = path(super::DELETE, "distributor", "xml");
    assert_eq!(remaining(&post(&sandbox, &xml, &[("user", "nobody")])), (200, 0));
    let rejected = post(&sandbox, &xml, &[("user", "user1")]);
    assert_eq!(remaining(&rejected), (429, 0));
    assert_eq!(rejected.body, r#"{"errors":[{"field":null,"message":"too many requests"}]}"#);
    assert_eq!(rejected.number("X-RateLimit-Limit"), 3);
    assert_eq!(rejected.number("X-RateLimit-Reset") % 1_000_000_000, 0);

    assert_eq!(
        remaining(&anonymous(&sandbox, MANAGE, &LIST)),
        (200, 2),
        "one window for all requests without valid credentials"
    );
    let bearer = format!("Bearer {}", sandbox.api_key());
    assert_eq!(remaining(&with_header(&sandbox, &bearer, &[])), (200, 2));
    assert_eq!(raw_http::get(&sandbox, "/v3/user/email").status, 200);
}
