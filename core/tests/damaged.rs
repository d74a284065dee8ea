//! Damaged and hostile responses: no panic, and no damage turns an error into a success.
//!
//! The responses of the vectors are cut at every byte, and every bit of them is flipped.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics on unexpected results"
)]

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use http::HeaderMap;
use sendgrid_accounts::{Error, ErrorKind, OPERATIONS, Operation, Response};
use serde_json::{Value, json};
use support::dispatch::{Executor, dispatch};
use support::vector_files::vector_files;

/// Decodes this body for every call, without a connection.
struct Decoder<'a>(&'a [u8]);

impl Executor for Decoder<'_> {
    fn run<O: Operation>(&self, operation: O) -> Result<O::Output, Error> {
        operation.decode(&Response::new(200, HeaderMap::new(), self.0.to_vec()))
    }
}

/// A call that succeeds with this body.
struct Golden {
    call: Value,
    body: Vec<u8>,
    result: Value,
}

impl Golden {
    fn decode(&self, body: &[u8]) -> Result<Value, Error> {
        dispatch(&Decoder(body), &self.call)
    }

    /// False for rows without brackets, which are complete after each row: only `Content-Length`
    /// reveals a truncated list.
    fn has_an_end(&self) -> bool {
        !(self.result.is_array() && self.body.starts_with(b"{"))
    }
}

/// Each distinct successful response of the vectors.
fn golden() -> Vec<Golden> {
    let mut bodies = BTreeSet::new();
    let mut golden = Vec::new();
    for file in vector_files() {
        let vector: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        // The body of any other call is its result, whatever it is.
        if vector["call"]["operation"] == "request" {
            continue;
        }
        let Some(response) = successful_response(&vector) else { continue };
        for response in [response, &response["json"], &response["xml"]] {
            let Some(body) = response["body"].as_str() else { continue };
            let body: Vec<u8> = match response["encoding"].as_str() {
                None => body.bytes().collect(),
                Some(_) => body.chars().map(|c| u8::try_from(c).unwrap()).collect(),
            };
            let call = vector["call"].clone();
            if bodies.insert((call["operation"].to_string(), body.clone())) {
                let result = dispatch(&Decoder(&body), &call).unwrap();
                golden.push(Golden { call, body, result });
            }
        }
    }
    golden
}

/// The response of a call that succeeds because of its body.
fn successful_response(vector: &Value) -> Option<&Value> {
    let response = &vector["exchange"].as_array().unwrap().last()?["response"];
    let status = response["head"][0].as_str().unwrap_or_default();
    let by_status = [" 204 ", " 404 "].iter().any(|other| status.contains(other));
    (vector.get("result").is_some() && !by_status).then_some(response)
}

/// Fields of a result that are not null.
fn fields(result: &Value) -> Vec<(&String, &Value)> {
    let rows = result.as_array().map_or(std::slice::from_ref(result), Vec::as_slice);
    rows.iter()
        .filter_map(Value::as_object)
        .flatten()
        .filter(|(_, value)| !value.is_null())
        .collect()
}

#[test]
fn every_operation_has_a_successful_response() {
    let operations: BTreeSet<_> = golden()
        .iter()
        .map(|golden| golden.call["operation"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(operations, OPERATIONS.iter().map(|info| info.name.to_owned()).collect());
}

#[test]
fn a_truncated_response_never_has_another_result() {
    let (mut cuts, mut failed) = (0, 0);
    for golden in golden() {
        for cut in 0..golden.body.len() {
            cuts += 1;
            match golden.decode(&golden.body[..cut]) {
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Response);
                    failed += 1;
                }
                // Only trailing whitespace is missing, or a body that is not read.
                Ok(result) if golden.has_an_end() => {
                    assert_eq!(result, golden.result, "{} at {cut}", golden.call);
                }
                Ok(result) => {
                    let (rows, whole) = (result.as_array().unwrap(), golden.result.as_array());
                    assert!(whole.unwrap().starts_with(rows), "{} at {cut}", golden.call);
                }
            }
        }
    }
    assert!(cuts > 10_000 && failed > cuts * 9 / 10, "{failed} of {cuts}");
}

