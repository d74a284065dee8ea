//! The HTTP request of a call: URL, credentials, headers and body.

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::auth::redact::Redactor;
use crate::auth::reseller::{Reseller, ResellerAuth};
use crate::auth::secret::{ApiKey, Password};
use crate::error::{Error, Result};
use crate::operation::{Api, Body, Method, OperationInfo, Request};

const ON_BEHALF_OF: HeaderName = HeaderName::from_static("on-behalf-of");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// The request that every attempt of a call sends.
pub(crate) struct PreparedRequest {
    method: Method,
    url: Url,
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
    pub(crate) api_key: Option<ApiKey>,
    pub(crate) reseller: Option<(Reseller, Url)>,
    users: Option<Server>,
    customers: Option<Server>,
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
        let user_agent = format!("sendgrid-accounts/{} ({binding})", env!("CARGO_PKG_VERSION"));
        let user_agent = header(&user_agent)?;
        let users = match &api_key {
            Some(key) => {
                let authorization = Some(format!("Bearer {}", key.expose()));
                Some(Server::new(&base_url, JSON, authorization, &user_agent)?)
            }
            None => None,
        };
        let customers = match &reseller {
            Some((reseller, url)) => {
                let accept = header(&format!("application/{}", reseller.format.name()))?;
                let authorization = reseller.authorization();
                Some(Server::new(url, accept, authorization, &user_agent)?)
            }
            None => None,
        };
        Ok(Self { base_url, api_key, reseller, users, customers })
    }

    /// The base URL and the parts of the credential of an API; no parts if the client has no
    /// credential for it.
    pub(crate) fn identity(&self, api: Api) -> (&Url, Vec<&str>) {
        match (api, &self.api_key, &self.reseller) {
            (Api::Users, Some(key), _) => (&self.base_url, vec![key.expose()]),
            (Api::Customers, _, Some((reseller, url))) => (url, reseller.identity()),
            _ => (&self.base_url, Vec::new()),
        }
    }

    /// Builds the request of a call.
    ///
    /// Fails if the client has no credential for the API, or if `on_behalf_of` is set for the
    /// customer API.
    pub(crate) fn prepare(
        &self,
        info: &OperationInfo,
        request: &Request,
        on_behalf_of: Option<&HeaderValue>,
    ) -> Result<PreparedRequest> {
        match info.api {
            Api::Users => self.for_users(info, request, on_behalf_of),
            Api::Customers if on_behalf_of.is_some() => Err(Error::config(format!(
                "{} cannot act on behalf of another account: use a client without \
                 on_behalf_of",
                info.name
            ))),
            Api::Customers => self.for_customers(info, request),
        }
    }

    fn for_users(
        &self,
        info: &OperationInfo,
        request: &Request,
        on_behalf_of: Option<&HeaderValue>,
    ) -> Result<PreparedRequest> {
        let server = self.users.as_ref().ok_or_else(|| {
            Error::config(format!("{} needs an API key, and the client has none", info.name))
        })?;
        let mut headers = server.headers.clone();
        if let Some(account) = on_behalf_of {
            headers.insert(ON_BEHALF_OF, account.clone());
        }
        let body = body(request, &mut headers, &[]);
        Ok(PreparedRequest { method: info.method, url: server.url(info.path), headers, body })
    }

    fn for_customers(&self, info: &OperationInfo, request: &Request) -> Result<PreparedRequest> {
        let (Some((reseller, _)), Some(server)) = (&self.reseller, &self.customers) else {
            return Err(Error::config(format!(
                "{} needs a reseller's credential, and the client has none",
                info.name
            )));
        };
        let mut headers = server.headers.clone();
        let body = match &reseller.auth {
            ResellerAuth::Parameters { username, password } => {
                let credential = [("api_user", username.as_str()), ("api_key", password.expose())];
                body(request, &mut headers, &credential)
            }
            ResellerAuth::Basic { .. } | ResellerAuth::Bearer(_) => {
                body(request, &mut headers, &[])
            }
        };
        let url = server.url(&reseller.endpoint(info.path));
        Ok(PreparedRequest { method: info.method, url, headers, body })
    }

    /// The redactor of a call: it removes the client's credentials and the request's passwords.
    pub(crate) fn redactor(&self, request: &Request) -> Redactor {
        let key = self.api_key.iter().map(ApiKey::expose);
        let reseller = self.reseller.iter().map(|(reseller, _)| reseller.secret());
        let header = self.customers.iter().filter_map(|server| {
            let value = server.headers.get(AUTHORIZATION)?.to_str().ok()?;
            value.split_once(' ').map(|(_, token)| token)
        });
        let own = request.secrets().iter().map(Password::expose);
        Redactor::new(key.chain(reseller).chain(header).chain(own))
    }
}

fn header(value: &str) -> Result<HeaderValue> {
    HeaderValue::from_str(value)
        .map_err(|_| Error::config("a header value contains a control character"))
}

fn body(request: &Request, headers: &mut HeaderMap, credential: &[(&str, &str)]) -> Option<Bytes> {
    let (content_type, body) = match request.body() {
        Body::Empty => return None,
        Body::Json(body) => (JSON, body.clone()),
        Body::Form(form) => (FORM, form.encode(credential)),
    };
    headers.insert(CONTENT_TYPE, content_type);
    Some(body)
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
