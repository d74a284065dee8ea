//! The settings of a client, and their validation.

mod settings;

use std::path::PathBuf;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::auth::on_behalf_of::OnBehalfOf;
use crate::auth::reseller::Reseller;
use crate::auth::secret::ApiKey;
use crate::client::Client;
use crate::client::config::Limits;
use crate::error::{Error, Result};
use crate::http::base_url::{Region, parse_base_url};
use crate::http::client::HttpOptions;
use crate::http::request::Credentials;
use crate::http::tls::{self, Trust};
use crate::operation::Empty;
use crate::rate_limit::shared::SharedRateLimiter;
use crate::retry::budget::RetryCosts;

/// Builder of a [`Client`]. It reads the environment's proxies unless
/// [`trust_env`](Self::trust_env) is false, and credentials only in [`from_env`](Self::from_env).
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    api_key: Option<SecretString>,
    reseller: Option<Reseller>,
    region: Region,
    base_url: Option<String>,
    on_behalf_of: Option<OnBehalfOf>,
    limits: Limits,
    retry_costs: RetryCosts,
    connect_timeout: Duration,
    idle_timeout: Duration,
    max_connections: usize,
    max_headers: usize,
    ca_bundle: Option<PathBuf>,
    /// May contain the proxy's password.
    proxy: Option<SecretString>,
    trust_env: bool,
    http_client: Option<reqwest::Client>,
    allow_insecure_transport: bool,
    shared_rate_limiter: Option<SharedRateLimiter>,
    binding: &'static str,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            api_key: None,
            reseller: None,
            region: Region::Global,
            base_url: None,
            on_behalf_of: None,
            limits: Limits::default(),
            retry_costs: RetryCosts::default(),
            connect_timeout: Duration::from_secs(5),
            // Below the 60 s after which load balancers drop idle connections.
            idle_timeout: Duration::from_secs(10),
            max_connections: 64,
            max_headers: 100,
            ca_bundle: None,
            proxy: None,
            trust_env: true,
            http_client: None,
            allow_insecure_transport: false,
            shared_rate_limiter: None,
            binding: "rust",
        }
    }
}

