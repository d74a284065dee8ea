//! Requests on behalf of subusers and customers.

use sendgrid_accounts_sandbox::{Options, Sandbox};

use crate::raw_http::{self, Response, call, get, sandbox, send};

const SUBUSER: &str = "test_subuser";
const CUSTOMER: &str = "account-id 123";

fn get_for(sandbox: &Sandbox, target: &str, name: &str) -> Response {
    call(sandbox, "GET", target).header("On-Behalf-Of", name).send(sandbox.url())
}

fn send_for(sandbox: &Sandbox, method: &str, target: &str, name: &str, body: &str) -> Response {
    call(sandbox, method, target).header("On-Behalf-Of", name).json(body).send(sandbox.url())
}

#[test]
fn returns_the_values_of_the_account() {
    let sandbox = sandbox();
    for (path, subuser, customer) in [
        (
            "/v3/user/username",
            r#"{"username":"test_subuser","user_id":2}"#,
            r#"{"username":"user1","user_id":3}"#,
        ),
        (
            "/v3/user/account",
            r#"{"reputation":99.7,"type":"free"}"#,
            r#"{"reputation":98,"type":"paid"}"#,
        ),
        (
            "/v3/user/email",
            r#"{"email":"subuser@example.com"}"#,
            r#"{"email":"example1@example.com"}"#,
        ),
    ] {
        assert_eq!(get_for(&sandbox, path, SUBUSER).body, subuser);
        assert_eq!(get_for(&sandbox, path, CUSTOMER).body, customer);
    }
    let profile = get_for(&sandbox, "/v3/user/profile", SUBUSER);
    assert_eq!(
        profile.body,
        r#"{"address":"1451 Larimer Street, 3rd floor","address2":"","city":"Denver, CO","company":"SendGrid","country":"US","first_name":"Matthew","last_name":"Bernier","phone":"7208788003","state":"CO","website":"http://sendgrid.com","zip":"80202"}"#
    );
    assert_eq!(get_for(&sandbox, "/v3/user/profile", CUSTOMER).json()["first_name"], "john");
    assert_eq!(get_for(&sandbox, "/v3/user/credits", SUBUSER).json()["used"], 25);
    assert_eq!(get_for(&sandbox, "/v3/user/credits", CUSTOMER).json()["used"], 53);
}

#[test]
fn changes_only_the_account() {
    let sandbox = sandbox();
    let before = sandbox.state();
    send_for(&sandbox, "PUT", "/v3/user/email", SUBUSER, r#"{"email":"new@example.com"}"#);
    send_for(&sandbox, "PATCH", "/v3/user/profile", CUSTOMER, r#"{"city":"Elsewhere"}"#);
    let mut expected = before;
    expected["accounts"][1]["email"] = "new@example.com".into();
    expected["accounts"][2]["profile"]["city"] = "Elsewhere".into();
    assert_eq!(sandbox.state(), expected);
}

#[test]
fn checks_the_password_of_the_account() {
    let sandbox = sandbox();
    let put = |name: &str, old: &str| {
        let body = format!(r#"{{"new_password":"next","old_password":"{old}"}}"#);
        send_for(&sandbox, "PUT", "/v3/user/password", name, &body).status
    };
    assert_eq!(put(SUBUSER, "old_password"), 400);
    assert_eq!(put(CUSTOMER, "subuser_password"), 400);
    assert_eq!(put(SUBUSER, "subuser_password"), 200);
    assert_eq!(put(CUSTOMER, "user1_password"), 200);
    let own = r#"{"new_password":"next","old_password":"old_password"}"#;
    assert_eq!(send(&sandbox, "PUT", "/v3/user/password", own).status, 200);
}

#[test]
fn accepts_the_new_username_after_a_rename() {
    let sandbox = sandbox();
    let body = r#"{"username":"renamed"}"#;
    assert_eq!(send_for(&sandbox, "PUT", "/v3/user/username", SUBUSER, body).status, 200);
    assert_eq!(get_for(&sandbox, "/v3/user/username", SUBUSER).status, 403);
    let renamed = get_for(&sandbox, "/v3/user/username", "renamed");
    assert_eq!(renamed.body, r#"{"username":"renamed","user_id":2}"#);

    assert_eq!(send_for(&sandbox, "PUT", "/v3/user/username", CUSTOMER, body).status, 400);
    let body = r#"{"username":"test_subuser"}"#;
    assert_eq!(send_for(&sandbox, "PUT", "/v3/user/username", CUSTOMER, body).status, 200);
    assert_eq!(get_for(&sandbox, "/v3/user/username", CUSTOMER).json()["user_id"], 3);
    let body = r#"{"username":"test_subuser","user_id":3}"#;
    assert_eq!(get_for(&sandbox, "/v3/user/username", "test_subuser").body, body);
}

#[test]
fn accepts_the_header_name_in_any_case() {
    let sandbox = sandbox();
    for name in ["On-Behalf-Of", "on-behalf-of", "ON-BEHALF-OF"] {
        let request = call(&sandbox, "GET", "/v3/user/username").header(name, SUBUSER);
        assert_eq!(request.send(sandbox.url()).json()["user_id"], 2, "{name}");
    }
}

#[test]
fn rejects_unknown_accounts() {
    let sandbox = sandbox();
    for name in ["nobody", "test_username", "account-id 3", "account-id nobody"] {
        let response = get_for(&sandbox, "/v3/user/email", name);
        assert_eq!(response.status, 403, "{name}");
        assert_eq!(response.body, r#"{"errors":[{"field":null,"message":"access forbidden"}]}"#);
    }
}

#[test]
fn rejects_empty_and_repeated_headers() {
    let sandbox = sandbox();
    for name in ["", " ", "account-id", "account-id "] {
        assert_eq!(get_for(&sandbox, "/v3/user/email", name).error().0, 400, "{name:?}");
    }
    let once = call(&sandbox, "GET", "/v3/user/email").header("On-Behalf-Of", SUBUSER);
    for again in [SUBUSER, CUSTOMER] {
        let twice = once.clone().header("on-behalf-of", again);
        assert_eq!(twice.send(sandbox.url()).error().0, 400);
    }
}

#[test]
fn accepts_any_key_and_creates_accounts_if_permissive() {
    let options = Options { permissive: true, ..raw_http::options() };
    let sandbox = Sandbox::start(options).unwrap();
    let any = |name: &str| {
        let call = raw_http::Call::new("GET", "/v3/user/username").key("SG.anything");
        call.header("On-Behalf-Of", name).send(sandbox.url()).body
    };
    assert_eq!(any("made_up"), r#"{"username":"made_up","user_id":5}"#);
    assert_eq!(any("account-id 77"), r#"{"username":"customer_77","user_id":6}"#);
    assert_eq!(any("made_up"), r#"{"username":"made_up","user_id":5}"#);
    assert_eq!(any(SUBUSER), r#"{"username":"test_subuser","user_id":2}"#);

    send_for(&sandbox, "PUT", "/v3/user/email", "made_up", r#"{"email":"a@b"}"#);
    assert_eq!(get_for(&sandbox, "/v3/user/email", "made_up").json()["email"], "a@b");
    assert_eq!(get(&sandbox, "/v3/user/email").json()["email"], "test@example.com");

    let no_key = raw_http::Call::new("GET", "/v3/user/username").send(sandbox.url());
    assert_eq!(no_key.status, 401);
}
