//! Credential of a reseller, and the addresses and format of the customer API.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use url::Url;

use crate::auth::secret::{ApiKey, Password, check_key};
use crate::error::{Error, Result, named};
use crate::validate;

/// Username whose password is an API key.
const KEY_USERNAME: &str = "apikey";

named! {
    /// Edition of the customer API. The two differ in their addresses only.
    #[derive(Default)]
    #[non_exhaustive]
    pub enum Dialect {
        /// The later edition: `https://api.sendgrid.com/apiv2/reseller.*`.
        #[default]
        Reseller = "reseller",
        /// The older edition: `https://api.sendgrid.com/api/distributor.*`.
        Distributor = "distributor",
    }
}

impl Dialect {
    /// First segment of the path at a server.
    pub(crate) const fn folder(self) -> &'static str {
        match self {
            Self::Reseller => "apiv2",
            Self::Distributor => "api",
        }
    }
}

impl FromStr for Dialect {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let same = |dialect: &Self| dialect.as_str().eq_ignore_ascii_case(name.trim());
        let dialect = Self::ALL.iter().copied().find(same);
        dialect.ok_or_else(|| {
            Error::invalid_input("dialect", "is neither \"reseller\" nor \"distributor\"")
        })
    }
}

named! {
    /// Format of the responses. The results of the calls are the same in both.
    #[derive(Default)]
    #[non_exhaustive]
    pub enum Format {
        /// JSON.
        #[default]
        Json = "json",
        /// XML.
        Xml = "xml",
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let same = |format: &Self| format.as_str().eq_ignore_ascii_case(name.trim());
        let format = Self::ALL.iter().copied().find(same);
        format.ok_or_else(|| Error::invalid_input("format", "is neither \"json\" nor \"xml\""))
    }
}

#[derive(Clone, Default)]
pub(crate) enum ResellerAuth {
    /// The API key of the client, as `Authorization: Bearer`.
    #[default]
    ClientKey,
    /// The documented parameters `api_user` and `api_key`.
    Parameters { username: String, password: Password },
    /// `Authorization: Basic`, which later servers require.
    Basic { username: String, password: Password },
    /// `Authorization: Bearer`.
    Bearer(ApiKey),
}

/// Dialect, format and credential of the customer API. The default is the client's API key, sent as a
/// bearer token: SendGrid ended username and password for its APIs in 2020. Its `Debug` contains no
/// secret.
#[derive(Clone, Default)]
pub struct Reseller {
    pub(crate) auth: ResellerAuth,
    pub(crate) dialect: Dialect,
    pub(crate) format: Format,
    pub(crate) base_url: Option<String>,
}

impl Reseller {
    /// Username and password of the reseller's account, sent as parameters, for old servers. The
    /// username `apikey` with an API key as its password is another form of that key.
    pub fn new(username: impl Into<String>, password: impl Into<Password>) -> Self {
        Self::with(ResellerAuth::Parameters {
            username: username.into(),
            password: password.into(),
        })
    }

    /// Username and password of the reseller's account, sent as `Authorization: Basic`, for old
    /// servers. The username `apikey` with an API key as its password is another form of that key.
    pub fn with_basic_auth(username: impl Into<String>, password: impl Into<Password>) -> Self {
        Self::with(ResellerAuth::Basic { username: username.into(), password: password.into() })
    }

    /// Another API key than the client's, sent as a bearer token.
    pub fn with_api_key(key: ApiKey) -> Self {
        Self::with(ResellerAuth::Bearer(key))
    }

    fn with(auth: ResellerAuth) -> Self {
        Self { auth, ..Self::default() }
    }

    /// Edition of the API; default: [`Dialect::Reseller`].
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Format of the responses; default: [`Format::Json`].
    #[must_use]
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// URL before the endpoint, such as `https://sendgrid.com/apiv2/`. Default: `apiv2` or `api`,
    /// by the dialect, below the client's base URL or `https://api.sendgrid.com`.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// The same with a credential: its own, or else the client's key.
    pub(crate) fn or_key(mut self, key: Option<&ApiKey>) -> Option<Self> {
        if matches!(self.auth, ResellerAuth::ClientKey) {
            self.auth = ResellerAuth::Bearer(key?.clone());
        }
        Some(self)
    }

