//! IP addresses of subusers.

use serde_json::{Value, json};

use super::{documented, send_as};
use crate::raw_http::{call, get, sandbox, send};

const PATH: &str = "/v3/subusers/example_subuser/ips";

#[test]
fn replaces_the_whole_set() {
    let sandbox = sandbox();
    let read = || -> Vec<Value> {
        let rows = get(&sandbox, "/v3/ips?subuser=example_subuser").json();
        rows.as_array().unwrap().iter().map(|row| row["ip"].clone()).collect()
    };
    assert_eq!(read(), [Value::Null; 0]);
    for (ips, expected) in [
        (r#"["127.0.0.1"]"#, &["127.0.0.1"][..]),
        (r#"["2.2.2.2","1.1.1.1","2.2.2.2"]"#, &["1.1.1.1", "2.2.2.2"]),
        ("[]", &[]),
    ] {
        let response = send(&sandbox, "PUT", PATH, ips);
        assert_eq!(response.status, 200, "{ips}");
        assert_eq!(response.json()["ips"].as_array().unwrap().len(), expected.len());
        assert_eq!(read(), expected);
        let entry = &sandbox.journal()[sandbox.journal().len() - 2];
        assert_eq!(entry.operation, Some("subusers.update_ips"));
        assert_eq!(entry.body, Some(serde_json::from_str(ips).unwrap()));
        assert_eq!(entry.user.as_deref(), Some("example_subuser"));
    }
    let last = sandbox.journal().pop().unwrap();
    assert_eq!(
        (last.operation, last.user.as_deref()),
        (Some("subusers.get_ips"), Some("example_subuser"))
    );
}

#[test]
fn accepts_only_a_bare_array_of_the_parents_ips() {
    let sandbox = sandbox();
    let before = sandbox.state();
    for body in [
        r#"{"ips":["1.1.1.1"]}"#,
        r#"{"body":["1.1.1.1"]}"#,
        "{}",
        "",
        "[1]",
        "[null]",
        "null",
        "[",
        r#""1.1.1.1""#,
    ] {
        let (status, _, message) = send(&sandbox, "PUT", PATH, body).error();
        assert_eq!(status, 400, "{body}");
        assert!(message.starts_with("sandbox: "), "{message}");
    }
    for body in [r#"["9.9.9.9"]"#, r#"["1.1.1.1","x"]"#, r#"["::1"]"#, r#"[""]"#] {
        let response = send(&sandbox, "PUT", PATH, body);
        let expected = documented("unable to validate IPs at this time");
        assert_eq!((response.status, response.body), (400, expected), "{body}");
    }
    for name in ["nobody", "user1"] {
        let path = format!("/v3/subusers/{name}/ips");
        assert_eq!(send(&sandbox, "PUT", &path, r#"["1.1.1.1"]"#).error().0, 404);
    }
    assert_eq!(sandbox.state(), before);
}

#[test]
fn lists_the_ips_of_the_parent_and_filters_them() {
    let sandbox = sandbox();
    send(&sandbox, "PUT", PATH, r#"["192.168.1.1"]"#);
    send(&sandbox, "PUT", "/v3/subusers/test_subuser/ips", r#"["192.168.1.1"]"#);
    let rows = get(&sandbox, "/v3/ips").json();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 5);
    assert_eq!(
        rows[3],
        json!({
            "ip": "192.168.1.1",
            "subusers": ["test_subuser", "example_subuser"],
            "pools": ["pool1", "pool2"],
            "warmup": false,
            "start_date": 1_409_616_000,
            "whitelabeled": false,
            "assigned_at": 1_482_883_200,
        })
    );
    assert_eq!((&rows[0]["start_date"], &rows[0]["assigned_at"]), (&Value::Null, &Value::Null));
    assert_eq!(
        (&rows[4]["rdns"], &rows[4]["whitelabeled"]),
        (&json!("o1.email.example.com"), &json!(true))
    );
    for (query, expected) in [
        ("?limit=2", &["1.1.1.1", "2.2.2.2"][..]),
        ("?limit=2&offset=4", &["208.115.214.22"]),
        ("?ip=2.2.2.2", &["2.2.2.2"]),
        ("?sort_by_direction=desc&limit=1", &["208.115.214.22"]),
        ("?exclude_whitelabels=true&offset=3", &["192.168.1.1"]),
        ("?subuser=example_subuser", &["192.168.1.1"]),
        ("?subuser=example_subuser2", &[]),
        ("?subuser=nobody", &[]),
    ] {
        let rows = get(&sandbox, &format!("/v3/ips{query}")).json();
        let ips: Vec<&str> =
            rows.as_array().unwrap().iter().map(|row| row["ip"].as_str().unwrap()).collect();
        assert_eq!(ips, expected, "{query}");
    }
    for (query, name) in [("?limit=0", "limit"), ("?sort_by_direction=up", "sort_by_direction")] {
        let (status, field, _) = get(&sandbox, &format!("/v3/ips{query}")).error();
        assert_eq!((status, field.as_deref()), (400, Some(name)));
    }
    let operations: Vec<_> = sandbox.journal().iter().map(|it| it.operation.unwrap()).collect();
    assert_eq!((operations[2], operations[8]), ("ips.list", "subusers.get_ips"));
}

#[test]
fn lists_the_assigned_ips_of_the_account_that_is_acted_for() {
    let sandbox = sandbox();
    send(&sandbox, "PUT", PATH, r#"["127.0.0.1"]"#);
    let assigned = "/v3/ips/assigned";
    let expected = json!([
        {"ip": "127.0.0.1", "pools": ["new_test5"], "warmup": true, "start_date": 1_409_616_000},
    ]);
    assert_eq!(send_as(&sandbox, "example_subuser", "GET", assigned, "").json(), expected);
    assert_eq!(send_as(&sandbox, "test_subuser", "GET", assigned, "").json(), json!([]));
    assert_eq!(get(&sandbox, assigned).json().as_array().unwrap().len(), 5);
    // The list of all addresses takes no header.
    let all = call(&sandbox, "GET", "/v3/ips").header("On-Behalf-Of", "test_subuser");
    assert_eq!(all.send(sandbox.url()).json().as_array().unwrap().len(), 5);
    assert_eq!(get(&sandbox, PATH).status, 405, "there is no such operation");
}
