//! Calls by name: what is refused before anything is sent, and what is never shown.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics on unexpected results"
)]

use proptest::prelude::*;
use sendgrid_accounts::{
    Empty, Error, ErrorKind, NamedCall, OPERATIONS, Operation, Outcome, Parameter, ParameterType,
    RawRequest,
};
use serde_json::{Map, Value, json};

const SECRET: &str = "canary-5ecret-1";

fn operations() -> impl Iterator<Item = &'static str> {
    OPERATIONS.iter().map(|info| info.name).chain([RawRequest::INFO.name])
}

fn call(operation: &str, arguments: &Value) -> Result<NamedCall, Error> {
    NamedCall::new(operation, arguments.as_object().unwrap())
}

/// A value of the type of a parameter. Operations accept it as far as its type decides.
fn value(parameter: &Parameter) -> Value {
    match (parameter.parameter_type, parameter.name) {
        (_, "method") => "POST".into(),
        (_, "idempotency") => "once".into(),
        (_, "path") => "/v3/stats".into(),
        (_, "email") => "user@example.com".into(),
        (ParameterType::Secret, _) => SECRET.into(),
        (ParameterType::String | ParameterType::Update, _) => "value".into(),
        (ParameterType::Integer, _) => 1.into(),
        (ParameterType::Boolean, _) => false.into(),
        (ParameterType::Strings, _) => json!(["192.0.2.1"]),
        (ParameterType::Pairs, _) if parameter.secret => json!({ "token": SECRET }),
        (ParameterType::Pairs, _) => json!({ "limit": [1, "two", true] }),
        (ParameterType::Json, _) => json!({ "password": SECRET }),
        (other, name) => panic!("{name}: {other}"),
    }
}

fn arguments(operation: &str) -> Map<String, Value> {
    let parameters = NamedCall::parameters(operation).unwrap().iter();
    parameters.map(|parameter| (parameter.name.to_owned(), value(parameter))).collect()
}

#[track_caller]
fn check_refusal(error: &Error, operation: Option<&str>, field: &str, message: &str) {
    let facts = (error.kind(), error.outcome(), error.operation(), error.field());
    assert_eq!(facts, (ErrorKind::InvalidInput, Outcome::NotSent, operation, Some(field)));
    assert_eq!(error.message(), message);
    assert!(!format!("{error:?}").contains(SECRET));
}

#[test]
fn every_operation_is_made_by_its_name() {
    for operation in operations() {
        let call = NamedCall::new(operation, &arguments(operation)).unwrap();
        assert_eq!(call.info().name, operation);
    }
}

#[test]
fn an_unknown_operation_is_refused() {
    let unknown = || call("customers.remove", &json!({})).unwrap_err();
    let message = "operation \"customers.remove\" is not the name of an operation";
    check_refusal(&unknown(), None, "operation", message);
    let error = NamedCall::parameters("customers.remove").unwrap_err();
    check_refusal(&error, None, "operation", message);
}

#[test]
fn an_unknown_argument_is_refused() {
    for operation in operations() {
        let mut arguments = arguments(operation);
        arguments.insert("colour".into(), SECRET.into());
        let error = NamedCall::new(operation, &arguments).unwrap_err();
        let message = "arguments has \"colour\", which is no parameter of the operation";
        check_refusal(&error, Some(operation), "arguments", message);
    }
}

#[test]
fn a_missing_argument_is_refused_and_null_is_missing() {
    for operation in operations() {
        for parameter in NamedCall::parameters(operation).unwrap() {
            let mut arguments = arguments(operation);
            arguments.remove(parameter.name);
            let missing = NamedCall::new(operation, &arguments);
            arguments.insert(parameter.name.into(), Value::Null);
            for result in [missing, NamedCall::new(operation, &arguments)] {
                if parameter.required {
                    let message = format!("{} is missing", parameter.name);
                    let error = result.unwrap_err();
                    check_refusal(&error, Some(operation), parameter.name, &message);
                } else {
                    assert!(!result.unwrap().arguments().contains_key(parameter.name));
                }
            }
        }
    }
}

#[test]
fn an_argument_of_another_type_is_refused() {
    let every_type = [
        json!(SECRET),
        json!(1),
        json!(1.5),
        json!(-1),
        json!(true),
        json!([SECRET]),
        json!([1]),
        json!({ "clear": true }),
        json!({ "clear": true, "other": SECRET }),
        json!({ "name": [null] }),
    ];
    for operation in operations() {
        for parameter in NamedCall::parameters(operation).unwrap() {
            let (name, parameter_type) = (parameter.name, parameter.parameter_type);
            // The others are checked by value: their types are the first four.
            if ["method", "idempotency"].contains(&name) {
                continue;
            }
            for argument in &every_type {
                let mut arguments = arguments(operation);
                arguments.insert(name.into(), argument.clone());
                let result = NamedCall::new(operation, &arguments);
                let problem = match parameter_type {
                    ParameterType::String | ParameterType::Secret if !argument.is_string() => {
                        "must be a string"
                    }
                    ParameterType::Update
                        if !argument.is_string() && *argument != json!({ "clear": true }) =>
                    {
                        "must be a string or {\"clear\": true}"
                    }
                    ParameterType::Integer if !argument.is_i64() => "must be an integer",
                    ParameterType::Boolean if !argument.is_boolean() => "must be true or false",
                    ParameterType::Strings if *argument != json!([SECRET]) => {
                        "must be a list of strings"
                    }
                    ParameterType::Pairs
                        if !argument.is_object() || argument.get("name").is_some() =>
                    {
                        "must be an object of strings, numbers and booleans, or lists of them"
                    }
                    _ => {
                        if let Err(error) = result {
                            let message = format!("{name} must be an integer from 0");
                            assert_eq!((argument, error.message()), (&json!(-1), &*message));
                        }
                        continue;
                    }
                };
                let error = result.unwrap_err();
                let unsigned = ["limit", "offset"].contains(&name);
                let message = format!("{name} {problem}{}", if unsigned { " from 0" } else { "" });
                check_refusal(&error, Some(operation), name, &message);
            }
        }
    }
}

