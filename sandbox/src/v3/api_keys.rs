//! API Keys API v3 (OpenAPI).

use axum::http::StatusCode;
use serde::Serialize;

use super::call::{Call, MAX_LIMIT};
use crate::api_keys::{ApiKey, MAX_KEYS};
use crate::body::Fields;
use crate::response::{JSON, Response, json};
use crate::scopes::{Scopes, are_exclusive};
use crate::{messages, secret};

#[derive(Serialize)]
struct ListView<'a> {
    result: Vec<KeyView<'a>>,
}

/// Schemas `ApiKeyResponse` and `ApiKeyScopesResponse`, and the response of `CreateApiKey`.
#[derive(Serialize)]
struct KeyView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    api_key: Option<&'a str>,
    api_key_id: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    scopes: Option<Vec<&'a str>>,
}

impl<'a> KeyView<'a> {
    fn new(key: &'a ApiKey) -> Self {
        Self { api_key: None, api_key_id: &key.id, name: &key.name, scopes: None }
    }
}

/// Operation `ListApiKey`: names and IDs. `offset` is not documented (`Jericho/StrongGrid` sends it).
pub(super) fn list(call: &mut Call<'_>) -> Result<Response, Response> {
    let page = call.page(MAX_LIMIT)?;
    let keys = call.accounts.api_keys.of(call.account).skip(page.offset).take(page.limit);
    Ok(Response::ok(json(&ListView { result: keys.map(KeyView::new).collect() })))
}

/// Operation `GetApiKey`. The document shows an array; the real servers send the object itself
/// (observed: `Jericho/StrongGrid`, `awwa/sendgrid4r`).
pub(super) fn get(call: &mut Call<'_>) -> Result<Response, Response> {
    let is_parent = call.account == call.accounts.parent();
    let key = call.accounts.api_keys.get(call.account, &call.parameter).ok_or_else(not_found)?;
    let scopes = Some(key.scopes.list(is_parent));
    Ok(Response::ok(json(&KeyView { scopes, ..KeyView::new(key) })))
}

/// Operation `CreateApiKey`. Without `scopes` it creates a full access key.
pub(super) fn create(call: &mut Call<'_>) -> Result<Response, Response> {
    let fields = call.fields()?;
    fields.only(&["name", "scopes"])?;
    let name = fields.text("name")?.to_owned();
    let scopes = match scopes(fields)? {
        Some(scopes) => grantable(call, scopes)?,
        None if call.caller.scopes == Scopes::Full => Scopes::Full,
        None => return Err(forbidden(messages::FULL_ACCESS_FORBIDDEN)),
    };
    if call.accounts.api_keys.of(call.account).count() >= MAX_KEYS {
        return Err(forbidden(messages::TOO_MANY_API_KEYS));
    }
    let failed = || Response::error(StatusCode::INTERNAL_SERVER_ERROR, messages::NO_RANDOM_BYTES);
    let generated = secret::api_key().map_err(|_| failed())?;
    let is_parent = call.account == call.accounts.parent();
    let keys = &mut call.accounts.api_keys;
    let key = keys.add(call.account, generated.clone(), name, scopes).ok_or_else(failed)?;
    let scopes = Some(key.scopes.list(is_parent));
    let view = KeyView { api_key: Some(&generated), scopes, ..KeyView::new(key) };
    Ok(Response::new(StatusCode::CREATED, Some(JSON), json(&view)).with_secrets())
}

/// Operation `UpdateApiKey`. The response repeats the scopes of the request (observed:
/// `awwa/sendgrid4r`).
pub(super) fn update(call: &mut Call<'_>) -> Result<Response, Response> {
    let fields = call.fields()?;
    fields.only(&["name", "scopes"])?;
    let name = fields.text("name")?;
    let missing = || Response::bad_field("scopes", messages::MISSING_FIELD);
    let scopes = scopes(fields)?.ok_or_else(missing)?;
    let granted = grantable(call, scopes.clone())?;
    let key = call.accounts.api_keys.get_mut(call.account, &call.parameter);
    let key = key.ok_or_else(not_found)?;
    name.clone_into(&mut key.name);
    key.scopes = granted;
    let scopes = Some(scopes.iter().map(String::as_str).collect());
    Ok(Response::ok(json(&KeyView { scopes, ..KeyView::new(key) })))
}

/// Operation `UpdateApiKeyName`. The response has no scopes.
pub(super) fn update_name(call: &mut Call<'_>) -> Result<Response, Response> {
    let fields = call.fields()?;
    fields.only(&["name"])?;
    let name = fields.text("name")?;
    let key = call.accounts.api_keys.get_mut(call.account, &call.parameter);
    let key = key.ok_or_else(not_found)?;
    name.clone_into(&mut key.name);
    Ok(Response::ok(json(&KeyView::new(key))))
}

/// Operation `DeleteApiKey`. The key is revoked at once, without the documented delay.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Response, Response> {
    if call.accounts.api_keys.remove(call.account, &call.parameter) {
        Ok(Response::no_content())
    } else {
        Err(not_found())
    }
}

/// The scopes of a request, each once.
fn scopes(fields: &Fields) -> Result<Option<Vec<String>>, Response> {
    let Some(named) = fields.texts("scopes")? else { return Ok(None) };
    let mut scopes: Vec<String> = Vec::new();
    for scope in named {
        if !scopes.iter().any(|other| other == scope) {
            scopes.push(scope.to_owned());
        }
    }
    let message = match &scopes {
        _ if scopes.is_empty() => messages::NO_SCOPES,
        _ if are_exclusive(&scopes) => messages::EXCLUSIVE_SCOPES,
        _ => return Ok(Some(scopes)),
    };
    Err(Response::bad_field("scopes", message))
}

/// Checks that the key of the request has the scopes that it gives.
fn grantable(call: &Call<'_>, scopes: Vec<String>) -> Result<Scopes, Response> {
    let missing = call.caller.scopes.missing(&scopes);
    if missing.is_empty() {
        return Ok(Scopes::Only(scopes));
    }
    Err(forbidden(&messages::unauthorized_scopes(&missing)))
}

fn forbidden(message: &str) -> Response {
    Response::error(StatusCode::FORBIDDEN, message)
}

fn not_found() -> Response {
    Response::error(StatusCode::NOT_FOUND, messages::NO_SUCH_API_KEY)
}
