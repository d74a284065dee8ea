//! Checks of a request that precede those of its parameters.

use super::{ADD, DELETE, LIST, MANAGE, NEW, PARENT, SUCCESS, encoded, errors, post};
use crate::raw_http::{self, Call, call, sandbox};

#[test]
fn accepts_parameters_in_query_and_body() {
    let sandbox = sandbox();
    let target = format!("{MANAGE}?{}", encoded(&PARENT));
    let mixed = Call::new("POST", &target).form("method=enable&user=user2");
    assert_eq!(mixed.send(sandbox.url()).body, SUCCESS);
    let target = format!("{target}&method=enable&user=user2");
    assert_eq!(Call::new("POST", &target).send(sandbox.url()).body, SUCCESS);
    let plus = Call::new("POST", MANAGE)
        .header("Content-Type", "Application/X-WWW-Form-URLEncoded; charset=UTF-8")
        .body(format!("{}&method=profile&task=set&user=user1&city=New+York%2B", encoded(&PARENT)));
    assert_eq!(plus.send(sandbox.url()).body, SUCCESS);
    assert_eq!(super::row(&sandbox, "user1").unwrap()["city"], "New York+");
}

#[test]
fn rejects_repeated_parameters() {
    let sandbox = sandbox();
    let parent = encoded(&PARENT);
    for (target, body, name) in [
        (DELETE, "user=user1&user=user2", "user"),
        (DELETE, "user=user1&user=user1", "user"),
        (DELETE, "user=user1&api_key=old_password", "api_key"),
        (&format!("{DELETE}?user=user1"), "user=user2", "user"),
        (&format!("{DELETE}?api_user=user1"), "user=user2", "api_user"),
        (MANAGE, "method=profile&method=password&task=set&user=user1", "method"),
    ] {
        let response = Call::new("POST", target).form(&format!("{parent}&{body}"));
        let expected = format!("sandbox: {name} was given more than once");
        assert_eq!(errors(&response.send(sandbox.url())), [expected], "{target} {body}");
    }
    assert!(sandbox.journal().iter().all(|entry| !entry.applied));
    let arrays = [&NEW[..], &[("ip[]", "192.0.2.1"), ("ip[]", "192.0.2.1")]].concat();
    assert_eq!(post(&sandbox, ADD, &arrays).body, SUCCESS);
}

#[test]
fn rejects_forms_that_are_not_utf8_or_lack_names() {
    let sandbox = sandbox();
    let send = |body: &str| {
        let body = format!("{}&{body}", encoded(&PARENT));
        errors(&Call::new("POST", MANAGE).form(&body).send(sandbox.url()))
    };
    let set = "method=profile&task=set&user=user1";
    assert_eq!(send(&format!("{set}&city=Z%FCrich")), ["sandbox: city is not in UTF-8"]);
    let no_name = "sandbox: a parameter has an impossible name";
    assert_eq!(send(&format!("{set}&=x")), [no_name]);
    assert_eq!(send(r#"{"method":"profile"}"#), [no_name]);
}

#[test]
fn rejects_other_methods() {
    let sandbox = sandbox();
    let form = encoded(&[&PARENT, &LIST[..]].concat());
    for method in ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"] {
        for target in [MANAGE, "/api/distributor.manage.xml"] {
            let response = Call::new(method, target).form(&form).send(sandbox.url());
            assert_eq!(
                (response.status, response.header("allow")),
                (405, Some("GET, POST")),
                "{method}"
            );
            assert_eq!(response.header("X-RateLimit-Limit"), Some("600"));
        }
    }
    assert!(sandbox.journal().iter().all(|entry| entry.operation.is_none()));
}

#[test]
fn rejects_other_content_types() {
    let sandbox = sandbox();
    let form = encoded(&[&PARENT, &LIST[..]].concat());
    for content_type in ["application/json", "text/plain", "multipart/form-data; boundary=a", ""] {
        let request = Call::new("POST", MANAGE).header("Content-Type", content_type);
        let response = request.body(form.clone()).send(sandbox.url());
        assert_eq!(response.error().0, 415, "{content_type}");
    }
    let untyped = Call::new("POST", MANAGE).body(form);
    assert_eq!(untyped.send(sandbox.url()).status, 415);
    assert!(sandbox.journal().iter().all(|entry| entry.body.is_none()));
}

#[test]
fn ignores_the_body_of_a_get() {
    let sandbox = sandbox();
    let form = encoded(&[&PARENT, &LIST[..]].concat());
    let response = Call::new("GET", MANAGE).form(&form).send(sandbox.url());
    assert!(response.body.contains("wrong credentials"), "{}", response.body);
}

#[test]
fn rejects_a_form_over_64_kib() {
    let sandbox = sandbox();
    let body_of = |size: usize| {
        let mut body = encoded(&[&PARENT, &LIST[..]].concat()) + "&city=";
        body.push_str(&"x".repeat(size - body.len()));
        body
    };
    let send = |size| Call::new("POST", MANAGE).form(&body_of(size)).send(sandbox.url());
    assert_eq!(send(64 * 1024).body, "[]");
    for size in [64 * 1024 + 1, 2 * 1024 * 1024] {
        assert_eq!(send(size).error(), (413, None, "content too large".to_owned()));
    }
}

#[test]
fn responds_in_plain_text_to_unknown_paths() {
    let sandbox = sandbox();
    for path in [
        "/apiv2/reseller.add",
        "/apiv2/reseller.account.json",
        "/apiv2/reseller.manage.JSON",
        "/apiv2/distributor.add.json",
        "/api/reseller.add.json",
        "/apiv2/customer.add.json",
        "/apiv2/reseller.list.xml",
    ] {
        let response = Call::new("POST", path).form(&encoded(&PARENT)).send(sandbox.url());
        assert_eq!(
            (response.status, response.body.as_str()),
            (404, "404 page not found"),
            "{path}"
        );
    }
}

#[test]
fn rejects_hosts_other_than_loopback() {
    let sandbox = sandbox();
    let delete = encoded(&[&PARENT[..], &[("user", "user1")]].concat());
    let response = Call::new("POST", DELETE).header("Host", "example.com").form(&delete);
    assert_eq!(response.send(sandbox.url()).error().0, 403);
    assert!(super::row(&sandbox, "user1").is_some());
}

#[test]
fn applies_the_latency() {
    use std::time::{Duration, Instant};
    let latency = Duration::from_millis(100);
    let options = sendgrid_accounts_sandbox::Options { latency, ..raw_http::options() };
    let sandbox = sendgrid_accounts_sandbox::Sandbox::start(options).unwrap();
    let begin = Instant::now();
    let list = call(&sandbox, "GET", &format!("{MANAGE}?{}", encoded(&LIST)));
    assert_eq!(list.send(sandbox.url()).status, 200);
    assert!(begin.elapsed() >= latency);
}
