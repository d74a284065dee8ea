//! From what an operation wants to say to what goes on the wire: address, credential, headers.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use url::Url;

use crate::error::{Error, Result};
use crate::gates::Passage;
use crate::operation::{Api, OPERATIONS, OperationInfo};
use crate::origin::Origin;
use crate::redact::Redactor;
use crate::reseller::{Reseller, ResellerAuth};
use crate::secret::{ApiKey, Password};
use crate::wire::{Body, Request};

const ON_BEHALF_OF: HeaderName = HeaderName::from_static("on-behalf-of");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// A call as every attempt of it sends it.
pub(crate) struct Prepared<'a> {
    pub(crate) origin: &'a Arc<Origin>,
    /// Path and query.
    pub(crate) target: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
}

/// The servers and credentials of a client.
pub(crate) struct Access {
    pub(crate) base_url: Url,
    pub(crate) api_key: Option<ApiKey>,
    pub(crate) reseller: Option<(Reseller, Url)>,
    users: Option<Server>,
    customers: Option<Server>,
}

/// One API of a client, and all of its requests that never changes.
struct Server {
    origin: Arc<Origin>,
    headers: HeaderMap,
    /// By the path of an operation.
    targets: Vec<(&'static str, Uri)>,
}

impl Access {
    pub(crate) fn new(
        face: &str,
        base_url: Url,
        api_key: Option<ApiKey>,
        reseller: Option<(Reseller, Url)>,
    ) -> Result<Self> {
        let user_agent = format!("sendgrid-accounts/{} ({face})", env!("CARGO_PKG_VERSION"));
        let user_agent = header(&user_agent)?;
        let users = match &api_key {
            Some(key) => {
                let authorization = Some(format!("Bearer {}", key.expose()));
                let path = |path: &str| path.to_owned();
                Some(Server::new(Api::Users, &base_url, path, JSON, authorization, &user_agent)?)
            }
            None => None,
        };
        let customers = match &reseller {
            Some((reseller, url)) => {
                let accept = header(&format!("application/{}", reseller.format.name()))?;
                let authorization = reseller.authorization();
                let path = |path: &str| reseller.endpoint(path);
                Some(Server::new(Api::Customers, url, path, accept, authorization, &user_agent)?)
            }
            None => None,
        };
        let mut access = Self { base_url, api_key, reseller, users, customers };
        access.share_origin();
        Ok(access)
    }

    /// Where both APIs are on one server they share its connections.
    fn share_origin(&mut self) {
        if let (Some(users), Some(customers)) = (&self.users, &mut self.customers) {
            if users.origin == customers.origin {
                customers.origin = Arc::clone(&users.origin);
            }
        }
    }

    /// What a server counts together with the calls to one API.
    pub(crate) fn passage(&self, api: Api) -> Passage {
        match (api, &self.api_key, &self.reseller) {
            (Api::Users, Some(key), _) => Passage::new(api, &self.base_url, &[key.expose()]),
            (Api::Customers, _, Some((reseller, url))) => {
                Passage::new(api, url, &reseller.identity())
            }
            // No call to it comes as far as a gate.
            _ => Passage::new(api, &self.base_url, &[]),
        }
    }

    /// Completes a call.
    pub(crate) fn prepare(
        &self,
        info: &OperationInfo,
        request: &Request,
        on_behalf_of: Option<&HeaderValue>,
    ) -> Result<Prepared<'_>> {
        match info.api {
            Api::Users => self.for_users(info, request, on_behalf_of),
            Api::Customers if on_behalf_of.is_some() => Err(Error::config(format!(
                "{} cannot act on behalf of another account: use the client that the view was \
                 made from",
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
    ) -> Result<Prepared<'_>> {
        let server = self.users.as_ref().ok_or_else(|| {
            Error::config(format!("{} needs an API key, and the client has none", info.name))
        })?;
        let mut headers = server.headers.clone();
        if let Some(account) = on_behalf_of {
            headers.insert(ON_BEHALF_OF, account.clone());
        }
        let body = body(request, &mut headers, &[]);
        Ok(Prepared { origin: &server.origin, target: server.target(info)?, headers, body })
    }

    fn for_customers(&self, info: &OperationInfo, request: &Request) -> Result<Prepared<'_>> {
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
        Ok(Prepared { origin: &server.origin, target: server.target(info)?, headers, body })
    }

    /// What no text may show: the credentials, and what the request says of itself.
    pub(crate) fn redactor(&self, request: &Request) -> Redactor {
        let key = self.api_key.iter().map(ApiKey::expose);
        let reseller = self.reseller.iter().map(|(reseller, _)| reseller.secret());
        let header = self.customers.iter().filter_map(|server| {
            let text = server.headers.get(AUTHORIZATION)?.to_str().ok()?;
            text.split_once(' ').map(|(_, token)| token)
        });
        let own = request.secrets().iter().map(Password::expose);
        Redactor::new(key.chain(reseller).chain(header).chain(own))
    }
}

fn header(text: &str) -> Result<HeaderValue> {
    HeaderValue::from_str(text).map_err(|_| Error::config("a header cannot be written"))
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
        api: Api,
        base: &Url,
        path: impl Fn(&str) -> String,
        accept: HeaderValue,
        authorization: Option<String>,
        user_agent: &HeaderValue,
    ) -> Result<Self> {
        let origin = Origin::of(base)?;
        let mut headers = HeaderMap::with_capacity(8);
        headers.insert(HOST, origin.host.clone());
        headers.insert(ACCEPT, accept);
        if let Some(authorization) = authorization {
            let mut value = header(&authorization)?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        headers.insert(USER_AGENT, user_agent.clone());
        let mut targets: Vec<(&'static str, Uri)> = Vec::new();
        for info in OPERATIONS.iter().filter(|info| info.api == api) {
            if !targets.iter().any(|(known, _)| *known == info.path) {
                targets.push((info.path, join(base, &path(info.path))?));
            }
        }
        Ok(Self { origin: Arc::new(origin), headers, targets })
    }

    fn target(&self, info: &OperationInfo) -> Result<Uri> {
        let found = self.targets.iter().find(|(path, _)| *path == info.path);
        found
            .map(|(_, target)| target.clone())
            .ok_or_else(|| Error::config(format!("{} is no operation of this library", info.name)))
    }
}

fn join(base: &Url, path: &str) -> Result<Uri> {
    let mut url = base.clone();
    let prefix = base.path().trim_end_matches('/');
    url.set_path(&format!("{prefix}/{}", path.trim_start_matches('/')));
    url.path().parse().map_err(|_| Error::config("a path cannot be written"))
}
