//! Both APIs work on the same accounts.

use sendgrid_accounts_sandbox::{Options, Sandbox};
use serde_json::Value;

use super::{ADD, DELETE, MANAGE, NEW, SUCCESS, errors, names, post, row};
use crate::raw_http::{self, call, sandbox, send};

const NAME: &str = "newcustomer@example.com";

fn read(sandbox: &Sandbox, target: &str, name: &str) -> (u16, Value) {
    let response = call(sandbox, "GET", target).header("On-Behalf-Of", name).send(sandbox.url());
    (response.status, response.json())
}

fn change(sandbox: &Sandbox, method: &str, target: &str, name: &str, body: &str) -> u16 {
    let request = call(sandbox, method, target).header("On-Behalf-Of", name).json(body);
    request.send(sandbox.url()).status
}

#[test]
fn addresses_a_new_customer_by_username_and_account_id() {
    let sandbox = sandbox();
    assert_eq!(read(&sandbox, "/v3/user/email", NAME).0, 403);
    assert_eq!(post(&sandbox, ADD, &NEW).body, SUCCESS);
    for name in [NAME, "account-id 125"] {
        assert_eq!(read(&sandbox, "/v3/user/email", name).1["email"], NAME);
        let profile = read(&sandbox, "/v3/user/profile", name).1;
        assert_eq!(profile["first_name"], "fname");
        assert_eq!((&profile["company"], &profile["address2"]), (&"".into(), &"".into()));
        assert_eq!(read(&sandbox, "/v3/user/username", name).1["user_id"], 5);
        assert_eq!(read(&sandbox, "/v3/user/account", name).1["type"], "paid");
    }
}

#[test]
fn lists_changes_of_the_users_api() {
    let sandbox = sandbox();
    let body = r#"{"city":"Denver","company":"Example","address2":"b"}"#;
    assert_eq!(change(&sandbox, "PATCH", "/v3/user/profile", "user1", body), 200);
    let body = r#"{"email":"new@example.com"}"#;
    assert_eq!(change(&sandbox, "PUT", "/v3/user/email", "account-id 123", body), 200);
    let body = r#"{"username":"renamed"}"#;
    assert_eq!(change(&sandbox, "PUT", "/v3/user/username", "user1", body), 200);
    assert!(row(&sandbox, "user1").is_none());
    let row = row(&sandbox, "renamed").unwrap();
    for (name, value) in [
        ("city", "Denver"),
        ("company", "Example"),
        ("address2", "b"),
        ("email", "new@example.com"),
        ("id", "123"),
    ] {
        assert_eq!(row[name], value);
    }
}

#[test]
fn returns_changes_of_the_customers_api() {
    let sandbox = sandbox();
    let manage = |pairs: &[(&str, &str)]| {
        assert_eq!(post(&sandbox, MANAGE, pairs).body, SUCCESS, "{pairs:?}");
    };
    let profile = ("method", "profile");
    manage(&[profile, ("task", "set"), ("user", "user1"), ("city", "Denver")]);
    manage(&[profile, ("task", "setEmail"), ("user", "user1"), ("email", "new@example.com")]);
    manage(&[
        ("method", "password"),
        ("user", "user1"),
        ("password", "secret6"),
        ("confirm_password", "secret6"),
    ]);
    manage(&[profile, ("task", "setUsername"), ("user", "user1"), ("username", "new@example.com")]);

    let name = "new@example.com";
    assert_eq!(read(&sandbox, "/v3/user/profile", name).1["city"], "Denver");
    assert_eq!(read(&sandbox, "/v3/user/email", name).1["email"], name);
    assert_eq!(read(&sandbox, "/v3/user/username", "account-id 123").1["username"], name);
    assert_eq!(read(&sandbox, "/v3/user/username", "user1").0, 403);
    let body = |old: &str| format!(r#"{{"new_password":"x","old_password":"{old}"}}"#);
    assert_eq!(change(&sandbox, "PUT", "/v3/user/password", name, &body("user1_password")), 400);
    assert_eq!(change(&sandbox, "PUT", "/v3/user/password", name, &body("secret6")), 200);
}

#[test]
fn accepts_requests_on_behalf_of_a_disabled_customer() {
    let sandbox = sandbox();
    for method in ["disable", "website_disable"] {
        post(&sandbox, MANAGE, &[("method", method), ("user", "user1")]);
    }
    assert_eq!(read(&sandbox, "/v3/user/email", "user1").0, 200);
}

#[test]
fn removes_a_deleted_customer_from_both_apis() {
    for permissive in [false, true] {
        let sandbox = Sandbox::start(Options { permissive, ..raw_http::options() }).unwrap();
        assert_eq!(post(&sandbox, DELETE, &[("user", "user1")]).body, SUCCESS);
        for name in ["user1", "account-id 123"] {
            assert_eq!(read(&sandbox, "/v3/user/email", name).0, 403, "{name}");
        }
        let body = r#"{"username":"user1"}"#;
        let response = send(&sandbox, "PUT", "/v3/user/username", body);
        assert_eq!(response.error().2, "username exists");
        assert_eq!(names(&sandbox, &[]), ["user2"]);
        assert_eq!(post(&sandbox, ADD, &NEW).body, SUCCESS);
        assert_eq!(row(&sandbox, NAME).unwrap()["id"], "125", "numbers are not reused");
    }
}

#[test]
fn keeps_usernames_unique_across_both_apis() {
    let sandbox = sandbox();
    let body = format!(r#"{{"username":"{NAME}"}}"#);
    assert_eq!(change(&sandbox, "PUT", "/v3/user/username", "test_subuser", &body), 200);
    assert_eq!(errors(&post(&sandbox, ADD, &NEW)).len(), 1);
    assert_eq!(send(&sandbox, "PUT", "/v3/user/username", r#"{"username":"user2"}"#).status, 400);
}

#[test]
fn lists_customers_that_a_permissive_sandbox_creates() {
    let options = Options { permissive: true, ..raw_http::options() };
    let sandbox = Sandbox::start(options).unwrap();
    assert_eq!(read(&sandbox, "/v3/user/email", "account-id 77").0, 200);
    assert_eq!(read(&sandbox, "/v3/user/email", "a_subuser").0, 200);
    assert_eq!(names(&sandbox, &[]), ["user1", "user2", "customer_77"]);
}
