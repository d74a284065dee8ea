//! The error bodies, in each edition of the documentation.

use sendgrid_accounts_sandbox::{CUSTOMER_ROUTES, Sandbox};

use super::{accepted, path, post, sandbox_2014};
use crate::raw_http::sandbox;

/// The error bodies in JSON and in XML, without the declaration and its white space.
fn error_bodies(sandbox: &Sandbox, operation: &str, change: (&str, Option<&str>)) -> [String; 2] {
    let (json_path, mut parameters) = accepted(operation);
    parameters.retain(|(name, _)| *name != change.0);
    let mut parameters: Vec<(&str, &str)> = parameters;
    parameters.extend(change.1.map(|value| (change.0, value)));
    ["json", "xml"].map(|format| {
        let response = post(sandbox, &path(json_path, "distributor", format), &parameters);
        assert_eq!(response.status, 200);
        let body: String = response.body.lines().map(str::trim).collect();
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

/// The shapes of the errors of every operation, in "Customer Management" and in the edition of
/// 2014.
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
fn reports_an_unknown_customer_in_each_shape() {
    let (documented, docs_2014) = (sandbox(), sandbox_2014());
    for (operation, of_documented, of_2014) in SHAPES {
        if matches!(operation, "customers.create" | "customers.list") {
            continue;
        }
        // The parent and a subuser are not customers.
        for user in ["nobody", "User1", "test_username", "test_subuser", "123"] {
            let change = ("user", Some(user));
            let bodies = error_bodies(&documented, operation, change);
            assert_eq!(bodies, of_documented("User not found"), "{operation}");
            let bodies = error_bodies(&docs_2014, operation, change);
            assert_eq!(bodies, of_2014("User does not exist"), "{operation}");
        }
    }
    assert!(documented.journal().iter().all(|entry| !entry.applied && entry.status == 200));
}

#[test]
fn reports_invalid_parameters_in_the_same_shapes() {
    let (documented, docs_2014) = (sandbox(), sandbox_2014());
    for (operation, of_documented, of_2014) in SHAPES {
        let extra = ("extra", Some("1"));
        let message = "sandbox: unknown parameter extra";
        assert_eq!(
            error_bodies(&documented, operation, extra),
            of_documented(message),
            "{operation}"
        );
        assert_eq!(error_bodies(&docs_2014, operation, extra), of_2014(message), "{operation}");
        if !matches!(operation, "customers.create" | "customers.list") {
            let message = "Missing user parameter";
            assert_eq!(
                error_bodies(&documented, operation, ("user", None)),
                of_documented(message)
            );
            assert_eq!(error_bodies(&docs_2014, operation, ("user", None)), of_2014(message));
        }
    }
    let covered: Vec<&str> = SHAPES.iter().map(|(operation, ..)| *operation).collect();
    let all: Vec<&str> = CUSTOMER_ROUTES.iter().map(|route| route.operation).collect();
    assert_eq!(covered, all);
}

#[test]
fn reports_an_unknown_operation_in_the_most_common_shape() {
    for sandbox in [sandbox(), sandbox_2014()] {
        for (change, message) in [
            (("method", None), "Missing method parameter"),
            (("method", Some("website_disabl")), "sandbox: unknown method"),
            (("method", Some("profile")), "Missing task parameter"),
        ] {
            assert_eq!(error_bodies(&sandbox, "customers.enable", change), errors(message));
        }
        let change = ("task", Some("ge"));
        let bodies = error_bodies(&sandbox, "customers.list", change);
        assert_eq!(bodies, errors("sandbox: unknown task"));
        assert!(sandbox.journal().iter().all(|entry| entry.operation.is_none()));
    }
}
