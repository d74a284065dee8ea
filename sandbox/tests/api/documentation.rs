//! The example and the tables of docs/sandbox.md agree with the server.

use serde_json::Value;

use crate::raw_http::{control, get, sandbox};

const PAGE: &str = include_str!("../../../docs/sandbox.md");

/// The first code block of this language after the heading.
fn block(heading: &str, language: &str) -> &'static str {
    let (_, section) = PAGE.split_once(heading).unwrap();
    let (_, block) = section.split_once(&format!("```{language}\n")).unwrap();
    block.split_once("```").unwrap().0
}

/// The method, the path and the body of a curl command.
fn curl(line: &str) -> (&str, &str, &str) {
    let (_, url) = line.split_once("$URL").unwrap();
    let (path, rest) = url.split_once('"').unwrap();
    assert!(rest.contains(r#"-H "X-Sandbox-Token: $TOKEN""#), "{line}");
    let body = rest.split_once("-d '").map(|(_, body)| body.split_once('\'').unwrap().0);
    let method = if body.is_some() { "POST" } else { "GET" };
    (method, path, body.unwrap_or_default())
}

#[test]
fn returns_the_documented_result_of_the_example() {
    let sandbox = sandbox();
    let commands = block("## An example", "sh").replace("\\\n", "");
    let commands: Vec<&str> = commands.lines().filter(|line| line.starts_with("curl ")).collect();
    let [order, read] = commands[..] else { panic!("{commands:?}") };
    let (method, path, body) = curl(order);
    let response = control(&sandbox, method, path).body(body).send(sandbox.url());
    assert_eq!(response.status, 200, "{}", response.body);
    assert_eq!(get(&sandbox, "/v3/user/email").status, 503);
    assert_eq!(get(&sandbox, "/v3/user/email").status, 200);
    let (method, path, _) = curl(read);
    let faults = control(&sandbox, method, path).send(sandbox.url());
    let expected: Value = serde_json::from_str(block("## An example", "json")).unwrap();
    assert_eq!(faults.json(), expected);
}

#[test]
fn accepts_every_documented_fault() {
    let sandbox = sandbox();
    let (_, table) = PAGE.split_once("## Kinds of faults").unwrap();
    let forms = table.split("`{\"kind\"").skip(1);
    let forms: Vec<String> =
        forms.map(|form| format!("{{\"kind\"{}", form.split_once('`').unwrap().0)).collect();
    assert!(forms.len() >= 15, "{forms:?}");
    for fault in forms {
        let body = format!(r#"[{{"operation": "*", "fault": {fault}}}]"#);
        let response =
            control(&sandbox, "POST", "/__sandbox/faults").body(body).send(sandbox.url());
        assert_eq!(response.status, 200, "{fault}: {}", response.body);
    }
}
