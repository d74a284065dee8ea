//! Files of jobs: how they are read, and every problem that refuses one before anything is sent.

#![cfg(feature = "bulk")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics on unexpected results"
)]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::time::{Duration, SystemTime};

use sendgrid_accounts::{
    BulkFile, BulkJob, CsvOptions, Empty, Error, ErrorKind, NamedCall, OPERATIONS, OnBehalfOf,
    Operation, Outcome, ParameterType, RawRequest,
};
use serde_json::{Value, json};
use support::temporary_file::TemporaryFile;

const SECRET: &str = "canary-5ecret-1";

fn open(text: impl AsRef<[u8]>, operation: &str) -> Result<(BulkFile, TemporaryFile), Error> {
    open_with(text, operation, None)
}

fn open_with(
    text: impl AsRef<[u8]>,
    operation: &str,
    empty: Option<Empty>,
) -> Result<(BulkFile, TemporaryFile), Error> {
    let file = TemporaryFile::new("jobs.csv", text.as_ref());
    let options = CsvOptions { empty, ..CsvOptions::default() };
    BulkFile::open(file.path(), operation, &options).map(|jobs| (jobs, file))
}

/// Line, key and arguments of each job.
fn jobs(jobs: BulkFile) -> Vec<(u64, String, Value)> {
    let row =
        |job: BulkJob| (job.line().unwrap(), job.key(), Value::Object(job.arguments().clone()));
    jobs.map(row).collect()
}

#[track_caller]
fn refusal(text: impl AsRef<[u8]>, operation: &str) -> String {
    refusal_with(text, operation, None)
}

/// What the error says behind the name of the file.
#[track_caller]
fn refusal_with(text: impl AsRef<[u8]>, operation: &str, empty: Option<Empty>) -> String {
    let error = open_with(text, operation, empty).unwrap_err();
    let facts = (error.kind(), error.outcome(), error.field());
    assert_eq!(facts, (ErrorKind::InvalidInput, Outcome::NotSent, Some("file")));
    assert!(!format!("{error:?}").contains(SECRET), "{error}");
    error.message().split_once("jobs.csv\" ").unwrap().1.to_owned()
}

/// The message of these problems.
fn problems(problems: &[&str]) -> String {
    let count = match problems.len() {
        1 => "a problem".to_owned(),
        count => format!("{count} problems"),
    };
    format!("has {count} (nothing was sent): {}", problems.join("; "))
}

#[test]
fn a_file_of_a_spreadsheet_is_read() {
    let text = "\u{feff}\"user\";city;\"zip\"\r\n\
                reader;\"Orange; \"\"CA\"\"\";08540\r\n\
                \r\n\
                \"writer\";東京;\"\"\r\n";
    let operation = "customers.update_profile";
    let expected = |zip: Option<Value>| {
        let mut second = json!({ "user": "writer", "city": "東京" });
        second.as_object_mut().unwrap().extend(zip.map(|zip| ("zip".to_owned(), zip)));
        let first = json!({ "user": "reader", "city": "Orange; \"CA\"", "zip": "08540" });
        [(2, "reader", first), (4, "writer", second)]
            .map(|(line, user, arguments)| (line, format!("{operation} {user}"), arguments))
    };
    let (ignoring, _file) = open_with(text, operation, Some(Empty::Ignore)).unwrap();
    assert_eq!((ignoring.len(), ignoring.is_empty()), (2, false));
    assert_eq!(jobs(ignoring), expected(None));
    let (clearing, _file) = open_with(text, operation, Some(Empty::Clear)).unwrap();
    assert_eq!(jobs(clearing), expected(Some(json!({ "clear": true }))));
    let message = "line 4 zip is empty: set the option empty to \"clear\" or \"ignore\", which says \
                   whether an empty cell clears its field or leaves it unchanged";
    assert_eq!(refusal(text, operation), problems(&[message]));
}

#[test]
fn the_delimiter_is_the_one_by_which_the_header_has_its_names() {
    for (text, delimiter) in [
        ("username,by\na,1\n", None),
        ("username;by\r\na;1", None),
        ("username\tby\na\t1", None),
        ("by , username \n1,a\n", None),
        ("username#by\na#1\n", Some(b'#')),
        ("username,by\na,1\n", Some(b',')),
    ] {
        let file = TemporaryFile::new("jobs.csv", text);
        let options = CsvOptions { delimiter, ..CsvOptions::default() };
        let read = BulkFile::open(file.path(), "subusers.adjust_credits", &options).unwrap();
        let expected = json!({ "username": "a", "by": 1 });
        assert_eq!(jobs(read), [(2, "subusers.adjust_credits a".to_owned(), expected)], "{text}");
    }
    let (read, _file) = open("user\nb;c\n\n\"d\"\n", "customers.disable").unwrap();
    let users: Vec<Value> = jobs(read).into_iter().map(|(.., args)| args["user"].clone()).collect();
    assert_eq!(users, ["b;c", "d"]);
    for delimiter in [b'"', b'|', b'_', b'\n', b'\r', b' ', b'a', b'0', 0x80] {
        let options = CsvOptions { delimiter: Some(delimiter), ..CsvOptions::default() };
        let error = BulkFile::open("missing.csv", "customers.disable", &options).unwrap_err();
        assert_eq!(error.field(), Some("delimiter"), "{delimiter}");
    }
}