    /// Its own API key.
    pub(crate) fn key(&self) -> Option<&str> {
        match &self.auth {
            ResellerAuth::Bearer(key) => Some(key.expose()),
            ResellerAuth::Parameters { username, password }
            | ResellerAuth::Basic { username, password }
                if username == KEY_USERNAME =>
            {
                Some(password.expose())
            }
            _ => None,
        }
    }

    /// Refuses a base URL with a username or password before it can be shown.
    #[doc(hidden)]
    pub fn check_base_url(&self) -> Result<()> {
        if self.base_url.as_deref().is_some_and(has_userinfo) {
            return Err(Error::invalid_input("base_url", "contains a username or password"));
        }
        Ok(())
    }

    pub(crate) fn check(&self) -> Result<()> {
        self.check_base_url()?;
        match &self.auth {
            ResellerAuth::Parameters { username, password }
            | ResellerAuth::Basic { username, password }
                if username == KEY_USERNAME =>
            {
                check_key("reseller_password", password.expose())
            }
            ResellerAuth::Basic { username, .. } if username.contains(':') => {
                // RFC 7617: the server takes the rest for the password.
                Err(Error::invalid_input("reseller_username", "contains a colon"))
            }
            ResellerAuth::Parameters { username, password }
            | ResellerAuth::Basic { username, password } => {
                validate::required("reseller_username", username)?;
                validate::password("reseller_password", password.expose())
            }
            ResellerAuth::Bearer(_) | ResellerAuth::ClientKey => Ok(()),
        }
    }

    /// Value of the header `Authorization`.
    pub(crate) fn authorization(&self) -> Option<String> {
        match &self.auth {
            ResellerAuth::Parameters { .. } | ResellerAuth::ClientKey => None,
            ResellerAuth::Basic { username, password } => {
                let pair = format!("{username}:{}", password.expose());
                Some(format!("Basic {}", STANDARD.encode(pair)))
            }
            ResellerAuth::Bearer(key) => Some(format!("Bearer {}", key.expose())),
        }
    }

    /// Username and secret, whichever way they are sent.
    pub(crate) fn identity(&self) -> Vec<&str> {
        match &self.auth {
            ResellerAuth::Parameters { username, password }
            | ResellerAuth::Basic { username, password } => vec![username, password.expose()],
            ResellerAuth::Bearer(key) => vec![key.expose()],
            ResellerAuth::ClientKey => Vec::new(),
        }
    }

    pub(crate) fn secret(&self) -> &str {
        match &self.auth {
            ResellerAuth::Parameters { password, .. } | ResellerAuth::Basic { password, .. } => {
                password.expose()
            }
            ResellerAuth::Bearer(key) => key.expose(),
            ResellerAuth::ClientKey => "",
        }
    }

    /// Path of an endpoint below the base URL.
    pub(crate) fn endpoint(&self, path: &str) -> String {
        format!("{}.{path}.{}", self.dialect.as_str(), self.format.as_str())
    }
}

/// Whether a URL may contain a username or password, which a client refuses.
fn has_userinfo(url: &str) -> bool {
    let has = |url: Url| !url.username().is_empty() || url.password().is_some();
    Url::parse(url).map_or_else(|_| url.contains('@'), has)
}

impl fmt::Debug for Reseller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (auth, username) = match &self.auth {
            ResellerAuth::Parameters { username, .. } => ("parameters", Some(username)),
            ResellerAuth::Basic { username, .. } => ("basic", Some(username)),
            ResellerAuth::Bearer(_) => ("api_key", None),
            ResellerAuth::ClientKey => ("client_key", None),
        };
        f.debug_struct("Reseller")
            .field("auth", &auth)
            .field("username", &username)
            .field("dialect", &self.dialect)
            .field("format", &self.format)
            .field("base_url", &self.base_url.as_deref().filter(|url| !has_userinfo(url)))
            .finish_non_exhaustive()
    }
}
