//! The settings of a client, and their validation.

mod from_env;
mod settings;

use std::marker::PhantomData;
use std::path::PathBuf;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::auth::on_behalf_of::OnBehalfOf;
use crate::auth::reseller::Reseller;
use crate::auth::secret::{ApiKey, has_form_of_key};
use crate::client::Client;
use crate::client::config::Limits;
use crate::client::trace;
use crate::error::{Error, Result};
use crate::http::base_url::{Region, in_folder, parse_base_url, without_api_path};
use crate::http::client::HttpOptions;
use crate::http::proxy;
use crate::http::request::Credentials;
use crate::http::tls::{self, Trust};
use crate::operation::Empty;
use crate::rate_limit::shared::SharedRateLimiter;
use crate::retry::budget::RetryCosts;

/// Builder of a client: of a [`Client`], or of another type that a [`Client`] converts into, such as
/// `blocking::Client`. It reads the environment's proxies unless
/// [`trust_env`](Self::trust_env) is false, and other settings only in [`from_env`](Self::from_env).
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C = Client> {
    api_key: Option<SecretString>,
    reseller: Option<Reseller>,
    region: Option<Region>,
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
    builds: PhantomData<fn() -> C>,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> ClientBuilder<C> {
    pub(crate) fn new() -> Self {
        Self {
            api_key: None,
            reseller: None,
            region: None,
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
            builds: PhantomData,
        }
    }

    /// The API key, for the Users API and, unless the [`reseller`](Self::reseller) has a credential of
    /// its own, for the customer API.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.api_key = Some(key.into().into());
        self
    }

    /// Dialect, format and, for old servers, username and password of the customer API; default: the
    /// API key, as a bearer token.
    pub fn reseller(mut self, reseller: Reseller) -> Self {
        self.reseller = Some(reseller);
        self
    }

    /// The region of the account that calls act as or for; default: global. Calls of the Subusers API and
    /// the customer API go to the host of the global region, which serves the subusers of both.
    pub fn region(mut self, region: Region) -> Self {
        self.region = Some(region);
        self
    }

    /// The base URL, such as that of a sandbox: scheme, host, and optionally port and a path before
    /// `/v3` and `/apiv2`, which are dropped from its end; default: that of the region.
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

    /// Allows plain `http` to hosts other than loopback, or through a proxy on another machine, which
    /// exposes the credentials on the network; default: false.
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

    /// The name of the language binding in `User-Agent`.
    #[doc(hidden)]
    pub fn binding(mut self, binding: &'static str) -> Self {
        self.binding = binding;
        self
    }

    /// Validates the settings and builds the client. Opens no connection.
    ///
    /// An API key that does not begin with `SG.`, as SendGrid's keys do, is sent nevertheless: other
    /// servers have other keys. An event of `tracing` at level `WARN` says so.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput), with the setting in
    /// [`field`](crate::Error::field), for an invalid value; [`Config`](crate::ErrorKind::Config)
    /// without a credential, for plain `http` to another host, an invalid proxy, an unreadable CA
    /// bundle, or a machine without a CA store.
    pub fn build(self) -> Result<C>
    where
        C: From<Client>,
    {
        self.build_async().map(C::from)
    }

    fn build_async(self) -> Result<Client> {
        self.check_settings()?;
        let api_key =
            self.api_key.as_ref().map(|key| ApiKey::new(key.expose_secret())).transpose()?;
        let on_behalf_of = self.on_behalf_of.as_ref().map(|account| account.header("on_behalf_of"));
        let on_behalf_of = on_behalf_of.transpose()?;
        let (base_url, global_url) = (self.users_url()?, self.global_url()?);
        let reseller = self.reseller_and_url(api_key.as_ref())?;
        if api_key.is_none() && reseller.is_none() {
            return Err(Error::config(
                "the client has no credential: set an API key, or username and password of a \
                 reseller; from_env reads them from SENDGRID_API_KEY, SENDGRID_RESELLER_USERNAME \
                 and SENDGRID_RESELLER_PASSWORD",
            ));
        }
        if let Some(doubt) = self.key_doubt() {
            trace::warning(doubt);
        }
        let urls = api_key.as_ref().map(|_| &base_url).into_iter();
        let mut urls = urls.chain(reseller.as_ref().map(|(_, url)| url));
        let plain = urls.clone().any(|url| url.scheme() == "http");
        if plain && !self.allow_insecure_transport && !proxy::is_local(self.proxy.as_ref()) {
            return Err(Error::config(
                "plain http through a proxy on another machine would expose the credentials on the \
                 network: use https, or allow insecure transport",
            ));
        }
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
        let credentials = Credentials::new(self.binding, base_url, &global_url, api_key, reseller)?;
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

    /// Why a key of the client may be no key, without the key.
    #[doc(hidden)]
    pub fn key_doubt(&self) -> Option<&'static str> {
        let own = self.api_key.as_ref().map(ExposeSecret::expose_secret);
        let keys = own.into_iter().chain(self.reseller.as_ref().and_then(Reseller::key));
        let doubtful = keys.into_iter().any(|key| !has_form_of_key(key));
        doubtful.then_some("the API key does not begin with \"SG.\", as the keys of SendGrid do")
    }

    fn users_url(&self) -> Result<Url> {
        let url = self.base_url.as_deref().unwrap_or(self.region.unwrap_or_default().base_url());
        parse_base_url(url, self.allow_insecure_transport).map(without_api_path)
    }

    /// The host that serves some APIs for the accounts of all regions.
    fn global_url(&self) -> Result<Url> {
        match self.base_url {
            Some(_) => self.users_url(),
            None => parse_base_url(Region::Global.base_url(), false),
        }
    }

    /// The credential of the customer API, if there is one, and the base URL: the reseller's own, or
    /// else the dialect's path on the client's.
    fn reseller_and_url(&self, api_key: Option<&ApiKey>) -> Result<Option<(Reseller, Url)>> {
        let reseller = self.reseller.clone().unwrap_or_default();
        let Some(reseller) = reseller.or_key(api_key) else { return Ok(None) };
        reseller.check()?;
        let url = match &reseller.base_url {
            Some(own) => parse_base_url(own, self.allow_insecure_transport)?,
            None => in_folder(self.global_url()?, reseller.dialect.folder()),
        };
        Ok(Some((reseller, url)))
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

    /// A client with the settings of the environment; see [`ClientBuilder::from_env`].
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::from_env`] and [`ClientBuilder::build`].
    pub fn from_env() -> Result<Self> {
        Self::builder().from_env()?.build()
    }
}
