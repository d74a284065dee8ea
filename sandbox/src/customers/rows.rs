//! The list of customers, in both formats.
//!
//! Source: "Customer Management" (both editions).

use axum::body::Bytes;
use serde::{Serialize, Serializer};

use super::json;
use super::path::{CustomerPath, Dialect, Format};
use super::xml::{Encoding, Writer};
use crate::account::Account;
use crate::response::{self, Response};

/// The expected size of a row in bytes, so that the buffer of a long list need not grow.
const JSON_ROW: usize = 400;
const XML_ROW: usize = 500;

/// The fields of a row, in the documented order. `address2` and `website_access` have the positions
/// that they have in the recorded rows of the sibling API `customer.*` (`OneHQ/sendgrid_webapi`).
/// `company` is a documented parameter that the documented rows lack. `id` exists since 2015. All
/// values are strings, as recorded.
pub(crate) fn fields(account: &Account) -> [(&'static str, &str); 16] {
    let profile = &account.profile;
    [
        ("username", &account.username),
        ("email", &account.email),
        ("active", boolean(account.active)),
        ("first_name", &profile.first_name),
        ("last_name", &profile.last_name),
        ("address", &profile.address),
        ("address2", &profile.address2),
        ("city", &profile.city),
        ("state", &profile.state),
        ("zip", &profile.zip),
        ("country", &profile.country),
        ("phone", &profile.phone),
        ("website", &profile.website),
        ("website_access", boolean(account.website_access)),
        ("company", &profile.company),
        ("id", account.account_id().unwrap_or_default()),
    ]
}

pub(crate) fn boolean(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

struct Row<'a>(&'a Account);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(fields(self.0))
    }
}

struct Rows<'a>(&'a [&'a Account]);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|account| Row(account)))
    }
}

/// The response with the list, in the format of the path.
pub(crate) fn response(path: CustomerPath, customers: &[&Account]) -> Response {
    match path.format {
        Format::Json => {
            let body = json::write(customers.len() * JSON_ROW, &Rows(customers));
            Response::ok_as(response::JSON, body)
        }
        Format::Xml => Response::ok_as(response::XML, xml(path.dialect, customers)),
    }
}

/// The XML form. The `reseller` edition has a declaration and one line per row, the `distributor`
/// edition one line without a declaration.
fn xml(dialect: Dialect, customers: &[&Account]) -> Bytes {
    let (encoding, row, end) = match dialect {
        Dialect::Reseller => (Encoding::Latin1, "\n   <user>", "\n</users>\n"),
        Dialect::Distributor => (Encoding::Utf8, "<user>", "</users>"),
    };
    let mut out = Writer::new(encoding, customers.len() * XML_ROW);
    out.markup("<users>");
    for customer in customers {
        out.markup(row);
        for (name, value) in fields(customer) {
            out.element(name, value);
        }
        out.markup("</user>");
    }
    out.markup(if customers.is_empty() { "</users>" } else { end });
    out.into_bytes()
}
