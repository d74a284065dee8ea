//! The parameters of each operation and the validation of their values.
//!
//! Source: "Customer Management", whose two editions have the same tables. The constants cite its
//! sections.

use std::net::IpAddr;

use super::form::Form;
use crate::messages;

/// One row of the tables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameter {
    name: &'static str,
    required: bool,
    rule: Rule,
}

/// The validation rule of a value. Lengths are in characters.
#[derive(Debug, Clone, Copy)]
enum Rule {
    Any,
    MaxLength(usize),
    Email { max_length: usize },
    NewUsername { max_length: usize },
    Password,
    Confirmation,
    Boolean,
    BooleanFilter,
    Number,
    Date,
    IpAddress,
}

/// The parameters of the credentials, which every operation accepts.
pub(crate) const CREDENTIALS: [&str; 2] = ["api_user", "api_key"];

const MIN_PASSWORD_LENGTH: usize = 6;

/// The domain that is not allowed in a new username.
const RESERVED_DOMAIN: &str = "sendgrid.com";

/// "No more than 50 characters": names, and values with a number.
const SHORT: Rule = Rule::MaxLength(50);
/// "No more than 100 characters": places.
const PLACE: Rule = Rule::MaxLength(100);
/// "No more than 255 characters".
const LONG: Rule = Rule::MaxLength(255);

const USER: Parameter = required("user", Rule::Any);
const PASSWORD: Parameter = required("password", Rule::Password);
const CONFIRMATION: Parameter = required("confirm_password", Rule::Confirmation);

/// "Create a Customer". The tables also require `company`, `package` and `whitelabel`, but the
/// examples omit all three.
pub(crate) const CREATE: &[Parameter] = &[
    required("username", Rule::MaxLength(64)),
    PASSWORD,
    CONFIRMATION,
    required("email", Rule::Email { max_length: 64 }),
    required("first_name", SHORT),
    required("last_name", SHORT),
    required("address", PLACE),
    required("city", PLACE),
    required("state", PLACE),
    required("zip", SHORT),
    required("country", PLACE),
    required("phone", SHORT),
    required("website", LONG),
    optional("company", LONG),
    optional("package", LONG),
    optional("whitelabel", LONG),
    optional("ip_group[]", LONG),
    optional("ip[]", Rule::IpAddress),
    optional("free_user", Rule::Boolean),
    optional("billing_date", Rule::Date),
];

/// The five operations whose only parameter is the customer. For `disable` the table names the
/// parameter `username`, the examples `user`. For four of the five the tables require an email
/// address, but the usernames in the example list are not email addresses.
pub(crate) const USER_ONLY: &[Parameter] = &[USER];

/// "Retrieve Customers". `id`, `limit` and `offset` exist since 2015. The values of `active` are
/// not documented.
pub(crate) const FILTERS: &[Parameter] = &[
    optional("username", Rule::Any),
    optional("email", Rule::Any),
    optional("active", Rule::BooleanFilter),
    optional("first_name", Rule::Any),
    optional("last_name", Rule::Any),
    optional("address", Rule::Any),
    optional("city", Rule::Any),
    optional("state", Rule::Any),
    optional("country", Rule::Any),
    optional("zip", Rule::Any),
    optional("phone", Rule::Any),
    optional("website", Rule::Any),
    optional("company", Rule::Any),
    optional("id", Rule::Any),
    optional("limit", Rule::Number),
    optional("offset", Rule::Number),
];

/// "Update Customer Profile". The table has no lengths; these are the ones of "Create a Customer".
/// `address2` is from the sibling API `customer.profile`.
pub(crate) const PROFILE: &[Parameter] = &[
    USER,
    optional("first_name", SHORT),
    optional("last_name", SHORT),
    optional("address", PLACE),
    optional("address2", PLACE),
    optional("city", PLACE),
    optional("state", PLACE),
    optional("country", PLACE),
    optional("zip", SHORT),
    optional("phone", SHORT),
    optional("website", LONG),
    optional("company", LONG),
];

/// "Update Customer Password".
pub(crate) const NEW_PASSWORD: &[Parameter] = &[USER, PASSWORD, CONFIRMATION];

/// "Update Customer Username".
pub(crate) const NEW_USERNAME: &[Parameter] =
    &[USER, required("username", Rule::NewUsername { max_length: 100 })];

/// "Update Customer Email Address".
pub(crate) const NEW_EMAIL: &[Parameter] =
    &[USER, required("email", Rule::Email { max_length: 100 })];

const fn required(name: &'static str, rule: Rule) -> Parameter {
    Parameter { name, required: true, rule }
}

const fn optional(name: &'static str, rule: Rule) -> Parameter {
    Parameter { name, required: false, rule }
}

