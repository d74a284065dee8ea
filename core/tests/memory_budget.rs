//! Memory for what is built of a body. In a process of its own, because its allocator counts.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics on unexpected results")]

use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::HeaderMap;
use peak_alloc::PeakAlloc;
use sendgrid_accounts::customers::{DeleteCustomer, ListCustomers};
use sendgrid_accounts::subusers::ListSubusers;
use sendgrid_accounts::user::{GetProfile, UpdateEmail};
use sendgrid_accounts::{Error, ErrorKind, Operation, Outcome, Response};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Held by the test that measures: the allocator counts for the whole process.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

const FIELDS: [&str; 12] = [
    "email",
    "first_name",
    "last_name",
    "address",
    "city",
    "state",
    "zip",
    "country",
    "phone",
    "website",
    "company",
    "id",
];

const MEBIBYTE: usize = 1 << 20;

fn budget(body: usize) -> usize {
    4 * body + 16 * MEBIBYTE
}

/// The result of a call with this response, and the most memory that decoding it took, in bytes.
fn decode<O: Operation>(
    operation: &O,
    status: u16,
    body: impl Into<Bytes>,
) -> (Result<O::Output, Error>, usize) {
    let response = Response::new(status, HeaderMap::new(), body);
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let result = operation.decode(&response);
    (result, ALLOCATOR.peak_usage().saturating_sub(before))
}

/// A text of about this many bytes: `before`, as many parts as fit, `after`.
fn filled(size: usize, before: &str, after: &str, part: impl Fn(usize) -> String) -> String {
    let mut text = before.to_owned();
    let mut number = 0;
    while text.len() < size {
        text.push_str(&part(number));
        number += 1;
    }
    text + after
}

/// Bodies whose objects are many times as large, each with its name.
fn hostile_json(size: usize) -> Vec<(&'static str, String)> {
    let row = |before: &str, part: &str, after: &str| {
        let (before, after) = (format!("[{{\"username\":\"a\",{before}"), format!("{after}}}]"));
        filled(size, &before, &after, |_| part.to_owned())
    };
    let depth = |open: &str, close: &str| [open.repeat(100), close.repeat(100)].join("0") + ",";
    vec![
        ("objects of one member", row("\"x\":[", "{\"\":0},", "0]")),
        ("empty objects", row("\"x\":[", "{},", "{}]")),
        ("empty arrays", row("\"x\":[", "[],", "[]]")),
        ("arrays of one item", row("\"x\":[", "[0],", "[0]]")),
        ("digits", row("\"x\":[", "0,", "0]")),
        ("short strings", row("\"x\":[", "\"\",", "\"\"]")),
        ("strings of one character", row("\"x\":[", "\"a\",", "\"\"]")),
        ("deep arrays", row("\"x\":[", &depth("[", "]"), "0]")),
        ("deep objects", row("\"x\":[", &depth("{\"\":", "}"), "0]")),
        ("in a known field", row("\"city\":[", "{\"\":0},", "0]")),
        ("with bytes to repair", row("\"x\":[\"\u{1}\",", "{\"\":0},", "0]")),
        (
            "many members",
            filled(size, "[{\"username\":\"a\"", "}]", |number| format!(",\"{number:x}\":0")),
        ),
        ("an unknown field in each row", {
            filled(size, "[", "{\"username\":\"a\"}]", |_| "{\"username\":\"a\",\"\":0},".into())
        }),
        ("a misfit in each row", {
            filled(size, "[", "{\"username\":\"a\"}]", |_| "{\"username\":\"a\",\"id\":[]},".into())
        }),
        (
            "tiny rows",
            filled(size, "[", "{\"username\":\"a\"}]", |_| "{\"username\":\"a\"},".into()),
        ),
        ("tiny rows in an object", {
            filled(size, "{\"users\":[", "{\"username\":\"a\"}]}", |_| {
                "{\"username\":\"a\"},".into()
            })
        }),
        ("tiny rows without brackets", {
            filled(size, "", "{\"username\":\"a\"}", |_| "{\"username\":\"a\"},".into())
        }),
        ("numbers that are long as strings", {
            filled(size, "[", "{\"username\":1}]", |_| {
                "{\"username\":5e-324,\"id\":5e-324},".into()
            })
        }),
    ]
}

fn hostile_xml(size: usize) -> Vec<(&'static str, String)> {
    let rows = |row: &str| filled(size, "<users>", "</users>", |_| row.to_owned());
    let row = "<users><user><username>a</username>";
    vec![
        ("tiny rows", rows("<user><username>a</username></user>")),
        ("an unknown field in each row", rows("<user><username>a</username><b/></user>")),
        ("one unknown field many times", filled(size, row, "</user></users>", |_| "<b/>".into())),
        (
            "many unknown fields",
            filled(size, row, "</user></users>", |number| format!("<b{number:x}/>")),
        ),
        ("two of each unknown field", {
            filled(size, row, "</user></users>", |n| format!("<b{n:x}/><b{n:x}/>"))
        }),
    ]
}

