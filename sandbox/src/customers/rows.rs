//! Customers as a list shows them, in both formats.

use axum::body::Bytes;
use serde::{Serialize, Serializer};

use super::json;
use super::routes::{Dialect, Format, Place};
use super::xml::{Encoding, Writer};
use crate::account::Account;
use crate::answer::{self, Answer};

/// What a row takes up, so that a long list is not moved about while it is written.
const JSON_ROW: usize = 400;
const XML_ROW: usize = 500;

/// The fields of a row. Those of the seeds are in their order; `address2` and `website_access`
/// stand where the recorded rows of the sibling API `customer.*` have them
/// (`OneHQ/sendgrid_webapi`); `company` is a parameter of the seeds that their rows do not show;
/// `id` came in 2015. All values are texts, as recorded.
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

/// The list, in the format that was asked for.
pub(crate) fn answer(place: Place, customers: &[&Account]) -> Answer {
    match place.format {
        Format::Json => {
            let body = json::write(customers.len() * JSON_ROW, &Rows(customers));
            Answer::ok_as(answer::JSON, body)
        }
        Format::Xml => Answer::ok_as(answer::XML, xml(place.dialect, customers)),
    }
}

/// Seed 004 shows the list with the declaration and over many lines, seed 003 without and in one.
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
