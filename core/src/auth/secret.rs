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
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the key is empty or contains a character
    /// that is not printable ASCII, such as a line end. The message names its position.
    pub fn new(key: impl Into<String>) -> Result<Self> {
        let key = key.into();
        if key.is_empty() {
            return Err(Error::invalid_input("api_key", "is empty"));
        }
        if let Some(position) = key.bytes().position(|byte| !byte.is_ascii_graphic()) {
            return Err(Error::invalid_input(
                "api_key",
                format_args!(
                    "contains a blank, control or non-ASCII character at position {position}"
                ),
            ));
        }
        Ok(Self(key.into()))
    }

    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(SG.****)")
    }
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