#[test]
fn a_list_is_built_within_its_budget() {
    let _alone = alone();
    let size = 4 * MEBIBYTE;
    for (name, body) in hostile_json(size).into_iter().chain(hostile_xml(size)) {
        let length = body.len();
        let (result, peak) = decode(&ListCustomers::default(), 200, body);
        assert!(peak <= budget(length), "{name}: {peak} bytes of {}", budget(length));
        let error = result.expect_err(name);
        let outcome = (error.kind(), error.outcome(), error.safe_to_retry());
        assert_eq!(outcome, (ErrorKind::Response, Outcome::Unknown, false), "{name}: {error}");
        let problem = "the list needs more memory than four times its size and 16 MiB";
        assert!(error.message().starts_with(problem), "{name}: {error}");
    }
}

/// Bodies of which little is built, each with the number of its rows.
#[test]
fn long_strings_stay_within_the_budget_and_are_read() {
    let _alone = alone();
    let size = 4 * MEBIBYTE;
    let long = |part: &str| part.repeat(size / part.len());
    let json = |field: &str, text: &str| format!("[{{\"username\":\"a\",\"{field}\":\"{text}\"}}]");
    let xml = |field: &str, text: &str| {
        format!("<users><user><username>a</username><{field}>{text}</{field}></user></users>")
    };
    for body in [
        json("city", &long("a")),
        json("city", &long("\\n")),
        json("city", &long("\\u00e9")),
        json("city", &long("\\ud83d\\ude00")),
        json("city", &long("😀")),
        json("x", &long("a")),
        json("x", &long("\\/")),
        xml("city", &long("&#65;")),
        xml("city", &long("&x;")),
        xml("city", &long("&amp;")),
        xml("city", &long("& ")),
        xml("x", &long("a")),
        xml("x", &long("<b/>")),
    ] {
        let (start, length) = (body.chars().take(40).collect::<String>(), body.len());
        let (result, peak) = decode(&ListCustomers::default(), 200, body);
        assert_eq!(result.unwrap().len(), 1, "{start}");
        assert!(peak <= budget(length), "{start}: {peak} bytes of {}", budget(length));
    }
    for (declaration, text) in [
        ("", &b"\xff"[..]),
        ("", b"\xe9a"),
        ("<?xml version='1.0' encoding='ISO-8859-1'?>", b"\xff"),
    ] {
        let before = format!("{declaration}<users><user><username>");
        let text = text.repeat(size / text.len());
        let body = [before.as_bytes(), &text, b"</username></user></users>"].concat();
        let budget = budget(body.len());
        let (result, peak) = decode(&ListCustomers::default(), 200, body);
        assert_eq!(result.unwrap().len(), 1, "{declaration}");
        assert!(peak <= budget, "{declaration}: {peak} bytes of {budget}");
    }
}

#[test]
fn an_error_body_is_read_within_its_budget() {
    let _alone = alone();
    let call = DeleteCustomer { user: "a".into() };
    for size in [256 * 1024 - 1024, 2 * MEBIBYTE] {
        for part in ["{\"\":0},", "{},", "[],", "0,", "{\"message\":\"\",\"help\":[{\"\":0}]},"] {
            for name in ["errors", "detail"] {
                let before = format!("{{\"message\":\"success\",\"{name}\":[");
                let body = filled(size, &before, "0]}", |_| part.to_owned());
                let budget = budget(body.len());
                let at = format!("{size} {name} {part}");
                let (result, peak) = decode(&ListCustomers::default(), 500, body.clone());
                assert!(peak <= budget, "{at}: {peak} bytes of {budget}");
                assert_eq!(result.unwrap_err().kind(), ErrorKind::Server, "{at}");
                let (result, peak) = decode(&call, 200, body.clone());
                assert!(peak <= budget, "{at}: {peak} bytes of {budget}");
                drop(result);
                let (result, peak) = decode(&GetProfile, 200, body.clone());
                assert!(peak <= budget, "{at}: {peak} bytes of {budget}");
                drop(result);
                let update = UpdateEmail { email: "a@example.com".into() };
                let (result, peak) = decode(&update, 200, body);
                assert!(peak <= budget, "{at}: {peak} bytes of {budget}");
                drop(result);
            }
        }
    }
}

#[test]
fn a_path_of_fields_is_bounded() {
    let _alone = alone();
    let name = "n".repeat(1 << 15);
    let levels = format!("{{\"{name}\":").repeat(100);
    let body = format!("{{\"detail\":{levels}\"m\"{}}}", "}".repeat(100));
    let budget = budget(body.len());
    let (result, peak) = decode(&ListCustomers::default(), 500, body);
    assert!(peak <= budget, "{peak} bytes of {budget}");
    assert_eq!(result.unwrap_err().details().len(), 1);
}

