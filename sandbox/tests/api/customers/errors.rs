//! The bodies of refusals, in each generation of the documents.

use sendgrid_accounts_sandbox::{CUSTOMER_ROUTES, Sandbox};

use super::{accepted, path, post, sandbox_2014};
use crate::raw_http::sandbox;

/// What is answered in JSON and in XML, without the declaration and its white space.
fn refusals(sandbox: &Sandbox, operation: &str, change: (&str, Option<&str>)) -> [String; 2] {
    let (json_path, mut parameters) = accepted(operation);
    parameters.retain(|(name, _)| *name != change.0);
    let mut parameters: Vec<(&str, &str)> = parameters;
    parameters.extend(change.1.map(|value| (change.0, value)));
    ["json", "xml"].map(|format| {
        let reply = post(sandbox, &path(json_path, "distributor", format), &parameters);
        assert_eq!(reply.status, 200);
        let body: String = reply.body.lines().map(str::trim).collect();
        body.replace(r#"<?xml version="1.0" encoding="ISO-8859-1"?>"#, "")
    })
}

fn errors(message: &str) -> [String; 2] {
    [
        format!(r#"{{"message":"error","errors":["{message}"]}}"#),
        format!(
            "<result><message>error</message><errors><error>{message}</error></errors></result>"
        ),
    ]
}

fn message(message: &str) -> [String; 2] {
    [
        format!(r#"{{"message":"{message}"}}"#),
        format!("<result><message>{message}</message></result>"),
    ]
}

fn code(message: &str) -> [String; 2] {
    let inner = format!(r#"{{"code":400,"message":"{message}"}}"#);
    [
        format!(r#"{{"error":{inner}}}"#),
        format!("<error><code>400</code><message>{message}</message></error>"),
    ]
}

fn bare_code(message: &str) -> [String; 2] {
    let [_, xml] = code(message);
    [format!(r#"{{"code":400,"message":"{message}"}}"#), xml]
}

type Shape = fn(&str) -> [String; 2];

/// The shape of every operation's refusals, in the seeds and in 2014.
const SHAPES: [(&str, Shape, Shape); 11] = [
    ("customers.create", errors, errors),
    ("customers.delete", errors, code),
    ("customers.list", errors, code),
    ("customers.enable", message, code),
    ("customers.disable", message, code),
    ("customers.enable_website", message, bare_code),
    ("customers.disable_website", message, bare_code),
    ("customers.update_profile", errors, code),
    ("customers.update_password", errors, code),
    ("customers.update_username", errors, errors),
    ("customers.update_email", errors, errors),
];

#[test]
fn an_unknown_customer_is_said_to_be_one_in_each_shape() {
    let (seeds, docs_2014) = (sandbox(), sandbox_2014());
    for (operation, of_seeds, of_2014) in SHAPES {
        if matches!(operation, "customers.create" | "customers.list") {
            continue;
        }
        // The parent and a subuser are no customers.
        for user in ["nobody", "User1", "test_username", "test_subuser", "123"] {
            let change = ("user", Some(user));
            let found = refusals(&seeds, operation, change);
            assert_eq!(found, of_seeds("User not found"), "{operation}");
            let found = refusals(&docs_2014, operation, change);
            assert_eq!(found, of_2014("User does not exist"), "{operation}");
        }
    }
    assert!(seeds.journal().iter().all(|entry| !entry.applied && entry.status == 200));
}

#[test]
fn other_faults_have_the_same_shapes() {
    let (seeds, docs_2014) = (sandbox(), sandbox_2014());
    for (operation, of_seeds, of_2014) in SHAPES {
        let extra = ("extra", Some("1"));
        let text = "sandbox: unknown parameter extra";
        assert_eq!(refusals(&seeds, operation, extra), of_seeds(text), "{operation}");
        assert_eq!(refusals(&docs_2014, operation, extra), of_2014(text), "{operation}");
        if !matches!(operation, "customers.create" | "customers.list") {
            let text = "Missing user parameter";
            assert_eq!(refusals(&seeds, operation, ("user", None)), of_seeds(text));
            assert_eq!(refusals(&docs_2014, operation, ("user", None)), of_2014(text));
        }
    }
    let covered: Vec<&str> = SHAPES.iter().map(|(operation, ..)| *operation).collect();
    let all: Vec<&str> = CUSTOMER_ROUTES.iter().map(|route| route.operation).collect();
    assert_eq!(covered, all);
}

#[test]
fn what_names_no_operation_is_refused_in_the_commonest_shape() {
    for sandbox in [sandbox(), sandbox_2014()] {
        for (change, text) in [
            (("method", None), "Missing method parameter"),
            (("method", Some("website_disabl")), "sandbox: unknown method"),
            (("method", Some("profile")), "Missing task parameter"),
        ] {
            assert_eq!(refusals(&sandbox, "customers.enable", change), errors(text));
        }
        let change = ("task", Some("ge"));
        let found = refusals(&sandbox, "customers.list", change);
        assert_eq!(found, errors("sandbox: unknown task"));
        assert!(sandbox.journal().iter().all(|entry| entry.operation.is_none()));
    }
}