#[test]
fn a_file_that_is_not_utf_8_is_refused() {
    let utf16 = |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    };
    for text in ["\u{feff}user\nreader\n", "user\nreader\n"] {
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            let message = "is UTF-16 or no text: save the file as UTF-8";
            assert_eq!(refusal(utf16(text, order), "customers.disable"), message);
        }
    }
    let latin1 = b"user,city\na,Orange\nb,\xc5re\n\xe9,\xe9\n";
    let fault =
        |line, cell| format!("line {line} is not UTF-8 in cell {cell}: save the file as UTF-8");
    let expected = problems(&[&fault(3, 2), &fault(4, 1)]);
    assert_eq!(refusal(latin1, "customers.update_profile"), expected);
    assert_eq!(refusal(b"user,\xe9\na,b\n", "customers.disable"), problems(&[&fault(1, 2)]));
}

#[test]
fn a_header_has_the_names_of_the_operation() {
    let all = "user, key, on_behalf_of, account_id";
    for (text, expected) in [
        (
            "user,colour,\nx,y,z\n",
            vec![
                format!("line 1 names an unknown column, \"colour\"; customers.get has {all}"),
                "line 1 has no name in column 3".to_owned(),
            ],
        ),
        (
            "\nkey,User\na,b\n",
            vec![
                format!("line 2 names an unknown column, \"User\"; customers.get has {all}"),
                "line 2 lacks the column user".to_owned(),
            ],
        ),
        ("user,key,user\na,b,c\n", vec!["line 1 names the column user twice".to_owned()]),
        (
            "user,on_behalf_of\na,b\n",
            vec![
            "line 1 names the column on_behalf_of of customers.get, which cannot act on behalf of \
             another account"
                .to_owned(),
        ],
        ),
        ("user,\"key\na,b\n", vec!["line 1 has a quotation mark that is not closed".to_owned()]),
        (
            "user\rreader\r",
            vec![
                "line 1 has a carriage return: lines must end in line feeds or both (LF, CRLF)"
                    .to_owned(),
            ],
        ),
        // Without a header, the first line has values.
        (
            "reader,canary-5ecret-1\n",
            vec![format!("line 1 names no column of customers.get: {all}")],
        ),
    ] {
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        assert_eq!(refusal(text, "customers.get"), problems(&expected), "{text}");
    }
    let long = format!("user,{}\u{202e}\n", "x".repeat(100));
    assert!(refusal(long, "customers.get").contains(&format!("\"{}\";", "x".repeat(64))));
    let empty = "is empty: the first line must name the columns";
    assert_eq!(refusal("", "customers.get"), empty);
    assert_eq!(refusal("\u{feff}\r\n\n", "customers.get"), empty);
    let (none, _file) = open("user\r\n", "customers.get").unwrap();
    assert!(none.is_empty() && jobs(none).is_empty());
}

#[test]
fn every_problem_of_the_rows_is_reported_with_its_line() {
    let text = "key,username,by\n\
                1,a,5\n\
                2,b\n\
                3,c,5,6\n\
                \n\
                4,d,five\n\
                5,,5\n\
                6,\"e,5\n\
                7,f\",0\n\
                8,\"g\"h,5\n\
                9,..,5\n\
                1,h,5\n\
                \" \",i,5\n\
                \"a\tb\",i,5\n\
                10,\"j,5\n";
    let expected = problems(&[
        "line 3 has 2 cells, but the header has 3",
        "line 4 has 4 cells, but the header has 3",
        "line 6 by must be an integer",
        "line 7 username is empty",
        "line 8 username contains a control character at position 3",
        "line 10 has text behind the closing quotation mark of a cell",
        "line 11 username is a relative path",
        "line 12 has the same key as line 2",
        "line 13 key is blank",
        "line 14 key contains a control character at position 1",
        "line 15 has a quotation mark that is not closed",
    ]);
    assert_eq!(refusal(text, "subusers.adjust_credits"), expected);
}

