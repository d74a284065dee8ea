//! Handles one request to the Users API.

use std::time::SystemTime;

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::request::Parts;

use crate::account::UserId;
use crate::accounts::Accounts;
use crate::body::{Fields, JSON};
use crate::exchange::{Success, admit, record};
use crate::incoming::IncomingRequest;
use crate::on_behalf_of::{self, Actor};
use crate::rate_limit::{Api, Bucket};
use crate::response::Response;
use crate::state::Shared;
use crate::users::{Handler, Route, Target, allowed};
use crate::{auth, messages};

/// The account in `On-Behalf-Of`, if the header is present and valid.
pub(crate) fn user(head: &Parts) -> Option<String> {
    match on_behalf_of::actor(&head.headers) {
        Ok(Actor::Username(name) | Actor::AccountId(name)) => Some(name.to_owned()),
        Ok(Actor::Parent) | Err(_) => None,
    }
}

/// Responds to a request that arrived at `now`, and records it in the journal.
pub(crate) fn respond(
    target: Target,
    shared: &Shared,
    request: &IncomingRequest,
    now: SystemTime,
) -> Response {
    let IncomingRequest { head, payload, .. } = request;
    let credential = auth::bearer(&head.headers).filter(|key| shared.accepts(key));
    let fields = payload.fields();
    let checked = check(target, request, credential);
    let entry = request.journal_entry(target.operation(), user(head));

    let mut state = shared.lock();
    let (admitted, rate) = admit(&mut state, request, now, bucket(target, head), credential);
    let result = admitted
        .and(checked)
        .and_then(|call| call.run(&mut state.accounts, shared.options.permissive, fields.as_ref()));
    let body = fields.filter(|fields| !fields.is_empty()).map(Fields::into_value);
    record(&mut state, request, entry, body, result).with_rate(rate)
}

/// The limit applies per endpoint ("Rate Limits" of the v3 documentation). Requests to unknown
/// endpoints share one window, because every response of the API has the headers.
fn bucket(target: Target, head: &Parts) -> Option<Bucket> {
    let is_v3 = head.uri.path().starts_with("/v3/");
    let operation = target.operation().unwrap_or_default();
    is_v3.then_some(Bucket { api: Api::Users, operation })
}

/// A request that has passed all checks that need no state.
struct Call<'a> {
    route: &'static Route,
    actor: Actor<'a>,
}

/// Performs the checks that need no state, in the order of precedence of their errors.
fn check<'a>(
    target: Target,
    request: &'a IncomingRequest,
    credential: Option<&str>,
) -> Result<Call<'a>, Response> {
    let IncomingRequest { head, payload, .. } = request;
    let route = match target {
        Target::Operation(route) => route,
        Target::WrongMethod => return Err(Response::method_not_allowed(allowed(head.uri.path()))),
        Target::Unknown => return Err(Response::page_not_found()),
    };
    if credential.is_none() {
        return Err(Response::error(StatusCode::UNAUTHORIZED, messages::AUTHORIZATION_REQUIRED));
    }
    let actor = on_behalf_of::actor(&head.headers)?;
    payload.check(&head.headers, JSON)?;
    Ok(Call { route, actor })
}

impl Call<'_> {
    fn run(
        self,
        accounts: &mut Accounts,
        permissive: bool,
        fields: Option<&Fields>,
    ) -> Result<Success, Response> {
        let id = self.actor.find(accounts, permissive)?;
        match self.route.handler {
            Handler::Read(read) => {
                let account = accounts.get(id).ok_or_else(Response::forbidden)?;
                Ok(Success { response: Response::ok(read(account)), applied: false })
            }
            Handler::Change(operation) => {
                let body = change(operation, accounts, id, fields)?;
                Ok(Success { response: Response::ok(body), applied: true })
            }
        }
    }
}

fn change(
    operation: fn(&mut Accounts, UserId, &Fields) -> Result<Bytes, Response>,
    accounts: &mut Accounts,
    id: UserId,
    fields: Option<&Fields>,
) -> Result<Bytes, Response> {
    let fields = fields.ok_or_else(|| Response::bad_request(messages::NOT_A_JSON_OBJECT))?;
    operation(accounts, id, fields)
}
