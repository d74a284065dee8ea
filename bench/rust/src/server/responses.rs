//! Responses of the server, each built once with its headers.

use std::cell::RefCell;
use std::collections::HashMap;

use bytes::Bytes;
use sendgrid_accounts_bench::SUBUSERS;

use crate::connection::number;
use crate::rows;

const PROFILE: &str = r#"{"address":"814 West Chapman Avenue","address2":"","city":"Orange","company":"SendGrid","country":"US","first_name":"Test","last_name":"User","phone":"555-555-5555","state":"CA","website":"http://www.sendgrid.com","zip":"92868"}"#;
const DONE: &str = r#"{"message":"success"}"#;
const DONE_XML: &str = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\n<result>\n   <message>success</message>\n</result>\n";
const UNKNOWN: &str = r#"{"errors":[{"field":null,"message":"not found"}]}"#;
/// The headers of real responses are longer than most bodies, and clients parse all of them. The
/// date is constant, so that the rate window neither ends nor is exhausted.
const HEADERS: &str = "\
    server: nginx\r\n\
    date: Mon, 01 Jan 2024 00:00:00 GMT\r\n\
    x-ratelimit-limit: 1000000\r\n\
    x-ratelimit-remaining: 999999\r\n\
    x-ratelimit-reset: 1704067260\r\n\
    access-control-allow-methods: HEAD, GET, PUT, POST, DELETE, OPTIONS, PATCH\r\n\
    access-control-max-age: 21600\r\n\
    access-control-expose-headers: Link, Location\r\n\
    access-control-allow-origin: *\r\n\
    access-control-allow-headers: Authorization, Content-Type, On-behalf-of, x-sg-elas-acl\r\n\
    content-security-policy: default-src https://api.sendgrid.com; frame-src 'none'; object-src 'none'\r\n\
    x-content-type-options: nosniff\r\n\
    strict-transport-security: max-age=31536000; includeSubDomains\r\n\
    referrer-policy: strict-origin-when-cross-origin\r\n";
/// Number of customers in a list without `limit`.
const CUSTOMERS: usize = 100_000;

/// Responses built so far.
#[derive(Default)]
pub(crate) struct Responses(RefCell<HashMap<Kind, Bytes>>);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Profile,
    Done { xml: bool },
    List { xml: bool, rows: usize },
    Subusers { limit: usize, offset: usize },
    Unknown,
}

impl Responses {
    /// Complete response to a request.
    pub(crate) fn get(&self, path: &[u8], body: &[u8]) -> Bytes {
        let kind = Kind::of(path, body);
        self.0.borrow_mut().entry(kind).or_insert_with(|| kind.response()).clone()
    }
}

impl Kind {
    fn of(path: &[u8], body: &[u8]) -> Self {
        if path == b"/v3/user/profile" {
            return Self::Profile;
        }
        if let Some(query) = path.strip_prefix(b"/v3/subusers?") {
            let parameter = |name| field(query, name).map_or(0, number);
            return Self::Subusers { limit: parameter(b"limit="), offset: parameter(b"offset=") };
        }
        let xml = path.ends_with(b".xml");
        if !xml && !path.ends_with(b".json") {
            return Self::Unknown;
        }
        match field(body, b"task=") {
            Some(b"get") => {
                Self::List { xml, rows: field(body, b"limit=").map_or(CUSTOMERS, number) }
            }
            _ => Self::Done { xml },
        }
    }

    fn response(self) -> Bytes {
        match self {
            Self::Profile => response("200 OK", false, PROFILE),
            Self::Done { xml: false } => response("200 OK", false, DONE),
            Self::Done { xml: true } => response("200 OK", true, DONE_XML),
            Self::List { xml: false, rows } => response("200 OK", false, &rows::json(rows)),
            Self::List { xml: true, rows } => response("200 OK", true, &rows::xml(rows)),
            Self::Subusers { limit, offset } => {
                let page = offset.saturating_add(1)..=SUBUSERS;
                response("200 OK", false, &rows::subusers(page.take(limit)))
            }
            Self::Unknown => response("404 Not Found", false, UNKNOWN),
        }
    }
}

fn field<'a>(form: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    form.split(|byte| *byte == b'&').find_map(|field| field.strip_prefix(name))
}

fn response(status: &str, xml: bool, body: &str) -> Bytes {
    let media = if xml { "text/xml" } else { "application/json" };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {media}\r\ncontent-length: {length}\r\n{HEADERS}\r\n"
    );
    Bytes::from(head + body)
}