#[test]
fn a_name_in_a_request_is_one_of_the_known_ones() {
    for (name, other, problem) in [
        ("method", "HEAD", "must be DELETE, GET, PATCH, POST or PUT"),
        ("idempotency", "never", "must be safe, idempotent or once"),
    ] {
        let mut arguments = arguments("request");
        arguments.insert(name.into(), other.into());
        let error = NamedCall::new("request", &arguments).unwrap_err();
        check_refusal(&error, Some("request"), name, &format!("{name} {problem}"));
    }
}

#[test]
fn the_values_are_checked_as_the_call_checks_them() {
    for (operation, arguments, field, message) in [
        ("customers.disable", json!({ "user": " " }), "user", "user is blank"),
        (
            "api_keys.get",
            json!({ "api_key_id": ".." }),
            "api_key_id",
            "api_key_id is a relative path",
        ),
        (
            "api_keys.create",
            json!({ "name": "key" }),
            "scopes",
            "scopes is empty: name at least one scope",
        ),
        (
            "request",
            json!({ "method": "GET", "path": "/v3/../stats" }),
            "path",
            "path contains a relative segment",
        ),
        (
            "request",
            json!({ "method": "GET", "path": "/v3/stats", "headers": { "Host": SECRET } }),
            "headers",
            "headers contains host, which the client sets itself",
        ),
    ] {
        let error = call(operation, &arguments).unwrap().check(Empty::Clear).unwrap_err();
        check_refusal(&error, Some(operation), field, message);
    }
}

#[test]
fn the_meaning_of_empty_decides_whether_an_update_has_a_field() {
    let call = call("customers.update_profile", &json!({ "user": "reader", "city": "" })).unwrap();
    assert!(call.check(Empty::Clear).is_ok());
    let error = call.check(Empty::Ignore).unwrap_err();
    let message = "profile update has no field: give at least one";
    check_refusal(&error, Some("customers.update_profile"), "profile", message);
}

#[test]
fn no_secret_is_shown() {
    let mut secrets = 0;
    for operation in operations() {
        let call = NamedCall::new(operation, &arguments(operation)).unwrap();
        for parameter in NamedCall::parameters(operation).unwrap() {
            assert_eq!(call.arguments().contains_key(parameter.name), !parameter.secret);
            secrets += usize::from(parameter.secret);
        }
        let shown = format!("{call:?} {call:#?} {:?} {:?}", call.arguments(), call.target());
        assert!(!shown.contains(SECRET), "{shown}");
    }
    // Four operations with passwords, one of which has two; body and headers of a request.
    assert_eq!(secrets, 5 + 3);
}

#[test]
fn a_call_has_the_target_of_its_change_or_the_arguments_of_its_read() {
    for (operation, arguments, target) in [
        ("customers.disable", json!({ "user": "reader" }), Some("reader")),
        ("customers.update_username", json!({ "user": "a", "username": "b@c.example" }), Some("a")),
        ("api_keys.delete", json!({ "api_key_id": "id" }), Some("id")),
        ("user.update_email", json!({ "email": "a@example.com" }), None),
        ("user.get_profile", json!({}), None),
        ("customers.get", json!({ "user": "reader" }), Some("reader")),
        ("customers.list", json!({ "active": true }), Some(r#"{"active":true}"#)),
        (
            "request",
            json!({ "method": "PUT", "path": "/v3/a", "json": { "token": SECRET } }),
            Some(r#"{"method":"PUT","path":"/v3/a"}"#),
        ),
    ] {
        let found = call(operation, &arguments).unwrap().target();
        assert_eq!(found.as_deref(), target, "{operation}");
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!("safe")),
        Just(json!("PUT")),
        Just(json!({ "clear": true })),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    /// Any arguments make a call or are refused by an argument of the operation. Nothing panics.
    #[test]
    fn any_arguments_are_a_call_or_refused(values in prop::collection::vec(any_json(), 20)) {
        for operation in operations() {
            let parameters = NamedCall::parameters(operation).unwrap();
            let names = parameters.iter().map(|parameter| parameter.name.to_owned());
            let arguments: Map<String, Value> = names.zip(values.iter().cloned()).collect();
            let checked = NamedCall::new(operation, &arguments).and_then(|call| {
                let _ = (format!("{call:?}"), call.target(), call.expectation());
                call.check(Empty::Ignore).and_then(|()| call.check(Empty::Clear))
            });
            if let Err(error) = checked {
                prop_assert_eq!(error.kind(), ErrorKind::InvalidInput);
                prop_assert_eq!(error.operation(), Some(operation));
                let field = error.field().unwrap();
                let known = parameters.iter().any(|parameter| parameter.name == field);
                prop_assert!(known || field == "profile", "{operation} {field}");
            }
        }
    }
}