#[test]
fn twenty_problems_are_shown_and_all_are_counted() {
    let mut text = "user\n".to_owned();
    (0..100).for_each(|_| text.push_str("same\n"));
    text.push_str("\" \"\n");
    let lines = (3..23).map(|line| format!("line {line} has the same key as line 2"));
    let lines: Vec<String> = lines.collect();
    let expected = format!("has 100 problems, first (nothing was sent): {}", lines.join("; "));
    assert_eq!(refusal(text, "customers.disable"), expected);
}

#[test]
fn the_account_of_a_row_belongs_to_its_key() {
    let text = "email,on_behalf_of,account_id\n\
                a@example.com,first,\n\
                a@example.com,second,\n\
                a@example.com,,7\n\
                a@example.com,,\n";
    let (read, _file) = open(text, "user.update_email").unwrap();
    let accounts: Vec<_> = read.map(|job| (job.key(), job.account().cloned())).collect();
    let key = |account: &str| format!("user.update_email{account} ");
    let expected = [
        (key("@first"), Some(OnBehalfOf::Subuser("first".into()))),
        (key("@second"), Some(OnBehalfOf::Subuser("second".into()))),
        (key("@account-id 7"), Some(OnBehalfOf::Account("7".into()))),
        (key(""), None),
    ];
    assert_eq!(accounts, expected);
    let text = "email,on_behalf_of,account_id\n\
                a@example.com,first,7\n\
                a@example.com,Orange\u{e9},\n\
                a@example.com,account-id 7,\n\
                a@example.com,,\n\
                b@example.com,,\n";
    let expected = problems(&[
        "line 2 account_id and on_behalf_of cannot both be set",
        "line 3 on_behalf_of contains a non-ASCII character at position 6",
        "line 4 on_behalf_of has the form of a customer account: pass it as an account id",
        "line 6 has the same key as line 5",
    ]);
    assert_eq!(refusal(text, "user.update_email"), expected);
}

#[test]
fn no_message_contains_a_password() {
    let other = "old_password,new_password,on_behalf_of";
    for row in [
        format!("{SECRET},"),
        format!("{SECRET},{SECRET}\t,a"),
        format!("{SECRET},{},a", SECRET.repeat(20)),
        format!(",{SECRET},"),
        format!("\"{SECRET}\",\"{SECRET}\"x,a"),
        format!("{SECRET}\"{SECRET},x,a"),
        format!("{SECRET},\"{SECRET},a"),
        format!("{SECRET},{SECRET},account-id {SECRET}"),
        format!("{SECRET},{SECRET},a\n{SECRET},{SECRET},a"),
        format!("{SECRET},{SECRET},{SECRET}\u{e9}"),
        format!("{SECRET},x,a,{SECRET}"),
    ] {
        refusal(format!("{other}\n{row}\n"), "user.update_password");
    }
    let json = format!("method,path,json\nPOST,/v3/a,{{{SECRET}\n");
    assert_eq!(refusal(json, "request"), problems(&["line 2 json must be JSON"]));
    let (mut read, _file) =
        open(format!("{other}\n{SECRET},{SECRET},a\n"), "user.update_password").unwrap();
    assert!(!format!("{:?} {read:?}", read.next().unwrap()).contains(SECRET));
}

/// A cell that an operation accepts.
fn cell(name: &str, parameter_type: ParameterType) -> (&'static str, Value) {
    match (name, parameter_type) {
        ("method", _) => ("POST", "POST".into()),
        ("idempotency", _) => ("once", "once".into()),
        ("path", _) => ("/v3/stats", "/v3/stats".into()),
        ("json", _) => ("", Value::Null),
        ("email", _) => ("user@example.com", "user@example.com".into()),
        ("username", ParameterType::String) => ("u@example.com", "u@example.com".into()),
        ("billing_date", _) => ("2026-12-24", "2026-12-24".into()),
        ("type", _) => ("recurring", "recurring".into()),
        (_, ParameterType::Pairs) => ("{\"\"a\"\":[1,\"\"b\"\"]}", json!({ "a": [1, "b"] })),
        (_, ParameterType::Integer) => ("7", 7.into()),
        (_, ParameterType::Boolean) => ("no", false.into()),
        (_, ParameterType::Strings) => ("192.0.2.1|192.0.2.2", json!(["192.0.2.1", "192.0.2.2"])),
        _ => ("value1", "value1".into()),
    }
}

#[test]
fn a_file_has_jobs_of_any_operation() {
    for operation in OPERATIONS.iter().map(|info| info.name).chain([RawRequest::INFO.name]) {
        let parameters = NamedCall::parameters(operation).unwrap();
        // A header occurs once.
        let parameters = parameters.iter().filter(|parameter| parameter.name != "headers");
        let (mut header, mut row, mut expected) = ("key".to_owned(), "1".to_owned(), json!({}));
        for parameter in parameters {
            let (cell, value) = cell(parameter.name, parameter.parameter_type);
            write!(header, ",{}", parameter.name).unwrap();
            write!(row, ",\"{cell}\"").unwrap();
            if !value.is_null() {
                expected[parameter.name] = value;
            }
        }
        let (read, _file) = open(format!("{header}\n{row}\n"), operation).unwrap();
        assert_eq!(jobs(read), [(2, "1".to_owned(), expected)], "{operation}");
    }
}

