//! Secrets, which are never printed.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, Result};

/// A SendGrid API key. It has no `Display`, and its `Debug` does not contain the key.
#[derive(Clone)]
pub struct ApiKey(SecretString);

impl ApiKey {
    /// Creates an API key. SendGrid's keys are `SG.` and 66 more characters; the server checks that.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) for a text that no server can take as a bearer
    /// token (RFC 6750): one that is empty, or has a character other than letters and digits of ASCII
    /// and `-._~+/`, with `=` at the end only; and for `undefined`, `null`, `none` and `nil`. The
    /// message gives the reason and the position, not the text.
    pub fn new(key: impl Into<String>) -> Result<Self> {
        let key = key.into();
        check_key("api_key", &key)?;
        Ok(Self(key.into()))
    }

    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Id of the key: the middle part of `SG.<id>.<secret>`. `None` for a key of another form.
    pub(crate) fn id(&self) -> Option<&str> {
        let (id, _) = self.expose().strip_prefix("SG.")?.split_once('.')?;
        Some(id)
    }
}

/// Refuses a text that cannot be an API key. No message contains the text.
pub(crate) fn check_key(field: &'static str, key: &str) -> Result<()> {
    let refuse = |problem: &dyn fmt::Display| Err(Error::invalid_input(field, problem));
    if key.is_empty() {
        return refuse(&"is empty");
    }
    for scheme in ["Bearer", "Basic"] {
        let (start, rest) = key.split_at_checked(scheme.len()).unwrap_or_default();
        if start.eq_ignore_ascii_case(scheme) && rest.starts_with(char::is_whitespace) {
            return refuse(&format_args!("begins with \"{scheme}\": pass the key alone"));
        }
    }
    if ["undefined", "null", "none", "nil"].iter().any(|name| key.eq_ignore_ascii_case(name)) {
        return refuse(&"is the name of a missing value, not a key");
    }
    let token = key.trim_end_matches('=');
    let Some((position, character)) =
        token.chars().enumerate().find(|(_, character)| !is_of_token(*character))
    else {
        return if token.is_empty() { refuse(&"has no letter and no digit") } else { Ok(()) };
    };
    match character {
        '"' | '\'' | '`' => refuse(&format_args!(
            "contains a quotation mark at position {position}: pass the key alone"
        )),
        character if character.is_ascii_graphic() => refuse(&format_args!(
            "contains a character at position {position} that no API key contains"
        )),
        _ => refuse(&format_args!(
            "contains a blank, control or non-ASCII character at position {position}"
        )),
    }
}

/// Whether a bearer token may contain a character (RFC 6750, section 2.1).
fn is_of_token(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~+/".contains(character)
}

/// Whether a key begins as SendGrid's keys do.
pub(crate) fn has_form_of_key(key: &str) -> bool {
    key.strip_prefix("SG.").is_some_and(|rest| !rest.trim_matches('.').is_empty())
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(SG.****)")
    }
}

/// Declares a secret that a server returns. Only `reveal` shows it.
macro_rules! returned_secret {
    ($(#[$doc:meta])* $name:ident => $debug:literal, $(#[$reveal:meta])* reveal) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(SecretString);

        impl $name {
            /// Creates a secret, such as for a test of your own.
            pub fn new(secret: impl Into<String>) -> Self {
                Self(secret.into().into())
            }

            $(#[$reveal])*
            pub fn reveal(&self) -> &str {
                self.0.expose_secret()
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.reveal() == other.reveal()
            }
        }

        impl Eq for $name {}

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($debug)
            }
        }
    };
}

returned_secret! {
    /// A created API key as a secret, which the server returns once. It has no `Display` and is not
    /// serialized, its `Debug` does not contain the key, and its memory is zeroed when it is dropped.
    ApiKeySecret => "ApiKeySecret(****)",
    /// The API key. Store it at once: no later call returns it.
    reveal
}

returned_secret! {
    /// A token that a server returns. It has no `Display`, and its `Debug` does not contain the token.
    SecretToken => "SecretToken(****)",
    /// The token.
    reveal
}

/// A password. It has no `Display`, and its `Debug` does not contain the password.
#[derive(Clone, Default)]
pub struct Password(SecretString);

impl Password {
    /// Creates a password. The call that sends it checks it.
    pub fn new(password: impl Into<String>) -> Self {
        Self(password.into().into())
    }

    /// For the bindings: the password, for a copy that is as secret.
    #[doc(hidden)]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl PartialEq for Password {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Password {}

impl From<&str> for Password {
    fn from(password: &str) -> Self {
        Self::new(password)
    }
}

impl From<String> for Password {
    fn from(password: String) -> Self {
        Self::new(password)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(****)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_a_key_is_refused_without_showing_it() {
        let at =
            |position: usize, what: &str| format!("api_key contains {what} at position {position}");
        let quotation = |position| at(position, "a quotation mark") + ": pass the key alone";
        let other = |position| at(position, "a character") + " that no API key contains";
        let blank = |position| at(position, "a blank, control or non-ASCII character");
        let missing = || "api_key is the name of a missing value, not a key".to_owned();
        let scheme = |name: &str| format!("api_key begins with \"{name}\": pass the key alone");
        for (text, problem) in [
            ("", "api_key is empty".to_owned()),
            ("==", "api_key has no letter and no digit".to_owned()),
            ("\"SG.canary\"", quotation(0)),
            ("SG.canary'", quotation(9)),
            ("`SG.canary`", quotation(0)),
            ("Bearer SG.canary", scheme("Bearer")),
            ("bEARER\tSG.canary", scheme("Bearer")),
            ("Basic canary", scheme("Basic")),
            ("Undefined", missing()),
            ("NULL", missing()),
            ("None", missing()),
            ("nil", missing()),
            ("SG.canary\n", blank(9)),
            ("SG.canäry", blank(6)),
            (" SG.canary", blank(0)),
            ("\u{feff}SG.canary", blank(0)),
            ("SENDGRID_API_KEY=SG.canary", other(16)),
            ("Authorization:SG.canary", other(13)),
            ("${CANARY}", other(0)),
            ("<canary>", other(0)),
        ] {
            let error = ApiKey::new(text).unwrap_err();
            assert_eq!((error.field(), error.message()), (Some("api_key"), problem.as_str()));
            assert!(!format!("{error:?}").to_ascii_lowercase().contains("canary"));
        }
        for key in ["SG.a_b-c.d", "nonesuch", "Bearer", "a.b~c+d/e==", "1"] {
            assert!(ApiKey::new(key).is_ok(), "{key}");
        }
    }

    #[test]
    fn the_middle_part_of_a_key_is_its_id() {
        for (key, expected) in [
            ("SG.rGaWG-xBTHiBuhCLxWZ0Hg.secret", Some("rGaWG-xBTHiBuhCLxWZ0Hg")),
            ("SG.id.a.b", Some("id")),
            ("SG.id", None),
            ("XX.id.secret", None),
        ] {
            assert_eq!(ApiKey::new(key).unwrap().id(), expected, "{key}");
        }
    }

    #[test]
    fn the_form_of_sendgrids_keys_is_known() {
        for (key, expected) in
            [("SG.a.b", true), ("SG.", false), ("SG....", false), ("sg.a.b", false), ("a", false)]
        {
            assert_eq!(has_form_of_key(key), expected, "{key}");
        }
    }
}
