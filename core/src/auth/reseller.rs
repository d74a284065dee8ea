//! The credential of a reseller, and how its servers are spoken to.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::auth::secret::{ApiKey, Password};
use crate::error::{Error, Result};
use crate::validate;

/// The two generations of the customer API. They differ in their addresses alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// `https://api.sendgrid.com/apiv2/reseller.*` (seed 004).
    #[default]
    Reseller,
    /// `https://api.sendgrid.com/api/distributor.*` (seed 003), the older one.
    Distributor,
}

impl Dialect {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Reseller => "reseller",
            Self::Distributor => "distributor",
        }
    }

    /// The folder below a server's own address.
    pub(crate) const fn folder(self) -> &'static str {
        match self {
            Self::Reseller => "apiv2",
            Self::Distributor => "api",
        }
    }
}

impl FromStr for Dialect {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        [Self::Reseller, Self::Distributor]
            .into_iter()
            .find(|dialect| dialect.name() == text)
            .ok_or_else(|| {
                Error::invalid_input("dialect", "is neither \"reseller\" nor \"distributor\"")
            })
    }
}

/// The form of the answers. What a call returns does not depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// JSON.
    #[default]
    Json,
    /// XML.
    Xml,
}

impl Format {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        [Self::Json, Self::Xml]
            .into_iter()
            .find(|format| format.name() == text)
            .ok_or_else(|| Error::invalid_input("format", "is neither \"json\" nor \"xml\""))
    }
}

#[derive(Clone)]
pub(crate) enum ResellerAuth {
    /// `api_user` and `api_key` among the parameters: what the seeds document.
    Parameters { username: String, password: Password },
    /// The same two by `Authorization: Basic`, which later servers asked for.
    Basic { username: String, password: Password },
    /// An API key by `Authorization: Bearer`.
    Bearer(ApiKey),
}

/// The credential for the customer API. Its `Debug` shows no secret.
#[derive(Clone)]
pub struct Reseller {
    pub(crate) auth: ResellerAuth,
    pub(crate) dialect: Dialect,
    pub(crate) format: Format,
    pub(crate) base_url: Option<String>,
}

impl Reseller {
    /// The username and password of a reseller's account.
    pub fn new(username: impl Into<String>, password: impl Into<Password>) -> Self {
        Self::with(ResellerAuth::Parameters {
            username: username.into(),
            password: password.into(),
        })
    }

    /// The same as `Authorization: Basic` instead of parameters.
    pub fn with_basic_auth(username: impl Into<String>, password: impl Into<Password>) -> Self {
        Self::with(ResellerAuth::Basic { username: username.into(), password: password.into() })
    }

    /// An API key instead of username and password. The documents do not say that servers take one
    /// for these calls; some may.
    pub fn with_api_key(key: ApiKey) -> Self {
        Self::with(ResellerAuth::Bearer(key))
    }

    fn with(auth: ResellerAuth) -> Self {
        Self { auth, dialect: Dialect::default(), format: Format::default(), base_url: None }
    }

    /// The dialect to speak; default: reseller.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// The format to ask for; default: JSON.
    #[must_use]
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// The address before the endpoint, such as `https://sendgrid.com/apiv2/` (seed 004). Without
    /// it, the dialect's folder on the client's own base URL or on `https://api.sendgrid.com`.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    pub(crate) fn check(&self) -> Result<()> {
        match &self.auth {
            ResellerAuth::Parameters { username, password } => {
                validate::required("reseller_username", username)?;
                validate::password("reseller_password", password.expose())
            }
            ResellerAuth::Basic { username, password } => {
                validate::required("reseller_username", username)?;
                if username.contains(':') {
                    // RFC 7617: what follows it would be taken for the password.
                    return Err(Error::invalid_input("reseller_username", "contains a colon"));
                }
                validate::password("reseller_password", password.expose())
            }
            ResellerAuth::Bearer(_) => Ok(()),
        }
    }

    /// The value of `Authorization`, where there is one.
    pub(crate) fn authorization(&self) -> Option<String> {
        match &self.auth {
            ResellerAuth::Parameters { .. } => None,
            ResellerAuth::Basic { username, password } => {
                let pair = format!("{username}:{}", password.expose());
                Some(format!("Basic {}", STANDARD.encode(pair)))
            }
            ResellerAuth::Bearer(key) => Some(format!("Bearer {}", key.expose())),
        }
    }

    /// Whom a server takes it for, however it is told.
    pub(crate) fn identity(&self) -> Vec<&str> {
        match &self.auth {
            ResellerAuth::Parameters { username, password }
            | ResellerAuth::Basic { username, password } => vec![username, password.expose()],
            ResellerAuth::Bearer(key) => vec![key.expose()],
        }
    }

    pub(crate) fn secret(&self) -> &str {
        match &self.auth {
            ResellerAuth::Parameters { password, .. } | ResellerAuth::Basic { password, .. } => {
                password.expose()
            }
            ResellerAuth::Bearer(key) => key.expose(),
        }
    }

    /// The path of an endpoint below the base.
    pub(crate) fn endpoint(&self, path: &str) -> String {
        format!("{}.{path}.{}", self.dialect.name(), self.format.name())
    }
}

impl fmt::Debug for Reseller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (auth, username) = match &self.auth {
            ResellerAuth::Parameters { username, .. } => ("parameters", Some(username)),
            ResellerAuth::Basic { username, .. } => ("basic", Some(username)),
            ResellerAuth::Bearer(_) => ("api_key", None),
        };
        f.debug_struct("Reseller")
            .field("auth", &auth)
            .field("username", &username)
            .field("dialect", &self.dialect)
            .field("format", &self.format)
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_does_not_show_its_secret() {
        let key = ApiKey::new("SG.key-canary").unwrap();
        for reseller in [
            Reseller::new("user", "word-canary"),
            Reseller::with_basic_auth("user", "word-canary"),
            Reseller::with_api_key(key),
        ] {
            assert!(!format!("{reseller:?} {reseller:#?}").contains("canary"));
        }
    }

    #[test]
    fn a_credential_that_cannot_be_sent_is_refused() {
        for reseller in [
            Reseller::new("", "password"),
            Reseller::new("user", ""),
            Reseller::new("user\n", "password"),
            Reseller::new("user", "password\r"),
            Reseller::with_basic_auth("us:er", "password"),
        ] {
            assert!(reseller.check().is_err(), "{reseller:?}");
        }
        assert!(Reseller::new("us:er", "pass:word é").check().is_ok());
    }

    #[test]
    fn a_dialect_and_a_format_are_known_by_name() {
        assert_eq!("distributor".parse::<Dialect>().unwrap(), Dialect::Distributor);
        assert_eq!("xml".parse::<Format>().unwrap(), Format::Xml);
        assert_eq!("yaml".parse::<Format>().unwrap_err().field(), Some("format"));
        assert_eq!("customer".parse::<Dialect>().unwrap_err().field(), Some("dialect"));
    }
}
