//! Which parameters each operation takes, and what may stand in them: the tables of seeds 003 and
//! 004, which are the same.

use std::net::IpAddr;

use super::credentials;
use super::form::Form;
use super::routes::CustomerRoute;
use crate::texts;

/// One row of the tables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameter {
    name: &'static str,
    required: bool,
    rule: Rule,
}

/// What a value must be like. Lengths count characters.
#[derive(Debug, Clone, Copy)]
enum Rule {
    Anything,
    AtMost(usize),
    Email { at_most: usize },
    NewUsername { at_most: usize },
    Password,
    Confirmation,
    TrueOrFalse,
    Flag,
    Number,
    Date,
    IpAddress,
}

const PASSWORD_AT_LEAST: usize = 6;

/// The domain that no new username may have.
const RESERVED_DOMAIN: &str = "sendgrid.com";

/// "No more than 50 characters": names, and what has a number in it.
const SHORT: Rule = Rule::AtMost(50);
/// "No more than 100 characters": places.
const PLACE: Rule = Rule::AtMost(100);
/// "No more than 255 characters".
const LONG: Rule = Rule::AtMost(255);

const USER: Parameter = required("user", Rule::Anything);
const PASSWORD: Parameter = required("password", Rule::Password);
const CONFIRMATION: Parameter = required("confirm_password", Rule::Confirmation);

/// "Create a Customer". The tables require `company`, `package` and `whitelabel` as well, but the
/// seeds' own examples do without all three.
pub(crate) const CREATE: &[Parameter] = &[
    required("username", Rule::AtMost(64)),
    PASSWORD,
    CONFIRMATION,
    required("email", Rule::Email { at_most: 64 }),
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
    optional("free_user", Rule::TrueOrFalse),
    optional("billing_date", Rule::Date),
];

/// Everything that takes a customer and nothing else. The tables call the parameter `username` at
/// `disable`, but the examples there say `user`; and they want an email address at four of the
/// five, although the customers of the list have none for a username.
pub(crate) const USER_ONLY: &[Parameter] = &[USER];

/// "Retrieve Customers". `id`, `limit` and `offset` came in 2015. How `active` is written is not
/// documented.
pub(crate) const FILTERS: &[Parameter] = &[
    optional("username", Rule::Anything),
    optional("email", Rule::Anything),
    optional("active", Rule::Flag),
    optional("first_name", Rule::Anything),
    optional("last_name", Rule::Anything),
    optional("address", Rule::Anything),
    optional("city", Rule::Anything),
    optional("state", Rule::Anything),
    optional("country", Rule::Anything),
    optional("zip", Rule::Anything),
    optional("phone", Rule::Anything),
    optional("website", Rule::Anything),
    optional("company", Rule::Anything),
    optional("id", Rule::Anything),
    optional("limit", Rule::Number),
    optional("offset", Rule::Number),
];

/// "Update Customer Profile". The table gives no lengths; these are those of "Create a Customer".
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
    &[USER, required("username", Rule::NewUsername { at_most: 100 })];

/// "Update Customer Email Address".
pub(crate) const NEW_EMAIL: &[Parameter] = &[USER, required("email", Rule::Email { at_most: 100 })];

const fn required(name: &'static str, rule: Rule) -> Parameter {
    Parameter { name, required: true, rule }
}

const fn optional(name: &'static str, rule: Rule) -> Parameter {
    Parameter { name, required: false, rule }
}

/// What is wrong with the parameters of an operation, one message for each.
pub(crate) fn problems(route: &CustomerRoute, form: &Form) -> Vec<String> {
    let known = |name: &&str| {
        credentials::PARAMETERS.contains(name)
            || route.parameters.iter().any(|(fixed, _)| fixed == name)
            || route.accepts.iter().any(|parameter| parameter.name == *name)
    };
    let unknown = form.names().filter(|name| !known(name)).map(texts::unknown_parameter);
    let wrong = route.accepts.iter().filter_map(|parameter| parameter.problem(form));
    unknown.chain(wrong).collect()
}

impl Parameter {
    fn problem(&self, form: &Form) -> Option<String> {
        if self.required && form.get(self.name).is_none_or(str::is_empty) {
            return Some(texts::missing_parameter(self.name));
        }
        form.all(self.name).find_map(|value| self.rule.problem(self.name, value, form))
    }
}

impl Rule {
    fn problem(self, name: &str, value: &str, form: &Form) -> Option<String> {
        let too_long = |at_most: usize| {
            (value.chars().count() > at_most).then(|| texts::too_long(name, at_most))
        };
        let unless = |is_right: bool, text: fn(&str) -> String| (!is_right).then(|| text(name));
        match self {
            Rule::Anything => None,
            Rule::AtMost(at_most) => too_long(at_most),
            Rule::Email { at_most } => {
                too_long(at_most).or_else(|| unless(is_email(value), texts::not_an_email))
            }
            Rule::NewUsername { at_most } => Rule::Email { at_most }
                .problem(name, value, form)
                .or_else(|| unless(!is_reserved(value), texts::reserved_domain)),
            Rule::Password => (value.chars().count() < PASSWORD_AT_LEAST)
                .then(|| texts::too_short(name, PASSWORD_AT_LEAST)),
            Rule::Confirmation => {
                unless(form.get("password") == Some(value), texts::not_the_password)
                    .or_else(|| Rule::Password.problem(name, value, form))
            }
            Rule::TrueOrFalse => unless(matches!(value, "true" | "false"), texts::not_a_boolean),
            Rule::Flag => unless(flag(value).is_some(), texts::not_a_boolean),
            Rule::Number => unless(value.parse::<usize>().is_ok(), texts::not_a_number),
            Rule::Date => unless(is_date(value), texts::not_a_date),
            Rule::IpAddress => unless(value.parse::<IpAddr>().is_ok(), texts::not_an_ip_address),
        }
    }
}

/// The value of the filter `active`.
pub(crate) fn flag(value: &str) -> Option<bool> {
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

/// Whether this is a day of the calendar in the form YYYY-mm-dd.
fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let &[year, month, day] = parts.as_slice() else { return false };
    let is_form = [(year, 4), (month, 2), (day, 2)].iter().all(|(part, length)| {
        part.len() == *length && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    let number = |part: &str| part.parse::<u32>().unwrap_or_default();
    is_form && (1..=days(number(year), number(month))).contains(&number(day))
}

fn days(year: u32, month: u32) -> u32 {
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
    fn dates_are_those_of_the_calendar() {
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
    fn an_email_address_has_two_parts() {
        for email in ["a@b", "newcustomer@example.com", "josé@example.com", "a+b@c.d"] {
            assert!(is_email(email), "{email}");
        }
        for email in ["", "@", "a", "a@", "@b", "a@b@c", "a b@c", "a@b\n"] {
            assert!(!is_email(email), "{email:?}");
        }
    }

    #[test]
    fn the_reserved_domain_is_one_in_any_spelling() {
        for name in ["a@sendgrid.com", "a@SendGrid.com", "a@mail.sendgrid.com"] {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["sendgrid.com@example.com", "a@sendgrid.example"] {
            assert!(!is_reserved(name), "{name}");
        }
    }
}
