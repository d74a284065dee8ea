//! What a request must be like before its parameters count.

use super::{ADD, DELETE, LIST, MANAGE, NEW, PARENT, SUCCESS, encoded, errors, post};
use crate::raw_http::{Call, call, sandbox};

#[test]
fn parameters_may_be_in_the_query_and_in_the_body() {
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
fn a_parameter_that_comes_twice_is_refused() {
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
        let reply = Call::new("POST", target).form(&format!("{parent}&{body}"));
        let expected = format!("sandbox: {name} was given more than once");
        assert_eq!(errors(&reply.send(sandbox.url())), [expected], "{target} {body}");
    }
    assert!(sandbox.journal().iter().all(|entry| !entry.applied));
    let arrays = [&NEW[..], &[("ip[]", "192.0.2.1"), ("ip[]", "192.0.2.1")]].concat();
    assert_eq!(post(&sandbox, ADD, &arrays).body, SUCCESS);
}

#[test]
fn a_form_must_be_in_utf8_and_have_names() {
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
fn other_methods_are_refused() {
    let sandbox = sandbox();
    let form = encoded(&[&PARENT, &LIST[..]].concat());
    for method in ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"] {
        for target in [MANAGE, "/api/distributor.manage.xml"] {
            let reply = Call::new(method, target).form(&form).send(sandbox.url());
            assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, POST")), "{method}");
            assert_eq!(reply.header("X-RateLimit-Limit"), Some("600"));
        }
    }
    assert!(sandbox.journal().iter().all(|entry| entry.operation.is_none()));
}

#[test]
fn other_content_types_are_refused() {
    let sandbox = sandbox();
    let form = encoded(&[&PARENT, &LIST[..]].concat());
    for content_type in ["application/json", "text/plain", "multipart/form-data; boundary=a", ""] {
        let request = Call::new("POST", MANAGE).header("Content-Type", content_type);
        let reply = request.body(form.clone()).send(sandbox.url());
        assert_eq!(reply.error().0, 415, "{content_type}");
    }
    let untyped = Call::new("POST", MANAGE).body(form);
    assert_eq!(untyped.send(sandbox.url()).status, 415);
    assert!(sandbox.journal().iter().all(|entry| entry.body.is_none()));
}

#[test]
fn a_get_has_no_body() {
    let sandbox = sandbox();
    let form = encoded(&[&PARENT, &LIST[..]].concat());
    let reply = Call::new("GET", MANAGE).form(&form).send(sandbox.url());
    assert!(reply.body.contains("wrong credentials"), "{}", reply.body);
}

#[test]
fn a_form_over_64_kib_is_too_large() {
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
fn unknown_paths_are_answered_in_plain_text() {
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
        let reply = Call::new("POST", path).form(&encoded(&PARENT)).send(sandbox.url());
        assert_eq!((reply.status, reply.body.as_str()), (404, "404 page not found"), "{path}");
    }
}

#[test]
fn only_loopback_hosts_are_let_in() {
    let sandbox = sandbox();
    let delete = encoded(&[&PARENT[..], &[("user", "user1")]].concat());
    let reply = Call::new("POST", DELETE).header("Host", "example.com").form(&delete);
    assert_eq!(reply.send(sandbox.url()).error().0, 403);
    assert!(super::row(&sandbox, "user1").is_some());
}

#[test]
fn latency_goes_for_this_api_too() {
    use std::time::{Duration, Instant};
    let latency = Duration::from_millis(100);
    let options = sendgrid_accounts_sandbox::Options { latency, ..Default::default() };
    let sandbox = sendgrid_accounts_sandbox::Sandbox::start(options).unwrap();
    let begin = Instant::now();
    let list = call(&sandbox, "GET", &format!("{MANAGE}?{}", encoded(&LIST)));
    assert_eq!(list.send(sandbox.url()).status, 200);
    assert!(begin.elapsed() >= latency);
}
