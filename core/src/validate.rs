//! Checks of arguments, before any socket is opened. No message contains the value.

pub(crate) mod request;

use crate::error::{Error, Result};

/// Documented maximum lengths in characters: of a new customer's field, and of an existing one's. Of
/// two documents, the one with the larger number counts. The Users API documents only passwords.
const MAX_LENGTHS: [(&str, usize, usize); 19] = [
    ("user", 100, 100),
    ("username", 64, 100),
    ("email", 64, 100),
    ("password", 128, 128),
    ("new_password", 128, 128),
    ("first_name", 50, 50),
    ("last_name", 50, 50),
    ("address", 100, 100),
    ("city", 100, 100),
    ("state", 100, 100),
    ("zip", 50, 50),
    ("country", 100, 100),
    ("phone", 50, 50),
    ("website", 255, 255),
    ("company", 255, 255),
    ("package", 255, 255),
    ("whitelabel", 255, 255),
    ("ip_group", 255, 255),
    // An old password may be older than the documented maximum.
    ("old_password", 1024, 1024),
];
/// Maximum length of a header value. Servers refuse request heads of 8 to 16 kB.
const MAX_HEADER: usize = 1024;

/// Refuses control characters, such as the line end of the file that a value was read from.
pub(crate) fn no_control(field: &'static str, value: &str) -> Result<()> {
    match value.chars().position(char::is_control) {
        Some(position) => Err(Error::invalid_input(
            field,
            format_args!("contains a control character at position {position}"),
        )),
        None => Ok(()),
    }
}

/// Checks a mandatory value: not empty, not blank, no control characters.
pub(crate) fn required(field: &'static str, value: &str) -> Result<()> {
    if value.trim().is_empty() {
        return Err(Error::invalid_input(
            field,
            if value.is_empty() { "is empty" } else { "is blank" },
        ));
    }
    no_control(field, value)
}

/// Checks a value that becomes one segment of a path. Servers and URL parsers resolve dot segments, also
/// percent-encoded ones.
pub(crate) fn segment(field: &'static str, value: &str) -> Result<()> {
    required(field, value)?;
    if matches!(value, "." | "..") {
        return Err(Error::invalid_input(field, "is a relative path"));
    }
    Ok(())
}

/// Checks an e-mail address: a local part, `@`, a domain, no spaces. The server checks the rest.
pub(crate) fn email(field: &'static str, value: &str) -> Result<()> {
    required(field, value)?;
    let well_formed = value
        .rsplit_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
        && !value.contains(char::is_whitespace);
    if well_formed { Ok(()) } else { Err(Error::invalid_input(field, "is not an e-mail address")) }
}

/// Checks a password: not empty, not too long, no control characters.
pub(crate) fn password(field: &'static str, value: &str) -> Result<()> {
    if value.is_empty() {
        return Err(Error::invalid_input(field, "is empty"));
    }
    length(field, value)?;
    no_control(field, value)
}

/// Checks the documented maximum length of a field, if there is one. For the customer API.
pub(crate) fn length(field: &'static str, value: &str) -> Result<()> {
    length_as(field, field, value)
}

/// As [`length`], for a field of a new customer.
pub(crate) fn length_of_new(field: &'static str, value: &str) -> Result<()> {
    let limit = MAX_LENGTHS.iter().find(|(name, ..)| *name == field);
    limit.map_or(Ok(()), |(_, new, _)| no_longer_than(field, value, *new))
}

/// As [`length`], for the value of one field in another one.
pub(crate) fn length_as(of: &str, field: &'static str, value: &str) -> Result<()> {
    let limit = MAX_LENGTHS.iter().find(|(name, ..)| *name == of);
    limit.map_or(Ok(()), |(.., existing)| no_longer_than(field, value, *existing))
}

fn no_longer_than(field: &'static str, value: &str, limit: usize) -> Result<()> {
    if value.chars().nth(limit).is_some() {
        let problem = format_args!("is longer than {limit} characters");
        return Err(Error::invalid_input(field, problem));
    }
    Ok(())
}

/// Checks a header value: printable ASCII, no space at either end.
pub(crate) fn header(field: &'static str, value: &str) -> Result<()> {
    required(field, value)?;
    no_longer_than(field, value, MAX_HEADER)?;
    if let Some(position) = value.chars().position(|c| !c.is_ascii()) {
        return Err(Error::invalid_input(
            field,
            format_args!("contains a non-ASCII character at position {position}"),
        ));
    }
    if value.starts_with(' ') || value.ends_with(' ') {
        return Err(Error::invalid_input(field, "begins or ends with a space"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_field_and_position_and_not_the_value() {
        let too_long = "é".repeat(129);
        for (result, message) in [
            (required("username", ""), "username is empty"),
            (required("username", "  "), "username is blank"),
            (required("city", "hunter2\n"), "city contains a control character at position 7"),
            (password("password", ""), "password is empty"),
            (password("password", &too_long), "password is longer than 128 characters"),
            (segment("username", ""), "username is empty"),
            (segment("username", ".."), "username is a relative path"),
            (email("email", "not-an-address"), "email is not an e-mail address"),
            (email("email", "a b@example.com"), "email is not an e-mail address"),
            (header("id", "münchen"), "id contains a non-ASCII character at position 1"),
        ] {
            assert_eq!(result.unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn a_header_takes_no_injection() {
        for value in ["a\r\nX: y", "a\0", "a\tb", "a\x7f", " a", "a ", "", &"a".repeat(65_536)] {
            assert!(header("on_behalf_of", value).is_err(), "{value:?} was accepted");
        }
        assert!(header("on_behalf_of", "account-id 123").is_ok());
    }

    #[test]
    fn ordinary_values_pass() {
        assert!(required("city", "東京").is_ok());
        assert!(email("email", "jos\u{e9}+tag@sub.example.co.jp").is_ok());
        assert!(no_control("address2", "").is_ok());
        assert!(length("city", &"é".repeat(100)).is_ok());
        assert!(password("old_password", &"é".repeat(1024)).is_ok());
        assert!(password("new_password", " ").is_ok());
    }
}