#[test]
fn a_flipped_bit_never_panics() {
    let mut refused = 0;
    for golden in golden() {
        for position in 0..golden.body.len() * 8 {
            let mut body = golden.body.clone();
            body[position / 8] ^= 1 << (position % 8);
            match golden.decode(&body) {
                Err(error) => {
                    refused += 1;
                    assert!(!error.to_string().is_empty());
                }
                // One bit changes one name or value, or merges two of them.
                Ok(result) => {
                    let (before, after) = (fields(&golden.result), fields(&result));
                    let changed = before.iter().filter(|field| !after.contains(field)).count();
                    assert!(changed <= 2 || golden.result.is_array(), "{} {result}", golden.call);
                }
            }
        }
    }
    assert!(refused > 10_000, "{refused}");
}

#[test]
fn document_types_are_refused_before_entities_expand() {
    let mut nested = String::from("<!ENTITY l0 \"lol\">");
    for level in 1..10 {
        let parts = format!("&l{};", level - 1).repeat(10);
        write!(nested, "<!ENTITY l{level} \"{parts}\">").unwrap();
    }
    let long = format!("<!ENTITY l9 \"{}\">", "a".repeat(100_000));
    let recursive = "<!ENTITY l9 \"&l8;\"><!ENTITY l8 \"&l9;\">".to_owned();
    let call = json!({ "operation": "customers.list", "arguments": {} });
    for entities in [nested, long, recursive] {
        let references = "&l9;".repeat(10_000);
        let body = format!(
            "<?xml version=\"1.0\"?><!DOCTYPE users [{entities}]>\
             <users><user><username>{references}</username></user></users>"
        );
        let started = Instant::now();
        let error = dispatch(&Decoder(body.as_bytes()), &call).unwrap_err();
        assert!(started.elapsed() < Duration::from_millis(10), "{:?}", started.elapsed());
        assert_eq!(error.kind(), ErrorKind::Response);
        assert!(error.message().contains("has a document type"), "{error}");
    }
}

#[test]
fn numbers_out_of_range_are_never_other_numbers() {
    let decode = |operation: &str, field: &str, number: &str| {
        let call = json!({ "operation": operation, "arguments": {} });
        let body = format!("{{\"{field}\":{number}}}");
        dispatch(&Decoder(body.as_bytes()), &call).map(|result| result[field].clone())
    };
    for number in ["NaN", "Infinity", "-Infinity", "+1", "01", "0x1", "1.", "1.e999"] {
        for (operation, field) in [
            ("user.get_account", "reputation"),
            ("user.get_credits", "remain"),
            ("user.get_username", "user_id"),
        ] {
            let error = decode(operation, field, number).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Response, "{field} {number}");
            assert!(!error.message().contains(number), "the value is in {error}");
        }
    }
    // A number of JSON that is none of the field's type is in `extra`, which the result flattens.
    for number in ["18446744073709551616", "9223372036854775808", "-9223372036854775809", "1.5"] {
        for (operation, field) in [("user.get_credits", "remain"), ("user.get_username", "user_id")]
        {
            let value: Value = serde_json::from_str(number).unwrap();
            assert_eq!(decode(operation, field, number).unwrap(), value, "{number}");
        }
    }
    for number in ["1e999", "-1e400"] {
        assert_eq!(decode("user.get_account", "reputation", number).unwrap(), number);
        assert_eq!(decode("user.get_credits", "remain", number).unwrap(), number);
    }
    let least = i64::MIN.to_string();
    assert_eq!(decode("user.get_credits", "overage", &least).unwrap(), json!(i64::MIN));
    assert_eq!(decode("user.get_credits", "overage", "-0").unwrap_or(json!(0)), json!(0));
    for (number, value) in [("-0", 0.0), ("1e-400", 0.0), ("1e308", 1e308), ("99.7", 99.7)] {
        let decoded = decode("user.get_account", "reputation", number).unwrap();
        assert!((decoded.as_f64().unwrap() - value).abs() <= f64::EPSILON, "{number}: {decoded}");
    }
}
