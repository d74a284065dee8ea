//! Checks of caller's strings, made before any socket is opened. No message repeats the value.

use crate::error::{Error, Result};

/// Longest password accepted. Servers take up to 128 characters; far longer ones are a mistake.
const MAX_PASSWORD: usize = 1024;
/// Longest value accepted for a header; servers refuse whole heads of 8 to 16 kB.
const MAX_HEADER: usize = 1024;

/// Refuses control characters: none belongs into a name, an address or a password, and each is far
/// more likely a mistake (a line end read along from a file) than a wish.
pub(crate) fn no_control(field: &'static str, value: &str) -> Result<()> {
    match value.chars().position(char::is_control) {
        Some(position) => Err(Error::invalid_input(
            field,
            format_args!("contains a control character at position {position}"),
        )),
        None => Ok(()),
    }
}

/// A value that must be there: not empty, not only blanks, no control characters.
pub(crate) fn required(field: &'static str, value: &str) -> Result<()> {
    if value.trim().is_empty() {
        return Err(Error::invalid_input(
            field,
            if value.is_empty() { "is empty" } else { "is blank" },
        ));
    }
    no_control(field, value)
}

/// An e-mail address in its plainest form: something, `@`, something, no blanks. What more an
/// address must be is the server's to say.
pub(crate) fn email(field: &'static str, value: &str) -> Result<()> {
    required(field, value)?;
    let well_formed = value
        .rsplit_once('@')
        .is_some_and(|(mailbox, domain)| !mailbox.is_empty() && !domain.is_empty())
        && !value.contains(char::is_whitespace);
    if well_formed { Ok(()) } else { Err(Error::invalid_input(field, "is not an e-mail address")) }
}

/// A password: there, not absurdly long, no control characters. Blanks may be part of it.
pub(crate) fn password(field: &'static str, value: &str) -> Result<()> {
    if value.is_empty() {
        return Err(Error::invalid_input(field, "is empty"));
    }
    no_longer_than(field, value, MAX_PASSWORD)?;
    no_control(field, value)
}

/// A value of a documented greatest length, in characters.
pub(crate) fn no_longer_than(field: &'static str, value: &str, longest: usize) -> Result<()> {
    if value.chars().nth(longest).is_some() {
        let problem = format_args!("is longer than {longest} characters");
        return Err(Error::invalid_input(field, problem));
    }
    Ok(())
}

/// A value that travels in a header: visible ASCII, blanks only between words.
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
        return Err(Error::invalid_input(field, "begins or ends with a blank"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(result: Result<()>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn a_refusal_names_field_and_position_and_not_the_value() {
        assert_eq!(message(required("username", "")), "username is empty");
        assert_eq!(message(required("username", "  ")), "username is blank");
        assert_eq!(
            message(required("old_password", "hunter2\n")),
            "old_password contains a control character at position 7"
        );
        assert_eq!(message(password("new_password", "")), "new_password is empty");
        assert_eq!(
            message(password("new_password", &"é".repeat(1025))),
            "new_password is longer than 1024 characters"
        );
        assert_eq!(message(email("email", "not-an-address")), "email is not an e-mail address");
        assert_eq!(message(email("email", "a b@example.com")), "email is not an e-mail address");
        assert_eq!(
            message(header("on_behalf_of", "münchen")),
            "on_behalf_of contains a non-ASCII character at position 1"
        );
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
        assert!(no_longer_than("city", &"é".repeat(100), 100).is_ok());
        assert!(password("new_password", " ").is_ok());
    }
}