#[test]
fn an_unknown_operation_and_an_unreadable_file_are_refused() {
    let error = open("user\na\n", "customers.remove").unwrap_err();
    assert_eq!(error.field(), Some("operation"));
    let folder = std::env::temp_dir();
    for (path, problem) in [
        (folder.join("sendgrid-accounts-missing.csv"), "cannot be opened: "),
        (folder, "is not a regular file: it is read twice, and cannot be a pipe or a folder"),
    ] {
        let error = BulkFile::open(&path, "customers.disable", &CsvOptions::default()).unwrap_err();
        assert_eq!(error.field(), Some("file"));
        assert!(error.message().contains(problem), "{error}");
    }
}

#[test]
fn a_row_of_more_than_a_mebibyte_ends_the_check() {
    let row = "a,\"Orange\n";
    let text = format!("user,city\nb,Orange\n{row}{}", "c,Orange\n".repeat(400_000));
    let message = "line 3 begins a row of more than 1 MiB: is a quotation mark not closed?";
    assert_eq!(refusal(text, "customers.update_profile"), problems(&[message]));
    let text = format!("user,{}\n", "x".repeat(2_000_000));
    let message = "line 1 begins a row of more than 1 MiB: is a quotation mark not closed?";
    assert_eq!(refusal(text, "customers.disable"), message);
}

/// 20,000 rows, more than one read of the file brings.
fn users() -> String {
    (0..20_000).fold(String::new(), |rows, number| rows + &format!("user-{number:05}\n"))
}

/// The results of the jobs of a file that changes after the check.
#[track_caller]
fn check_change(change: impl Fn(&TemporaryFile), jobs_before: usize) {
    let rows = users();
    let (mut read, file) = open(format!("user\n{rows}"), "customers.disable").unwrap();
    let first: Vec<BulkJob> = read.by_ref().take(3).collect();
    assert_eq!(first[2].key(), "customers.disable user-00002");
    change(&file);
    let mut rest: Vec<BulkJob> = read.by_ref().collect();
    assert!(read.is_changed() && read.next().is_none());
    let last = rest.pop().unwrap();
    assert!(rest.len() < jobs_before, "{}", rest.len());
    let message = format!("{last:?}");
    assert!(message.contains("jobs.csv") && message.contains("was changed"), "{message}");
}

#[test]
fn a_file_that_changes_after_the_check_ends_the_jobs() {
    let touch = |file: &TemporaryFile| {
        let later = SystemTime::now() + Duration::from_secs(5);
        fs::OpenOptions::new().write(true).open(file.path()).unwrap().set_modified(later).unwrap();
    };
    let append = |file: &TemporaryFile| {
        let mut writer = fs::OpenOptions::new().append(true).open(file.path()).unwrap();
        writer.write_all(b"other\n").unwrap();
    };
    let truncate = |file: &TemporaryFile| {
        fs::OpenOptions::new().write(true).open(file.path()).unwrap().set_len(15).unwrap();
    };
    // Only what is in the buffer comes before the error.
    for change in [&touch as &dyn Fn(&TemporaryFile), &append, &truncate] {
        check_change(change, 8_000);
    }
}

#[test]
fn a_change_that_keeps_size_and_time_is_found_at_the_end() {
    // What the first read brings is what was checked.
    let rows = users();
    let (mut read, file) = open(format!("user\n{rows}"), "customers.disable").unwrap();
    let time = fs::metadata(file.path()).unwrap().modified().unwrap();
    fs::write(file.path(), format!("user\n{}", rows.replace("-19998", "-2222x"))).unwrap();
    fs::OpenOptions::new().write(true).open(file.path()).unwrap().set_modified(time).unwrap();
    assert_eq!(read.by_ref().take(20_000).count(), 20_000);
    assert!(!read.is_changed());
    let last = read.next().unwrap();
    assert!(format!("{last:?}").contains("was changed after it was checked"), "{last:?}");
    assert!(read.is_changed() && read.next().is_none());
}

#[test]
#[cfg(unix)]
fn a_file_that_is_replaced_is_read_as_it_was_checked() {
    let (read, file) = open("user\na\nb\n", "customers.disable").unwrap();
    let other = TemporaryFile::new("other.csv", "user\nc\n");
    fs::rename(other.path(), file.path()).unwrap();
    let users: Vec<Value> = jobs(read).into_iter().map(|(.., args)| args["user"].clone()).collect();
    assert_eq!(users, ["a", "b"]);
}
