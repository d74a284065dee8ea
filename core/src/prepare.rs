//! From what an operation wants to say to what goes on the wire: address, credential, headers.

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::error::{Error, Result};
use crate::gates::Passage;
use crate::operation::{Api, OperationInfo};
use crate::redact::Redactor;
use crate::reseller::{Reseller, ResellerAuth};
use crate::secret::{ApiKey, Password};
use crate::wire::{Body, Request};

const ON_BEHALF_OF: HeaderName = HeaderName::from_static("on-behalf-of");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// A call as every attempt of it sends it.
pub(crate) struct Prepared {
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
}

/// The servers and credentials of a client.
pub(crate) struct Access {
    pub(crate) user_agent: HeaderValue,
    pub(crate) base_url: Url,
    pub(crate) api_key: Option<ApiKey>,
    pub(crate) reseller: Option<(Reseller, Url)>,
    authorization: Option<HeaderValue>,
    reseller_authorization: Option<HeaderValue>,
}

impl Access {
    pub(crate) fn new(
        face: &str,
        base_url: Url,
        api_key: Option<ApiKey>,
        reseller: Option<(Reseller, Url)>,
    ) -> Result<Self> {
        let user_agent = format!("sendgrid-accounts/{} ({face})", env!("CARGO_PKG_VERSION"));
        let secret = |text: String| {
            let mut value = header(&text)?;
            value.set_sensitive(true);
            Ok::<_, Error>(value)
        };
        let bearer = api_key.as_ref().map(|key| format!("Bearer {}", key.expose()));
        let reseller_header = reseller.as_ref().and_then(|(reseller, _)| reseller.authorization());
        Ok(Self {
            user_agent: header(&user_agent)?,
            authorization: bearer.map(secret).transpose()?,
            reseller_authorization: reseller_header.map(secret).transpose()?,
            base_url,
            api_key,
            reseller,
        })
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
    ) -> Result<Prepared> {
        let mut prepared = match info.api {
            Api::Users => self.users(info, request, on_behalf_of)?,
            Api::Customers if on_behalf_of.is_some() => {
                return Err(Error::config(format!(
                    "{} cannot act on behalf of another account: use the client that the view was \
                     made from",
                    info.name
                )));
            }
            Api::Customers => self.customers(info, request)?,
        };
        prepared.headers.insert(USER_AGENT, self.user_agent.clone());
        Ok(prepared)
    }

    fn users(
        &self,
        info: &OperationInfo,
        request: &Request,
        on_behalf_of: Option<&HeaderValue>,
    ) -> Result<Prepared> {
        let authorization = self.authorization.as_ref().ok_or_else(|| {
            Error::config(format!("{} needs an API key, and the client has none", info.name))
        })?;
        let mut headers = HeaderMap::with_capacity(6);
        headers.insert(AUTHORIZATION, authorization.clone());
        headers.insert(ACCEPT, JSON);
        if let Some(account) = on_behalf_of {
            headers.insert(ON_BEHALF_OF, account.clone());
        }
        let body = body(request, &mut headers, &[]);
        Ok(Prepared { url: join(&self.base_url, info.path), headers, body })
    }

    fn customers(&self, info: &OperationInfo, request: &Request) -> Result<Prepared> {
        let (reseller, base_url) = self.reseller.as_ref().ok_or_else(|| {
            Error::config(format!(
                "{} needs a reseller's credential, and the client has none",
                info.name
            ))
        })?;
        let mut headers = HeaderMap::with_capacity(5);
        headers.insert(ACCEPT, header(&format!("application/{}", reseller.format.name()))?);
        if let Some(authorization) = &self.reseller_authorization {
            headers.insert(AUTHORIZATION, authorization.clone());
        }
        let body = match &reseller.auth {
            ResellerAuth::Parameters { username, password } => {
                let credential = [("api_user", username.as_str()), ("api_key", password.expose())];
                body(request, &mut headers, &credential)
            }
            ResellerAuth::Basic { .. } | ResellerAuth::Bearer(_) => {
                body(request, &mut headers, &[])
            }
        };
        Ok(Prepared { url: join(base_url, &reseller.endpoint(info.path)), headers, body })
    }

    /// What no text may show: the credentials, and what the request says of itself.
    pub(crate) fn redactor(&self, request: &Request) -> Redactor {
        let key = self.api_key.iter().map(ApiKey::expose);
        let reseller = self.reseller.iter().map(|(reseller, _)| reseller.secret());
        let header = self.reseller_authorization.iter().filter_map(|value| {
            let text = value.to_str().ok()?;
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

fn join(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    let prefix = base.path().trim_end_matches('/');
    url.set_path(&format!("{prefix}/{}", path.trim_start_matches('/')));
    url
}