impl ClientBuilder {
    /// The API key for the Users API.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.api_key = Some(key.into().into());
        self
    }

    /// The credential for the customer API. A client may have both this and an API key.
    pub fn reseller(mut self, reseller: Reseller) -> Self {
        self.reseller = Some(reseller);
        self
    }

    /// The region of the account; default: global.
    pub fn region(mut self, region: Region) -> Self {
        self.region = region;
        self
    }

    /// The base URL, such as that of a sandbox: scheme, host, and optionally port and a path before
    /// `/v3`; default: that of the region.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// The account that every call acts for; default: the account of the API key.
    pub fn on_behalf_of(mut self, account: OnBehalfOf) -> Self {
        self.on_behalf_of = Some(account);
        self
    }

    /// A PEM file of the certificate authorities to trust; default: those of the operating system.
    pub fn ca_bundle(mut self, path: impl Into<PathBuf>) -> Self {
        self.ca_bundle = Some(path.into());
        self
    }

    /// The URL of a proxy for all calls: `http`, `https`, `socks5` or `socks5h`, optionally with a
    /// username and password; default: the proxies of the environment.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into().into());
        self
    }

    /// Whether `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` apply if no
    /// [`proxy`](Self::proxy) is set; default: true. Loopback hosts (`localhost`, `127.0.0.0/8`,
    /// `::1`) never use a proxy of the environment.
    pub fn trust_env(mut self, trust: bool) -> Self {
        self.trust_env = trust;
        self
    }

    /// A reqwest client for all requests, instead of one that the builder configures. It belongs to
    /// the runtime of its first use.
    ///
    /// The caller is responsible for its behavior: it must not follow redirects (they send
    /// credentials to another host), retry or decompress, and it should send header names in title
    /// case. The settings `connect_timeout`, `idle_timeout`, `max_headers`, `ca_bundle`, `proxy` and
    /// `trust_env` have no effect. Non-idempotent operations use its pool instead of a fresh
    /// connection, so that their outcome is unknown more often; and its pool is not replaced after a
    /// response with both `Content-Length` and `Transfer-Encoding`.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http_client = Some(client);
        self
    }

    /// Allows plain `http` to hosts other than loopback, which exposes the credentials on the
    /// network; default: false.
    pub fn allow_insecure_transport(mut self, allow: bool) -> Self {
        self.allow_insecure_transport = allow;
        self
    }

    /// Shares rate limiters with other clients built with a clone of it; default: the client shares
    /// them only with its clones and the clients derived from it.
    pub fn shared_rate_limiter(mut self, shared_rate_limiter: SharedRateLimiter) -> Self {
        self.shared_rate_limiter = Some(shared_rate_limiter);
        self
    }

    /// The meaning of an empty string in a partial update; default: it clears the field.
    pub fn empty(mut self, empty: Empty) -> Self {
        self.limits.empty = empty;
        self
    }

    /// Reads the credentials from the environment variables `SENDGRID_API_KEY`, or
    /// `SENDGRID_RESELLER_USERNAME` and `SENDGRID_RESELLER_PASSWORD`, or all three; and, if set, the
    /// region from `SENDGRID_REGION` (`global` or `eu`).
    ///
    /// # Errors
    ///
    /// [`Config`](crate::ErrorKind::Config) without a complete credential, or for an unknown region.
    pub fn from_env(mut self) -> Result<Self> {
        self.api_key = variable("SENDGRID_API_KEY")?.map(SecretString::from);
        let username = variable("SENDGRID_RESELLER_USERNAME")?;
        let password = variable("SENDGRID_RESELLER_PASSWORD")?;
        self.reseller = match (username, password) {
            (Some(username), Some(password)) => Some(Reseller::new(username, password)),
            (None, None) => None,
            _ => {
                return Err(Error::config(
                    "only one of the environment variables SENDGRID_RESELLER_USERNAME and \
                     SENDGRID_RESELLER_PASSWORD is set",
                ));
            }
        };
        if self.api_key.is_none() && self.reseller.is_none() {
            return Err(Error::config(
                "no credential in the environment: set SENDGRID_API_KEY, or \
                 SENDGRID_RESELLER_USERNAME and SENDGRID_RESELLER_PASSWORD",
            ));
        }
        if let Some(region) = variable("SENDGRID_REGION")? {
            self.region = region.parse().map_err(|_| {
                Error::config("the environment variable SENDGRID_REGION is neither global nor eu")
            })?;
        }
        Ok(self)
    }

    /// The name of the language binding in `User-Agent`.
    #[doc(hidden)]
    pub fn binding(mut self, binding: &'static str) -> Self {
        self.binding = binding;
        self
    }

    /// Validates the settings and builds the client. Opens no connection.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput), with the setting in
    /// [`field`](crate::Error::field), for an invalid value; [`Config`](crate::ErrorKind::Config)
    /// for plain `http` to another host, an invalid proxy, an unreadable CA bundle, or a machine
    /// without a CA store.
    pub fn build(self) -> Result<Client> {
        self.check_settings()?;
        let api_key =
            self.api_key.as_ref().map(|key| ApiKey::new(key.expose_secret())).transpose()?;
        let on_behalf_of = self.on_behalf_of.as_ref().map(OnBehalfOf::header).transpose()?;
        let base_url = self.base_url.as_deref().unwrap_or(self.region.base_url());
        let base_url = parse_base_url(base_url, self.allow_insecure_transport)?;
        let reseller = match &self.reseller {
            Some(reseller) => Some((reseller.clone(), self.reseller_url(reseller)?)),
            None => None,
        };
        let urls = api_key.as_ref().map(|_| &base_url).into_iter();
        let mut urls = urls.chain(reseller.as_ref().map(|(_, url)| url));
        let trust = match &self.ca_bundle {
            _ if urls.all(|url| url.scheme() == "http") => Trust::None,
            Some(path) => Trust::Bundle(path),
            None => Trust::System,
        };
        let http = HttpOptions {
            tls: tls::client_config(trust)?,
            connect_timeout: self
                .connect_timeout
                .min(self.limits.attempt_timeout)
                .min(self.limits.timeout),
            idle_timeout: self.idle_timeout,
            max_connections: self.max_connections,
            max_headers: self.max_headers,
            proxy: self.proxy,
            trust_env: self.trust_env,
            custom: self.http_client,
        };
        let credentials = Credentials::new(self.binding, base_url, api_key, reseller)?;
        let shared_rate_limiter = self.shared_rate_limiter.unwrap_or_default();
        Client::new(
            credentials,
            self.limits,
            self.retry_costs,
            http,
            shared_rate_limiter,
            on_behalf_of,
        )
    }

    /// The reseller's own base URL, or else the dialect's path on the client's.
    fn reseller_url(&self, reseller: &Reseller) -> Result<Url> {
        reseller.check()?;
        let url = reseller.base_url.clone().unwrap_or_else(|| {
            let server = self.base_url.as_deref().unwrap_or(Region::Global.base_url());
            format!("{}/{}/", server.trim_end_matches('/'), reseller.dialect.folder())
        });
        parse_base_url(&url, self.allow_insecure_transport)
    }
}

impl Client {
    /// A client for the global region, with default settings.
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::build`].
    pub fn with_api_key(key: impl Into<String>) -> Result<Self> {
        Self::builder().api_key(key).build()
    }

    /// A builder with default settings.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A client with the credentials of the environment; see [`ClientBuilder::from_env`].
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::from_env`] and [`ClientBuilder::build`].
    pub fn from_env() -> Result<Self> {
        Self::builder().from_env()?.build()
    }
}

fn variable(name: &str) -> Result<Option<String>> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => {
            Err(Error::config(format!("the environment variable {name} is not valid Unicode")))
        }
    }
}
