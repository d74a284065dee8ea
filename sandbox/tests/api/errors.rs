//! The error responses of the Users API. A rejected request changes nothing.

use serde_json::json;

use crate::raw_http::{Call, Connection, call, get, sandbox, send};

#[test]
fn rejects_wrong_keys_with_the_documented_body() {
    let sandbox = sandbox();
    let key = sandbox.api_key();
    let basic = "Basic dGVzdF91c2VybmFtZTpvbGRfcGFzc3dvcmQ=";
    let wrong = "Bearer SG.sandbox-aaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    let longer = format!("Bearer {key}x");
    let shorter = format!("Bearer {}", &key[..68]);
    for value in ["", "Bearer", "Bearer ", key, basic, wrong, &longer, &shorter] {
        let request = Call::new("GET", "/v3/user/email").header("Authorization", value);
        let response = request.send(sandbox.url());
        assert_eq!(response.status, 401, "{value}");
        let body = r#"{"errors":[{"field":null,"message":"authorization required"}]}"#;
        assert_eq!(response.body, body);
    }
    assert_eq!(Call::new("GET", "/v3/user/email").send(sandbox.url()).status, 401);
    let twice = call(&sandbox, "GET", "/v3/user/email").key(key);
    assert_eq!(twice.send(sandbox.url()).status, 401);

    let put = Call::new("PUT", "/v3/user/email").json(r#"{"email":"a@b"}"#);
    assert_eq!(put.send(sandbox.url()).status, 401);
    assert_eq!(get(&sandbox, "/v3/user/email").body, r#"{"email":"test@example.com"}"#);
}

#[test]
fn names_the_invalid_field() {
    let sandbox = sandbox();
    let before = sandbox.state();
    for (method, path, body, field) in [
        ("PUT", "/v3/user/email", r#"{"email":"no-at-sign"}"#, Some("email")),
        ("PUT", "/v3/user/email", r#"{"email":""}"#, Some("email")),
        ("PUT", "/v3/user/email", r#"{"email":null}"#, Some("email")),
        ("PUT", "/v3/user/email", r#"{"email":["a@b"]}"#, Some("email")),
        ("PUT", "/v3/user/email", r#"{"mail":"a@b"}"#, Some("mail")),
        ("PUT", "/v3/user/email", r#"{"email":"a@b","extra":1}"#, Some("extra")),
        ("PUT", "/v3/user/email", "{}", Some("email")),
        ("PUT", "/v3/user/email", "", Some("email")),
        ("PUT", "/v3/user/password", r#"{"new_password":"new"}"#, Some("old_password")),
        ("PUT", "/v3/user/password", r#"{"old_password":"old_password"}"#, Some("new_password")),
        (
            "PUT",
            "/v3/user/password",
            r#"{"new_password":"","old_password":"old_password"}"#,
            Some("new_password"),
        ),
        (
            "PUT",
            "/v3/user/password",
            r#"{"new_password":1,"old_password":"old_password"}"#,
            Some("new_password"),
        ),
        (
            "PUT",
            "/v3/user/password",
            r#"{"new_password":"a","old_password":"old_password","confirm":"a"}"#,
            Some("confirm"),
        ),
        ("PATCH", "/v3/user/profile", r#"{"zip":92868}"#, Some("zip")),
        ("PATCH", "/v3/user/profile", r#"{"city":"Denver","town":"Denver"}"#, Some("town")),
        ("PATCH", "/v3/user/profile", r#"{"city":"Denver","zip":null}"#, Some("zip")),
        ("PUT", "/v3/user/username", r#"{"username":""}"#, Some("username")),
        ("PUT", "/v3/user/username", r#"{"username":7}"#, Some("username")),
        ("PUT", "/v3/user/username", r#"{"username":"a","user_id":2}"#, Some("user_id")),
        ("PUT", "/v3/user/username", "[]", None),
        ("PUT", "/v3/user/username", r#""username""#, None),
        ("PUT", "/v3/user/username", "username=a", None),
        ("PATCH", "/v3/user/profile", r#"{"city":"Denver""#, None),
        ("PATCH", "/v3/user/profile", r#"{"city":"Denver"} {}"#, None),
    ] {
        let (status, named, _) = send(&sandbox, method, path, body).error();
        assert_eq!((status, named.as_deref()), (400, field), "{method} {path} {body}");
    }
    assert_eq!(sandbox.state(), before);
    assert!(sandbox.journal().iter().all(|entry| !entry.applied));
}

#[test]
fn rejects_an_empty_patch_with_the_message_of_the_sibling_endpoint() {
    let sandbox = sandbox();
    let no_body = call(&sandbox, "PATCH", "/v3/user/profile").send(sandbox.url());
    let empty = send(&sandbox, "PATCH", "/v3/user/profile", "{}");
    for response in [no_body, empty] {
        assert_eq!(response.error(), (400, None, "no fields provided".to_owned()));
    }
}

#[test]
fn rejects_the_username_of_another_account() {
    let sandbox = sandbox();
    for username in ["test_subuser", "user1"] {
        let body = json!({ "username": username }).to_string();
        let response = send(&sandbox, "PUT", "/v3/user/username", &body);
        let field = Some("username".to_owned());
        assert_eq!(response.error(), (400, field, "username exists".to_owned()));
    }
    let own = send(&sandbox, "PUT", "/v3/user/username", r#"{"username":"test_username"}"#);
    assert_eq!(own.status, 200);
}

#[test]
fn lists_the_allowed_methods_on_a_wrong_method() {
    let sandbox = sandbox();
    for (method, path, allow) in [
        ("POST", "/v3/user/account", "GET"),
        ("PATCH", "/v3/user/email", "GET, PUT"),
        ("GET", "/v3/user/password", "PUT"),
        ("PUT", "/v3/user/profile", "GET, PATCH"),
        ("DELETE", "/v3/user/username", "GET, PUT"),
        ("OPTIONS", "/v3/user/username", "GET, PUT"),
    ] {
        let response = send(&sandbox, method, path, r#"{"username":"a"}"#);
        assert_eq!(
            response.error(),
            (405, None, "method not allowed".to_owned()),
            "{method} {path}"
        );
        assert_eq!(response.header("allow"), Some(allow), "{method} {path}");
    }
    let head = call(&sandbox, "HEAD", "/v3/user/email").send(sandbox.url());
    assert_eq!((head.status, head.header("allow")), (405, Some("GET, PUT")));
}

#[test]
fn responds_in_plain_text_to_unknown_routes() {
    let sandbox = sandbox();
    for path in ["/v3", "/v3/user", "/v3/user/profile/", "/v3/user/Email", "/v3//user/email", "/x"]
    {
        let response = get(&sandbox, path);
        assert_eq!(
            (response.status, response.body.as_str()),
            (404, "404 page not found"),
            "{path}"
        );
        assert!(response.header("content-type").unwrap().starts_with("text/plain"));
    }
}

#[test]
fn rejects_bodies_without_a_json_content_type() {
    let sandbox = sandbox();
    let put = call(&sandbox, "PUT", "/v3/user/email").body(r#"{"email":"a@b"}"#);
    assert_eq!(put.send(sandbox.url()).error().0, 415);
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "application/xml"] {
        let typed = put.clone().header("Content-Type", content_type);
        assert_eq!(typed.send(sandbox.url()).error().0, 415, "{content_type}");
    }
    assert_eq!(get(&sandbox, "/v3/user/email").body, r#"{"email":"test@example.com"}"#);
    let typed = put.header("Content-Type", "application/json; charset=utf-8");
    assert_eq!(typed.send(sandbox.url()).status, 200);
}

#[test]
fn rejects_a_body_over_64_kib() {
    let sandbox = sandbox();
    let body_of = |size: usize| {
        let frame = r#"{"city":""}"#.len();
        format!(r#"{{"city":"{}"}}"#, "x".repeat(size - frame))
    };
    let fits = send(&sandbox, "PATCH", "/v3/user/profile", &body_of(64 * 1024));
    assert_eq!(fits.status, 200);
    for size in [64 * 1024 + 1, 2 * 1024 * 1024] {
        let response = send(&sandbox, "PATCH", "/v3/user/profile", &body_of(size));
        assert_eq!(response.error(), (413, None, "content too large".to_owned()));
    }
    let length = get(&sandbox, "/v3/user/profile").json()["city"].as_str().unwrap().len();
    assert_eq!(length, 64 * 1024 - r#"{"city":""}"#.len());
}

#[test]
fn accepts_a_chunked_body() {
    let sandbox = sandbox();
    let chunks = "8\r\n{\"email\"\r\n7\r\n:\"a@b\"}\r\n0\r\n\r\n";
    let call = call(&sandbox, "PUT", "/v3/user/email")
        .header("Content-Type", "application/json")
        .header("Transfer-Encoding", "chunked");
    let mut connection = Connection::open(sandbox.url());
    connection.write(&call);
    std::io::Write::write_all(&mut connection.stream, chunks.as_bytes()).unwrap();
    let response = connection.send(&crate::raw_http::call(&sandbox, "GET", "/v3/user/username"));
    assert_eq!(response.status, 200);
    assert_eq!(get(&sandbox, "/v3/user/email").body, r#"{"email":"a@b"}"#);
}