#[test]
fn a_confirmation_is_read_within_its_budget() {
    let _alone = alone();
    let call = DeleteCustomer { user: "a".into() };
    let size = 256 * 1024 - 1024;
    let json =
        |part: &str| filled(size, "{\"message\":\"success\",\"x\":[", "0]}", |_| part.to_owned());
    let xml = |part: &str| {
        let number = |number: usize| part.replace('#', &format!("{number:x}"));
        filled(size, "<result><message>success</message>", "</result>", number)
    };
    let mut refused = 0;
    for body in [
        json("{\"\":0},"),
        json("[[]],"),
        json("{},"),
        json("0,"),
        xml("<x#><a/></x#>"),
        xml("<x#/>"),
        xml("<error/>"),
        xml("<x#><a/><b/></x#>"),
        xml("<x#>&x;</x#>"),
    ] {
        let (start, length) = (body[..60].to_owned(), body.len());
        let (result, peak) = decode(&call, 200, body);
        assert!(peak <= budget(length), "{start}: {peak} bytes of {}", budget(length));
        if let Err(error) = result {
            let outcome = (error.kind(), error.outcome(), error.safe_to_retry());
            assert_eq!(outcome, (ErrorKind::Response, Outcome::Unknown, false), "{start}: {error}");
            let problem = "the response needs more memory than four times its size and 16 MiB";
            refused += usize::from(error.message() == problem);
        }
    }
    assert!(refused >= 3, "{refused}");
}

/// 100,000 customers with all documented fields, with five unknown ones, and with few fields.
#[test]
fn ordinary_long_lists_are_within_the_budget() {
    let _alone = alone();
    let unknown = ["plan", "created", "note", "parent", "region"];
    let (few, all) = (&FIELDS[..2], &FIELDS[..]);
    let more = [all, &unknown[..]].concat();
    for (fields, is_xml) in [(few, false), (all, false), (&more, false), (&more, true)] {
        let mut body = String::from(if is_xml { "<users>" } else { "[" });
        for number in 0..100_000 {
            if is_xml {
                write!(body, "<user><username>user{number}</username><active>true</active>")
                    .unwrap();
                for name in fields {
                    write!(body, "<{name}>{name} {number}</{name}>").unwrap();
                }
                body.push_str("</user>");
            } else {
                let comma = if number == 0 { "" } else { "," };
                write!(body, "{comma}{{\"username\":\"user{number}\",\"active\":\"true\"").unwrap();
                for name in fields {
                    write!(body, ",\"{name}\":\"{name} {number}\"").unwrap();
                }
                body.push('}');
            }
        }
        body.push_str(if is_xml { "</users>" } else { "]" });
        let length = body.len();
        let (list, peak) = decode(&ListCustomers::default(), 200, body);
        assert_eq!(list.unwrap().len(), 100_000);
        assert!(peak <= budget(length), "{fields:?}: {peak} bytes of {}", budget(length));
    }
}

/// The documented page has 500 rows. A server that ignores the limit returns all rows.
#[test]
fn a_long_page_of_subusers_is_within_the_budget() {
    let _alone = alone();
    let rows = (0..25_000).map(|number| {
        format!(
            "{{\"disabled\":false,\"email\":\"m{number}@example.com\",\"id\":{number},\
             \"username\":\"subuser{number}@example.com\"}}"
        )
    });
    let body = format!("[{}]", rows.collect::<Vec<_>>().join(","));
    let length = body.len();
    let (rows, peak) = decode(&ListSubusers::default(), 200, body);
    assert_eq!(rows.unwrap().len(), 25_000);
    assert!(peak <= budget(length), "{peak} bytes of {}", budget(length));
}

#[test]
fn a_page_of_subusers_is_built_within_its_budget() {
    let _alone = alone();
    for (before, part, after) in [
        ("[", "{},", "{}]"),
        ("[", "{\"id\":[]},", "{}]"),
        ("[", "{\"id\":7,\"\":0},", "{}]"),
        ("[", "{\"region\":\"\",\"email\":\"\"},", "{}]"),
        ("[{\"id\":[", "{\"\":0},", "0]}]"),
        ("[{\"id\":[\"\u{1}\",", "[],", "0]}]"),
    ] {
        let body = filled(4 * MEBIBYTE, before, after, |_| part.to_owned());
        let length = body.len();
        let (result, peak) = decode(&ListSubusers::default(), 200, body);
        assert!(peak <= budget(length), "{part}: {peak} bytes of {}", budget(length));
        let problem = "the response needs more memory than four times its size and 16 MiB";
        let error = result.expect_err(part);
        assert!(error.message().starts_with(problem), "{part}: {error}");
    }
}