/// The error messages about the parameters of an operation, one for each invalid parameter. The
/// selectors are the parameters that select the operation.
pub(crate) fn errors(
    selectors: &[(&str, &str)],
    accepts: &[Parameter],
    form: &Form,
) -> Vec<String> {
    let known = |name: &&str| {
        CREDENTIALS.contains(name)
            || selectors.iter().any(|(selector, _)| selector == name)
            || accepts.iter().any(|parameter| parameter.name == *name)
    };
    let unknown = form.names().filter(|name| !known(name)).map(messages::unknown_parameter);
    let invalid = accepts.iter().filter_map(|parameter| parameter.error(form));
    unknown.chain(invalid).collect()
}

impl Parameter {
    fn error(&self, form: &Form) -> Option<String> {
        if self.required && form.get(self.name).is_none_or(str::is_empty) {
            return Some(messages::missing_parameter(self.name));
        }
        form.all(self.name).find_map(|value| {
            if value.contains(char::is_control) {
                return Some(messages::has_control_character(self.name));
            }
            self.rule.error(self.name, value, form)
        })
    }
}

impl Rule {
    fn error(self, name: &str, value: &str, form: &Form) -> Option<String> {
        let too_long = |max_length: usize| {
            (value.chars().count() > max_length).then(|| messages::too_long(name, max_length))
        };
        let unless = |valid: bool, message: fn(&str) -> String| (!valid).then(|| message(name));
        match self {
            Rule::Any => None,
            Rule::MaxLength(max_length) => too_long(max_length),
            Rule::Email { max_length } => {
                too_long(max_length).or_else(|| unless(is_email(value), messages::not_an_email))
            }
            Rule::NewUsername { max_length } => Rule::Email { max_length }
                .error(name, value, form)
                .or_else(|| unless(!is_reserved(value), messages::reserved_domain)),
            Rule::Password => (value.chars().count() < MIN_PASSWORD_LENGTH)
                .then(|| messages::too_short(name, MIN_PASSWORD_LENGTH)),
            Rule::Confirmation => {
                unless(form.get("password") == Some(value), messages::password_mismatch)
                    .or_else(|| Rule::Password.error(name, value, form))
            }
            Rule::Boolean => unless(matches!(value, "true" | "false"), messages::not_a_boolean),
            Rule::BooleanFilter => unless(parse_boolean(value).is_some(), messages::not_a_boolean),
            Rule::Number => unless(value.parse::<usize>().is_ok(), messages::not_a_number),
            Rule::Date => unless(is_date(value), messages::not_a_date),
            Rule::IpAddress => unless(value.parse::<IpAddr>().is_ok(), messages::not_an_ip_address),
        }
    }
}

/// Parses the value of the filter `active`.
pub(crate) fn parse_boolean(value: &str) -> Option<bool> {
    match value {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

fn is_email(value: &str) -> bool {
    let parts = value.split_once('@');
    let is_whole = |(local, domain): (&str, &str)| {
        !local.is_empty() && !domain.is_empty() && !domain.contains('@')
    };
    parts.is_some_and(is_whole) && !value.contains(|it: char| it.is_whitespace() || it.is_control())
}

fn is_reserved(username: &str) -> bool {
    let domain = username.rsplit('@').next().unwrap_or_default();
    domain.to_ascii_lowercase().contains(RESERVED_DOMAIN)
}

/// Whether the value is a calendar date in the form YYYY-mm-dd.
fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let &[year, month, day] = parts.as_slice() else { return false };
    let is_well_formed = [(year, 4), (month, 2), (day, 2)].iter().all(|(part, length)| {
        part.len() == *length && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    let number = |part: &str| part.parse::<u32>().unwrap_or_default();
    is_well_formed && (1..=days_in_month(number(year), number(month))).contains(&number(day))
}

fn days_in_month(year: u32, month: u32) -> u32 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_calendar_dates_only() {
        for date in ["2011-03-28", "2012-02-29", "2000-02-29", "2013-12-31", "2013-01-01"] {
            assert!(is_date(date), "{date}");
        }
        for date in [
            "",
            "2011-02-29",
            "1900-02-29",
            "2013-13-01",
            "2013-00-10",
            "2013-04-31",
            "2013-01-00",
            "2013-1-01",
            "13-01-01",
            "2013/01/01",
            "2013-01-01 ",
            "+013-01-01",
            "2013-01-01-01",
            "01-01-2013",
        ] {
            assert!(!is_date(date), "{date}");
        }
    }

    #[test]
    fn accepts_email_addresses_with_two_parts() {
        for email in ["a@b", "newcustomer@example.com", "josé@example.com", "a+b@c.d"] {
            assert!(is_email(email), "{email}");
        }
        for email in ["", "@", "a", "a@", "@b", "a@b@c", "a b@c", "a@b\n"] {
            assert!(!is_email(email), "{email:?}");
        }
    }

    #[test]
    fn detects_the_reserved_domain_in_any_case() {
        for name in ["a@sendgrid.com", "a@SendGrid.com", "a@mail.sendgrid.com"] {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["sendgrid.com@example.com", "a@sendgrid.example"] {
            assert!(!is_reserved(name), "{name}");
        }
    }
}
