//! The HTTP request of a call: URL, credentials, headers and body.

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::auth::reseller::{Reseller, ResellerAuth};
use crate::auth::secret::ApiKey;
use crate::error::{Error, Result};
use crate::operation::{Api, Body, Method, OperationInfo, Request};

const ON_BEHALF_OF: HeaderName = HeaderName::from_static("on-behalf-of");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// The request that every attempt of a call sends.
pub(crate) struct PreparedRequest {
    method: Method,
    pub(crate) url: Url,
    headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
}

impl PreparedRequest {
    /// The request of one attempt, without its body.
    pub(crate) fn request(&self) -> reqwest::Request {
        let mut request = reqwest::Request::new(self.method.into(), self.url.clone());
        *request.headers_mut() = self.headers.clone();
        request
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Delete => Self::DELETE,
            Method::Get => Self::GET,
            Method::Patch => Self::PATCH,
            Method::Post => Self::POST,
            Method::Put => Self::PUT,
        }
    }
}

/// The servers and credentials of a client.
pub(crate) struct Credentials {
    pub(crate) base_url: Url,
    users: Option<(ApiKey, Server)>,
    customers: Option<(Reseller, Server)>,
}

/// The base URL of an API, and the headers of every request to it.
struct Server {
    base: Url,
    headers: HeaderMap,
}

impl Credentials {
    pub(crate) fn new(
        binding: &str,
        base_url: Url,
        api_key: Option<ApiKey>,
        reseller: Option<(Reseller, Url)>,
    ) -> Result<Self> {
        let version = env!("CARGO_PKG_VERSION");
        let user_agent = header(&format!("sendgrid-accounts/{version} ({binding})"))?;
        let users = api_key.map(|key| {
            let authorization = Some(format!("Bearer {}", key.expose()));
            Server::new(&base_url, JSON, authorization, &user_agent).map(|server| (key, server))
        });
        let customers = reseller.map(|(reseller, url)| {
            let accept = header(&format!("application/{}", reseller.format.as_str()))?;
            let server = Server::new(&url, accept, reseller.authorization(), &user_agent)?;
            Ok::<_, Error>((reseller, server))
        });
        let (users, customers) = (users.transpose()?, customers.transpose()?);
        Ok(Self { base_url, users, customers })
    }

    /// The base URL and the parts of the credential of an API; no parts if the client has no
    /// credential for it.
    pub(crate) fn identity(&self, api: Api) -> (&Url, Vec<&str>) {
        match (api, &self.users, &self.customers) {
            (Api::V3, Some((key, server)), _) => (&server.base, vec![key.expose()]),
            (Api::Customers, _, Some((reseller, server))) => (&server.base, reseller.identity()),
            _ => (&self.base_url, Vec::new()),
        }
    }

    /// Whether the client authenticates by the API key with this id.
    pub(crate) fn uses_key(&self, id: &str) -> bool {
        let own = self.users.iter().map(|(key, _)| key);
        let of_reseller = self.customers.iter().filter_map(|(reseller, _)| match &reseller.auth {
            ResellerAuth::Bearer(key) => Some(key),
            _ => None,
        });
        own.chain(of_reseller).any(|key| key.id() == Some(id))
    }

    /// Builds the request of a call.
    ///
    /// Fails if the client has no credential for the API, or if `on_behalf_of` is set for an operation
    /// that does not take it.
    pub(crate) fn prepare(
        &self,
        info: &OperationInfo,
        request: &Request,
        on_behalf_of: Option<&HeaderValue>,
    ) -> Result<PreparedRequest> {
        if on_behalf_of.is_some() && !info.on_behalf_of {
            return Err(Error::config(format!(
                "{} cannot act on behalf of another account: use a client without on_behalf_of",
                info.name
            )));
        }
        let missing = |credential: &str| {
            Error::config(format!("{} needs {credential}, and the client has none", info.name))
        };
        let (server, path, credential) = match info.api {
            Api::V3 => {
                let (_, server) = self.users.as_ref().ok_or_else(|| missing("an API key"))?;
                (server, request.path(info.path)?, Vec::new())
            }
            Api::Customers => {
                let customers = self.customers.as_ref();
                let (reseller, server) =
                    customers.ok_or_else(|| missing("an API key or a reseller's credential"))?;
                let parameters = match &reseller.auth {
                    ResellerAuth::Parameters { username, password } => {
                        vec![("api_user", username.as_str()), ("api_key", password.expose())]
                    }
                    ResellerAuth::Basic { .. }
                    | ResellerAuth::Bearer(_)
                    | ResellerAuth::ClientKey => Vec::new(),
                };
                (server, reseller.endpoint(info.path), parameters)
            }
        };
        let mut headers = server.headers.clone();
        if let Some(account) = on_behalf_of {
            headers.insert(ON_BEHALF_OF, account.clone());
        }
        let (content_type, body) = match request.body() {
            Body::Empty => (None, None),
            Body::Json(body) => (Some(JSON), Some(body.clone())),
            Body::Form(form) => (Some(FORM), Some(form.encode(&credential))),
        };
        headers.extend(content_type.map(|content_type| (CONTENT_TYPE, content_type)));
        let mut url = server.url(&path);
        if !request.query().is_empty() {
            url.query_pairs_mut().extend_pairs(request.query());
        }
        Ok(PreparedRequest { method: info.method, url, headers, body })
    }

    /// The secrets of all credentials, as they are and as they are sent.
    pub(crate) fn secrets(&self) -> Vec<&str> {
        let key = self.users.iter().map(|(key, _)| key.expose());
        let reseller = self.customers.iter().map(|(reseller, _)| reseller.secret());
        let token = self.customers.iter().filter_map(|(_, server)| {
            let value = server.headers.get(AUTHORIZATION)?.to_str().ok()?;
            value.split_once(' ').map(|(_, token)| token)
        });
        key.chain(reseller).chain(token).collect()
    }
}

fn header(value: &str) -> Result<HeaderValue> {
    HeaderValue::from_str(value)
        .map_err(|_| Error::config("a header value contains a control character"))
}

impl Server {
    fn new(
        base: &Url,
        accept: HeaderValue,
        authorization: Option<String>,
        user_agent: &HeaderValue,
    ) -> Result<Self> {
        let mut headers = HeaderMap::with_capacity(8);
        headers.insert(ACCEPT, accept);
        // Without it, a server may choose any coding (RFC 9110, section 12.5.3).
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        if let Some(authorization) = authorization {
            let mut value = header(&authorization)?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        headers.insert(USER_AGENT, user_agent.clone());
        Ok(Self { base: base.clone(), headers })
    }

    fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        let prefix = self.base.path().trim_end_matches('/');
        url.set_path(&format!("{prefix}/{}", path.trim_start_matches('/')));
        url
    }
}
