//! The HTTP request of a call: URL, credentials, headers and body.

use bytes::Bytes;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::auth::reseller::{Reseller, ResellerAuth};
use crate::auth::secret::ApiKey;
use crate::error::{Error, Result};
use crate::operation::{Body, Destination, Method, OperationInfo, Request};

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
    v3: Option<V3>,
    customers: Option<(Reseller, Server)>,
}

/// The API key, and the servers of the v3 APIs.
struct V3 {
    key: ApiKey,
    of_region: Server,
    global: Server,
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
        global_url: &Url,
        api_key: Option<ApiKey>,
        reseller: Option<(Reseller, Url)>,
    ) -> Result<Self> {
        let version = env!("CARGO_PKG_VERSION");
        let user_agent = header(&format!("sendgrid-accounts/{version} ({binding})"))?;
        let v3 = api_key.map(|key| {
            let server =
                |url| Server::new(url, JSON, Some(format!("Bearer {}", key.expose())), &user_agent);
            let (of_region, global) = (server(&base_url)?, server(global_url)?);
            Ok::<_, Error>(V3 { key, of_region, global })
        });
        let customers = reseller.map(|(reseller, url)| {
            let accept = header(&format!("application/{}", reseller.format.as_str()))?;
            let server = Server::new(&url, accept, reseller.authorization(), &user_agent)?;
            Ok::<_, Error>((reseller, server))
        });
        let (v3, customers) = (v3.transpose()?, customers.transpose()?);
        Ok(Self { base_url, v3, customers })
    }

    /// The base URL and the parts of the credential at a host; no parts if the client has no credential
    /// for it.
    pub(crate) fn identity(&self, destination: Destination) -> (&Url, Vec<&str>) {
        match (destination, &self.v3, &self.customers) {
            (Destination::OfRegion, Some(v3), _) => (&v3.of_region.base, vec![v3.key.expose()]),
            (Destination::Global, Some(v3), _) => (&v3.global.base, vec![v3.key.expose()]),
            (Destination::Customers, _, Some((reseller, server))) => {
                (&server.base, reseller.identity())
            }
            _ => (&self.base_url, Vec::new()),
        }
    }

    /// Whether the client authenticates by the API key with this id.
    pub(crate) fn uses_key(&self, id: &str) -> bool {
        let own = self.v3.iter().map(|v3| &v3.key);
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
        path: &str,
        request: &Request,
        on_behalf_of: Option<&HeaderValue>,
    ) -> Result<PreparedRequest> {
        if on_behalf_of.is_some() && !info.on_behalf_of {
            return Err(Error::config(
                "the call cannot act on behalf of another account: use a client without on_behalf_of",
            ));
        }
        let missing = |credential: &str| {
            Error::config(format!("the call needs {credential}, and the client has none"))
        };
        let (server, path, credential) = match info.destination() {
            destination @ (Destination::OfRegion | Destination::Global) => {
                let v3 = self.v3.as_ref().ok_or_else(|| missing("an API key"))?;
                let server =
                    if destination == Destination::Global { &v3.global } else { &v3.of_region };
                (server, request.path(path)?, Vec::new())
            }
            Destination::Customers => {
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
                (server, reseller.endpoint(path), parameters)
            }
        };
        let mut headers = server.headers.clone();
        headers.extend(request.headers()?);
        if let Some(account) = on_behalf_of {
            headers.insert(ON_BEHALF_OF, account.clone());
        }
        let (content_type, body) = match request.body() {
            Body::Empty => (None, None),
            Body::Json(body) => (Some(JSON), Some(body.clone())),
            Body::Form(form) => (Some(FORM), Some(form.encode(&credential))),
        };
        headers.extend(content_type.map(|content_type| (CONTENT_TYPE, content_type)));
        // hyper never polls an empty body, which would tell when the request is written.
        let body = body.filter(|body| !body.is_empty());
        let has_length = matches!(info.method, Method::Patch | Method::Post | Method::Put);
        if body.is_none() && has_length {
            // RFC 9110, section 8.6; hyper omits it, and servers then refuse the request (HTTP 411).
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut url = server.url(&path);
        if !request.query().is_empty() {
            url.query_pairs_mut().extend_pairs(request.query());
        }
        Ok(PreparedRequest { method: info.method, url, headers, body })
    }

    /// The secrets of all credentials, as they are and as they are sent.
    pub(crate) fn secrets(&self) -> Vec<&str> {
        let key = self.v3.iter().map(|v3| v3.key.expose());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_host_has_a_url_and_the_same_key() {
        let url = |host: &str| Url::parse(&format!("https://{host}")).unwrap();
        let (eu, global) = (url("api.eu.sendgrid.com"), url("api.sendgrid.com"));
        let key = ApiKey::new("SG.key").unwrap();
        let credentials = Credentials::new("rust", eu.clone(), &global, Some(key), None).unwrap();
        assert_eq!(credentials.identity(Destination::OfRegion), (&eu, vec!["SG.key"]));
        assert_eq!(credentials.identity(Destination::Global), (&global, vec!["SG.key"]));
        assert_eq!(credentials.identity(Destination::Customers), (&eu, Vec::new()));
    }
}
